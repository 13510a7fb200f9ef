//! Which language the program speaks: the one that was asked for, that of the configuration, English where the locale is
//! English, and else Dutch.

use std::env;
use std::ffi::OsString;

use crate::guide::Language;
use crate::i18n::Words;

use super::config::Config;
use super::failure::Failure;

/// The languages as a person names them.
pub(super) const CODES: [&str; 2] = ["nl", "en"];

/// The language, before the arguments are understood: their help is in it.
pub(super) fn choose(arguments: &[OsString], config: &Config) -> Language {
    let locale = || ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| env::var(name).ok());
    let by_locale = || match locale().find(|locale| !locale.is_empty()) {
        Some(locale) if locale.starts_with(CODES[1]) => Language::English,
        _ => Language::Dutch,
    };
    asked(arguments).or(config.language).unwrap_or_else(by_locale)
}

/// The language with this name.
pub(super) fn named(code: &str) -> Option<Language> {
    match code {
        "nl" => Some(Language::Dutch),
        "en" => Some(Language::English),
        _ => None,
    }
}

/// The words of this language.
///
/// # Errors
/// A data file in the program cannot be read; a test keeps such a program from being released.
pub(super) fn words(language: Language) -> Result<Words, Failure> {
    match language {
        Language::Dutch => Words::dutch(),
        Language::English => Words::english(),
    }
    .map_err(Failure::Content)
}

/// How a person names this language.
pub(super) fn code(language: Language) -> &'static str {
    match language {
        Language::Dutch => CODES[0],
        Language::English => CODES[1],
    }
}

/// The value of `--lang`, wherever it stands.
fn asked(arguments: &[OsString]) -> Option<Language> {
    let mut arguments =
        arguments.iter().filter_map(|argument| argument.to_str()).take_while(|argument| *argument != "--");
    while let Some(argument) = arguments.next() {
        let value = if argument == "--lang" { arguments.next() } else { argument.strip_prefix("--lang=") };
        if let Some(language) = value.and_then(named) {
            return Some(language);
        }
    }
    None
}

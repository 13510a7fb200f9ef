//! Which language the program speaks: the one that was asked for, that of the configuration, that of the locale,
//! and else Dutch.

use std::env;
use std::ffi::OsString;

use crate::i18n::Words;
use crate::i18n::language::Language;

use super::config::Config;
use super::failure::Failure;

/// The language, before the arguments are understood: their help is in it.
pub(super) fn choose(arguments: &[OsString], config: &Config) -> Language {
    let locale = || ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| env::var(name).ok());
    let by_locale = || {
        let locale = locale().find(|locale| !locale.is_empty()).unwrap_or_default();
        Language::ALL.iter().copied().find(|language| locale.starts_with(language.code())).unwrap_or_default()
    };
    asked(arguments).or(config.language).unwrap_or_else(by_locale)
}

/// The words of this language.
///
/// # Errors
/// A data file in the program cannot be read; a test keeps such a program from being released.
pub(super) fn words(language: Language) -> Result<Words, Failure> {
    Words::load(language).map_err(Failure::Content)
}

/// The value of `--lang`, wherever it stands.
fn asked(arguments: &[OsString]) -> Option<Language> {
    let mut arguments =
        arguments.iter().filter_map(|argument| argument.to_str()).take_while(|argument| *argument != "--");
    while let Some(argument) = arguments.next() {
        let value = if argument == "--lang" { arguments.next() } else { argument.strip_prefix("--lang=") };
        if let Some(language) = value.and_then(Language::named) {
            return Some(language);
        }
    }
    None
}

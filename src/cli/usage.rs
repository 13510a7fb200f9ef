//! What clap has to say about a command that it does not understand, in our words and with what would mend it.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::i18n::Words;

/// What is wrong with what was typed, and what would mend it.
pub(super) fn message(error: &clap::Error, words: &Words) -> String {
    let kind = error.kind();
    let ours = &words.cli.usage_errors;
    let said = |kind| error.get(kind).map(plain).unwrap_or_default();
    let option = said(ContextKind::InvalidArg);
    let mut parts = vec![match kind {
        ErrorKind::UnknownArgument => ours.unknown(&option),
        ErrorKind::InvalidSubcommand => ours.unknown(said(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => ours.missing(&option),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match said(ContextKind::InvalidValue) {
            found if found.is_empty() => ours.no_value(&option),
            found => ours.bad_value(&found, &option),
        },
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => ours.no_value(&option),
        ErrorKind::ArgumentConflict | ErrorKind::TooManyValues => ours.twice(&option),
        ErrorKind::InvalidUtf8 => ours.not_text.clone(),
        _ => ours.other.clone(),
    }];
    let suggestions = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let suggestion = suggestions.into_iter().map(said).find(|suggestion| !suggestion.is_empty());
    let options = said(ContextKind::ValidValue);
    parts.push(match (suggestion, kind) {
        (Some(suggestion), _) => words.problems.did_you_mean(&suggestion),
        (None, ErrorKind::InvalidValue) if !options.is_empty() => words.problems.choose_from(&options),
        (None, ErrorKind::InvalidSubcommand) => ours.open_file.clone(),
        (None, ErrorKind::UnknownArgument) if !option.starts_with('-') => ours.open_file.clone(),
        (None, _) => ours.see_help.clone(),
    });
    parts.join(" ")
}

/// A part of the error of clap, as text.
fn plain(value: &ContextValue) -> String {
    match value {
        ContextValue::None => String::new(),
        ContextValue::Strings(all) => all.join(", "),
        other => other.to_string(),
    }
}

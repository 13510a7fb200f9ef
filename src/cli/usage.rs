//! What clap has to say about a command that it does not understand, in our words and with what would mend it.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::i18n::{Words, fill};

/// What is wrong with what was typed, and what would mend it.
pub(super) fn message(error: &clap::Error, words: &Words) -> String {
    let kind = error.kind();
    let ours = &words.cli.usage_errors;
    let said = |kind| error.get(kind).map(plain).unwrap_or_default();
    let option = said(ContextKind::InvalidArg);
    let mut parts = vec![match kind {
        ErrorKind::UnknownArgument => fill(&ours.unknown, &[("found", &option)]),
        ErrorKind::InvalidSubcommand => fill(&ours.unknown, &[("found", &said(ContextKind::InvalidSubcommand))]),
        ErrorKind::MissingRequiredArgument => fill(&ours.missing, &[("missing", &option)]),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match said(ContextKind::InvalidValue) {
            found if found.is_empty() => fill(&ours.no_value, &[("option", &option)]),
            found => fill(&ours.bad_value, &[("found", &found), ("option", &option)]),
        },
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            fill(&ours.no_value, &[("option", &option)])
        }
        ErrorKind::ArgumentConflict | ErrorKind::TooManyValues => fill(&ours.twice, &[("option", &option)]),
        ErrorKind::InvalidUtf8 => ours.not_text.clone(),
        _ => ours.other.clone(),
    }];
    let suggestions = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let suggestion = suggestions.into_iter().map(said).find(|suggestion| !suggestion.is_empty());
    let options = said(ContextKind::ValidValue);
    parts.push(match (suggestion, kind) {
        (Some(suggestion), _) => fill(&words.problems.did_you_mean, &[("suggestion", &suggestion)]),
        (None, ErrorKind::InvalidValue) if !options.is_empty() => {
            fill(&words.problems.choose_from, &[("options", &options)])
        }
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

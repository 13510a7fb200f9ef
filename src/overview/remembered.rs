//! A summary as bytes, to be remembered between two runs. They are read by the version that wrote them and by no other;
//! bytes that are not right in every detail are no summary.

use crate::domain::signals::RULES;
use crate::guide::Structure;

use super::summary::{Checklist, Summary};

/// Counts the forms that summaries were remembered in: another number where a field of a summary is added or changed.
const FORM: u32 = 4;

/// What must be the same for remembered summaries to be of any use: the program, this form, the checklist with the kinds
/// of its answers, and the rules by their places in the table.
#[must_use]
pub fn version(structure: &Structure) -> String {
    let numbers = Checklist::of(structure).numbers;
    let kinds: Vec<_> =
        numbers.iter().filter_map(|number| structure.question(&format!("follow_up.{number}"))).collect();
    let kinds: Vec<_> = kinds.iter().map(|(_, question)| &question.kind).collect();
    format!("{} {FORM} {numbers:?} {kinds:?} {RULES:?}", env!("CARGO_PKG_VERSION"))
}

/// The bytes of a summary.
#[must_use]
pub fn to_bytes(summary: &Summary) -> Vec<u8> {
    // A summary is plain data, which can always be written.
    postcard::to_allocvec(summary).unwrap_or_default()
}

/// The summary of these bytes, if they are one.
#[must_use]
pub fn from_bytes(bytes: &[u8]) -> Option<Summary> {
    let (summary, rest) = postcard::take_from_bytes(bytes).ok()?;
    rest.is_empty().then_some(summary)
}

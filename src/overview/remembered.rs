//! What is kept of a session as bytes, to be remembered between two runs. They are read by the version that wrote them and
//! by no other; bytes that are not right in every detail are nothing.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::signals::RULES;
use crate::guide::Structure;

use super::summary::Checklist;

/// Counts the forms that summaries and answers were remembered in: another number where a field of them is added or
/// changed, or where something else is kept in one.
const FORM: u32 = 8;

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

/// The bytes of what is kept.
#[must_use]
pub fn to_bytes<Kept: Serialize>(kept: &Kept) -> Vec<u8> {
    // It is plain data, which can always be written.
    postcard::to_allocvec(kept).unwrap_or_default()
}

/// What was kept in these bytes, if they are that.
#[must_use]
pub fn from_bytes<Kept: DeserializeOwned>(bytes: &[u8]) -> Option<Kept> {
    let (kept, rest) = postcard::take_from_bytes(bytes).ok()?;
    rest.is_empty().then_some(kept)
}

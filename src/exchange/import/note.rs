//! What is told about something that was brought, in one line each: how it was read, what was chosen, what is left out.

use crate::i18n::Words;
use crate::i18n::import::NoteKind;

/// A line about what was brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ImportNote {
    pub(super) kind: NoteKind,
    values: Vec<(&'static str, String)>,
}

impl From<NoteKind> for ImportNote {
    fn from(kind: NoteKind) -> Self {
        Self { kind, values: Vec::new() }
    }
}

/// So many lines are named.
const LINES_NAMED: usize = 12;

/// The numbers of some lines; those beyond the first ones are left out, and that is shown.
pub(super) fn lines_named(lines: &[usize]) -> String {
    let first = lines.iter().take(LINES_NAMED).map(ToString::to_string);
    first.chain((lines.len() > LINES_NAMED).then(|| "…".to_owned())).collect::<Vec<_>>().join(", ")
}

impl ImportNote {
    /// A line that names something.
    pub(super) fn naming(kind: NoteKind, values: &[(&'static str, &dyn ToString)]) -> Self {
        Self { kind, values: values.iter().map(|(name, value)| (*name, value.to_string())).collect() }
    }

    pub(super) fn text(&self, words: &Words) -> String {
        self.kind.words(&words.import.notes).fill(&self.values)
    }
}

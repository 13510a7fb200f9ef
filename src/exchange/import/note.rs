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

impl ImportNote {
    /// A line that names something.
    pub(super) fn naming(kind: NoteKind, values: &[(&'static str, &dyn ToString)]) -> Self {
        Self { kind, values: values.iter().map(|(name, value)| (*name, value.to_string())).collect() }
    }

    pub(super) fn text(&self, words: &Words) -> String {
        self.kind.words(&words.import.notes).fill(&self.values)
    }
}

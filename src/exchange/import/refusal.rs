//! Why something that was brought does not come in: which reason, and what belongs in its sentence.

use crate::i18n::Words;
use crate::i18n::import::RefusalKind;

/// Why nothing of a file was entered, with the place in it where that is known.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub kind: RefusalKind,
    /// What belongs in its sentence, by placeholder.
    values: Vec<(&'static str, String)>,
}

impl From<RefusalKind> for Refusal {
    fn from(kind: RefusalKind) -> Self {
        Self { kind, values: Vec::new() }
    }
}

impl Refusal {
    /// A reason that names something.
    pub(super) fn naming(kind: RefusalKind, values: &[(&'static str, &dyn ToString)]) -> Self {
        Self { kind, values: values.iter().map(|(name, value)| (*name, value.to_string())).collect() }
    }

    /// Nothing is called so where it was looked for.
    pub fn not_there(found: &str) -> Self {
        Self::naming(RefusalKind::NotThere, &[("found", &found)])
    }

    /// A folder with more tables than belong together.
    pub(super) fn too_many_files(found: usize, most: usize) -> Self {
        Self::naming(RefusalKind::TooManyFiles, &[("found", &found), ("most", &most)])
    }

    /// Whether it would enter if somebody said what it is.
    pub fn wants_to_be_told(&self) -> bool {
        matches!(self.kind, RefusalKind::NotKnown | RefusalKind::NoRows)
    }

    /// The reason with its remedy.
    pub fn text(&self, words: &Words) -> String {
        self.kind.words(&words.import.refusals).fill(&self.values).to_string()
    }
}

//! What went wrong while reading, in our own terms rather than the parser's, and where.

use std::cell::{Cell, RefCell};

use ron::error::{Error as RonError, SpannedError};
use serde::de::Error;

use crate::domain::id::Id;
use crate::domain::problem::{Position, Problem, ProblemKind};
use crate::domain::session::Section;
use crate::domain::value::Kind;

use super::old_conflicts::OldConflict;
use crate::store::form::spans::spans;

/// What is known while reading: the item, the kind of the value that is being read, and what went wrong in our own words
/// rather than the parser's.
#[derive(Default)]
pub(super) struct ParseContext {
    pub(super) item: RefCell<Option<(Section, Id)>>,
    pub(super) wanted: Cell<Option<Kind>>,
    kind: RefCell<Option<ProblemKind>>,
    pub(super) old_conflicts: RefCell<Vec<OldConflict>>,
}

impl ParseContext {
    pub(super) fn fail<E: Error>(&self, kind: ProblemKind) -> E {
        self.kind.borrow_mut().get_or_insert(kind);
        E::custom("not a session")
    }

    pub(super) fn explain(&self, text: &str, error: &SpannedError) -> Problem {
        let mut position = Position { line: error.span.start.line, column: error.span.start.col };
        let kind = self.kind.take().unwrap_or_else(|| match self.wanted.get() {
            Some(wanted) if error.code == RonError::IntegerOutOfBounds => ProblemKind::of_number(wanted),
            Some(wanted) if is_of_another_kind(&error.code) => ProblemKind::WrongKind { wanted },
            _ => kind_of(&error.code),
        });
        if matches!(kind, ProblemKind::UnclosedText) {
            position = spans(text).text_over_lines.unwrap_or(position);
        }
        Problem { kind, position, item: self.item.take() }
    }
}

/// Whether something else begins where a value of some kind was wanted.
fn is_of_another_kind(error: &RonError) -> bool {
    matches!(
        error,
        RonError::ExpectedArray
            | RonError::ExpectedBoolean
            | RonError::ExpectedFloat
            | RonError::ExpectedIdentifier
            | RonError::ExpectedInteger
            | RonError::ExpectedString
            | RonError::FloatUnderscore
            | RonError::InvalidIntegerDigit { .. }
            | RonError::InvalidValueForType { .. }
            | RonError::Message(_)
    )
}

/// The parser's error as one of ours.
fn kind_of(error: &RonError) -> ProblemKind {
    match error {
        RonError::Eof => ProblemKind::CutShort,
        RonError::ExpectedStringEnd => ProblemKind::UnclosedText,
        RonError::ExpectedComma => ProblemKind::MissingComma,
        RonError::ExpectedArray => ProblemKind::Wanted("["),
        RonError::ExpectedArrayEnd => ProblemKind::Wanted("]"),
        RonError::ExpectedMapColon => ProblemKind::Wanted(":"),
        RonError::ExpectedStructLike => ProblemKind::Wanted("("),
        RonError::ExpectedStructLikeEnd => ProblemKind::Wanted(")"),
        RonError::ExpectedNamedStructLike(name) => ProblemKind::Wanted(name),
        RonError::ExpectedDifferentStructName { expected, .. } => ProblemKind::Wanted(expected),
        RonError::ExpectedString => ProblemKind::Wanted("\""),
        RonError::NoSuchStructField { expected, found, .. } => {
            ProblemKind::UnknownName { found: found.clone(), suggestion: nearest(found, expected) }
        }
        RonError::DuplicateStructField { field, .. } => ProblemKind::TwiceNamed { name: (*field).to_owned() },
        _ => ProblemKind::Unreadable,
    }
}

/// No more of a word is compared: the known words are shorter.
const LONGEST_MISSPELT: usize = 60;

/// The known word that is nearest to a misspelt one, if any is near.
pub(super) fn nearest(found: &str, known: &'static [&'static str]) -> Option<&'static str> {
    let found: String = found.chars().take(LONGEST_MISSPELT).flat_map(char::to_lowercase).collect();
    let distances = known.iter().map(|word| (strsim::levenshtein(&found, &word.to_lowercase()), *word));
    distances.min().filter(|(distance, word)| *distance <= 1 + word.len() / 4).map(|(_, word)| word)
}

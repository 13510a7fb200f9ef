//! What more than one subject needs: arbitrary sessions, a screen without a terminal, and a real one.

use std::path::{Path, PathBuf};

use werksessie::domain::edit::Edit;
use werksessie::domain::history::Change;
use werksessie::domain::recovery::LeftDraft;
use werksessie::store::form::text::print_change;

pub(crate) mod arbitrary;
#[cfg(unix)]
pub(crate) mod commands;
pub(crate) mod screen;
#[cfg(unix)]
pub(crate) mod terminal;
pub(crate) mod texts;
pub(crate) mod tour;

/// The sessions of the tests: copies of those that ship with the program, which everybody is invited to change.
pub(crate) fn sessions() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions")
}

/// What was being typed when an earlier run ended, of which it is not known what stood there before.
pub(crate) fn left(place: impl Into<String>, text: impl Into<String>) -> LeftDraft {
    LeftDraft { place: place.into(), text: text.into(), before: Vec::new() }
}

/// Edits as a journal of before holds them: without what undoes them.
pub(crate) fn print_edits(edits: &[Edit]) -> String {
    print_change(&Change { edits: edits.to_vec(), inverse: Vec::new() })
}

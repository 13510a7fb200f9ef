//! What more than one subject needs: arbitrary sessions, a screen without a terminal, and a real one.

use std::path::{Path, PathBuf};

pub(crate) mod arbitrary;
pub(crate) mod screen;
#[cfg(unix)]
pub(crate) mod terminal;
pub(crate) mod tour;

/// The sessions of the tests: copies of those that ship with the program, which everybody is invited to change.
pub(crate) fn sessions() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions")
}

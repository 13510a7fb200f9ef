//! An open session: what is in it, whether it is saved, and where the user is in it.

use std::path::PathBuf;

use crate::domain::history::History;
use crate::domain::problem::Trouble;
use crate::domain::session::Session;

use super::signals::Signals;

/// An open session.
#[derive(Debug)]
pub struct Desk {
    /// Its file.
    pub path: PathBuf,
    /// The session.
    pub session: Session,
    /// The sessions of the rounds before, oldest first, as far as they were found.
    pub earlier: Vec<Session>,
    /// What was changed since it was opened.
    pub history: History,
    /// Whether the file holds what is on the screen.
    pub saving: Saving,
    /// Whether what is not in the file yet is kept outside this program.
    pub journal_works: bool,
    /// Counts the changes, so that a report of a save tells which it was.
    pub revision: u64,
    /// The step.
    pub step: usize,
    /// For each step, the panel.
    pub panels: Vec<usize>,
    /// For each step and panel, what is under the cursor.
    pub cursors: Vec<Vec<usize>>,
    /// For each step and panel, the column under the cursor, where it is a grid.
    pub across: Vec<Vec<usize>>,
    /// What the session asks.
    pub signals: Signals,
    /// Whether what wants an answer before the people go home was shown.
    pub was_closed: bool,
}

/// Whether the file holds what is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// It does.
    Saved,
    /// It is being written.
    Underway,
    /// It could not be written; everything is kept in the journal, and it is tried again.
    Failed(Trouble),
    /// Another process wrote the file.
    ChangedOnDisk,
}

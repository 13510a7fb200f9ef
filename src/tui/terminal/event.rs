//! What wakes the loop: a message of the screen, or something of the system that the loop turns into one.

use std::ffi::OsString;

use crate::store::session_file::FileReport;
use crate::tui::model::asking::AnsweredSession;
use crate::tui::model::start::Row;
use crate::tui::update::Msg;

/// What the loop waits for.
pub(crate) enum ShellEvent {
    /// A message, as a thread has it ready.
    Message(Msg),
    /// The window has another size.
    Resized,
    /// The program is asked to stop for a while.
    Suspend,
    /// It goes on after it was stopped.
    Continue,
    /// The terminal is gone: nothing can be shown any more.
    HungUp,
    /// A file with this name was written in the folder of the open one.
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "no other system tells"))]
    FileWritten(OsString),
    /// The open session may have been written by git.
    LookAgain,
    /// The saver tells how a save went.
    Saver(FileReport),
    /// Files of the folder were read.
    Rows {
        /// In which reading of the folder.
        reading: u64,
        /// The files, with what was read of each.
        rows: Vec<Row>,
        /// Whether these are the last.
        is_last: bool,
    },
    /// Sessions of the folder were asked.
    Answers {
        /// At which time of asking.
        reading: u64,
        /// The sessions, with what each answers.
        sessions: Vec<AnsweredSession>,
        /// Whether these are the last.
        is_last: bool,
    },
}

impl From<Msg> for ShellEvent {
    fn from(msg: Msg) -> Self {
        Self::Message(msg)
    }
}

impl From<FileReport> for ShellEvent {
    fn from(report: FileReport) -> Self {
        Self::Saver(report)
    }
}

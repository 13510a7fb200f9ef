//! What the file of the open session tells.

use crate::domain::problem::Trouble;
use crate::domain::session::Session;

/// What happened to the file.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug)]
pub enum FileNews {
    /// The session of this revision is in the file.
    Saved(u64),
    /// It could not be written, and is tried again.
    NotSaved(Trouble),
    /// The journal works again, or not any more.
    Journal { works: bool },
    /// Another process wrote a session into the file.
    Theirs {
        /// What was last read or written here.
        base: Box<Session>,
        /// What is in the file now.
        theirs: Box<Session>,
    },
    /// Another process put another session in the place of the file.
    Replaced,
    /// Another process wrote the file, and it cannot be read as a session.
    Unreadable,
}

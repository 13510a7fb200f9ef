//! Reading a session file, here or on a thread of its own: at a start the file is read while the words are.

use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};

use crate::domain::problem::{ProblemKind, Trouble, Unread};
use crate::domain::session::Session;

use super::disk::{Disk, LARGEST_SESSION, RealDisk};
use super::markers;
use super::read::parse_bytes;

/// A session and the bytes it was read from.
pub type Read = (Session, Vec<u8>);

/// Reads a session file. One with git's conflict markers is read as the merge of its sides, with what they disagree on
/// as conflicts to settle.
///
/// # Errors
/// It cannot be read, or does not hold a session.
pub fn read(path: &Path) -> Result<Read, Unread> {
    let contents = RealDisk.read(path, LARGEST_SESSION).map_err(|error| Unread::Trouble(error.into()))?;
    Ok((session_of(&contents.bytes)?, contents.bytes))
}

/// The session that the bytes of a file hold, with both sides of a merge that git could not make.
pub(super) fn session_of(bytes: &[u8]) -> Result<Session, Unread> {
    parse_bytes(bytes).or_else(|problem| {
        let text = std::str::from_utf8(bytes).ok().filter(|_| problem.kind == ProblemKind::ConflictMarkers);
        text.and_then(markers::merged).ok_or(Unread::Problem(problem))
    })
}

/// A session file that is being read.
pub struct Reading {
    /// The file.
    pub path: PathBuf,
    thread: Option<JoinHandle<Result<Read, Unread>>>,
}

impl Reading {
    /// Begins to read, on a thread of its own where the system gives one.
    pub fn begin(path: PathBuf) -> Self {
        let file = path.clone();
        let thread = thread::Builder::new().name("reading".to_owned()).spawn(move || read(&file)).ok();
        Self { path, thread }
    }

    /// Waits until it is read.
    ///
    /// # Errors
    /// It cannot be read, or does not hold a session.
    pub fn finish(self) -> Result<Read, Unread> {
        match self.thread {
            Some(thread) => thread.join().unwrap_or(Err(Unread::Trouble(Trouble::Other))),
            None => read(&self.path),
        }
    }
}

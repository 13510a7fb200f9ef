//! Reading a session file to work on it.

use std::path::{Path, PathBuf};

use crate::domain::problem::{ProblemKind, Unread};
use crate::domain::session::Session;

use super::markers;
use super::reading::parse_bytes;
use crate::store::disk::{Disk, LARGEST_SESSION, RealDisk};

/// A session and the bytes it was read from.
pub type SourceSession = (Session, Vec<u8>);

/// Reads a session file. One with git's conflict markers is read as the merge of its sides, with what they disagree on
/// as conflicts to settle.
///
/// # Errors
/// It cannot be read, or does not hold a session.
pub fn read(path: &Path) -> Result<SourceSession, Unread> {
    let contents = RealDisk.read(path, LARGEST_SESSION).map_err(|error| Unread::Trouble(error.into()))?;
    Ok((session_of(&contents.bytes)?, contents.bytes))
}

/// The session that the bytes of a file hold, with both sides of a merge that git could not make.
pub(in crate::store) fn session_of(bytes: &[u8]) -> Result<Session, Unread> {
    parse_bytes(bytes).or_else(|problem| {
        let text = std::str::from_utf8(bytes).ok().filter(|_| problem.kind == ProblemKind::ConflictMarkers);
        text.and_then(markers::merged).ok_or(Unread::Problem(problem))
    })
}

/// A session file that was read at a start.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
pub struct Opened {
    pub path: PathBuf,
    /// What is in it, or why it cannot be read.
    pub read: Result<SourceSession, Unread>,
}

impl Opened {
    /// Reads a file of at most [`LARGEST_SESSION`] bytes.
    pub fn at(path: &Path) -> Self {
        Self { path: path.to_owned(), read: read(path) }
    }
}

//! The session files that a command is about, and their bytes.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::domain::problem::{Position, Problem, ProblemKind, Trouble};
use crate::domain::session::Session;
use crate::i18n::Words;
use crate::store::disk::{Disk, DiskError, LARGEST_SESSION, RealDisk};
use crate::store::form::reading::{Parts, parse_bytes, skim, skim_beginning};
use crate::store::safety::save::{Base, SaveError, save_once};
use crate::store::scan::USUAL_SIZE;
use crate::store::scan::folder::{FolderFiles, session_files};

use super::failure::Failure;
use super::out::{warn_of_remarks, warn_of_unkept};

/// The file at a path, or the session files of the folder that it is, those in the folders below it included.
///
/// # Errors
/// It is not there, or may not be read.
pub(super) fn files_at(path: &Path) -> Result<FolderFiles, Trouble> {
    let trouble = |error| Trouble::from(DiskError::from(error));
    if !fs::metadata(path).map_err(trouble)?.is_dir() {
        return Ok(FolderFiles { files: vec![path.to_owned()], closed: Vec::new() });
    }
    fs::read_dir(path).map_err(trouble)?;
    Ok(session_files(path))
}

/// The files that were met: one that is reached along two ways, by another name of its folder or by a link, is one session.
pub(super) struct MetFiles {
    known: HashSet<PathBuf>,
    /// Below one path no file is met twice.
    are_several: bool,
}

impl MetFiles {
    /// Nothing is met yet below these paths.
    pub(super) fn below(paths: &[PathBuf]) -> Self {
        Self { known: HashSet::new(), are_several: paths.len() > 1 }
    }

    /// Whether a file was not met before.
    pub(super) fn is_new(&mut self, file: &Path) -> bool {
        !self.are_several || self.known.insert(fs::canonicalize(file).unwrap_or_else(|_| file.to_owned()))
    }
}

/// A file that was read, and the session in it or what keeps it from being one.
pub(super) struct FileRead {
    pub(super) bytes: Vec<u8>,
    pub(super) session: Result<Session, Problem>,
}

/// Reads a file.
///
/// # Errors
/// The disk refuses. A file that is too large is a problem of the file rather than of the disk.
pub(super) fn read(path: &Path) -> Result<FileRead, Trouble> {
    match RealDisk.read(path, LARGEST_SESSION) {
        Ok(contents) => Ok(FileRead { session: parse_bytes(&contents.bytes), bytes: contents.bytes }),
        Err(DiskError::TooLarge) => Ok(FileRead { bytes: Vec::new(), session: Err(too_large()) }),
        Err(error) => Err(error.into()),
    }
}

/// What is told of a file that is too large.
pub(super) fn too_large() -> Problem {
    Problem { kind: ProblemKind::TooLarge, position: Position::default(), item: None }
}

thread_local! {
    /// What was read last: a buffer that serves all files that a thread looks at.
    static LAST_READ: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// What comes of the bytes of one of many files.
///
/// # Errors
/// The disk refuses, or the file is too large.
pub(super) fn look_at<Seen>(path: &Path, look: impl FnOnce(&[u8]) -> Seen) -> Result<Seen, DiskError> {
    LAST_READ.with_borrow_mut(|bytes| {
        RealDisk::read_into(bytes, path, &fs::metadata(path)?, LARGEST_SESSION)?;
        let seen = look(bytes);
        // One large file is no reason to stay large.
        bytes.truncate(USUAL_SIZE);
        bytes.shrink_to(USUAL_SIZE);
        Ok(seen)
    })
}

/// Reads no more than some parts of the session in a file, where the file has the fixed form.
///
/// # Errors
/// As [`read_session`].
pub(super) fn read_parts(path: &Path, parts: &Parts) -> Result<Session, Failure> {
    let skimmed = look_at(path, |bytes| skim(bytes, parts)).ok().flatten();
    skimmed.map_or_else(|| read_session(path), Ok)
}

/// Most sessions begin with no more than this, up to their people.
const BEGINNING: usize = 4 * 1024;

/// Reads the parts of the session in a file that stand first, where the file begins in the fixed form. What comes behind
/// them was not looked at.
pub(super) fn read_beginning(path: &Path, parts: &Parts) -> Option<Session> {
    LAST_READ.with_borrow_mut(|bytes| {
        RealDisk::read_beginning(bytes, path, BEGINNING).ok()?;
        skim_beginning(bytes, parts)
    })
}

/// Reads the session in a file.
///
/// # Errors
/// The disk refuses, or the file is no session that can be read.
pub(super) fn read_session(path: &Path) -> Result<Session, Failure> {
    let read = match look_at(path, parse_bytes) {
        Err(DiskError::TooLarge) => Err(too_large()),
        read => read.map_err(|error| Failure::File(path.to_owned(), error.into()))?,
    };
    read.map_err(|problem| Failure::Session(path.to_owned(), problem.into()))
}

/// Writes a session file anew over the bytes that were read of it, and warns of what a person loses by that.
///
/// # Errors
/// Another process wrote it meanwhile, or the disk refuses; then it is as it was.
pub(super) fn rewrite(path: &Path, text: &str, read: Vec<u8>, words: &Words) -> Result<(), Failure> {
    warn_of_remarks(path, &read, words);
    match save_once(path, text, &Base::Known(read.into())) {
        Ok(saved) => {
            warn_of_unkept(path, saved.unkept, words);
            Ok(())
        }
        Err(SaveError::Changed { .. } | SaveError::Removed) => Err(Failure::Changed(path.to_owned())),
        Err(SaveError::Disk(error)) => Err(Failure::File(path.to_owned(), error.into())),
    }
}

//! The session files that a command is about, and their bytes.

use std::fs;
use std::path::Path;

use crate::domain::problem::{Position, Problem, ProblemKind, Trouble};
use crate::domain::session::Session;
use crate::i18n::Words;
use crate::store::disk::{Disk, DiskError, LARGEST_SESSION, RealDisk};
use crate::store::form::reading::{Parts, parse_bytes, parse_exactly, skim};
use crate::store::safety::save::{Base, SaveError, save_once};
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

/// A file that was read, and the session in it or what keeps it from being one.
pub(super) struct FileRead {
    pub(super) bytes: Vec<u8>,
    pub(super) session: Result<Session, Problem>,
    /// The file is known to be as the program writes it.
    pub(super) is_exact: bool,
}

/// Reads a file.
///
/// # Errors
/// The disk refuses. A file that is too large is a problem of the file rather than of the disk.
pub(super) fn read(path: &Path) -> Result<FileRead, Trouble> {
    read_with(path, |bytes| (parse_bytes(bytes), false))
}

/// Reads a file, and looks whether it is as the program writes it.
///
/// # Errors
/// As [`read`].
pub(super) fn read_exactly(path: &Path) -> Result<FileRead, Trouble> {
    read_with(path, |bytes| match parse_exactly(bytes) {
        Some(session) => (Ok(session), true),
        None => (parse_bytes(bytes), false),
    })
}

/// The bytes of a file, where they can be had.
pub(super) fn bytes_of(path: &Path) -> Option<Vec<u8>> {
    RealDisk.read(path, LARGEST_SESSION).ok().map(|contents| contents.bytes)
}

/// What was read of the bytes of a file, and whether they are known to be as the program writes them.
type ReadBytes = (Result<Session, Problem>, bool);

fn read_with(path: &Path, parse: fn(&[u8]) -> ReadBytes) -> Result<FileRead, Trouble> {
    match RealDisk.read(path, LARGEST_SESSION) {
        Ok(contents) => {
            let (session, is_exact) = parse(&contents.bytes);
            Ok(FileRead { session, is_exact, bytes: contents.bytes })
        }
        Err(DiskError::TooLarge) => {
            let problem = Problem { kind: ProblemKind::TooLarge, position: Position::default(), item: None };
            Ok(FileRead { bytes: Vec::new(), session: Err(problem), is_exact: false })
        }
        Err(error) => Err(error.into()),
    }
}

/// Reads no more than some parts of the session in a file, where the file has the fixed form.
///
/// # Errors
/// As [`read_session`].
pub(super) fn read_parts(path: &Path, parts: &Parts) -> Result<Session, Failure> {
    let contents = RealDisk.read(path, LARGEST_SESSION);
    let skimmed = contents.ok().and_then(|contents| skim(&contents.bytes, parts));
    skimmed.map_or_else(|| read_session(path), Ok)
}

/// Reads the session in a file.
///
/// # Errors
/// The disk refuses, or the file is no session that can be read.
pub(super) fn read_session(path: &Path) -> Result<Session, Failure> {
    let read = read(path).map_err(|trouble| Failure::File(path.to_owned(), trouble))?;
    read.session.map_err(|problem| Failure::Session(path.to_owned(), problem))
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

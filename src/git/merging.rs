//! Three versions of a session file become one: what git's merge driver does, and `merge` for a person. A base may be
//! anything: empty where both sides began, a virtual one that holds conflicts, or one that git left its markers in.

use std::path::{Path, PathBuf};

use crate::domain::merge::{Merged, merge};
use crate::domain::problem::{Problem, Trouble, Unkept};
use crate::domain::session::Session;
use crate::store::disk::{Access, Disk, DiskError, LARGEST_SESSION, RealDisk};
use crate::store::form::reading::{parse, parse_bytes};
use crate::store::form::spans::sides::sides;
use crate::store::safety::save::{Base, SaveError, save_once};

use super::run::{Git, GitError};

/// Reads a base, whatever git made of it: never a reason not to merge. Of one with markers only what both sides grew
/// from counts; with either side for a base, a choice of the other would pass for the newer one.
pub fn read_base(bytes: &[u8], ours: &Session) -> Session {
    if let Ok(base) = parse_bytes(bytes) {
        return base;
    }
    let before = sides(&String::from_utf8_lossy(bytes)).and_then(|sides| parse(&sides.base?).ok());
    before.unwrap_or_else(|| {
        let mut base = Session::empty(ours.id.clone());
        base.header.clone_from(&ours.header);
        base
    })
}

/// Why a merge of files could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeError {
    /// A file could not be read or written.
    Trouble(PathBuf, Trouble),
    /// A side is no session that can be read.
    Unreadable(PathBuf, Box<Problem>),
}

/// What was read of three files: the base, which may not be there, ours and theirs.
pub type SidesRead = [Option<Vec<u8>>; 3];

/// Reads three files and merges them; hands back what was read of each, so that none is replaced but by what was made of it.
///
/// # Errors
/// Ours or theirs cannot be read, or does not hold a session; they are two sessions, or differ in more than can be kept to
/// choose from.
pub fn merge_files(base: &Path, ours: &Path, theirs_path: &Path) -> Result<(Merged, SidesRead), MergeError> {
    let bytes = |path: &Path| {
        let read = RealDisk.read(path, LARGEST_SESSION);
        read.map(|contents| contents.bytes).map_err(|error| MergeError::Trouble(path.to_owned(), error.into()))
    };
    let side = |path: &Path| {
        let bytes = bytes(path)?;
        let read = parse_bytes(&bytes).map_err(|problem| MergeError::Unreadable(path.to_owned(), problem.into()));
        read.map(|session| (session, bytes))
    };
    let ((ours, our_bytes), (theirs, their_bytes)) = (side(ours)?, side(theirs_path)?);
    let base_bytes = match bytes(base) {
        Err(MergeError::Trouble(_, Trouble::NotAFile)) => None,
        read => Some(read?),
    };
    let base = read_base(base_bytes.as_deref().unwrap_or_default(), &ours);
    let merged = merge(&base, &ours, &theirs);
    let merged = merged.map_err(|reason| MergeError::Trouble(theirs_path.to_owned(), reason.into()))?;
    Ok((merged, [base_bytes, Some(our_bytes), Some(their_bytes)]))
}

/// Puts a text in a file, whole or not at all; tells what stood with the file and did not come along.
///
/// # Errors
/// The disk refuses, or another process wrote the file meanwhile.
pub fn write(path: &Path, text: &str) -> Result<Unkept, Trouble> {
    let base = match RealDisk.read(path, LARGEST_SESSION) {
        Ok(contents) => Base::Known(contents.bytes.into()),
        Err(DiskError::Gone) => Base::New,
        Err(error) => return Err(error.into()),
    };
    write_over(path, text, &base).map_err(|error| match error {
        SaveError::Disk(error) => error.into(),
        SaveError::Changed { .. } | SaveError::Removed => Trouble::Other,
    })
}

/// The same over what was read of the file, and over nothing else.
///
/// # Errors
/// The disk refuses, or another process wrote the file since.
pub fn write_over(path: &Path, text: &str, base: &Base) -> Result<Unkept, SaveError> {
    save_once(path, text, base).map(|saved| saved.unkept)
}

/// Puts a text in a file that is not there yet.
///
/// # Errors
/// The disk refuses, or there is a file already.
pub fn write_new(path: &Path, text: &str) -> Result<(), Trouble> {
    match save_once(path, text, &Base::New) {
        Ok(_) => Ok(()),
        Err(SaveError::Disk(error)) => Err(error.into()),
        Err(_) => Err(Trouble::AlreadyThere),
    }
}

/// Merges the lines of three files as git would without us, so that its markers show what could not be merged;
/// returns whether nothing was left over.
///
/// # Errors
/// There is no git, or it could not merge them either.
pub fn merge_lines(base: &Path, ours: &Path, theirs: &Path, marker_size: u16) -> Result<bool, GitError> {
    let size = format!("--marker-size={marker_size}");
    let arguments = ["merge-file", "-p", "--diff3", &size];
    let output = Git::reading(Path::new(".")).run_on(&arguments, &[ours, base, theirs])?;
    let is_whole = match output.code {
        Some(0) => true,
        Some(1..=127) => false,
        _ => return Err(GitError::Broken),
    };
    // Git itself empties the file first, and a disk that is full leaves it so.
    replace(ours, &output.stdout).map_err(|_| GitError::Broken)?;
    Ok(is_whole)
}

/// Puts two sessions under each other in the file of the first, each whole, with git's markers between them: lines that
/// only one of them has would else stand in a session that is neither.
///
/// # Errors
/// One of them cannot be read, or the disk refuses.
pub fn put_under_each_other(ours: &Path, theirs: &Path, marker_size: u16) -> Result<(), Trouble> {
    let marker = |sign: &str, name: &str| format!("{}{name}\n", sign.repeat(marker_size.into())).into_bytes();
    let lines = |path: &Path| -> Result<Vec<u8>, DiskError> {
        let mut bytes = RealDisk.read(path, LARGEST_SESSION)?.bytes;
        if bytes.last().is_some_and(|last| *last != b'\n') {
            bytes.push(b'\n');
        }
        Ok(bytes)
    };
    let parts = [marker("<", " ours"), lines(ours)?, marker("=", ""), lines(theirs)?, marker(">", " theirs")];
    replace(ours, &parts.concat())?;
    Ok(())
}

/// Puts other bytes in a file, all or none of them.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let access = RealDisk.read(path, LARGEST_SESSION).map_or(Access::Ordinary, |there| Access::Like(there.owner));
    let new = path.with_added_extension("merged");
    let written = RealDisk.create(&new, access).and_then(|mut file| {
        file.append(bytes)?;
        file.sync()?;
        RealDisk.rename(&new, path)
    });
    if written.is_err() {
        // The first reason is the one that counts.
        RealDisk.remove(&new).ok();
    }
    written
}

//! Writes what goes out beside what is there: whole or not at all, and never over a file that this program did not make.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::domain::problem::Trouble;

/// No file of this program is larger; one that is was made by another.
const LARGEST: u64 = 256 * 1024 * 1024;
/// So many names are tried for a file beside one that is not ours.
const MOST_NAMES: usize = 99;

/// Why a file was not written. What was there is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotWritten {
    /// A file that this program did not make has this name.
    NotOurs,
    /// The disk refused.
    Disk(Trouble),
}

impl From<io::Error> for NotWritten {
    fn from(error: io::Error) -> Self {
        Self::Disk(match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Trouble::Gone,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Trouble::NotPermitted,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Trouble::Full,
            io::ErrorKind::IsADirectory => Trouble::NotAFile,
            _ => Trouble::Other,
        })
    }
}

/// Writes a file at this path, in the place of one that `is_ours`.
///
/// # Errors
/// See [`NotWritten`].
pub fn write(path: &Path, contents: &[u8], is_ours: &dyn Fn(&[u8]) -> bool) -> Result<(), NotWritten> {
    match fs::symlink_metadata(path) {
        Ok(found) if !found.is_file() => return Err(NotWritten::NotOurs),
        Ok(found) if found.len() > LARGEST => return Err(NotWritten::NotOurs),
        Ok(_) => {
            let mut there = Vec::new();
            File::open(path)?.take(LARGEST).read_to_end(&mut there)?;
            if there == contents {
                return Ok(());
            }
            if !is_ours(&there) {
                return Err(NotWritten::NotOurs);
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    let (beside, mut file) = beside(path)?;
    let written = file.write_all(contents).and_then(|()| file.sync_all()).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // The first reason is the one to tell.
        fs::remove_file(&beside).ok();
    }
    Ok(written?)
}

/// Writes a file under this name, or with a number behind it where a file that is not ours has it; tells which it was.
///
/// # Errors
/// See [`NotWritten`].
pub fn write_beside(path: &Path, contents: &[u8], is_ours: &dyn Fn(&[u8]) -> bool) -> Result<PathBuf, NotWritten> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
    for number in 1..=MOST_NAMES {
        let name = if number == 1 { format!("{stem}.{ending}") } else { format!("{stem}-{number}.{ending}") };
        let path = path.with_file_name(name);
        match write(&path, contents, is_ours) {
            Err(NotWritten::NotOurs) => {}
            other => return other.map(|()| path),
        }
    }
    Err(NotWritten::NotOurs)
}

/// A new hidden file in the same folder, which the sweep of old ones knows by its name.
fn beside(path: &Path) -> Result<(PathBuf, File), NotWritten> {
    let name = path.file_name().ok_or(NotWritten::Disk(Trouble::NotAFile))?.to_string_lossy();
    let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
    for number in 0..MOST_NAMES {
        let beside = path.with_file_name(format!(".werksessie-{name}.{}-{number}.tmp", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&beside) {
            Ok(file) => return Ok((beside, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error.into()),
        }
    }
    Err(last.into())
}

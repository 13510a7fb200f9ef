//! Writes what goes out beside what is there: whole or not at all, and never over a file that this program did not make.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::domain::problem::Trouble;
use crate::store::disk::{Access, Disk, DiskError, RealDisk};

use super::save::{create_temporary, write_whole};

/// No file of this program is larger; one that is was made by another.
const LARGEST: u64 = 256 * 1024 * 1024;
/// So many names are tried for a file beside one that is not ours.
const MOST_NAMES: usize = 99;

/// Why a file was not written. What was there is still there.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotWritten {
    /// A file that this program did not make has this name.
    NotOurs,
    Disk(Trouble),
}

impl From<DiskError> for NotWritten {
    fn from(error: DiskError) -> Self {
        Self::Disk(error.into())
    }
}

impl From<io::Error> for NotWritten {
    fn from(error: io::Error) -> Self {
        DiskError::from(error).into()
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
            let there = RealDisk.read(path, LARGEST)?.bytes;
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
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (temporary, file) = create_temporary(&RealDisk, folder, Access::Ordinary)?;
    let written = write_whole(&RealDisk, &temporary, file, contents).and_then(|()| RealDisk.rename(&temporary, path));
    if written.is_err() {
        // The first reason is the one to tell.
        RealDisk.remove(&temporary).ok();
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

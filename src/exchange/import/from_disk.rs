//! What was brought, from the disk.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use crate::domain::in_order::sort;
use crate::i18n::import::RefusalKind;
use crate::store::disk::{Disk, DiskError, LARGEST_SESSION, RealDisk};

use super::brought::Brought;
use super::refusal::Refusal;

/// No folder with more tables than this is one bundle.
const MOST_OF_A_BUNDLE: usize = 40;

/// Reads what was brought: a file, or the tables of a folder that belong together.
///
/// # Errors
/// The disk refuses; or, behind that, nothing in it can be brought.
pub fn brought_at(path: &Path) -> Result<Result<Brought, Refusal>, DiskError> {
    let name = path.file_name().unwrap_or(OsStr::new("")).to_string_lossy();
    if !fs::metadata(path)?.is_dir() {
        return Ok(contents(path)?.and_then(|bytes| Brought::read(&name, &bytes)));
    }
    let is_table = |path: &PathBuf| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    let mut tables: Vec<PathBuf> = fs::read_dir(path)?.flatten().map(|entry| entry.path()).filter(is_table).collect();
    sort(&mut tables);
    if tables.len() > MOST_OF_A_BUNDLE {
        return Ok(Err(Refusal::too_many_files(tables.len(), MOST_OF_A_BUNDLE)));
    }
    let mut files = Vec::new();
    for table in tables {
        match contents(&table)? {
            Ok(bytes) => {
                let name = table.file_name().unwrap_or(OsStr::new("")).to_string_lossy().into_owned();
                files.push((name, bytes));
            }
            Err(refusal) => return Ok(Err(refusal)),
        }
    }
    Ok(Brought::bundle(&name, files))
}

/// The bytes of a file that was brought.
fn contents(path: &Path) -> Result<Result<Vec<u8>, Refusal>, DiskError> {
    match RealDisk.read(path, LARGEST_SESSION) {
        Ok(contents) => Ok(Ok(contents.bytes)),
        Err(DiskError::TooLarge) => Ok(Err(RefusalKind::TooLarge.into())),
        Err(error) => Err(error),
    }
}

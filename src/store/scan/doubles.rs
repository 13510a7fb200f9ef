//! Two files of one session, as folders in the cloud make them: made one, and taken apart again. Nothing is known of what
//! both grew from, so everything that only one of them holds stays, and where they differ a person chooses.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::trash;
use crate::domain::merge::merge;
use crate::domain::problem::{Trouble, Unread};
use crate::domain::session::Session;
use crate::store::disk::{Disk, LARGEST_SESSION, RealDisk};
use crate::store::form::open;
use crate::store::form::text::print;
use crate::store::safety::save::{Base, SaveError, save_once};

/// Two files that were made one.
#[derive(Debug)]
pub struct JoinedFiles {
    /// The file that holds what both held.
    pub path: PathBuf,
    /// Where the other one was.
    pub other: PathBuf,
    /// Where the file that went is kept, so that it can come back.
    pub kept: PathBuf,
    /// In how many places they differed.
    pub conflicts: usize,
    before: Arc<[u8]>,
    after: Arc<[u8]>,
}

/// Puts what two files of one session hold in the first of them; the other goes to the trash of its folder.
///
/// # Errors
/// One of them cannot be read, they are two sessions, they differ in more than can be kept to choose from, or the disk
/// refuses. Both are then as they were.
pub fn join(path: &Path, other: &Path) -> Result<JoinedFiles, Unread> {
    let ((one, before), (two, others)) = (open::read(path)?, open::read(other)?);
    let base = Session::empty(one.id.clone());
    let merged = merge(&base, &one, &two).map_err(|reason| Unread::Trouble(reason.into()))?.session;
    let (before, after): (Arc<[u8]>, String) = (before.into(), print(&merged));
    replace(path, &after, Arc::clone(&before)).map_err(Unread::Trouble)?;
    let after: Arc<[u8]> = after.into_bytes().into();
    let kept = trash::throw_away(other).and_then(|kept| {
        // Somebody may have worked on in it since it was read.
        if holds(&kept, &others) {
            Ok(kept)
        } else {
            trash::bring_back(&kept, other).map_or(Ok(kept), |()| Err(Trouble::Other))
        }
    });
    let conflicts = merged.conflicts.len();
    let joined =
        JoinedFiles { path: path.to_owned(), other: other.to_owned(), kept: PathBuf::new(), conflicts, before, after };
    match kept {
        Ok(kept) => Ok(JoinedFiles { kept, ..joined }),
        Err(trouble) => {
            // What is in the first file now holds all that it held; that it stays so loses nothing.
            joined.restore().ok();
            Err(Unread::Trouble(trouble))
        }
    }
}

impl JoinedFiles {
    /// Puts both files back as they were. The first stays as it is where somebody worked on in it.
    ///
    /// # Errors
    /// The disk refuses, or another file stands where the other one was, which is still kept.
    pub fn take_apart(&self) -> Result<(), Trouble> {
        self.restore()?;
        trash::bring_back(&self.kept, &self.other)
    }

    fn restore(&self) -> Result<(), Trouble> {
        match std::str::from_utf8(&self.before) {
            Ok(before) if holds(&self.path, &self.after) => replace(&self.path, before, Arc::clone(&self.after)),
            _ => Ok(()),
        }
    }
}

fn holds(path: &Path, bytes: &[u8]) -> bool {
    RealDisk.read(path, LARGEST_SESSION).is_ok_and(|found| found.bytes == bytes)
}

fn replace(path: &Path, text: &str, before: Arc<[u8]>) -> Result<(), Trouble> {
    match save_once(path, text, &Base::Known(before)) {
        Ok(_) => Ok(()),
        Err(SaveError::Disk(error)) => Err(error.into()),
        Err(SaveError::Changed { .. } | SaveError::Removed) => Err(Trouble::Other),
    }
}

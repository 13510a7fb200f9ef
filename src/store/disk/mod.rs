//! The file system as saving needs it: a trait of some calls, and the real one.
//!
//! Every call that saving or the journal makes goes through [`Disk`], so that tests can cut the power or fail a call
//! after each of them. No order of calls is decided here, and nothing is retried.

mod attributes;
mod real;

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

pub use real::RealDisk;
#[cfg(unix)]
pub use real::outlive_limits;

use crate::domain::limits::LARGEST_FILE;
use crate::domain::problem::Unkept;

/// The most bytes a session file may have; reading and saving refuse more.
pub const LARGEST_SESSION: u64 = LARGEST_FILE as u64;

/// Why the disk did not do what was asked.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiskError {
    /// No room left on the disk, or in the user's share of it.
    Full,
    /// The whole file system is read-only.
    ReadOnly,
    /// The file or its folder may not be read or written by this user, or the file is marked read-only.
    NotPermitted,
    /// The file or its folder is not there.
    Gone,
    /// A folder, a pipe, a device: nothing that can hold a session.
    NotAFile,
    TooLarge,
    /// Anything else, as the system tells it.
    Other {
        /// The kind that the standard library sees in it.
        kind: io::ErrorKind,
        /// The system's own number, if it gave one.
        code: Option<i32>,
    },
}

impl From<io::Error> for DiskError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            // A file that may not grow further is one for which there is no room.
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Self::Full,
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::PermissionDenied => Self::NotPermitted,
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Gone,
            io::ErrorKind::IsADirectory => Self::NotAFile,
            // A link that leads to itself leads to no file.
            #[cfg(unix)]
            _ if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) => Self::NotAFile,
            kind => Self::Other { kind, code: error.raw_os_error() },
        }
    }
}

/// Who may do what with a file: what a replacement takes over from the file it replaces. All zero where the system
/// has no such thing.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Owner {
    pub mode: u32,
    pub user: u32,
    pub group: u32,
}

/// Who may do what with a file that is about to be made.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Private,
    /// What the user's settings say for a new file.
    Ordinary,
    /// As the file that it will replace.
    Like(Owner),
}

/// A file as it was read.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    pub bytes: Vec<u8>,
    pub owner: Owner,
}

/// A regular file in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirEntry {
    /// The name, without the folder.
    pub name: String,
    /// When it was last written, by the clock of the disk.
    pub modified: SystemTime,
}

/// Keeps a lock as long as it lives.
pub type LockGuard = Box<dyn Send + Sync>;

/// A lock file that this program holds. It is removed when this is dropped.
pub trait LockFile: Send {
    /// Whether the lock is still ours: another process may have taken it over, believing that we hang.
    fn is_ours(&self) -> bool;
}

/// What became of trying to lock.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
pub enum LockAttempt {
    /// The lock is ours until this is dropped.
    Held(Box<dyn LockFile>),
    Taken {
        /// Tells one holding of the lock from the next.
        holder: u64,
    },
}

/// Whether a file is called so: by its path, or, behind a link, where that leads to.
pub fn is_called(disk: &dyn Disk, path: &Path, name: &OsStr) -> bool {
    path.file_name() == Some(name) || disk.resolve(path).is_ok_and(|path| path.file_name() == Some(name))
}

/// The file system as saving needs it. Every call fails with what the system said.
#[expect(clippy::missing_errors_doc, reason = "said once, above: every call fails with what the system said")]
pub trait Disk: Send + Sync {
    /// The file that `path` leads to when every link is followed. The file need not exist, its folder must.
    fn resolve(&self, path: &Path) -> Result<PathBuf, DiskError>;

    /// Reads a regular file of at most `limit` bytes. Never waits for the other end of a pipe.
    fn read(&self, path: &Path, limit: u64) -> Result<Contents, DiskError>;

    /// Fails if the file may not be written, without writing to it: a rename would not ask.
    fn check_writable(&self, path: &Path) -> Result<(), DiskError>;

    /// Makes a file that was not there, never through a link.
    fn create(&self, path: &Path, access: Access) -> Result<Box<dyn DiskFile>, DiskError>;

    /// Gives the file `to`, which will take the place of `from`, what the system keeps with that beside its bytes, mode and
    /// owner; tells what could not come along. Never a reason not to save.
    fn carry_over(&self, _from: &Path, _to: &Path) -> Unkept {
        Unkept::default()
    }

    /// Puts `from` in the place of `to`, whether `to` exists or not.
    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskError>;

    /// Takes a file away; its name is gone from the folder once that is synced.
    fn remove(&self, path: &Path) -> Result<(), DiskError>;

    /// Returns when the bytes of a file that was written survive a power cut.
    fn sync_file(&self, path: &Path) -> Result<(), DiskError>;

    /// Returns when the names in a folder survive a power cut.
    fn sync_folder(&self, folder: &Path) -> Result<(), DiskError>;

    /// The regular files in a folder, in no order.
    fn list(&self, folder: &Path) -> Result<Vec<DirEntry>, DiskError>;

    /// Makes a folder, and those above it, for this user only. Fine if it is there already. Gives the folders in which one
    /// was made, which are to be synced.
    fn create_private_folder(&self, folder: &Path) -> Result<Vec<PathBuf>, DiskError>;

    /// Locks the file `path`, making it if need be; `None` if another program, or this one, has the lock.
    fn lock(&self, path: &Path) -> Result<Option<LockGuard>, DiskError>;

    /// Tries to lock the file `path`, which exists only as long as it is locked. Every user of a shared disk sees it.
    fn lock_briefly(&self, path: &Path) -> Result<LockAttempt, DiskError>;

    /// Takes away the lock file `path` if it still belongs to this holder, which has had it for too long.
    fn break_lock(&self, path: &Path, holder: u64) -> Result<(), DiskError>;

    /// Waits before the next attempt to lock.
    fn pause(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

/// An open file that is written from front to back.
#[expect(clippy::missing_errors_doc, reason = "as for `Disk`: what the system said")]
pub trait DiskFile: Send {
    /// Writes all the bytes at the end. After an error any part of them may have been written.
    fn append(&mut self, bytes: &[u8]) -> Result<(), DiskError>;

    /// Returns when bytes, mode and owner survive a power cut. After an error the file is not to be trusted: the
    /// system forgets what it could not write, and says so once.
    fn sync(&mut self) -> Result<(), DiskError>;

    /// The same file for another thread, which may sync it while it is being written here.
    fn handle(&self) -> Box<dyn SyncHandle>;
}

/// An open file that another thread writes.
#[expect(clippy::missing_errors_doc, reason = "as for `Disk`: what the system said")]
pub trait SyncHandle: Send {
    /// Returns when the bytes that were written before this call survive a power cut.
    fn sync_data(&self) -> Result<(), DiskError>;
}

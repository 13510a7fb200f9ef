//! The file system as saving needs it: a trait of a dozen calls, and the real one.
//!
//! Every call that saving or the journal makes goes through [`Disk`], so that tests can cut the power or fail a call
//! after each of them. No order of calls is decided here, and nothing is retried.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::domain::limits::LARGEST_FILE;

/// The most bytes a session file may have; reading and saving refuse more.
pub const LARGEST_SESSION: u64 = LARGEST_FILE as u64;

/// How many links in a row are followed to a file that is not there yet.
const MOST_LINKS: usize = 40;

/// Why the disk did not do what was asked.
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
    /// Larger than the limit.
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
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::PermissionDenied => Self::NotPermitted,
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Gone,
            io::ErrorKind::IsADirectory => Self::NotAFile,
            io::ErrorKind::FileTooLarge => Self::TooLarge,
            kind => Self::Other { kind, code: error.raw_os_error() },
        }
    }
}

/// Who may do what with a file: what a replacement takes over from the file it replaces. All zero where the system
/// has no such thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Owner {
    /// The permission bits.
    pub mode: u32,
    /// The owning user's number.
    pub user: u32,
    /// The owning group's number.
    pub group: u32,
}

/// Who may do what with a file that is about to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Only the user.
    Private,
    /// What the user's settings say for a new file.
    Ordinary,
    /// As the file that it will replace.
    Like(Owner),
}

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// Every byte.
    pub bytes: Vec<u8>,
    /// Whose it is.
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
pub type LockGuard = Box<dyn Send>;

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

    /// Puts `from` in the place of `to`, whether `to` exists or not.
    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskError>;

    /// Takes a file away.
    fn remove(&self, path: &Path) -> Result<(), DiskError>;

    /// Returns when the bytes of a file that somebody wrote survive a power cut.
    fn sync_file(&self, path: &Path) -> Result<(), DiskError>;

    /// Returns when the names in a folder survive a power cut.
    fn sync_folder(&self, folder: &Path) -> Result<(), DiskError>;

    /// The regular files in a folder, in no order.
    fn list(&self, folder: &Path) -> Result<Vec<DirEntry>, DiskError>;

    /// Makes a folder, and those above it, for this user only. Fine if it is there already.
    fn create_private_folder(&self, folder: &Path) -> Result<(), DiskError>;

    /// Locks the file `path`, making it if need be; `None` if another program, or this one, has the lock.
    fn lock(&self, path: &Path) -> Result<Option<LockGuard>, DiskError>;
}

/// An open file that is written from front to back.
#[expect(clippy::missing_errors_doc, reason = "as for `Disk`: what the system said")]
pub trait DiskFile: Send {
    /// Writes all the bytes at the end. After an error any part of them may have been written.
    fn append(&mut self, bytes: &[u8]) -> Result<(), DiskError>;

    /// Returns when bytes, mode and owner survive a power cut. After an error the file is not to be trusted: the
    /// system forgets what it could not write, and says so once.
    fn sync(&mut self) -> Result<(), DiskError>;

    /// As `sync`, but only the bytes.
    fn sync_data(&mut self) -> Result<(), DiskError>;
}

/// The disk of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

impl RealDisk {
    /// Reads a file into a buffer, in the place of what is in it. Takes what was known of the file, because opening a
    /// device can do things, and gives what is known of it after reading, because names can change hands: where both
    /// are the same, so was the file all the while.
    pub(super) fn read_into(
        bytes: &mut Vec<u8>,
        path: &Path,
        before: &Metadata,
        limit: u64,
    ) -> Result<Metadata, DiskError> {
        bytes.clear();
        if !before.is_file() {
            return Err(DiskError::NotAFile);
        }
        if before.len() > limit {
            return Err(DiskError::TooLarge);
        }
        // One byte more than there are, so that the end is met without another look at the room that is left.
        bytes.reserve(usize::try_from(before.len()).unwrap_or(0) + 1);
        let file = system::options_that_never_wait().read(true).open(path)?;
        let read = (&file).take(limit.saturating_add(1)).read_to_end(bytes);
        let after = file.metadata()?;
        if !after.is_file() {
            return Err(DiskError::NotAFile);
        }
        read?;
        if bytes.len() as u64 > limit {
            return Err(DiskError::TooLarge);
        }
        Ok(after)
    }
}

impl Disk for RealDisk {
    fn resolve(&self, path: &Path) -> Result<PathBuf, DiskError> {
        match fs::canonicalize(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => resolve_missing(path),
            found => Ok(found?),
        }
    }

    fn read(&self, path: &Path, limit: u64) -> Result<Contents, DiskError> {
        let mut bytes = Vec::new();
        let metadata = Self::read_into(&mut bytes, path, &fs::metadata(path)?, limit)?;
        Ok(Contents { bytes, owner: system::owner(&metadata) })
    }

    fn check_writable(&self, path: &Path) -> Result<(), DiskError> {
        // The administrator can open a read-only file; whoever marked it so meant everybody.
        if fs::metadata(path)?.permissions().readonly() {
            return Err(DiskError::NotPermitted);
        }
        system::options_that_never_wait().write(true).open(path)?;
        Ok(())
    }

    fn create(&self, path: &Path, access: Access) -> Result<Box<dyn DiskFile>, DiskError> {
        let file = system::options_for_new(access).write(true).create_new(true).open(path)?;
        if let Access::Like(owner) = access
            && let Err(error) = system::give_to(&file, owner)
        {
            drop(file);
            fs::remove_file(path)?;
            return Err(error.into());
        }
        Ok(Box::new(RealFile(file)))
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskError> {
        Ok(fs::rename(from, to)?)
    }

    fn remove(&self, path: &Path) -> Result<(), DiskError> {
        Ok(fs::remove_file(path)?)
    }

    fn sync_file(&self, path: &Path) -> Result<(), DiskError> {
        Ok(system::sync_file(path)?)
    }

    fn sync_folder(&self, folder: &Path) -> Result<(), DiskError> {
        Ok(system::sync_folder(folder)?)
    }

    fn list(&self, folder: &Path) -> Result<Vec<DirEntry>, DiskError> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder)? {
            // A file may go while the folder is read, and a name that is not text is none of ours.
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            let Ok(metadata) = entry.metadata() else { continue };
            if metadata.is_file() {
                entries.push(DirEntry { name, modified: metadata.modified()? });
            }
        }
        Ok(entries)
    }

    fn create_private_folder(&self, folder: &Path) -> Result<(), DiskError> {
        let folder = std::path::absolute(folder)?;
        let missing: Vec<_> = folder.ancestors().take_while(|folder| !folder.is_dir()).collect();
        if !missing.is_empty() {
            system::private_folders().recursive(true).create(&folder)?;
        }
        for parent in missing.iter().filter_map(|folder| folder.parent()) {
            system::sync_folder(parent)?;
        }
        Ok(())
    }

    fn lock(&self, path: &Path) -> Result<Option<LockGuard>, DiskError> {
        let file = system::options_for_new(Access::Private).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Box::new(file))),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

/// Where a file that is not there yet would be made: a link to nothing is followed, so that the link stays.
fn resolve_missing(path: &Path) -> Result<PathBuf, DiskError> {
    let mut path = std::path::absolute(path)?;
    for _ in 0..MOST_LINKS {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return Err(DiskError::NotAFile) };
        let place = fs::canonicalize(folder)?.join(name);
        match fs::read_link(&place) {
            Ok(target) => path = place.with_file_name(target),
            Err(_) => return Ok(place),
        }
    }
    Err(DiskError::NotAFile)
}

struct RealFile(File);

impl DiskFile for RealFile {
    fn append(&mut self, bytes: &[u8]) -> Result<(), DiskError> {
        Ok(self.0.write_all(bytes)?)
    }

    fn sync(&mut self) -> Result<(), DiskError> {
        Ok(self.0.sync_all()?)
    }

    fn sync_data(&mut self) -> Result<(), DiskError> {
        Ok(self.0.sync_data()?)
    }
}

/// What Unix has more than others: modes, owners, folders that can be synced, files that make a reader wait.
#[cfg(unix)]
mod system {
    use super::{Access, File, OpenOptions, Owner, Path, io};
    use rustix::fs::{Gid, Mode, OFlags, Uid};
    use rustix::io::Errno;
    use std::fs::{DirBuilder, Metadata};
    use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};

    const PERMISSIONS: u32 = 0o777;

    pub(super) fn options_that_never_wait() -> OpenOptions {
        let mut options = OpenOptions::new();
        options.custom_flags((OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed());
        options
    }

    pub(super) fn options_for_new(access: Access) -> OpenOptions {
        let mut options = OpenOptions::new();
        // An ordinary file gets its mode from the system, which subtracts the user's mask; asking for the mask is not
        // possible without changing it under the other threads. One that takes over a mode is closed until it has it.
        let mode = if access == Access::Ordinary { 0o666 } else { 0o600 };
        options.mode(mode).custom_flags(OFlags::NOFOLLOW.bits().cast_signed());
        options
    }

    pub(super) fn private_folders() -> DirBuilder {
        let mut builder = DirBuilder::new();
        builder.mode(0o700);
        builder
    }

    pub(super) fn owner(metadata: &Metadata) -> Owner {
        Owner { mode: metadata.mode() & PERMISSIONS, user: metadata.uid(), group: metadata.gid() }
    }

    /// Gives a new file the owner, as far as the system lets us, and the mode of an older one.
    pub(super) fn give_to(file: &File, wanted: Owner) -> io::Result<()> {
        let mut mode = wanted.mode;
        let own = owner(&file.metadata()?);
        if own.group != wanted.group && rustix::fs::fchown(file, None, Some(Gid::from_raw(wanted.group))).is_err() {
            // Its group stays ours: what its old group might do, ours may only if everybody may.
            mode = (mode & !0o070) | ((mode & 0o007) << 3);
        }
        if own.user != wanted.user {
            // Only the administrator may give files away; a colleague's file becomes ours, with the same rights.
            rustix::fs::fchown(file, Some(Uid::from_raw(wanted.user)), None).ok();
        }
        if owner(&file.metadata()?).mode != mode {
            rustix::fs::fchmod(file, Mode::from_raw_mode(mode))?;
        }
        Ok(())
    }

    pub(super) fn sync_file(path: &Path) -> io::Result<()> {
        options_that_never_wait().read(true).open(path)?.sync_all()
    }

    pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
        match File::open(folder)?.sync_all() {
            // Some file systems have nothing to sync in a folder, and say so in this way.
            Err(error) if [Some(Errno::INVAL), Some(Errno::NOTSUP)].contains(&Errno::from_io_error(&error)) => Ok(()),
            synced => synced,
        }
    }
}

/// Systems without modes, where a folder cannot be opened to be synced: the rename itself is all there is.
#[cfg(not(unix))]
mod system {
    use super::{Access, File, OpenOptions, Owner, Path, io};
    use std::fs::{DirBuilder, Metadata};

    pub(super) fn options_that_never_wait() -> OpenOptions {
        OpenOptions::new()
    }

    pub(super) fn options_for_new(_access: Access) -> OpenOptions {
        OpenOptions::new()
    }

    pub(super) fn private_folders() -> DirBuilder {
        DirBuilder::new()
    }

    pub(super) fn owner(_metadata: &Metadata) -> Owner {
        Owner::default()
    }

    pub(super) fn give_to(_file: &File, _wanted: Owner) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn sync_file(path: &Path) -> io::Result<()> {
        OpenOptions::new().write(true).open(path)?.sync_all()
    }

    pub(super) fn sync_folder(_folder: &Path) -> io::Result<()> {
        Ok(())
    }
}

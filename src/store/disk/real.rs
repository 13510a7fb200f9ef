//! The disk of this machine.

use super::attributes;
use super::{
    Access, Contents, DirEntry, Disk, DiskError, DiskFile, LockAttempt, LockFile, LockGuard, Owner, SyncHandle,
};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::problem::Unkept;

/// How many links in a row are followed to a file that is not there yet.
const MOST_LINKS: usize = 40;
/// How often a lock file is opened anew because its holder removed it between our opening and our locking it.
const MOST_REOPENINGS: usize = 10;

/// The disk of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

/// From here on a write beyond what the system lets this program write fails, as on a full disk, and does not end it.
#[cfg(unix)]
pub fn outlive_limits() {
    // Where that cannot be had, all is as it was.
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default()).ok();
}

impl RealDisk {
    /// Reads a file into a buffer, in the place of what is in it. Takes what was known of the file, because opening a
    /// device can do things, and gives what is known of it after reading, because names can change hands: where both
    /// are the same, so was the file all the while.
    ///
    /// # Errors
    /// The disk refuses, it is no file, or it is larger than the limit.
    pub fn read_into(bytes: &mut Vec<u8>, path: &Path, before: &Metadata, limit: u64) -> Result<Metadata, DiskError> {
        if !before.is_file() {
            return Err(DiskError::NotAFile);
        }
        if before.len() > limit {
            return Err(DiskError::TooLarge);
        }
        // What stood there before is written over.
        bytes.resize(usize::try_from(before.len()).unwrap_or(0), 0);
        let file = system::options_that_never_wait().read(true).open(path)?;
        // As much as there was, at once, and then what may have come; what is wrong with it is told there too.
        let begun = (&file).read(bytes).unwrap_or(0);
        bytes.truncate(begun);
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

    /// Reads no more than so many bytes of a file, from its beginning, into a buffer.
    ///
    /// # Errors
    /// The file is not there or may not be read.
    pub fn read_beginning(bytes: &mut Vec<u8>, path: &Path, most: usize) -> Result<(), DiskError> {
        bytes.clear();
        bytes.reserve(most);
        let file = system::options_that_never_wait().read(true).open(path)?;
        file.take(most as u64).read_to_end(bytes)?;
        Ok(())
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
        // The administrator can open a read-only file; a file that was marked so is meant to be so for everybody.
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
        Ok(Box::new(RealFile(Arc::new(file))))
    }

    fn carry_over(&self, from: &Path, to: &Path) -> Unkept {
        Unkept { attributes: !attributes::copy(from, to), second_name: system::has_second_name(from), remark: None }
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

    fn create_private_folder(&self, folder: &Path) -> Result<Vec<PathBuf>, DiskError> {
        let folder = std::path::absolute(folder)?;
        let missing = folder.ancestors().take_while(|folder| !folder.is_dir());
        let changed: Vec<_> = missing.filter_map(Path::parent).map(Path::to_owned).collect();
        if !changed.is_empty() {
            system::private_folders().recursive(true).create(&folder)?;
        }
        Ok(changed)
    }

    fn lock(&self, path: &Path) -> Result<Option<LockGuard>, DiskError> {
        let file = system::options_for_new(Access::Private).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Box::new(Locked(file)))),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(error)) => Err(error.into()),
        }
    }

    fn lock_briefly(&self, path: &Path) -> Result<LockAttempt, DiskError> {
        let mut holder = 0;
        for _ in 0..MOST_REOPENINGS {
            let options = || system::options_for_new(Access::Ordinary);
            let (file, is_new) = match options().write(true).create_new(true).open(path) {
                Ok(made) => (made, true),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    let file = match options().write(true).open(path) {
                        // It went the moment before.
                        Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                        // That of a colleague, which we may only read, can be locked all the same.
                        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                            options().read(true).open(path)?
                        }
                        opened => opened?,
                    };
                    (file, false)
                }
                Err(error) => return Err(error.into()),
            };
            let metadata = file.metadata()?;
            let identity = system::identity(&metadata);
            holder = system::holder(&metadata);
            match file.try_lock() {
                Ok(()) => {
                    let lock = RealLockFile { _file: Locked(file), path: path.to_owned(), identity };
                    if lock.is_ours() {
                        return Ok(LockAttempt::Held(Box::new(lock)));
                    }
                    // Its holder removed it before letting go: what we locked has no name any more.
                }
                Err(fs::TryLockError::WouldBlock) => return Ok(LockAttempt::Taken { holder }),
                Err(fs::TryLockError::Error(error)) => {
                    if is_new {
                        // A disk that refuses locks is left as it was found.
                        fs::remove_file(path).ok();
                    }
                    return Err(error.into());
                }
            }
        }
        Ok(LockAttempt::Taken { holder })
    }

    fn break_lock(&self, path: &Path, holder: u64) -> Result<(), DiskError> {
        match fs::symlink_metadata(path) {
            Ok(found) if system::holder(&found) == holder => Ok(fs::remove_file(path)?),
            _ => Ok(()),
        }
    }
}

/// A file that is locked until this is dropped, and no longer: to close it would not be enough, as a program that is
/// being started in another thread has the same open file for a moment. The system lets go of it when ours ends.
struct Locked(File);

impl Drop for Locked {
    fn drop(&mut self) {
        // Where it cannot be unlocked, closing it is what is left.
        self.0.unlock().ok();
    }
}

/// A lock file that is locked through its open file.
struct RealLockFile {
    _file: Locked,
    path: PathBuf,
    identity: u64,
}

impl LockFile for RealLockFile {
    fn is_ours(&self) -> bool {
        fs::symlink_metadata(&self.path).is_ok_and(|found| system::identity(&found) == self.identity)
    }
}

impl Drop for RealLockFile {
    /// Removed while it is locked, so that nobody else locks a file that is about to lose its name.
    fn drop(&mut self) {
        if self.is_ours() {
            fs::remove_file(&self.path).ok();
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

struct RealFile(Arc<File>);

impl DiskFile for RealFile {
    fn append(&mut self, bytes: &[u8]) -> Result<(), DiskError> {
        Ok((&*self.0).write_all(bytes)?)
    }

    fn sync(&mut self) -> Result<(), DiskError> {
        Ok(self.0.sync_all()?)
    }

    fn handle(&self) -> Box<dyn SyncHandle> {
        Box::new(Self(Arc::clone(&self.0)))
    }
}

impl SyncHandle for RealFile {
    fn sync_data(&self) -> Result<(), DiskError> {
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

    /// Tells one file from another on the same disk.
    pub(super) fn identity(metadata: &Metadata) -> u64 {
        metadata.ino()
    }

    /// Tells one lock file from the next of the same name, which may have the number of the one before.
    pub(super) fn holder(metadata: &Metadata) -> u64 {
        let changed = metadata.ctime().wrapping_mul(1_000_000_000).wrapping_add(metadata.ctime_nsec());
        metadata.ino().rotate_left(32) ^ changed.cast_unsigned()
    }

    pub(super) fn owner(metadata: &Metadata) -> Owner {
        Owner { mode: metadata.mode() & PERMISSIONS, user: metadata.uid(), group: metadata.gid() }
    }

    pub(super) fn has_second_name(path: &Path) -> bool {
        std::fs::metadata(path).is_ok_and(|metadata| metadata.nlink() > 1)
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

    /// Systems without a number for each file: the lock itself has to do.
    pub(super) fn identity(_metadata: &Metadata) -> u64 {
        0
    }

    /// One holder looks like the next, and no lock is taken over: the system lets go of those of programs that end.
    pub(super) fn holder(_metadata: &Metadata) -> u64 {
        0
    }

    pub(super) fn owner(_metadata: &Metadata) -> Owner {
        Owner::default()
    }

    pub(super) fn has_second_name(_path: &Path) -> bool {
        false
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_that_is_let_go_of_is_free_though_its_file_is_open_elsewhere() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lock");
        let locked = || Locked(File::create(&path).expect("made"));
        let first = locked();
        first.0.try_lock().expect("nobody holds it");
        // As in a program that is being started: it has all our open files until its own text is read.
        let inherited = first.0.try_clone().expect("a second handle");
        assert!(locked().0.try_lock().is_err(), "it is held");
        drop(first);
        locked().0.try_lock().expect("nobody holds it any more");
        drop(inherited);
    }
}

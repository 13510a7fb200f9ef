//! Replaces one file by a new text, so that whatever happens the old or the new one is there, whole.
//!
//! The order is the point, and `tests/saving` cuts the power after every step of it: look what is there, write beside
//! it, sync, read back, look again, rename, sync the folder. Nothing here knows what the text means, and nothing here
//! tries twice; that is the [`saver`](super::saver)'s.

use crate::domain::problem::Unkept;
use crate::store::disk::{Access, Disk, DiskError, DiskFile, LARGEST_SESSION, LockAttempt, LockFile, Owner, RealDisk};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

/// How long one process may have a file locked; a replacement takes milliseconds.
pub const LOCK_TIMEOUT: Duration = Duration::from_secs(10);
/// The pauses between two attempts to lock grow from the first to the longest.
const FIRST_PAUSE: Duration = Duration::from_millis(1);
const LONGEST_PAUSE: Duration = Duration::from_millis(25);
/// How often a lock may be taken over by others while a save has it.
const MOST_LOCKS_LOST: usize = 5;
const BUSY: DiskError = DiskError::Other { kind: io::ErrorKind::ResourceBusy, code: None };

/// How the names of all hidden files begin that a save may leave behind when it is killed.
const OWN_PREFIX: &str = ".werksessie-";
const TEMPORARY_SUFFIX: &str = ".tmp";
const LOCK_SUFFIX: &str = ".lock";
const STALE_AFTER: Duration = Duration::from_hours(1);
const MOST_NAMES_TRIED: usize = 100;

/// What the text was made from: what has to be on disk for the text to take its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Base {
    /// Nothing: there is no such file yet.
    New,
    /// The bytes that were last read from, or written to, the file; shared, because a session may be large.
    Known(Arc<[u8]>),
}

/// The text is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// Whether it is certain to survive a power cut. If not, the new text is there for all to read, but the folder
    /// could not be synced.
    pub confirmed: bool,
    /// Whether the file was locked between the last look at it and its replacement, so that no other process of this
    /// program can have replaced it with a text that was made without ours. Some network disks have no locks.
    pub locked: bool,
    /// What stood with the file and could not come along.
    pub unkept: Unkept,
}

/// Why the text is not on disk. What was there is still there.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveError {
    /// Another process wrote the file since the base was read.
    Changed { on_disk: Vec<u8> },
    /// Another process took the file away since the base was read; its folder is still there.
    Removed,
    /// The disk refused. [`DiskError::Gone`] means that the folder is missing.
    Disk(DiskError),
}

impl From<DiskError> for SaveError {
    fn from(error: DiskError) -> Self {
        Self::Disk(error)
    }
}

/// Puts `text` in the file that `path` leads to, if that file still holds `base`.
///
/// Links stay links; mode, owner and attributes stay as they were, as far as the system allows. A file that holds `text` already is not written, only synced.
/// From the last look to the rename a lock file beside the file keeps out other processes of this program, on this machine
/// and on others that share the disk; waits for it for at most [`LOCK_TIMEOUT`]. Any other program has that moment to write
/// unseen; no portable call closes that gap. Linux can swap two names, but a program killed right after would leave what
/// the other wrote in a hidden file that looks like any leftover.
///
/// # Errors
/// See [`SaveError`]. The file is then as it was, and no temporary file is left unless the disk refuses that too.
pub fn save(disk: &dyn Disk, path: &Path, text: &str, base: &Base) -> Result<Saved, SaveError> {
    if text.len() as u64 > LARGEST_SESSION {
        return Err(DiskError::TooLarge.into());
    }
    let target = disk.resolve(path)?;
    let folder = target.parent().ok_or(DiskError::NotAFile)?;
    let access = match look(disk, &target, text, base)? {
        OnDisk::Nothing => Access::Ordinary,
        OnDisk::Base(owner) => {
            disk.check_writable(&target)?;
            Access::Like(owner)
        }
        OnDisk::Text => {
            disk.sync_file(&target)?;
            return Ok(Saved { confirmed: disk.sync_folder(folder).is_ok(), locked: false, unkept: Unkept::NOTHING });
        }
    };
    let (temporary, file) = create_temporary(disk, folder, access)?;
    let unkept = if access == Access::Ordinary { Unkept::NOTHING } else { disk.carry_over(&target, &temporary) };
    let replaced = write_whole(disk, &temporary, file, text.as_bytes())
        .map_err(SaveError::from)
        .and_then(|()| replace(disk, &temporary, &target, text, base));
    match replaced {
        Ok(locked) => Ok(Saved { confirmed: disk.sync_folder(folder).is_ok(), locked, unkept }),
        Err(error) => {
            // If this fails too, the sweep takes the file away in an hour; the first reason is the one to tell.
            disk.remove(&temporary).ok();
            Err(error)
        }
    }
}

/// As [`save`] on the disk of this machine, for a command that ends with it: takes away what commands that were killed left in
/// the folder.
///
/// # Errors
/// As for [`save`].
pub fn save_once(path: &Path, text: &str, base: &Base) -> Result<Saved, SaveError> {
    let saved = save(&RealDisk, path, text, base);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // What cannot go now goes another time.
    sweep(&RealDisk, folder, SystemTime::now()).ok();
    saved
}

/// Puts the temporary file in the place of the target if that still holds the base; tells whether it was locked.
fn replace(disk: &dyn Disk, temporary: &Path, target: &Path, text: &str, base: &Base) -> Result<bool, SaveError> {
    for _ in 0..MOST_LOCKS_LOST {
        let lock = lock(disk, target)?;
        look(disk, target, text, base)?;
        if lock.as_ref().is_none_or(|lock| lock.is_ours()) {
            disk.rename(temporary, target)?;
            return Ok(lock.is_some());
        }
    }
    Err(BUSY.into())
}

/// Locks the file for the time of a replacement; `None` where the disk has no locks.
fn lock(disk: &dyn Disk, target: &Path) -> Result<Option<Box<dyn LockFile>>, DiskError> {
    let path = lock_path(target);
    let (mut pause, mut waited, mut held_for) = (FIRST_PAUSE, Duration::ZERO, Duration::ZERO);
    let mut last_holder = None;
    while waited < LOCK_TIMEOUT * 2 {
        let holder = match disk.lock_briefly(&path) {
            Ok(LockAttempt::Held(lock)) => return Ok(Some(lock)),
            Ok(LockAttempt::Taken { holder }) => holder,
            Err(error @ (DiskError::Full | DiskError::ReadOnly)) => return Err(error),
            Err(_) => return Ok(None),
        };
        if last_holder.replace(holder) != Some(holder) {
            held_for = Duration::ZERO;
        }
        if held_for >= LOCK_TIMEOUT {
            // Its process was stopped in the middle, or its machine is gone. Should it go on, it looks at its lock first.
            disk.break_lock(&path, holder)?;
        }
        disk.pause(pause);
        waited += pause;
        held_for += pause;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
    Err(BUSY)
}

/// The lock file beside a session file. The name of the file may be as long as names can be, so it is not part of it.
fn lock_path(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().as_encoded_bytes();
    target.with_file_name(format!("{OWN_PREFIX}{:08x}{LOCK_SUFFIX}", crc32fast::hash(name)))
}

/// Takes away what saves that were killed left in `folder`: our own temporary files of more than an hour ago, and lock
/// files that nobody holds. Should a save on a stuck disk still be using a temporary file, that save fails and is tried
/// anew.
///
/// # Errors
/// The folder cannot be read. A file that cannot be removed is left.
pub fn sweep(disk: &dyn Disk, folder: &Path, now: SystemTime) -> Result<(), DiskError> {
    for entry in disk.list(folder)? {
        let is_old = || now.duration_since(entry.modified).is_ok_and(|age| age > STALE_AFTER);
        if !entry.name.starts_with(OWN_PREFIX) || !is_old() {
            continue;
        }
        let path = folder.join(&entry.name);
        if entry.name.ends_with(TEMPORARY_SUFFIX) {
            disk.remove(&path).ok();
        } else if entry.name.ends_with(LOCK_SUFFIX) {
            // Letting go of a lock removes its file.
            drop(disk.lock_briefly(&path));
        }
    }
    Ok(())
}

/// What is on disk where the text should go.
enum OnDisk {
    Nothing,
    Base(Owner),
    Text,
}

fn look(disk: &dyn Disk, target: &Path, text: &str, base: &Base) -> Result<OnDisk, SaveError> {
    let found = match disk.read(target, LARGEST_SESSION) {
        Ok(found) => found,
        Err(DiskError::Gone) if *base == Base::New => return Ok(OnDisk::Nothing),
        Err(DiskError::Gone) => return Err(SaveError::Removed),
        Err(error) => return Err(error.into()),
    };
    if found.bytes == text.as_bytes() {
        return Ok(OnDisk::Text);
    }
    match base {
        Base::Known(bytes) if **bytes == *found.bytes => Ok(OnDisk::Base(found.owner)),
        _ => Err(SaveError::Changed { on_disk: found.bytes }),
    }
}

/// Makes a hidden file beside the target: a rename works only within one file system.
pub(super) fn create_temporary(
    disk: &dyn Disk,
    folder: &Path,
    access: Access,
) -> Result<(PathBuf, Box<dyn DiskFile>), DiskError> {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let taken = DiskError::Other { kind: io::ErrorKind::AlreadyExists, code: None };
    for _ in 0..MOST_NAMES_TRIED {
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let name = format!("{OWN_PREFIX}{}-{number}{TEMPORARY_SUFFIX}", std::process::id());
        let path = folder.join(name);
        match disk.create(&path, access) {
            // Left by an earlier program with our number, or made by another machine on a shared disk.
            Err(DiskError::Other { kind: io::ErrorKind::AlreadyExists, .. }) => {}
            created => return Ok((path, created?)),
        }
    }
    Err(taken)
}

/// Writes and syncs the bytes, and reads them back: network disks have been known to say yes to a write that was cut.
pub(super) fn write_whole(
    disk: &dyn Disk,
    path: &Path,
    mut file: Box<dyn DiskFile>,
    bytes: &[u8],
) -> Result<(), DiskError> {
    file.append(bytes)?;
    file.sync()?;
    drop(file);
    if disk.read(path, LARGEST_SESSION.max(bytes.len() as u64))?.bytes == bytes {
        Ok(())
    } else {
        Err(DiskError::Other { kind: io::ErrorKind::InvalidData, code: None })
    }
}

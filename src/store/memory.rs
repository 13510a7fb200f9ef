//! What was kept of files at an earlier look, with the stamps that the files had then. A file whose stamp is the same in
//! every part is the same file with the same bytes; one that was written just before it was looked at is not remembered,
//! because a second change within the same tick of the disk's clock would leave its stamp as it is. A memory that is not
//! right in every byte is none. It is never needed: whatever is lost of it is read again.

use std::fs::{self, Metadata};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::disk::{Access, Disk, DiskError, RealDisk};

/// The first bytes of a memory, with the number of its form.
const HEAD: &[u8] = b"werksessie memory 1\n";
/// The ending of a memory.
const ENDING: &str = "memory";
/// No memory is larger than this.
const LARGEST: u64 = 256 * 1024 * 1024;
/// More memories than this are not kept, one for each folder that was looked through.
const MOST: usize = 32;
/// No disk has a clock whose ticks are longer than this.
const TICK: Duration = Duration::from_secs(2);

/// What changes with every change of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Size, modified and changed (each in seconds and nanoseconds), number, device.
    parts: [u64; 7],
}

impl Stamp {
    const BYTES: usize = 7 * 8;

    #[cfg(unix)]
    pub(super) fn of(file: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        let signed = [file.mtime(), file.mtime_nsec(), file.ctime(), file.ctime_nsec()].map(i64::cast_unsigned);
        let [modified, modified_rest, changed, changed_rest] = signed;
        Self { parts: [file.size(), modified, modified_rest, changed, changed_rest, file.ino(), file.dev()] }
    }

    /// Systems without a number for each file or a time that no program can set: as good as it gets.
    #[cfg(not(unix))]
    pub(super) fn of(file: &Metadata) -> Self {
        let time = |time: std::io::Result<SystemTime>| {
            let since = time.ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
            (since.as_secs(), u64::from(since.subsec_nanos()))
        };
        let (modified, created) = (time(file.modified()), time(file.created()));
        Self { parts: [file.len(), modified.0, modified.1, created.0, created.1, 0, 0] }
    }

    /// Whether another change from now on gives another stamp: the last one is longer ago than a tick.
    pub(super) fn is_settled(&self) -> bool {
        let [_, modified, _, changed, ..] = self.parts;
        let before = SystemTime::now().checked_sub(TICK).and_then(|then| then.duration_since(UNIX_EPOCH).ok());
        let before = before.map_or(0, |since| since.as_secs());
        modified < before && changed < before
    }

    fn append_to(&self, bytes: &mut Vec<u8>) {
        self.parts.iter().for_each(|part| bytes.extend_from_slice(&part.to_le_bytes()));
    }
}

/// What a look learned of files, as a memory holds it.
#[derive(Debug, Default)]
pub(super) struct Learned {
    entries: Vec<u8>,
    count: usize,
    /// Whether any of it was not remembered before.
    is_new: bool,
}

impl Learned {
    /// What was remembered of a file, and is still right.
    pub(super) fn known(name: &[u8], stamp: &Stamp, bytes: &[u8]) -> Self {
        let mut entries = Vec::with_capacity(name.len() + Stamp::BYTES + bytes.len() + 8);
        for part in [name, bytes] {
            entries.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes());
        }
        stamp.append_to(&mut entries);
        entries.extend_from_slice(name);
        entries.extend_from_slice(bytes);
        Self { entries, count: 1, is_new: false }
    }

    /// What was read from a file just now.
    pub(super) fn new(name: &[u8], stamp: &Stamp, bytes: &[u8]) -> Self {
        Self { is_new: true, ..Self::known(name, stamp, bytes) }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.entries.extend_from_slice(&other.entries);
        self.count += other.count;
        self.is_new |= other.is_new;
    }
}

/// What is remembered of the files of a folder.
pub(super) struct Memory {
    path: PathBuf,
    /// What stands before the entries: the form, the version and the folder.
    head: Vec<u8>,
    bytes: Vec<u8>,
    /// Where the parts of each entry stand in the bytes, in the order of the names.
    entries: Vec<Entry>,
}

/// Where the parts of an entry stand.
struct Entry {
    name: Range<usize>,
    stamp: Range<usize>,
    kept: Range<usize>,
}

impl Memory {
    /// What is remembered of a folder under this version; nothing if there is no memory of it, or none that is right.
    pub(super) fn recall(memories: &Path, folder: &Path, version: &str) -> Self {
        let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let mut head = HEAD.to_vec();
        for part in [version.as_bytes(), folder.as_os_str().as_encoded_bytes()] {
            head.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes());
            head.extend_from_slice(part);
        }
        let name = format!("{:016x}.{ENDING}", number_of(folder.as_os_str().as_encoded_bytes()));
        let path = memories.join(name);
        let bytes = RealDisk.read(&path, LARGEST).map_or_else(|_| Vec::new(), |contents| contents.bytes);
        match entries(&bytes, &head) {
            Some(mut entries) => {
                entries.sort_unstable_by(|one, other| bytes[one.name.clone()].cmp(&bytes[other.name.clone()]));
                Self { path, head, bytes, entries }
            }
            None => Self { path, head, bytes: Vec::new(), entries: Vec::new() },
        }
    }

    /// What was kept of the file with this name, if it still has this stamp.
    pub(super) fn of(&self, name: &[u8], stamp: &Stamp) -> Option<&[u8]> {
        let at = self.entries.binary_search_by(|entry| self.bytes[entry.name.clone()].cmp(name)).ok()?;
        let entry = &self.entries[at];
        let parts = self.bytes[entry.stamp.clone()].chunks_exact(8);
        let is_same = parts.zip(&stamp.parts).all(|(bytes, part)| bytes == part.to_le_bytes());
        is_same.then(|| &self.bytes[entry.kept.clone()])
    }

    /// Remembers what was learned, if that is not what is remembered already. Should it fail, nothing is lost.
    pub(super) fn keep(&self, learned: &Learned) {
        if learned.is_new || learned.count != self.entries.len() {
            let _ = self.write(learned);
        }
    }

    fn write(&self, learned: &Learned) -> Result<(), DiskError> {
        let memories = self.path.parent().unwrap_or(Path::new("."));
        RealDisk.create_private_folder(memories)?;
        forget_oldest(memories, &self.path);
        let mut sum = crc32fast::Hasher::new();
        sum.update(&self.head);
        sum.update(&learned.entries);
        let new = self.path.with_extension(format!("{}.new", std::process::id()));
        let written = RealDisk.create(&new, Access::Private).and_then(|mut file| {
            file.append(&self.head)?;
            file.append(&learned.entries)?;
            file.append(&sum.finalize().to_le_bytes())
        });
        let kept = written.and_then(|()| RealDisk.rename(&new, &self.path));
        if kept.is_err() {
            RealDisk.remove(&new).ok();
        }
        kept
    }
}

/// The entries of a memory with this head; none if a single byte of it is not as it was written.
fn entries(bytes: &[u8], head: &[u8]) -> Option<Vec<Entry>> {
    let (whole, sum) = bytes.split_at_checked(bytes.len().checked_sub(4)?)?;
    if !whole.starts_with(head) || crc32fast::hash(whole).to_le_bytes() != *sum {
        return None;
    }
    let mut entries = Vec::new();
    let mut at = head.len();
    while at < whole.len() {
        let length = |from: usize| {
            let bytes = whole.get(from..from + 4)?;
            usize::try_from(u32::from_le_bytes(bytes.try_into().ok()?)).ok()
        };
        let (name, kept) = (length(at)?, length(at + 4)?);
        let stamp = at + 8..at + 8 + Stamp::BYTES;
        let name = stamp.end..stamp.end.checked_add(name)?;
        let kept = name.end..name.end.checked_add(kept)?;
        whole.get(kept.clone())?;
        at = kept.end;
        entries.push(Entry { name, stamp, kept });
    }
    Some(entries)
}

/// Makes room for one more memory: the oldest go, and what a run that was broken off left behind.
fn forget_oldest(memories: &Path, but: &Path) {
    let Ok(mut found) = RealDisk.list(memories) else { return };
    found.retain(|entry| memories.join(&entry.name) != but);
    found.sort_by_key(|entry| std::cmp::Reverse(entry.modified));
    for entry in found.iter().skip(MOST) {
        RealDisk.remove(&memories.join(&entry.name)).ok();
    }
}

/// A number for a name, the same in every run (FNV-1a). Two folders with one number take turns, and are never mixed up:
/// the name itself is in the memory.
fn number_of(name: &[u8]) -> u64 {
    name.iter().fold(0xcbf2_9ce4_8422_2325, |number, byte| (number ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

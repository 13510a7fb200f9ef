//! What was kept of files at an earlier look, with the stamps that the files had then. A file whose stamp is the same in
//! every part is the same file with the same bytes; one that was written just before it was looked at is not remembered,
//! because a second change within the same tick of the disk's clock would leave its stamp as it is. A memory that is not
//! right in every byte is none. It is never needed: whatever is lost of it is read again.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::domain::id::stable_number;
use crate::domain::in_order::{sort, sort_by_key};
use crate::store::disk::{Access, Disk, DiskError, DiskFile, RealDisk};

/// The first bytes of a memory, with the number of its form.
const HEAD: &[u8] = b"werksessie memory 2\n";
/// The ending of a memory.
const ENDING: &str = "memory";
/// No memory is larger than this.
const LARGEST: u64 = 256 * 1024 * 1024;
/// So many bytes tell how long what comes behind them is.
const LENGTH: usize = 4;
/// More memories than this are not kept, one for each folder that was looked through.
const MOST: usize = 32;
/// So many bytes of a memory are written at a time.
const AT_A_TIME: usize = 256 * 1024;
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

    fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        for (place, part) in bytes.chunks_exact_mut(8).zip(self.parts) {
            place.copy_from_slice(&part.to_le_bytes());
        }
        bytes
    }
}

/// What a look learned of files.
#[derive(Debug, Default)]
pub(super) struct CacheUpdate {
    /// The numbers of the entries that are still right.
    still: Vec<usize>,
    /// Entries that were not remembered before, as a memory holds them.
    new: Vec<u8>,
}

impl CacheUpdate {
    /// This entry of the memory is right still.
    pub(super) fn still(&mut self, number: usize) {
        self.still.push(number);
    }

    /// The number of the entry behind the last that is right still.
    pub(super) fn next(&self) -> usize {
        self.still.last().map_or(0, |last| last + 1)
    }

    /// What was read from a file just now.
    pub(super) fn read(&mut self, name: &[u8], stamp: &Stamp, kept: &[u8]) {
        append_part(&mut self.new, name);
        append_part(&mut self.new, kept);
        self.new.extend_from_slice(&stamp.to_bytes());
    }

    pub(super) fn add(&mut self, other: Self) {
        self.still.extend(other.still);
        self.new.extend(other.new);
    }
}

/// Bytes with their number in front.
fn append_part(bytes: &mut Vec<u8>, part: &[u8]) {
    bytes.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend_from_slice(part);
}

/// What is remembered of the files of a folder.
pub(super) struct Cache {
    path: PathBuf,
    /// What stands before the entries: the form, the version and the folder.
    head: Vec<u8>,
    bytes: Vec<u8>,
    /// Where each entry stands in the bytes, in the order of the names.
    entries: Vec<CachedFile>,
}

/// Where an entry begins, and where its name and what is kept end: with the stamp behind it they stand one behind the
/// other, the first two with their numbers of bytes in front. There may be a great many.
struct CachedFile {
    start: u32,
    name_end: u32,
    kept_end: u32,
}

impl CachedFile {
    fn name<'bytes>(&self, bytes: &'bytes [u8]) -> &'bytes [u8] {
        &bytes[self.start as usize + LENGTH..self.name_end as usize]
    }

    fn kept<'bytes>(&self, bytes: &'bytes [u8]) -> &'bytes [u8] {
        &bytes[self.name_end as usize + LENGTH..self.kept_end as usize]
    }

    fn stamp<'bytes>(&self, bytes: &'bytes [u8]) -> &'bytes [u8] {
        &bytes[self.kept_end as usize..][..Stamp::BYTES]
    }

    /// Its name and all of it.
    fn of<'bytes>(&self, bytes: &'bytes [u8]) -> (&'bytes [u8], &'bytes [u8]) {
        (self.name(bytes), &bytes[self.start as usize..self.kept_end as usize + Stamp::BYTES])
    }
}

impl Cache {
    /// What is remembered of a folder under this version; nothing if there is no memory of it, or none that is right.
    pub(super) fn recall(memories: &Path, folder: &Path, version: &str) -> Self {
        let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let mut head = HEAD.to_vec();
        append_part(&mut head, version.as_bytes());
        append_part(&mut head, folder.as_os_str().as_encoded_bytes());
        // Two folders with one number take turns, and are never mixed up: the name itself is in the memory.
        let name = format!("{:016x}.{ENDING}", stable_number(folder.as_os_str().as_encoded_bytes()));
        let path = memories.join(name);
        let bytes = RealDisk.read(&path, LARGEST).map_or_else(|_| Vec::new(), |contents| contents.bytes);
        match entries_of_memory(&bytes, &head) {
            Some(entries) => Self { path, head, bytes, entries },
            None => Self { path, head, bytes: Vec::new(), entries: Vec::new() },
        }
    }

    /// The number of the entry of the file with this name, if it still has this stamp; mostly it is the likely one.
    pub(super) fn find(&self, name: &[u8], stamp: &Stamp, likely: usize) -> Option<usize> {
        let is_it = |number: &usize| self.entries.get(*number).is_some_and(|entry| entry.name(&self.bytes) == name);
        let search = || self.entries.binary_search_by(|entry| entry.name(&self.bytes).cmp(name)).ok();
        let number = Some(likely).filter(is_it).or_else(search)?;
        (*self.entries[number].stamp(&self.bytes) == stamp.to_bytes()).then_some(number)
    }

    /// What was kept of the file of an entry.
    pub(super) fn kept(&self, number: usize) -> &[u8] {
        self.entries[number].kept(&self.bytes)
    }

    /// Remembers what was learned, if that is not what is remembered already. Should it fail, nothing is lost.
    pub(super) fn keep(&self, learned: &CacheUpdate) {
        if !learned.new.is_empty() || learned.still.len() != self.entries.len() {
            let _ = self.write(learned);
        }
    }

    fn write(&self, learned: &CacheUpdate) -> Result<(), DiskError> {
        let memories = self.path.parent().unwrap_or(Path::new("."));
        RealDisk.create_private_folder(memories)?;
        forget_oldest(memories, &self.path);
        let new = entries(&learned.new, 0).unwrap_or_default();
        let still = learned.still.iter().map(|number| self.entries[*number].of(&self.bytes));
        let mut all: Vec<_> = still.chain(new.iter().map(|entry| entry.of(&learned.new))).collect();
        sort(&mut all);
        let all = all.into_iter().map(|(_, entry)| entry);
        let beside = self.path.with_extension(format!("{}.new", std::process::id()));
        let written = RealDisk
            .create(&beside, Access::Private)
            .and_then(|mut file| append(&mut *file, std::iter::once(self.head.as_slice()).chain(all)));
        let kept = written.and_then(|()| RealDisk.rename(&beside, &self.path));
        if kept.is_err() {
            RealDisk.remove(&beside).ok();
        }
        kept
    }
}

/// Writes the parts of a memory one behind the other, with a number that tells whether each byte is as it was written.
/// All of them are as much as what was learned: they never stand beside each other a second time.
fn append<'part>(file: &mut dyn DiskFile, parts: impl Iterator<Item = &'part [u8]>) -> Result<(), DiskError> {
    let (mut sum, mut piece) = (crc32fast::Hasher::new(), Vec::with_capacity(AT_A_TIME));
    for part in parts {
        sum.update(part);
        piece.extend_from_slice(part);
        if piece.len() >= AT_A_TIME {
            file.append(&piece)?;
            piece.clear();
        }
    }
    piece.extend_from_slice(&sum.finalize().to_le_bytes());
    file.append(&piece)
}

/// The entries of a memory with this head; none if a single byte of it is not as it was written.
fn entries_of_memory(bytes: &[u8], head: &[u8]) -> Option<Vec<CachedFile>> {
    let (whole, sum) = bytes.split_at_checked(bytes.len().checked_sub(4)?)?;
    if !whole.starts_with(head) || crc32fast::hash(whole).to_le_bytes() != *sum {
        return None;
    }
    entries(whole, head.len())
}

/// Where the entries stand in these bytes, from a place on to their end.
fn entries(bytes: &[u8], mut start: usize) -> Option<Vec<CachedFile>> {
    let end_of_part = |start: usize| {
        let (length, rest) = bytes.get(start..)?.split_first_chunk()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        rest.get(..length).map(|_| start + LENGTH + length)
    };
    let mut entries = Vec::new();
    while start < bytes.len() {
        let name_end = end_of_part(start)?;
        let kept_at = end_of_part(name_end)?;
        let [begin, name_end, kept_end] = [start, name_end, kept_at].map(u32::try_from);
        start = kept_at + Stamp::BYTES;
        bytes.get(..start)?;
        entries.push(CachedFile { start: begin.ok()?, name_end: name_end.ok()?, kept_end: kept_end.ok()? });
    }
    Some(entries)
}

/// Makes room for one more memory: the oldest go, and what a run that was broken off left behind.
fn forget_oldest(memories: &Path, but: &Path) {
    let Ok(mut found) = RealDisk.list(memories) else { return };
    found.retain(|entry| memories.join(&entry.name) != but);
    sort_by_key(&mut found, |entry| std::cmp::Reverse(entry.modified));
    for entry in found.iter().skip(MOST) {
        RealDisk.remove(&memories.join(&entry.name)).ok();
    }
}

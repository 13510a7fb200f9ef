//! The journal: what is not saved yet, in a folder of this user, beside no session file.
//!
//! One running program has one journal per session file. It is made at the first record, only ever grows at its end,
//! and is written anew, in another file that then takes its name, when it has grown large or when the disk failed in
//! the middle of a line. A lock file beside it tells that its program still runs, so that two programs with one session
//! use two journals, and so that a journal without a program is known to be left by a crash. A journal is never deleted
//! while something in it is not known to be saved. What the records mean is not known here.

use super::frame::{self, JournalContents, LARGEST_JOURNAL};
pub use super::frame::{Draft, Fingerprint, Frame, Unsaved};
use crate::store::disk::{Access, Disk, DiskError, DiskFile, LARGEST_SESSION, LockGuard};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// How many programs may have one session open, and how many journals of crashes may wait for their recovery.
const MOST_JOURNALS: u32 = 99;
/// From this size on a journal is written anew after a save.
const LARGE: usize = 1024 * 1024;
const LONGEST_SLUG: usize = 40;

/// The journal of one session file in this program.
pub struct Journal {
    disk: Arc<dyn Disk>,
    folder: Option<PathBuf>,
    /// The session file as it was named to us.
    path: PathBuf,
    held: JournalContents,
    slot: Option<Slot>,
    file: Option<JournalFile>,
}

/// A name that no other program uses as long as we hold its lock.
struct Slot {
    stem: PathBuf,
    _lock: LockGuard,
}

impl Slot {
    fn file(&self) -> PathBuf {
        self.stem.with_added_extension("journal")
    }
}

struct JournalFile {
    file: Box<dyn DiskFile>,
    size: usize,
    synced: bool,
}

impl Journal {
    /// A journal in `folder` for the session file `path`, which looks like `base`. Nothing is written before the first
    /// record. Without a folder every record is held in memory and reported as not written.
    #[must_use]
    pub fn new(disk: Arc<dyn Disk>, folder: Option<PathBuf>, path: &Path, base: Fingerprint) -> Self {
        let held = JournalContents::new(resolved(&*disk, path), base);
        Self { disk, folder, path: path.to_owned(), held, slot: None, file: None }
    }

    /// Whether every edit is known to be in the session file and nothing is being typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// Whether `sync` has something to do.
    #[must_use]
    pub fn is_synced(&self) -> bool {
        match &self.file {
            Some(open) => open.synced,
            None => self.slot.is_none() && self.held.is_empty(),
        }
    }

    /// Whether there is a file of it that works, as far as is known.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.file.is_some()
    }

    /// Writes a record. It survives this program, and after [`Journal::sync`] a power cut.
    ///
    /// # Errors
    /// The disk refused. The record is kept in memory, and written together with the next one or by `sync`.
    pub fn append(&mut self, record: Frame) -> Result<(), DiskError> {
        let line = frame::frame_line(&record);
        self.held.add(record);
        self.write(&line)
    }

    /// Notes that a save of `text` was asked for, which holds every edit so far.
    ///
    /// # Errors
    /// As for [`Journal::append`].
    pub fn saving(&mut self, text: &str) -> Result<(), DiskError> {
        let file = Fingerprint::of_text(text);
        self.held.saving(file);
        self.write_if_begun(&frame::saving_line(file))
    }

    /// Notes that the save of `text` to `path` is certain to survive: what came before it is no longer kept, later
    /// records are. If `path` is another file than before ("save under another name"), the journal is that file's from
    /// here on.
    ///
    /// # Errors
    /// As for [`Journal::append`].
    pub fn saved(&mut self, path: &Path, text: &str) -> Result<(), DiskError> {
        let file = Fingerprint::of_text(text);
        self.held.saved(file);
        if path != self.path {
            path.clone_into(&mut self.path);
            let path = resolved(&*self.disk, path);
            if path != self.held.path {
                return self.move_to(path);
            }
        }
        if self.file.as_ref().is_some_and(|open| open.size > LARGE) {
            self.file = None;
        }
        self.write_if_begun(&frame::saved_line(file))
    }

    /// Throws away what is held, as the user asked, and starts anew on a file that looks like `base`. The file of
    /// the journal gets the extension `.old`, until the next one does.
    ///
    /// # Errors
    /// The disk refused to rename the file; what it holds may come up again at the next start.
    pub fn forget(&mut self, base: Fingerprint) -> Result<(), DiskError> {
        self.held = JournalContents::new(self.held.path.clone(), base);
        self.file = None;
        match self.slot.take() {
            Some(slot) => set_aside(&*self.disk, &slot),
            None => Ok(()),
        }
    }

    /// Returns when all that was appended survives a power cut.
    ///
    /// # Errors
    /// The disk refused. The next call writes everything into a new file: the old one is not to be trusted.
    pub fn sync(&mut self) -> Result<(), DiskError> {
        if self.is_synced() {
            return Ok(());
        }
        let Some(open) = &mut self.file else { return self.rewrite() };
        let result = open.file.sync_data();
        open.synced = result.is_ok();
        if result.is_err() {
            self.file = None;
        }
        result
    }

    /// Ends the journal: its file is removed if nothing in it is unsaved, and else kept for the next start.
    ///
    /// # Errors
    /// The disk refused.
    pub fn close(mut self) -> Result<(), DiskError> {
        match self.slot.take() {
            Some(slot) if self.held.is_empty() => self.disk.remove(&slot.file()),
            slot => {
                self.slot = slot;
                self.sync()
            }
        }
    }

    /// First the new journal, then the old one away: in between there is one too many, never one too few.
    fn move_to(&mut self, path: String) -> Result<(), DiskError> {
        self.held.path = path;
        self.file = None;
        let old = self.slot.take();
        let written = if self.held.is_empty() { Ok(()) } else { self.rewrite() };
        match old {
            Some(slot) => written.and_then(|()| set_aside(&*self.disk, &slot)),
            None => written,
        }
    }

    /// What need not be written when nothing else has been.
    fn write_if_begun(&mut self, line: &str) -> Result<(), DiskError> {
        if self.slot.is_none() && self.held.is_empty() { Ok(()) } else { self.write(line) }
    }

    fn write(&mut self, line: &str) -> Result<(), DiskError> {
        let Some(open) = self.file.as_mut().filter(|open| open.size + line.len() <= LARGEST_JOURNAL) else {
            return self.rewrite();
        };
        open.size += line.len();
        open.synced = false;
        let result = open.file.append(line.as_bytes());
        if result.is_err() {
            // Part of the line may be there, and a reader would stop at it.
            self.file = None;
        }
        result
    }

    /// Writes all that is held into a new file and puts that in the place of the old one.
    fn rewrite(&mut self) -> Result<(), DiskError> {
        self.file = None;
        let text = self.held.to_text();
        if text.len() > LARGEST_JOURNAL {
            return Err(DiskError::TooLarge);
        }
        let folder = self.folder.as_deref().ok_or(DiskError::Gone)?;
        let slot = match self.slot.take() {
            Some(slot) => slot,
            None => free_slot(&*self.disk, folder, &self.held.path)?,
        };
        let (stem, target) = (slot.stem.clone(), slot.file());
        self.slot = Some(slot);
        let new = stem.with_added_extension("new");
        // Left by a crash in this very place; the lock says that it is nobody's.
        self.disk.remove(&new).ok();
        let mut file = self.disk.create(&new, Access::Private)?;
        file.append(text.as_bytes())?;
        file.sync()?;
        self.disk.rename(&new, &target)?;
        self.disk.sync_folder(folder)?;
        self.file = Some(JournalFile { file, size: text.len(), synced: true });
        Ok(())
    }
}

/// A journal that a program left behind with something that is not in the session file. No other program can take it
/// as long as this lives.
pub struct AbandonedJournal {
    /// What is not in the session file.
    pub unsaved: Unsaved,
    /// When it was last written.
    pub modified: SystemTime,
    slot: Slot,
}

impl AbandonedJournal {
    /// Sets the journal aside: for when what it holds has been journalled anew or saved, or is not wanted. It keeps
    /// the extension `.old` until another takes that name.
    ///
    /// # Errors
    /// The disk refused; the journal is found again at the next start.
    pub fn discard(self, disk: &dyn Disk) -> Result<(), DiskError> {
        set_aside(disk, &self.slot)
    }
}

/// The journals that were left behind for the session file `path`, which now looks like `on_disk`, the oldest
/// first. Those of which everything proves to be in the file are set aside on the way.
///
/// # Errors
/// The folder cannot be read. That it is not there yet is no error.
pub fn find_abandoned(
    disk: &dyn Disk,
    folder: &Path,
    path: &Path,
    on_disk: Fingerprint,
) -> Result<Vec<AbandonedJournal>, DiskError> {
    let path = resolved(disk, path);
    let beginning = format!("{}-", stem_of(&path));
    let mut found = Vec::new();
    for (slot, held, modified) in left_behind(disk, folder, &beginning)? {
        if held.path != path {
            continue;
        }
        let unsaved = held.unsaved(on_disk);
        if unsaved.is_empty() {
            // If this fails, the next start tries it again.
            set_aside(disk, &slot).ok();
        } else {
            found.push(AbandonedJournal { unsaved, modified, slot });
        }
    }
    found.sort_by_key(|abandoned| abandoned.modified);
    Ok(found)
}

/// The journals that were left behind with a session of which no file was made yet, in this folder of sessions; the
/// oldest first.
///
/// # Errors
/// The folder cannot be read. That it is not there yet is no error.
pub fn find_begun(disk: &dyn Disk, folder: &Path, sessions: &Path) -> Result<Vec<AbandonedJournal>, DiskError> {
    let sessions = PathBuf::from(resolved(disk, sessions));
    let mut found = Vec::new();
    for (slot, held, modified) in left_behind(disk, folder, "")? {
        let path = PathBuf::from(&held.path);
        let is_here =
            path.parent() == Some(&sessions) && matches!(disk.read(&path, LARGEST_SESSION), Err(DiskError::Gone));
        let unsaved = held.unsaved(Fingerprint::Absent);
        if is_here && unsaved.whole.is_some() {
            found.push(AbandonedJournal { unsaved, modified, slot });
        }
    }
    found.sort_by_key(|abandoned| abandoned.modified);
    Ok(found)
}

/// The readable journals without a running program, of which the name begins so. One that is not readable stays where
/// it is: a newer version of the program may know what to do with it.
fn left_behind(
    disk: &dyn Disk,
    folder: &Path,
    beginning: &str,
) -> Result<Vec<(Slot, JournalContents, SystemTime)>, DiskError> {
    let entries = match disk.list(folder) {
        Err(DiskError::Gone) => Vec::new(),
        entries => entries?,
    };
    let mut left = Vec::new();
    for entry in entries.iter().filter(|entry| entry.name.starts_with(beginning)) {
        let Some(stem) = entry.name.strip_suffix(".journal") else { continue };
        let Ok(Some(slot)) = lock(disk, folder.join(stem)) else { continue };
        let Ok(contents) = disk.read(&slot.file(), LARGEST_JOURNAL as u64) else { continue };
        if let Some(held) = JournalContents::from_bytes(&contents.bytes) {
            left.push((slot, held, entry.modified));
        }
    }
    Ok(left)
}

/// The first name that no running program uses and under which nothing waits for its recovery.
fn free_slot(disk: &dyn Disk, folder: &Path, path: &str) -> Result<Slot, DiskError> {
    disk.create_private_folder(folder)?;
    for number in 1..=MOST_JOURNALS {
        let Some(slot) = lock(disk, folder.join(format!("{}-{number}", stem_of(path))))? else { continue };
        match disk.read(&slot.file(), LARGEST_JOURNAL as u64) {
            Err(DiskError::Gone) => return Ok(slot),
            Ok(contents) if JournalContents::from_bytes(&contents.bytes).is_some_and(|held| held.is_empty()) => {
                return Ok(slot);
            }
            _ => {}
        }
    }
    Err(DiskError::Other { kind: io::ErrorKind::AlreadyExists, code: None })
}

fn lock(disk: &dyn Disk, stem: PathBuf) -> Result<Option<Slot>, DiskError> {
    let lock = disk.lock(&stem.with_added_extension("lock"))?;
    Ok(lock.map(|lock| Slot { stem, _lock: lock }))
}

fn set_aside(disk: &dyn Disk, slot: &Slot) -> Result<(), DiskError> {
    match disk.rename(&slot.file(), &slot.stem.with_added_extension("old")) {
        Err(DiskError::Gone) => Ok(()),
        renamed => renamed.and_then(|()| disk.sync_folder(slot.stem.parent().unwrap_or(Path::new(".")))),
    }
}

/// The path as a journal knows it. A path that is not text is told apart by its readable part only; the fingerprint of
/// the file then still tells whether the edits fit.
fn resolved(disk: &dyn Disk, path: &Path) -> String {
    let resolved = disk.resolve(path).or_else(|_| std::path::absolute(path));
    resolved.unwrap_or_else(|_| path.to_owned()).to_string_lossy().into_owned()
}

/// The name of a journal without its number: something to recognise, and something to tell files of one name apart.
fn stem_of(path: &str) -> String {
    let name = Path::new(path).file_stem().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let words: Vec<_> =
        name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let slug: String = words.join("-").chars().take(LONGEST_SLUG).collect();
    format!("{slug}-{:08x}", crc32fast::hash(path.as_bytes()))
}

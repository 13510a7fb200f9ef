//! The journal: what is not saved yet, in a folder of this user, beside no session file.
//!
//! One running program has one journal per session file. It is made at the first record, only ever grows at its end,
//! and is written anew, in another file that then takes its name, when it has grown large or when the disk failed in
//! the middle of a line. A record is written at once, so that it outlives this program; what it takes to outlive a power
//! cut too may take seconds on a slow disk, and is handed out as [`SyncWork`] for another thread, beside which records
//! are written on. A lock file beside the journal tells that its program still runs, so that two programs with one session
//! use two journals, and so that a journal without a program is known to be left by a crash. A journal is never deleted
//! while something in it is not known to be saved. What the records mean is not known here.

use super::frame::{self, JournalContents, LARGEST_JOURNAL};
pub use super::frame::{Draft, Fingerprint, Frame, Unsaved};
use crate::domain::in_order::sort_by_key;
use crate::store::disk::{Access, Disk, DiskError, DiskFile, LARGEST_SESSION, LockGuard, SyncHandle};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// How many programs may have one session open, and how many journals of crashes may wait for their recovery.
const MOST_JOURNALS: u32 = 99;
/// From this size on a journal is written anew once most of it is not needed any more.
const LARGE: usize = 1024 * 1024;
const LONGEST_SLUG: usize = 40;

/// The journal of one session file in this program.
pub struct Journal {
    disk: Arc<dyn Disk>,
    folder: Option<PathBuf>,
    /// The session file as it was named to us.
    path: PathBuf,
    contents: JournalContents,
    slot: Option<Slot>,
    file: Option<JournalFile>,
    /// Grows with every change of `file` and `slot`: work that was handed out before is of no use then.
    generation: u64,
    /// How many records were taken, and how many of them, from the first on, survive a power cut.
    taken: u64,
    safe: u64,
    /// Folders in which names changed since they were synced.
    unsynced: Vec<PathBuf>,
    /// The lines since the work to write the journal anew was handed out.
    tail: Option<String>,
    /// Whether the journal is to be written anew although its file works.
    is_large: bool,
    /// The journals of the file that the session had before, until this one is safe.
    superseded: Vec<Slot>,
    /// Why there is no file that works.
    error: DiskError,
}

/// A name that no other program uses as long as we hold its lock.
#[derive(Clone)]
struct Slot {
    stem: PathBuf,
    _lock: Arc<LockGuard>,
}

impl Slot {
    fn file(&self) -> PathBuf {
        self.stem.with_added_extension("journal")
    }

    fn new_file(&self) -> PathBuf {
        self.stem.with_added_extension("new")
    }
}

struct JournalFile {
    file: Box<dyn DiskFile>,
    size: usize,
    /// How large it was when it was made, with only what had to be in it.
    first_size: usize,
}

impl JournalFile {
    fn new(file: Box<dyn DiskFile>, size: usize) -> Self {
        Self { file, size, first_size: size }
    }

    fn is_large(&self) -> bool {
        self.size > LARGE.max(2 * self.first_size)
    }
}

/// What it takes to make all records so far survive a power cut. It may take long, and any thread may do it.
pub struct SyncWork {
    generation: u64,
    upto: u64,
    folders: Vec<PathBuf>,
    kind: WorkKind,
}

enum WorkKind {
    /// Sync the file as it is.
    Sync(Box<dyn SyncHandle>),
    /// Write and sync another file, which will take its place.
    Rewrite { slot: Slot, text: String },
}

/// What became of [`SyncWork`], to be handed back to the journal.
pub struct SyncDone {
    generation: u64,
    upto: u64,
    folders: Vec<PathBuf>,
    /// The new file, if there was one to write.
    result: Result<Option<JournalFile>, DiskError>,
}

impl SyncWork {
    /// Waits until what was written of the journal is on the disk.
    #[must_use]
    pub fn run(self, disk: &dyn Disk) -> SyncDone {
        let Self { generation, upto, folders, kind } = self;
        let result = match kind {
            WorkKind::Sync(handle) => handle
                .sync_data()
                .and_then(|()| folders.iter().try_for_each(|folder| disk.sync_folder(folder)))
                .map(|()| None),
            WorkKind::Rewrite { slot, text } => write_new(disk, &slot, &text).map(Some),
        };
        SyncDone { generation, upto, folders, result }
    }
}

fn write_new(disk: &dyn Disk, slot: &Slot, text: &str) -> Result<JournalFile, DiskError> {
    let new = slot.new_file();
    // Left by a crash in this very place; the lock says that it is nobody's.
    disk.remove(&new).ok();
    let mut file = disk.create(&new, Access::Private)?;
    file.append(text.as_bytes())?;
    file.sync()?;
    Ok(JournalFile::new(file, text.len()))
}

impl Journal {
    /// A journal in `folder` for the session file `path`, which looks like `base` and holds the session with this id; an
    /// empty id where there is none. Nothing is written before the first record. Without a folder every record is held in
    /// memory and reported as not written.
    #[must_use]
    pub fn new(disk: Arc<dyn Disk>, folder: Option<PathBuf>, path: &Path, session: &str, base: Fingerprint) -> Self {
        let contents = JournalContents::new(resolved(&*disk, path), session, base);
        Self {
            disk,
            folder,
            path: path.to_owned(),
            contents,
            slot: None,
            file: None,
            generation: 0,
            taken: 0,
            safe: 0,
            unsynced: Vec::new(),
            tail: None,
            is_large: false,
            superseded: Vec::new(),
            error: DiskError::Gone,
        }
    }

    /// Whether every edit is known to be in the session file and nothing is being typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.contents.is_empty()
    }

    /// How many records were taken so far, for [`Journal::is_safe`].
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.taken
    }

    /// Whether so many records survive a power cut, or need not.
    #[must_use]
    pub fn is_safe(&self, taken: u64) -> bool {
        self.safe >= taken || (self.slot.is_none() && self.contents.is_empty())
    }

    /// Whether all of it survives a power cut.
    #[must_use]
    pub fn is_synced(&self) -> bool {
        self.is_safe(self.taken)
    }

    /// Whether there is a file of it that works, as far as is known.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.file.is_some()
    }

    /// Writes a record. It survives this program, and after [`Journal::sync_work`] a power cut.
    ///
    /// # Errors
    /// The disk refused. The record is kept in memory, and written by the next sync.
    pub fn append(&mut self, record: Frame) -> Result<(), DiskError> {
        let line = frame::frame_line(&record);
        self.contents.add(record);
        self.write(&line)
    }

    /// Notes that a save of `text` was asked for, which holds every edit so far.
    ///
    /// # Errors
    /// As for [`Journal::append`].
    pub fn saving(&mut self, text: &str) -> Result<(), DiskError> {
        let file = Fingerprint::of_text(text);
        self.contents.saving(file);
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
        self.contents.saved(file);
        self.is_large |= self.file.as_ref().is_some_and(|open| open.size > LARGE);
        if path != self.path {
            path.clone_into(&mut self.path);
            let path = resolved(&*self.disk, path);
            if path != self.contents.path {
                return self.move_to(path);
            }
        }
        self.write_if_begun(&frame::saved_line(file))
    }

    /// Throws away what is held, as the user asked, and starts anew on a file that looks like `base`. The file of
    /// the journal gets the extension `.old`, until the next one does.
    ///
    /// # Errors
    /// The disk refused to rename the file; what it holds may come up again at the next start.
    pub fn forget(&mut self, base: Fingerprint) -> Result<(), DiskError> {
        self.contents = self.contents.emptied(base);
        self.let_go_of_file(DiskError::Gone);
        self.safe = self.taken;
        match self.slot.take() {
            Some(slot) => set_aside(&*self.disk, &slot),
            None => Ok(()),
        }
    }

    /// What is to be done so that all records so far survive a power cut; `None` if they do. Not to be asked while
    /// earlier work is under way.
    ///
    /// # Errors
    /// There is no place for a journal, or it would be too large.
    pub fn sync_work(&mut self) -> Result<Option<SyncWork>, DiskError> {
        self.tail = None;
        if self.is_synced() && !self.is_large {
            return Ok(None);
        }
        if self.slot.is_none() {
            self.begin()?;
        }
        let (Some(slot), upto) = (&self.slot, self.taken) else { return Ok(None) };
        let (kind, folders) = match &self.file {
            Some(open) if !self.is_large => (WorkKind::Sync(open.file.handle()), self.unsynced.clone()),
            _ => {
                let text = self.contents.to_text();
                if text.len() > LARGEST_JOURNAL {
                    return Err(DiskError::TooLarge);
                }
                (WorkKind::Rewrite { slot: slot.clone(), text }, Vec::new())
            }
        };
        if matches!(kind, WorkKind::Rewrite { .. }) {
            self.tail = Some(String::new());
        }
        Ok(Some(SyncWork { generation: self.generation, upto, folders, kind }))
    }

    /// Takes what became of the work that was handed out.
    ///
    /// # Errors
    /// The disk refused. The next work writes everything into a new file: the old one is not to be trusted.
    pub fn was_synced(&mut self, done: SyncDone) -> Result<(), DiskError> {
        let tail = self.tail.take().unwrap_or_default();
        if done.generation != self.generation {
            return Ok(());
        }
        match done.result {
            Ok(None) => {
                self.unsynced.retain(|folder| !done.folders.contains(folder));
                if self.unsynced.is_empty() {
                    self.safe = self.safe.max(done.upto);
                    for slot in self.superseded.drain(..) {
                        // If it stays, it is offered at the next start; nothing is lost.
                        set_aside(&*self.disk, &slot).ok();
                    }
                }
                Ok(())
            }
            Ok(Some(new)) => self.adopt(new, &tail),
            Err(error) => {
                self.let_go_of_file(error);
                Err(error)
            }
        }
    }

    /// Ends the journal: its file is removed if nothing in it is unsaved, and else kept for the next start.
    ///
    /// # Errors
    /// The disk refused.
    pub fn close(mut self) -> Result<(), DiskError> {
        if self.contents.is_empty()
            && let Some(slot) = self.slot.take()
        {
            return self.disk.remove(&slot.file());
        }
        while let Some(work) = self.sync_work()? {
            let done = work.run(&*self.disk);
            self.was_synced(done)?;
        }
        Ok(())
    }

    /// A new file, safe as far as it goes, takes the place of the old one. What was written meanwhile comes behind it.
    fn adopt(&mut self, mut new: JournalFile, tail: &str) -> Result<(), DiskError> {
        self.let_go_of_file(DiskError::Gone);
        let Some(slot) = &self.slot else { return Ok(()) };
        new.size += tail.len();
        if !tail.is_empty() {
            new.file.append(tail.as_bytes())?;
        }
        self.disk.rename(&slot.new_file(), &slot.file())?;
        self.file = Some(new);
        self.is_large = false;
        // Its name is not safe yet, and what was safe under the old one is under either.
        self.unsynced.extend(self.folder.clone());
        self.taken += 1;
        Ok(())
    }

    /// Another file gets its own journal before the old one goes: in between there is one too many, never one too few.
    fn move_to(&mut self, path: String) -> Result<(), DiskError> {
        self.contents.path = path;
        self.let_go_of_file(DiskError::Gone);
        let old = self.slot.take();
        if self.contents.is_empty() {
            self.safe = self.taken;
            return old.map_or(Ok(()), |slot| set_aside(&*self.disk, &slot));
        }
        self.superseded.extend(old);
        self.taken += 1;
        self.begin()
    }

    /// What need not be written when nothing else has been.
    fn write_if_begun(&mut self, line: &str) -> Result<(), DiskError> {
        if self.slot.is_none() && self.contents.is_empty() { Ok(()) } else { self.write(line) }
    }

    fn write(&mut self, line: &str) -> Result<(), DiskError> {
        self.taken += 1;
        if self.slot.is_none() {
            return self.begin();
        }
        if let Some(tail) = &mut self.tail {
            tail.push_str(line);
        }
        let Some(open) = &mut self.file else {
            // The file that is being written will have it.
            return if self.tail.is_some() { Ok(()) } else { Err(self.error) };
        };
        open.size += line.len();
        let result =
            if open.size > LARGEST_JOURNAL { Err(DiskError::TooLarge) } else { open.file.append(line.as_bytes()) };
        self.is_large |= open.is_large();
        if let Err(error) = result {
            // Part of the line may be there, and a reader would stop at it.
            self.let_go_of_file(error);
        }
        result
    }

    /// Makes the file, with all that is held.
    fn begin(&mut self) -> Result<(), DiskError> {
        let text = self.contents.to_text();
        if text.len() > LARGEST_JOURNAL {
            return Err(DiskError::TooLarge);
        }
        let folder = self.folder.clone().ok_or(DiskError::Gone)?;
        self.unsynced.extend(self.disk.create_private_folder(&folder)?);
        let slot = free_slot(&*self.disk, &folder, &self.contents.path)?;
        let mut file = self.disk.create(&slot.file(), Access::Private)?;
        // From here on the name is ours. A file of which only a part was written is written anew by the next sync.
        self.slot = Some(slot);
        self.unsynced.push(folder);
        let written = file.append(text.as_bytes());
        match written {
            Ok(()) => self.file = Some(JournalFile::new(file, text.len())),
            Err(error) => self.let_go_of_file(error),
        }
        written
    }

    /// Nothing more is written to the file, and work on it that was handed out is of no use any more.
    fn let_go_of_file(&mut self, error: DiskError) {
        self.error = error;
        self.file = None;
        self.generation += 1;
        self.tail = None;
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
        set_aside(disk, &self.slot)?;
        disk.sync_folder(self.slot.stem.parent().unwrap_or(Path::new(".")))
    }
}

/// A session whose journals are looked for.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
pub struct JournalQuery<'file> {
    pub path: &'file Path,
    /// Its id; empty where it is not known.
    pub session: &'file str,
    /// What the file looks like now.
    pub on_disk: Fingerprint,
    /// Whether another file holds this session too.
    pub is_in: &'file dyn Fn(&Path) -> bool,
}

/// The journals that were left behind for a session, the oldest first: those of its file, and those of a file with this
/// session that was renamed or moved since. Those of which everything proves to be in the file are set aside on the way.
///
/// # Errors
/// The folder cannot be read. That it is not there yet is no error.
pub fn find_abandoned(
    disk: &dyn Disk,
    folder: &Path,
    file: &JournalQuery<'_>,
) -> Result<Vec<AbandonedJournal>, DiskError> {
    let path = resolved(disk, file.path);
    let mut found = Vec::new();
    let is_of_session = |contents: &JournalContents| {
        let is_same = contents.session == file.session;
        let is_unknown = contents.session.is_empty() || file.session.is_empty();
        if contents.path == path {
            is_same || is_unknown
        } else {
            is_same && !is_unknown && !(file.is_in)(Path::new(&contents.path))
        }
    };
    for (slot, contents, modified) in left_behind(disk, folder)? {
        if !is_of_session(&contents) {
            continue;
        }
        let unsaved = contents.unsaved(file.on_disk);
        if unsaved.is_empty() {
            // If this fails, the next start tries it again.
            set_aside(disk, &slot).ok();
        } else {
            found.push(AbandonedJournal { unsaved, modified, slot });
        }
    }
    sort_by_key(&mut found, |abandoned| abandoned.modified);
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
    for (slot, held, modified) in left_behind(disk, folder)? {
        let path = PathBuf::from(&held.path);
        let is_here =
            path.parent() == Some(&sessions) && matches!(disk.read(&path, LARGEST_SESSION), Err(DiskError::Gone));
        let unsaved = held.unsaved(Fingerprint::Absent);
        if is_here && unsaved.whole.is_some() {
            found.push(AbandonedJournal { unsaved, modified, slot });
        }
    }
    sort_by_key(&mut found, |abandoned| abandoned.modified);
    Ok(found)
}

/// The readable journals without a running program. One that is not readable stays where it is: a newer version of the
/// program may know what to do with it.
fn left_behind(disk: &dyn Disk, folder: &Path) -> Result<Vec<(Slot, JournalContents, SystemTime)>, DiskError> {
    let entries = match disk.list(folder) {
        Err(DiskError::Gone) => Vec::new(),
        entries => entries?,
    };
    let mut left = Vec::new();
    for entry in &entries {
        let Some(stem) = entry.name.strip_suffix(".journal") else { continue };
        let Ok(Some(slot)) = lock(disk, folder.join(stem)) else { continue };
        let Ok(contents) = disk.read(&slot.file(), LARGEST_JOURNAL as u64) else { continue };
        if contents.bytes.is_empty() {
            // Its program ended between making the file and writing to it. If it stays, the next start tries it again.
            disk.remove(&slot.file()).ok();
            continue;
        }
        if let Some(held) = JournalContents::from_bytes(&contents.bytes) {
            left.push((slot, held, entry.modified));
        }
    }
    Ok(left)
}

/// The first name that no running program uses and under which nothing waits for its recovery; no file has it.
fn free_slot(disk: &dyn Disk, folder: &Path, path: &str) -> Result<Slot, DiskError> {
    for number in 1..=MOST_JOURNALS {
        let Some(slot) = lock(disk, folder.join(format!("{}-{number}", stem_of(path))))? else { continue };
        match disk.read(&slot.file(), LARGEST_JOURNAL as u64) {
            Err(DiskError::Gone) => return Ok(slot),
            Ok(found) if JournalContents::from_bytes(&found.bytes).is_some_and(|found| found.is_empty()) => {
                disk.remove(&slot.file())?;
                return Ok(slot);
            }
            _ => {}
        }
    }
    Err(DiskError::Other { kind: io::ErrorKind::AlreadyExists, code: None })
}

fn lock(disk: &dyn Disk, stem: PathBuf) -> Result<Option<Slot>, DiskError> {
    let lock = disk.lock(&stem.with_added_extension("lock"))?;
    Ok(lock.map(|lock| Slot { stem, _lock: Arc::new(lock) }))
}

/// Takes the journal out of the way of the next start. That this survives a power cut is not waited for.
fn set_aside(disk: &dyn Disk, slot: &Slot) -> Result<(), DiskError> {
    match disk.rename(&slot.file(), &slot.stem.with_added_extension("old")) {
        Err(DiskError::Gone) => Ok(()),
        renamed => renamed,
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

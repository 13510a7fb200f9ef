//! The file of the session that is worked on, as a state machine: there is none, a session is being begun that has no file
//! yet, a session was read and is opening, or it is open. Here is kept what the file held last, which texts were asked to
//! be saved, and what an earlier run left behind. No terminal and no screen: what the file tells comes out as [`FileNews`].

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use crate::domain::edit::{Edit, apply};
use crate::domain::history::Change;
use crate::domain::id::Id;
use crate::domain::problem::{Trouble, Unkept};
use crate::domain::recovery::{LeftEdit, put_back};
use crate::domain::session::Session;

use super::disk::{Disk, DiskError, LARGEST_SESSION};
use super::form::open;
use super::form::reading::{parse, parse_bytes, parse_changes};
use super::form::spans::first_remark;
use super::form::text::{print, print_change};
use super::safety::journal::{AbandonedJournal, Fingerprint, Frame, JournalQuery, find_abandoned, find_begun};
use super::safety::known::KnownFile;
use super::safety::save::{Base, SaveError, sweep};
use super::safety::saver::{BackgroundSaver, Flushed, ReportTo, SafetyQuery, SaveReport, SaveRequest};
use super::safety::write_lock::WriteLock;
use super::scan::folder;

/// What the journal of a session without a file is about, in the folder where the file will be.
const UNNAMED: &str = ".begun";
/// How long putting back, and giving up, wait for the journal.
const JOURNAL_TIMEOUT: Duration = Duration::from_millis(500);

/// Where sessions and journals are, and how to reach them.
pub struct SessionStore {
    /// The disk.
    pub disk: Arc<dyn Disk>,
    /// The folder in which new files are made.
    pub sessions: PathBuf,
    /// The folder of the journals, if there is one.
    pub journals: Option<PathBuf>,
    /// Taken for the time of each save.
    pub write_lock: WriteLock,
    /// Is told how each save went; called on another thread.
    pub report: ReportTo,
}

/// The file of the session that is worked on.
pub struct SessionFile {
    store: SessionStore,
    saver: CurrentSaver,
    state: FileState,
    /// What does not come along with a save, and was not told yet.
    unkept: Unkept,
    /// Whether what was put back is safe, as long as what an earlier run left behind waits for that.
    safety: Option<SafetyQuery>,
}

enum FileState {
    /// No session is worked on.
    Closed(Leftovers),
    /// A session is being begun: there is no file of it yet, and its journal has a name of its own.
    Begun(BegunSession),
    /// A session was read, or made, and has no saver yet.
    Opening(OpeningSession),
    /// A session is open, with a saver.
    Open(OpenSession),
}

/// What earlier runs left behind of sessions without a file.
enum Leftovers {
    /// It is still to be looked for.
    Unknown,
    /// What was found.
    Known(Vec<AbandonedJournal>),
}

struct BegunSession {
    saver: Arc<BackgroundSaver>,
    abandoned: Vec<AbandonedJournal>,
}

struct OpeningSession {
    path: PathBuf,
    id: Id,
    base: Base,
    /// The text of a session that has no file yet.
    first_save: Option<Arc<str>>,
    /// The journal that has it until its file is made.
    begun: Option<BegunSession>,
}

struct OpenSession {
    path: PathBuf,
    known: KnownFile,
    saver: Arc<BackgroundSaver>,
    /// The texts that were asked to be saved, by revision, until the saver tells which of them is in the file.
    asked: Vec<(u64, Arc<str>)>,
    abandoned: Vec<AbandonedJournal>,
    /// Whether the user has put back what was abandoned, or does not want it.
    is_recovered: bool,
    /// What was known of the file before another process wrote it, as long as it is not known whether that can be merged.
    known_before: Option<KnownFile>,
}

/// The saver of the session that is worked on, for the threads that end the program.
#[derive(Clone, Default)]
pub struct CurrentSaver {
    saver: Arc<Mutex<Option<Arc<BackgroundSaver>>>>,
}

/// What happened to the file.
#[derive(Debug)]
pub enum FileNews {
    /// The session of this revision is in the file.
    Saved(u64),
    /// It could not be written, and is tried again.
    NotSaved(Trouble),
    /// The journal works again, or not any more.
    Journal {
        /// Whether it does.
        works: bool,
    },
    /// Another process wrote a session into the file.
    Theirs {
        /// What was last read or written here.
        base: Box<Session>,
        /// What is in the file now.
        theirs: Box<Session>,
    },
    /// Another process wrote the file, and it cannot be read as a session.
    Unreadable,
}

/// What an earlier run left behind.
#[derive(Debug, PartialEq, Eq)]
pub enum LeftBehind {
    /// Of the session that was opened: changes that are not in the file, and texts that were being typed, the last one
    /// last, by their places.
    Changes {
        /// The changes.
        edits: Vec<LeftEdit>,
        /// How many changes a newer version of the program made, which this one cannot read.
        unread: usize,
        /// The texts.
        drafts: Vec<(String, String)>,
    },
    /// A session that there is no file of yet.
    Session {
        /// The session.
        session: Box<Session>,
        /// The text that was being typed, by its place.
        draft: Option<(String, String)>,
        /// Changes that do not fit it any more.
        left: Vec<Edit>,
    },
}

impl CurrentSaver {
    /// Makes safe what was typed, within this time. Never waits for a thread that broke while it changed the saver.
    pub fn flush(&self, limit: Duration) -> Flushed {
        let saver = match self.saver.try_lock() {
            Ok(saver) => saver.clone(),
            Err(std::sync::TryLockError::Poisoned(poisoned)) => poisoned.into_inner().clone(),
            Err(std::sync::TryLockError::WouldBlock) => return Flushed::Unsafe,
        };
        saver.map_or(Flushed::Saved, |saver| saver.flush(limit))
    }

    fn set(&self, saver: Option<&Arc<BackgroundSaver>>) {
        *self.lock() = saver.cloned();
    }

    fn lock(&self) -> MutexGuard<'_, Option<Arc<BackgroundSaver>>> {
        self.saver.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SessionFile {
    /// No session.
    pub fn new(store: SessionStore) -> Self {
        let state = FileState::Closed(Leftovers::Known(Vec::new()));
        Self { store, saver: CurrentSaver::default(), state, unkept: Unkept::NOTHING, safety: None }
    }

    /// The saver, for the threads that end the program.
    pub fn saver(&self) -> CurrentSaver {
        self.saver.clone()
    }

    /// The file of the open session.
    pub fn path(&self) -> Option<&Path> {
        match &self.state {
            FileState::Open(open) => Some(&open.path),
            FileState::Opening(opening) => Some(&opening.path),
            FileState::Closed(_) | FileState::Begun(_) => None,
        }
    }

    /// Lets go of the session; what an earlier run left of a session without a file is looked for next.
    pub fn close(&mut self, limit: Duration) -> Flushed {
        let flushed = self.finish(limit);
        self.state = FileState::Closed(Leftovers::Unknown);
        flushed
    }

    /// Keeps a session that there is no file of yet safe, from here on.
    pub fn begin(&mut self, session: &Session) {
        let abandoned = match self.take_state() {
            FileState::Closed(Leftovers::Known(found)) => found,
            FileState::Begun(begun) => begun.abandoned,
            _ => Vec::new(),
        };
        let path = self.store.sessions.join(UNNAMED);
        let saver = self.start_saver(path, "", &Base::New, Arc::new(|_| {}));
        saver.journal(Frame::Whole(print(session)));
        self.state = FileState::Begun(BegunSession { saver, abandoned });
    }

    /// Gives up a session that was being begun: it is not wanted.
    pub fn abandon(&mut self) {
        if let FileState::Begun(begun) = self.take_state() {
            self.saver.set(None);
            give_up(&begun);
        }
    }

    /// Makes a file for a session and opens it. The journal of the session that was being begun has all of it until then.
    ///
    /// # Errors
    /// There is no folder to make it in; a session that was being begun is as it was.
    pub fn create(&mut self, session: &Session, limit: Duration) -> Result<PathBuf, DiskError> {
        std::fs::create_dir_all(&self.store.sessions).map_err(DiskError::from)?;
        let path = folder::free_path(&self.store.sessions, session);
        let begun = match self.take_state() {
            FileState::Begun(begun) => Some(begun),
            other => {
                self.state = other;
                self.finish(limit);
                None
            }
        };
        let first_save = Some(print(session).into());
        let opening = OpeningSession { path: path.clone(), id: session.id.clone(), base: Base::New, first_save, begun };
        self.state = FileState::Opening(opening);
        Ok(path)
    }

    /// Opens a session that was read; its saver starts with [`SessionFile::settle`], so that it can be shown first.
    pub fn open(&mut self, path: &Path, id: Id, bytes: Vec<u8>, limit: Duration) {
        self.finish(limit);
        self.unkept = Unkept::NOTHING;
        let base = Base::Known(bytes.into());
        let (path, first_save, begun) = (path.to_owned(), None, None);
        self.state = FileState::Opening(OpeningSession { path, id, base, first_save, begun });
    }

    /// Does what can wait until the session is shown: starts its saver, and looks whether an earlier run left something
    /// behind.
    pub fn settle(&mut self) -> Option<LeftBehind> {
        match self.take_state() {
            FileState::Closed(Leftovers::Unknown) => self.find_begun(),
            FileState::Opening(opening) => self.settle_opening(opening),
            other => {
                self.state = other;
                None
            }
        }
    }

    /// What does not come along with a save of the open session, or did not come along with the last one; told once.
    pub fn take_unkept(&mut self) -> Option<Unkept> {
        Some(std::mem::take(&mut self.unkept)).filter(|unkept| !unkept.is_nothing())
    }

    /// Writes to the journal.
    pub fn journal(&self, frame: Frame) {
        if let Some(saver) = self.current() {
            saver.journal(frame);
        }
    }

    /// Writes a change to the journal.
    pub fn journal_change(&self, change: &Change) {
        self.journal(Frame::Edits(print_change(change)));
    }

    /// Asks for a save of the session, unless that was asked for this revision already.
    pub fn save(&mut self, session: &Session, revision: u64) {
        let FileState::Open(open) = &mut self.state else { return };
        if open.asked.last().is_some_and(|(asked, _)| *asked == revision) {
            return;
        }
        let text: Arc<str> = print(session).into();
        open.asked.push((revision, Arc::clone(&text)));
        open.saver.save(SaveRequest {
            path: open.path.clone(),
            text,
            base: open.known.last().clone(),
            token: revision,
        });
        self.discard_abandoned();
    }

    /// Writes the session beside its file under another name, and goes on with that one. The journal keeps what is not
    /// saved until it is saved there.
    pub fn save_as(&mut self, session: &Session, revision: u64, name: &str) -> Option<PathBuf> {
        let FileState::Open(open) = &mut self.state else { return None };
        let path = folder::free_path_named(&folder::folder_of(&open.path), name);
        let text: Arc<str> = print(session).into();
        (open.path, open.asked) = (path.clone(), vec![(revision, Arc::clone(&text))]);
        open.known = KnownFile::new(Base::New);
        open.saver.save(SaveRequest { path: path.clone(), text, base: Base::New, token: revision });
        Some(path)
    }

    /// Lets go of what is not in the file, as the user asked.
    pub fn forget(&mut self) {
        if let FileState::Open(open) = &self.state
            && let Ok(contents) = self.store.disk.read(&open.path, LARGEST_SESSION)
        {
            open.saver.forget(Base::Known(contents.bytes.into()));
        }
    }

    /// What another process wrote could not be merged: a save finds it there again, and leaves it.
    pub fn keep_apart(&mut self) {
        if let FileState::Open(open) = &mut self.state
            && let Some(before) = open.known_before.take()
        {
            open.known = before;
        }
    }

    /// What an earlier run left behind is not wanted, or was put back.
    pub fn discard_recovery(&mut self) {
        if let FileState::Open(open) = &mut self.state {
            open.is_recovered = true;
            // Before the first save, mostly: a crash behind that finds nothing that is in the file already.
            if !open.abandoned.is_empty() && open.saver.flush(JOURNAL_TIMEOUT) != Flushed::Unsafe {
                self.set_aside_what_is_safe();
            }
        }
        self.discard_abandoned();
    }

    /// What the saver tells, as news of the file. While git merges files, one that cannot be read is no news: what git
    /// leaves in the middle is not what there will be.
    pub fn saver_told(&mut self, report: SaveReport, is_merging: bool) -> Option<FileNews> {
        self.discard_abandoned();
        match report {
            SaveReport::Saved { token, locked, unkept, .. } => {
                let FileState::Open(open) = &mut self.state else { return None };
                let at = open.asked.iter().position(|(revision, _)| *revision == token)?;
                let (revision, text) = open.asked.drain(..=at).next_back()?;
                open.known.was_written(Arc::from(text.as_bytes()), locked, Instant::now());
                self.unkept = Unkept { remark: self.unkept.remark, ..unkept };
                Some(FileNews::Saved(revision))
            }
            SaveReport::Failed { error: SaveError::Disk(error), .. } => Some(FileNews::NotSaved(error.into())),
            SaveReport::Failed { .. } => Some(FileNews::NotSaved(Trouble::Gone)),
            SaveReport::Changed { on_disk, .. } => self.theirs(on_disk, is_merging),
            SaveReport::Journal { error } => Some(FileNews::Journal { works: error.is_none() }),
        }
    }

    /// A file of this name was written in the folder of the open one: looks whether it is that one.
    pub fn was_written(&mut self, name: &OsStr, is_merging: bool) -> Option<FileNews> {
        let is_ours = matches!(&self.state, FileState::Open(open) if open.path.file_name() == Some(name));
        if is_ours { self.look(is_merging) } else { None }
    }

    /// Looks whether another process wrote the file of the open session.
    pub fn look(&mut self, is_merging: bool) -> Option<FileNews> {
        let FileState::Open(open) = &self.state else { return None };
        let contents = self.store.disk.read(&open.path, LARGEST_SESSION).ok()?;
        self.theirs(contents.bytes, is_merging)
    }

    /// The saver and the file of the open session, for a thread that waits until all was saved.
    pub fn unsaved(&self) -> Option<(Arc<BackgroundSaver>, PathBuf)> {
        match &self.state {
            FileState::Open(open) => Some((Arc::clone(&open.saver), open.path.clone())),
            _ => None,
        }
    }

    /// When there is something to do although nothing is asked, where the system gives no threads to save on.
    pub fn next_wake(&self) -> Option<Instant> {
        self.current()?.next_wake()
    }

    /// Does what is due then.
    pub fn work(&self) {
        if let Some(saver) = self.current() {
            saver.work();
        }
    }

    /// Makes safe what was typed, within this time, and tells where it is. The session stays open.
    pub fn flush(&mut self, limit: Duration) -> Flushed {
        self.settle_first_save();
        self.current().map_or(Flushed::Saved, |saver| saver.flush(limit))
    }

    /// Saves what is still to be saved, within this time, lets go of the session, and tells where all of it is.
    pub fn finish(&mut self, limit: Duration) -> Flushed {
        let flushed = self.flush(limit);
        // Until everything is safe a signal that comes in between must find the saver too.
        self.saver.set(None);
        if flushed != Flushed::Unsafe && matches!(self.state, FileState::Open(_)) {
            self.set_aside_what_is_safe();
        }
        if let FileState::Open(open) = self.take_state()
            && let Ok(saver) = Arc::try_unwrap(open.saver)
        {
            let _ = saver.stop(limit);
        }
        flushed
    }

    /// A session that was just made gets its file also when the user leaves at once.
    fn settle_first_save(&mut self) {
        if matches!(&self.state, FileState::Opening(opening) if opening.first_save.is_some()) {
            self.settle();
        }
    }

    /// The saver of the session.
    fn current(&self) -> Option<&Arc<BackgroundSaver>> {
        match &self.state {
            FileState::Open(OpenSession { saver, .. }) | FileState::Begun(BegunSession { saver, .. }) => Some(saver),
            FileState::Closed(_) | FileState::Opening(_) => None,
        }
    }

    fn take_state(&mut self) -> FileState {
        self.safety = None;
        std::mem::replace(&mut self.state, FileState::Closed(Leftovers::Known(Vec::new())))
    }

    fn start_saver(&self, path: PathBuf, id: &str, base: &Base, report: ReportTo) -> Arc<BackgroundSaver> {
        let SessionStore { disk, journals, write_lock, .. } = &self.store;
        let (disk, write_lock) = (Arc::clone(disk), write_lock.clone());
        let saver = BackgroundSaver::start(disk, journals.clone(), path, id, base, write_lock, report);
        let saver = Arc::new(saver);
        self.saver.set(Some(&saver));
        saver
    }

    /// The last session that an earlier run left in this folder without a file.
    fn find_begun(&mut self) -> Option<LeftBehind> {
        let disk = &*self.store.disk;
        let found = find_begun(disk, self.store.journals.as_deref()?, &self.store.sessions).ok()?;
        for left in found.into_iter().rev() {
            let Some(mut session) = left.unsaved.whole.as_deref().and_then(|text| parse(text).ok()) else { continue };
            let (edits, unread) = edits_of(&left);
            let put = put_back(&session, &edits);
            for edit in put.edits {
                let applied = apply(&mut session, edit);
                debug_assert!(applied.is_ok(), "made to fit");
            }
            let draft = left.unsaved.draft.as_ref().map(|draft| (draft.place.clone(), draft.text.clone()));
            // What this version cannot read waits for one that can.
            let known = if unread == 0 { vec![left] } else { Vec::new() };
            self.state = FileState::Closed(Leftovers::Known(known));
            return Some(LeftBehind::Session { session: Box::new(session), draft, left: put.left });
        }
        None
    }

    fn settle_opening(&mut self, opening: OpeningSession) -> Option<LeftBehind> {
        let OpeningSession { path, id, base, first_save, begun } = opening;
        if let Base::Known(bytes) = &base {
            self.unkept.remark = first_remark(bytes);
        }
        let disk = Arc::clone(&self.store.disk);
        let is_in = |path: &Path| open::read(path).is_ok_and(|(found, _)| found.id == id);
        let (session, on_disk) = (id.as_str(), Fingerprint::from(&base));
        let query = JournalQuery { path: &path, session, on_disk, is_in: &is_in };
        let found = self.store.journals.as_deref().map(|journals| find_abandoned(&*disk, journals, &query));
        let abandoned = found.and_then(Result::ok).unwrap_or_default();
        let left = left_in(&abandoned);
        // Temporary files that a save of long ago left behind; if they cannot go now, another time.
        sweep(&*disk, &folder::folder_of(&path), SystemTime::now()).ok();
        let saver = self.start_saver(path.clone(), id.as_str(), &base, Arc::clone(&self.store.report));
        let mut asked = Vec::new();
        if let Some(text) = first_save {
            saver.journal(Frame::Whole(text.to_string()));
            let (path, base) = (path.clone(), base.clone());
            saver.save(SaveRequest { path, text: Arc::clone(&text), base, token: 0 });
            asked.push((0, text));
        }
        if let Some(begun) = begun
            && saver.flush(JOURNAL_TIMEOUT) != Flushed::Unsafe
        {
            give_up(&begun);
        }
        let known = KnownFile::new(base);
        self.state = FileState::Open(OpenSession {
            path,
            known,
            saver,
            asked,
            abandoned,
            is_recovered: false,
            known_before: None,
        });
        left
    }

    /// Sets aside what an earlier run left behind, once that has been dealt with and what was put back of it is safe. Nobody
    /// waits for that: it is looked at again with each save, and whenever the saver tells something.
    fn discard_abandoned(&mut self) {
        let saver = match &self.state {
            FileState::Open(open) if open.is_recovered && !open.abandoned.is_empty() => &open.saver,
            FileState::Open(_) => return,
            // Nothing is typed before it is begun: that waits.
            FileState::Begun(begun) if begun.saver.flush(JOURNAL_TIMEOUT) == Flushed::Unsafe => return,
            _ => return self.set_aside_what_is_safe(),
        };
        let Some(is_safe) = self.safety.get_or_insert_with(|| saver.ask_safety()).answer() else { return };
        self.safety = None;
        if is_safe {
            self.set_aside_what_is_safe();
        }
    }

    /// Sets aside what an earlier run left behind, once that has been dealt with: all that was put back of it is safe.
    fn set_aside_what_is_safe(&mut self) {
        let abandoned = match &mut self.state {
            FileState::Open(open) if open.is_recovered => &mut open.abandoned,
            FileState::Begun(begun) => &mut begun.abandoned,
            FileState::Closed(Leftovers::Known(found)) => found,
            _ => return,
        };
        set_aside(abandoned, &*self.store.disk);
    }

    /// What is in the file now, as news if another process wrote it; from here on it is what this program saves over.
    fn theirs(&mut self, on_disk: Vec<u8>, is_merging: bool) -> Option<FileNews> {
        let FileState::Open(open) = &mut self.state else { return None };
        let is_ours = open.asked.iter().any(|(_, text)| text.as_bytes() == on_disk);
        if open.known.still_holds(&on_disk, Instant::now()) || is_ours {
            return None;
        }
        let base = match (open.known.merge_base(), open.known.last()) {
            (Base::Known(base), _) | (Base::New, Base::Known(base)) => base,
            (Base::New, Base::New) => return Some(FileNews::Unreadable),
        };
        let (Ok(base), Ok(theirs)) = (parse_bytes(base), parse_bytes(&on_disk)) else {
            return (!is_merging).then_some(FileNews::Unreadable);
        };
        self.unkept.remark = first_remark(&on_disk);
        open.known_before = Some(open.known.clone());
        open.known.was_replaced(on_disk.into());
        open.asked.clear();
        Some(FileNews::Theirs { base: Box::new(base), theirs: Box::new(theirs) })
    }
}

/// Sets aside what an earlier run left behind.
fn set_aside(abandoned: &mut Vec<AbandonedJournal>, disk: &dyn Disk) {
    for abandoned in abandoned.drain(..) {
        // If it cannot be set aside now, it is found again at the next start, which is no loss.
        abandoned.discard(disk).ok();
    }
}

/// Gives up the journal of a session that was being begun: it is in that of its file now, or is not wanted.
fn give_up(begun: &BegunSession) {
    begun.saver.forget(Base::New);
    let _ = begun.saver.flush(JOURNAL_TIMEOUT);
}

/// What these journals hold that is not in the file.
fn left_in(abandoned: &[AbandonedJournal]) -> Option<LeftBehind> {
    let (mut edits, mut drafts, mut unread) = (Vec::new(), Vec::new(), 0);
    for left in abandoned {
        let (read, of_newer) = edits_of(left);
        edits.extend(read);
        unread += of_newer;
        let draft = left.unsaved.draft.as_ref().filter(|draft| !draft.text.trim().is_empty());
        drafts.extend(draft.map(|draft| (draft.place.clone(), draft.text.clone())));
    }
    // The same text that was left behind twice comes back once.
    drafts.dedup();
    let is_something = !edits.is_empty() || !drafts.is_empty() || unread > 0;
    is_something.then_some(LeftBehind::Changes { edits, unread, drafts })
}

/// The edits in a journal, and how many there are that this version cannot read.
fn edits_of(left: &AbandonedJournal) -> (Vec<LeftEdit>, usize) {
    let read: Vec<_> = left.unsaved.edits.iter().map(|edits| parse_changes(edits)).collect();
    let unread = read.iter().map(|(_, unread)| unread).sum();
    (read.into_iter().flat_map(|(edits, _)| edits).collect(), unread)
}

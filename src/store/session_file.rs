//! The file of the session that is worked on, as a state machine: there is none, a session is being begun that has no file
//! yet, a session was read and is opening, or it is open. Here is kept what the file held last, which texts were asked to
//! be saved, and what an earlier run left behind. No terminal and no screen: what the file tells comes out as [`FileNews`].

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use crate::domain::edit::{Edit, apply};
use crate::domain::history::Change;
use crate::domain::id::Id;
use crate::domain::problem::{Trouble, Unkept};
use crate::domain::recovery::put_back;
use crate::domain::session::Session;

use super::disk::{Disk, DiskError, LARGEST_SESSION, is_called};
use super::file_news::FileNews;
use super::form::open;
use super::form::reading::{parse, parse_bytes};
use super::form::spans::first_remark;
use super::form::text::{print, print_change};
use super::left_behind::{LeftBehind, edits_of, left_in};
use super::let_go::{CurrentSaver, LetGo, set_aside};
use super::safety::journal::{AbandonedJournal, Fingerprint, Frame, JournalQuery, find_abandoned, find_begun};
use super::safety::known::KnownFile;
use super::safety::save::{Base, SaveError, sweep};
use super::safety::saver::{BackgroundSaver, Flushed, ReportTo, SafetyQuery, SaveReport, SaveRequest};
use super::safety::write_lock::WriteLock;
use super::scan::folder;

/// What the journal of a session without a file is about, in the folder where the file will be.
const UNNAMED: &str = ".begun";
/// How long putting back waits for the journal.
const JOURNAL_TIMEOUT: Duration = Duration::from_millis(500);

/// Where sessions and journals are, and how to reach them.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
pub struct SessionStore {
    pub disk: Arc<dyn Disk>,
    /// The folder in which new files are made.
    pub sessions: PathBuf,
    /// The folder of the journals, if there is one.
    pub journals: Option<PathBuf>,
    /// Taken for the time of each save.
    pub write_lock: WriteLock,
    /// Is told how each save went; called on another thread.
    pub report: Arc<dyn Fn(FileReport) + Send + Sync>,
}

/// What a saver tells, for [`SessionFile::saver_told`].
#[derive(Debug)]
pub struct FileReport {
    /// Which saver tells it, counted up: what is told of a session that was let go of is no news of another.
    saver: u64,
    report: SaveReport,
}

/// The file of the session that is worked on.
pub struct SessionFile {
    store: SessionStore,
    saver: CurrentSaver,
    state: FileState,
    let_go: LetGo,
    /// How many savers there were.
    savers: u64,
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

impl SessionFile {
    /// No session is open; it will be looked for in this store.
    pub fn new(store: SessionStore) -> Self {
        let state = FileState::Closed(Leftovers::Known(Vec::new()));
        Self {
            store,
            saver: CurrentSaver::default(),
            state,
            let_go: LetGo::default(),
            savers: 0,
            unkept: Unkept::NOTHING,
            safety: None,
        }
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

    /// Lets go of the session, which goes on being saved beside what comes next; waits for its disk no longer than this.
    /// What an earlier run left of a session without a file is looked for next.
    pub fn close(&mut self, grace: Duration) {
        self.leave();
        let _ = self.saver.flush(grace);
        self.look_at_let_go();
        self.state = FileState::Closed(Leftovers::Unknown);
    }

    /// Lets go of the session without waiting for its disk.
    pub fn leave(&mut self) {
        self.settle_first_save();
        match self.take_state() {
            FileState::Open(open) => {
                let abandoned = if open.is_recovered { open.abandoned } else { Vec::new() };
                self.let_go.leave(open.path, open.saver, abandoned);
            }
            FileState::Begun(begun) => self.let_go.leave(PathBuf::new(), begun.saver, Vec::new()),
            FileState::Closed(_) | FileState::Opening(_) => {}
        }
        // Until it is among those a signal that comes in between must find the saver too.
        self.look_at_let_go();
        self.saver.set(None);
    }

    /// Waits until a session that was let go of is in its file, which is to be read or moved; at most so long.
    pub fn wait_for(&mut self, path: &Path, limit: Duration) {
        self.let_go.end(path, limit, &*self.store.disk);
    }

    fn look_at_let_go(&mut self) {
        self.let_go.look(&*self.store.disk, &self.saver);
    }

    /// Keeps a session that there is no file of yet safe, from here on.
    pub fn begin(&mut self, session: &Session) {
        let abandoned = match self.take_state() {
            FileState::Closed(Leftovers::Known(found)) => found,
            FileState::Begun(begun) => begun.abandoned,
            _ => Vec::new(),
        };
        let path = self.store.sessions.join(UNNAMED);
        let saver = self.start_saver(path, "", &Base::New);
        saver.journal(Frame::Whole(print(session)));
        self.state = FileState::Begun(BegunSession { saver, abandoned });
    }

    /// Gives up a session that was being begun: it is not wanted.
    pub fn abandon(&mut self) {
        if let FileState::Begun(begun) = self.take_state() {
            begun.saver.forget(Base::New);
            self.let_go.leave(PathBuf::new(), begun.saver, begun.abandoned);
            self.look_at_let_go();
            self.saver.set(None);
        }
    }

    /// Makes a file for a session and opens it. The journal of the session that was being begun has all of it until then.
    ///
    /// # Errors
    /// There is no folder to make it in; a session that was being begun is as it was.
    pub fn create(&mut self, session: &Session) -> Result<PathBuf, DiskError> {
        std::fs::create_dir_all(&self.store.sessions).map_err(DiskError::from)?;
        let path = folder::free_path(&self.store.sessions, session);
        let begun = match self.take_state() {
            FileState::Begun(begun) => Some(begun),
            other => {
                self.state = other;
                self.leave();
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
        self.leave();
        self.wait_for(path, limit);
        self.unkept = Unkept::NOTHING;
        let base = Base::Known(bytes.into());
        let (path, first_save, begun) = (path.to_owned(), None, None);
        self.state = FileState::Opening(OpeningSession { path, id, base, first_save, begun });
    }

    /// Does what can wait until the session is shown: starts its saver, and looks whether an earlier run left something
    /// behind.
    pub fn settle(&mut self) -> Option<LeftBehind> {
        if matches!(self.state, FileState::Open(_) | FileState::Begun(_)) {
            return None;
        }
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

    /// Hands a frame to the thread that keeps the journal; does not wait for the disk.
    pub fn journal(&mut self, frame: Frame) {
        if let Some(saver) = self.current() {
            saver.journal(frame);
        }
        if matches!(&self.state, FileState::Begun(begun) if !begun.abandoned.is_empty()) {
            self.discard_abandoned();
        }
    }

    /// Writes a change to the journal.
    pub fn journal_change(&mut self, change: &Change) {
        self.journal(Frame::Edits(print_change(change)));
    }

    /// Notes in the journal what stood where something is typed from here on, as the edits that put it back.
    pub fn begin_draft(&mut self, before: Vec<Edit>) {
        let before = print_change(&Change { edits: before, inverse: Vec::new() });
        self.journal(Frame::DraftBegun(before));
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

    /// Writes the session under another name, beside its file or in another folder, and goes on with that one. The journal
    /// keeps what is not saved until it is saved there.
    ///
    /// # Errors
    /// There is no such folder.
    pub fn save_as(&mut self, session: &Session, revision: u64, typed: &str) -> Result<Option<PathBuf>, Trouble> {
        let FileState::Open(open) = &self.state else { return Ok(None) };
        let place = folder::TypedPlace::of(&open.path, typed)?;
        // Who renamed the file and types its new name means that one.
        let (path, base) = if self.holds_the_last(&place.named()) {
            (place.named(), open.known.last().clone())
        } else {
            (place.free(), Base::New)
        };
        Ok(self.go_on_in(session, revision, path, base))
    }

    /// Whether a file holds what was last read or written of the open session.
    fn holds_the_last(&self, path: &Path) -> bool {
        let FileState::Open(open) = &self.state else { return false };
        let Ok(found) = self.store.disk.read(path, LARGEST_SESSION) else { return false };
        *path != *open.path && matches!(open.known.last(), Base::Known(last) if **last == *found.bytes)
    }

    /// Goes on in a file beside that of the session, which another session has now: in the one to which it was moved, as
    /// sharing does, or else in a new one.
    pub fn go_on_beside(&mut self, session: &Session, revision: u64) -> Option<PathBuf> {
        let FileState::Open(open) = &self.state else { return None };
        let beside = folder::files_of(&folder::folder_of(&open.path));
        let moved = beside.into_iter().find(|path| self.holds_the_last(path));
        let (path, base) = match moved {
            Some(path) => (path, open.known.last().clone()),
            None => (folder::free_path_beside(&open.path), Base::New),
        };
        self.go_on_in(session, revision, path, base)
    }

    /// Writes the session to another file, which holds this, from here on.
    fn go_on_in(&mut self, session: &Session, revision: u64, path: PathBuf, base: Base) -> Option<PathBuf> {
        let FileState::Open(open) = &mut self.state else { return None };
        let text: Arc<str> = print(session).into();
        (open.path, open.asked) = (path.clone(), vec![(revision, Arc::clone(&text))]);
        open.known = KnownFile::new(base.clone());
        open.saver.save(SaveRequest { path: path.clone(), text, base, token: revision });
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
        let (saver, abandoned) = match &mut self.state {
            FileState::Open(open) => {
                open.is_recovered = true;
                (&open.saver, &open.abandoned)
            }
            FileState::Begun(begun) => (&begun.saver, &begun.abandoned),
            _ => return self.discard_abandoned(),
        };
        // Before the first save, mostly: a crash behind that finds nothing that is in the file already.
        if !abandoned.is_empty() && saver.flush(JOURNAL_TIMEOUT) != Flushed::Unsafe {
            self.set_aside_what_is_safe();
        }
        self.discard_abandoned();
    }

    /// What the saver tells, as news of the file. While git merges files, one that cannot be read is no news: what git
    /// leaves in the middle is not what there will be.
    pub fn saver_told(&mut self, told: FileReport, is_merging: bool) -> Option<FileNews> {
        self.discard_abandoned();
        self.look_at_let_go();
        if told.saver != self.savers || self.current().is_none() {
            return None;
        }
        match told.report {
            SaveReport::Saved { token, locked, unkept, .. } => {
                let FileState::Open(open) = &mut self.state else { return None };
                let at = open.asked.iter().position(|(revision, _)| *revision == token)?;
                let (revision, text) = open.asked.drain(..=at).next_back()?;
                open.known.was_written(Arc::from(text.as_bytes()), locked, Instant::now());
                self.unkept = Unkept { remark: self.unkept.remark, ..unkept };
                Some(FileNews::Saved(revision))
            }
            SaveReport::Failed { error: SaveError::Disk(error), .. } => Some(FileNews::NotSaved(error.into())),
            SaveReport::Failed { .. } => Some(FileNews::NotSaved(Trouble::Moved)),
            SaveReport::Changed { token, on_disk } => {
                // What is told of a file that was left for another name is no news of this one.
                let FileState::Open(open) = &self.state else { return None };
                let is_asked = open.asked.iter().any(|(revision, _)| *revision == token);
                if is_asked { self.theirs(on_disk, is_merging) } else { None }
            }
            SaveReport::Journal { error } => Some(FileNews::Journal { works: error.is_none() }),
        }
    }

    /// A file of this name was written in the folder of the open one: looks whether it is that one.
    pub fn was_written(&mut self, name: &OsStr, is_merging: bool) -> Option<FileNews> {
        let FileState::Open(open) = &self.state else { return None };
        if is_called(&*self.store.disk, &open.path, name) { self.look(is_merging) } else { None }
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
        self.current().into_iter().chain(self.let_go.savers()).filter_map(|saver| saver.next_wake()).min()
    }

    /// Does what is due then.
    pub fn work(&self) {
        self.current().into_iter().chain(self.let_go.savers()).for_each(|saver| saver.work());
    }

    /// Makes safe what was typed, within this time, and tells where all of it is. The session stays open.
    pub fn flush(&mut self, limit: Duration) -> Flushed {
        self.settle_first_save();
        self.saver.flush(limit)
    }

    /// Saves what is still to be saved, within this time, lets go of the session, and tells where all of it is.
    pub fn finish(&mut self, limit: Duration) -> Flushed {
        let flushed = self.flush(limit);
        if flushed != Flushed::Unsafe && matches!(self.state, FileState::Open(_)) {
            self.set_aside_what_is_safe();
        }
        self.leave();
        self.let_go.end_all(&*self.store.disk, limit, &self.saver);
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

    fn start_saver(&mut self, path: PathBuf, id: &str, base: &Base) -> Arc<BackgroundSaver> {
        self.savers += 1;
        let (number, told) = (self.savers, Arc::clone(&self.store.report));
        let report: ReportTo = Arc::new(move |report| told(FileReport { saver: number, report }));
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
        let saver = self.start_saver(path.clone(), id.as_str(), &base);
        let mut asked = Vec::new();
        if let Some(text) = first_save {
            saver.journal(Frame::Whole(text.to_string()));
            let (path, base) = (path.clone(), base.clone());
            saver.save(SaveRequest { path, text: Arc::clone(&text), base, token: 0 });
            asked.push((0, text));
        }
        if let Some(begun) = begun {
            self.let_go.give_up(begun.saver, begun.abandoned, Arc::clone(&saver));
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
            FileState::Begun(begun) if !begun.abandoned.is_empty() => &begun.saver,
            FileState::Open(_) | FileState::Begun(_) => return,
            _ => return self.set_aside_what_is_safe(),
        };
        let Some(is_safe) = self.safety.get_or_insert_with(|| saver.ask(Instant::now())).answer() else { return };
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
        // A session may have been opened from what git could not merge. What git leaves there now is not what there will be.
        let (Ok(base), Ok(theirs)) = (open::session_of(base), parse_bytes(&on_disk)) else {
            return (!is_merging).then_some(FileNews::Unreadable);
        };
        if theirs.id != base.id {
            // Two sessions make no third. What a save finds there is not what it was made from.
            return Some(FileNews::Replaced);
        }
        self.unkept.remark = first_remark(&on_disk);
        open.known_before = Some(open.known.clone());
        open.known.was_replaced(on_disk.into());
        open.asked.clear();
        Some(FileNews::Theirs { base: Box::new(base), theirs: Box::new(theirs) })
    }
}

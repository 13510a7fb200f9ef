//! What the screen asks to be done outside: reading a folder, opening and saving sessions, keeping the journal.

use std::ffi::OsStr;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use crate::domain::edit::apply;
use crate::domain::problem::Trouble;
use crate::domain::session::Session;
use crate::git::log::origins;
use crate::overview::{Summary, from_bytes, to_bytes, version};
use crate::store::disk::{Disk, DiskError, LARGEST_SESSION, RealDisk};
use crate::store::form::open;
use crate::store::form::reading::{Parts, parse, parse_bytes, parse_edits};
use crate::store::form::text::{print, print_edits};
use crate::store::safety::journal::{AbandonedJournal, Fingerprint, Frame, find_abandoned, find_begun};
use crate::store::safety::known::KnownFile;
use crate::store::safety::save::{Base, SaveError, sweep};
use crate::store::safety::saver::{BackgroundSaver, Flushed, SaveReport, SaveRequest};
use crate::store::scan::{self, Digest, folder};
use crate::tui::model::start::Row;
use crate::tui::model::{Context, Model, Recovery, Unread};
use crate::tui::update::{Effect, Msg};

use super::guard::Safety;
use super::sharing;
use super::watch::Watch;
use super::{Places, Wake};

/// How long putting back waits for the journal.
const SAFE_WITHIN: Duration = Duration::from_millis(500);

/// Does what the screen asks.
pub(crate) struct Runtime {
    pub(crate) wakes: Sender<Wake>,
    pub(crate) safety: Safety,
    look: FolderLook,
    state: Option<PathBuf>,
    opening: Option<Opening>,
    open: Option<OpenFile>,
    begun: Option<Begun>,
    /// Whether it is to be looked for what an earlier run left of a session without a file.
    is_to_look_for_begun: bool,
    /// What was found of it.
    left_begun: Vec<AbandonedJournal>,
    watch: Option<Watch>,
    /// Whether sessions are being shared.
    is_sharing: Arc<AtomicBool>,
}

/// What reading the folder of sessions needs.
#[derive(Clone)]
struct FolderLook {
    context: Arc<Context>,
    folder: PathBuf,
    /// Where it is remembered what was read before.
    memory: Option<PathBuf>,
    /// How often the folder was read.
    count: Arc<AtomicU64>,
}

/// A session that was read and has no writer yet.
struct Opening {
    path: PathBuf,
    base: Base,
    /// The text of a session that has no file yet.
    first_save: Option<Arc<str>>,
}

/// The file of the open session.
struct OpenFile {
    path: PathBuf,
    known: KnownFile,
    writer: Arc<BackgroundSaver>,
    /// The texts that were asked to be saved, by revision, until the writer tells which of them is in the file.
    asked: Vec<(u64, Arc<str>)>,
    abandoned: Vec<AbandonedJournal>,
    /// Whether the user has put back what was abandoned, or does not want it.
    is_recovered: bool,
}

/// A session that is being begun: there is no file of it yet, and its journal has a name of its own.
struct Begun {
    writer: Arc<BackgroundSaver>,
    abandoned: Vec<AbandonedJournal>,
}

/// What the journal of a session without a file is about, in the folder where the file will be.
const BEGUN: &str = ".begun";

impl Runtime {
    pub(crate) fn new(context: Arc<Context>, places: Places, wakes: Sender<Wake>) -> Self {
        let Places { folder, state, memory } = places;
        let look = FolderLook { context, folder, memory, count: Arc::default() };
        Self {
            wakes,
            safety: Safety::default(),
            look,
            state,
            opening: None,
            open: None,
            begun: None,
            is_to_look_for_begun: false,
            left_begun: Vec::new(),
            watch: None,
            is_sharing: Arc::default(),
        }
    }

    /// Whether this reading of the folder is the last one; what an earlier one still tells is not news.
    pub(crate) fn is_last_reading(&self, reading: u64) -> bool {
        self.look.count.load(Ordering::Relaxed) == reading
    }

    /// Does an effect whose result the next frame shows; hands back one that can wait.
    pub(crate) fn do_now(&mut self, model: &Model, effect: Effect) -> Result<Vec<Msg>, Effect> {
        match effect {
            Effect::ReadFolder => {
                self.close();
                self.is_to_look_for_begun = true;
                read_folder(&self.look, self.wakes.clone());
                Ok(Vec::new())
            }
            Effect::Open(path) => Ok(vec![self.open(&path)]),
            Effect::Begin(session) => {
                self.begin(&session);
                Ok(Vec::new())
            }
            Effect::Abandon => {
                self.abandon_begun();
                Ok(Vec::new())
            }
            Effect::Create(session) => Ok(vec![self.create(*session)]),
            Effect::Reload => {
                Ok(model.desk().map(|desk| desk.path.clone()).map(|path| self.reload(&path)).into_iter().collect())
            }
            Effect::SaveAs(name) => Ok(self.save_as(model, &name).into_iter().collect()),
            Effect::Draft { place, text } => {
                self.journal(Frame::Draft { place, text });
                Ok(Vec::new())
            }
            Effect::DraftClosed => {
                self.journal(Frame::DraftClosed);
                Ok(Vec::new())
            }
            Effect::DiscardRecovery => {
                if let Some(open) = &mut self.open {
                    open.is_recovered = true;
                }
                self.discard_abandoned();
                Ok(Vec::new())
            }
            Effect::Save(edits) => {
                // The edits are safe before anything is drawn; printing the session can wait.
                self.journal(Frame::Edits(print_edits(&edits)));
                Err(Effect::Save(Vec::new()))
            }
            // Shared is what was saved before, and who wrote what is found for what is on the screen.
            effect @ (Effect::Share { .. } | Effect::FindOrigins | Effect::ReadEarlier) => Err(effect),
            Effect::Leave => Ok(Vec::new()),
        }
    }

    /// Does an effect that could wait until the frame was drawn.
    pub(crate) fn save(&mut self, model: &Model, effect: Effect) {
        match effect {
            Effect::Save(edits) => {
                if !edits.is_empty() {
                    self.journal(Frame::Edits(print_edits(&edits)));
                }
                let (Some(desk), Some(open)) = (model.desk(), &mut self.open) else { return };
                if open.asked.last().is_some_and(|(revision, _)| *revision == desk.revision) {
                    return;
                }
                let text: Arc<str> = print(&desk.session).into();
                open.asked.push((desk.revision, Arc::clone(&text)));
                let request = SaveRequest {
                    path: open.path.clone(),
                    text,
                    base: open.known.last().clone(),
                    token: desk.revision,
                };
                open.writer.save(request);
                self.discard_abandoned();
            }
            Effect::ReadEarlier => read_earlier(model, self.wakes.clone()),
            Effect::Share { message } => self.share(model, message),
            Effect::FindOrigins => self.find_origins(model),
            other => drop(self.do_now(model, other)),
        }
    }

    /// What the writer tells, as a message.
    pub(crate) fn heard(&mut self, report: &SaveReport) -> Option<Msg> {
        match *report {
            SaveReport::Saved { token, locked, .. } => {
                let open = self.open.as_mut()?;
                let at = open.asked.iter().position(|(revision, _)| *revision == token)?;
                let (revision, text) = open.asked.drain(..=at).next_back()?;
                open.known.was_written(Arc::from(text.as_bytes()), locked, Instant::now());
                Some(Msg::Saved { revision })
            }
            SaveReport::Failed { error: SaveError::Disk(error), .. } => Some(Msg::NotSaved(error.into())),
            SaveReport::Failed { .. } => Some(Msg::NotSaved(Trouble::Gone)),
            SaveReport::Changed { ref on_disk, .. } => self.theirs(on_disk.clone()),
            SaveReport::Journal { error } => Some(Msg::Journal { works: error.is_none() }),
        }
    }

    /// A file was written in the folder of the open one: looks whether it is that one, and somebody else wrote it.
    pub(crate) fn look_again(&mut self, name: &OsStr) -> Option<Msg> {
        self.open.as_ref().filter(|open| open.path.file_name() == Some(name))?;
        self.look_at_open()
    }

    /// Looks whether somebody else wrote the file of the open session.
    pub(crate) fn look_at_open(&mut self) -> Option<Msg> {
        let open = self.open.as_ref()?;
        let contents = RealDisk.read(&open.path, LARGEST_SESSION).ok()?;
        self.theirs(contents.bytes)
    }

    /// What is in the file now, as a message if somebody else wrote it; from here on it is what this program saves over.
    fn theirs(&mut self, on_disk: Vec<u8>) -> Option<Msg> {
        let open = self.open.as_mut()?;
        let is_ours = open.asked.iter().any(|(_, text)| text.as_bytes() == on_disk);
        if open.known.still_holds(&on_disk, Instant::now()) || is_ours {
            return None;
        }
        let base = match (open.known.merge_base(), open.known.last()) {
            (Base::Known(base), _) | (Base::New, Base::Known(base)) => base,
            (Base::New, Base::New) => return Some(Msg::ChangedOnDisk),
        };
        let (Ok(base), Ok(theirs)) = (parse_bytes(base), parse_bytes(&on_disk)) else {
            // What git leaves in the middle of a merge is not what there will be; at the end it is looked at again.
            return (!self.is_sharing.load(Ordering::SeqCst)).then_some(Msg::ChangedOnDisk);
        };
        open.known.was_replaced(on_disk.into());
        open.asked.clear();
        Some(Msg::Theirs { base: Box::new(base), theirs: Box::new(theirs) })
    }

    /// Saves what is still to be saved, at most so long; tells whether all of it is safe.
    pub(crate) fn finish(&mut self, limit: Duration) -> bool {
        if self.opening.as_ref().is_some_and(|opening| opening.first_save.is_some()) {
            // Whoever leaves as soon as a session is made finds it when they come back.
            self.is_to_look_for_begun = false;
            self.settle();
        }
        let Some(open) = self.open.take() else {
            self.lock_safety(None);
            return self.begun.take().is_none_or(|begun| begun.writer.flush(limit) != Flushed::Unsafe);
        };
        // Until everything is safe a signal that comes in between must find the writer too.
        let flushed = open.writer.flush(limit);
        self.lock_safety(None);
        if let Ok(writer) = Arc::try_unwrap(open.writer) {
            let _ = writer.stop(limit);
        }
        flushed != Flushed::Unsafe
    }

    /// Waits until no file is in the middle of being merged, and lets nobody begin any more: the program ends.
    pub(crate) fn end_sharing(&self, limit: Duration) {
        if self.is_sharing.load(Ordering::SeqCst) {
            // Whoever waits for this turn waits until the program is gone.
            std::mem::forget(self.safety.turns.take_within(limit));
        }
    }

    /// Shares the open session, or else the folder, beside the screen.
    fn share(&mut self, model: &Model, message: Option<String>) {
        let (path, unsaved) = match (model.desk(), &self.open) {
            (Some(desk), Some(open)) => {
                (open.path.clone(), Some((Arc::clone(&open.writer), print(&desk.session).into_bytes())))
            }
            _ => (self.look.folder.clone(), None),
        };
        let work = sharing::Work {
            context: Arc::clone(&self.look.context),
            path,
            message,
            unsaved,
            turns: self.safety.turns.clone(),
            is_sharing: Arc::clone(&self.is_sharing),
            wakes: self.wakes.clone(),
        };
        work.begin();
    }

    fn find_origins(&self, model: &Model) {
        let Some(desk) = model.desk() else { return };
        let (path, session, wakes) = (desk.path.clone(), desk.session.clone(), self.wakes.clone());
        // Without a thread the resolver tells what it is about, and not who.
        sharing::beside("origins", move || {
            let origins = origins(&path, &session);
            wakes.send(Wake::Origins { path, origins }).ok();
        });
    }

    fn close(&mut self) {
        self.finish(super::LAST_SAVE);
    }

    /// The one that keeps what is typed safe.
    fn writer(&self) -> Option<&BackgroundSaver> {
        let of_file = self.open.as_ref().map(|open| &*open.writer);
        of_file.or_else(|| self.begun.as_ref().map(|begun| &*begun.writer))
    }

    fn journal(&self, record: Frame) {
        if let Some(writer) = self.writer() {
            writer.journal(record);
        }
    }

    /// Sets aside what an earlier run left behind, once that has been dealt with; tried again with each save.
    fn discard_abandoned(&mut self) {
        let (writer, abandoned) = match (&mut self.open, &mut self.begun) {
            (Some(open), _) if !open.is_recovered => return,
            (Some(OpenFile { writer, abandoned, .. }), _) | (None, Some(Begun { writer, abandoned })) => {
                (Some(writer), abandoned)
            }
            (None, None) => (None, &mut self.left_begun),
        };
        // What was put back is safe in this run's journal before the old one goes.
        if !abandoned.is_empty() && writer.is_none_or(|writer| writer.flush(SAFE_WITHIN) != Flushed::Unsafe) {
            for abandoned in abandoned.drain(..) {
                // If it cannot be set aside now, it is found again at the next start, which is no loss.
                abandoned.discard(&RealDisk).ok();
            }
        }
    }

    fn lock_safety(&self, writer: Option<Arc<BackgroundSaver>>) {
        *self.safety.writer.lock().unwrap_or_else(PoisonError::into_inner) = writer;
    }

    fn open(&mut self, path: &Path) -> Msg {
        self.close();
        self.was_read(path, open::read(path))
    }

    /// Shows a session that was read, or why it could not be.
    pub(crate) fn was_read(&mut self, path: &Path, read: Result<open::SourceSession, Unread>) -> Msg {
        match read {
            Ok((session, bytes)) => self.opened(path, session, Base::Known(bytes.into()), None),
            Err(unread) => Msg::NotOpened(unread),
        }
    }

    /// Reads the file anew and lets go of what is not in it.
    fn reload(&mut self, path: &Path) -> Msg {
        if let (Some(open), Ok(contents)) = (&self.open, RealDisk.read(path, LARGEST_SESSION)) {
            open.writer.forget(Base::Known(contents.bytes.into()));
        }
        self.open(path)
    }

    /// Keeps a session that there is no file of yet safe, from here on.
    fn begin(&mut self, session: &Session) {
        let path = self.look.folder.join(BEGUN);
        let turns = self.safety.turns.clone();
        let report = Box::new(|_| {});
        let started = BackgroundSaver::start(Arc::new(RealDisk), self.state.clone(), path, &Base::New, turns, report);
        // Without threads there is no journal; the session can still be made.
        let Ok(writer) = started.map(Arc::new) else { return };
        writer.journal(Frame::Whole(print(session)));
        self.lock_safety(Some(Arc::clone(&writer)));
        self.begun = Some(Begun { writer, abandoned: std::mem::take(&mut self.left_begun) });
    }

    /// Gives up the journal of a session that was being begun: it is in that of its file now, or is not wanted.
    fn abandon_begun(&mut self) {
        if let Some(begun) = self.begun.take() {
            begun.writer.forget(Base::New);
            let _ = begun.writer.flush(SAFE_WITHIN);
        }
    }

    /// Opens a new session; its file is made while it is shown, and the journal has all of it until then.
    fn create(&mut self, session: Session) -> Msg {
        if let Err(error) = std::fs::create_dir_all(&self.look.folder) {
            let trouble = DiskError::from(error).into();
            return Msg::NotCreated { session: Box::new(session), trouble };
        }
        let path = folder::free_path(&self.look.folder, &session);
        if self.begun.is_none() {
            self.close();
        }
        let text: Arc<str> = print(&session).into();
        self.opened(&path, session, Base::New, Some(text))
    }

    /// The session as it is shown; its writer starts behind the frame that shows it, in [`Runtime::settle`].
    fn opened(&mut self, path: &Path, session: Session, base: Base, first_save: Option<Arc<str>>) -> Msg {
        let is_saved = first_save.is_none();
        self.opening = Some(Opening { path: path.to_owned(), base, first_save });
        Msg::Opened { path: path.to_owned(), session: Box::new(session), is_saved }
    }

    /// Starts the writer of a session that was opened, and looks whether an earlier run left something behind.
    pub(crate) fn settle(&mut self) -> Option<Msg> {
        if std::mem::take(&mut self.is_to_look_for_begun) {
            return self.look_for_begun();
        }
        let Opening { path, base, first_save } = self.opening.take()?;
        let on_disk = Fingerprint::from(&base);
        let found = self.state.as_deref().map(|state| find_abandoned(&RealDisk, state, &path, on_disk));
        let abandoned = found.and_then(Result::ok).unwrap_or_default();
        let mut recovery = Recovery::default();
        for left in &abandoned {
            recovery.edits.extend(left.unsaved.edits.iter().flat_map(|edits| parse_edits(edits)));
            let draft = left.unsaved.draft.as_ref().filter(|draft| !draft.text.trim().is_empty());
            recovery.drafts.extend(draft.map(|draft| (draft.place.clone(), draft.text.clone())));
        }
        // The same text that was left behind twice comes back once.
        recovery.drafts.dedup();
        if let Some(folder) = path.parent() {
            // Temporary files that a save of long ago left behind; if they cannot go now, another time.
            sweep(&RealDisk, folder, std::time::SystemTime::now()).ok();
        }
        let wakes = self.wakes.clone();
        let report = Box::new(move |report| drop(wakes.send(Wake::BackgroundSaver(report))));
        let turns = self.safety.turns.clone();
        let started =
            BackgroundSaver::start(Arc::new(RealDisk), self.state.clone(), path.clone(), &base, turns, report);
        let Ok(writer) = started.map(Arc::new) else {
            return Some(Msg::NotSaved(Trouble::Other));
        };
        self.lock_safety(Some(Arc::clone(&writer)));
        self.watch.get_or_insert_with(|| Watch::begin(self.wakes.clone())).watch(&path);
        let asked = first_save.map(|text| (0, text)).into_iter().collect::<Vec<_>>();
        for (token, text) in &asked {
            writer.journal(Frame::Whole(text.to_string()));
            writer.save(SaveRequest { path: path.clone(), text: Arc::clone(text), base: base.clone(), token: *token });
        }
        if self.begun.is_some() && writer.flush(SAFE_WITHIN) != Flushed::Unsafe {
            self.abandon_begun();
        }
        self.open = Some(OpenFile { path, known: KnownFile::new(base), writer, asked, abandoned, is_recovered: false });
        (recovery != Recovery::default()).then_some(Msg::Recovered(recovery))
    }

    /// The last session that an earlier run left in this folder without a file.
    fn look_for_begun(&mut self) -> Option<Msg> {
        let found = find_begun(&RealDisk, self.state.as_deref()?, &self.look.folder).ok()?;
        for left in found.into_iter().rev() {
            let Some(mut session) = left.unsaved.whole.as_deref().and_then(|text| parse(text).ok()) else { continue };
            for edit in left.unsaved.edits.iter().flat_map(|edits| parse_edits(edits)) {
                // One that does not fit is of a newer version of the program.
                apply(&mut session, edit).ok();
            }
            let draft = left.unsaved.draft.as_ref().map(|draft| (draft.place.clone(), draft.text.clone()));
            self.left_begun = vec![left];
            return Some(Msg::Begun { session: Box::new(session), draft });
        }
        None
    }

    /// Writes the session beside its file under another name, and goes on with that one. The journal keeps what is not
    /// saved until it is saved there.
    fn save_as(&mut self, model: &Model, name: &str) -> Option<Msg> {
        let (desk, open) = (model.desk()?, self.open.as_mut()?);
        let beside = desk.path.parent().map_or_else(|| self.look.folder.clone(), Path::to_owned);
        let path = folder::free_path_named(&beside, name);
        let text: Arc<str> = print(&desk.session).into();
        // A number of its own: what is still told of the file that was left is no news of this one.
        let revision = desk.revision + 1;
        (open.path, open.asked) = (path.clone(), vec![(revision, Arc::clone(&text))]);
        open.known = KnownFile::new(Base::New);
        open.writer.save(SaveRequest { path: path.clone(), text, base: Base::New, token: revision });
        Some(Msg::SavesAs { path, revision })
    }
}

/// Reads the rounds before that of the open session beside the screen.
fn read_earlier(model: &Model, wakes: Sender<Wake>) {
    let Some(desk) = model.desk() else { return };
    let (of, previous) = (desk.session.id.clone(), desk.session.previous().cloned());
    let folder = folder::folder_of(&desk.path);
    let reading = move || {
        let rounds = scan::rounds::earlier(&folder, &of, previous);
        // Nobody listens any more: then nobody misses it.
        wakes.send(Wake::Earlier { of, rounds }).ok();
    };
    // Without a thread there is nothing to compare with; everything else works.
    sharing::beside("rounds", reading);
}

/// Rows go to the screen this often, so that it never draws more often than a reader can follow.
const BREATH: Duration = Duration::from_millis(40);

/// Reads the sessions of a folder beside the screen; rows appear as they are read, until the list is read anew.
fn read_folder(look: &FolderLook, wakes: Sender<Wake>) {
    let FolderLook { context, folder, memory, count } = look.clone();
    let number = count.fetch_add(1, Ordering::Relaxed) + 1;
    let reading = move || {
        let structure = &context.guide.structure;
        let digest = Digest {
            parts: Parts::of(Summary::PARTS),
            of: &|session| Summary::of(session, structure),
            to_bytes,
            from_bytes,
            version: version(structure),
        };
        let mut rows = Vec::new();
        let mut last: Option<Instant> = None;
        scan::scan(&folder, &digest, memory.as_deref(), |seen| {
            rows.push(Row { path: seen.path, content: seen.content });
            if last.is_some_and(|last| last.elapsed() < BREATH) {
                return ControlFlow::Continue(());
            }
            last = Some(Instant::now());
            let is_wanted = count.load(Ordering::Relaxed) == number;
            match wakes.send(Wake::Found { reading: number, rows: std::mem::take(&mut rows) }) {
                Ok(()) if is_wanted => ControlFlow::Continue(()),
                _ => ControlFlow::Break(()),
            }
        });
        wakes
            .send(Wake::Found { reading: number, rows })
            .and_then(|()| wakes.send(Wake::FolderRead { reading: number }))
            .ok();
    };
    // Without a thread the list stays empty; making a new session still works.
    sharing::beside("folder", reading);
}

//! Runs the effects that the screen asks for: on the file of the session, in the folder of sessions, and with git.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::domain::problem::{Trouble, Unread};
use crate::domain::session::Session;
use crate::exchange::form::OutputForm;
use crate::exchange::report::{ReportKind, title};
use crate::git::log::origins;
use crate::store::disk::RealDisk;
use crate::store::file_news::FileNews;
use crate::store::form::open::{self, SourceSession};
use crate::store::left_behind::LeftBehind;
use crate::store::safety::journal::Frame;
use crate::store::safety::write_lock::WriteLock;
use crate::store::scan::doubles::{self, JoinedFiles};
use crate::store::scan::{folder, rounds, trash};
use crate::store::session_file::{FileReport, SessionFile, SessionStore};
use crate::tui::model::{Context, Model, Recovery};
use crate::tui::update::{Effect, ExchangeMsg, FileMsg, FolderMsg, Msg};

use super::event::ShellEvent;
use super::listing::Listing;
use super::reporting::ReportJob;
use super::sharing::SharingJob;
use super::watch::FileWatch;
use super::{Folders, background, bringing};

/// How long a session that is opened again, or moved, may take to be saved before its journal is trusted.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(3);
/// How long the list waits for the session that was left: long enough for most disks, so that it shows what was typed last.
const GRACE: Duration = Duration::from_millis(100);

/// Runs the effects that the screen asks for.
pub(crate) struct Runtime {
    pub(crate) file: SessionFile,
    pub(crate) write_lock: WriteLock,
    /// In a rehearsal nothing reaches the disk.
    pub(crate) is_rehearsal: bool,
    context: Arc<Context>,
    sessions: PathBuf,
    events: Sender<ShellEvent>,
    listing: Listing,
    watch: Option<FileWatch>,
    /// The files that were made one, the last ones last.
    joined: Arc<Mutex<Vec<JoinedFiles>>>,
    is_sharing: Arc<AtomicBool>,
}

impl Runtime {
    pub(crate) fn new(context: Arc<Context>, folders: Folders, events: Sender<ShellEvent>) -> Self {
        let Folders { sessions, state, cache } = folders;
        let (write_lock, told) = (WriteLock::default(), events.clone());
        let file = SessionFile::new(SessionStore {
            disk: Arc::new(RealDisk),
            sessions: sessions.clone(),
            journals: state,
            write_lock: write_lock.clone(),
            // Nobody listens any more: then nobody misses it.
            report: Arc::new(move |report: FileReport| drop(told.send(report.into()))),
        });
        let listing = Listing::new(Arc::clone(&context), sessions.clone(), cache);
        Self {
            file,
            write_lock,
            is_rehearsal: false,
            context,
            sessions,
            events,
            listing,
            watch: None,
            joined: Arc::default(),
            is_sharing: Arc::default(),
        }
    }

    /// Runs an effect; the message that it answers with, if any.
    pub(crate) fn run(&mut self, model: &Model, effect: Effect) -> Option<Msg> {
        let effect = if self.is_rehearsal { self.rehearse(model, effect)? } else { Rehearsed::Goes(effect) };
        let effect = match effect {
            Rehearsed::Told(msg) => return Some(msg),
            Rehearsed::Goes(effect) => effect,
        };
        match effect {
            Effect::Journal(change) => self.file.journal_change(&change),
            Effect::Save => {
                let desk = model.desk()?;
                self.file.save(&desk.kept(), desk.revision);
            }
            Effect::DraftBegun(before) => self.file.begin_draft(before),
            Effect::Draft { place, text } => self.file.journal(Frame::Draft { place, text }),
            Effect::DraftClosed => self.file.journal(Frame::DraftClosed),
            Effect::ReadFolder => {
                self.file.close(GRACE);
                self.listing.read(&self.events);
            }
            Effect::AskFolder => self.listing.ask(&self.events),
            Effect::Open(path) => {
                self.file.wait_for(&path, CLOSE_TIMEOUT);
                let read = open::read(&path);
                return Some(self.open(&path, read));
            }
            Effect::Begin(session) => self.file.begin(&session),
            Effect::Abandon => self.file.abandon(),
            Effect::Create(session) => return Some(self.create(session)),
            Effect::Reload => {
                let path = model.desk()?.path.clone();
                self.file.forget();
                let read = open::read(&path);
                return Some(self.open(&path, read));
            }
            Effect::KeepApart => self.file.keep_apart(),
            Effect::SaveAs(typed) => {
                let saves = |session: &Session, revision| self.file.save_as(session, revision, &typed);
                return Self::in_another_file(model, saves)
                    .unwrap_or_else(|trouble| Some(Msg::File(FileMsg::NotSavedAs { typed, trouble })));
            }
            Effect::GoOnBeside => {
                let goes_on = |session: &Session, revision| Ok(self.file.go_on_beside(session, revision));
                return Self::in_another_file(model, goes_on).ok().flatten();
            }
            Effect::DiscardRecovery => self.file.discard_recovery(),
            Effect::ThrowAway(path) => {
                self.file.wait_for(&path, CLOSE_TIMEOUT);
                return Some(match trash::throw_away(&path) {
                    Ok(kept) => Msg::Folder(FolderMsg::ThrownAway { kept, path }),
                    Err(trouble) => Msg::Folder(FolderMsg::Stays { path, trouble }),
                });
            }
            Effect::BringBack { kept, path } => return self.bring_back(&kept, path),
            Effect::Join { path, other } => {
                self.file.wait_for(&path, CLOSE_TIMEOUT);
                self.file.wait_for(&other, CLOSE_TIMEOUT);
                self.join(path, other);
            }
            Effect::Rehearse => {
                self.file.close(GRACE);
                self.is_rehearsal = true;
            }
            Effect::EndRehearsal => self.is_rehearsal = false,
            Effect::ReadEarlier => self.read_earlier(model),
            Effect::FindFollowing => self.find_following(model),
            Effect::Share { message } => self.share(model, message),
            Effect::Report { kind, form } => self.report(model, kind, form),
            Effect::FindOrigins => self.find_origins(model),
            Effect::ListFiles => {
                return Some(Msg::Exchange(ExchangeMsg::Files(bringing::files_beside(&model.desk()?.path))));
            }
            Effect::Bring(path) => return Some(bringing::read(&model.desk()?.path, &path)),
            // What ends the loop is the loop's, and so are the colours.
            Effect::Leave | Effect::LeaveUnsaved | Effect::NextTheme => {}
        }
        None
    }

    /// Opens a session that was read, or tells why it could not be.
    pub(crate) fn open(&mut self, path: &Path, read: Result<SourceSession, Unread>) -> Msg {
        match read {
            Ok((session, bytes)) => {
                if !self.is_rehearsal {
                    self.file.open(path, session.id.clone(), bytes, CLOSE_TIMEOUT);
                }
                Msg::Folder(FolderMsg::Opened { path: path.to_owned(), session: Box::new(session), is_saved: true })
            }
            Err(unread) => {
                self.file.leave();
                Msg::Folder(FolderMsg::NotOpened(unread))
            }
        }
    }

    /// Does what can wait until a session is shown, until there is no more of it.
    pub(crate) fn settle(&mut self) -> Option<Msg> {
        let left = self.file.settle();
        if let Some(path) = self.file.path() {
            self.watch.get_or_insert_with(|| FileWatch::begin(self.events.clone())).watch(path);
        }
        Some(match left {
            None => Msg::File(FileMsg::NotKept(self.file.take_unkept()?)),
            Some(LeftBehind::Changes { edits, unread, drafts }) => {
                Msg::File(FileMsg::Recovered(Recovery { edits, unread, drafts }))
            }
            Some(LeftBehind::Session { session, draft, left }) => {
                Msg::Folder(FolderMsg::Begun { session, draft, left })
            }
        })
    }

    /// What the saver tells, as a message.
    pub(crate) fn saver_told(&mut self, report: FileReport) -> Option<Msg> {
        self.file.saver_told(report, self.is_sharing()).map(news)
    }

    /// A file of this name was written in the folder of the open one.
    pub(crate) fn was_written(&mut self, name: &OsStr) -> Option<Msg> {
        self.file.was_written(name, self.is_sharing()).map(news)
    }

    /// Looks whether another process wrote the file of the open session.
    pub(crate) fn look_again(&mut self) -> Option<Msg> {
        self.file.look(self.is_sharing()).map(news)
    }

    /// Whether this reading of the folder is the newest; what an earlier one still tells is no news.
    pub(crate) fn is_newest_reading(&self, reading: u64) -> bool {
        self.listing.is_newest(reading)
    }

    /// Whether this is the newest time that the folder was asked.
    pub(crate) fn is_newest_asking(&self, reading: u64) -> bool {
        self.listing.is_newest_asking(reading)
    }

    /// When there is something to do although nothing is asked.
    pub(crate) fn next_wake(&self) -> Option<Instant> {
        self.file.next_wake()
    }

    /// Waits until no file is in the middle of being merged, and keeps another merge from starting: the program ends.
    pub(crate) fn end_sharing(&self, limit: Duration) {
        if self.is_sharing() {
            // A thread that waits for the lock waits until the program is gone.
            std::mem::forget(self.write_lock.take_within(limit));
        }
    }

    fn is_sharing(&self) -> bool {
        self.is_sharing.load(Ordering::SeqCst)
    }

    /// What becomes of an effect in a rehearsal: it goes on, it is told as if it were done, or nothing comes of it.
    fn rehearse(&self, model: &Model, effect: Effect) -> Option<Rehearsed> {
        match effect {
            Effect::Save => Some(Rehearsed::Told(Msg::File(FileMsg::Saved { revision: model.desk()?.revision }))),
            Effect::Create(session) => {
                let path = folder::free_path(&self.sessions, &session);
                Some(Rehearsed::Told(Msg::Folder(FolderMsg::Opened { path, session, is_saved: true })))
            }
            Effect::Journal(_)
            | Effect::DraftBegun(_)
            | Effect::Draft { .. }
            | Effect::DraftClosed
            | Effect::Begin(_)
            | Effect::Abandon
            | Effect::SaveAs(_)
            | Effect::GoOnBeside
            | Effect::DiscardRecovery
            | Effect::ThrowAway(_)
            | Effect::Join { .. }
            | Effect::BringBack { .. }
            | Effect::Share { .. }
            | Effect::Report { .. } => None,
            effect => Some(Rehearsed::Goes(effect)),
        }
    }

    fn create(&mut self, session: Box<Session>) -> Msg {
        match self.file.create(&session) {
            Ok(path) => Msg::Folder(FolderMsg::Opened { path, session, is_saved: false }),
            Err(error) => Msg::Folder(FolderMsg::NotCreated { session, trouble: error.into() }),
        }
    }

    /// Goes on with the open session in another file.
    fn in_another_file(
        model: &Model,
        go_on: impl FnOnce(&Session, u64) -> Result<Option<PathBuf>, Trouble>,
    ) -> Result<Option<Msg>, Trouble> {
        let Some(desk) = model.desk() else { return Ok(None) };
        // A number of its own: what is still told of the file that was left is no news of this one.
        let revision = desk.revision + 1;
        let path = go_on(&desk.kept(), revision)?;
        Ok(path.map(|path| Msg::File(FileMsg::SavesAs { path, revision })))
    }

    /// Makes two files of one session one, beside the screen.
    fn join(&self, path: PathBuf, other: PathBuf) {
        let (write_lock, all, events) = (self.write_lock.clone(), Arc::clone(&self.joined), self.events.clone());
        background::run("joining", move || {
            let joined = {
                let _guard = write_lock.take();
                doubles::join(&path, &other)
            };
            let msg = match joined {
                Err(unread) => Msg::Folder(FolderMsg::NotJoined(unread)),
                Ok(joined) => {
                    let told = Msg::Folder(FolderMsg::Joined {
                        path,
                        thrown: (joined.kept.clone(), other),
                        differ: joined.conflicts,
                    });
                    all.lock().unwrap_or_else(PoisonError::into_inner).push(joined);
                    told
                }
            };
            events.send(msg.into()).ok();
        });
    }

    /// Puts a file back that was thrown away; where that was done to make it one with another, both, beside the screen.
    fn bring_back(&self, kept: &Path, path: PathBuf) -> Option<Msg> {
        let told = |back: Result<(), Trouble>, path| match back {
            Ok(()) => Msg::Folder(FolderMsg::BroughtBack(path)),
            Err(trouble) => Msg::Folder(FolderMsg::Stays { path, trouble }),
        };
        let joined = {
            let mut all = self.joined.lock().unwrap_or_else(PoisonError::into_inner);
            all.iter().position(|joined| joined.kept == kept).map(|at| all.remove(at))
        };
        let Some(joined) = joined else { return Some(told(trash::bring_back(kept, &path), path)) };
        let (write_lock, all, events) = (self.write_lock.clone(), Arc::clone(&self.joined), self.events.clone());
        background::run("joining", move || {
            let back = {
                let _guard = write_lock.take();
                joined.take_apart()
            };
            if back.is_err() {
                all.lock().unwrap_or_else(PoisonError::into_inner).push(joined);
            }
            events.send(told(back, path).into()).ok();
        });
        None
    }

    /// Shares the open session, or else the folder, beside the screen.
    fn share(&self, model: &Model, message: Option<String>) {
        let (path, unsaved) = match (model.desk(), self.file.unsaved()) {
            (Some(desk), Some((saver, path))) => {
                (path, Some((saver, crate::store::form::text::print(&desk.kept()).into_bytes())))
            }
            _ => (self.sessions.clone(), None),
        };
        let job = SharingJob {
            context: Arc::clone(&self.context),
            path,
            message,
            unsaved,
            write_lock: self.write_lock.clone(),
            is_sharing: Arc::clone(&self.is_sharing),
            events: self.events.clone(),
        };
        job.begin();
    }

    /// Writes a report of the open session beside it.
    fn report(&self, model: &Model, kind: ReportKind, form: OutputForm) {
        let Some(desk) = model.desk() else { return };
        let job = ReportJob {
            context: Arc::clone(&self.context),
            path: desk.path.clone(),
            session: desk.session.clone(),
            kind,
            form,
            events: self.events.clone(),
        };
        job.begin();
    }

    /// Reads the rounds before that of the open session.
    fn read_earlier(&self, model: &Model) {
        let Some(desk) = model.desk() else { return };
        let (of, previous) = (desk.session.id.clone(), desk.session.previous().cloned());
        let (folder, events) = (folder::folder_of(&desk.path), self.events.clone());
        background::run("rounds", move || {
            let rounds = rounds::earlier(&folder, &of, previous);
            events.send(Msg::File(FileMsg::Earlier { of, rounds }).into()).ok();
        });
    }

    /// Finds the next rounds of the open session.
    fn find_following(&self, model: &Model) {
        let Some(desk) = model.desk() else { return };
        let (of, folder) = (desk.session.id.clone(), folder::folder_of(&desk.path));
        let (context, events) = (Arc::clone(&self.context), self.events.clone());
        background::run("following", move || {
            let found = rounds::following(&folder, &of).into_iter();
            let names = found.map(|(_, session)| title(&session, &context.words)).collect();
            events.send(Msg::File(FileMsg::Following { of, names }).into()).ok();
        });
    }

    fn find_origins(&self, model: &Model) {
        let Some(desk) = model.desk() else { return };
        let (path, session, events) = (desk.path.clone(), desk.session.clone(), self.events.clone());
        background::run("origins", move || {
            let origins = origins(&path, &session);
            events.send(Msg::File(FileMsg::Origins { path, origins }).into()).ok();
        });
    }
}

/// What becomes of an effect in a rehearsal.
enum Rehearsed {
    /// It is run as outside a rehearsal.
    Goes(Effect),
    /// It is told as if it had been.
    Told(Msg),
}

fn news(news: FileNews) -> Msg {
    match news {
        FileNews::Saved(revision) => Msg::File(FileMsg::Saved { revision }),
        FileNews::NotSaved(trouble) => Msg::File(FileMsg::NotSaved(trouble)),
        FileNews::Journal { works } => Msg::File(FileMsg::Journal { works }),
        FileNews::Theirs { base, theirs } => Msg::File(FileMsg::Theirs { base, theirs }),
        FileNews::Replaced => Msg::File(FileMsg::Replaced),
        FileNews::Unreadable => Msg::File(FileMsg::ChangedOnDisk),
    }
}

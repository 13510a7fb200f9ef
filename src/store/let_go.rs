//! The savers that a program has: that of the session that is worked on, and those of sessions that were let go of while
//! their disk was at work. Nobody waits for those; they end by themselves, and who ends the program waits for them all.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use super::disk::Disk;
use super::safety::journal::AbandonedJournal;
use super::safety::save::Base;
use super::safety::saver::{BackgroundSaver, Flushed, SafetyQuery};

/// The savers of a program, for the threads that end it.
#[derive(Clone, Default)]
pub struct CurrentSaver {
    savers: Arc<Mutex<Savers>>,
}

#[derive(Default)]
struct Savers {
    current: Option<Arc<BackgroundSaver>>,
    let_go: Vec<Arc<BackgroundSaver>>,
}

impl CurrentSaver {
    /// Makes safe what was typed, within this time, and tells where all of it is. Never waits for a thread that broke while
    /// it changed the savers.
    pub fn flush(&self, limit: Duration) -> Flushed {
        let savers = match self.savers.try_lock() {
            Ok(savers) => savers.all(),
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner().all(),
            Err(TryLockError::WouldBlock) => return Flushed::Unsafe,
        };
        let deadline = Instant::now() + limit;
        // All of them are asked before the first is waited for.
        let mut asked: Vec<SafetyQuery> = savers.iter().map(|saver| saver.ask(deadline)).collect();
        asked.iter_mut().map(|query| query.wait(deadline)).max().unwrap_or(Flushed::Saved)
    }

    pub(super) fn set(&self, saver: Option<&Arc<BackgroundSaver>>) {
        self.lock().current = saver.cloned();
    }

    fn set_let_go(&self, savers: impl Iterator<Item = Arc<BackgroundSaver>>) {
        self.lock().let_go = savers.collect();
    }

    fn lock(&self) -> MutexGuard<'_, Savers> {
        self.savers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Savers {
    fn all(&self) -> Vec<Arc<BackgroundSaver>> {
        self.current.iter().chain(&self.let_go).cloned().collect()
    }
}

/// The sessions that were let go of, as long as not all of them is known to be where it belongs.
#[derive(Default)]
pub(super) struct LetGo {
    left: Vec<LeftSession>,
    given_up: Vec<GivenUp>,
    ending: Vec<EndingSaver>,
}

/// A session that was let go of.
struct LeftSession {
    path: PathBuf,
    saver: Arc<BackgroundSaver>,
    query: SafetyQuery,
    /// What a run before left behind and was put back in it: set aside once that is safe.
    abandoned: Vec<AbandonedJournal>,
}

/// A saver that has nothing left to do but to end.
struct EndingSaver {
    _saver: Arc<BackgroundSaver>,
    ended: Receiver<()>,
}

/// The journal of a session that had no file: given up once the saver of its file has all of it.
struct GivenUp {
    saver: Arc<BackgroundSaver>,
    abandoned: Vec<AbandonedJournal>,
    heir: Arc<BackgroundSaver>,
    query: SafetyQuery,
}

impl LetGo {
    /// Lets go of a session, without waiting for its disk.
    pub(super) fn leave(&mut self, path: PathBuf, saver: Arc<BackgroundSaver>, abandoned: Vec<AbandonedJournal>) {
        let query = saver.ask(Instant::now());
        self.left.push(LeftSession { path, saver, query, abandoned });
    }

    /// Gives up the journal of a session that had no file, once another saver has all of it safe.
    pub(super) fn give_up(
        &mut self,
        saver: Arc<BackgroundSaver>,
        abandoned: Vec<AbandonedJournal>,
        heir: Arc<BackgroundSaver>,
    ) {
        let query = heir.ask(Instant::now());
        self.given_up.push(GivenUp { saver, abandoned, heir, query });
    }

    /// Looks how far they are, and ends those that are done; tells `all` which there still are.
    pub(super) fn look(&mut self, disk: &dyn Disk, all: &CurrentSaver) {
        self.give_up_what_is_safe();
        let (ended, mut left) = (&mut self.ending, Vec::new());
        for mut session in std::mem::take(&mut self.left) {
            session.set_aside_what_is_safe(disk);
            // What could not be written is tried again, as long as the program runs.
            if session.query.so_far() == Some(Flushed::Saved) {
                ended.push(session.into());
            } else {
                left.push(session);
            }
        }
        self.left = left;
        self.ending.retain(|ending| ending.ended.try_recv() == Err(TryRecvError::Empty));
        all.set_let_go(self.left.iter().map(|left| Arc::clone(&left.saver)));
    }

    fn give_up_what_is_safe(&mut self) {
        for mut given_up in std::mem::take(&mut self.given_up) {
            if given_up.query.answer() == Some(true) {
                let GivenUp { saver, abandoned, .. } = given_up;
                saver.forget(Base::New);
                self.leave(PathBuf::new(), saver, abandoned);
            } else {
                self.given_up.push(given_up);
            }
        }
    }

    /// Waits until the session of this file is where it belongs, at most so long, and ends its saver: it is opened again.
    pub(super) fn end(&mut self, path: &Path, limit: Duration, disk: &dyn Disk) {
        let deadline = Instant::now() + limit;
        let (ending, left) = std::mem::take(&mut self.left).into_iter().partition(|left| left.path == path);
        self.left = left;
        wait_for(ending, deadline, disk);
    }

    /// Ends all, within this time; all of it was flushed.
    pub(super) fn end_all(&mut self, disk: &dyn Disk, limit: Duration, all: &CurrentSaver) {
        let deadline = Instant::now() + limit;
        for given_up in &mut self.given_up {
            given_up.query = given_up.heir.ask(deadline);
            let _ = given_up.query.wait(deadline);
        }
        self.give_up_what_is_safe();
        wait_for(std::mem::take(&mut self.left), deadline, disk);
        for ending in self.ending.drain(..) {
            ending.wait(deadline);
        }
        all.set_let_go(std::iter::empty());
    }

    /// The savers that are at work, where the thread that asks does the work.
    pub(super) fn savers(&self) -> impl Iterator<Item = &Arc<BackgroundSaver>> {
        self.left.iter().map(|left| &left.saver).chain(self.given_up.iter().map(|given_up| &given_up.saver))
    }
}

impl LeftSession {
    fn set_aside_what_is_safe(&mut self, disk: &dyn Disk) {
        if self.query.answer() == Some(true) {
            set_aside(&mut self.abandoned, disk);
        }
    }
}

impl From<LeftSession> for EndingSaver {
    fn from(left: LeftSession) -> Self {
        Self { ended: left.saver.begin_to_end(), _saver: left.saver }
    }
}

impl EndingSaver {
    fn wait(&self, deadline: Instant) {
        // An error either way: it has ended, or it is stuck on a disk and ends with the process.
        self.ended.recv_timeout(deadline.saturating_duration_since(Instant::now())).ok();
    }
}

/// Waits until these are where they belong and have ended.
fn wait_for(left: Vec<LeftSession>, deadline: Instant, disk: &dyn Disk) {
    let ending: Vec<EndingSaver> = left
        .into_iter()
        .map(|mut left| {
            let _ = left.query.wait(deadline);
            left.set_aside_what_is_safe(disk);
            left.into()
        })
        .collect();
    for ending in ending {
        ending.wait(deadline);
    }
}

/// Sets aside what an earlier run left behind.
pub(super) fn set_aside(abandoned: &mut Vec<AbandonedJournal>, disk: &dyn Disk) {
    for abandoned in abandoned.drain(..) {
        // If it cannot be set aside now, it is found again at the next start, which is no loss.
        abandoned.discard(disk).ok();
    }
}

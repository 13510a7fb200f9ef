//! Saves and journals beside the screen, which never waits for a disk.
//!
//! Three threads: one writes the journal and decides, one makes the saves that the first hands out, and one makes what is
//! in the journal survive a power cut. So a disk that hangs in the middle of either keeps no record out of the journal. All
//! sleep as long as there is nothing to do. What is decided, and in which order, is in `queue.rs`; only threads, channels and the clock are here.

use super::journal::{Fingerprint, Frame, Journal, SyncDone, SyncWork};
use super::queue::{FlushStage, QueueCommand, SaveJob, SaveQueue};
pub use super::queue::{SaveReport, SaveRequest};
use super::save::{Base, SaveError, Saved};
use super::write_lock::WriteLock;
use crate::store::disk::Disk;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::sync::{Arc, Mutex, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

/// Where everything that was asked before a flush is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flushed {
    /// In the session file, certain to survive a power cut, and nothing was being typed.
    Saved,
    /// Part of it only in the journal, certain to survive a power cut.
    Journalled,
    /// Part of it only in memory.
    Unsafe,
}

/// What comes of asking where everything is that was asked before.
pub struct SafetyQuery {
    /// None once nothing more will be told.
    progress: Option<Receiver<FlushStage>>,
    so_far: Option<Flushed>,
}

impl SafetyQuery {
    /// Where it is, as far as is known now; what is safe may come to be saved yet.
    pub fn so_far(&mut self) -> Option<Flushed> {
        while let Some(progress) = &self.progress {
            match progress.try_recv() {
                Ok(stage) => self.take(Some(stage)),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => self.take(None),
            }
        }
        self.so_far
    }

    /// Whether all of it is safe from a power cut; `None` as long as that is not known.
    pub fn answer(&mut self) -> Option<bool> {
        self.so_far().map(|so_far| so_far != Flushed::Unsafe)
    }

    /// Waits until nothing more is under way, or until then.
    #[must_use]
    pub fn wait(&mut self, deadline: Instant) -> Flushed {
        while let Some(progress) = &self.progress {
            match progress.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(stage) => self.take(Some(stage)),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => self.take(None),
            }
        }
        self.so_far.unwrap_or(Flushed::Unsafe)
    }

    fn take(&mut self, stage: Option<FlushStage>) {
        match stage {
            Some(FlushStage::Journalled(true)) => self.so_far = Some(Flushed::Journalled),
            Some(FlushStage::Journalled(false)) => {}
            Some(FlushStage::Done { saved: true }) => (self.so_far, self.progress) = (Some(Flushed::Saved), None),
            Some(FlushStage::Done { saved: false }) | None => {
                (self.so_far, self.progress) = (self.so_far.or(Some(Flushed::Unsafe)), None);
            }
        }
    }
}

/// How long a try for a queue that is at work waits for the next.
const LOCK_PAUSE: Duration = Duration::from_millis(2);

enum Input {
    Command(QueueCommand),
    Finished(SaveRequest, Result<Saved, SaveError>),
    Synced(SyncDone),
    /// The sender is never used: that it is dropped tells that the thread has ended.
    Stop(Sender<()>),
}

/// Saves one session, and keeps its journal, on threads of its own. May be shared with signal and panic handlers.
pub struct BackgroundSaver {
    worker: Worker,
}

enum Worker {
    Threads(Sender<Input>),
    /// The thread that asks, because the system gives no others: it waits for the disk, and nothing is lost.
    Caller(Box<Mutex<CallerQueue>>),
}

/// A queue that the thread that asks works off itself.
struct CallerQueue {
    /// None once nothing more will be asked.
    queue: Option<SaveQueue>,
    disk: Arc<dyn Disk>,
    write_lock: WriteLock,
}

/// How a saver tells what became of what was asked.
pub type ReportTo = Arc<dyn Fn(SaveReport) + Send + Sync>;

impl BackgroundSaver {
    /// Starts the threads for one session; where the system gives none, the thread that asks does the work.
    ///
    /// `journals` is the folder for journals, made when it is needed; without one every record is reported as failed.
    /// `path`, `session` and `base` are the session file, the id of the session and what the file held when it was read.
    /// Each save takes the lock in `write_lock`. `report` is called on a thread of the saver and must not wait for anything
    /// that waits for the saver.
    #[expect(clippy::needless_pass_by_value, reason = "who starts a saver has no more use for them")]
    pub fn start(
        disk: Arc<dyn Disk>,
        journals: Option<PathBuf>,
        path: PathBuf,
        session: &str,
        base: &Base,
        write_lock: WriteLock,
        report: ReportTo,
    ) -> Self {
        let base = Fingerprint::from(base);
        let queue = || {
            let journal = Journal::new(Arc::clone(&disk), journals.clone(), &path, session, base);
            let report = Arc::clone(&report);
            SaveQueue::new(journal, Box::new(move |told| report(told)))
        };
        let worker = match start_threads(&disk, queue(), &write_lock) {
            Ok(inputs) => Worker::Threads(inputs),
            Err(_) => Worker::Caller(CallerQueue::new(queue(), disk, write_lock)),
        };
        Self { worker }
    }

    /// When the thread that asks has something to do although it asks nothing: a sync, or a save that is to be tried again.
    /// Threads wake by themselves.
    pub fn next_wake(&self) -> Option<Instant> {
        match &self.worker {
            Worker::Threads(_) => None,
            Worker::Caller(queue) => queue.try_lock().ok()?.queue.as_ref()?.next_wake(),
        }
    }

    /// Does what is due, on the thread that asks.
    pub fn work(&self) {
        if let Worker::Caller(queue) = &self.worker
            && let Ok(mut queue) = queue.try_lock()
        {
            queue.work();
        }
    }

    /// Asks for a save. Of several that are waiting only the newest is made.
    pub fn save(&self, request: SaveRequest) {
        self.send(Input::Command(QueueCommand::Save(request)));
    }

    /// Writes to the journal. Edits must be sent before the save that holds them, and after the save that does not.
    pub fn journal(&self, record: Frame) {
        self.send(Input::Command(QueueCommand::Journal(record)));
    }

    /// Gives up what is not saved, as the user asked: the journal is set aside, a save that waits is dropped. What
    /// follows starts from `base`.
    pub fn forget(&self, base: Base) {
        self.send(Input::Command(QueueCommand::Forget(base)));
    }

    /// Asks where everything is that was asked so far, and has all of it done now; waits for nothing but, until then, for a
    /// thread that is at work in the place of those that the system does not give.
    #[must_use]
    pub fn ask(&self, deadline: Instant) -> SafetyQuery {
        let (asker, progress) = mpsc::channel();
        if self.send_until(Input::Command(QueueCommand::Flush(asker)), deadline) {
            SafetyQuery { progress: Some(progress), so_far: None }
        } else {
            SafetyQuery { progress: None, so_far: Some(Flushed::Unsafe) }
        }
    }

    /// Waits until everything that was asked so far is in the journal, and saved or failed; at most so long.
    #[must_use]
    pub fn flush(&self, limit: Duration) -> Flushed {
        let deadline = Instant::now() + limit;
        self.ask(deadline).wait(deadline)
    }

    /// Flushes, then ends the threads. The journal is removed if everything is saved, and else stays for the next
    /// start. Takes at most `limit`; a save that is still under way then goes on as long as the process lives.
    #[must_use]
    pub fn stop(self, limit: Duration) -> Flushed {
        let deadline = Instant::now() + limit;
        let flushed = self.flush(limit);
        let ended = self.begin_to_end();
        // An error either way: the thread has ended, or it is stuck on a disk and ends with the process.
        ended.recv_timeout(deadline.saturating_duration_since(Instant::now())).ok();
        flushed
    }

    /// Ends the threads as soon as nothing is under way, and waits for nothing: nobody sends to what comes back, and that it
    /// is closed tells that they have ended. Not to be asked twice.
    #[must_use]
    pub fn begin_to_end(&self) -> Receiver<()> {
        let (alive, ended) = mpsc::channel();
        self.send(Input::Stop(alive));
        ended
    }

    fn send(&self, input: Input) {
        self.send_until(input, Instant::now());
    }

    /// Hands this over; false if the one who works cannot be reached until then.
    fn send_until(&self, input: Input, deadline: Instant) -> bool {
        match &self.worker {
            // Fails only if the thread is gone, and then the next flush tells that nothing is safe.
            Worker::Threads(inputs) => inputs.send(input).is_ok(),
            Worker::Caller(queue) => {
                // A panic or a signal may come while the queue is at work: waiting for good could be for itself.
                let mut queue = loop {
                    match queue.try_lock() {
                        Ok(queue) => break queue,
                        Err(TryLockError::Poisoned(poisoned)) => break poisoned.into_inner(),
                        Err(TryLockError::WouldBlock) if Instant::now() >= deadline => return false,
                        Err(TryLockError::WouldBlock) => thread::sleep(LOCK_PAUSE),
                    }
                };
                queue.take(input);
                true
            }
        }
    }
}

impl CallerQueue {
    fn new(queue: SaveQueue, disk: Arc<dyn Disk>, write_lock: WriteLock) -> Box<Mutex<Self>> {
        Box::new(Mutex::new(Self { queue: Some(queue), disk, write_lock }))
    }

    fn take(&mut self, input: Input) {
        let Some(queue) = &mut self.queue else { return };
        let is_end = matches!(input, Input::Stop(_));
        match input {
            Input::Command(command) => queue.take(command, Instant::now()),
            Input::Finished(request, result) => queue.finish(request, result, Instant::now()),
            Input::Synced(done) => queue.synced(done, Instant::now()),
            Input::Stop(_) => {}
        }
        self.work();
        if let Some(queue) = self.queue.take_if(|_| is_end) {
            queue.close(Instant::now());
        }
    }

    /// Works until nothing is to be done now.
    fn work(&mut self) {
        let Some(queue) = &mut self.queue else { return };
        loop {
            let now = Instant::now();
            queue.settle(now);
            let job = queue.next_job(now);
            if let Some(work) = queue.next_sync(now) {
                queue.synced(work.run(&*self.disk), Instant::now());
            } else if job.is_none() {
                return queue.settle(now);
            }
            let Some(job) = job else { continue };
            let guard = self.write_lock.take();
            let result = job.make(&*self.disk);
            drop(guard);
            queue.finish(job.request, result, Instant::now());
        }
    }
}

impl Drop for BackgroundSaver {
    /// What was asked for is still done, but nobody waits for it: see [`BackgroundSaver::stop`].
    fn drop(&mut self) {
        self.send(Input::Stop(mpsc::channel().0));
    }
}

fn start_threads(disk: &Arc<dyn Disk>, queue: SaveQueue, write_lock: &WriteLock) -> io::Result<Sender<Input>> {
    let (inputs, received) = mpsc::channel();
    let (jobs, received_jobs) = mpsc::channel();
    let (syncs, received_syncs) = mpsc::channel();
    let (saving_disk, write_lock, results) = (Arc::clone(disk), write_lock.clone(), inputs.clone());
    let saving = move || make_saves(&*saving_disk, &write_lock, &received_jobs, &results);
    thread::Builder::new().name("saving".to_owned()).spawn(saving)?;
    let (disk, synced) = (Arc::clone(disk), inputs.clone());
    thread::Builder::new().name("syncing".to_owned()).spawn(move || sync_journal(&*disk, &received_syncs, &synced))?;
    thread::Builder::new().name("journal".to_owned()).spawn(move || keep(queue, &received, &jobs, &syncs))?;
    Ok(inputs)
}

/// The thread that has the journal.
fn keep(mut queue: SaveQueue, inputs: &Receiver<Input>, jobs: &Sender<SaveJob>, syncs: &Sender<SyncWork>) {
    let mut stopping = None;
    loop {
        let first = match queue.next_wake() {
            None => inputs.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(at) => inputs.recv_timeout(at.saturating_duration_since(Instant::now())),
        };
        if matches!(first, Err(RecvTimeoutError::Disconnected)) {
            return queue.close(Instant::now());
        }
        for input in first.into_iter().chain(inputs.try_iter()) {
            match input {
                Input::Command(command) => queue.take(command, Instant::now()),
                Input::Finished(request, result) => queue.finish(request, result, Instant::now()),
                Input::Synced(done) => queue.synced(done, Instant::now()),
                Input::Stop(ended) => stopping = Some(ended),
            }
        }
        let now = Instant::now();
        queue.settle(now);
        if let Some(job) = queue.next_job(now) {
            jobs.send(job).ok();
        }
        if let Some(work) = queue.next_sync(now) {
            syncs.send(work).ok();
        }
        queue.settle(now);
        if stopping.is_some() && !queue.is_busy() && !queue.is_syncing() {
            return queue.close(now);
        }
    }
}

/// The thread that makes the saves.
fn make_saves(disk: &dyn Disk, write_lock: &WriteLock, jobs: &Receiver<SaveJob>, results: &Sender<Input>) {
    for job in jobs {
        let guard = write_lock.take();
        let result = job.make(disk);
        drop(guard);
        if results.send(Input::Finished(job.request, result)).is_err() {
            return;
        }
    }
}

/// The thread that makes the journal survive a power cut.
fn sync_journal(disk: &dyn Disk, works: &Receiver<SyncWork>, done: &Sender<Input>) {
    for work in works {
        if done.send(Input::Synced(work.run(disk))).is_err() {
            return;
        }
    }
}

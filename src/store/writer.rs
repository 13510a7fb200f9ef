//! Saves and journals beside the screen, which never waits for a disk.
//!
//! Two threads: one has the journal and decides, one makes the saves that the first hands out. So a network disk that
//! hangs in the middle of a save keeps no record out of the journal. Both sleep as long as there is nothing to do. What
//! is decided, and in which order, is in `keeper.rs`; only threads, channels and the clock are here.

use super::disk::Disk;
use super::journal::{Fingerprint, Journal, Record};
use super::keeper::{Command, Job, Keeper, Progress};
pub use super::keeper::{Report, SaveRequest};
use super::save::{Base, SaveError, Saved};
use super::turns::Turns;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// Where everything that was asked before a flush is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flushed {
    /// In the session file, certain to survive a power cut, and nothing was being typed.
    Saved,
    /// Part of it only in the journal, certain to survive a power cut.
    Journalled,
    /// Part of it only in memory.
    Unsafe,
}

enum Input {
    Command(Command),
    Finished(SaveRequest, Result<Saved, SaveError>),
    /// The sender is never used: that it is dropped tells that the thread has ended.
    Stop(Sender<()>),
}

/// The hand that the screen has on the threads. May be shared with signal and panic handlers.
pub struct Writer {
    inputs: Sender<Input>,
}

impl Writer {
    /// Starts the threads for one session.
    ///
    /// `journals` is the folder for journals, made when it is needed; without one every record is reported as failed.
    /// `path` and `base` are the session file and what it held when it was read. Each save takes
    /// its turn in `turns`. `report` is called on a thread of the writer and must not wait for anything that waits for
    /// the writer.
    ///
    /// # Errors
    /// The system gives no more threads.
    pub fn start(
        disk: Arc<dyn Disk>,
        journals: Option<PathBuf>,
        path: PathBuf,
        base: &Base,
        turns: Turns,
        report: Box<dyn Fn(Report) + Send>,
    ) -> io::Result<Self> {
        let base = Fingerprint::from(base);
        let (inputs, received) = mpsc::channel();
        let (jobs, received_jobs) = mpsc::channel();
        let (saving_disk, results) = (Arc::clone(&disk), inputs.clone());
        thread::Builder::new()
            .name("saving".to_owned())
            .spawn(move || make_saves(&*saving_disk, &turns, &received_jobs, &results))?;
        thread::Builder::new().name("journal".to_owned()).spawn(move || {
            let journal = Journal::new(disk, journals, &path, base);
            keep(Keeper::new(journal, report), &received, &jobs);
        })?;
        Ok(Self { inputs })
    }

    /// Asks for a save. Of several that are waiting only the newest is made.
    pub fn save(&self, request: SaveRequest) {
        self.send(Input::Command(Command::Save(request)));
    }

    /// Writes to the journal. Edits must be sent before the save that holds them, and after the save that does not.
    pub fn journal(&self, record: Record) {
        self.send(Input::Command(Command::Journal(record)));
    }

    /// Gives up what is not saved, as the user asked: the journal is set aside, a save that waits is dropped. What
    /// follows starts from `base`.
    pub fn forget(&self, base: Base) {
        self.send(Input::Command(Command::Forget(base)));
    }

    /// Waits until everything that was asked so far is in the journal, and saved or failed; at most so long.
    #[must_use]
    pub fn flush(&self, limit: Duration) -> Flushed {
        let deadline = Instant::now() + limit;
        let (progress, received) = mpsc::channel();
        self.send(Input::Command(Command::Flush(progress)));
        let mut so_far = Flushed::Unsafe;
        loop {
            match received.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(Progress::Journalled(true)) => so_far = Flushed::Journalled,
                Ok(Progress::Journalled(false)) => {}
                Ok(Progress::Done { saved: true }) => return Flushed::Saved,
                Ok(Progress::Done { saved: false }) | Err(_) => return so_far,
            }
        }
    }

    /// Flushes, then ends the threads. The journal is removed if everything is saved, and else stays for the next
    /// start. Takes at most `limit`; a save that is still under way then goes on as long as the process lives.
    #[must_use]
    pub fn stop(self, limit: Duration) -> Flushed {
        let deadline = Instant::now() + limit;
        let flushed = self.flush(limit);
        let (alive, ended) = mpsc::channel();
        self.send(Input::Stop(alive));
        // An error either way: the thread has ended, or it is stuck on a disk and ends with the process.
        ended.recv_timeout(deadline.saturating_duration_since(Instant::now())).ok();
        flushed
    }

    fn send(&self, input: Input) {
        // Fails only if the thread is gone, and then the next flush tells that nothing is safe.
        self.inputs.send(input).ok();
    }
}

impl Drop for Writer {
    /// What was asked for is still done, but nobody waits for it: see [`Writer::stop`].
    fn drop(&mut self) {
        self.send(Input::Stop(mpsc::channel().0));
    }
}

/// The thread that has the journal.
fn keep(mut keeper: Keeper, inputs: &Receiver<Input>, jobs: &Sender<Job>) {
    let mut stopping = None;
    loop {
        let first = match keeper.next_wake() {
            None => inputs.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(at) => inputs.recv_timeout(at.saturating_duration_since(Instant::now())),
        };
        if matches!(first, Err(RecvTimeoutError::Disconnected)) {
            return keeper.close(Instant::now());
        }
        for input in first.into_iter().chain(inputs.try_iter()) {
            match input {
                Input::Command(command) => keeper.take(command, Instant::now()),
                Input::Finished(request, result) => keeper.finish(request, result, Instant::now()),
                Input::Stop(ended) => stopping = Some(ended),
            }
        }
        let now = Instant::now();
        keeper.settle(now);
        if let Some(job) = keeper.next_job(now) {
            jobs.send(job).ok();
        }
        if stopping.is_some() && !keeper.is_busy() {
            return keeper.close(now);
        }
    }
}

/// The thread that makes the saves.
fn make_saves(disk: &dyn Disk, turns: &Turns, jobs: &Receiver<Job>, results: &Sender<Input>) {
    for job in jobs {
        let turn = turns.take();
        let result = job.make(disk);
        drop(turn);
        if results.send(Input::Finished(job.request, result)).is_err() {
            return;
        }
    }
}

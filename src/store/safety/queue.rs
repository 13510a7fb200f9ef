//! What the [`saver`](super::saver) does, without its threads and its clock: commands and results of saves come in,
//! records go to the journal, saves to be made and reports come out.
//!
//! The journal is written here, at once; what takes long is only handed out, because a disk that hangs must not keep the
//! records that come after from being written: to make the journal survive a power cut, and to save. At most one of each is
//! under way; of the saves that are asked for meanwhile only the newest is kept.

use super::journal::{Fingerprint, Frame, Journal, SyncDone, SyncWork};
use super::save::{Base, SaveError, Saved, save};
use crate::domain::problem::Unkept;
use crate::store::disk::{Disk, DiskError};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

/// How long a record may wait to be safe from a power cut.
const SYNC_WITHIN: Duration = Duration::from_millis(500);
/// The first failure may be over in a moment: that is tried before anybody is told.
const RETRY_IN_SILENCE: Duration = Duration::from_millis(25);
/// How long to wait after each failure in a row that was told; the last one stays.
const RETRY_AFTER: [Duration; 3] = [Duration::from_secs(2), Duration::from_secs(5), Duration::from_secs(10)];

/// A save to be made.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, Clone)]
pub struct SaveRequest {
    /// The session file. Another path than before is "save under another name": the journal moves with it.
    pub path: PathBuf,
    pub text: Arc<str>,
    /// What the text was made from. To find on disk what this program itself wrote since is fine too, so there is no
    /// need to wait for one save before asking for the next.
    pub base: Base,
    /// Comes back in the report.
    pub token: u64,
}

/// What became of what was asked. A save that was overtaken by a newer one is never reported.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveReport {
    /// The text is in the file.
    Saved {
        token: u64,
        /// See [`Saved::confirmed`]. If not, the journal keeps the edits until a later save is.
        confirmed: bool,
        /// Whether the file was locked: [`Saved::locked`].
        locked: bool,
        /// What could not come along: [`Saved::unkept`].
        unkept: Unkept,
    },
    /// It is not, and what was in the file is still there.
    Failed {
        token: u64,
        /// Why it was not saved; a changed file ([`SaveError::Changed`]) is told apart.
        error: SaveError,
        /// Whether it will be tried again without being asked.
        retrying: bool,
    },
    /// Another process wrote the file. Nothing is tried until a save with another base is asked for.
    Changed {
        token: u64,
        /// What is in the file now.
        on_disk: Vec<u8>,
    },
    /// The journal stopped working for this reason, or works again: sent at each change only.
    Journal {
        /// `None` if it works again, with all that was held in memory meanwhile.
        error: Option<DiskError>,
    },
}

/// What the screen asks of the thread that saves.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug)]
pub enum QueueCommand {
    Save(SaveRequest),
    /// Write this to the journal.
    Journal(Frame),
    /// Give up what is not saved; what follows starts from this.
    Forget(Base),
    /// Do everything now, and tell how it went.
    Flush(Sender<FlushStage>),
}

/// How far a flush has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlushStage {
    /// The journal has been synced: whether everything that is not saved is in it.
    Journalled(bool),
    /// Nothing is under way any more.
    Done {
        /// Whether everything is in the session file.
        saved: bool,
    },
}

/// A save to be made.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug)]
pub struct SaveJob {
    pub request: SaveRequest,
    /// What this program wrote last, if the text continues it.
    own: Option<Arc<str>>,
}

impl SaveJob {
    /// Makes the save. A file that holds what this program itself wrote meanwhile was not changed by anybody else.
    ///
    /// # Errors
    /// As for [`save`].
    pub fn make(&self, disk: &dyn Disk) -> Result<Saved, SaveError> {
        let SaveRequest { path, text, base, .. } = &self.request;
        match (save(disk, path, text, base), &self.own) {
            (Err(SaveError::Changed { on_disk }), Some(own)) if own.as_bytes() == on_disk => {
                save(disk, path, text, &Base::Known(on_disk.into()))
            }
            (result, _) => result,
        }
    }
}

/// What this program wrote last, and where.
struct LastWritten {
    path: PathBuf,
    text: Arc<str>,
    /// What it was made from, and before it what that was made from, as far as only we wrote: a caller that asks for a save
    /// need not know yet how the saves before it went. Anything else is a change that the user was asked about, and after
    /// that even our own text is one that was put back.
    lineage: Vec<Fingerprint>,
}

impl LastWritten {
    fn is_continued_by(&self, request: &SaveRequest) -> bool {
        self.path == request.path && self.lineage.contains(&Fingerprint::from(&request.base))
    }
}

/// A flush that was asked for.
struct Flush {
    progress: Sender<FlushStage>,
    /// How many records of the journal were taken then; `None` once it was told whether they are safe.
    taken: Option<u64>,
    /// Whether something is to be saved that is not in the journal.
    is_missing: bool,
}

/// The state of saving one session.
#[expect(clippy::struct_excessive_bools, reason = "each tells of something that may be so beside all others")]
pub struct SaveQueue {
    journal: Journal,
    /// The newest draft, not written as long as more commands are waiting.
    draft: Option<Frame>,
    journal_error: Option<DiskError>,
    journal_failures: usize,
    /// When the journal is to be synced.
    sync_at: Option<Instant>,
    is_syncing: bool,
    /// So many of its records were to be made safe when that failed last.
    unsafe_upto: u64,

    /// The newest save that was asked for, if it has not been handed out or is to be tried again.
    next: Option<SaveRequest>,
    /// So many records of the journal must be safe before it is handed out: the journal must know of the save before the
    /// file does.
    next_after: u64,
    under_way: bool,
    /// What is under way was given up meanwhile.
    given_up: bool,
    /// The newest save was refused, or is not certain to survive, and will not be tried again by itself.
    unsettled: bool,
    failures: usize,
    /// Not before this is `next` to be handed out.
    retry_at: Option<Instant>,
    own: Option<LastWritten>,

    flushes: Vec<Flush>,
    report: Box<dyn Fn(SaveReport) + Send>,
}

impl SaveQueue {
    /// With nothing asked yet. `report` is called from within the other calls.
    #[must_use]
    pub fn new(journal: Journal, report: Box<dyn Fn(SaveReport) + Send>) -> Self {
        Self {
            journal,
            draft: None,
            journal_error: None,
            journal_failures: 0,
            sync_at: None,
            is_syncing: false,
            unsafe_upto: 0,
            next: None,
            next_after: 0,
            under_way: false,
            given_up: false,
            unsettled: false,
            failures: 0,
            retry_at: None,
            own: None,
            flushes: Vec::new(),
            report,
        }
    }

    /// Takes a command. Drafts and saves may wait until [`SaveQueue::settle`] and [`SaveQueue::next_job`].
    pub fn take(&mut self, command: QueueCommand, now: Instant) {
        if let QueueCommand::Journal(record @ Frame::Draft { .. }) = command {
            self.draft = Some(record);
            return;
        }
        self.write_draft(now);
        match command {
            QueueCommand::Journal(record) => {
                let written = self.journal.append(record);
                self.journalled(written, now);
            }
            QueueCommand::Save(request) => {
                let written = self.journal.saving(&request.text);
                self.journalled(written, now);
                self.next = Some(request);
                self.next_after = self.journal.taken();
                self.unsettled = false;
                // The user asked: that is worth a try before its time.
                self.retry_at = None;
            }
            QueueCommand::Forget(base) => {
                let written = self.journal.forget(Fingerprint::from(&base));
                self.journalled(written, now);
                self.next = None;
                self.given_up = self.under_way;
                self.unsettled = false;
            }
            QueueCommand::Flush(progress) => {
                // A text that nobody put in the journal is not in it.
                let is_missing = self.journal.is_empty() && (self.next.is_some() || self.under_way || self.unsettled);
                self.retry_at = None;
                self.flushes.push(Flush { progress, taken: Some(self.journal.taken()), is_missing });
                if !self.journal.is_empty() {
                    self.sync_soon(now);
                }
                self.tell_what_is_journalled();
            }
        }
    }

    /// To be called when no command is waiting: writes the draft, answers flushes.
    pub fn settle(&mut self, now: Instant) {
        self.write_draft(now);
        self.tell_what_is_journalled();
        if !self.is_busy() && self.flushes.iter().all(|flush| flush.taken.is_none()) {
            let saved = self.next.is_none() && !self.unsettled && self.journal.is_empty();
            for flush in self.flushes.drain(..) {
                // The asker may be gone already, having waited long enough.
                flush.progress.send(FlushStage::Done { saved }).ok();
            }
        }
    }

    /// What is to be done now to make the journal safe, if anything. It goes on being written meanwhile.
    #[must_use]
    pub fn next_sync(&mut self, now: Instant) -> Option<SyncWork> {
        if self.is_syncing || self.sync_at.is_none_or(|at| at > now) {
            return None;
        }
        self.sync_at = None;
        match self.journal.sync_work() {
            Ok(work) => {
                self.is_syncing = work.is_some();
                work
            }
            Err(error) => {
                self.sync_failed(error, now);
                None
            }
        }
    }

    /// Takes what became of the work that was handed out.
    pub fn synced(&mut self, done: SyncDone, now: Instant) {
        self.is_syncing = false;
        match self.journal.was_synced(done) {
            Ok(()) => {
                let is_waited_for = self.flushes.iter().any(|flush| flush.taken.is_some()) || self.next.is_some();
                self.journalled(Ok(()), now);
                if is_waited_for {
                    self.sync_soon(now);
                }
            }
            Err(error) => self.sync_failed(error, now),
        }
        self.tell_what_is_journalled();
    }

    /// The save that is to be made now, if any.
    #[must_use]
    pub fn next_job(&mut self, now: Instant) -> Option<SaveJob> {
        if self.under_way || self.next.is_none() || self.retry_at.is_some_and(|at| at > now) {
            return None;
        }
        if !self.has_been_tried(self.next_after) {
            self.sync_soon(now);
            return None;
        }
        let request = self.next.take()?;
        self.under_way = true;
        self.retry_at = None;
        let own = self.own.as_ref().filter(|own| own.is_continued_by(&request)).map(|own| Arc::clone(&own.text));
        Some(SaveJob { request, own })
    }

    /// Takes the result of the job that was handed out.
    pub fn finish(&mut self, request: SaveRequest, result: Result<Saved, SaveError>, now: Instant) {
        self.under_way = false;
        let given_up = std::mem::take(&mut self.given_up);
        let newest = self.next.is_none() && !given_up;
        let token = request.token;
        match result {
            Ok(Saved { confirmed, locked, unkept }) => {
                self.failures = 0;
                self.unsettled = newest && !confirmed;
                if confirmed && !given_up {
                    let written = self.journal.saved(&request.path, &request.text);
                    self.journalled(written, now);
                }
                self.remember(request);
                (self.report)(SaveReport::Saved { token, confirmed, locked, unkept });
            }
            Err(SaveError::Changed { on_disk }) => {
                self.unsettled = newest;
                (self.report)(SaveReport::Changed { token, on_disk });
            }
            Err(error) => {
                let again = newest && error != SaveError::Disk(DiskError::TooLarge);
                let retrying = again || self.next.is_some();
                self.unsettled = newest && !again;
                if again {
                    self.next = Some(request);
                    self.failures += 1;
                    if self.failures == 1 {
                        self.retry_at = Some(now + RETRY_IN_SILENCE);
                        return;
                    }
                    self.retry_at = Some(now + RETRY_AFTER[(self.failures - 2).min(RETRY_AFTER.len() - 1)]);
                }
                (self.report)(SaveReport::Failed { token, error, retrying });
            }
        }
    }

    /// When there will be something to do if nobody asks anything.
    #[must_use]
    pub fn next_wake(&self) -> Option<Instant> {
        let retry_at = self.retry_at.filter(|_| self.next.is_some() && !self.under_way);
        let sync_at = self.sync_at.filter(|_| !self.is_syncing);
        [sync_at, retry_at].into_iter().flatten().min()
    }

    /// Whether a save is under way, or to be handed out without waiting, or only for the moment of a silent retry.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.under_way || (self.next.is_some() && (self.retry_at.is_none() || self.failures == 1))
    }

    /// Whether the journal is being made safe.
    #[must_use]
    pub fn is_syncing(&self) -> bool {
        self.is_syncing
    }

    /// Nothing more will be asked.
    pub fn close(mut self, now: Instant) {
        self.write_draft(now);
        // Nobody is left to be told of an error; the last flush told what is safe.
        self.journal.close().ok();
    }

    fn remember(&mut self, request: SaveRequest) {
        let mut lineage = match self.own.take() {
            Some(own) if own.is_continued_by(&request) => own.lineage,
            _ => vec![Fingerprint::from(&request.base)],
        };
        lineage.push(Fingerprint::of_text(&request.text));
        self.own = Some(LastWritten { path: request.path, text: request.text, lineage });
    }

    fn write_draft(&mut self, now: Instant) {
        if let Some(draft) = self.draft.take() {
            let written = self.journal.append(draft);
            self.journalled(written, now);
        }
    }

    /// Whether it is known of so many records that they are safe, or that they cannot be made so now.
    fn has_been_tried(&self, taken: u64) -> bool {
        self.journal.is_safe(taken) || self.unsafe_upto >= taken
    }

    fn sync_soon(&mut self, now: Instant) {
        if !self.journal.is_synced() {
            self.sync_at = Some(now);
        }
    }

    fn tell_what_is_journalled(&mut self) {
        let (journal, unsafe_upto) = (&self.journal, self.unsafe_upto);
        for flush in &mut self.flushes {
            let Some(taken) = flush.taken else { continue };
            // A journal of which all is in the file has nothing that must survive: leaving does not wait for its last line.
            let is_safe = journal.is_safe(taken) || journal.is_empty();
            if is_safe || unsafe_upto >= taken {
                // The asker may be gone already, having waited long enough.
                flush.progress.send(FlushStage::Journalled(is_safe && !flush.is_missing)).ok();
                flush.taken = None;
            }
        }
    }

    fn sync_failed(&mut self, error: DiskError, now: Instant) {
        self.unsafe_upto = self.journal.taken();
        self.sync_at = Some(now + RETRY_AFTER[self.journal_failures.min(RETRY_AFTER.len() - 1)]);
        self.journal_failures += 1;
        self.tell_journal(Some(error));
        self.tell_what_is_journalled();
    }

    /// Plans the next sync after the journal was written to.
    fn journalled(&mut self, result: Result<(), DiskError>, now: Instant) {
        match result {
            // All of it is written anew.
            Err(_) => self.sync_at = Some(now),
            Ok(()) if self.journal.is_synced() => {
                self.sync_at = None;
                self.journal_failures = 0;
            }
            Ok(()) => self.sync_at = self.sync_at.or(Some(now + SYNC_WITHIN)),
        }
        self.tell_journal(result.err());
    }

    /// Tells when the journal stops or starts to work.
    fn tell_journal(&mut self, error: Option<DiskError>) {
        // That there is nothing to write does not mean that it could be written.
        if error != self.journal_error && (error.is_some() || self.journal.is_open()) {
            self.journal_error = error;
            (self.report)(SaveReport::Journal { error });
        }
    }
}

//! A program that saves, with a clock that is moved by hand, and what a crash leaves of it.
//!
//! The session of these tests is a list of numbers, one per line; the edit `n` adds the line `n`. So what the file and
//! the journal hold together is right exactly if it counts up from one without a gap or a repetition.

use crate::journals::FOLDER;
use crate::model_disk::ModelDisk;
use crate::power::PATH;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use werksessie::store::disk::Disk;
use werksessie::store::safety::journal::{Fingerprint, Frame, Journal, JournalQuery, find_abandoned};
use werksessie::store::safety::queue::{FlushStage, QueueCommand, SaveJob, SaveQueue, SaveReport, SaveRequest};
use werksessie::store::safety::save::Base;

const LARGEST: u64 = 1 << 24;

/// A program with one session, and a clock that is moved by hand.
pub(crate) struct Program {
    pub(crate) disk: ModelDisk,
    pub(crate) queue: SaveQueue,
    pub(crate) reports: Arc<Mutex<Vec<SaveReport>>>,
    pub(crate) now: Instant,
    pub(crate) base: Base,
    pub(crate) edits: usize,
    pub(crate) drafts: usize,
    pub(crate) saves: u64,
}

/// How many edits and drafts were made: what is promised, as one number that only grows.
pub(crate) const EDIT: usize = 1000;

pub(crate) fn text_of(edits: usize) -> String {
    (1..=edits).flat_map(|number| [number.to_string(), "\n".to_owned()]).collect()
}

impl Program {
    pub(crate) fn start(disk: &ModelDisk, edits: usize, base: Base) -> Self {
        let fingerprint = Fingerprint::from(&base);
        let journal = Journal::new(Arc::new(disk.clone()), Some(FOLDER.into()), Path::new(PATH), "s-1", fingerprint);
        let reports = Arc::new(Mutex::new(Vec::new()));
        let sink = Arc::clone(&reports);
        let report = Box::new(move |report| sink.lock().expect("no panic").push(report));
        let queue = SaveQueue::new(journal, report);
        Self { disk: disk.clone(), queue, reports, now: Instant::now(), base, edits, drafts: 0, saves: 0 }
    }

    pub(crate) fn take(&mut self, command: QueueCommand) {
        self.queue.take(command, self.now);
    }

    pub(crate) fn edit(&mut self) {
        self.edits += 1;
        self.take(QueueCommand::Journal(Frame::Edits(self.edits.to_string())));
    }

    pub(crate) fn draft(&mut self) {
        self.drafts += 1;
        let text = self.drafts.to_string();
        self.take(QueueCommand::Journal(Frame::Draft { place: "here".to_owned(), text }));
    }

    pub(crate) fn ask_save(&mut self) {
        self.saves += 1;
        let text = text_of(self.edits).into();
        let request = SaveRequest { path: PATH.into(), text, base: self.base.clone(), token: self.saves };
        self.take(QueueCommand::Save(request));
    }

    pub(crate) fn begin_save(&mut self) -> Option<SaveJob> {
        self.settle();
        let job = self.queue.next_job(self.now);
        self.settle();
        job.or_else(|| self.queue.next_job(self.now))
    }

    /// Does what is to be done for the journal.
    pub(crate) fn settle(&mut self) {
        self.queue.settle(self.now);
        while let Some(work) = self.queue.next_sync(self.now) {
            let done = work.run(&self.disk);
            self.queue.synced(done, self.now);
            self.queue.settle(self.now);
        }
    }

    pub(crate) fn finish_save(&mut self, job: SaveJob) {
        let result = job.make(&self.disk);
        let edits = job.request.text.lines().count();
        let is_safe = result.as_ref().is_ok_and(|saved| saved.confirmed);
        self.queue.finish(job.request, result, self.now);
        if is_safe {
            self.disk.promise(edits * EDIT);
        }
        self.settle();
    }

    pub(crate) fn save(&mut self) {
        self.ask_save();
        while let Some(job) = self.begin_save() {
            self.finish_save(job);
        }
    }

    /// Syncs the journal; if that works, everything so far is promised.
    pub(crate) fn flush(&mut self) -> Receiver<FlushStage> {
        let (progress, received) = mpsc::channel();
        self.take(QueueCommand::Flush(progress));
        self.settle();
        received
    }

    pub(crate) fn promise_by_flush(&mut self) {
        if self.flush().recv() == Ok(FlushStage::Journalled(true)) {
            self.disk.promise(self.edits * EDIT + self.drafts);
        }
        while let Some(job) = self.begin_save() {
            self.finish_save(job);
        }
    }

    pub(crate) fn last_report(&self) -> Option<SaveReport> {
        let reports = self.reports.lock().expect("no panic");
        reports.iter().rfind(|report| !matches!(report, SaveReport::Journal { .. })).cloned()
    }

    pub(crate) fn wait(&mut self, seconds: u64) {
        self.now += Duration::from_secs(seconds);
    }
}

/// The session file, that looks like this.
pub(crate) fn file_of(on_disk: Fingerprint) -> JournalQuery<'static> {
    JournalQuery { path: Path::new(PATH), session: "s-1", on_disk, is_in: &|_| true }
}

/// What a user would get back.
pub(crate) struct Recovered {
    /// How many edits are in the file and the journal together, and the draft, in the unit of promises.
    pub(crate) amount: usize,
    /// Whether every journal started from what is in the file.
    pub(crate) fits: bool,
}

pub(crate) fn recover(disk: &ModelDisk) -> Recovered {
    let file = disk.read(Path::new(PATH), LARGEST).map(|contents| contents.bytes);
    let base = file.as_ref().map_or(Base::New, |bytes| Base::Known(bytes.clone().into()));
    let text = String::from_utf8(file.unwrap_or_default()).expect("the file is never torn");
    let in_file = text.lines().count();
    assert_eq!(text, text_of(in_file), "the file is never torn");
    let mut recovered = Recovered { amount: in_file * EDIT, fits: true };
    let journals = find_abandoned(disk, Path::new(FOLDER), &file_of(Fingerprint::from(&base)));
    for left in journals.expect("the disk works") {
        let edits: Vec<usize> = left.unsaved.edits.iter().map(|edit| edit.parse().expect("a number")).collect();
        let first = edits.first().copied().unwrap_or(in_file + 1);
        let last = edits.last().copied().unwrap_or(in_file).max(in_file);
        assert!(edits.is_sorted() && first + edits.len() == edits.last().map_or(first, |last| last + 1), "each once");
        // Where it does not fit, edits that are in the file may come up again, but there is no gap.
        assert!(first == in_file + 1 || (!left.unsaved.fits && first <= in_file), "{in_file}, then {edits:?}");
        let draft = left.unsaved.draft.map_or(0, |draft| draft.text.parse().expect("a number"));
        recovered.amount = recovered.amount.max(last * EDIT + draft);
        recovered.fits &= left.unsaved.fits;
    }
    recovered
}

/// Cuts the power after every call that the program made. How many states there were, and in how many of them the
/// journal did not fit.
pub(crate) fn nothing_promised_is_missing(disk: &ModelDisk) -> (usize, usize) {
    let (mut states, mut unfit) = (0, 0);
    for moment in disk.moments() {
        for stored in moment.stored.after_power_cut() {
            let recovered = recover(&ModelDisk::holding(stored));
            let (amount, promised) = (recovered.amount, moment.promised);
            assert!(amount >= promised, "after {}: {amount} < {promised}", moment.call);
            states += 1;
            unfit += usize::from(!recovered.fits);
        }
    }
    (states, unfit)
}

/// An ordinary hour, with records before, during and after saves.
pub(crate) fn ordinary_hour(disk: &ModelDisk) -> Program {
    let base = disk.text(PATH).map_or(Base::New, |text| Base::Known(text.into_bytes().into()));
    let edits = disk.text(PATH).map_or(0, |text| text.lines().count());
    disk.promise(edits * EDIT);
    let mut program = Program::start(disk, edits, base);
    program.edit();
    program.promise_by_flush();
    program.edit();
    program.ask_save();
    let job = program.begin_save();
    program.edit();
    program.draft();
    if let Some(job) = job {
        program.finish_save(job);
    }
    program.promise_by_flush();
    program.edit();
    program.take(QueueCommand::Journal(Frame::DraftClosed));
    program.drafts = 0;
    program.save();
    program.edit();
    program.promise_by_flush();
    program
}

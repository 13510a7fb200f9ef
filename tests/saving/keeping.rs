//! Saving and journalling together: nothing that was called safe is missing from file and journal together, whatever
//! call fails and whenever the power goes.

use crate::faults::ERRORS;
use crate::journals::FOLDER;
use crate::model_disk::{Fault, ModelDisk};
use crate::power::PATH;
use crate::program::{EDIT, Program, file_of, nothing_promised_is_missing, ordinary_hour, recover, text_of};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use werksessie::domain::problem::Unkept;
use werksessie::store::disk::DiskError;
use werksessie::store::safety::journal::{Fingerprint, Frame, Journal, find_abandoned};
use werksessie::store::safety::queue::{FlushStage, QueueCommand, SaveQueue, SaveReport};
use werksessie::store::safety::save::{Base, SaveError, Saved};

fn calls_of_an_ordinary_hour() -> usize {
    let disk = ModelDisk::with(&[(PATH, "1\n2\n")]);
    ordinary_hour(&disk);
    disk.calls()
}

#[test]
fn no_power_cut_loses_what_was_promised() {
    let old = ModelDisk::with(&[(PATH, "1\n2\n")]);
    ordinary_hour(&old);
    let new = ModelDisk::default();
    ordinary_hour(&new);
    for disk in [old, new] {
        let (states, unfit) = nothing_promised_is_missing(&disk);
        assert!(states > 100, "the model must have something to show: {states}");
        assert_eq!(unfit, 0, "nobody else has written");
    }
}

#[test]
fn no_power_cut_after_a_failed_call_does() {
    let calls = calls_of_an_ordinary_hour();
    for number in 1..=calls {
        for fault in [Fault::Undone(number, 5), Fault::Done(number, 5), Fault::FromThere(number, 28)] {
            let disk = ModelDisk::with(&[(PATH, "1\n2\n")]);
            disk.fail(fault);
            ordinary_hour(&disk);
            nothing_promised_is_missing(&disk);
        }
    }
}

#[test]
fn whatever_call_fails_once_everything_is_saved_in_the_end() {
    let calls = calls_of_an_ordinary_hour();
    for number in 1..=calls {
        for code in ERRORS {
            let disk = ModelDisk::with(&[(PATH, "1\n2\n")]);
            disk.fail(Fault::Undone(number, code));
            let mut program = ordinary_hour(&disk);
            program.save();
            for _ in 0..3 {
                program.wait(10);
                while let Some(job) = program.begin_save() {
                    program.finish_save(job);
                }
            }
            program.save();
            assert_eq!(disk.text(PATH), Some(text_of(program.edits)), "call {number} failed with {code}");
            let progress: Vec<_> = program.flush().try_iter().collect();
            assert_eq!(progress, [FlushStage::Journalled(true), FlushStage::Done { saved: true }]);
            program.queue.close(program.now);
            let left: Vec<_> = disk.names().into_iter().filter(|name| name.ends_with(".journal")).collect();
            assert!(left.is_empty(), "call {number} failed with {code}: {left:?}");
        }
    }
}

#[test]
fn a_power_cut_during_the_recovery_loses_nothing() {
    let crashed = ModelDisk::with(&[(PATH, "1\n2\n")]);
    let mut program = Program::start(&crashed, 2, Base::Known((*b"1\n2\n").into()));
    program.edit();
    program.edit();
    program.promise_by_flush();
    drop(program);
    let stored = crashed.moments().pop().expect("calls were made").stored.after_power_cut().remove(0);

    let disk = ModelDisk::holding(stored);
    disk.promise(4 * EDIT);
    let base = Base::Known((*b"1\n2\n").into());
    let found = find_abandoned(&disk, Path::new(FOLDER), &file_of(Fingerprint::from(&base)));
    let abandoned = found.expect("the disk works").pop().expect("two edits were promised");
    let mut program = Program::start(&disk, 2, base);
    for _ in &abandoned.unsaved.edits {
        program.edit();
    }
    program.promise_by_flush();
    abandoned.discard(&disk).expect("the disk works");
    program.edit();
    program.save();
    let (states, unfit) = nothing_promised_is_missing(&disk);
    assert!(states > 30 && unfit == 0, "{states}, {unfit}");
}

#[test]
fn a_large_journal_is_written_anew_without_a_gap() {
    let disk = ModelDisk::default();
    let mut program = Program::start(&disk, 0, Base::New);
    program.edit();
    let text = "0".repeat(1_200_000);
    for _ in 0..2 {
        let record = Frame::Draft { place: "here".to_owned(), text: text.clone() };
        program.take(QueueCommand::Journal(record));
        program.settle();
    }
    program.ask_save();
    let job = program.begin_save().expect("a save was asked for");
    program.edit();
    program.draft();
    program.promise_by_flush();
    program.finish_save(job);
    program.wait(1);
    program.settle();
    let journal = disk.names().into_iter().find(|name| name.ends_with(".journal")).expect("an edit is unsaved");
    assert!(disk.text(&journal).expect("it is there").len() < 1000);
    nothing_promised_is_missing(&disk);
}

#[test]
fn a_failed_save_is_tried_again_after_2_5_10_and_10_seconds() {
    let disk = ModelDisk::default();
    let mut program = Program::start(&disk, 0, Base::New);
    program.edit();
    program.ask_save();
    let job = program.begin_save().expect("it is time");
    program.queue.finish(job.request, Err(SaveError::Disk(DiskError::Full)), program.now);
    assert_eq!(program.last_report(), None, "the first failure may be over at once");
    assert!(program.queue.is_busy());
    program.now += Duration::from_millis(25);
    for seconds in [2, 5, 10, 10] {
        let job = program.begin_save().expect("it is time");
        program.queue.finish(job.request, Err(SaveError::Disk(DiskError::Full)), program.now);
        let error = SaveError::Disk(DiskError::Full);
        assert_eq!(program.last_report(), Some(SaveReport::Failed { token: 1, error, retrying: true }));
        assert_eq!(program.queue.next_wake(), Some(program.now + Duration::from_secs(seconds)));
        assert!(program.begin_save().is_none());
        program.wait(seconds);
    }
    program.save();
    program.wait(1);
    program.settle();
    assert_eq!(program.queue.next_wake(), None, "all is saved: nothing to wake up for");
}

#[test]
fn the_journal_is_synced_within_half_a_second_and_then_sleeps() {
    let disk = ModelDisk::default();
    let mut program = Program::start(&disk, 0, Base::New);
    program.settle();
    assert_eq!(program.queue.next_wake(), None);
    program.edit();
    program.edit();
    program.settle();
    let wake = program.queue.next_wake();
    program.edit();
    if let Some(at) = wake {
        assert!(at <= program.now + Duration::from_millis(500));
        program.now = at;
        program.settle();
    }
    let synced = disk.moments().pop().expect("calls were made").stored;
    assert!(synced.after_power_cut().into_iter().all(|stored| recover(&ModelDisk::holding(stored)).amount == 3 * EDIT));
    assert_eq!(program.queue.next_wake(), None);
}

#[test]
fn a_save_that_hangs_keeps_nothing_out_of_the_journal() {
    let disk = ModelDisk::default();
    let mut program = Program::start(&disk, 0, Base::New);
    program.edit();
    program.ask_save();
    let _hangs = program.begin_save().expect("a save was asked for");
    program.edit();
    let flush = program.flush();
    program.settle();
    assert_eq!(flush.try_iter().collect::<Vec<_>>(), [FlushStage::Journalled(true)]);
    let now = disk.moments().pop().expect("calls were made").stored;
    assert!(now.after_power_cut().into_iter().all(|stored| recover(&ModelDisk::holding(stored)).amount == 2 * EDIT));
}

#[test]
fn only_the_newest_of_several_saves_and_drafts_is_written() {
    let disk = ModelDisk::default();
    let mut program = Program::start(&disk, 0, Base::New);
    for _ in 0..5 {
        program.edit();
        program.ask_save();
        program.draft();
        program.draft();
    }
    let before = disk.moments().iter().filter(|moment| moment.call.contains("rename /sessies")).count();
    program.save();
    let renames = disk.moments().iter().filter(|moment| moment.call.contains("rename /sessies")).count();
    assert_eq!((before, renames), (0, 1));
    assert_eq!(
        program.last_report(),
        Some(SaveReport::Saved { token: 6, confirmed: true, locked: true, unkept: Unkept::NOTHING })
    );
    let journal = disk.names().into_iter().find(|name| name.ends_with(".journal")).expect("a draft is open");
    assert_eq!(disk.text(&journal).expect("it is there").matches("draft").count(), 5);
}

#[test]
fn what_somebody_else_wrote_is_reported_and_not_tried_again() {
    let disk = ModelDisk::with(&[(PATH, "1\n")]);
    let mut program = Program::start(&disk, 1, Base::Known((*b"1\n").into()));
    program.edit();
    program.save();
    program.edit();
    program.save();
    assert_eq!(
        program.last_report(),
        Some(SaveReport::Saved { token: 2, confirmed: true, locked: true, unkept: Unkept::NOTHING }),
        "our own write is no surprise"
    );
    disk.put(PATH, "theirs", "theirs");
    program.edit();
    program.save();
    assert_eq!(program.last_report(), Some(SaveReport::Changed { token: 3, on_disk: b"theirs".to_vec() }));
    assert_eq!(program.queue.next_wake(), None);
    let flush = program.flush();
    program.settle();
    let told: Vec<_> = flush.try_iter().collect();
    assert_eq!(told, [FlushStage::Journalled(true), FlushStage::Done { saved: false }]);
    program.base = Base::Known((*b"theirs").into());
    program.save();
    assert_eq!(disk.text(PATH), Some(text_of(4)));
}

#[test]
fn our_own_text_that_somebody_put_back_is_a_change() {
    let disk = ModelDisk::with(&[(PATH, "1\n")]);
    let mut program = Program::start(&disk, 1, Base::Known((*b"1\n").into()));
    program.edit();
    program.save();
    disk.put(PATH, "theirs", "theirs");
    program.base = Base::Known((*b"theirs").into());
    program.take(QueueCommand::Forget(program.base.clone()));
    disk.put(PATH, "1\n2\n", "1\n2\n");
    program.edit();
    program.save();
    assert_eq!(program.last_report(), Some(SaveReport::Changed { token: 2, on_disk: b"1\n2\n".to_vec() }));
}

#[test]
fn what_is_given_up_while_it_is_being_saved_is_not_tried_again() {
    let disk = ModelDisk::default();
    let mut program = Program::start(&disk, 0, Base::New);
    program.edit();
    program.ask_save();
    let job = program.begin_save().expect("a save was asked for");
    program.take(QueueCommand::Forget(Base::New));
    program.queue.finish(job.request, Err(SaveError::Disk(DiskError::Full)), program.now);
    let error = SaveError::Disk(DiskError::Full);
    assert_eq!(program.last_report(), Some(SaveReport::Failed { token: 1, error, retrying: false }));
    assert_eq!(program.queue.next_wake(), None);
    let flush = program.flush();
    assert!(program.begin_save().is_none());
    assert_eq!(flush.try_iter().last(), Some(FlushStage::Done { saved: true }));
}

#[test]
fn a_save_that_is_not_certain_is_not_called_safe() {
    let disk = ModelDisk::default();
    let mut program = Program::start(&disk, 0, Base::New);
    program.ask_save();
    let job = program.begin_save().expect("a save was asked for");
    program.queue.finish(
        job.request,
        Ok(Saved { confirmed: false, locked: true, unkept: Unkept::NOTHING }),
        program.now,
    );
    let flush = program.flush();
    program.settle();
    let told: Vec<_> = flush.try_iter().collect();
    assert_eq!(told, [FlushStage::Journalled(false), FlushStage::Done { saved: false }]);
}

#[test]
fn without_a_journal_nothing_is_called_safe() {
    let disk = ModelDisk::default();
    let journal = Journal::new(Arc::new(disk.clone()), None, Path::new(PATH), "s-1", Fingerprint::Absent);
    let mut program = Program::start(&disk, 0, Base::New);
    let reports = Arc::clone(&program.reports);
    program.queue = SaveQueue::new(journal, Box::new(move |report| reports.lock().expect("no panic").push(report)));
    program.edit();
    program.edit();
    assert_eq!(*program.reports.lock().expect("no panic"), [SaveReport::Journal { error: Some(DiskError::Gone) }]);
    assert_eq!(program.flush().recv(), Ok(FlushStage::Journalled(false)));
    program.save();
    assert_eq!(program.flush().recv(), Ok(FlushStage::Journalled(true)));
}

//! The writer with its threads, on the disk of this machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;
use werksessie::store::disk::{DiskError, RealDisk};
use werksessie::store::journal::{Fingerprint, Record, find_abandoned};
use werksessie::store::save::{Base, SaveError};
use werksessie::store::turns::Turns;
use werksessie::store::writer::{Flushed, Report, SaveRequest, Writer};

/// Far more than any of this takes; nothing waits that long unless it is broken.
const LIMIT: Duration = Duration::from_mins(1);

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder for the test") }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("wijk.ron")
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    fn writer(&self, path: &Path) -> (Writer, Receiver<Report>) {
        self.writer_in_turn(path, Turns::default())
    }

    fn writer_in_turn(&self, path: &Path, turns: Turns) -> (Writer, Receiver<Report>) {
        let (reports, received) = mpsc::channel();
        let report = Box::new(move |report| reports.send(report).unwrap_or_default());
        let writer = Writer::start(Arc::new(RealDisk), Some(self.state()), path.to_owned(), &Base::New, turns, report);
        (writer.expect("threads"), received)
    }

    fn journals(&self) -> usize {
        let Ok(entries) = fs::read_dir(self.state()) else { return 0 };
        entries
            .filter(|entry| entry.as_ref().is_ok_and(|entry| entry.path().extension() == Some("journal".as_ref())))
            .count()
    }
}

fn request(path: &Path, text: &str, token: u64) -> SaveRequest {
    SaveRequest { path: path.to_owned(), text: text.into(), base: Base::New, token }
}

fn edits(text: &str) -> Record {
    Record::Edits(text.to_owned())
}

#[test]
fn what_is_asked_is_saved_and_the_journal_goes() {
    let place = Place::new();
    let (writer, reports) = place.writer(&place.file());
    for number in 1..=100 {
        writer.journal(edits(&number.to_string()));
        writer.save(request(&place.file(), &number.to_string(), number));
    }
    assert_eq!(writer.flush(LIMIT), Flushed::Saved);
    assert_eq!(fs::read_to_string(place.file()).expect("saved"), "100");
    assert_eq!(reports.try_iter().last(), Some(Report::Saved { token: 100, confirmed: true }));
    writer.journal(edits("101"));
    assert_eq!(writer.flush(LIMIT), Flushed::Journalled);
    assert_eq!(place.journals(), 1);
    writer.save(request(&place.file(), "101", 101));
    assert_eq!(writer.stop(LIMIT), Flushed::Saved);
    assert_eq!(place.journals(), 0);
}

#[test]
fn what_cannot_be_saved_is_in_the_journal() {
    let place = Place::new();
    let path = place.folder.path().join("missing/wijk.ron");
    let (writer, reports) = place.writer(&path);
    writer.journal(edits("one"));
    writer.save(request(&path, "one", 1));
    writer.journal(Record::Draft { place: "here".to_owned(), text: "half a w".to_owned() });
    assert_eq!(writer.stop(LIMIT), Flushed::Journalled);
    let error = SaveError::Disk(DiskError::Gone);
    assert_eq!(reports.try_iter().last(), Some(Report::Failed { token: 1, error, retrying: true }));
    let left = find_abandoned(&RealDisk, &place.state(), &path, Fingerprint::Absent).expect("readable").pop();
    let unsaved = &left.as_ref().expect("one was left").unsaved;
    assert_eq!((unsaved.edits.concat(), unsaved.fits), ("one".to_owned(), true));
    assert_eq!(unsaved.draft.as_ref().map(|draft| draft.text.as_str()), Some("half a w"));
}

#[test]
fn a_change_by_somebody_else_is_reported() {
    let place = Place::new();
    fs::write(place.file(), "theirs").expect("written");
    let (writer, reports) = place.writer(&place.file());
    writer.journal(edits("mine"));
    writer.save(request(&place.file(), "mine", 7));
    assert_eq!(reports.recv_timeout(LIMIT), Ok(Report::Changed { token: 7, on_disk: b"theirs".to_vec() }));
    assert_eq!(writer.flush(LIMIT), Flushed::Journalled);
    writer.forget(Base::Known(b"theirs".to_vec()));
    assert_eq!(writer.stop(LIMIT), Flushed::Saved, "the user gave it up");
    assert_eq!(place.journals(), 0);
}

#[test]
fn a_writer_that_is_dropped_still_does_what_was_asked() {
    let place = Place::new();
    let (writer, reports) = place.writer(&place.file());
    writer.journal(edits("one"));
    writer.save(request(&place.file(), "one", 1));
    drop(writer);
    // The channel closes when the thread ends.
    let told: Vec<_> = reports.iter().collect();
    assert_eq!(told, [Report::Saved { token: 1, confirmed: true }]);
    assert_eq!(place.journals(), 0);
}

#[test]
fn a_journal_that_cannot_be_made_is_told_once() {
    let place = Place::new();
    fs::write(place.state(), "a file where the folder should be").expect("written");
    let (writer, reports) = place.writer(&place.file());
    writer.journal(edits("one"));
    writer.journal(edits("two"));
    assert_eq!(writer.flush(LIMIT), Flushed::Unsafe);
    assert!(matches!(reports.try_iter().collect::<Vec<_>>()[..], [Report::Journal { error: Some(_) }]));
    writer.save(request(&place.file(), "one and two", 1));
    assert_eq!(writer.stop(LIMIT), Flushed::Saved);
}

#[test]
fn no_save_comes_into_the_turn_of_another() {
    let place = Place::new();
    let turns = Turns::default();
    let turn = turns.take();
    let (writer, reports) = place.writer_in_turn(&place.file(), turns.clone());
    writer.journal(edits("mine"));
    writer.save(request(&place.file(), "mine", 1));
    // Far more than a save takes, and what was typed is safe meanwhile.
    assert_eq!(writer.flush(Duration::from_millis(200)), Flushed::Journalled);
    fs::write(place.file(), "theirs").expect("written in its turn");
    drop(turn);
    assert_eq!(reports.recv_timeout(LIMIT), Ok(Report::Changed { token: 1, on_disk: b"theirs".to_vec() }));
}

//! The saver with its threads, on the disk of this machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;
use werksessie::domain::problem::Unkept;
use werksessie::store::disk::{DiskError, RealDisk};
use werksessie::store::safety::journal::{Fingerprint, Frame, JournalQuery, find_abandoned};
use werksessie::store::safety::save::{Base, SaveError};
use werksessie::store::safety::saver::{BackgroundSaver, Flushed, SaveReport, SaveRequest};
use werksessie::store::safety::write_lock::WriteLock;

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

    fn saver(&self, path: &Path) -> (BackgroundSaver, Receiver<SaveReport>) {
        self.saver_with_lock(path, WriteLock::default())
    }

    fn saver_with_lock(&self, path: &Path, write_lock: WriteLock) -> (BackgroundSaver, Receiver<SaveReport>) {
        let (reports, received) = mpsc::channel();
        let report = Arc::new(move |report| reports.send(report).unwrap_or_default());
        let saver = BackgroundSaver::start(
            Arc::new(RealDisk),
            Some(self.state()),
            path.to_owned(),
            "s-1",
            &Base::New,
            write_lock,
            report,
        );
        (saver, received)
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

fn edits(text: &str) -> Frame {
    Frame::Edits(text.to_owned())
}

#[test]
fn what_is_asked_is_saved_and_the_journal_goes() {
    let place = Place::new();
    let (saver, reports) = place.saver(&place.file());
    for number in 1..=100 {
        saver.journal(edits(&number.to_string()));
        saver.save(request(&place.file(), &number.to_string(), number));
    }
    assert_eq!(saver.flush(LIMIT), Flushed::Saved);
    assert_eq!(fs::read_to_string(place.file()).expect("saved"), "100");
    assert_eq!(
        reports.try_iter().last(),
        Some(SaveReport::Saved { token: 100, confirmed: true, locked: true, unkept: Unkept::NOTHING })
    );
    saver.journal(edits("101"));
    assert_eq!(saver.flush(LIMIT), Flushed::Journalled);
    assert_eq!(place.journals(), 1);
    saver.save(request(&place.file(), "101", 101));
    assert_eq!(saver.stop(LIMIT), Flushed::Saved);
    assert_eq!(place.journals(), 0);
}

#[test]
fn what_cannot_be_saved_is_in_the_journal() {
    let place = Place::new();
    let path = place.folder.path().join("missing/wijk.ron");
    let (saver, reports) = place.saver(&path);
    saver.journal(edits("one"));
    saver.save(request(&path, "one", 1));
    saver.journal(Frame::Draft { place: "here".to_owned(), text: "half a w".to_owned() });
    assert_eq!(saver.stop(LIMIT), Flushed::Journalled);
    let error = SaveError::Disk(DiskError::Gone);
    assert_eq!(reports.try_iter().last(), Some(SaveReport::Failed { token: 1, error, retrying: true }));
    let file = JournalQuery { path: &path, session: "s-1", on_disk: Fingerprint::Absent, is_in: &|_| false };
    let left = find_abandoned(&RealDisk, &place.state(), &file).expect("readable").pop();
    let unsaved = &left.as_ref().expect("one was left").unsaved;
    assert_eq!((unsaved.edits.concat(), unsaved.fits), ("one".to_owned(), true));
    assert_eq!(unsaved.draft.as_ref().map(|draft| draft.text.as_str()), Some("half a w"));
}

#[test]
fn a_change_by_somebody_else_is_reported() {
    let place = Place::new();
    fs::write(place.file(), "theirs").expect("written");
    let (saver, reports) = place.saver(&place.file());
    saver.journal(edits("mine"));
    saver.save(request(&place.file(), "mine", 7));
    assert_eq!(reports.recv_timeout(LIMIT), Ok(SaveReport::Changed { token: 7, on_disk: b"theirs".to_vec() }));
    assert_eq!(saver.flush(LIMIT), Flushed::Journalled);
    saver.forget(Base::Known((*b"theirs").into()));
    assert_eq!(saver.stop(LIMIT), Flushed::Saved, "the user gave it up");
    assert_eq!(place.journals(), 0);
}

#[test]
fn a_writer_that_is_dropped_still_does_what_was_asked() {
    let place = Place::new();
    let (saver, reports) = place.saver(&place.file());
    saver.journal(edits("one"));
    saver.save(request(&place.file(), "one", 1));
    drop(saver);
    // The channel closes when the thread ends.
    let told: Vec<_> = reports.iter().collect();
    assert_eq!(told, [SaveReport::Saved { token: 1, confirmed: true, locked: true, unkept: Unkept::NOTHING }]);
    assert_eq!(place.journals(), 0);
}

#[test]
fn a_journal_that_cannot_be_made_is_told_once() {
    let place = Place::new();
    fs::write(place.state(), "a file where the folder should be").expect("written");
    let (saver, reports) = place.saver(&place.file());
    saver.journal(edits("one"));
    saver.journal(edits("two"));
    assert_eq!(saver.flush(LIMIT), Flushed::Unsafe);
    assert!(matches!(reports.try_iter().collect::<Vec<_>>()[..], [SaveReport::Journal { error: Some(_) }]));
    saver.save(request(&place.file(), "one and two", 1));
    assert_eq!(saver.stop(LIMIT), Flushed::Saved);
}

#[test]
fn no_save_comes_into_the_turn_of_another() {
    let place = Place::new();
    let write_lock = WriteLock::default();
    let guard = write_lock.take();
    let (saver, reports) = place.saver_with_lock(&place.file(), write_lock.clone());
    saver.journal(edits("mine"));
    saver.save(request(&place.file(), "mine", 1));
    // Far more than a save takes, and what was typed is safe meanwhile.
    assert_eq!(saver.flush(Duration::from_millis(200)), Flushed::Journalled);
    fs::write(place.file(), "theirs").expect("written in its guard");
    drop(guard);
    assert_eq!(reports.recv_timeout(LIMIT), Ok(SaveReport::Changed { token: 1, on_disk: b"theirs".to_vec() }));
}

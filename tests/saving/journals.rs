//! The journal by itself: two programs with one session, what is found of it after a crash, what is set aside.

use crate::model_disk::ModelDisk;
use crate::power::PATH;
use crate::program::file_of;
use std::path::Path;
use std::sync::Arc;
use werksessie::store::disk::Disk;
use werksessie::store::safety::journal::{
    AbandonedJournal, Draft, Fingerprint, Frame, Journal, JournalQuery, find_abandoned, find_begun,
};
use werksessie::store::safety::save::Base;

pub(crate) const FOLDER: &str = "/staat";

fn journal(disk: &ModelDisk, base: &str) -> Journal {
    Journal::new(Arc::new(disk.clone()), Some(FOLDER.into()), Path::new(PATH), "s-1", Fingerprint::of_text(base))
}

fn edits(text: &str) -> Frame {
    Frame::Edits(text.to_owned())
}

fn draft(text: &str) -> Frame {
    Frame::Draft { place: "actie 3, wat".to_owned(), text: text.to_owned() }
}

fn abandoned(disk: &ModelDisk, on_disk: &str) -> Vec<AbandonedJournal> {
    find_abandoned(disk, Path::new(FOLDER), &file_of(Fingerprint::of_text(on_disk))).expect("the disk works")
}

/// Makes all of it safe.
fn sync(disk: &ModelDisk, journal: &mut Journal) {
    while let Some(work) = journal.sync_work().expect("there is a folder") {
        journal.was_synced(work.run(disk)).expect("the disk works");
    }
}

fn syncs(disk: &ModelDisk) -> usize {
    disk.moments().iter().filter(|moment| moment.call.contains("sync")).count()
}

fn found(disk: &ModelDisk, on_disk: &str) -> Vec<(Vec<String>, bool)> {
    abandoned(disk, on_disk).into_iter().map(|left| (left.unsaved.edits.clone(), left.unsaved.fits)).collect()
}

fn journal_files(disk: &ModelDisk, extension: &str) -> usize {
    disk.names().iter().filter(|name| name.ends_with(extension)).count()
}

#[test]
fn two_programs_with_one_session_use_two_journals() {
    let disk = ModelDisk::default();
    let (mut one, mut two) = (journal(&disk, "x"), journal(&disk, "x"));
    one.append(edits("a")).expect("the disk works");
    two.append(edits("b")).expect("the disk works");
    one.append(edits("c")).expect("the disk works");
    assert!(found(&disk, "x").is_empty(), "both programs still run");
    drop(one);
    assert_eq!(found(&disk, "x"), [(vec!["a".to_owned(), "c".to_owned()], true)]);
    drop(two);
    assert_eq!(found(&disk, "x").len(), 2);
}

#[test]
fn a_journal_that_waits_for_its_recovery_is_not_overwritten() {
    let disk = ModelDisk::default();
    journal(&disk, "x").append(edits("left by a crash")).expect("the disk works");
    let recovering = abandoned(&disk, "x").pop().expect("one was left");
    assert!(found(&disk, "x").is_empty(), "it is being recovered");
    let mut next = journal(&disk, "x");
    next.append(edits("left by a crash")).expect("the disk works");
    recovering.discard(&disk).expect("the disk works");
    assert_eq!((journal_files(&disk, ".journal"), journal_files(&disk, ".old")), (1, 1));
    drop(next);
    assert_eq!(found(&disk, "x"), [(vec!["left by a crash".to_owned()], true)]);
}

#[test]
fn a_second_crash_leaves_a_second_journal() {
    let disk = ModelDisk::default();
    for crash in ["first", "second"] {
        journal(&disk, "x").append(edits(crash)).expect("the disk works");
    }
    assert_eq!(found(&disk, "x"), [(vec!["first".to_owned()], true), (vec!["second".to_owned()], true)]);
}

#[test]
fn a_journal_of_which_everything_is_saved_is_set_aside() {
    let disk = ModelDisk::default();
    let mut killed = journal(&disk, "x");
    killed.append(edits("+ y")).expect("the disk works");
    killed.saving("xy").expect("the disk works");
    drop(killed);
    assert!(found(&disk, "xy").is_empty());
    assert_eq!((journal_files(&disk, ".journal"), journal_files(&disk, ".old")), (0, 1));
}

#[test]
fn a_draft_outlives_a_save() {
    let disk = ModelDisk::default();
    let mut journal = journal(&disk, "x");
    journal.append(edits("+ y")).expect("the disk works");
    journal.append(draft("half a w")).expect("the disk works");
    journal.saving("xy").expect("the disk works");
    journal.saved(Path::new(PATH), "xy").expect("the disk works");
    journal.append(draft("half a word")).expect("the disk works");
    assert!(!journal.is_empty());
    drop(journal);
    let left = abandoned(&disk, "xy").pop().expect("one was left").unsaved;
    let typed = Draft { place: "actie 3, wat".to_owned(), text: "half a word".to_owned(), before: String::new() };
    assert_eq!((left.edits, left.draft, left.fits), (vec![], Some(typed), true));
}

#[test]
fn a_closed_journal_stays_only_if_something_is_unsaved() {
    for (text, left) in [("xy", 0), ("x", 1)] {
        let disk = ModelDisk::default();
        let mut journal = journal(&disk, "x");
        journal.append(edits("+ y")).expect("the disk works");
        journal.saving("xy").expect("the disk works");
        journal.saved(Path::new(PATH), text).expect("the disk works");
        journal.close().expect("the disk works");
        assert_eq!(journal_files(&disk, ".journal"), left, "after saving {text}");
    }
}

#[test]
fn another_name_takes_the_journal_along() {
    let disk = ModelDisk::default();
    let mut journal = journal(&disk, "x");
    for (record, text) in [("+ y", "xy"), ("+ z", "xyz")] {
        journal.append(edits(record)).expect("the disk works");
        journal.saving(text).expect("the disk works");
    }
    journal.saved(Path::new("/sessies/anders.ron"), "xy").expect("the disk works");
    sync(&disk, &mut journal);
    drop(journal);
    assert!(found(&disk, "x").is_empty());
    let other = JournalQuery { path: Path::new("/sessies/anders.ron"), ..file_of(Fingerprint::of_text("xy")) };
    let there = find_abandoned(&disk, Path::new(FOLDER), &other);
    let there: Vec<_> = there.expect("the disk works").into_iter().map(|left| left.unsaved.edits).collect();
    assert_eq!(there, [["+ z"]]);
}

#[test]
fn a_session_of_which_no_file_was_made_is_found_by_its_folder() {
    let disk = ModelDisk::default();
    let new = Path::new("/sessies/nieuw.ron");
    let begin = || {
        let mut journal =
            Journal::new(Arc::new(disk.clone()), Some(FOLDER.into()), new, "s-1", Fingerprint::from(&Base::New));
        journal.append(Frame::Whole("a session".to_owned())).expect("the disk works");
        journal.append(edits("+ y")).expect("the disk works");
        journal.append(draft("half a w")).expect("the disk works");
        journal
    };
    let found = |sessions: &str| {
        let found = find_begun(&disk, Path::new(FOLDER), Path::new(sessions)).expect("the disk works");
        found.into_iter().map(|left| (left.unsaved.whole, left.unsaved.edits.concat())).collect::<Vec<_>>()
    };
    let running = begin();
    assert_eq!(found("/sessies"), [], "its program still runs");
    drop(running);
    assert_eq!(found("/sessies"), [(Some("a session".to_owned()), "+ y".to_owned())]);
    assert_eq!(found("/elders"), [], "of another folder");
    disk.put("/sessies/nieuw.ron", "a session + y", "a session + y");
    assert_eq!(found("/sessies"), [], "there is a file now");

    let mut saved = begin();
    saved.saving("a session + y").expect("the disk works");
    saved.saved(new, "a session + y").expect("the disk works");
    drop(saved);
    disk.remove(new).expect("it is there");
    let left = found("/sessies");
    assert_eq!(left.len(), 1, "what was saved once is not brought back: only the one that never was");
}

#[test]
fn what_the_user_gives_up_is_set_aside() {
    let disk = ModelDisk::default();
    let mut journal = journal(&disk, "x");
    journal.append(edits("+ y")).expect("the disk works");
    journal.forget(Fingerprint::of_text("theirs")).expect("the disk works");
    journal.append(edits("+ z")).expect("the disk works");
    drop(journal);
    assert_eq!(found(&disk, "theirs"), [(vec!["+ z".to_owned()], true)]);
    assert_eq!(journal_files(&disk, ".old"), 1);
}

#[test]
fn the_beginning_of_a_journal_gives_the_beginning_of_its_edits() {
    let disk = ModelDisk::default();
    let mut journal = journal(&disk, "x");
    let all: Vec<_> = ["one", "two\nlines", "drie é"].map(str::to_owned).into();
    for text in &all {
        journal.append(edits(text)).expect("the disk works");
    }
    let name = disk.names().pop().expect("a journal");
    let whole = disk.text(&name).expect("a journal").into_bytes();
    let mut most = 0;
    for end in 0..=whole.len() {
        let torn = ModelDisk::with(&[(&name, &String::from_utf8_lossy(&whole[..end]))]);
        let found = found(&torn, "x").pop().map(|(edits, _)| edits).unwrap_or_default();
        assert!(all.starts_with(&found) && found.len() >= most, "cut at {end}: {found:?}");
        most = found.len();
    }
    assert_eq!(most, all.len());
}

#[test]
fn a_journal_that_grows_large_is_written_anew_with_the_last_draft() {
    let disk = ModelDisk::default();
    let mut journal = journal(&disk, "x");
    let long = "a long text, ".repeat(400_000);
    for number in 0..4 {
        // The one that does not fit any more is written with the file that takes its place.
        let written = journal.append(draft(&format!("{long}{number}")));
        assert!(written.is_ok() || number > 1, "{written:?}");
        sync(&disk, &mut journal);
    }
    let name = disk.names().pop().expect("a journal");
    assert!(disk.text(&name).expect("a journal").len() < 3 * long.len());
    drop(journal);
    let left = abandoned(&disk, "x").pop().expect("one was left").unsaved;
    assert_eq!(left.draft.map(|draft| draft.text), Some(format!("{long}3")));
}

#[test]
fn journals_that_cannot_be_read_are_left_alone() {
    let disk = ModelDisk::default();
    journal(&disk, "x").append(edits("+ y")).expect("the disk works");
    let name = disk.names().pop().expect("a journal");
    let newer = disk.text(&name).expect("a journal").replace("werksessie-journal 3", "werksessie-journal 4");
    let disk = ModelDisk::with(&[(&name, &newer), ("/staat/iets anders.journal", "hello")]);
    assert!(found(&disk, "x").is_empty());
    let mut next = journal(&disk, "x");
    next.append(edits("+ z")).expect("the disk works");
    assert_eq!(disk.text(&name), Some(newer));
}

#[test]
fn no_record_waits_for_a_sync() {
    let disk = ModelDisk::default();
    let mut journal = journal(&disk, "x");
    journal.append(edits("a")).expect("the disk works");
    journal.append(draft("b")).expect("the disk works");
    assert_eq!(syncs(&disk), 0, "a new journal is there at once");
    let slow = journal.sync_work().expect("there is a folder").expect("two records are to be synced");
    journal.append(edits("c")).expect("the disk works");
    let taken = journal.taken();
    drop((journal, slow));
    assert_eq!(found(&disk, "x"), [(vec!["a".to_owned(), "c".to_owned()], true)]);
    assert_eq!(taken, 3);
}

#[test]
fn only_what_was_written_before_a_sync_is_safe_after_it() {
    let disk = ModelDisk::default();
    let mut journal = journal(&disk, "x");
    journal.append(edits("a")).expect("the disk works");
    let slow = journal.sync_work().expect("there is a folder").expect("a record is to be synced");
    journal.append(edits("b")).expect("the disk works");
    journal.was_synced(slow.run(&disk)).expect("the disk works");
    assert_eq!((journal.is_safe(1), journal.is_safe(2)), (true, false));
    sync(&disk, &mut journal);
    assert!(journal.is_synced());
}

#[test]
fn a_session_that_was_renamed_finds_its_journal() {
    let disk = ModelDisk::with(&[(PATH, "x")]);
    journal(&disk, "x").append(edits("+ y")).expect("the disk works");
    let found = |path: &'static str, session: &'static str, is_copy: bool| {
        let is_in = |other: &Path| is_copy && other == Path::new(PATH);
        let file = JournalQuery { path: Path::new(path), session, on_disk: Fingerprint::of_text("x"), is_in: &is_in };
        find_abandoned(&disk, Path::new(FOLDER), &file).expect("the disk works").len()
    };
    assert_eq!(found("/sessies/anders.ron", "s-1", false), 1, "its file has another name now");
    assert_eq!(found("/sessies/kopie.ron", "s-1", true), 0, "the session is under its old name too");
    assert_eq!(found("/sessies/anders.ron", "s-2", false), 0, "another session");
    assert_eq!(found(PATH, "s-2", false), 0, "another session under the old name");
    assert_eq!(found(PATH, "s-1", false), 1);
}

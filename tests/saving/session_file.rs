//! The file of the session that is worked on, through its states, on a disk that works or does not.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use werksessie::domain::diff::diff;
use werksessie::domain::edit::{Edit, Place, apply, apply_all};
use werksessie::domain::history::Change;
use werksessie::domain::id::Id;
use werksessie::domain::recovery::put_back;
use werksessie::domain::session::{Section, Session};
use werksessie::domain::value::Value;
use werksessie::store::disk::RealDisk;
use werksessie::store::file_news::FileNews;
use werksessie::store::form::open;
use werksessie::store::form::text::print;
use werksessie::store::left_behind::LeftBehind;
use werksessie::store::safety::journal::Frame;
use werksessie::store::safety::saver::Flushed;
use werksessie::store::safety::write_lock::WriteLock;
use werksessie::store::session_file::{FileReport, SessionFile, SessionStore};
use werksessie::tui::terminal::{LoopEnd, ScreenError};

use crate::model_disk::{Gate, ModelDisk};

/// Far more than any of this takes.
const LIMIT: Duration = Duration::from_mins(1);

struct TestFolder {
    folder: tempfile::TempDir,
}

impl TestFolder {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().expect("a folder for the test") };
        fs::create_dir(place.sessions()).expect("a folder");
        place
    }

    fn sessions(&self) -> PathBuf {
        self.folder.path().join("sessions")
    }

    fn path(&self) -> PathBuf {
        self.sessions().join("wijk.ron")
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    fn file(&self, has_journals: bool) -> (SessionFile, Receiver<FileReport>) {
        let (reports, received) = mpsc::channel();
        let file = SessionFile::new(SessionStore {
            disk: Arc::new(RealDisk),
            sessions: self.sessions(),
            journals: has_journals.then(|| self.state()),
            write_lock: WriteLock::default(),
            report: Arc::new(move |report| reports.send(report).unwrap_or_default()),
        });
        (file, received)
    }

    /// An open session in a file of its own.
    fn open(&self, has_journals: bool) -> (SessionFile, Receiver<FileReport>, Session) {
        let session = Session::empty(Id::new("s-0000000000"));
        fs::write(self.path(), print(&session)).expect("written");
        let (mut file, reports) = self.file(has_journals);
        file.open(&self.path(), session.id.clone(), print(&session).into_bytes(), LIMIT);
        assert_eq!(file.settle(), None);
        (file, reports, session)
    }

    /// Whether a word is in the session file, and in a journal.
    fn holds(&self, word: &str) -> (bool, bool) {
        let has = |path: PathBuf| fs::read_to_string(path).is_ok_and(|text| text.contains(word));
        let journals = fs::read_dir(self.state()).into_iter().flatten().flatten().map(|entry| entry.path());
        (has(self.path()), journals.filter(|path| path.extension().is_some_and(|ending| ending == "journal")).any(has))
    }
}

fn rename(word: &str) -> Edit {
    let (section, field) = (Section::Neighbourhood, 0);
    Edit::Set { place: Place { section, item: Id::new(section.name()), field }, value: Value::text(word) }
}

/// That change, in a session without a name.
fn renamed(word: &str) -> Change {
    let section = Section::Neighbourhood;
    let before = Edit::set(section, &Id::new(section.name()), 0, Value::Empty);
    Change { edits: vec![rename(word)], inverse: vec![before] }
}

fn draft(word: &str) -> Frame {
    Frame::Draft { place: "neighbourhood neighbourhood municipality".to_owned(), text: word.to_owned() }
}

#[test]
fn the_last_words_are_true_for_each_way_out_and_whatever_works() {
    let ways: [fn(Flushed) -> Result<(), ScreenError>; 3] = [
        |flushed| LoopEnd::Left.told(flushed),
        |flushed| LoopEnd::Refused(io::Error::other("gone")).told(flushed),
        |flushed| Err(ScreenError::of_panic(flushed)),
    ];
    for (saves, has_journals, is_form_open) in (0..8).map(|case| (case & 1 == 0, case & 2 == 0, case & 4 == 0)) {
        for (at, way) in ways.into_iter().enumerate() {
            let place = TestFolder::new();
            let (mut file, _reports, mut session) = place.open(has_journals);
            if !saves {
                fs::remove_file(place.path()).expect("removed");
                fs::create_dir(place.path()).expect("a folder in its place");
            }
            file.journal_change(&renamed("WOORDEN"));
            apply(&mut session, rename("WOORDEN")).expect("it fits");
            file.save(&session, 1);
            if is_form_open {
                file.journal(draft("halfweg"));
            }
            let flushed = file.finish(LIMIT);
            let (edit, typing) = (place.holds("WOORDEN"), place.holds("halfweg"));
            let is_kept = (edit.0 || edit.1) && (typing.1 || !is_form_open);
            let case = format!("saves {saves}, journal {has_journals}, form {is_form_open}, way {at}, {flushed:?}");
            assert_eq!(edit.0, saves, "{case}");
            assert_eq!(flushed == Flushed::Unsafe, !is_kept, "{case}");
            match (way(flushed), at) {
                (Err(ScreenError::NotKept), _) => assert!(!is_kept, "{case}"),
                (Ok(()), 0) | (Err(ScreenError::Terminal(_)), 1) | (Err(ScreenError::Broken), 2) => {
                    assert!(is_kept, "{case}");
                }
                (told, _) => panic!("{case}: {told:?}"),
            }
        }
    }
}

#[test]
fn a_session_goes_from_being_begun_to_its_file_and_nothing_is_left_behind() {
    let place = TestFolder::new();
    let mut session = Session::empty(Id::new("s-0000000000"));
    let (mut file, reports) = place.file(true);
    file.begin(&session);
    file.journal_change(&renamed("Dorpskern"));
    assert_eq!(file.flush(LIMIT), Flushed::Journalled);
    drop(file);
    // The next program finds it, as soon as the thread of the first has let go of the journal, and goes on with it.
    let (mut file, _) = place.file(true);
    let mut looked = std::iter::repeat_with(|| {
        std::thread::yield_now();
        file.close(LIMIT);
        file.settle()
    });
    let found = looked.by_ref().take(1_000_000).flatten().next();
    let Some(LeftBehind::Session { session: found, draft: None, left }) = found else { panic!("it is found") };
    assert_eq!(left, []);
    apply(&mut session, rename("Dorpskern")).expect("it fits");
    assert_eq!(*found, session);
    file.begin(&found);
    file.discard_recovery();
    let path = file.create(&found).expect("a file");
    assert_eq!(file.path(), Some(&*path));
    // Leaving at once makes it.
    assert_eq!(file.finish(LIMIT), Flushed::Saved);
    assert_eq!(fs::read_to_string(path).expect("there"), print(&session));
    assert!(!place.holds("Dorpskern").1);
    assert!(file.settle().is_none());
    drop(reports);
}

#[test]
fn what_is_not_wanted_is_given_up() {
    let place = TestFolder::new();
    let (mut file, _) = place.file(true);
    file.begin(&Session::empty(Id::new("s-0000000000")));
    file.journal_change(&renamed("Dorpskern"));
    file.abandon();
    assert_eq!(file.finish(LIMIT), Flushed::Saved);
    assert_eq!(place.holds("Dorpskern"), (false, false));
    assert_eq!(file.path(), None);
}

/// A file that is open on this disk, as after a start.
fn opened(disk: ModelDisk, session: &Session) -> (SessionFile, Receiver<FileReport>, Option<LeftBehind>) {
    let (reports, received) = mpsc::channel();
    let mut file = SessionFile::new(SessionStore {
        disk: Arc::new(disk),
        sessions: PathBuf::from("/sessions"),
        journals: Some(PathBuf::from("/state")),
        write_lock: WriteLock::default(),
        report: Arc::new(move |report| reports.send(report).unwrap_or_default()),
    });
    file.open(Path::new("/sessions/wijk.ron"), session.id.clone(), print(session).into_bytes(), LIMIT);
    let left = file.settle();
    (file, received, left)
}

#[test]
fn a_save_after_a_recovery_waits_for_no_disk_and_the_old_journal_goes_when_the_new_one_is_safe() {
    let mut session = Session::empty(Id::new("s-0000000000"));
    let text = print(&session);
    let disk = ModelDisk::with(&[("/sessions/wijk.ron", &text)]);
    let journals = || disk.names().iter().filter(|name| name.ends_with(".journal")).count();
    let (mut file, ..) = opened(disk.clone(), &session);
    file.journal_change(&renamed("Dorpskern"));
    assert_eq!((file.finish(LIMIT), journals()), (Flushed::Journalled, 1));

    let hangs = Arc::new(Mutex::new(()));
    let hanging = hangs.lock().expect("nobody else has it");
    let waits = Arc::clone(&hangs);
    let gate: Gate = Arc::new(move |call, _| {
        if call.starts_with("sync") {
            drop(waits.lock());
        }
    });
    let (mut file, reports, left) = opened(disk.behind(gate), &session);
    assert!(matches!(left, Some(LeftBehind::Changes { .. })));
    apply(&mut session, rename("Dorpskern")).expect("it fits");
    file.journal_change(&renamed("Dorpskern"));
    file.discard_recovery();
    let begun = Instant::now();
    for revision in 1..=20 {
        file.save(&session, revision);
    }
    assert!(begun.elapsed() < Duration::from_secs(1), "twenty saves wait for a disk that hangs");
    assert!(journals() > 0, "what was put back is not safe yet");
    drop(hanging);
    assert_eq!(file.flush(LIMIT), Flushed::Saved);
    for report in reports.try_iter() {
        file.saver_told(report, false);
    }
    assert_eq!(file.finish(LIMIT), Flushed::Saved);
    assert_eq!(journals(), 0);
    assert!(disk.text("/sessions/wijk.ron").is_some_and(|text| text.contains("Dorpskern")));
}

#[test]
fn what_cannot_be_merged_is_not_written_over() {
    let place = TestFolder::new();
    let (mut file, reports, mut session) = place.open(true);
    let mut theirs = session.clone();
    apply(&mut theirs, rename("Van hen")).expect("it fits");
    fs::write(place.path(), print(&theirs)).expect("written");
    assert!(matches!(file.look(false), Some(FileNews::Theirs { .. })));
    file.keep_apart();
    apply(&mut session, rename("Van ons")).expect("it fits");
    file.journal_change(&renamed("Van ons"));
    file.save(&session, 1);
    assert_eq!(file.flush(LIMIT), Flushed::Journalled);
    assert_eq!(place.holds("Van hen"), (true, false));
    let told: Vec<_> = reports.try_iter().filter_map(|report| file.saver_told(report, false)).collect();
    assert!(matches!(told[..], [FileNews::Theirs { .. }]), "{told:?}");
}

#[test]
fn what_another_process_wrote_is_news_once_and_what_we_wrote_is_not() {
    let place = TestFolder::new();
    let (mut file, reports, mut session) = place.open(true);
    assert!(file.look(false).is_none());
    apply(&mut session, rename("Van ons")).expect("it fits");
    file.save(&session, 1);
    assert_eq!(file.flush(LIMIT), Flushed::Saved);
    assert!(file.look(false).is_none(), "we wrote it ourselves");
    let told: Vec<_> = reports.try_iter().filter_map(|report| file.saver_told(report, false)).collect();
    assert!(matches!(told[..], [FileNews::Saved(1)]), "{told:?}");
    let mut theirs = session.clone();
    apply(&mut theirs, rename("Van hen")).expect("it fits");
    fs::write(place.path(), print(&theirs)).expect("written");
    assert!(matches!(file.look(false), Some(FileNews::Theirs { theirs: found, .. }) if *found == theirs));
    assert!(file.look(false).is_none());
    fs::write(place.path(), "<<<<<<< ours").expect("written");
    assert!(file.look(true).is_none(), "git is at work on it");
    assert!(matches!(file.look(false), Some(FileNews::Unreadable)));
}

#[test]
fn a_session_that_git_could_not_merge_takes_in_what_another_process_makes_of_it_and_is_saved() {
    let place = TestFolder::new();
    let mut session = Session::empty(Id::new("s-0000000000"));
    apply(&mut session, rename("Dorpskern")).expect("it fits");
    let line = |name: &str| format!("        name: \"{name}\",\n");
    let sides = ["<<<<<<< ours\n", &line("Van ons"), "=======\n", &line("Van hen"), ">>>>>>> theirs\n"].concat();
    let marked = print(&session).replace(&line("Dorpskern"), &sides);
    fs::write(place.path(), &marked).expect("written");
    let (mut session, bytes) = open::read(&place.path()).expect("both sides of it");
    let (mut file, reports) = place.file(true);
    file.open(&place.path(), session.id.clone(), bytes, LIMIT);
    assert_eq!(file.settle(), None);
    let mut theirs = session.clone();
    apply(&mut theirs, rename("Gekozen")).expect("it fits");
    fs::write(place.path(), print(&theirs)).expect("written");
    let Some(FileNews::Theirs { base, theirs: found }) = file.look(false) else { panic!("it is their session") };
    assert_eq!((&*base, &*found), (&session, &theirs));
    apply_all(&mut session, &diff(&base, &theirs)).expect("it fits");
    file.save(&session, 1);
    assert_eq!(file.flush(LIMIT), Flushed::Saved);
    let told: Vec<_> = reports.try_iter().filter_map(|report| file.saver_told(report, false)).collect();
    assert!(matches!(told[..], [FileNews::Saved(1)]), "{told:?}");
}

#[test]
fn what_a_crash_left_of_a_file_that_another_wrote_since_knows_what_stood_there() {
    let place = TestFolder::new();
    let (mut file, _reports, session) = place.open(true);
    file.journal_change(&renamed("Van ons"));
    drop(file);
    let mut theirs = session.clone();
    apply(&mut theirs, rename("Van hen")).expect("it fits");
    fs::write(place.path(), print(&theirs)).expect("written");
    // As soon as the thread of the first has let go of the journal.
    let mut looked = std::iter::repeat_with(|| {
        std::thread::yield_now();
        let (mut file, _) = place.file(true);
        file.open(&place.path(), theirs.id.clone(), print(&theirs).into_bytes(), LIMIT);
        file.settle()
    });
    let found = looked.by_ref().take(100_000).flatten().next();
    let Some(LeftBehind::Changes { edits, unread: 0, .. }) = found else { panic!("it is found") };
    let put = put_back(&theirs, &edits);
    assert!(put.is_disputed);
    apply_all(&mut theirs, &put.edits).expect("it fits");
    assert_eq!(&*theirs.the_neighbourhood().name, "Van ons");
    let waiting = theirs.conflicts[0].open(&theirs).expect("it is known");
    assert_eq!(waiting.values.others, [[Value::text("Van hen")]]);
}

/// A disk of which nothing becomes safe as long as a guard of this is held.
fn hanging(disk: &ModelDisk) -> (ModelDisk, Arc<Mutex<()>>) {
    let hangs = Arc::new(Mutex::new(()));
    let waits = Arc::clone(&hangs);
    let gate: Gate = Arc::new(move |call, _| {
        if call.starts_with("sync") {
            drop(waits.lock());
        }
    });
    (disk.behind(gate), hangs)
}

#[test]
fn leaving_a_session_beginning_one_and_giving_one_up_wait_for_no_disk_and_lose_nothing() {
    let place = TestFolder::new();
    let state = PathBuf::from("/state");
    let (one, other) = (Session::empty(Id::new("s-1111111111")), Session::empty(Id::new("s-2222222222")));
    let (path, text) = (place.path(), print(&one));
    let disk = ModelDisk::with(&[(&path.to_string_lossy(), &text)]);
    let (slow, hangs) = hanging(&disk);
    let hanging = hangs.lock().expect("nobody else has it");
    let (reports, received) = mpsc::channel();
    let mut file = SessionFile::new(SessionStore {
        disk: Arc::new(slow),
        sessions: place.sessions(),
        journals: Some(state),
        write_lock: WriteLock::default(),
        report: Arc::new(move |report| reports.send(report).unwrap_or_default()),
    });
    let begun = Instant::now();
    file.open(&path, one.id.clone(), text.into_bytes(), LIMIT);
    file.settle();
    let mut changed = one.clone();
    apply(&mut changed, rename("Dorpskern")).expect("it fits");
    file.journal_change(&renamed("Dorpskern"));
    file.save(&changed, 1);
    // To the list, where one is begun and given up, and another begun and made.
    file.close(Duration::ZERO);
    file.settle();
    file.begin(&other);
    file.journal(draft("weg"));
    file.abandon();
    file.begin(&other);
    file.journal_change(&renamed("Nieuwland"));
    let mut made = other.clone();
    apply(&mut made, rename("Nieuwland")).expect("it fits");
    let new = file.create(&made).expect("a folder");
    file.settle();
    // And from there to the next round of it.
    let third = file.create(&one).expect("a folder");
    file.settle();
    assert!(begun.elapsed() < Duration::from_secs(1), "something waits for a disk that hangs");
    assert!(disk.text(&path.to_string_lossy()).is_some_and(|text| !text.contains("Dorpskern")), "it hangs");
    drop(hanging);
    assert_eq!(file.finish(LIMIT), Flushed::Saved);
    let text = |path: &Path| disk.text(&path.to_string_lossy()).unwrap_or_default();
    assert_eq!(text(&path), print(&changed));
    assert_eq!(text(&new), print(&made));
    assert_eq!(text(&third), print(&one));
    let journals: Vec<String> = disk.names().into_iter().filter(|name| name.ends_with(".journal")).collect();
    assert_eq!(journals, Vec::<String>::new(), "all of it is where it belongs, or not wanted");
    // What is told of a session that was left is no news of the next.
    assert!(received.try_iter().all(|report| file.saver_told(report, false).is_none()));
}

#[test]
fn a_session_that_cannot_be_saved_is_not_forgotten_when_it_is_left() {
    let place = TestFolder::new();
    let (mut file, _reports, mut session) = place.open(false);
    fs::remove_file(place.path()).expect("removed");
    fs::create_dir(place.path()).expect("a folder in its place");
    apply(&mut session, rename("WOORDEN")).expect("it fits");
    file.save(&session, 1);
    file.close(Duration::from_millis(100));
    assert_eq!(file.flush(LIMIT), Flushed::Unsafe, "nobody leaves without being asked");
    fs::remove_dir(place.path()).expect("removed");
    assert_eq!(file.finish(LIMIT), Flushed::Unsafe, "the file is gone, and none is made in its place");
}

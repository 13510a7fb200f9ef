//! Two files of one session: told where sessions are listed, made one with a key, and taken apart again; nothing that
//! either held is lost on the way.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use werksessie::domain::edit::{Edit, apply};
use werksessie::domain::id::Id;
use werksessie::domain::problem::{Trouble, Unread};
use werksessie::domain::records::meeting::{Meeting, Remark};
use werksessie::domain::session::{Item, Section, Session};
use werksessie::domain::value::Value;
use werksessie::i18n::language::Language;
use werksessie::overview::{Row, Summary};
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;
use werksessie::store::scan::doubles::join;
use werksessie::tui::update::{Effect, FolderMsg};

use crate::support::screen::{FULL, SECOND, Screen, WIDE, shipped};
use crate::support::tour::some_sessions;

/// The session with another place to meet, and a remark of its own.
fn changed(place: &str) -> Session {
    let mut session = shipped(FULL);
    let meeting = session.the_meeting().id.clone();
    apply(&mut session, Edit::set(Section::Meeting, &meeting, Meeting::place, Value::text(place))).expect("it fits");
    let id = Id::new(format!("k-{place}"));
    let mut values = vec![Value::Empty; Section::Parked.kind().fields.len()];
    values[Remark::text] = Value::text(format!("gezegd in {place}"));
    let insert = Edit::Insert { section: Section::Parked, item: Item { id, values }, after: None };
    apply(&mut session, insert).expect("it fits");
    session
}

/// A folder with a session, and a copy of it that was worked on elsewhere.
fn doubled() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, other) = (folder.path().join("linden.ron"), folder.path().join("linden (1).ron"));
    fs::write(&path, print(&changed("kerk"))).expect("written");
    fs::write(&other, print(&changed("school"))).expect("written");
    (folder, path, other)
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn two_files_of_one_session_become_one_and_two_again() {
    let (_folder, path, other) = doubled();
    let before = (text(&path), text(&other));
    let joined = join(&path, &other).expect("two files of one session");
    assert!(!other.exists());
    assert_eq!(text(&joined.kept), before.1);
    let session = parse(&text(&path)).expect("it can be read");
    for place in ["kerk", "school"] {
        assert!(session.parked.iter().any(|remark| *remark.text == format!("gezegd in {place}")), "{place}");
        let waits = &session.conflicts[0].open(&session).expect("open").values;
        let is_there = waits.stands == [Value::text(place)] || waits.others.contains(&vec![Value::text(place)]);
        assert!(is_there, "{place}: {waits:?}");
    }
    assert_eq!((session.conflicts.len(), joined.conflicts), (1, 1), "all else is the same in both");
    joined.take_apart().expect("nobody was at work on it");
    assert_eq!((text(&path), text(&other)), before);
}

#[test]
fn what_was_done_after_they_became_one_stays() {
    let (_folder, path, other) = doubled();
    let before = text(&other);
    let joined = join(&path, &other).expect("two files of one session");
    let mut session = parse(&text(&path)).expect("it can be read");
    let conflict = session.conflicts[0].id.clone();
    apply(&mut session, Edit::Remove { section: Section::Conflicts, item: conflict }).expect("it is there");
    fs::write(&path, print(&session)).expect("written");
    joined.take_apart().expect("the other one comes back");
    assert_eq!((text(&path), text(&other)), (print(&session), before));
}

#[test]
fn what_is_not_one_session_stays_two_files() {
    let (_folder, path, other) = doubled();
    let elsewhere = text(&other).replacen(shipped(FULL).id.as_str(), "s-0000000001", 1);
    for (found, expected) in [(elsewhere.as_str(), Some(Unread::Trouble(Trouble::TwoSessions))), ("Session(", None)] {
        fs::write(&other, found).expect("written");
        let before = (text(&path), text(&other));
        let refused = join(&path, &other).expect_err("not one session");
        assert!(expected.is_none_or(|expected| expected == refused), "{refused:?}");
        assert_eq!((text(&path), text(&other)), before);
    }
}

#[test]
fn the_list_tells_of_another_round_beside_the_one_that_counts() {
    let mut screen = Screen::start(Language::Dutch, WIDE);
    let structure = &screen.context.guide.structure;
    let row = |path: &str, session: &Session| Row { path: path.into(), content: Ok(Summary::of(session, structure)) };
    let (first, second) = (shipped(FULL), shipped(SECOND));
    let other = parse(&print(&second).replacen(second.id.as_str(), "s-0000000009", 1)).expect("a session");
    // One more round of the one that counts: the other is beside a round before it.
    let mut third = parse(&print(&second).replacen(second.id.as_str(), "s-0000000010", 1)).expect("a session");
    third.follow(&second);
    let rows = vec![row("a.ron", &first), row("b.ron", &second), row("c.ron", &third)];
    let twin = row("d.ron", &other);
    screen.send(FolderMsg::Found(rows));
    screen.send(FolderMsg::AllRead);
    assert!(screen.words().contains("1 sessie") && !screen.words().contains("nog een ronde"), "{}", screen.text());
    screen.send(FolderMsg::Found(vec![twin]));
    for shape in ["a list", "a matrix"] {
        let told = "! nog een ronde 2 (do 17 sep)";
        assert!(screen.words().contains(told), "{shape}: {}", screen.text());
        screen.press("m");
    }
}

#[test]
fn the_list_tells_of_a_second_file_and_merges_it_with_one_key() {
    let mut screen = some_sessions(Language::Dutch, WIDE);
    screen.press("Home");
    let copy = |model: &werksessie::tui::model::Model| match &model.screen {
        werksessie::tui::model::Screen::Start(start) => start.current().map(|row| row.content.clone()),
        werksessie::tui::model::Screen::Session(_) => None,
    };
    let content = copy(&screen.model).expect("a session is under the cursor");
    let (path, other) = match &screen.model.screen {
        werksessie::tui::model::Screen::Start(start) => {
            let path = start.current().expect("a session").path.clone();
            (path.clone(), path.with_extension("").display().to_string() + " (1).ron")
        }
        werksessie::tui::model::Screen::Session(_) => panic!("the list is in front"),
    };
    assert!(!screen.text().contains("(1)"));
    screen.press("v");
    assert!(screen.model.overlays.is_empty(), "there is one file of it");
    screen.send(FolderMsg::Found(vec![Row { path: PathBuf::from(&other), content }]));
    for shape in ["a list", "a matrix of sections", "a matrix of items"] {
        assert!(screen.words().contains("! staat er 2 keer"), "{shape}: {}", screen.text());
        assert!(screen.words().contains("4 sessies"), "{shape}: it counts once");
        assert!(screen.rows().last().is_some_and(|footer| footer.contains("v ")), "{shape}: {}", screen.text());
        screen.press("m");
    }
    screen.press("v");
    let asked = "Havenbuurt (ronde 1, do 19 nov) is op twee plekken bewaard.";
    assert!(screen.words().contains(asked), "{}", screen.text());
    screen.press("Enter");
    assert_eq!(screen.effects.last(), Some(&Effect::Join { path: path.clone(), other: PathBuf::from(&other) }));
    let kept = PathBuf::from("sessions/.prullenbak/kept.ron");
    screen.send(FolderMsg::Joined { path, thrown: (kept.clone(), PathBuf::from(&other)), differ: 2 });
    assert!(screen.notice().contains("op 2 plekken kiezen jullie nog"), "{}", screen.notice());
    screen.press("u");
    assert_eq!(screen.effects.last(), Some(&Effect::BringBack { kept, path: PathBuf::from(&other) }));
}

#[test]
#[cfg(unix)]
fn two_files_are_merged_and_taken_apart_on_the_screen() {
    use crate::support::terminal::{Fresh, eventually};
    let fresh = Fresh::new();
    let newest = fresh.sessions().join("havenbuurt-2026-11-19.ron");
    let copy = newest.with_file_name("havenbuurt-2026-11-19 (1).ron");
    let before = text(&newest).replacen("Kantine van de roeivereniging", "De Loods", 1);
    fs::write(&copy, &before).expect("written");
    let mut terminal = fresh.start(&[], &[]);
    terminal.wait_for("! staat er 2 keer");
    terminal.press("v");
    terminal.wait_for("samenvoegen?");
    terminal.press("\r");
    terminal.wait_for("is samengevoegd");
    terminal.wait_until_gone("! staat er 2 keer");
    assert!(!copy.exists() && text(&newest).contains("De Loods"));
    terminal.press("u");
    terminal.wait_for("! staat er 2 keer");
    eventually("both files as they were", || fs::read_to_string(&copy).is_ok_and(|text| text == before));
    assert!(!text(&newest).contains("De Loods"));
    terminal.press("q");
    terminal.ends_with(0);
}

#[test]
fn who_opened_a_session_meanwhile_stays_in_it() {
    let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
    let (path, kept) = (PathBuf::from("sessions/a.ron"), PathBuf::from("sessions/.prullenbak/b.ron"));
    screen.send(FolderMsg::Joined { path: path.clone(), thrown: (kept, path.clone()), differ: 0 });
    screen.send(FolderMsg::BroughtBack(path));
    assert!(!screen.effects.contains(&Effect::ReadFolder) && screen.model.desk().is_some());
}

#[test]
fn the_overview_tells_of_a_second_file_and_counts_it_once() {
    let (folder, ..) = doubled();
    let output = Command::cargo_bin("werksessie")
        .expect("the program is built")
        .env("XDG_CACHE_HOME", folder.path().join("cache"))
        .args(["overview", "--json"])
        .arg(folder.path())
        .output()
        .expect("it runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("linden.ron’ en ‘") && told.contains("linden (1).ron’ zijn dezelfde sessie"), "{told}");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(json["totals"]["sessions"], 1);
}

#[test]
fn two_sessions_that_are_called_the_same_are_told_apart_by_their_files() {
    let mut screen = some_sessions(Language::Dutch, WIDE);
    let row = |screen: &Screen| match &screen.model.screen {
        werksessie::tui::model::Screen::Start(start) => start.current().cloned().expect("a session"),
        werksessie::tui::model::Screen::Session(_) => panic!("the list is in front"),
    };
    screen.press("Home");
    let first = row(&screen);
    let name = |row: &Row| row.path.file_stem().expect("a name").to_string_lossy().into_owned();
    assert!(!screen.words().contains(&name(&first)), "alone it needs no name of a file");
    for file in ["haven-2", "haven-3"] {
        let mut other = first.clone();
        other.path.set_file_name(format!("{file}.ron"));
        let summary = other.content.as_mut().expect("a session");
        (summary.id, summary.previous) = (file.into(), Some("s-before".into()));
        screen.send(FolderMsg::Found(vec![other]));
    }
    screen.press("r Home");
    for file in ["haven-2", "haven-3", &name(&first)] {
        // Also where it is told that there is another next round.
        assert!(screen.words().contains(&format!(" {file} · ")), "{file}: {}", screen.text());
    }
    let told = werksessie::tui::view::lines(&screen.model, screen.context).lines;
    assert!(told.iter().any(|line| line.contains("haven-2")), "{told:#?}");
    screen.press("m");
    assert!(screen.words().contains(&format!("{} · ", name(&row(&screen)))), "{}", screen.text());
}

#[test]
fn back_on_the_list_the_cursor_is_on_the_session_that_was_open() {
    let list = some_sessions(Language::Dutch, WIDE);
    let sessions = match &list.model.screen {
        werksessie::tui::model::Screen::Start(start) => start.entries.clone(),
        werksessie::tui::model::Screen::Session(_) => panic!("no list"),
    };
    for row in &sessions {
        let mut screen = some_sessions(Language::Dutch, WIDE);
        let session = Box::new(shipped(FULL));
        screen.send(FolderMsg::Opened { path: row.path.clone(), session, is_saved: true });
        screen.press("s");
        // They are read one by one, and what is read later may stand before what was read first.
        for row in &sessions {
            screen.send(FolderMsg::Found(vec![row.clone()]));
        }
        screen.send(FolderMsg::AllRead);
        let werksessie::tui::model::Screen::Start(start) = &screen.model.screen else { panic!("no list") };
        assert_eq!(start.current().map(|row| &row.path), Some(&row.path), "{}", screen.text());
    }
}

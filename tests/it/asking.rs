//! What a coordinator asks of all sessions, on the screen: who is late, what is due, everything of one person, the lights and
//! the results. Each answer is the row that the command line gives, leads to its place, and back.

#![expect(clippy::unwrap_used, reason = "a test says where it breaks")]

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::civil::date;
use werksessie::domain::session::Section;
use werksessie::i18n::language::Language;
use werksessie::overview::{AnsweredSession, AnsweredSessions, FolderQuestion, newest_rounds, read_answers};
use werksessie::store::form::open;
use werksessie::tui::model::Unread;
use werksessie::tui::model::layout::Size;
use werksessie::tui::update::{Effect, FolderMsg, Msg};

use crate::support::screen::{NARROW, SECOND, Screen, WIDE, context, shipped};
use crate::support::sessions;

/// What the sessions of a folder answer, in the order of their files.
fn asked(folder: &Path, memory: Option<&Path>) -> Vec<AnsweredSession> {
    let mut all = Vec::new();
    read_answers(folder, &context(Language::Dutch).sentences(None), memory, |session| {
        all.push(session);
        ControlFlow::Continue(())
    });
    all.sort_by(|one, other| one.row.path.cmp(&other.row.path));
    all
}

/// The list of the sessions of the tests, with what all of them were asked.
fn asking(size: Size) -> Screen {
    let all = asked(&sessions(), None);
    let mut screen = Screen::start(Language::Dutch, size);
    screen.send(FolderMsg::Found(all.iter().map(|session| session.row.clone()).collect()));
    screen.send(FolderMsg::AllRead);
    screen.press("a");
    assert_eq!(screen.effects.last(), Some(&Effect::AskFolder));
    screen.send(FolderMsg::Answered { sessions: all, is_last: true });
    screen
}

/// The message that a session was opened.
fn opened(path: &Path) -> Msg {
    let (session, _) = open::read(path).unwrap();
    Msg::Folder(FolderMsg::Opened { path: path.to_owned(), session: Box::new(session), is_saved: true })
}

/// The file that was asked to be opened.
fn to_open(screen: &Screen) -> PathBuf {
    let Some(Effect::Open(path)) = screen.effects.last() else { panic!("{:?}", screen.effects.last()) };
    path.clone()
}

/// What stands on the rows of answers, of which each begins with its sign for the cursor or blanks.
fn answers(screen: &Screen) -> Vec<String> {
    let rows = screen.rows();
    let detail = usize::from(screen.model.size.rows) - 5;
    rows[5..detail - 1]
        .iter()
        .map(|row| row.replace('▸', " ").trim().to_owned())
        .filter(|row| !row.is_empty())
        .collect()
}

#[test]
fn who_is_late_comes_first_and_leads_to_the_place_and_back() {
    let mut screen = asking(WIDE);
    let late = answers(&screen);
    assert!(late.len() > 2 && late.iter().all(|row| row.contains("! ")), "{}", screen.text());
    screen.press("Down Enter");
    let row = late[1].split("  ").next().unwrap().trim().to_owned();
    let path = to_open(&screen);
    screen.send(opened(&path));
    let guide = &screen.context.guide;
    let desk = screen.desk();
    let (section, record) = desk.record(guide).expect("a record is under the cursor");
    let title = screen.context.sentences(date(2026, 11, 22)).item_title(section, record, &desk.session);
    let start: String = row.trim_end_matches('…').chars().take(12).collect();
    assert!(title.starts_with(&start), "{title} is not {row}");
    assert!(screen.text().contains("Esc terug"), "{}", screen.text());
    screen.press("Esc");
    assert_eq!(screen.effects[screen.effects.len() - 2..], [Effect::ReadFolder, Effect::AskFolder]);
    // What was found before stands until all was read again, with the cursor where it was.
    assert_eq!(answers(&screen), late);
    assert!(screen.rows().iter().any(|line| line.contains('▸') && line.contains(&start)), "{}", screen.text());
    screen.press("Esc");
    assert!(screen.model.overlays.is_empty() && screen.model.asked.is_none());
}

#[test]
fn what_an_answer_is_about_stands_whole_in_its_row() {
    for columns in [60, 70, 80, 100, 120, 200] {
        // So high that nothing has to go below: there it is told in full.
        let mut screen = asking(Size { columns, rows: 220 });
        for _ in 0..5 {
            let asked = screen.model.overlays.last().and_then(|top| top.asking()).expect("it is asked");
            let about = asked.columns(&screen.context.guide, &screen.context.words);
            let about = about.iter().position(|column| ["what", "goal"].contains(&column.key.as_str()));
            let text = |row: &werksessie::tui::model::asking::AnswerRow| match &row.cells[about?] {
                werksessie::tui::model::asking::Cell::Text(text) => Some(text.clone().into_owned()),
                _ => None,
            };
            let texts: Vec<String> = asked.shown(0).filter_map(text).collect();
            let rows = screen.rows();
            let words: Vec<&str> = rows[..214].iter().flat_map(|row| row.split_whitespace()).collect();
            for text in texts {
                let is_there = text.split_whitespace().all(|word| words.contains(&word));
                assert!(is_there, "{columns}: {text}\n{}", rows.join("\n"));
            }
            screen.press("Tab");
        }
    }
}

#[test]
fn the_list_of_sessions_is_gone_to_as_ever_and_then_esc_leads_nowhere() {
    let mut screen = asking(WIDE);
    screen.press("Enter");
    let path = to_open(&screen);
    screen.send(opened(&path));
    screen.press("Alt-s");
    screen.send(FolderMsg::AllRead);
    screen.send(opened(&path));
    assert!(!screen.text().contains("Esc terug"));
    let before = screen.state();
    screen.press("Esc");
    assert_eq!(screen.state(), before);
}

#[test]
fn everything_of_one_person_is_found_by_any_part_of_the_name() {
    let mut screen = asking(WIDE);
    screen.press("Tab Tab ‘ait ben’");
    let hers = answers(&screen);
    assert!(hers.iter().any(|row| row.contains("Youssef Aït")), "{}", screen.text());
    for (typed, is_found) in [("Aït Ben", true), ("AIT BEN", true), ("anneke", true), ("niemandsman", false)] {
        screen.press("Ctrl-u").press(&format!("‘{typed}’"));
        let found = answers(&screen);
        let is_nothing = found.iter().any(|row| row.contains("Niets gevonden"));
        assert_eq!(!is_nothing, is_found, "{typed}: {}", screen.text());
        assert!(typed == "anneke" || !is_found || found == hers, "{typed}: {}", screen.text());
    }
}

#[test]
fn a_day_is_typed_as_people_write_it() {
    let mut screen = asking(WIDE);
    screen.press("Tab");
    assert!(screen.text().contains("tot en met zo 29 nov"), "a week where nothing was typed: {}", screen.text());
    for (typed, told) in [
        ("over een week", "zo 29 nov"),
        ("+1w", "zo 29 nov"),
        ("10 december", "do 10 dec"),
        ("10-12-2026", "do 10 dec"),
    ] {
        screen.press("Ctrl-u").press(&format!("‘{typed}’"));
        assert!(screen.text().contains(&format!("tot en met {told}")), "{typed}: {}", screen.text());
    }
    let until = answers(&screen).len();
    screen.press("Ctrl-u ‘31-12-2040’");
    assert!(answers(&screen).len() >= until);
    screen.press("Ctrl-u ‘ooit’");
    assert!(screen.words().contains("geen dag, dus zo 29 nov"), "{}", screen.text());
    assert!(!answers(&screen).iter().any(|row| row.contains("dec")), "{}", screen.text());
}

#[test]
fn a_light_is_gone_to_by_its_cell() {
    for size in [NARROW, WIDE, Size { columns: 120, rows: 40 }] {
        let mut screen = asking(size);
        screen.press("Shift-Tab Shift-Tab");
        let lights = answers(&screen);
        assert_eq!(lights.len(), 2, "the newest of each neighbourhood: {}", screen.text());
        screen.press("‘linden’");
        assert_eq!(answers(&screen).len(), 1, "{}", screen.text());
        screen.press("Right Right");
        let label = screen.context.guide.question_label("success_factors.capacity");
        let start: String = label.chars().take(20).collect();
        assert!(screen.words().contains(&format!("3 {start}")), "{label}: {}", screen.text());
        screen.press("Enter");
        let path = to_open(&screen);
        assert!(path.ends_with(SECOND));
        screen.send(opened(&path));
        assert_eq!(screen.desk().panel(&screen.context.guide).id, "success_factors");
        assert_eq!(screen.desk().selected(&screen.context.guide), 2);
        screen.press("Esc");
        assert!(screen.words().contains(&format!("3 {start}")), "back at the light: {}", screen.text());
        // No cell is beyond the last.
        screen.press(&"Right ".repeat(40));
        let last = screen.context.guide.structure.list("preconditions").unwrap().questions().last().unwrap();
        let label = screen.context.guide.question_label(&last.id);
        let start: String = label.chars().take(20).collect();
        assert!(screen.words().contains(&format!("17 {start}")), "{}", screen.text());
    }
}

#[test]
fn results_tell_what_was_measured_then_and_now() {
    let mut screen = asking(Size { columns: 120, rows: 40 });
    screen.press("Shift-Tab");
    let words = screen.words();
    assert!(words.contains("ronde 1: ") && words.contains("ronde 2: "), "{}", screen.text());
    let columns = screen.rows()[4].clone();
    assert!(columns.contains("Eerder") && columns.contains("Laatste meting"), "{columns}");
}

#[test]
fn what_is_asked_stands_in_the_rows_of_the_command_line() {
    let mut all = AnsweredSessions::default();
    for session in asked(&sessions(), None) {
        all.add(session);
    }
    let words = &context(Language::Dutch).words;
    let newest = newest_rounds(&all.rows);
    let numbers = || (0..all.rows.len()).filter(|number| newest[*number]);
    let screen = asking(Size { columns: 200, rows: 120 });
    let yesterday = date(2026, 11, 21);
    let rows = all.answer(FolderQuestion::Actions, numbers(), words);
    assert_eq!(answers(&screen).len(), rows.iter().filter(|row| row.fits(Some(yesterday), None)).count());
}

#[test]
fn what_is_gone_or_cannot_be_opened_is_told() {
    let mut screen = asking(WIDE);
    screen.press("Enter");
    let path = to_open(&screen);
    let (mut session, _) = open::read(&path).unwrap();
    for section in Section::ALL.iter().copied().filter(|section| *section != Section::Neighbourhood) {
        let table = session.table_mut(section);
        for position in (0..table.len()).rev() {
            if section.count() != werksessie::domain::session::Count::One {
                table.remove(position);
            }
        }
    }
    screen.send(FolderMsg::Opened { path: path.clone(), session: Box::new(session), is_saved: true });
    assert!(screen.notice().contains("staat niet meer in deze sessie"), "{}", screen.text());
    // The first Esc leaves the cells of words that the place is among.
    screen.press("Esc Esc").press("Enter");
    screen.send(FolderMsg::NotOpened(Unread::Trouble(werksessie::domain::problem::Trouble::Gone)));
    assert!(screen.text().contains("Datum voorbij") && !screen.notice().is_empty(), "{}", screen.text());
}

#[test]
fn sessions_that_were_left_out_on_the_list_are_left_out_here() {
    let all = asked(&sessions(), None);
    let mut screen = Screen::start(Language::Dutch, WIDE);
    screen.send(FolderMsg::Found(all.iter().map(|session| session.row.clone()).collect()));
    screen.send(FolderMsg::AllRead);
    screen.press("/ ‘haven’ Enter a");
    screen.send(FolderMsg::Answered { sessions: all, is_last: true });
    screen.press("Tab Tab");
    assert!(screen.text().contains("‘haven’"), "{}", screen.text());
    assert!(!answers(&screen).iter().any(|row| row.contains("Lindenkwartier")), "{}", screen.text());
}

#[test]
fn what_comes_in_piece_by_piece_is_what_comes_at_once() {
    let all = asked(&sessions(), None);
    let mut screen = Screen::start(Language::Dutch, WIDE);
    screen.send(FolderMsg::Found(all.iter().map(|session| session.row.clone()).collect()));
    screen.press("a");
    for session in all {
        screen.send(FolderMsg::Answered { sessions: vec![session], is_last: false });
        assert!(screen.text().contains("bekeken …"), "{}", screen.text());
    }
    screen.send(FolderMsg::Answered { sessions: Vec::new(), is_last: true });
    assert_eq!(answers(&screen), answers(&asking(WIDE)));
    // What comes when nobody asks any more is no news.
    screen.press("Esc");
    let before = screen.state();
    screen.send(FolderMsg::Answered { sessions: Vec::new(), is_last: true });
    assert_eq!(screen.state(), before);
}

#[test]
fn what_is_hidden_or_private_is_in_no_answer() {
    let mut session = shipped(SECOND);
    let secret = "GEHEIMWOORD";
    for &section in Section::ALL {
        let private: Vec<usize> = (0..section.kind().fields.len())
            .filter(|field| section.kind().fields[*field].means(werksessie::domain::record::Meaning::Private))
            .collect();
        let table = session.table_mut(section);
        for position in 0..table.len() {
            for field in &private {
                let record = table.get_mut(position).unwrap();
                // Whatever is no text cannot hold the word.
                let _ = record.replace(*field, werksessie::domain::value::Value::text(secret));
            }
        }
    }
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("een.ron"), werksessie::store::form::text::print(&session)).unwrap();
    let told = format!("{:?}", asked(place.path(), None));
    assert!(!told.contains(secret), "a private field is told");
}

#[test]
fn answers_are_remembered_and_never_wrong() {
    let place = tempfile::tempdir().unwrap();
    let (folder, memory) = (place.path().join("sessies"), place.path().join("geheugen"));
    fs::create_dir(&folder).unwrap();
    let earlier = SystemTime::now() - Duration::from_mins(1);
    for entry in fs::read_dir(sessions()).unwrap() {
        let path = entry.unwrap().path();
        let copy = folder.join(path.file_name().unwrap());
        fs::copy(&path, &copy).unwrap();
        fs::File::options().write(true).open(&copy).unwrap().set_modified(earlier).unwrap();
    }
    let told = |memory: Option<&Path>| format!("{:?}", asked(&folder, memory));
    let (without, first, second) = (told(None), told(Some(&memory)), told(Some(&memory)));
    assert!(first == without && second == without);
    // What changed is read anew.
    let path = folder.join(SECOND);
    let text = fs::read_to_string(&path).unwrap().replace("Lindenkwartier", "Lindekwartier");
    fs::write(&path, text).unwrap();
    assert!(told(Some(&memory)).contains("Lindekwartier"));
}

//! The screen says what is so: what was chosen, what an undo leaves, how many there are, and which of two is meant.

use jiff::civil::date;
use werksessie::domain::edit::{Edit, apply};
use werksessie::domain::problem::Unread;
use werksessie::domain::records::meeting::{Attendance, Meeting};
use werksessie::domain::session::{Section, Session};
use werksessie::domain::value::Value;
use werksessie::i18n::language::Language;
use werksessie::overview::{Row, Summary};
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;
use werksessie::tui::model::layout::Size;
use werksessie::tui::update::{Effect, FolderMsg, Msg, do_in_words, update};

use crate::support::screen::{BEGUN, FULL, NARROW, SECOND, Screen, WIDE, shipped};
use crate::support::tour::some_sessions;

/// Keys on a session that ships.
fn press(name: &str, script: &str) -> Screen {
    let mut screen = Screen::open(Language::Dutch, WIDE, shipped(name));
    screen.press(script);
    screen
}

/// The list of these sessions, each in a file of this name.
fn listed(sessions: &[(&str, &Session)]) -> Screen {
    let mut screen = Screen::start(Language::Dutch, WIDE);
    let structure = &screen.context.guide.structure;
    let row = |(name, session): &(&str, &Session)| Row {
        path: format!("sessions/{name}.ron").into(),
        content: Ok(Summary::of(session, structure)),
    };
    let rows = sessions.iter().map(row).collect();
    screen.send(FolderMsg::Found(rows));
    screen.send(FolderMsg::AllRead);
    screen
}

/// The same session as if it had been made anew.
fn anew(session: &Session) -> Session {
    parse(&print(session).replacen(session.id.as_str(), "s-0000000009", 1)).expect("a session")
}

#[test]
fn two_sessions_of_one_name_both_stand_on_the_list_and_are_told_apart() {
    let first = shipped(BEGUN);
    let other = anew(&first);
    let mut screen = listed(&[("haven", &first), ("haven-2", &other)]);
    for shape in ["a list", "a matrix"] {
        assert!(screen.words().contains("2 sessies"), "{shape}: {}", screen.text());
        assert!(screen.words().contains("! nog een ronde 1 (do 19 nov)"), "{shape}: {}", screen.text());
        screen.press("m");
    }
    screen.press("m Home d");
    assert!(screen.words().contains("Havenbuurt (ronde 1, do 19 nov) · haven-2 gaat"), "{}", screen.text());
}

#[test]
fn a_session_that_begins_after_a_later_round_of_that_name_stands_on_the_list() {
    let mut new = anew(&shipped(FULL));
    let meeting = new.the_meeting().id.clone();
    let edit = Edit::set(Section::Meeting, &meeting, Meeting::date, Value::Date(date(2026, 11, 22)));
    apply(&mut new, edit).expect("it fits");
    let screen = listed(&[("a", &shipped(FULL)), ("b", &shipped(SECOND)), ("c", &new)]);
    assert!(screen.words().contains("2 sessies"), "{}", screen.text());
}

#[test]
fn a_yes_that_does_not_count_yet_is_shown_with_the_rule() {
    let screen = press(SECOND, "7 Space");
    assert!(screen.words().contains("ja, maar nog niet compleet"), "{}", screen.text());
    assert!(screen.notice().contains("Tot dan telt ‘ja’ als deels"), "{}", screen.text());
}

#[test]
fn undo_tells_what_stands_there_again() {
    let screen = press(SECOND, "7 Space Space u");
    assert!(screen.notice().ends_with("’: weer ja"), "{}", screen.notice());
    let screen = press(SECOND, "u");
    assert!(screen.notice().contains("niets om ongedaan te maken"), "{}", screen.notice());
    let screen = press(SECOND, "w U");
    assert!(screen.notice().contains("niets om opnieuw te doen"), "{}", screen.notice());
}

#[test]
fn who_is_there_is_counted_as_the_list_shows_it() {
    let screen = press(SECOND, "w");
    let rows = screen.rows();
    let told = rows.iter().find(|row| row.contains("Wie is er?")).expect("a heading");
    let people = screen.session().people.iter();
    let there = people.filter(|person| person.attendance == Some(Attendance::Present));
    assert!(told.contains(&format!("{} aanwezig · 1 weer weg · ", there.count())), "{told}");
    assert!(told.contains("1 nog uitnodigen") && !told.contains("verwacht"), "{told}");
}

#[test]
fn what_is_partly_done_has_one_sign_and_its_count_says_so() {
    let screen = press(SECOND, "7 Right");
    assert!(screen.words().contains("◐ 0/2"), "{}", screen.text());
    let screen = press(SECOND, "3 3");
    let conditions = screen.rows().into_iter().find(|row| row.contains("Voorwaarden")).expect("a panel");
    assert!(conditions.contains("◐  Groei ✓ · 0 van 14 ingevuld"), "{conditions}");
}

#[test]
fn a_rehearsal_ends_with_the_key_that_began_it_and_is_told_on_the_list() {
    let mut screen = press(SECOND, "F8");
    assert!(screen.model.is_rehearsal && screen.notice().contains("toets F9"), "{}", screen.notice());
    screen.press("s");
    assert!(screen.words().contains("◇ oefenen"), "{}", screen.text());
    let screen = press(SECOND, "F8 Space F8");
    assert!(!screen.model.is_rehearsal && screen.notice().contains("is weg"), "{}", screen.notice());
}

#[test]
fn help_of_the_list_names_the_key_that_makes_a_session() {
    let mut screen = some_sessions(Language::Dutch, WIDE);
    screen.press("?");
    assert!(screen.words().contains("begin met n een nieuwe"), "{}", screen.text());
}

#[test]
fn the_list_is_where_it_was_after_looking_for_a_session() {
    let mut screen = some_sessions(Language::Dutch, WIDE);
    screen.press("End");
    let before = screen.rows().into_iter().find(|row| row.contains('▸')).expect("a cursor");
    screen.press("/ ‘haven’ Esc");
    let after = screen.rows().into_iter().find(|row| row.contains('▸')).expect("a cursor");
    assert_eq!(after, before);
}

#[test]
fn the_page_of_a_step_is_walked_with_tab_and_says_what_digits_do() {
    let mut screen = Screen::open(Language::Dutch, NARROW, shipped(SECOND));
    screen.press("2 2 Tab Tab Enter");
    assert_eq!(screen.desk().panels[2], screen.desk().step(&screen.context.guide).whole_panels()[2].start);
    screen.press("2 2 Shift-Tab");
    assert!(screen.rows().last().is_some_and(|footer| footer.contains("1–9 kies een blad")), "{}", screen.text());
}

#[test]
fn in_all_rounds_only_the_newest_is_counted_and_that_is_said() {
    let (first, second) = (shipped(FULL), shipped(SECOND));
    let mut screen = listed(&[("a", &first), ("b", &second)]);
    screen.press("m");
    let total = |screen: &Screen| screen.rows().into_iter().find(|row| row.contains("nog open")).expect("totals");
    let before = total(&screen);
    screen.press("r");
    assert!(screen.words().contains("2 sessies") && screen.words().contains("telt alleen de nieuwste"));
    assert_eq!(total(&screen), before, "{}", screen.text());
}

#[test]
fn what_is_cut_off_says_that_there_is_more() {
    let mut screen = Screen::open(Language::Dutch, NARROW, shipped(SECOND));
    screen.press("F5 7 7 1");
    assert!(screen.words().contains("▼ meer (19)"), "{}", screen.text());
    let mut screen = press(SECOND, "2 2 6");
    assert!(screen.text().contains("▼ meer"), "{}", screen.text());
    screen.press("Esc");
}

#[test]
fn a_hit_shows_the_word_that_was_looked_for_and_stands_there_once() {
    let screen = press(SECOND, "/ ‘wim’");
    let hits: Vec<String> = screen.rows().into_iter().skip(6).filter(|row| row.contains(" · ")).collect();
    assert!(!hits.is_empty(), "{}", screen.text());
    let missed: Vec<&String> = hits.iter().filter(|hit| !hit.to_lowercase().contains("wim")).collect();
    assert!(missed.is_empty(), "{missed:#?}\n{}", screen.text());
}

#[test]
fn the_place_of_a_file_is_told_with_the_folders_that_lead_there() {
    let mut screen = press(SECOND, "");
    screen.model.here = "/home/anneke/Documenten/wijkwerk".into();
    screen.press("F6");
    assert!(screen.words().contains("Documenten › wijkwerk › sessions"), "{}", screen.text());
}

#[test]
fn the_colours_are_found_by_their_name() {
    for word in ["donker", "thema", "kleur"] {
        let screen = press(SECOND, &format!(": ‘{word}’ Enter"));
        assert_eq!(screen.effects.last(), Some(&Effect::NextTheme), "{word}");
    }
    let mut screen = press(SECOND, "");
    screen.send(Msg::Theme("Donker".to_owned()));
    assert!(screen.notice().contains("Kleuren: Donker"), "{}", screen.notice());
}

#[test]
fn a_file_that_does_not_open_is_told_by_the_list_in_which_it_is_wrong() {
    let text = print(&shipped(BEGUN)).replacen("kind: professional", "kind: niemand", 1);
    let problem = parse(&text).expect_err("no such kind");
    assert!(problem.item.is_some(), "{problem:?}");
    let mut screen = Screen::start(Language::Dutch, WIDE);
    screen.send(FolderMsg::Found(vec![Row {
        path: "sessions/haven.ron".into(),
        content: Err(Unread::Problem(problem)),
    }]));
    screen.send(FolderMsg::AllRead);
    screen.press("Enter");
    assert!(screen.words().contains("bij ‘Mensen’, regel "), "{}", screen.text());
    assert!(!screen.words().contains("‘p-") && !screen.words().contains("people"), "{}", screen.text());
}

#[test]
fn in_words_what_can_be_done_is_told_in_groups() {
    let mut screen = press(SECOND, "3 3 4");
    do_in_words(&mut screen.model, screen.context, update, "?");
    let told = screen.model.notice.as_ref().expect("a notice").text.text(|_| String::new());
    assert!(told.lines().all(|line| line.split(", ").count() <= 10) && told.lines().count() > 4, "{told}");
}

#[test]
fn what_came_along_waits_for_a_decision_and_is_not_called_open() {
    let screen = Screen::open_second(Language::Dutch, WIDE);
    let row = screen.rows().into_iter().find(|row| row.contains("Vervoer regelen")).expect("an action");
    assert!(row.ends_with("te beslissen"), "{row}");
    assert!(screen.words().contains("actie · uit ronde 1 · Wim de Rooij"), "{}", screen.text());
}

#[test]
fn the_wall_uses_a_high_window() {
    let mut screen = Screen::open(Language::Dutch, Size { columns: 120, rows: 40 }, shipped(SECOND));
    screen.go_to("log").press("F5");
    let rows = screen.rows();
    let last = rows.iter().rposition(|row| row.contains("Wijklunch")).expect("an entry");
    assert!(last > 14, "{}", screen.text());
}

//! What a session may hold: nothing is taken in that could not be read back, and that is told in words.

use std::time::{Duration, Instant};

use jiff::civil::date;
use werksessie::domain::diff::diff;
use werksessie::domain::edit::{Edit, Place, Refused, apply};
use werksessie::domain::history::History;
use werksessie::domain::id::Id;
use werksessie::domain::limits::{LONGEST_TEXT, Limit, MOST_ITEMS, MOST_LINES, MOST_MEMBERS};
use werksessie::domain::merge::merge;
use werksessie::domain::recovery::{LeftEdit, put_back};
use werksessie::domain::session::{Item, Section, Session};
use werksessie::domain::signals::{Scope, signals};
use werksessie::domain::unmergeable::Unmergeable;
use werksessie::domain::value::Value;
use werksessie::i18n::language::Language;
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;
use werksessie::tui::update::{Effect, FileMsg, Msg};

use crate::support::screen::{FULL, SECOND, Screen, WIDE, empty, shipped};

fn set(section: Section, item: &str, field: &str, value: Value) -> Edit {
    let field = section.kind().position(field).expect("a field");
    Edit::Set { place: Place { section, item: Id::new(item), field }, value }
}

fn lines(count: usize) -> String {
    vec!["a"; count].join("\n")
}

/// A session with so many parked remarks.
fn with_remarks(count: usize) -> Session {
    let mut session = empty();
    let table = session.table_mut(Section::Parked);
    for number in 0..count {
        table.insert(number, Item { id: Id::new(format!("k-{number}")), values: Vec::new() }).expect("it fits");
    }
    session
}

#[test]
fn an_edit_beyond_a_limit_is_refused_and_one_at_the_limit_can_be_read_back() {
    let marks = |count: usize| Value::set((0..count).map(|number| format!("m{number}")).collect());
    let cases = [
        (
            "health_words",
            Value::text("a".repeat(LONGEST_TEXT)),
            Value::text("a".repeat(LONGEST_TEXT + 1)),
            Limit::Bytes,
        ),
        ("health_words", Value::text(lines(MOST_LINES)), Value::text(lines(MOST_LINES + 1)), Limit::Lines),
        (
            "place",
            Value::text("é".repeat(LONGEST_TEXT / 2)),
            Value::text("é".repeat(LONGEST_TEXT / 2 + 1)),
            Limit::Bytes,
        ),
        ("start", Value::AsTyped("x".repeat(LONGEST_TEXT)), Value::AsTyped("x".repeat(LONGEST_TEXT + 1)), Limit::Bytes),
    ];
    for (field, most, more, limit) in cases {
        let mut session = empty();
        let edit = |value| set(Section::Meeting, "meeting", field, value);
        apply(&mut session, edit(most)).expect("it fits");
        assert_eq!(parse(&print(&session)), Ok(session.clone()), "{field}");
        let before = session.clone();
        assert_eq!(apply(&mut session, edit(more)), Err(Refused::TooMuch(limit)), "{field}");
        assert_eq!(session, before);
    }
    let mut session = empty();
    let item = Item { id: Id::new("follow_up.5.2"), values: Vec::new() };
    apply(&mut session, Edit::Insert { section: Section::Answers, item, after: None }).expect("it fits");
    let edit = |count| set(Section::Answers, "follow_up.5.2", "marks", marks(count));
    apply(&mut session, edit(MOST_MEMBERS)).expect("it fits");
    assert_eq!(parse(&print(&session)), Ok(session.clone()));
    assert_eq!(apply(&mut session, edit(MOST_MEMBERS + 1)), Err(Refused::TooMuch(Limit::Members)));
    let mut session = with_remarks(MOST_ITEMS);
    assert_eq!(parse(&print(&session)), Ok(session.clone()));
    let item = Item { id: Id::new("k-more"), values: Vec::new() };
    let more = Edit::Insert { section: Section::Parked, item, after: None };
    assert_eq!(apply(&mut session, more), Err(Refused::TooMuch(Limit::Items)));
}

#[test]
fn what_does_not_fit_is_refused_where_it_is_typed_or_pasted() {
    for (language, told) in [
        (Language::Dutch, "Zoveel tekst past niet in één veld (hooguit 65.536 tekens). Er is niets toegevoegd."),
        (
            Language::English,
            "There is no room for that much text in one field (at most 65,536 characters). Nothing was added.",
        ),
    ] {
        let mut screen = Screen::open(language, WIDE, shipped(FULL));
        let parked = screen.session().parked.len();
        screen.press("p").send(Msg::Paste("a".repeat(LONGEST_TEXT + 1)));
        assert_eq!(screen.notice(), told);
        screen.send(Msg::Paste("past wel".to_owned()));
        screen.press("Esc");
        assert_eq!(&*screen.session().parked[parked].text, "past wel");
        assert_eq!(screen.session().parked.len(), parked + 1);
    }
    let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
    screen.go_to("vision").press("Enter").send(Msg::Paste(lines(MOST_LINES + 1)));
    assert_eq!(screen.notice(), "Een tekst heeft hooguit 2.000 regels. Er is niets toegevoegd.", "{}", screen.text());

    let mut screen = Screen::open(Language::Dutch, WIDE, with_remarks(MOST_ITEMS));
    screen.press("p");
    assert_eq!(screen.notice(), "In één lijst passen hooguit 20.000 onderdelen. Er is niets toegevoegd.");
    assert_eq!(screen.session().parked.len(), MOST_ITEMS);
    assert!(screen.model.overlays.is_empty(), "there is nothing to type in");
}

/// A file may name any number as the highest score.
#[test]
fn a_scale_beyond_all_scores_breaks_no_picture() {
    for scale in [u32::MAX, 1 << 31] {
        let mut session = shipped(SECOND);
        let id = session.the_meeting().id.clone();
        let edit = set(Section::Meeting, id.as_str(), "scale", Value::Whole(scale));
        apply(&mut session, edit).expect("it fits");
        assert!(session.scores.iter().any(|score| !score.scores.known.is_empty()), "there is something to draw");
        let mut screen = Screen::open(Language::Dutch, WIDE, session);
        screen.go_to("scores").draw();
        assert!(screen.text().contains("middelste 6"), "{}", screen.text());
    }
}

#[test]
fn a_full_field_says_so_at_each_key() {
    let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
    screen.press("p").send(Msg::Paste("a".repeat(LONGEST_TEXT)));
    screen.press("‘b’");
    assert!(screen.model.notice.is_some());
    screen.press("Backspace ‘c’ Esc");
    let last = screen.session().parked.last().expect("parked").text.to_string();
    assert!(last.len() == LONGEST_TEXT && last.ends_with("ac"));
}

#[test]
fn two_texts_that_together_are_too_long_are_a_conflict() {
    let base = {
        let mut base = empty();
        apply(&mut base, set(Section::Meeting, "meeting", "vision", Value::text(lines(1_500)))).expect("it fits");
        base
    };
    let side = |text: String| {
        let mut side = base.clone();
        apply(&mut side, set(Section::Meeting, "meeting", "vision", Value::text(text))).expect("it fits");
        side
    };
    let (one, two) =
        (side(format!("{}\n{}", lines(400), lines(1_500))), side(format!("{}\nb\n{}", lines(1_500), lines(400))));
    let merged = merge(&base, &one, &two).expect("there is room");
    assert_eq!(merged.conflicts.len(), 1);
    assert_eq!(parse(&print(&merged.session)), Ok(merged.session));
}

/// A session in which so many remarks and one name hold this text.
fn all_saying(text: &str, remarks: usize) -> Session {
    let mut session = with_remarks(remarks);
    for number in 0..remarks {
        apply(&mut session, set(Section::Parked, &format!("k-{number}"), "text", Value::text(text))).expect("it fits");
    }
    apply(&mut session, set(Section::Neighbourhood, "neighbourhood", "name", Value::text(text))).expect("it fits");
    session
}

#[test]
fn more_differences_than_a_session_can_hold_are_told_and_both_sides_stay() {
    let [base, one, two] = ["a", "b", "c"].map(|text| all_saying(text, MOST_ITEMS - 1));
    let merged = merge(&base, &one, &two).expect("there is room");
    assert_eq!(merged.conflicts.len(), MOST_ITEMS);
    assert_eq!(parse(&print(&merged.session)), Ok(merged.session));

    let [base, one, two] = ["a", "b", "c"].map(|text| all_saying(text, MOST_ITEMS));
    assert_eq!(merge(&base, &one, &two), Err(Unmergeable::TooDifferent(Limit::Items)));
    let mut screen = Screen::open(Language::Dutch, WIDE, one.clone());
    screen.send(FileMsg::Theirs { base: Box::new(base.clone()), theirs: Box::new(two.clone()) });
    assert_eq!(screen.session(), &one);
    assert_eq!(screen.effects.last(), Some(&Effect::KeepApart));
    assert!(screen.text().contains("Iemand anders heeft deze sessie ook gewijzigd"), "{}", screen.text());

    // On the command line nothing is written; git gets the lines of both sides, with its markers between them.
    let folder = tempfile::tempdir().expect("a folder");
    let [base, ours, theirs] = [("base", &base), ("ours", &one), ("theirs", &two)].map(|(name, session)| {
        let path = folder.path().join(name);
        std::fs::write(&path, print(session)).expect("written");
        path
    });
    let run = |more: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("werksessie").expect("the program is built");
        let ran = command.arg("merge").args([&base, &ours, &theirs]).args(more).output().expect("it runs");
        (ran.status.code(), String::from_utf8_lossy(&ran.stderr).into_owned())
    };
    let (code, told) = run(&[]);
    assert!(code == Some(2) && told.contains("verschillen op te veel plekken"), "{code:?} {told}");
    assert_eq!(std::fs::read_to_string(&ours).ok(), Some(print(&one)));
    let (code, told) = run(&["linden.ron", "--driver"]);
    assert!(code == Some(1) && told.contains("CONFLICT in linden.ron"), "{code:?} {told}");
    let both = std::fs::read_to_string(&ours).expect("written");
    assert!(both.contains("name: \"b\"") && both.contains("name: \"c\"") && both.contains("<<<<<<<"));
}

#[test]
fn an_item_for_which_there_is_no_room_waits_until_there_is() {
    let base = with_remarks(MOST_ITEMS - 1);
    let side = |id: &str| {
        let mut side = base.clone();
        let mut values = vec![Value::Empty; Section::Parked.kind().fields.len()];
        values[0] = Value::text(id);
        let item = Item { id: Id::new(id), values };
        apply(&mut side, Edit::Insert { section: Section::Parked, item, after: None }).expect("it fits");
        side
    };
    let (one, two) = (side("k-een"), side("k-twee"));
    let merged = merge(&base, &one, &two).expect("there is room");
    assert_eq!(print(&merged.session), print(&merge(&base, &two, &one).expect("there is room").session));
    assert_eq!((merged.session.parked.len(), merged.conflicts.len()), (MOST_ITEMS, 1));
    let mut session = parse(&print(&merged.session)).expect("it can be read");
    assert_eq!(session, merged.session);
    let open = session.conflicts[0].open(&session).expect("open");
    let taking = open.taking(&session, &open.values.others[0]);
    assert_eq!(apply(&mut session, taking[0].clone()), Err(Refused::TooMuch(Limit::Items)));
    apply(&mut session, Edit::Remove { section: Section::Parked, item: Id::new("k-0") }).expect("it is there");
    let taking = open.taking(&session, &open.values.others[0]);
    apply(&mut session, taking[0].clone()).expect("it fits now");
    for text in ["k-een", "k-twee"] {
        assert!(session.parked.iter().any(|remark| &*remark.text == text), "{text}");
    }
}

/// A session with as many people, actions with an owner, costs of those actions, pilots, groups and bids as there can be.
fn as_large_as_can_be(history: &mut History) -> Session {
    let mut session = empty();
    let link = |letter: char, number: usize| Value::Link(Id::new(format!("{letter}-{number}")));
    let mut fill = |section: Section, letter: char, values: &dyn Fn(usize) -> Vec<(&'static str, Value)>| {
        let items = (0..MOST_ITEMS).map(|number| {
            let mut item = Item { id: Id::new(format!("{letter}-{number}")), values: section.blank().values() };
            for (field, value) in values(number) {
                item.values[section.kind().position(field).expect("a field")] = value;
            }
            let after = number.checked_sub(1).map(|before| Id::new(format!("{letter}-{before}")));
            Edit::Insert { section, item, after }
        });
        history.make(&mut session, items.collect()).expect("it fits");
    };
    let last = MOST_ITEMS - 1;
    fill(Section::People, 'p', &|_| Vec::new());
    fill(Section::Groups, 'g', &|_| vec![("budget", Value::Whole(1))]);
    fill(Section::Actions, 'a', &|number| vec![("owner", link('p', last - number))]);
    fill(Section::Costs, 'm', &|number| {
        vec![("action", link('a', last - number)), ("until", Value::AsTyped("2020".to_owned()))]
    });
    fill(Section::Pilots, 'z', &|_| vec![("cost", Value::Whole(3))]);
    fill(Section::Bids, 'x', &|number| {
        vec![("pilot", link('z', last - number)), ("group", link('g', number)), ("amount", Value::Whole(2))]
    });
    fill(Section::Indicators, 'i', &|_| vec![("name", Value::text("Spinnenweb"))]);
    fill(Section::Goals, 'e', &|number| vec![("indicator", link('i', last - number))]);
    session
}

#[test]
fn a_session_as_large_as_can_be_takes_no_longer_than_it_is_large() {
    let begun = Instant::now();
    let in_time = |what: &str| {
        assert!(begun.elapsed() < Duration::from_mins(1), "{what}");
    };
    let mut history = History::default();
    let full = as_large_as_can_be(&mut history);
    in_time("filled");
    let questions = [];
    let found = signals(&Scope::new(&full, &questions, &[]), Some(date(2026, 11, 22)));
    for rule in ["bid_above_budget", "pilot_short", "money_ends", "web_as_indicator"] {
        assert_eq!(found.iter().filter(|signal| signal.rule.name == rule).count(), MOST_ITEMS, "{rule}");
    }
    in_time("asks");
    let mut upside_down = full.clone();
    let table = upside_down.table_mut(Section::People);
    let names: Vec<Id> = table.records().map(|record| record.id().clone()).collect();
    let mut turned = empty();
    for (number, id) in names.into_iter().rev().enumerate() {
        let item = Item { id, values: Section::People.blank().values() };
        turned.table_mut(Section::People).insert(number, item).expect("it fits");
    }
    upside_down.people = turned.people;
    assert_eq!(diff(&full, &upside_down).len(), MOST_ITEMS - 1);
    in_time("compared");
    let edits = full.actions.iter().flat_map(|action| {
        let field = |name: &str| Section::Actions.kind().position(name).expect("a field");
        let set = |field: usize, value: Value| Edit::set(Section::Actions, &action.id, field, value);
        ["status", "what", "note"].map(|name| {
            let value = if name == "status" { Value::Choice("started") } else { Value::text("Soep") };
            LeftEdit { edit: set(field(name), value), undo: Some(set(field(name), Value::Empty)) }
        })
    });
    let edits: Vec<LeftEdit> = edits.collect();
    assert_eq!(put_back(&full, &edits).edits.len(), 3 * MOST_ITEMS);
    in_time("put back");
    let mut session = full.clone();
    while history.undo(&mut session).is_some() {}
    assert_eq!(session, empty());
    in_time("undone");
}

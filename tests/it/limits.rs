//! What a session may hold: nothing is taken in that could not be read back, and that is told in words.

use werksessie::domain::edit::{Edit, Place, Refused, apply};
use werksessie::domain::id::Id;
use werksessie::domain::limits::{LONGEST_TEXT, Limit, MOST_ITEMS, MOST_LINES, MOST_MEMBERS};
use werksessie::domain::merge::merge;
use werksessie::domain::session::{Item, Section, Session};
use werksessie::domain::value::Value;
use werksessie::i18n::language::Language;
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;
use werksessie::tui::update::Msg;

use crate::support::screen::{FULL, Screen, WIDE, empty, shipped};

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
    let merged = merge(&base, &one, &two);
    assert_eq!(merged.conflicts.len(), 1);
    assert_eq!(parse(&print(&merged.session)), Ok(merged.session));
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
    let merged = merge(&base, &one, &two);
    assert_eq!(print(&merged.session), print(&merge(&base, &two, &one).session));
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

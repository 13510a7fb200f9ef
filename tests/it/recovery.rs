//! What an earlier run left behind, put back into a session that something else happened to meanwhile: every word of it is
//! in the session afterwards, or in front of the user.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use werksessie::domain::edit::{Edit, apply};
use werksessie::domain::hidden::hide;
use werksessie::domain::id::Id;
use werksessie::domain::records::meeting::{Group, Meeting};
use werksessie::domain::records::priorities::Vote;
use werksessie::domain::recovery::put_back;
use werksessie::domain::session::{Item, Section, Session};
use werksessie::domain::value::Value;
use werksessie::i18n::language::Language;
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;
use werksessie::tui::model::layout::Size;
use werksessie::tui::model::{Overlay, Recovery};
use werksessie::tui::update::Effect;

use crate::support::arbitrary::{edits, session, step};
use crate::support::screen::{Screen, empty};

/// The words that the edits put somewhere and did not take away again, by their place.
fn words_of(edits: &[Edit]) -> BTreeMap<(Section, Id, usize), String> {
    let mut words = BTreeMap::new();
    let mut put = |section: Section, item: &Id, field: usize, value: &Value| {
        match value {
            Value::Text(text) | Value::AsTyped(text) => words.insert((section, item.clone(), field), text.clone()),
            _ => words.remove(&(section, item.clone(), field)),
        };
    };
    let mut removed = BTreeSet::new();
    for edit in edits {
        match edit {
            Edit::Set { place, value } => put(place.section, &place.item, place.field, value),
            Edit::Insert { section, item, .. } => {
                removed.remove(&(*section, item.id.clone()));
                item.values.iter().enumerate().for_each(|(field, value)| put(*section, &item.id, field, value));
            }
            Edit::Remove { section, item } => drop(removed.insert((*section, item.clone()))),
            Edit::Move { .. } => {}
        }
    }
    words.retain(|(section, item, _), _| !removed.contains(&(*section, item.clone())));
    words
}

fn holds(values: &[Value], text: &str) -> bool {
    values.iter().any(|value| matches!(value, Value::Text(found) | Value::AsTyped(found) if found == text))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_of_a_journal_goes(
        before in session(12),
        now in session(12),
        steps in prop::collection::vec(step(), 1..12),
        is_reverted: bool,
    ) {
        let mut then = before.clone();
        let mut made = Vec::new();
        for edit in steps.iter().flat_map(|step| edits(&then, step)).collect::<Vec<_>>() {
            if apply(&mut then, edit.clone()).is_ok() {
                made.push(edit);
            }
        }
        // An older version, or one that something else was done to.
        let mut now = if is_reverted { Session::empty(before.id.clone()) } else { now };
        let put = put_back(&now, &made);
        for edit in &put.edits {
            apply(&mut now, edit.clone()).map_err(|refused| TestCaseError::fail(format!("{refused:?} {edit:?}")))?;
        }
        let text = print(&now);
        prop_assert_eq!(&parse(&text).map_err(|problem| TestCaseError::fail(format!("{problem:?}\n{text}")))?, &now);
        for ((section, item, field), text) in words_of(&made) {
            let is_there = now.find(section, &item).is_some_and(|record| holds(&[record.value(field)], &text));
            let is_left = put.left.iter().any(|edit| match edit {
                Edit::Set { value, .. } => holds(std::slice::from_ref(value), &text),
                Edit::Insert { item, .. } => holds(&item.values, &text),
                _ => false,
            });
            prop_assert!(is_there || is_left, "{text:?} of {section:?} {item} is gone: {put:?}");
        }
    }
}

fn person(id: &str, name: &str) -> Item {
    let mut values = vec![Value::Empty; Section::People.kind().fields.len()];
    values[0] = Value::text(name);
    Item { id: Id::new(id), values }
}

/// A session in which these edits and texts were put back.
fn restored(edits: Vec<Edit>, drafts: Vec<(String, String)>, unread: usize) -> Screen {
    let size = Size { columns: 100, rows: 30 };
    let mut screen = Screen::open_after(Language::Dutch, size, empty(), Recovery { edits, unread, drafts });
    screen.press("Enter");
    screen
}

#[test]
fn what_fits_nowhere_any_more_is_parked_and_told() {
    let behind_nobody =
        Edit::Insert { section: Section::People, item: person("p-1", "Joke"), after: Some(Id::new("p-9")) };
    let of_nobody = Edit::set(Section::People, &Id::new("p-8"), 0, Value::text("Corrie"));
    let screen = restored(vec![behind_nobody, of_nobody], vec![("nergens".to_owned(), "halve zin".to_owned())], 0);
    assert_eq!(&*screen.session().people[0].name, "Joke");
    let parked: Vec<&str> = screen.session().parked.iter().map(|remark| &*remark.text).collect();
    assert_eq!(parked, ["Naam: Corrie", "halve zin"]);
    assert!(screen.words().contains("geparkeerde opmerkingen"), "{}", screen.text());
    assert!(screen.effects.contains(&Effect::DiscardRecovery));
}

#[test]
fn what_is_hidden_and_fits_nowhere_any_more_stays_in_the_journal() {
    let mut session = empty();
    let hidden = hide(&session, Section::Votes, true).expect("it changes");
    apply(&mut session, hidden).expect("it fits");
    let of_nobody = Edit::set(Section::Votes, &Id::new("v-8"), Vote::votes, Value::Whole(417));
    let drafts = vec![("votes v-9 votes".to_owned(), "931".to_owned())];
    let size = Size { columns: 100, rows: 30 };
    let recovery = Recovery { edits: vec![of_nobody], unread: 0, drafts };
    let mut screen = Screen::open_after(Language::Dutch, size, session, recovery);
    let mut told = screen.text();
    screen.press("Enter");
    told.push_str(&screen.text());
    assert!(screen.session().parked.is_empty(), "{told}");
    assert!(!told.contains("417") && !told.contains("931"), "{told}");
    assert!(!screen.effects.contains(&Effect::DiscardRecovery), "it waits");
}

#[test]
fn a_number_that_another_value_took_the_place_of_is_kept() {
    let there = Item { id: Id::new("g-1"), values: group(12) };
    let insert = |values: Vec<Value>| {
        let item = Item { id: there.id.clone(), values };
        Edit::Insert { section: Section::Groups, item, after: None }
    };
    let mut session = empty();
    apply(&mut session, insert(group(12))).expect("it fits");
    let put = put_back(&session, &[insert(group(15))]);
    assert_eq!(put.left, [Edit::set(Section::Groups, &there.id, Group::size, Value::Whole(15))]);
}

fn group(size: u32) -> Vec<Value> {
    let mut values = vec![Value::Empty; Section::Groups.kind().fields.len()];
    (values[Group::name], values[Group::size]) = (Value::text("Inwoners"), Value::Whole(size));
    values
}

#[test]
fn what_a_newer_version_wrote_stays_in_the_journal() {
    let set = Edit::set(Section::Meeting, &Id::new("meeting"), Meeting::motto, Value::text("Samen"));
    let screen = restored(vec![set], Vec::new(), 1);
    assert_eq!(&*screen.session().the_meeting().motto, "Samen");
    assert!(!screen.effects.contains(&Effect::DiscardRecovery));
}

#[test]
fn private_notes_that_were_being_typed_are_not_shown() {
    let drafts = vec![("meeting meeting private_notes".to_owned(), "Piet komt dronken".to_owned())];
    let size = Size { columns: 100, rows: 30 };
    let screen = Screen::open_after(Language::Dutch, size, empty(), Recovery { drafts, ..Recovery::default() });
    assert!(matches!(screen.model.overlays.last(), Some(Overlay::Recovery(_))));
    assert!(!screen.words().contains("dronken"), "{}", screen.text());
}

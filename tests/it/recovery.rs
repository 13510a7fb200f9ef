//! What an earlier run left behind, put back into a session that something else happened to meanwhile: every word of it is
//! in the session afterwards, or in front of the user.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::TestCaseError;
use werksessie::domain::diff::diff;
use werksessie::domain::edit::{Edit, Place, apply};
use werksessie::domain::hidden::hide;
use werksessie::domain::history::Change;
use werksessie::domain::id::Id;
use werksessie::domain::problem::Trouble;
use werksessie::domain::record::Record;
use werksessie::domain::records::meeting::{Answer, Group, Meeting, Remark};
use werksessie::domain::records::priorities::Vote;
use werksessie::domain::recovery::{LeftDraft, LeftEdit, put_back, with_whole_judgements};
use werksessie::domain::session::{Count, Item, Section, Session};
use werksessie::domain::value::Value;
use werksessie::i18n::language::Language;
use werksessie::store::form::reading::{parse, parse_changes};
use werksessie::store::form::text::{print, print_change};
use werksessie::telling::problems::trouble_text;
use werksessie::tui::model::layout::Size;
use werksessie::tui::model::{Overlay, Recovery};
use werksessie::tui::update::{Effect, FileMsg};

use crate::support::arbitrary::{Raw, Step, edits, raw, session, step, value};
use crate::support::screen::{Screen, empty};
use crate::support::{left, print_edits};

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
        steps in vec(step(), 1..12),
        is_reverted: bool,
    ) {
        let mut then = before.clone();
        let made = made(&mut then, &steps);
        let left: Vec<LeftEdit> = made.iter().cloned().map(|(edit, _)| LeftEdit::from(edit)).collect();
        let made: Vec<Edit> = made.into_iter().map(|(edit, _)| edit).collect();
        // An older version, or one that something else was done to.
        let mut now = if is_reverted { Session::empty(before.id.clone()) } else { now };
        let put = put_back(&now, &left);
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

/// Makes what fits of some steps, and tells each edit with what undoes it.
fn made(session: &mut Session, steps: &[Step]) -> Vec<(Edit, Edit)> {
    let mut made = Vec::new();
    for edit in steps.iter().flat_map(|step| edits(session, step)).collect::<Vec<_>>() {
        if let Ok(undo) = apply(session, edit.clone()) {
            made.push((edit, undo));
        }
    }
    made
}

/// Makes what fits of some edits, and tells them as they come back from a journal.
fn journalled(session: &mut Session, edits: impl IntoIterator<Item = Edit>) -> Vec<LeftEdit> {
    let mut left = Vec::new();
    for edit in edits {
        if let Ok(undo) = apply(session, edit.clone()) {
            let change = with_whole_judgements(session, Change { edits: vec![edit], inverse: vec![undo] });
            left.extend(parse_changes(&print_change(&change)).0);
        }
    }
    left
}

/// The lines of the texts that an edit puts somewhere.
fn texts_of(edit: &Edit) -> Vec<String> {
    let values = match edit {
        Edit::Set { value, .. } => std::slice::from_ref(value),
        Edit::Insert { item, .. } => &item.values[..],
        Edit::Remove { .. } | Edit::Move { .. } => &[],
    };
    let texts = values.iter().filter_map(|value| match value {
        Value::Text(text) | Value::AsTyped(text) => Some(text),
        _ => None,
    });
    texts.flat_map(|text| text.split('\n').map(str::to_owned)).collect()
}

/// All texts of a session, what waits to be chosen included.
fn texts(session: &Session) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for record in Section::ALL.iter().flat_map(|section| session.table(*section).records()) {
        for value in record.values() {
            match value {
                Value::Text(text) | Value::AsTyped(text) => found.extend(text.split('\n').map(str::to_owned)),
                Value::Versions(versions) => {
                    let values = versions.iter().flat_map(|version| version.values().iter());
                    let texts = values.filter_map(|(_, value)| match value {
                        Value::Text(text) | Value::AsTyped(text) => Some(text),
                        _ => None,
                    });
                    found.extend(texts.flat_map(|text| text.split('\n').map(str::to_owned)).collect::<Vec<_>>());
                }
                _ => {}
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_another_wrote_into_the_file_since_is_not_lost(
        before in session(12),
        ours in vec(step(), 1..8),
        theirs in vec(step(), 1..8),
    ) {
        let (mut one, mut other) = (before.clone(), before.clone());
        let ours = ours.iter().flat_map(|step| edits(&before, step)).collect::<Vec<_>>();
        let made_here = journalled(&mut one, ours);
        made(&mut other, &theirs);
        let (was, mut mine, written) = (texts(&before), texts(&one), texts(&other));
        // What was written here and then replaced here may be what another wrote too.
        mine.extend(made_here.iter().flat_map(|left| texts_of(&left.edit)));
        let put = put_back(&other, &made_here);
        let mut now = other.clone();
        for edit in put.edits {
            apply(&mut now, edit.clone()).map_err(|refused| TestCaseError::fail(format!("{refused:?} {edit:?}")))?;
        }
        let told = texts(&now);
        for text in written.iter().filter(|text| !was.contains(*text) && !mine.contains(*text)) {
            prop_assert!(told.contains(text), "{:?} is gone: {:?}", text, made_here);
        }
        prop_assert_eq!(parse(&print(&now)), Ok(now));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_two_who_judged_one_thing_no_judgement_is_made_of_parts_of_both(
        section in select(Section::ALL.iter().copied().filter(|section| is_judged(*section)).collect::<Vec<_>>()),
        begun in vec(raw(), 24),
        ours in vec((any::<Index>(), raw()), 1..5),
        theirs in vec((any::<Index>(), raw()), 1..5),
    ) {
        let mut before = empty();
        let fields = section.kind().fields;
        let values = fields.iter().zip(&begun).map(|(field, raw)| value(&before, field.kind, raw)).collect();
        let item = Item { id: Id::new("x-1"), values };
        apply(&mut before, Edit::Insert { section, item, after: None }).expect("it fits");
        let judgement = section.kind().judgement();
        let set = |(field, raw): &(Index, Raw)| {
            let field = *field.get(&judgement);
            Edit::set(section, &Id::new("x-1"), field, value(&before, fields[field].kind, raw))
        };
        let (mut one, mut other) = (before.clone(), before.clone());
        let left = journalled(&mut one, ours.iter().map(set));
        theirs.iter().map(set).for_each(|edit| drop(apply(&mut other, edit).expect("it fits")));
        let mut now = other.clone();
        for edit in put_back(&now, &left).edits {
            apply(&mut now, edit).expect("made to fit");
        }
        let given = |session: &Session| -> Vec<Value> {
            let record = session.find(section, &Id::new("x-1")).expect("nobody took it away");
            judgement.iter().map(|field| record.value(*field)).collect()
        };
        let [one, other, now] = [&one, &other, &now].map(given);
        prop_assert!(now == one || now == other, "{:?} is neither {:?} nor {:?}", now, one, other);
    }
}

fn is_judged(section: Section) -> bool {
    section != Section::Conflicts && section.count() != Count::One && !section.kind().judgement().is_empty()
}

#[test]
fn a_journal_of_before_is_read_and_one_of_now_by_a_version_of_before() {
    let place = Place { section: Section::Meeting, item: Id::new("meeting"), field: Meeting::motto };
    let edit = Edit::Set { place: place.clone(), value: Value::text("Samen") };
    assert_eq!(parse_changes(&print_edits(std::slice::from_ref(&edit))).0, [LeftEdit::from(edit.clone())]);
    let undo = Edit::Set { place, value: Value::text("Alleen") };
    let text = print_change(&Change { edits: vec![edit.clone()], inverse: vec![undo.clone()] });
    assert_eq!(parse_changes(&text).0, [LeftEdit { edit, undo: Some(undo) }]);
    assert_eq!(text.lines().last(), Some("set meeting meeting motto (motto: \"Samen\", )"), "{text}");
}

#[test]
fn what_two_changed_waits_for_a_choice_after_a_crash() {
    let motto = |text: &str| Edit::set(Section::Meeting, &Id::new("meeting"), Meeting::motto, Value::text(text));
    let mut session = empty();
    apply(&mut session, motto("Van hen")).expect("it fits");
    let left = LeftEdit { edit: motto("Van ons"), undo: Some(motto("Van vroeger")) };
    let size = Size { columns: 100, rows: 30 };
    let recovery = Recovery { edits: vec![left], ..Recovery::default() };
    let mut screen = Screen::open_after(Language::Dutch, size, session, recovery);
    screen.press("Enter");
    assert_eq!(&*screen.session().the_meeting().motto, "Van ons");
    assert_eq!(screen.session().conflicts.len(), 1);
    assert!(screen.notice().contains("Iemand anders wijzigde hetzelfde"), "{}", screen.notice());
}

#[test]
fn a_judgement_that_two_gave_differently_comes_back_as_one() {
    let answer = |marks: &[&str], status: Option<&'static str>, note: &str| {
        let mut values = vec![Value::Empty; Section::Answers.kind().fields.len()];
        values[Answer::marks] = Value::set(marks.iter().map(|mark| (*mark).to_owned()).collect());
        values[Answer::status] = status.map_or(Value::Empty, Value::Choice);
        values[Answer::note] = Value::text(note);
        values
    };
    let id = Id::new("follow_up.2.2");
    let with = |values: &[Value]| {
        let mut session = empty();
        if values.iter().any(|value| !value.is_empty()) {
            let item = Item { id: id.clone(), values: values.to_vec() };
            apply(&mut session, Edit::Insert { section: Section::Answers, item, after: None }).expect("it fits");
        }
        session
    };
    // What there was, what was entered here, and what stands in the file.
    let cases = [
        (
            answer(&["residents"], None, ""),
            answer(&["residents", "managers"], None, ""),
            answer(&[], None, "Geen geld"),
        ),
        (answer(&["residents"], None, ""), answer(&["managers"], None, ""), answer(&["board_members"], None, "")),
        (answer(&["residents"], None, ""), answer(&["managers"], None, ""), answer(&["residents"], Some("no"), "")),
        (answer(&[], None, ""), answer(&["managers"], None, ""), answer(&[], Some("not_applicable"), "Bestaat niet")),
        (answer(&["residents"], None, ""), answer(&[], Some("no"), "Wil niet"), answer(&["managers"], None, "")),
    ];
    for (before, ours, theirs) in cases {
        let mut session = with(&before);
        let edits = diff(&session, &with(&ours));
        let left = journalled(&mut session, edits);
        for (found, expected) in [(&theirs, 1), (&before, 0), (&ours, 0)] {
            let mut now = with(found);
            let put = put_back(&now, &left);
            put.edits.into_iter().for_each(|edit| drop(apply(&mut now, edit).expect("made to fit")));
            assert_eq!((now.conflicts.len(), put.is_disputed), (expected, expected == 1), "{}", print(&now));
            let stands = now.answers[0].values();
            assert_eq!(stands, ours, "{}", print(&now));
            let Some(open) = now.conflicts.first().and_then(|conflict| conflict.open(&now)) else { continue };
            let taken = open.taking(&now, &open.values.others[0]);
            for edit in taken {
                apply(&mut now, edit).expect("made to fit");
            }
            assert_eq!(now.answers[0].values(), theirs, "{}", print(&now));
        }
    }
}

fn person(id: &str, name: &str) -> Item {
    let mut values = vec![Value::Empty; Section::People.kind().fields.len()];
    values[0] = Value::text(name);
    Item { id: Id::new(id), values }
}

/// A session in which these edits and texts were put back.
fn restored(edits: Vec<Edit>, drafts: Vec<LeftDraft>, unread: usize) -> Screen {
    let size = Size { columns: 100, rows: 30 };
    let edits = edits.into_iter().map(LeftEdit::from).collect();
    let mut screen = Screen::open_after(Language::Dutch, size, empty(), Recovery { edits, unread, drafts });
    screen.press("Enter");
    screen
}

#[test]
fn what_fits_nowhere_any_more_is_parked_and_told() {
    let behind_nobody =
        Edit::Insert { section: Section::People, item: person("p-1", "Joke"), after: Some(Id::new("p-9")) };
    let of_nobody = Edit::set(Section::People, &Id::new("p-8"), 0, Value::text("Corrie"));
    let screen = restored(vec![behind_nobody, of_nobody], vec![left("nergens", "halve zin")], 0);
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
    let drafts = vec![left("votes v-9 votes", "931")];
    let size = Size { columns: 100, rows: 30 };
    let recovery = Recovery { edits: vec![of_nobody.into()], unread: 0, drafts };
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
    let put = put_back(&session, &[insert(group(15)).into()]);
    assert_eq!(put.left, [Edit::set(Section::Groups, &there.id, Group::size, Value::Whole(15))]);
}

fn group(size: u32) -> Vec<Value> {
    let mut values = vec![Value::Empty; Section::Groups.kind().fields.len()];
    (values[Group::name], values[Group::size]) = (Value::text("Bewoners"), Value::Whole(size));
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
    let drafts = vec![left("meeting meeting private_notes", "Piet komt dronken")];
    let size = Size { columns: 100, rows: 30 };
    let screen = Screen::open_after(Language::Dutch, size, empty(), Recovery { drafts, ..Recovery::default() });
    assert!(matches!(screen.model.overlays.last(), Some(Overlay::Recovery(_))));
    assert!(!screen.words().contains("dronken"), "{}", screen.text());
}

#[test]
fn what_an_earlier_run_left_is_told_change_by_change_and_only_what_the_session_has_not() {
    let remark = |number: usize, text: &str| {
        let mut values = vec![Value::Empty; Section::Parked.kind().fields.len()];
        values[Remark::text] = Value::text(text);
        let item = Item { id: Id::new(format!("k-{number}")), values };
        Edit::Insert { section: Section::Parked, item, after: None }
    };
    let texts = ["De bank is stuk", "De lamp ook", "Wie belt er", "Soep op donderdag", "Sleutel bij Ria"];
    let mut session = empty();
    let edits: Vec<LeftEdit> =
        texts.iter().enumerate().map(|(number, text)| LeftEdit::from(remark(number, text))).collect();
    apply(&mut session, remark(0, texts[0])).expect("it fits");
    let size = Size { columns: 80, rows: 24 };
    let recovery = Recovery { edits, ..Recovery::default() };
    let screen = Screen::open_after(Language::Dutch, size, session.clone(), recovery.clone());
    let told = screen.words();
    assert!(told.contains("Niet opgeslagen wijzigingen: 4"), "{told}");
    for (number, text) in texts.iter().enumerate() {
        assert_eq!(told.contains(text), number > 0, "{text}: {told}");
    }
    // A save that was broken off came into the file all the same: there is nothing to ask.
    for (number, text) in texts.iter().enumerate().skip(1) {
        apply(&mut session, remark(number, text)).expect("it fits");
    }
    let screen = Screen::open_after(Language::Dutch, size, session, recovery);
    assert!(screen.model.overlays.is_empty(), "{}", screen.text());
    assert!(screen.effects.contains(&Effect::DiscardRecovery));
}

#[test]
fn who_leaves_is_told_why_it_is_not_saved_and_what_becomes_of_it() {
    let size = Size { columns: 80, rows: 24 };
    for (works, kept) in [(true, true), (false, false)] {
        let mut screen = Screen::open(Language::Dutch, size, empty());
        screen.send(FileMsg::Journal { works });
        screen.send(FileMsg::NotSaved(Trouble::Moved));
        let words = &screen.context.words;
        let why = trouble_text(Trouble::Moved, words).to_string();
        assert!(screen.words().contains(&why), "it is told at once: {}", screen.text());
        screen.press("q");
        assert!(screen.words().contains(&why), "{}", screen.text());
        let footer = screen.rows().pop().expect("a footer");
        assert_eq!((footer.contains("q stop"), footer.contains("w weggooien")), (kept, !kept), "{footer}");
        screen.press(if kept { "q" } else { "w" });
        assert!(screen.effects.contains(&Effect::LeaveUnsaved));
    }
    // When it is saved after all, why it was not is no news any more.
    let mut screen = Screen::open(Language::Dutch, size, empty());
    let why = trouble_text(Trouble::Full, &screen.context.words).to_string();
    screen.send(FileMsg::NotSaved(Trouble::Full));
    assert!(screen.words().contains(&why), "{}", screen.text());
    screen.send(FileMsg::Saved { revision: screen.desk().revision });
    assert!(!screen.words().contains(&why), "{}", screen.text());
}

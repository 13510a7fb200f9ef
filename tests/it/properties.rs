//! What holds for every session: it comes back from its file as it went in, and every edit can be undone.

use jiff::civil::Date;
use proptest::collection::vec;
use proptest::prelude::*;
use werksessie::domain::edit::{Edit, apply, apply_all};
use werksessie::domain::history::History;
use werksessie::domain::id::Id;
use werksessie::domain::question::{CONFIRMED, NOBODY_MISSED, QuestionKind, RESIDENTS};
use werksessie::domain::session::{Count, Item, Section, Session};
use werksessie::domain::value::Value;
use werksessie::guide::{Guide, Question};
use werksessie::i18n::language::Language;
use werksessie::overview::Summary;
use werksessie::store::form::reading::{Parts, parse, parse_any, parse_changes, parse_exactly, skim};
use werksessie::store::form::spans::spans;
use werksessie::store::form::text::print;

use crate::support::arbitrary::{edits, session, step};
use crate::support::print_edits;

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_session_comes_back_from_its_file_as_it_went_in(session in session(60)) {
        let text = print(&session);
        let back = parse(&text).map_err(|problem| TestCaseError::fail(format!("{problem:?}\n{text}")))?;
        prop_assert_eq!(&back, &session);
        prop_assert_eq!(print(&back), text);
    }

    #[test]
    fn every_edit_can_be_undone_and_made_again(before in session(40), step in step()) {
        let edits = edits(&before, &step);
        let mut session = before.clone();
        let inverse = apply_all(&mut session, &edits).expect("made to fit");
        let after = session.clone();
        apply_all(&mut session, &inverse).expect("an inverse fits");
        prop_assert_eq!(&session, &before);
        apply_all(&mut session, &edits).expect("fits again");
        prop_assert_eq!(session, after);
    }

    #[test]
    fn sessions_are_the_same_where_they_are_written_the_same(before in session(40), step in step()) {
        let mut session = before.clone();
        for edit in edits(&before, &step) {
            apply(&mut session, edit).expect("made to fit");
            prop_assert_eq!(session == before, print(&session) == print(&before));
        }
    }

    #[test]
    fn undo_goes_all_the_way_back_and_redo_all_the_way_forth(steps in vec(step(), 0..30)) {
        let start = werksessie::domain::session::Session::empty(werksessie::domain::id::Id::new("s-1"));
        let (mut session, mut history) = (start.clone(), History::default());
        for step in &steps {
            let edits = edits(&session, step);
            history.make(&mut session, edits).expect("made to fit");
        }
        let end = session.clone();
        while history.undo(&mut session).is_some() {}
        prop_assert_eq!(&session, &start);
        while history.redo(&mut session).is_some() {}
        prop_assert_eq!(session, end);
    }

    #[test]
    fn undo_takes_back_nothing_that_another_process_wrote(
        start in session(20),
        steps in vec((any::<bool>(), step()), 1..16),
        undone in 0..4_usize,
    ) {
        let (mut session, mut history) = (start, History::default());
        let mut theirs = std::collections::HashMap::new();
        for (at, (is_theirs, step)) in steps.iter().enumerate() {
            if at == steps.len() / 2 {
                for _ in 0..undone {
                    history.undo(&mut session);
                }
            }
            let edits = edits(&session, step);
            if *is_theirs {
                history.take_in(&mut session, edits.clone()).expect("made to fit");
                theirs.extend(edits.iter().filter_map(|edit| match edit {
                    Edit::Set { place, value } => Some((place.clone(), value.clone())),
                    _ => None,
                }));
            } else {
                for edit in &edits {
                    theirs.retain(|place, _| !matches!(edit, Edit::Set { place: ours, .. } if ours == place));
                    theirs.retain(|place, _| !matches!(edit, Edit::Remove { item, .. } if *item == place.item));
                }
                history.make(&mut session, edits).expect("made to fit");
            }
            theirs.retain(|place, value| {
                session.find(place.section, &place.item).is_some_and(|record| record.value(place.field) == *value)
            });
        }
        for forth in [false, true, false] {
            while if forth { history.redo(&mut session) } else { history.undo(&mut session) }.is_some() {
                let back = parse(&print(&session));
                prop_assert!(back.is_ok(), "{:?}\n{}", back, print(&session));
            }
            for (place, value) in &theirs {
                let found = session.find(place.section, &place.item).map(|record| record.value(place.field));
                prop_assert_eq!(found.as_ref(), Some(value), "{:?}", place);
            }
        }
    }

    #[test]
    fn edits_come_back_from_the_journal_as_they_went_in(before in session(40), step in step()) {
        let edits = edits(&before, &step);
        let read = parse_changes(&print_edits(&edits)).0.into_iter();
        prop_assert_eq!(read.map(|left| left.edit).collect::<Vec<_>>(), edits);
    }

    #[test]
    fn reading_never_panics_whatever_was_done_to_a_file(session in session(20), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = print(&session).into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(read) = werksessie::store::form::reading::parse_bytes(&bytes) {
            prop_assert_eq!(parse(&print(&read)), Ok(read));
        }
        let cut = at.min(bytes.len() - 2);
        prop_assert!(werksessie::store::form::reading::parse_bytes(&bytes[..cut]).is_err());
    }

    #[test]
    fn the_fast_way_of_reading_gives_what_the_parser_gives((text, changed) in text_and_changed()) {
        prop_assert_eq!(parse(&text), parse_any(&text));
        prop_assert_eq!(parse(&changed), parse_any(&changed), "{}", changed);
    }

    #[test]
    fn what_is_read_as_written_to_the_byte_is_written_so((text, changed) in text_and_changed()) {
        for text in [&text, &changed] {
            if let Some((session, ..)) = parse_exactly(text) {
                prop_assert_eq!(&print(&session), text);
                prop_assert_eq!(Ok(session), parse_any(text));
            }
        }
    }

    #[test]
    fn where_a_value_stands_is_found_by_lines_as_by_tokens(session in session(60)) {
        let text = print(&session);
        let by_token = spans(&text);
        // Something to settle is left to the parser.
        let Some((session, starts, _)) = parse_exactly(&text) else { return Ok(()) };
        for &section in Section::ALL {
            for record in session.table(section).records() {
                for field in (0..section.kind().fields.len()).map(Some).chain([None]) {
                    let found = starts.of(&text, &session, section, record.id(), field);
                    let wanted = by_token.of(section, record.id(), field);
                    prop_assert_eq!(found, wanted, "{:?} {:?}\n{}", section, field, &text);
                }
            }
        }
    }

    #[test]
    fn parts_of_a_session_are_read_only_where_all_of_it_can_be(
        (text, changed) in text_and_changed(),
        wanted in vec((prop::sample::select(Section::ALL), any::<u64>()), 0..20),
    ) {
        let wanted: Vec<(Section, Vec<usize>)> = wanted.into_iter().map(|(section, bits)| {
            let is_wanted = |number: &usize| bits & (1 << number) != 0;
            (section, (0..section.kind().fields.len()).filter(is_wanted).collect())
        }).collect();
        let wanted: Vec<(Section, &[usize])> =
            wanted.iter().map(|(section, fields)| (*section, fields.as_slice())).collect();
        for text in [&text, &changed] {
            for wanted in [&wanted, &[][..]] {
                if let Some(skimmed) = skim(text.as_bytes(), &Parts::of(wanted)) {
                    let whole = parse_any(text).map_err(|problem| TestCaseError::fail(format!("{problem:?}\n{text}")))?;
                    prop_assert_eq!(skimmed, parts_of(&whole, wanted), "{}", text);
                }
            }
        }
    }

    #[test]
    fn a_summary_is_made_of_its_parts_alone(mut session in session(60), given in vec(any::<u8>(), 21)) {
        let guide = Guide::load(Language::Dutch).expect("the guide ships with the program");
        let list = guide.structure.list("follow_up").expect("the checklist");
        for (question, given) in list.questions().zip(given) {
            answer(&mut session, question, given);
        }
        let parts = parts_of(&session, Summary::PARTS);
        prop_assert_eq!(Summary::of(&parts, &guide.structure), Summary::of(&session, &guide.structure));
    }
}

/// Answers a question with what it asks for: each bit gives a field.
fn answer(session: &mut Session, question: &Question, given: u8) {
    let marks = match &question.kind {
        QuestionKind::Marks { marks } | QuestionKind::Groups { groups: marks, .. } => marks.clone(),
        _ => [RESIDENTS, CONFIRMED, NOBODY_MISSED].map(str::to_owned).to_vec(),
    };
    let choice = match &question.kind {
        QuestionKind::Choice(options) => options.last().map_or("", |(option, _)| option),
        _ => "",
    };
    let people = session.people.iter().map(|person| person.id.to_string()).collect();
    let fields = [
        ("status", Value::Choice("done")),
        ("choice", Value::text(choice)),
        ("marks", Value::set(marks)),
        ("own", Value::set(vec!["nog een groep".to_owned()])),
        ("text", Value::text("iets")),
        ("note", Value::text("daarom")),
        ("people", Value::set(people)),
        ("date", Value::Date(Date::constant(2026, 11, 22))),
    ];
    let mut values = vec![Value::Empty; Section::Answers.kind().fields.len()];
    for (bit, (name, value)) in fields.into_iter().enumerate().filter(|(bit, _)| given & (1 << bit) != 0) {
        values[Section::Answers.kind().position(name).unwrap_or(bit)] = value;
    }
    let item = Item { id: Id::new(&*question.id), values };
    apply(session, Edit::Insert { section: Section::Answers, item, after: None }).expect("not answered yet");
}

/// The text of a session, and the same with a line or a byte changed.
fn text_and_changed() -> impl Strategy<Value = (String, String)> {
    let byte = prop::sample::select(b" \"\\,:()[]0-1.\n\r\tax\xc3".to_vec());
    let place = any::<prop::sample::Index>;
    (session(30), place(), place(), 0..6, byte).prop_map(|(session, place, other, change, byte)| {
        let text = print(&session);
        let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
        let (one, other) = (place.index(lines.len()), other.index(lines.len()));
        let mut bytes = text.clone().into_bytes();
        let at = place.index(bytes.len());
        match change {
            0 => drop(lines.remove(one)),
            1 => lines.swap(one, other),
            2 => lines.insert(one, lines[other]),
            3 => bytes[at] = byte,
            4 => bytes.insert(at, byte),
            _ => drop(bytes.remove(at)),
        }
        let changed = if change < 3 { lines.concat() } else { String::from_utf8_lossy(&bytes).into_owned() };
        (text, changed)
    })
}

/// A session in which there is nothing but these parts of another.
fn parts_of(session: &Session, wanted: &[(Section, &[usize])]) -> Session {
    let mut parts = Session { header: session.header.clone(), ..Session::empty(session.id.clone()) };
    // Of a section that is named twice, the last counts.
    for &section in Section::ALL.iter().filter(|section| **section != Section::Header) {
        let Some((_, numbers)) = wanted.iter().rev().find(|(named, _)| *named == section) else { continue };
        for position in 0..session.table(section).len() {
            let record = session.table(section).get(position).expect("it is there");
            let table = parts.table_mut(section);
            if section.count() != Count::One {
                table.insert(position, Item { id: record.id().clone(), values: Vec::new() }).expect("no values");
            }
            let part = table.get_mut(position).expect("it is there");
            for number in 0..section.kind().fields.len() {
                let value = if numbers.contains(&number) { record.value(number) } else { Value::Empty };
                part.replace(number, value).expect("of the same record");
            }
        }
    }
    parts
}

//! The laws of merging, over arbitrary sessions that grew apart, with things to settle on every side: nothing that either
//! side entered is lost, nothing is there twice, what waits to be settled survives, the result does not depend on who
//! merges, and whatever comes of it can be read.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use werksessie::domain::conflict::{About, Conflicted};
use werksessie::domain::diff::diff;
use werksessie::domain::edit::{Edit, Place, apply, apply_all};
use werksessie::domain::id::Id;
use werksessie::domain::merge::{Merged, merge};
use werksessie::domain::records::meeting::Answer;
use werksessie::domain::session::{Item, Section, Session};
use werksessie::domain::value::{Kind, Value};
use werksessie::git::merging::{merge_files, write_over};
use werksessie::i18n::language::Language;
use werksessie::store::form::reading::{parse, parse_changes};
use werksessie::store::form::text::print;
use werksessie::store::safety::save::{Base, SaveError};
use werksessie::telling::changes::tell_conflict;

use crate::support::arbitrary::{Step, edits, session, step};
use crate::support::print_edits;
use crate::support::screen::context;

/// How a side goes on from what it grew from: it takes steps, merges what others did, and settles some of what is open.
#[derive(Clone, Debug)]
struct Growth {
    steps: Vec<Step>,
    others: Option<(Vec<Step>, Vec<Step>)>,
    settled: Vec<u8>,
}

fn growth() -> impl Strategy<Value = Growth> {
    let steps = || vec(step(), 0..8);
    let others = prop::option::weighted(0.4, (steps(), steps()));
    (steps(), others, vec(any::<u8>(), 0..4)).prop_map(|(steps, others, settled)| Growth { steps, others, settled })
}

/// A session and two that grew from it.
fn triple() -> impl Strategy<Value = (Session, Session, Session)> {
    (session(25), growth(), growth(), growth()).prop_map(|(start, before, left, right)| {
        let base = grown(&start, &before);
        let (one, two) = (grown(&base, &left), grown(&base, &right));
        (base, one, two)
    })
}

fn grown(base: &Session, growth: &Growth) -> Session {
    let mut session = stepped(base, &growth.steps);
    if let Some((left, right)) = &growth.others {
        session = merge(&session, &stepped(&session, left), &stepped(&session, right)).expect("there is room").session;
    }
    for choice in &growth.settled {
        settle(&mut session, *choice);
    }
    session
}

fn stepped(base: &Session, steps: &[Step]) -> Session {
    let mut session = base.clone();
    for step in steps {
        for edit in edits(&session, step) {
            apply(&mut session, edit).expect("made to fit");
        }
    }
    session
}

/// Settles one of the open conflicts, or puts another value in its place.
fn settle(session: &mut Session, choice: u8) {
    let at = usize::from(choice / 4).checked_rem(session.conflicts.len());
    let Some(conflict) = at.and_then(|at| session.conflicts.get(at)).cloned() else { return };
    let Some(open) = conflict.open(session) else { return };
    let other = open.values.others.first().cloned();
    let mut edits =
        if choice % 4 == 3 { Vec::new() } else { werksessie::domain::conflict::settled_one(session, &conflict) };
    if !choice.is_multiple_of(4) && (open.about == About::Removal || other.is_some()) {
        edits.extend(open.taking(session, &other.unwrap_or_default()));
    }
    apply_all(session, &edits).expect("made to fit");
}

type Held = BTreeSet<(Section, Id, usize, Value)>;

/// All values of all items, by place; those that wait beside those that stand there.
fn held(session: &Session) -> (Held, Held) {
    let (mut standing, mut waiting) = (Held::new(), Held::new());
    for &section in Section::ALL.iter().filter(|section| **section != Section::Conflicts) {
        for record in session.table(section).records() {
            let values = record.values().into_iter().enumerate();
            standing.extend(values.map(|(field, value)| (section, record.id().clone(), field, value)));
        }
    }
    for open in session.conflicts.iter().filter_map(|conflict| conflict.open(session)) {
        for other in open.values.others.iter().filter(|_| open.about == About::Fields) {
            let values = open.fields.iter().zip(other);
            waiting.extend(values.map(|(&field, value)| (open.section, open.item.clone(), field, value.clone())));
        }
    }
    (standing, waiting)
}

/// What belongs in the merge of two sides is in it.
fn check_nothing_lost(base: &Session, sides: [&Session; 2], merged: &Session) -> Result<(), TestCaseError> {
    let (before, before_waiting) = held(base);
    let before: Held = before.union(&before_waiting).cloned().collect();
    let (after, waiting) = held(merged);
    for (side, other) in [(sides[0], sides[1]), (sides[1], sides[0])] {
        let ((own, own_waiting), (_, others_waiting)) = (held(side), held(other));
        for place in own.union(&own_waiting).filter(|place| !before.contains(place)) {
            let (section, _, field, _) = place;
            // Sets and lines of text that both changed are made together.
            let kind = section.kind().fields[*field].kind;
            let may_be_joined = matches!(kind, Kind::Choices(_) | Kind::Links(_) | Kind::Marks | Kind::Text);
            let is_there = after.contains(place) || waiting.contains(place);
            prop_assert!(is_there || may_be_joined && own.contains(place), "{place:?} is lost");
        }
        for place in own_waiting.intersection(&others_waiting) {
            let is_there = after.contains(place) || waiting.contains(place);
            prop_assert!(is_there || merged.find(place.0, &place.1).is_none(), "{place:?} waited on both sides");
        }
    }
    Ok(())
}

fn is_read_back(session: &Session) -> Result<(), TestCaseError> {
    let text = print(session);
    let read = parse(&text).map_err(|problem| TestCaseError::fail(format!("{problem:?}\n{text}")))?;
    prop_assert_eq!(&read, session);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("MERGE_TRIPLES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2_000),
        failure_persistence: None,
        max_shrink_iters: 2_000,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_diff_leads_from_one_session_to_the_other((base, one, two) in triple()) {
        for (from, to) in [(&base, &one), (&one, &two), (&two, &base)] {
            let mut session = from.clone();
            let edits = diff(from, to);
            let read = parse_changes(&print_edits(&edits)).0.into_iter();
            prop_assert_eq!(&read.map(|left| left.edit).collect::<Vec<_>>(), &edits);
            apply_all(&mut session, &edits).map_err(|refused| TestCaseError::fail(format!("{refused:?} {edits:?}")))?;
            prop_assert_eq!(&session, to);
            prop_assert!(diff(&session, to).is_empty());
        }
    }

    #[test]
    fn what_only_one_side_changed_is_taken((base, one, _) in triple()) {
        let alone = Merged { session: one.clone(), conflicts: vec![] };
        prop_assert_eq!(&merge(&base, &one, &base).expect("there is room"), &alone);
        prop_assert_eq!(&merge(&base, &base, &one).expect("there is room"), &alone);
        prop_assert_eq!(&merge(&base, &one, &one).expect("there is room"), &alone);
    }

    #[test]
    fn nothing_is_lost_or_doubled_and_the_sides_are_alike((base, one, two) in triple()) {
        let merged = merge(&base, &one, &two).expect("there is room");
        let mirrored = merge(&base, &two, &one).expect("there is room");
        prop_assert_eq!(print(&merged.session), print(&mirrored.session));
        prop_assert_eq!(&merged.conflicts, &mirrored.conflicts);
        for session in [&base, &one, &two, &merged.session] {
            is_read_back(session)?;
        }
        for &section in Section::ALL {
            let ids = |session: &Session| -> Vec<String> {
                session.table(section).records().map(|record| record.id().to_string()).collect()
            };
            let (before, left, right, after) = (ids(&base), ids(&one), ids(&two), ids(&merged.session));
            let unique: BTreeSet<&String> = after.iter().collect();
            prop_assert_eq!(unique.len(), after.len());
            for id in left.iter().chain(&right).filter(|_| section != Section::Conflicts) {
                let was_removed = before.contains(id) && !(left.contains(id) && right.contains(id));
                prop_assert!(after.contains(id) || was_removed, "{} {} is gone", section.name(), id);
            }
        }
        check_nothing_lost(&base, [&one, &two], &merged.session)?;
        // Two that merged with each other by themselves merge again, each having settled what it liked.
        let (mut here, mut there) = (merged.session.clone(), merged.session.clone());
        settle(&mut here, 5);
        settle(&mut there, 2);
        let again = merge(&merged.session, &here, &there).expect("there is room").session;
        is_read_back(&again)?;
        check_nothing_lost(&merged.session, [&here, &there], &again)?;
    }

    #[test]
    fn a_conflict_of_anything_is_closed_under_merging(
        values in vec((0_u8..4, prop::collection::btree_set(0_u8..6, 0..3)), 3)
    ) {
        let [base, one, two] = [0, 1, 2].map(|side| {
            let (stands, others) = &values[side];
            let others: Vec<u8> = others.iter().copied().filter(|other| other != stands).collect();
            let before = (!others.is_empty()).then_some(9);
            Conflicted { stands: *stands, others, before }
        });
        let merged = Conflicted::merge(&base, &one, &two);
        prop_assert_eq!(&merged, &Conflicted::merge(&base, &two, &one));
        prop_assert_eq!(&Conflicted::merge(&base, &one, &base), &one);
        prop_assert_eq!(&Conflicted::merge(&base, &one, &one), &one);
        let all = |side: &Conflicted<u8>| -> BTreeSet<u8> { side.others.iter().copied().chain([side.stands]).collect() };
        let (before, left, right, after) = (all(&base), all(&one), all(&two), all(&merged));
        prop_assert!(after.is_subset(&(&left | &right)));
        prop_assert!(after.is_superset(&(&(&left | &right) - &before)), "{merged:?}");
        prop_assert!(after.is_superset(&(&left & &right)) || one == base || two == base, "{merged:?}");
    }
}

#[test]
fn the_head_is_merged_by_the_same_laws_as_every_field() {
    let session = |round: u32, previous: &str| {
        let head = if previous.is_empty() { String::new() } else { format!("    previous: \"{previous}\",\n") };
        parse(&format!("Session(\n    format: 1,\n    id: \"s-1\",\n    round: {round},\n{head})\n"))
            .expect("a session")
    };
    let cases = [
        ((1, ""), (1, "s-x"), (1, "s-y"), 1),
        ((2, "s-x"), (2, "s-x"), (1, "s-x"), 0),
        ((2, "s-x"), (3, "s-x"), (1, "s-x"), 1),
        ((2, "s-x"), (3, "s-y"), (3, "s-y"), 0),
        ((2, "s-x"), (3, "s-x"), (2, "s-y"), 0),
    ];
    for (base, one, two, conflicts) in cases {
        let [base, one, two] = [base, one, two].map(|(round, previous)| session(round, previous));
        let (merged, mirrored) =
            (merge(&base, &one, &two).expect("there is room"), merge(&base, &two, &one).expect("there is room"));
        assert_eq!(print(&merged.session), print(&mirrored.session));
        assert_eq!(merged.session.conflicts.len(), conflicts, "{}", print(&merged.session));
    }
}

#[test]
fn which_session_came_before_is_told_without_its_id() {
    let session = |previous: &str| {
        let text = format!("Session(\n    format: 1,\n    id: \"s-1\",\n    previous: \"{previous}\",\n)\n");
        parse(&text).expect("a session")
    };
    let merged = merge(&session("s-b"), &session("s-x"), &session("s-y")).expect("there is room").session;
    for language in [Language::Dutch, Language::English] {
        let told = tell_conflict(&context(language).sentences(None), &merged, &merged.conflicts[0]);
        assert!(!told.contains("s-"), "{told}");
        let words = &context(language).words.sentences;
        assert!(told.contains(&words.previous_session) && told.contains(&words.other_session), "{told}");
    }
}

/// A session with this place of the meeting, and what an older version wrote down about it.
fn of_place(place: &str, old: Option<(&str, &str)>) -> Session {
    let conflict = old.map_or(String::new(), |(kept, other)| {
        format!(
            "    conflicts: [\n        Conflict(\n            id: \"meeting.meeting.place\",\n            section: \"meeting\",\n            \
             item: \"meeting\",\n            field: \"place\",\n            base: \"OUD\",\n            kept: \"{kept}\",\n            \
             other: \"{other}\",\n        ),\n    ],\n"
        )
    });
    let text = format!(
        "Session(\n    format: 1,\n    id: \"s-1\",\n    round: 1,\n    meeting: Meeting(\n        place: \"{place}\",\n    ),\n{conflict})\n"
    );
    parse(&text).unwrap_or_else(|problem| panic!("{problem:?}\n{text}"))
}

#[test]
fn a_value_that_waits_survives_the_next_merge_whoever_settled_what() {
    let base = of_place("AAA", Some(("AAA", "BBB")));
    let cases = [
        (of_place("CCC", Some(("AAA", "BBB"))), of_place("DDD", Some(("AAA", "BBB"))), vec!["BBB", "CCC", "DDD"]),
        (of_place("AAA", None), of_place("DDD", Some(("DDD", "EEE"))), vec!["AAA", "DDD", "EEE"]),
        (of_place("AAA", None), of_place("BBB", None), vec!["AAA", "BBB"]),
        (of_place("BBB", None), of_place("BBB", None), vec!["BBB"]),
        (of_place("BBB", None), base.clone(), vec!["BBB"]),
        (of_place("FFF", None), base.clone(), vec!["FFF"]),
    ];
    for (one, two, expected) in cases {
        for (one, two) in [(&one, &two), (&two, &one)] {
            let merged = merge(&base, one, two).expect("there is room");
            let (standing, waiting) = held(&merged.session);
            let places: Vec<Value> = standing
                .union(&waiting)
                .filter(|(section, _, _, value)| *section == Section::Meeting && !value.is_empty())
                .map(|(_, _, _, value)| value.clone())
                .collect();
            assert_eq!(places, expected.iter().map(|text| Value::text(*text)).collect::<Vec<_>>());
            assert_eq!(merged.session.conflicts.is_empty(), expected.len() == 1);
            assert_eq!(parse(&print(&merged.session)), Ok(merged.session));
        }
    }
}

/// A session with an answer to 2.2.
fn answered(marks: &[&str], note: &str, status: &str, date: &str) -> Session {
    let mut values = vec![Value::Empty; Section::Answers.kind().fields.len()];
    values[Answer::marks] = Value::set(marks.iter().map(|mark| (*mark).to_owned()).collect());
    values[Answer::note] = Value::text(note);
    let statuses = ["open", "partly", "done", "no", "not_applicable"];
    values[Answer::status] =
        statuses.iter().find(|known| **known == status).map_or(Value::Empty, |word| Value::Choice(word));
    values[Answer::date] = date.parse().map_or(Value::Empty, Value::Date);
    let mut session = Session::empty(Id::new("s-1"));
    let item = Item { id: Id::new("follow_up.2.2"), values };
    apply(&mut session, Edit::Insert { section: Section::Answers, item, after: None }).expect("it fits");
    session
}

#[test]
fn a_judgement_is_merged_as_one_and_what_is_said_beside_it_by_itself() {
    let base = answered(&["residents"], "", "", "");
    let cases = [
        // Two different judgements, of which one says why.
        (answered(&["residents", "managers"], "", "", ""), answered(&[], "Geen geld", "", ""), 1),
        (answered(&["residents", "managers"], "", "", ""), answered(&["residents", "board_members"], "", "", ""), 1),
        (answered(&["residents", "managers"], "", "", ""), answered(&["residents"], "", "not_applicable", ""), 1),
        // The same judgement, and what is none.
        (answered(&["residents", "managers"], "", "", ""), answered(&["residents", "managers"], "", "", ""), 0),
        (answered(&["residents", "managers"], "", "", ""), answered(&["residents"], "", "", "2026-04-09"), 0),
        (answered(&["residents"], "Let op", "", ""), answered(&["residents"], "", "", "2026-04-09"), 0),
    ];
    for (one, two, conflicts) in cases {
        let merged = merge(&base, &one, &two).expect("there is room");
        assert_eq!(merged.conflicts.len(), conflicts);
        let parts = |session: &Session| {
            let answer = &session.answers[0];
            (answer.marks.0.clone(), answer.note.to_string(), answer.status)
        };
        if conflicts == 0 {
            continue;
        }
        // What stands is the answer of one side; what waits is that of the other.
        let conflict = &merged.session.conflicts[0];
        let mut other = merged.session.clone();
        let open = conflict.open(&other).expect("open");
        apply_all(&mut other, &open.taking(&merged.session, &open.values.others[0])).expect("it fits");
        let given = BTreeSet::from([format!("{:?}", parts(&one)), format!("{:?}", parts(&two))]);
        let kept = BTreeSet::from([format!("{:?}", parts(&merged.session)), format!("{:?}", parts(&other))]);
        assert_eq!(given, kept);
    }
}

#[test]
fn an_item_that_is_called_long_can_be_disagreed_on() {
    let id = Id::new("x".repeat(80));
    let session = |what: &str| {
        let mut session = Session::empty(Id::new("s-1"));
        let item = Item { id: id.clone(), values: Vec::new() };
        apply(&mut session, Edit::Insert { section: Section::Actions, item, after: None }).expect("it fits");
        let place = Place { section: Section::Actions, item: id.clone(), field: 0 };
        apply(&mut session, Edit::Set { place, value: Value::text(what) }).expect("it fits");
        session
    };
    let merged = merge(&session("een"), &session("twee"), &session("drie")).expect("there is room").session;
    assert_eq!(merged.conflicts.len(), 1);
    assert_eq!(parse(&print(&merged)), Ok(merged));
}

/// Who saved a side while it was merged loses nothing.
#[test]
fn a_side_that_was_saved_meanwhile_is_not_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let [base, ours, theirs] = ["a.ron", "b.ron", "c.ron"].map(|name| folder.path().join(name));
    let text = werksessie::store::form::text::print(&Session::empty(Id::new("s-0000000001")));
    for side in [&base, &ours, &theirs] {
        std::fs::write(side, &text).expect("written");
    }
    let (_, [_, read, _]) = merge_files(&base, &ours, &theirs).expect("they merge");
    let known = Base::Known(read.expect("it was read").into());
    let saved = format!("{text}\n");
    std::fs::write(&ours, &saved).expect("saved meanwhile");
    let written = write_over(&ours, &text, &known);
    assert!(matches!(written, Err(SaveError::Changed { .. })), "{written:?}");
    assert_eq!(std::fs::read_to_string(&ours).expect("there"), saved);
    std::fs::write(&ours, &text).expect("as it was");
    write_over(&ours, &saved, &known).expect("nobody saved");
}

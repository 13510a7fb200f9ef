//! A new round goes on with what is open and leaves the rest: nothing open is lost, nothing is there twice, however many
//! rounds there are.

use std::collections::BTreeSet;

use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::*;
use werksessie::domain::carried::{CARRYING, Carrying, Decided, Done, came_along, times_carried, undecided};
use werksessie::domain::course::{Direction, course, scored_before};
use werksessie::domain::edit::{Edit, Place, apply, apply_all};
use werksessie::domain::id::{Id, IdSource};
use werksessie::domain::records::meeting::{Answer, AnswerState};
use werksessie::domain::records::profile::Dimension;
use werksessie::domain::round::next_round;
use werksessie::domain::session::{Section, Session};
use werksessie::domain::value::{Flag, Value};
use werksessie::guide::progress::checklist_state;
use werksessie::guide::{Guide, Language};
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;

use crate::support::arbitrary;

fn ids(session: &Session, section: Section) -> Vec<String> {
    let table = session.table(section);
    table.records().map(|record| record.id().to_string()).collect()
}

fn set(session: &mut Session, section: Section, id: &str, field: &str, value: Value) {
    let field = section.kind().position(field).expect("a field");
    let place = Place { section, item: Id::new(id), field };
    apply(session, Edit::Set { place, value }).expect("fits");
}

/// How far an answer is, as if every question were one of the checklist that somebody answers with a word.
#[expect(clippy::unnecessary_wraps, reason = "as the guide tells it, which does not know every question")]
fn in_a_word(answer: &Answer) -> Option<AnswerState> {
    Some(answer.status.unwrap_or(AnswerState::Open))
}

/// All items of the sections of which some come along.
fn candidates(session: &Session) -> Vec<(&'static Carrying, Id)> {
    let of_section =
        |carrying: &'static Carrying| ids(session, carrying.section).into_iter().map(move |id| (carrying, Id::new(id)));
    CARRYING.iter().flat_map(of_section).collect()
}

/// What is open in a session.
fn open(session: &Session) -> BTreeSet<(Section, Id)> {
    let is_open = |(carrying, id): &(&Carrying, Id)| {
        let record = session.find(carrying.section, id).expect("it is there");
        carrying.is_open(session, record, &in_a_word)
    };
    candidates(session).into_iter().filter(is_open).map(|(carrying, id)| (carrying.section, id)).collect()
}

const TEXT: &str = r#"Session(
    format: 1,
    id: "s-one",
    round: 1,
    neighbourhood: Neighbourhood(name: "Lindenkwartier", residents: 7420),
    meeting: Meeting(date: "2026-03-12", motto: "Samen sterk", private_notes: "Stil"),
    people: [
        Person(id: "p-a", name: "Joke", attendance: present, from: "19:30"),
        Person(id: "p-b", name: "Ahmed", attendance: wanted),
    ],
    groups: [Group(id: "g-a", name: "Bewoners")],
    agenda: [Block(id: "b-a", what: "Welkom")],
    parked: [
        Remark(id: "k-a", text: "Parkeren"),
        Remark(id: "k-b", text: "Klaar", state: done),
    ],
    answers: [
        Answer(id: "follow_up.1.1", status: partly),
        Answer(id: "follow_up.1.2", status: done),
        Answer(id: "follow_up.7.1", text: "Soep"),
    ],
    indicators: [
        Indicator(id: "i-a", name: "Eenzaam"),
        Indicator(id: "i-b", name: "Roken"),
    ],
    chances: [
        Chance(id: "c-a", what: "Tuin", feedback_on: "2026-05-01"),
        Chance(id: "c-b", what: "Plein", feedback_on: "2026-05-01", result: "Gedaan"),
        Chance(id: "c-c", what: "Kade"),
    ],
    quotes: [Quote(id: "u-a", text: "Hier woon ik")],
    themes: [
        Theme(id: "t-a", name: "Eenzaamheid", state: chosen),
        Theme(id: "t-b", name: "Roken", state: later),
        Theme(id: "t-c", name: "Bewegen"),
    ],
    votes: [Vote(id: "v-a", theme: "t-a", group: "g-a", votes: 3)],
    goals: [
        Goal(id: "e-a", what: "Minder eenzaam", theme: "t-a", indicator: "i-a", baseline: 41),
        Goal(id: "e-b", what: "Meer bewegen", theme: "t-c"),
    ],
    interventions: [
        Intervention(id: "f-a", name: "Soeptafel"),
        Intervention(id: "f-b", name: "Wandelen"),
        Intervention(id: "f-c", name: "Nog niets"),
    ],
    actions: [
        Action(id: "a-a", what: "Soep koken", owner: "p-a", status: started, intervention: "f-a"),
        Action(id: "a-b", what: "Wandelen", status: done, intervention: "f-b"),
        Action(id: "a-c", what: "Bellen"),
        Action(id: "a-d", what: "Vervallen", status: dropped),
    ],
    costs: [
        Cost(id: "m-a", action: "a-a", amount: 100),
        Cost(id: "m-b", action: "a-b", amount: 50),
    ],
    hand_overs: [
        HandOver(id: "h-a", occasion: "Post", agreed: "2026-03-20"),
        HandOver(id: "h-b", occasion: "Lopen", agreed: "2026-03-20", fed_back: "2026-04-02"),
        HandOver(id: "h-c", occasion: "Eten"),
        HandOver(id: "h-d", occasion: "Slapen", promised: "2026-03-20", dropped_because: "Verhuisd"),
    ],
    measurements: [Measurement(id: "t-m", goal: "e-a", value: 40)],
    embeddings: [
        Embedding(id: "e-m", activity: "Soep", state: talking, carried: 1, goes_on: true),
        Embedding(id: "e-n", activity: "Lopen", state: agreed),
    ],
)
"#;

#[test]
fn what_is_open_goes_on_and_what_is_done_stays_behind() {
    let first = parse(TEXT).expect("a session");
    let guide = Guide::load(Language::Dutch).expect("a guide");
    let how_far = |answer: &Answer| checklist_state(&guide.structure, answer, &first);
    let second = next_round(&first, &mut IdSource::new(1), Some(date(2026, 9, 17)), &how_far);
    assert_eq!((second.round(), second.previous()), (2, Some(&first.id)));
    assert_ne!(second.id, first.id);
    assert_eq!(second.the_meeting().date.known(), Some(date(2026, 9, 17)));
    assert_eq!(&*second.the_neighbourhood().name, "Lindenkwartier");
    assert_eq!((&*second.the_meeting().motto, &*second.the_meeting().private_notes), ("Samen sterk", ""));
    for (section, expected) in [
        (Section::People, &["p-a", "p-b"][..]),
        (Section::Groups, &["g-a"]),
        (Section::Agenda, &[]),
        (Section::Parked, &["k-a"]),
        (Section::Answers, &["follow_up.1.1"]),
        (Section::Indicators, &["i-a"]),
        (Section::Chances, &["c-a"]),
        (Section::Quotes, &[]),
        (Section::Themes, &["t-a", "t-c"]),
        (Section::Votes, &[]),
        (Section::Goals, &["e-a", "e-b"]),
        (Section::Interventions, &["f-a", "f-c"]),
        (Section::Actions, &["a-a", "a-c"]),
        (Section::Costs, &["m-a"]),
        (Section::HandOvers, &["h-a"]),
        (Section::Measurements, &[]),
        (Section::Embeddings, &["e-m"]),
    ] {
        assert_eq!(ids(&second, section), expected, "{}", section.name());
    }
    assert_eq!(second.people[0].attendance, None);
    assert!(second.people[1].attendance.is_some(), "who is still wanted stays wanted");
    assert!(second.people[0].from.is_empty());
    assert_eq!(came_along(&second).len(), 7);
    assert_eq!((second.embeddings[0].carried.known(), second.embeddings[0].goes_on), (Some(2), Flag(false)));
    assert_eq!(parse(&print(&second)), Ok(second));
}

#[test]
fn after_three_rounds_nothing_is_there_twice_and_what_moved_is_counted() {
    let first = parse(TEXT).expect("a session");
    let mut source = IdSource::new(3);
    let mut second = next_round(&first, &mut source, None, &in_a_word);
    set(&mut second, Section::Actions, "a-c", "status", Value::Choice("done"));
    let third = next_round(&second, &mut source, None, &in_a_word);
    let fourth = next_round(&third, &mut source, None, &in_a_word);
    assert_eq!(ids(&fourth, Section::Actions), ["a-a"]);
    assert_eq!(fourth.actions[0].carried.known(), Some(3));
    assert_eq!(fourth.parked[0].carried.known(), Some(3));
    assert_eq!(ids(&fourth, Section::Goals), ["e-a", "e-b"]);
    assert_eq!((fourth.round(), fourth.previous()), (4, Some(&third.id)));
}

/// A value with which a decision can be made in this session.
fn value(carrying: &Carrying, decided: Decided) -> Value {
    match (decided, carrying.done) {
        (Decided::Done, Done::Day(_)) => Value::Date(date(2026, 9, 17)),
        _ => Value::text("Zo is het"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_open_is_lost_and_nothing_doubled(first in arbitrary::session(30), seed in any::<u64>()) {
        let mut source = IdSource::new(seed);
        let mut session = first;
        for _ in 0..3 {
            let next = next_round(&session, &mut source, None, &in_a_word);
            prop_assert_eq!(open(&session), open(&next));
            for &section in Section::ALL {
                let found = ids(&next, section);
                let unique: BTreeSet<&String> = found.iter().collect();
                prop_assert_eq!(unique.len(), found.len());
            }
            prop_assert_eq!(parse(&print(&next)), Ok(next.clone()));
            session = next;
        }
    }

    #[test]
    fn what_is_decided_tells_what_comes_along(first in arbitrary::session(30), choices in vec(0..4_usize, 40)) {
        let mut source = IdSource::new(1);
        let second = next_round(&first, &mut source, None, &in_a_word);
        let mut decided = second.clone();
        let mut expected = Vec::new();
        for ((carrying, id), choice) in came_along(&second).into_iter().zip(choices) {
            if carrying.decided(&second, &id, &in_a_word).is_some() {
                // It came along because something that is open points at it.
                continue;
            }
            let Some(decision) = [Decided::Done, Decided::GoesOn, Decided::Dropped].get(choice).copied() else {
                expected.push((carrying, id, None));
                continue;
            };
            let edits = carrying.decide(&decided, &id, decision, value(carrying, decision));
            let before = decided.clone();
            let inverse = apply_all(&mut decided, &edits).expect("made for this session");
            let mut undone = decided.clone();
            apply_all(&mut undone, &inverse).expect("an inverse fits");
            prop_assert_eq!(undone, before);
            prop_assert_eq!(carrying.decided(&decided, &id, &in_a_word), Some(decision));
            expected.push((carrying, id, Some(decision)));
        }
        let waiting = expected.iter().filter(|(.., decision)| decision.is_none()).count();
        prop_assert!(undecided(&decided, &in_a_word) >= waiting);
        let third = next_round(&decided, &mut source, None, &in_a_word);
        for (carrying, id, decision) in expected {
            let times = |session: &Session| session.find(carrying.section, &id).map(times_carried);
            if matches!(decision, None | Some(Decided::GoesOn)) {
                prop_assert_eq!(times(&third), times(&decided).map(|times| times.saturating_add(1)));
                prop_assert_eq!(carrying.decided(&third, &id, &in_a_word), None, "a new round wants a new decision");
            } else {
                prop_assert!(!open(&third).contains(&(carrying.section, id.clone())), "{:?}", decision);
            }
        }
    }
}

#[test]
fn a_decision_comes_in_the_place_of_another() {
    let first = parse(TEXT).expect("a session");
    let second = next_round(&first, &mut IdSource::new(1), None, &in_a_word);
    let all = [Decided::Done, Decided::GoesOn, Decided::Dropped];
    for (carrying, id) in came_along(&second) {
        for (before, after) in all.into_iter().flat_map(|before| all.map(|after| (before, after))) {
            if before == Decided::Done && matches!(carrying.done, Done::Text(_)) {
                // What somebody wrote down is not thrown away by another decision.
                continue;
            }
            let mut session = second.clone();
            for decided in [before, after] {
                let edits = carrying.decide(&session, &id, decided, value(carrying, decided));
                apply_all(&mut session, &edits).expect("made for this session");
            }
            assert_eq!(carrying.decided(&session, &id, &in_a_word), Some(after), "{before:?} {id}");
        }
    }
}

/// A round with these measurements of one goal.
fn measured(round: u32, goal: &str, values: &[&str]) -> Session {
    let measurement = |(number, value): (usize, &&str)| {
        format!("Measurement(id: \"t-{round}{number}\", goal: \"e-a\", value: {value}),")
    };
    let measurements: String = values.iter().enumerate().map(measurement).collect();
    let text = format!(
        "Session(format: 1, id: \"s-{round}\", round: {round}, goals: [Goal(id: \"e-a\", {goal})], measurements: [{measurements}])"
    );
    parse(&text).unwrap_or_else(|problem| panic!("{text}: {problem:?}"))
}

#[test]
fn a_goal_goes_towards_what_is_to_be_reached_or_away_from_it() {
    for (goal, first, second, expected) in [
        ("baseline: 8, target: 25", &["14", "19"][..], &["22"][..], Some(Direction::Closer)),
        ("baseline: 8, target: 25", &["26"], &[], Some(Direction::Reached)),
        ("baseline: 8, target: 25", &["26"], &["7.5"], Some(Direction::Farther)),
        ("baseline: 51.8, target: 47", &["50"], &[], Some(Direction::Closer)),
        ("baseline: 51.8, target: 47", &[], &["47"], Some(Direction::Reached)),
        ("baseline: 51.8, target: 47", &["52"], &[], Some(Direction::Farther)),
        ("baseline: 51.8, target: 47", &[], &["51.8"], Some(Direction::Same)),
        ("target: 60", &["34"], &["41"], Some(Direction::Closer)),
        ("target: 60", &["34"], &[], None),
        ("baseline: 5", &["3"], &[], Some(Direction::Lower)),
        ("baseline: 5", &[], &["6"], Some(Direction::Higher)),
        ("baseline: 5, target: 6", &[], &[], None),
    ] {
        let earlier = [measured(1, goal, first)];
        let session = measured(2, goal, second);
        let course = course(&session, &earlier, &session.goals[0]);
        assert_eq!(course.direction, expected, "{goal} {first:?} {second:?}");
        let counts: Vec<(u32, usize)> = course.rounds.iter().map(|(round, values)| (*round, values.len())).collect();
        let all = [(1, first.len()), (2, second.len())];
        assert_eq!(counts, all.into_iter().filter(|(_, count)| *count > 0).collect::<Vec<_>>());
    }
}

#[test]
fn a_web_is_laid_beside_the_last_round_that_scored_it() {
    let round = |number: u32, scores: &str| {
        let groups = "Group(id: \"g-a\"), Group(id: \"g-b\")";
        parse(&format!(
            "Session(format: 1, id: \"s-{number}\", round: {number}, groups: [{groups}], scores: [{scores}])"
        ))
        .expect("a session")
    };
    let score = |id: &str, group: &str, scores: &str| {
        format!("GroupScore(id: \"{id}\", group: \"{group}\", dimension: meaning, scores: [{scores}]),")
    };
    let earlier =
        [round(1, &(score("w-a", "g-a", "2, 4") + &score("w-b", "g-b", "8"))), round(2, &score("w-c", "g-a", "6, 6"))];
    let median = |group: Option<&str>| {
        let group = group.map(Id::new);
        scored_before(&earlier, Dimension::Meaning, group.as_ref()).map(|(round, spread)| (round, spread.median))
    };
    assert_eq!(median(None), Some((2, 60)));
    assert_eq!(median(Some("g-a")), Some((2, 60)));
    assert_eq!(median(Some("g-b")), Some((1, 80)), "the group did not score in the second round");
    assert_eq!(median(Some("g-c")), None);
    assert_eq!(scored_before(&earlier, Dimension::Participation, None), None);
}

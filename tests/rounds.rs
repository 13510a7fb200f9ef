//! A new round goes on with what is open and leaves the rest: nothing open is lost, nothing is there twice, however many
//! rounds there are.

mod support;

use std::collections::BTreeSet;

use jiff::civil::date;
use proptest::prelude::*;
use werksessie::domain::edit::{Edit, Place, apply};
use werksessie::domain::id::{Id, IdSource};
use werksessie::domain::records::meeting::Answer;
use werksessie::domain::round::{carried_items, is_open_action, is_open_chance, is_open_remark, next_round};
use werksessie::domain::session::{Section, Session};
use werksessie::domain::value::Value;
use werksessie::guide::progress::is_open_item;
use werksessie::guide::{Guide, Language};
use werksessie::store::read::parse;
use werksessie::store::text::print;

fn ids(session: &Session, section: Section) -> Vec<String> {
    let table = session.table(section);
    (0..table.len()).filter_map(|at| table.get(at)).map(|record| record.id().to_string()).collect()
}

fn set(session: &mut Session, section: Section, id: &str, field: &str, value: Value) {
    let field = section.kind().position(field).expect("a field");
    let place = Place { section, item: Id::new(id), field };
    apply(session, Edit::Set { place, value }).expect("fits");
}

fn never(_: &Answer) -> bool {
    false
}

/// What is open in a session.
fn open(session: &Session) -> BTreeSet<String> {
    let actions = session.actions.iter().filter(|action| is_open_action(action)).map(|action| action.id.to_string());
    let remarks = session.parked.iter().filter(|remark| is_open_remark(remark)).map(|remark| remark.id.to_string());
    let chances = session.chances.iter().filter(|chance| is_open_chance(chance)).map(|chance| chance.id.to_string());
    actions.chain(remarks).chain(chances).collect()
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
    measurements: [Measurement(id: "t-m", goal: "e-a", value: 40)],
)
"#;

#[test]
fn what_is_open_goes_on_and_what_is_done_stays_behind() {
    let first = parse(TEXT).expect("a session");
    let guide = Guide::load(Language::Dutch).expect("a guide");
    let is_open = |answer: &Answer| is_open_item(&guide.structure, answer, &first);
    let second = next_round(&first, &mut IdSource::new(1), Some(date(2026, 9, 17)), &is_open);
    assert_eq!((second.round, second.previous.as_ref()), (2, Some(&first.id)));
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
        (Section::Measurements, &[]),
    ] {
        assert_eq!(ids(&second, section), expected, "{}", section.name());
    }
    assert_eq!(second.people[0].attendance, None);
    assert!(second.people[1].attendance.is_some(), "who is still wanted stays wanted");
    assert!(second.people[0].from.is_empty());
    assert_eq!(carried_items(&second), 4);
    assert_eq!(parse(&print(&second)), Ok(second));
}

#[test]
fn after_three_rounds_nothing_is_there_twice_and_what_moved_is_counted() {
    let first = parse(TEXT).expect("a session");
    let mut source = IdSource::new(3);
    let mut second = next_round(&first, &mut source, None, &never);
    set(&mut second, Section::Actions, "a-c", "status", Value::Choice("done"));
    let third = next_round(&second, &mut source, None, &never);
    let fourth = next_round(&third, &mut source, None, &never);
    assert_eq!(ids(&fourth, Section::Actions), ["a-a"]);
    assert_eq!(fourth.actions[0].carried.known(), Some(3));
    assert_eq!(fourth.parked[0].carried.known(), Some(3));
    assert_eq!(ids(&fourth, Section::Goals), ["e-a", "e-b"]);
    assert_eq!((fourth.round, fourth.previous), (4, Some(third.id)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_open_is_lost_and_nothing_doubled(first in support::session(30), seed in any::<u64>()) {
        let mut source = IdSource::new(seed);
        let mut session = first;
        for _ in 0..3 {
            let next = next_round(&session, &mut source, None, &|_| true);
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
}

//! A new round goes on with all that the round before knows, but for what belongs to the day: nothing is forgotten, what is
//! open is asked, and nothing is there twice, however many rounds there are.

use std::collections::BTreeSet;
use std::fs;

use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::*;
use werksessie::domain::carried::{CARRYING, Carrying, Decided, Done, HowFar, came_along, times_carried, undecided};
use werksessie::domain::course::{Direction, course, scored_before};
use werksessie::domain::edit::{Edit, Place, apply, apply_all};
use werksessie::domain::id::{Id, IdSource};
use werksessie::domain::question::participants;
use werksessie::domain::record::{Meaning, NextRound, Record, RecordType};
use werksessie::domain::records::meeting::{Answer, AnswerState, Attendance, Meeting, Person};
use werksessie::domain::records::profile::Dimension;
use werksessie::domain::round::{RoundQuestions, next_round};
use werksessie::domain::session::{Count, Item, Section, Session};
use werksessie::domain::value::{ChoiceSet, Flag, Typed, Value};
use werksessie::guide::Guide;
use werksessie::guide::progress as guided;
use werksessie::i18n::language::Language;
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;
use werksessie::tui::model::form::{answer_edits, looked_at};
use werksessie::tui::update::{Effect, FileMsg, Msg};

use crate::support::arbitrary;
use crate::support::screen::{FULL, Screen, WIDE, context, shipped};

fn ids(session: &Session, section: Section) -> Vec<String> {
    let table = session.table(section);
    table.records().map(|record| record.id().to_string()).collect()
}

fn set(session: &mut Session, section: Section, id: &str, field: &str, value: Value) {
    let field = section.kind().position(field).expect("a field");
    let place = Place { section, item: Id::new(id), field };
    apply(session, Edit::Set { place, value }).expect("fits");
}

/// How far an answer is, as if every question were one of the checklist that is answered with a word.
#[expect(clippy::unnecessary_wraps, reason = "as the guide tells it, which does not know every question")]
fn in_a_word(answer: &Answer) -> Option<AnswerState> {
    Some(answer.status.unwrap_or(AnswerState::Open))
}

/// What a round has to know of the questions, where none of them is asked of itself.
fn answered(how_far: HowFar<'_>) -> RoundQuestions<'_> {
    RoundQuestions { how_far, asked: Vec::new(), anew: Vec::new(), left: Vec::new() }
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

/// The items of the checklist, in its order.
const CHECKLIST: [&str; 21] = [
    "follow_up.1.1",
    "follow_up.1.2",
    "follow_up.2.1",
    "follow_up.2.2",
    "follow_up.2.3",
    "follow_up.3.1",
    "follow_up.3.2",
    "follow_up.3.3",
    "follow_up.4.1",
    "follow_up.4.2",
    "follow_up.4.3",
    "follow_up.5.1",
    "follow_up.5.2",
    "follow_up.6.1",
    "follow_up.6.2",
    "follow_up.7.1",
    "follow_up.7.2",
    "follow_up.7.3",
    "follow_up.7.4",
    "follow_up.7.5",
    "follow_up.7.6",
];

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
    let second =
        guided::next_round(&guide.structure, &first, Vec::new(), &mut IdSource::new(1), Some(date(2026, 9, 17)));
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
        (Section::Answers, &CHECKLIST),
        (Section::Indicators, &["i-a", "i-b"]),
        (Section::Chances, &["c-a", "c-c"]),
        (Section::Quotes, &["u-a"]),
        (Section::Themes, &["t-a", "t-b", "t-c"]),
        (Section::Votes, &[]),
        (Section::Goals, &["e-a", "e-b"]),
        (Section::Interventions, &["f-a", "f-b", "f-c"]),
        (Section::Actions, &["a-a", "a-c"]),
        (Section::Costs, &["m-a"]),
        (Section::HandOvers, &["h-a", "h-c"]),
        (Section::Measurements, &[]),
        (Section::Embeddings, &["e-m"]),
    ] {
        assert_eq!(ids(&second, section), expected, "{}", section.name());
    }
    assert_eq!(second.people[0].attendance, Some(Attendance::Expected));
    assert_eq!(second.people[1].attendance, Some(Attendance::Wanted), "who is still wanted stays wanted");
    assert!(second.people[0].from.is_empty());
    assert_eq!(came_along(&second).len(), 6 + 20, "all of the checklist but 1.2, which is done");
    assert_eq!((second.embeddings[0].carried.known(), second.embeddings[0].goes_on), (Some(2), Flag(false)));
    assert_eq!(parse(&print(&second)), Ok(second));
}

/// What is left behind, and what is not there because it is settled or rests on something that is.
fn may_stay(session: &Session, section: Section, id: &str, how_far: HowFar<'_>) -> bool {
    let record = session.find(section, &Id::new(id)).expect("it is there");
    match section.kind().next_round {
        NextRound::Whole => false,
        NextRound::Stays(reason) => !reason.is_empty(),
        NextRound::With(_) => true,
        NextRound::Open(_) => {
            let carrying = CARRYING.iter().find(|carrying| carrying.section == section).expect("it is declared");
            section != Section::Answers && carrying.is_settled(session, record, how_far)
        }
    }
}

#[test]
fn what_is_of_one_day_stays_with_its_round_and_says_why() {
    let of_the_day =
        [Section::Votes, Section::Bids, Section::Log, Section::Scores, Section::TopThemes, Section::Agenda];
    let session = shipped(FULL);
    let guide = Guide::load(Language::Dutch).expect("a guide");
    let next = guided::next_round(&guide.structure, &session, Vec::new(), &mut IdSource::new(5), None);
    for section in of_the_day {
        let NextRound::Stays(reason) = section.kind().next_round else { panic!("{} comes along", section.name()) };
        assert!(reason.split(' ').count() > 3, "{}: {reason}", section.name());
        assert!(!ids(&session, section).is_empty(), "{} is tried", section.name());
        assert!(ids(&next, section).is_empty(), "{}", section.name());
    }
}

#[test]
fn a_next_round_forgets_nothing_and_nothing_is_there_twice() {
    let guide = Guide::load(Language::Dutch).expect("a guide");
    let mut source = IdSource::new(5);
    let mut session = shipped(FULL);
    for _ in 0..3 {
        let next = guided::next_round(&guide.structure, &session, Vec::new(), &mut source, None);
        let how_far = |answer: &Answer| guided::checklist_state(&guide.structure, answer, &session);
        for &section in Section::ALL {
            let (before, after) = (ids(&session, section), ids(&next, section));
            let unique: BTreeSet<&String> = after.iter().collect();
            assert_eq!(unique.len(), after.len(), "{} has an item twice", section.name());
            for id in before.iter().filter(|id| !after.contains(id)) {
                assert!(may_stay(&session, section, id, &how_far), "{id} of {} is forgotten", section.name());
            }
            if matches!(section.kind().next_round, NextRound::Stays(_)) && section.count() != Count::One {
                assert!(after.is_empty(), "{} stays with its round", section.name());
            }
            for record in session.table(section).records().filter(|_| section.kind().next_round == NextRound::Whole) {
                let after = next.find(section, record.id()).expect("it came along");
                for (number, field) in section.kind().fields.iter().enumerate() {
                    let is_of_now = section == Section::People && number == Person::attendance
                        || section == Section::Meeting && number == Meeting::date;
                    let is_of_the_day = field.means(Meaning::OfTheDay);
                    let expected = if is_of_the_day { Value::Empty } else { record.value(number) };
                    assert!(is_of_now || after.value(number) == expected, "{} of {}", field.name, record.id());
                }
            }
        }
        assert_eq!(parse(&print(&next)), Ok(next.clone()));
        session = next;
    }
    assert_eq!(session.round(), 4);
}

#[test]
fn an_answer_says_of_which_round_it_is_and_what_is_about_the_meeting_is_asked_anew() {
    let guide = Guide::load(Language::Dutch).expect("a guide");
    let mut source = IdSource::new(5);
    let mut first = Session::empty(Id::new("s-one"));
    let answers = [
        Answer { status: Some(AnswerState::Done), note: "Klopt".into(), ..Answer::with_id(Id::new("follow_up.2.1")) },
        Answer { status: Some(AnswerState::Partly), note: "Bijna".into(), ..Answer::with_id(Id::new("follow_up.3.1")) },
        Answer { text: "Soep".into(), note: "Leuk".into(), ..Answer::with_id(Id::new("follow_up.7.1")) },
        Answer {
            status: Some(AnswerState::Done),
            note: "Op 3 mei".into(),
            ..Answer::with_id(Id::new("follow_up.7.2"))
        },
        Answer { choice: "have".into(), ..Answer::with_id(Id::new("profile_sources.experience")) },
    ];
    for answer in answers {
        let item = Item { id: answer.id.clone(), values: answer.values() };
        apply(&mut first, Edit::Insert { section: Section::Answers, item, after: None }).expect("it fits");
    }
    let second = guided::next_round(&guide.structure, &first, Vec::new(), &mut source, None);
    let given = |session: &Session, id: &str| session.answer(id).expect("it came along").clone();
    let yes = given(&second, "follow_up.2.1");
    assert_eq!((yes.status, yes.of_round.known(), &*yes.note), (Some(AnswerState::Done), Some(1), "Klopt"));
    assert_eq!(given(&second, "profile_sources.experience").of_round.known(), Some(1));
    let partly = given(&second, "follow_up.3.1");
    assert_eq!((&*partly.note, partly.of_round.known(), partly.carried.known()), ("Bijna", None, Some(1)));
    for anew in ["follow_up.7.1", "follow_up.7.2", "follow_up.7.4"] {
        let answer = given(&second, anew);
        assert_eq!(answer, Answer { carried: Typed::Known(1), ..Answer::with_id(Id::new(anew)) });
    }
    let how_far = |answer: &Answer| guided::checklist_state(&guide.structure, answer, &second);
    assert_eq!(undecided(&second, &how_far), 20, "nobody answered these");
    // Until it is looked at again, it stays of the round in which it was given.
    let third = guided::next_round(&guide.structure, &second, Vec::new(), &mut source, None);
    assert_eq!(given(&third, "follow_up.2.1").of_round.known(), Some(1));
    assert_eq!(given(&third, "follow_up.6.2").carried.known(), Some(2));
    let seen = looked_at(&second, "follow_up.2.1").expect("it is of an earlier round");
    let mut seen_again = second.clone();
    apply(&mut seen_again, seen).expect("it fits");
    assert_eq!(looked_at(&seen_again, "follow_up.2.1"), None);
    let third = guided::next_round(&guide.structure, &seen_again, Vec::new(), &mut source, None);
    assert_eq!(given(&third, "follow_up.2.1").of_round.known(), Some(2));
    // A change is a look.
    let edits = answer_edits(&second, &guide, "follow_up.2.1", Answer::note, Value::text("Nog steeds"));
    let mut changed = second.clone();
    apply_all(&mut changed, &edits).expect("they fit");
    assert!(given(&changed, "follow_up.2.1").of_round.is_empty());
}

#[test]
fn the_questions_for_each_person_work_at_once_in_a_next_round() {
    let guide = Guide::load(Language::Dutch).expect("a guide");
    let first = shipped(FULL);
    let second = guided::next_round(&guide.structure, &first, Vec::new(), &mut IdSource::new(5), None);
    let asked = participants(&second).count();
    let wanted = second.people.iter().filter(|person| person.attendance == Some(Attendance::Wanted)).count();
    assert!(asked > 0);
    assert_eq!(asked + wanted, first.people.len(), "everybody who is not still to be asked is expected");
}

#[test]
fn the_screen_and_the_command_line_begin_the_same_round() {
    let fresh = tempfile::tempdir().expect("a folder");
    let first = shipped(FULL);
    fs::write(fresh.path().join("een.ron"), print(&first)).expect("written");
    let mut command = assert_cmd::Command::cargo_bin("werksessie").expect("it is built");
    let args = ["next", "een.ron", "--out", "twee.ron", "--date", "22-11-2026", "--lang", "nl"];
    command.current_dir(fresh.path()).env("XDG_STATE_HOME", fresh.path()).args(args).assert().success();
    let of_command = parse(&fs::read_to_string(fresh.path().join("twee.ron")).expect("made")).expect("a session");
    let mut screen = Screen::open(Language::Dutch, WIDE, first);
    screen.press("Ctrl-r Enter");
    let of_screen = screen.effects.iter().find_map(|effect| match effect {
        Effect::Create(session) => Some((**session).clone()),
        _ => None,
    });
    let of_screen = of_screen.expect("a round was begun");
    assert_eq!(of_screen, Session { id: of_screen.id.clone(), ..of_command });
}

#[test]
fn what_votes_and_bids_left_undecided_is_told_in_every_next_round_once() {
    let text = r#"Session(format: 1, id: "s-1111111111", round: 1,
        themes: [Theme(id: "t-a", name: "Samen eten"), Theme(id: "t-b", name: "Bewegen"), Theme(id: "t-c", name: "Slapen")],
        groups: [Group(id: "g-a", name: "Bewoners", budget: 100)],
        votes: [Vote(id: "v-a", group: "g-a", theme: "t-a", votes: 3), Vote(id: "v-b", group: "g-a", theme: "t-b", votes: 3)],
        pilots: [Pilot(id: "i-a", name: "Soeptafel", cost: 500)],
        bids: [Bid(id: "b-a", group: "g-a", pilot: "i-a", amount: 150)])"#;
    let context = context(Language::Dutch);
    let mut session = parse(text).expect("a session");
    for _ in 0..3 {
        let next = |seed| context.sentences(None).next_round(&session, &mut IdSource::new(seed), None).parked;
        assert_eq!(next(1), next(2), "two people who begin it have the same items");
        session = context.sentences(None).next_round(&session, &mut IdSource::new(1), None);
        let told: Vec<&str> = session.parked.iter().map(|remark| &*remark.text).collect();
        assert_eq!(
            told,
            [
                "Bewoners: er is € 50 meer geboden dan de groep heeft",
                "Samen eten: gelijk, elk 3 stemmen: Samen eten, Bewegen",
                "Soeptafel: komt € 350 tekort",
            ]
        );
        let decided = came_along(&session).iter().filter(|(carrying, _)| carrying.section == Section::Parked).count();
        assert_eq!(decided, 3, "each wants a decision");
    }
}

#[test]
fn what_is_left_undecided_again_is_one_remark_with_the_new_sentence() {
    let text = |amount: u32| {
        format!(
            r#"Session(format: 1, id: "s-{amount}", round: 1,
            groups: [Group(id: "g-a", name: "Bewoners", budget: 100)], pilots: [Pilot(id: "i-a", name: "Soeptafel")],
            bids: [Bid(id: "b-a", group: "g-a", pilot: "i-a", amount: {amount})])"#
        )
    };
    let context = context(Language::Dutch);
    let next = |session: &Session| context.sentences(None).next_round(session, &mut IdSource::new(1), None);
    let mut second = next(&parse(&text(150)).expect("a session"));
    let again = parse(&text(300)).expect("a session");
    let bid = again.table(Section::Bids).get(0).expect("a bid");
    let item = Item { id: bid.id().clone(), values: bid.values() };
    second.table_mut(Section::Bids).insert(0, item).expect("it fits");
    let told: Vec<String> = next(&second).parked.iter().map(|remark| remark.text.0.clone()).collect();
    assert_eq!(told, ["Bewoners: er is € 200 meer geboden dan de groep heeft"]);
}

#[test]
fn the_first_activity_that_was_agreed_is_asked_after_in_the_next_round() {
    let text = r#"Session(format: 1, id: "s-1111111111", round: 1,
        answers: [Answer(id: "follow_up.7.1", text: "Koffie ☕ op dinsdag", date: "2026-12-04")])"#;
    let context = context(Language::Dutch);
    let next = context.sentences(None).next_round(&parse(text).expect("a session"), &mut IdSource::new(1), None);
    let remark = next.parked.iter().next().expect("it is told");
    assert!(
        remark.text.starts_with("Eerste activiteit uit de vorige ronde: Koffie ☕ op dinsdag, "),
        "{}",
        &*remark.text
    );
    assert!(came_along(&next).iter().any(|(_, id)| *id == remark.id), "what became of it is asked");
    assert!(next.answer("follow_up.7.1").is_some_and(|answer| answer.text.is_empty()), "and another one");
}

#[test]
fn what_is_asked_about_a_meeting_itself_is_asked_anew_in_the_next_round() {
    let text = r#"Session(format: 1, id: "s-1111111111", round: 1, groups: [Group(id: "g-a", name: "Bewoners")],
        answers: [Answer(id: "preparation.2", status: done), Answer(id: "heard.1@g-a", status: done)])"#;
    let session = parse(text).expect("a session");
    let next = context(Language::Dutch).sentences(None).next_round(&session, &mut IdSource::new(1), None);
    let found = ids(&next, Section::Answers);
    assert!(!found.iter().any(|id| id.starts_with("preparation") || id.starts_with("heard")), "{found:?}");
}

#[test]
fn what_was_decided_by_votes_is_not_told_again() {
    let text = r#"Session(format: 1, id: "s-1111111111", round: 1,
        themes: [Theme(id: "t-a", name: "Samen eten", state: chosen), Theme(id: "t-b", name: "Bewegen")],
        groups: [Group(id: "g-a", name: "Bewoners", budget: 100)],
        votes: [Vote(id: "v-a", group: "g-a", theme: "t-a", votes: 3), Vote(id: "v-b", group: "g-a", theme: "t-b", votes: 3)])"#;
    let session = parse(text).expect("a session");
    let next = context(Language::Dutch).sentences(None).next_round(&session, &mut IdSource::new(1), None);
    assert_eq!(next.parked.len(), 0);
}

/// The next round of the full session on the screen, with the first beside it.
fn next_on_screen() -> Screen {
    let guide = Guide::load(Language::Dutch).expect("a guide");
    let first = shipped(FULL);
    let second = guided::next_round(&guide.structure, &first, Vec::new(), &mut IdSource::new(5), None);
    let earlier = Msg::File(FileMsg::Earlier { of: second.id.clone(), rounds: vec![first] });
    let mut screen = Screen::open(Language::Dutch, WIDE, second);
    screen.send(earlier);
    screen
}

#[test]
fn a_next_round_opens_on_what_worked_and_says_what_is_of_another_round() {
    let mut screen = next_on_screen();
    let success = screen.session().successes.iter().next().expect("something worked").what.0.clone();
    let first_words = success.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    assert!(screen.words().contains(&format!("★ Dit lukte: {first_words}")), "{}", screen.text());
    let came = came_along(screen.session());
    let row = came.iter().position(|(_, id)| id.as_str() == "follow_up.7.1").expect("it is asked anew");
    screen.press(&"Down ".repeat(row)).press("Home").press(&"Down ".repeat(row));
    assert!(screen.words().contains("opnieuw gevraagd"), "{}", screen.text());
    screen.go_to("checklist");
    assert!(screen.words().contains("uit ronde 1"), "{}", screen.text());
}

#[test]
fn a_note_of_the_round_before_goes_with_the_answer_that_it_was_about() {
    let guide = Guide::load(Language::Dutch).expect("a guide");
    let mut first = Session::empty(Id::new("s-one"));
    let id = Id::new("follow_up.2.1");
    let partly = Answer { status: Some(AnswerState::Partly), note: "Bijna".into(), ..Answer::with_id(id.clone()) };
    let item = Item { id: id.clone(), values: partly.values() };
    apply(&mut first, Edit::Insert { section: Section::Answers, item, after: None }).expect("it fits");
    let second = guided::next_round(&guide.structure, &first, Vec::new(), &mut IdSource::new(5), None);
    let mut screen = Screen::open(Language::Dutch, WIDE, second.clone());
    screen.send(FileMsg::Earlier { of: second.id.clone(), rounds: vec![first] });
    let row = came_along(&second).iter().position(|(_, came)| *came == id).expect("it came along");
    screen.press("Home").press(&"Down ".repeat(row)).press("k");
    let answer = screen.session().answer(id.as_str()).expect("it is answered").clone();
    assert_eq!((answer.status, &*answer.note), (Some(AnswerState::Done), ""));
    assert!(screen.words().contains("Terugzetten: toets u"), "{}", screen.text());
    screen.press("u");
    assert_eq!(&*screen.session().answer(id.as_str()).expect("it is there").note, "Bijna");
}

#[test]
fn after_three_rounds_nothing_is_there_twice_and_what_moved_is_counted() {
    let first = parse(TEXT).expect("a session");
    let mut source = IdSource::new(3);
    let mut second = next_round(&first, &mut source, None, &answered(&in_a_word));
    set(&mut second, Section::Actions, "a-c", "status", Value::Choice("done"));
    let third = next_round(&second, &mut source, None, &answered(&in_a_word));
    let fourth = next_round(&third, &mut source, None, &answered(&in_a_word));
    assert_eq!(ids(&fourth, Section::Actions), ["a-a"]);
    assert_eq!(fourth.actions[0].carried.known(), Some(3));
    assert_eq!(fourth.parked[0].carried.known(), Some(3));
    assert_eq!(ids(&fourth, Section::Goals), ["e-a", "e-b"]);
    assert_eq!((fourth.round(), fourth.previous()), (4, Some(&third.id)));
}

#[test]
fn what_came_along_is_counted_on_when_its_promise_is_taken_back() {
    let first = parse(TEXT).expect("a session");
    let mut source = IdSource::new(3);
    let mut second = next_round(&first, &mut source, None, &answered(&in_a_word));
    set(&mut second, Section::Chances, "c-a", "feedback_on", Value::Empty);
    let third = next_round(&second, &mut source, None, &answered(&in_a_word));
    let carried = |id: &str| third.chances.find(&Id::new(id)).expect("it came along").carried.known();
    assert_eq!((carried("c-a"), carried("c-c")), (Some(2), None));
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
            let next = next_round(&session, &mut source, None, &answered(&in_a_word));
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
        let second = next_round(&first, &mut source, None, &answered(&in_a_word));
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
        let third = next_round(&decided, &mut source, None, &answered(&in_a_word));
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
    let second = next_round(&first, &mut IdSource::new(1), None, &answered(&in_a_word));
    let all = [Decided::Done, Decided::GoesOn, Decided::Dropped];
    for (carrying, id) in came_along(&second) {
        for (before, after) in all.into_iter().flat_map(|before| all.map(|after| (before, after))) {
            if before == Decided::Done && matches!(carrying.done, Done::Text(_)) {
                // What was written down is not thrown away by another decision.
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

#[test]
fn who_was_missed_and_invited_is_done_in_a_next_round_too() {
    let context = context(Language::Dutch);
    let state = |session: &Session| {
        let (_, question) = context.guide.structure.question("follow_up.7.3").expect("a question");
        werksessie::domain::question::state(&question.kind, session.answer("follow_up.7.3"), session)
    };
    let next = |session: &Session| context.sentences(None).next_round(session, &mut IdSource::new(7), None);
    for answer in ["", r#"answers: [Answer(id: "follow_up.7.3", note: ["Joost belt"])]"#] {
        let people = r#"people: [Person(id: "p-1", name: "Joke", attendance: invited)]"#;
        let text = format!("Session(format: 1, id: \"s-1111111111\", round: 1, {people}, {answer})");
        let first = parse(&text).expect("a session");
        assert_eq!(state(&first), AnswerState::Done);
        let mut second = next(&first);
        assert_eq!(state(&second), AnswerState::Done, "{}", print(&second));
        let given = second.answer("follow_up.7.3").expect("it came along");
        assert_eq!((given.of_round.known(), given.carried.known()), (Some(1), None));
        assert_eq!(given.note.is_empty(), answer.is_empty());
        assert_eq!(state(&next(&second)), AnswerState::Done, "and in the round after that");
        // Who is missed anew is asked for anew.
        let person = second.table_mut(Section::People).get_mut(0).expect("Joke");
        person.replace(Person::attendance, Value::Choice(Attendance::Wanted.word())).expect("it fits");
        assert_eq!(state(&second), AnswerState::Open);
    }
}

#[test]
fn a_second_next_round_is_told_before_it_is_made() {
    let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
    screen.press("Ctrl-r");
    assert!(screen.effects.contains(&Effect::FindFollowing));
    assert!(!screen.words().contains("al een volgende ronde"), "{}", screen.text());
    let of = screen.session().id.clone();
    let name = "Lindenkwartier · ronde 2 · donderdag 17 september 2026".to_owned();
    screen.send(FileMsg::Following { of, names: vec![name.clone()] });
    let told = format!("Let op: van deze sessie is er al een volgende ronde: {name}.");
    assert!(screen.words().contains(&told), "{}", screen.text());
    screen.press("Esc");
    assert!(!screen.effects.iter().any(|effect| matches!(effect, Effect::Create(_))));
}

//! The sessions that ship with the program are what they promise to be: canonical, understood to the last field, and
//! rich enough to show every screen with something on it.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use werksessie::domain::carried::{Decided, came_along};
use werksessie::domain::question::{QuestionKind, Tally, state};
use werksessie::domain::records::meeting::{Answer, AnswerState};
use werksessie::domain::records::plan::{Action, ActionState};
use werksessie::domain::session::{Section, Session};
use werksessie::domain::sums::{ties, votes};
use werksessie::domain::value::Value;
use werksessie::guide::progress;
use werksessie::guide::{Guide, List};
use werksessie::i18n::language::Language;
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;

use crate::support::sessions;

const FIRST: &str = "lindenkwartier-2026-03-12.ron";
const SECOND: &str = "lindenkwartier-2026-09-17.ron";
const BEGUN: &str = "havenbuurt-2026-11-19.ron";

fn text(name: &str) -> String {
    let path = sessions().join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn session(name: &str) -> Session {
    parse(&text(name)).unwrap_or_else(|problem| panic!("{name}: {problem:?}"))
}

fn guide() -> Guide {
    Guide::load(Language::Dutch).expect("the guide ships with the program")
}

fn list<'guide>(guide: &'guide Guide, id: &str) -> &'guide List {
    guide.structure.list(id).expect("a list of the guide")
}

fn is_going(action: &Action) -> bool {
    matches!(action.status, Some(ActionState::Open | ActionState::Started))
}

#[test]
fn every_shipped_session_is_in_canonical_form() {
    let mut names: Vec<String> = fs::read_dir(sessions())
        .expect("the folder ships with the program")
        .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
        .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "ron"))
        .collect();
    names.sort();
    assert_eq!(names, [BEGUN, FIRST, SECOND]);
    for name in names {
        assert!(print(&session(&name)) == text(&name), "{name} is not as the program would write it");
    }
}

#[test]
#[ignore = "everybody may change what is in sessions/; .ci/run looks at a fresh clone"]
fn the_sessions_that_ship_are_those_of_the_tests() {
    let ships = Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions");
    let names = |folder: &Path| -> BTreeSet<OsString> {
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").file_name()).collect()
    };
    assert_eq!(names(&ships), names(&sessions()));
    for name in names(&ships) {
        let bytes = |folder: &Path| fs::read(folder.join(&name)).expect("a file");
        assert!(bytes(&ships) == bytes(&sessions()), "{name:?} differs");
    }
}

#[test]
fn every_date_and_number_is_understood() {
    for name in [FIRST, SECOND, BEGUN] {
        let session = session(name);
        for &section in Section::ALL {
            let table = session.table(section);
            for record in table.records() {
                for (field, value) in section.kind().fields.iter().zip(record.values()) {
                    let kept = matches!(value, Value::AsTyped(_));
                    assert!(!kept, "{name}: {} of {} in {}", field.name, record.id(), section.name());
                }
            }
        }
    }
}

#[test]
fn every_answer_belongs_to_a_question_and_uses_its_words() {
    let guide = guide();
    for name in [FIRST, SECOND, BEGUN] {
        let session = session(name);
        let asked: Vec<_> = guide.structure.lists.iter().flat_map(|list| list.asked(&session)).collect();
        let places = session.answers.iter().map(|answer| {
            let place = asked.iter().position(|asked| asked.answer_id() == answer.id.as_str());
            place.unwrap_or_else(|| panic!("{name}: no question {}", answer.id))
        });
        let places: Vec<usize> = places.collect();
        assert!(places.is_sorted(), "{name}: answers stand in the order of the guide");
        for (answer, place) in session.answers.iter().zip(places) {
            check_words(name, &asked[place].question.kind, answer);
        }
    }
}

fn check_words(name: &str, kind: &QuestionKind, answer: &Answer) {
    let confirmed = ["confirmed".to_owned()];
    let residents = ["residents".to_owned()];
    let marks: &[String] = match kind {
        QuestionKind::Marks { marks } | QuestionKind::Groups { groups: marks, .. } => marks,
        QuestionKind::Horizons => &confirmed,
        QuestionKind::Motto => &residents,
        _ => &[],
    };
    for mark in &answer.marks.0 {
        assert!(marks.contains(mark) || answer.own.has(mark), "{name}: mark {mark} of {}", answer.id);
    }
    let options: &[(String, _)] = if let QuestionKind::Choice(options) = kind { options } else { &[] };
    let choice: &str = &answer.choice;
    let known = choice.is_empty() || options.iter().any(|(option, _)| option == choice);
    assert!(known, "{name}: choice {choice} of {}", answer.id);
}

#[test]
fn the_first_round_shows_everything() {
    let (guide, session) = (guide(), session(FIRST));
    assert!(session.people.len() >= 12);
    for step in &guide.structure.steps {
        let progress = progress::step(&guide.structure, step, &session);
        assert!(progress.filled > 0, "{} has content", step.id);
    }
    let empty: Vec<&str> = Section::ALL
        .iter()
        .filter(|section| session.table(**section).is_empty() && **section != Section::Conflicts)
        .map(|section| section.name())
        .collect();
    assert!(empty.is_empty(), "nothing in {empty:?}");
    let minutes: u32 = session.agenda.iter().filter_map(|block| block.minutes.known()).sum();
    assert_eq!(minutes, 150, "two and a half hours");
}

#[test]
fn the_first_round_has_the_gaps_that_a_coordinator_looks_for() {
    let (guide, session) = (guide(), session(FIRST));
    let nobodys = session.actions.iter().filter(|action| action.owner.is_empty() && action.due.is_empty());
    assert_eq!(nobodys.count(), 1);
    for status in [ActionState::Open, ActionState::Started, ActionState::Done, ActionState::Dropped] {
        assert!(session.actions.iter().any(|action| action.status == Some(status)), "an action that is {status:?}");
    }
    assert_eq!(session.goals.iter().filter(|goal| goal.baseline.is_empty()).count(), 1);
    assert!(session.roles.iter().any(|role| !role.person.is_empty() && role.deputy.is_empty()));
    assert!(session.roles.iter().any(|role| role.person.is_empty()));
    assert_eq!(ties(&votes(&session)).first(), Some(&18), "the two themes with most votes are tied");

    let checklist = list(&guide, "follow_up");
    let tally = progress::list_tally(checklist, &session);
    assert_eq!(tally, Tally { open: 3, no: 0, partly: 5, done: 12, not_applicable: 1 });
    let first_activity = checklist.questions().find(|question| question.id == "follow_up.7.1").expect("is asked");
    assert_eq!(state(&first_activity.kind, session.answer(&first_activity.id), &session), AnswerState::Done);
}

#[test]
fn the_second_round_goes_on_where_the_first_stopped() {
    let (first, second) = (session(FIRST), session(SECOND));
    assert_eq!((second.round(), second.previous()), (2, Some(&first.id)));
    assert_eq!(second.the_neighbourhood(), first.the_neighbourhood());
    assert!(first.people.iter().all(|person| second.people.find(&person.id).is_some()), "everybody is still known");
    assert!(second.people.len() > first.people.len());
    for action in first.actions.iter().filter(|action| is_going(action)) {
        assert!(second.actions.find(&action.id).is_some(), "came back: {}", &*action.what);
    }
    assert!(second.actions.iter().any(|action| first.actions.find(&action.id).is_none() && is_going(action)));
    assert!(second.goals.iter().all(|goal| !goal.baseline.is_empty()));
    assert!(second.measurements.iter().all(|measurement| first.measurements.find(&measurement.id).is_none()), "anew");
    let how_far = |answer: &Answer| progress::checklist_state(&guide().structure, answer, &second);
    let along = came_along(&second);
    assert!(along.iter().all(|(carrying, id)| first.find(carrying.section, id).is_some()), "came from the first");
    let decided: Vec<_> = along.iter().map(|(carrying, id)| carrying.decided(&second, id, &how_far)).collect();
    for each in [None, Some(Decided::Done), Some(Decided::GoesOn), Some(Decided::Dropped)] {
        assert!(decided.contains(&each), "shows an item that is {each:?}");
    }
    assert!(second.scores.iter().all(|score| first.scores.find(&score.id).is_none()), "scored anew");
}

#[test]
fn the_third_session_has_only_just_begun() {
    let session = session(BEGUN);
    assert_eq!((session.people.len(), session.groups.len(), session.answers.len()), (6, 2, 3));
    assert_eq!((session.indicators.len(), session.themes.len()), (3, 1));
    assert!(session.goals.is_empty() && session.actions.is_empty() && session.scores.is_empty());
}

//! What a session answers to a coordinator, as it is remembered between two runs: what is to be done by whom and when, how
//! the traffic lights and preconditions are, and what was measured of each goal. What is hidden is in none of it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::carried::carrying;
use crate::domain::course::measured;
use crate::domain::decimal::Decimal;
use crate::domain::hidden::seen;
use crate::domain::id::Id;
use crate::domain::period::last_day_of;
use crate::domain::question::{QuestionKind, state};
use crate::domain::record::{Meaning, Record, links_of};
use crate::domain::records::meeting::{Answer, AnswerState};
use crate::domain::session::{Section, Session};
use crate::guide::{Guide, List, Question};
use crate::telling::rounds::unit_of;
use crate::telling::sentences::Sentences;

use super::intervision::{LIGHTS, POINTS};

/// What one session answers to what a coordinator asks of all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct SessionAnswers {
    /// All actions that are open, and whatever else somebody promised or has a day.
    pub(super) tasks: Box<[Task]>,
    /// How far each light and precondition is, in the order of [`lights_asked`]; nothing where nobody looked at it.
    pub(super) lights: Box<[Light]>,
    /// What was measured of each goal.
    pub(super) goals: Box<[MeasuredGoal]>,
}

/// Something that is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct Task {
    #[serde(with = "super::plain_data::section")]
    pub(super) section: Section,
    #[serde(with = "super::plain_data::id")]
    pub(super) item: Id,
    pub(super) what: String,
    pub(super) who: String,
    #[serde(with = "super::plain_data::day")]
    pub(super) due: Option<Date>,
    #[serde(with = "super::plain_data::state")]
    pub(super) state: Option<AnswerState>,
    /// Who has to do with it, and for whom they work.
    pub(super) people: Box<[String]>,
}

/// How far a light or precondition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct Light(#[serde(with = "super::plain_data::state")] pub(super) Option<AnswerState>);

/// A goal with what was measured of it in its session.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct MeasuredGoal {
    #[serde(with = "super::plain_data::id")]
    pub(super) item: Id,
    pub(super) what: String,
    pub(super) unit: String,
    #[serde(with = "super::plain_data::decimal")]
    pub(super) baseline: Option<Decimal>,
    #[serde(with = "super::plain_data::decimal")]
    pub(super) target: Option<Decimal>,
    #[serde(with = "super::plain_data::decimals")]
    pub(super) measured: Box<[Decimal]>,
}

impl SessionAnswers {
    /// What a session answers, in these words.
    #[must_use]
    pub fn of(session: &Session, sentences: &Sentences<'_>) -> Self {
        let session = &*seen(session);
        Self {
            tasks: tasks(session, sentences),
            lights: lights(session, sentences.guide),
            goals: goals(session, sentences),
        }
    }
}

/// The questions behind the lights, and those of the preconditions.
pub(super) fn lights_asked(guide: &Guide) -> impl Iterator<Item = &Question> {
    [LIGHTS.trim_end_matches('.'), POINTS]
        .into_iter()
        .filter_map(|list| guide.structure.list(list))
        .flat_map(List::questions)
}

fn tasks(session: &Session, sentences: &Sentences<'_>) -> Box<[Task]> {
    let structure = &sentences.guide.structure;
    let how_far = |answer: &Answer| {
        let (_, question) = structure.question(answer.id.as_str())?;
        Some(state(&question.kind, Some(answer), session))
    };
    let mut tasks = Vec::new();
    for &section in Section::ALL {
        let kind = section.kind();
        let [owner, due] = [Meaning::Owner, Meaning::Due].map(|meaning| kind.field_that_means(meaning));
        let settles = kind.field_that_means(Meaning::Settles);
        // Of what has an owner and nothing that ends it, such as a channel or a visit, nobody can say that it is done.
        if due.is_none() && settles.is_none() && (owner.is_none() || kind.state().is_none()) {
            continue;
        }
        for record in session.table(section).records() {
            let state = match session.answers.find(record.id()).filter(|_| section == Section::Answers) {
                Some(answer) => how_far(answer),
                None => kind.state().map(|_| record.state().unwrap_or(AnswerState::Open)),
            };
            let is_settled = match carrying(section) {
                Some(carrying) => carrying.is_settled(session, record, &how_far),
                None => state.is_some_and(AnswerState::is_settled) || !record.meant(Meaning::Settles).is_empty(),
            };
            let is_promised = [owner, due].into_iter().flatten().any(|field| !record.value(field).is_empty());
            if is_settled || !is_promised && section != Section::Actions {
                continue;
            }
            let due = due.and_then(|field| last_day_of(&record.value(field)));
            let who = owner.map(|field| sentences.value_text(section, field, &record.value(field), session));
            tasks.push(Task {
                section,
                item: record.id().clone(),
                what: sentences.item_title(section, record, session),
                who: who.unwrap_or_default(),
                due,
                state,
                people: people(session, record),
            });
        }
    }
    tasks.into()
}

/// Everybody an item points at, with their organisations.
fn people(session: &Session, record: &dyn Record) -> Box<[String]> {
    let is_told = |(field, to, _): &(usize, Section, Id)| {
        *to == Section::People && !record.kind().fields[*field].means(Meaning::Private)
    };
    let links = links_of(record).into_iter().filter(is_told);
    let known = links.filter_map(|(_, _, id)| session.people.find(&id).cloned());
    known.flat_map(|person| [person.name.0, person.organisation.0]).filter(|name| !name.is_empty()).collect()
}

fn lights(session: &Session, guide: &Guide) -> Box<[Light]> {
    let light = |question: &Question| {
        // What nobody looked at is neither open nor closed.
        let answer = session.answer(&question.id);
        let answer =
            answer.filter(|answer| !matches!(question.kind, QuestionKind::Choice(_)) || !answer.choice.is_empty());
        Light(answer.map(|answer| state(&question.kind, Some(answer), session)))
    };
    lights_asked(guide).map(light).collect()
}

fn goals(session: &Session, sentences: &Sentences<'_>) -> Box<[MeasuredGoal]> {
    let goals = session.goals.iter().map(|goal| MeasuredGoal {
        item: goal.id.clone(),
        what: sentences.item_title(Section::Goals, goal, session),
        unit: unit_of(session, goal).to_owned(),
        baseline: goal.baseline.known(),
        target: goal.target.known(),
        measured: measured(session, &goal.id).into(),
    });
    goals.collect()
}

//! What neighbourhoods can learn from each other: how far each has grown and what its traffic lights say, and then what
//! works, what is stuck, the stories and the questions of all (M84, M95, M121). Nothing is ranked.

use std::collections::HashSet;

use jiff::civil::Date;

use crate::domain::course::{Direction, course};
use crate::domain::newest::{NewestRounds, Standing};
use crate::domain::question::{answers_of, state};
use crate::domain::records::meeting::AnswerState;
use crate::domain::records::monitoring::LessonKind;
use crate::domain::records::plan::Growth;
use crate::domain::session::{Section, Session};
use crate::domain::value::{ChoiceSet, Value};
use crate::store::region::Region;
use crate::telling::sentences::Sentences;

/// The questions that are shown as traffic lights.
pub(super) const LIGHTS: &str = "success_factors.";
/// The list of points of which it is told how many are met.
pub(super) const POINTS: &str = "preconditions";

/// What others can learn from a session.
#[derive(Clone, Debug)]
pub struct Learned {
    id: String,
    previous: Option<String>,
    name: String,
    municipality: String,
    round: u32,
    date: Option<Date>,
    about: Vec<String>,
    lessons: Vec<(LessonKind, String)>,
}

impl Learned {
    fn standing(&self) -> Standing<'_> {
        Standing {
            id: &self.id,
            previous: self.previous.as_deref(),
            neighbourhood: &self.name,
            municipality: &self.municipality,
            round: self.round,
            date: self.date,
        }
    }
}

/// What others can learn from a session.
#[must_use]
pub fn learned(session: &Session, sentences: &Sentences<'_>) -> Learned {
    let words = &sentences.words.overview.intervision;
    let text =
        |field| move |growth: &Growth| sentences.value_text(Section::Growth, field, &value(growth, field), session);
    let newest = session.growth.iter().max_by_key(|growth| growth.year.known());
    let grown = newest.map(|growth| {
        let parts = [Growth::year, Growth::form, Growth::maturity, Growth::next_step].map(|field| text(field)(growth));
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        words.grown(parts.join(" · "))
    });
    let lights = answers_of(session, LIGHTS).filter(|answer| !answer.choice.is_empty()).map(|answer| {
        let light = sentences.guide.word(&answer.choice);
        let note = answer.note.replace('\n', " ");
        let told = if note.trim().is_empty() { light.to_owned() } else { format!("{light}. {note}") };
        format!("{}: {told}", sentences.guide.question_label(answer.id.as_str()))
    });
    let lessons = session.lessons.iter().map(|lesson| {
        let asked = if lesson.asked_of.is_empty() { String::new() } else { format!(" → {}", &*lesson.asked_of) };
        let answer = if lesson.answer.is_empty() { String::new() } else { format!(" = {}", &*lesson.answer) };
        let story = lesson.story.replace('\n', " ");
        let story = if story.trim().is_empty() { String::new() } else { format!(". {story}") };
        (lesson.kind.unwrap_or(LessonKind::Story), format!("{}{story}{asked}{answer}", &*lesson.what))
    });
    Learned {
        id: session.id.to_string(),
        previous: session.previous().map(ToString::to_string),
        name: session.the_neighbourhood().name.0.clone(),
        municipality: session.the_neighbourhood().municipality.0.clone(),
        round: session.round(),
        date: session.the_meeting().date.known(),
        about: grown
            .into_iter()
            .chain(goals(session, sentences))
            .chain(lights)
            .chain(points(session, sentences))
            .collect(),
        lessons: lessons.collect(),
    }
}

fn value(growth: &Growth, field: usize) -> Value {
    crate::domain::record::Record::value(growth, field)
}

/// How many goals were reached, where anything was measured (M82).
fn goals(session: &Session, sentences: &Sentences<'_>) -> Option<String> {
    let directions = session.goals.iter().map(|goal| course(session, &[], goal).direction);
    let measured: Vec<Direction> = directions.flatten().collect();
    let reached = measured.iter().filter(|direction| **direction == Direction::Reached).count();
    let words = &sentences.words.overview.intervision;
    (!measured.is_empty()).then(|| words.reached(reached, measured.len()))
}

/// How many points of the preconditions are met, where anybody looked.
fn points(session: &Session, sentences: &Sentences<'_>) -> Option<String> {
    let list = sentences.guide.structure.list(POINTS)?;
    let states = list.questions().map(|question| state(&question.kind, session.answer(&question.id), session));
    let states: Vec<AnswerState> = states.collect();
    let met = states.iter().filter(|state| **state == AnswerState::Done).count();
    let is_looked_at = states.iter().any(|state| *state != AnswerState::Open);
    let title = sentences.guide.list_text(POINTS).map_or("", |text| &text.title);
    is_looked_at.then(|| format!("{title}: {met}/{}", states.len()))
}

/// All of it in lines: the region, the newest round of each neighbourhood, and then the lessons of all by kind.
#[must_use]
pub fn intervision(all: &[Learned], region: Option<&Region>, sentences: &Sentences<'_>) -> Vec<String> {
    let words = &sentences.words.overview.intervision;
    let mut lines = Vec::new();
    match region {
        None => lines.extend([words.no_region.clone(), String::new()]),
        Some(region) => {
            let year = region.year.map(|year| format!(" · {year}")).unwrap_or_default();
            lines.push(format!("{}{year}", region.name));
            lines.extend(Some(&region.ambition).filter(|text| !text.is_empty()).map(|text| words.ambition(text)));
            let partners = region.partners.join(", ");
            lines.extend(Some(partners).filter(|text| !text.is_empty()).map(|text| words.partners(text)));
            lines.push(String::new());
        }
    }
    let mut rounds = NewestRounds::default();
    for learned in all {
        rounds.add(learned.standing());
    }
    let mut seen = HashSet::new();
    let are_copies: Vec<bool> = all.iter().map(|learned| !seen.insert(&learned.id)).collect();
    let newest = all.iter().zip(rounds.newest(|number| are_copies[number])).filter(|(_, is_newest)| *is_newest);
    let newest: Vec<&Learned> = newest.map(|(learned, _)| learned).collect();
    for learned in newest.iter().filter(|learned| !learned.about.is_empty()) {
        lines.push(learned.name.clone());
        lines.extend(learned.about.iter().map(|line| format!("  {line}")));
    }
    for kind in LessonKind::ALL {
        let of_kind = newest.iter().flat_map(|learned| {
            let lessons = learned.lessons.iter().filter(|(of, _)| of == kind);
            lessons.map(|(_, text)| format!("  {}: {text}", learned.name))
        });
        let of_kind: Vec<String> = of_kind.collect();
        if !of_kind.is_empty() {
            lines.push(String::new());
            lines.push(sentences.words.choice(LessonKind::KIND_REF.name, kind.word()).to_owned());
            lines.extend(of_kind);
        }
    }
    lines
}

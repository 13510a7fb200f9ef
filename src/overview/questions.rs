//! What a coordinator asks of many sessions at once, as tables of the same kind as the overview: what is to be done by whom
//! and when, the traffic lights and preconditions beside each other, and what was reached.

use std::fmt::Write as _;
use std::path::Path;

use jiff::civil::Date;
use serde_json::Value as Json;

use crate::domain::carried::carrying;
use crate::domain::course::{Direction, course};
use crate::domain::decimal::Decimal;
use crate::domain::hidden::seen;
use crate::domain::id::Id;
use crate::domain::naming::plain;
use crate::domain::question::state;
use crate::domain::record::{Meaning, Record};
use crate::domain::records::meeting::{Answer, AnswerState};
use crate::domain::session::{Section, Session};
use crate::domain::value::{Kind, Value};
use crate::guide::progress::checklist_state;
use crate::guide::{Guide, List, Question};
use crate::i18n::Words;
use crate::telling::sentences::Sentences;
use crate::telling::spreadsheet::{BOM, csv_cell, csv_row};

use super::Cell;
use super::intervision::{LIGHTS, POINTS};
use super::table::laid;

/// A question to many sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolderQuestion {
    /// What is to be done, by whom, by when.
    Actions,
    /// The traffic lights and the preconditions.
    Lights,
    /// What was measured of goals.
    Results,
}

impl FolderQuestion {
    /// The names of its own columns; those of lights are questions of the guide.
    #[must_use]
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Actions => &["section", "what", "who", "due", "state"],
            Self::Results => &["goal", "before", "target", "latest", "reached"],
            Self::Lights => &[],
        }
    }
}

/// An answer to such a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRow {
    cells: Vec<Cell<'static>>,
    /// By when.
    due: Option<Date>,
    /// Who has to do with it, and for whom they work.
    people: Vec<String>,
}

impl AnswerRow {
    /// Whether it is to be done by this day, and by this person or organisation, where these are asked for.
    #[must_use]
    pub fn fits(&self, by: Option<Date>, whose: Option<&str>) -> bool {
        let is_theirs = |name: &str| self.people.iter().any(|known| plain(known).contains(&plain(name.trim())));
        by.is_none_or(|by| self.due.is_some_and(|due| due <= by)) && whose.is_none_or(is_theirs)
    }
}

/// The answers of a session.
#[must_use]
pub fn ask(question: FolderQuestion, session: &Session, path: &Path, sentences: &Sentences<'_>) -> Vec<AnswerRow> {
    let session = &*seen(session);
    let rows = match question {
        FolderQuestion::Actions => actions(session, sentences),
        FolderQuestion::Lights => vec![lights(session, sentences.guide)],
        FolderQuestion::Results => results(session, sentences),
    };
    let place = session.the_neighbourhood();
    let around = |row: AnswerRow| {
        let before = [&place.name, &place.municipality].map(|name| text(name.0.clone()));
        let path = text(path.to_string_lossy().into_owned());
        AnswerRow { cells: before.into_iter().chain(row.cells).chain([path]).collect(), ..row }
    };
    rows.into_iter().map(around).collect()
}

fn text(text: String) -> Cell<'static> {
    Cell::Text(text.into())
}

/// What is open: all actions, and whatever else somebody promised or has a day.
fn actions(session: &Session, sentences: &Sentences<'_>) -> Vec<AnswerRow> {
    let structure = &sentences.guide.structure;
    let how_far = |answer: &Answer| checklist_state(structure, answer, session);
    let mut rows = Vec::new();
    for &section in Section::ALL {
        let kind = section.kind();
        let [owner, due] = [Meaning::Owner, Meaning::Due].map(|meaning| kind.field_that_means(meaning));
        if owner.is_none() && due.is_none() {
            continue;
        }
        for record in session.table(section).records() {
            let is_settled = match carrying(section) {
                Some(carrying) => carrying.is_settled(session, record, &how_far),
                None => state_of(record).is_some_and(is_over),
            };
            let is_promised = [owner, due].into_iter().flatten().any(|field| !record.value(field).is_empty());
            if is_settled || !is_promised && section != Section::Actions {
                continue;
            }
            let due = due.and_then(|field| match record.value(field) {
                Value::Date(date) => Some(date),
                _ => None,
            });
            let told = |field: Option<usize>| {
                field.map_or_else(String::new, |field| {
                    sentences.value_text(section, field, &record.value(field), session)
                })
            };
            let cells = vec![
                Cell::Word(section.name(), sentences.words.record(kind).one.clone()),
                text(sentences.item_title(section, record, session)),
                text(told(owner)),
                Cell::Day(due),
                Cell::Item(state_of(record)),
            ];
            rows.push(AnswerRow { cells, due, people: people(session, record) });
        }
    }
    rows
}

/// How far an item is, where its record tells.
fn state_of(record: &dyn Record) -> Option<AnswerState> {
    let (field, states) = record.kind().state()?;
    match record.value(field) {
        Value::Choice(word) => Some(states.state_of(word)),
        _ => Some(AnswerState::Open),
    }
}

fn is_over(state: AnswerState) -> bool {
    matches!(state, AnswerState::Done | AnswerState::NotApplicable)
}

/// Everybody an item points at, with their organisations.
fn people(session: &Session, record: &dyn Record) -> Vec<String> {
    let fields = record.kind().fields.iter().enumerate();
    let of_people = fields.filter(|(_, field)| {
        matches!(field.kind, Kind::Link(Section::People) | Kind::Links(Section::People))
            && !field.means(Meaning::Private)
    });
    let ids = of_people.flat_map(|(number, _)| match record.value(number) {
        Value::Link(id) => vec![id],
        value => value.members().iter().map(|id| Id::new(id.as_str())).collect(),
    });
    let known = ids.filter_map(|id| session.people.find(&id).cloned());
    known.flat_map(|person| [person.name.0, person.organisation.0]).filter(|name| !name.is_empty()).collect()
}

/// The questions behind the lights, and those of the preconditions.
fn asked(guide: &Guide) -> impl Iterator<Item = &Question> {
    [LIGHTS.trim_end_matches('.'), POINTS]
        .into_iter()
        .filter_map(|list| guide.structure.list(list))
        .flat_map(List::questions)
}

fn lights(session: &Session, guide: &Guide) -> AnswerRow {
    let state = |question: &Question| {
        let answer = session.answer(&question.id);
        // What nobody looked at is neither open nor closed.
        Cell::Item(answer.map(|answer| state(&question.kind, Some(answer), session)))
    };
    AnswerRow { cells: asked(guide).map(state).collect(), due: None, people: Vec::new() }
}

fn results(session: &Session, sentences: &Sentences<'_>) -> Vec<AnswerRow> {
    let goal = |goal| {
        let course = course(session, &[], goal);
        let latest = course.rounds.last().and_then(|(_, values)| values.last()).copied();
        let reached = course.direction.map(|direction| match direction {
            Direction::Reached => AnswerState::Done,
            Direction::Closer => AnswerState::Partly,
            _ => AnswerState::Open,
        });
        let number = |number: Option<Decimal>| Cell::Number(number);
        let cells = vec![
            text(sentences.item_title(Section::Goals, goal, session)),
            number(course.baseline),
            number(course.target),
            number(latest),
            Cell::Item(reached.filter(|_| latest.is_some())),
        ];
        AnswerRow { cells, due: None, people: Vec::new() }
    };
    session.goals.iter().map(goal).collect()
}

/// The names of the columns for other programs, and their headings.
fn columns(question: FolderQuestion, guide: &Guide, words: &Words) -> Vec<(String, String)> {
    let named = |keys: &[&str]| -> Vec<(String, String)> {
        keys.iter().map(|key| ((*key).to_owned(), words.overview.heading(key).to_owned())).collect()
    };
    let own = match question {
        FolderQuestion::Lights => {
            asked(guide).map(|question| (question.id.clone(), guide.question_label(&question.id))).collect()
        }
        _ => named(question.columns()),
    };
    let [before, behind] = [&["neighbourhood", "municipality"][..], &["path"]].map(named);
    [before, own, behind].concat()
}

/// Answers in the order in which they are told: what is due first, first.
pub fn in_order(rows: &mut [AnswerRow]) {
    rows.sort_by_key(|row| (row.due.is_none(), row.due));
}

/// The answers as plain text. Questions of a list stand above their columns by number, and below with their words.
#[must_use]
pub fn answers_text(question: FolderQuestion, rows: &[AnswerRow], guide: &Guide, words: &Words) -> String {
    let columns = columns(question, guide, words);
    let is_asked = |key: &str| guide.structure.question(key).is_some();
    let mut number = 0;
    let (mut headings, mut legend) = (Vec::new(), String::new());
    for (key, heading) in columns {
        if is_asked(&key) {
            number += 1;
            let _ = writeln!(legend, "{number:2} {heading}");
            headings.push(text(number.to_string()));
        } else {
            headings.push(text(heading));
        }
    }
    let is_right = vec![false; headings.len()];
    let lines = std::iter::once(headings).chain(rows.iter().map(|row| row.cells.clone()));
    let told = laid(lines, &is_right);
    if legend.is_empty() { told } else { format!("{told}\n{legend}") }
}

/// The answers for a spreadsheet.
#[must_use]
pub fn answers_csv(question: FolderQuestion, rows: &[AnswerRow], guide: &Guide, words: &Words) -> String {
    let headings = columns(question, guide, words).into_iter().map(|(_, heading)| csv_cell(&heading));
    let mut out = format!("{BOM}{}", csv_row(headings));
    for row in rows {
        out.push_str(&csv_row(row.cells.iter().flat_map(Cell::plain).map(|cell| csv_cell(&cell))));
    }
    out
}

/// The answers for other programs.
#[must_use]
pub fn answers_json(question: FolderQuestion, rows: &[AnswerRow], guide: &Guide, words: &Words) -> String {
    let columns = columns(question, guide, words);
    let lines = rows.iter().map(|row| {
        let cells = columns.iter().zip(&row.cells).map(|((key, _), cell)| (key.clone(), cell.json()));
        Json::from(cells.collect::<serde_json::Map<_, _>>()).to_string()
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() { "[]".to_owned() } else { format!("[\n{}\n]", lines.join(",\n")) }
}

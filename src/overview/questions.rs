//! What a coordinator asks of many sessions at once, as tables of the same kind as the overview: what is to be done by whom
//! and when, the traffic lights and preconditions beside each other, and what was reached. The columns are one table, from
//! which the text, CSV, JSON and the screen are made.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::domain::course::{Course, Direction};
use crate::domain::id::Id;
use crate::domain::in_order::sort_by_key;
use crate::domain::naming::plain;
use crate::domain::newest::{Standing, earlier_rounds};
use crate::domain::records::meeting::AnswerState;
use crate::domain::session::Section;
use crate::guide::{Guide, Question};
use crate::i18n::Words;
use crate::telling::personal::veiled;
use crate::telling::rounds::{direction_text, stages};

use super::answers::{SessionAnswers, Task, lights_asked};
use super::choose::doubles;
use super::{Cell, Row, Summary};

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

/// A column of the answers to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerColumn {
    /// Its name for other programs.
    pub key: String,
    /// What stands above it, in the language of the user.
    pub heading: String,
    /// How it stands on the screen; nothing where it does not.
    pub place: Option<ColumnPlace>,
}

/// How a column stands on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnPlace {
    /// It takes at most so many columns of the screen where others need room.
    pub most: u16,
    /// Where there is little room, columns with the lowest number stay.
    pub rank: u8,
}

/// A column as it is declared: its name, at most how wide it is on the screen, and its rank there.
type DeclaredColumn = (&'static str, Option<(u16, u8)>);

const BEFORE: &[DeclaredColumn] = &[("neighbourhood", Some((28, 4))), ("municipality", Some((24, 6)))];
const BEHIND: &[DeclaredColumn] = &[("path", None)];
const OF_ACTIONS: &[DeclaredColumn] = &[
    ("section", Some((24, 7))),
    ("what", Some((72, 0))),
    ("who", Some((30, 2))),
    ("due", Some((16, 1))),
    ("state", Some((6, 5))),
];
const OF_RESULTS: &[DeclaredColumn] = &[
    ("goal", Some((72, 0))),
    ("before", Some((9, 5))),
    ("earlier", Some((7, 2))),
    ("latest", Some((14, 1))),
    ("target", Some((12, 5))),
    ("reached", Some((7, 3))),
];

impl FolderQuestion {
    /// The columns of the answers.
    #[must_use]
    pub fn columns(self, guide: &Guide, words: &Words) -> Vec<AnswerColumn> {
        let declared = |(key, place): &DeclaredColumn| AnswerColumn {
            key: (*key).to_owned(),
            heading: words.overview.heading(key).to_owned(),
            place: place.map(|(most, rank)| ColumnPlace { most, rank }),
        };
        let light = |question: &Question| AnswerColumn {
            key: question.id.clone(),
            heading: guide.question_label(&question.id),
            place: Some(ColumnPlace { most: 1, rank: 0 }),
        };
        let own: Vec<AnswerColumn> = match self {
            Self::Actions => OF_ACTIONS.iter().map(declared).collect(),
            Self::Results => OF_RESULTS.iter().map(declared).collect(),
            Self::Lights => lights_asked(guide).map(light).collect(),
        };
        BEFORE.iter().map(declared).chain(own).chain(BEHIND.iter().map(declared)).collect()
    }
}

/// An answer to such a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRow {
    /// What stands in each column.
    pub cells: Vec<Cell<'static>>,
    /// By when it is to be done.
    pub due: Option<Date>,
    /// The file of its session.
    pub path: PathBuf,
    /// What it is about, where that is one item.
    pub item: Option<(Section, Id)>,
    /// What is told of it beside what stands in its columns.
    pub told: String,
    /// Who has to do with it, and for whom they work.
    people: Box<[String]>,
}

impl AnswerRow {
    /// Whether it is to be done by this day, and by this person or organisation, where these are asked for.
    #[must_use]
    pub fn fits(&self, by: Option<Date>, whose: Option<&str>) -> bool {
        fits(self.due, &self.people, by, whose)
    }

    /// Whether its texts and the people that have to do with it together hold all these words.
    #[must_use]
    pub fn holds(&self, words: &str) -> bool {
        let wanted = plain(words);
        if wanted.trim().is_empty() {
            return true;
        }
        // The path is no text that anybody reads here.
        let texts = self.cells.iter().rev().skip(1).filter_map(|cell| match cell {
            Cell::Text(text) => Some(&**text),
            Cell::Word(_, word) => Some(word.as_str()),
            _ => None,
        });
        let text = texts.chain(self.people.iter().map(String::as_str)).map(plain).collect::<Vec<_>>().join(" ");
        wanted.split_whitespace().all(|word| text.contains(word))
    }

    /// Where in its session that is which stands in this column.
    #[must_use]
    pub fn place(&self, column: &AnswerColumn, guide: &Guide) -> Option<(Section, Id)> {
        let question = guide.structure.question(&column.key).map(|_| (Section::Answers, Id::new(column.key.as_str())));
        question.or_else(|| self.item.clone())
    }
}

/// See [`AnswerRow::fits`].
pub(super) fn fits(due: Option<Date>, people: &[String], by: Option<Date>, whose: Option<&str>) -> bool {
    let is_theirs = |name: &str| {
        let wanted = plain(name.trim());
        people.iter().any(|known| plain(known).contains(&wanted))
    };
    by.is_none_or(|by| due.is_some_and(|due| due <= by)) && whose.is_none_or(is_theirs)
}

/// Sessions with what they answer.
#[derive(Debug, Default)]
pub struct AnsweredSessions {
    /// The sessions, in the order in which they came.
    pub rows: Vec<Row>,
    pub(super) answers: Vec<SessionAnswers>,
}

impl AnsweredSessions {
    /// Adds a session behind those that came before.
    pub fn add(&mut self, AnsweredSession { row, answers }: AnsweredSession) {
        self.rows.push(row);
        self.answers.push(answers);
    }

    /// What these of them answer, by their numbers, in the order in which it is told: what is due first, first.
    #[must_use]
    pub fn answer(
        &self,
        question: FolderQuestion,
        numbers: impl IntoIterator<Item = usize>,
        words: &Words,
    ) -> Vec<AnswerRow> {
        let rounds = if question == FolderQuestion::Results { self.rounds() } else { Vec::new() };
        let mut rows = Vec::new();
        for number in numbers {
            let (Some(row), Some(answers)) = (self.rows.get(number), self.answers.get(number)) else { continue };
            let Ok(summary) = &row.content else { continue };
            let rows_of = RowsOf { path: &row.path, summary, words };
            match question {
                FolderQuestion::Actions => rows.extend(answers.tasks.iter().map(|task| rows_of.task(task.clone()))),
                FolderQuestion::Lights => rows.push(rows_of.lights(answers)),
                FolderQuestion::Results => {
                    let earlier: Vec<_> =
                        rounds.get(number).into_iter().flatten().filter_map(|it| self.at(*it)).collect();
                    rows.extend((0..answers.goals.len()).filter_map(|goal| rows_of.result(answers, goal, &earlier)));
                }
            }
        }
        in_order(rows)
    }

    /// A session that was read, with what it answers.
    fn at(&self, number: usize) -> Option<(&Summary, &SessionAnswers)> {
        Some((self.rows.get(number)?.content.as_ref().ok()?, self.answers.get(number)?))
    }

    /// For each session, the rounds before it.
    fn rounds(&self) -> Vec<Vec<usize>> {
        let read: Vec<usize> = (0..self.rows.len()).filter(|number| self.rows[*number].content.is_ok()).collect();
        let standings: Vec<Standing<'_>> =
            read.iter().filter_map(|number| Some(self.rows[*number].content.as_ref().ok()?.standing())).collect();
        let copies: HashSet<usize> = doubles(&self.rows).into_iter().map(|(copy, _)| copy).collect();
        let mut rounds = vec![Vec::new(); self.rows.len()];
        for (number, earlier) in read.iter().zip(earlier_rounds(&standings, |place| copies.contains(&read[place]))) {
            rounds[*number] = earlier.into_iter().map(|place| read[place]).collect();
        }
        rounds
    }
}

/// What is due first, first.
fn in_order(mut rows: Vec<AnswerRow>) -> Vec<AnswerRow> {
    sort_by_key(&mut rows, |row| (row.due.is_none(), row.due));
    rows
}

/// A file that was read, with what its session answers.
#[derive(Clone, Debug)]
pub struct AnsweredSession {
    /// The file, with what the overview tells of it.
    pub row: Row,
    /// What its session answers; nothing for a file that was not read.
    pub answers: SessionAnswers,
}

/// Which session rows are of.
pub(super) struct RowsOf<'a> {
    pub(super) path: &'a Path,
    pub(super) summary: &'a Summary,
    pub(super) words: &'a Words,
}

impl RowsOf<'_> {
    fn row(&self, own: impl IntoIterator<Item = Cell<'static>>) -> AnswerRow {
        let before = [&self.summary.neighbourhood, &self.summary.municipality].map(|name| text(name.to_string()));
        let path = text(self.path.to_string_lossy().into_owned());
        let told = before.into_iter().chain(own).map(|cell| match cell {
            Cell::Text(typed) => text(veiled(typed.into_owned(), &self.words.outgoing)),
            other => other,
        });
        AnswerRow {
            cells: told.chain([path]).collect(),
            due: None,
            path: self.path.to_owned(),
            item: None,
            told: String::new(),
            people: Box::default(),
        }
    }

    pub(super) fn task(&self, Task { section, item, what, who, due, state, people }: Task) -> AnswerRow {
        let kind = Cell::Word(section.name(), self.words.record(section.kind()).one.clone());
        let own = [kind, text(what), text(who), Cell::Day(due), Cell::Item(state)];
        AnswerRow { due, item: Some((section, item)), people, ..self.row(own) }
    }

    fn lights(&self, answers: &SessionAnswers) -> AnswerRow {
        self.row(answers.lights.iter().map(|light| Cell::Item(light.0)))
    }

    /// A goal, with what was measured of it in the rounds before.
    fn result(
        &self,
        answers: &SessionAnswers,
        goal: usize,
        earlier: &[(&Summary, &SessionAnswers)],
    ) -> Option<AnswerRow> {
        let goal = answers.goals.get(goal)?;
        let before = earlier.iter().map(|(round, answers)| {
            let then = answers.goals.iter().find(|then| then.item == goal.item);
            (round.round, then.map_or_else(Vec::new, |then| then.measured.to_vec()))
        });
        let rounds = before.chain([(self.summary.round, goal.measured.to_vec())]);
        let course = Course::of(goal.baseline, goal.target, rounds);
        let [latest, earlier] = course.latest_two();
        let reached = course.direction.map(|direction| match direction {
            Direction::Reached => AnswerState::Done,
            Direction::Closer => AnswerState::Partly,
            _ => AnswerState::Open,
        });
        let own = [
            text(goal.what.clone()),
            Cell::Number(goal.baseline),
            Cell::Number(earlier),
            Cell::Number(latest),
            Cell::Number(goal.target),
            Cell::Item(reached.filter(|_| latest.is_some())),
        ];
        let stages = stages(&course, &goal.unit, self.words).into_iter();
        let stages = stages.map(|stage| format!("{}: {}", stage.label, stage.value));
        let told = stages.chain([direction_text(&course, self.words).to_owned()]).collect::<Vec<_>>().join(" · ");
        Some(AnswerRow { item: Some((Section::Goals, goal.item.clone())), told, ..self.row(own) })
    }
}

pub(super) fn text(text: String) -> Cell<'static> {
    Cell::Text(text.into())
}

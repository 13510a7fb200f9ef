//! A question that is asked of many sessions once, and answered row by row. What is to be done may be a hundred thousand
//! things: it is kept packed, and each row is made when it goes out. The columns are those of the screen.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io;

use foldhash::fast::RandomState;
use jiff::civil::Date;
use serde_json::Value as Json;

use crate::domain::in_order::{sort, sort_by, sort_by_key};
use crate::domain::naming::plain;
use crate::guide::Guide;
use crate::i18n::Words;
use crate::telling::spreadsheet::{BOM, csv_cell, csv_row};

use super::Row;
use super::answers::{SessionAnswers, Task};
use super::questions::{
    AnswerColumn, AnswerRow, AnsweredSession, AnsweredSessions, FolderQuestion, RowsOf, fits, text,
};
use super::remembered::{from_bytes, to_bytes};
use super::table::Widths;

/// Takes one answer after the other.
type TakeAnswer<'take> = dyn FnMut(&AnswerRow) -> io::Result<()> + 'take;

/// A question with the sessions that it is asked of.
#[derive(Debug)]
pub struct AskedOnce {
    question: FolderQuestion,
    by: Option<Date>,
    whose: Option<String>,
    sessions: AnsweredSessions,
    /// For each session what is to be done.
    tasks: Vec<PackedTasks>,
    /// Everybody who has something to do, where one of them is asked for.
    names: HashSet<String, RandomState>,
}

/// So many names are told of those that a name that nobody has may be meant for.
const NEAREST: usize = 5;

/// What is to be done, as it is remembered between two runs.
#[derive(Debug)]
struct PackedTasks {
    bytes: Box<[u8]>,
    /// Of each the day by which, and where it ends.
    tasks: Box<[(Option<Date>, usize)]>,
}

impl PackedTasks {
    fn of(tasks: impl Iterator<Item = Task>) -> Self {
        let mut bytes = Vec::new();
        let packed = tasks.map(|task| {
            bytes.extend(to_bytes(&task));
            (task.due, bytes.len())
        });
        Self { tasks: packed.collect(), bytes: bytes.into() }
    }

    fn get(&self, number: usize) -> Option<Task> {
        let from = number.checked_sub(1).map_or(0, |before| self.tasks[before].1);
        from_bytes(self.bytes.get(from..self.tasks.get(number)?.1)?)
    }
}

impl AskedOnce {
    /// A question that nobody answered yet. What is to be done is asked only by this day and by this person or
    /// organisation, where these are named; with a name without letters, what nobody took on yet.
    #[must_use]
    pub fn new(question: FolderQuestion, by: Option<Date>, whose: Option<String>) -> Self {
        Self {
            question,
            by,
            whose,
            sessions: AnsweredSessions::default(),
            tasks: Vec::new(),
            names: HashSet::default(),
        }
    }

    /// Adds a session behind those that came before. No more is kept than it takes to answer.
    pub fn add(&mut self, AnsweredSession { row, answers }: AnsweredSession) {
        let SessionAnswers { tasks, lights, goals } = answers;
        if self.whose.is_some() {
            self.names.extend(tasks.iter().flat_map(|task| task.people.iter().cloned()));
        }
        let whose = self.whose.as_deref();
        let is_theirs = |task: &Task| whose != Some("") || task.who.is_empty();
        let asked = tasks.into_iter().filter(|task| {
            let is_asked = self.question == FolderQuestion::Actions && is_theirs(task);
            is_asked && fits(task.due, &task.people, self.by, whose.filter(|whose| !whose.is_empty()))
        });
        self.tasks.push(PackedTasks::of(asked));
        let answers = match self.question {
            FolderQuestion::Actions => SessionAnswers::default(),
            FolderQuestion::Lights => SessionAnswers { lights, ..SessionAnswers::default() },
            FolderQuestion::Results => SessionAnswers { goals, ..SessionAnswers::default() },
        };
        self.sessions.add(AnsweredSession { row, answers });
    }

    /// Puts them in the order of their files.
    pub fn sort_by_file(&mut self) {
        let AnsweredSessions { rows, answers } = std::mem::take(&mut self.sessions);
        let mut all: Vec<_> = rows.into_iter().zip(answers).zip(self.tasks.drain(..)).collect();
        sort_by(&mut all, |((one, _), _), ((other, _), _)| one.path.cmp(&other.path));
        let (sessions, tasks): (Vec<_>, Vec<_>) = all.into_iter().unzip();
        let (rows, answers) = sessions.into_iter().unzip();
        (self.sessions, self.tasks) = (AnsweredSessions { rows, answers }, tasks);
    }

    /// The name that is asked for where nobody who has something to do is called so, and no organisation, with the names
    /// that are most like it.
    #[must_use]
    pub fn nobody_called(&self) -> Option<(&str, Vec<&str>)> {
        let whose = self.whose.as_deref().filter(|whose| !whose.is_empty())?;
        let wanted = plain(whose.trim());
        if self.names.iter().any(|name| plain(name).contains(&wanted)) {
            return None;
        }
        let distance = |name: &str| {
            let name = plain(name);
            let parts = std::iter::once(name.as_str()).chain(name.split(' '));
            parts.map(|part| strsim::osa_distance(part, &wanted)).min()
        };
        let mut nearest: Vec<_> = self.names.iter().map(|name| (distance(name), name.as_str())).collect();
        sort(&mut nearest);
        Some((whose, nearest.into_iter().take(NEAREST).map(|(_, name)| name).collect()))
    }

    /// The sessions, in the order in which they came.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.sessions.rows
    }

    /// What these of them answer, by their numbers, in the order in which it is told: what is due first, first.
    #[must_use]
    pub fn answers<'a>(&'a self, numbers: Vec<usize>, words: &'a Words) -> Answers<'a> {
        let (mut made, mut order) = (Vec::new(), Vec::new());
        if self.question == FolderQuestion::Actions {
            for number in numbers.into_iter().filter(|number| self.sessions.rows[*number].content.is_ok()) {
                order.extend((0..self.tasks[number].tasks.len()).map(|task| (number, task)));
            }
            sort_by_key(&mut order, |(session, task)| {
                let due = self.tasks[*session].tasks[*task].0;
                (due.is_none(), due)
            });
        } else {
            made = self.sessions.answer(self.question, numbers, words);
        }
        Answers { asked: self, made, order, words }
    }
}

/// Answers on their way out.
#[derive(Debug)]
pub struct Answers<'a> {
    asked: &'a AskedOnce,
    made: Vec<AnswerRow>,
    /// What is to be done, by the number of its session and its own there.
    order: Vec<(usize, usize)>,
    words: &'a Words,
}

impl Answers<'_> {
    /// The answers as plain text, line by line. Questions of a list stand above their columns by number, and below with
    /// their words. On a `screen` of so many columns what has no room in its column is cut.
    ///
    /// # Errors
    /// A line is not taken; and so for those below.
    pub fn text(
        &self,
        guide: &Guide,
        screen: Option<usize>,
        tell: &mut dyn FnMut(&str) -> io::Result<()>,
    ) -> io::Result<()> {
        let is_asked = |key: &str| guide.structure.question(key).is_some();
        let mut number = 0;
        let (mut headings, mut legend) = (Vec::new(), String::new());
        for AnswerColumn { key, heading, .. } in self.asked.question.columns(guide, self.words) {
            if is_asked(&key) {
                number += 1;
                let _ = writeln!(legend, "{number:2} {heading}");
                headings.push(text(number.to_string()));
            } else {
                headings.push(text(heading));
            }
        }
        let mut widths = Widths::default();
        widths.look_at(&headings, self.words);
        self.each(&mut |row| {
            widths.look_at(&row.cells, self.words);
            Ok(())
        })?;
        widths.fit(screen);
        tell(&widths.line(&headings, self.words, screen.is_some()))?;
        self.each(&mut |row| tell(&widths.line(&row.cells, self.words, screen.is_some())))?;
        if legend.is_empty() { Ok(()) } else { tell(&format!("\n{legend}")) }
    }

    /// The answers for a spreadsheet, row by row.
    ///
    /// # Errors
    /// See [`Self::text`].
    pub fn csv(&self, guide: &Guide, tell: &mut dyn FnMut(&str) -> io::Result<()>) -> io::Result<()> {
        let columns = self.asked.question.columns(guide, self.words);
        let headings = columns.into_iter().map(|column| csv_cell(&column.heading));
        tell(&format!("{BOM}{}", csv_row(headings)))?;
        self.each(&mut |row| tell(&csv_row(row.cells.iter().flat_map(|cell| cell.csv(self.words)))))
    }

    /// The answers for other programs: one JSON text, line by line.
    ///
    /// # Errors
    /// See [`Self::text`].
    pub fn json(&self, guide: &Guide, tell: &mut dyn FnMut(&str) -> io::Result<()>) -> io::Result<()> {
        let count = self.made.len() + self.order.len();
        if count == 0 {
            return tell("[]");
        }
        let columns = self.asked.question.columns(guide, self.words);
        tell("[")?;
        let mut number = 0;
        self.each(&mut |row| {
            number += 1;
            let cells = columns.iter().zip(&row.cells);
            let cells = cells.map(|(column, cell)| (column.key.clone(), serde_json::json!(cell)));
            let row = Json::from(cells.collect::<serde_json::Map<_, _>>());
            tell(&format!("{row}{}", if number < count { "," } else { "" }))
        })?;
        tell("]")
    }

    /// Tells one answer after the other.
    fn each(&self, tell: &mut TakeAnswer<'_>) -> io::Result<()> {
        self.made.iter().try_for_each(&mut *tell)?;
        for (session, task) in &self.order {
            let row = &self.asked.sessions.rows[*session];
            let (Ok(summary), Some(task)) = (&row.content, self.asked.tasks[*session].get(*task)) else { continue };
            tell(&RowsOf { path: &row.path, summary, words: self.words }.task(task))?;
        }
        Ok(())
    }
}

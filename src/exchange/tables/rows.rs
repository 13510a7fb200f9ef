//! The rows that a session has in each table.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::PoisonError;

use crate::domain::id::Id;
use crate::domain::period::last_day_of;
use crate::domain::problem::Position;
use crate::domain::question::{Tally, state};
use crate::domain::record::Record;
use crate::domain::records::meeting::AnswerState;
use crate::domain::session::{Count, Section, Session};
use crate::domain::signals::{RULES, SMALLEST_GROUP, Scope};
use crate::domain::value::{ChoiceSet, Kind, Value};
use crate::exchange::outgoing::Outgoing;
use crate::exchange::report::is_for_everybody;
use crate::exchange::told::Told;
use crate::guide::{CHECKLIST, List, Question};
use crate::i18n::all_months;
use crate::telling::json::add_text;
use crate::telling::personal::without_personal_data;
use crate::telling::signals::named_after;

use super::cell::RowOut;
use super::columns::{DataColumn, DataTable, KEYS, TableSource, counted_sections, scores};
use super::{TableFormat, TableMaker};

/// What is known of a session beside what is in it.
#[derive(Clone, Copy, Debug, Default)]
pub struct SessionKeys<'a> {
    /// Its file, from the folder on that was asked for.
    pub file: &'a str,
    /// Whether it is the newest of its neighbourhood; `None` where the others are not known.
    pub is_newest: Option<bool>,
}

/// A file that could not be read, or another thing that is wrong with it.
#[derive(Clone, Copy, Debug)]
pub struct TableProblem<'a> {
    /// The file, from the folder on that was asked for.
    pub file: &'a str,
    /// Where in the file it is.
    pub position: Position,
    /// What it is, for other programs.
    pub name: &'a str,
    /// What it is, as a sentence for people.
    pub text: &'a str,
}

impl TableMaker<'_> {
    /// The rows of a session, for each table, in place of what is there.
    pub fn rows(&self, session: Session, keys: SessionKeys<'_>, out: &mut Vec<String>) {
        let session = if self.options.is_public {
            let session = Outgoing::for_everybody(&session, self.words);
            self.again.lock().unwrap_or_else(PoisonError::into_inner).add(&session);
            session
        } else {
            Outgoing::whole_for_the_team(session)
        };
        let rows = SessionRows::new(self, &session);
        let in_front = rows.keys(keys.is_newest);
        out.resize_with(self.tables.len(), String::new);
        for (table, out) in self.tables.iter().zip(out) {
            out.clear();
            rows.of_table(table, &self.front(table, &in_front), keys.file, out);
        }
    }

    /// The row of what could not be read, for each table.
    #[must_use]
    pub fn problem(&self, problem: &TableProblem<'_>) -> Vec<String> {
        let of_table = |table: &DataTable| {
            let mut out = String::new();
            if table.source == TableSource::Problems {
                let front = self.front(table, "");
                let mut row = RowOut::new(self.options.format, &table.columns, &front, &mut out);
                if !self.options.is_public {
                    row.text(problem.file);
                }
                for number in [problem.position.line, problem.position.column] {
                    if number == 0 { row.nothing() } else { row.whole(number) }
                }
                row.text(problem.name);
                if !self.options.is_public {
                    row.text(problem.text);
                }
                row.end();
            }
            out
        };
        self.tables.iter().map(of_table).collect()
    }

    /// What stands in front of the rows of a table, with these keys.
    fn front<'keys>(&self, table: &DataTable, keys: &'keys str) -> Cow<'keys, str> {
        if self.options.are_mixed && self.options.format == TableFormat::Ndjson {
            return Cow::Owned(["\"table\":\"", table.name, "\",", keys].concat());
        }
        Cow::Borrowed(keys)
    }
}

/// Makes the rows of a session.
struct SessionRows<'a> {
    maker: &'a TableMaker<'a>,
    told: Told<'a>,
    /// The questions of the checklist, each with how far it is.
    checklist: Vec<(&'a Question, AnswerState)>,
    /// For each section what its items are called, as far as that was asked: most are pointed at more than once.
    titles: RefCell<Vec<Vec<Option<String>>>>,
}

impl<'a> SessionRows<'a> {
    fn new(maker: &'a TableMaker<'a>, session: &'a Outgoing) -> Self {
        let state = |question: &'a Question| (question, state(&question.kind, session.answer(&question.id), session));
        let questions = maker.guide.structure.list(CHECKLIST).into_iter().flat_map(List::questions);
        Self {
            maker,
            told: Told::new(session, maker.guide, maker.words),
            checklist: questions.map(state).collect(),
            titles: RefCell::new(vec![Vec::new(); Section::ALL.len()]),
        }
    }

    /// What stands in front of every row: the keys, in their order.
    fn keys(&self, is_newest: Option<bool>) -> String {
        let mut out = String::new();
        // All tables of a session begin with the same columns.
        let own = |table: &&DataTable| table.source != TableSource::Problems;
        let Some(table) = self.maker.tables.iter().find(own) else { return out };
        let session = self.told.session;
        let neighbourhood = session.the_neighbourhood();
        let date = session.the_meeting().date.known();
        let mut row = RowOut::front(self.maker.options.format, &table.columns[..KEYS.len()], &mut out);
        row.id(&session.id);
        row.text(&neighbourhood.municipality);
        row.text(&neighbourhood.name);
        row.text(&neighbourhood.cbs_code);
        row.day(date);
        match date.and_then(|date| usize::try_from(date.year()).ok()) {
            Some(year) => row.whole(year),
            None => row.nothing(),
        }
        row.whole(usize::try_from(session.round()).unwrap_or(usize::MAX));
        row.text(session.previous().map_or("", Id::as_str));
        match is_newest {
            Some(is_newest) => row.yes(is_newest),
            None => row.nothing(),
        }
        out
    }

    fn of_table(&self, table: &DataTable, front: &str, file: &str, out: &mut String) {
        let columns = &table.columns[KEYS.len().min(table.columns.len())..];
        let format = self.maker.options.format;
        match table.source {
            TableSource::Section(section) => {
                let has_id = section.count() != Count::One;
                for record in self.told.session.table(section).records() {
                    let mut row = RowOut::new(format, columns, front, out);
                    if has_id {
                        row.id(record.id());
                    }
                    self.fields(table, section, Some(record), &mut row);
                    row.end();
                }
            }
            TableSource::Sessions => self.session(file, RowOut::new(format, columns, front, out)),
            TableSource::Checklist => {
                for (question, state) in &self.checklist {
                    let answer = self.told.session.answer(&question.id);
                    let mut row = RowOut::new(format, columns, front, out);
                    Self::question(question, *state, &mut row);
                    self.fields(table, Section::Answers, answer.map(|answer| answer as &dyn Record), &mut row);
                    row.end();
                }
            }
            TableSource::Signals => self.signals(columns, front, out),
            TableSource::ScoreCounts => self.score_counts(table, front, out),
            TableSource::Problems => {}
        }
    }

    /// The cells of the fields of a table, of an item or of none.
    fn fields(&self, table: &DataTable, section: Section, record: Option<&dyn Record>, row: &mut RowOut<'_>) {
        let kinds = section.kind().fields;
        for &field in &table.fields {
            let kind = kinds[field].kind;
            // Most of a session is text, or nothing: that need not be taken out of its record first.
            if let (Kind::Line | Kind::Text, Some(record)) = (kind, record) {
                row.text(record.texts(field).first().map_or("", String::as_str));
                continue;
            }
            // Whoever takes a value apart need not clear it away.
            match (kind, record.map_or(Value::Empty, |record| record.value(field))) {
                (Kind::Link(target), Value::Link(id)) if self.is_named(target) => {
                    row.id(&id);
                    self.title(target, &id, &mut |title| row.text(title));
                }
                (Kind::Links(target), Value::Set(ids)) if self.is_named(target) => {
                    row.texts(&ids);
                    row.list(ids.len(), &|at, out| {
                        self.title(target, &Id::new(ids[at].as_str()), &mut |title| add_text(title, out));
                    });
                }
                // An item that is pointed at has two: its id and what it is called.
                (Kind::Link(_) | Kind::Links(_), _) => {
                    row.nothing();
                    row.nothing();
                }
                // A month or a year counts as its last day.
                (Kind::Date, value @ Value::AsTyped(_)) => row.day(last_day_of(&value)),
                (_, value) => row.value(value),
            }
        }
    }

    /// Whether the items of a section may be named. People are called by their role and organisation.
    fn is_named(&self, section: Section) -> bool {
        section == Section::People || self.maker.is_told(section)
    }

    /// Tells what an item is called.
    fn title(&self, section: Section, id: &Id, tell: &mut dyn FnMut(&str)) {
        let (sentences, session) = (&self.told.sentences, self.told.session);
        let table = session.table(section);
        let Some(at) = table.position(id) else { return tell(&sentences.title(section, id, session)) };
        let mut titles = self.titles.borrow_mut();
        let titles = &mut titles[section as usize];
        titles.resize(table.len(), None);
        tell(titles[at].get_or_insert_with(|| sentences.title(section, id, session)));
    }

    fn question(question: &Question, state: AnswerState, row: &mut RowOut<'_>) {
        let number = question.number();
        row.text(number);
        row.text(number.split_once('.').map_or(number, |(part, _)| part));
        row.text(&question.id);
        row.word(state.word());
        row.yes(state.is_settled());
    }

    fn session(&self, file: &str, mut row: RowOut<'_>) {
        let tally: Tally = self.checklist.iter().map(|(_, state)| *state).collect();
        if !self.maker.options.is_public {
            row.text(file);
        }
        row.whole(tally.settled());
        row.whole(tally.total());
        for section in counted_sections().filter(|section| self.maker.is_told(*section)) {
            let table = self.told.session.table(section);
            row.whole(table.len());
            if let Some((field, states)) = section.kind().state() {
                let is_open = |record: &&dyn Record| match record.value(field) {
                    Value::Choice(word) => {
                        !matches!(states.state_of(word), AnswerState::Done | AnswerState::NotApplicable)
                    }
                    _ => true,
                };
                row.whole(table.records().filter(is_open).count());
            }
        }
        row.end();
    }

    /// What a session asks, on whatever day: each with the day from which on it does.
    fn signals(&self, columns: &[DataColumn], front: &str, out: &mut String) {
        let session = &**self.told.session;
        let questions = self.maker.guide.structure.questions_asked(session);
        let scope = Scope::new(session, &questions, all_months());
        for signal in RULES.iter().flat_map(|rule| rule.signals(&scope)) {
            if !self.maker.is_told(signal.section) || self.maker.options.is_public && !is_for_everybody(&signal) {
                continue;
            }
            let mut row = RowOut::new(self.maker.options.format, columns, front, out);
            row.word(signal.rule.name);
            row.word(signal.rule.weight.name());
            row.word(signal.section.name());
            match &signal.item {
                Some(item) => row.id(item),
                None => row.nothing(),
            }
            match (&signal.item, named_after(&signal)) {
                (None, _) => row.nothing(),
                (_, Some(item)) if session.find(signal.section, item).is_some() => {
                    self.title(signal.section, item, &mut |title| {
                        let without = without_personal_data(title, &self.maker.words.outgoing);
                        row.text(without.as_deref().unwrap_or(title));
                    });
                }
                _ => row.text(&self.told.sentences.signal_subject(&signal, session)),
            }
            let field = signal.field.and_then(|field| signal.section.kind().fields.get(field));
            row.text(field.map_or("", |field| field.name));
            row.day(signal.since);
            row.end();
        }
    }

    /// How often each score was called out. For everybody nothing is told of a few: one could tell whose they are.
    fn score_counts(&self, table: &DataTable, front: &str, out: &mut String) {
        let Some((section, field)) = scores() else { return };
        let format = self.maker.options.format;
        let (of_pair, of_score) = table.columns[KEYS.len()..].split_at(table.columns.len() - KEYS.len() - 2);
        for record in self.told.session.table(section).records() {
            let Value::Scores(known) = record.value(field) else { continue };
            let mut front = front.to_owned();
            self.fields(table, section, Some(record), &mut RowOut::front(format, of_pair, &mut front));
            for same in known.chunk_by(|one, next| one == next) {
                if self.maker.options.is_public && same.len() < SMALLEST_GROUP {
                    continue;
                }
                let mut row = RowOut::new(format, of_score, &front, out);
                row.whole(same[0].into());
                row.whole(same.len());
                row.end();
            }
        }
    }
}

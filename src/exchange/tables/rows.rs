//! The rows that a session has in each table.

use std::borrow::Cow;

use crate::domain::id::Id;
use crate::domain::problem::Position;
use crate::domain::question::{Tally, state};
use crate::domain::record::Record;
use crate::domain::records::meeting::AnswerState;
use crate::domain::session::{Count, Section, Session};
use crate::domain::signals::{RULES, SMALLEST_GROUP, Scope};
use crate::domain::value::{ChoiceSet, Kind, Value};
use crate::exchange::outgoing::Outgoing;
use crate::exchange::told::Told;
use crate::guide::{CHECKLIST, List, Question};
use crate::i18n::all_months;

use super::cell::{RowOut, TableCell, front};
use super::columns::{DataTable, KEYS, TableSource, counted_sections, scores};
use super::{TableFormat, TableMaker};

/// Most rows are not longer than this, without what stands in front of them, in bytes.
const USUAL_ROW: usize = 160;

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
    /// The rows of a session, for each table.
    #[must_use]
    pub fn rows(&self, session: Session, keys: SessionKeys<'_>) -> Vec<String> {
        let session = if self.options.is_public {
            Outgoing::for_everybody(&session, self.words)
        } else {
            Outgoing::whole_for_the_team(session)
        };
        let rows = SessionRows::new(self, &session);
        let in_front = self.keys(&rows.keys(keys.is_newest));
        self.tables.iter().map(|table| rows.of_table(table, &in_front, keys.file)).collect()
    }

    /// The row of what could not be read, for each table.
    #[must_use]
    pub fn problem(&self, problem: &TableProblem<'_>) -> Vec<String> {
        let of_table = |table: &DataTable| {
            let mut out = String::new();
            if table.source == TableSource::Problems {
                let number = |number: usize| if number == 0 { TableCell::Empty } else { TableCell::Whole(number) };
                let mut cells = vec![
                    TableCell::text(problem.file),
                    number(problem.position.line),
                    number(problem.position.column),
                    TableCell::text(problem.name),
                ];
                if !self.options.is_public {
                    cells.push(TableCell::text(problem.text));
                }
                self.row(table, &self.front(table, ""), &cells, &mut out);
            }
            out
        };
        self.tables.iter().map(of_table).collect()
    }

    /// The keys of a session, as they stand in front of each of its rows.
    fn keys(&self, keys: &[TableCell<'_>]) -> String {
        let mut out = String::new();
        // All tables of a session begin with the same columns.
        let columns = self.tables.iter().find(|table| table.source != TableSource::Problems);
        if let Some(table) = columns {
            front(self.options.format, &table.columns[..keys.len()], keys, &mut out);
        }
        out
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
}

impl<'a> SessionRows<'a> {
    fn new(maker: &'a TableMaker<'a>, session: &'a Outgoing) -> Self {
        let state = |question: &'a Question| (question, state(&question.kind, session.answer(&question.id), session));
        let questions = maker.guide.structure.list(CHECKLIST).into_iter().flat_map(List::questions);
        Self { maker, told: Told::new(session, maker.guide, maker.words), checklist: questions.map(state).collect() }
    }

    /// What stands in front of every row, in the order of the keys.
    fn keys(&self, is_newest: Option<bool>) -> Vec<TableCell<'_>> {
        let session = self.told.session;
        let neighbourhood = session.the_neighbourhood();
        let date = session.the_meeting().date.known();
        vec![
            TableCell::text(session.id.as_str()),
            TableCell::text(&*neighbourhood.municipality),
            TableCell::text(&*neighbourhood.name),
            TableCell::text(&*neighbourhood.cbs_code),
            TableCell::of(date, TableCell::Day),
            TableCell::of(date.and_then(|date| usize::try_from(date.year()).ok()), TableCell::Whole),
            TableCell::Whole(usize::try_from(session.round()).unwrap_or(usize::MAX)),
            TableCell::of(session.previous(), |id| TableCell::text(id.as_str())),
            TableCell::of(is_newest, TableCell::Yes),
        ]
    }

    fn of_table(&self, table: &DataTable, keys: &str, file: &str) -> String {
        let front = self.maker.front(table, keys);
        let rows = match table.source {
            TableSource::Section(section) => self.told.session.table(section).len(),
            TableSource::Checklist => self.checklist.len(),
            TableSource::Sessions | TableSource::Signals | TableSource::ScoreCounts | TableSource::Problems => 0,
        };
        let mut out = String::with_capacity(rows * (front.len() + USUAL_ROW));
        let (format, columns) = (self.maker.options.format, &table.columns[KEYS.len().min(table.columns.len())..]);
        match table.source {
            TableSource::Section(section) => {
                let has_id = section.count() != Count::One;
                for record in self.told.session.table(section).records() {
                    let mut row = RowOut::new(format, columns, &front, &mut out);
                    if has_id {
                        row.add(&TableCell::text(record.id().as_str()));
                    }
                    self.fields(table, section, Some(record), |cell| row.add(&cell));
                    row.end();
                }
            }
            TableSource::Sessions => self.maker.row(table, &front, &self.session(file), &mut out),
            TableSource::Checklist => {
                for (question, state) in &self.checklist {
                    let answer = self.told.session.answer(&question.id);
                    let mut row = RowOut::new(format, columns, &front, &mut out);
                    for cell in &Self::question(question, *state) {
                        row.add(cell);
                    }
                    let answer = answer.map(|answer| answer as &dyn Record);
                    self.fields(table, Section::Answers, answer, |cell| row.add(&cell));
                    row.end();
                }
            }
            TableSource::Signals => {
                self.signals().iter().for_each(|cells| self.maker.row(table, &front, cells, &mut out));
            }
            TableSource::ScoreCounts => {
                self.score_counts(table).iter().for_each(|cells| self.maker.row(table, &front, cells, &mut out));
            }
            TableSource::Problems => {}
        }
        out
    }

    /// Tells the cells of the fields of a table, of an item or of none.
    fn fields<'r>(
        &self,
        table: &DataTable,
        section: Section,
        record: Option<&'r dyn Record>,
        mut tell: impl FnMut(TableCell<'r>),
    ) {
        let kinds = section.kind().fields;
        for &field in &table.fields {
            let kind = kinds[field].kind;
            // Most of a session is text, or nothing: that need not be taken out of its record first.
            if let (Kind::Line | Kind::Text, Some(record)) = (kind, record) {
                tell(TableCell::of(record.texts(field).first(), TableCell::text));
                continue;
            }
            let value = record.map_or(Value::Empty, |record| record.value(field));
            match kind {
                Kind::Link(target) => self.link(target, value).into_iter().for_each(&mut tell),
                Kind::Links(target) => self.links(target, value).into_iter().for_each(&mut tell),
                _ => tell(cell(value)),
            }
        }
    }

    /// An item that is pointed at, by its id and what it is called.
    fn link<'r>(&self, target: Section, value: Value) -> [TableCell<'r>; 2] {
        match value {
            Value::Link(id) if self.is_named(target) => {
                [TableCell::text(id.as_str().to_owned()), TableCell::text(self.title(target, &id))]
            }
            _ => [TableCell::Empty, TableCell::Empty],
        }
    }

    fn links<'r>(&self, target: Section, value: Value) -> [TableCell<'r>; 2] {
        match value {
            Value::Set(ids) if self.is_named(target) => {
                let titles = ids.iter().map(|id| Cow::Owned(self.title(target, &Id::new(id.as_str())))).collect();
                [TableCell::Texts(ids.into_iter().map(Cow::Owned).collect()), TableCell::Texts(titles)]
            }
            _ => [TableCell::Empty, TableCell::Empty],
        }
    }

    /// Whether the items of a section may be named. People are called by their role and organisation.
    fn is_named(&self, section: Section) -> bool {
        section == Section::People || self.maker.is_told(section)
    }

    fn title(&self, section: Section, id: &Id) -> String {
        self.told.sentences.title(section, id, self.told.session)
    }

    fn question(question: &Question, state: AnswerState) -> [TableCell<'_>; 5] {
        let number = question.number();
        let is_settled = matches!(state, AnswerState::Done | AnswerState::NotApplicable);
        [
            TableCell::text(number),
            TableCell::text(number.split_once('.').map_or(number, |(part, _)| part)),
            TableCell::text(&*question.id),
            TableCell::text(state.word()),
            TableCell::Yes(is_settled),
        ]
    }

    fn session<'r>(&self, file: &'r str) -> Vec<TableCell<'r>> {
        let is_public = self.maker.options.is_public;
        let tally: Tally = self.checklist.iter().map(|(_, state)| *state).collect();
        let mut cells: Vec<TableCell<'r>> = (!is_public).then(|| TableCell::text(file)).into_iter().collect();
        cells.extend([tally.settled(), tally.total()].map(TableCell::Whole));
        for section in counted_sections().filter(|section| self.maker.is_told(*section)) {
            let table = self.told.session.table(section);
            cells.push(TableCell::Whole(table.len()));
            if let Some((field, states)) = section.kind().state() {
                let is_open = |record: &&dyn Record| match record.value(field) {
                    Value::Choice(word) => {
                        !matches!(states.state_of(word), AnswerState::Done | AnswerState::NotApplicable)
                    }
                    _ => true,
                };
                cells.push(TableCell::Whole(table.records().filter(is_open).count()));
            }
        }
        cells
    }

    /// What a session asks, on whatever day: each with the day from which on it does.
    fn signals(&self) -> Vec<Vec<TableCell<'_>>> {
        let session = &**self.told.session;
        let questions = self.maker.guide.structure.questions_asked(session);
        let scope = Scope::new(session, &questions, all_months());
        let mut rows = Vec::new();
        for signal in RULES.iter().flat_map(|rule| rule.signals(&scope)) {
            if !self.maker.is_told(signal.section) {
                continue;
            }
            let subject = signal.item.is_some().then(|| self.told.sentences.signal_subject(&signal, session));
            let field = signal.field.and_then(|field| signal.section.kind().fields.get(field));
            rows.push(vec![
                TableCell::text(signal.rule.name),
                TableCell::text(signal.rule.weight.name()),
                TableCell::text(signal.section.name()),
                TableCell::of(signal.item, |id| TableCell::text(id.as_str().to_owned())),
                TableCell::of(subject, TableCell::text),
                TableCell::of(field, |field| TableCell::text(field.name)),
                TableCell::of(signal.since, TableCell::Day),
            ]);
        }
        rows
    }

    /// How often each score was called out. For everybody nothing is told of a few: one could tell whose they are.
    fn score_counts(&self, table: &DataTable) -> Vec<Vec<TableCell<'_>>> {
        let mut rows = Vec::new();
        let Some((section, field)) = scores() else { return rows };
        for record in self.told.session.table(section).records() {
            let Value::Scores(known) = record.value(field) else { continue };
            let mut of_pair = Vec::new();
            self.fields(table, section, Some(record), |cell| of_pair.push(cell));
            for same in known.chunk_by(|one, next| one == next) {
                if self.maker.options.is_public && same.len() < SMALLEST_GROUP {
                    continue;
                }
                let score = [TableCell::Whole(same[0].into()), TableCell::Whole(same.len())];
                rows.push(of_pair.iter().cloned().chain(score).collect());
            }
        }
        rows
    }
}

/// The cell of a value that points at nothing else. What was typed where a day or a number belongs is no such thing: the
/// table of signals tells where that is.
fn cell<'r>(value: Value) -> TableCell<'r> {
    match value {
        Value::Text(text) => TableCell::text(text),
        Value::Date(date) => TableCell::Day(date),
        Value::Time(time) => TableCell::Time(time),
        Value::Whole(number) => TableCell::Whole(usize::try_from(number).unwrap_or(usize::MAX)),
        Value::Decimal(number) => TableCell::Decimal(number),
        Value::Yes => TableCell::Yes(true),
        Value::Choice(word) => TableCell::text(word),
        Value::Set(members) => TableCell::Texts(members.into_iter().map(Cow::Owned).collect()),
        Value::Scores(scores) => TableCell::Wholes(scores),
        Value::Empty | Value::Link(_) | Value::Versions(_) | Value::AsTyped(_) => TableCell::Empty,
    }
}

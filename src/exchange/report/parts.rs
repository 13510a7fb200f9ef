//! The parts of a report as blocks.

use std::collections::HashMap;

use crate::domain::record::Record;
use crate::domain::records::meeting::{Answer, AnswerState, Attendance, Person, PersonKind};
use crate::domain::session::{Count, Section};
use crate::domain::value::ChoiceSet;
use crate::exchange::document::{Block, DocumentTable, LabelledText, Tick};
use crate::exchange::told::{Told, ToldAnswer, under};

use super::figures;
use super::outline::{ReportPart, Whom, fields_for_everybody, has_field, has_list, has_rows, is_for_everybody};

/// So many columns have room beside one with all else.
const MOST_BESIDE_MORE: usize = 5;

/// Writes the parts of a report.
pub(super) struct Writer<'a> {
    pub(super) told: Told<'a>,
}

impl Writer<'_> {
    /// A part with its heading; nothing where nothing was filled in, or where it is not for these readers.
    pub(super) fn part(&self, part: ReportPart) -> Vec<Block> {
        let is_public = self.told.session.is_public();
        let figure = |figure: Option<_>| figure.map(Block::Figure).into_iter().collect();
        match part {
            ReportPart::Form(_, _, Whom::Team)
            | ReportPart::Rows(_, _, Whom::Team)
            | ReportPart::Rest
            | ReportPart::Unknown
                if is_public =>
            {
                Vec::new()
            }
            ReportPart::FirstActivity => self.first_activity(),
            ReportPart::Present if is_public => self.present(),
            ReportPart::Present => Vec::new(),
            ReportPart::Form(section, fields, _) => self.form(section, fields),
            ReportPart::Rows(section, columns, _) => self.rows(section, columns),
            ReportPart::Answers(list) => self.list(list, false),
            ReportPart::Board(list) => self.list(list, true),
            ReportPart::Deviation => figure(figures::deviation(&self.told)),
            ReportPart::Web => figure(figures::web(&self.told)),
            ReportPart::Votes => figure(figures::votes(&self.told)),
            ReportPart::Tracks => figure(figures::tracks(&self.told)),
            ReportPart::Missing => self.told.missing(2, |signal| !is_public || is_for_everybody(signal)),
            ReportPart::Rest => self.rest(),
            ReportPart::Unknown => {
                under(Block::heading(2, &self.told.words.report.unknown_answers), self.told.unknown_answers())
            }
        }
    }

    fn first_activity(&self) -> Vec<Block> {
        let (first, answer) = self.told.first_step();
        let mut blocks = vec![first];
        let fields = answer.map(|answer| self.fields_of(Section::Answers, answer, &[Answer::text, Answer::status]));
        blocks.extend(fields.filter(|fields| !fields.is_empty()).map(Block::Fields));
        blocks
    }

    /// All fields that are filled in and that these readers get, but for these.
    fn fields_of(&self, section: Section, record: &dyn Record, but: &[usize]) -> Vec<LabelledText> {
        let public = self.told.session.is_public().then(|| fields_for_everybody(section));
        let may_be_told = |field: &usize| public.as_ref().is_none_or(|public| public.contains(field));
        let fields = (0..record.kind().fields.len()).filter(|field| !but.contains(field)).filter(may_be_told);
        fields.filter_map(|field| self.told.field(section, record, field)).collect()
    }

    /// Fields of a section that holds one item, under what the section is called.
    fn form(&self, section: Section, fields: &[usize]) -> Vec<Block> {
        let told = &self.told;
        let Some(record) = told.session.table(section).get(0) else { return Vec::new() };
        let fields: Vec<_> = fields.iter().filter_map(|field| told.field(section, record, *field)).collect();
        if fields.is_empty() { Vec::new() } else { vec![Block::Fields(fields)] }
    }

    /// What a section is called above its rows.
    fn name(&self, section: Section) -> String {
        let panels = &self.told.guide.texts.panels;
        let panel = panels.get(section.name()).map(|panel| panel.title.clone());
        panel.unwrap_or_else(|| self.told.words.record(section.kind()).many.clone())
    }

    /// A row for each item. For the team all that is filled in beside the columns stands in a column at the end.
    fn rows(&self, section: Section, columns: &[usize]) -> Vec<Block> {
        let table = self.told.session.table(section);
        if table.is_empty() {
            return Vec::new();
        }
        let table = self.table(section, columns, &table.records().collect::<Vec<_>>());
        vec![Block::heading(2, self.name(section)), Block::Table(table)]
    }

    /// What no other part names: fields, items and lists.
    fn rest(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for &section in Section::ALL.iter().filter(|section| **section != Section::Header) {
            let fields = 0..section.kind().fields.len();
            if section.count() == Count::One {
                let fields: Vec<usize> = fields.filter(|field| !has_field(section, *field)).collect();
                let name = self.told.words.record(section.kind()).one.clone();
                blocks.extend(under(Block::heading(2, name), self.form(section, &fields)));
            } else if !has_rows(section) {
                let fields: Vec<usize> = fields.collect();
                blocks.extend(self.rows(section, &fields));
            }
        }
        let lists = self.told.guide.structure.lists.iter().filter(|list| !has_list(&list.id));
        blocks.extend(lists.flat_map(|list| self.list(&list.id, false)));
        blocks
    }

    /// These items as a table.
    pub(super) fn table(&self, section: Section, columns: &[usize], records: &[&dyn Record]) -> DocumentTable {
        let told = &self.told;
        let first = first_column(section, columns);
        let declared: Vec<usize> = columns.iter().copied().filter(|column| Some(*column) != first).collect();
        let columns = &declared[..declared.len().min(MOST_BESIDE_MORE)];
        let first_heading = match first {
            Some(first) => told.label(section, first),
            None => told.words.record(section.kind()).one.clone(),
        };
        let mut headings = vec![first_heading];
        headings.extend(columns.iter().map(|column| told.label(section, *column)));
        headings.push(told.words.outgoing.more.clone());
        let row = |record: &&dyn Record| {
            let own = first.map(|first| told.value(section, *record, first)).filter(|own| !own.trim().is_empty());
            let mut cells = vec![own.unwrap_or_else(|| told.sentences.item_title(section, *record, told.session))];
            cells.extend(columns.iter().map(|column| told.value(section, *record, *column)));
            let shown: Vec<usize> = columns.iter().copied().chain(first).collect();
            let more = self
                .fields_of(section, *record, &shown)
                .into_iter()
                .map(|field| format!("{}: {}", field.label, field.value));
            cells.push(more.collect::<Vec<_>>().join("\n"));
            cells
        };
        let rows = records.iter().map(row).collect();
        let state = |record: &&dyn Record| record.state().unwrap_or(AnswerState::Open);
        let states = (section == Section::Actions).then(|| records.iter().map(state).collect());
        DocumentTable { caption: self.name(section), headings, rows, states }.without_empty_columns()
    }

    /// A list: every question with its state, or those that were answered.
    fn list(&self, id: &str, all: bool) -> Vec<Block> {
        let told = &self.told;
        let Some(list) = told.guide.structure.list(id) else { return Vec::new() };
        let groups = told.groups(list);
        let mut blocks = Vec::new();
        for group in &groups {
            let shown = group.answers.iter().filter(|answer| all || answer.answer.is_some());
            let ticks: Vec<Tick> = shown.map(|answer| self.tick(answer)).collect();
            if ticks.is_empty() {
                continue;
            }
            if let Some(name) = group.name {
                let is_numbered = group.id.starts_with(|first: char| first.is_ascii_digit());
                let name = if is_numbered { format!("{} {name}", group.id) } else { name.to_owned() };
                blocks.push(Block::heading(3, if all { told.counts(Some(&name), group.tally) } else { name }));
            }
            blocks.push(Block::Ticks(ticks));
        }
        if all && !blocks.is_empty() {
            let total = groups.iter().flat_map(|group| &group.answers).map(|answer| answer.state).collect();
            blocks.insert(0, Block::Paragraph(told.counts(None, total)));
        }
        let title = told.guide.list_text(&list.id).map_or("", |text| &text.title);
        under(Block::heading(2, title), blocks)
    }

    fn tick(&self, told: &ToldAnswer<'_>) -> Tick {
        let fields = told.answer.map(|answer| self.fields_of(Section::Answers, answer, told.told_already()));
        let word = self.told.sentences.state_word(told.kind, told.state).to_owned();
        let title = self.told.question_title(&told.id);
        Tick { state: told.state, word, title, fields: fields.unwrap_or_default() }
    }

    /// Who was there and who was not: how many of each role and organisation.
    fn present(&self) -> Vec<Block> {
        let told = &self.told;
        let is_there = |person: &&Person| matches!(person.attendance, Some(Attendance::Present) | None);
        let (there, not): (Vec<&Person>, Vec<&Person>) = told.session.people.iter().partition(is_there);
        let words = &told.words.outgoing;
        let mut blocks = Vec::new();
        for (people, heading, tells_why) in [(there, &words.present, false), (not, &words.not_present, true)] {
            if people.is_empty() {
                continue;
            }
            let mut rows: Vec<Vec<String>> = Vec::new();
            let mut places: HashMap<Vec<String>, usize> = HashMap::new();
            let mut counts: Vec<usize> = Vec::new();
            for person in people {
                let row = self.of_whom(person, tells_why);
                let place = *places.entry(row.clone()).or_insert_with(|| {
                    rows.push(row);
                    counts.push(0);
                    counts.len() - 1
                });
                counts[place] += 1;
            }
            for (row, count) in rows.iter_mut().zip(counts) {
                row.push(count.to_string());
            }
            let label = |field| told.label(Section::People, field);
            let mut headings = vec![label(Person::role), label(Person::organisation), label(Person::kind)];
            headings.extend(tells_why.then(|| label(Person::attendance)));
            headings.push(words.count.clone());
            let table = DocumentTable { caption: heading.clone(), headings, rows, states: None };
            blocks.push(Block::heading(2, heading));
            blocks.push(Block::Table(table.without_empty_columns()));
        }
        blocks
    }

    fn of_whom(&self, person: &Person, tells_why: bool) -> Vec<String> {
        let told = &self.told;
        let kind = person.kind.map(|kind| told.words.choice(PersonKind::KIND_REF.name, kind.word()).to_owned());
        let role = if person.role.trim().is_empty() { &told.words.outgoing.participant } else { &*person.role };
        let mut row = vec![role.to_owned(), person.organisation.to_string(), kind.unwrap_or_default()];
        row.extend(tells_why.then(|| told.value(Section::People, person, Person::attendance)));
        row
    }
}

/// The field that names a row: what items are called after, where those are words of their own; else the first column.
fn first_column(section: Section, columns: &[usize]) -> Option<usize> {
    let kind = section.kind();
    kind.title().or_else(|| columns.first().copied())
}

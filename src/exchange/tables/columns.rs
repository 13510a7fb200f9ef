//! Which tables there are and which columns they have, from the declarations of the records.

use crate::domain::record::{Meaning, RecordKind};
use crate::domain::records::meeting::AnswerState;
use crate::domain::session::{Count, Section};
use crate::domain::signals::{RULES, Weight};
use crate::domain::value::{ChoiceSet, Kind};
use crate::exchange::report::fields_for_everybody;
use crate::i18n::Words;

/// What kind of values a column holds, as engines that read the tables have to know it.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// Text, with `\n` between lines.
    Text,
    Whole,
    /// A number with at most three decimals.
    Decimal,
    Day,
    /// A time of day, as `09:30`.
    Time,
    Yes,
    Texts,
    Wholes,
}

impl ColumnType {
    /// Its name beside the tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Whole => "integer",
            Self::Decimal => "decimal(18,3)",
            Self::Day => "date",
            Self::Time => "time",
            Self::Yes => "boolean",
            Self::Texts => "list of text",
            Self::Wholes => "list of integer",
        }
    }
}

/// A column of a table, as `schema.json` tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataColumn {
    /// Its name, the same in every language.
    pub name: String,
    /// The kind of all values that stand in it.
    pub holds: ColumnType,
    /// What it is called in the language of the user.
    pub label: String,
    /// The words that may stand in it, where they are fixed.
    pub choices: Vec<&'static str>,
    /// The table of which it holds ids.
    pub refers_to: Option<&'static str>,
    /// Its name as it stands before each of its cells in JSON, with the quote of a text behind it.
    pub(super) json_key: String,
}

/// What a table is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableSource {
    /// The items of a section.
    Section(Section),
    /// A row for each session.
    Sessions,
    /// A row for each question of the checklist.
    Checklist,
    /// A row for each thing that a session asks.
    Signals,
    /// How often each score was called out in a group.
    ScoreCounts,
    /// What could not be read.
    Problems,
}

/// A table with its columns, which are the same for all sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataTable {
    /// Its name, the same in every language, which is that of its folder too.
    pub name: &'static str,
    /// What it is called in the language of the user.
    pub label: String,
    /// What it is made of.
    pub source: TableSource,
    /// Its columns, in order; those in front tell which session a row is of.
    pub columns: Vec<DataColumn>,
    /// For each column that is made of a field, its number; a link makes two.
    pub(super) fields: Vec<usize>,
}

/// What stands in front of every row of a session.
pub const KEYS: &[(&str, ColumnType)] = &[
    ("session_id", ColumnType::Text),
    ("municipality", ColumnType::Text),
    ("neighbourhood", ColumnType::Text),
    ("cbs_code", ColumnType::Text),
    ("date", ColumnType::Day),
    ("year", ColumnType::Whole),
    ("round", ColumnType::Whole),
    ("previous_id", ColumnType::Text),
    ("is_newest", ColumnType::Yes),
];

/// The tables that are worked out, with their names.
pub const DERIVED: &[(&str, TableSource)] = &[
    ("sessions", TableSource::Sessions),
    ("checklist", TableSource::Checklist),
    ("signals", TableSource::Signals),
    ("score_counts", TableSource::ScoreCounts),
    ("problems", TableSource::Problems),
];

/// The section whose rows are counted in `score_counts`, with the field of what is counted.
pub(super) fn scores() -> Option<(Section, usize)> {
    Section::ALL.iter().find_map(|&section| {
        let field = section.kind().fields.iter().position(|field| field.kind == Kind::Scores)?;
        Some((section, field))
    })
}

/// The sections that are tables: what stands in the head of a session is in front of every row.
pub(super) fn sections() -> impl Iterator<Item = Section> {
    Section::ALL.iter().copied().filter(|section| *section != Section::Header)
}

/// The fields of a section that are told.
pub(super) fn fields(section: Section, is_public: bool) -> Vec<usize> {
    let kinds = section.kind().fields;
    let all = if is_public { fields_for_everybody(section) } else { (0..kinds.len()).collect() };
    let is_told = |number: &usize| !kinds[*number].means(Meaning::Private) && kinds[*number].kind != Kind::Versions;
    all.into_iter().filter(is_told).collect()
}

/// Whether the items of a section may be told to these readers.
pub(super) fn is_told(section: Section, is_public: bool) -> bool {
    !is_public || !fields_for_everybody(section).is_empty()
}

/// All tables for these readers.
pub(super) fn tables(is_public: bool, words: &Words) -> Vec<DataTable> {
    let makes = Columns { is_public, words };
    let derived = DERIVED.iter().map(|&(name, source)| makes.table(name, source));
    derived
        .chain(
            sections()
                .filter(|section| is_told(*section, is_public))
                .map(|section| makes.table(section.name(), TableSource::Section(section))),
        )
        .collect()
}

/// What the columns depend on: who reads them, and in which words.
struct Columns<'a> {
    is_public: bool,
    words: &'a Words,
}

impl Columns<'_> {
    fn table(&self, name: &'static str, source: TableSource) -> DataTable {
        let (mut columns, mut fields) = (self.own(source), Vec::new());
        let of_fields = match source {
            TableSource::Section(section) => Some((section, self::fields(section, self.is_public))),
            TableSource::Checklist => Some((Section::Answers, self::fields(Section::Answers, self.is_public))),
            TableSource::ScoreCounts => {
                scores().map(|(section, _)| (section, section.kind().pair.unwrap_or([0; 2]).into()))
            }
            TableSource::Sessions | TableSource::Signals | TableSource::Problems => None,
        };
        if let Some((section, numbers)) = of_fields {
            columns.extend(numbers.iter().flat_map(|number| self.of_field(section, *number)));
            fields = numbers;
        }
        if source == TableSource::ScoreCounts {
            columns.extend([self.named("value", ColumnType::Whole), self.named("n", ColumnType::Whole)]);
        }
        let label = match source {
            TableSource::Section(section) if section.count() == Count::One => &self.words.record(section.kind()).one,
            TableSource::Section(section) => &self.words.record(section.kind()).many,
            _ => self.words.tables.derived(name),
        };
        DataTable { name, label: label.to_owned(), source, columns, fields }
    }

    /// What stands in front of the fields.
    fn own(&self, source: TableSource) -> Vec<DataColumn> {
        let mut columns = match source {
            TableSource::Problems => Vec::new(),
            _ => KEYS.iter().map(|(name, holds)| self.named(name, *holds)).collect(),
        };
        match source {
            TableSource::Section(section) if section.count() == Count::One => {}
            TableSource::Section(_) => columns.push(self.named("id", ColumnType::Text)),
            TableSource::Sessions => columns.extend(self.of_sessions()),
            TableSource::Checklist => {
                let states = AnswerState::KIND_REF.options.to_vec();
                columns.extend(["item", "part", "question"].map(|name| self.named(name, ColumnType::Text)));
                columns.push(DataColumn { choices: states, ..self.named("state", ColumnType::Text) });
                columns.push(self.named("is_settled", ColumnType::Yes));
            }
            TableSource::Signals => {
                let rules = RULES.iter().map(|rule| rule.name).collect();
                columns.push(DataColumn { choices: rules, ..self.named("rule", ColumnType::Text) });
                let weights = [Weight::Tell, Weight::Open, Weight::Wrong].map(Weight::name).to_vec();
                columns.push(DataColumn { choices: weights, ..self.named("weight", ColumnType::Text) });
                columns.extend(
                    ["section", "item_id", "item_label", "field"].map(|name| self.named(name, ColumnType::Text)),
                );
                columns.push(self.named("since", ColumnType::Day));
            }
            TableSource::ScoreCounts => {}
            TableSource::Problems => {
                // The name of a file may tell who was there.
                columns.extend((!self.is_public).then(|| self.named("file", ColumnType::Text)));
                columns.extend(["line", "column"].map(|name| self.named(name, ColumnType::Whole)));
                columns.push(self.named("problem", ColumnType::Text));
                if !self.is_public {
                    columns.push(self.named("text", ColumnType::Text));
                }
            }
        }
        columns
    }

    fn of_sessions(&self) -> Vec<DataColumn> {
        let file = (!self.is_public).then(|| self.named("file", ColumnType::Text));
        let counts = ["checklist_settled", "checklist_items"].map(|name| self.named(name, ColumnType::Whole));
        let mut columns: Vec<DataColumn> = file.into_iter().chain(counts).collect();
        for section in counted_sections().filter(|section| is_told(*section, self.is_public)) {
            let many = &self.words.record(section.kind()).many;
            let count = |name, label| DataColumn { label, ..column(name, ColumnType::Whole) };
            columns.push(count(format!("{}_count", section.name()), many.clone()));
            if section.kind().state().is_some() {
                columns.push(count(format!("{}_open", section.name()), self.words.tables.still_open(many)));
            }
        }
        columns
    }

    /// The columns of a field: one, or two for what points at items.
    fn of_field(&self, section: Section, number: usize) -> Vec<DataColumn> {
        let kind = section.kind();
        let field = &kind.fields[number];
        let label = self.words.field(kind, field.name).trim_end_matches('?').to_owned();
        let one = |holds| DataColumn { label: label.clone(), ..column(name(kind, field.name), holds) };
        let link = |target: Section, [id, told]: [&str; 2], holds| {
            let id = DataColumn { refers_to: Some(target.name()), ..column(format!("{}_{id}", field.name), holds) };
            let told = column(format!("{}_{told}", field.name), holds);
            [id, told].map(|column| DataColumn { label: label.clone(), ..column }).to_vec()
        };
        match field.kind {
            Kind::Line | Kind::Text => vec![one(ColumnType::Text)],
            Kind::Date => vec![one(ColumnType::Day)],
            Kind::Time => vec![one(ColumnType::Time)],
            Kind::Whole => vec![one(ColumnType::Whole)],
            Kind::Decimal => vec![one(ColumnType::Decimal)],
            Kind::Flag => vec![one(ColumnType::Yes)],
            Kind::Choice(set) => vec![DataColumn { choices: set.options.to_vec(), ..one(ColumnType::Text) }],
            Kind::Choices(set) => vec![DataColumn { choices: set.options.to_vec(), ..one(ColumnType::Texts) }],
            Kind::Marks => vec![one(ColumnType::Texts)],
            Kind::Scores => vec![one(ColumnType::Wholes)],
            Kind::Link(target) => link(target, ["id", "label"], ColumnType::Text),
            Kind::Links(target) => link(target, ["ids", "labels"], ColumnType::Texts),
            Kind::Versions => Vec::new(),
        }
    }

    fn named(&self, name: &str, holds: ColumnType) -> DataColumn {
        DataColumn { label: self.words.tables.column(name).to_owned(), ..column(name.to_owned(), holds) }
    }
}

fn column(name: String, holds: ColumnType) -> DataColumn {
    let json_key = format!("\"{name}\":\"");
    DataColumn { name, holds, label: String::new(), choices: Vec::new(), refers_to: None, json_key }
}

/// The sections of which a session tells how many items it has.
pub(super) fn counted_sections() -> impl Iterator<Item = Section> {
    sections().filter(|section| section.count() != Count::One)
}

/// What the column of a field is called: as the field, unless that is what a key is called.
fn name(kind: &RecordKind, field: &str) -> String {
    let is_key = field == "id" || KEYS.iter().any(|(key, _)| *key == field);
    if !is_key {
        return field.to_owned();
    }
    let mut name = String::new();
    for letter in kind.name.chars() {
        if letter.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    format!("{name}_{field}")
}

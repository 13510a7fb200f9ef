//! Many sessions as tables for analysis: a table for each section, one column or two for each field, and a few tables that
//! are worked out. All of it follows from the declarations of the records. The same sessions give the same bytes on every
//! day and every machine; a table says nothing that a report for the same readers does not say.

mod beside;
mod cell;
mod columns;
mod folder;
mod rows;

use std::sync::{Mutex, PoisonError};

use crate::domain::id::stable_number;
use crate::domain::naming::is_same;
use crate::domain::session::Section;
use crate::exchange::outgoing::ReadAgain;
use crate::guide::Guide;
use crate::i18n::Words;

pub use columns::{ColumnType, DERIVED, DataColumn, DataTable, KEYS, TableSource};
pub use folder::{NotMade, TableFolder};
pub use rows::{SessionKeys, TableProblem};

/// In which form tables are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableFormat {
    /// A JSON object on each line; what is missing is left out.
    #[default]
    Ndjson,
    /// Cells as a spreadsheet reads them, with a line of headings.
    Csv,
}

impl TableFormat {
    /// All forms, in the order in which the command line names them.
    pub const ALL: [Self; 2] = [Self::Ndjson, Self::Csv];

    /// Its name, and the ending of its files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
        }
    }
}

/// One of so many equal parts of all sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    part: u64,
    of: u64,
}

impl Default for Shard {
    fn default() -> Self {
        Self { part: 1, of: 1 }
    }
}

impl Shard {
    /// More parts than this are of no use.
    const MOST: u64 = 9999;

    /// The part that `3/16` names; nothing where there is no such part.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (part, of) = text.split_once('/')?;
        let (part, of) = (part.trim().parse().ok()?, of.trim().parse().ok()?);
        (1..=Self::MOST).contains(&of).then_some(())?;
        (1..=of).contains(&part).then_some(Self { part, of })
    }

    /// Whether a session with this id, or a file with this name, is of this part; the same on every machine.
    #[must_use]
    pub fn holds(self, name: &str) -> bool {
        stable_number(name.as_bytes()) % self.of == self.part - 1
    }
}

/// What is asked of tables.
#[derive(Clone, Debug, Default)]
pub struct TableOptions {
    /// The form in which rows are written.
    pub format: TableFormat,
    /// For everybody: no surnames of people, nothing that is for the team only, no small counts.
    pub is_public: bool,
    /// The tables by name; all where none is named.
    pub only: Vec<String>,
    /// Told beside the tables: from which day on sessions are in them.
    pub since: Option<jiff::civil::Date>,
    /// Every row begins with the name of its table, for tables that go out through one pipe.
    pub are_mixed: bool,
}

/// Makes rows of sessions, one session at a time.
pub struct TableMaker<'a> {
    tables: Vec<DataTable>,
    options: TableOptions,
    guide: &'a Guide,
    words: &'a Words,
    /// For each section, whether its items may be told to these readers.
    told: Vec<bool>,
    again: Mutex<ReadAgain>,
}

impl<'a> TableMaker<'a> {
    /// For these tables; a name that is none of a table is handed back, with those that are.
    ///
    /// # Errors
    /// There is no table of a name.
    pub fn new(options: TableOptions, guide: &'a Guide, words: &'a Words) -> Result<Self, (String, Vec<String>)> {
        let mut tables = columns::tables(options.is_public, words);
        if let Some(unknown) = options.only.iter().find(|name| !tables.iter().any(|table| is_same(table.name, name))) {
            return Err((unknown.clone(), tables.into_iter().map(|table| table.name.to_owned()).collect()));
        }
        tables.retain(|table| options.only.is_empty() || options.only.iter().any(|name| is_same(table.name, name)));
        let told = Section::ALL.iter().map(|section| columns::is_told(*section, options.is_public)).collect();
        Ok(Self { tables, options, guide, words, told, again: Mutex::default() })
    }

    /// The tables that rows are made for, in the order in which rows are handed out.
    #[must_use]
    pub fn tables(&self) -> &[DataTable] {
        &self.tables
    }

    /// What is to be read again of all rows that were made since this was asked before.
    #[must_use]
    pub fn to_read_again(&self) -> Option<String> {
        std::mem::take(&mut *self.again.lock().unwrap_or_else(PoisonError::into_inner)).text(self.words)
    }

    /// Whether the items of a section may be told to these readers.
    fn is_told(&self, section: Section) -> bool {
        self.told[section as usize]
    }

    /// The line of headings of a table, in a form that has one.
    #[must_use]
    pub fn heading(&self, table: &DataTable) -> String {
        match self.options.format {
            TableFormat::Ndjson => String::new(),
            TableFormat::Csv => cell::heading(table),
        }
    }
}

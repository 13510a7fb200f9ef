//! The overview of many sessions: what a coordinator reads of each, which of them count, and all of it as a table. Which
//! day it is comes in as data.

mod answers;
mod cell;
mod choose;
mod columns;
mod folder;
mod intervision;
mod once;
mod plain_data;
mod questions;
mod remembered;
mod summary;
mod table;

use std::path::PathBuf;

use jiff::civil::Date;

use crate::domain::problem::Unread;
use crate::i18n::Words;
use crate::telling::personal::without_personal_numbers;

pub use answers::SessionAnswers;
pub use cell::Cell;
pub use choose::{Filter, Sort, Totals, beside, doubles, namesakes, newest_rounds, sort, totals, twins};
pub use columns::{COLUMNS, NAME, NEXT_DATE, OverviewColumn, Side, Sum, Urgency, narrow_columns};
pub use folder::{read_answers, read_rows, read_rows_whole};
pub use intervision::{Learned, intervision, learned};
pub use once::{Answers, AskedOnce};
pub use questions::{AnswerColumn, AnswerRow, AnsweredSession, AnsweredSessions, ColumnPlace, FolderQuestion};
pub use remembered::{from_bytes, to_bytes, version};
pub use summary::{AskedByRule, COUNTED, Checklist, Progress, Summary, counted, planned};
pub use table::{ChecklistDetail, OverviewTable, TableView, csv, json, matrix, table};

/// A file of the overview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The path of the file, as the program reaches it.
    pub path: PathBuf,
    /// What it holds, or why it was not read.
    pub content: Result<Summary, Unread>,
}

impl Row {
    /// Tells no number of a person in the names of the session.
    pub fn veil(&mut self, words: &Words) {
        if let Ok(summary) = &mut self.content {
            for name in [&mut summary.neighbourhood, &mut summary.municipality] {
                if let Some(told) = without_personal_numbers(name, &words.outgoing) {
                    *name = told.into();
                }
            }
        }
    }

    /// What a room calls it: the session; a file that does not open by its name, without what says which kind it is.
    #[must_use]
    pub fn named(&self, today: Date, words: &Words) -> String {
        match &self.content {
            Ok(summary) => summary.named(today, words),
            Err(_) => self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        }
    }
}

//! The overview of many sessions: what a coordinator reads of each, which of them count, and all of it as a table. It
//! reads no file: sessions come in, and rows of figures go out. Nothing here knows which day it is until it is told.

mod choose;
mod compact;
mod summary;
mod table;

use std::path::PathBuf;

use crate::domain::problem::Unread;

pub use choose::{Filter, Sort, Totals, newest_rounds, sort, totals};
pub use compact::{from_bytes, to_bytes, version};
pub use summary::{Checklist, Progress, Summary, planned, sign};
pub use table::{Cell, Detail, Table, csv, json, matrix, table};

/// A file of the overview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it is.
    pub path: PathBuf,
    /// What it holds, or why it was not read.
    pub content: Result<Summary, Unread>,
}

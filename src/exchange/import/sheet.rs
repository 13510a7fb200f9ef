//! A table as it was brought: rows of text, with the line on which each stands, and how much of it there may be.

use csv::StringRecord;

use crate::i18n::import::RefusalKind;

use super::refusal::Refusal;

/// The largest file, in bytes.
pub(super) const LARGEST_FILE: usize = 8 * 1024 * 1024;
/// The most that a packed file may hold once it is unpacked, in bytes.
pub(super) const LARGEST_UNPACKED: usize = 64 * 1024 * 1024;
/// The most rows of a table.
pub(super) const MOST_ROWS: usize = 20_000;
/// The most columns of a table.
pub(super) const MOST_COLUMNS: usize = 2_000;
/// The most cells, with those that stand empty before a filled one: room is made for each of them.
pub(super) const MOST_CELLS: usize = 3_000_000;

/// Counts cells before room is made for them.
///
/// # Errors
/// There are more than there may be.
pub(super) fn count_cells(cells: &mut usize, more: usize) -> Result<(), Refusal> {
    *cells += more;
    if *cells > MOST_CELLS { Err(RefusalKind::TooMuchUnpacked.into()) } else { Ok(()) }
}

/// A table as it was brought.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    /// What it is called in its workbook; empty for a file that is one table.
    pub(super) name: String,
    pub(super) rows: Vec<StringRecord>,
    pub(super) lines: Vec<usize>,
    /// Whether every cell of the data stands between quotes.
    pub(super) is_quoted: bool,
}

/// What stands in a cell, without the blanks that some programs put around it.
fn trimmed(cell: &str) -> &str {
    cell.trim_matches(|character: char| character.is_whitespace() || character == '\u{feff}')
}

impl Sheet {
    pub(super) fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// Adds a row, unless nothing stands in it.
    ///
    /// # Errors
    /// There are too many rows or columns.
    pub(super) fn push(&mut self, row: StringRecord, line: usize) -> Result<(), Refusal> {
        if row.len() > MOST_COLUMNS {
            return Err(Refusal::naming(RefusalKind::TooManyColumns, &[("most", &MOST_COLUMNS)]));
        }
        if row.iter().all(|cell| trimmed(cell).is_empty()) {
            return Ok(());
        }
        if self.rows.len() == MOST_ROWS {
            return Err(Refusal::naming(RefusalKind::TooManyRows, &[("most", &MOST_ROWS)]));
        }
        self.rows.push(row);
        self.lines.push(line);
        Ok(())
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has no row at all.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The number of columns of the longest row.
    pub(super) fn width(&self) -> usize {
        self.rows.iter().map(StringRecord::len).max().unwrap_or(0)
    }

    /// What stands in a cell; nothing beyond the end of a row.
    pub(super) fn cell(&self, row: usize, column: usize) -> &str {
        self.rows.get(row).and_then(|row| row.get(column)).map_or("", trimmed)
    }

    /// The cells of a row.
    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = &str> {
        self.rows.get(row).into_iter().flat_map(|row| row.iter().map(trimmed))
    }

    /// How many cells of a row hold something.
    pub(super) fn filled(&self, row: usize) -> usize {
        self.row(row).filter(|cell| !cell.is_empty()).count()
    }

    /// The line of the file on which a row stands.
    pub(super) fn line(&self, row: usize) -> usize {
        self.lines.get(row).copied().unwrap_or(row + 1)
    }

    /// Takes rows off the top.
    pub(super) fn without_first(mut self, rows: usize) -> Self {
        let rows = rows.min(self.rows.len());
        self.rows.drain(..rows);
        self.lines.drain(..rows);
        self
    }

    /// Takes the last row off.
    pub(super) fn pop(&mut self) {
        self.rows.pop();
        self.lines.pop();
    }

    /// The same table with its rows as columns.
    pub(super) fn turned(&self) -> Result<Self, Refusal> {
        let mut turned = Self { is_quoted: self.is_quoted, ..Self::named(&self.name) };
        if self.rows.len() > MOST_COLUMNS {
            return Err(Refusal::naming(RefusalKind::TooManyColumns, &[("most", &MOST_COLUMNS)]));
        }
        for column in 0..self.width() {
            turned.push((0..self.rows.len()).map(|row| self.cell(row, column)).collect(), column + 1)?;
        }
        Ok(turned)
    }
}

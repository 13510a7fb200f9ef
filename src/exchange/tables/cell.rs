//! Cells and rows of tables, in the forms in which tables are written.

use std::borrow::Cow;
use std::fmt::Write as _;

use jiff::civil::{Date, Time};

use crate::domain::decimal::Decimal;
use crate::telling::json::add_text;
use crate::telling::spreadsheet::{csv_cell, csv_row};

use super::TableFormat;
use super::columns::{DataColumn, DataTable};

/// What stands in one column of one row, before it is written in one of the forms.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TableCell<'a> {
    Empty,
    Text(Cow<'a, str>),
    Whole(usize),
    Decimal(Decimal),
    Day(Date),
    Time(Time),
    Yes(bool),
    Texts(Vec<Cow<'a, str>>),
    Wholes(Vec<u16>),
}

impl<'a> TableCell<'a> {
    /// Text, or nothing where there is none.
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// The cell of a value, or an empty one where there is none.
    pub(super) fn of<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Empty, cell)
    }

    /// Writes the cell as JSON, a day and a time as text.
    fn json(&self, out: &mut String) {
        match self {
            Self::Empty => out.push_str("null"),
            Self::Text(text) => add_text(text, out),
            Self::Whole(number) => whole(*number, 1, out),
            Self::Decimal(number) => written(out, number),
            Self::Day(date) => {
                out.push('"');
                day(*date, out);
                out.push('"');
            }
            Self::Time(time) => written(out, format_args!("\"{}\"", time.strftime("%H:%M"))),
            Self::Yes(yes) => out.push_str(if *yes { "true" } else { "false" }),
            Self::Texts(texts) => list(out, texts, |text, out| add_text(text, out)),
            Self::Wholes(numbers) => list(out, numbers, |number, out| whole(usize::from(*number), 1, out)),
        }
    }

    /// The cell for a spreadsheet: several values as a JSON list.
    fn plain(&self) -> String {
        let mut out = String::new();
        match self {
            Self::Empty => {}
            Self::Text(text) => return csv_cell(text),
            Self::Day(date) => day(*date, &mut out),
            Self::Time(time) => written(&mut out, time.strftime("%H:%M")),
            Self::Texts(_) => {
                self.json(&mut out);
                return csv_cell(&out);
            }
            _ => self.json(&mut out),
        }
        // A list of numbers has commas in it.
        if out.contains(',') { format!("\"{out}\"") } else { out }
    }
}

fn written(out: &mut String, value: impl std::fmt::Display) {
    let _ = write!(out, "{value}");
}

/// A number of at least so many digits. Tables are full of them: this is much faster than what formats anything.
fn whole(number: usize, least: usize, out: &mut String) {
    let mut digits = [b'0'; 20];
    let mut at = digits.len();
    let mut rest = number;
    while rest > 0 || digits.len() - at < least {
        at -= 1;
        digits[at] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
    }
    out.push_str(std::str::from_utf8(&digits[at..]).unwrap_or_default());
}

/// A day as `2026-03-12`.
fn day(date: Date, out: &mut String) {
    let Ok(year) = usize::try_from(date.year()) else { return written(out, date) };
    whole(year, 4, out);
    for part in [date.month(), date.day()] {
        out.push('-');
        whole(usize::from(part.unsigned_abs()), 2, out);
    }
}

fn list<T>(out: &mut String, all: &[T], each: impl Fn(&T, &mut String)) {
    out.push('[');
    for (number, one) in all.iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        each(one, out);
    }
    out.push(']');
}

/// The names of the columns as the first row of a CSV; they are the same in every language.
pub(super) fn heading(table: &DataTable) -> String {
    csv_row(table.columns.iter().map(|column| csv_cell(&column.name)))
}

/// What stands in front of each row of a session: these columns.
pub(super) fn front(format: TableFormat, columns: &[DataColumn], cells: &[TableCell<'_>], out: &mut String) {
    match format {
        TableFormat::Ndjson => objects(columns, cells, out),
        TableFormat::Csv => {
            for cell in cells {
                out.push_str(&cell.plain());
                out.push(';');
            }
        }
    }
}

/// A row on its way out, cell by cell: a table has hundreds of thousands, and each of their cells is written once.
pub(super) struct RowOut<'row> {
    format: TableFormat,
    /// The columns of the cells that are still to come.
    columns: std::slice::Iter<'row, DataColumn>,
    out: &'row mut String,
    has_cells: bool,
}

impl<'row> RowOut<'row> {
    /// A row with what stands in front of it, whose own cells are those of these columns.
    pub(super) fn new(format: TableFormat, columns: &'row [DataColumn], front: &str, out: &'row mut String) -> Self {
        if format == TableFormat::Ndjson {
            out.push('{');
        }
        out.push_str(front);
        let has_cells = format == TableFormat::Ndjson && !front.is_empty();
        Self { format, columns: columns.iter(), out, has_cells }
    }

    /// The cell of the next column.
    pub(super) fn add(&mut self, cell: &TableCell<'_>) {
        let Some(column) = self.columns.next() else { return };
        match self.format {
            TableFormat::Ndjson if matches!(cell, TableCell::Empty) => return,
            TableFormat::Ndjson => {
                self.out.push_str(&column.json_key);
                cell.json(self.out);
                self.out.push(',');
            }
            TableFormat::Csv => {
                self.out.push_str(&cell.plain());
                self.out.push(';');
            }
        }
        self.has_cells = true;
    }

    /// The row is whole.
    pub(super) fn end(self) {
        // Each cell has what stands between it and the next one behind it.
        if self.has_cells {
            self.out.pop();
        }
        self.out.push_str(match self.format {
            TableFormat::Ndjson => "}\n",
            TableFormat::Csv => "\r\n",
        });
    }
}

fn objects(columns: &[DataColumn], cells: &[TableCell<'_>], out: &mut String) {
    for (column, cell) in columns.iter().zip(cells).filter(|(_, cell)| !matches!(cell, TableCell::Empty)) {
        out.push_str(&column.json_key);
        cell.json(out);
        out.push(',');
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{day, whole};

    #[test]
    fn numbers_and_days_are_written_as_anywhere() {
        let with = |write: &dyn Fn(&mut String)| {
            let mut out = String::new();
            write(&mut out);
            out
        };
        for number in [0, 7, 10, 999, 1000, usize::MAX] {
            assert_eq!(with(&|out| whole(number, 1, out)), number.to_string());
        }
        for day_of in [date(2026, 3, 12), date(987, 11, 1), date(-3, 1, 31), date(0, 1, 1), Date::MAX, Date::MIN] {
            assert_eq!(with(&|out| day(day_of, out)), day_of.to_string());
        }
    }
}

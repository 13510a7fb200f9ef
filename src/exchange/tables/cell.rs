//! Cells and rows of tables, in the forms in which tables are written.

use std::fmt::Write as _;

use jiff::civil::{Date, Time};

use crate::domain::decimal::Decimal;
use crate::domain::id::Id;
use crate::domain::value::Value;
use crate::telling::json::add_text;
use crate::telling::spreadsheet::{add_csv_cell, csv_cell, csv_row};

use super::TableFormat;
use super::columns::{DataColumn, DataTable};

/// A row on its way out, cell by cell: a table has hundreds of thousands, each of their cells is written once, and nothing
/// is kept of it. What is missing is left out of a JSON object, and is an empty cell of a spreadsheet.
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
        Self { has_cells, ..Self::front(format, columns, out) }
    }

    /// What stands in front of each row of a session: the cells of these columns. It has no end.
    pub(super) fn front(format: TableFormat, columns: &'row [DataColumn], out: &'row mut String) -> Self {
        Self { format, columns: columns.iter(), out, has_cells: false }
    }

    /// The cell of the next column, of which nothing is known.
    pub(super) fn nothing(&mut self) {
        if self.columns.next().is_some() && self.format == TableFormat::Csv {
            self.out.push(';');
            self.has_cells = true;
        }
    }

    /// Begins the cell of the next column; there may be none.
    fn begin(&mut self) -> Option<()> {
        let key = self.key()?;
        self.out.push_str(key.strip_suffix('"').unwrap_or(key));
        Some(())
    }

    /// What stands in front of the cell of the next column in JSON, with a quote; there may be none.
    fn key(&mut self) -> Option<&'row str> {
        let column = self.columns.next()?;
        self.has_cells = true;
        Some(if self.format == TableFormat::Ndjson { &column.json_key } else { "" })
    }

    /// Each cell has what stands between it and the next one behind it.
    fn behind(&mut self) {
        self.out.push(if self.format == TableFormat::Ndjson { ',' } else { ';' });
    }

    /// A quote, that only JSON has around what is no number.
    fn quote(&mut self) {
        if self.format == TableFormat::Ndjson {
            self.out.push('"');
        }
    }

    /// Text, or nothing where there is none.
    pub(super) fn text(&mut self, text: &str) {
        if text.is_empty() {
            self.nothing();
        } else if self.begin().is_some() {
            match self.format {
                TableFormat::Ndjson => add_text(text, self.out),
                TableFormat::Csv => add_csv_cell(text, self.out),
            }
            self.behind();
        }
    }

    /// A word of a fixed set, which stands everywhere as it is.
    pub(super) fn word(&mut self, word: &str) {
        // Most cells are such: each piece of one that is written by itself takes as long as a letter of it.
        if let Some(key) = self.key() {
            self.out.push_str(key);
            self.out.push_str(word);
            self.out.push_str(if self.format == TableFormat::Ndjson { "\"," } else { ";" });
        }
    }

    /// An id, which JSON has as it is; a spreadsheet may want to run one.
    pub(super) fn id(&mut self, id: &Id) {
        match self.format {
            TableFormat::Ndjson if !id.as_str().is_empty() => self.word(id.as_str()),
            _ => self.text(id.as_str()),
        }
    }

    /// A number.
    pub(super) fn whole(&mut self, number: usize) {
        if self.begin().is_some() {
            whole(number, 1, self.out);
            self.behind();
        }
    }

    /// A day, or nothing where it is not known.
    pub(super) fn day(&mut self, date: Option<Date>) {
        let Some(date) = date else { return self.nothing() };
        if self.begin().is_some() {
            self.quote();
            day(date, self.out);
            self.quote();
            self.behind();
        }
    }

    fn time(&mut self, time: Time) {
        if self.begin().is_some() {
            self.quote();
            whole(usize::from(time.hour().unsigned_abs()), 2, self.out);
            self.out.push(':');
            whole(usize::from(time.minute().unsigned_abs()), 2, self.out);
            self.quote();
            self.behind();
        }
    }

    fn decimal(&mut self, number: Decimal) {
        if self.begin().is_some() {
            written(self.out, number);
            self.behind();
        }
    }

    /// Whether something is so.
    pub(super) fn yes(&mut self, yes: bool) {
        if self.begin().is_some() {
            self.out.push_str(if yes { "true" } else { "false" });
            self.behind();
        }
    }

    /// So many of anything, each as JSON: in a spreadsheet too.
    pub(super) fn list(&mut self, count: usize, each: &dyn Fn(usize, &mut String)) {
        if self.begin().is_none() {
            return;
        }
        let begin = self.out.len();
        self.out.push('[');
        for number in 0..count {
            if number > 0 {
                self.out.push(',');
            }
            each(number, self.out);
        }
        self.out.push(']');
        if self.format == TableFormat::Csv {
            let cell = csv_cell(&self.out[begin..]);
            self.out.truncate(begin);
            self.out.push_str(&cell);
        }
        self.behind();
    }

    /// Several texts.
    pub(super) fn texts(&mut self, texts: &[String]) {
        self.list(texts.len(), &|number, out| add_text(&texts[number], out));
    }

    /// A value that points at nothing else. What was typed where a day or a number belongs is no such thing: the table of
    /// signals tells where that is.
    pub(super) fn value(&mut self, value: Value) {
        match value {
            Value::Text(text) => self.text(&text),
            Value::Date(date) => self.day(Some(date)),
            Value::Time(time) => self.time(time),
            Value::Whole(number) => self.whole(usize::try_from(number).unwrap_or(usize::MAX)),
            Value::Decimal(number) => self.decimal(number),
            Value::Yes => self.yes(true),
            Value::Choice(word) => self.word(word),
            Value::Set(members) => self.texts(&members),
            Value::Scores(scores) => self.list(scores.len(), &|at, out| whole(usize::from(scores[at]), 1, out)),
            Value::Empty | Value::Link(_) | Value::Versions(_) | Value::AsTyped(_) => self.nothing(),
        }
    }

    /// The row is whole.
    pub(super) fn end(self) {
        if self.has_cells {
            self.out.pop();
        }
        self.out.push_str(match self.format {
            TableFormat::Ndjson => "}\n",
            TableFormat::Csv => "\r\n",
        });
    }
}

fn written(out: &mut String, value: impl std::fmt::Display) {
    let _ = write!(out, "{value}");
}

/// A number of at least so many digits. Tables are full of them: this is much faster than what formats anything.
fn whole(number: usize, least: usize, out: &mut String) {
    if number > 9 || least > 1 {
        whole(number / 10, least.saturating_sub(1), out);
    }
    out.push(char::from(b'0' + u8::try_from(number % 10).unwrap_or(0)));
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

/// The names of the columns as the first row of a CSV; they are the same in every language.
pub(super) fn heading(table: &DataTable) -> String {
    csv_row(table.columns.iter().map(|column| csv_cell(&column.name)))
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

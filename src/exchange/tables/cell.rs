//! Cells and rows of tables, in the forms in which tables are written.

use std::fmt::Write as _;

use jiff::civil::Date;

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

    /// The cell of the next column, as this writes it.
    fn cell(&mut self, write: impl FnOnce(TableFormat, &mut String)) {
        let Some(column) = self.columns.next() else { return };
        if self.format == TableFormat::Ndjson {
            self.out.push_str(&column.json_key);
        }
        write(self.format, self.out);
        // Each cell has what stands between it and the next one behind it.
        self.out.push(if self.format == TableFormat::Ndjson { ',' } else { ';' });
        self.has_cells = true;
    }

    /// The same of what is written alike in each form, but for quotes that only JSON has.
    fn quoted_in_json(&mut self, write: impl FnOnce(&mut String)) {
        self.cell(|format, out| {
            let quote = if format == TableFormat::Ndjson { "\"" } else { "" };
            out.push_str(quote);
            write(out);
            out.push_str(quote);
        });
    }

    /// Text, or nothing where there is none.
    pub(super) fn text(&mut self, text: &str) {
        match self.format {
            _ if text.is_empty() => self.nothing(),
            TableFormat::Ndjson => self.cell(|_, out| add_text(text, out)),
            TableFormat::Csv => self.cell(|_, out| add_csv_cell(text, out)),
        }
    }

    /// A word of a fixed set, which stands everywhere as it is.
    pub(super) fn word(&mut self, word: &str) {
        self.quoted_in_json(|out| out.push_str(word));
    }

    /// A number.
    pub(super) fn whole(&mut self, number: usize) {
        self.cell(|_, out| whole(number, 1, out));
    }

    /// A day, or nothing where it is not known.
    pub(super) fn day(&mut self, date: Option<Date>) {
        match date {
            Some(date) => self.quoted_in_json(|out| day(date, out)),
            None => self.nothing(),
        }
    }

    /// Whether something is so.
    pub(super) fn yes(&mut self, yes: bool) {
        self.cell(|_, out| out.push_str(if yes { "true" } else { "false" }));
    }

    /// Several texts: in a spreadsheet as a JSON list.
    pub(super) fn texts<Text: AsRef<str>>(&mut self, texts: &[Text]) {
        self.list(texts, |text, out| add_text(text.as_ref(), out));
    }

    /// Several of anything, each as JSON: in a spreadsheet too.
    pub(super) fn list<One>(&mut self, all: &[One], each: impl Fn(&One, &mut String)) {
        self.cell(|format, out| {
            let begin = out.len();
            out.push('[');
            for (number, one) in all.iter().enumerate() {
                if number > 0 {
                    out.push(',');
                }
                each(one, out);
            }
            out.push(']');
            if format == TableFormat::Csv {
                let cell = csv_cell(&out[begin..]);
                out.truncate(begin);
                out.push_str(&cell);
            }
        });
    }

    /// A value that points at nothing else. What was typed where a day or a number belongs is no such thing: the table of
    /// signals tells where that is.
    pub(super) fn value(&mut self, value: Value) {
        match value {
            Value::Text(text) => self.text(&text),
            Value::Date(date) => self.day(Some(date)),
            Value::Time(time) => self.quoted_in_json(|out| {
                whole(usize::from(time.hour().unsigned_abs()), 2, out);
                out.push(':');
                whole(usize::from(time.minute().unsigned_abs()), 2, out);
            }),
            Value::Whole(number) => self.whole(usize::try_from(number).unwrap_or(usize::MAX)),
            Value::Decimal(number) => self.cell(|_, out| written(out, number)),
            Value::Yes => self.yes(true),
            Value::Choice(word) => self.word(word),
            Value::Set(members) => self.texts(&members),
            Value::Scores(scores) => self.list(&scores, |score, out| whole(usize::from(*score), 1, out)),
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

//! The items of a section as rows of typed cells, for a workbook and for a table of one kind of item.

use jiff::civil::{Date, Time};

use crate::domain::decimal::Decimal;
use crate::domain::record::{Meaning, Record};
use crate::domain::session::Section;
use crate::domain::value::Value;

use super::report::is_for_everybody;
use super::told::Told;

/// A cell that a spreadsheet knows the kind of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum SheetCell {
    /// Nothing.
    Empty,
    /// Text, with `\n` between lines.
    Text(String),
    /// A number, as it is written in the language.
    Number(Decimal),
    /// A whole number.
    Whole(u32),
    /// An amount of money.
    Euros(u32),
    /// A day.
    Day(Date),
    /// A time of day.
    Moment(Time),
}

/// The fields of a section that are columns: all but what only tells where an item came from.
pub(super) fn columns(section: Section) -> Vec<usize> {
    let fields = section.kind().fields.iter().enumerate();
    fields.filter(|(_, field)| !field.means(Meaning::OfRound)).map(|(number, _)| number).collect()
}

/// The items of a section that may be told one by one.
pub(super) fn rows<'a>(told: &'a Told<'_>, section: Section) -> Vec<&'a dyn Record> {
    if told.session.is_public() && !is_for_everybody(section) {
        return Vec::new();
    }
    let records = told.session.table(section).records();
    records.filter(|record| record.values().iter().any(|value| !value.is_empty())).collect()
}

/// The cells of an item, one for each column.
pub(super) fn cells(told: &Told<'_>, section: Section, record: &dyn Record) -> Vec<SheetCell> {
    columns(section).into_iter().map(|field| cell(told, section, record, field)).collect()
}

fn cell(told: &Told<'_>, section: Section, record: &dyn Record, field: usize) -> SheetCell {
    match record.value(field) {
        Value::Empty => SheetCell::Empty,
        Value::Date(date) => SheetCell::Day(date),
        Value::Time(time) => SheetCell::Moment(time),
        Value::Decimal(number) => SheetCell::Number(number),
        Value::Whole(number) if section.kind().fields[field].means(Meaning::Euro) => SheetCell::Euros(number),
        Value::Whole(number) => SheetCell::Whole(number),
        _ => SheetCell::Text(told.value(section, record, field)),
    }
}

//! The items of a section as rows of typed cells, for a workbook and for a table of one kind of item.

use jiff::civil::{Date, Time};

use crate::domain::decimal::Decimal;
use crate::domain::hidden::Veil;
use crate::domain::question::state;
use crate::domain::record::{Meaning, Record};
use crate::domain::records::meeting::Answer;
use crate::domain::session::Section;
use crate::domain::value::Value;
use crate::i18n::Words;

use super::report::fields_for_everybody;
use super::told::Told;

/// A cell that a spreadsheet knows the kind of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum SheetCell {
    Empty,
    /// Text, with `\n` between lines.
    Text(String),
    /// A number, as it is written in the language.
    Number(Decimal),
    Whole(u32),
    Euros(u32),
    Day(Date),
    Moment(Time),
}

/// The fields of a section that are columns: all but what only tells where an item came from; for everybody, those that
/// everybody may read.
pub(super) fn columns(section: Section, is_public: bool) -> Vec<usize> {
    let fields = section.kind().fields;
    if is_public {
        return fields_for_everybody(section);
    }
    (0..fields.len()).filter(|number| !fields[*number].means(Meaning::OfRound)).collect()
}

/// What the columns that tell which session a row is of are called: otherwise than those of any item.
pub(super) fn whose_headings(words: &Words) -> [String; 3] {
    ["neighbourhood", "date", "round"].map(|key| words.outgoing.of_session(words.overview.heading(key)))
}

/// What the columns of a section are called.
pub(super) fn headings_of(section: Section, is_public: bool, words: &Words) -> Vec<String> {
    let kind = section.kind();
    let label = |field: usize| words.field(kind, kind.fields[field].name).trim_end_matches('?').to_owned();
    let question = (section == Section::Answers).then(|| words.outgoing.question.clone());
    question.into_iter().chain(columns(section, is_public).into_iter().map(label)).collect()
}

/// The items of a section of which something may be told.
pub(super) fn rows<'a>(told: &'a Told<'_>, section: Section) -> Vec<&'a dyn Record> {
    let columns = columns(section, told.session.is_public());
    let records = told.session.table(section).records();
    records.filter(|record| columns.iter().any(|field| !record.value(*field).is_empty())).collect()
}

/// The cells of an item, one for each column.
pub(super) fn cells(told: &Told<'_>, section: Section, record: &dyn Record) -> Vec<SheetCell> {
    let columns = columns(section, told.session.is_public()).into_iter();
    // An answer is called after what it answers, which stands in none of its fields.
    let question = (section == Section::Answers).then(|| match told.question_title(record.id().as_str()) {
        title if title.is_empty() => SheetCell::Empty,
        title => SheetCell::Text(title),
    });
    question.into_iter().chain(columns.map(|field| cell(told, section, record, field))).collect()
}

fn cell(told: &Told<'_>, section: Section, record: &dyn Record, field: usize) -> SheetCell {
    let is_how_far = section == Section::Answers && field == Answer::status;
    match record.value(field) {
        // How far ticks are is worked out, and a choice has a column of its own.
        _ if is_how_far && record.value(Answer::choice).is_empty() => how_far(told, record.id().as_str()),
        // What the room does not see yet is not as if nobody filled it in.
        Value::Empty if Veil::of(told.session).covers(section, field) => {
            SheetCell::Text(told.words.grids.still_hidden.clone())
        }
        Value::Empty => SheetCell::Empty,
        Value::Date(date) => SheetCell::Day(date),
        Value::Time(time) => SheetCell::Moment(time),
        Value::Decimal(number) => SheetCell::Number(number),
        Value::Whole(number) if section.kind().fields[field].means(Meaning::Euro) => SheetCell::Euros(number),
        Value::Whole(number) => SheetCell::Whole(number),
        _ => SheetCell::Text(told.value(section, record, field)),
    }
}

/// How far an answer is, as the list of its question shows it; nothing where nobody knows the question.
fn how_far(told: &Told<'_>, answer: &str) -> SheetCell {
    let question = told.guide.structure.question(answer);
    question.map_or(SheetCell::Empty, |(_, question)| {
        let state = state(&question.kind, told.session.answer(answer), told.session);
        SheetCell::Text(told.sentences.state_word(&question.kind, state).to_owned())
    })
}

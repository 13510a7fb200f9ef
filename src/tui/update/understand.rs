//! What was typed, understood as the kind of value that a field holds; what is not understood is kept as it is.

use crate::domain::value::{Kind, Scores, Value};
use crate::i18n::{dates, numbers};
use crate::tui::model::Context;

/// A date, time or number as a person types it in this language.
pub(super) fn typed_form(value: &Value, context: &Context) -> Option<String> {
    match value {
        Value::Date(date) => Some(format!("{}-{}-{}", date.day(), date.month(), date.year())),
        Value::Time(time) => Some(dates::time_text(*time)),
        Value::Whole(number) => Some(number.to_string()),
        Value::Decimal(number) => Some(numbers::decimal_text(*number, &context.words)),
        _ => None,
    }
}

/// What was typed, as far as it is understood.
pub(super) fn understood(text: &str, kind: Kind, context: &Context, today: jiff::civil::Date) -> Value {
    let words = &context.words;
    let line = text.trim();
    if line.is_empty() {
        return Value::Empty;
    }
    let known = match kind {
        Kind::Text => return Value::text(text.trim_end()),
        Kind::Date => dates::parse_date(line, today, words).map(Value::Date),
        Kind::Time => dates::parse_time(line, words).map(Value::Time),
        Kind::Whole => numbers::parse_whole(line, words).map(Value::Whole),
        Kind::Decimal => numbers::parse_decimal(line, words).map(Value::Decimal),
        Kind::Scores => scores(line).map(Value::Scores),
        Kind::Marks => {
            let marks = line.split(',').map(|mark| mark.trim().to_owned()).filter(|mark| !mark.is_empty());
            return Value::set(marks.collect());
        }
        _ => return Value::text(line),
    };
    known.unwrap_or_else(|| Value::AsTyped(line.to_owned()))
}

/// Scores with spaces or commas between them, lowest first.
fn scores(text: &str) -> Option<Vec<u16>> {
    let numbers = text.split([' ', ',', ';', '/']).filter(|number| !number.is_empty());
    let mut scores = numbers
        .map(|number| number.parse().ok().filter(|score| *score <= Scores::HIGHEST))
        .collect::<Option<Vec<u16>>>()?;
    scores.sort_unstable();
    Some(scores)
}

pub(super) fn not_understood(text: &str, kind: Kind, context: &Context) -> String {
    let words = &context.words.screen;
    let text = text.trim();
    match kind {
        Kind::Date => words.no_date(text),
        Kind::Time => words.no_time(text),
        Kind::Scores => words.no_scores(text),
        _ => words.no_number(text),
    }
}

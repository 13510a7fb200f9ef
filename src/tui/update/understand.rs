//! What was typed, understood as the kind of value that a field holds; what is not understood is kept as it is.

use jiff::civil::{DateTime, Time};

use crate::domain::decimal::Decimal;
use crate::domain::edit::Place;
use crate::domain::naming::plain;
use crate::domain::record::Meaning;
use crate::domain::session::{Section, Session};
use crate::domain::signals::personal::holds_personal_number;
use crate::domain::sums::scale;
use crate::domain::unit::unit_of_figures;
use crate::domain::value::{Kind, Scores, Value};
use crate::i18n::numbers::Unit;
use crate::i18n::{dates, numbers};
use crate::tui::model::Context;
use crate::tui::model::form::{Form, Target};

/// What a field is to hold: its kind, and where that has bounds, the highest number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    kind: Kind,
    /// The highest number that makes sense.
    highest: Option<u32>,
    /// What a number counts.
    unit: Unit,
}

impl Expected {
    /// What the field of a form that has the focus is to hold.
    pub fn of(form: &Form, session: &Session, kind: Kind) -> Self {
        match &form.focused().target {
            Target::Field(place) => Self::at(place, session, kind),
            _ => Self { kind, highest: None, unit: Unit::None },
        }
    }

    /// What a field is to hold.
    pub fn at(place: &Place, session: &Session, kind: Kind) -> Self {
        let field = &place.section.kind().fields[place.field];
        let unit = match kind {
            Kind::Decimal => unit_of_figures(session, place.section, &place.item).map_or(Unit::None, Unit::Named),
            _ => Unit::of(field),
        };
        let highest = match kind {
            Kind::Scores => Some(scale(session)),
            Kind::Decimal if unit.is_percentage() && place.section == Section::Indicators => Some(100),
            _ if field.means(Meaning::Minutes) => Some(24 * 60),
            _ if field.means(Meaning::Year) => Some(2200),
            _ => None,
        };
        Self { kind, highest, unit }
    }

    /// Whether a number of minutes belongs there, which may be told in hours.
    pub fn is_minutes(&self) -> bool {
        self.unit == Unit::Declared(Meaning::Minutes)
    }

    /// What kind of number is asked for, in words; `None` where it is no number.
    pub fn asked_number(&self, context: &Context) -> Option<String> {
        let is_whole = self.kind == Kind::Whole;
        (is_whole || self.kind == Kind::Decimal).then(|| self.unit.asked(is_whole, &context.words))
    }

    /// The highest number, if what was understood goes beyond it.
    fn passed(&self, value: &Value) -> Option<u32> {
        let highest = self.highest?;
        let is_beyond = match value {
            Value::Scores(scores) => scores.iter().any(|score| u32::from(*score) > highest),
            Value::Whole(number) => *number > highest,
            Value::Decimal(number) => {
                Decimal::from_thousandths(i64::from(highest) * 1000).is_some_and(|most| *number > most)
            }
            _ => false,
        };
        is_beyond.then_some(highest)
    }
}

/// A date, time or number as a person types it in this language.
pub(super) fn typed_form(value: &Value, context: &Context) -> Option<String> {
    match value {
        Value::Date(date) => Some(format!("{}-{}-{}", date.day(), date.month(), date.year())),
        Value::Time(time) => Some(dates::time_text(*time)),
        Value::Whole(number) => Some(number.to_string()),
        Value::Decimal(number) => Some(numbers::decimal_text(*number, &context.words)),
        Value::Scores(scores) => {
            let scores: Vec<String> = scores.iter().map(ToString::to_string).collect();
            Some(scores.join(" "))
        }
        Value::AsTyped(text) => Some(dates::period_or(text, &context.words)),
        _ => None,
    }
}

/// What was typed, as far as it is understood.
pub fn understood(text: &str, expected: &Expected, context: &Context, moment: DateTime) -> Value {
    let words = &context.words;
    let line = text.trim();
    if line.is_empty() {
        return Value::Empty;
    }
    let known = match expected.kind {
        Kind::Text => return Value::text(text.trim_end()),
        Kind::Date => dates::parse_date(line, moment.date(), words)
            .map(Value::Date)
            .or_else(|| dates::parse_period(line, words).map(|period| Value::AsTyped(period.to_string()))),
        Kind::Time if line.to_lowercase() == words.dates.now => {
            let now = moment.time();
            Time::new(now.hour(), now.minute(), 0, 0).ok().map(Value::Time)
        }
        Kind::Time => dates::parse_time(line, words).map(Value::Time),
        // Nine digits in a row that pass the test are rather the number of a person than that of anything in a
        // neighbourhood: kept as typed text, it is told of and told no further. With points between them it is an amount.
        Kind::Whole | Kind::Decimal if line.parse::<u64>().is_ok() && holds_personal_number(line) => None,
        Kind::Whole if expected.is_minutes() => numbers::parse_minutes(line, words).map(Value::Whole),
        Kind::Whole => numbers::parse_whole(line, &expected.unit, words).map(Value::Whole),
        Kind::Decimal => numbers::parse_decimal(line, &expected.unit, words).map(Value::Decimal),
        Kind::Choice(choices) => {
            let is_word = |option: &&&str| plain(words.choice(choices.name, option)) == plain(line);
            choices.options.iter().find(is_word).map(|option| Value::Choice(option))
        }
        Kind::Scores => scores(line, expected.highest.unwrap_or(u32::MAX)).map(Value::Scores),
        Kind::Marks => {
            let marks = line.split(',').map(|mark| mark.trim().to_owned()).filter(|mark| !mark.is_empty());
            return Value::set(marks.collect());
        }
        _ => return Value::text(line),
    };
    known.unwrap_or_else(|| Value::AsTyped(line.to_owned()))
}

/// Scores, lowest first: with spaces or commas between them, or on a scale of at most ten as digits in rows, such as one
/// for each table; a one and a nought in a row are a ten.
fn scores(text: &str, highest: u32) -> Option<Vec<u16>> {
    let parts: Vec<&str> = text.split([' ', ',', ';', '/', '+']).filter(|part| !part.is_empty()).collect();
    let number = |part: &&str| part.parse::<u16>().ok().filter(|score| *score <= Scores::HIGHEST);
    let in_a_row = |row: &str| {
        let is_row = row.len() > 1 && row.bytes().all(|byte| byte.is_ascii_digit());
        let is_one_score = row.parse::<u32>().is_ok_and(|score| score <= highest);
        is_row && highest <= 10 && !is_one_score
    };
    let mut scores = match parts[..] {
        [row] if in_a_row(row) => digits(row, highest),
        // Three digits are never one score on such a scale, two may be a slip: that is told.
        _ => parts
            .iter()
            .map(|part| {
                let is_row = part.len() > 2 && in_a_row(part);
                if is_row { Some(digits(part, highest)) } else { number(part).map(|score| vec![score]) }
            })
            .collect::<Option<Vec<_>>>()?
            .concat(),
    };
    scores.sort_unstable();
    Some(scores)
}

fn digits(row: &str, highest: u32) -> Vec<u16> {
    let mut scores: Vec<u16> = Vec::new();
    for digit in row.bytes().map(|byte| u16::from(byte - b'0')) {
        match scores.last_mut() {
            Some(last) if *last == 1 && digit == 0 && highest == 10 => *last = 10,
            _ => scores.push(digit),
        }
    }
    scores
}

/// What is told beside a value that was understood: that a day of the week does not go with its date, or that a number
/// goes beyond its scale.
pub fn told_beside(text: &str, expected: &Expected, value: &Value, context: &Context) -> Option<String> {
    let words = &context.words;
    if let Some(highest) = expected.passed(value) {
        return Some(words.typing.beyond_the_scale(highest));
    }
    match value {
        Value::Date(date) if dates::weekday_differs(text, *date, words) => {
            Some(words.typing.another_weekday(dates::long_date(*date, words)))
        }
        _ => None,
    }
}

/// That something stays as it was typed, and what belongs there.
pub fn not_understood(text: &str, expected: &Expected, context: &Context) -> String {
    let words = &context.words.screen;
    let text = text.trim();
    match expected.kind {
        Kind::Date => words.no_date(text),
        Kind::Time => words.no_time(text),
        Kind::Scores => words.no_scores(text),
        _ => words.no_number(text, expected.asked_number(context).unwrap_or_default()),
    }
}

//! What was typed, understood as the kind of value that a field holds; what is not understood is kept as it is.

use jiff::civil::{DateTime, Time};

use crate::domain::decimal::Decimal;
use crate::domain::edit::Place;
use crate::domain::grid::CellPlace;
use crate::domain::naming::plain;
use crate::domain::record::Meaning;
use crate::domain::session::{Section, Session};
use crate::domain::signals::personal::holds_personal_number;
use crate::domain::sums::{scale, wanted_of};
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

    /// What the cell of a grid is to hold.
    pub fn of_cell(cell: &CellPlace, session: &Session) -> Self {
        let place = Place { section: cell.section, item: cell.id(session), field: cell.field };
        Self::at(&place, session, cell.kind())
    }

    /// Whether a text may still become a number: no letters stand in it, but for the beginning of what it counts.
    pub(super) fn may_become(&self, text: &str, context: &Context) -> bool {
        let letters =
            |text: &str| text.trim_start_matches(|sign: char| !sign.is_alphabetic()).trim_end().to_lowercase();
        let typed = letters(text);
        let units = self.unit.typed(&context.words);
        typed.is_empty() || self.kind != Kind::Scores && units.iter().any(|unit| letters(unit).starts_with(&typed))
    }

    /// That what was typed is not entered, and what belongs there: of a row of scores, the one that is none.
    pub(super) fn refused(&self, text: &str, context: &Context) -> String {
        let (words, text) = (&context.words.grids, text.trim());
        match (self.kind, self.highest) {
            (Kind::Scores, Some(highest)) => {
                let wrong = text.split_whitespace().find(|part| scores(part, highest).is_none());
                words.no_score(wrong.unwrap_or(text), highest)
            }
            _ => words.not_entered(text, self.asked_number(context).unwrap_or_default()),
        }
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

/// Scores, lowest first: whole numbers of the scale with something between them, or as digits in rows, such as one for each
/// table. On a scale to ten two digits are one number, and more a row in which a one and a nought are a ten.
fn scores(text: &str, highest: u32) -> Option<Vec<u16>> {
    let text = text.replace(", ", " ");
    let parts = text.split([' ', ';', '/', '+']).flat_map(|part| {
        // One comma between digits makes a decimal, and no two scores.
        let is_decimal = part.trim_matches(',').matches(',').count() == 1;
        part.split(move |letter| letter == ',' && !is_decimal)
    });
    let score = |part: &str| {
        let number: u32 = part.parse().ok()?;
        let is_row = number > highest && (highest < 10 || highest == 10 && part.len() > 2);
        let scores = if is_row { digits(part, highest) } else { vec![u16::try_from(number).ok()?] };
        let is_score = |score: &u16| u32::from(*score) <= highest && *score <= Scores::HIGHEST;
        scores.iter().all(is_score).then_some(scores)
    };
    let mut scores = parts.filter(|part| !part.is_empty()).map(score).collect::<Option<Vec<_>>>()?.concat();
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

/// That there are more votes or scores than a group can give; without a number of dots, ten each are many.
pub(super) fn too_many(session: &Session, place: &CellPlace, value: &Value, context: &Context) -> Option<String> {
    const MANY: u32 = 10;
    let keys = &place.keys;
    let group =
        keys.iter().find_map(|(_, key)| if let Value::Link(id) = key { session.groups.find(id) } else { None })?;
    let (size, words) = (group.size.known()?, &context.words.grids);
    match value {
        Value::Scores(scores) if scores.len() > size as usize => Some(words.more_scores(scores.len(), size)),
        Value::Whole(votes) if place.section == Section::Votes => {
            let most = wanted_of(session, &group.id).unwrap_or(size.saturating_mul(MANY));
            (*votes > most).then(|| words.many_dots(most, size))
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

//! Numbers as people type and read them: a point between thousands and a decimal comma in Dutch, the other way round in
//! English. Typed text that is not understood gives `None`: the caller keeps what was typed, and never makes it 0.

use std::iter;

use crate::domain::decimal::Decimal;
use crate::domain::record::{Field, Meaning};

use super::Words;
use super::plurals::PluralRule;
use super::texts::texts;

texts! {
    NumberWords = "Numbers" {
        thousands: char,
        decimal: char,
        euros(amount),
        plurals: PluralRule,
        units: UnitWords,
        whole_number,
        number,
        number_in(unit),
    }

    /// What is counted, for each kind of number that has a unit.
    UnitWords = "Units" {
        euros: Measure,
        percent: Measure,
        minutes: Measure,
        hours: Measure,
        weekly_hours: Measure,
        people: Measure,
        dots: Measure,
        year: Measure,
    }

    /// What is asked where it is counted, and how people write it behind a number.
    Measure {
        asked,
        typed: Vec<String>,
    }
}

/// What a number counts. Its own unit may stand behind it; a number with any other is not understood, since it was meant
/// for another place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Nothing that has a unit.
    #[default]
    None,
    /// What is declared of the field.
    Declared(Meaning),
    /// What a person wrote down, such as `% of the adults`.
    Named(String),
}

/// Where the words of a unit stand.
type MeasureOf = fn(&UnitWords) -> &Measure;

/// What a field can count by its declaration, with its words.
const MEASURES: &[(Meaning, MeasureOf)] = &[
    (Meaning::Euro, |units| &units.euros),
    (Meaning::Minutes, |units| &units.minutes),
    (Meaning::Hours, |units| &units.hours),
    (Meaning::WeeklyHours, |units| &units.weekly_hours),
    (Meaning::People, |units| &units.people),
    (Meaning::Dots, |units| &units.dots),
    (Meaning::Year, |units| &units.year),
];

impl Unit {
    /// What is declared of a field.
    #[must_use]
    pub fn of(field: &Field) -> Self {
        let declared = MEASURES.iter().map(|(meaning, _)| *meaning).find(|meaning| field.means(*meaning));
        declared.map_or(Self::None, Self::Declared)
    }

    /// Whether it is told in hundredths.
    #[must_use]
    pub fn is_percentage(&self) -> bool {
        matches!(self, Self::Named(unit) if unit.contains('%'))
    }

    /// What is asked for where it stands: `a number of hours`.
    #[must_use]
    pub fn asked(&self, is_whole: bool, words: &Words) -> String {
        let NumberWords { units, whole_number, number, .. } = &words.numbers;
        match self {
            Self::Declared(meaning) => units.declared(*meaning).map_or(whole_number, |unit| &unit.asked).clone(),
            Self::Named(unit) if units.percent.all().any(|word| word == unit) => units.percent.asked.clone(),
            Self::Named(unit) => words.numbers.number_in(unit),
            Self::None if is_whole => whole_number.clone(),
            Self::None => number.clone(),
        }
    }

    /// How people write it behind a number.
    pub fn typed<'words>(&'words self, words: &'words Words) -> Vec<&'words str> {
        let units = &words.numbers.units;
        match self {
            Self::None => Vec::new(),
            Self::Declared(meaning) => units.declared(*meaning).into_iter().flat_map(Measure::all).collect(),
            Self::Named(name) => {
                let is_named =
                    |unit: &&Measure| unit.all().any(|word| name.split_whitespace().any(|part| part == word));
                let same = [&units.euros, &units.percent, &units.minutes, &units.hours, &units.people];
                let same = same.into_iter().find(is_named).into_iter().flat_map(Measure::all);
                iter::once(name.as_str()).chain(same).collect()
            }
        }
    }
}

impl UnitWords {
    fn declared(&self, meaning: Meaning) -> Option<&Measure> {
        MEASURES.iter().find(|(counted, _)| *counted == meaning).map(|(_, words)| words(self))
    }
}

impl Measure {
    fn all(&self) -> impl Iterator<Item = &str> {
        self.typed.iter().map(String::as_str)
    }
}

/// A whole number of people, euros or minutes: `7420`, `7.420`, `7 420`, `€ 1.250`, `€ 1.250,00`, `€ 1.250,-`, and with
/// its own unit, `3 uur` of hours.
///
/// The thousands mark of the other language is not understood, since it would be a decimal mark here.
#[must_use]
pub fn parse_whole(text: &str, unit: &Unit, words: &Words) -> Option<u32> {
    let text = without_unit(text, unit, words);
    let (whole, cents) = text.split_once(words.numbers.decimal).unwrap_or((text, "0"));
    if !matches!(cents, "0" | "00" | "-" | "–" | "—") {
        return None;
    }
    ungrouped(whole, words.numbers.thousands)?.parse().ok()
}

/// A number with at most three decimals: `12,3`, `-4`, `1.234,5`, and with its own unit, `12,3%`.
///
/// In Dutch a point is understood too where it cannot be between thousands: `12.3` is twelve and three tenths, `0.125`
/// an eighth, `1234.567` a bit more than a thousand. Where groups of exactly three digits follow it, it is between
/// thousands: `1.010` is a thousand and ten. In English point and comma change places.
#[must_use]
pub fn parse_decimal(text: &str, unit: &Unit, words: &Words) -> Option<Decimal> {
    let text = without_unit(text, unit, words);
    let (sign, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(digits) => ("-", digits.trim_start()),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let NumberWords { thousands, decimal, .. } = words.numbers;
    let (whole, fraction) = match digits.split_once(decimal) {
        Some((whole, fraction)) => (whole_part(whole, thousands)?, fraction),
        None => match ungrouped(digits, thousands) {
            Some(whole) => (whole, "0"),
            None => digits.split_once(thousands).map(|(whole, fraction)| (whole.to_owned(), fraction))?,
        },
    };
    let whole = if whole.is_empty() { "0" } else { whole.as_str() };
    Decimal::parse(&format!("{sign}{whole}.{fraction}"))
}

/// A number of minutes, which may be told in hours: `90`, `90 min`, `1,5 uur`, `1u30`, `1:30`.
#[must_use]
pub fn parse_minutes(text: &str, words: &Words) -> Option<u32> {
    let text = text.trim().to_lowercase();
    let in_hours = words.dates.hours.iter().map(String::as_str).chain([":"]).find_map(|mark| {
        let (hours, minutes) = text.split_once(mark)?;
        let minutes = minutes.trim();
        let all_digits = minutes.bytes().all(|byte| byte.is_ascii_digit());
        let hours = parse_decimal(hours, &Unit::None, words).filter(|hours| all_digits && hours.thousandths() >= 0)?;
        let minutes: u32 = if minutes.is_empty() && mark != ":" { 0 } else { minutes.parse().ok()? };
        u32::try_from(hours.thousandths() * 60 / 1000).ok()?.checked_add(minutes)
    });
    in_hours.or_else(|| parse_whole(&text, &Unit::Declared(Meaning::Minutes), words))
}

/// The text of a number without its unit, which may stand behind it; the sign of the euro also before it.
fn without_unit<'text>(text: &'text str, unit: &Unit, words: &Words) -> &'text str {
    let text = text.trim();
    let units = unit.typed(words);
    let text = text.strip_prefix('€').filter(|_| units.contains(&"€")).map_or(text, str::trim_start);
    let strip = |unit: &&str| {
        let at = text.len().checked_sub(unit.len()).filter(|at| text.is_char_boundary(*at))?;
        let (number, found) = text.split_at(at);
        let number = number.trim_end();
        let is_number = number.ends_with(|letter: char| letter.is_ascii_digit() || "-–—".contains(letter));
        (!unit.is_empty() && is_number && found.to_lowercase() == unit.to_lowercase()).then_some(number)
    };
    units.iter().find_map(strip).unwrap_or(text)
}

/// A whole number, with a mark between groups of three digits: `7.420`.
#[must_use]
pub fn whole_text(number: u64, words: &Words) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(words.numbers.thousands);
        }
        text.push(digit);
    }
    text
}

/// A number with its decimals: `12,3`, `-1.234,5`.
#[must_use]
pub fn decimal_text(number: Decimal, words: &Words) -> String {
    let size = number.thousandths().unsigned_abs();
    let mut text = if number.thousandths() < 0 { "-".to_owned() } else { String::new() };
    text.push_str(&whole_text(size / 1000, words));
    if !size.is_multiple_of(1000) {
        text.push(words.numbers.decimal);
        text.push_str(format!("{:03}", size % 1000).trim_end_matches('0'));
    }
    text
}

/// An amount in whole euros: `€ 1.250`.
#[must_use]
pub fn euros_text(amount: u64, words: &Words) -> String {
    words.numbers.euros(whole_text(amount, words))
}

/// The digits before the decimal mark; none at all stand for a zero.
fn whole_part(text: &str, mark: char) -> Option<String> {
    if text.is_empty() { Some(String::new()) } else { ungrouped(text, mark) }
}

/// Digits without the marks or spaces between their groups; `None` if the groups are not of three, or begin with a zero
/// and so are no thousands.
fn ungrouped(text: &str, mark: char) -> Option<String> {
    let is_gap = |character: char| matches!(character, ' ' | '\u{a0}' | '\u{202f}');
    let groups = if text.contains(mark) { text.split(mark).collect() } else { text.split(is_gap).collect::<Vec<_>>() };
    if !groups.iter().all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let are_thousands = |first: &str, rest: &[&str]| {
        first.len() <= 3 && !first.starts_with('0') && rest.iter().all(|group| group.len() == 3)
    };
    match groups.split_first() {
        Some((first, rest)) if rest.is_empty() || are_thousands(first, rest) => Some(groups.concat()),
        _ => None,
    }
}

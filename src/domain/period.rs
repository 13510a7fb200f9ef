//! A year or a month where a day is asked: what a user means by “2028”, “November 2026” or “the end of
//! 2028”. It is kept as what it is, as a text that stands in the file where a date may, and counts as its last day.

use std::fmt;

use jiff::civil::Date;

use super::value::{Typed, Value};

/// A year or a month.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    Year(i16),
    /// The end of a year.
    EndOfYear(i16),
    /// A month of a year, from 1.
    Month(i16, i8),
}

impl Period {
    /// Reads a period as a file holds it: `2028`, `2028-last`, `2026-11`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-').map_or((text, None), |(year, rest)| (year, Some(rest)));
        let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
        let year: i16 = Some(year).filter(|year| digits(year, 4))?.parse().ok()?;
        let period = match rest {
            None => Self::Year(year),
            Some("last") => Self::EndOfYear(year),
            Some(month) => Self::Month(year, Some(month).filter(|month| digits(month, 2))?.parse().ok()?),
        };
        (year >= 1000 && period.end().is_some()).then_some(period)
    }

    /// Its last day, by which it is sorted.
    #[must_use]
    pub fn end(self) -> Option<Date> {
        match self {
            Self::Year(year) | Self::EndOfYear(year) => Date::new(year, 12, 31).ok(),
            Self::Month(year, month) => Date::new(year, month, 1).ok().map(Date::last_of_month),
        }
    }

    /// The period that a value of a date is, if it is one.
    #[must_use]
    pub fn of(value: &Value) -> Option<Self> {
        if let Value::AsTyped(text) = value { Self::read(text) } else { None }
    }
}

/// As a file holds it.
impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(formatter, "{year}"),
            Self::EndOfYear(year) => write!(formatter, "{year}-last"),
            Self::Month(year, month) => write!(formatter, "{year}-{month:02}"),
        }
    }
}

/// The day by which something is to be: the date, or the last day of the month or year.
#[must_use]
pub fn last_day(date: &Typed<Date>) -> Option<Date> {
    match date {
        Typed::Known(date) => Some(*date),
        Typed::AsTyped(text) => Period::read(text)?.end(),
        Typed::Empty => None,
    }
}

/// The same of a value of any field; `None` where it is no day at all.
#[must_use]
pub fn last_day_of(value: &Value) -> Option<Date> {
    if let Value::Date(day) = value { Some(*day) } else { Period::of(value)?.end() }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Period;

    #[test]
    fn a_period_is_read_as_it_is_written_and_ends_on_its_last_day() {
        for (text, end) in [
            ("2024", Some(date(2024, 12, 31))),
            ("2028-last", Some(date(2028, 12, 31))),
            ("2026-11", Some(date(2026, 11, 30))),
            ("2028-02", Some(date(2028, 2, 29))),
            ("2026-13", None),
            ("2026-1", None),
            ("26", None),
            ("0026", None),
            ("2026-11-12", None),
            ("ooit", None),
        ] {
            let period = Period::read(text);
            assert_eq!(period.and_then(Period::end), end, "{text}");
            assert_eq!(period.map(|period| period.to_string()), end.map(|_| text.to_owned()), "{text}");
        }
    }
}

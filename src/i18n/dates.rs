//! Dates and times as people type and read them, in each language. Typed text that is not understood gives `None`: the
//! caller keeps what was typed. Nothing here knows which day it is today; that comes in as data.

use jiff::Span;
use jiff::civil::{Date, ISOWeekDate, Time, Weekday};

use crate::domain::period::Period;

use super::Words;
use super::texts::texts;

/// The first year that is written with four digits.
const FIRST_YEAR: i16 = 1000;

texts! {
    /// The words for days, months and what lies between two days.
    DateWords = "Dates" {
        weekdays: [String; 7],
        short_weekdays: [String; 7],
        months: [String; 12],
        short_months: [String; 12],
        short(weekday, day, month),
        short_with_year(weekday, day, month, year),
        long(weekday, day, month, year),
        today,
        now,
        tomorrow,
        day_after_tomorrow,
        yesterday,
        next_week,
        next,
        coming: Vec<String>,
        start_of: Vec<String>,
        middle_of: Vec<String>,
        end_of: Vec<String>,
        in_so_many,
        counts: Vec<Vec<String>>,
        half,
        days: Vec<String>,
        weeks: Vec<String>,
        months_unit: Vec<String>,
        years: Vec<String>,
        ordinal_endings: Vec<String>,
        hours: Vec<String>,
    }
}

/// The date that was meant.
///
/// Day before month, whatever the language: `12-3`, `12/3/26`, `12-3-2026`, `12 maart`, `do 12 mrt 2026`; also
/// `2026-03-12`, `+10d`, `+2w`, `+3m`, `+1j`, `-2d`, `over een maand`, `vr`, `vrijdag`, `komende vrijdag`, `volgende
/// vrijdag` (of the week after this one), `vandaag`, `morgen`, `overmorgen`, `volgende week`, `week 50`, `begin maart`,
/// `half mei`, `eind januari`.
///
/// A day of the week alone is the first such day after today; a week is its Monday. Day and month without a year lie in
/// this year, with two exceptions: if that day passed more than six months ago, the next year is meant (`12-3` in
/// November), and if the same day of last year passed at most a month ago, last year is meant (`20-12` in January). With a
/// day of the week before them, the nearest such date ahead is meant if it is within half a year, whatever day it falls
/// on, which [`weekday_differs`] tells; and otherwise the year in which the day of the week is right. Nobody means a day
/// before the year 1000, which [`Value::date`](crate::domain::value::Value::date) does not read back.
#[must_use]
pub fn parse_date(text: &str, today: Date, words: &Words) -> Option<Date> {
    day_meant(text, today, &words.dates).filter(|day| day.year() >= FIRST_YEAR)
}

fn day_meant(text: &str, today: Date, words: &DateWords) -> Option<Date> {
    let text = text.trim().to_lowercase();
    if let Some((sign, so_many)) = offset_of(&text, words) {
        return today.checked_add(span_of(so_many, sign, words)?).ok();
    }
    let tokens = tokens(&text)?;
    let phrase = tokens.join(" ");
    if let Some(days) = days_of_phrase(&phrase, words) {
        return today.checked_add(Span::new().days(days)).ok();
    }
    if let Some(rest) = phrase.strip_prefix(&words.next_week) {
        return in_next_week(rest.trim(), today, words);
    }
    if let Some(rest) = phrase.strip_prefix(&words.next).filter(|rest| rest.starts_with(' ')) {
        let is_unit = words.months_unit.iter().any(|unit| unit == rest.trim());
        return in_next_week(rest.trim(), today, words).filter(|_| !is_unit);
    }
    let coming = words.coming.iter().find_map(|word| phrase.strip_prefix(word)?.strip_prefix(' '));
    if let Some(weekday) = coming.and_then(|rest| weekday_of(rest, words)) {
        return today.nth_weekday(1, weekday).ok();
    }
    if let Some(date) = in_week(&tokens, today, words).or_else(|| in_part_of_month(&phrase, today, words)) {
        return Some(date);
    }
    let first = tokens.first()?;
    match weekday_of(first, words) {
        Some(weekday) if tokens.len() == 1 => today.nth_weekday(1, weekday).ok(),
        Some(weekday) => DayAndMonth::read(&tokens[1..], words)?.on_weekday(weekday, today),
        None => DayAndMonth::read(&tokens, words)?.near(today),
    }
}

/// Whether a day of the week stands before a date that falls on another.
#[must_use]
pub fn weekday_differs(text: &str, date: Date, words: &Words) -> bool {
    let text = text.trim().to_lowercase();
    let Some(tokens) = tokens(&text).filter(|tokens| tokens.len() > 2) else { return false };
    weekday_of(tokens[0], &words.dates).is_some_and(|weekday| weekday != date.weekday())
}

/// The year or month that was meant, where no day is named: `2024`, `november 2026`, `nov 26`, `11-2026`, `eind 2028`.
/// A month without a year is that of a day: see [`parse_date`].
#[must_use]
pub fn parse_period(text: &str, words: &Words) -> Option<Period> {
    let words = &words.dates;
    let text = text.trim().to_lowercase();
    let tokens = tokens(&text)?;
    let phrase = tokens.join(" ");
    let end = words.end_of.iter().find_map(|part| phrase.strip_prefix(part.as_str())?.strip_prefix(' '));
    let year = |token: &str| year_of(token).filter(|_| token.len() == 4);
    if let Some(year) = end.and_then(year) {
        return Some(Period::EndOfYear(year));
    }
    let period = match tokens[..] {
        [only] => Period::Year(year(only)?),
        [first, second] => match (year(first), year(second)) {
            (Some(year), None) => Period::Month(year, number(second)?),
            (None, Some(year)) => Period::Month(year, number(first).or_else(|| month_of(first, words))?),
            _ => return None,
        },
        _ => return None,
    };
    Period::read(&period.to_string())
}

/// A text that stands where a date belongs: in words if it is a year or a month, and otherwise as it is.
#[must_use]
pub fn period_or(text: &str, words: &Words) -> String {
    Period::read(text).map_or_else(|| text.to_owned(), |period| period_text(period, words))
}

/// A year or month in words: `2024`, `november 2026`, `eind 2028`.
#[must_use]
pub fn period_text(period: Period, words: &Words) -> String {
    let words = &words.dates;
    match period {
        Period::Year(year) => year.to_string(),
        Period::EndOfYear(year) => format!("{} {year}", words.end_of.first().map_or("", String::as_str)),
        Period::Month(year, month) => {
            let month = usize::try_from(month - 1).ok().and_then(|at| words.months.get(at));
            format!("{} {year}", month.map_or("", String::as_str))
        }
    }
}

/// A few words for a date, the year only where it is not this one or no day is this one: `do 9 apr`, `vr 9 apr 2027`.
#[must_use]
pub fn short_date(date: Date, today: impl Into<Option<Date>>, words: &Words) -> String {
    let words = &words.dates;
    let (weekday, month) = names_of(date, &words.short_weekdays, &words.short_months);
    if today.into().is_some_and(|today| date.year() == today.year()) {
        words.short(weekday, date.day(), month)
    } else {
        words.short_with_year(weekday, date.day(), month, date.year())
    }
}

/// What a column of a day is called: the month where no other day is in it, or else the day itself: `mei 2026`, `28 mei`.
#[must_use]
pub fn column_date(date: Date, is_alone: bool, words: &Words) -> String {
    let (_, month) = names_of(date, &words.dates.short_weekdays, &words.dates.short_months);
    if is_alone { format!("{month} {}", date.year()) } else { format!("{} {month}", date.day()) }
}

/// A date in full: `donderdag 9 april 2026`.
#[must_use]
pub fn long_date(date: Date, words: &Words) -> String {
    let words = &words.dates;
    let (weekday, month) = names_of(date, &words.weekdays, &words.months);
    words.long(weekday, date.day(), month, date.year())
}

/// The time that was meant: `9:30`, `9.30`, `930`, `9u30`, `9` (nine o'clock), `9 uur`.
#[must_use]
pub fn parse_time(text: &str, words: &Words) -> Option<Time> {
    let hours = &words.dates.hours;
    let text = text.trim().to_lowercase();
    let text = hours.iter().find_map(|word| text.strip_suffix(word.as_str())).unwrap_or(&text).trim_end();
    let parted = text.split_once([':', '.', ' ']);
    let (hour, minute) = match parted.or_else(|| hours.iter().find_map(|word| text.split_once(word.as_str()))) {
        Some((hour, minute)) => (hour, minute),
        None if text.len() > 2 => text.split_at_checked(text.len() - 2)?,
        None => (text, "00"),
    };
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !(1..=2).contains(&hour.len()) || minute.len() != 2 || !is_number(hour) || !is_number(minute) {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// A time of day, always five characters: `09:30`.
#[must_use]
pub fn time_text(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// Numbers and words, without what stands between them; `None` for text with anything else in it.
fn tokens(text: &str) -> Option<Vec<&str>> {
    let mut tokens = Vec::new();
    for part in text.split([' ', '\u{a0}', '\t', '-', '/', '.', ',']).filter(|part| !part.is_empty()) {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let (number, word) = part.split_at(digits);
        if !word.chars().all(char::is_alphabetic) {
            return None;
        }
        tokens.extend([number, word].into_iter().filter(|token| !token.is_empty()));
    }
    Some(tokens)
}

/// The sign of `+2w`, `-3 dagen` or `over 2 weken`, and what stands behind it; `None` if there is no sign.
fn offset_of<'text>(text: &'text str, words: &DateWords) -> Option<(i64, &'text str)> {
    let in_so_many = || text.strip_prefix(&words.in_so_many).filter(|rest| rest.starts_with(' '));
    match text.strip_prefix('-') {
        Some(rest) => Some((-1, rest)),
        None => text.strip_prefix('+').or_else(in_so_many).map(|rest| (1, rest)),
    }
}

fn span_of(text: &str, sign: i64, words: &DateWords) -> Option<Span> {
    let tokens = tokens(text)?;
    let (number, unit) = match tokens[..] {
        [number, unit] => (counted(number, words)?, unit),
        [number, half, unit] if half == words.half && words.years.iter().any(|known| known == unit) => {
            return Span::new().try_months(sign * 6 * counted(number, words)?).ok();
        }
        [unit] if !text.starts_with(|letter: char| letter.is_ascii_digit()) && unit.chars().count() > 1 => (1, unit),
        _ => return None,
    };
    let number = sign * number;
    let is = |units: &[String]| units.iter().any(|known| known == unit);
    let span = Span::new();
    if is(&words.days) {
        span.try_days(number).ok()
    } else if is(&words.weeks) {
        span.try_weeks(number).ok()
    } else if is(&words.months_unit) {
        span.try_months(number).ok()
    } else if is(&words.years) {
        span.try_years(number).ok()
    } else {
        None
    }
}

/// A number in digits or in a word.
fn counted(token: &str, words: &DateWords) -> Option<i64> {
    let in_words = words.counts.iter().position(|ways| ways.iter().any(|way| way == token));
    match in_words {
        Some(at) => i64::try_from(at + 1).ok(),
        None => Some(token).filter(|number| number.len() <= 4)?.parse().ok(),
    }
}

/// The Monday of a week by its number, or another day of it: `week 50`, `vr week 50`, `week 3 2027`. Without a year the
/// week is the nearest that is not over.
fn in_week(tokens: &[&str], today: Date, words: &DateWords) -> Option<Date> {
    let at = tokens.iter().position(|token| words.weeks.iter().any(|known| known == token))?;
    let week = number(tokens.get(at + 1)?)?;
    let mut rest: Vec<&str> =
        tokens.iter().enumerate().filter(|(on, _)| *on != at && *on != at + 1).map(|(_, token)| *token).collect();
    let year = rest.last().and_then(|last| year_of(last));
    if year.is_some() {
        rest.pop();
    }
    let weekday = match rest[..] {
        [] => Weekday::Monday,
        [day] => weekday_of(day, words)?,
        _ => return None,
    };
    let date = |year: i16, weekday: Weekday| ISOWeekDate::new(year, week, weekday).ok().map(ISOWeekDate::date);
    let this = today.iso_week_date().year();
    match year {
        Some(year) => date(year, weekday),
        None => [this, this + 1]
            .into_iter()
            .find(|year| date(*year, Weekday::Sunday).is_some_and(|sunday| sunday >= today))
            .and_then(|year| date(year, weekday)),
    }
}

/// A day in the beginning, the middle or the end of a month.
fn in_part_of_month(phrase: &str, today: Date, words: &DateWords) -> Option<Date> {
    let behind = |part: &String| phrase.strip_prefix(part.as_str())?.strip_prefix(' ');
    let parts = [(&words.start_of, 1), (&words.middle_of, 15), (&words.end_of, 28)];
    let (rest, day) = parts.into_iter().find_map(|(ways, day)| Some((ways.iter().find_map(behind)?, day)))?;
    let (month, year) = rest.split_once(' ').map_or((rest, None), |(month, year)| (month, Some(year)));
    let year = match year {
        Some(year) => Some(year_of(year)?),
        None => None,
    };
    let date = DayAndMonth { day, month: month_of(month, words)?, year }.near(today)?;
    Some(if day == 28 { date.last_of_month() } else { date })
}

/// How many days from today a word such as `morgen` means.
fn days_of_phrase(phrase: &str, words: &DateWords) -> Option<i32> {
    let known = [(&words.today, 0), (&words.tomorrow, 1), (&words.day_after_tomorrow, 2), (&words.yesterday, -1)];
    known.into_iter().find(|(word, _)| *word == phrase).map(|(_, days)| days)
}

/// A day of the week after this one; Monday if none is named.
fn in_next_week(day: &str, today: Date, words: &DateWords) -> Option<Date> {
    let monday = today.nth_weekday(1, Weekday::Monday).ok()?;
    if day.is_empty() {
        return Some(monday);
    }
    let weekday = weekday_of(day, words)?;
    monday.checked_add(Span::new().days(i32::from(weekday.to_monday_zero_offset()))).ok()
}

/// The day of the week that a word of at least two letters is, or begins like.
fn weekday_of(word: &str, words: &DateWords) -> Option<Weekday> {
    let position = position_of(word, 2, &words.weekdays, &words.short_weekdays)?;
    Weekday::from_monday_zero_offset(i8::try_from(position).ok()?).ok()
}

/// The month, from 1, that a word of at least three letters is, or begins like.
fn month_of(word: &str, words: &DateWords) -> Option<i8> {
    let position = position_of(word, 3, &words.months, &words.short_months)?;
    i8::try_from(position + 1).ok()
}

fn position_of(word: &str, least: usize, long: &[String], short: &[String]) -> Option<usize> {
    if word.chars().count() < least {
        return None;
    }
    let is_short = |known: &String| known.to_lowercase() == word;
    short.iter().position(is_short).or_else(|| long.iter().position(|known| known.to_lowercase().starts_with(word)))
}

/// A day and month, and the year if one was typed.
#[derive(Clone, Copy)]
struct DayAndMonth {
    day: i8,
    month: i8,
    year: Option<i16>,
}

impl DayAndMonth {
    /// Day, month and year in one of the orders that people use.
    fn read(tokens: &[&str], words: &DateWords) -> Option<Self> {
        let is_ending = |token: &&str| words.ordinal_endings.iter().any(|ending| ending == token);
        let tokens: Vec<&str> = tokens.iter().copied().filter(|token| !is_ending(token)).collect();
        let (day, month, year) = match tokens[..] {
            [year, month, day] if year_of(year).is_some() && year.len() == 4 => {
                (number(day)?, number(month)?, Some(year))
            }
            [month, day] if month_of(month, words).is_some() => (number(day)?, month_of(month, words)?, None),
            [month, day, year] if month_of(month, words).is_some() => {
                (number(day)?, month_of(month, words)?, Some(year))
            }
            [day, month] => (number(day)?, number(month).or_else(|| month_of(month, words))?, None),
            [day, month, year] => (number(day)?, number(month).or_else(|| month_of(month, words))?, Some(year)),
            _ => return None,
        };
        let year = match year {
            Some(year) => Some(year_of(year)?),
            None => None,
        };
        Some(Self { day, month, year })
    }

    fn in_year(self, year: i16) -> Option<Date> {
        Date::new(year, self.month, self.day).ok()
    }

    /// The date that is meant, seen from today; the rule stands at [`parse_date`].
    fn near(self, today: Date) -> Option<Date> {
        if let Some(year) = self.year {
            return self.in_year(year);
        }
        let half_a_year_ago = today.checked_sub(Span::new().months(6)).ok()?;
        let a_month_ago = today.checked_sub(Span::new().months(1)).ok()?;
        let last = self.in_year(today.year() - 1).filter(|date| *date >= a_month_ago);
        let this = || self.in_year(today.year()).filter(|date| *date >= half_a_year_ago);
        last.or_else(this).or_else(|| self.in_year(today.year() + 1))
    }

    /// The date that is meant with this day of the week before it; the rule stands at [`parse_date`].
    fn on_weekday(self, weekday: Weekday, today: Date) -> Option<Date> {
        if let Some(year) = self.year {
            return self.in_year(year);
        }
        let this = today.year();
        let in_half_a_year = today.checked_add(Span::new().months(6)).ok()?;
        let ahead = [this, this + 1].into_iter().filter_map(|year| self.in_year(year)).find(|date| *date >= today);
        let is_right = |date: &Date| date.weekday() == weekday;
        let right = || [this, this + 1, this - 1].into_iter().filter_map(|year| self.in_year(year)).find(is_right);
        ahead.filter(|date| *date <= in_half_a_year).or_else(right).or_else(|| self.near(today))
    }
}

/// A number of one or two digits.
fn number(token: &str) -> Option<i8> {
    let short = token.len() <= 2 && token.bytes().all(|byte| byte.is_ascii_digit());
    if short { token.parse().ok() } else { None }
}

/// A year of four digits, or of two in this century.
fn year_of(token: &str) -> Option<i16> {
    let year: i16 = Some(token).filter(|token| token.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()?;
    match token.len() {
        2 => Some(2000 + year),
        4 if year >= FIRST_YEAR => Some(year),
        _ => None,
    }
}

/// The names of the day of the week and of the month of a date.
fn names_of<'words>(
    date: Date,
    weekdays: &'words [String; 7],
    months: &'words [String; 12],
) -> (&'words str, &'words str) {
    let weekday = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
    let month = usize::from(date.month().unsigned_abs()).saturating_sub(1);
    (weekdays.get(weekday).map_or("", String::as_str), months.get(month).map_or("", String::as_str))
}

//! What stands in a column for a session: as a person reads it, as a spreadsheet does, and for other programs.

use std::borrow::Cow;
use std::fmt::Write as _;

use jiff::civil::Date;
use serde::ser::{Serialize, Serializer};
use unicode_width::UnicodeWidthStr;

use crate::domain::decimal::Decimal;
use crate::domain::records::meeting::AnswerState;
use crate::domain::safe_text::SafeText;
use crate::domain::value::ChoiceSet;
use crate::i18n::Words;
use crate::i18n::numbers::decimal_text;

use super::summary::Progress;
use crate::telling::signs::sign;
use crate::telling::spreadsheet::csv_cell;

/// What stands in one column of one row, for people and for other programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'row> {
    /// Words as they stand in a session or in the language.
    Text(Cow<'row, str>),
    /// A word of the language, for other programs by its code.
    Word(&'static str, String),
    /// A number; 0 is shown as nothing at all.
    Count(usize),
    /// How many of how many.
    Part(usize, usize),
    /// A day, if there is one.
    Day(Option<Date>),
    /// A number with decimals, if there is one.
    Number(Option<Decimal>),
    /// How far a section is.
    Section(Progress),
    /// How far an item is; none in a session that was made with another checklist.
    Item(Option<AnswerState>),
}

impl Cell<'_> {
    /// Writes the cell as a person reads it, and tells how many columns it takes.
    pub(super) fn write(&self, words: &Words, out: &mut String) -> usize {
        let start = out.len();
        match self {
            Self::Text(text) => {
                let shown = SafeText::new(text);
                out.push_str(shown.as_str());
                return if shown.as_str().is_ascii() { shown.as_str().len() } else { shown.as_str().width() };
            }
            Self::Word(_, word) => {
                out.push_str(word);
                return word.width();
            }
            Self::Count(0) | Self::Day(None) | Self::Item(None) | Self::Number(None) => {}
            Self::Number(Some(number)) => out.push_str(&decimal_text(*number, words)),
            Self::Count(count) => write_number(out, *count),
            Self::Part(part, all) => {
                write_number(out, *part);
                out.push('/');
                write_number(out, *all);
            }
            Self::Day(Some(date)) => write_day(out, *date),
            Self::Section(Progress { settled, total, state }) => {
                out.push_str(state.map_or("", sign));
                if settled < total && state.is_some() {
                    write_number(out, total - settled);
                }
            }
            Self::Item(Some(state)) => out.push_str(sign(*state)),
        }
        // Digits and signs of our own, each of one column.
        out[start..].chars().count()
    }

    /// Whether it stands at the right of its column.
    pub(super) fn is_right(&self) -> bool {
        matches!(self, Self::Count(_))
    }

    /// The cell for a spreadsheet: signs become words that can be counted, how many of how many two cells, and what a
    /// spreadsheet would run is disarmed; a number stays one.
    pub(super) fn csv(&self, words: &Words) -> Vec<String> {
        vec![match self {
            Self::Count(count) => count.to_string(),
            Self::Part(part, all) => return vec![part.to_string(), all.to_string()],
            Self::Section(Progress { settled, total, .. }) => return vec![settled.to_string(), total.to_string()],
            // A mark between thousands would be read as a decimal comma somewhere.
            Self::Number(Some(number)) => decimal_text(*number, words).replace(words.numbers.thousands, ""),
            Self::Item(Some(state)) => csv_cell(words.choice(AnswerState::CHOICES.name, state.word())),
            Self::Text(text) => csv_cell(text),
            other => {
                let mut text = String::new();
                other.write(words, &mut text);
                csv_cell(&text)
            }
        }]
    }
}

/// The cell for other programs.
impl Serialize for Cell<'_> {
    fn serialize<To: Serializer>(&self, to: To) -> Result<To::Ok, To::Error> {
        match self {
            Self::Text(text) => to.serialize_str(text),
            Self::Word(code, _) => to.serialize_str(code),
            Self::Count(count) | Self::Part(count, _) => count.serialize(to),
            Self::Day(None) => to.serialize_none(),
            Self::Day(Some(day)) => to.collect_str(day),
            Self::Number(number) => number.and_then(|number| number.to_string().parse::<f64>().ok()).serialize(to),
            Self::Section(progress) => progress.settled.serialize(to),
            Self::Item(state) => state.map(ChoiceSet::word).serialize(to),
        }
    }
}

const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

fn write_number(out: &mut String, number: usize) {
    if number > 9 {
        write_number(out, number / 10);
    }
    out.push_str(DIGITS[number % 10]);
}

/// A day as it is always written: there may be two in each of a great many rows.
fn write_day(out: &mut String, day: Date) {
    if day.year() < 1000 {
        let _ = write!(out, "{day}");
        return;
    }
    write_number(out, usize::from(day.year().unsigned_abs()));
    for number in [day.month(), day.day()] {
        out.push_str(if number < 10 { "-0" } else { "-" });
        write_number(out, usize::from(number.unsigned_abs()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::language::Language;

    #[test]
    fn a_number_is_written_as_the_language_does_and_stays_one_in_a_spreadsheet() {
        let number = Cell::Number(Decimal::parse("-4512.5"));
        for (language, shown, csv) in
            [(Language::Dutch, "-4.512,5", "-4512,5"), (Language::English, "-4,512.5", "-4512.5")]
        {
            let words = Words::load(language).expect("they ship with the program");
            let mut text = String::new();
            number.write(&words, &mut text);
            assert_eq!((text.as_str(), number.csv(&words)), (shown, vec![csv.to_owned()]));
        }
        let words = Words::load(Language::Dutch).expect("they ship with the program");
        assert_eq!(Cell::Text("-4".into()).csv(&words), ["\"'-4\""], "what was typed is not run");
    }
}

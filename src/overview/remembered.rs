//! A summary as bytes, to be remembered between two runs. They are read by the version that wrote them and by no other;
//! bytes that are not right in every detail are no summary.

use crate::guide::Structure;

use super::summary::{Checklist, Summary};

/// Counts the forms that summaries were remembered in: another number where a field of a summary is added or changed.
const FORM: u32 = 2;

/// What must be the same for remembered summaries to be of any use: the program, this form, and the checklist with the
/// kinds of its answers.
#[must_use]
pub fn version(structure: &Structure) -> String {
    let numbers = Checklist::of(structure).numbers;
    let kinds: Vec<_> =
        numbers.iter().filter_map(|number| structure.question(&format!("follow_up.{number}"))).collect();
    let kinds: Vec<_> = kinds.iter().map(|(_, question)| &question.kind).collect();
    format!("{} {FORM} {numbers:?} {kinds:?}", env!("CARGO_PKG_VERSION"))
}

/// The bytes of a summary.
#[must_use]
pub fn to_bytes(summary: &Summary) -> Vec<u8> {
    // A summary is plain data, which can always be written.
    postcard::to_allocvec(summary).unwrap_or_default()
}

/// The summary of these bytes, if they are one.
#[must_use]
pub fn from_bytes(bytes: &[u8]) -> Option<Summary> {
    let (summary, rest) = postcard::take_from_bytes(bytes).ok()?;
    rest.is_empty().then_some(summary)
}

/// A day as its year, month and day.
pub(super) mod day {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub(in crate::overview) type Parts = (i16, i8, i8);

    pub(in crate::overview) fn parts(date: Date) -> Parts {
        (date.year(), date.month(), date.day())
    }

    pub(in crate::overview) fn date<Fault: Error>((year, month, day): Parts) -> Result<Date, Fault> {
        Date::new(year, month, day).map_err(Fault::custom)
    }

    pub(in crate::overview) fn serialize<To: Serializer>(day: &Option<Date>, to: To) -> Result<To::Ok, To::Error> {
        day.map(parts).serialize(to)
    }

    pub(in crate::overview) fn deserialize<'de, From: Deserializer<'de>>(
        from: From,
    ) -> Result<Option<Date>, From::Error> {
        Option::<Parts>::deserialize(from)?.map(date).transpose()
    }
}

/// Several days.
pub(super) mod days {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer};

    use super::day::{Parts, date, parts};

    pub(in crate::overview) fn serialize<To: Serializer>(days: &[Date], to: To) -> Result<To::Ok, To::Error> {
        to.collect_seq(days.iter().copied().map(parts))
    }

    pub(in crate::overview) fn deserialize<'de, From: Deserializer<'de>>(
        from: From,
    ) -> Result<Box<[Date]>, From::Error> {
        Vec::<Parts>::deserialize(from)?.into_iter().map(date).collect()
    }
}

/// The states of the checklist, a byte each.
pub(super) mod states {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::domain::records::meeting::AnswerState;
    use crate::domain::value::ChoiceSet;

    pub(in crate::overview) fn serialize<To: Serializer>(states: &[AnswerState], to: To) -> Result<To::Ok, To::Error> {
        to.collect_seq(states.iter().map(|state| *state as u8))
    }

    pub(in crate::overview) fn deserialize<'de, From: Deserializer<'de>>(
        from: From,
    ) -> Result<Box<[AnswerState]>, From::Error> {
        let bytes = Vec::<u8>::deserialize(from)?;
        let state = |byte: u8| AnswerState::ALL.get(usize::from(byte)).copied();
        bytes.into_iter().map(|byte| state(byte).ok_or_else(|| From::Error::custom("no state"))).collect()
    }
}

//! Days and states as plain numbers, so that a summary can be remembered as few bytes.

/// A day as its year, month and day.
pub(super) mod day {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub(in crate::overview) type DateParts = (i16, i8, i8);

    pub(in crate::overview) fn parts(date: Date) -> DateParts {
        (date.year(), date.month(), date.day())
    }

    pub(in crate::overview) fn date<Fault: Error>((year, month, day): DateParts) -> Result<Date, Fault> {
        Date::new(year, month, day).map_err(Fault::custom)
    }

    #[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over like this")]
    pub(in crate::overview) fn serialize<To: Serializer>(day: &Option<Date>, to: To) -> Result<To::Ok, To::Error> {
        day.map(parts).serialize(to)
    }

    pub(in crate::overview) fn deserialize<'de, From: Deserializer<'de>>(
        from: From,
    ) -> Result<Option<Date>, From::Error> {
        Option::<DateParts>::deserialize(from)?.map(date).transpose()
    }
}

/// Several days, each as its year, month and day.
pub(super) mod days {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer};

    use super::day::{DateParts, date, parts};

    pub(in crate::overview) fn serialize<To: Serializer>(days: &[Date], to: To) -> Result<To::Ok, To::Error> {
        to.collect_seq(days.iter().copied().map(parts))
    }

    pub(in crate::overview) fn deserialize<'de, From: Deserializer<'de>>(
        from: From,
    ) -> Result<Box<[Date]>, From::Error> {
        Vec::<DateParts>::deserialize(from)?.into_iter().map(date).collect()
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

/// A state that may be none, a byte.
pub(super) mod state {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use crate::domain::records::meeting::AnswerState;
    use crate::domain::value::ChoiceSet;

    #[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over like this")]
    pub(in crate::overview) fn serialize<To: Serializer>(
        state: &Option<AnswerState>,
        to: To,
    ) -> Result<To::Ok, To::Error> {
        state.map(|state| state as u8).serialize(to)
    }

    pub(in crate::overview) fn deserialize<'de, From: Deserializer<'de>>(
        from: From,
    ) -> Result<Option<AnswerState>, From::Error> {
        let Some(byte) = Option::<u8>::deserialize(from)? else { return Ok(None) };
        AnswerState::ALL.get(usize::from(byte)).copied().map(Some).ok_or_else(|| From::Error::custom("no state"))
    }
}

/// A section, by its place in the file.
pub(super) mod section {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use crate::domain::session::Section;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over like this")]
    pub(in crate::overview) fn serialize<To: Serializer>(section: &Section, to: To) -> Result<To::Ok, To::Error> {
        (*section as u8).serialize(to)
    }

    pub(in crate::overview) fn deserialize<'de, From: Deserializer<'de>>(from: From) -> Result<Section, From::Error> {
        let place = usize::from(u8::deserialize(from)?);
        Section::ALL.get(place).copied().ok_or_else(|| From::Error::custom("no section"))
    }
}

/// A number with decimals that may be none.
pub(super) mod decimal {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use crate::domain::decimal::Decimal;

    #[expect(clippy::ref_option, reason = "serde hands fields over like this")]
    pub(in crate::overview) fn serialize<To: Serializer>(
        number: &Option<Decimal>,
        to: To,
    ) -> Result<To::Ok, To::Error> {
        number.map(Decimal::thousandths).serialize(to)
    }

    pub(in crate::overview) fn deserialize<'de, From: Deserializer<'de>>(
        from: From,
    ) -> Result<Option<Decimal>, From::Error> {
        let Some(thousandths) = Option::<i64>::deserialize(from)? else { return Ok(None) };
        Decimal::from_thousandths(thousandths).map(Some).ok_or_else(|| From::Error::custom("no number"))
    }
}

/// Several numbers with decimals, each in thousandths.
pub(super) mod decimals {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::domain::decimal::Decimal;

    pub(in crate::overview) fn serialize<To: Serializer>(numbers: &[Decimal], to: To) -> Result<To::Ok, To::Error> {
        to.collect_seq(numbers.iter().map(|number| number.thousandths()))
    }

    pub(in crate::overview) fn deserialize<'de, From: Deserializer<'de>>(
        from: From,
    ) -> Result<Box<[Decimal]>, From::Error> {
        let number =
            |thousandths| Decimal::from_thousandths(thousandths).ok_or_else(|| From::Error::custom("no number"));
        Vec::<i64>::deserialize(from)?.into_iter().map(number).collect()
    }
}

/// An id, by its text.
pub(super) mod id {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::domain::id::Id;

    pub(in crate::overview) fn serialize<To: Serializer>(id: &Id, to: To) -> Result<To::Ok, To::Error> {
        id.as_str().serialize(to)
    }

    pub(in crate::overview) fn deserialize<'de, From: Deserializer<'de>>(from: From) -> Result<Id, From::Error> {
        Ok(Id::new(Box::<str>::deserialize(from)?))
    }
}

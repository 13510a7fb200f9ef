//! Days and states as plain numbers, so that a summary can be remembered as few bytes. What there is much of is bytes side by
//! side, which take no reading one by one: a country has a hundred thousand summaries.

/// What each of these is; how many there are is known from the beginning.
fn all<Bytes, Read, Fault>(of: &[Bytes], one: impl Fn(&Bytes) -> Result<Read, Fault>) -> Result<Box<[Read]>, Fault> {
    let mut all = Vec::with_capacity(of.len());
    for bytes in of {
        all.push(one(bytes)?);
    }
    Ok(all.into())
}

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

/// Several days, four bytes each.
pub(super) mod days {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(in crate::overview) const BYTES: usize = 4;

    pub(in crate::overview) fn to_bytes(day: Date) -> [u8; BYTES] {
        let [low, high] = day.year().to_le_bytes();
        [low, high, day.month().cast_unsigned(), day.day().cast_unsigned()]
    }

    /// The day in these bytes; those of none are told as `Err`.
    pub(in crate::overview) fn of_bytes<Fault: Error>([low, high, month, day]: [u8; BYTES]) -> Result<Date, Fault> {
        let year = i16::from_le_bytes([low, high]);
        Date::new(year, month.cast_signed(), day.cast_signed()).map_err(Fault::custom)
    }

    pub(in crate::overview) fn serialize<To: Serializer>(days: &[Date], to: To) -> Result<To::Ok, To::Error> {
        to.serialize_bytes(days.iter().copied().map(to_bytes).collect::<Vec<_>>().as_flattened())
    }

    pub(in crate::overview) fn deserialize<'de, From: Deserializer<'de>>(
        from: From,
    ) -> Result<Box<[Date]>, From::Error> {
        match <&[u8]>::deserialize(from)?.as_chunks() {
            (days, []) => super::all(days, |day| of_bytes(*day)),
            _ => Err(From::Error::custom("no days")),
        }
    }
}

/// What a session asks, five bytes each: the rule, and the day from which it does.
pub(super) mod asked {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::days;
    use crate::overview::AskedByRule;

    /// No day: no year has a month of this number.
    const EVERY_DAY: [u8; days::BYTES] = [0; days::BYTES];

    pub(in crate::overview) fn serialize<To: Serializer>(asked: &[AskedByRule], to: To) -> Result<To::Ok, To::Error> {
        let bytes = asked
            .iter()
            .flat_map(|asked| std::iter::once(asked.rule).chain(asked.since.map_or(EVERY_DAY, days::to_bytes)));
        to.serialize_bytes(&bytes.collect::<Vec<_>>())
    }

    pub(in crate::overview) fn deserialize<'de, From: Deserializer<'de>>(
        from: From,
    ) -> Result<Box<[AskedByRule]>, From::Error> {
        let (all, []) = <&[u8]>::deserialize(from)?.as_chunks() else {
            return Err(From::Error::custom("nothing that is asked"));
        };
        let one = |[rule, since @ ..]: &[u8; 1 + days::BYTES]| {
            let since = (*since != EVERY_DAY).then(|| days::of_bytes(*since)).transpose()?;
            Ok(AskedByRule { rule: *rule, since })
        };
        super::all(all, one)
    }
}

/// A text, which mostly is short.
pub(super) mod text {
    use compact_str::CompactString;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(in crate::overview) fn serialize<To: Serializer>(text: &CompactString, to: To) -> Result<To::Ok, To::Error> {
        text.as_str().serialize(to)
    }

    pub(in crate::overview) fn deserialize<'de, From: Deserializer<'de>>(
        from: From,
    ) -> Result<CompactString, From::Error> {
        <&str>::deserialize(from).map(CompactString::from)
    }
}

/// A text that may be none.
pub(super) mod text_or_none {
    use compact_str::CompactString;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[expect(clippy::ref_option, reason = "serde hands fields over like this")]
    pub(in crate::overview) fn serialize<To: Serializer>(
        text: &Option<CompactString>,
        to: To,
    ) -> Result<To::Ok, To::Error> {
        text.as_deref().serialize(to)
    }

    pub(in crate::overview) fn deserialize<'de, From: Deserializer<'de>>(
        from: From,
    ) -> Result<Option<CompactString>, From::Error> {
        Ok(Option::<&str>::deserialize(from)?.map(CompactString::from))
    }
}

/// The states of the checklist, a byte each.
pub(super) mod states {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::domain::records::meeting::AnswerState;
    use crate::domain::value::ChoiceSet;

    pub(in crate::overview) fn serialize<To: Serializer>(states: &[AnswerState], to: To) -> Result<To::Ok, To::Error> {
        to.serialize_bytes(&states.iter().map(|state| *state as u8).collect::<Vec<_>>())
    }

    pub(in crate::overview) fn deserialize<'de, From: Deserializer<'de>>(
        from: From,
    ) -> Result<Box<[AnswerState]>, From::Error> {
        let state = |byte: &u8| AnswerState::ALL.get(usize::from(*byte)).copied();
        super::all(<&[u8]>::deserialize(from)?, |byte| state(byte).ok_or_else(|| From::Error::custom("no state")))
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

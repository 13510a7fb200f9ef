//! A summary as bytes, to be remembered between two runs. They are read by the version that wrote them and by no other;
//! bytes that are not right in every detail are no summary.

use jiff::civil::Date;

use crate::domain::records::meeting::AnswerState;
use crate::domain::value::ChoiceSet;
use crate::guide::Structure;

use super::summary::{Checklist, Summary};

/// Counts the ways in which this file has written summaries.
const FORM: u32 = 1;

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
    let mut bytes = Vec::with_capacity(128);
    text(&mut bytes, &summary.id);
    text(&mut bytes, summary.previous.as_deref().unwrap_or_default());
    text(&mut bytes, &summary.neighbourhood);
    text(&mut bytes, &summary.municipality);
    for count in [summary.round, summary.open, summary.without_owner, summary.without_baseline, summary.parked] {
        number(&mut bytes, count);
    }
    dates(&mut bytes, summary.date.as_slice());
    dates(&mut bytes, &summary.due);
    dates(&mut bytes, &summary.planned);
    number(&mut bytes, u32::try_from(summary.items.len()).unwrap_or(0));
    bytes.extend(summary.items.iter().map(|state| *state as u8));
    bytes
}

fn number(bytes: &mut Vec<u8>, number: u32) {
    bytes.extend_from_slice(&number.to_le_bytes());
}

fn text(bytes: &mut Vec<u8>, text: &str) {
    number(bytes, u32::try_from(text.len()).unwrap_or(0));
    bytes.extend_from_slice(text.as_bytes());
}

fn dates(bytes: &mut Vec<u8>, dates: &[Date]) {
    number(bytes, u32::try_from(dates.len()).unwrap_or(0));
    for date in dates {
        bytes.extend_from_slice(&date.year().to_le_bytes());
        bytes.extend([date.month().unsigned_abs(), date.day().unsigned_abs()]);
    }
}

/// The summary of these bytes, if they are one.
#[must_use]
pub fn from_bytes(bytes: &[u8]) -> Option<Summary> {
    let mut rest = Rest(bytes);
    let id = rest.text()?;
    let previous = Some(rest.text()?).filter(|id| !id.is_empty());
    let neighbourhood = rest.text()?;
    let municipality = rest.text()?;
    let round = rest.number()?;
    let open = rest.number()?;
    let without_owner = rest.number()?;
    let without_baseline = rest.number()?;
    let parked = rest.number()?;
    let date = rest.dates()?.first().copied();
    let due = rest.dates()?;
    let planned = rest.dates()?;
    let count = rest.length()?;
    let items = all(count, rest.take(count)?.iter().map(|byte| AnswerState::ALL.get(usize::from(*byte)).copied()))?;
    let summary = Summary {
        id,
        previous,
        round,
        neighbourhood,
        municipality,
        date,
        items,
        open,
        due,
        planned,
        without_owner,
        without_baseline,
        parked,
    };
    rest.0.is_empty().then_some(summary)
}

/// The bytes that were not read yet.
struct Rest<'bytes>(&'bytes [u8]);

impl<'bytes> Rest<'bytes> {
    fn take(&mut self, count: usize) -> Option<&'bytes [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn length(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn text(&mut self) -> Option<Box<str>> {
        let length = self.length()?;
        Some(std::str::from_utf8(self.take(length)?).ok()?.into())
    }

    fn dates(&mut self) -> Option<Box<[Date]>> {
        let count = self.length()?;
        let bytes = self.take(count.checked_mul(4)?)?;
        let date = |bytes: &[u8]| {
            let year = i16::from_le_bytes([bytes[0], bytes[1]]);
            Date::new(year, i8::try_from(bytes[2]).ok()?, i8::try_from(bytes[3]).ok()?).ok()
        };
        all(count, bytes.chunks_exact(4).map(date))
    }
}

/// So many values, if there is none among them that is not right.
fn all<Value>(count: usize, values: impl Iterator<Item = Option<Value>>) -> Option<Box<[Value]>> {
    let mut all = Vec::with_capacity(count);
    for value in values {
        all.push(value?);
    }
    Some(all.into())
}

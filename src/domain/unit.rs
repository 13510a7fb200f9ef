//! In what a figure is given: what its item says of itself, or what the item is measured by.

use super::id::Id;
use super::record::{Meaning, Record};
use super::session::{Section, Session};
use super::value::{Kind, Value};

/// A measurement is of a goal, and that of a figure: no way is longer.
const STEPS: usize = 2;

/// The unit of the figures of an item, in the words of who wrote it down; `None` where nothing tells it.
#[must_use]
pub fn unit_of_figures(session: &Session, section: Section, item: &Id) -> Option<String> {
    unit(session, session.find(section, item)?, STEPS)
}

fn unit(session: &Session, record: &dyn Record, steps: usize) -> Option<String> {
    if let Value::Text(unit) = record.meant(Meaning::Unit) {
        return Some(unit);
    }
    let steps = steps.checked_sub(1)?;
    record.kind().fields.iter().enumerate().find_map(|(number, field)| match (field.kind, record.value(number)) {
        (Kind::Link(section), Value::Link(item)) => unit(session, session.find(section, &item)?, steps),
        _ => None,
    })
}

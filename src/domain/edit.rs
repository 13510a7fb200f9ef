//! The one currency of the program: an edit changes a session at one place and hands back the edit that undoes it.
//! Undo, diff, merge, the journal and the sentences about what changed are all made of these.

use super::id::Id;
use super::limits::Limit;
use super::session::{Count, Item, Section, Session};
use super::value::{Unfit, Value};

/// Where a value stands in a session: what edits, merges, search and forms speak of.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub section: Section,
    pub item: Id,
    /// The number of the field.
    pub field: usize,
}

/// A change of a session.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Put a value in a field.
    Set {
        place: Place,
        value: Value,
    },
    Insert {
        section: Section,
        item: Item,
        /// Behind which item; in front of all others if none.
        after: Option<Id>,
    },
    Remove {
        section: Section,
        item: Id,
    },
    /// Take an item to another place in its section.
    Move {
        section: Section,
        item: Id,
        /// Behind which item; in front of all others if none.
        after: Option<Id>,
    },
}

/// Why an edit does not fit a session; the session is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The item is not there.
    NoSuchItem,
    /// The item is there already.
    AlreadyThere,
    /// The field holds another kind of value, or there is no such field.
    WrongKind,
    /// A section that holds exactly one item keeps it.
    OnlyOne,
    /// The session would hold more than can be read back.
    TooMuch(Limit),
}

impl From<Unfit> for Refused {
    fn from(unfit: Unfit) -> Self {
        match unfit {
            Unfit::WrongKind => Self::WrongKind,
            Unfit::TooMuch(limit) => Self::TooMuch(limit),
        }
    }
}

impl Edit {
    /// The edit that puts a value in a field of an item.
    pub fn set(section: Section, item: &Id, field: usize, value: Value) -> Self {
        Self::Set { place: Place { section, item: item.clone(), field }, value }
    }

    /// The section that it changes.
    pub fn section(&self) -> Section {
        match self {
            Self::Set { place, .. } => place.section,
            Self::Insert { section, .. } | Self::Remove { section, .. } | Self::Move { section, .. } => *section,
        }
    }

    /// The item that it changes.
    pub fn item(&self) -> &Id {
        match self {
            Self::Set { place, .. } => &place.item,
            Self::Insert { item, .. } => &item.id,
            Self::Remove { item, .. } | Self::Move { item, .. } => item,
        }
    }
}

/// Applies an edit and hands back its inverse.
///
/// # Errors
/// The edit does not fit the session, which is then as it was.
pub fn apply(session: &mut Session, edit: Edit) -> Result<Edit, Refused> {
    let table = session.table_mut(edit.section());
    match edit {
        Edit::Set { place, value } => {
            let position = table.position(&place.item).ok_or(Refused::NoSuchItem)?;
            let record = table.get_mut(position).ok_or(Refused::NoSuchItem)?;
            let value = record.replace(place.field, value)?;
            Ok(Edit::Set { place, value })
        }
        Edit::Insert { section, item, after } => {
            many(section)?;
            let id = item.id.clone();
            if table.position(&id).is_some() {
                return Err(Refused::AlreadyThere);
            }
            let position = behind(table.position_behind(after.as_ref()))?;
            table.insert(position, item)?;
            Ok(Edit::Remove { section, item: id })
        }
        Edit::Remove { section, item } => {
            many(section)?;
            let position = table.position(&item).ok_or(Refused::NoSuchItem)?;
            let after = table.before(position);
            let item = table.remove(position).ok_or(Refused::NoSuchItem)?;
            Ok(Edit::Insert { section, item, after })
        }
        Edit::Move { section, item, after } => {
            many(section)?;
            let from = table.position(&item).ok_or(Refused::NoSuchItem)?;
            if after.as_ref() == Some(&item) {
                return Err(Refused::NoSuchItem);
            }
            let to = behind(table.position_behind(after.as_ref()))?;
            let was_after = table.before(from);
            table.shift(from, if to > from { to - 1 } else { to });
            Ok(Edit::Move { section, item, after: was_after })
        }
    }
}

/// Applies edits that belong together and hands back the edits that undo them, in the order in which to apply them.
///
/// # Errors
/// One of them does not fit; the session is as it was before the first.
pub fn apply_all(session: &mut Session, edits: &[Edit]) -> Result<Vec<Edit>, Refused> {
    let mut inverse = Vec::with_capacity(edits.len());
    for edit in edits {
        match apply(session, edit.clone()) {
            Ok(undo) => inverse.push(undo),
            Err(refused) => {
                for undo in inverse.into_iter().rev() {
                    let undone = apply(session, undo);
                    debug_assert!(undone.is_ok(), "an inverse always fits");
                }
                return Err(refused);
            }
        }
    }
    inverse.reverse();
    Ok(inverse)
}

fn many(section: Section) -> Result<(), Refused> {
    if section.count() == Count::One { Err(Refused::OnlyOne) } else { Ok(()) }
}

fn behind(position: Option<usize>) -> Result<usize, Refused> {
    position.ok_or(Refused::NoSuchItem)
}

/// The edits that take an item away and leave nothing pointing at it: the links to it are emptied first, and the answers
/// that are about it go with it.
pub fn removal(session: &Session, section: Section, item: &Id) -> Vec<Edit> {
    let mut edits = Vec::new();
    for &other in Section::ALL {
        let linking: Vec<usize> =
            other.kind().links().filter(|(_, to)| *to == section).map(|(field, _)| field).collect();
        if linking.is_empty() {
            continue;
        }
        for record in session.table(other).records().filter(|record| other != section || record.id() != item) {
            for &field in &linking {
                let value = record.value(field).without(item.as_str());
                edits.extend(value.map(|value| Edit::set(other, record.id(), field, value)));
            }
        }
    }
    let about = format!("@{item}");
    for answer in &session.answers {
        if answer.id.as_str().ends_with(&about) {
            edits.push(Edit::Remove { section: Section::Answers, item: answer.id.clone() });
        }
    }
    edits.push(Edit::Remove { section, item: item.clone() });
    edits
}

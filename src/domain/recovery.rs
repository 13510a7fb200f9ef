//! Putting back the edits that an earlier run left behind, whatever became of the session meanwhile: a file may have gone
//! back to an older version, or have been changed by another process. What fits no more is handed back, never dropped.

use super::edit::{Edit, Place, Refused, apply, removal};
use super::merge::dangling;
use super::session::Session;
use super::value::Value;

/// Edits that were left behind, as far as they fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PutBack {
    /// The edits that fit, one after the other.
    pub edits: Vec<Edit>,
    /// The edits whose words have no place any more.
    pub left: Vec<Edit>,
}

/// Fits edits that were left behind to a session as it is now. An item that stood behind one that is gone comes last; what
/// was changed in an item that is gone is left, as is what the session has no room for.
#[must_use]
pub fn put_back(session: &Session, edits: &[Edit]) -> PutBack {
    let mut now = session.clone();
    let mut put = PutBack::default();
    for edit in edits {
        for edit in put.fitted(&now, edit.clone()) {
            match apply(&mut now, edit.clone()) {
                Ok(_) => put.made(edit),
                Err(refused) => put.leave(edit, refused),
            }
        }
    }
    for (section, id) in dangling(&now) {
        // What was pointed at is gone: the file could not be read with a link to it.
        for edit in removal(&now, section, &id).into_iter().filter(|edit| matches!(edit, Edit::Set { .. })) {
            if apply(&mut now, edit.clone()).is_ok() {
                put.edits.push(edit);
            }
        }
    }
    put
}

impl PutBack {
    /// An edit as it fits the session.
    fn fitted(&mut self, session: &Session, edit: Edit) -> Vec<Edit> {
        let Edit::Insert { section, item, after } = edit else { return vec![edit] };
        let table = session.table(section);
        let Some(present) = table.position(&item.id).and_then(|position| table.get(position)) else {
            let is_there = after.as_ref().is_none_or(|after| table.position(after).is_some());
            let after = if is_there { after } else { table.before(table.len()) };
            return vec![Edit::Insert { section, item, after }];
        };
        // It is there already, and what was done to it since counts: only what it has not is put in.
        let mut missing = Vec::new();
        for (field, value) in item.values.into_iter().enumerate() {
            let found = present.value(field);
            let set = Edit::set(section, &item.id, field, value.clone());
            match value {
                Value::Empty => {}
                value if value == found => {}
                _ if found.is_empty() => missing.push(set),
                _ => self.left.push(set),
            }
        }
        missing
    }

    fn made(&mut self, edit: Edit) {
        if let Edit::Set { place, .. } = &edit {
            self.left.retain(|left| !is_set(left, place));
        }
        self.edits.push(edit);
    }

    /// Keeps an edit that does not fit, unless it takes something away or moves it.
    fn leave(&mut self, edit: Edit, refused: Refused) {
        match &edit {
            Edit::Set { place, value } => {
                self.left.retain(|left| !is_set(left, place));
                if value.is_empty() {
                    return;
                }
            }
            Edit::Insert { .. } => {}
            Edit::Remove { section, item } => {
                self.left
                    .retain(|left| refused != Refused::NoSuchItem || (left.section(), left.item()) != (*section, item));
                return;
            }
            Edit::Move { .. } => return,
        }
        self.left.push(edit);
    }
}

fn is_set(edit: &Edit, at: &Place) -> bool {
    matches!(edit, Edit::Set { place, .. } if place == at)
}

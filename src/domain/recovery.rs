//! Putting back the edits that an earlier run left behind, whatever became of the session meanwhile: a file may have gone
//! back to an older version, or have been changed by another process. What fits no more is handed back, never dropped.

use super::conflict::{asking_to_remove, waiting};
use super::edit::{Edit, Place, Refused, apply, removal};
use super::merge::{dangling, made_together};
use super::session::{Section, Session};
use super::value::Value;

/// An edit that was left behind, with what undoes it where that is known: it tells what was there before.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftEdit {
    pub edit: Edit,
    pub undo: Option<Edit>,
}

/// What was being typed or chosen in a field when an earlier run ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftDraft {
    /// Where, as the journal names it.
    pub place: String,
    /// What was being typed, as far as it came.
    pub text: String,
    /// The edits that put back what stood there before anything was typed; none where that is not known.
    pub before: Vec<Edit>,
}

impl From<Edit> for LeftEdit {
    fn from(edit: Edit) -> Self {
        Self { edit, undo: None }
    }
}

/// Edits that were left behind, as far as they fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PutBack {
    /// The edits that fit, one after the other.
    pub edits: Vec<Edit>,
    /// The edits whose words have no place any more.
    pub left: Vec<Edit>,
    /// Whether another process put something else where some of them belong: both are kept until a person chooses.
    pub is_disputed: bool,
}

/// Fits edits that were left behind to a session as it is now. An item that stood behind one that is gone comes last; what
/// was changed in an item that is gone is left, as is what the session has no room for. What another process changed
/// meanwhile is merged, or waits beside it.
#[must_use]
pub fn put_back(session: &Session, edits: &[LeftEdit]) -> PutBack {
    let mut now = session.clone();
    let mut put = PutBack::default();
    for (at, left) in edits.iter().enumerate() {
        let theirs = theirs(&now, left, &edits[at..]);
        if let Edit::Remove { section, item } = &left.edit
            && theirs == Some(Theirs::Item)
        {
            // Another process changed what this one took away: whether it stays is asked.
            put.is_disputed = true;
            let asking = asking_to_remove(&now, *section, item);
            put.make(&mut now, asking);
            continue;
        }
        let edit = match (&left.edit, &theirs) {
            (Edit::Set { place, .. }, Some(Theirs::Merged(value))) => {
                Edit::Set { place: place.clone(), value: value.clone() }
            }
            (edit, _) => edit.clone(),
        };
        for edit in put.fitted(&now, edit) {
            match apply(&mut now, edit.clone()) {
                Ok(_) => put.made(edit),
                Err(refused) => put.leave(edit, refused),
            }
        }
        if let (Edit::Set { place, .. }, Some(Theirs::Value { before, found })) = (&left.edit, &theirs) {
            put.is_disputed = true;
            let waiting = waiting(&now, place, before, found);
            put.make(&mut now, waiting);
        }
    }
    for (section, id) in dangling(&now) {
        // What was pointed at is gone: the file could not be read with a link to it.
        let links = removal(&now, section, &id).into_iter().filter(|edit| matches!(edit, Edit::Set { .. }));
        put.make(&mut now, links);
    }
    put
}

/// What another process made of what an edit is about, since that edit was made.
#[derive(Debug, PartialEq, Eq)]
enum Theirs {
    /// It put another value there.
    Value { before: Value, found: Value },
    /// It put a value there that can be made together with that of the edit.
    Merged(Value),
    /// It changed the item that the edit takes away.
    Item,
}

/// What another process made of what an edit is about; `edits` begin with it, since a file may hold later ones already.
fn theirs(session: &Session, left: &LeftEdit, edits: &[LeftEdit]) -> Option<Theirs> {
    match (&left.edit, left.undo.as_ref()?) {
        (Edit::Set { place, value }, Edit::Set { place: of, value: before })
            if place == of && place.section != Section::Conflicts =>
        {
            let found = session.find(place.section, &place.item)?.value(place.field);
            if found == *before || edits.iter().any(|later| sets(&later.edit, place, &found)) {
                return None;
            }
            let kind = place.section.kind().fields[place.field].kind;
            Some(match made_together(kind, [before, value, &found]) {
                Some(merged) => Theirs::Merged(merged),
                None => Theirs::Value { before: before.clone(), found },
            })
        }
        (Edit::Remove { section, item }, Edit::Insert { item: before, .. }) if before.id == *item => {
            let found = session.find(*section, item)?;
            (*section != Section::Conflicts && found.values() != before.values).then_some(Theirs::Item)
        }
        _ => None,
    }
}

fn sets(edit: &Edit, at: &Place, to: &Value) -> bool {
    matches!(edit, Edit::Set { place, value } if place == at && value == to)
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

    /// Makes edits that were not left behind themselves.
    fn make(&mut self, now: &mut Session, edits: impl IntoIterator<Item = Edit>) {
        for edit in edits {
            if apply(now, edit.clone()).is_ok() {
                self.edits.push(edit);
            }
        }
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

//! The changes that were made in this program, to be undone and redone; what comes in from another process goes under them.

use std::collections::{HashMap, HashSet};

use super::edit::{Edit, Place, Refused, apply_all, removal};
use super::id::Id;
use super::session::{Item, Section, Session};
use super::value::{Kind, Value};

/// Changes that were made, to be undone and redone without limit.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Change>,
    undone: Vec<Change>,
    /// What could be redone before the last change was made: it can again when that is taken back.
    redoable_before: Vec<Change>,
}

/// Edits that were made with one key.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub edits: Vec<Edit>,
    /// What undoes it, in the order in which to apply it.
    pub inverse: Vec<Edit>,
}

impl Change {
    /// The change that takes this one back.
    #[must_use]
    pub fn reversed(&self) -> Self {
        Self { edits: self.inverse.clone(), inverse: self.edits.clone() }
    }

    /// This change and one that came after it, as one.
    fn with(self, after: Self) -> Self {
        Self { edits: [self.edits, after.edits].concat(), inverse: [after.inverse, self.inverse].concat() }
    }
}

impl History {
    /// Applies edits as one change; a change that changes nothing is not remembered.
    ///
    /// # Errors
    /// One of the edits does not fit; nothing was changed.
    pub fn make(&mut self, session: &mut Session, edits: Vec<Edit>) -> Result<bool, Refused> {
        let inverse = apply_all(session, &edits)?;
        let changed = edits.iter().ne(inverse.iter().rev());
        if changed {
            self.done.push(Change { edits, inverse });
            self.redoable_before = std::mem::take(&mut self.undone);
        }
        Ok(changed)
    }

    /// Applies edits of another process and tells them as a change. They are not among the changes that are undone, and what they touched is not
    /// taken back any more: the changes are as if they had been made after them.
    ///
    /// # Errors
    /// One of the edits does not fit; nothing was changed.
    pub fn take_in(&mut self, session: &mut Session, edits: Vec<Edit>) -> Result<Change, Refused> {
        let inverse = apply_all(session, &edits)?;
        let incoming = Incoming::new(&edits, &inverse);
        for changes in [&mut self.done, &mut self.undone, &mut self.redoable_before] {
            for change in changes.iter_mut() {
                incoming.rebase(&mut change.edits);
                incoming.rebase(&mut change.inverse);
            }
            changes.retain(|change| !change.edits.is_empty() && !change.inverse.is_empty());
        }
        Ok(Change { edits, inverse })
    }

    /// Takes the last change back that can be, and tells which it was.
    pub fn undo(&mut self, session: &mut Session) -> Option<&Change> {
        self.redoable_before.clear();
        loop {
            let change = self.done.pop()?;
            // One that does not fit any more is of what another process took away.
            if apply_whole(session, &change.inverse) {
                self.undone.push(change);
                return self.undone.last();
            }
        }
    }

    /// Takes the last change back as [`History::undo`] does; were they the first words of an item that was made just before,
    /// then the item too: without them nobody would know what it is.
    pub fn undo_with_item(&mut self, session: &mut Session) -> Option<&Change> {
        let change = self.undo(session)?.clone();
        // What takes the place of a value that the item was made with are not its first words.
        let is_of = |item: &Item| {
            let is_first = |edit: &Edit| match edit {
                Edit::Set { place, .. } => {
                    place.item == item.id && item.values.get(place.field).is_none_or(Value::is_empty)
                }
                _ => false,
            };
            change.edits.iter().all(is_first)
        };
        let is_made = self
            .done
            .last()
            .is_some_and(|made| matches!(made.edits.as_slice(), [Edit::Insert { item, .. }] if is_of(item)));
        if is_made && self.undo(session).is_some() {
            let made = self.undone.pop();
            let words = self.undone.pop();
            self.undone.extend(made.zip(words).map(|(made, words)| made.with(words)));
        }
        self.undone.last()
    }

    /// Makes the change that was last taken back again and tells which it was.
    pub fn redo(&mut self, session: &mut Session) -> Option<&Change> {
        self.redoable_before.clear();
        loop {
            let change = self.undone.pop()?;
            if apply_whole(session, &change.edits) {
                self.done.push(change);
                return self.done.last();
            }
        }
    }

    /// The change that would be made again.
    pub fn next_redo(&self) -> Option<&Change> {
        self.undone.last()
    }

    /// Takes the last change back as if it had never been made, and tells which it was. What was undone that came after it
    /// can be made again together with it.
    pub fn take_back(&mut self, session: &mut Session) -> Option<Change> {
        // One that is refused stays among the changes that hold.
        apply_all(session, &self.done.last()?.inverse).ok()?;
        let change = self.done.pop()?;
        match self.undone.pop() {
            Some(words) => self.undone.push(change.clone().with(words)),
            None => self.undone = std::mem::take(&mut self.redoable_before),
        }
        Some(change)
    }

    /// The changes that hold, oldest first.
    pub fn changes(&self) -> &[Change] {
        &self.done
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }
}

/// What edits of another process touched.
struct Incoming {
    set: HashSet<Place>,
    /// The items of which they set a field.
    edited: HashSet<Id>,
    /// The items that they took away, with the one that stood before.
    removed: HashMap<Id, Option<Id>>,
    inserted: HashSet<Id>,
    moved: HashSet<Id>,
    /// The items that their values point at.
    linked: HashSet<Id>,
}

impl Incoming {
    fn new(edits: &[Edit], inverse: &[Edit]) -> Self {
        let (mut set, mut edited, mut linked) = (HashSet::new(), HashSet::new(), HashSet::new());
        let (mut inserted, mut moved, mut removed) = (HashSet::new(), HashSet::new(), HashMap::new());
        for edit in edits {
            linked.extend(links(edit));
            match edit {
                Edit::Set { place, .. } => {
                    set.insert(place.clone());
                    edited.insert(place.item.clone());
                }
                Edit::Insert { item, .. } => drop(inserted.insert(item.id.clone())),
                Edit::Remove { .. } => {}
                Edit::Move { item, .. } => drop(moved.insert(item.clone())),
            }
        }
        for edit in inverse {
            if let Edit::Insert { item, after, .. } = edit {
                removed.insert(item.id.clone(), after.clone());
            }
        }
        Self { set, edited, removed, inserted, moved, linked }
    }

    /// Leaves what does not take back what came in, and puts it where it still can be put.
    fn rebase(&self, edits: &mut Vec<Edit>) {
        edits.retain(|edit| self.leaves(edit));
        for edit in edits {
            if let Edit::Insert { after, .. } | Edit::Move { after, .. } = edit {
                while let Some(before) = after.as_ref().and_then(|after| self.removed.get(after)) {
                    after.clone_from(before);
                }
            }
        }
    }

    fn leaves(&self, edit: &Edit) -> bool {
        let is_gone = |id: &Id| self.removed.contains_key(id);
        let is_whole = !links(edit).iter().any(is_gone);
        is_whole
            && match edit {
                Edit::Set { place, .. } => !self.set.contains(place) && !is_gone(&place.item),
                Edit::Insert { item, .. } => !self.inserted.contains(&item.id),
                Edit::Remove { item, .. } => {
                    !self.edited.contains(item) && !is_gone(item) && !self.linked.contains(item)
                }
                Edit::Move { item, .. } => !self.moved.contains(item) && !is_gone(item),
            }
    }
}

/// Applies edits, if they fit and what they point at is there.
fn apply_whole(session: &mut Session, edits: &[Edit]) -> bool {
    let Ok(inverse) = apply_all(session, edits) else { return false };
    let is_whole = edits.iter().all(|edit| {
        let is_set = session.find(edit.section(), edit.item()).is_some();
        !is_set || targets(edit).all(|(section, id)| session.find(section, &id).is_some())
    });
    let is_whole = is_whole && edits.iter().all(|edit| !is_pointed_at(session, edit));
    if !is_whole {
        let undone = apply_all(session, &inverse);
        debug_assert!(undone.is_ok(), "an inverse always fits");
    }
    is_whole
}

/// Whether something still points at what an edit took away: what another process keeps holds on to it.
fn is_pointed_at(session: &Session, edit: &Edit) -> bool {
    let Edit::Remove { section, item } = edit else { return false };
    session.find(*section, item).is_none()
        && removal(session, *section, item).iter().any(|edit| matches!(edit, Edit::Set { .. }))
}

/// The items that the values of an edit point at.
fn links(edit: &Edit) -> Vec<Id> {
    targets(edit).map(|(_, id)| id).collect()
}

fn targets(edit: &Edit) -> impl Iterator<Item = (Section, Id)> {
    let values: Vec<(usize, &Value)> = match edit {
        Edit::Set { place, value } => vec![(place.field, value)],
        Edit::Insert { item, .. } => item.values.iter().enumerate().collect(),
        Edit::Remove { .. } | Edit::Move { .. } => Vec::new(),
    };
    let fields = edit.section().kind().fields;
    values.into_iter().flat_map(move |(field, value)| {
        let ids: Vec<Id> = match value {
            Value::Link(id) => vec![id.clone()],
            Value::Set(members) => members.iter().map(|member| Id::new(member.as_str())).collect(),
            _ => Vec::new(),
        };
        let section = fields.get(field).and_then(|field| match field.kind {
            Kind::Link(section) | Kind::Links(section) => Some(section),
            _ => None,
        });
        section.into_iter().flat_map(move |section| ids.clone().into_iter().map(move |id| (section, id)))
    })
}

#[cfg(test)]
mod tests {
    use super::History;
    use crate::domain::edit::{Edit, Place};
    use crate::domain::id::Id;
    use crate::domain::record::{Record, RecordType};
    use crate::domain::records::meeting::Person;
    use crate::domain::records::plan::Action;
    use crate::domain::session::{Item, Section, Session};
    use crate::domain::value::Value;

    #[test]
    fn a_change_that_cannot_be_taken_back_stays_among_those_that_hold() {
        let mut session = Session::empty(Id::new("s-1"));
        let mut history = History::default();
        let person = Item { id: Id::new("p-1"), values: Person::with_id(Id::new("p-1")).values() };
        let insert = Edit::Insert { section: Section::People, item: person, after: None };
        history.make(&mut session, vec![insert]).unwrap();
        let mut without = Session::empty(Id::new("s-1"));
        assert_eq!(history.take_back(&mut without), None);
        assert!(history.can_undo());
        assert!(history.take_back(&mut session).is_some() && session.people.is_empty());
    }

    #[test]
    fn nothing_is_taken_back_that_another_process_holds_on_to() {
        let (person, action) = (Id::new("p-1"), Id::new("a-1"));
        let insert = |section, item| Edit::Insert { section, item, after: None };
        let mut session = Session::empty(Id::new("s-1"));
        let mut history = History::default();
        let joke = Item { id: person.clone(), values: Person::with_id(person.clone()).values() };
        history.make(&mut session, vec![insert(Section::People, joke)]).unwrap();
        let mut values = Action::with_id(action.clone()).values();
        values[Action::owner] = Value::Link(person.clone());
        history.make(&mut session, vec![insert(Section::Actions, Item { id: action.clone(), values })]).unwrap();
        let place = Place { section: Section::Actions, item: action.clone(), field: Action::what };
        history.take_in(&mut session, vec![Edit::Set { place, value: Value::text("Soep") }]).unwrap();
        while history.undo(&mut session).is_some() {}
        assert!(session.find(Section::Actions, &action).is_some());
        assert!(session.find(Section::People, &person).is_some(), "the action points at her");
    }
}

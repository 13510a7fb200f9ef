//! The changes that were made in this program, to be undone and redone; what comes in from another process goes under them.

use std::collections::{HashMap, HashSet};

use super::edit::{Edit, Place, Refused, apply_all};
use super::id::Id;
use super::record::links_of;
use super::session::{Item, Section, Session};
use super::value::Value;

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

/// An item: two sections may have items of one id.
type ItemKey = (Section, Id);

/// What edits of another process touched.
#[derive(Default)]
struct Incoming {
    set: HashSet<Place>,
    /// The items of which they set a field.
    edited: HashSet<ItemKey>,
    /// The items that they took away, with the one that stood before.
    removed: HashMap<ItemKey, Option<Id>>,
    inserted: HashSet<ItemKey>,
    moved: HashSet<ItemKey>,
    /// The items that their values point at.
    linked: HashSet<ItemKey>,
}

impl Incoming {
    fn new(edits: &[Edit], inverse: &[Edit]) -> Self {
        let mut incoming = Self::default();
        for edit in edits {
            incoming.linked.extend(targets(edit));
            let items = match edit {
                Edit::Set { place, .. } => {
                    incoming.set.insert(place.clone());
                    &mut incoming.edited
                }
                Edit::Insert { .. } => &mut incoming.inserted,
                Edit::Remove { .. } => continue,
                Edit::Move { .. } => &mut incoming.moved,
            };
            items.insert(about(edit));
        }
        for edit in inverse {
            if let Edit::Insert { after, .. } = edit {
                incoming.removed.insert(about(edit), after.clone());
            }
        }
        incoming
    }

    /// Leaves what does not take back what came in, and puts it where it still can be put.
    fn rebase(&self, edits: &mut Vec<Edit>) {
        edits.retain(|edit| self.leaves(edit));
        for edit in edits {
            if let Edit::Insert { section, after, .. } | Edit::Move { section, after, .. } = edit {
                // Whatever they say of each other, none is looked at twice.
                for _ in 0..self.removed.len() {
                    let gone = after.clone().and_then(|after| self.removed.get(&(*section, after)));
                    let Some(before) = gone else { break };
                    after.clone_from(before);
                }
            }
        }
    }

    fn leaves(&self, edit: &Edit) -> bool {
        let item = about(edit);
        let is_gone = |item: &ItemKey| self.removed.contains_key(item);
        let is_touched = match edit {
            Edit::Set { place, .. } => self.set.contains(place) || is_gone(&item),
            Edit::Insert { .. } => self.inserted.contains(&item),
            Edit::Remove { .. } => self.edited.contains(&item) || is_gone(&item) || self.linked.contains(&item),
            Edit::Move { .. } => self.moved.contains(&item) || is_gone(&item),
        };
        !is_touched && !targets(edit).any(|target| is_gone(&target))
    }
}

fn about(edit: &Edit) -> ItemKey {
    (edit.section(), edit.item().clone())
}

/// Applies edits, if they fit and what they point at is there.
fn apply_whole(session: &mut Session, edits: &[Edit]) -> bool {
    let Ok(inverse) = apply_all(session, edits) else { return false };
    let is_there = |(section, id): &ItemKey| session.find(*section, id).is_some();
    let points_at_what_is_there = |edit: &Edit| !is_there(&about(edit)) || targets(edit).all(|item| is_there(&item));
    // What another process keeps holds on to what it points at.
    let removed = edits.iter().filter(|edit| matches!(edit, Edit::Remove { .. })).map(about);
    let gone: HashSet<ItemKey> = removed.filter(|item| !is_there(item)).collect();
    let is_whole = edits.iter().all(points_at_what_is_there) && !is_pointed_at(session, &gone);
    if !is_whole {
        let undone = apply_all(session, &inverse);
        debug_assert!(undone.is_ok(), "an inverse always fits");
    }
    is_whole
}

/// Whether something points at one of these items.
fn is_pointed_at(session: &Session, gone: &HashSet<ItemKey>) -> bool {
    let mut records = Section::ALL.iter().flat_map(|section| session.table(*section).records());
    !gone.is_empty() && records.any(|record| links_of(record).into_iter().any(|(_, to, id)| gone.contains(&(to, id))))
}

/// The items that the values of an edit point at.
fn targets(edit: &Edit) -> impl Iterator<Item = ItemKey> {
    let values: Vec<(usize, &Value)> = match edit {
        Edit::Set { place, value } => vec![(place.field, value)],
        Edit::Insert { item, .. } => item.values.iter().enumerate().collect(),
        Edit::Remove { .. } | Edit::Move { .. } => Vec::new(),
    };
    let fields = edit.section().kind().fields;
    let linking = values.into_iter().filter_map(|(field, value)| Some((fields.get(field)?.kind.link()?, value)));
    linking.flat_map(|(section, value)| value.ids().map(move |id| (section, Id::new(id))))
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

    #[test]
    fn items_of_two_sections_with_one_id_are_two_to_what_comes_in() {
        let mut session = Session::empty(Id::new("s-1"));
        let mut history = History::default();
        let item = |section: Section, id: &str| Item { id: Id::new(id), values: section.blank().values() };
        let insert = |section, id: &str, after: Option<&str>| Edit::Insert {
            section,
            item: item(section, id),
            after: after.map(Id::new),
        };
        let remove = |section, id: &str| Edit::Remove { section, item: Id::new(id) };
        let (people, population) = (Section::People, Section::Population);
        for (section, first, second) in [(people, "p-1", "p-2"), (population, "p-2", "p-1")] {
            history.make(&mut session, vec![insert(section, first, None)]).unwrap();
            history.make(&mut session, vec![insert(section, second, Some(first))]).unwrap();
        }
        let third = insert(Section::People, "p-3", Some("p-2"));
        history.make(&mut session, vec![third]).unwrap();
        history.undo(&mut session).unwrap();
        // In one section each stands behind the other of the other section.
        history.take_in(&mut session, vec![remove(people, "p-2"), remove(population, "p-1")]).unwrap();
        assert!(history.redo(&mut session).is_some());
        assert_eq!(session.people.iter().map(|person| person.id.as_str()).collect::<Vec<_>>(), ["p-1", "p-3"]);
        while history.undo(&mut session).is_some() {}
        assert!(session.people.is_empty() && session.population.is_empty(), "none of it was touched");
    }
}

//! Where the items of a table stand, by their ids. A table is looked through from its beginning until it has been asked
//! often enough without a change in between; then its places are written down once. A change throws them away.

use std::collections::HashMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use compact_str::CompactString;
use foldhash::fast::RandomState;

/// So many lookups between two changes are worth a list of places.
const OFTEN: usize = 16;
/// A table of fewer items is looked through faster than a list of places is made.
const FEW: usize = 32;

/// Whether an id is this one. Most are told apart by their last letter.
pub(super) fn same_as(id: &str) -> impl Fn(&str) -> bool {
    let last = id.as_bytes().last();
    move |known| known.as_bytes().last() == last && known == id
}

/// The places of the items of a table.
#[derive(Debug, Default)]
pub(super) struct Lookup {
    asked: AtomicUsize,
    places: OnceLock<HashMap<CompactString, usize, RandomState>>,
}

impl Lookup {
    /// The place of the first item with this id in a table of this length, which can look for it from its beginning, and
    /// tells its ids.
    #[inline(never)]
    pub(super) fn place<'table>(
        &self,
        id: &str,
        length: usize,
        look_through: &dyn Fn() -> Option<usize>,
        id_at: &dyn Fn(usize) -> &'table str,
    ) -> Option<usize> {
        let is_known = self.places.get().is_some();
        if !is_known && (length < FEW || self.asked.fetch_add(1, Ordering::Relaxed) < OFTEN) {
            return look_through();
        }
        let places = self.places.get_or_init(|| {
            let mut places = HashMap::with_capacity_and_hasher(length, RandomState::default());
            (0..length).for_each(|place| {
                places.entry(id_at(place).into()).or_insert(place);
            });
            places
        });
        places.get(id).copied()
    }

    /// An item came at this place, behind all others, or goes from there: everything else stays where it is.
    #[inline(never)]
    pub(super) fn note_last(&mut self, id: &str, place: usize, is_there: bool) {
        if let Some(places) = self.places.get_mut() {
            if is_there {
                places.entry(id.into()).or_insert(place);
            } else if places.get(id) == Some(&place) {
                places.remove(id);
            }
        }
    }

    /// The table changes: nothing that was written down holds.
    #[inline(never)]
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }
}

// What was written down about a table is no part of it.
impl Clone for Lookup {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Lookup {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Lookup {}

#[cfg(test)]
mod tests {
    use crate::domain::id::Id;
    use crate::domain::record::RecordType;
    use crate::domain::records::plan::Action;
    use crate::domain::session::{AnyTable, Item, Table};

    #[test]
    fn what_was_written_down_is_forgotten_when_the_table_changes() {
        let mut actions: Table<Action> = Table::default();
        let table: &mut dyn AnyTable = &mut actions;
        let item = |number: usize| Item { id: Id::new(format!("a-{number}")), values: Vec::new() };
        (0..100).for_each(|number| table.insert(number, item(number)).unwrap());
        table.insert(100, item(7)).unwrap();
        for round in 0..3 {
            for number in 0..100 {
                assert_eq!(table.position(&Id::new(format!("a-{number}"))), Some(number), "{round}");
            }
            assert_eq!(table.position(&Id::new("a-100")), None);
        }
        table.shift(0, 99);
        assert_eq!(table.position(&Id::new("a-0")), Some(99));
        assert_eq!(table.position(&Id::new("a-1")), Some(0));
        (0..40).for_each(|_| assert!(table.position(&Id::new("a-2")).is_some()));
        table.remove(1).unwrap();
        assert!(table.position(&Id::new("a-2")).is_none());
        assert_eq!(Action::KIND.name, table.kind().name);
        assert!(actions.find(&Id::new("a-2")).is_none());
        assert_eq!(actions.clone(), actions);
    }
}

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

/// The places of the items of a table.
#[derive(Debug, Default)]
pub(super) struct Lookup {
    asked: AtomicUsize,
    places: OnceLock<HashMap<CompactString, usize, RandomState>>,
}

impl Lookup {
    /// The place of the first item with this id; `id_at` tells the ids of a table of this length.
    pub(super) fn place<'table>(&self, id: &str, length: usize, id_at: impl Fn(usize) -> &'table str) -> Option<usize> {
        let is_known = self.places.get().is_some();
        if !is_known && (length < FEW || self.asked.fetch_add(1, Ordering::Relaxed) < OFTEN) {
            // Most ids are told apart by their last letter.
            let last = id.as_bytes().last();
            let is_it = |known: &str| known.as_bytes().last() == last && known == id;
            return (0..length).find(|place| is_it(id_at(*place)));
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

    /// The table changes: nothing that was written down holds.
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
        let mut table: Table<Action> = Table::default();
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
        (0..40).for_each(|_| assert!(table.find(&Id::new("a-2")).is_some()));
        table.remove(1).unwrap();
        assert!(table.find(&Id::new("a-2")).is_none());
        assert_eq!(table.clone(), table);
        assert_eq!(Action::KIND.name, table.kind().name);
    }
}

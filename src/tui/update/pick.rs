//! Choosing an item of another section by typing a part of its name.

use crate::domain::edit::Edit;
use crate::domain::id::{Id, IdSource};
use crate::domain::session::{Count, Item, Section, Session};
use crate::domain::value::Value;

/// The items that fit what was typed in a field that picks from a section: those that begin with it first.
pub fn pick_matches(session: &Session, section: Section, query: &str, chosen: &[Id]) -> Vec<(Id, String)> {
    let wanted = query.trim().to_lowercase();
    let table = session.table(section);
    let named = table
        .records()
        .filter_map(|record| Some((record.id().clone(), record.name()?)).filter(|(id, _)| !chosen.contains(id)));
    let mut matches: Vec<(Id, String)> = named.filter(|(_, name)| name.to_lowercase().contains(&wanted)).collect();
    matches.sort_by_key(|(_, name)| !name.to_lowercase().starts_with(&wanted));
    matches
}

/// A new item of a section, of which only the name is known yet.
pub(super) fn new_by_name(session: &Session, section: Section, name: &str, ids: &mut IdSource) -> (Edit, Id) {
    let Count::Many(letter) = section.count() else {
        return (Edit::Remove { section, item: Id::default() }, Id::default());
    };
    let id = ids.next_id(letter);
    let mut values = vec![Value::Empty; section.kind().fields.len()];
    if let Some(title) = section.kind().title() {
        values[title] = Value::text(name);
    }
    let table = session.table(section);
    let after = table.before(table.len());
    (Edit::Insert { section, item: Item { id: id.clone(), values }, after }, id)
}

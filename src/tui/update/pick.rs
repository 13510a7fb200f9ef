//! Choosing an item of another section by typing a part of its name.

use crate::domain::edit::Edit;
use crate::domain::id::{Id, IdSource};
use crate::domain::safe_text::tidy;
use crate::domain::session::{Count, Item, Section, Session};
use crate::domain::value::Value;

/// A new item of a section, of which only the name is known yet; none where a section has one item.
pub(super) fn new_by_name(session: &Session, section: Section, name: &str, ids: &mut IdSource) -> Option<(Edit, Id)> {
    let Count::Many(letter) = section.count() else { return None };
    let id = ids.next_id(letter);
    let mut values = vec![Value::Empty; section.kind().fields.len()];
    if let Some(title) = section.kind().title() {
        // Letters and their accents may have come as keys of their own.
        values[title] = Value::text(tidy(name).into_owned());
    }
    let table = session.table(section);
    let after = table.before(table.len());
    Some((Edit::Insert { section, item: Item { id: id.clone(), values }, after }, id))
}

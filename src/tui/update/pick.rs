//! Choosing an item of another section by typing a part of its name.

use crate::domain::id::Id;
use crate::domain::session::{Section, Session};
use crate::domain::value::Value;

/// The items that fit what was typed in a field that picks from a section: those that begin with it first.
pub fn pick_matches(session: &Session, section: Section, query: &str, chosen: &[Id]) -> Vec<(Id, String)> {
    let wanted = query.trim().to_lowercase();
    let table = session.table(section);
    let named = (0..table.len()).filter_map(|position| table.get(position)).filter_map(|record| {
        let Value::Text(name) = record.value(0) else { return None };
        Some((record.id().clone(), name)).filter(|(id, _)| !chosen.contains(id))
    });
    let mut matches: Vec<(Id, String)> = named.filter(|(_, name)| name.to_lowercase().contains(&wanted)).collect();
    matches.sort_by_key(|(_, name)| !name.to_lowercase().starts_with(&wanted));
    matches
}

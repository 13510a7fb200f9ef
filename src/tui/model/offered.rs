//! What a field that picks items by name offers for what was typed in it, and whether that can be the name of something new.

use crate::domain::id::Id;
use crate::domain::in_order::sort_by;
use crate::domain::naming::{BY_WORDS, fit, resemble, sort_key};
use crate::domain::record::Record;
use crate::domain::session::{Section, Session};

/// The items that fit what was typed in a field that picks from a section: those that fit best first, and of those people
/// by the main part of their name, and things in the order in which the room wrote them down.
pub fn pick_matches(session: &Session, section: Section, query: &str, chosen: &[Id]) -> Vec<(Id, String)> {
    let table = session.table(section);
    let named = table
        .records()
        .filter_map(|record| Some((record.id().clone(), record.name()?)).filter(|(id, _)| !chosen.contains(id)));
    let key = |name: &str| if section == Section::People { sort_key(name) } else { String::new() };
    let mut matches: Vec<(u8, String, (Id, String))> =
        named.filter_map(|(id, name)| Some((fit(&name, query)?, key(&name), (id, name)))).collect();
    sort_by(&mut matches, |one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
    matches.into_iter().map(|(.., found)| found).collect()
}

/// The one of what is offered that is marked while a name is typed: the best of those in which a word begins so, else
/// something new of that name.
pub fn first_marked(session: &Session, section: Section, query: &str, chosen: &[Id]) -> usize {
    let matches = pick_matches(session, section, query, chosen);
    let begins = matches.first().and_then(|(_, name)| fit(name, query)).is_some_and(|fit| fit <= BY_WORDS);
    if begins || !can_be_new(session, section, query) { 0 } else { matches.len() }
}

/// Whether what was typed can be the name of something new: where nothing is called so.
pub fn can_be_new(session: &Session, section: Section, query: &str) -> bool {
    let name = query.trim();
    let is_called_so = |record: &dyn Record| record.name().is_some_and(|known| fit(&known, name) == Some(0));
    !name.is_empty() && !session.table(section).records().any(is_called_so)
}

/// The name of an item, other than this one, that is so much like what was typed that it may be meant.
pub fn lookalike(session: &Session, section: Section, name: &str, but: Option<&Id>) -> Option<String> {
    let table = session.table(section);
    let others = table.records().filter(|record| Some(record.id()) != but);
    others.filter_map(Record::name).find(|known| resemble(known, name))
}

//! Edits from text, for the journal.

use crate::domain::edit::{Edit, Place};
use crate::domain::id::Id;
use crate::domain::recovery::LeftEdit;
use crate::domain::session::{Item, Section};
use crate::domain::value::Value;

use super::context::ParseContext;
use super::options;
use super::seeds::ItemSeed;
use crate::store::form::text::BEFORE;

/// Reads edits as [`print_change`](crate::store::form::text::print_change) writes them, each with what undoes it where that is
/// told; tells how many lines cannot be read, which a newer version of the program wrote.
pub fn parse_changes(text: &str) -> (Vec<LeftEdit>, usize) {
    let (mut edits, mut unread, mut undo) = (Vec::new(), 0, None);
    for line in text.lines() {
        if let Some(before) = line.strip_prefix(BEFORE) {
            undo = parse_edit(before);
            continue;
        }
        match parse_edit(line) {
            Some(edit) => edits.push(LeftEdit { undo: undo.take().filter(|undo| undo.item() == edit.item()), edit }),
            None => unread += 1,
        }
        undo = None;
    }
    (edits, unread)
}

fn parse_edit(line: &str) -> Option<Edit> {
    let mut words = line.splitn(4, ' ');
    let verb = words.next()?;
    let section = Section::named(words.next()?)?;
    let item = well_formed(words.next()?)?;
    let rest = words.next().unwrap_or_default();
    match verb {
        "set" => {
            let (field, value) = rest.split_once(' ')?;
            let field = section.kind().position(field)?;
            let value = parse_values(section, value)?.into_iter().nth(field)?;
            Some(Edit::Set { place: Place { section, item, field }, value })
        }
        "insert" => {
            let (after, values) = rest.split_once(' ')?;
            let values = parse_values(section, values)?;
            Some(Edit::Insert { section, item: Item { id: item, values }, after: parse_after(after)? })
        }
        "remove" => Some(Edit::Remove { section, item }),
        "move" => Some(Edit::Move { section, item, after: parse_after(rest)? }),
        _ => None,
    }
}

fn well_formed(text: &str) -> Option<Id> {
    Some(Id::new(text)).filter(Id::is_well_formed)
}

/// Behind which item; the outer `None` for what is no id.
#[expect(clippy::option_option, reason = "no item at all is something else than no readable id")]
fn parse_after(text: &str) -> Option<Option<Id>> {
    if text == "-" { Some(None) } else { well_formed(text).map(Some) }
}

/// The fields between brackets, each in the place of its number.
fn parse_values(section: Section, text: &str) -> Option<Vec<Value>> {
    let context = ParseContext::default();
    let item = options().from_str_seed(text, ItemSeed { context: &context, section, is_named: false }).ok()?;
    // An edit of an older version about a conflict says nothing without the session.
    context.old_conflicts.borrow().is_empty().then_some(item.values)
}

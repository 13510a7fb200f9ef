//! What changed between two sessions, on one line or in a sentence for each edit, and what two people disagree on. The
//! diff, the message of a commit, the history and the conflicts all read these.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::conflict::About;
use crate::domain::edit::{Edit, apply};
use crate::domain::id::Id;
use crate::domain::records::meeting::Conflict;
use crate::domain::session::{Count, Section, Session};
use crate::domain::value::Value;

use super::personal::veiled;
use super::sentences::{Sentences, capitalised};
use crate::i18n::Words;

/// No more kinds of change than this stand on one line.
const MOST_PARTS: usize = 4;

/// A sentence for each edit, in their order. Items that come later are known by name from the beginning, and items that
/// go keep theirs to the end, so that no link is told without one.
pub fn tell_changes(sentences: &Sentences<'_>, from: &Session, edits: &[Edit]) -> Vec<String> {
    let mut known = from.clone();
    for edit in edits {
        if let Edit::Insert { section, item, .. } = edit {
            let table = known.table_mut(*section);
            if table.position(&item.id).is_none() {
                let end = table.len();
                let inserted = table.insert(end, item.clone());
                debug_assert!(inserted.is_ok(), "the values are those of an item of this section");
            }
        }
    }
    // What was hidden before or is after the changes is not told of any of them.
    let mut after = known.clone();
    for edit in edits.iter().filter(|edit| matches!(edit, Edit::Set { .. })) {
        apply(&mut after, edit.clone()).ok();
    }
    let sentences = sentences.hiding(from).hiding(&after);
    let tell = |edit: &Edit| {
        let sentence = sentences.tell(edit, &known);
        if matches!(edit, Edit::Set { .. }) {
            // An edit that does not fit was told all the same; what follows is told from what there is.
            apply(&mut known, edit.clone()).ok();
        }
        sentence
    };
    edits.iter().map(tell).collect()
}

/// What was done to an item, as far as a summary tells it apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verb {
    Added,
    Changed,
    Removed,
    Moved,
}

/// All edits on one line: `3 acties toegevoegd, 2 thema's gewijzigd`. Empty where there are none.
pub fn summary(edits: &[Edit], words: &Words) -> String {
    let mut counts: BTreeMap<(Section, Verb), BTreeSet<&Id>> = BTreeMap::new();
    let mut told: BTreeMap<(Section, &Id), Verb> = BTreeMap::new();
    for edit in edits {
        let verb = match edit {
            Edit::Insert { .. } => Verb::Added,
            Edit::Set { .. } => Verb::Changed,
            Edit::Remove { .. } => Verb::Removed,
            Edit::Move { .. } => Verb::Moved,
        };
        let verb = *told
            .entry((edit.section(), edit.item()))
            .and_modify(|before| *before = (*before).min(verb))
            .or_insert(verb);
        if verb == Verb::Changed {
            counts.entry((edit.section(), Verb::Moved)).or_default().remove(edit.item());
        }
        counts.entry((edit.section(), verb)).or_default().insert(edit.item());
    }
    counts.retain(|_, items| !items.is_empty());
    let mut parts: Vec<String> =
        counts.iter().map(|((section, verb), items)| part(*section, *verb, items.len(), words)).collect();
    let more = parts.len() > MOST_PARTS;
    parts.truncate(MOST_PARTS);
    let summary = parts.join(", ");
    if more { words.git.summary.more(&summary) } else { summary }
}

fn part(section: Section, verb: Verb, count: usize, words: &Words) -> String {
    let (summary, record) = (&words.git.summary, words.record(section.kind()));
    if section.count() == Count::One {
        return summary.only(&record.one);
    }
    let count = words.count(count);
    let name = if count.is_one() { record.one.clone() } else { in_a_sentence(&record.many) };
    match verb {
        Verb::Added => summary.added(count, name),
        Verb::Changed => summary.changed(count, name),
        Verb::Removed if section == Section::Conflicts => summary.settled(count, name),
        Verb::Removed => summary.removed(count, name),
        Verb::Moved => summary.moved(count, name),
    }
}

/// A heading without its capital.
fn in_a_sentence(heading: &str) -> String {
    let mut letters = heading.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// What two people disagree on, in a sentence.
pub fn tell_conflict(sentences: &Sentences<'_>, session: &Session, conflict: &Conflict) -> String {
    let words = &sentences.words.git.conflict;
    let Some(open) = conflict.open(session) else { return words.gone.clone() };
    let subject = sentences.subject(open.section, &open.item, session);
    match open.about {
        About::Removal => words.removed(&subject),
        About::NoRoom => words.no_room(capitalised(&sentences.words.record(open.section.kind()).one)),
        About::Fields => {
            let text = |version: &Vec<Value>| sentences.version_text(&open, version, session);
            let before = open.values.before.as_ref().filter(|before| before.iter().any(|value| !value.is_empty()));
            let field = sentences.fields_text(&open);
            if open.is_private() {
                return words.private(subject, field);
            }
            let kept = text(&open.values.stands);
            let others = open.values.others.iter().map(text).collect::<Vec<_>>().join(&words.or);
            let told = match before {
                None => words.both_new(subject, field, kept, others),
                Some(before) => words.values(subject, field, kept, others, text(before)),
            };
            veiled(told, &sentences.words.outgoing)
        }
    }
}

//! Putting back the edits that an earlier run left behind, whatever became of the session meanwhile: a file may have gone
//! back to an older version, or have been changed by another process. What fits no more is handed back, never dropped.

use std::collections::{BTreeSet, HashMap};

use super::conflict::{asking_to_remove, waiting};
use super::edit::{Edit, Place, Refused, apply, removal};
use super::history::Change;
use super::id::Id;
use super::meanwhile::{TypedOver, entered};
use super::merge::{dangling, made_together};
use super::record::Meaning;
use super::session::{Section, Session};
use super::value::Value;

/// An edit that was left behind, with what undoes it where that is known: it tells what was there before.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftEdit {
    pub edit: Edit,
    pub undo: Option<Edit>,
}

/// What was being typed or chosen in a field when an earlier run ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftDraft {
    /// Where, as the journal names it.
    pub place: String,
    /// What was being typed, as far as it came.
    pub text: String,
    /// The edits that put back what stood there before anything was typed; none where that is not known.
    pub before: Vec<Edit>,
}

/// Where something was being typed, as the journal names it.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DraftPlace<'text> {
    pub section: Section,
    /// The id of the item, or a name for several of them.
    pub item: &'text str,
    /// The name of the field, or of something else that a form asks.
    pub field: &'text str,
}

impl<'text> DraftPlace<'text> {
    /// The place that is named so, if it is in a section that this version knows.
    pub fn named(place: &'text str) -> Option<Self> {
        let mut words = place.split(' ');
        let section = words.next().and_then(Section::named)?;
        Some(Self { section, item: words.next()?, field: words.next()? })
    }

    /// The number of the field, if it is one of the section.
    pub fn number(&self) -> Option<usize> {
        self.section.kind().position(self.field)
    }
}

impl From<Edit> for LeftEdit {
    fn from(edit: Edit) -> Self {
        Self { edit, undo: None }
    }
}

/// Edits that were left behind, as far as they fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PutBack {
    /// The edits that fit, one after the other.
    pub edits: Vec<Edit>,
    /// The edits whose words have no place any more.
    pub left: Vec<Edit>,
    /// Whether another process put something else where some of them belong: both are kept until a person chooses.
    pub is_disputed: bool,
}

/// Fits edits that were left behind to a session as it is now. An item that stood behind one that is gone comes last; what
/// was changed in an item that is gone is left, as is what the session has no room for. What another process changed
/// meanwhile is merged, or waits beside it.
#[must_use]
pub fn put_back(session: &Session, edits: &[LeftEdit]) -> PutBack {
    let mut now = session.clone();
    let mut put = PutBack::default();
    let mut judged = Judged::default();
    // Of each item the edits that are about it, and how many of them were looked at.
    let mut about: HashMap<(Section, &Id), (Vec<&LeftEdit>, usize)> = HashMap::new();
    for left in edits {
        about.entry((left.edit.section(), left.edit.item())).or_default().0.push(left);
    }
    for left in edits {
        let Some((of_item, looked_at)) = about.get_mut(&(left.edit.section(), left.edit.item())) else { continue };
        let from_here = &of_item[*looked_at..];
        *looked_at += 1;
        if judged.holds(left) {
            continue;
        }
        if let Some(over) = judged.over(&now, from_here) {
            put.is_disputed |= over.is_disputed;
            put.make(&mut now, over.edits);
            if judged.holds(left) {
                continue;
            }
        }
        if let Edit::Remove { section, item } = &left.edit {
            judged.forget(*section, item);
        }
        if left.undo.as_ref() == Some(&left.edit) {
            // It only tells what stood beside another.
            continue;
        }
        let theirs = theirs(&now, left, from_here);
        if let Edit::Remove { section, item } = &left.edit
            && theirs == Some(Theirs::Item)
        {
            // Another process changed what this one took away: whether it stays is asked.
            put.is_disputed = true;
            let asking = asking_to_remove(&now, *section, item);
            put.make(&mut now, asking);
            continue;
        }
        let edit = match (&left.edit, &theirs) {
            (Edit::Set { place, .. }, Some(Theirs::Merged(value))) => {
                Edit::Set { place: place.clone(), value: value.clone() }
            }
            (edit, _) => judged.rest(edit.clone()),
        };
        for edit in put.fitted(&now, edit) {
            match apply(&mut now, edit.clone()) {
                Ok(_) => put.made(edit),
                Err(refused) => put.leave(edit, refused),
            }
        }
        if let (Edit::Set { place, .. }, Some(Theirs::Value { before, found })) = (&left.edit, &theirs) {
            put.is_disputed = true;
            let waiting = waiting(&now, place, before, found);
            put.make(&mut now, waiting);
        }
    }
    for (section, id) in dangling(&now) {
        // What was pointed at is gone: the file could not be read with a link to it.
        let links = removal(&now, section, &id).into_iter().filter(|edit| matches!(edit, Edit::Set { .. }));
        put.make(&mut now, links);
    }
    put
}

/// A change as the journal keeps it: where it sets a part of a judgement, all of that judgement is in it, with what explains
/// it, so that it can be put back as one.
#[must_use]
pub fn with_whole_judgements(session: &Session, change: Change) -> Change {
    let mut beside: Vec<Edit> = Vec::new();
    for edit in &change.edits {
        let Edit::Set { place, .. } = edit else { continue };
        let judgement = place.section.kind().judgement();
        let Some(record) = session.find(place.section, &place.item).filter(|_| judgement.contains(&place.field)) else {
            continue;
        };
        for field in parts(place.section) {
            let set = Edit::set(place.section, &place.item, field, record.value(field));
            let is_told = change.edits.iter().chain(&beside).any(|known| is_about(known, &set));
            beside.extend((!is_told).then_some(set));
        }
    }
    let Change { edits, inverse } = change;
    let undoing = beside.iter().rev().cloned().collect();
    Change { edits: [beside, edits].concat(), inverse: [inverse, undoing].concat() }
}

/// Whether an edit tells what stands where another sets something.
fn is_about(known: &Edit, set: &Edit) -> bool {
    match (known, set) {
        (Edit::Set { place, .. }, Edit::Set { place: of, .. }) => place == of,
        _ => matches!(known, Edit::Insert { .. }) && (known.section(), known.item()) == (set.section(), set.item()),
    }
}

/// The judgements that were looked at as a whole, and those that were put back so.
#[derive(Default)]
struct Judged {
    looked_at: BTreeSet<(Section, Id)>,
    put_back: BTreeSet<(Section, Id)>,
}

impl Judged {
    /// Whether an edit was put back with the judgement that it is a part of.
    fn holds(&self, left: &LeftEdit) -> bool {
        let Edit::Set { place, .. } = &left.edit else { return false };
        self.put_back.contains(&(place.section, place.item.clone())) && parts(place.section).contains(&place.field)
    }

    /// An edit without what was put back with a judgement.
    fn rest(&self, mut edit: Edit) -> Edit {
        if let Edit::Insert { section, item, .. } = &mut edit
            && self.put_back.contains(&(*section, item.id.clone()))
        {
            for field in parts(*section) {
                item.values[field] = Value::Empty;
            }
        }
        edit
    }

    /// What is made again after it was taken away is another item.
    fn forget(&mut self, section: Section, item: &Id) {
        let about = (section, item.clone());
        self.looked_at.remove(&about);
        self.put_back.remove(&about);
    }

    /// The edits that put a judgement back as one, where the first of these edits of one item begins it and another process
    /// judged something else meanwhile: that waits beside it.
    fn over(&mut self, now: &Session, edits: &[&LeftEdit]) -> Option<TypedOver> {
        let (section, id) = (edits[0].edit.section(), edits[0].edit.item().clone());
        let judgement = section.kind().judgement();
        if judgement.is_empty() || self.looked_at.contains(&(section, id.clone())) {
            return None;
        }
        let record = now.find(section, &id)?;
        let (mut ours, mut began) = (Vec::new(), Vec::new());
        let mut add = |field: usize, value: &Value, before: Value| {
            let place = Place { section, item: id.clone(), field };
            if !began.iter().any(|edit| is_set(edit, &place)) {
                began.push(Edit::set(section, &id, field, before));
            }
            ours.push(Edit::set(section, &id, field, value.clone()));
        };
        let parts = parts(section);
        for left in edits {
            match (&left.edit, &left.undo) {
                (Edit::Set { place, value }, Some(Edit::Set { place: of, value: before })) if place == of => {
                    if parts.contains(&place.field) {
                        add(place.field, value, before.clone());
                    }
                }
                (Edit::Insert { item, .. }, _) => {
                    let values = item.values.iter().enumerate();
                    values.filter(|(field, _)| parts.contains(field)).for_each(|(at, of)| add(at, of, Value::Empty));
                }
                (Edit::Move { .. }, _) => {}
                _ => break,
            }
        }
        let is_judged = |edit: &Edit| matches!(edit, Edit::Set { place, .. } if judgement.contains(&place.field));
        if !ours.iter().any(is_judged) {
            return None;
        }
        self.looked_at.insert((section, id.clone()));
        // A file may hold what was changed here already, as far as it came.
        let is_theirs = |edit: &Edit| match edit {
            Edit::Set { place, value } => {
                let found = record.value(place.field);
                is_judged(edit) && found != *value && !ours.iter().any(|own| sets(own, place, &found))
            }
            _ => false,
        };
        if !began.iter().any(is_theirs) {
            return None;
        }
        let mut before = now.clone();
        for edit in began {
            apply(&mut before, edit).ok()?;
        }
        let over = entered(&before, now, &ours).ok()?;
        self.put_back.insert((section, id));
        Some(over)
    }
}

/// The fields that make a judgement, and those that explain it.
fn parts(section: Section) -> Vec<usize> {
    let fields = section.kind().fields.iter().enumerate();
    let explained = fields.filter(|(_, field)| field.means(Meaning::Explains)).map(|(number, _)| number);
    section.kind().judgement().into_iter().chain(explained).collect()
}

/// What another process made of what an edit is about, since that edit was made.
#[derive(Debug, PartialEq, Eq)]
enum Theirs {
    /// It put another value there.
    Value { before: Value, found: Value },
    /// It put a value there that can be made together with that of the edit.
    Merged(Value),
    /// It changed the item that the edit takes away.
    Item,
}

/// What another process made of what an edit is about; the `edits` of its item begin with it, since a file may hold later
/// ones already.
fn theirs(session: &Session, left: &LeftEdit, edits: &[&LeftEdit]) -> Option<Theirs> {
    match (&left.edit, left.undo.as_ref()?) {
        (Edit::Set { place, value }, Edit::Set { place: of, value: before })
            if place == of && place.section != Section::Conflicts =>
        {
            let found = session.find(place.section, &place.item)?.value(place.field);
            if found == *before || edits.iter().any(|later| sets(&later.edit, place, &found)) {
                return None;
            }
            let kind = place.section.kind().fields[place.field].kind;
            Some(match made_together(kind, [before, value, &found]) {
                Some(merged) => Theirs::Merged(merged),
                None => Theirs::Value { before: before.clone(), found },
            })
        }
        (Edit::Remove { section, item }, Edit::Insert { item: before, .. }) if before.id == *item => {
            let found = session.find(*section, item)?;
            (*section != Section::Conflicts && found.values() != before.values).then_some(Theirs::Item)
        }
        _ => None,
    }
}

fn sets(edit: &Edit, at: &Place, to: &Value) -> bool {
    matches!(edit, Edit::Set { place, value } if place == at && value == to)
}

impl PutBack {
    /// An edit as it fits the session.
    fn fitted(&mut self, session: &Session, edit: Edit) -> Vec<Edit> {
        let Edit::Insert { section, item, after } = edit else { return vec![edit] };
        let table = session.table(section);
        let Some(present) = table.position(&item.id).and_then(|position| table.get(position)) else {
            let is_there = after.as_ref().is_none_or(|after| table.position(after).is_some());
            let after = if is_there { after } else { table.before(table.len()) };
            return vec![Edit::Insert { section, item, after }];
        };
        // It is there already, and what was done to it since counts: only what it has not is put in.
        let mut missing = Vec::new();
        for (field, value) in item.values.into_iter().enumerate() {
            let found = present.value(field);
            let set = Edit::set(section, &item.id, field, value.clone());
            match value {
                Value::Empty => {}
                value if value == found => {}
                _ if found.is_empty() => missing.push(set),
                _ => self.left.push(set),
            }
        }
        missing
    }

    /// Makes edits that were not left behind themselves.
    fn make(&mut self, now: &mut Session, edits: impl IntoIterator<Item = Edit>) {
        for edit in edits {
            if apply(now, edit.clone()).is_ok() {
                self.edits.push(edit);
            }
        }
    }

    fn made(&mut self, edit: Edit) {
        if let Edit::Set { place, .. } = &edit {
            self.left.retain(|left| !is_set(left, place));
        }
        self.edits.push(edit);
    }

    /// Keeps an edit that does not fit, unless it takes something away or moves it.
    fn leave(&mut self, edit: Edit, refused: Refused) {
        match &edit {
            Edit::Set { place, value } => {
                self.left.retain(|left| !is_set(left, place));
                if value.is_empty() {
                    return;
                }
            }
            Edit::Insert { .. } => {}
            Edit::Remove { section, item } => {
                self.left
                    .retain(|left| refused != Refused::NoSuchItem || (left.section(), left.item()) != (*section, item));
                return;
            }
            Edit::Move { .. } => return,
        }
        self.left.push(edit);
    }
}

fn is_set(edit: &Edit, at: &Place) -> bool {
    matches!(edit, Edit::Set { place, .. } if place == at)
}

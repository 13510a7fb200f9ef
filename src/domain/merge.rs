//! Merging two sessions that grew from one: by place, so that two people who changed different things are never asked
//! anything. What they did change differently becomes a conflict, kept in the session as a record of its own. The result
//! does not depend on whose side is called ours: the same two sessions merge to the same text on every machine.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use similar::{DiffOp, capture_diff_slices};

use super::diff::{ids, moved};
use super::edit::{Edit, Place, apply};
use super::id::Id;
use super::limits;
use super::session::{AnyTable, Count, Item, Section, Session};
use super::value::{Kind, Value};

/// A place that both sides changed differently; one of the two values stands there until somebody settles it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The section.
    pub section: Section,
    /// The item.
    pub item: Id,
    /// The field, and the values; none where one side removed the item that the other changed.
    pub values: Option<Disputed>,
}

/// The values of a place that both sides changed differently. The two stand in an order that does not depend on the side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disputed {
    /// The number of the field.
    pub field: usize,
    /// What it was before.
    pub base: Value,
    /// One of the two: the one that stands in the session.
    pub kept: Value,
    /// The other.
    pub other: Value,
}

/// Merges two sessions that grew from `base`, and tells what they disagree on. The conflicts that the sessions held
/// already are records like any other; new ones are added to them by [`super::conflict`].
pub fn merge(base: &Session, one: &Session, two: &Session) -> (Session, Vec<Disagreement>) {
    let id = if one.id == base.id {
        &two.id
    } else if two.id == base.id {
        &one.id
    } else {
        (&one.id).min(&two.id)
    };
    let mut merged = Session::empty(id.clone());
    let mut disagreements = Vec::new();
    for &section in Section::ALL {
        let sides = Sides { section, base: base.table(section), one: one.table(section), two: two.table(section) };
        sides.merge_into(merged.table_mut(section), &mut disagreements);
    }
    bring_back_what_is_pointed_at(&mut merged, [one, two, base], &mut disagreements);
    (merged, disagreements)
}

/// The values of an item before, on the one side, and on the other; none where it is not there.
type Versions<'values> = (Option<&'values Vec<Value>>, Option<&'values Vec<Value>>, Option<&'values Vec<Value>>);

/// One section in its three versions.
struct Sides<'tables> {
    section: Section,
    base: &'tables dyn AnyTable,
    one: &'tables dyn AnyTable,
    two: &'tables dyn AnyTable,
}

impl Sides<'_> {
    fn merge_into(&self, merged: &mut dyn AnyTable, disagreements: &mut Vec<Disagreement>) {
        let (base, one, two) = (by_id(self.base), by_id(self.one), by_id(self.two));
        let mut items: BTreeMap<&Id, Item> = BTreeMap::new();
        let all: BTreeSet<&Id> = base.keys().chain(one.keys()).chain(two.keys()).copied().collect();
        for id in all {
            let versions = (base.get(id), one.get(id), two.get(id));
            if let Some(item) = self.merge_item(id, versions, disagreements) {
                items.insert(id, item);
            }
        }
        if self.section.count() == Count::One {
            if let (Some(record), Some((_, item))) = (merged.get_mut(0), items.pop_first()) {
                for (field, value) in item.values.into_iter().enumerate() {
                    let replaced = record.replace(field, value);
                    debug_assert!(replaced.is_ok(), "values of the same field");
                }
            }
            return;
        }
        for id in self.order(&items) {
            if let Some(item) = items.remove(&id) {
                let inserted = merged.insert(merged.len(), item);
                debug_assert!(inserted.is_ok(), "values of the same section");
            }
        }
    }

    /// The item as both sides want it; none where it was removed.
    fn merge_item(&self, id: &Id, versions: Versions<'_>, disagreements: &mut Vec<Disagreement>) -> Option<Item> {
        let item = |values: &Vec<Value>| Item { id: id.clone(), values: values.clone() };
        // A conflict is settled or not; about the record of one there is nothing to disagree on.
        let is_conflict = self.section == Section::Conflicts;
        match versions {
            (_, None, None) => None,
            (None, Some(only), None) | (None, None, Some(only)) => Some(item(only)),
            (Some(_), Some(_), None) | (Some(_), None, Some(_)) if is_conflict => None,
            (Some(base), Some(kept), None) | (Some(base), None, Some(kept)) => (base != kept).then(|| {
                disagreements.push(Disagreement { section: self.section, item: id.clone(), values: None });
                item(kept)
            }),
            (base, Some(one), Some(two)) => {
                let values = one.iter().zip(two).enumerate().map(|(field, (one, two))| {
                    let base = base.map_or(&Value::Empty, |base| &base[field]);
                    let kind = self.section.kind().fields[field].kind;
                    merge_value(kind, base, one, two).unwrap_or_else(|(kept, other)| {
                        let values = Disputed { field, base: base.clone(), kept: kept.clone(), other };
                        if !is_conflict {
                            disagreements.push(Disagreement {
                                section: self.section,
                                item: id.clone(),
                                values: Some(values),
                            });
                        }
                        kept
                    })
                });
                Some(Item { id: id.clone(), values: values.collect() })
            }
        }
    }

    /// The order of the merged items. What neither side moved keeps the order of the base; everything else hangs behind
    /// the item that stands before it on the side that put it there, and what hangs behind the same item goes by id.
    fn order(&self, alive: &BTreeMap<&Id, Item>) -> Vec<Id> {
        let (base, one, two) = (ids(self.base), ids(self.one), ids(self.two));
        let moved_by: [BTreeSet<&Id>; 2] =
            [moved(&base, &one), moved(&base, &two)].map(|moved| moved.into_iter().collect());
        let in_base: BTreeSet<&Id> = base.iter().copied().collect();
        let is_still = |id: &Id| in_base.contains(id) && !moved_by.iter().any(|moved| moved.contains(id));
        let mut anchors: BTreeMap<&Id, Option<&Id>> = BTreeMap::new();
        for (side, moved) in [(&one, &moved_by[0]), (&two, &moved_by[1])] {
            let mut before: Option<&Id> = None;
            for id in side.iter().copied().filter(|id| alive.contains_key(*id)) {
                if moved.contains(id) || !in_base.contains(id) {
                    // Where both sides placed it, the earlier name decides: it is the same on either machine.
                    let anchor = anchors.entry(id).or_insert(before);
                    *anchor = (*anchor).min(before);
                }
                before = Some(id);
            }
        }
        let mut behind: HashMap<Option<&Id>, Vec<&Id>> = HashMap::new();
        for (id, anchor) in &anchors {
            behind.entry(*anchor).or_default().push(id);
        }
        let mut placed = Placed { behind, order: Vec::with_capacity(alive.len()), seen: BTreeSet::new() };
        placed.all_behind(None);
        for id in base.iter().copied().filter(|id| alive.contains_key(*id) && is_still(id)) {
            placed.put(id);
        }
        // Items that hang behind each other in a ring: both sides moved them past one another.
        for id in alive.keys() {
            placed.put(id);
        }
        placed.order
    }
}

/// Items as they are put in order, each followed by what hangs behind it.
struct Placed<'ids> {
    behind: HashMap<Option<&'ids Id>, Vec<&'ids Id>>,
    order: Vec<Id>,
    seen: BTreeSet<&'ids Id>,
}

impl<'ids> Placed<'ids> {
    fn put(&mut self, id: &'ids Id) {
        // A stack of its own: thousands of items may hang in one chain.
        let mut waiting = vec![id];
        while let Some(id) = waiting.pop() {
            if self.seen.insert(id) {
                self.order.push(id.clone());
                if let Some(next) = self.behind.get(&Some(id)) {
                    waiting.extend(next.iter().rev());
                }
            }
        }
    }

    fn all_behind(&mut self, anchor: Option<&'ids Id>) {
        for id in self.behind.remove(&anchor).unwrap_or_default() {
            self.put(id);
        }
    }
}

fn by_id(table: &dyn AnyTable) -> BTreeMap<&Id, Vec<Value>> {
    table.records().map(|record| (record.id(), record.values())).collect()
}

/// The value that both sides agree on; or, where they do not, the one that is kept and the other.
fn merge_value(kind: Kind, base: &Value, one: &Value, two: &Value) -> Result<Value, (Value, Value)> {
    if one == two || two == base {
        return Ok(one.clone());
    }
    if one == base {
        return Ok(two.clone());
    }
    let merged = match kind {
        Kind::Choices(_) | Kind::Links(_) | Kind::Marks => Some(merge_sets(base, one, two)),
        Kind::Text => merge_lines(base, one, two),
        _ => None,
    };
    // What would be more than a field holds is for a person to choose from.
    merged.filter(|value| limits::value(value).is_ok()).ok_or_else(|| {
        if in_order(one) <= in_order(two) { (two.clone(), one.clone()) } else { (one.clone(), two.clone()) }
    })
}

/// Something to sort values by: only that it is the same on every machine matters. What is filled in comes last.
fn in_order(value: &Value) -> (bool, String) {
    (!value.is_empty(), format!("{value:?}"))
}

fn merge_sets(base: &Value, one: &Value, two: &Value) -> Value {
    let set = |value: &Value| value.members().iter().cloned().collect::<BTreeSet<String>>();
    let (base, one, two) = (set(base), set(one), set(two));
    let stays = |member: &&String| {
        if base.contains(*member) { one.contains(*member) && two.contains(*member) } else { true }
    };
    Value::set(one.union(&two).filter(stays).cloned().collect())
}

/// Text line by line; none where both sides changed the same lines, or lines that touch.
fn merge_lines(base: &Value, one: &Value, two: &Value) -> Option<Value> {
    let lines = |value: &Value| match value {
        Value::Text(text) => text.split('\n').map(str::to_owned).collect::<Vec<String>>(),
        _ => Vec::new(),
    };
    let (base, one, two) = (lines(base), lines(one), lines(two));
    let mut hunks: Vec<Hunk<'_>> = hunks(&base, &one).into_iter().chain(hunks(&base, &two)).collect();
    hunks.sort_by(|left, right| (left.from, left.to, left.lines).cmp(&(right.from, right.to, right.lines)));
    hunks.dedup_by(|left, right| left.from == right.from && left.to == right.to && left.lines == right.lines);
    let mut merged: Vec<&String> = Vec::new();
    let mut at = 0;
    for (number, hunk) in hunks.iter().enumerate() {
        if number > 0 && hunk.from <= hunks[number - 1].to {
            return None;
        }
        merged.extend(&base[at..hunk.from]);
        merged.extend(hunk.lines);
        at = hunk.to;
    }
    merged.extend(&base[at..]);
    Some(Value::text(merged.into_iter().map(String::as_str).collect::<Vec<_>>().join("\n")))
}

/// Lines of the base that a side put others in the place of.
struct Hunk<'lines> {
    from: usize,
    to: usize,
    lines: &'lines [String],
}

fn hunks<'lines>(base: &[String], side: &'lines [String]) -> Vec<Hunk<'lines>> {
    let ops = capture_diff_slices(similar::Algorithm::Myers, base, side);
    let changed = ops.into_iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    changed
        .map(|op| {
            let (old, new) = (op.old_range(), op.new_range());
            Hunk { from: old.start, to: old.end, lines: &side[new] }
        })
        .collect()
}

/// One side removed what the other began to point at: it comes back, and that is told.
fn bring_back_what_is_pointed_at(merged: &mut Session, sides: [&Session; 3], disagreements: &mut Vec<Disagreement>) {
    loop {
        let missing = dangling(merged);
        if missing.is_empty() {
            return;
        }
        for (section, id) in missing {
            let found = sides.iter().find_map(|side| side.find(section, &id).map(|record| (side, record)));
            match found {
                Some((_, record)) => {
                    let table = merged.table(section);
                    let after = table.before(table.len());
                    let item = Item { id: id.clone(), values: record.values() };
                    let inserted = apply(merged, Edit::Insert { section, item, after });
                    debug_assert!(inserted.is_ok(), "it was missing");
                    disagreements.push(Disagreement { section, item: id, values: None });
                }
                None => forget_links(merged, section, &id),
            }
        }
    }
}

/// The items that are pointed at and not there, each once.
fn dangling(session: &Session) -> BTreeSet<(Section, Id)> {
    let mut missing = BTreeSet::new();
    let known: HashMap<Section, BTreeSet<&Id>> =
        Section::ALL.iter().map(|section| (*section, ids(session.table(*section)).into_iter().collect())).collect();
    let mut check = |section: Section, id: Id| {
        if known.get(&section).is_some_and(|known| !known.contains(&id)) {
            missing.insert((section, id));
        }
    };
    for &section in Section::ALL {
        let fields = section.kind().fields.iter().enumerate();
        let links: Vec<(usize, Section)> = fields
            .filter_map(|(number, field)| match field.kind {
                Kind::Link(to) | Kind::Links(to) => Some((number, to)),
                _ => None,
            })
            .collect();
        let table = session.table(section);
        for record in table.records() {
            for (field, to) in &links {
                match record.value(*field) {
                    Value::Link(id) => check(*to, id),
                    Value::Set(ids) => ids.into_iter().for_each(|id| check(*to, Id::new(id))),
                    _ => {}
                }
            }
        }
    }
    missing
}

fn forget_links(session: &mut Session, section: Section, id: &Id) {
    for edit in super::edit::removal(session, section, id) {
        if matches!(edit, Edit::Set { place: Place { .. }, .. }) {
            let forgotten = apply(session, edit);
            debug_assert!(forgotten.is_ok(), "made for this session");
        }
    }
}

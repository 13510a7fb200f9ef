//! Merging two sessions that grew from one: by place, so that two people who changed different things are never asked
//! anything. Fields that together make one judgement are one place. What both changed differently is kept in the session as
//! a conflict (see [`Conflicted`]), also where it was in conflict already. The result does not depend on whose side is
//! called ours: the same two sessions merge to the same text on every machine, and whatever comes of it can be read.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use similar::DiffOp;
use similar::algorithms::{Capture, Compact, Replace, myers};

use super::conflict::{About, Conflicted, OpenConflict, id_of, record_of};
use super::diff::{ids, moved};
use super::edit::{Edit, apply};
use super::id::Id;
use super::limits::{self, MOST_ITEMS};
use super::record::{Meaning, Record, RecordKind, links_of};
use super::records::meeting::Conflict;
use super::session::{AnyTable, Count, Item, Section, Session};
use super::unmergeable::Unmergeable;
use super::value::{Kind, Value};
use crate::domain::in_order::{sort, sort_by};

/// What two sessions became that began as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The session, with all that is to be chosen in it as conflicts.
    pub session: Session,
    /// The ids of the conflicts that neither side held as they are now.
    pub conflicts: Vec<Id>,
}

/// Merges two versions of a session that grew from `base`.
///
/// # Errors
/// They are two sessions, or differ in more than can be kept to choose from.
pub fn merge(base: &Session, one: &Session, two: &Session) -> Result<Merged, Unmergeable> {
    if one.id != two.id {
        return Err(Unmergeable::TwoSessions);
    }
    let mut merged = Session::empty(one.id.clone());
    let open = [base, one, two].map(open_by_item);
    let mut found = MergedConflicts::default();
    let is_settled = [base, one, two].iter().all(|side| side.conflicts.is_empty());
    for &section in Section::ALL.iter().filter(|section| **section != Section::Conflicts) {
        // Where nothing waits to be chosen and one side changed nothing, all is as the other side has it.
        let changed = [(one, two), (two, one)].into_iter().find(|(side, _)| is_settled && side.is_alike(section, base));
        if let Some((_, changed)) = changed {
            merged.table_mut(section).fill_from(changed.table(section));
            continue;
        }
        let sides = SectionSides {
            section,
            base: base.table(section),
            one: one.table(section),
            two: two.table(section),
            open: [&open[0], &open[1], &open[2]],
        };
        sides.merge_into(merged.table_mut(section), &mut found);
    }
    bring_back_what_is_pointed_at(&mut merged, [(one, &open[1]), (two, &open[2]), (base, &open[0])], &mut found);
    found.add_the_rest([base, one, two], &open, &merged);
    found.merge_into([base, one, two], merged)
}

/// The conflicts about the items that are there, by item.
type ByItem<'session> = HashMap<(Section, Id), Vec<(&'session Conflict, OpenConflict)>>;

fn open_by_item(session: &Session) -> ByItem<'_> {
    let mut all: ByItem<'_> = HashMap::new();
    for conflict in &session.conflicts {
        if let Some(open) = conflict.open(session).filter(|open| open.about != About::NoRoom) {
            all.entry((open.section, open.item.clone())).or_default().push((conflict, open));
        }
    }
    all
}

/// The conflicts of the result.
#[derive(Default)]
struct MergedConflicts {
    /// Those that a side held, with their ids.
    known: BTreeMap<Id, Conflict>,
    /// Those that came of merging, or whose id was taken.
    new: Vec<Conflict>,
}

impl MergedConflicts {
    /// A conflict as a side holds it.
    fn keep(&mut self, conflict: &Conflict) {
        match self.known.get(&conflict.id) {
            None => drop(self.known.insert(conflict.id.clone(), conflict.clone())),
            Some(same) if same == conflict => {}
            Some(_) => self.new.push(conflict.clone()),
        }
    }

    /// A conflict that came of merging; as a side holds it, if one does.
    fn add(&mut self, conflict: &OpenConflict, sides: [&SideItem<'_>; 2]) {
        let record = record_of(conflict);
        let is_same = |known: &&Conflict| Conflict { id: known.id.clone(), ..record.clone() } == **known;
        let held = sides.iter().flat_map(|side| side.open).map(|(known, _)| *known).filter(is_same);
        match held.min_by_key(|known| &known.id) {
            Some(known) => self.keep(known),
            None => self.new.push(record),
        }
    }

    /// Conflicts about items that are no longer there, or that say nothing that is known: like items, by id.
    fn add_the_rest(&mut self, sides: [&Session; 3], open: &[ByItem<'_>; 3], merged: &Session) {
        let is_dealt_with = |open: &ByItem<'_>, conflict: &Conflict| {
            let subject = conflict.subject().map(|(section, item, _)| (section, item));
            let about = subject.filter(|(section, item)| merged.find(*section, item).is_some());
            let open = about.and_then(|about| open.get(&about));
            open.is_some_and(|open| open.iter().any(|(known, _)| known.id == conflict.id))
        };
        let by_id = |side: &'_ Session| -> HashMap<Id, Conflict> {
            side.conflicts.iter().map(|conflict| (conflict.id.clone(), conflict.clone())).collect()
        };
        let [base, one, two] = sides.map(by_id);
        for (own, other, open) in [(&one, &two, &open[1]), (&two, &one, &open[2])] {
            for (id, conflict) in own {
                if self.known.contains_key(id) || is_dealt_with(open, conflict) {
                    continue;
                }
                let chosen = match (base.get(id), other.get(id)) {
                    (Some(_), None) => continue,
                    (Some(base), Some(other)) if base == conflict => other,
                    (Some(base), Some(other)) if base == other => conflict,
                    (_, Some(other)) if other.values() > conflict.values() => other,
                    _ => conflict,
                };
                self.keep(chosen);
            }
        }
    }

    fn merge_into(mut self, [base, one, two]: [&Session; 3], mut merged: Session) -> Result<Merged, Unmergeable> {
        let mut conflicts = Vec::new();
        sort_by(&mut self.new, |one, other| one.id.cmp(&other.id).then_with(|| one.values().cmp(&other.values())));
        self.new.dedup_by(|left, right| left.values() == right.values());
        limits::items(self.known.len() + self.new.len())?;
        for mut conflict in self.new {
            conflict.id = id_of(&conflict, |id| self.known.contains_key(id));
            conflicts.push(conflict.id.clone());
            self.known.insert(conflict.id.clone(), conflict);
        }
        let section = Section::Conflicts;
        let mut items: BTreeMap<&Id, Item> = BTreeMap::new();
        for (id, conflict) in &self.known {
            items.insert(id, Item { id: id.clone(), values: conflict.values() });
        }
        let empty = [&ByItem::new(), &ByItem::new(), &ByItem::new()];
        let [base, one, two] = [base, one, two].map(|side| side.table(section));
        let order = SectionSides { section, base, one, two, open: empty }.order(&items);
        let table = merged.table_mut(section);
        for id in order {
            if let Some(item) = items.remove(&id) {
                let inserted = table.insert(table.len(), item);
                debug_assert!(inserted.is_ok(), "the values are those of a conflict");
            }
        }
        sort(&mut conflicts);
        Ok(Merged { session: merged, conflicts })
    }
}

/// An item on one side, with what is open about it there.
struct SideItem<'side> {
    values: &'side [Value],
    open: &'side [(&'side Conflict, OpenConflict)],
}

impl SideItem<'_> {
    /// Whether it is the same item with the same open about it, whatever that is called.
    fn is_same(&self, other: &Self) -> bool {
        let open = |side: &Self| {
            let mut open: Vec<(Vec<usize>, Conflicted<Vec<Value>>)> =
                side.open.iter().map(|(_, open)| (open.fields.clone(), open.values.clone())).collect();
            sort(&mut open);
            open
        };
        self.values == other.values && (self.open.is_empty() && other.open.is_empty() || open(self) == open(other))
    }

    fn removal(&self) -> Option<&Conflict> {
        self.open.iter().find(|(_, open)| open.about == About::Removal).map(|(conflict, _)| *conflict)
    }

    /// What some of its fields hold together, and may hold.
    fn together(&self, fields: &[usize]) -> Conflicted<Vec<Value>> {
        let with = |open: &OpenConflict, values: &[Value]| -> Vec<Value> {
            let value = |field: &usize| {
                let own = open.fields.iter().position(|of| of == field).and_then(|at| values.get(at));
                own.unwrap_or(&self.values[*field]).clone()
            };
            fields.iter().map(value).collect()
        };
        let stands: Vec<Value> = fields.iter().map(|&field| self.values[field].clone()).collect();
        let about = |(_, open): &&(&Conflict, OpenConflict)| open.fields.iter().any(|field| fields.contains(field));
        let mut others: Vec<Vec<Value>> = Vec::new();
        let mut before = None;
        for (_, open) in self.open.iter().filter(about) {
            others.extend(open.values.others.iter().map(|other| with(open, other)));
            before = before.or_else(|| open.values.before.as_ref().map(|before| with(open, before)));
        }
        others.retain(|other| *other != stands);
        sort(&mut others);
        others.dedup();
        let before = before.filter(|_| !others.is_empty());
        Conflicted { stands, others, before }
    }
}

/// One section in its three versions.
struct SectionSides<'tables> {
    section: Section,
    base: &'tables dyn AnyTable,
    one: &'tables dyn AnyTable,
    two: &'tables dyn AnyTable,
    open: [&'tables ByItem<'tables>; 3],
}

impl SectionSides<'_> {
    fn merge_into(&self, merged: &mut dyn AnyTable, found: &mut MergedConflicts) {
        let tables = [self.base, self.one, self.two].map(by_id);
        let all: BTreeSet<&Id> = tables.iter().flat_map(BTreeMap::keys).copied().collect();
        let mut items: BTreeMap<&Id, Item> = BTreeMap::new();
        for id in all {
            let key = (self.section, id.clone());
            let version = |side: usize| {
                let open = self.open[side].get(&key).map_or(&[][..], Vec::as_slice);
                tables[side].get(id).map(|values| SideItem { values, open })
            };
            if let Some(values) = self.merge_item(id, &[version(0), version(1), version(2)], found) {
                items.insert(id, Item { id: id.clone(), values });
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
        let order = self.order(&items);
        let in_base = &tables[0];
        let mut over = order.len().saturating_sub(MOST_ITEMS);
        let mut without_room = BTreeSet::new();
        for id in order.iter().rev().filter(|id| !in_base.contains_key(id)) {
            if over > 0 {
                over -= 1;
                without_room.insert(id);
            }
        }
        for id in &order {
            let Some(item) = items.remove(id) else { continue };
            if without_room.contains(id) {
                let values = Conflicted { stands: Vec::new(), others: vec![item.values], before: None };
                let item = item.id;
                let conflict =
                    OpenConflict { section: self.section, item, about: About::NoRoom, fields: vec![], values };
                found.new.push(record_of(&conflict));
            } else {
                let inserted = merged.insert(merged.len(), item);
                debug_assert!(inserted.is_ok(), "values of the same section");
            }
        }
    }

    /// The values of the item as both sides want it; none where it was removed.
    fn merge_item(
        &self,
        id: &Id,
        versions: &[Option<SideItem<'_>>; 3],
        found: &mut MergedConflicts,
    ) -> Option<Vec<Value>> {
        let mut keep = |side: &SideItem<'_>| {
            side.open.iter().for_each(|(conflict, _)| found.keep(conflict));
            Some(side.values.to_vec())
        };
        match versions {
            [_, None, None] => None,
            [None, Some(only), None] | [None, None, Some(only)] => keep(only),
            [Some(base), Some(kept), None] | [Some(base), None, Some(kept)] => {
                if base.is_same(kept) {
                    return None;
                }
                let values = keep(kept);
                if kept.removal().is_none() {
                    found.new.push(record_of(&OpenConflict::of_removal(self.section, id)));
                }
                values
            }
            [base, Some(one), Some(two)] => {
                if one.is_same(two) {
                    let names = |side: &SideItem<'_>| {
                        side.open.iter().map(|(conflict, _)| conflict.id.clone()).collect::<Vec<Id>>()
                    };
                    return keep(if names(one) <= names(two) { one } else { two });
                }
                match base {
                    Some(base) if base.is_same(one) => keep(two),
                    Some(base) if base.is_same(two) => keep(one),
                    _ => Some(self.merge_fields(id, base.as_ref(), one, two, found)),
                }
            }
        }
    }

    /// The values of an item that both sides changed.
    fn merge_fields(
        &self,
        id: &Id,
        base: Option<&SideItem<'_>>,
        one: &SideItem<'_>,
        two: &SideItem<'_>,
        found: &mut MergedConflicts,
    ) -> Vec<Value> {
        let kind = self.section.kind();
        let nothing = vec![Value::Empty; kind.fields.len()];
        let base =
            SideItem { values: base.map_or(&nothing, |base| base.values), open: base.map_or(&[], |base| base.open) };
        let mut values = nothing.clone();
        for fields in places(kind, [&base, one, two]) {
            let of = [&base, one, two].map(|side| side.together(&fields));
            let merged = merge_value(kind, &fields, &of)
                .map_or_else(|| Conflicted::merge(&of[0], &of[1], &of[2]), |value| Conflicted::agreed(vec![value]));
            for (&field, value) in fields.iter().zip(&merged.stands) {
                values[field] = value.clone();
            }
            if !merged.is_agreed() {
                found.add(&of_differing(self.section, id, &fields, &merged), [one, two]);
            }
        }
        let is_removed = [&base, one, two].map(|side| side.removal().is_some());
        if if is_removed[1] == is_removed[0] { is_removed[2] } else { is_removed[1] } {
            found.add(&OpenConflict::of_removal(self.section, id), [one, two]);
        }
        values
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

/// The conflict about those of some fields in which its versions differ.
fn of_differing(section: Section, item: &Id, fields: &[usize], values: &Conflicted<Vec<Value>>) -> OpenConflict {
    let differs = |at: &usize| values.others.iter().any(|other| other[*at] != values.stands[*at]);
    let at: Vec<usize> = (0..fields.len()).filter(differs).collect();
    let of = |version: &Vec<Value>| at.iter().map(|&at| version[at].clone()).collect::<Vec<Value>>();
    let mut others: Vec<Vec<Value>> = values.others.iter().map(of).collect();
    sort(&mut others);
    let values = Conflicted { stands: of(&values.stands), others, before: values.before.as_ref().map(of) };
    let fields = at.iter().map(|&at| fields[at]).collect();
    OpenConflict { section, item: item.clone(), about: About::Fields, fields, values }
}

/// The fields of an item in groups, each of which is merged as one: those that make one judgement, those that are in one
/// conflict, and every other field by itself.
fn places(kind: &RecordKind, sides: [&SideItem<'_>; 3]) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..kind.fields.len()).collect();
    let mut join = |fields: &[usize]| {
        let Some(first) = fields.iter().map(|&field| group[field]).min() else { return };
        let joined: Vec<usize> = fields.iter().map(|&field| group[field]).collect();
        group.iter_mut().filter(|of| joined.contains(of)).for_each(|of| *of = first);
    };
    let judgement = kind.judgement();
    join(&judgement);
    let [base, one, two] = sides.map(|side| judgement.iter().map(|&field| &side.values[field]).collect::<Vec<_>>());
    if base != one && base != two && one != two {
        // Each judgement goes with its own explanation.
        let explained = kind.fields.iter().enumerate().filter(|(_, field)| field.means(Meaning::Explains));
        let explained = explained.map(|(number, _)| number);
        join(&judgement.iter().copied().chain(explained).collect::<Vec<_>>());
    }
    sides.iter().flat_map(|side| side.open).for_each(|(_, open)| join(&open.fields));
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (field, of) in group.into_iter().enumerate() {
        groups.entry(of).or_default().push(field);
    }
    groups.into_values().collect()
}

fn by_id(table: &dyn AnyTable) -> BTreeMap<&Id, Vec<Value>> {
    table.records().map(|record| (record.id(), record.values())).collect()
}

/// What both sides did to a set or to lines of text, made together; none where it cannot be, or is more than a field holds.
fn merge_value(kind: &RecordKind, fields: &[usize], [base, one, two]: &[Conflicted<Vec<Value>>; 3]) -> Option<Value> {
    let [field] = fields else { return None };
    if ![base, one, two].iter().all(|side| side.is_agreed()) || base == one || base == two || one == two {
        return None;
    }
    made_together(kind.fields[*field].kind, [&base.stands[0], &one.stands[0], &two.stands[0]])
}

/// What both sides did to a set or to lines of text, made together.
pub(super) fn made_together(kind: Kind, [base, one, two]: [&Value; 3]) -> Option<Value> {
    let merged = match kind {
        Kind::Choices(_) | Kind::Links(_) | Kind::Marks => Some(merge_sets(base, one, two)),
        Kind::Text => merge_lines(base, one, two),
        _ => None,
    };
    merged.filter(|value| limits::value(value).is_ok())
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
    sort_by(&mut hunks, |left, right| (left.from, left.to, left.lines).cmp(&(right.from, right.to, right.lines)));
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
    let mut found = Compact::new(Replace::new(Capture::new()), base, side);
    // Nothing is guessed at to be faster: no text is so long.
    let Ok(()) = myers::diff_deadline_raw(&mut found, base, 0..base.len(), side, 0..side.len(), None);
    let changed =
        found.into_inner().into_inner().into_ops().into_iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    changed
        .map(|op| {
            let (old, new) = (op.old_range(), op.new_range());
            Hunk { from: old.start, to: old.end, lines: &side[new] }
        })
        .collect()
}

/// One side removed what the other began to point at: it comes back with what was open about it, and that is told.
fn bring_back_what_is_pointed_at(
    merged: &mut Session,
    sides: [(&Session, &ByItem<'_>); 3],
    found: &mut MergedConflicts,
) {
    loop {
        let missing = dangling(merged);
        if missing.is_empty() {
            return;
        }
        for (section, id) in missing {
            let side = sides.iter().find_map(|(side, open)| side.find(section, &id).map(|record| (record, open)));
            let item = side.map(|(record, _)| Item { id: id.clone(), values: record.values() });
            let table = merged.table(section);
            let after = table.before(table.len());
            let is_back = item.is_some_and(|item| apply(merged, Edit::Insert { section, item, after }).is_ok());
            let open = side.and_then(|(_, open)| open.get(&(section, id.clone())));
            if is_back {
                open.into_iter().flatten().for_each(|(conflict, _)| found.keep(conflict));
                if !open.into_iter().flatten().any(|(_, open)| open.about == About::Removal) {
                    found.new.push(record_of(&OpenConflict::of_removal(section, &id)));
                }
            } else {
                // Nobody has it, or there is no room for it.
                forget_links(merged, section, &id);
            }
        }
    }
}

/// The items that are pointed at and not there, each once.
pub(super) fn dangling(session: &Session) -> BTreeSet<(Section, Id)> {
    let mut missing = BTreeSet::new();
    let known: HashMap<Section, BTreeSet<&Id>> =
        Section::ALL.iter().map(|section| (*section, ids(session.table(*section)).into_iter().collect())).collect();
    for &section in Section::ALL {
        for (_, to, id) in session.table(section).records().flat_map(links_of) {
            if known.get(&to).is_some_and(|known| !known.contains(&id)) {
                missing.insert((to, id));
            }
        }
    }
    missing
}

fn forget_links(session: &mut Session, section: Section, id: &Id) {
    for edit in super::edit::removal(session, section, id) {
        if matches!(edit, Edit::Set { .. }) {
            let forgotten = apply(session, edit);
            debug_assert!(forgotten.is_ok(), "made for this session");
        }
    }
}

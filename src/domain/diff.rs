//! The edits that lead from one session to another: what a diff tells, a commit says, and a merge combines.

use std::collections::{HashMap, HashSet};

use super::edit::{Edit, Place};
use super::id::Id;
use super::record::Record;
use super::session::{AnyTable, Count, Item, Section, Session};

/// The edits that turn `from` into `to`, section by section: what goes, what comes and moves from the top down, what
/// changes. The ids of the sessions are not compared.
pub fn diff(from: &Session, to: &Session) -> Vec<Edit> {
    let mut edits = Vec::new();
    for &section in Section::ALL {
        diff_section(section, from.table(section), to.table(section), &mut edits);
    }
    edits
}

fn diff_section(section: Section, from: &dyn AnyTable, to: &dyn AnyTable, edits: &mut Vec<Edit>) {
    let (old, new) = (ids(from), ids(to));
    if section.count() != Count::One {
        let kept: HashMap<&Id, usize> = new.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        edits.extend(
            old.iter().filter(|id| !kept.contains_key(*id)).map(|id| Edit::Remove { section, item: (*id).clone() }),
        );
        let known: HashMap<&Id, usize> = old.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let moved: HashSet<&Id> = moved(&old, &new).into_iter().collect();
        for (at, id) in new.iter().enumerate() {
            let after = at.checked_sub(1).map(|before| new[before].clone());
            let item = (*id).clone();
            if !known.contains_key(id) {
                let values = to.get(at).map(Record::values).unwrap_or_default();
                edits.push(Edit::Insert { section, item: Item { id: item, values }, after });
            } else if moved.contains(id) {
                edits.push(Edit::Move { section, item, after });
            }
        }
    }
    for (position, id) in new.iter().enumerate() {
        let (Some(before), Some(after)) = (from.position(id).and_then(|at| from.get(at)), to.get(position)) else {
            continue;
        };
        for field in 0..section.kind().fields.len() {
            let value = after.value(field);
            if before.value(field) != value {
                edits.push(Edit::Set { place: Place { section, item: (*id).clone(), field }, value });
            }
        }
    }
}

/// The ids of a table, in order.
pub(super) fn ids(table: &dyn AnyTable) -> Vec<&Id> {
    table.records().map(Record::id).collect()
}

/// The items that are in both orders and really moved: the fewest that must, so that the others stand still.
pub(super) fn moved<'ids>(old: &[&'ids Id], new: &[&Id]) -> Vec<&'ids Id> {
    let places: HashMap<&Id, usize> = new.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let common: Vec<(&'ids Id, usize)> = old.iter().filter_map(|id| places.get(id).map(|at| (*id, *at))).collect();
    let still = longest_rising(&common.iter().map(|(_, at)| *at).collect::<Vec<_>>());
    let mut still = still.into_iter().peekable();
    let mut moved = Vec::new();
    for (number, (id, _)) in common.iter().enumerate() {
        if still.peek() == Some(&number) {
            still.next();
        } else {
            moved.push(*id);
        }
    }
    moved
}

/// Where the longest rising run of a row of numbers stands (patience sorting).
fn longest_rising(numbers: &[usize]) -> Vec<usize> {
    let mut piles: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; numbers.len()];
    for (at, number) in numbers.iter().enumerate() {
        let pile = piles.partition_point(|top| numbers[*top] < *number);
        before[at] = pile.checked_sub(1).map(|left| piles[left]);
        if pile == piles.len() {
            piles.push(at);
        } else {
            piles[pile] = at;
        }
    }
    let mut run = Vec::with_capacity(piles.len());
    let mut at = piles.last().copied();
    while let Some(position) = at {
        run.push(position);
        at = before[position];
    }
    run.reverse();
    run
}

//! A new round: a session that begins with what goes on. Who and what the neighbourhood has comes along as it is, and so
//! does everything that is still open; what was scored, voted, told and measured stays with the round in which that was
//! done. Items keep their ids, so that rounds can be compared and nothing is ever there twice.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::carried::{CARRYING, Carrying, HowFar, times_carried};
use super::edit::{Edit, apply};
use super::gaps::is_open;
use super::id::{Id, IdSource};
use super::record::{Meaning, NextRound, Record};
use super::records::meeting::{Attendance, Meeting, Person};
use super::records::plan::Intervention;
use super::records::priorities::ThemeState;
use super::session::{Count, Item, Section, Session};
use super::value::{ChoiceSet, Kind, Value};

/// The next round of a session.
pub fn next_round(session: &Session, ids: &mut IdSource, date: Option<Date>, how_far: HowFar<'_>) -> Session {
    let mut next = Session::empty(ids.next_id('s'));
    next.follow(session);
    let open = open_items(session, how_far);
    let mut along = open.clone();
    along.extend(what_goes_on(session));
    with_what_is_pointed_at(session, &mut along);
    for &section in Section::ALL {
        match section.count() {
            Count::One => copy_only(session, &mut next, section),
            Count::Many(_) => carry(session, &mut next, section, &along, &open),
        }
    }
    let meeting = session.the_meeting().id();
    set(&mut next, Section::Meeting, meeting, Meeting::date, date.map_or(Value::Empty, Value::Date));
    next
}

/// What wants a decision: done, goes on, or dropped.
fn open_items(session: &Session, how_far: HowFar<'_>) -> BTreeSet<(Section, Id)> {
    let of_section = |carrying: &'static Carrying| {
        let records = session.table(carrying.section).records();
        let open = records.filter(move |record| carrying.is_open(session, *record, how_far));
        open.map(move |record| (carrying.section, record.id().clone()))
    };
    CARRYING.iter().flat_map(of_section).collect()
}

/// What comes along beside that.
fn what_goes_on(session: &Session) -> BTreeSet<(Section, Id)> {
    let mut along = BTreeSet::new();
    for &section in Section::ALL.iter().filter(|section| section.kind().next_round == NextRound::Whole) {
        along.extend(session.table(section).records().map(|record| (section, record.id().clone())));
    }
    let themes = session.themes.iter().filter(|theme| theme.state == Some(ThemeState::Chosen));
    along.extend(themes.map(|theme| (Section::Themes, theme.id.clone())));
    let used = session.interventions.iter().filter(|intervention| is_used(session, intervention));
    along.extend(used.map(|intervention| (Section::Interventions, intervention.id.clone())));
    let costs = session.costs.iter().filter(|cost| session.actions.iter().any(|a| is_open(a) && cost.action.is(&a.id)));
    along.extend(costs.map(|cost| (Section::Costs, cost.id.clone())));
    along
}

/// Whether an open action rests on it, or no action yet.
fn is_used(session: &Session, intervention: &Intervention) -> bool {
    let mut resting = session.actions.iter().filter(|action| action.intervention.is(&intervention.id)).peekable();
    resting.peek().is_none() || resting.any(is_open)
}

/// Nothing that comes along points at what stays behind.
fn with_what_is_pointed_at(session: &Session, along: &mut BTreeSet<(Section, Id)>) {
    let mut next: Vec<(Section, Id)> = along.iter().cloned().collect();
    while let Some((section, id)) = next.pop() {
        let Some(record) = session.find(section, &id) else { continue };
        for (number, field) in section.kind().fields.iter().enumerate() {
            let (Kind::Link(to) | Kind::Links(to)) = field.kind else { continue };
            let targets = match record.value(number) {
                Value::Link(target) => vec![target],
                Value::Set(targets) => targets.into_iter().map(Id::new).collect(),
                _ => continue,
            };
            for target in targets {
                if along.insert((to, target.clone())) {
                    next.push((to, target));
                }
            }
        }
    }
}

/// Copies the only item of a section, without what is of the day.
fn copy_only(session: &Session, next: &mut Session, section: Section) {
    let Some(record) = session.table(section).get(0) else { return };
    for (number, field) in section.kind().fields.iter().enumerate() {
        if !field.means(Meaning::OfTheDay) {
            set(next, section, record.id(), number, record.value(number));
        }
    }
}

/// Copies the items of a section that come along, in their order.
fn carry(
    session: &Session,
    next: &mut Session,
    section: Section,
    along: &BTreeSet<(Section, Id)>,
    open: &BTreeSet<(Section, Id)>,
) {
    for record in session.table(section).records() {
        let place = (section, record.id().clone());
        if !along.contains(&place) {
            continue;
        }
        let table = next.table_mut(section);
        let end = table.len();
        let inserted = table.insert(end, Item { id: place.1.clone(), values: record.values() });
        debug_assert!(inserted.is_ok(), "the values are those of the record");
        if open.contains(&place) {
            let times = times_carried(record).saturating_add(1);
            let kept = [(Meaning::Carried, Value::Whole(times)), (Meaning::GoesOn, Value::Empty)];
            for (meaning, value) in kept {
                section.kind().field_that_means(meaning).into_iter().for_each(|field| {
                    set(next, section, &place.1, field, value.clone());
                });
            }
        }
        for (number, field) in section.kind().fields.iter().enumerate() {
            if field.means(Meaning::OfTheDay) {
                set(next, section, &place.1, number, Value::Empty);
            }
        }
        if section == Section::People {
            let attendance = record.value(Person::attendance);
            let past = [Attendance::Present, Attendance::Absent].map(|past| Value::Choice(past.word()));
            if past.contains(&attendance) {
                set(next, section, &place.1, Person::attendance, Value::Empty);
            }
        }
    }
}

fn set(session: &mut Session, section: Section, item: &Id, field: usize, value: Value) {
    let done = apply(session, Edit::set(section, item, field, value));
    debug_assert!(done.is_ok(), "the field holds such a value");
}

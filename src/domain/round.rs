//! A new round: a session that begins with all that the round before knows. What is open wants a decision; an answer that
//! was given says of which round it is, until it is looked at again; people are expected. What belongs to the day itself
//! stays behind: each record declares it, with the reason. Items keep their ids, so that rounds can be compared and nothing
//! is ever there twice.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::carried::{CARRYING, Carrying, HowFar, carrying, times_carried};
use super::edit::{Edit, apply};
use super::id::{Id, IdSource, stable_number};
use super::record::{Meaning, NextRound, Record, RecordType, links_of};
use super::records::meeting::{Answer, AnswerState, Attendance, Meeting, Person, Remark};
use super::session::{Count, Item, Section, Session};
use super::value::{ChoiceSet, Flag, Kind, Typed, Value};

/// What a new round has to know of the questions; only the guide does.
pub struct RoundQuestions<'a> {
    /// How far an answer is.
    pub how_far: HowFar<'a>,
    /// The ids of those that each round goes through, in order: one that nobody answered waits too.
    pub asked: Vec<Id>,
    /// Those about the meeting itself: an answer of another round says nothing.
    pub anew: Vec<Id>,
    /// What is left and stood in what stays behind with the day.
    pub left: Vec<LeftOpen>,
}

/// Something that a round leaves and that its next one can no longer tell: it comes along as a remark.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOpen {
    /// What it is about: the same in every round that leaves it.
    pub about: String,
    pub text: String,
}

/// The next round of a session.
pub fn next_round(
    session: &Session,
    ids: &mut IdSource,
    date: Option<Date>,
    questions: &RoundQuestions<'_>,
) -> Session {
    let mut next = Session::empty(ids.next_id('s'));
    next.follow(session);
    let open = open_items(session, questions.how_far);
    let mut along = open.clone();
    along.extend(what_goes_on(session, questions.how_far));
    with_what_is_pointed_at(session, &mut along);
    with_what_points_at_it(session, &mut along);
    for &section in Section::ALL {
        match section.count() {
            Count::One => copy_only(session, &mut next, section),
            Count::Many(_) if section != Section::Answers => carry(session, &mut next, section, &along, &open),
            Count::Many(_) => {}
        }
    }
    carry_answers(session, &mut next, questions);
    for LeftOpen { about, text } in &questions.left {
        // Whoever begins the round, and in whichever round it was left before: it is one item.
        let id = IdSource::new(stable_number(about.as_bytes())).next_id('k');
        let parked = next.table_mut(Section::Parked);
        if parked.position(&id).is_some() {
            set(&mut next, Section::Parked, &id, Remark::text, Value::text(text.as_str()));
            continue;
        }
        let remark = Remark { text: text.as_str().into(), carried: Typed::Known(1), ..Remark::with_id(id) };
        // In a section that is full there is room for no more.
        let _ = parked.insert(parked.len(), Item { id: remark.id.clone(), values: remark.values() });
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

/// What comes along beside that, without a decision.
fn what_goes_on(session: &Session, how_far: HowFar<'_>) -> BTreeSet<(Section, Id)> {
    let goes_on = |section: Section, record: &dyn Record| match section.kind().next_round {
        NextRound::Whole => true,
        NextRound::Open(_) => carrying(section).is_some_and(|it| !it.is_settled(session, record, how_far)),
        NextRound::With(_) | NextRound::Stays(_) => false,
    };
    let of_section = |section: Section| {
        let records = session.table(section).records().filter(move |record| goes_on(section, *record));
        records.map(move |record| (section, record.id().clone()))
    };
    let sections = Section::ALL.iter().copied().filter(|section| *section != Section::Answers);
    sections.flat_map(of_section).collect()
}

/// What rests on something that comes along, or on nothing yet.
fn with_what_points_at_it(session: &Session, along: &mut BTreeSet<(Section, Id)>) {
    for &section in Section::ALL {
        let NextRound::With(field) = section.kind().next_round else { continue };
        let Kind::Link(to) = section.kind().fields[field].kind else { continue };
        for record in session.table(section).records() {
            let comes_along = match record.value(field) {
                Value::Link(target) => along.contains(&(to, target)),
                _ => true,
            };
            if comes_along {
                along.insert((section, record.id().clone()));
            }
        }
    }
}

/// Nothing that comes along points at what stays behind.
fn with_what_is_pointed_at(session: &Session, along: &mut BTreeSet<(Section, Id)>) {
    let mut next: Vec<(Section, Id)> = along.iter().cloned().collect();
    while let Some((section, id)) = next.pop() {
        let Some(record) = session.find(section, &id) else { continue };
        for (_, to, target) in links_of(record) {
            if along.insert((to, target.clone())) {
                next.push((to, target));
            }
        }
    }
}

/// Copies the only item of a section, without what is of the day.
fn copy_only(session: &Session, next: &mut Session, section: Section) {
    let Some(record) = session.table(section).get(0) else { return };
    if matches!(section.kind().next_round, NextRound::Stays(_)) {
        return;
    }
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
        if section == Section::People && record.value(Person::attendance) != Value::Choice(Attendance::Wanted.word()) {
            let expected = Value::Choice(Attendance::Expected.word());
            set(next, section, &place.1, Person::attendance, expected);
        }
    }
}

/// Answers come along with the round in which they were given; those that are open, those that are asked anew and the
/// questions that nobody answered want a decision.
fn carry_answers(session: &Session, next: &mut Session, questions: &RoundQuestions<'_>) {
    for answer in &session.answers {
        let (question, about) = answer.id.as_str().split_once('@').unwrap_or((answer.id.as_str(), ""));
        let (question, about) = (Id::new(question), Some(about).filter(|about| !about.is_empty()).map(Id::new));
        if questions.anew.contains(&question) && !questions.asked.contains(&question) {
            continue;
        }
        let is_about_something = about
            .is_none_or(|about| Section::ALL.iter().any(|section| next.table(*section).position(&about).is_some()));
        if is_about_something {
            let end = next.answers.len();
            insert(next, end, &in_next_round(session, answer, questions));
        }
    }
    for (number, id) in questions.asked.iter().enumerate() {
        let answers = next.table(Section::Answers);
        if answers.position(id).is_none() {
            let before = questions.asked[..number].iter().rev().find_map(|before| answers.position(before));
            let unanswered = Answer { carried: Typed::Known(1), ..Answer::with_id(id.clone()) };
            insert(next, before.map_or(0, |before| before + 1), &unanswered);
        }
    }
}

/// An answer as the next round begins with it.
fn in_next_round(session: &Session, answer: &Answer, questions: &RoundQuestions<'_>) -> Answer {
    let is_open =
        matches!((questions.how_far)(answer), Some(AnswerState::Open | AnswerState::No | AnswerState::Partly));
    let times = if is_open { times_carried(answer).saturating_add(1) } else { 1 };
    if questions.anew.contains(&answer.id) {
        // Who takes care of it still does; a note or a day of the meeting before would be about another answer.
        let owner = answer.owner.clone();
        return Answer { owner, carried: Typed::Known(times), ..Answer::with_id(answer.id.clone()) };
    }
    let mut along = Answer { goes_on: Flag(false), carried: Typed::Empty, ..answer.clone() };
    if is_open {
        along.carried = Typed::Known(times);
    } else if along.of_round.is_empty() {
        along.of_round = Typed::Known(session.round());
    }
    along
}

fn insert(session: &mut Session, position: usize, answer: &Answer) {
    let item = Item { id: answer.id.clone(), values: answer.values() };
    let inserted = session.table_mut(Section::Answers).insert(position, item);
    debug_assert!(inserted.is_ok(), "the values are those of an answer");
}

fn set(session: &mut Session, section: Section, item: &Id, field: usize, value: Value) {
    let done = apply(session, Edit::set(section, item, field, value));
    debug_assert!(done.is_ok(), "the field holds such a value");
}

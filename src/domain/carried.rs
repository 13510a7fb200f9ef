//! What comes along to a next round because it is still open, and wants a decision there: done, goes on, or dropped with a
//! reason. Which sections take part, and which of their fields tell what was decided, is declared with the records.
//! An item about which nothing was decided stays open.

use std::sync::LazyLock;

use super::edit::Edit;
use super::id::Id;
use super::record::{Field, Meaning, NextRound, Record};
use super::records::meeting::{Answer, AnswerState};
use super::session::{Section, Session};
use super::value::{ChoiceSet, Kind, Value};

/// The fields of a section that a person fills in; what a round keeps of an item is decided in the walk, not typed.
pub fn asked_fields(section: Section) -> Vec<usize> {
    let is_kept =
        |field: &Field| [Meaning::Carried, Meaning::GoesOn, Meaning::OfRound].iter().any(|kept| field.means(*kept));
    let fields = section.kind().fields.iter().enumerate();
    fields.filter(|(_, field)| !is_kept(field)).map(|(number, _)| number).collect()
}

/// What was decided about an item that came along.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    Done,
    GoesOn,
    Dropped,
}

/// What makes an item of a section done.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// This word in this field.
    Word(usize, &'static str),
    /// A date in this field: the day on which it was done.
    Day(usize),
    /// Words in this field, which only a person can write.
    Text(usize),
    Answer,
}

/// A section whose open items come along, with the numbers of the fields that tell what was decided.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug)]
pub struct Carrying {
    pub section: Section,
    /// What makes an item done.
    pub done: Done,
    /// The field and word that say that an item was let go; where there are none, the reason says so.
    pub dropped: Option<(usize, &'static str)>,
    /// The field of the reason for that.
    pub reason: usize,
    /// An item comes along only if one of these fields is filled in: then something was promised. All do where none is
    /// named.
    pub promise: &'static [usize],
    /// The field of who takes care of it, if there is one.
    pub owner: Option<usize>,
    /// The field of the day by which.
    pub due: Option<usize>,
}

/// Of all that comes along, these are gone through first.
const FIRST: [Section; 2] = [Section::Actions, Section::Answers];

/// The sections whose open items come along, in the order in which they are gone through.
pub static CARRYING: LazyLock<Vec<Carrying>> = LazyLock::new(|| {
    let others = Section::ALL.iter().copied().filter(|section| !FIRST.contains(section));
    FIRST.into_iter().chain(others).filter_map(Carrying::declared).collect()
});

/// How far an answer is; `None` for one whose question is not of those that come along. Only the guide knows.
pub type HowFar<'a> = &'a dyn Fn(&Answer) -> Option<AnswerState>;

/// How the open items of a section come along, if they do.
pub fn carrying(section: Section) -> Option<&'static Carrying> {
    CARRYING.iter().find(|carrying| carrying.section == section)
}

/// What came along to this session, in order.
pub fn came_along(session: &Session) -> Vec<(&'static Carrying, Id)> {
    let of_section = |carrying: &'static Carrying| {
        let table = session.table(carrying.section);
        let field = carrying.section.kind().field_that_means(Meaning::Carried);
        let records = table.records();
        let along = records.filter(move |record| field.is_some_and(|field| !record.value(field).is_empty()));
        along.map(move |record| (carrying, record.id().clone()))
    };
    CARRYING.iter().flat_map(of_section).collect()
}

/// How many items that came along wait for a decision.
pub fn undecided(session: &Session, how_far: HowFar<'_>) -> usize {
    let along = came_along(session);
    along.iter().filter(|(carrying, id)| carrying.decided(session, id, how_far).is_none()).count()
}

/// How many times an item moved on to a next round.
pub fn times_carried(record: &dyn Record) -> u32 {
    match record.meant(Meaning::Carried) {
        Value::Empty => 0,
        Value::Whole(times) => times,
        _ => 1,
    }
}

/// The round in which an item was first written down, as far as its count tells.
pub fn first_round(session: &Session, record: &dyn Record) -> u32 {
    session.round().saturating_sub(times_carried(record)).max(1)
}

impl Carrying {
    /// How the open items of a section come along, if it declares that they do.
    fn declared(section: Section) -> Option<Self> {
        let kind = section.kind();
        let NextRound::Open(promise) = kind.next_round else { return None };
        let word = |state| kind.state().and_then(|(field, choices)| Some((field, choices.word_for(state)?)));
        let settles = |field: usize| match kind.fields[field].kind {
            Kind::Date => Done::Day(field),
            _ => Done::Text(field),
        };
        let done = match section {
            Section::Answers => Done::Answer,
            _ => match kind.field_that_means(Meaning::Settles) {
                Some(field) => settles(field),
                None => word(AnswerState::Done).map(|(field, word)| Done::Word(field, word))?,
            },
        };
        Some(Self {
            section,
            done,
            dropped: word(AnswerState::NotApplicable),
            reason: kind.field_that_means(Meaning::Reason)?,
            promise,
            owner: kind.field_that_means(Meaning::Owner),
            due: kind.field_that_means(Meaning::Due),
        })
    }

    /// What was decided about an item, if anything was.
    pub fn decided(&self, session: &Session, id: &Id, how_far: HowFar<'_>) -> Option<Decided> {
        let record = session.find(self.section, id)?;
        let answer = || session.answers.find(id).and_then(how_far);
        let is_done = match self.done {
            Done::Word(field, word) => record.value(field) == Value::Choice(word),
            Done::Day(field) | Done::Text(field) => !is_blank(&record.value(field)),
            Done::Answer => answer() == Some(AnswerState::Done),
        };
        let is_dropped = match (self.done, self.dropped) {
            (Done::Answer, _) => answer() == Some(AnswerState::NotApplicable),
            (_, Some((field, word))) => record.value(field) == Value::Choice(word),
            (_, None) => !is_blank(&record.value(self.reason)),
        };
        match (is_done, is_dropped) {
            (true, _) => Some(Decided::Done),
            (false, true) => Some(Decided::Dropped),
            (false, false) => (record.meant(Meaning::GoesOn) == Value::Yes).then_some(Decided::GoesOn),
        }
    }

    /// Whether an item is done or let go, which ends it in the round in which that was decided.
    pub fn is_settled(&self, session: &Session, record: &dyn Record, how_far: HowFar<'_>) -> bool {
        matches!(self.decided(session, record.id(), how_far), Some(Decided::Done | Decided::Dropped))
    }

    /// Whether an item comes along to a next round and wants a decision there.
    pub fn is_open(&self, session: &Session, record: &dyn Record, how_far: HowFar<'_>) -> bool {
        // What came along once waits for a decision, whatever became of the promise.
        let is_promised = self.promise.is_empty()
            || !record.meant(Meaning::Carried).is_empty()
            || self.promise.iter().any(|field| !record.value(*field).is_empty());
        let is_asked = self.section != Section::Answers
            || session.answers.find(record.id()).is_some_and(|it| how_far(it).is_some());
        is_promised && is_asked && !self.is_settled(session, record, how_far)
    }

    /// The edits that say what is decided, in the place of what was decided before; `value` is the day on which something
    /// was done, the words that say how, or the reason why it was let go. What it is about comes last.
    pub fn decide(&self, session: &Session, id: &Id, decided: Decided, value: Value) -> Vec<Edit> {
        let Some(record) = session.find(self.section, id) else { return Vec::new() };
        let mut edits = self.undone(record, decided);
        let mut set = |field: usize, value: Value| edits.push(Edit::set(self.section, id, field, value));
        let goes_on = self.section.kind().field_that_means(Meaning::GoesOn);
        match (decided, self.done) {
            (Decided::GoesOn, _) => goes_on.into_iter().for_each(|field| set(field, Value::Yes)),
            (Decided::Done, Done::Word(field, word)) => set(field, Value::Choice(word)),
            (Decided::Done, Done::Day(field) | Done::Text(field)) => set(field, value),
            (Decided::Done, Done::Answer) => set(Answer::status, Value::Choice(AnswerState::Done.word())),
            (Decided::Dropped, _) => {
                if let Some((field, word)) = self.dropped {
                    set(field, Value::Choice(word));
                }
                set(self.reason, value);
            }
        }
        edits
    }

    /// What takes an earlier decision back where another comes in its place.
    fn undone(&self, record: &dyn Record, decided: Decided) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut empty = |field: usize| {
            if !record.value(field).is_empty() {
                edits.push(Edit::set(self.section, record.id(), field, Value::Empty));
            }
        };
        if decided != Decided::GoesOn {
            self.section.kind().field_that_means(Meaning::GoesOn).into_iter().for_each(&mut empty);
        }
        let was_dropped = self.dropped.is_none_or(|(field, word)| record.value(field) == Value::Choice(word));
        if decided != Decided::Dropped && was_dropped {
            empty(self.reason);
        }
        if let (true, Done::Day(field)) = (decided != Decided::Done, self.done) {
            empty(field);
        }
        let done = match self.done {
            Done::Word(field, word) => Some((field, word)),
            Done::Answer => Some((Answer::status, AnswerState::Done.word())),
            Done::Day(_) | Done::Text(_) => None,
        };
        let words = [self.dropped, done];
        let state = words.into_iter().flatten().find(|(field, word)| record.value(*field) == Value::Choice(word));
        let has_no_word = decided == Decided::GoesOn || decided == Decided::Dropped && self.dropped.is_none();
        if let (true, Some((field, _))) = (has_no_word, state) {
            edits.push(Edit::set(self.section, record.id(), field, self.first_word(field)));
        }
        edits
    }

    /// The word of a state in which nothing was done yet; an answer has none.
    fn first_word(&self, field: usize) -> Value {
        match self.section.kind().fields[field].kind {
            Kind::Choice(choices) if self.section != Section::Answers => Value::Choice(choices.options[0]),
            _ => Value::Empty,
        }
    }
}

fn is_blank(value: &Value) -> bool {
    matches!(value, Value::Empty) || matches!(value, Value::Text(text) if text.trim().is_empty())
}

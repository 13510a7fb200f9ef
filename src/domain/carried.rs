//! What comes along to a next round because it is still open, and wants a decision there: done, goes on, or dropped with a
//! reason. Which sections take part, and which of their fields tell what was decided, is declared here and nowhere else.
//! An item about which nothing was decided stays open.

use super::edit::{Edit, Place};
use super::id::Id;
use super::record::Record;
use super::records::meeting::{Answer, AnswerState};
use super::session::{Section, Session};
use super::value::{Kind, Value};

/// The field that counts how many times an item moved on to a next round.
pub const CARRIED: &str = "carried";
/// The field that says that an item goes on; a next round begins without it.
pub const GOES_ON: &str = "goes_on";

/// The fields of a section that a person fills in; what a round keeps of an item is decided in the walk, not typed.
pub fn asked_fields(section: Section) -> Vec<usize> {
    let fields = section.kind().fields.iter().enumerate();
    fields.filter(|(_, field)| ![CARRIED, GOES_ON].contains(&field.name)).map(|(number, _)| number).collect()
}

/// What was decided about an item that came along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// It is done.
    Done,
    /// It goes on.
    GoesOn,
    /// It was let go.
    Dropped,
}

/// What makes an item of a section done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// This word in this field.
    Word(&'static str, &'static str),
    /// A date in this field: the day on which it was done.
    Day(&'static str),
    /// Words in this field, which only a person can write.
    Text(&'static str),
    /// Whatever its question asks.
    Answer,
}

/// A section whose open items come along.
#[derive(Debug)]
pub struct Carrying {
    /// The section.
    pub section: Section,
    /// What makes an item done.
    pub done: Done,
    /// The field and word that say that an item was let go; where there are none, the reason says so.
    pub dropped: Option<(&'static str, &'static str)>,
    /// The field of the reason for that.
    pub reason: &'static str,
    /// An item comes along only if one of these fields is filled in: then somebody promised something. All do where none
    /// is named.
    pub promise: &'static [&'static str],
    /// The field of who takes care of it, if there is one.
    pub owner: Option<&'static str>,
    /// The field of the day by which.
    pub date: Option<&'static str>,
}

/// The sections whose open items come along, in the order in which they are gone through.
pub const CARRYING: &[Carrying] = &[
    Carrying {
        section: Section::Actions,
        done: Done::Word("status", "done"),
        dropped: Some(("status", "dropped")),
        reason: "dropped_because",
        promise: &[],
        owner: Some("owner"),
        date: Some("due"),
    },
    Carrying {
        section: Section::Answers,
        done: Done::Answer,
        dropped: Some(("status", "not_applicable")),
        reason: "dropped_because",
        promise: &[],
        owner: Some("owner"),
        date: Some("date"),
    },
    Carrying {
        section: Section::Parked,
        done: Done::Word("state", "done"),
        dropped: Some(("state", "dropped")),
        reason: "outcome",
        promise: &[],
        owner: Some("owner"),
        date: None,
    },
    Carrying {
        section: Section::Chances,
        done: Done::Text("result"),
        dropped: None,
        reason: "dropped_because",
        promise: &["taken_by", "feedback_on"],
        owner: Some("taken_by"),
        date: Some("feedback_on"),
    },
    Carrying {
        section: Section::HandOvers,
        done: Done::Day("fed_back"),
        dropped: None,
        reason: "dropped_because",
        promise: &["agreed", "promised"],
        owner: None,
        date: Some("promised"),
    },
    Carrying {
        section: Section::Embeddings,
        done: Done::Word("state", "agreed"),
        dropped: None,
        reason: "dropped_because",
        promise: &[],
        owner: Some("owner"),
        date: Some("date"),
    },
];

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
        let field = carrying.section.kind().position(CARRIED);
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
    match record.named(CARRIED) {
        Value::Empty => 0,
        Value::Whole(times) => times,
        _ => 1,
    }
}

/// The round in which an item was first written down, as far as its count tells.
pub fn first_round(session: &Session, record: &dyn Record) -> u32 {
    session.round.saturating_sub(times_carried(record)).max(1)
}

impl Carrying {
    /// What was decided about an item, if anything was.
    pub fn decided(&self, session: &Session, id: &Id, how_far: HowFar<'_>) -> Option<Decided> {
        let record = session.find(self.section, id)?;
        let answer = || session.answers.find(id).and_then(how_far);
        let is_done = match self.done {
            Done::Word(field, word) => record.named(field) == Value::Choice(word),
            Done::Day(field) | Done::Text(field) => !is_blank(&record.named(field)),
            Done::Answer => answer() == Some(AnswerState::Done),
        };
        let is_dropped = match (self.done, self.dropped) {
            (Done::Answer, _) => answer() == Some(AnswerState::NotApplicable),
            (_, Some((field, word))) => record.named(field) == Value::Choice(word),
            (_, None) => !is_blank(&record.named(self.reason)),
        };
        match (is_done, is_dropped) {
            (true, _) => Some(Decided::Done),
            (false, true) => Some(Decided::Dropped),
            (false, false) => (record.named(GOES_ON) == Value::Yes).then_some(Decided::GoesOn),
        }
    }

    /// Whether an item comes along to a next round.
    pub fn is_open(&self, session: &Session, record: &dyn Record, how_far: HowFar<'_>) -> bool {
        let is_promised = self.promise.is_empty() || self.promise.iter().any(|field| !record.named(field).is_empty());
        let is_asked = self.section != Section::Answers
            || session.answers.find(record.id()).is_some_and(|it| how_far(it).is_some());
        let is_settled = matches!(self.decided(session, record.id(), how_far), Some(Decided::Done | Decided::Dropped));
        is_promised && is_asked && !is_settled
    }

    /// The edits that say what is decided, in the place of what was decided before; `value` is the day on which something
    /// was done, the words that say how, or the reason why it was let go. What it is about comes last.
    pub fn decide(&self, session: &Session, id: &Id, decided: Decided, value: Value) -> Vec<Edit> {
        let Some(record) = session.find(self.section, id) else { return Vec::new() };
        let mut edits = self.undone(record, decided);
        let mut set = |field: &str, value: Value| edits.extend(self.set(id, field, value));
        match (decided, self.done) {
            (Decided::GoesOn, _) => set(GOES_ON, Value::Yes),
            (Decided::Done, Done::Word(field, word)) => set(field, Value::Choice(word)),
            (Decided::Done, Done::Day(field) | Done::Text(field)) => set(field, value),
            (Decided::Done, Done::Answer) => set("status", Value::Choice("done")),
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
        let mut empty = |field: &str| {
            if !record.named(field).is_empty() {
                edits.extend(self.set(record.id(), field, Value::Empty));
            }
        };
        if decided != Decided::GoesOn {
            empty(GOES_ON);
        }
        let was_dropped = self.dropped.is_none_or(|(field, word)| record.named(field) == Value::Choice(word));
        if decided != Decided::Dropped && was_dropped {
            empty(self.reason);
        }
        if let (true, Done::Day(field)) = (decided != Decided::Done, self.done) {
            empty(field);
        }
        let done = match self.done {
            Done::Word(field, word) => Some((field, word)),
            Done::Answer => Some(("status", "done")),
            Done::Day(_) | Done::Text(_) => None,
        };
        let words = [self.dropped, done];
        let state = words.into_iter().flatten().find(|(field, word)| record.named(field) == Value::Choice(word));
        let has_no_word = decided == Decided::GoesOn || decided == Decided::Dropped && self.dropped.is_none();
        if let (true, Some((field, _))) = (has_no_word, state) {
            edits.extend(self.set(record.id(), field, self.first_word(field)));
        }
        edits
    }

    /// The word of a state in which nothing was done yet; an answer has none.
    fn first_word(&self, field: &str) -> Value {
        let kind = self.section.kind();
        match kind.position(field).map(|position| kind.fields[position].kind) {
            Some(Kind::Choice(choices)) if self.section != Section::Answers => Value::Choice(choices.options[0]),
            _ => Value::Empty,
        }
    }

    fn set(&self, id: &Id, field: &str, value: Value) -> Option<Edit> {
        let field = self.section.kind().position(field)?;
        Some(Edit::Set { place: Place { section: self.section, item: id.clone(), field }, value })
    }
}

fn is_blank(value: &Value) -> bool {
    matches!(value, Value::Empty) || matches!(value, Value::Text(text) if text.trim().is_empty())
}

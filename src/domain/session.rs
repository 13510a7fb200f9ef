//! The session: one table per section, in the order of the file. Everything else about a session is derived from it.

use super::id::Id;
use super::limits;
use super::lookup::{Lookup, same_as};
use super::record::{Record, RecordKind, RecordType, fill_in, is_same};
use super::records::execution::{
    CalendarEvent, Channel, Development, Gathering, LogEntry, Outreach, Skill, SmallStep, Success, Training,
};
use super::records::header::{Header, Round, SessionLink};
use super::records::meeting::{Answer, Block, Conflict, Decision, Group, Meeting, Neighbourhood, Person, Remark};
use super::records::monitoring::{
    Adjustment, EffectStep, Embedding, EvaluationRow, Interview, Lesson, Measurement, ToolUse,
};
use super::records::plan::{Action, Agreement, Bid, Cost, Growth, Interest, Intervention, Pilot, Reader, Role};
use super::records::priorities::{Goal, GoalFigure, PolicyPlan, Theme, Vote, Wish};
use super::records::profile::{
    Chance, GroupScore, Indicator, Insight, PopulationGroup, Quote, Source, Stand, TopTheme,
};
use super::records::signalling::{Contact, HandOver, Provision, Referral};
use super::value::{Linked, Unfit, Value};

/// A record taken out of its table: an id and the values of its fields, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The id, which stays as long as the item or session does.
    pub id: Id,
    /// Its values, one for each field of its kind.
    pub values: Vec<Value>,
}

/// How many items a section holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Exactly one, which cannot be removed.
    One,
    /// Any number, each with an id that starts with this letter.
    Many(char),
}

/// The items of one section, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table<R> {
    items: Vec<R>,
    lookup: Lookup,
}

impl<R> std::ops::Deref for Table<R> {
    type Target = [R];
    fn deref(&self) -> &[R] {
        &self.items
    }
}

impl<'table, R> IntoIterator for &'table Table<R> {
    type Item = &'table R;
    type IntoIter = std::slice::Iter<'table, R>;
    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<R: RecordType> Table<R> {
    /// The record with this id.
    pub fn find(&self, id: &Id) -> Option<&R> {
        self.place(id.as_str()).map(|place| &self.items[place])
    }

    fn place(&self, id: &str) -> Option<usize> {
        let is_it = same_as(id);
        let look_through = || self.items.iter().position(|record| is_it(record.id().as_str()));
        self.lookup.place(id, self.items.len(), &look_through, &|place| self.items[place].id().as_str())
    }
}

/// A table, seen without knowing what it holds.
pub trait AnyTable {
    /// The declaration of its records.
    fn kind(&self) -> &'static RecordKind;
    /// How many records it holds.
    fn len(&self) -> usize;
    /// Whether it holds no record.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The record at this position.
    fn get(&self, position: usize) -> Option<&dyn Record>;
    /// The record at this position, to change it.
    fn get_mut(&mut self, position: usize) -> Option<&mut dyn Record>;
    /// Where the record with this id stands.
    fn position(&self, id: &Id) -> Option<usize>;
    /// Puts a record with nothing but this id behind the last one; without an id the last one goes. What is known of the
    /// places of the others holds.
    fn set_last(&mut self, id: Option<Id>);
    /// Takes the record at one position to another, counted without it.
    fn shift(&mut self, from: usize, to: usize);
}

// What is there once in the program instead of once for each kind of record.
impl dyn AnyTable + '_ {
    /// Puts a record before this position.
    ///
    /// # Errors
    /// The values are not those of the table's records, or a limit would be passed.
    pub fn insert(&mut self, position: usize, item: Item) -> Result<(), Unfit> {
        let end = self.len();
        limits::items(end + 1)?;
        self.set_last(Some(item.id));
        let filled = self.get_mut(end).map_or(Ok(()), |record| fill_in(record, item.values));
        match filled {
            // A gap for it is more program than a walk from the end to its place.
            Ok(()) => self.shift(end, position),
            Err(_) => self.set_last(None),
        }
        filled
    }

    /// Takes out the record at this position.
    pub fn remove(&mut self, position: usize) -> Option<Item> {
        let record = self.get(position)?;
        let item = Item { id: record.id().clone(), values: record.values() };
        self.shift(position, self.len());
        self.set_last(None);
        Some(item)
    }

    /// The id of the record before this position.
    pub fn before(&self, position: usize) -> Option<Id> {
        position.checked_sub(1).and_then(|before| self.get(before)).map(|record| record.id().clone())
    }

    /// The position behind the record with this id, or the first one if none is named; `None` if it is not there.
    pub fn position_behind(&self, after: Option<&Id>) -> Option<usize> {
        after.map_or(Some(0), |id| self.position(id).map(|position| position + 1))
    }

    /// Its records in the order of the file, which is that of the screen.
    pub fn records(&self) -> impl DoubleEndedIterator<Item = &dyn Record> + Clone {
        (0..self.len()).filter_map(move |position| self.get(position))
    }

    /// Fills the table of a session that is still empty with the items of another of its kind.
    pub fn fill_from(&mut self, other: &dyn AnyTable) {
        for (position, record) in other.records().enumerate() {
            let values = record.values();
            let filled = match self.get_mut(position) {
                // What there is one of is there from the beginning.
                Some(only) => fill_in(only, values),
                None => self.insert(position, Item { id: record.id().clone(), values }),
            };
            debug_assert!(filled.is_ok(), "values of the same section");
        }
    }
}

impl<R: RecordType + 'static> AnyTable for Table<R> {
    fn kind(&self) -> &'static RecordKind {
        R::KIND_REF
    }

    fn len(&self) -> usize {
        self.items.len()
    }

    fn get(&self, position: usize) -> Option<&dyn Record> {
        self.items.get(position).map(|record| record as &dyn Record)
    }

    fn get_mut(&mut self, position: usize) -> Option<&mut dyn Record> {
        self.items.get_mut(position).map(|record| record as &mut dyn Record)
    }

    fn position(&self, id: &Id) -> Option<usize> {
        self.place(id.as_str())
    }

    fn set_last(&mut self, id: Option<Id>) {
        let is_there = id.is_some();
        self.items.extend(id.map(R::with_id));
        if let Some(last) = self.items.last() {
            self.lookup.note_last(last.id().as_str(), self.items.len() - 1, is_there);
        }
        if !is_there {
            self.items.pop();
        }
    }

    fn shift(&mut self, from: usize, to: usize) {
        let last = self.items.len().saturating_sub(1);
        let to = to.min(last);
        if from <= last && from != to {
            self.lookup.forget();
            let mut at = from;
            while at != to {
                let next = if at < to { at + 1 } else { at - 1 };
                self.items.swap(at, next);
                at = next;
            }
        }
    }
}

impl Session {
    /// Whether a section holds the same items as in another session, in the same order.
    pub fn is_alike(&self, section: Section, other: &Session) -> bool {
        let (mine, theirs) = (self.table(section), other.table(section));
        mine.len() == theirs.len() && mine.records().zip(theirs.records()).all(|(one, other)| is_same(one, other))
    }
}

impl PartialEq for Session {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && Section::ALL.iter().all(|section| self.is_alike(*section, other))
    }
}

impl Eq for Session {}

macro_rules! session {
    ($($(#[$doc:meta])* $field:ident: $variant:ident of $record:ident $count:expr,)*) => {
        /// A section of a session.
        #[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Section {
            $($(#[$doc])* $variant,)*
        }

        impl Section {
            /// All sections, in the order of the file.
            pub const ALL: &'static [Section] = &[$(Section::$variant,)*];

            /// The names of the sections as a file holds them.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($field),)*];

            /// The names of their records as a file holds them.
            pub const RECORDS: &'static [&'static str] = &[$(stringify!($record),)*];

            /// The name in the file, such as `actions`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Section::$variant => stringify!($field),)*
                }
            }

            /// The declaration of its records.
            pub fn kind(self) -> &'static RecordKind {
                match self {
                    $(Section::$variant => <$record as RecordType>::KIND_REF,)*
                }
            }

            /// A record of it in which nothing is filled in.
            pub fn blank(self) -> Box<dyn Record> {
                match self {
                    $(Section::$variant => Box::new(<$record as RecordType>::with_id(Id::default())),)*
                }
            }

            /// How many items it holds.
            pub fn count(self) -> Count {
                match self {
                    $(Section::$variant => $count,)*
                }
            }
        }

        $(impl Linked for $record {
            const SECTION: Section = Section::$variant;
        })*

        /// A work session: an id and a table for each section.
        #[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
        #[derive(Clone, Debug)]
        pub struct Session {
            /// The id, which stays as long as the item or session does.
            pub id: Id,
            $($(#[$doc])* pub $field: Table<$record>,)*
        }

        impl Session {
            /// A session with this id in which nothing is filled in.
            pub fn empty(id: Id) -> Self {
                let mut session =
                    Self { id, $($field: Table { items: Vec::new(), lookup: Lookup::default() },)* };
                $(if $count == Count::One {
                    session.$field.items.push(<$record as RecordType>::with_id(Id::new(stringify!($field))));
                })*
                session
            }

            /// The table of a section.
            pub fn table(&self, section: Section) -> &dyn AnyTable {
                match section {
                    $(Section::$variant => &self.$field,)*
                }
            }

            /// The table of a section, to change it.
            pub fn table_mut(&mut self, section: Section) -> &mut dyn AnyTable {
                match section {
                    $(Section::$variant => &mut self.$field,)*
                }
            }
        }
    };
}

session! {
    /// Where the session stands in the cycle; in a file these fields stand by themselves at the top.
    header: Header of Header Count::One,
    neighbourhood: Neighbourhood of Neighbourhood Count::One,
    meeting: Meeting of Meeting Count::One,
    people: People of Person Count::Many('p'),
    /// The groups that score, vote and bid.
    groups: Groups of Group Count::Many('g'),
    agenda: Agenda of Block Count::Many('b'),
    parked: Parked of Remark Count::Many('k'),
    decisions: Decisions of Decision Count::Many('d'),
    /// Answers to the question lists.
    answers: Answers of Answer Count::Many('q'),
    sources: Sources of Source Count::Many('s'),
    indicators: Indicators of Indicator Count::Many('i'),
    population: Population of PopulationGroup Count::Many('p'),
    /// The three greatest themes per group.
    top_themes: TopThemes of TopTheme Count::Many('o'),
    /// Needs, strengths, activities and who has control.
    insights: Insights of Insight Count::Many('n'),
    /// Scores per dimension and group.
    scores: Scores of GroupScore Count::Many('w'),
    stands: Stands of Stand Count::Many('h'),
    chances: Chances of Chance Count::Many('c'),
    quotes: Quotes of Quote Count::Many('u'),
    themes: Themes of Theme Count::Many('t'),
    wishes: Wishes of Wish Count::Many('j'),
    policy_plans: PolicyPlans of PolicyPlan Count::Many('y'),
    votes: Votes of Vote Count::Many('v'),
    goals: Goals of Goal Count::Many('e'),
    /// More figures of a goal.
    goal_figures: GoalFigures of GoalFigure Count::Many('f'),
    roles: Roles of Role Count::Many('r'),
    interventions: Interventions of Intervention Count::Many('f'),
    actions: Actions of Action Count::Many('a'),
    /// What actions cost, in money and in hours of people.
    costs: Costs of Cost Count::Many('m'),
    interests: Interests of Interest Count::Many('l'),
    growth: Growth of Growth Count::Many('u'),
    pilots: Pilots of Pilot Count::Many('z'),
    bids: Bids of Bid Count::Many('x'),
    agreements: Agreements of Agreement Count::Many('y'),
    readers: Readers of Reader Count::Many('r'),
    log: Log of LogEntry Count::Many('l'),
    /// What changed around the plan.
    developments: Developments of Development Count::Many('d'),
    successes: Successes of Success Count::Many('s'),
    gatherings: Gatherings of Gathering Count::Many('g'),
    /// What is on the calendar.
    calendar: Calendar of CalendarEvent Count::Many('t'),
    channels: Channels of Channel Count::Many('c'),
    /// Where people were sought out.
    outreach: Outreach of Outreach Count::Many('o'),
    small_steps: SmallSteps of SmallStep Count::Many('k'),
    /// What residents can do, or want to learn.
    skills: Skills of Skill Count::Many('v'),
    trainings: Trainings of Training Count::Many('r'),
    contacts: Contacts of Contact Count::Many('n'),
    social_map: SocialMap of Provision Count::Many('m'),
    referrals: Referrals of Referral Count::Many('v'),
    hand_overs: HandOvers of HandOver Count::Many('h'),
    /// The rows of the evaluation plan.
    evaluations: Evaluations of EvaluationRow Count::Many('e'),
    effect_steps: EffectSteps of EffectStep Count::Many('w'),
    /// Tools that are put to use.
    tools: Tools of ToolUse Count::Many('g'),
    measurements: Measurements of Measurement Count::Many('t'),
    interviews: Interviews of Interview Count::Many('i'),
    adjustments: Adjustments of Adjustment Count::Many('b'),
    /// How activities are kept going.
    embeddings: Embeddings of Embedding Count::Many('e'),
    lessons: Lessons of Lesson Count::Many('l'),
    /// What two people changed differently.
    conflicts: Conflicts of Conflict Count::Many('x'),
}

impl Section {
    /// The section with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().position(|known| *known == name).map(|position| Self::ALL[position])
    }
}

impl Session {
    /// Which round of the cycle this is, counted from 1.
    pub fn round(&self) -> u32 {
        self.header.first().map_or(1, |header| header.round.0)
    }

    /// The id of the session of the round before, if there was one.
    pub fn previous(&self) -> Option<&Id> {
        self.header.first().and_then(|header| header.previous.0.as_ref())
    }

    /// Makes this the round after another.
    pub fn follow(&mut self, before: &Session) {
        for header in &mut self.header.items {
            header.round = Round(before.round().saturating_add(1));
            header.previous = SessionLink(Some(before.id.clone()));
        }
    }

    /// The neighbourhood.
    ///
    /// # Panics
    /// Never: a session is made with exactly one.
    pub fn the_neighbourhood(&self) -> &Neighbourhood {
        &self.neighbourhood[0]
    }

    /// The meeting.
    ///
    /// # Panics
    /// Never: a session is made with exactly one.
    pub fn the_meeting(&self) -> &Meeting {
        &self.meeting[0]
    }

    /// The record with this id in this section.
    pub fn find(&self, section: Section, id: &Id) -> Option<&dyn Record> {
        let table = self.table(section);
        table.position(id).and_then(|position| table.get(position))
    }

    /// The answer to a question, if anything was answered.
    pub fn answer(&self, question: &str) -> Option<&Answer> {
        self.answers.place(question).map(|place| &self.answers.items[place])
    }

    /// The name of a person, if known.
    pub fn person_name(&self, id: &Id) -> Option<&str> {
        self.people.find(id).map(|person| &*person.name)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::{AnyTable, Item, Table};
    use crate::domain::id::Id;
    use crate::domain::records::plan::Action;

    #[test]
    fn a_table_that_grows_or_shrinks_at_its_end_is_not_looked_through_each_time() {
        let mut actions: Table<Action> = Table::default();
        let id = |number: usize| Id::new(format!("a-{number}"));
        let is_looked_through = |actions: &Table<Action>| {
            let is_asked = Cell::new(false);
            actions.lookup.place("a-0", actions.len(), &|| is_asked.replace(true).then_some(0), &|_| "");
            is_asked.get()
        };
        for number in 0..200 {
            assert_eq!(actions.position(&id(number)), None);
            let table: &mut dyn AnyTable = &mut actions;
            table.insert(number, Item { id: id(number), values: Vec::new() }).unwrap();
            assert_eq!(actions.position(&id(number)), Some(number));
            assert!(number < 60 || !is_looked_through(&actions), "{number}");
        }
        for number in (100..200).rev() {
            let table: &mut dyn AnyTable = &mut actions;
            table.remove(number).unwrap();
            assert_eq!(actions.position(&id(number)), None);
            assert!(!is_looked_through(&actions), "{number}");
        }
        let table: &mut dyn AnyTable = &mut actions;
        table.insert(100, Item { id: id(150), values: Vec::new() }).unwrap();
        assert_eq!(actions.position(&id(150)), Some(100));
    }
}

//! What the overview keeps of a session: figures, states and dates. Whatever depends on the day is worked out when it is
//! asked for, so that a summary stays right overnight.

use compact_str::CompactString;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::hidden::seen;
use crate::domain::in_order::sort;
use crate::domain::newest::Standing;
use crate::domain::question::{Tally, state};
use crate::domain::records::execution::{CalendarEvent, EventState, Gathering};
use crate::domain::records::meeting::{Answer, AnswerState, Meeting, Neighbourhood, Person, Remark};
use crate::domain::records::plan::{Action, Role};
use crate::domain::records::priorities::Goal;
use crate::domain::records::profile::{Chance, Source};
use crate::domain::session::{Section, Session};
use crate::domain::signals::{RULES, Rule, Scope, Signal};
use crate::guide::{CHECKLIST, List, Structure};
use crate::i18n::{Words, all_months, dates};

/// What a coordinator reads of a session without opening it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Summary {
    /// The id of the session.
    #[serde(with = "super::plain_data::text")]
    pub id: CompactString,
    /// The id of the session of the round before.
    #[serde(with = "super::plain_data::text_or_none")]
    pub previous: Option<CompactString>,
    /// The round of the session, counted from 1.
    pub round: u32,
    /// The name of the neighbourhood, empty where none was filled in.
    #[serde(with = "super::plain_data::text")]
    pub neighbourhood: CompactString,
    /// The name of the municipality, empty where none was filled in.
    #[serde(with = "super::plain_data::text")]
    pub municipality: CompactString,
    /// The day of the session.
    #[serde(with = "super::plain_data::day")]
    pub date: Option<Date>,
    /// How far each item of the checklist is, in its order.
    #[serde(with = "super::plain_data::states")]
    pub items: Box<[AnswerState]>,
    /// How many actions are open.
    pub open: u32,
    /// The days on which a meeting or an item of the checklist comes back, earliest first.
    #[serde(with = "super::plain_data::days")]
    pub planned: Box<[Date]>,
    /// What the session asks, by rule.
    #[serde(with = "super::plain_data::asked")]
    pub asked: Box<[AskedByRule]>,
}

/// Something that a session asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskedByRule {
    /// The place of the rule in the table.
    pub(super) rule: u8,
    /// The first day on which it is asked; `None` where it is on every day.
    pub(super) since: Option<Date>,
}

impl AskedByRule {
    /// What a rule asks from a day on.
    #[must_use]
    pub fn new(rule: &Rule, since: Option<Date>) -> Self {
        let rule = RULES.iter().position(|known| known == rule).and_then(|rule| u8::try_from(rule).ok());
        Self { rule: rule.unwrap_or(u8::MAX), since }
    }

    fn is_of(self, rule: &str) -> bool {
        RULES.get(usize::from(self.rule)).is_some_and(|known| known.name == rule)
    }
}

/// The rules that every overview counts; each looks at no more than [`Summary::PARTS`]. Any other is counted where it is
/// asked for, which takes reading sessions whole.
pub const COUNTED: &[&str] = &[
    "action_overdue",
    "action_without_owner",
    "action_without_date",
    "goal_without_baseline",
    "first_activity_missing",
    "feedback_due",
    "role_without_person",
    "person_missed",
    "parked_without_outcome",
    "meeting_passed",
];

/// The rules that every overview counts.
pub fn counted() -> impl Iterator<Item = &'static Rule> {
    COUNTED.iter().filter_map(|name| Rule::named(name))
}

impl Summary {
    /// All that a summary is made of. Of a session in which nothing else was read, it is the same.
    pub const PARTS: &[(Section, &[usize])] = &[
        (Section::Neighbourhood, &[Neighbourhood::name, Neighbourhood::municipality]),
        (Section::Meeting, &[Meeting::date, Meeting::motto]),
        (Section::People, &[Person::kind, Person::attendance]),
        (Section::Parked, &[Remark::state]),
        (
            Section::Answers,
            &[
                Answer::status,
                Answer::choice,
                Answer::marks,
                Answer::own,
                Answer::people,
                Answer::text,
                Answer::note,
                Answer::date,
            ],
        ),
        (Section::Sources, &[Source::availability]),
        (Section::Chances, &[Chance::feedback_on, Chance::result, Chance::dropped_because]),
        (Section::Themes, &[]),
        (Section::Goals, &[Goal::kind, Goal::horizon, Goal::baseline]),
        (Section::Roles, &[Role::person]),
        (Section::Actions, &[Action::owner, Action::due, Action::status]),
        (Section::Gatherings, &[Gathering::next]),
        (Section::Calendar, &[CalendarEvent::date, CalendarEvent::state]),
    ];

    /// What the overview keeps of a session, of which no more than [`Self::PARTS`] need be read.
    pub fn of(session: &Session, structure: &Structure) -> Self {
        // No rule that is always counted looks at questions or months.
        let scope = Scope::new(session, &[], &[]);
        Self::with(session, structure, counted().flat_map(|rule| rule.signals(&scope)))
    }

    /// What the overview keeps of a session that was read whole: what all rules ask.
    pub fn of_all(session: &Session, structure: &Structure) -> Self {
        // What is hidden raises no signal here either.
        let session = &*seen(session);
        let questions = structure.questions_asked(session);
        let scope = Scope::new(session, &questions, all_months());
        Self::with(session, structure, RULES.iter().flat_map(|rule| rule.signals(&scope)))
    }

    fn with(session: &Session, structure: &Structure, signals: impl Iterator<Item = Signal>) -> Self {
        let neighbourhood = session.the_neighbourhood();
        let answers: Vec<&Answer> = answers(session).collect();
        let answer = |id: &str| answers.iter().copied().find(|answer| answer.id.as_str() == id);
        let items = structure.list(CHECKLIST).map_or_else(Vec::new, |list| {
            list.questions().map(|question| state(&question.kind, answer(&question.id), session)).collect()
        });
        let open = session.actions.iter().filter(|action| action.is_open()).count();
        Self {
            id: session.id.as_str().into(),
            previous: session.previous().map(|id| id.as_str().into()),
            round: session.round(),
            neighbourhood: neighbourhood.name.0.as_str().into(),
            municipality: neighbourhood.municipality.0.as_str().into(),
            date: session.the_meeting().date.known(),
            items: items.into(),
            open: u32::try_from(open).unwrap_or(u32::MAX),
            planned: planned(session).into(),
            asked: signals.map(|signal| AskedByRule::new(signal.rule, signal.since)).collect(),
        }
    }

    /// What tells whether it is the newest of its neighbourhood.
    #[must_use]
    pub fn standing(&self) -> Standing<'_> {
        Standing {
            id: &self.id,
            previous: self.previous.as_deref(),
            neighbourhood: &self.neighbourhood,
            municipality: &self.municipality,
            round: self.round,
            date: self.date,
        }
    }

    /// How often a rule asks something on a day.
    #[must_use]
    pub fn asks(&self, rule: &str, today: Date) -> usize {
        let of_rule = self.asked.iter().filter(|asked| asked.is_of(rule));
        of_rule.filter(|asked| asked.since.is_none_or(|since| since <= today)).count()
    }

    /// The first day from today on that something is planned for.
    #[must_use]
    pub fn next_date(&self, today: Date) -> Option<Date> {
        self.planned.get(self.planned.partition_point(|day| *day < today)).copied()
    }

    /// How far the checklist is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        Progress::of(&self.items)
    }
}

/// The answers to the checklist.
fn answers(session: &Session) -> impl Iterator<Item = &Answer> {
    let is_of_checklist = |id: &str| id.strip_prefix(CHECKLIST).is_some_and(|rest| rest.starts_with('.'));
    session.answers.iter().filter(move |answer| is_of_checklist(answer.id.as_str()))
}

/// The days on which a meeting or an item of the checklist comes back, and those on the calendar.
pub fn planned(session: &Session) -> Vec<Date> {
    let gatherings = session.gatherings.iter().filter_map(|gathering| gathering.next.known());
    let events = session.calendar.iter().filter(|event| event.state != Some(EventState::CalledOff));
    let gatherings = gatherings.chain(events.filter_map(|event| event.date.known()));
    let mut days: Vec<Date> = gatherings.chain(answers(session).filter_map(|answer| answer.date.known())).collect();
    sort(&mut days);
    days.dedup();
    days
}

/// How far some items of the checklist are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many are done or do not apply.
    pub settled: usize,
    /// How many items there are.
    pub total: usize,
    /// Open, partly, done, or not applicable at all.
    pub state: Option<AnswerState>,
}

impl Progress {
    /// How far these items are.
    #[must_use]
    pub fn of(items: &[AnswerState]) -> Self {
        let tally: Tally = items.iter().copied().collect();
        let state = match tally {
            tally if tally.total() == 0 => None,
            Tally { open: 0, partly: 0, done: 0, .. } => Some(AnswerState::NotApplicable),
            Tally { open: 0, partly: 0, .. } => Some(AnswerState::Done),
            Tally { open, no, partly: 0, done: 0, not_applicable: 0 } if open == no => Some(AnswerState::No),
            Tally { partly: 0, done: 0, .. } => Some(AnswerState::Open),
            Tally { .. } => Some(AnswerState::Partly),
        };
        Self { settled: tally.settled(), total: tally.total(), state }
    }
}

impl Summary {
    /// What a room calls the session: its neighbourhood, with its round and its day.
    #[must_use]
    pub fn named(&self, today: Date, words: &Words) -> String {
        let screen = &words.screen;
        let name = if self.neighbourhood.is_empty() { &*screen.no_name } else { &*self.neighbourhood };
        let day = self.date.map_or_else(|| screen.no_date_yet.clone(), |date| dates::short_date(date, today, words));
        format!("{name} ({}, {day})", screen.round(self.round))
    }
}

/// The sections and items of the checklist, as columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checklist {
    /// The numbers of the items, `1.1` to `7.6`.
    pub numbers: Vec<String>,
    /// For each section, where its items begin and end.
    pub sections: Vec<std::ops::Range<usize>>,
}

impl Checklist {
    /// The columns of the guide's checklist.
    #[must_use]
    pub fn of(structure: &Structure) -> Self {
        let Some(list) = structure.list(CHECKLIST) else { return Self::default() };
        let numbers = list.questions().map(|question| question.number().to_owned()).collect();
        Self { numbers, sections: sections(list) }
    }

    /// Which item has this number.
    #[must_use]
    pub fn position(&self, number: &str) -> Option<usize> {
        self.numbers.iter().position(|known| known == number)
    }

    /// How far a section of a session is.
    #[must_use]
    pub fn section(&self, summary: &Summary, section: usize) -> Progress {
        let range = self.sections.get(section).cloned().unwrap_or_default();
        Progress::of(summary.items.get(range).unwrap_or(&[]))
    }
}

fn sections(list: &List) -> Vec<std::ops::Range<usize>> {
    let ends = list.groups.iter().scan(0, |end, group| {
        let start = *end;
        *end += group.questions.len();
        Some(start..*end)
    });
    ends.collect()
}

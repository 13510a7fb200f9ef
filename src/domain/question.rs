//! Questions of the lists: which kinds of answer there are, and when an answer counts as done. The questions themselves
//! are content of the guide; a session holds answers by id. Rules: the table of the 21 items (M24–M31).

use serde::Deserialize;

use super::id::Id;
use super::records::meeting::{Answer, AnswerState, Attendance, Person, PersonKind};
use super::records::priorities::Horizon;
use super::session::{Section, Session};

/// The prefix of the ids of the six sources of the profile (M07).
pub const PROFILE_SOURCES: &str = "profile_sources.";
/// The first activity after the session (7.1).
pub const FIRST_ACTIVITY: &str = "follow_up.7.1";
/// The mark of 7.3: nobody was missed.
pub const NOBODY_MISSED: &str = "nobody_missed";
/// The mark of 7.6: a person confirmed what the goals suggest.
pub const CONFIRMED: &str = "confirmed";
/// The mark of 2.2: the note says why some of the marks are not set.
pub const EXPLAINED: &str = "explained";
/// The mark of 3.3: residents take part.
pub const RESIDENTS: &str = "residents";

/// The kind of answer that a question wants.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum QuestionKind {
    /// Open, partly, done, not applicable.
    Status,
    /// A status; not done while a source of the profile is missing (1.1).
    Sources,
    /// A status; shows who was absent (1.2).
    Absentees,
    Text,
    Marks {
        marks: Vec<String>,
    },
    /// The motto of the meeting, and the mark that residents take part (3.3).
    Motto,
    /// A mark for each of these groups, and for those added by hand: the groups of a source are examples (2.2, 5.2).
    Groups {
        /// The groups that the source names.
        groups: Vec<String>,
        /// A note counts for the marks that are not set, where the user says so (2.2).
        #[serde(default)]
        explained: bool,
    },
    /// One of these options, each with what it counts for.
    Choice(Vec<(String, Counts)>),
    /// People who were missed: done when nobody was, or all have been invited (7.3).
    Wanted,
    /// A mark for each participant who has a manager: residents have none (7.4).
    PerPerson,
    /// At least one short and one long goal, confirmed by a person (7.6).
    Horizons,
}

/// What an option counts for.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counts {
    Open,
    Partly,
    Done,
    NotApplicable,
}

impl From<Counts> for AnswerState {
    fn from(counts: Counts) -> Self {
        match counts {
            Counts::Open => Self::Open,
            Counts::Partly => Self::Partly,
            Counts::Done => Self::Done,
            Counts::NotApplicable => Self::NotApplicable,
        }
    }
}

/// Stands for the field in the place of a draft of who was invited of the people who were missed.
pub const INVITED: &str = "@invited";

/// What the goals suggest for 7.6.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suggestion {
    /// No goal with a horizon at all.
    Nothing,
    OnlyShort,
    OnlyLong,
    Both,
}

/// How far the answer to a question is.
pub fn state(kind: &QuestionKind, answer: Option<&Answer>, session: &Session) -> AnswerState {
    let given = answer.and_then(|answer| answer.status).unwrap_or(AnswerState::Open);
    if matches!(given, AnswerState::NotApplicable | AnswerState::No) {
        return given;
    }
    match kind {
        QuestionKind::Sources if given == AnswerState::Done && missing_sources(session).next().is_some() => {
            AnswerState::Partly
        }
        QuestionKind::Status | QuestionKind::Absentees | QuestionKind::Sources => given,
        QuestionKind::Text => part(usize::from(answer.is_some_and(|answer| !answer.text.trim().is_empty())), 1),
        QuestionKind::Marks { marks } => part(marked(answer, marks), marks.len()),
        QuestionKind::Motto => {
            let motto = usize::from(!session.the_meeting().motto.trim().is_empty());
            part(motto + usize::from(answer.is_some_and(|answer| answer.marks.has(RESIDENTS))), 2)
        }
        QuestionKind::Groups { explained: true, .. } if answer.is_some_and(explains) => AnswerState::Done,
        QuestionKind::Groups { groups, .. } => {
            let own = answer.map_or(&[][..], |answer| &answer.own.0);
            part(marked(answer, groups) + marked(answer, own), groups.len() + own.len())
        }
        QuestionKind::Choice(options) => answer
            .and_then(|answer| options.iter().find(|(option, _)| *option == *answer.choice.0))
            .map_or(AnswerState::Open, |(_, counts)| (*counts).into()),
        QuestionKind::Wanted => wanted_state(answer, session),
        QuestionKind::PerPerson => {
            let told = employed(session)
                .filter(|person| answer.is_some_and(|answer| answer.people.targets.contains(&person.id)));
            part(told.count(), employed(session).count())
        }
        QuestionKind::Horizons => match (answer.is_some_and(|answer| answer.marks.has(CONFIRMED)), suggestion(session))
        {
            (true, _) => AnswerState::Done,
            (false, Suggestion::Both) => AnswerState::Partly,
            (false, _) => AnswerState::Open,
        },
    }
}

/// Whether the note is said to be the explanation.
fn explains(answer: &Answer) -> bool {
    answer.marks.has(EXPLAINED) && !answer.note.trim().is_empty()
}

/// All, some or none of so many.
fn part(met: usize, of: usize) -> AnswerState {
    match met {
        0 => AnswerState::Open,
        met if met >= of => AnswerState::Done,
        _ => AnswerState::Partly,
    }
}

fn marked(answer: Option<&Answer>, marks: &[String]) -> usize {
    answer.map_or(0, |answer| marks.iter().filter(|mark| answer.marks.has(mark)).count())
}

fn wanted_state(answer: Option<&Answer>, session: &Session) -> AnswerState {
    let with = |attendance| session.people.iter().filter(move |person| person.attendance == Some(attendance)).count();
    match (with(Attendance::Wanted), with(Attendance::Invited)) {
        (0, 0) => {
            // Or all who were missed were invited in a round before.
            let is_done = |answer: &Answer| answer.marks.has(NOBODY_MISSED) || answer.status == Some(AnswerState::Done);
            part(usize::from(answer.is_some_and(is_done)), 1)
        }
        (wanted, invited) => part(invited, wanted + invited),
    }
}

/// The people who are in the room, or are expected there.
pub fn participants(session: &Session) -> impl Iterator<Item = &Person> {
    session.people.iter().filter(|person| {
        matches!(person.attendance, Some(Attendance::Present | Attendance::Expected | Attendance::Later))
    })
}

/// Those of them who have colleagues and a manager to tell about it.
pub fn employed(session: &Session) -> impl Iterator<Item = &Person> {
    participants(session).filter(|person| person.kind != Some(PersonKind::Resident))
}

/// The people who were asked or missed, and who were not there.
pub fn absentees(session: &Session) -> impl Iterator<Item = &Person> {
    let was_away = |person: &&Person| {
        matches!(person.attendance, Some(Attendance::Absent | Attendance::Wanted | Attendance::Invited))
    };
    session.people.iter().filter(was_away)
}

/// The answers of which the id begins with this.
pub fn answers_of<'session>(
    session: &'session Session,
    prefix: &'static str,
) -> impl Iterator<Item = &'session Answer> {
    session.answers.iter().filter(move |answer| answer.id.as_str().starts_with(prefix))
}

/// The sources of the profile of which the user said that they are not there, or only partly (1.1): answers, and sources
/// of the session itself.
pub fn missing_sources(session: &Session) -> impl Iterator<Item = (Section, &Id)> {
    let is_missing = |answer: &&Answer| matches!(&*answer.choice, "missing" | "partly");
    let listed = answers_of(session, PROFILE_SOURCES).filter(is_missing).map(|answer| (Section::Answers, &answer.id));
    listed
        .chain(session.sources.iter().filter(|source| source.is_missing()).map(|source| (Section::Sources, &source.id)))
}

/// What the goals suggest for 7.6.
pub fn suggestion(session: &Session) -> Suggestion {
    let has = |horizon| session.goals.iter().any(|goal| goal.horizon == Some(horizon));
    match (has(Horizon::Short), has(Horizon::Long)) {
        (false, false) => Suggestion::Nothing,
        (true, false) => Suggestion::OnlyShort,
        (false, true) => Suggestion::OnlyLong,
        (true, true) => Suggestion::Both,
    }
}

/// How many answers are in each state.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Nothing yet, or a no.
    pub open: usize,
    /// How many of those that are open are a no.
    pub no: usize,
    pub partly: usize,
    pub done: usize,
    pub not_applicable: usize,
}

impl Tally {
    /// Counts one more answer in this state.
    pub fn add(&mut self, state: AnswerState) {
        match state {
            AnswerState::Open => self.open += 1,
            AnswerState::No => {
                self.open += 1;
                self.no += 1;
            }
            AnswerState::Partly => self.partly += 1,
            AnswerState::Done => self.done += 1,
            AnswerState::NotApplicable => self.not_applicable += 1,
        }
    }

    /// How many answers were counted, in whatever state.
    pub fn total(self) -> usize {
        self.open + self.partly + self.done + self.not_applicable
    }

    /// How many need nothing more: done or not applicable.
    pub fn settled(self) -> usize {
        self.done + self.not_applicable
    }
}

impl FromIterator<AnswerState> for Tally {
    fn from_iter<States: IntoIterator<Item = AnswerState>>(states: States) -> Self {
        let mut tally = Self::default();
        states.into_iter().for_each(|state| tally.add(state));
        tally
    }
}

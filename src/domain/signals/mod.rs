//! Signals: what a session asks of the people, each with the place where it is settled. One table of rules; the screen,
//! the check, the overview, the report and the next round all read it, and none keeps a second list. A rule that only a
//! person can judge is no rule.
//!
//! A new rule is one line in [`RULES`], its function in the file of its subject, and its words in each language.

mod checklist;
pub mod folder;
mod meeting;
mod monitoring;
mod people;
pub mod personal;
mod plan;
mod priorities;
mod profile;
mod signalling;
mod text;

use std::borrow::Cow;
use std::cell::OnceCell;

use jiff::ToSpan;
use jiff::civil::Date;

use super::id::Id;
use super::question::QuestionKind;
use super::records::meeting::{Answer, AnswerState};
use super::session::{Section, Session};
use super::value::Kind;

pub use plan::lacking_blocks;
pub use profile::{SMALLEST_GROUP, is_recognisable, names_the_web};
use text::FoundInTexts;
pub use text::TextPlace;

/// How much a signal asks.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    Tell,
    Open,
    /// Cannot be right; the check fails on it.
    Wrong,
}

impl Weight {
    /// Its name for other programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wrong => "problem",
            Self::Open => "warning",
            Self::Tell => "notice",
        }
    }
}

/// When a signal is put to the people. It always stands at its place, in the check and in the report.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    Always,
    /// Before the people go home as well.
    Closing,
    /// Not in the room: for the coordinator afterwards.
    Coordinator,
}

/// What is out of the ordinary about the signals of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleMark {
    /// What they are about looks like personal data: it is repeated nowhere.
    Personal,
    /// What they are counted from stays behind with the day: a next round is told them in words.
    OfTheDay,
    /// They are about their section as a whole, wherever they are settled.
    OfTheWhole,
}

/// A rule of the table.
pub struct Rule {
    /// Its name in the language files, in the check and in the overview.
    pub name: &'static str,
    /// How much its signals ask.
    pub weight: Weight,
    /// When they are put to the people.
    pub moment: Moment,
    /// The section that its signals are about; `None` where they can stand anywhere.
    pub section: Option<Section>,
    /// The section of which the items are added up for it, where that is another: the grid of it tells it too.
    pub adds_up: Option<Section>,
    mark: Option<RuleMark>,
    find: fn(&Scope<'_>) -> Vec<Found>,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Rule {}

impl Rule {
    /// The rule with this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        RULES.iter().find(|rule| rule.name.eq_ignore_ascii_case(name))
    }

    /// Whether this is out of the ordinary about its signals.
    pub fn is(&self, mark: RuleMark) -> bool {
        self.mark == Some(mark)
    }
}

/// What a rule found in a session: a place, and the day from which on it holds.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    pub rule: &'static Rule,
    pub section: Section,
    /// The item; `None` where the section as a whole is meant.
    pub item: Option<Id>,
    /// The number of the field where it is settled; `None` where the item as a whole is meant.
    pub field: Option<usize>,
    /// What the sentence names, by the placeholder in it.
    pub values: Vec<(&'static str, Detail)>,
    /// The first day on which it holds; `None` where it holds on every day.
    pub since: Option<Date>,
}

/// Something that a sentence about a signal names.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    Number(u64),
    Euros(u64),
    Date(Date),
    Typed(String),
    /// What belongs in a field.
    Wanted(Kind),
    /// A character, by its code.
    Code(char),
    /// Items of a section, which the sentence names by their titles.
    Titles(Section, Vec<Id>),
    /// Words of the fixed set with this name.
    Choices(&'static str, Vec<&'static str>),
    /// What two people changed differently.
    Conflict(Id),
    /// Questions, by the ids of their answers.
    Questions(Vec<String>),
}

/// A question as it is asked in a session; which ones there are is content of the guide.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug)]
pub struct AskedQuestion<'guide> {
    /// The id of the list.
    pub list: &'guide str,
    /// The id of its answer.
    pub answer: Cow<'guide, str>,
    /// The item it is about, in a list that is asked per item.
    pub about: Option<Id>,
    pub kind: &'guide QuestionKind,
    /// The fields that it asks beside the answer, by name.
    pub asks: &'guide [String],
}

/// What the rules look at.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
pub struct Scope<'a> {
    pub session: &'a Session,
    /// What is asked in this session.
    pub questions: &'a [AskedQuestion<'a>],
    /// The months as people write them, in small letters, with their numbers from 1.
    pub months: &'a [(&'a str, u32)],
    /// The only texts that hold a digit or an unusual sign, where that is known.
    unusual_texts: Option<&'a [TextPlace]>,
    /// What was found in the texts, once a rule asks for it.
    in_texts: OnceCell<FoundInTexts>,
}

impl<'a> Scope<'a> {
    /// What the rules look at: a session, what is asked in it, and the months as people write them.
    pub fn new(session: &'a Session, questions: &'a [AskedQuestion<'a>], months: &'a [(&'a str, u32)]) -> Self {
        Self { session, questions, months, unusual_texts: None, in_texts: OnceCell::new() }
    }

    /// The same, where it is known which texts hold a digit or an unusual sign: no other is looked at.
    #[must_use]
    pub fn with_unusual_texts(self, places: Option<&'a [TextPlace]>) -> Self {
        Self { unusual_texts: places, ..self }
    }

    fn in_texts(&self) -> &FoundInTexts {
        self.in_texts.get_or_init(|| FoundInTexts::of(self))
    }

    /// The questions of a list, each with its answer and how far that is.
    fn list<'scope>(
        &'scope self,
        list: &'scope str,
    ) -> impl Iterator<Item = (&'scope AskedQuestion<'scope>, Option<&'scope Answer>, AnswerState)> {
        self.questions.iter().filter(move |question| question.list == list).map(|question| self.state(question))
    }

    fn state<'scope>(
        &'scope self,
        question: &'scope AskedQuestion<'scope>,
    ) -> (&'scope AskedQuestion<'scope>, Option<&'scope Answer>, AnswerState) {
        let answer = self.session.answer(&question.answer);
        (question, answer, super::question::state(question.kind, answer, self.session))
    }
}

/// What a rule hands back: a place and what the sentence names.
#[derive(Clone)]
struct Found {
    section: Section,
    item: Option<Id>,
    field: Option<usize>,
    values: Vec<(&'static str, Detail)>,
    since: Option<Date>,
}

impl Found {
    fn at(section: Section, item: &Id, field: usize) -> Self {
        Self { field: Some(field), ..Self::about(section, item) }
    }

    /// The item as a whole.
    fn about(section: Section, item: &Id) -> Self {
        Self { item: Some(item.clone()), ..Self::of(section) }
    }

    /// The section as a whole.
    fn of(section: Section) -> Self {
        Self { section, item: None, field: None, values: Vec::new(), since: None }
    }

    /// Of a section that lacks these words of a fixed set, if it lacks any.
    fn lacking(section: Section, set: &'static str, words: Vec<&'static str>) -> Vec<Self> {
        if words.is_empty() {
            return Vec::new();
        }
        vec![Self::of(section).naming("names", Detail::Choices(set, words))]
    }

    /// Holds once this day has passed.
    fn after(self, date: Date) -> Self {
        Self { since: Some(date.saturating_add(1.day())), ..self }
    }

    /// Holds once this day has passed, which the sentence names.
    fn past(self, date: Date) -> Self {
        self.naming("date", Detail::Date(date)).after(date)
    }

    fn naming(mut self, name: &'static str, detail: Detail) -> Self {
        self.values.push((name, detail));
        self
    }
}

macro_rules! rules {
    (@mark) => { None };
    (@mark $mark:ident) => { Some(RuleMark::$mark) };
    (@adds_up) => { None };
    (@adds_up $cells:ident) => { Some(Section::$cells) };
    ($($name:ident: $weight:ident, $moment:ident, $section:expr => $subject:ident $(, $mark:ident)? $(in $cells:ident)?;)*) => {
        /// All rules, the most pressing first among those of one weight.
        pub static RULES: &[Rule] = &[$(Rule {
            name: stringify!($name),
            weight: Weight::$weight,
            moment: Moment::$moment,
            section: $section,
            adds_up: rules!(@adds_up $($cells)?),
            mark: rules!(@mark $($mark)?),
            find: $subject::$name,
        },)*];
    };
}

rules! {
    open_conflict: Wrong, Always, Some(Section::Conflicts) => text;
    bid_above_budget: Wrong, Always, Some(Section::Groups) => plan, OfTheDay in Bids;
    score_above_scale: Wrong, Always, Some(Section::Scores) => profile;
    citizen_number: Wrong, Closing, None => text, Personal;
    birth_date: Wrong, Closing, None => text, Personal;

    first_activity_missing: Open, Closing, Some(Section::Answers) => checklist;
    action_overdue: Open, Always, Some(Section::Actions) => plan;
    action_without_owner: Open, Closing, Some(Section::Actions) => plan;
    action_without_date: Open, Closing, Some(Section::Actions) => plan;
    started_without_baseline: Open, Always, Some(Section::Actions) => plan;
    goal_without_baseline: Open, Always, Some(Section::Goals) => priorities;
    feedback_due: Open, Closing, Some(Section::Chances) => signalling;
    hand_over_late: Open, Always, Some(Section::HandOvers) => signalling;
    answer_overdue: Open, Always, Some(Section::Answers) => checklist;
    done_without_date: Open, Closing, Some(Section::Answers) => checklist;
    done_without_person: Open, Always, Some(Section::Answers) => checklist;
    measurement_due: Open, Always, Some(Section::Goals) => priorities;
    evaluation_due: Open, Always, Some(Section::Evaluations) => monitoring;
    project_feedback_due: Open, Always, Some(Section::Interventions) => monitoring;
    money_ends: Open, Always, Some(Section::Costs) => monitoring;
    tie_without_decision: Open, Closing, Some(Section::Themes) => priorities, OfTheDay;
    result_not_shown: Open, Closing, None => meeting, OfTheDay;
    votes_do_not_add_up: Open, Always, Some(Section::Groups) => priorities in Votes;
    domain_untouched: Open, Always, Some(Section::Themes) => priorities;
    web_as_indicator: Open, Always, None => profile;
    role_without_person: Open, Always, Some(Section::Roles) => people;
    person_missed: Open, Closing, Some(Section::People) => people;
    parked_without_outcome: Open, Closing, Some(Section::Parked) => meeting;
    group_recognisable: Open, Always, Some(Section::Scores) => profile;
    source_without_asker: Open, Always, None => profile;
    source_overdue: Open, Always, Some(Section::Sources) => profile;
    pilot_short: Open, Always, Some(Section::Pilots) => plan, OfTheDay;
    money_not_promised: Open, Always, Some(Section::Costs) => plan;
    provision_not_secured: Open, Coordinator, Some(Section::Answers) => plan;
    embedding_overdue: Open, Always, Some(Section::Embeddings) => people;
    as_typed: Open, Always, None => text;
    invisible: Open, Coordinator, None => text;
    unknown_question: Open, Coordinator, Some(Section::Answers) => text;

    theme_without_goal: Tell, Always, Some(Section::Themes) => priorities;
    theme_unasked: Tell, Always, Some(Section::Themes) => priorities;
    scores_other_than_people: Tell, Always, Some(Section::Scores) => profile;
    factor_without_figure: Tell, Always, Some(Section::Indicators) => profile;
    plan_lacks_blocks: Tell, Always, Some(Section::Answers) => plan, OfTheWhole;
    action_without_deputy: Tell, Always, Some(Section::Actions) => people;
    embedding_without_deputy: Tell, Always, Some(Section::Embeddings) => people;
    everything_on_one: Tell, Always, Some(Section::People) => people;
    layer_empty: Tell, Always, Some(Section::People) => people;
    team_role_missing: Tell, Always, Some(Section::People) => people;
    commissioner_missing: Tell, Coordinator, Some(Section::Roles) => people;
    party_brings_nothing: Tell, Always, Some(Section::Interests) => plan;
    only_own_interventions: Tell, Always, Some(Section::Interventions) => plan;
    entry_not_checked: Tell, Always, Some(Section::SocialMap) => signalling;
    wish_without_policy: Tell, Coordinator, Some(Section::Wishes) => priorities;
    event_passed: Tell, Coordinator, Some(Section::Calendar) => monitoring;
    table_lacks_field: Tell, Always, Some(Section::People) => people;
    group_not_heard: Tell, Always, Some(Section::Population) => profile;
    meeting_passed: Tell, Coordinator, Some(Section::Gatherings) => meeting;
    step_not_treated: Tell, Closing, Some(Section::Agenda) => meeting;
    profile_due: Tell, Coordinator, Some(Section::Indicators) => profile;
    many_residents: Tell, Always, Some(Section::Neighbourhood) => meeting;
}

/// All signals of a session on a day, the most pressing first; without a day, those that hold on every day.
pub fn signals(scope: &Scope<'_>, today: Option<Date>) -> Vec<Signal> {
    RULES.iter().flat_map(|rule| rule.signals(scope)).filter(|signal| signal.holds_on(today)).collect()
}

impl Rule {
    /// The signals of this rule, each with the day from which on it holds.
    pub fn signals<'found>(&'static self, scope: &'found Scope<'_>) -> impl Iterator<Item = Signal> + use<'found> {
        (self.find)(scope).into_iter().map(move |found| {
            let Found { section, item, field, values, since } = found;
            Signal { rule: self, section, item, field, values, since }
        })
    }
}

impl Signal {
    /// Whether it holds on a day; without a day, whether it holds on every day.
    pub fn holds_on(&self, today: Option<Date>) -> bool {
        self.since.is_none_or(|since| today.is_some_and(|today| since <= today))
    }

    /// Of how many things it tells the same: one that names the words of a choice or the questions that are meant tells it of
    /// each of them.
    pub fn things(&self) -> usize {
        let named = self.values.iter().filter_map(|(_, detail)| match detail {
            Detail::Choices(_, words) => Some(words.len()),
            Detail::Questions(questions) => Some(questions.len()),
            _ => None,
        });
        named.sum::<usize>().max(1)
    }

    /// Whether it is about this item.
    pub fn is_of(&self, section: Section, item: &Id) -> bool {
        self.section == section && self.item.as_ref() == Some(item)
    }
}

#[cfg(test)]
mod tests {
    use super::{RULES, Weight};

    #[test]
    fn rules_stand_by_weight_and_have_a_name_of_their_own() {
        let weights: Vec<Weight> = RULES.iter().map(|rule| rule.weight).collect();
        assert!(weights.is_sorted_by(|before, after| before >= after));
        let mut names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}

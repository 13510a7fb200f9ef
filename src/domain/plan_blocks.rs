//! The seven blocks of a plan (M14): each derived from what was written down for it, with what is lacking by its place.

use super::id::Id;
use super::question::answers_of;
use super::record::Record;
use super::records::meeting::{AnswerState, Meeting};
use super::records::plan::{Action, Intervention, Role};
use super::records::priorities::Goal;
use super::session::{Section, Session};

/// The answers about the blocks begin with this; the number of the block follows.
const PLAN_CONTENT: &str = "plan_content.";
/// The answers of the evaluation plan.
const EVALUATION_PLAN: &str = "evaluation_plan.";

/// Something that a block lacks: an item or a field of it, or any item of a section at all.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    pub section: Section,
    /// The item; none where the section is empty.
    pub item: Option<Id>,
    /// The field where it is mended.
    pub field: Option<usize>,
}

/// A block of the plan, in the order of the workbook; its number is that of its question.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanBlock {
    /// What people want to reach.
    Ambition = 1,
    Roles,
    Interventions,
    /// What should come of it.
    Result,
    /// When and how it is looked at again.
    Evaluation,
    Money,
    Agreements,
}

impl PlanBlock {
    /// The seven blocks, in the order in which a plan has them.
    pub const ALL: [Self; 7] = [
        Self::Ambition,
        Self::Roles,
        Self::Interventions,
        Self::Result,
        Self::Evaluation,
        Self::Money,
        Self::Agreements,
    ];

    /// The id of the answer about this block.
    pub fn answer_id(self) -> String {
        format!("{PLAN_CONTENT}{}", self as u8)
    }

    /// Where it is written down.
    pub fn section(self) -> Section {
        match self {
            Self::Ambition | Self::Result | Self::Evaluation => Section::Goals,
            Self::Roles => Section::Roles,
            Self::Interventions => Section::Interventions,
            Self::Money => Section::Costs,
            Self::Agreements => Section::Agreements,
        }
    }

    /// How far it is: what people marked as settled is; else as far as what was written down.
    pub fn state(self, session: &Session) -> AnswerState {
        let marked = session.answer(&self.answer_id()).and_then(|answer| answer.status);
        match marked {
            Some(marked) if marked.is_settled() => marked,
            _ if self.lacking(session).is_empty() => AnswerState::Done,
            _ if self.is_begun(session) => AnswerState::Partly,
            marked => marked.unwrap_or(AnswerState::Open),
        }
    }

    /// Whether anything of it is written down.
    pub fn is_begun(self, session: &Session) -> bool {
        match self {
            Self::Ambition => !session.the_meeting().ambition.trim().is_empty() || !session.goals.is_empty(),
            Self::Roles => session.roles.iter().any(|role| !role.person.is_empty()),
            Self::Interventions => !session.interventions.is_empty(),
            Self::Result => {
                session.goals.iter().any(|goal| !goal.target.is_empty() || !goal.how_much.trim().is_empty())
            }
            Self::Evaluation => {
                has_evaluation_plan(session) || session.goals.iter().any(|goal| !goal.next_measurement.is_empty())
            }
            Self::Money => !session.costs.is_empty() || session.actions.iter().any(|action| !action.hours.is_empty()),
            Self::Agreements => !session.agreements.is_empty(),
        }
    }

    /// What it lacks, in order.
    pub fn lacking(self, session: &Session) -> Vec<Lacking> {
        let goals = || is_there(session, Section::Goals);
        let [first, second] = match self {
            Self::Ambition => {
                let meeting = session.the_meeting();
                let (section, item) = (Section::Meeting, Some(meeting.id.clone()));
                let ambition = Lacking { section, item, field: Some(Meeting::ambition) };
                [meeting.ambition.trim().is_empty().then_some(ambition).into_iter().collect(), goals()]
            }
            Self::Roles => {
                let roles = each(session, Section::Roles, &[Role::person]);
                let roles = if session.actions.is_empty() {
                    [is_there(session, Section::Roles), roles].concat()
                } else {
                    roles
                };
                [roles, each(session, Section::Actions, &[Action::owner])]
            }
            Self::Interventions => [
                is_there(session, Section::Interventions),
                each(session, Section::Interventions, &[Intervention::goal]),
            ],
            Self::Result => [goals(), each(session, Section::Goals, &[Goal::target, Goal::how_much])],
            Self::Evaluation if has_evaluation_plan(session) => [Vec::new(), Vec::new()],
            Self::Evaluation => [goals(), each(session, Section::Goals, &[Goal::next_measurement])],
            Self::Money => [is_there(session, Section::Costs), each(session, Section::Actions, &[Action::hours])],
            Self::Agreements => [is_there(session, Section::Agreements), Vec::new()],
        };
        first.into_iter().chain(second).collect()
    }
}

/// Whether it was agreed what is evaluated, or how, by whom or when.
fn has_evaluation_plan(session: &Session) -> bool {
    answers_of(session, EVALUATION_PLAN).any(|answer| !answer.text.trim().is_empty())
}

/// That a section has an item.
fn is_there(session: &Session, section: Section) -> Vec<Lacking> {
    let lacking = Lacking { section, item: None, field: None };
    session.table(section).is_empty().then_some(lacking).into_iter().collect()
}

/// The items of a section of which none of these fields is filled in.
fn each(session: &Session, section: Section, fields: &[usize]) -> Vec<Lacking> {
    let lacks = |record: &&dyn Record| fields.iter().all(|field| record.value(*field).is_empty());
    let lacking =
        |record: &dyn Record| Lacking { section, item: Some(record.id().clone()), field: fields.first().copied() };
    session.table(section).records().filter(lacks).map(lacking).collect()
}

#[cfg(test)]
mod tests {
    use super::PlanBlock;
    use crate::domain::edit::{Edit, apply};
    use crate::domain::id::Id;
    use crate::domain::records::meeting::{Answer, AnswerState, Meeting};
    use crate::domain::records::plan::Agreement;
    use crate::domain::records::priorities::Goal;
    use crate::domain::session::{Item, Section, Session};
    use crate::domain::value::{ChoiceSet, Value};

    fn add(session: &mut Session, section: Section, id: &str, field: usize) {
        let mut values = vec![Value::Empty; section.kind().fields.len()];
        values[field] = Value::text("iets");
        let item = Item { id: Id::new(id), values };
        apply(session, Edit::Insert { section, item, after: None }).expect("it fits");
    }

    #[test]
    fn a_block_is_as_far_as_what_was_written_down() {
        let mut session = Session::empty(Id::new("s-1"));
        assert!(PlanBlock::ALL.iter().all(|block| block.state(&session) == AnswerState::Open), "nothing is there yet");
        add(&mut session, Section::Goals, "e-1", Goal::what);
        let (first, last) = (PlanBlock::Ambition, PlanBlock::Agreements);
        assert_eq!(first.state(&session), AnswerState::Partly);
        assert_eq!(first.lacking(&session)[0].field, Some(Meeting::ambition));
        assert_eq!(last.state(&session), AnswerState::Open);
        add(&mut session, Section::Agreements, "y-1", Agreement::what);
        let meeting = session.the_meeting().id.clone();
        let ambition = Edit::set(Section::Meeting, &meeting, Meeting::ambition, Value::text("Gezond"));
        apply(&mut session, ambition).expect("it fits");
        assert_eq!((first.state(&session), last.state(&session)), (AnswerState::Done, AnswerState::Done));
        let result = PlanBlock::Result;
        assert_eq!(result.lacking(&session)[0].item, Some(Id::new("e-1")), "the goal says not how much");
        add(&mut session, Section::Answers, &result.answer_id(), Answer::note);
        assert_eq!(result.state(&session), AnswerState::Open);
        let status = Value::Choice(AnswerState::Done.word());
        let marked = Edit::set(Section::Answers, &Id::new(result.answer_id()), Answer::status, status);
        apply(&mut session, marked).expect("it fits");
        assert_eq!(result.state(&session), AnswerState::Done, "people said so");
    }
}

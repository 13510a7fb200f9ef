//! The seven blocks of a plan (M14): each derived from what was written down for it, with what is lacking by its place.

use super::id::Id;
use super::record::Record;
use super::records::meeting::{AnswerState, Meeting};
use super::records::plan::{Action, Intervention, Role};
use super::records::priorities::Goal;
use super::session::{Section, Session};

/// How many blocks there are.
pub const BLOCKS: usize = 7;

/// Something that a block lacks: an item or a field of it, or any item of a section at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// The section.
    pub section: Section,
    /// The item; none where the section is empty.
    pub item: Option<Id>,
    /// The field where it is mended.
    pub field: Option<usize>,
}

/// A block of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DerivedBlock {
    /// How far it is.
    pub state: AnswerState,
    /// What it lacks, in order.
    pub lacking: Vec<Lacking>,
    /// Where it is written down.
    pub section: Section,
}

/// The seven blocks, in the order of the workbook.
pub fn plan_blocks(session: &Session) -> [DerivedBlock; BLOCKS] {
    let meeting = session.the_meeting();
    let ambition =
        Lacking { section: Section::Meeting, item: Some(meeting.id.clone()), field: Some(Meeting::ambition) };
    let ambition = meeting.ambition.is_empty().then_some(ambition);
    let goals = || is_there(session, Section::Goals);
    let who = || [each(session, Section::Roles, &[Role::person]), each(session, Section::Actions, &[Action::owner])];
    let money = || [is_there(session, Section::Costs), each(session, Section::Actions, &[Action::hours])];
    [
        block(session, Section::Goals, !session.goals.is_empty(), [ambition.into_iter().collect(), goals()]),
        block(session, Section::Roles, !session.roles.is_empty() || !session.actions.is_empty(), who()),
        block(
            session,
            Section::Interventions,
            true,
            [is_there(session, Section::Interventions), each(session, Section::Interventions, &[Intervention::goal])],
        ),
        block(session, Section::Goals, true, [goals(), each(session, Section::Goals, &[Goal::target, Goal::how_much])]),
        block(session, Section::Goals, true, [goals(), each(session, Section::Goals, &[Goal::next_measurement])]),
        block(session, Section::Costs, !session.costs.is_empty(), money()),
        block(session, Section::Agreements, true, [is_there(session, Section::Agreements), Vec::new()]),
    ]
}

/// A block lacks what its parts lack; it is open where nothing of it is there.
fn block(session: &Session, section: Section, is_begun: bool, parts: [Vec<Lacking>; 2]) -> DerivedBlock {
    let lacking: Vec<Lacking> = parts.into_iter().flatten().collect();
    let is_begun = is_begun && !session.table(section).is_empty();
    let state = match (lacking.is_empty(), is_begun) {
        (true, _) => AnswerState::Done,
        (false, true) => AnswerState::Partly,
        (false, false) => AnswerState::Open,
    };
    DerivedBlock { state, lacking, section }
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
    use super::plan_blocks;
    use crate::domain::edit::{Edit, apply};
    use crate::domain::id::Id;
    use crate::domain::records::meeting::{AnswerState, Meeting};
    use crate::domain::records::plan::Agreement;
    use crate::domain::records::priorities::Goal;
    use crate::domain::session::{Item, Section, Session};
    use crate::domain::value::Value;

    fn add(session: &mut Session, section: Section, id: &str, field: usize) {
        let mut values = vec![Value::Empty; section.kind().fields.len()];
        values[field] = Value::text("iets");
        let item = Item { id: Id::new(id), values };
        apply(session, Edit::Insert { section, item, after: None }).expect("it fits");
    }

    #[test]
    fn a_block_is_as_far_as_what_was_written_down() {
        let mut session = Session::empty(Id::new("s-1"));
        assert!(plan_blocks(&session).iter().all(|block| block.state != AnswerState::Done || block.lacking.is_empty()));
        assert_eq!(plan_blocks(&session)[0].state, AnswerState::Open);
        add(&mut session, Section::Goals, "e-1", Goal::what);
        let [first, .., last] = plan_blocks(&session);
        assert_eq!(first.state, AnswerState::Partly);
        assert_eq!(first.lacking[0].field, Some(Meeting::ambition));
        assert_eq!(last.state, AnswerState::Open);
        add(&mut session, Section::Agreements, "y-1", Agreement::what);
        let meeting = session.the_meeting().id.clone();
        let ambition = Edit::set(Section::Meeting, &meeting, Meeting::ambition, Value::text("Gezond"));
        apply(&mut session, ambition).expect("it fits");
        let blocks = plan_blocks(&session);
        assert_eq!((blocks[0].state, blocks[6].state), (AnswerState::Done, AnswerState::Done));
        assert_eq!(blocks[3].lacking[0].item, Some(Id::new("e-1")), "the goal says not how much");
    }
}

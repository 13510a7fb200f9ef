//! What is still missing in a session, by name: shown until it is filled, never demanded.

use jiff::civil::Date;

use super::id::Id;
use super::records::meeting::{Attendance, OpenState};
use super::records::plan::{Action, ActionState};
use super::records::priorities::{Domain, GoalKind};
use super::session::{Section, Session};
use super::value::ChoiceSet;

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// What.
    pub kind: GapKind,
    /// The items that miss it.
    pub items: Vec<Id>,
}

/// The kinds of gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapKind {
    /// Actions that should have been done.
    OverdueActions,
    /// Open actions without an owner.
    ActionsWithoutOwner,
    /// Open actions without a date.
    ActionsWithoutDate,
    /// Goals for an effect, without a baseline (M66).
    GoalsWithoutBaseline,
    /// Roles that nobody has (M04).
    RolesWithoutPerson,
    /// Groups that should have heard back (M46).
    FeedbackDue,
    /// Remarks that are still parked.
    ParkedRemarks,
    /// People who are missed and not invited.
    PeopleMissed,
}

impl GapKind {
    /// The section in which the items stand.
    pub fn section(self) -> Section {
        match self {
            Self::OverdueActions | Self::ActionsWithoutOwner | Self::ActionsWithoutDate => Section::Actions,
            Self::GoalsWithoutBaseline => Section::Goals,
            Self::RolesWithoutPerson => Section::Roles,
            Self::FeedbackDue => Section::Chances,
            Self::ParkedRemarks => Section::Parked,
            Self::PeopleMissed => Section::People,
        }
    }
}

/// Whether an action still wants to be done.
pub fn is_open(action: &Action) -> bool {
    !matches!(action.status, Some(ActionState::Done | ActionState::Dropped))
}

/// Whether an action should have been done before today.
pub fn is_overdue(action: &Action, today: Date) -> bool {
    is_open(action) && action.due.known().is_some_and(|due| due < today)
}

/// All gaps of a session, the most pressing first; without a day, those that are gaps on every day.
pub fn gaps(session: &Session, today: impl Into<Option<Date>>) -> Vec<Gap> {
    let today = today.into();
    let has_passed = |day: Date| today.is_some_and(|today| day < today);
    let actions = |kind, misses: &dyn Fn(&Action) -> bool| Gap {
        kind,
        items: session.actions.iter().filter(|action| misses(action)).map(|action| action.id.clone()).collect(),
    };
    let mut gaps = vec![
        actions(GapKind::OverdueActions, &|action| today.is_some_and(|today| is_overdue(action, today))),
        actions(GapKind::ActionsWithoutOwner, &|action| is_open(action) && action.owner.is_empty()),
        actions(GapKind::ActionsWithoutDate, &|action| is_open(action) && action.due.is_empty()),
    ];
    let goals =
        session.goals.iter().filter(|goal| goal.baseline.is_empty() && goal.kind != Some(GoalKind::Performance));
    gaps.push(Gap { kind: GapKind::GoalsWithoutBaseline, items: goals.map(|goal| goal.id.clone()).collect() });
    let roles = session.roles.iter().filter(|role| role.person.is_empty());
    gaps.push(Gap { kind: GapKind::RolesWithoutPerson, items: roles.map(|role| role.id.clone()).collect() });
    let due = session.chances.iter().filter(|chance| {
        let is_settled = !chance.result.is_empty() || !chance.dropped_because.is_empty();
        !is_settled && chance.feedback_on.known().is_some_and(has_passed)
    });
    gaps.push(Gap { kind: GapKind::FeedbackDue, items: due.map(|chance| chance.id.clone()).collect() });
    let parked =
        session.parked.iter().filter(|remark| !matches!(remark.state, Some(OpenState::Done | OpenState::Dropped)));
    gaps.push(Gap { kind: GapKind::ParkedRemarks, items: parked.map(|remark| remark.id.clone()).collect() });
    let missed = session.people.iter().filter(|person| person.attendance == Some(Attendance::Wanted));
    gaps.push(Gap { kind: GapKind::PeopleMissed, items: missed.map(|person| person.id.clone()).collect() });
    gaps.retain(|gap| !gap.items.is_empty());
    gaps
}

/// The integral domains that no theme and no action touches (M02); none while there is no theme or action at all.
pub fn untouched_domains(session: &Session) -> Vec<Domain> {
    if session.themes.is_empty() && session.actions.is_empty() {
        return Vec::new();
    }
    let touched = |domain: &Domain| {
        session.themes.iter().any(|theme| theme.domains.0.contains(domain))
            || session.actions.iter().any(|action| action.domains.0.contains(domain))
    };
    Domain::ALL.iter().copied().filter(|domain| !touched(domain)).collect()
}

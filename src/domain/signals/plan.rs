//! What the plan asks: its actions, its money, and the seven blocks that a plan holds (M14).

use super::{Detail, Found, Scope};
use crate::domain::id::Id;
use crate::domain::period::last_day;
use crate::domain::plan_blocks::PlanBlock;
use crate::domain::records::meeting::{Answer, AnswerState, Group};
use crate::domain::records::plan::{Action, ActionState, Cost, Interest, MoneyState, Pilot, PilotState, Recognition};
use crate::domain::records::priorities::GoalKind;
use crate::domain::session::{Section, Session};
use crate::domain::sums::{Auction, auction, budgets_left};

/// The list of the basic provisions (M87).
const BASIC_PROVISIONS: &str = "basic_provisions";

fn open_actions<'scope>(scope: &'scope Scope<'_>) -> impl Iterator<Item = &'scope Action> {
    scope.session.actions.iter().filter(|action| action.is_open())
}

pub(super) fn action_overdue(scope: &Scope<'_>) -> Vec<Found> {
    let overdue = open_actions(scope).filter_map(|action| {
        let due = last_day(&action.due)?;
        Some(Found::at(Section::Actions, &action.id, Action::due).past(due))
    });
    overdue.collect()
}

pub(super) fn action_without_owner(scope: &Scope<'_>) -> Vec<Found> {
    let without = open_actions(scope).filter(|action| action.owner.is_empty());
    without.map(|action| Found::at(Section::Actions, &action.id, Action::owner)).collect()
}

pub(super) fn action_without_date(scope: &Scope<'_>) -> Vec<Found> {
    let without = open_actions(scope).filter(|action| action.due.is_empty());
    without.map(|action| Found::at(Section::Actions, &action.id, Action::due)).collect()
}

/// An action that has begun for an effect of which nobody measured where it starts from (M22, M66).
pub(super) fn started_without_baseline(scope: &Scope<'_>) -> Vec<Found> {
    let session = scope.session;
    let started = session.actions.iter().filter(|action| action.status == Some(ActionState::Started));
    let found = started.filter_map(|action| {
        let goal = session.goals.find(action.goal.target.as_ref()?)?;
        let is_missing = goal.baseline.is_empty() && goal.kind == Some(GoalKind::SocietalEffect);
        let place = || Found::at(Section::Actions, &action.id, Action::status);
        is_missing.then(|| place().naming("goal", Detail::Titles(Section::Goals, vec![goal.id.clone()])))
    });
    found.collect()
}

/// A group that offers more than it has (M63).
pub(super) fn bid_above_budget(scope: &Scope<'_>) -> Vec<Found> {
    let over = budgets_left(scope.session).into_iter().filter(|(_, left)| *left < 0);
    let place = |group: &Group| Found::at(Section::Groups, &group.id, Group::budget);
    over.map(|(group, left)| place(group).naming("euros", Detail::Euros(left.unsigned_abs()))).collect()
}

/// A pilot on which people bid and that its bids do not pay for (M63).
pub(super) fn pilot_short(scope: &Scope<'_>) -> Vec<Found> {
    let short = auction(scope.session).into_iter().filter_map(|(pilot, Auction { offered, cost })| {
        let lacking = cost?.checked_sub(offered).filter(|lacking| *lacking > 0)?;
        let is_waiting = !matches!(pilot.state, Some(PilotState::NotChosen | PilotState::Ended));
        let place = || Found::at(Section::Pilots, &pilot.id, Pilot::cost);
        (offered > 0 && is_waiting).then(|| place().naming("euros", Detail::Euros(lacking.into())))
    });
    short.collect()
}

/// Money of an action that has begun, and that nobody promised (M92).
pub(super) fn money_not_promised(scope: &Scope<'_>) -> Vec<Found> {
    let session = scope.session;
    let unsure = session.costs.iter().filter(|cost| {
        let started = cost.action.target.as_ref().and_then(|id| session.actions.find(id));
        started.is_some_and(|action| action.status == Some(ActionState::Started))
            && !cost.amount.is_empty()
            && !matches!(cost.state, Some(MoneyState::Promised | MoneyState::Received))
    });
    unsure.map(|cost| Found::at(Section::Costs, &cost.id, Cost::state)).collect()
}

/// A basic provision that is there, or partly, and that nobody pays for (M87).
pub(super) fn provision_not_secured(scope: &Scope<'_>) -> Vec<Found> {
    let there = scope.list(BASIC_PROVISIONS).filter_map(|(_, answer, state)| {
        let is_there = matches!(state, AnswerState::Done | AnswerState::Partly);
        answer.filter(|answer| is_there && answer.financing.is_empty())
    });
    there.map(|answer| Found::at(Section::Answers, &answer.id, Answer::financing)).collect()
}

/// A party of which nothing is written down that it brings (M11, M61).
pub(super) fn party_brings_nothing(scope: &Scope<'_>) -> Vec<Found> {
    let without =
        scope.session.interests.iter().filter(|interest| !interest.party.is_empty() && interest.brings.is_empty());
    without.map(|interest| Found::at(Section::Interests, &interest.id, Interest::brings)).collect()
}

/// Several interventions, all made up here: a mix with proven ones is asked (M15, M109).
pub(super) fn only_own_interventions(scope: &Scope<'_>) -> Vec<Found> {
    let all = &scope.session.interventions;
    let is_own = all.iter().all(|intervention| intervention.recognition == Some(Recognition::Own));
    if all.len() < 2 || !is_own { Vec::new() } else { vec![Found::of(Section::Interventions)] }
}

/// The blocks that a plan still lacks: neither in the session, nor marked as there by the people.
pub fn lacking_blocks(session: &Session) -> Vec<PlanBlock> {
    let is_open = |block: &PlanBlock| matches!(block.state(session), AnswerState::Open | AnswerState::No);
    PlanBlock::ALL.into_iter().filter(is_open).collect()
}

/// What the plan lacks of its seven blocks, once there is a plan (M14).
pub(super) fn plan_lacks_blocks(scope: &Scope<'_>) -> Vec<Found> {
    if scope.session.actions.is_empty() {
        return Vec::new();
    }
    let lacking: Vec<String> = lacking_blocks(scope.session).into_iter().map(PlanBlock::answer_id).collect();
    match lacking.first() {
        None => Vec::new(),
        Some(first) => {
            let place = Found::about(Section::Answers, &Id::new(first.as_str()));
            vec![place.naming("names", Detail::Questions(lacking))]
        }
    }
}

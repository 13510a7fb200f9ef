//! What the choice of themes and goals asks: cover of the domains, votes, baselines, measurements.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::{Detail, Found, Scope};
use crate::domain::id::Id;
use crate::domain::period::last_day;
use crate::domain::records::meeting::Group;
use crate::domain::records::plan::ActionState;
use crate::domain::records::priorities::{Domain, Goal, GoalKind, Theme, ThemeState, Wish};
use crate::domain::session::{Section, Session};
use crate::domain::sums::{ties, votes};
use crate::domain::value::ChoiceSet;

/// The list that is asked for each theme (M10).
const CHOOSING: &str = "choosing";

/// Whether a domain is touched by a theme that was not put off, or by an action that was not dropped.
fn is_touched(session: &Session, domain: Domain) -> bool {
    let themes = session.themes.iter().filter(|theme| theme.state != Some(ThemeState::Later));
    let actions = session.actions.iter().filter(|action| action.status != Some(ActionState::Dropped));
    let goals = session.goals.iter().map(|goal| &goal.domains);
    let interventions = session.interventions.iter().map(|intervention| &intervention.domains);
    let marked = themes.map(|theme| &theme.domains).chain(actions.map(|action| &action.domains));
    marked.chain(goals).chain(interventions).any(|all| all.0.contains(&domain))
}

/// The integral domains that nothing touches (M02, M101); none while there is no theme or action at all.
pub(super) fn domain_untouched(scope: &Scope<'_>) -> Vec<Found> {
    let session = scope.session;
    if session.themes.is_empty() && session.actions.is_empty() {
        return Vec::new();
    }
    let untouched = Domain::ALL.iter().copied().filter(|domain| !is_touched(session, *domain));
    let untouched: Vec<&'static str> = untouched.map(ChoiceSet::word).collect();
    Found::lacking(Section::Themes, Domain::CHOICES.name, untouched)
}

pub(super) fn goal_without_baseline(scope: &Scope<'_>) -> Vec<Found> {
    let without =
        scope.session.goals.iter().filter(|goal| goal.baseline.is_empty() && goal.kind != Some(GoalKind::Performance));
    without.map(|goal| Found::at(Section::Goals, &goal.id, Goal::baseline)).collect()
}

/// A goal whose next measurement should have been made, and was not (M22).
pub(super) fn measurement_due(scope: &Scope<'_>) -> Vec<Found> {
    let session = scope.session;
    let mut measured: HashMap<&Id, Date> = HashMap::new();
    for measurement in &session.measurements {
        if let (Some(goal), Some(date)) = (&measurement.goal.target, last_day(&measurement.date)) {
            let last = measured.entry(goal).or_insert(date);
            *last = date.max(*last);
        }
    }
    let due = session.goals.iter().filter_map(|goal| {
        let planned = last_day(&goal.next_measurement)?;
        let is_made = measured.get(&goal.id).is_some_and(|last| *last >= planned);
        (!is_made).then(|| Found::at(Section::Goals, &goal.id, Goal::next_measurement).past(planned))
    });
    due.collect()
}

/// A theme that was chosen and has no goal yet.
pub(super) fn theme_without_goal(scope: &Scope<'_>) -> Vec<Found> {
    let session = scope.session;
    let with_goal: HashSet<&Id> = session.goals.iter().filter_map(|goal| goal.theme.target.as_ref()).collect();
    let chosen = session.themes.iter().filter(|theme| theme.state == Some(ThemeState::Chosen));
    let without = chosen.filter(|theme| !with_goal.contains(&theme.id));
    without.map(|theme| Found::about(Section::Themes, &theme.id)).collect()
}

/// A theme about which some of the seven questions are open, once the first was answered (M10).
pub(super) fn theme_unasked(scope: &Scope<'_>) -> Vec<Found> {
    let mut asked: HashMap<&Id, (u64, u64)> = HashMap::new();
    for (question, _, state) in scope.list(CHOOSING) {
        if let Some(theme) = &question.about {
            let (open, all) = asked.entry(theme).or_default();
            *open += u64::from(!state.is_settled());
            *all += 1;
        }
    }
    let themes = scope.session.themes.iter().filter(|theme| theme.state != Some(ThemeState::Later));
    let unasked = themes.filter_map(|theme| {
        let (open, all) = asked.get(&theme.id).copied()?;
        let place = || Found::about(Section::Themes, &theme.id);
        (open > 0 && open < all).then(|| place().naming("count", Detail::Number(open)))
    });
    unasked.collect()
}

/// Themes with as many votes, of which none was chosen or put off (N8). A tie below a theme that is not put off decides
/// nothing as long as nobody chooses there.
pub(super) fn tie_without_decision(scope: &Scope<'_>) -> Vec<Found> {
    let is_put_off =
        |theme: &Id| scope.session.themes.find(theme).is_some_and(|theme| theme.state == Some(ThemeState::Later));
    let mut counted = votes(scope.session);
    let foremost = counted.iter().find(|votes| !is_put_off(&votes.theme)).map(|votes| votes.total);
    counted.retain(|votes| Some(votes.total) >= foremost);
    let open = ties(&counted).into_iter().filter_map(|total| {
        let tied: Vec<_> =
            counted.iter().filter(|votes| votes.total == total).map(|votes| votes.theme.clone()).collect();
        let is_decided = |theme: &Theme| matches!(theme.state, Some(ThemeState::Chosen | ThemeState::Later));
        let first = tied.first()?;
        let place = Found::at(Section::Themes, first, Theme::state);
        let is_open = !tied.iter().filter_map(|theme| scope.session.themes.find(theme)).any(is_decided);
        is_open.then(|| {
            place.naming("count", Detail::Number(total.into())).naming("names", Detail::Titles(Section::Themes, tied))
        })
    });
    open.collect()
}

/// A group whose votes are more or fewer than its people times their dots (N1), once anybody voted.
pub(super) fn votes_do_not_add_up(scope: &Scope<'_>) -> Vec<Found> {
    let session = scope.session;
    let Some(dots) = session.the_meeting().dots.known() else { return Vec::new() };
    let mut cast_by: HashMap<&Id, u64> = HashMap::new();
    for vote in &session.votes {
        if let Some(group) = &vote.group.target {
            *cast_by.entry(group).or_default() += u64::from(vote.votes.known().unwrap_or(0));
        }
    }
    let has_begun = cast_by.values().any(|cast| *cast > 0);
    let uneven = session.groups.iter().filter_map(|group| {
        let wanted = u64::from(group.size.known()?) * u64::from(dots);
        let cast = cast_by.get(&group.id).copied().unwrap_or(0);
        let place = Found::at(Section::Groups, &group.id, Group::size);
        let named = || place.naming("cast", Detail::Number(cast)).naming("wanted", Detail::Number(wanted));
        (has_begun && cast != wanted).then(named)
    });
    uneven.collect()
}

/// A wish that is linked to no line of policy: it stays listed (M99).
pub(super) fn wish_without_policy(scope: &Scope<'_>) -> Vec<Found> {
    let unlinked = scope.session.wishes.iter().filter(|wish| wish.policy.is_empty());
    unlinked.map(|wish| Found::at(Section::Wishes, &wish.id, Wish::policy)).collect()
}

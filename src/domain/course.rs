//! Rounds beside each other: what was measured of a goal round after round and which way that goes, and how a dimension of
//! the spider web was scored before. Goals and groups keep their ids from one round to the next.

use super::decimal::Decimal;
use super::id::Id;
use super::in_order::sort_by_key;
use super::records::priorities::Goal;
use super::records::profile::Dimension;
use super::session::Session;
use super::sums::{Spread, scores_of, spread};

/// A goal through the rounds.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    pub baseline: Option<Decimal>,
    /// What was measured, by round; rounds in which nothing was are left out.
    pub rounds: Vec<(u32, Vec<Decimal>)>,
    pub target: Option<Decimal>,
    /// Which way it goes; `None` as long as there is nothing to compare.
    pub direction: Option<Direction>,
}

/// Which way a goal goes, from where it began to what was measured last.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// It is there, or past it.
    Reached,
    /// Closer to it than at the start.
    Closer,
    Farther,
    Same,
    /// Higher, where nothing says what is to be reached.
    Higher,
    /// Lower, where nothing says what is to be reached.
    Lower,
}

/// A goal through the rounds: those before, oldest first, and that of the session itself.
pub fn course<'rounds>(
    session: &'rounds Session,
    earlier: impl IntoIterator<Item = &'rounds Session>,
    goal: &Goal,
) -> Course {
    let rounds = earlier.into_iter().chain([session]).map(|round| (round.round(), measured(round, &goal.id)));
    Course::of(goal.baseline.known(), goal.target.known(), rounds)
}

/// What was measured of a goal in a session, in the order of the days.
#[must_use]
pub fn measured(session: &Session, goal: &Id) -> Vec<Decimal> {
    let mut of_goal: Vec<_> = session.measurements.iter().filter(|it| it.goal.is(goal)).collect();
    sort_by_key(&mut of_goal, |measurement| measurement.date.known());
    of_goal.iter().filter_map(|measurement| measurement.value.known()).collect()
}

impl Course {
    /// Between where a goal begins and what is to be reached: what was measured round after round, oldest first.
    #[must_use]
    pub fn of(
        baseline: Option<Decimal>,
        target: Option<Decimal>,
        rounds: impl IntoIterator<Item = (u32, Vec<Decimal>)>,
    ) -> Self {
        let rounds: Vec<_> = rounds.into_iter().filter(|(_, values)| !values.is_empty()).collect();
        let mut values = baseline.into_iter().chain(rounds.iter().flat_map(|(_, values)| values.iter().copied()));
        let start = values.next();
        let direction = start.zip(values.last()).map(|(start, latest)| direction(start, latest, target));
        Self { baseline, rounds, target, direction }
    }

    /// What was measured last, and what was last in the round of measuring before that.
    #[must_use]
    pub fn latest_two(&self) -> [Option<Decimal>; 2] {
        let mut latest = self.rounds.iter().rev().map(|(_, values)| values.last().copied());
        [latest.next().flatten(), latest.next().flatten()]
    }
}

fn direction(start: Decimal, latest: Decimal, target: Option<Decimal>) -> Direction {
    let (start, latest) = (start.thousandths(), latest.thousandths());
    let Some(target) = target.map(Decimal::thousandths) else {
        return match latest.cmp(&start) {
            std::cmp::Ordering::Less => Direction::Lower,
            std::cmp::Ordering::Equal => Direction::Same,
            std::cmp::Ordering::Greater => Direction::Higher,
        };
    };
    let is_there = if target >= start { latest >= target } else { latest <= target };
    match ((target - start).abs(), (target - latest).abs()) {
        _ if is_there => Direction::Reached,
        (before, now) if now < before => Direction::Closer,
        (before, now) if now > before => Direction::Farther,
        _ => Direction::Same,
    }
}

/// The last of the rounds before in which this was scored, and how: by all groups, or by one of them.
pub fn scored_before(earlier: &[Session], dimension: Dimension, group: Option<&Id>) -> Option<(u32, Spread)> {
    let scored = |round: &Session| Some((round.round(), spread(&scores_of(round, dimension, group))?));
    earlier.iter().rev().find_map(scored)
}

//! The sums beside a grid, in words: how many of how many, as they change while somebody types.

use crate::domain::id::Id;
use crate::domain::session::Session;

use super::scene::Scene;

/// The votes that a group gave.
pub(crate) fn cast_of(session: &Session, group: &Id) -> u32 {
    let votes = session.votes.iter().filter(|vote| vote.group.is(group));
    votes.fold(0, |sum, vote| sum.saturating_add(vote.votes.known().unwrap_or(0)))
}

/// The votes that a group has: its people times their dots.
pub(crate) fn wanted_of(session: &Session, group: &Id) -> Option<u32> {
    let dots = session.the_meeting().dots.known()?;
    session.groups.find(group)?.size.known().map(|size| size.saturating_mul(dots))
}

/// How many votes were given, of how many if that is known; `typed` where one is being changed.
pub(crate) fn votes_told(scene: &Scene<'_>, session: &Session, typed: Option<u32>) -> String {
    let cast = session.groups.iter().map(|group| cast_of(session, &group.id)).fold(0u32, u32::saturating_add);
    let cast = typed.unwrap_or(cast);
    let wanted: Option<u32> = session.groups.iter().map(|group| wanted_of(session, &group.id)).sum();
    count_of(scene, cast, wanted.filter(|wanted| *wanted > 0))
}

/// `27 van 36`, or `27` where it is not known of how many.
pub(crate) fn count_of(scene: &Scene<'_>, count: u32, total: Option<u32>) -> String {
    total.map_or_else(|| count.to_string(), |total| scene.context.words.grids.of(count, total))
}

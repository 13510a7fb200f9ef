//! The sums beside a grid, in words: how many of how many, as they change while somebody types.

use crate::domain::id::Id;
use crate::domain::session::Session;
use crate::domain::sums::wanted_of;
use crate::i18n::numbers::whole_text;

use super::scene::Scene;

/// The votes that a group gave.
pub(crate) fn cast_of(session: &Session, group: &Id) -> u32 {
    let votes = session.votes.iter().filter(|vote| vote.group.is(group));
    votes.fold(0, |sum, vote| sum.saturating_add(vote.votes.known().unwrap_or(0)))
}

/// All numbers together, where each is known; one that is too large stays as large as it can be told.
pub(crate) fn added(mut numbers: impl Iterator<Item = Option<u32>>) -> Option<u32> {
    numbers.try_fold(0u32, |sum, number| Some(sum.saturating_add(number?)))
}

/// How many dots were given, and of how many if that is known; `typed` where one is being changed.
fn dots(session: &Session, typed: Option<u32>) -> (u32, Option<u32>) {
    let cast = added(session.groups.iter().map(|group| Some(cast_of(session, &group.id)))).unwrap_or_default();
    let cast = typed.unwrap_or(cast);
    let wanted = added(session.groups.iter().map(|group| wanted_of(session, &group.id)));
    (cast, wanted.filter(|wanted| *wanted > 0))
}

/// How many dots were given, beside what tells already that dots are counted.
pub(crate) fn votes_counted(scene: &Scene<'_>, session: &Session, typed: Option<u32>) -> String {
    let (cast, wanted) = dots(session, typed);
    count_of(scene, cast, wanted)
}

/// The same by itself, with what is counted.
pub(crate) fn votes_told(scene: &Scene<'_>, session: &Session, typed: Option<u32>) -> String {
    let words = &scene.context.words;
    let (cast, wanted) = dots(session, typed);
    match wanted {
        Some(wanted) => words.grids.dots_of(whole_text(cast.into(), words), whole_text(wanted.into(), words)),
        None => words.grids.dots(words.count(usize::try_from(cast).unwrap_or(usize::MAX))),
    }
}

/// `27 van 36`, or `27` where it is not known of how many.
pub(crate) fn count_of(scene: &Scene<'_>, count: u32, total: Option<u32>) -> String {
    let words = &scene.context.words;
    let number = |number: u32| whole_text(number.into(), words);
    total.map_or_else(|| number(count), |total| words.grids.of(number(count), number(total)))
}

/// `17 van 18 mensen`, or `17 mensen` where it is not known of how many.
pub(crate) fn people_of(scene: &Scene<'_>, count: usize, total: Option<u32>) -> String {
    let words = &scene.context.words;
    total.map_or_else(|| words.grids.people(words.count(count)), |total| words.grids.people_of(count, total))
}

/// `6 van 12 ingevuld`.
pub(crate) fn filled_of(scene: &Scene<'_>, filled: usize, parts: usize) -> String {
    scene.context.words.screen.filled(filled, parts)
}

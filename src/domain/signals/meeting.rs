//! What the meeting and its neighbourhood ask: parked remarks, the agenda, meetings that come back.

use super::{Detail, Found, Scope};
use crate::domain::hidden::hidden_sections;
use crate::domain::period::last_day;
use crate::domain::records::execution::Gathering;
use crate::domain::records::meeting::{Block, BlockKind, Neighbourhood, Remark};
use crate::domain::session::Section;

/// A health profile works up to so many residents (M75): more gets a notice, no block.
const MOST_RESIDENTS: u32 = 15_000;

pub(super) fn many_residents(scope: &Scope<'_>) -> Vec<Found> {
    let neighbourhood = scope.session.the_neighbourhood();
    let residents = neighbourhood.residents.known().filter(|residents| *residents > MOST_RESIDENTS);
    let found = |residents: u32| {
        Found::at(Section::Neighbourhood, &neighbourhood.id, Neighbourhood::residents)
            .naming("residents", Detail::Number(residents.into()))
            .naming("most", Detail::Number(MOST_RESIDENTS.into()))
    };
    residents.map(found).into_iter().collect()
}

pub(super) fn parked_without_outcome(scope: &Scope<'_>) -> Vec<Found> {
    let open = scope.session.parked.iter().filter(|remark| remark.is_open());
    open.map(|remark| Found::at(Section::Parked, &remark.id, Remark::outcome)).collect()
}

/// A meeting that comes back and of which the next day has passed (M55, M85).
pub(super) fn meeting_passed(scope: &Scope<'_>) -> Vec<Found> {
    let passed = scope.session.gatherings.iter().filter_map(|gathering| {
        let next = last_day(&gathering.next)?;
        Some(Found::at(Section::Gatherings, &gathering.id, Gathering::next).past(next))
    });
    passed.collect()
}

/// A step that stood on the agenda and to which the meeting did not come (M05): told once the closing began.
pub(super) fn step_not_treated(scope: &Scope<'_>) -> Vec<Found> {
    let agenda = &scope.session.agenda;
    let is_closing = agenda.iter().any(|block| block.kind == Some(BlockKind::Closing) && !block.began.is_empty());
    let missed = agenda.iter().filter(|block| is_closing && block.step.is_some() && block.began.is_empty());
    missed.map(|block| Found::at(Section::Agenda, &block.id, Block::began)).collect()
}

/// What the groups filled in unseen, and nobody has shown.
pub(super) fn result_not_shown(scope: &Scope<'_>) -> Vec<Found> {
    let filled = hidden_sections(scope.session).into_iter().filter(|it| !scope.session.table(*it).is_empty());
    filled.map(Found::of).collect()
}

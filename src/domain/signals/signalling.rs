//! What was promised to residents and partners, and what can be found for them.

use jiff::ToSpan;

use super::{Found, Scope};
use crate::domain::period::last_day;
use crate::domain::records::profile::Chance;
use crate::domain::records::signalling::{HandOver, Provision};
use crate::domain::session::Section;

/// An entry of the social map is looked at again after so many months (M88).
const FRESH_MONTHS: i32 = 6;

/// A group that should have heard back by now (M46).
pub(super) fn feedback_due(scope: &Scope<'_>) -> Vec<Found> {
    let due = scope.session.chances.iter().filter_map(|chance| {
        let is_settled = !chance.result.is_empty() || !chance.dropped_because.is_empty();
        let promised = last_day(&chance.feedback_on).filter(|_| !is_settled)?;
        Some(Found::at(Section::Chances, &chance.id, Chance::result).past(promised))
    });
    due.collect()
}

/// A hand-over of which the promised day has passed without a word (M42, M51).
pub(super) fn hand_over_late(scope: &Scope<'_>) -> Vec<Found> {
    let late = scope.session.hand_overs.iter().filter_map(|hand_over| {
        let is_settled =
            !hand_over.confirmed.is_empty() || !hand_over.fed_back.is_empty() || !hand_over.dropped_because.is_empty();
        let promised = last_day(&hand_over.promised).filter(|_| !is_settled)?;
        Some(Found::at(Section::HandOvers, &hand_over.id, HandOver::confirmed).past(promised))
    });
    late.collect()
}

/// An entry that nobody looked at for half a year, or ever.
pub(super) fn entry_not_checked(scope: &Scope<'_>) -> Vec<Found> {
    let stale = scope.session.social_map.iter().filter_map(|entry| {
        let place = Found::at(Section::SocialMap, &entry.id, Provision::last_checked);
        match last_day(&entry.last_checked) {
            Some(checked) => Some(place.after(checked.saturating_add(FRESH_MONTHS.months()))),
            None => entry.last_checked.is_empty().then_some(place),
        }
    });
    stale.collect()
}

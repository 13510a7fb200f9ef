//! Days on which something was to be looked at, told, held or paid, and that pass.

use jiff::ToSpan;

use super::{Detail, Found, Scope};
use crate::domain::period::last_day;
use crate::domain::records::execution::{CalendarEvent, EventState};
use crate::domain::records::monitoring::EvaluationRow;
use crate::domain::records::plan::{Action, Cost, Intervention};
use crate::domain::session::Section;

/// Money that ends is told so many months before (M125).
const MONTHS_BEFORE: i32 = 6;

/// A row of the evaluation plan of which the day passed without a finding (M111).
pub(super) fn evaluation_due(scope: &Scope<'_>) -> Vec<Found> {
    let due = scope.session.evaluations.iter().filter_map(|row| {
        let planned = last_day(&row.date).filter(|_| row.finding.is_empty())?;
        Some(Found::at(Section::Evaluations, &row.id, EvaluationRow::finding).past(planned))
    });
    due.collect()
}

/// An intervention of which the partners should have heard what it yields (M105).
pub(super) fn project_feedback_due(scope: &Scope<'_>) -> Vec<Found> {
    let due = scope.session.interventions.iter().filter_map(|intervention| {
        let promised = last_day(&intervention.feedback_on).filter(|_| intervention.told.is_empty())?;
        Some(Found::at(Section::Interventions, &intervention.id, Intervention::told).past(promised))
    });
    due.collect()
}

/// Money that ends within half a year, or has ended (M125).
pub(super) fn money_ends(scope: &Scope<'_>) -> Vec<Found> {
    let session = scope.session;
    let ending = session.costs.iter().filter_map(|cost| {
        let until = last_day(&cost.until)?;
        let action = cost.action.target.as_ref().and_then(|action| session.actions.find(action));
        let goes_on = action.is_none_or(Action::is_open);
        let told_from = until.saturating_sub(MONTHS_BEFORE.months());
        let found = Found::at(Section::Costs, &cost.id, Cost::until).naming("date", Detail::Date(until));
        goes_on.then(|| found.after(told_from))
    });
    ending.collect()
}

/// Something on the calendar of which the day passed and of which nobody said whether it was held (M55, M129).
pub(super) fn event_passed(scope: &Scope<'_>) -> Vec<Found> {
    let passed = scope.session.calendar.iter().filter_map(|event| {
        let is_open = matches!(event.state, None | Some(EventState::Planned));
        let date = last_day(&event.date).filter(|_| is_open)?;
        Some(Found::at(Section::Calendar, &event.id, CalendarEvent::state).past(date))
    });
    passed.collect()
}

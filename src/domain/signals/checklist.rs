//! What the question lists ask beside their answers: a day that has passed, a date or person that a *yes* needs, and the
//! first activity with which a meeting ends.

use std::collections::HashSet;

use foldhash::fast::RandomState;

use super::{Found, Scope};
use crate::domain::id::Id;
use crate::domain::period::last_day;
use crate::domain::question::FIRST_ACTIVITY;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::meeting::{Answer, AnswerState};
use crate::domain::session::Section;

/// An answer whose day has passed and that is not settled (M24, M111).
pub(super) fn answer_overdue(scope: &Scope<'_>) -> Vec<Found> {
    // Few have a day: only those are looked for among the questions, which are many.
    let with_day = scope.session.answers.iter().filter(|answer| last_day(&answer.date).is_some());
    let with_day: HashSet<&str, RandomState> = with_day.map(|answer| answer.id.as_str()).collect();
    if with_day.is_empty() {
        return Vec::new();
    }
    let asked = scope.questions.iter().filter(|question| with_day.contains(&*question.answer));
    let overdue = asked.filter_map(|question| {
        let (_, answer, state) = scope.state(question);
        let (answer, date) = answer.and_then(|answer| Some((answer, last_day(&answer.date)?)))?;
        (!state.is_settled()).then(|| Found::at(Section::Answers, &answer.id, Answer::date).past(date))
    });
    overdue.collect()
}

fn done_without(scope: &Scope<'_>, field: usize) -> Vec<Found> {
    let name = Answer::KIND_REF.fields[field].name;
    let asking = scope.questions.iter().filter(|question| question.asks.iter().any(|asked| asked == name));
    let without = asking.filter_map(|question| {
        let (_, answer, state) = scope.state(question);
        answer.filter(|answer| state == AnswerState::Done && answer.value(field).is_empty())
    });
    without.map(|answer| Found::at(Section::Answers, &answer.id, field)).collect()
}

/// A *yes* that says nothing without a day (M28).
pub(super) fn done_without_date(scope: &Scope<'_>) -> Vec<Found> {
    done_without(scope, Answer::date)
}

/// A *yes* that says nothing without a person (M27).
pub(super) fn done_without_person(scope: &Scope<'_>) -> Vec<Found> {
    done_without(scope, Answer::owner)
}

/// No first activity yet, in a meeting that chose or agreed on something (M18).
pub(super) fn first_activity_missing(scope: &Scope<'_>) -> Vec<Found> {
    let session = scope.session;
    let has_begun = !session.themes.is_empty() || !session.actions.is_empty();
    let is_there = session.answer(FIRST_ACTIVITY).is_some_and(|answer| !answer.text.trim().is_empty());
    if !has_begun || is_there {
        return Vec::new();
    }
    vec![Found::at(Section::Answers, &Id::new(FIRST_ACTIVITY), Answer::text)]
}

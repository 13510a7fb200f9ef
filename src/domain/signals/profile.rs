//! What the profile asks: sources, figures, scores.

use std::collections::HashSet;

use jiff::ToSpan;

use super::{Detail, Found, Scope};
use crate::domain::id::Id;
use crate::domain::period::last_day;
use crate::domain::question::missing_sources;
use crate::domain::record::Meaning;
use crate::domain::records::priorities::Goal;
use crate::domain::records::profile::{Factor, GroupScore, Indicator, PopulationGroup, Source};
use crate::domain::session::Section;
use crate::domain::sums::scale;
use crate::domain::value::ChoiceSet;

/// In a smaller group a person can be recognised by the scores (M32).
pub const SMALLEST_GROUP: usize = 5;
/// What people call the spider web, without accents and in small letters.
const NAMES_OF_THE_WEB: &[&str] = &["spinnenweb", "spinneweb", "spider web", "spiderweb"];

/// Whether a text names the spider web: a conversation, never an indicator (N7).
pub fn names_the_web(text: &str) -> bool {
    let text = text.to_lowercase();
    NAMES_OF_THE_WEB.iter().any(|name| text.contains(name))
}

/// A goal or figure that would measure by the spider web (N7).
pub(super) fn web_as_indicator<'scope>(scope: &'scope Scope<'_>) -> Vec<Found> {
    let session = scope.session;
    let mut figures: Vec<_> = session.indicators.iter().filter(|indicator| names_the_web(&indicator.name)).collect();
    let of_web: HashSet<&Id> = figures.iter().map(|figure| &figure.id).collect();
    let figure_of = |goal: &'scope Goal| goal.indicator.target.as_ref();
    let is_measured_so = |goal: &&'scope Goal| figure_of(goal).is_some_and(|figure| of_web.contains(figure));
    let measured = session.goals.iter().filter(|goal| names_the_web(&goal.source) || is_measured_so(goal));
    let goals = measured.map(|goal| Found::at(Section::Goals, &goal.id, Goal::indicator));
    // Once for each: at the goal, and at a figure of which no goal tells it.
    let told: HashSet<&Id> = session.goals.iter().filter_map(figure_of).collect();
    figures.retain(|figure| !told.contains(&figure.id));
    let others = figures.iter().map(|figure| Found::at(Section::Indicators, &figure.id, Indicator::name));
    goals.chain(others).collect()
}

/// A source that is missing and that nobody asks for (M07). It is only missing if it was looked at.
pub(super) fn source_without_asker(scope: &Scope<'_>) -> Vec<Found> {
    let found = missing_sources(scope.session).filter_map(|(section, id)| {
        let owner = section.kind().field_that_means(Meaning::Owner)?;
        let is_asked = scope.session.find(section, id).is_none_or(|record| !record.value(owner).is_empty());
        (!is_asked).then(|| Found::at(section, id, owner))
    });
    found.collect()
}

pub(super) fn source_overdue(scope: &Scope<'_>) -> Vec<Found> {
    let overdue = scope.session.sources.iter().filter(|source| source.is_missing()).filter_map(|source| {
        let due = last_day(&source.due)?;
        Some(Found::at(Section::Sources, &source.id, Source::due).past(due))
    });
    overdue.collect()
}

/// The factors beside health of which no figure is there (M06), once there are figures.
pub(super) fn factor_without_figure(scope: &Scope<'_>) -> Vec<Found> {
    let figures = &scope.session.indicators;
    if figures.is_empty() {
        return Vec::new();
    }
    let wanted = Factor::ALL.iter().copied().filter(|factor| !matches!(factor, Factor::Health | Factor::Other));
    let missing = wanted.filter(|factor| !figures.iter().any(|figure| figure.factor == Some(*factor)));
    let missing: Vec<&'static str> = missing.map(ChoiceSet::word).collect();
    Found::lacking(Section::Indicators, Factor::CHOICES.name, missing)
}

/// A profile of more than a year ago (M81).
pub(super) fn profile_due(scope: &Scope<'_>) -> Vec<Found> {
    let made = last_day(&scope.session.the_meeting().date).filter(|_| !scope.session.indicators.is_empty());
    let due = made.map(|made| {
        let place = Found::of(Section::Indicators).naming("date", Detail::Date(made));
        place.after(made.saturating_add(1.year()))
    });
    due.into_iter().collect()
}

fn each_row<'scope>(scope: &'scope Scope<'_>) -> impl Iterator<Item = (&'scope GroupScore, Found)> {
    let rows = scope.session.scores.iter().filter(|row| !row.scores.known.is_empty());
    rows.map(|row| (row, Found::at(Section::Scores, &row.id, GroupScore::scores)))
}

/// A score higher than the scale goes (M33).
pub(super) fn score_above_scale(scope: &Scope<'_>) -> Vec<Found> {
    let scale = scale(scope.session);
    let above = each_row(scope).filter_map(|(row, place)| {
        let highest = row.scores.known.iter().copied().max().map(u32::from).filter(|highest| *highest > scale)?;
        Some(place.naming("score", Detail::Number(highest.into())).naming("scale", Detail::Number(scale.into())))
    });
    above.collect()
}

/// More or fewer scores than the group has people (M33).
pub(super) fn scores_other_than_people(scope: &Scope<'_>) -> Vec<Found> {
    let uneven = each_row(scope).filter_map(|(row, place)| {
        let size = scope.session.groups.find(row.group.target.as_ref()?)?.size.known()?;
        let count = row.scores.known.len() as u64;
        let named = || place.naming("count", Detail::Number(count)).naming("people", Detail::Number(size.into()));
        (count != u64::from(size)).then(named)
    });
    uneven.collect()
}

/// Whether a group gave so few scores that one can tell whose they are.
pub fn is_recognisable(row: &GroupScore) -> bool {
    (1..SMALLEST_GROUP).contains(&row.scores.known.len())
}

/// So few scores that one can tell whose they are (M32).
pub(super) fn group_recognisable(scope: &Scope<'_>) -> Vec<Found> {
    let few = each_row(scope).filter(|(row, _)| is_recognisable(row));
    few.map(|(row, place)| place.naming("count", Detail::Number(row.scores.known.len() as u64))).collect()
}

/// A group that lives here that was not spoken with, once another was (M113).
pub(super) fn group_not_heard(scope: &Scope<'_>) -> Vec<Found> {
    let population = &scope.session.population;
    let spoken = |group: &PopulationGroup| group.spoken_to.known().is_some_and(|count| count > 0);
    if !population.iter().any(spoken) {
        return Vec::new();
    }
    let unheard = population.iter().filter(|group| !spoken(group));
    unheard.map(|group| Found::at(Section::Population, &group.id, PopulationGroup::spoken_to)).collect()
}

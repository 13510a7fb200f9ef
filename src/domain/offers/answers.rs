//! What is offered for answers to questions.

use super::{Deed, Entered, Offer, OfferScope};
use crate::domain::id::Id;
use crate::domain::limits::LONGEST_TEXT;
use crate::domain::question::{CONFIRMED, Suggestion, absentees, suggestion};
use crate::domain::records::meeting::Answer;
use crate::domain::records::priorities::ThemeState;
use crate::domain::session::Section;
use crate::domain::sums::{Verdict, deviation};
use crate::domain::value::Value;

/// So many figures are named where they are offered.
const MOST_TOLD: usize = 5;
/// The question of the seven about figures (M10), without the theme.
const DEVIATES: &str = "choosing.3";
/// Whether everybody knows the profile (M25).
const EVERYBODY_KNOWS: &str = "follow_up.1.2";
/// Goals for soon and for later (M31).
const HORIZONS: &str = "follow_up.7.6";
/// The questions that ask for a day on which people come together (M28, M31).
const DAYS: [&str; 2] = ["follow_up.4.3", "follow_up.7.2"];

fn of_answer(answer: &str, name: impl Into<String>, field: usize, value: Value) -> Offer {
    Offer::about(Section::Answers, Some(&Id::new(answer)), name, vec![Deed::Answer(answer.to_owned(), field, value)])
}

/// The figures that are worse than elsewhere, as a note under question 3 of the seven, for each theme (M10).
pub(super) fn deviations_of_theme(scope: &OfferScope<'_>) -> Vec<Offer> {
    let session = scope.session;
    let worse = session.indicators.iter().filter(|figure| {
        [figure.municipality.known(), figure.country.known()]
            .into_iter()
            .any(|elsewhere| deviation(figure, elsewhere).is_some_and(|it| it.verdict == Verdict::Worse))
    });
    // No more than one note can hold, and of those as many in the sentence as can be taken in.
    let (mut names, mut told) = (String::new(), String::new());
    for (number, figure) in worse.enumerate() {
        let between = if number == 0 { "" } else { "; " };
        if names.len() + between.len() + figure.name.len() > LONGEST_TEXT {
            break;
        }
        names += between;
        names += &figure.name;
        match number {
            0..MOST_TOLD => told.clone_from(&names),
            MOST_TOLD => told += "; …",
            _ => {}
        }
    }
    if names.is_empty() {
        return Vec::new();
    }
    let themes = session.themes.iter().filter(|theme| theme.state != Some(ThemeState::Later));
    let answers = themes.map(|theme| format!("{DEVIATES}@{}", theme.id));
    let open = answers.filter(|answer| session.answer(answer).is_none_or(|given| given.note.trim().is_empty()));
    open.map(|answer| of_answer(&answer, told.clone(), Answer::note, Value::text(names.clone()))).collect()
}

/// Who was absent, as a note under 1.2 (M25).
pub(super) fn tell_absentees(scope: &OfferScope<'_>) -> Vec<Offer> {
    let session = scope.session;
    let names: Vec<&str> = absentees(session).map(|person| person.name.0.as_str()).collect();
    let is_open = session.answer(EVERYBODY_KNOWS).is_none_or(|given| given.note.trim().is_empty());
    if names.is_empty() || !is_open {
        return Vec::new();
    }
    let names = names.join(", ");
    let note = (scope.texts.entered)(Entered::TellThem(&names));
    vec![of_answer(EVERYBODY_KNOWS, names, Answer::note, Value::text(note))]
}

/// That there are goals for soon and for later (M31).
pub(super) fn confirm_goals(scope: &OfferScope<'_>) -> Vec<Offer> {
    let session = scope.session;
    let given = session.answer(HORIZONS);
    let is_open = given.is_none_or(|given| !given.marks.has(CONFIRMED) && given.status.is_none());
    if suggestion(session) != Suggestion::Both || !is_open {
        return Vec::new();
    }
    let known = given.map_or(&[][..], |given| &given.marks.0);
    let marks = known.iter().cloned().chain([CONFIRMED.to_owned()]).collect();
    vec![of_answer(HORIZONS, "", Answer::marks, Value::set(marks))]
}

/// The day of the first gathering, where a question asks for one (M28, M31).
pub(super) fn date_of_gathering(scope: &OfferScope<'_>) -> Vec<Offer> {
    let session = scope.session;
    let days = session.gatherings.iter().filter_map(|gathering| Some((gathering.next.known()?, gathering)));
    let Some((day, gathering)) = days.min_by_key(|(day, _)| *day) else { return Vec::new() };
    let open = DAYS.iter().filter(|answer| session.answer(answer).is_none_or(|given| given.date.is_empty()));
    open.map(|answer| of_answer(answer, gathering.name.0.clone(), Answer::date, Value::Date(day))).collect()
}

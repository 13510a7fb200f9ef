//! What is offered for items: themes, actions, roles and people.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::{Deed, Entered, Linking, Offer, OfferScope};
use crate::domain::hidden::is_hidden;
use crate::domain::id::Id;
use crate::domain::in_order::sort_by_key;
use crate::domain::naming::{letters, plain};
use crate::domain::question::missing_sources;
use crate::domain::records::execution::SmallStep;
use crate::domain::records::meeting::{Attendance, Decision, Person};
use crate::domain::records::plan::{Action, Intervention, PilotState, Recognition, Role, missing_carriers};
use crate::domain::records::priorities::{Goal, Theme, ThemeState};
use crate::domain::records::profile::Indicator;
use crate::domain::session::Section;
use crate::domain::signals::names_the_web;
use crate::domain::sums::{Verdict, deviation, ties, votes};
use crate::domain::value::{ChoiceSet, Value};

/// No more figures than this are offered for one goal, one after the other.
const FIGURES: usize = 3;
/// A word that more figures have than this tells none of them apart.
const COMMON: usize = 8;

fn link(target: Option<&Id>) -> Value {
    target.map_or(Value::Empty, |id| Value::Link(id.clone()))
}

fn new_theme(name: &str) -> Deed {
    Deed::Add(Section::Themes, vec![(Theme::name, Value::text(name))])
}

/// A source that is missing becomes an action of the person who asks for it (M07, M25).
pub(super) fn ask_for_source(scope: &OfferScope<'_>) -> Vec<Offer> {
    let session = scope.session;
    let missing = missing_sources(session).filter_map(|(section, id)| {
        let (name, owner) = if section == Section::Answers {
            ((scope.texts.question)(id.as_str()), session.answers.find(id)?.owner.target.as_ref())
        } else {
            let source = session.sources.find(id)?;
            (source.name.0.clone(), source.owner.target.as_ref())
        };
        let what = (scope.texts.entered)(Entered::AskForSource(&name));
        let action =
            Deed::Add(Section::Actions, vec![(Action::what, Value::text(&*what)), (Action::owner, link(owner))]);
        let is_done = name.trim().is_empty() || scope.actions.have(&what);
        (!is_done).then(|| Offer::about(section, Some(id), what, vec![action]))
    });
    missing.collect()
}

/// A person who could not come is invited for the next time (M25, M31).
pub(super) fn invite_absentee(scope: &OfferScope<'_>) -> Vec<Offer> {
    let absent = scope.session.people.iter().filter(|person| person.attendance == Some(Attendance::Absent));
    let offers = absent.map(|person| {
        let wanted = Value::Choice(Attendance::Wanted.word());
        let deed = Deed::Set(Section::People, person.id.clone(), Person::attendance, wanted);
        Offer::about(Section::People, Some(&person.id), person.name.0.clone(), vec![deed])
    });
    offers.collect()
}

/// What a group put in its top three becomes a theme to choose from.
pub(super) fn top_theme(scope: &OfferScope<'_>) -> Vec<Offer> {
    let named = scope.session.top_themes.iter().filter(|top| !top.theme.trim().is_empty());
    let new = named.filter(|top| !scope.themes.have(&top.theme));
    new.map(|top| Offer::about(Section::TopThemes, Some(&top.id), &*top.theme.0, vec![new_theme(&top.theme)])).collect()
}

/// All that the groups put in their top three and that is no theme yet, once it is shown and as long as nothing was chosen
/// or voted for. One that was waved away by itself is left out.
pub(super) fn top_themes(scope: &OfferScope<'_>) -> Vec<Offer> {
    let is_chosen = |theme: &Theme| theme.state.is_some_and(|state| state != ThemeState::Candidate);
    let is_past = !scope.session.votes.is_empty() || scope.session.themes.iter().any(is_chosen);
    if is_hidden(scope.session, Section::TopThemes) || is_past {
        return Vec::new();
    }
    let waved_away = scope.waved_away.iter().filter(|offer| offer.section == Section::TopThemes);
    let mut known: HashSet<String> = waved_away.map(|offer| letters(&offer.name)).collect();
    let named = scope.session.top_themes.iter().map(|top| top.theme.trim());
    let new = named.filter(|name| !name.is_empty() && !scope.themes.have(name) && known.insert(letters(name)));
    let new: Vec<&str> = new.collect();
    let deeds = new.iter().map(|name| new_theme(name)).collect();
    let offer = Offer::about(Section::Themes, None, new.len().to_string(), deeds);
    if new.is_empty() { Vec::new() } else { vec![offer] }
}

/// What an opportunity or insight is called, where it is no theme and no action yet.
fn unused<'session>(
    scope: &OfferScope<'session>,
    items: impl Iterator<Item = (&'session Id, &'session str)>,
) -> Vec<(&'session Id, &'session str)> {
    let is_used = |what: &str| scope.themes.have(what) || scope.actions.have(what);
    items.filter(|(_, what)| !what.trim().is_empty() && !is_used(what)).collect()
}

fn chances<'session>(scope: &OfferScope<'session>) -> Vec<(&'session Id, &'session str)> {
    let open =
        scope.session.chances.iter().filter(|chance| chance.dropped_because.is_empty() && chance.result.is_empty());
    unused(scope, open.map(|chance| (&chance.id, chance.what.0.as_str())))
}

pub(super) fn chance_to_theme(scope: &OfferScope<'_>) -> Vec<Offer> {
    let offer = |(id, what): (&Id, &str)| Offer::about(Section::Chances, Some(id), what, vec![new_theme(what)]);
    chances(scope).into_iter().map(offer).collect()
}

pub(super) fn chance_to_action(scope: &OfferScope<'_>) -> Vec<Offer> {
    let offer = |(id, what): (&Id, &str)| {
        let owner = scope.session.chances.find(id).and_then(|chance| chance.taken_by.target.as_ref());
        let action = vec![(Action::what, Value::text(what)), (Action::owner, link(owner))];
        Offer::about(Section::Chances, Some(id), what, vec![Deed::Add(Section::Actions, action)])
    };
    chances(scope).into_iter().map(offer).collect()
}

pub(super) fn insight_to_theme(scope: &OfferScope<'_>) -> Vec<Offer> {
    let insights = scope.session.insights.iter().map(|insight| (&insight.id, insight.what.0.as_str()));
    let offer = |(id, what): (&Id, &str)| Offer::about(Section::Insights, Some(id), what, vec![new_theme(what)]);
    unused(scope, insights).into_iter().map(offer).collect()
}

/// Of themes with as many votes each can be chosen, with a decision that names them all (N8).
pub(super) fn decide_tie(scope: &OfferScope<'_>) -> Vec<Offer> {
    let session = scope.session;
    if is_hidden(session, Section::Votes) {
        return Vec::new();
    }
    let counted = votes(session);
    let mut found = Vec::new();
    for total in ties(&counted) {
        let tied = counted.iter().filter(|votes| votes.total == total);
        let tied: Vec<&Theme> = tied.filter_map(|votes| session.themes.find(&votes.theme)).collect();
        if tied.iter().any(|theme| matches!(theme.state, Some(ThemeState::Chosen | ThemeState::Later))) {
            continue;
        }
        for theme in &tied {
            let others = tied.iter().filter(|other| other.id != theme.id).map(|other| other.name.0.as_str());
            let others = others.collect::<Vec<_>>().join(", ");
            let decision = (scope.texts.entered)(Entered::Decision { chosen: &theme.name, others: &others });
            let deeds = vec![
                Deed::Set(Section::Themes, theme.id.clone(), Theme::state, Value::Choice(ThemeState::Chosen.word())),
                Deed::Add(Section::Decisions, vec![(Decision::what, Value::text(decision))]),
            ];
            found.push(Offer::about(Section::Themes, Some(&theme.id), theme.name.0.clone(), deeds));
        }
    }
    found
}

/// A figure of the profile by which a goal can be measured, the worst off first (N7).
pub(super) fn figure_for_goal(scope: &OfferScope<'_>) -> Vec<Offer> {
    let session = scope.session;
    let is_worse = |figure: &Indicator| {
        let verdict = deviation(figure, figure.municipality.known()).map(|it| it.verdict);
        verdict == Some(Verdict::Worse)
    };
    let figures =
        session.indicators.iter().filter(|figure| !figure.neighbourhood.is_empty() && !names_the_web(&figure.name));
    let mut figures: Vec<&Indicator> = figures.collect();
    sort_by_key(&mut figures, |figure| !is_worse(figure));
    // By the words that they have, so that each goal is looked at once.
    let mut of_word: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, figure) in figures.iter().enumerate() {
        for word in word_stems(&figure.name) {
            of_word.entry(word).or_default().push(at);
        }
    }
    let measures = |goal: &Goal| {
        let known = goal.indicator.target.as_ref().and_then(|id| session.indicators.find(id));
        known.is_some_and(|figure| !names_the_web(&figure.name))
            || (known.is_none() && !goal.source.is_empty() && !names_the_web(&goal.source))
    };
    let goals = session.goals.iter().filter(|goal| !measures(goal));
    let offers = goals.flat_map(|goal| {
        // What has most words of the goal in its name comes first; a word that many figures have tells none of them.
        let words = word_stems(&goal.what);
        let telling = words.iter().filter_map(|word| of_word.get(word)).filter(|figures| figures.len() <= COMMON);
        let shared: Vec<usize> = telling.flatten().copied().collect();
        let mut named = shared.clone();
        sort_by_key(&mut named, |at| (Reverse(shared.iter().filter(|other| *other == at).count()), *at));
        named.dedup();
        let others = (0..figures.len()).filter(|at| !named.contains(at)).take(FIGURES);
        let order: Vec<usize> = named.iter().copied().chain(others).take(FIGURES).collect();
        order.into_iter().map(|at| {
            let figure = figures[at];
            let mut deeds =
                vec![Deed::Set(Section::Goals, goal.id.clone(), Goal::indicator, Value::Link(figure.id.clone()))];
            let known = goal.indicator.target.as_ref().and_then(|id| session.indicators.find(id));
            let is_of_web = names_the_web(&goal.source) || known.is_some_and(|known| names_the_web(&known.name));
            if goal.baseline.is_empty() || is_of_web {
                // A score in the web is no beginning of what is measured from now on.
                let empty = || Deed::Set(Section::Goals, goal.id.clone(), Goal::baseline, Value::Empty);
                deeds.push(baseline(goal, figure).unwrap_or_else(empty));
            }
            if names_the_web(&goal.source) {
                deeds.push(Deed::Set(Section::Goals, goal.id.clone(), Goal::source, Value::Empty));
            }
            Offer::about(Section::Goals, Some(&goal.id), figure.name.0.clone(), deeds)
        })
    });
    offers.collect()
}

/// How the longer words of a text begin, so that `eenzaam` and `eenzaamheid` are one.
fn word_stems(text: &str) -> Vec<String> {
    const STEM: usize = 6;
    let plain = plain(text);
    let words = plain.split(|letter: char| !letter.is_alphanumeric());
    let long = words.filter(|word| word.chars().count() >= STEM);
    long.map(|word| word.chars().take(STEM).collect()).collect()
}

fn baseline(goal: &Goal, figure: &Indicator) -> Option<Deed> {
    let value = Value::Decimal(figure.neighbourhood.known()?);
    Some(Deed::Set(Section::Goals, goal.id.clone(), Goal::baseline, value))
}

/// The baseline of a goal from the figure by which it is measured (M66).
pub(super) fn baseline_for_goal(scope: &OfferScope<'_>) -> Vec<Offer> {
    let session = scope.session;
    let without = session.goals.iter().filter(|goal| goal.baseline.is_empty());
    let offers = without.filter_map(|goal| {
        let figure = session.indicators.find(goal.indicator.target.as_ref()?)?;
        let deed = baseline(goal, figure).filter(|_| !names_the_web(&figure.name))?;
        Some(Offer::about(Section::Goals, Some(&goal.id), figure.name.0.clone(), vec![deed]))
    });
    offers.collect()
}

/// A pilot that was chosen or went well becomes part of the plan: an intervention, and the action that begins it.
pub(super) fn pilot_to_plan(scope: &OfferScope<'_>) -> Vec<Offer> {
    let passed = scope.session.pilots.iter().filter(|pilot| {
        matches!(pilot.state, Some(PilotState::Chosen | PilotState::Ended))
            && !pilot.name.trim().is_empty()
            && !scope.interventions.have(&pilot.name)
    });
    let offers = passed.map(|pilot| {
        let name = || Value::text(pilot.name.0.as_str());
        let own = Value::Choice(Recognition::Own.word());
        let deeds = vec![
            Deed::Add(Section::Interventions, vec![(Intervention::name, name()), (Intervention::recognition, own)]),
            Deed::Add(Section::Actions, vec![(Action::what, name())]),
            Deed::Link(Linking::New(1), Action::intervention, 0),
        ];
        Offer::about(Section::Pilots, Some(&pilot.id), pilot.name.0.clone(), deeds)
    });
    offers.collect()
}

/// A first small step becomes an action, to which it is linked (M35, M52).
pub(super) fn small_step_to_action(scope: &OfferScope<'_>) -> Vec<Offer> {
    let steps = scope.session.small_steps.iter();
    let new = steps.filter(|step| !step.first_step.trim().is_empty() && step.action.is_empty());
    let offers = new.map(|step| {
        let due = step.date.known().map_or(Value::Empty, Value::Date);
        let action = vec![(Action::what, Value::text(step.first_step.0.as_str())), (Action::due, due)];
        let linking = Linking::Known(Section::SmallSteps, step.id.clone());
        let deeds = vec![Deed::Add(Section::Actions, action), Deed::Link(linking, SmallStep::action, 0)];
        Offer::about(Section::SmallSteps, Some(&step.id), step.first_step.0.clone(), deeds)
    });
    offers.collect()
}

/// The roles that carry a plan beyond the room (M84, M93), once there is a plan.
pub(super) fn commissioners(scope: &OfferScope<'_>) -> Vec<Offer> {
    let session = scope.session;
    let missing = missing_carriers(&session.roles);
    let deeds: Vec<Deed> =
        missing.map(|name| Deed::Add(Section::Roles, vec![(Role::role, Value::Choice(name.word()))])).collect();
    if deeds.is_empty() || session.actions.is_empty() {
        return Vec::new();
    }
    vec![Offer::about(Section::Roles, None, "", deeds)]
}

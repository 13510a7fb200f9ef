//! Who is there, who is missing, and what hangs on one person.

use super::{Detail, Found, Scope};
use crate::domain::period::last_day;
use crate::domain::records::meeting::{Attendance, ParticipantKind, Person, TeamLayer, TeamRole};
use crate::domain::records::monitoring::{Embedding, EmbeddingState};
use crate::domain::records::plan::{Action, Role, RoleName, missing_carriers};
use crate::domain::session::Section;
use crate::domain::value::ChoiceSet;

/// So many open actions with one owner are everything on one person (M69).
const MANY_FOR_ONE: usize = 3;

pub(super) fn role_without_person(scope: &Scope<'_>) -> Vec<Found> {
    let empty = scope.session.roles.iter().filter(|role| role.person.is_empty());
    empty.map(|role| Found::at(Section::Roles, &role.id, Role::person)).collect()
}

pub(super) fn person_missed(scope: &Scope<'_>) -> Vec<Found> {
    let missed = scope.session.people.iter().filter(|person| person.attendance == Some(Attendance::Wanted));
    missed.map(|person| Found::at(Section::People, &person.id, Person::attendance)).collect()
}

/// The words of a choice that no person has, once a person has one of them.
fn missing_words<Choice: ChoiceSet + PartialEq>(has: impl Fn(Choice) -> bool) -> Option<Detail> {
    let missing = Choice::ALL.iter().copied().filter(|choice| !has(*choice));
    let missing: Vec<&'static str> = missing.map(ChoiceSet::word).collect();
    let none_is_there = missing.len() == Choice::ALL.len();
    (!missing.is_empty() && !none_is_there).then_some(Detail::Choices(Choice::CHOICES.name, missing))
}

/// A layer of the team in which nobody is (M57).
pub(super) fn layer_empty(scope: &Scope<'_>) -> Vec<Found> {
    let people = &scope.session.people;
    let missing = missing_words(|layer: TeamLayer| people.iter().any(|person| person.layer == Some(layer)));
    missing.map(|words| Found::of(Section::People).naming("names", words)).into_iter().collect()
}

/// Of the ten roles of a team those that nobody has (M58).
pub(super) fn team_role_missing(scope: &Scope<'_>) -> Vec<Found> {
    let people = &scope.session.people;
    let missing = missing_words(|role: TeamRole| people.iter().any(|person| person.team_roles.0.contains(&role)));
    missing.map(|words| Found::of(Section::People).naming("names", words)).into_iter().collect()
}

/// The roles that carry a plan beyond the room (M84, M93), once there is a plan.
pub(super) fn commissioner_missing(scope: &Scope<'_>) -> Vec<Found> {
    let session = scope.session;
    if session.actions.is_empty() {
        return Vec::new();
    }
    let missing: Vec<&'static str> = missing_carriers(&session.roles).map(ChoiceSet::word).collect();
    Found::lacking(Section::Roles, RoleName::CHOICES.name, missing)
}

pub(super) fn action_without_deputy(scope: &Scope<'_>) -> Vec<Found> {
    let alone = scope
        .session
        .actions
        .iter()
        .filter(|action| action.is_open() && !action.owner.is_empty() && action.deputy.is_empty());
    alone.map(|action| Found::at(Section::Actions, &action.id, Action::deputy)).collect()
}

pub(super) fn embedding_without_deputy(scope: &Scope<'_>) -> Vec<Found> {
    let alone = scope
        .session
        .embeddings
        .iter()
        .filter(|embedding| is_running(embedding) && !embedding.owner.is_empty() && embedding.deputy.is_empty());
    alone.map(|embedding| Found::at(Section::Embeddings, &embedding.id, Embedding::deputy)).collect()
}

pub(super) fn embedding_overdue(scope: &Scope<'_>) -> Vec<Found> {
    let overdue = scope.session.embeddings.iter().filter(|embedding| is_running(embedding)).filter_map(|embedding| {
        let date = last_day(&embedding.date)?;
        Some(Found::at(Section::Embeddings, &embedding.id, Embedding::date).past(date))
    });
    overdue.collect()
}

fn is_running(embedding: &Embedding) -> bool {
    embedding.state != Some(EmbeddingState::Agreed) && embedding.dropped_because.is_empty()
}

/// A person who owns all open actions, and several (M69).
pub(super) fn everything_on_one(scope: &Scope<'_>) -> Vec<Found> {
    let open = || scope.session.actions.iter().filter(|action| action.is_open());
    let owner = open().next().and_then(|action| action.owner.target.as_ref());
    let owner = owner.filter(|owner| open().all(|action| action.owner.is(owner)));
    let count = open().count();
    let found = owner
        .filter(|_| count >= MANY_FOR_ONE)
        .map(|owner| Found::about(Section::People, owner).naming("count", Detail::Number(count as u64)));
    found.into_iter().collect()
}

/// The three fields of work that the session brings to one table: general practice, public health, and others. Told of
/// those of which no one comes, once it was said what kind of participant a person is (M107).
pub(super) fn table_lacks_field(scope: &Scope<'_>) -> Vec<Found> {
    const OTHERS: &[ParticipantKind] =
        &[ParticipantKind::Welfare, ParticipantKind::SportsCoach, ParticipantKind::NeighbourhoodManager];
    let people = &scope.session.people;
    if people.iter().all(|person| person.participant.is_none()) {
        return Vec::new();
    }
    let comes = |kinds: &[ParticipantKind]| {
        people.iter().any(|person| {
            let is_away = matches!(person.attendance, Some(Attendance::Absent | Attendance::Wanted));
            !is_away && person.participant.is_some_and(|kind| kinds.contains(&kind))
        })
    };
    let fields = [&[ParticipantKind::PrimaryCare], &[ParticipantKind::PublicHealth], OTHERS];
    let lacking: Vec<&'static str> =
        fields.into_iter().filter(|kinds| !comes(kinds)).map(|kinds| kinds[0].word()).collect();
    Found::lacking(Section::People, ParticipantKind::KIND_REF.name, lacking)
}

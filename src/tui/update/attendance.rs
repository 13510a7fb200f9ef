//! Who is there: one key for each person, and one for all who are expected. Who comes in is there from that moment on.

use jiff::civil::Time;

use crate::domain::edit::Edit;
use crate::domain::id::Id;
use crate::domain::records::meeting::{Attendance, Person};
use crate::domain::session::Section;
use crate::domain::value::{ChoiceSet, Value};
use crate::tui::keymap::{Action as A, Chord, Key, Scope as S};
use crate::tui::model::form::Form;
use crate::tui::model::{Context, Model, Overlay};

use super::binding::{Binding, bind, key, letter};
use super::effect::{Effects, make, tell};
use super::focus::focus;
use super::operations::{can_redo, can_undo, close, fill_in, travel_below};
use super::overlay::leave;

/// The keys of the list of who is there.
pub(super) const BINDINGS: &[Binding] = &[
    bind(S::Session, A::WhoIsHere, &[letter('w')], |model, _, _| open(model)),
    bind(S::Attendance, A::IsHere, &[letter('h'), key(Key::Enter), letter(' ')], |model, _, _| is_here(model))
        .footer(1)
        .when(|model, _| person(model).is_some_and(can_arrive)),
    bind(S::Attendance, A::HasLeft, &[letter('w')], |model, _, _| has_left(model))
        .footer(2)
        .when(|model, _| now(model).is_some() && person(model).is_some_and(can_leave)),
    bind(S::Attendance, A::ComesLater, &[letter('l')], |model, _, _| becomes(model, Attendance::Later))
        .footer(3)
        .when(|model, _| can_become(model, Attendance::Later)),
    bind(S::Attendance, A::ComesNot, &[letter('n')], |model, _, _| becomes(model, Attendance::Absent))
        .footer(4)
        .when(|model, _| can_become(model, Attendance::Absent)),
    bind(S::Attendance, A::IsMissed, &[letter('m')], |model, _, _| becomes(model, Attendance::Wanted))
        .when(|model, _| can_become(model, Attendance::Wanted)),
    bind(S::Attendance, A::AllAreHere, &[letter('a')], |model, context, _| all_are_here(model, context))
        .footer(5)
        .when(|model, _| model.desk().is_some_and(|desk| desk.session.people.iter().any(is_awaited))),
    bind(S::Attendance, A::Note, &[letter('o')], |model, context, _| note(model, context))
        .footer(6)
        .when(|model, _| person(model).is_some()),
    bind(S::Attendance, A::Undo, &[letter('u'), Chord::control('z')], |model, context, _| {
        travel_below(model, context, A::Undo)
    })
    .when(can_undo),
    bind(S::Attendance, A::Redo, &[letter('U'), Chord::control('y')], |model, context, _| {
        travel_below(model, context, A::Redo)
    })
    .when(can_redo),
    bind(S::Attendance, A::Back, &[key(Key::Esc), letter('q')], |model, _, _| close(model)).footer(8),
    bind(S::Attendance, A::Leave, &[Chord::control('q')], leave),
];

/// Opens the list at the first person of whom it is not known whether they are there.
fn open(model: &mut Model) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    let selected = desk.session.people.iter().position(is_awaited).unwrap_or(0);
    model.overlays.push(Overlay::Attendance { selected });
    Effects::new()
}

/// Whether a person is still to come.
fn is_awaited(person: &Person) -> bool {
    matches!(person.attendance, None | Some(Attendance::Expected | Attendance::Later))
}

/// The person under the cursor.
fn person(model: &Model) -> Option<&Person> {
    let Some(Overlay::Attendance { selected }) = model.overlays.last() else { return None };
    let people = &model.desk()?.session.people;
    people.get((*selected).min(people.len().saturating_sub(1)))
}

/// Whether somebody is not there, or has left again.
fn can_arrive(person: &Person) -> bool {
    person.attendance != Some(Attendance::Present) || !person.till.is_empty()
}

/// Whether somebody is there and has not left.
fn can_leave(person: &Person) -> bool {
    person.attendance == Some(Attendance::Present) && person.till.is_empty()
}

fn can_become(model: &Model, attendance: Attendance) -> bool {
    person(model).is_some_and(|person| person.attendance != Some(attendance))
}

fn set(person: &Id, attendance: Attendance) -> Edit {
    Edit::set(Section::People, person, Person::attendance, Value::Choice(attendance.word()))
}

/// The moment of the session, in hours and minutes; none on another day.
fn now(model: &Model) -> Option<Time> {
    let now = model.now_of_session()?;
    Time::new(now.hour(), now.minute(), 0, 0).ok()
}

/// The edits by which a person is there from now on.
fn arrival(person: &Person, now: Option<Time>) -> Vec<Edit> {
    let from = now.filter(|_| person.from.is_empty());
    let mut edits: Vec<Edit> =
        from.map(|now| Edit::set(Section::People, &person.id, Person::from, Value::Time(now))).into_iter().collect();
    if !person.till.is_empty() {
        edits.push(Edit::set(Section::People, &person.id, Person::till, Value::Empty));
    }
    edits.push(set(&person.id, Attendance::Present));
    edits
}

fn is_here(model: &mut Model) -> Effects {
    let edits = person(model).map_or_else(Vec::new, |person| arrival(person, now(model)));
    let effects = make(model, edits);
    go_on(model);
    effects
}

fn has_left(model: &mut Model) -> Effects {
    let now = now(model);
    let edit = person(model)
        .zip(now)
        .map(|(person, now)| Edit::set(Section::People, &person.id, Person::till, Value::Time(now)));
    make(model, edit.into_iter().collect())
}

fn becomes(model: &mut Model, attendance: Attendance) -> Effects {
    let Some(person) = person(model) else { return Effects::new() };
    let mut edits: Vec<Edit> = [(Person::from, person.from.is_empty()), (Person::till, person.till.is_empty())]
        .into_iter()
        .filter(|(_, is_empty)| !is_empty)
        .map(|(field, _)| Edit::set(Section::People, &person.id, field, Value::Empty))
        .collect();
    edits.push(set(&person.id, attendance));
    let effects = make(model, edits);
    go_on(model);
    effects
}

/// To the next person who is still to come, if there is one.
fn go_on(model: &mut Model) {
    let Some(Overlay::Attendance { selected }) = model.overlays.last() else { return };
    let from = selected + 1;
    let Some(desk) = model.desk() else { return };
    let next = desk.session.people.iter().enumerate().skip(from).find(|(_, person)| is_awaited(person));
    if let Some((next, _)) = next {
        model.select(next);
    }
}

/// All who are expected are there from now on, in one change.
fn all_are_here(model: &mut Model, context: &Context) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    let now = now(model);
    let expected = |person: &&Person| matches!(person.attendance, None | Some(Attendance::Expected));
    let here: Vec<&Person> = desk.session.people.iter().filter(expected).collect();
    let text = context.words.attendance.all_here(context.words.count(here.len()));
    let edits = here.into_iter().flat_map(|person| arrival(person, now)).collect();
    let effects = make(model, edits);
    tell(model, text);
    effects
}

/// Asks what there is to know about the person.
fn note(model: &mut Model, context: &Context) -> Effects {
    let Some((id, desk)) = person(model).map(|person| person.id.clone()).zip(model.desk()) else {
        return Effects::new();
    };
    let mut form = Form::of_item(&desk.session, Section::People, &id, &[Person::note]);
    focus(&mut form, 0, &desk.session, context);
    fill_in(model, form)
}

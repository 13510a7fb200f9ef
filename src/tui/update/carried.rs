//! What came along from an earlier round: one decision after the other. A decision is one key and one change; the cursor
//! goes on to the next item that waits for one. The walk can be left at any time, and goes on where it was.

use crate::domain::carried::{Carrying, Decided, Done, came_along};
use crate::domain::id::Id;
use crate::domain::question::QuestionKind;
use crate::domain::value::Value;
use crate::guide::Guide;
use crate::tui::keymap::{Action as A, Scope as S};
use crate::tui::model::form::{Form, Purpose, note_taken};
use crate::tui::model::panel::{SESSION_STEP, carried_panel};
use crate::tui::model::{Context, Desk, Model};

use super::binding::{Binding, bind, letter};
use super::effect::{Effects, make, tell};
use super::focus::focus;
use super::operations::{fill_in, tell_note_taken};

/// The keys of what came along.
pub(super) const BINDINGS: &[Binding] = &[
    bind(S::Panel, A::DecideDone, &[letter('k')], |model, context, _| is_done(model, context))
        .footer(0)
        .when(|model, context| can_be_decided(model, context, Decided::Done))
        .asks(asks_how),
    bind(S::Panel, A::DecideGoesOn, &[letter('l')], |model, context, _| goes_on(model, context))
        .footer(0)
        .when(|model, context| can_be_decided(model, context, Decided::GoesOn)),
    bind(S::Panel, A::DecideDropped, &[letter('v')], |model, context, _| drop_it(model, context))
        .footer(0)
        .asks(|_, _| true)
        .when(|model, context| can_be_decided(model, context, Decided::Dropped)),
    bind(S::Session, A::CameAlong, &[letter('m')], |model, context, _| show(model, context))
        .when(|model, _| model.desk().is_some_and(|desk| !came_along(&desk.session).is_empty())),
];

fn can_be_decided(model: &Model, context: &Context, decided: Decided) -> bool {
    model.desk().is_some_and(|desk| desk.can_be_decided(&context.guide, decided))
}

/// Shows what came along, with the cursor on the first item that waits for a decision.
pub(super) fn show(model: &mut Model, context: &Context) -> Effects {
    let guide = &context.guide;
    let Some(panel) = carried_panel(guide) else { return Effects::new() };
    let Some(desk) = model.desk_mut() else { return Effects::new() };
    desk.step = SESSION_STEP;
    desk.panels[SESSION_STEP] = panel;
    if let Some(row) = next_undecided(desk, guide, 0) {
        desk.select(row);
    }
    Effects::new()
}

/// What is under the cursor is done: with one key where no more needs to be said, and otherwise in a form that asks it.
fn is_done(model: &mut Model, context: &Context) -> Effects {
    let today = model.today;
    let Some(desk) = model.desk() else { return Effects::new() };
    let Some((carrying, id)) = desk.carried(&context.guide) else { return Effects::new() };
    let form = match carrying.done {
        Done::Word(..) | Done::Day(_) => None,
        Done::Text(field) => Some(field_form(desk, context, carrying, &id, field, Purpose::Decide)),
        Done::Answer if is_said_with_a_word(&context.guide, &id) => None,
        Done::Answer => answer_form(desk, context, &id),
    };
    if let Some(form) = form {
        return fill_in(model, form);
    }
    let is_answer = carrying.done == Done::Answer;
    let note = note_taken(&desk.session, &desk.earlier, id.as_str()).filter(|_| is_answer);
    let is_taken = note.is_some();
    let decision = carrying.decide(&desk.session, &id, Decided::Done, Value::Date(today));
    let effects = make(model, note.into_iter().chain(decision).collect());
    go_on(model, context);
    if is_taken {
        tell_note_taken(model, context);
    }
    effects
}

/// Whether a question is done when the user says so.
fn is_said_with_a_word(guide: &Guide, answer: &Id) -> bool {
    let question = guide.structure.question(answer.as_str());
    question.is_some_and(|(_, question)| matches!(question.kind, QuestionKind::Status | QuestionKind::Absentees))
}

/// What is under the cursor goes on in this round.
fn goes_on(model: &mut Model, context: &Context) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    let Some((carrying, id)) = desk.carried(&context.guide) else { return Effects::new() };
    let edits = carrying.decide(&desk.session, &id, Decided::GoesOn, Value::Yes);
    let effects = make(model, edits);
    go_on(model, context);
    effects
}

/// Whether what is under the cursor is done once it is written down how.
fn asks_how(model: &Model, context: &Context) -> bool {
    let carried = model.desk().and_then(|desk| desk.carried(&context.guide));
    carried.is_some_and(|(carrying, id)| match carrying.done {
        Done::Word(..) | Done::Day(_) => false,
        Done::Text(_) => true,
        Done::Answer => !is_said_with_a_word(&context.guide, &id),
    })
}

/// Asks why what is under the cursor is let go; it is when that is said.
fn drop_it(model: &mut Model, context: &Context) -> Effects {
    let carried = model.desk().and_then(|desk| desk.carried(&context.guide));
    carried.map_or_else(Effects::new, |(carrying, id)| ask_why(model, context, carrying, &id))
}

/// Asks why an item is let go; it is when that is said.
pub(super) fn ask_why(model: &mut Model, context: &Context, carrying: &Carrying, id: &Id) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    let form = field_form(desk, context, carrying, id, carrying.reason, Purpose::Drop);
    fill_in(model, form)
}

/// A form of one field.
fn field_form(desk: &Desk, context: &Context, carrying: &Carrying, id: &Id, field: usize, purpose: Purpose) -> Form {
    let mut form = Form::of_item(&desk.session, carrying.section, id, &[field]);
    form.purpose = purpose;
    focus(&mut form, 0, &desk.session, context);
    form
}

/// The form of an answer.
pub(super) fn answer_form(desk: &Desk, context: &Context, id: &Id) -> Option<Form> {
    let (list, question) = context.guide.structure.question(id.as_str())?;
    let mut form = Form::of_answer(&desk.session, list, question, id.as_str());
    focus(&mut form, 0, &desk.session, context);
    Some(form)
}

/// Whether what is under the cursor waits for a decision.
pub(super) fn waits(model: &Model, context: &Context) -> bool {
    model.desk().is_some_and(|desk| {
        let here = desk.carried(&context.guide);
        here.is_some_and(|(carrying, id)| desk.decided(&context.guide, carrying, &id).is_none())
    })
}

/// To the next item that waits for a decision; says so when there is none left.
pub(super) fn go_on(model: &mut Model, context: &Context) {
    let guide = &context.guide;
    let Some(desk) = model.desk_mut() else { return };
    let from = desk.selected(guide);
    match next_undecided(desk, guide, from) {
        Some(row) => desk.select(row),
        None => tell(model, context.words.rounds.all_are_decided.clone()),
    }
}

/// The first row from here on that waits for a decision, and behind the last the first again.
fn next_undecided(desk: &Desk, guide: &Guide, from: usize) -> Option<usize> {
    let along = came_along(&desk.session);
    let rows = (from..along.len()).chain(0..from.min(along.len()));
    rows.into_iter().find(|row| desk.decided(guide, along[*row].0, &along[*row].1).is_none())
}

//! Before the people go home: what still wants an answer from them, shown once and never in the way of leaving.

use crate::domain::id::Id;
use crate::domain::records::meeting::{Block, BlockKind};
use crate::domain::session::Section;
use crate::domain::signals::Signal;
use crate::tui::keymap::{Action as A, Chord, Key, Scope as S};
use crate::tui::model::form::Target;
use crate::tui::model::{Context, Desk, Model, Overlay};

use super::binding::{Binding, bind, key, letter};
use super::carried::answer_form;
use super::effect::{Effect, Effects};
use super::focus::focus;
use super::operations::{close, fill_in, go_to_place, item_form};

/// The keys of what wants an answer before the people go home.
pub(super) const BINDINGS: &[Binding] = &[
    bind(S::Closing, A::Open, &[key(Key::Enter)], |model, context, _| settle(model, context)).footer(1),
    bind(S::Closing, A::Back, &[key(Key::Esc)], |model, _, _| close(model)).footer(8),
    bind(S::Closing, A::Leave, &[letter('q'), Chord::control('q')], |_, _, _| vec![Effect::Leave]).footer(9),
];

/// Shows what wants an answer, if the meeting is today, something does, and it was not shown before.
pub(super) fn show_once(model: &mut Model) -> bool {
    let today = model.today;
    let Some(desk) = model.desk_mut() else { return false };
    let is_today = desk.session.the_meeting().date.known() == Some(today);
    if !is_today || desk.was_closed || desk.signals.at_closing().next().is_none() {
        return false;
    }
    desk.was_closed = true;
    model.overlays.push(Overlay::Closing { selected: 0 });
    true
}

/// Whether with this block the meeting comes to its end.
pub(super) fn is_the_end(desk: &Desk, block: &Block) -> bool {
    let is_last = desk.session.agenda.last().is_some_and(|last| last.id == block.id);
    is_last || block.kind == Some(BlockKind::Closing)
}

/// Goes to the place where the one under the cursor is settled.
fn settle(model: &mut Model, context: &Context) -> Effects {
    let Some(Overlay::Closing { selected }) = model.overlays.last() else { return Effects::new() };
    let place = |signal: &Signal| (signal.section, signal.item.clone(), signal.field);
    let place = model.desk().and_then(|desk| desk.signals.at_closing().nth(*selected)).map(place);
    let Some((section, item, field)) = place else { return close(model) };
    // The clock may lie below it.
    model.overlays.clear();
    go_to_place(model, context, section, item.as_ref(), field);
    item.zip(field).map_or_else(Effects::new, |(item, field)| fill_in_at(model, context, section, &item, field))
}

/// Opens the field that is asked for, so that what is typed is the answer.
fn fill_in_at(model: &mut Model, context: &Context, section: Section, item: &Id, field: usize) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    let form = match section {
        Section::Answers => answer_form(desk, context, item),
        _ => desk.session.find(section, item).map(|_| item_form(desk, context, section, item)),
    };
    let Some(mut form) = form else { return Effects::new() };
    let is_it = |target: &Target| match target {
        Target::Field(place) => place.field == field,
        Target::Answer(number) => *number == field,
        Target::Invitations | Target::MissedPerson | Target::Gathered => false,
    };
    let at = form.fields.iter().position(|it| is_it(&it.target));
    focus(&mut form, at.unwrap_or(0), &desk.session, context);
    fill_in(model, form)
}

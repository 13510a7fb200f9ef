//! What is asked of all sessions of the folder: who is late, what is due, everything of one person, lights and results. Each
//! answer leads to its place, and back.

use crate::domain::id::Id;
use crate::domain::session::Section;
use crate::tui::keymap::{Action as A, Key, Scope as S};
use crate::tui::model::asking::{Asking, WayBack};
use crate::tui::model::{Context, Model, Overlay, Reading};

use super::binding::{Binding, bind, key, letter};
use super::effect::{Effect, Effects, warn};
use super::operations::{close, go_to, read, to_sessions};
use super::start::has_sessions;

/// The keys of what is asked of all sessions.
pub(super) const BINDINGS: &[Binding] = &[
    bind(S::Start, A::AskAll, &[letter('a')], |model, _, _| ask(model, Box::default())).footer(3).when(has_sessions),
    bind(S::Asking, A::Open, &[key(Key::Enter)], |model, context, _| open(model, context))
        .footer(1)
        .when(|model, _| asking(model).is_some_and(|asking| asking.current().is_some())),
    bind(S::Asking, A::NextPanel, &[key(Key::Tab)], |model, context, _| turn(model, context, 1)).footer(2),
    bind(S::Asking, A::PreviousPanel, &[key(Key::BackTab)], |model, context, _| turn(model, context, -1)),
    bind(S::Asking, A::CellRight, &[key(Key::Right)], |model, _, _| go_across(model, 1))
        .footer(3)
        .when(|model, context| cells(model, context).is_some_and(|(cell, count)| cell + 1 < count)),
    bind(S::Asking, A::CellLeft, &[key(Key::Left)], |model, _, _| go_across(model, -1))
        .when(|model, context| cells(model, context).is_some_and(|(cell, count)| count > 0 && cell > 0)),
    bind(S::Asking, A::Help, &[key(Key::Function(1))], |model, _, _| read(model, Reading::Help(Vec::new()))),
    bind(S::Asking, A::Back, &[key(Key::Esc)], |model, _, _| close(model)).footer(8),
];

/// What is asked of all sessions, if that is in front.
fn asking(model: &Model) -> Option<&Asking> {
    model.overlays.last().and_then(Overlay::asking)
}

/// Asks all sessions; what was found before is shown until they were read.
fn ask(model: &mut Model, mut asking: Box<Asking>) -> Effects {
    asking.begin();
    model.overlays.push(Overlay::Asking(asking));
    vec![Effect::AskFolder]
}

fn turn(model: &mut Model, context: &Context, by: isize) -> Effects {
    model.turn_answers(by, &context.words);
    Effects::new()
}

/// Which of the cells of a row is under the cursor, and how many there are.
fn cells(model: &Model, context: &Context) -> Option<(usize, usize)> {
    let asking = asking(model)?;
    Some((asking.cell, asking.cells(&context.guide, &context.words).len()))
}

fn go_across(model: &mut Model, by: isize) -> Effects {
    if let Some(asking) = model.overlays.last_mut().and_then(Overlay::asking_mut) {
        asking.cell = asking.cell.saturating_add_signed(by);
    }
    Effects::new()
}

/// Opens the session of what is under the cursor, to go to its place.
fn open(model: &mut Model, context: &Context) -> Effects {
    let Some(Overlay::Asking(asking)) = model.overlays.pop() else { return Effects::new() };
    let Some(path) = asking.current().map(|row| row.path.clone()) else { return Effects::new() };
    let place = asking.place(&context.guide, &context.words);
    model.asked = Some(WayBack { asking, place });
    vec![Effect::Open(path)]
}

/// Goes to the place in the session that was just opened, if it was opened for that.
pub(super) fn arrive(model: &mut Model, context: &Context) -> bool {
    let Some((section, item)) = model.asked.as_mut().and_then(|asked| asked.place.take()) else { return false };
    if !is_there(model, section, &item) {
        warn(model, context.words.overview.asking.gone.clone());
    }
    go_to(model, context, section, &item, None);
    true
}

fn is_there(model: &Model, section: Section, item: &Id) -> bool {
    // What nobody answered yet is asked all the same.
    section == Section::Answers || model.desk().is_some_and(|desk| desk.session.find(section, item).is_some())
}

/// The session could not be opened: what was asked is shown again.
pub(super) fn not_opened(model: &mut Model) {
    if model.desk().is_none()
        && let Some(asked) = model.asked.take()
    {
        model.overlays.push(Overlay::Asking(asked.asking));
    }
}

/// Back from a session to what was asked of all.
pub(super) fn back(model: &mut Model) -> Effects {
    let Some(asked) = model.asked.take() else { return Effects::new() };
    let mut effects = to_sessions(model);
    effects.extend(ask(model, asked.asking));
    effects
}

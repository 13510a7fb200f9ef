//! The clock over an open session: a block begins, lasts longer or shorter, and lost minutes are found in later blocks.

use crate::domain::clock::{Clock, agreed_end, begin, catch_up, last, longer, shorter};
use crate::domain::records::meeting::Block;
use crate::domain::session::Section;
use crate::domain::value::Typed;
use crate::tui::keymap::{Action as A, Chord, Key, Scope as S};
use crate::tui::model::panel::panel_of_section;
use crate::tui::model::{Context, Model, Overlay};

use super::binding::{Binding, bind, key, letter};
use super::closing;
use super::effect::{Effects, make, tell};
use super::operations::{can_redo, can_undo, close, travel_below};

/// The keys of the agenda beside the clock.
pub(super) const BINDINGS: &[Binding] = &[
    bind(S::Session, A::Clock, &[letter('t')], |model, context, _| open(model, context)),
    bind(S::Clock, A::Begin, &[key(Key::Enter), letter(' ')], |model, _, _| begins_or_lasts(model)).footer(1),
    bind(S::Clock, A::CatchUp, &[letter('i')], |model, context, _| take_minutes(model, context))
        .footer(2)
        .when(|model, _| model.desk().is_some_and(|desk| !catch_up(&desk.session, model.now_of_session()).is_empty())),
    bind(S::Clock, A::More, &[letter('+')], |model, _, _| lasts(model, true))
        .footer(3)
        .when(|model, _| block(model).is_some_and(|block| !matches!(block.minutes, Typed::AsTyped(_)))),
    bind(S::Clock, A::Fewer, &[letter('-')], |model, _, _| lasts(model, false))
        .footer(4)
        .when(|model, _| block(model).and_then(|block| block.minutes.known()).is_some_and(|minutes| minutes > 0)),
    bind(S::Clock, A::Undo, &[letter('u'), Chord::control('z')], |model, context, _| {
        travel_below(model, context, A::Undo)
    })
    .footer(5)
    .when(can_undo),
    bind(S::Clock, A::Redo, &[letter('U'), Chord::control('y')], |model, context, _| {
        travel_below(model, context, A::Redo)
    })
    .when(can_redo),
    bind(S::Clock, A::Back, &[key(Key::Esc), letter('t'), letter('q')], |model, _, _| close(model)).footer(8),
];

/// Opens the clock at the block that is to begin next; where there is no agenda yet, the place to make one.
fn open(model: &mut Model, context: &Context) -> Effects {
    let place = panel_of_section(&context.guide, Section::Agenda, None);
    let Some(desk) = model.desk_mut() else { return Effects::new() };
    if let (true, Some((step, panel))) = (desk.session.agenda.is_empty(), place) {
        (desk.step, desk.panels[step]) = (step, panel);
        tell(model, context.words.screen.no_agenda.clone());
        return Effects::new();
    }
    let Some(desk) = model.desk() else { return Effects::new() };
    let next = Clock::at(&desk.session, model.now_of_session()).current.map_or(0, |current| current + 1);
    let selected = next.min(desk.session.agenda.len().saturating_sub(1));
    model.overlays.push(Overlay::Clock { selected, typed: String::new() });
    Effects::new()
}

/// The number of the block under the cursor.
fn selected(model: &Model) -> Option<usize> {
    let Some(Overlay::Clock { selected, .. }) = model.overlays.last() else { return None };
    Some((*selected).min(model.desk()?.session.agenda.len().saturating_sub(1)))
}

/// The block under the cursor.
fn block(model: &Model) -> Option<&Block> {
    model.desk()?.session.agenda.get(selected(model)?)
}

/// The block under the cursor begins now, and the next one comes under the cursor.
fn begins(model: &mut Model) -> Effects {
    let began = block(model).and_then(|block| begin(&block.id, model.now));
    let is_end = block(model).zip(model.desk()).is_some_and(|(block, desk)| closing::is_the_end(desk, block));
    if let Some((at, desk)) = selected(model).zip(model.desk()) {
        let last = desk.session.agenda.len().saturating_sub(1);
        model.select((at + 1).min(last));
    }
    let effects = make(model, began.into_iter().collect());
    if is_end {
        closing::show_once(model);
    }
    effects
}

/// A digit is of the minutes that are typed for the block under the cursor.
pub(super) fn type_minutes(model: &mut Model, chord: Chord) -> Effects {
    const MOST_DIGITS: usize = 3;
    if let Some(typed) = model.overlays.last_mut().and_then(Overlay::minutes_mut) {
        match (chord.key, chord.letter()) {
            (Key::Backspace, _) => drop(typed.pop()),
            (_, Some(digit)) if digit.is_ascii_digit() && typed.len() < MOST_DIGITS => typed.push(digit),
            _ => {}
        }
    }
    Effects::new()
}

/// The minutes that were typed, which are then no longer there.
fn take_typed(model: &mut Model) -> Option<u32> {
    std::mem::take(model.overlays.last_mut()?.minutes_mut()?).parse().ok()
}

/// The block under the cursor begins; where minutes were typed, it lasts so long.
fn begins_or_lasts(model: &mut Model) -> Effects {
    match take_typed(model) {
        Some(minutes) => becomes(model, minutes),
        None => begins(model),
    }
}

/// The block under the cursor lasts longer or shorter: by the minutes that were typed, or by a few.
fn lasts(model: &mut Model, is_longer: bool) -> Effects {
    let typed = take_typed(model);
    let now = block(model).and_then(|block| block.minutes.known()).unwrap_or(0);
    let minutes = match (typed, is_longer) {
        (Some(more), true) => now.saturating_add(more),
        (Some(less), false) => now.saturating_sub(less),
        (None, true) => longer(now),
        (None, false) => shorter(now).unwrap_or(now),
    };
    becomes(model, minutes)
}

/// The block under the cursor lasts so long; the end that was agreed stays the end.
fn becomes(model: &mut Model, minutes: u32) -> Effects {
    let Some((id, desk)) = block(model).map(|block| block.id.clone()).zip(model.desk()) else { return Effects::new() };
    let mut edits = vec![last(&id, minutes)];
    edits.extend(agreed_end(&desk.session, model.now_of_session()));
    make(model, edits)
}

/// Takes the minutes that the session is over its time from the blocks still to come, and tells how many that were.
fn take_minutes(model: &mut Model, context: &Context) -> Effects {
    let now = model.now_of_session();
    let Some(desk) = model.desk() else { return Effects::new() };
    let late = Clock::at(&desk.session, now).late().unwrap_or(0);
    let effects = make(model, catch_up(&desk.session, now));
    let still = model.desk().and_then(|desk| Clock::at(&desk.session, now).late()).unwrap_or(0);
    let words = &context.words.screen;
    let minutes = words.whole_minutes(context.words.count((late - still).unsigned_abs()));
    tell(model, words.clock_taken(minutes));
    effects
}

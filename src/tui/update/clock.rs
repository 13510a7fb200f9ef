//! The clock over an open session: a block begins, lasts longer or shorter, and lost minutes are found in later blocks.

use crate::domain::clock::{Clock, begin, catch_up, last, longer, shorter};
use crate::i18n::fill;
use crate::i18n::numbers::count;
use crate::tui::keymap::Action;
use crate::tui::model::{Context, Model, Overlay};

use super::effect::{Effects, make, tell};
use super::operations::{moved, travel_below};

/// Opens the clock at the block that is to begin next.
pub(super) fn open(model: &mut Model) {
    let Some(desk) = model.desk() else { return };
    let next = Clock::at(&desk.session, model.now_of_session()).current.map_or(0, |current| current + 1);
    let selected = next.min(desk.session.agenda.len().saturating_sub(1));
    model.overlays.push(Overlay::Clock { selected });
}

pub(super) fn perform(model: &mut Model, context: &Context, action: Action) -> Effects {
    let (screenful, now) = (model.size.screenful(), model.now);
    let Some(desk) = model.desk() else { return Effects::new() };
    let last_block = desk.session.agenda.len().saturating_sub(1);
    let Some(Overlay::Clock { selected }) = model.overlays.last() else { return Effects::new() };
    let selected = (*selected).min(last_block);
    let block = desk.session.agenda.get(selected);
    let minutes = block.and_then(|block| block.minutes.known()).unwrap_or(0);
    let id = block.map(|block| block.id.clone());
    match action {
        Action::Back => drop(model.overlays.pop()),
        Action::Begin => {
            let began = id.as_ref().and_then(|id| begin(id, now));
            select(model, (selected + 1).min(last_block));
            return make(model, began.into_iter().collect());
        }
        Action::More | Action::Fewer => {
            let minutes = if action == Action::More { Some(longer(minutes)) } else { shorter(minutes) };
            let edit = id.as_ref().zip(minutes).map(|(id, minutes)| last(id, minutes));
            return make(model, edit.into_iter().collect());
        }
        Action::CatchUp => return take_minutes(model, context),
        Action::Undo | Action::Redo => return travel_below(model, context, action),
        _ => select(model, moved(selected, last_block, screenful, action)),
    }
    Effects::new()
}

fn select(model: &mut Model, block: usize) {
    if let Some(Overlay::Clock { selected }) = model.overlays.last_mut() {
        *selected = block;
    }
}

/// Takes the minutes that the session is over its time from the blocks still to come, and tells how many that were.
fn take_minutes(model: &mut Model, context: &Context) -> Effects {
    let now = model.now_of_session();
    let Some(desk) = model.desk() else { return Effects::new() };
    let late = Clock::at(&desk.session, now).late().unwrap_or(0);
    let effects = make(model, catch_up(&desk.session, now));
    let still = model.desk().and_then(|desk| Clock::at(&desk.session, now).late()).unwrap_or(0);
    let words = &context.words.screen;
    let taken = usize::try_from((late - still).unsigned_abs()).unwrap_or(usize::MAX);
    let minutes = count(taken, &words.minutes_one, &words.minutes_many, &context.words);
    tell(model, fill(&words.clock_taken, &[("minutes", &minutes)]));
    effects
}

//! What lies on top and is no form or chooser: something to read, a question. And leaving.

use crate::tui::keymap::Action;
use crate::tui::model::field::TextField;
use crate::tui::model::{Context, Model, Overlay, Recovery, Saving};

use super::effect::{Effect, Effects, make, tell, warn};
use super::operations::{moved, open_at, park_text};
use super::{chooser, forms};

pub(super) fn perform(model: &mut Model, context: &Context, action: Action) -> Effects {
    let screenful = model.size.screenful();
    match (model.overlays.last_mut(), action) {
        (Some(Overlay::Reader(_)), Action::Pages) => chooser::open_pages(model, context),
        (Some(Overlay::Recovery(recovery)), Action::Restore) => {
            let recovery = std::mem::take(recovery);
            model.overlays.pop();
            return restore(model, context, recovery);
        }
        (Some(Overlay::Recovery(_)), Action::Discard) => {
            model.overlays.pop();
            return vec![Effect::DiscardRecovery];
        }
        (Some(Overlay::Changed), Action::Reload) => {
            model.overlays.pop();
            return vec![Effect::Reload];
        }
        (Some(Overlay::Changed | Overlay::Leaving), Action::SaveAs) => {
            model.overlays.pop();
            model.overlays.push(Overlay::SaveAs(TextField::default()));
        }
        (Some(Overlay::Leaving), Action::Discard) => return vec![Effect::Leave],
        (Some(_), Action::Back) => drop(model.overlays.pop()),
        (Some(Overlay::Reader(reader)), _) => reader.scroll = moved(reader.scroll, usize::MAX / 2, screenful, action),
        _ => {}
    }
    Effects::new()
}

/// Puts back what an earlier run left behind: the changes that still fit, and the text in the field where it was typed;
/// a text whose field is gone, or that was typed before another, becomes a parked remark.
fn restore(model: &mut Model, context: &Context, mut recovery: Recovery) -> Effects {
    let mut effects = Effects::new();
    for edit in recovery.edits {
        effects.extend(make(model, vec![edit]));
    }
    let last = recovery.drafts.pop();
    for (_, text) in &recovery.drafts {
        effects.extend(park_text(model, text));
    }
    if let Some((place, text)) = last {
        if open_at(model, context, &place, &text) {
            effects.push(Effect::Draft { place, text });
        } else {
            effects.extend(park_text(model, &text));
            tell(model, context.words.screen.draft_parked.clone());
        }
    }
    effects.push(Effect::DiscardRecovery);
    effects
}

/// Somebody else wrote the file: says so, and asks at once if nothing is being typed.
pub(super) fn changed_on_disk(model: &mut Model, context: &Context) {
    let is_busy = !model.overlays.is_empty();
    let Some(desk) = model.desk_mut() else { return };
    desk.saving = Saving::ChangedOnDisk;
    if is_busy {
        warn(model, context.words.screen.changed_on_disk.clone());
    } else {
        model.overlays.push(Overlay::Changed);
    }
}

/// Leaves, unless something is not saved.
pub(super) fn leave(model: &mut Model, context: &Context) -> Effects {
    let mut effects = forms::finish_all(model, context);
    if model.refused.is_some() {
        // Something that was typed does not fit: it stays in its form until it does.
        return effects;
    }
    let is_stuck = matches!(model.desk().map(|desk| desk.saving), Some(Saving::Failed(_) | Saving::ChangedOnDisk));
    if is_stuck && !matches!(model.overlays.last(), Some(Overlay::Leaving)) {
        model.overlays.push(Overlay::Leaving);
    } else {
        effects.push(Effect::Leave);
    }
    effects
}

//! Sharing with others: asking what to say, following the steps, and telling how it ended. It goes on by itself, whatever
//! is on the screen meanwhile.

use crate::domain::sharing::{Step, Stop};
use crate::i18n::fill;
use crate::telling::sharing::step_text;
use crate::tui::keymap::{Action, BINDINGS};
use crate::tui::model::field::TextField;
use crate::tui::model::start::Start;
use crate::tui::model::{Context, Model, Overlay, Saving, Screen, Sharing};

use super::effect::{Effect, Effects, tell, warn};
use super::resolver;

/// Shows how far sharing is, or asks what to say where there is nothing to show.
pub(super) fn ask(model: &mut Model) {
    let top = if model.sharing.is_some() { Overlay::Sharing } else { Overlay::Share(TextField::default()) };
    model.overlays.push(top);
}

pub(super) fn perform(model: &mut Model, action: Action) -> Effects {
    match (model.overlays.pop(), action) {
        (Some(Overlay::Share(message)), Action::Share) => return begin(model, message.text().trim()),
        (Some(Overlay::Sharing), _) => {
            model.sharing.take_if(|sharing| sharing.end.is_some());
            if action == Action::Resolve {
                return resolver::open(model);
            }
        }
        _ => {}
    }
    Effects::new()
}

fn begin(model: &mut Model, message: &str) -> Effects {
    let saving = model.desk().map_or(Saving::Saved, |desk| desk.saving);
    let is_stuck = matches!(saving, Saving::Failed(_) | Saving::ChangedOnDisk);
    let end = is_stuck.then_some(Err(Stop::NotSaved));
    model.sharing = Some(Sharing { steps: Vec::new(), end });
    model.overlays.push(Overlay::Sharing);
    if is_stuck {
        return Effects::new();
    }
    vec![Effect::Share { message: (!message.is_empty()).then(|| message.to_owned()) }]
}

/// A step was made.
pub(super) fn stepped(model: &mut Model, step: Step) {
    model.sharing.get_or_insert_default().steps.push(step);
}

/// It ended: who does not look at the steps any more is told how.
pub(super) fn ended(model: &mut Model, context: &Context, end: Result<(), Stop>) -> Effects {
    let Some(sharing) = &mut model.sharing else { return Effects::new() };
    let came_in = sharing.steps.contains(&Step::Merged);
    let last = sharing.steps.last().map(|step| step_text(step, &context.words));
    sharing.end = Some(end);
    let is_seen = model.overlays.iter().any(|overlay| matches!(overlay, Overlay::Sharing));
    if !is_seen {
        tell_end(model, context, last);
    }
    match &mut model.screen {
        Screen::Start(start) if came_in => {
            *start = Start::default();
            vec![Effect::ReadFolder]
        }
        _ => Effects::new(),
    }
}

fn tell_end(model: &mut Model, context: &Context, last: Option<String>) {
    match model.sharing.as_ref().and_then(|sharing| sharing.end.as_ref()) {
        Some(Ok(())) => {
            model.sharing = None;
            tell(model, last.unwrap_or_default());
        }
        // The resolver is there already, or was announced.
        Some(Err(Stop::NewConflicts(_))) if model.has_conflicts() => model.sharing = None,
        _ => {
            let binding = BINDINGS.iter().find(|binding| binding.action == Action::Share);
            let key = binding.and_then(|binding| binding.chords.first());
            let key = key.map_or_else(String::new, |key| key.name(&context.words));
            warn(model, fill(&context.words.screen.share_stopped, &[("key", &key)]));
        }
    }
}

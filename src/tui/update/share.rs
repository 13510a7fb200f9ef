//! Sharing with others: asking what to say, following the steps, and telling how it ended. It goes on by itself, whatever
//! is on the screen meanwhile.

use crate::domain::sharing::{ShareStep, Stop};
use crate::telling::sharing::step_text;
use crate::tui::keymap::{Action as A, Chord, Key, Scope as S};
use crate::tui::model::field::TextField;
use crate::tui::model::start::Start;
use crate::tui::model::{Context, Model, Overlay, Saving, Screen, Sharing};

use super::binding::{Binding, bind, key, letter};
use super::effect::{Effect, Effects, tell, warn};
use super::operations::{close, open_resolver};
use super::start::has_sessions;

/// The keys that ask for sharing, begin it, and go on to what two people disagree on.
pub(super) const BINDINGS: &[Binding] = &[
    bind(S::Start, A::Share, SHARE, |model, _, _| ask(model))
        .when(|model, context| !model.is_rehearsal && has_sessions(model, context)),
    bind(S::Session, A::Share, SHARE, |model, _, _| ask(model)).when(|model, _| !model.is_rehearsal),
    bind(S::Message, A::Share, &[key(Key::Enter)], |model, _, _| begin(model)).footer(1),
    bind(S::Message, A::Back, &[key(Key::Esc)], |model, _, _| close(model)).footer(8),
    bind(S::Question, A::Resolve, &[letter('c')], |model, _, _| {
        follow_no_more(model);
        open_resolver(model)
    })
    .footer(0)
    .when(|model, _| is_followed(model) && model.has_conflicts()),
];

const SHARE: &[Chord] = &[letter('g')];

/// Shows how far sharing is, or asks what to say where there is nothing to show.
fn ask(model: &mut Model) -> Effects {
    let top = if model.sharing.is_some() { Overlay::Sharing } else { Overlay::Share(TextField::default()) };
    model.overlays.push(top);
    Effects::new()
}

/// Whether how far sharing is lies on top.
fn is_followed(model: &Model) -> bool {
    model.overlays.last().is_some_and(Overlay::tells_sharing)
}

/// Closes what lies on top. How sharing ended is forgotten when it was seen.
pub(super) fn follow_no_more(model: &mut Model) -> Effects {
    if is_followed(model) {
        model.sharing.take_if(|sharing| sharing.end.is_some());
    }
    close(model)
}

fn begin(model: &mut Model) -> Effects {
    let Some(Overlay::Share(message)) = model.overlays.pop() else { return Effects::new() };
    let message = message.text().trim();
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

/// A step of sharing was made: it is shown below those before it.
pub(super) fn stepped(model: &mut Model, step: ShareStep) {
    model.sharing.get_or_insert_default().steps.push(step);
}

/// It ended: who does not look at the steps any more is told how.
pub(super) fn ended(model: &mut Model, context: &Context, end: Result<(), Stop>) -> Effects {
    let Some(sharing) = &mut model.sharing else { return Effects::new() };
    let came_in = sharing.steps.contains(&ShareStep::Merged);
    let last = sharing.steps.last().map(|step| step_text(step, &context.words));
    sharing.end = Some(end);
    let is_seen = model.overlays.iter().any(Overlay::tells_sharing);
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
            warn(model, context.words.screen.share_stopped.clone());
        }
    }
}

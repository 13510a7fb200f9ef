//! What is being typed or chosen, on its way to the journal.

use crate::tui::model::Model;

use super::effect::{Effect, Effects, tell_fresh};

/// What stands in the form that is in front goes to the journal, and what it is about.
pub(super) fn keep_draft(model: &mut Model, (place, text): (String, String)) -> Effects {
    let mut effects = model.desk_mut().map(tell_fresh).unwrap_or_default();
    effects.extend(draft_begun(model));
    effects.push(Effect::Draft { place, text });
    effects
}

/// What is being typed or chosen in the form that is in front, and the place that it belongs to.
pub(super) fn draft(model: &Model) -> Option<(String, String)> {
    model.form().map(|(form, _)| (form.place_name(), form.editor.draft()))
}

/// Before the first draft of a field the journal is told what stood there.
fn draft_begun(model: &mut Model) -> Option<Effect> {
    let (form, session) = model.form()?;
    let before = form.standing(session);
    let form = model.overlays.last_mut().filter(|top| top.new_session().is_none())?.form_mut()?;
    (!std::mem::replace(&mut form.is_noted, true)).then_some(Effect::DraftBegun(before))
}

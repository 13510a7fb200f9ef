//! What two people changed: merging what somebody else wrote meanwhile, and settling the places where both changed the
//! same thing differently. Nothing is chosen silently.

use std::path::Path;

use crate::domain::conflict::{Dispute, Origins, dispute, record, settled};
use crate::domain::diff::diff;
use crate::domain::edit::{Edit, removal};
use crate::domain::id::Id;
use crate::domain::merge::merge;
use crate::domain::session::{Section, Session};
use crate::i18n::fill;
use crate::tui::keymap::Action;
use crate::tui::model::{Context, Model, Overlay};

use super::effect::{Effect, Effects, changed, make, tell, warn};
use super::operations::{moved, open_field, travel_below};
use super::text::tell_with;

/// Shows what two people changed differently, and asks who did.
pub(super) fn open(model: &mut Model) -> Effects {
    model.overlays.push(Overlay::Resolver { selected: 0, origins: Vec::new() });
    vec![Effect::FindOrigins]
}

/// It is known now who wrote what in this file.
pub(super) fn know(model: &mut Model, file: &Path, found: &[(Id, Origins)]) {
    if model.desk().is_none_or(|desk| desk.path != file) {
        return;
    }
    for overlay in &mut model.overlays {
        if let Overlay::Resolver { origins, .. } = overlay {
            found.clone_into(origins);
        }
    }
}

/// Merges what somebody else wrote into the session; typing goes on. Also where nothing came in it is saved anew: the file
/// holds other bytes than before.
pub(super) fn merge_theirs(model: &mut Model, context: &Context, base: &Session, theirs: &Session) -> Effects {
    let today = model.today;
    let Some(desk) = model.desk_mut() else { return Effects::new() };
    let (mut merged, disagreements) = merge(base, &desk.session, theirs);
    record(&mut merged, &disagreements);
    let edits = diff(&desk.session, &merged);
    // Theirs may bring a disagreement that was found elsewhere.
    let is_conflict = |edit: &Edit| matches!(edit, Edit::Insert { section: Section::Conflicts, .. });
    let is_disputed = !disagreements.is_empty() || edits.iter().any(is_conflict);
    let told = edits.first().map(|edit| tell_with(context, today, |sentences| sentences.tell(edit, &desk.session)));
    if desk.history.make(&mut desk.session, edits.clone()).is_err() {
        return Effects::new();
    }
    let mut effects = changed(desk, edits.clone());
    let words = &context.words.screen;
    if is_disputed {
        match model.overlays.last() {
            None => effects.extend(open(model)),
            // What sharing brought is told there, with the way on.
            Some(Overlay::Sharing) => {}
            Some(_) => warn(model, words.conflicts_wait.clone()),
        }
    } else if let Some(told) = told {
        let text = if edits.len() == 1 { &words.came_in_one } else { &words.came_in_many };
        tell(model, fill(text, &[("change", &told), ("count", &edits.len().to_string())]));
    }
    effects
}

pub(super) fn perform(model: &mut Model, context: &Context, action: Action) -> Effects {
    let Some(Overlay::Resolver { selected, .. }) = model.overlays.last() else { return Effects::new() };
    let Some(desk) = model.desk() else { return Effects::new() };
    let last = desk.session.conflicts.len().saturating_sub(1);
    let selected = (*selected).min(last);
    match action {
        Action::Back => {
            model.overlays.pop();
            Effects::new()
        }
        Action::Undo => travel_below(model, context, action),
        Action::Keep | Action::TakeOther | Action::Rewrite => settle(model, context, selected, action),
        _ => {
            let selected = moved(selected, last, 1, action);
            if let Some(Overlay::Resolver { selected: shown, .. }) = model.overlays.last_mut() {
                *shown = selected;
            }
            Effects::new()
        }
    }
}

fn settle(model: &mut Model, context: &Context, selected: usize, action: Action) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    let Some(conflict) = desk.session.conflicts.get(selected) else { return Effects::new() };
    let about = dispute(&desk.session, conflict);
    let mut edits = vec![settled(&conflict.id)];
    let mut rewritten = None;
    match (about, action) {
        (Some(Dispute::Values { place, other, .. }), Action::TakeOther) => {
            edits.push(Edit::Set { place, value: other });
        }
        (Some(Dispute::Removed(section, item)), Action::TakeOther) => {
            edits.extend(removal(&desk.session, section, &item));
        }
        (Some(Dispute::Values { place, .. }), Action::Rewrite) => {
            rewritten = Some((place.section, place.item, place.field));
        }
        (Some(Dispute::Removed(section, item)), Action::Rewrite) => rewritten = Some((section, item, 0)),
        _ => {}
    }
    let effects: Vec<Effect> = make(model, edits);
    let is_last = model.desk().is_some_and(|desk| desk.session.conflicts.is_empty());
    if is_last || rewritten.is_some() {
        model.overlays.pop();
    }
    if let Some((section, item, field)) = rewritten {
        open_field(model, context, section, &item, field);
    } else if is_last {
        tell(model, context.words.screen.all_settled.clone());
    }
    effects
}

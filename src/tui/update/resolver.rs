//! What two people changed: merging what another process wrote meanwhile, and settling the places where both changed the
//! same thing differently. Nothing is chosen silently.

use std::path::Path;

use crate::domain::conflict::{About, Origins, settled, settled_one};
use crate::domain::diff::diff;
use crate::domain::edit::Edit;
use crate::domain::hidden::{is_hidden, is_secret};
use crate::domain::id::Id;
use crate::domain::merge::{Merged, merge};
use crate::domain::session::{Section, Session};
use crate::tui::keymap::{Action as A, Chord, Key, Scope as S};
use crate::tui::model::{Context, Desk, Model, Overlay, Screen};

use super::binding::{Binding, bind, key, letter};
use super::bringing;
use super::effect::{Effect, Effects, changed, changed_on_disk, make, tell, warn};
use super::grid;
use super::operations::{can_undo, close, go_to, open_field, open_resolver, travel_below};

/// The keys of what two people changed differently.
pub(super) const BINDINGS: &[Binding] = &[
    bind(S::Session, A::Resolve, &[letter('c')], |model, _, _| open_resolver(model))
        .footer(0)
        .when(|model, _| model.has_conflicts()),
    bind(S::Conflict, A::Keep, &[letter('1')], |model, context, _| settle(model, context, A::Keep)).footer(1),
    bind(S::Conflict, A::TakeOther, &[letter('2')], |model, context, _| settle(model, context, A::TakeOther)).footer(2),
    bind(S::Conflict, A::Rewrite, &[letter('3')], |model, context, _| settle(model, context, A::Rewrite)).footer(3),
    bind(S::Conflict, A::Undo, &[letter('u'), Chord::control('z')], |model, context, _| {
        travel_below(model, context, A::Undo)
    })
    .footer(4)
    .when(can_undo),
    bind(S::Conflict, A::Back, &[key(Key::Esc)], |model, _, _| close(model)).footer(8),
];

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

/// Merges what another process wrote into the session; typing goes on. Also where nothing came in it is saved anew: the file
/// holds other bytes than before.
pub(super) fn merge_theirs(model: &mut Model, context: &Context, base: &Session, theirs: &Session) -> Effects {
    let today = model.today;
    let held = model.held(&context.guide);
    let Screen::Session(desk) = &mut model.screen else { return Effects::new() };
    // An item in which nothing was typed yet is no part of it.
    let ours = desk.kept();
    let Ok(Merged { session: merged, conflicts }) = merge(base, &ours, theirs) else {
        return keep_apart(model, context);
    };
    let edits = diff(&ours, &merged);
    if !edits.is_empty() {
        model.overlays.iter_mut().for_each(|top| top.begin_from(&desk.session));
    }
    // Theirs may bring a disagreement that was found elsewhere.
    let is_conflict = |edit: &Edit| matches!(edit, Edit::Insert { section: Section::Conflicts, .. });
    let is_disputed = !conflicts.is_empty() || edits.iter().any(is_conflict);
    let told = edits.first().map(|edit| context.sentences(today).tell(edit, &desk.session));
    let count = edits.len();
    let Ok(change) = desk.history.take_in(&mut desk.session, edits) else {
        return keep_apart(model, context);
    };
    let is_settled = desk.session.conflicts.is_empty();
    let fresh = desk.fresh.take();
    let effects = changed(desk, change);
    desk.fresh = fresh;
    model.hold(held);
    bringing::again(model, context);
    let words = &context.words.screen;
    let count_before = model.overlays.len();
    if is_settled {
        // Somebody else chose what this one was asked.
        model.overlays.retain(|overlay| !matches!(overlay, Overlay::Resolver { .. }));
    }
    if model.overlays.len() < count_before {
        tell(model, words.all_settled.clone());
    } else if is_disputed {
        // What sharing brought is told there, with the way on. Elsewhere nothing opens by itself: the next key that is on its
        // way would choose between the two.
        if !model.overlays.last().is_some_and(Overlay::tells_sharing) {
            warn(model, words.conflicts_wait.clone());
        }
    } else if let Some(told) = told {
        tell(model, words.came_in(context.words.count(count), &told));
    }
    effects
}

/// What another process wrote cannot be merged: nothing is written over it, and the user chooses which of the two goes on.
fn keep_apart(model: &mut Model, context: &Context) -> Effects {
    changed_on_disk(model, context);
    vec![Effect::KeepApart]
}

fn settle(model: &mut Model, context: &Context, action: A) -> Effects {
    let selected = model.cursor(context).map_or(0, |cursor| cursor.at);
    let Some(desk) = model.desk() else { return Effects::new() };
    let Some(conflict) = desk.session.conflicts.get(selected) else { return Effects::new() };
    let Some(open) = conflict.open(&desk.session) else {
        return settle_with(model, context, vec![settled(&conflict.id)], None);
    };
    let other = open.values.others.first().cloned().unwrap_or_default();
    let mut rewritten = None;
    let edits = match action {
        // Of several that wait, one at a time is chosen or let go.
        A::TakeOther => {
            let taking = open.taking(&desk.session, &other);
            settled_one(&desk.session, conflict).into_iter().chain(taking).collect()
        }
        A::Rewrite if open.about != About::NoRoom => {
            rewritten = Some((open.section, open.item, open.fields.first().copied().unwrap_or(0)));
            settled_one(&desk.session, conflict)
        }
        _ => settled_one(&desk.session, conflict),
    };
    settle_with(model, context, edits, rewritten)
}

fn settle_with(
    model: &mut Model,
    context: &Context,
    edits: Vec<Edit>,
    rewritten: Option<(Section, Id, usize)>,
) -> Effects {
    let mut effects = make(model, edits);
    if model.refused.is_some() {
        return effects;
    }
    let is_last = model.desk().is_some_and(|desk| desk.session.conflicts.is_empty());
    if is_last || rewritten.is_some() {
        model.overlays.pop();
    }
    if let Some((section, item, field)) = rewritten {
        let is_hidden = |desk: &Desk| is_hidden(&desk.session, section) && is_secret(section, field);
        if model.desk().is_some_and(is_hidden) {
            // In its cell it stays hidden.
            go_to(model, context, section, &item, Some(field));
            effects.extend(grid::open_cell(model, context));
        } else {
            open_field(model, context, section, &item, field);
        }
    } else if is_last {
        tell(model, context.words.screen.all_settled.clone());
    }
    effects
}

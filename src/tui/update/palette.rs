//! What stands above the table of keys and lists its rows: the list of commands, with the places that can be gone to by
//! name, and the keys that help names.

use crate::tui::keymap::{Action, Chord};
use crate::tui::model::{Choice, Context, Model, Overlay, Reading, Sought};

use super::binding::Binding;
use super::chooser::{folded, holds, pages, panels};
use super::moves::is_move;
use super::table::{available, reachable};

/// Finds anew which commands fit the words that were typed, if commands are looked for.
pub(super) fn look(model: &mut Model, context: &Context) {
    let is_sought = |top: &mut Overlay| top.chooser().is_some_and(|chooser| chooser.sought == Sought::Command);
    let Some(mut top) = model.overlays.pop_if(is_sought) else { return };
    if let Some(chooser) = top.chooser_mut() {
        chooser.matches = commands(model, context, chooser.query.text());
    }
    model.overlays.push(top);
}

/// The commands that would do something now and whose words hold all that was typed.
fn commands(model: &Model, context: &Context, query: &str) -> Vec<Choice> {
    let wanted = folded(query);
    let is_listed = |action: Action| {
        let is_here = is_move(action) || action == Action::Palette;
        !is_here && holds(&folded(&action.sought_by(&context.words)), &wanted)
    };
    let works = |action: &Action| is_listed(*action) && available(model, context, *action).is_some();
    let is_open = model.overlays.is_empty();
    let commands = Action::ALL.iter().copied().filter(|action| is_open && works(action)).map(Choice::Command);
    let mut found: Vec<Choice> = commands.collect();
    if !wanted.trim().is_empty() {
        found.extend(panels(model, context, query));
        found.extend(pages(context, query));
    }
    found
}

/// Tells the help that was just opened which keys work on what lies below it.
pub(super) fn tell_keys(model: &mut Model, context: &Context) {
    let is_help = |top: &mut Overlay| matches!(top.reading(), Some(Reading::Help(_)));
    let Some(mut help) = model.overlays.pop_if(is_help) else { return };
    let works = |(binding, _): &(&Binding, Chord)| (binding.when)(model, context);
    let keys =
        reachable(&model.scopes(context)).filter(works).map(|(binding, _)| (binding.chords, binding.action)).collect();
    help.tell_keys(keys);
    model.overlays.push(help);
}

/// Takes the command under the cursor, which closes the list.
pub(super) fn chosen(model: &mut Model) -> Option<Action> {
    let Choice::Command(action) = model.overlays.last()?.chooser()?.choice()? else { return None };
    let action = *action;
    model.overlays.pop();
    Some(action)
}

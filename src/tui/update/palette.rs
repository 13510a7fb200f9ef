//! The list of commands: what can be done now, by name. It stands above the table, whose rows it lists.

use crate::tui::keymap::Action;
use crate::tui::model::{Choice, Context, Model, Overlay, Sought};

use super::chooser::{folded, holds};
use super::moves::is_move;
use super::table::available;

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
        !is_here && holds(&folded(action.words(&context.words)), &wanted)
    };
    let works = |action: &Action| is_listed(*action) && available(model, context, *action).is_some();
    let is_open = model.overlays.is_empty();
    Action::ALL.iter().copied().filter(|action| is_open && works(action)).map(Choice::Command).collect()
}

/// Takes the command under the cursor, which closes the list.
pub(super) fn chosen(model: &mut Model) -> Option<Action> {
    let Choice::Command(action) = model.overlays.last()?.chooser()?.choice()? else { return None };
    let action = *action;
    model.overlays.pop();
    Some(action)
}

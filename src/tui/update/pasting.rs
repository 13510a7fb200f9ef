//! What becomes of text that comes in at once: where it is written, where it enters as a table, and where it has no place.

use crate::domain::safe_text::typed as as_text;
use crate::exchange::import::brought::is_marked;
use crate::telling::shorten::shorten;
use crate::tui::keymap::{Scope as S, is_typing};
use crate::tui::model::form::Editor;
use crate::tui::model::{Context, Model};

use super::bringing::{lines_pasted, table_pasted};
use super::effect::{Effects, warn};
use super::on_cell::paste_on_cell;

/// Whether a pasted text is a table or a list, so that it may enter as one.
fn is_table(text: &str) -> bool {
    let lines = || text.split(['\r', '\n']).filter(|line| !line.trim().is_empty());
    let has_cells = |mark: char| lines().count() > 1 && lines().all(|line| line.contains(mark));
    is_marked(text) || has_cells('\t') || has_cells(';')
}

/// Whether text that comes in now is being written somewhere: then each of its letters goes there.
pub(super) fn is_writing(model: &Model, context: &Context, text: &str) -> bool {
    let is_choosing = model.form().is_some_and(|(form, _)| matches!(form.editor, Editor::Options { .. }));
    let scopes = model.scopes(context);
    let on_cell = scopes.contains(&S::Letters) && text.starts_with(char::is_alphabetic) && !is_table(text);
    !is_choosing && (on_cell || model.overlays.last().is_some_and(|_| scopes.iter().copied().any(is_typing)))
}

/// Something was pasted where no text is being written: a table may enter as one, a text goes into the cell under the cursor;
/// anything else does nothing, and that is told.
pub(super) fn pasted(model: &mut Model, context: &Context, text: &str) -> Effects {
    // Terminals end lines as the key Enter does.
    let text = &text.replace("\r\n", "\n").replace('\r', "\n");
    let is_panel = model.overlays.is_empty() && model.desk().is_some();
    if is_panel && is_table(text) {
        return table_pasted(model, context, text);
    }
    let effects = if is_panel { paste_on_cell(model, context, text) } else { None };
    let effects = if is_panel { effects.or_else(|| lines_pasted(model, context, text)) } else { effects };
    effects.unwrap_or_else(|| pasted_nowhere(model, context, text))
}

/// A text was pasted where it has no place: it can be parked with the next key.
fn pasted_nowhere(model: &mut Model, context: &Context, text: &str) -> Effects {
    let words = &context.words.typing;
    let text = as_text(text.trim());
    let shown = shorten(&text.replace('\n', " "), 30);
    if model.overlays.is_empty() && model.desk().is_some() {
        warn(model, words.pasted_nowhere(shown));
        model.pasted = Some(text);
    } else if !text.is_empty() {
        warn(model, words.nowhere_to_paste(shown));
    }
    Effects::new()
}

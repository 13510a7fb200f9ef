//! What is typed or pasted on a cell of a grid that is not open yet: words and numbers open it, a letter chooses a word.

use crate::domain::value::{ChoiceKind, Value};
use crate::tui::keymap::{Chord, Key, Scope as S, takes};
use crate::tui::model::{Context, Model, Overlay};

use super::effect::{Effects, warn};
use super::grid::{begin, put, typed, value, write};
use super::options::option_by_letters;
use super::{forms, grid};

/// Opens the cell of words under the cursor for a letter that is typed on it, which goes behind what stands there already;
/// nothing where it is no such cell or no letter.
pub(super) fn open_to_type(model: &mut Model, context: &Context, chord: Chord) -> Effects {
    let is_here = model.scopes(context).contains(&S::Letters);
    if !is_here || !chord.letter().is_some_and(|letter| takes(S::Letters, letter)) {
        return Effects::new();
    }
    if let Some(choices) = model.desk().and_then(|desk| desk.choice_cell(&context.guide)) {
        return choose_by_letter(model, context, choices, chord);
    }
    let mut effects = write(model, context);
    let text = model.overlays.last().and_then(Overlay::cell).map(|editor| editor.line.text());
    if text.is_some_and(|text| !text.is_empty() && !text.ends_with(' ')) {
        effects.extend(typed(model, context, Chord::plain(Key::Char(' '))));
    }
    effects
}

/// A letter on a cell with a word of a fixed set chooses the word that begins with it, and pressed again the next; more
/// letters choose more closely. A letter with which none begins is told, and is no command.
fn choose_by_letter(model: &mut Model, context: &Context, choices: &'static ChoiceKind, chord: Chord) -> Effects {
    let now = if let Value::Choice(word) = value(model, context) { Some(word) } else { None };
    let from = choices.options.iter().position(|option| Some(*option) == now);
    let labels: Vec<String> =
        choices.options.iter().map(|option| context.words.choice(choices.name, option).to_owned()).collect();
    model.typed_choice.extend(chord.letter());
    let before = from.unwrap_or(labels.len().saturating_sub(1));
    if let Some((at, typed)) = option_by_letters(&labels, &model.typed_choice, before) {
        model.typed_choice = typed;
        return put(model, context, Value::Choice(choices.options[at]));
    }
    let text = context.words.typing.no_such_choice(&model.typed_choice);
    warn(model, text);
    model.typed_choice.clear();
    Effects::new()
}

/// Puts a text that was pasted into the cell of words under the cursor, or a number into one of numbers; `None` where there is
/// no such cell.
pub(super) fn paste_on_cell(model: &mut Model, context: &Context, text: &str) -> Option<Effects> {
    let scopes = model.scopes(context);
    let is_words = scopes.contains(&S::Letters) && scopes.contains(&S::Words);
    let is_number =
        scopes.contains(&S::Number) && text.trim().bytes().all(|byte| byte.is_ascii_digit() || byte == b' ');
    if !is_words && !is_number {
        return None;
    }
    let mut effects = if is_words { write(model, context) } else { begin(model, context, None, false) };
    match model.overlays.last() {
        Some(top) if top.cell().is_some() => effects.extend(grid::paste(model, text)),
        // Several lines have no place in a cell: its form is open.
        Some(top) if top.form().is_some() => effects.extend(forms::paste(model, context, text)),
        _ => {}
    }
    Some(effects)
}

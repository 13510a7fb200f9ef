//! What is typed or pasted on a cell of a grid that is not open yet: words and numbers open it, a letter chooses a word.

use crate::domain::value::{ChoiceKind, Value};
use crate::tui::keymap::{Chord, Key, Scope as S, takes};
use crate::tui::model::grid::is_words;
use crate::tui::model::{Context, Model, Overlay, TypedChoice};

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
    effects.extend(apart(model, context));
    effects
}

/// A space behind the words that stand in the open cell already, for those that come behind them.
fn apart(model: &mut Model, context: &Context) -> Effects {
    let text = model.overlays.last().and_then(Overlay::cell).map(|editor| editor.line.text());
    if text.is_none_or(|text| text.is_empty() || text.ends_with(' ')) {
        return Effects::new();
    }
    typed(model, context, Chord::plain(Key::Char(' ')))
}

/// A letter on a cell with a word of a fixed set chooses the word that begins with it, and pressed again the next; more
/// letters choose more closely. A letter with which none begins is told, and is no command.
fn choose_by_letter(model: &mut Model, context: &Context, choices: &'static ChoiceKind, chord: Chord) -> Effects {
    let now = if let Value::Choice(word) = value(model, context) { Some(word) } else { None };
    let from = choices.options.iter().position(|option| Some(*option) == now);
    let labels: Vec<String> =
        choices.options.iter().map(|option| context.words.choice(choices.name, option).to_owned()).collect();
    model.typed_choice.typed.extend(chord.letter());
    let before = from.unwrap_or(labels.len().saturating_sub(1));
    if let Some(at) = option_by_letters(&labels, &model.typed_choice.typed, before) {
        model.typed_choice.before.get_or_insert_with(|| now.map_or(Value::Empty, Value::Choice));
        return put(model, context, Value::Choice(choices.options[at]));
    }
    if model.typed_choice.typed.chars().count() > 1
        && let Some(effects) = write_behind(model, context)
    {
        return effects;
    }
    let text = context.words.typing.no_such_choice(&model.typed_choice.typed);
    warn(model, text);
    Effects::new()
}

/// A sentence that is typed on a cell with a choice goes to the words behind it in its row, from its first letter on, and
/// what its letters chose on the way is taken back; `None` where no words stand behind it.
fn write_behind(model: &mut Model, context: &Context) -> Option<Effects> {
    let desk = model.desk()?;
    let laid = desk.laid(&context.guide)?;
    let here = desk.column(laid.columns.len());
    let is_words_cell = |at: &usize| {
        let column = &laid.columns[*at];
        column.question.is_none() && is_words(column.section.kind().fields[column.field].kind)
    };
    let behind = (here + 1..laid.columns.len()).find(is_words_cell)?;
    let column = &laid.columns[behind];
    let kind = column.section.kind();
    let label = context.words.field(kind, kind.fields[column.field].name).to_owned();
    let TypedChoice { typed, before } = std::mem::take(&mut model.typed_choice);
    let mut effects = before.map_or_else(Effects::new, |before| put(model, context, before));
    model.desk_mut()?.select_column(behind);
    // The last letter is typed into the cell that is open now as every other is from here on.
    let last = typed.char_indices().last().map_or(0, |(at, _)| at);
    effects.extend(paste_on_cell(model, context, &typed[..last])?);
    warn(model, context.words.typing.goes_elsewhere(&typed, &label));
    Some(effects)
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
        Some(top) if top.cell().is_some() => {
            if is_words {
                effects.extend(apart(model, context));
            }
            effects.extend(grid::paste(model, text));
        }
        // Several lines have no place in a cell: its form is open.
        Some(top) if top.form().is_some() => effects.extend(forms::paste(model, context, text)),
        _ => {}
    }
    Some(effects)
}

/// Puts the cursor on a cell by its number, row by row, also where the cells are shown; false where none are in front.
pub(super) fn go_to_cell(model: &mut Model, context: &Context, number: usize) -> bool {
    let is_cell = model.desk().and_then(|desk| desk.seen_cell(&context.guide)).is_some();
    let Some(desk) = model.desk_mut().filter(|_| is_cell) else { return false };
    let at = desk.laid(&context.guide).and_then(|laid| {
        let last = (laid.rows.len() * laid.columns.len()).checked_sub(1)?;
        Some(laid.nth(number.min(last)))
    });
    let Some((row, column)) = at else { return false };
    desk.select(row);
    desk.select_column(column);
    true
}

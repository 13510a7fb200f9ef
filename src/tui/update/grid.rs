//! Filling in a grid: moving over its cells, typing in one, and showing to the room what was hidden until then.

use crate::domain::carried::asked_fields;
use crate::domain::edit::{Place, Refused, removal};
use crate::domain::grid::{CellPlace, filled, together};
use crate::domain::hidden::{hide, hides_at_first, instrument, is_hidden, is_untold};
use crate::domain::id::Id;
use crate::domain::meanwhile::{began, entered, standing};
use crate::domain::record::Meaning;
use crate::domain::recovery::{DraftPlace, LeftDraft};
use crate::domain::safe_text::typed as as_text;
use crate::domain::session::{Count, Section};
use crate::domain::value::{Kind, Value};
use crate::guide::Chart;
use crate::guide::grid::GridView;
use crate::guide::laid::{GridColumn, Laid};
use crate::i18n::texts::Keyed;
use crate::tui::keymap::{Action as A, Chord, Key, Scope as S};
use crate::tui::model::field::TextField;
use crate::tui::model::form::Form;
use crate::tui::model::grid::{CellEditor, HIDDEN, is_number, is_words};
use crate::tui::model::{CellKeys, Context, Desk, Model, Overlay, Screen};

use super::binding::{Binding, DIGITS, bind, key, letter};
use super::carried::answer_form;
use super::effect::{Effect, Effects, make, tell, warn};
use super::focus::focus;
use super::operations::{counted, counted_on, fill_in, insert, measure, next_word, travel};
use super::result::{RESULT, show_or_hide, tell_of_auction};
use super::understand::{Expected, not_understood, told_beside, too_many, typed_form, understood};

/// The keys of a grid and of the cell that is being typed in.
pub(super) const BINDINGS: &[Binding] = &[
    bind(S::Number, A::TypeInCell, DIGITS, |model, context, chord| begin(model, context, chord.letter(), false)),
    bind(S::Number, A::Commands, &[key(Key::Esc)], |model, context, _| leave_cells(model, context)).footer(3),
    bind(S::Number, A::More, &[letter('+')], |model, context, _| count(model, context, true)).footer(3).when(counts),
    bind(S::Number, A::Fewer, &[letter('-')], |model, context, _| count(model, context, false))
        .footer(3)
        .when(counts_down),
    bind(S::Letters, A::Commands, &[key(Key::Esc)], |model, context, _| leave_cells(model, context)).footer(6),
    bind(S::Words, A::Write, &[key(Key::Enter)], |model, context, _| write(model, context)).footer(1).when(on_cell),
    bind(S::Grid, A::NextCell, &[key(Key::Enter)], |model, context, _| pass(model, context)).footer(1).when(in_cells),
    bind(S::Grid, A::Mark, &[letter(' ')], |model, context, _| mark(model, context)).footer(2).when(has_next_state),
    bind(S::Grid, A::CellLeft, &[key(Key::Left)], |model, context, _| step(model, context, 0, -1)).when(in_cells),
    bind(S::Grid, A::CellRight, &[key(Key::Right)], |model, context, _| step(model, context, 0, 1)).when(in_cells),
    bind(S::Grid, A::EmptyCell, &[letter('d'), key(Key::Delete)], |model, context, _| empty(model, context))
        .when(is_filled),
    bind(S::Grid, A::New, &[letter('n')], |model, context, _| new(model, context)).footer(4).when(can_add),
    bind(S::Grid, A::Explain, &[letter('o')], |model, context, _| explain(model, context)).footer(5).when(can_explain),
    bind(S::Grid, A::Result, RESULT, |model, context, _| show_or_hide(model, context)).footer(2).when(has_result),
    bind(S::Cell, A::NextCell, &[key(Key::Enter), key(Key::Tab)], |model, context, _| keep_and_go_on(model, context))
        .footer(1),
    bind(S::Cell, A::PreviousCell, &[key(Key::BackTab)], |model, context, _| keep_and_step(model, context, 0, -1)),
    bind(S::Cell, A::Up, &[key(Key::Up)], |model, context, _| keep_and_step(model, context, -1, 0)),
    bind(S::Cell, A::Down, &[key(Key::Down)], |model, context, _| keep_and_step(model, context, 1, 0)),
    bind(S::Cell, A::CellLeft, &[key(Key::Left)], |model, context, _| keep_and_step(model, context, 0, -1))
        .when(types_number),
    bind(S::Cell, A::CellRight, &[key(Key::Right)], |model, context, _| keep_and_step(model, context, 0, 1))
        .when(types_number),
    bind(S::Cell, A::Undo, &[Chord::control('z')], |model, context, _| {
        let mut effects = finish(model, context);
        if model.refused.is_none() {
            effects.extend(travel(model, context, A::Undo));
        }
        effects
    }),
    bind(S::Cell, A::Finish, &[key(Key::Esc)], |model, context, _| finish(model, context)).footer(8),
];

/// The cell under the cursor.
pub(super) fn cell(model: &Model, context: &Context) -> Option<CellPlace> {
    model.desk()?.cell(&context.guide)
}

fn on_cell(model: &Model, context: &Context) -> bool {
    cell(model, context).is_some()
}

/// Whether the cursor goes over cells: also over those that can be read only.
fn in_cells(model: &Model, context: &Context) -> bool {
    let Some(desk) = model.desk() else { return false };
    let Some(laid) = desk.laid(&context.guide).filter(|laid| desk.shows_cells(laid.grid)) else { return false };
    !laid.rows.is_empty() && !laid.columns.is_empty()
}

/// Whether the cursor is on a cell of numbers and nothing lies on top.
pub(super) fn is_on_number(model: &Model, context: &Context) -> bool {
    model.overlays.is_empty() && cell(model, context).is_some_and(|place| is_number(place.kind()))
}

/// What stands in the cell under the cursor.
pub(super) fn value(model: &Model, context: &Context) -> Value {
    let (Some(place), Some(desk)) = (cell(model, context), model.desk()) else { return Value::Empty };
    together(&place.records(&desk.session), place.field)
}

fn is_filled(model: &Model, context: &Context) -> bool {
    !value(model, context).is_empty()
}

/// Whether one more or fewer can be counted: of what is hidden as of everything else.
fn counts(model: &Model, context: &Context) -> bool {
    let is_whole = cell(model, context).is_some_and(|place| place.kind() == Kind::Whole);
    is_whole && !matches!(value(model, context), Value::AsTyped(_))
}

fn counts_down(model: &Model, context: &Context) -> bool {
    counts(model, context) && matches!(value(model, context), Value::Whole(1..))
}

fn has_next_state(model: &Model, context: &Context) -> bool {
    cell(model, context).is_some_and(|place| matches!(place.kind(), Kind::Choice(_)))
}

fn types_number(model: &Model, _: &Context) -> bool {
    let editor = model.overlays.last().and_then(Overlay::cell);
    editor.is_some_and(|editor| is_number(editor.place.kind()))
}

/// Whether something can be added: a text to the cell, or a row.
fn can_add(model: &Model, context: &Context) -> bool {
    let Some(desk) = model.desk() else { return false };
    cell(model, context).is_some_and(|place| place.holds_many()) || added(desk.grid(&context.guide)).is_some()
}

/// The section of which the rows of a grid are the items, where they are written down in the grid itself.
fn added(grid: Option<&GridView>) -> Option<Section> {
    grid.and_then(|grid| grid.row_items().filter(|items| grid.shows(*items)))
}

fn can_explain(model: &Model, context: &Context) -> bool {
    let Some(desk) = model.desk() else { return false };
    let Some(place) = cell(model, context).filter(|place| !is_hidden(&desk.session, place.section)) else {
        return false;
    };
    let is_about_row = added(desk.grid(&context.guide)).is_some() && row_item(desk, context).is_some();
    is_about_row || place.section == Section::Answers || !place.records(&desk.session).is_empty()
}

/// The item that the row under the cursor is about.
fn row_item(desk: &Desk, context: &Context) -> Option<Id> {
    let laid = desk.laid(&context.guide)?;
    match &laid.rows.get(desk.selected(&context.guide))?.key {
        Value::Link(item) => Some(item.clone()),
        _ => None,
    }
}

fn has_result(model: &Model, context: &Context) -> bool {
    let grid = model.desk().and_then(|desk| desk.grid(&context.guide));
    let Some((desk, grid)) = model.desk().zip(grid) else { return false };
    let has_one = instrument(grid.section).is_some() || grid.section == Section::Bids;
    has_one && filled(&desk.session, grid.section) > 0
}

/// Moves the cursor over the cells, as far as they go.
fn step(model: &mut Model, context: &Context, down: isize, right: isize) -> Effects {
    let Some(desk) = model.desk_mut() else { return Effects::new() };
    let Some(laid) = desk.laid(&context.guide) else { return Effects::new() };
    let (rows, columns) = (laid.rows.len(), laid.columns.len());
    let row = desk.selected(&context.guide).saturating_add_signed(down).min(rows.saturating_sub(1));
    let column = desk.column(columns).saturating_add_signed(right).min(columns.saturating_sub(1));
    desk.select(row);
    desk.select_column(column);
    Effects::new()
}

/// To the next cell of those that are filled in together, and at the end of the row to the next row; tells whether there
/// is one.
fn advance(model: &mut Model, context: &Context) -> bool {
    let Some(desk) = model.desk_mut() else { return false };
    let Some(laid) = desk.laid(&context.guide) else { return false };
    let (row, column) = (desk.selected(&context.guide), desk.column(laid.columns.len()));
    let first = first_together(&laid);
    let (rows, columns) = (laid.rows.len(), laid.columns.len());
    let (next_row, next_column) = match laid.grid.down {
        true if row + 1 < rows => (row + 1, column),
        true => (0, column + 1),
        false if column + 1 < columns => (row, column + 1),
        false => (row + 1, first.min(column)),
    };
    if next_row >= rows || next_column >= columns {
        return false;
    }
    desk.select(next_row);
    desk.select_column(next_column);
    true
}

/// The first of the columns that are filled in together.
fn first_together(laid: &Laid<'_>) -> usize {
    let is_filled_in = |column: &GridColumn| {
        (column.section == laid.grid.section && column.round.is_none()) || column.question.is_some()
    };
    laid.columns.iter().position(is_filled_in).unwrap_or(0)
}

/// Opens a cell of words; one that may hold several gets one more.
pub(super) fn write(model: &mut Model, context: &Context) -> Effects {
    let Some(place) = cell(model, context) else { return Effects::new() };
    if place.gathers {
        return gather(model, context, place);
    }
    begin(model, context, None, place.holds_many())
}

/// Asks which items stand in a cell.
fn gather(model: &mut Model, context: &Context, place: CellPlace) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    let mut form = Form::of_cell(&desk.session, place);
    focus(&mut form, 0, &desk.session, context);
    fill_in(model, form)
}

/// Opens the cell under the cursor for a line of words, whatever its kind; an answer in its form.
pub(super) fn open_cell(model: &mut Model, context: &Context) -> Effects {
    match cell(model, context) {
        Some(place) if place.section == Section::Answers => explain(model, context),
        Some(place) if place.gathers => gather(model, context, place),
        Some(place) => begin(model, context, None, place.holds_many()),
        None => Effects::new(),
    }
}

/// The next digit or letter goes into no cell but does what it does everywhere else.
fn leave_cells(model: &mut Model, context: &Context) -> Effects {
    let words = &context.words.grids;
    let is_number = cell(model, context).is_some_and(|place| is_number(place.kind()));
    model.cell_keys = CellKeys::Commands;
    tell(model, if is_number { &words.digits_are_steps } else { &words.letters_are_commands }.clone());
    Effects::new()
}

/// Goes by a cell with a number or a state.
fn pass(model: &mut Model, context: &Context) -> Effects {
    if !advance(model, context) {
        tell_end(model, context);
    }
    Effects::new()
}

/// Opens a cell to type in it, with a first letter.
pub(super) fn begin(model: &mut Model, context: &Context, first: Option<char>, adds: bool) -> Effects {
    if model.desk().is_some_and(|desk| desk.is_past(&context.guide)) {
        warn(model, context.words.grids.read_only.clone());
    }
    let (Some(place), Some(desk)) = (cell(model, context), model.desk()) else { return Effects::new() };
    let before = if adds { Value::Empty } else { value(model, context) };
    let is_secret = is_hidden(&desk.session, place.section);
    let text = match &before {
        _ if is_secret => String::new(),
        Value::Text(text) | Value::AsTyped(text) => text.clone(),
        Value::Choice(word) => match place.kind() {
            Kind::Choice(choices) => context.words.choice(choices.name, word).to_owned(),
            _ => String::new(),
        },
        Value::Scores(scores) => scores.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        before => typed_form(before, context).unwrap_or_default(),
    };
    if text.contains('\n') {
        // Several lines have no place in a cell.
        return explain(model, context);
    }
    let mut line = if is_number(place.kind()) { TextField::marked(text) } else { TextField::new(text) };
    let is_typed = first.is_some_and(|first| line.insert(first.encode_utf8(&mut [0; 4]), false).is_ok());
    model.overlays.push(Overlay::Cell(CellEditor { place, line, before, since: None, is_noted: false, adds }));
    if is_typed { draft(model) } else { Effects::new() }
}

/// Keeps what is being typed in the journal.
fn draft(model: &mut Model) -> Effects {
    let Screen::Session(desk) = &model.screen else { return Effects::new() };
    let Some(editor) = model.overlays.last_mut().and_then(Overlay::cell_mut) else { return Effects::new() };
    let item = if editor.adds { editor.place.own_id() } else { editor.place.id(&desk.session) };
    let mut effects = Effects::new();
    if !std::mem::replace(&mut editor.is_noted, true) && !editor.adds {
        let place = Place { section: editor.place.section, item: item.clone(), field: editor.place.field };
        effects.push(Effect::DraftBegun(standing(editor.since.as_deref().unwrap_or(&desk.session), &place)));
    }
    effects.push(Effect::Draft { place: editor.place_name(&item), text: editor.line.text().to_owned() });
    effects
}

/// A key that is typed into the cell.
pub(super) fn typed(model: &mut Model, context: &Context, chord: Chord) -> Effects {
    let (Some(editor), Some(desk)) = (model.overlays.last().and_then(Overlay::cell), model.desk()) else {
        return Effects::new();
    };
    let letter = chord.letter().filter(|letter| letter.is_alphabetic() && is_number(editor.place.kind()));
    if let Some(letter) = letter {
        let before = if editor.line.is_marked() { "" } else { editor.line.text() };
        let expected = Expected::of_cell(&editor.place, &desk.session);
        if !expected.may_become(&format!("{before}{letter}"), context) {
            // Who meant a command hears that the cell is open.
            let asked = expected.asked_number(context).unwrap_or_else(|| context.words.numbers.number.clone());
            warn(model, context.words.grids.no_letter(letter, asked));
        }
    }
    let Some(editor) = model.overlays.last_mut().and_then(Overlay::cell_mut) else { return Effects::new() };
    // Fewer than nothing is typed, and told to be no number.
    let counts = editor.place.kind() == Kind::Whole && !(editor.line.text().is_empty() && chord.letter() == Some('-'));
    if let Some(number) = counted_on(editor.line.text(), chord, context).filter(|_| counts) {
        editor.line = TextField::marked(number);
        return draft(model);
    }
    match editor.line.press(chord, false, usize::from(u16::MAX)) {
        Ok(true) => draft(model),
        Ok(false) => Effects::new(),
        Err(limit) => {
            model.refused = Some(limit);
            Effects::new()
        }
    }
}

pub(super) fn paste(model: &mut Model, text: &str) -> Effects {
    let Some(editor) = model.overlays.last_mut().and_then(Overlay::cell_mut) else { return Effects::new() };
    match editor.line.insert(text, false) {
        Ok(()) => draft(model),
        Err(limit) => {
            model.refused = Some(limit);
            Effects::new()
        }
    }
}

/// Opens the cell in which a text was being typed when the program stopped, with that text in it; false if it is not there.
pub(super) fn reopen(model: &mut Model, context: &Context, left: &LeftDraft) -> bool {
    let LeftDraft { place, text, before } = left;
    let Some(place) = DraftPlace::named(place) else { return false };
    let (section, item) = (place.section, Id::new(place.item));
    let Some(field) = place.number() else { return false };
    let Some(desk) = model.desk_mut() else { return false };
    for (step, declared) in context.guide.structure.steps.iter().enumerate() {
        for (panel, declared) in declared.panels.iter().enumerate() {
            let Some(grid) = declared.view.grid().filter(|grid| grid.shows(section)) else { continue };
            let laid = Laid::with_rounds(grid, &context.guide.structure, &desk.session, &desk.earlier);
            let there = if grid.elsewhere { laid.find_empty(&item) } else { laid.find_field(section, &item, field) };
            let Some((row, column)) = there else { continue };
            (desk.step, desk.panels[step]) = (step, panel);
            desk.select(row);
            desk.select_column(column);
            let Some(place) = cell(model, context) else { return false };
            let adds = place.holds_many();
            let below = model.overlays.len();
            begin(model, context, None, adds);
            let since = model.desk().and_then(|desk| began(&desk.session, before));
            if let Some(editor) = model.overlays.last_mut().and_then(Overlay::cell_mut) {
                editor.line = TextField::new(as_text(text));
                if let Some(since) = since.filter(|_| !adds) {
                    editor.before = together(&editor.place.records(&since), editor.place.field);
                    editor.since = Some(Box::new(since));
                }
                editor.is_noted = !before.is_empty();
                return true;
            }
            // A cell that holds several lines opens its form.
            model.overlays.truncate(below);
            return false;
        }
    }
    false
}

/// Puts what was typed into the cell and closes it.
fn keep(model: &mut Model, context: &Context) -> Effects {
    let Some(Overlay::Cell(_)) = model.overlays.last() else { return Effects::new() };
    let Some(Overlay::Cell(editor)) = model.overlays.pop() else { return Effects::new() };
    let (place, text) = (&editor.place, editor.line.text());
    let Some(desk) = model.desk() else { return Effects::new() };
    let at = Place { section: place.section, item: place.id(&desk.session), field: place.field };
    let expected = Expected::of_cell(place, &desk.session);
    let value = understood(text, &expected, context, model.today.to_datetime(model.now));
    if is_number(place.kind()) && matches!(value, Value::AsTyped(_)) && value != editor.before {
        // It stays to be typed over, and is entered nowhere.
        let refused = expected.refused(text, context);
        let line = TextField::marked(text);
        model.overlays.push(Overlay::Cell(CellEditor { line, ..editor }));
        warn(model, refused);
        return Effects::new();
    }
    // What is hidden is not told for being wrong either.
    let told = if is_untold(&desk.session, place.section, place.field) { HIDDEN } else { text };
    let mut explained: Option<Keyed> =
        matches!(value, Value::AsTyped(_)).then(|| not_understood(told, &expected, context).into());
    explained = explained.or_else(|| told_beside(told, &expected, &value, context).map(Keyed::from));
    explained = explained.or_else(|| too_many(&desk.session, place, &value, context).map(Keyed::from));
    let is_secret = is_hidden(&desk.session, place.section);
    let is_untouched = value.is_empty() && (editor.adds || is_secret);
    let is_changed = !is_untouched && value != editor.before;
    // Nobody sees that something else stands there now.
    let changed_unseen = (is_changed && is_secret && !editor.before.is_empty()).then(|| {
        let sentences = context.sentences(model.today);
        match (&editor.before, &value) {
            (Value::Scores(before), Value::Scores(now)) => context.words.grids.scores_replaced(before.len(), now.len()),
            _ => context.words.grids.changed_unseen(sentences.title(at.section, &at.item, &desk.session)),
        }
    });
    // A number that was there went away under the first digit.
    let replaced = (is_changed && !is_secret && is_number(place.kind()) && !editor.before.is_empty())
        .then(|| context.sentences(model.today).value_text(place.section, place.field, &editor.before, &desk.session));
    let mut effects = Effects::new();
    if is_changed {
        let mut ids = model.ids.clone();
        let session = &desk.session;
        let mut edits = match &editor.since {
            _ if editor.adds => vec![place.insert(session, value, &mut ids)],
            None => place.put(session, value, &mut ids),
            Some(began) => match entered(began, session, &place.put(began, value.clone(), &mut ids)) {
                Ok(entered) => {
                    if entered.is_disputed {
                        explained = Some(context.words.screen.conflicts_wait.clone());
                    }
                    entered.edits
                }
                Err(Refused::TooMuch(limit)) => {
                    // What was typed stays where it is.
                    model.refused = Some(limit);
                    model.overlays.push(Overlay::Cell(editor));
                    return effects;
                }
                Err(_) => place.put(session, value, &mut ids),
            },
        };
        if hides_at_first(session, place.section) {
            edits.splice(0..0, hide(session, place.section, true));
        }
        model.ids = ids;
        effects = make(model, edits);
        if model.refused.is_some() {
            // What was typed stays where it is.
            model.overlays.push(Overlay::Cell(editor));
            return effects;
        }
    }
    // After the edits: what was typed is in the one or in the other.
    effects.push(Effect::DraftClosed);
    if let Some(text) = explained {
        warn(model, text);
    } else if let Some(text) = changed_unseen {
        warn(model, text);
    } else if let Some(value) = replaced {
        tell(model, context.words.grids.was(value));
    }
    tell_of_auction(model, context, at.section);
    effects
}

/// Whether what was typed was not taken in, and its cell is open still.
fn is_open(model: &Model) -> bool {
    model.overlays.last().is_some_and(|top| top.cell().is_some())
}

/// Closes the cell with what was typed, or without it where it is not what belongs there: that was told.
pub(super) fn finish(model: &mut Model, context: &Context) -> Effects {
    let mut effects = keep(model, context);
    if model.refused.is_none() && is_open(model) {
        model.overlays.pop();
        effects.push(Effect::DraftClosed);
    }
    effects
}

/// Keeps what was typed and goes to the next cell; where words belong there, they can be typed at once.
fn keep_and_go_on(model: &mut Model, context: &Context) -> Effects {
    let mut effects = keep(model, context);
    if is_open(model) {
        return effects;
    }
    if !advance(model, context) {
        tell_end(model, context);
        return effects;
    }
    let next = cell(model, context).filter(|place| is_words(place.kind()));
    if let Some(place) = next {
        effects.extend(begin(model, context, None, place.holds_many()));
    }
    effects
}

fn keep_and_step(model: &mut Model, context: &Context, down: isize, right: isize) -> Effects {
    let mut effects = keep(model, context);
    if !is_open(model) {
        effects.extend(step(model, context, down, right));
    }
    effects
}

/// At the last cell: whether all is filled in, and which key shows the result.
fn tell_end(model: &mut Model, context: &Context) {
    let is_instrument = cell(model, context).is_some_and(|place| instrument(place.section).is_some());
    let laid = model.desk().filter(|_| is_instrument).and_then(|desk| desk.laid(&context.guide));
    let Some((filled, total)) = laid.map(|laid| laid.filled()).filter(|_| model.notice.is_none()) else { return };
    let words = &context.words;
    match total.saturating_sub(filled) {
        0 => tell(model, words.grids.all_filled.clone()),
        left => tell(model, words.grids.some_empty(words.count(left))),
    }
}

/// Puts a value into the cell under the cursor.
pub(super) fn put(model: &mut Model, context: &Context, value: Value) -> Effects {
    let (Some(place), Some(desk)) = (cell(model, context), model.desk()) else { return Effects::new() };
    let told = too_many(&desk.session, &place, &value, context);
    let mut ids = model.ids.clone();
    let mut edits = place.put(&desk.session, value, &mut ids);
    if hides_at_first(&desk.session, place.section) {
        edits.splice(0..0, hide(&desk.session, place.section, true));
    }
    model.ids = ids;
    let effects = make(model, edits);
    if let Some(told) = told {
        warn(model, told);
    }
    tell_of_auction(model, context, place.section);
    effects
}

fn count(model: &mut Model, context: &Context, is_more: bool) -> Effects {
    let number = if let Value::Whole(number) = value(model, context) { number } else { 0 };
    if number == 0 && !is_more {
        return Effects::new();
    }
    put(model, context, Value::Whole(counted(number, is_more)))
}

fn empty(model: &mut Model, context: &Context) -> Effects {
    let many = cell(model, context).filter(CellPlace::holds_many);
    let (Some(place), Some(desk)) = (many, model.desk()) else { return put(model, context, Value::Empty) };
    // Of several texts the last goes; what stands there without the cell stays where it is.
    let last = place.records(&desk.session).last().map(|record| record.id().clone());
    let edits = last.map(|item| {
        if place.gathers { place.let_out(&desk.session, &item) } else { removal(&desk.session, place.section, &item) }
    });
    make(model, edits.unwrap_or_default())
}

/// Takes the state in the cell under the cursor to the next.
fn mark(model: &mut Model, context: &Context) -> Effects {
    let Some(place) = cell(model, context) else { return Effects::new() };
    if place.section == Section::Answers {
        return super::desk::mark(model, context);
    }
    let Kind::Choice(choices) = place.kind() else { return Effects::new() };
    let next = match value(model, context) {
        Value::Empty => choices.options.first().map_or(Value::Empty, |word| Value::Choice(word)),
        Value::Choice(word) if choices.options.last() == Some(&word) => Value::Empty,
        now => Value::Choice(next_word(choices.options, &now)),
    };
    put(model, context, next)
}

/// One more text in the cell, or one more row.
fn new(model: &mut Model, context: &Context) -> Effects {
    if let Some(place) = cell(model, context).filter(CellPlace::holds_many) {
        return if place.gathers { gather(model, context, place) } else { begin(model, context, None, true) };
    }
    let Some(desk) = model.desk() else { return Effects::new() };
    let is_course = desk.grid(&context.guide).is_some_and(|grid| grid.picture == Some(Chart::Course));
    if let Some(goal) = row_item(desk, context).filter(|_| is_course) {
        return measure(model, context, goal);
    }
    let Some(section) = added(desk.grid(&context.guide)).filter(|section| section.count() != Count::One) else {
        return Effects::new();
    };
    let table = desk.session.table(section);
    let after = table.before(table.len());
    let fields = asked_fields(section);
    insert(model, context, section, after, &fields)
}

/// Opens all that belongs to what stands in the cell: the reasons behind scores, who takes an opportunity along.
fn explain(model: &mut Model, context: &Context) -> Effects {
    let (Some(place), Some(desk)) = (cell(model, context), model.desk()) else { return Effects::new() };
    if place.section == Section::Answers {
        let answer = place.id(&desk.session);
        return answer_form(desk, context, &answer).map_or_else(Effects::new, |form| fill_in(model, form));
    }
    if let (Some(section), Some(item)) = (added(desk.grid(&context.guide)), row_item(desk, context)) {
        let mut form = Form::of_item(&desk.session, section, &item, &asked_fields(section));
        focus(&mut form, 0, &desk.session, context);
        return fill_in(model, form);
    }
    let records = place.records(&desk.session);
    let Some(record) = records.first() else { return Effects::new() };
    let fields = asked_fields(place.section);
    let mut form = Form::of_item(&desk.session, place.section, record.id(), &fields);
    // What the cell itself shows is known; what is asked is what stands beside it.
    let is_pair = |field: usize| place.section.kind().pair.is_some_and(|pair| pair.contains(&field));
    let beside = fields.iter().position(|field| !is_pair(*field) && *field != place.field);
    let asked = place.section.kind().field_that_means(Meaning::Asked);
    focus(&mut form, beside.filter(|_| asked.is_some()).unwrap_or(0), &desk.session, context);
    fill_in(model, form)
}

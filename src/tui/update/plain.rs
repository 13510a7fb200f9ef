//! A line of words instead of keys: a number goes to a row or a cell and opens it, a word is that of an action, and in a form
//! or a cell the line is the value. What comes of it goes through the keys, so that no edit is made here that they would not make.

use crate::domain::naming::plain;
use crate::domain::value::{ChoiceKind, Kind};
use crate::guide::Content;
use crate::tui::keymap::{Action, Chord, Key, Scope};
use crate::tui::model::field::TextField;
use crate::tui::model::form::Editor;
use crate::tui::model::{CellKeys, Context, Model, Overlay};

use super::effect::{Effects, tell, warn};
use super::focus::form_mut;
use super::moves::is_move;
use super::msg::Msg;
use super::options::{labels, unplaced};
use super::table::{available, resolve};
use super::{grid, on_cell};

/// What ends a form, or goes back.
const BACK: &str = ".";
/// What leaves, also where a letter does not.
const LEAVE: Chord = Chord::control('q');

/// What a message does to the model.
pub(super) type Answering = fn(&mut Model, &Context, Msg) -> Effects;

/// Does what a line asks, by messages.
pub fn do_in_words(model: &mut Model, context: &Context, update: Answering, line: &str) -> Effects {
    let effects = answer_to(model, context, update, line.trim());
    // A cell is opened by its number: a letter or digit that comes next is a command, also by the names that are told.
    model.cell_keys = CellKeys::Commands;
    effects
}

fn answer_to(model: &mut Model, context: &Context, update: Answering, line: &str) -> Effects {
    model.cell_keys = CellKeys::Commands;
    let press = |model: &mut Model, key: Key| update(model, context, Msg::Key(Chord::plain(key)));
    if line == BACK {
        return press(model, Key::Esc);
    }
    if model.form().is_some() {
        // The whole form is told by its view; nothing changes.
        return if line == "?" { Effects::new() } else { fill_in(model, context, update, line) };
    }
    if model.overlays.last().is_some_and(|top| top.cell().is_some()) {
        if line == "?" {
            return Effects::new();
        }
        return fill_cell(model, context, update, line);
    }
    if model.overlays.last().is_some_and(|top| top.asking().is_some()) {
        return ask(model, context, update, line);
    }
    if model.overlays.last_mut().is_some_and(|top| top.line_mut().is_some()) {
        let mut effects = update(model, context, Msg::Paste(line.to_owned()));
        effects.extend(press(model, Key::Enter));
        return effects;
    }
    if line == "?" {
        let named = actions(model, context);
        let panels = in_lines(&panels_here(model, context));
        let words = &context.words.side;
        tell(model, if panels.is_empty() { named } else { words.what_can_be(named, panels) });
        return Effects::new();
    }
    if let Ok(number) = line.parse::<usize>() {
        if !has_row(model, context, number) {
            let session = Chord::plain(Key::Char('0'));
            // No row has it, and messages say that it goes to the session.
            return if number == 0 && does(model, context, session) {
                press_letter(model, context, update, session)
            } else {
                no_such_word(model, context, line)
            };
        }
        if model.overlays.is_empty() && on_cell::go_to_cell(model, context, number.saturating_sub(1)) {
            model.notice = None;
            return grid::open_cell(model, context);
        }
        model.select(number.saturating_sub(1));
        // There Enter says that somebody came, or that a block begins: that has a word of its own.
        if model.overlays.last().is_some_and(Overlay::is_list) {
            model.notice = None;
            return Effects::new();
        }
        if model.overlays.is_empty() && !does(model, context, Chord::plain(Key::Enter)) {
            return no_such_word(model, context, line);
        }
        return press(model, Key::Enter);
    }
    let mut letters = line.chars();
    match (letters.next(), letters.next()) {
        // Where only that begins something, as the screen says.
        (None, _) if model.scopes(context).contains(&Scope::NoSessions) => press(model, Key::Enter),
        (None, _) => Effects::new(),
        (Some(letter), None) => {
            let chord = Chord::plain(Key::Char(letter));
            // Leaving works wherever one is.
            let leaves = || Chord::control(letter) == LEAVE && does(model, context, LEAVE);
            if does(model, context, chord) {
                press_letter(model, context, update, chord)
            } else if leaves() {
                update(model, context, Msg::Key(LEAVE))
            } else {
                no_such_word(model, context, line)
            }
        }
        _ => act(model, context, update, line),
    }
}

/// Whether a key does something here.
fn does(model: &Model, context: &Context, chord: Chord) -> bool {
    resolve(&model.scopes(context), chord).is_some_and(|binding| (binding.when)(model, context))
}

/// Whether a row or cell in front has this number.
fn has_row(model: &Model, context: &Context, number: usize) -> bool {
    let cells = model.desk().filter(|desk| desk.seen_cell(&context.guide).is_some());
    let cells = cells.and_then(|desk| desk.laid(&context.guide));
    let count = match (model.overlays.is_empty(), cells) {
        (true, Some(laid)) => laid.rows.len() * laid.columns.len(),
        // Where nothing is listed a number is taken as it always is.
        _ => model.cursor(context).map_or(usize::MAX, |cursor| cursor.last + 1),
    };
    (1..=count).contains(&number)
}

/// What is asked of all sessions: a number goes to an answer, the words of an action do it, anything else is looked for.
fn ask(model: &mut Model, context: &Context, update: Answering, line: &str) -> Effects {
    if let Ok(number) = line.parse::<usize>() {
        model.select(number.saturating_sub(1));
        return update(model, context, Msg::Key(Chord::plain(Key::Enter)));
    }
    let is_action = |action: &Action| plain(action.words(&context.words)) == plain(line);
    let named = Action::ALL.iter().copied().find(is_action);
    if let Some(action) = named.filter(|action| available(model, context, *action).is_some()) {
        return update(model, context, Msg::Do(action));
    }
    if let Some(typed) = model.overlays.last_mut().and_then(Overlay::line_mut) {
        *typed = TextField::default();
    }
    update(model, context, Msg::Paste(line.to_owned()))
}

/// The words of all that can be done now.
fn actions(model: &Model, context: &Context) -> String {
    let of_scope = |scope: &Scope| {
        let works = |action: &Action| {
            !is_move(*action) && available(model, context, *action).is_some_and(|binding| binding.scope == *scope)
        };
        Action::ALL.iter().copied().filter(works).map(|action| action.words(&context.words)).collect::<Vec<_>>()
    };
    let groups: Vec<_> = model.scopes(context).iter().map(of_scope).collect();
    groups.iter().map(|group| in_lines(group)).filter(|group| !group.is_empty()).collect::<Vec<_>>().join("\n")
}

/// These names, a few on a line: more are not heard to the end.
fn in_lines<Name: AsRef<str>>(names: &[Name]) -> String {
    const MOST: usize = 6;
    let lines = names.chunks(MOST).map(|line| line.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "));
    lines.collect::<Vec<_>>().join("\n")
}

/// Does what a key does here, where a letter opens no cell.
fn press_letter(model: &mut Model, context: &Context, update: Answering, chord: Chord) -> Effects {
    match resolve(&model.scopes(context), chord) {
        Some(binding) => update(model, context, Msg::Do(binding.action)),
        None => Effects::new(),
    }
}

/// The names of the panels of the step in front, by which each is gone to.
fn panels_here(model: &Model, context: &Context) -> Vec<String> {
    let guide = &context.guide;
    let Some(desk) = model.desk().filter(|_| model.overlays.is_empty()) else { return Vec::new() };
    desk.step(guide).panels.iter().map(|panel| guide.panel_title(&panel.id).to_owned()).collect()
}

/// Does the action whose words begin with what was typed, or hold it.
fn act(model: &mut Model, context: &Context, update: Answering, line: &str) -> Effects {
    let wanted = plain(line);
    let named = |action: &Action| plain(action.words(&context.words));
    // A panel that is called so, where an action holds it only as a part of its words.
    let is_action = Action::ALL.iter().any(|action| named(action) == wanted);
    if !is_action && is_panel(context, &wanted) && go_to_panel(model, context, &wanted) {
        return Effects::new();
    }
    let works = || Action::ALL.iter().copied().filter(|action| available(model, context, *action).is_some());
    let found = works().find(|action| named(action).starts_with(&wanted));
    let found = found.or_else(|| works().find(|action| named(action).contains(&wanted)));
    let leave = plain(Action::Leave.words(&context.words));
    match found {
        Some(action) => update(model, context, Msg::Do(action)),
        None if leave.starts_with(&wanted) && does(model, context, LEAVE) => update(model, context, Msg::Key(LEAVE)),
        None if go_to_panel(model, context, &wanted) => Effects::new(),
        None if go_to_question(model, context, line) => update(model, context, Msg::Key(Chord::plain(Key::Enter))),
        None => no_such_word(model, context, line),
    }
}

/// Whether a panel has exactly this name.
fn is_panel(context: &Context, wanted: &str) -> bool {
    let panels = context.guide.structure.steps.iter().flat_map(|step| &step.panels);
    panels.into_iter().any(|panel| plain(context.guide.panel_title(&panel.id)) == wanted)
}

/// Goes to the panel whose name begins with what was typed, or holds it; false if there is none.
fn go_to_panel(model: &mut Model, context: &Context, wanted: &str) -> bool {
    let guide = &context.guide;
    let Some(desk) = model.desk_mut() else { return false };
    let steps = guide.structure.steps.iter().enumerate();
    let panels = steps.flat_map(|(step, declared)| declared.panels.iter().enumerate().map(move |at| (step, at)));
    let mut named = panels.map(|(step, (panel, declared))| (step, panel, plain(guide.panel_title(&declared.id))));
    let found = named.clone().find(|(.., name)| name == wanted);
    let found = found.or_else(|| named.clone().find(|(.., name)| name.starts_with(wanted)));
    let Some((step, panel, _)) = found.or_else(|| named.find(|(.., name)| name.contains(wanted))) else {
        return false;
    };
    (desk.step, desk.panels[step]) = (step, panel);
    model.overlays.clear();
    model.notice = None;
    true
}

/// Goes to the item of the checklist that has this number; false if there is none.
fn go_to_question(model: &mut Model, context: &Context, number: &str) -> bool {
    let structure = &context.guide.structure;
    let found = structure.find_panel(|panel| panel.view.is_board()).and_then(|(step, panel)| {
        let Content::Answers(list) = structure.steps[step].panels[panel].view.content() else { return None };
        let row = structure.list(list)?.questions().position(|question| question.number() == number)?;
        Some((step, panel, row))
    });
    let (Some((step, panel, row)), Some(desk)) = (found, model.desk_mut()) else { return false };
    (desk.step, desk.panels[step]) = (step, panel);
    desk.select(row);
    model.overlays.clear();
    model.notice = None;
    true
}

fn no_such_word(model: &mut Model, context: &Context, line: &str) -> Effects {
    let text = context.words.side.no_such_word(line);
    warn(model, text);
    Effects::new()
}

/// The line is what stands in the cell; an empty one keeps what stands there. Then the next cell is asked.
fn fill_cell(model: &mut Model, context: &Context, update: Answering, line: &str) -> Effects {
    let mut effects = Effects::new();
    let Some(editor) = model.overlays.last_mut().and_then(Overlay::cell_mut) else { return effects };
    let option = |choices: &ChoiceKind| {
        let label = |option: &&'static str| context.words.choice(choices.name, option).to_owned();
        let by_number = line.parse::<usize>().ok().and_then(|number| choices.options.get(number.checked_sub(1)?));
        let by_word = || choices.options.iter().find(|option| plain(&label(option)).starts_with(&plain(line)));
        by_number.or_else(by_word).map(label)
    };
    let text = match editor.place.kind() {
        _ if line.is_empty() => None,
        Kind::Choice(choices) => match option(choices) {
            Some(label) => Some(label),
            None => return no_such_word(model, context, line),
        },
        _ => Some(line.to_owned()),
    };
    if let Some(text) = text {
        editor.line = TextField::marked(editor.line.text().to_owned());
        effects.extend(update(model, context, Msg::Paste(text)));
    }
    let before = grid::cell(model, context);
    effects.extend(update(model, context, Msg::Key(Chord::plain(Key::Enter))));
    if model.overlays.is_empty() && grid::cell(model, context) != before {
        effects.extend(grid::open_cell(model, context));
    }
    effects
}

/// The line is the value of the field; an empty one keeps what stands there.
fn fill_in(model: &mut Model, context: &Context, update: Answering, line: &str) -> Effects {
    let press = |model: &mut Model, key: Key| update(model, context, Msg::Key(Chord::plain(key)));
    let Some(form) = form_mut(model) else { return Effects::new() };
    // Behind the last field there is no other to be asked.
    let on = if form.focus + 1 == form.fields.len() { Key::Esc } else { Key::Tab };
    let mut next = Key::Enter;
    let mut effects = Effects::new();
    match &mut form.editor {
        Editor::Text { field, lines } => {
            if *lines {
                next = on;
            }
            if !line.is_empty() {
                *field = TextField::marked(field.text().to_owned());
                effects.extend(update(model, context, Msg::Paste(line.to_owned())));
            }
        }
        Editor::Options { options, .. } => {
            let count = options.len();
            let numbers: Option<Vec<usize>> = line.split_whitespace().map(|word| word.parse().ok()).collect();
            match numbers.filter(|numbers| !numbers.is_empty()) {
                Some(numbers) => {
                    for number in numbers.into_iter().filter(|number| (1..=count).contains(number)) {
                        if let Some(Editor::Options { marked, .. }) = form_mut(model).map(|form| &mut form.editor) {
                            *marked = Some(number - 1);
                        }
                        effects.extend(press(model, Key::Char(' ')));
                    }
                    next = on;
                }
                None if line.is_empty() => next = on,
                None => {
                    effects.extend(update(model, context, Msg::Paste(line.to_owned())));
                    if unplaced(model, context).is_some() {
                        return tell_choices(model, context, line, effects);
                    }
                }
            }
        }
        Editor::Pick { .. } if line.is_empty() => {}
        Editor::Pick { .. } => effects.extend(update(model, context, Msg::Paste(line.to_owned()))),
    }
    effects.extend(press(model, next));
    // Behind its last field nothing is asked any more: a line that comes there is for what lies below the form.
    if form_mut(model).is_some_and(|form| form.is_at_end) {
        effects.extend(press(model, Key::Enter));
    }
    effects
}

/// What was typed is none of the choices: which there are is told, and the field waits.
fn tell_choices(model: &mut Model, context: &Context, line: &str, effects: Effects) -> Effects {
    let choices = labels(model, context).unwrap_or_default().join(", ");
    if let Some(Editor::Options { typed, .. }) = form_mut(model).map(|form| &mut form.editor) {
        typed.clear();
    }
    warn(model, context.words.side.no_such_choice(line, choices));
    effects
}

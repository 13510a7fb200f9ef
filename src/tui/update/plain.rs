//! A line of words instead of keys: a number goes to a row and opens it, a word is that of an action, and in a form the line
//! is the value of the field. What comes of it goes through the keys, so that no edit is made here that they would not make.

use crate::domain::naming::plain;
use crate::tui::keymap::{Action, Chord, Key};
use crate::tui::model::field::TextField;
use crate::tui::model::form::Editor;
use crate::tui::model::{Context, Model};

use super::effect::{Effects, Msg, tell, warn};
use super::focus::form_mut;
use super::moves::is_move;
use super::table::available;

/// What ends a form, or goes back.
const BACK: &str = ".";

/// What a message does to the model.
pub(super) type Answering = fn(&mut Model, &Context, Msg) -> Effects;

/// Does what a line asks, by messages.
pub fn do_in_words(model: &mut Model, context: &Context, update: Answering, line: &str) -> Effects {
    let line = line.trim();
    let press = |model: &mut Model, key: Key| update(model, context, Msg::Key(Chord::plain(key)));
    if line == BACK {
        return press(model, Key::Esc);
    }
    if model.form().is_some() {
        return fill_in(model, context, update, line);
    }
    if model.overlays.last_mut().is_some_and(|top| top.line_mut().is_some()) {
        let mut effects = update(model, context, Msg::Paste(line.to_owned()));
        effects.extend(press(model, Key::Enter));
        return effects;
    }
    if line == "?" {
        let named = actions(model, context);
        tell(model, named.join(", "));
        return Effects::new();
    }
    if let Ok(number) = line.parse::<usize>() {
        model.select(number.saturating_sub(1));
        return press(model, Key::Enter);
    }
    let mut letters = line.chars();
    match (letters.next(), letters.next()) {
        (None, _) => Effects::new(),
        (Some(letter), None) => press(model, Key::Char(letter)),
        _ => act(model, context, line),
    }
}

/// The words of all that can be done now.
fn actions(model: &Model, context: &Context) -> Vec<String> {
    let works = |action: &Action| !is_move(*action) && available(model, context, *action).is_some();
    Action::ALL.iter().copied().filter(works).map(|action| action.words(&context.words).to_owned()).collect()
}

/// Does the action whose words begin with what was typed, or hold it.
fn act(model: &mut Model, context: &Context, line: &str) -> Effects {
    let wanted = plain(line);
    let named = |action: &Action| plain(action.words(&context.words));
    let works = || Action::ALL.iter().copied().filter(|action| available(model, context, *action).is_some());
    let found = works().find(|action| named(action).starts_with(&wanted));
    let found = found.or_else(|| works().find(|action| named(action).contains(&wanted)));
    if let Some(binding) = found.and_then(|action| available(model, context, action)) {
        model.notice = None;
        (binding.run)(model, context, Chord::plain(Key::Enter))
    } else {
        let text = context.words.side.no_such_word(line);
        warn(model, text);
        Effects::new()
    }
}

/// The line is the value of the field; an empty one keeps what stands there.
fn fill_in(model: &mut Model, context: &Context, update: Answering, line: &str) -> Effects {
    let press = |model: &mut Model, key: Key| update(model, context, Msg::Key(Chord::plain(key)));
    let Some(form) = form_mut(model) else { return Effects::new() };
    let mut next = Key::Enter;
    let mut effects = Effects::new();
    match &mut form.editor {
        Editor::Text { field, lines } => {
            if *lines {
                next = Key::Tab;
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
                    next = Key::Tab;
                }
                None if line.is_empty() => next = Key::Tab,
                None => effects.extend(update(model, context, Msg::Paste(line.to_owned()))),
            }
        }
        Editor::Pick { .. } if line.is_empty() => {}
        Editor::Pick { .. } => effects.extend(update(model, context, Msg::Paste(line.to_owned()))),
    }
    effects.extend(press(model, next));
    effects
}

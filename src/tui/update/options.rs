//! Choosing among the options of a field in a form.

use crate::domain::session::Section;
use crate::domain::value::{Kind, Value};
use crate::tui::keymap::{Action, Chord};
use crate::tui::model::form::{Editor, Form, Shape, Target};
use crate::tui::model::{Context, Model};

use super::effect::Effects;
use super::focus::form_mut;

/// A letter goes to the next option that begins with it.
pub(super) fn type_option(model: &mut Model, context: &Context, chord: Chord) {
    let Some(letter) = chord.letter().map(|letter| letter.to_lowercase().to_string()) else { return };
    let Some((form, session)) = model.form() else { return };
    let Editor::Options { options, cursor, many, .. } = &form.editor else { return };
    let (at, many) = (*cursor, *many);
    let sentences = context.sentences(model.today);
    let begins =
        |number: &usize| form.option_label(session, &sentences, &options[*number]).to_lowercase().starts_with(&letter);
    let found = (1..=options.len()).map(|step| (at + step) % options.len()).find(begins);
    let Some(form) = form_mut(model) else { return };
    if let (Some(found), Editor::Options { options, cursor, chosen, .. }) = (found, &mut form.editor) {
        *cursor = found;
        if !many {
            *chosen = vec![options[found].clone()];
        }
    }
}

/// Takes or leaves an option, or goes to another.
pub(super) fn choose_option(model: &mut Model, action: Action) -> Effects {
    let Some(form) = form_mut(model) else { return Effects::new() };
    let Editor::Options { options, cursor, chosen, many } = &mut form.editor else { return Effects::new() };
    let count = options.len();
    if count == 0 {
        return Effects::new();
    }
    let is_chosen = |option: &String| chosen.contains(option);
    match (action, *many) {
        (Action::Toggle, true) => {
            let option = options[*cursor].clone();
            if is_chosen(&option) { chosen.retain(|other| *other != option) } else { chosen.push(option) }
        }
        (Action::Toggle, false) => {
            // Once round: the options one by one, then none.
            let at = options.iter().position(is_chosen);
            let next = at.map_or(0, |at| at + 1);
            *cursor = next % count;
            *chosen = options.get(next).cloned().into_iter().collect();
        }
        (step, many) => {
            let by = if step == Action::NextOption { 1 } else { count - 1 };
            let from = if chosen.is_empty() && !many { if by == 1 { count - 1 } else { 0 } } else { *cursor };
            *cursor = (from + by) % count;
            if !many {
                *chosen = vec![options[*cursor].clone()];
            }
        }
    }
    Effects::new()
}

/// The options that were chosen, as the field holds them.
pub(super) fn chosen_value(form: &Form, chosen: &[String], many: bool) -> Value {
    let field = form.focused();
    let kind = match (&field.shape, &field.target) {
        (Shape::Value(kind), _) => *kind,
        (_, Target::Answer(number)) => Section::Answers.kind().fields[*number].kind,
        _ => Kind::Marks,
    };
    match (kind, chosen.first()) {
        (_, None) => Value::Empty,
        (Kind::Flag, Some(_)) => Value::Yes,
        (Kind::Choice(choices), Some(word)) if choices.name == "AnswerState" && word == "open" => Value::Empty,
        (Kind::Choice(choices), Some(word)) => {
            choices.options.iter().find(|option| **option == *word).map_or(Value::Empty, |option| Value::Choice(option))
        }
        (_, Some(_)) if many => Value::set(chosen.to_vec()),
        (_, Some(word)) => Value::text(word.as_str()),
    }
}

//! Choosing among the options of a field in a form. An arrow marks one, and Space or Enter takes what is marked; what was
//! taken is cleared by taking it again. Letters go to an option that begins with them, and are kept where none does.

use crate::domain::naming::plain;
use crate::domain::records::meeting::AnswerState;
use crate::domain::session::Section;
use crate::domain::value::{ChoiceSet, Kind, Value};
use crate::tui::keymap::{Action, Chord, Key};
use crate::tui::model::form::{Editor, Form, Shape, Target};
use crate::tui::model::{Context, Model};

use super::effect::{Effects, tell, warn};
use super::focus::form_mut;

/// A letter goes to the option that begins with what was typed.
pub(super) fn type_option(model: &mut Model, context: &Context, chord: Chord) {
    if let Some(letter) = chord.letter() {
        return type_letters(model, context, letter.encode_utf8(&mut [0; 4]));
    }
    if let (Key::Backspace, Some(form)) = (chord.key, form_mut(model))
        && let Editor::Options { typed, .. } = &mut form.editor
    {
        typed.pop();
    }
}

/// Letters, one by one or pasted, go to the option that begins with all that was typed; the same letter again goes to the
/// next. What no option begins with is kept, and told.
pub(super) fn type_letters(model: &mut Model, context: &Context, letters: &str) {
    let Some(labels) = labels(model, context) else { return };
    let Some(form) = form_mut(model) else { return };
    let Editor::Options { marked, typed, .. } = &mut form.editor else { return };
    typed.push_str(letters);
    let wanted = plain(typed.trim_start());
    let mut each = wanted.chars();
    let first = each.next();
    let is_repeated = first.is_some_and(|first| each.all(|letter| letter == first));
    let (wanted, from) = match first {
        Some(first) if is_repeated && !labels.iter().any(|label| begins(label, &wanted)) => {
            (first.to_string(), marked.map_or(0, |at| at + 1))
        }
        Some(_) if wanted.chars().count() == 1 => (wanted, marked.map_or(0, |at| at + 1)),
        _ => (wanted, marked.unwrap_or(0)),
    };
    let found = (0..labels.len()).map(|step| (from + step) % labels.len()).find(|at| begins(&labels[*at], &wanted));
    if let Some(at) = found {
        *marked = Some(at);
    } else {
        let text = context.words.typing.no_such_choice(typed.trim());
        warn(model, text);
    }
}

/// The first option behind a place, going round, that begins with as much as can be of the end of what was typed.
pub(super) fn option_by_letters(labels: &[String], typed: &str, from: usize) -> Option<usize> {
    let wanted = plain(typed.trim());
    let after = |from: usize, wanted: &str| {
        (0..labels.len()).map(|step| (from + step) % labels.len()).find(|at| begins(&labels[*at], wanted))
    };
    let ends = wanted.char_indices().map(|(at, _)| &wanted[at..]);
    // One letter by itself goes on to the next option.
    ends.into_iter().find_map(|end| after(from + usize::from(end.chars().count() == 1), end))
}

/// Whether an option, or a word of it, begins with what is looked for.
fn begins(label: &str, wanted: &str) -> bool {
    let label = plain(label);
    label.starts_with(wanted) || label.split([' ', '-', '(', '/']).any(|word| word.starts_with(wanted))
}

/// What the options of the field with the focus are called.
pub(super) fn labels(model: &Model, context: &Context) -> Option<Vec<String>> {
    let (form, session) = model.form()?;
    let Editor::Options { options, .. } = &form.editor else { return None };
    let sentences = context.sentences(model.today);
    Some(options.iter().map(|option| form.option_label(session, &sentences, option)).collect())
}

/// What was typed in a choice and is the beginning of none of its options.
pub(super) fn unplaced(model: &Model, context: &Context) -> Option<String> {
    let labels = labels(model, context)?;
    let Editor::Options { typed, .. } = &model.form()?.0.editor else { return None };
    let wanted = plain(typed.trim());
    let is_repeated = wanted.chars().next().is_some_and(|first| wanted.chars().all(|letter| letter == first));
    let is_placed = |wanted: &str| labels.iter().any(|label| begins(label, wanted));
    let first: String = wanted.chars().take(1).collect();
    let is_known = wanted.is_empty() || is_placed(&wanted) || is_repeated && is_placed(&first);
    (!is_known).then(|| typed.trim().to_owned())
}

/// Takes or leaves the option that is marked, or marks another.
pub(super) fn choose_option(model: &mut Model, context: &Context, action: Action) -> Effects {
    if action == Action::Toggle && unplaced(model, context).is_some() {
        // A sentence that is being typed here by mistake is kept whole.
        type_letters(model, context, " ");
        return Effects::new();
    }
    let Some(form) = form_mut(model) else { return Effects::new() };
    let shape = form.focused().shape.clone();
    let Editor::Options { options, marked, chosen, many, typed } = &mut form.editor else { return Effects::new() };
    let count = options.len();
    if count == 0 {
        return Effects::new();
    }
    typed.clear();
    if action != Action::Toggle {
        let by = if action == Action::NextOption { 1 } else { count - 1 };
        *marked = Some(marked.map_or(if by == 1 { 0 } else { count - 1 }, |at| (at + by) % count));
        return Effects::new();
    }
    let at = *marked.get_or_insert(0);
    let option = options[at].clone();
    let is_taken = chosen.contains(&option);
    match (is_taken, *many) {
        (false, true) => chosen.push(option),
        (true, true) => chosen.retain(|other| *other != option),
        (false, false) => *chosen = vec![option],
        // Where nothing is entered this word holds already.
        (true, false) if is_open(&shape, &option) => {}
        (true, false) => {
            chosen.clear();
            if let Some(label) = labels(model, context).and_then(|labels| labels.get(at).cloned()) {
                tell(model, context.words.typing.choice_cleared(&label));
            }
        }
    }
    Effects::new()
}

/// Takes the option that is marked, as going on with Enter does.
pub(super) fn take_marked(form: &mut Form) {
    if let Editor::Options { options, marked: Some(at), chosen, many: false, .. } = &mut form.editor
        && let Some(option) = options.get(*at)
    {
        *chosen = vec![option.clone()];
    }
}

/// Takes the option that letters led to, whichever way the field is left: what was typed is never swallowed.
pub(super) fn take_typed(model: &mut Model, context: &Context) {
    let is_placed = unplaced(model, context).is_none();
    if let Some(form) = form_mut(model).filter(|_| is_placed)
        && let Editor::Options { options, marked: Some(at), chosen, many, typed } = &mut form.editor
        && !typed.trim().is_empty()
        && let Some(option) = options.get(*at).filter(|option| !chosen.contains(*option))
    {
        typed.clear();
        if !*many {
            chosen.clear();
        }
        chosen.push(option.clone());
    }
}

/// Whether a word says of a field that nothing was entered in it.
fn is_open(shape: &Shape, word: &str) -> bool {
    matches!(shape, Shape::Value(Kind::Choice(choices)) if choices.name == AnswerState::KIND_REF.name && word == AnswerState::Open.word())
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
        (Kind::Choice(_), Some(word)) if is_open(&field.shape, word) => Value::Empty,
        (Kind::Choice(choices), Some(word)) => {
            choices.options.iter().find(|option| **option == *word).map_or(Value::Empty, |option| Value::Choice(option))
        }
        (_, Some(_)) if many => Value::set(chosen.to_vec()),
        (_, Some(word)) => Value::text(word.as_str()),
    }
}

//! Typing in a form. What is typed goes into the session when the focus leaves the field, and into the journal with
//! every key before that; what is not understood as a date or number is kept as it was typed, and explained.

use crate::domain::begin::is_begun;
use crate::domain::edit::Edit;
use crate::domain::id::Id;
use crate::domain::limits::Limit;
use crate::domain::record::Meaning;
use crate::domain::records::meeting::AnswerState;
use crate::domain::session::{Count, Section};
use crate::domain::value::{Kind, Value};
use crate::guide::Content;
use crate::tui::keymap::{Action as A, Chord, Key, Scope as S};
use crate::tui::model::field::TextField;
use crate::tui::model::form::{Doubt, Editor, Form, FormField, Purpose, Shape, Subject, Target, looked_at};
use crate::tui::model::layout::{form_columns, text_columns};
use crate::tui::model::offered::{can_be_new, first_marked, pick_matches};
use crate::tui::model::{Context, Desk, Model, Overlay, Screen};

use super::binding::{Binding, bind, key, letter};
use super::carried::{self, answer_form};
use super::effect::{Effect, Effects, make, take_back, tell, untell_fresh, warn};
use super::focus::{focus, form_mut};
use super::grid;
use super::leaving::{asks_first, leave_field};
use super::operations::{counted_on, fill_in, insert, item_form, travel_below, travel_in_new};
use super::options::{choose_option, take_marked, type_letters, type_option, unplaced};

/// The columns in which the value of a field is typed.
fn value_columns(model: &Model, context: &Context) -> usize {
    text_columns(form_columns(model.form_columns(context)).1)
}

pub(super) fn typed(model: &mut Model, context: &Context, chord: Chord) -> Effects {
    let width = value_columns(model, context);
    let Some(form) = form_mut(model) else { return Effects::new() };
    if form.is_at_end {
        return nothing_to_type_in(model, context);
    }
    form.doubt = Doubt::Unasked;
    let is_count = form.focused().shape == Shape::Value(Kind::Whole);
    if let Editor::Text { field, .. } = &mut form.editor
        && let Some(number) = counted_on(field.text(), chord, context).filter(|_| is_count)
    {
        *field = TextField::marked(number);
        return Effects::new();
    }
    match &mut form.editor {
        Editor::Text { field, lines } => match field.press(chord, *lines, width) {
            Ok(_) => Effects::new(),
            Err(limit) => refuse(model, limit),
        },
        Editor::Options { .. } => {
            type_option(model, context, chord);
            Effects::new()
        }
        Editor::Pick { .. } => {
            type_pick(model, context, chord);
            Effects::new()
        }
    }
}

pub(super) fn paste(model: &mut Model, context: &Context, text: &str) -> Effects {
    let Some(form) = form_mut(model) else { return Effects::new() };
    if form.is_at_end {
        return nothing_to_type_in(model, context);
    }
    let taken = match &mut form.editor {
        Editor::Text { field, lines } => field.insert(text, *lines),
        Editor::Pick { query, .. } => query.insert(text, false),
        Editor::Options { .. } => {
            // As a line is typed: tidy, and no longer than a line can be.
            let mut line = TextField::new("");
            if let Err(limit) = line.insert(text, false) {
                return refuse(model, limit);
            }
            type_letters(model, context, line.text().trim());
            return Effects::new();
        }
    };
    mark_first(model);
    match taken {
        Ok(()) => Effects::new(),
        Err(limit) => refuse(model, limit),
    }
}

/// Marks what fits the name that was typed best.
fn mark_first(model: &mut Model) {
    let first = match model.form() {
        Some((Form { editor: Editor::Pick { section, query, chosen, .. }, .. }, session)) => {
            (!query.text().is_empty()).then(|| first_marked(session, *section, query.text(), chosen))
        }
        _ => return,
    };
    if let Some(Form { editor: Editor::Pick { marked, .. }, .. }) = form_mut(model) {
        *marked = first;
    }
}

/// Behind the last field there is nothing to type in; a letter is no command there either.
fn nothing_to_type_in(model: &mut Model, context: &Context) -> Effects {
    warn(model, context.words.typing.no_field_here.clone());
    Effects::new()
}

/// Nothing is taken in, and that is told.
fn refuse(model: &mut Model, limit: Limit) -> Effects {
    model.refused = Some(limit);
    Effects::new()
}

fn type_pick(model: &mut Model, context: &Context, chord: Chord) {
    let width = value_columns(model, context);
    let count = offered(model).len();
    let Some(form) = form_mut(model) else { return };
    let Editor::Pick { query, chosen, marked, many, .. } = &mut form.editor else { return };
    if query.text().is_empty() {
        match chord.key {
            Key::Backspace | Key::Delete => {
                chosen.pop();
                return;
            }
            Key::Left | Key::Right => {
                *marked = next_marked(*marked, count, chord.key == Key::Right);
                return;
            }
            _ => {}
        }
    }
    let before = query.text().to_owned();
    match query.press(chord, false, width) {
        Ok(true) => {
            if !*many && !query.text().is_empty() {
                chosen.clear();
            }
            if query.text() != before {
                form.doubt = Doubt::Unasked;
                mark_first(model);
            }
        }
        Ok(false) => {}
        Err(limit) => model.refused = Some(limit),
    }
}

/// The keys of a form.
pub(super) const BINDINGS: &[Binding] = &[
    bind(S::Options, A::Toggle, &[letter(' ')], |model, context, _| choose_option(model, context, A::Toggle)).footer(1),
    bind(S::Options, A::NextOption, &[key(Key::Right)], |model, context, _| {
        choose_option(model, context, A::NextOption)
    })
    .footer(2)
    .when(has_options),
    bind(S::Options, A::PreviousOption, &[key(Key::Left)], |model, context, _| {
        choose_option(model, context, A::PreviousOption)
    })
    .when(has_options),
    bind(S::Lines, A::NewLine, &[key(Key::Enter)], |model, _, _| typed_line(model)).footer(1),
    bind(S::FormEnd, A::Finish, &[key(Key::Enter), key(Key::Esc)], |model, context, _| close_form(model, context))
        .footer(8),
    bind(S::Form, A::NextField, &[key(Key::Enter), key(Key::Tab), key(Key::Down)], |model, context, chord| {
        go(model, context, A::NextField, chord)
    })
    .footer(3)
    .when(|model, _| model.form().is_some_and(|(form, _)| !form.is_at_end)),
    bind(S::Form, A::PreviousField, &[key(Key::BackTab), key(Key::Up)], |model, context, chord| {
        go(model, context, A::PreviousField, chord)
    }),
    bind(S::Form, A::Another, &[Chord::control('n')], |model, context, _| another(model, context))
        .footer(5)
        .when(|model, _| can_add_another(model)),
    bind(S::Form, A::Undo, &[Chord::control('z')], |model, context, _| travel(model, context, A::Undo)),
    bind(S::Form, A::Redo, &[Chord::control('y')], |model, context, _| travel(model, context, A::Redo)),
    bind(S::Form, A::Finish, &[key(Key::Esc)], |model, context, _| close_form(model, context)).footer(8),
];

fn has_options(model: &Model, _: &Context) -> bool {
    let editor = model.form().map(|(form, _)| &form.editor);
    editor.is_some_and(|editor| matches!(editor, Editor::Options { options, .. } if options.len() > 1))
}

/// Whether the form is one of the open session.
fn is_of_desk(model: &Model) -> bool {
    model.overlays.last().is_some_and(|top| top.form().is_some() && top.new_session().is_none())
}

/// Whether there can be one more of what the form is about.
fn can_add_another(model: &Model) -> bool {
    let Some((form, _)) = model.form().filter(|_| is_of_desk(model)) else { return false };
    let is_one_of_many = matches!(form.subject, Subject::Item(section, _) if section.count() != Count::One);
    is_one_of_many && matches!(form.purpose, Purpose::Fill | Purpose::Add | Purpose::AddOneMore)
}

/// Undoes or redoes below the form, in which what was typed counts first.
fn travel(model: &mut Model, context: &Context, action: A) -> Effects {
    let mut effects = leave_field(model, context);
    if action == A::Undo && is_new_and_untouched(model) {
        // There is nothing in it to be undone: it goes as if it had never been there.
        effects.extend(finish(model, context));
        return effects;
    }
    let focus_at = model.form().map_or(0, |(form, _)| form.focus);
    let (travelled, about) = match model.overlays.last().and_then(Overlay::new_session) {
        Some(_) => travel_in_new(model, context, action),
        None => (travel_below(model, context, action), None),
    };
    effects.extend(travelled);
    if let (true, Some(desk)) = (is_new_and_untouched(model), model.desk_mut()) {
        untell_fresh(desk, &mut effects);
    }
    // Of a session that is not there yet all that can be undone stands in its form.
    let changed = about.and_then(|place| {
        let is_it = |field: &FormField| field.target == Target::Field(place.clone());
        model.form()?.0.fields.iter().position(is_it)
    });
    refocus(model, context, changed.unwrap_or(focus_at));
    effects
}

/// Closes the form and opens one like it for one more.
fn another(model: &mut Model, context: &Context) -> Effects {
    let Some((form, _)) = model.form() else { return Effects::new() };
    let Subject::Item(section, item) = form.subject.clone() else { return Effects::new() };
    let number = |target: &Target| if let Target::Field(place) = target { Some(place.field) } else { None };
    let fields: Vec<usize> = form.fields.iter().filter_map(|field| number(&field.target)).collect();
    let before = model.desk().and_then(|desk| {
        let table = desk.session.table(section);
        table.before(table.position(&item)?)
    });
    let mut effects = finish(model, context);
    if model.refused.is_some() {
        return effects;
    }
    // One in which nothing was typed is gone: then the next stands where it stood.
    let is_there = model.desk().is_some_and(|desk| desk.session.find(section, &item).is_some());
    let after = if is_there { Some(item) } else { before };
    effects.extend(insert(model, context, section, after, &fields));
    effects
}

fn typed_line(model: &mut Model) -> Effects {
    let Some(form) = form_mut(model) else { return Effects::new() };
    if let Editor::Text { field, lines: true } = &mut form.editor
        && let Err(limit) = field.insert("\n", true)
    {
        return refuse(model, limit);
    }
    Effects::new()
}

/// To the next or previous field, unless the key first has a way to go inside this one.
fn go(model: &mut Model, context: &Context, action: A, chord: Chord) -> Effects {
    let is_enter = chord.key == Key::Enter;
    if goes_inside(model, context, chord) {
        return Effects::new();
    }
    let is_named = is_enter && take_name(model);
    // What no option begins with is kept elsewhere; a letter of it on the way marked one that nobody meant.
    let is_meant = unplaced(model, context).is_none();
    let Some(form) = form_mut(model) else { return Effects::new() };
    if is_enter && is_meant {
        take_marked(form);
    }
    let (focus_at, last, was_at_end) = (form.focus, form.fields.len() - 1, form.is_at_end);
    let has_words = match &form.editor {
        Editor::Text { field: words, .. } | Editor::Pick { query: words, .. } => !words.text().trim().is_empty(),
        Editor::Options { .. } => false,
    };
    let is_list =
        matches!(form.focused().target, Target::MissedPerson) || matches!(form.editor, Editor::Pick { many: true, .. });
    if asks_first(model, context, is_enter) {
        return Effects::new();
    }
    // One more of a list: taken, and the next can be typed.
    let stays = is_enter && is_list && (has_words || is_named);
    if action == A::NextField && is_enter && !stays && is_done_with_new_ones(model) {
        return finish(model, context);
    }
    if action == A::NextField && focus_at == last && !stays {
        // A text of several lines takes Enter for itself.
        return match chord.key {
            Key::Enter => end(model, context),
            Key::Tab if matches!(model.form(), Some((Form { editor: Editor::Text { lines: true, .. }, .. }, _))) => {
                end(model, context)
            }
            _ if last == 0 => refocused(model, context, 0),
            _ => {
                let effects = leave_field(model, context);
                stay_at_end(model, effects)
            }
        };
    }
    let to = match action {
        A::NextField if stays => focus_at,
        A::NextField => focus_at + 1,
        _ if was_at_end => last,
        _ => focus_at.checked_sub(1).unwrap_or(last),
    };
    refocused(model, context, to)
}

/// Leaves the field for another, or for that of the reason where the item is let go without one.
fn refocused(model: &mut Model, context: &Context, to: usize) -> Effects {
    let effects = leave_field(model, context);
    let reason = why_dropped(model).inspect(|_| warn(model, context.words.typing.why_dropped.clone()));
    refocus(model, context, reason.unwrap_or(to));
    effects
}

/// The field of the reason, if the one that has the focus says now that the item is let go and no reason stands there.
fn why_dropped(model: &Model) -> Option<usize> {
    let (form, session) = model.form()?;
    let Target::Field(place) = &form.focused().target else { return None };
    let kind = place.section.kind();
    let (field, choices) = kind.state().filter(|(field, _)| *field == place.field)?;
    let record = session.find(place.section, &place.item)?;
    let Value::Choice(word) = record.value(field) else { return None };
    let reason = kind.field_that_means(Meaning::Reason).filter(|reason| record.value(*reason).is_empty())?;
    let is_reason = |field: &FormField| matches!(&field.target, Target::Field(place) if place.field == reason);
    let is_let_go = choices.state_of(word) == AnswerState::NotApplicable;
    form.fields.iter().position(is_reason).filter(|_| is_let_go)
}

/// Whether a key has a way to go inside the field: to another row of a text, or to another name that fits.
fn goes_inside(model: &mut Model, context: &Context, chord: Chord) -> bool {
    let width = value_columns(model, context);
    let count = offered(model).len() + usize::from(offers_new(model));
    let Some(form) = form_mut(model).filter(|form| !form.is_at_end) else { return false };
    match &mut form.editor {
        _ if !matches!(chord.key, Key::Up | Key::Down) => false,
        Editor::Text { field, lines: true } => field.press(chord, true, width) == Ok(true),
        Editor::Pick { marked, .. } if marked.is_some() && count > 1 => {
            *marked = next_marked(*marked, count, chord.key == Key::Down);
            form.doubt = Doubt::Unasked;
            true
        }
        _ => false,
    }
}

fn next_marked(marked: Option<usize>, count: usize, is_forward: bool) -> Option<usize> {
    let by = if is_forward { 1 } else { count.saturating_sub(1) };
    let first = if is_forward { 0 } else { count.saturating_sub(1) };
    (count > 0).then(|| marked.map_or(first, |at| (at + by) % count))
}

/// Takes the name that was marked without a letter being typed.
fn take_name(model: &mut Model) -> bool {
    let names = offered(model);
    let Some(form) = form_mut(model) else { return false };
    let Editor::Pick { chosen, many, query, marked, .. } = &mut form.editor else { return false };
    if !query.text().is_empty() {
        return false;
    }
    let Some(id) = marked.take().and_then(|at| names.into_iter().nth(at)) else { return false };
    if !*many {
        chosen.clear();
    }
    chosen.push(id);
    true
}

/// The items that a field offers by name.
fn offered(model: &Model) -> Vec<Id> {
    match model.form() {
        Some((Form { editor: Editor::Pick { section, query, chosen, .. }, .. }, session)) => {
            pick_matches(session, *section, query.text(), chosen).into_iter().map(|(id, _)| id).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a field offers to add what was typed as something new.
fn offers_new(model: &Model) -> bool {
    matches!(model.form(), Some((Form { editor: Editor::Pick { section, query, .. }, .. }, session))
        if can_be_new(session, *section, query.text()))
}

/// Whether a new row that came by itself is left without a word in it: then there are no more.
fn is_done_with_new_ones(model: &Model) -> bool {
    let Some((form, _)) = model.form() else { return false };
    let is_empty = match &form.editor {
        Editor::Text { field: words, .. } | Editor::Pick { query: words, .. } => words.text().trim().is_empty(),
        Editor::Options { .. } => false,
    };
    form.purpose == Purpose::AddOneMore && form.focus == 0 && is_empty && is_untouched(model, form)
}

/// Behind the last field comes the next row. Where there is none the form stays, so that what is typed on is no command.
fn end(model: &mut Model, context: &Context) -> Effects {
    let Some((form, _)) = model.form() else { return Effects::new() };
    let is_one = form.fields.len() == 1;
    match form.purpose {
        Purpose::Add | Purpose::AddOneMore if is_in_front(model, context) && can_add_another(model) => {
            let effects = another(model, context);
            if let Some(form) = form_mut(model).filter(|form| form.purpose == Purpose::Add) {
                form.purpose = Purpose::AddOneMore;
            }
            effects
        }
        Purpose::Fill if is_of_desk(model) && is_in_front(model, context) => {
            let effects = leave_field(model, context);
            if model.refused.is_some() {
                return effects;
            }
            match next_form(model, context) {
                Some(next) => {
                    let mut effects = effects;
                    effects.extend(finish(model, context));
                    let row = model.cursor(context).map_or(0, |cursor| cursor.at + 1);
                    model.select(row);
                    effects.extend(fill_in(model, next));
                    effects
                }
                None => stay_at_end(model, effects),
            }
        }
        Purpose::Fill if !is_one => {
            let effects = leave_field(model, context);
            stay_at_end(model, effects)
        }
        _ => finish(model, context),
    }
}

/// The last field was left, and the form is still there.
fn stay_at_end(model: &mut Model, effects: Effects) -> Effects {
    if let (None, Some(form)) = (model.refused, form_mut(model)) {
        form.is_at_end = true;
    }
    effects
}

/// Whether the form is about a row of the panel that is in front.
fn is_in_front(model: &Model, context: &Context) -> bool {
    let (Some((form, _)), Some(desk), true) = (model.form(), model.desk(), model.overlays.len() == 1) else {
        return false;
    };
    match &form.subject {
        Subject::Item(section, _) => desk.section(&context.guide) == Some(*section),
        Subject::Answer(answer) => desk.asked(&context.guide).is_some_and(|(_, asked)| asked.answer_id() == *answer),
        Subject::Gathered(place) => desk.cell(&context.guide).as_ref() == Some(place),
    }
}

/// The form of the row behind the one that the form is about, at the field that a row opens at.
fn next_form(model: &Model, context: &Context) -> Option<Form> {
    let ((form, _), desk) = (model.form()?, model.desk()?);
    let guide = &context.guide;
    let cursor = desk.selected(guide);
    match &form.subject {
        Subject::Item(section, item) => {
            let table = desk.session.table(*section);
            let next = table.get(table.position(item)? + 1)?.id().clone();
            Some(item_form(desk, context, *section, &next))
        }
        Subject::Answer(_) => {
            let Content::Answers(list) = desk.panel(guide).view.content() else { return None };
            let list = guide.structure.list(list)?;
            let next = list.asked(&desk.session).get(cursor + 1)?.answer_id();
            answer_form(desk, context, &Id::new(next))
        }
        Subject::Gathered(_) => {
            let laid = desk.laid(guide)?;
            let place = laid.place(cursor + 1, desk.column(laid.columns.len()))?;
            let mut form = Form::of_cell(&desk.session, place);
            focus(&mut form, 0, &desk.session, context);
            Some(form)
        }
    }
}

fn refocus(model: &mut Model, context: &Context, field: usize) {
    if model.refused.is_some() {
        return;
    }
    let Some(top) = model.overlays.pop() else { return };
    let top = match (top, &model.screen) {
        (Overlay::Form(mut form), Screen::Session(desk)) => {
            if form.record(&desk.session).is_none() && matches!(form.subject, Subject::Item(..)) {
                return;
            }
            if let Subject::Answer(answer) = &form.subject
                && form.purpose != Purpose::Several
                && let Some((list, question)) = context.guide.structure.question(answer)
            {
                // A group or a person who was missed may have come onto a list that the form shows.
                form.fields = Form::of_answer(&desk.session, list, question, answer).fields;
            }
            focus(&mut form, field, &desk.session, context);
            Overlay::Form(form)
        }
        (Overlay::NewSession { session, mut form, history }, _) => {
            focus(&mut form, field, &session, context);
            Overlay::NewSession { session, form, history }
        }
        (top, _) => top,
    };
    model.overlays.push(top);
}

/// Closes the form on top, unless a name in it is to be asked about first.
fn close_form(model: &mut Model, context: &Context) -> Effects {
    if asks_first(model, context, false) { Effects::new() } else { finish(model, context) }
}

/// Closes the form on top; a new item in which nothing was filled in goes as if it had never been there.
fn finish(model: &mut Model, context: &Context) -> Effects {
    let waited = carried::waits(model, context);
    let mut effects = leave_field(model, context);
    if model.refused.is_some() {
        return effects;
    }
    match model.overlays.pop() {
        Some(Overlay::NewSession { session, .. }) => {
            let is_made = is_begun(&session);
            effects.push(if is_made { Effect::Create(session) } else { Effect::Abandon });
            if !is_made {
                tell(model, context.words.files.abandoned.clone());
            }
        }
        Some(Overlay::Form(Form { subject: Subject::Answer(answer), purpose, .. })) if purpose != Purpose::Several => {
            let looked_at = model.desk().and_then(|desk| looked_at(&desk.session, &answer));
            effects.extend(make(model, looked_at.into_iter().collect()));
        }
        Some(Overlay::Form(form)) if form.purpose == Purpose::Drop => {
            let is_reasoned = |desk: &Desk| !form.value(form.focus, &desk.session).is_empty();
            if !model.desk().is_some_and(is_reasoned) {
                warn(model, context.words.typing.not_dropped.clone());
            }
        }
        Some(Overlay::Form(form)) if matches!(form.purpose, Purpose::Add | Purpose::AddOneMore | Purpose::Choose) => {
            let taken_back = take_back_if_untouched(model, &form);
            let text = match form.subject {
                Subject::Item(Section::Parked, _) => &context.words.screen.parked,
                Subject::Item(Section::Decisions, _) => &context.words.screen.decided,
                _ => "",
            };
            if taken_back.is_empty() && !text.is_empty() && model.notice.is_none() {
                tell(model, text.to_owned());
            }
            effects.extend(taken_back);
        }
        _ => {}
    }
    if waited && !carried::waits(model, context) {
        carried::go_on(model, context);
    }
    effects
}

/// Whether the item that a form was opened for is as it was added.
fn is_untouched(model: &Model, form: &Form) -> bool {
    let (Subject::Item(section, id), Some(desk)) = (&form.subject, model.desk()) else { return false };
    desk.history.changes().last().is_some_and(|change| {
        matches!(change.edits.as_slice(), [.., Edit::Insert { section: added, item, .. }] if added == section && item.id == *id)
    })
}

/// Whether the form on top is one of a new item that is as it was added.
fn is_new_and_untouched(model: &Model) -> bool {
    let form = model.overlays.last().and_then(Overlay::form);
    form.is_some_and(|form| matches!(form.purpose, Purpose::Add | Purpose::AddOneMore) && is_untouched(model, form))
}

/// A form that was put back in front is one of a new item if nothing but that was put back: left empty, it goes again.
pub(super) fn be_of_new_item(model: &mut Model) {
    if model.overlays.last().and_then(Overlay::form).is_some_and(|form| is_untouched(model, form))
        && let Some(form) = form_mut(model)
    {
        form.purpose = Purpose::Add;
    }
}

fn take_back_if_untouched(model: &mut Model, form: &Form) -> Effects {
    if !is_untouched(model, form) {
        return Effects::new();
    }
    model.desk_mut().map(take_back).unwrap_or_default()
}

/// Closes all forms, with what was typed in them.
pub(super) fn finish_all(model: &mut Model, context: &Context) -> Effects {
    let mut effects = grid::finish(model, context);
    while model.refused.is_none() && model.form().is_some() {
        effects.extend(finish(model, context));
    }
    effects
}

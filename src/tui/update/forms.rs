//! Typing in a form. What is typed goes into the session when the focus leaves the field, and into the journal with
//! every key before that; what is not understood as a date or number is kept as it was typed, and explained.

use crate::domain::begin::is_begun;
use crate::domain::carried::{Decided, carrying};
use crate::domain::conflict::waiting;
use crate::domain::edit::Edit;
use crate::domain::id::{Id, IdSource};
use crate::domain::limits::Limit;
use crate::domain::records::meeting::{Attendance, Person};
use crate::domain::session::{Count, Section, Session};
use crate::domain::value::{ChoiceSet, Kind, Value};
use crate::i18n::numbers::parse_whole;
use crate::tui::keymap::{Action as A, Chord, Key, Scope as S};
use crate::tui::model::field::TextField;
use crate::tui::model::form::{
    Editor, Form, Purpose, Shape, Subject, Target, answer_edits, is_missed, looked_at, pick_matches,
};
use crate::tui::model::{Context, Model, Overlay, Screen};

use super::binding::{Binding, bind, key, letter};
use super::carried;
use super::effect::{Effect, Effects, changed, make, tell, warn};
use super::focus::{focus, form_mut};
use super::operations::{counted, insert, park_text, travel_below};
use super::options::{choose_option, chosen_value, type_option};
use super::pick::new_by_name;
use super::understand::{not_understood, typed_form, understood};

/// What the focus leaves behind in a field.
struct Left {
    edits: Vec<Edit>,
    explained: Option<String>,
}

pub(super) fn typed(model: &mut Model, context: &Context, chord: Chord) -> Effects {
    let width = usize::from(model.size.value_columns());
    let Some(form) = form_mut(model) else { return Effects::new() };
    if let (Some(number), Editor::Text { field, .. }) = (counted_on(form, context, chord), &mut form.editor) {
        *field = TextField::marked(number);
        return draft(form);
    }
    match &mut form.editor {
        Editor::Text { field, lines } => match field.press(chord, *lines, width) {
            Ok(true) => draft(form),
            Ok(false) => Effects::new(),
            Err(limit) => refuse(model, limit),
        },
        Editor::Options { .. } => {
            type_option(model, context, chord);
            Effects::new()
        }
        Editor::Pick { .. } => {
            type_pick(model, chord);
            Effects::new()
        }
    }
}

/// The number that `+` and `-` make of the one that stands in a field, as long as nothing is being typed there.
fn counted_on(form: &Form, context: &Context, chord: Chord) -> Option<String> {
    let (Editor::Text { field, .. }, Shape::Value(Kind::Whole)) = (&form.editor, &form.focused().shape) else {
        return None;
    };
    let is_more = chord.letter().filter(|sign| matches!(sign, '+' | '-'))? == '+';
    let number = if field.is_marked() { parse_whole(field.text(), &context.words)? } else { 0 };
    let is_untouched = field.is_marked() || field.text().is_empty();
    is_untouched.then(|| typed_form(&Value::Whole(counted(number, is_more)), context))?
}

pub(super) fn paste(model: &mut Model, _context: &Context, text: &str) -> Effects {
    let Some(form) = form_mut(model) else { return Effects::new() };
    let taken = match &mut form.editor {
        Editor::Text { field, lines } => field.insert(text, *lines),
        Editor::Pick { query, .. } => query.insert(text, false),
        Editor::Options { .. } => return Effects::new(),
    };
    match taken {
        Ok(()) => draft(form),
        Err(limit) => refuse(model, limit),
    }
}

/// Nothing is taken in, and that is told.
fn refuse(model: &mut Model, limit: Limit) -> Effects {
    model.refused = Some(limit);
    Effects::new()
}

fn draft(form: &Form) -> Effects {
    match &form.editor {
        Editor::Text { field, .. } | Editor::Pick { query: field, .. } => {
            vec![Effect::Draft { place: form.place_name(), text: field.text().to_owned() }]
        }
        Editor::Options { .. } => Effects::new(),
    }
}

fn type_pick(model: &mut Model, chord: Chord) {
    let width = usize::from(model.size.value_columns());
    let Some(form) = form_mut(model) else { return };
    let Editor::Pick { query, chosen, highlight, many, .. } = &mut form.editor else { return };
    if query.text().is_empty() && matches!(chord.key, Key::Backspace | Key::Delete) {
        chosen.pop();
        return;
    }
    match query.press(chord, false, width) {
        Ok(true) => {
            *highlight = 0;
            if !*many && !query.text().is_empty() {
                chosen.clear();
            }
        }
        Ok(false) => {}
        Err(limit) => model.refused = Some(limit),
    }
}

/// The keys of a form.
pub(super) const BINDINGS: &[Binding] = &[
    bind(S::Options, A::Toggle, &[letter(' ')], |model, _, _| choose_option(model, A::Toggle)).footer(1),
    bind(S::Options, A::NextOption, &[key(Key::Right)], |model, _, _| choose_option(model, A::NextOption))
        .footer(2)
        .when(has_options),
    bind(S::Options, A::PreviousOption, &[key(Key::Left)], |model, _, _| choose_option(model, A::PreviousOption))
        .when(has_options),
    bind(S::Lines, A::NewLine, &[key(Key::Enter)], |model, _, _| typed_line(model)).footer(1),
    bind(S::Form, A::NextField, &[key(Key::Enter), key(Key::Tab), key(Key::Down)], |model, context, chord| {
        go(model, context, A::NextField, chord)
    })
    .footer(3),
    bind(S::Form, A::PreviousField, &[key(Key::BackTab), key(Key::Up)], |model, context, chord| {
        go(model, context, A::PreviousField, chord)
    }),
    bind(S::Form, A::Another, &[Chord::control('n')], |model, context, _| another(model, context))
        .footer(5)
        .when(|model, _| can_add_another(model)),
    bind(S::Form, A::Undo, &[Chord::control('z')], |model, context, _| travel(model, context, A::Undo))
        .when(|model, _| is_of_desk(model)),
    bind(S::Form, A::Redo, &[Chord::control('y')], |model, context, _| travel(model, context, A::Redo))
        .when(|model, _| is_of_desk(model)),
    bind(S::Form, A::Finish, &[key(Key::Esc)], |model, context, _| finish(model, context)).footer(8),
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
    is_one_of_many && matches!(form.purpose, Purpose::Fill | Purpose::Add)
}

/// Undoes or redoes below the form, in which what was typed counts first.
fn travel(model: &mut Model, context: &Context, action: A) -> Effects {
    let mut effects = leave_field(model, context);
    let focus_at = model.form().map_or(0, |(form, _)| form.focus);
    effects.extend(travel_below(model, context, action));
    refocus(model, context, focus_at);
    effects
}

/// Closes the form and opens one like it for one more.
fn another(model: &mut Model, context: &Context) -> Effects {
    let Some((form, _)) = model.form() else { return Effects::new() };
    let Subject::Item(section, item) = form.subject.clone() else { return Effects::new() };
    let number = |target: &Target| if let Target::Field(place) = target { Some(place.field) } else { None };
    let fields: Vec<usize> = form.fields.iter().filter_map(|field| number(&field.target)).collect();
    let mut effects = finish(model, context);
    if model.refused.is_some() {
        return effects;
    }
    let after = model.desk().and_then(|desk| desk.session.find(section, &item)).map(|record| record.id().clone());
    effects.extend(insert(model, context, section, after, &fields));
    effects
}

fn typed_line(model: &mut Model) -> Effects {
    let Some(form) = form_mut(model) else { return Effects::new() };
    match &mut form.editor {
        Editor::Text { field, lines: true } => match field.insert("\n", true) {
            Ok(()) => draft(form),
            Err(limit) => refuse(model, limit),
        },
        _ => draft(form),
    }
}

/// To the next or previous field, unless the key first has a way to go inside this one.
fn go(model: &mut Model, context: &Context, action: A, chord: Chord) -> Effects {
    let width = usize::from(model.size.value_columns());
    let matches = pick_count(model);
    let Some(form) = form_mut(model) else { return Effects::new() };
    let goes_inside = match &mut form.editor {
        Editor::Text { field, lines: true } if matches!(chord.key, Key::Up | Key::Down) => {
            field.press(chord, true, width) == Ok(true)
        }
        _ => false,
    };
    if goes_inside {
        return Effects::new();
    }
    match (&mut form.editor, chord.key) {
        (Editor::Pick { query, highlight, .. }, Key::Up | Key::Down) if !query.text().is_empty() && matches > 1 => {
            let step = if chord.key == Key::Up { matches - 1 } else { 1 };
            *highlight = (*highlight + step) % matches;
            return Effects::new();
        }
        (Editor::Pick { query, many: true, .. }, Key::Enter) if !query.text().trim().is_empty() => {
            // One more of a list: taken, and the next can be typed.
            let focus_at = form.focus;
            let effects = leave_field(model, context);
            refocus(model, context, focus_at);
            return effects;
        }
        _ => {}
    }
    let (focus_at, last) = (form.focus, form.fields.len() - 1);
    let is_text = matches!(form.focused().target, Target::MissedPerson)
        && matches!(&form.editor, Editor::Text { field, .. } if !field.text().trim().is_empty());
    match action {
        // After a name that was missed comes the next one.
        A::NextField if is_text && chord.key == Key::Enter => {
            let effects = leave_field(model, context);
            refocus(model, context, focus_at);
            effects
        }
        A::NextField if focus_at == last && chord.key == Key::Enter => finish(model, context),
        A::NextField => {
            let effects = leave_field(model, context);
            refocus(model, context, if focus_at == last { 0 } else { focus_at + 1 });
            effects
        }
        _ => {
            let effects = leave_field(model, context);
            refocus(model, context, focus_at.checked_sub(1).unwrap_or(last));
            effects
        }
    }
}

fn pick_count(model: &Model) -> usize {
    match model.form() {
        Some((Form { editor: Editor::Pick { section, query, chosen, .. }, .. }, session)) => {
            pick_matches(session, *section, query.text(), chosen).len()
        }
        _ => 0,
    }
}

/// Puts what the focus leaves behind into the session.
fn leave_field(model: &mut Model, context: &Context) -> Effects {
    let today = model.today;
    let mut ids = model.ids.clone();
    let Some((form, session)) = model.form() else { return Effects::new() };
    let left = left_behind(form, session, context, today, &mut ids);
    let is_text = matches!(form.editor, Editor::Text { .. } | Editor::Pick { .. });
    model.ids = ids;
    let mut effects = Effects::new();
    if let Some(Overlay::NewSession { session, .. }) = model.overlays.last_mut() {
        let made = crate::domain::edit::apply_all(session, &left.edits);
        debug_assert!(made.is_ok(), "made for this session");
        effects.push(Effect::Journal(left.edits));
    } else if !left.edits.is_empty() {
        let typed = typed_text(model).filter(|_| is_gone(model));
        effects = make(model, left.edits);
        if model.refused.is_some() {
            // What was typed stays where it is.
            return effects;
        }
        if let Some(text) = typed {
            // Somebody else took the item away while this was typed.
            effects = park_text(model, &text);
            warn(model, context.words.screen.draft_parked.clone());
        }
    }
    if is_text {
        // After the edits: what was typed is in the one or in the other.
        effects.push(Effect::DraftClosed);
    }
    if let Some(text) = left.explained {
        warn(model, text);
    }
    effects
}

/// The text that is being typed, if any.
fn typed_text(model: &Model) -> Option<String> {
    match &model.form()?.0.editor {
        Editor::Text { field, .. } | Editor::Pick { query: field, .. } => {
            Some(field.text().to_owned()).filter(|text| !text.trim().is_empty())
        }
        Editor::Options { .. } => None,
    }
}

/// Whether the item that the form is about is no longer there.
fn is_gone(model: &Model) -> bool {
    model
        .form()
        .is_some_and(|(form, session)| matches!(form.subject, Subject::Item(..)) && form.record(session).is_none())
}

fn left_behind(
    form: &Form,
    session: &Session,
    context: &Context,
    today: jiff::civil::Date,
    ids: &mut IdSource,
) -> Left {
    let field = form.focused();
    let before = form.before.clone();
    let mut edits = Vec::new();
    let mut explained = None;
    let value = match &form.editor {
        Editor::Text { field: text, .. } => {
            let is_untouched = typed_form(&before, context).is_some_and(|shown| shown == text.text());
            if is_untouched && form.purpose != Purpose::Drop {
                return Left { edits, explained };
            }
            let kind = if let Shape::Value(kind) = field.shape { kind } else { Kind::Line };
            let value = understood(text.text(), kind, context, today);
            if matches!(value, Value::AsTyped(_)) {
                explained = Some(not_understood(text.text(), kind, context));
            }
            value
        }
        Editor::Options { chosen, many, .. } => chosen_value(form, chosen, *many),
        Editor::Pick { section, chosen, many, query, highlight } => {
            let mut chosen = chosen.clone();
            let words = query.text().trim();
            if !words.is_empty() {
                let matches = pick_matches(session, *section, words, &chosen);
                let exact = matches.iter().find(|(_, name)| name.to_lowercase() == words.to_lowercase());
                if let Some((id, _)) = exact.or_else(|| matches.get(*highlight)) {
                    chosen.push(id.clone());
                } else {
                    let (edit, id) = new_by_name(session, *section, words, ids);
                    edits.push(edit);
                    chosen.push(id);
                    let one = &context.words.record(section.kind()).one;
                    explained = Some(context.words.screen.added_by_name(words, one));
                }
            }
            match (many, chosen.pop()) {
                (true, last) => Value::set(chosen.into_iter().chain(last).map(|id| id.to_string()).collect()),
                (false, last) => last.map_or(Value::Empty, Value::Link),
            }
        }
    };
    if form.purpose == Purpose::Drop {
        edits.extend(dropping(form, session, value));
    } else if value != before {
        let meanwhile = form.value(form.focus, session);
        if let (Target::Field(place), true) = (&form.focused().target, meanwhile != before && meanwhile != value) {
            // Somebody else changed the same while this was typed: neither is lost, and a person chooses.
            edits.extend(waiting(session, place, &before, &meanwhile));
            explained = Some(context.words.screen.conflicts_wait.clone());
        }
        edits.extend(target_edits(form, session, context, value, ids));
    }
    Left { edits, explained }
}

/// The edits that let go of an item with this reason; without one it stays.
fn dropping(form: &Form, session: &Session, reason: Value) -> Vec<Edit> {
    let Target::Field(place) = &form.focused().target else { return Vec::new() };
    let carrying = carrying(place.section).filter(|_| !reason.is_empty());
    carrying.map_or_else(Vec::new, |it| it.decide(session, &place.item, Decided::Dropped, reason))
}

/// The edits that put a value where a field of the form belongs.
fn target_edits(form: &Form, session: &Session, context: &Context, value: Value, ids: &mut IdSource) -> Vec<Edit> {
    match (&form.focused().target, &form.subject) {
        (Target::Field(place), _) => vec![Edit::Set { place: place.clone(), value }],
        (Target::Answer(number), Subject::Answer(answer)) => {
            answer_edits(session, &context.guide, answer, *number, value)
        }
        (Target::Invitations, _) => {
            let missed = session.people.iter().filter(|person| is_missed(person.attendance));
            missed
                .filter_map(|person| {
                    let is_invited = value.members().iter().any(|id| id == person.id.as_str());
                    let attendance = if is_invited { Attendance::Invited } else { Attendance::Wanted };
                    (person.attendance != Some(attendance)).then(|| attendance_edit(&person.id, attendance))
                })
                .collect()
        }
        (Target::MissedPerson, _) => {
            let Value::Text(name) = value else { return Vec::new() };
            let (mut insert, _) = new_by_name(session, Section::People, &name, ids);
            if let Edit::Insert { item, .. } = &mut insert {
                item.values[Person::attendance] = Value::Choice(Attendance::Wanted.word());
            }
            vec![insert]
        }
        (Target::Answer(_), Subject::Item(..)) => Vec::new(),
    }
}

fn attendance_edit(person: &Id, attendance: Attendance) -> Edit {
    Edit::set(Section::People, person, Person::attendance, Value::Choice(attendance.word()))
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
                && let Some((list, question)) = context.guide.structure.question(answer)
            {
                // A group or somebody who was missed may have come onto a list that the form shows.
                form.fields = Form::of_answer(&desk.session, list, question, answer).fields;
            }
            focus(&mut form, field, &desk.session, context);
            Overlay::Form(form)
        }
        (Overlay::NewSession { session, mut form }, _) => {
            focus(&mut form, field, &session, context);
            Overlay::NewSession { session, form }
        }
        (top, _) => top,
    };
    model.overlays.push(top);
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
            effects.push(if is_begun(&session) { Effect::Create(session) } else { Effect::Abandon });
        }
        Some(Overlay::Form(Form { subject: Subject::Answer(answer), .. })) => {
            let looked_at = model.desk().and_then(|desk| looked_at(&desk.session, &answer));
            effects.extend(make(model, looked_at.into_iter().collect()));
        }
        Some(Overlay::Form(form)) if form.purpose == Purpose::Add => {
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

fn take_back_if_untouched(model: &mut Model, form: &Form) -> Effects {
    let Subject::Item(section, id) = &form.subject else { return Effects::new() };
    let Some(desk) = model.desk_mut() else { return Effects::new() };
    let is_untouched = desk.history.changes().last().is_some_and(|change| {
        matches!(change.edits.as_slice(), [Edit::Insert { section: added, item, .. }] if added == section && item.id == *id)
    });
    if !is_untouched {
        return Effects::new();
    }
    match desk.history.take_back(&mut desk.session) {
        Some(change) => changed(desk, change.inverse),
        None => Effects::new(),
    }
}

/// Closes all forms, with what was typed in them.
pub(super) fn finish_all(model: &mut Model, context: &Context) -> Effects {
    let mut effects = Effects::new();
    while model.refused.is_none() && model.form().is_some() {
        effects.extend(finish(model, context));
    }
    effects
}

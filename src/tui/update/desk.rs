//! An open session with nothing on top: moving about, and what a key does to the thing under the cursor.

use crate::domain::carried::{asked_fields, carrying};
use crate::domain::edit::{Edit, removal};
use crate::domain::question::{QuestionKind, state};
use crate::domain::record::Meaning;
use crate::domain::records::meeting::{Answer, AnswerState, Decision, Remark};
use crate::domain::session::Section;
use crate::domain::value::{ChoiceSet, Value};
use crate::tui::keymap::{Action as A, Chord, Key, Scope as S};
use crate::tui::model::form::{Editor, Form, answer_edits, note_taken};
use crate::tui::model::panel::OpenTarget;
use crate::tui::model::{Context, Model, Reading, Saving};

use super::binding::{Binding, bind, key, letter};
use super::carried::{answer_form, ask_why};
use super::chooser;
use super::draft::{draft, keep_draft};
use super::effect::{Effect, Effects, make, tell, warn};
use super::focus::{focus, form_mut};
use super::operations::{
    UNDO, can_redo, can_undo, counted, fill_in, go_to_place, insert, item_form, next_word, open_resolver, read,
    status_value, tell_note_taken, to_sessions, travel,
};
use super::steps::go_to_step;

/// So many of the sources that are missing are named.
const SOURCES_TOLD: usize = 3;

/// The keys of an open session and of its panels.
pub(super) const BINDINGS: &[Binding] = &[
    bind(S::Panel, A::Open, &[key(Key::Enter)], |model, context, _| open(model, context))
        .footer(1)
        .when(|model, context| model.desk().is_some_and(|desk| desk.can_open(&context.guide))),
    bind(S::Panel, A::New, &[letter('n')], |model, context, _| new(model, context))
        .footer(2)
        .when(|model, context| model.desk().is_some_and(|desk| desk.section(&context.guide).is_some())),
    bind(S::Panel, A::Mark, &[letter(' ')], |model, context, _| mark(model, context))
        .footer(3)
        .when(|model, context| model.desk().is_some_and(|desk| desk.marks(&context.guide))),
    bind(S::Panel, A::More, &[letter('+')], |model, context, _| count(model, context, true))
        .footer(3)
        .when(|model, context| counts(model, context, |value| !matches!(value, Value::AsTyped(_)))),
    bind(S::Panel, A::Fewer, &[letter('-')], |model, context, _| count(model, context, false))
        .footer(3)
        .when(|model, context| counts(model, context, |value| matches!(value, Value::Whole(1..)))),
    bind(S::Panel, A::Remove, &[letter('d'), key(Key::Delete)], |model, context, _| remove(model, context))
        .when(on_record),
    bind(S::Panel, A::MoveUp, &[Chord::alt(Key::Up)], |model, context, _| shift(model, context, A::MoveUp))
        .when(|model, context| on_record(model, context) && model.cursor(context).is_some_and(|row| row.at > 0)),
    bind(S::Panel, A::MoveDown, &[Chord::alt(Key::Down)], |model, context, _| shift(model, context, A::MoveDown))
        .when(|model, context| on_record(model, context) && model.cursor(context).is_some_and(|row| row.at < row.last)),
    bind(S::Panel, A::History, &[letter('h')], |model, context, _| history(model, context)).when(has_history),
    bind(S::Session, A::NextPart, &[key(Key::Right), letter('.')], |model, context, _| turn_part(model, context, 1))
        .footer(4)
        .when(has_parts),
    bind(S::Session, A::PreviousPart, &[key(Key::Left), letter(',')], |model, context, _| {
        turn_part(model, context, -1)
    })
    .when(has_parts),
    bind(S::Session, A::NextPanel, &[key(Key::Tab)], |model, context, _| turn(model, context, 1))
        .footer(4)
        .when(has_panels),
    bind(S::Session, A::PreviousPanel, &[key(Key::BackTab)], |model, context, _| turn(model, context, -1))
        .when(has_panels),
    bind(S::Session, A::Undo, UNDO, |model, context, _| travel(model, context, A::Undo)).footer(7).when(can_undo),
    bind(S::Session, A::Redo, &[letter('U'), Chord::control('y')], |model, context, _| travel(model, context, A::Redo))
        .when(can_redo),
    bind(S::Session, A::Park, &[letter('p')], |model, context, _| park(model, context)).footer(5),
    bind(S::Session, A::Decide, &[letter('b')], |model, context, _| decide(model, context)),
    bind(S::Session, A::Present, &[key(Key::Function(5))], |model, context, _| present(model, context, true)),
    bind(S::Session, A::Sessions, &[letter('s')], |model, _, _| to_sessions(model)),
    bind(S::Session, A::SaveAs, &[Chord::control('s')], |model, _, _| chooser::save_as(model, String::new()))
        .when(|model, _| !model.is_rehearsal),
    bind(S::Session, A::Reload, &[], |_, _, _| vec![Effect::Reload])
        .when(|model, _| model.desk().is_some_and(|desk| desk.saving == Saving::ChangedOnDisk)),
    bind(S::Presentation, A::Back, &[key(Key::Esc), key(Key::Function(5))], |model, context, _| {
        present(model, context, false)
    })
    .footer(8),
];

/// Whether a record of a table is under the cursor.
fn on_record(model: &Model, context: &Context) -> bool {
    model.desk().is_some_and(|desk| desk.record(&context.guide).is_some())
}

/// Whether something under the cursor may have changed: in a table or in a cell.
fn has_history(model: &Model, context: &Context) -> bool {
    model.desk().is_some_and(|desk| desk.record_or_cell(&context.guide).is_some())
}

/// Whether what the record under the cursor counts is so.
fn counts(model: &Model, context: &Context, is_so: fn(&Value) -> bool) -> bool {
    model.desk().and_then(|desk| desk.counted(&context.guide)).is_some_and(|value| is_so(&value))
}

fn has_panels(model: &Model, context: &Context) -> bool {
    model.desk().is_some_and(|desk| desk.step(&context.guide).whole_panels().len() > 1)
}

fn has_parts(model: &Model, context: &Context) -> bool {
    model.desk().is_some_and(|desk| desk.step(&context.guide).parts_around(desk.panels[desk.step]).len() > 1)
}

/// Shows the panel alone, or not any more.
fn present(model: &mut Model, context: &Context, alone: bool) -> Effects {
    /// With more columns than this the letters can be larger.
    const MANY_COLUMNS: u16 = 100;
    model.is_presenting = alone;
    if alone && model.size.columns > MANY_COLUMNS && !std::mem::replace(&mut model.was_told_of_letters, true) {
        tell(model, context.words.side.larger_letters.clone());
    }
    Effects::new()
}

fn turn(model: &mut Model, context: &Context, by: isize) -> Effects {
    let Some(desk) = model.desk_mut() else { return Effects::new() };
    let step = desk.step(&context.guide);
    let panels = step.whole_panels();
    let next = (step.whole_panel_of(desk.panels[desk.step]) + panels.len()).saturating_add_signed(by) % panels.len();
    desk.panels[desk.step] = panels[next].start;
    Effects::new()
}

/// To the next of the parts of the panel in front.
fn turn_part(model: &mut Model, context: &Context, by: isize) -> Effects {
    let Some(desk) = model.desk_mut() else { return Effects::new() };
    let here = desk.panels[desk.step];
    let parts = desk.step(&context.guide).parts_around(here);
    let next = (here - parts.start + parts.len()).saturating_add_signed(by) % parts.len();
    desk.panels[desk.step] = parts.start + next;
    Effects::new()
}

fn open(model: &mut Model, context: &Context) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    let guide = &context.guide;
    let form = match desk.opening(guide) {
        Some(OpenTarget::Step(step)) => return go_to_step(model, context, step),
        Some(OpenTarget::Place(Section::Conflicts, ..)) => return open_resolver(model),
        Some(OpenTarget::Place(section, item, field)) => {
            go_to_place(model, context, section, item.as_ref(), field);
            return Effects::new();
        }
        Some(OpenTarget::Panel(step, panel)) => {
            if let Some(desk) = model.desk_mut() {
                desk.step = step;
                desk.panels[step] = panel;
            }
            return Effects::new();
        }
        Some(OpenTarget::Fields(section, item, fields, at)) => {
            let mut form = Form::of_item(&desk.session, section, &item, &fields);
            focus(&mut form, at, &desk.session, context);
            Some(form)
        }
        Some(OpenTarget::Item(section, item)) => Some(item_form(desk, context, section, &item)),
        Some(OpenTarget::Answer(answer)) => answer_form(desk, context, &answer),
        None => None,
    };
    form.map_or_else(Effects::new, |form| fill_in(model, form))
}

/// Adds an item behind the one under the cursor and opens its form.
fn new(model: &mut Model, context: &Context) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    let Some(section) = desk.section(&context.guide) else { return Effects::new() };
    let after = desk.record(&context.guide).map(|(_, record)| record.id().clone());
    let numbers = asked_fields(section);
    insert(model, context, section, after, &numbers)
}

fn remove(model: &mut Model, context: &Context) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    let Some((section, record)) = desk.record(&context.guide) else { return Effects::new() };
    let name = context.sentences(model.today).item_title(section, record, &desk.session);
    let edits = removal(&desk.session, section, record.id());
    let pointed_at = edits.len() - 1;
    let effects = make(model, edits);
    let words = &context.words.screen;
    let text = if pointed_at > 0 {
        words.removed_with_links(context.words.count(pointed_at), name)
    } else {
        words.removed(name)
    };
    tell(model, text);
    effects
}

fn shift(model: &mut Model, context: &Context, action: A) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    let Some((section, record)) = desk.record(&context.guide) else { return Effects::new() };
    let table = desk.session.table(section);
    let item = record.id().clone();
    let Some(at) = table.position(&item) else { return Effects::new() };
    let (after, row) = match action {
        A::MoveUp => (table.before(at.saturating_sub(1)), at.saturating_sub(1)),
        _ => (table.get(at + 1).map(|next| next.id().clone()), at + 1),
    };
    let effects = make(model, vec![Edit::Move { section, item, after }]);
    if let Some(desk) = model.desk_mut() {
        desk.select(row);
    }
    effects
}

/// Takes what is under the cursor to its next state.
pub(super) fn mark(model: &mut Model, context: &Context) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    if let Some((section, record)) = desk.record(&context.guide) {
        let Some((field, choices)) = section.kind().state() else { return Effects::new() };
        let word = next_word(choices.options, &record.value(field));
        let edit = Edit::set(section, record.id(), field, Value::Choice(word));
        let is_let_go = choices.state_of(word) == AnswerState::NotApplicable;
        if is_let_go && let Some(carrying) = carrying(section) {
            let id = record.id().clone();
            return ask_why(model, context, carrying, &id);
        }
        return make(model, vec![edit]);
    }
    let Some((_, asked)) = desk.asked(&context.guide) else { return Effects::new() };
    let answer = asked.answer_id();
    let given = desk.session.answer(&answer);
    let (field, value) = if let QuestionKind::Choice(options) = &asked.question.kind {
        let chosen = given.and_then(|given| options.iter().position(|(option, _)| *option == *given.choice.0));
        let next = chosen.map_or(0, |chosen| chosen + 1);
        (Answer::choice, options.get(next).map_or(Value::Empty, |(option, _)| Value::text(option.as_str())))
    } else {
        let status = given.and_then(|given| given.status).unwrap_or(AnswerState::Open);
        (Answer::status, status_value(next_word(AnswerState::CHOICES.options, &Value::Choice(status.word()))))
    };
    let kind = asked.question.kind.clone();
    let note = note_taken(&desk.session, &desk.earlier, &answer);
    let is_taken = note.is_some();
    let edits = answer_edits(&desk.session, &context.guide, &answer, field, value);
    let effects = make(model, note.into_iter().chain(edits).collect());
    if is_taken {
        tell_note_taken(model, context);
    }
    if let Some(lacking) = lacking(model, context, &kind, &answer) {
        warn(model, lacking);
    }
    effects
}

/// What keeps an answer from being done though it says so (1.1).
fn lacking(model: &Model, context: &Context, kind: &QuestionKind, answer: &str) -> Option<String> {
    let session = &model.desk()?.session;
    let given = session.answer(answer).filter(|given| given.status == Some(AnswerState::Done))?;
    let is_done = state(kind, Some(given), session) == AnswerState::Done;
    if is_done { None } else { context.sentences(model.today).known_of(kind, session, SOURCES_TOLD) }
}

/// What a key does where its action has no use: an answer that has no next state is opened, and says there what it asks.
pub(super) fn instead(model: &mut Model, context: &Context, action: A, chord: Chord) -> Effects {
    // What is shown has no cells to go to: the arrows go to its parts, as they do everywhere.
    let by = match action {
        A::CellLeft => -1,
        A::CellRight => 1,
        _ => 0,
    };
    if by != 0 {
        return turn_part(model, context, by);
    }
    let nothing = match action {
        A::Undo | A::BringBack => Some(&context.words.screen.nothing_to_undo),
        A::Redo => Some(&context.words.screen.nothing_to_redo),
        _ => None,
    };
    if let Some(nothing) = nothing {
        tell(model, nothing.clone());
        return Effects::new();
    }
    let has_answer = |model: &Model| model.desk().is_some_and(|desk| desk.asked(&context.guide).is_some());
    if action != A::Mark || !model.overlays.is_empty() || !has_answer(model) {
        if model.overlays.is_empty() {
            model.notice = None;
            tell_of_no_use(model, context, chord);
        }
        return Effects::new();
    }
    model.notice = None;
    open(model, context)
}

/// A letter or sign, or Enter, that does nothing here is answered: nobody waits for what does not come.
pub(super) fn tell_of_no_use(model: &mut Model, context: &Context, chord: Chord) {
    if chord.letter().is_some() || chord == Chord::plain(Key::Enter) {
        tell(model, context.words.screen.no_use(chord.name(&context.words)));
    }
}

/// One more or fewer of what the record under the cursor counts.
fn count(model: &mut Model, context: &Context, is_more: bool) -> Effects {
    let Some((section, record)) = model.desk().and_then(|desk| desk.record(&context.guide)) else {
        return Effects::new();
    };
    let Some(field) = section.kind().field_that_means(Meaning::Counted) else { return Effects::new() };
    let before = record.value(field);
    let counted = counted(if let Value::Whole(number) = before { number } else { 0 }, is_more);
    let edit = Edit::set(section, record.id(), field, Value::Whole(counted));
    make(model, vec![edit])
}

fn park(model: &mut Model, context: &Context) -> Effects {
    let after = model.desk().and_then(|desk| desk.session.parked.last()).map(|last| last.id.clone());
    let pasted = model.pasted.take();
    let mut effects = insert(model, context, Section::Parked, after, &[Remark::text]);
    if let (Some(text), Some(form)) = (pasted, form_mut(model))
        && let Editor::Text { field, lines } = &mut form.editor
    {
        model.refused = field.insert(&text, *lines).err();
        // It stands there without a key: it is safe as what is typed is.
        effects.extend(draft(model).map(|draft| keep_draft(model, draft)).unwrap_or_default());
    }
    effects
}

fn decide(model: &mut Model, context: &Context) -> Effects {
    let after = model.desk().and_then(|desk| desk.session.decisions.last()).map(|last| last.id.clone());
    insert(model, context, Section::Decisions, after, &[Decision::what, Decision::reason])
}

/// What changed in the item under the cursor since the session was opened.
fn history(model: &mut Model, context: &Context) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    let Some((section, record)) = desk.record_or_cell(&context.guide) else { return Effects::new() };
    let sentences = context.sentences(model.today).hiding(&desk.session);
    let mut session = desk.session.clone();
    let mut changes = Vec::new();
    for change in desk.history.changes().iter().rev() {
        if crate::domain::edit::apply_all(&mut session, &change.inverse).is_err() {
            break;
        }
        let about = change.edits.iter().filter(|edit| edit.section() == section && edit.item() == record.id());
        changes.extend(about.map(|edit| sentences.tell(edit, &session)));
    }
    let title = sentences.item_title(section, record, &desk.session);
    read(model, Reading::History { title, changes })
}

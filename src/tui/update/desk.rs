//! An open session with nothing on top: moving about, and what a key does to the thing under the cursor.

use crate::domain::carried::{asked_fields, came_along};
use crate::domain::edit::{Edit, removal};
use crate::domain::grid::{grid, missing_rows};
use crate::domain::id::Id;
use crate::domain::question::QuestionKind;
use crate::domain::record::Meaning;
use crate::domain::records::meeting::{Answer, AnswerState, Decision, Remark};
use crate::domain::round::next_round;
use crate::domain::session::Section;
use crate::domain::value::{ChoiceSet, Value};
use crate::guide::progress::{checklist_state, form_fields};
use crate::guide::{PanelView, SectionName};
use crate::i18n::fill;
use crate::tui::keymap::Action;
use crate::tui::model::field::TextField;
use crate::tui::model::form::{Form, answer_edits};
use crate::tui::model::panel::{CHECKLIST_STEP, SESSION_STEP};
use crate::tui::model::{Chooser, Context, Desk, Model, Overlay, Reader, Reading, Screen};

use super::effect::{Effect, Effects, make, tell};
use super::focus::focus;
use super::operations::{counted, insert, insert_rows, moved, next_word, status_value, to_sessions, travel};
use super::text::{tell_with, title};
use super::{carried, chooser, clock, resolver, share};

pub(super) fn perform(model: &mut Model, context: &Context, action: Action) -> Effects {
    use Action as A;
    match action {
        A::Open => return open(model, context),
        A::New => return new(model, context),
        A::Remove => return remove(model, context),
        A::MoveUp | A::MoveDown => return shift(model, context, action),
        A::Mark => return mark(model, context),
        A::More | A::Fewer => return count(model, context, action),
        A::Undo | A::Redo => return travel(model, context, action),
        A::Park => return park(model, context),
        A::Decide => return decide(model, context),
        A::Sessions => return to_sessions(model),
        A::NextRound => return begin_round(model, context),
        A::Reload => return vec![Effect::Reload],
        A::Resolve => return resolver::open(model),
        A::NextPanel => turn(model, context, 1),
        A::PreviousPanel => turn(model, context, -1),
        A::Cycle => go_to_step(model, SESSION_STEP),
        A::Step1 => go_to_step(model, 1),
        A::Step2 => go_to_step(model, 2),
        A::Step3 => go_to_step(model, 3),
        A::Step4 => go_to_step(model, 4),
        A::Step5 => go_to_step(model, 5),
        A::Step6 => go_to_step(model, 6),
        A::Checklist => go_to_step(model, CHECKLIST_STEP),
        A::CameAlong => carried::show(model, context),
        A::DecideDone => return carried::is_done(model, context),
        A::DecideGoesOn => return carried::goes_on(model, context),
        A::DecideDropped => {
            carried::drop_it(model, context);
        }
        A::Search => model.overlays.push(Overlay::Search(Chooser::new(Vec::new()))),
        A::Palette => chooser::open_palette(model, context),
        A::Pages => chooser::open_pages(model, context),
        A::Help => model.overlays.push(Overlay::Reader(Reader { text: Reading::Help, scroll: 0 })),
        A::History => history(model, context),
        A::SaveAs => model.overlays.push(Overlay::SaveAs(TextField::default())),
        A::Share => share::ask(model),
        A::Clock => clock::open(model),
        A::Present => model.is_presenting = !model.is_presenting,
        A::Back => model.is_presenting = false,
        _ => step_cursor(model, context, action),
    }
    Effects::new()
}

fn step_cursor(model: &mut Model, context: &Context, action: Action) {
    let screenful = model.size.screenful();
    let Some(desk) = model.desk_mut() else { return };
    let last = desk.rows(&context.guide).saturating_sub(1);
    let row = moved(desk.selected(&context.guide), last, screenful, action);
    desk.select(row);
}

fn turn(model: &mut Model, context: &Context, by: isize) {
    let Some(desk) = model.desk_mut() else { return };
    let panels = desk.step(&context.guide).panels.len();
    let panel = &mut desk.panels[desk.step];
    *panel = (*panel + panels).saturating_add_signed(by) % panels;
}

fn go_to_step(model: &mut Model, step: usize) {
    if let Some(desk) = model.desk_mut() {
        if desk.step == step {
            // The key of the step where one is goes to its first panel.
            desk.panels[step] = 0;
        }
        desk.step = step;
    }
}

fn open(model: &mut Model, context: &Context) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    let guide = &context.guide;
    let selected = desk.selected(guide);
    let form = match &desk.panel(guide).view {
        PanelView::Cycle => {
            go_to_step(model, selected + 1);
            return Effects::new();
        }
        PanelView::Form(SectionName(section), names) => desk.session.table(*section).get(0).map(|record| {
            let mut form = Form::of_item(&desk.session, *section, record.id(), &form_fields(record, names));
            focus(&mut form, selected, &desk.session, context);
            form
        }),
        PanelView::Records(_) => {
            desk.record(guide).map(|(section, record)| item_form(desk, context, section, record.id()))
        }
        PanelView::Questions(_) | PanelView::Board(_) => desk.asked(guide).map(|(list, asked)| {
            let mut form = Form::of_answer(&desk.session, list, asked.question, &asked.answer_id());
            focus(&mut form, 0, &desk.session, context);
            form
        }),
        PanelView::Carried => desk.carried(guide).and_then(|(carrying, id)| {
            if carrying.section == Section::Answers {
                return carried::answer_form(desk, context, &id);
            }
            Some(item_form(desk, context, carrying.section, &id))
        }),
        PanelView::Chart(_) => {
            if let Some(desk) = model.desk_mut() {
                desk.hides_votes = false;
            }
            return Effects::new();
        }
    };
    model.overlays.extend(form.map(Overlay::Form));
    Effects::new()
}

/// The form of all fields of an item.
fn item_form(desk: &Desk, context: &Context, section: Section, item: &Id) -> Form {
    let numbers = asked_fields(section);
    let mut form = Form::of_item(&desk.session, section, item, &numbers);
    // Of a row of a grid it is known what it is about.
    let asked = grid(section).filter(|grid| {
        let record = desk.session.find(section, item);
        record.is_some_and(|record| grid.pair.iter().all(|field| !record.value(*field).is_empty()))
    });
    let first = asked.map_or(0, |grid| grid.asked);
    focus(&mut form, first, &desk.session, context);
    form
}

/// Adds an item behind the one under the cursor and opens its form.
fn new(model: &mut Model, context: &Context) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    let Some(section) = desk.section(&context.guide) else { return Effects::new() };
    let rows = missing_rows(&desk.session, section);
    if !rows.is_empty() {
        return insert_rows(model, context, section, rows);
    }
    let after = desk.record(&context.guide).map(|(_, record)| record.id().clone());
    let numbers = asked_fields(section);
    insert(model, context, section, after, &numbers)
}

fn remove(model: &mut Model, context: &Context) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    let Some((section, record)) = desk.record(&context.guide) else { return Effects::new() };
    let name = title(context, model.today, &desk.session, section, record);
    let edits = removal(&desk.session, section, record.id());
    let pointed_at = edits.len() - 1;
    let effects = make(model, edits);
    let words = &context.words.screen;
    let text = if pointed_at > 0 { &words.removed_with_links } else { &words.removed };
    let undo = key_name(model, context, Action::Undo);
    tell(model, fill(text, &[("title", &name), ("count", &pointed_at.to_string()), ("key", &undo)]));
    effects
}

/// The key that does an action here, as the footer shows it.
fn key_name(model: &Model, context: &Context, action: Action) -> String {
    let scopes = model.scopes();
    let found = crate::tui::keymap::reachable(&scopes).find(|(binding, _)| binding.action == action);
    found.map_or(String::new(), |(_, chord)| chord.name(&context.words))
}

fn shift(model: &mut Model, context: &Context, action: Action) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    let Some((section, record)) = desk.record(&context.guide) else { return Effects::new() };
    let table = desk.session.table(section);
    let item = record.id().clone();
    let Some(at) = table.position(&item) else { return Effects::new() };
    let (after, row) = match action {
        Action::MoveUp => (table.before(at.saturating_sub(1)), at.saturating_sub(1)),
        _ => (table.get(at + 1).map(|next| next.id().clone()), at + 1),
    };
    let effects = make(model, vec![Edit::Move { section, item, after }]);
    if let Some(desk) = model.desk_mut() {
        desk.select(row);
    }
    effects
}

/// Takes what is under the cursor to its next state.
fn mark(model: &mut Model, context: &Context) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    if let Some((section, record)) = desk.record(&context.guide) {
        let Some((field, choices)) = section.kind().state() else { return Effects::new() };
        let word = next_word(choices.options, &record.value(field));
        let edit = Edit::set(section, record.id(), field, Value::Choice(word));
        let is_let_go = choices.state_of(word) == AnswerState::NotApplicable;
        let wants_reason = is_let_go && section.kind().field_that_means(Meaning::Reason).is_some();
        let effects = make(model, vec![edit]);
        if wants_reason {
            tell(model, context.words.screen.why_dropped.clone());
        }
        return effects;
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
    let edits = answer_edits(&desk.session, &context.guide, &answer, field, value);
    make(model, edits)
}

/// One more or fewer of what the record under the cursor counts.
fn count(model: &mut Model, context: &Context, action: Action) -> Effects {
    let Some((section, record)) = model.desk().and_then(|desk| desk.record(&context.guide)) else {
        return Effects::new();
    };
    let Some(field) = section.kind().field_that_means(Meaning::Counted) else { return Effects::new() };
    let before = record.value(field);
    let counted = counted(if let Value::Whole(number) = before { number } else { 0 }, action == Action::More);
    let edit = Edit::set(section, record.id(), field, Value::Whole(counted));
    make(model, vec![edit])
}

/// Begins a new round in a file of its own, with all that is still open; today's session stays as it is.
fn begin_round(model: &mut Model, context: &Context) -> Effects {
    let Screen::Session(desk) = &model.screen else { return Effects::new() };
    let session = &desk.session;
    let how_far = |answer: &_| checklist_state(&context.guide.structure, answer, session);
    let next = next_round(session, &mut model.ids, Some(model.today), &how_far);
    let values = [("round", next.round.to_string()), ("count", came_along(&next).len().to_string())];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    let text = fill(&context.words.screen.round_begun, &values);
    tell(model, text);
    vec![Effect::Create(Box::new(next))]
}

fn park(model: &mut Model, context: &Context) -> Effects {
    let after = model.desk().and_then(|desk| desk.session.parked.last()).map(|last| last.id.clone());
    insert(model, context, Section::Parked, after, &[Remark::text])
}

fn decide(model: &mut Model, context: &Context) -> Effects {
    let after = model.desk().and_then(|desk| desk.session.decisions.last()).map(|last| last.id.clone());
    insert(model, context, Section::Decisions, after, &[Decision::what, Decision::reason])
}

/// What changed in the item under the cursor since the session was opened.
fn history(model: &mut Model, context: &Context) {
    let Some(desk) = model.desk() else { return };
    let Some((section, record)) = desk.record(&context.guide) else { return };
    let mut session = desk.session.clone();
    let mut changes = Vec::new();
    for change in desk.history.changes().iter().rev() {
        if crate::domain::edit::apply_all(&mut session, &change.inverse).is_err() {
            break;
        }
        let about = change.edits.iter().filter(|edit| edit.section() == section && edit.item() == record.id());
        changes.extend(about.map(|edit| tell_with(context, model.today, |sentences| sentences.tell(edit, &session))));
    }
    let title = title(context, model.today, &desk.session, section, record);
    model.overlays.push(Overlay::Reader(Reader { text: Reading::History { title, changes }, scroll: 0 }));
}

//! What several keys have in common: going to an item, adding one, undoing, opening a form at a field.

use crate::domain::carried::{Carrying, asked_fields, came_along};
use crate::domain::edit::{Edit, Place, apply_all};
use crate::domain::history::{Change, History};
use crate::domain::id::Id;
use crate::domain::meanwhile::began;
use crate::domain::records::execution::{Development, LogEntry, Success};
use crate::domain::records::meeting::{AnswerState, Attendance, Decision, OpenState, Person, Remark, StepName};
use crate::domain::records::monitoring::Measurement;
use crate::domain::records::plan::{self, ActionState};
use crate::domain::records::priorities::{Theme, ThemeState, Vote};
use crate::domain::records::profile::{Chance, GroupScore, Insight, Stand, TopTheme};
use crate::domain::recovery::{DraftPlace, LeftDraft};
use crate::domain::safe_text::typed;
use crate::domain::session::{Count, Item, Section, Session};
use crate::domain::value::{ChoiceSet, Kind, Value};
use crate::guide::laid::Laid;
use crate::guide::progress::form_fields;
use crate::guide::{Content, PanelView};
use crate::i18n::numbers::{Unit, parse_whole};
use crate::telling::sentences::Sentences;
use crate::tui::keymap::{Action, Chord};
use crate::tui::model::form::{Form, FormField, Purpose, Target};
use crate::tui::model::panel::{panel_of_section, place_of_answer};
use crate::tui::model::start::Start;
use crate::tui::model::{Context, Desk, Model, Overlay, Reading, Screen, TextReader};

use super::binding::letter;
use super::effect::{Effect, Effects, changed, make, make_fresh, tell};
use super::focus::focus;
use super::understand::typed_form;

/// How a change is taken back.
type Undo = for<'history> fn(&'history mut History, &mut Session) -> Option<&'history Change>;

/// The keys that undo.
pub(super) const UNDO: &[Chord] = &[letter('u'), Chord::control('z')];

/// Shows an item, wherever it stands.
pub(super) fn go_to(model: &mut Model, context: &Context, section: Section, item: &Id, field: Option<usize>) {
    let guide = &context.guide;
    let Some(desk) = model.desk_mut() else { return };
    let (step, panel, row) = if section == Section::Answers {
        let Some((step, panel, row)) = place_of_answer(guide, &desk.session, item) else { return };
        let laid = match &guide.structure.steps[step].panels[panel].view {
            PanelView::Grid(grid) => Some(Laid::new(grid, &guide.structure, &desk.session).columns.len()),
            _ => None,
        };
        if let Some(columns) = laid.filter(|columns| *columns > 0) {
            desk.across[step][panel] = row % columns;
        }
        (step, panel, row / laid.unwrap_or(1).max(1))
    } else {
        let Some((step, panel)) = panel_of_section(guide, section, field) else { return };
        let row = match guide.structure.steps[step].panels[panel].view.content() {
            Content::Fields(section, names) => desk
                .session
                .table(section)
                .get(0)
                .and_then(|record| form_fields(record, names).iter().position(|number| Some(*number) == field)),
            Content::Cells(grid) => {
                let laid = Laid::new(grid, &guide.structure, &desk.session);
                let cell = laid.find(section, item, field).or_else(|| laid.find_empty(item));
                cell.map(|(row, column)| {
                    desk.across[step][panel] = column;
                    row
                })
            }
            _ => desk.session.table(section).position(item),
        };
        (step, panel, row.unwrap_or(desk.cursors[step][panel]))
    };
    desk.step = step;
    desk.panels[step] = panel;
    desk.select(row);
}

/// Shows where a signal is settled: the item, or the panel of its section.
pub(super) fn go_to_place(
    model: &mut Model,
    context: &Context,
    section: Section,
    item: Option<&Id>,
    field: Option<usize>,
) {
    if let Some(item) = item {
        return go_to(model, context, section, item, field);
    }
    let Some((step, panel)) = panel_of_section(&context.guide, section, field) else { return };
    if let Some(desk) = model.desk_mut() {
        desk.step = step;
        desk.panels[step] = panel;
    }
}

/// Closes what lies on top.
pub(super) fn close(model: &mut Model) -> Effects {
    model.overlays.pop();
    Effects::new()
}

/// Whether a change of the open session can be undone.
pub(super) fn can_undo(model: &Model, _: &Context) -> bool {
    model.desk().is_some_and(|desk| desk.history.can_undo() || desk.signals.has_waved(desk.history.changes().len()))
}

/// Whether a change that was undone can be made again.
pub(super) fn can_redo(model: &Model, _: &Context) -> bool {
    model.desk().is_some_and(|desk| desk.history.can_redo())
}

/// Lays something to read on top.
pub(super) fn read(model: &mut Model, text: Reading) -> Effects {
    model.overlays.push(Overlay::Reader(TextReader::new(text)));
    Effects::new()
}

/// Lays a form on top.
pub(super) fn fill_in(model: &mut Model, form: Form) -> Effects {
    model.overlays.push(form.into());
    Effects::new()
}

/// Shows what two people changed differently, and asks who did.
pub(super) fn open_resolver(model: &mut Model) -> Effects {
    model.overlays.push(Overlay::of_conflicts());
    vec![Effect::FindOrigins]
}

/// Back to the list of sessions.
pub(super) fn to_sessions(model: &mut Model) -> Effects {
    let path = model.desk().map(|desk| desk.path.clone());
    model.screen = Screen::Start(Start::after(path));
    model.is_presenting = false;
    model.asked = None;
    vec![Effect::ReadFolder]
}

/// Adds an item with what is known of it already, and opens a form of these fields.
pub(super) fn insert(
    model: &mut Model,
    context: &Context,
    section: Section,
    after: Option<Id>,
    fields: &[usize],
) -> Effects {
    let Count::Many(letter) = section.count() else { return Effects::new() };
    let id = model.ids.next_id(letter);
    let values = known_values(model, section, after.as_ref());
    let item = Item { id: id.clone(), values };
    let effects = make_fresh(model, Edit::Insert { section, item, after });
    if model.refused.is_some() {
        return effects;
    }
    let is_in_front = model.desk().and_then(|desk| desk.section(&context.guide)) == Some(section);
    if is_in_front {
        go_to(model, context, section, &id, None);
    }
    if let Some(desk) = model.desk() {
        let mut form = Form::of_item(&desk.session, section, &id, fields);
        form.purpose = Purpose::Add;
        // What is known already, such as the day, is not what is typed first.
        let first = (0..form.fields.len()).find(|field| form.value(*field, &desk.session).is_empty());
        focus(&mut form, first.unwrap_or(0), &desk.session, context);
        fill_in(model, form);
    }
    effects
}

/// A new measurement of the goal of the row: of which day it is comes first.
pub(super) fn measure(model: &mut Model, context: &Context, goal: Id) -> Effects {
    let section = Section::Measurements;
    let mut values = vec![Value::Empty; section.kind().fields.len()];
    values[Measurement::goal] = Value::Link(goal);
    let id = model.ids.next_id('m');
    let Some(table) = model.desk().map(|desk| desk.session.table(section)) else { return Effects::new() };
    let after = table.before(table.len());
    let effects = make_fresh(model, Edit::Insert { section, item: Item { id: id.clone(), values }, after });
    let Some(desk) = model.desk().filter(|_| model.refused.is_none()) else { return effects };
    let mut form = Form::of_item(&desk.session, section, &id, &asked_fields(section));
    form.purpose = Purpose::Add;
    focus(&mut form, 1, &desk.session, context);
    fill_in(model, form);
    effects
}

/// What is known of a new item before anything is typed: today, the step, that a person who is entered is in the room;
/// and a row that follows another in the same table is about the same group, dimension or theme.
pub(super) fn known_values(model: &Model, section: Section, after: Option<&Id>) -> Vec<Value> {
    let kind = section.kind();
    let mut values = vec![Value::Empty; kind.fields.len()];
    let step = model.desk().and_then(|desk| StepName::ALL.get(desk.step.wrapping_sub(1)));
    let step = step.map_or(Value::Empty, |step| Value::Choice(step.word()));
    let today = Value::Date(model.today);
    let known = match section {
        Section::People => vec![(Person::attendance, Value::Choice(Attendance::Present.word()))],
        Section::Actions => vec![(plan::Action::status, Value::Choice(ActionState::Open.word()))],
        Section::Themes => vec![(Theme::state, Value::Choice(ThemeState::Candidate.word()))],
        Section::Parked => {
            let state = Value::Choice(OpenState::Open.word());
            vec![(Remark::state, state), (Remark::step, step), (Remark::date, today)]
        }
        Section::Decisions => vec![(Decision::step, step), (Decision::date, today)],
        Section::Log => vec![(LogEntry::date, today)],
        Section::Successes => vec![(Success::date, today)],
        Section::Developments => vec![(Development::date, today)],
        _ => Vec::new(),
    };
    for (field, value) in known {
        values[field] = value;
    }
    let group = match section {
        Section::Scores => Some(GroupScore::group),
        Section::Chances => Some(Chance::group),
        Section::Insights => Some(Insight::group),
        Section::Stands => Some(Stand::group),
        Section::TopThemes => Some(TopTheme::group),
        Section::Votes => Some(Vote::group),
        Section::Bids => Some(plan::Bid::group),
        _ => None,
    };
    if let (Some(group), Some(desk), Some(after)) = (group, model.desk(), after)
        && let Some(record) = desk.session.find(section, after)
    {
        values[group] = record.value(group);
    }
    values
}

/// Parks a text without asking.
pub(super) fn park_text(model: &mut Model, text: &str) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    let after = desk.session.parked.last().map(|last| last.id.clone());
    let mut values = known_values(model, Section::Parked, None);
    values[Remark::text] = Value::text(typed(text).replace('\n', " ").trim());
    let id = model.ids.next_id('k');
    make(model, vec![Edit::Insert { section: Section::Parked, item: Item { id, values }, after }])
}

/// Opens the form in which a text was being typed, with that text in it; false if its place is gone.
pub(super) fn open_at(model: &mut Model, context: &Context, left: &LeftDraft) -> bool {
    let LeftDraft { place, text, before } = left;
    let Some(at) = DraftPlace::named(place) else { return false };
    if !open_form(model, context, at.section, &Id::new(at.item), at.number(), |form| form.position(place)) {
        return false;
    }
    let Some(mut top) = model.overlays.pop() else { return false };
    if let (Some(form), Some(desk)) = (top.form_mut(), model.desk()) {
        form.editor.put_back(text, &desk.session);
        if let Some(since) = began(&desk.session, before) {
            form.begin_from(since);
        }
        form.is_noted = !before.is_empty();
    }
    model.overlays.push(top);
    true
}

/// Shows an item and opens its form at a field; false if it is not there.
pub(super) fn open_field(model: &mut Model, context: &Context, section: Section, item: &Id, number: usize) -> bool {
    let is_asked = |field: &FormField| field.target == Target::Answer(number);
    open_form(model, context, section, item, Some(number), |form| form.fields.iter().position(is_asked))
}

/// Shows an item and opens its form: that of an answer at the place that is looked for in it, any other at a field.
fn open_form(
    model: &mut Model,
    context: &Context,
    section: Section,
    item: &Id,
    number: Option<usize>,
    find: impl Fn(&Form) -> Option<usize>,
) -> bool {
    let Some(desk) = model.desk() else { return false };
    let form = match (section, context.guide.structure.question(item.as_str()), number) {
        (Section::Answers, Some((list, question)), _) => {
            let form = Form::of_answer(&desk.session, list, question, item.as_str());
            find(&form).map(|at| (form, at))
        }
        (_, _, None) => None,
        (_, _, Some(number)) => desk.session.find(section, item).map(|_| {
            let mut numbers = asked_fields(section);
            let at = numbers.iter().position(|asked| *asked == number).unwrap_or_else(|| {
                numbers.push(number);
                numbers.len() - 1
            });
            (Form::of_item(&desk.session, section, item, &numbers), at)
        }),
    };
    let Some((mut form, at)) = form else { return false };
    focus(&mut form, at, &desk.session, context);
    go_to(model, context, section, item, number);
    fill_in(model, form);
    true
}

/// Undoes or redoes below what lies on top.
pub(super) fn travel_below(model: &mut Model, context: &Context, action: Action) -> Effects {
    let top = model.overlays.pop();
    let effects = travel_as(model, context, action, History::undo);
    model.overlays.extend(top);
    effects
}

/// Undoes or redoes, goes to what changed, and tells what it was.
pub(super) fn travel(model: &mut Model, context: &Context, action: Action) -> Effects {
    travel_as(model, context, action, History::undo_with_item)
}

fn travel_as(model: &mut Model, context: &Context, action: Action, undo: Undo) -> Effects {
    let today = model.today;
    let Some(desk) = model.desk_mut() else { return Effects::new() };
    let changes = desk.history.changes().len();
    let again = (action == Action::Undo).then(|| desk.signals.offer_again(changes)).flatten();
    if let Some(offer) = again {
        let text = context.sentences(today).offer(&offer);
        tell(model, context.words.offers.offered_again(text));
        return Effects::new();
    }
    let words = &context.words.screen;
    // What is hidden before the change is not told of it.
    let sentences = context.sentences(today).hiding(&desk.session);
    let brought = &desk.brought;
    let tell_last = |edits: &[Edit], session: &Session| {
        let is_first = |(first, _): &&(Edit, String)| edits.first() == Some(first);
        let receipt = brought.iter().find(is_first).map(|(_, receipt)| receipt.clone());
        receipt.unwrap_or_else(|| told_last(&sentences, edits, session, action == Action::Undo))
    };
    let (change, about, text) = if action == Action::Undo {
        let Some(change) = undo(&mut desk.history, &mut desk.session) else { return Effects::new() };
        let told = tell_last(&change.edits, &desk.session);
        (change.reversed(), change.inverse.first().cloned(), words.undone(&told))
    } else {
        let told = desk.history.next_redo().map_or(String::new(), |change| tell_last(&change.edits, &desk.session));
        let Some(change) = desk.history.redo(&mut desk.session) else { return Effects::new() };
        (change.clone(), change.edits.last().cloned(), words.redone(&told))
    };
    let place = about.map(|edit| {
        let field = if let Edit::Set { place, .. } = &edit { Some(place.field) } else { None };
        (edit.section(), edit.item().clone(), field)
    });
    let effects = changed(desk, change);
    let is_there = |desk: &Desk, (section, item): (Section, &Id)| desk.session.find(section, item).is_some();
    if let Some((section, item, field)) = place
        // Where nothing is left to be seen the user stays where he is.
        && model.desk().is_some_and(|desk| section == Section::Answers || is_there(desk, (section, &item)))
        && !select_carried(model, context, section, &item)
    {
        go_to(model, context, section, &item, field);
    }
    tell(model, text);
    effects
}

/// Undoes or redoes what was filled in of a session that is not there yet, and tells what it was and where it stands.
pub(super) fn travel_in_new(model: &mut Model, context: &Context, action: Action) -> (Effects, Option<Place>) {
    let sentences = context.sentences(model.today);
    let Some((session, history)) = model.overlays.last_mut().and_then(Overlay::new_session_mut) else {
        return (Effects::new(), None);
    };
    let before = session.clone();
    let moved = if action == Action::Undo { history.undo(session) } else { history.redo(session) };
    let Some(change) = moved.cloned() else { return (Effects::new(), None) };
    let words = &context.words.screen;
    let (change, text) = if action == Action::Undo {
        (change.reversed(), words.undone(told_last(&sentences, &change.edits, session, true)))
    } else {
        let text = words.redone(told_last(&sentences, &change.edits, &before, false));
        (change, text)
    };
    tell(model, text);
    let about = change
        .edits
        .iter()
        .find_map(|edit| if let Edit::Set { place, .. } = edit { Some(place.clone()) } else { None });
    (vec![Effect::Journal(change)], about)
}

/// What a change is about comes last in it: the last that really changes something, as of the moment before; an item that is
/// new in it is told by the name that it gets.
fn told_last(sentences: &Sentences<'_>, edits: &[Edit], session: &Session, is_undone: bool) -> String {
    let mut after = session.clone();
    let Ok(inverse) = apply_all(&mut after, edits) else { return String::new() };
    let mut pairs = edits.iter().zip(inverse.iter().rev());
    let Some(last) = pairs.rposition(|(edit, inverse)| edit != inverse) else { return String::new() };
    let (section, item) = (edits[last].section(), edits[last].item());
    let added = edits[..last].iter().rposition(
        |edit| matches!(edit, Edit::Insert { section: into, item: new, .. } if (*into, &new.id) == (section, item)),
    );
    let mut before = session.clone();
    if apply_all(&mut before, &edits[..added.unwrap_or(last)]).is_err() {
        return String::new();
    }
    let named = added.and_then(|added| match (&edits[added], after.find(section, item)) {
        (Edit::Insert { section, item, after }, Some(record)) => {
            let values = (0..item.values.len()).map(|field| record.value(field)).collect();
            let item = Item { id: item.id.clone(), values };
            Some(Edit::Insert { section: *section, item, after: after.clone() })
        }
        _ => None,
    });
    let told = if is_undone { Sentences::tell_undone } else { Sentences::tell };
    told(sentences, named.as_ref().unwrap_or(&edits[last]), &before)
}

/// Puts the cursor on an item if what came along is in front and it is there.
pub(super) fn select_carried(model: &mut Model, context: &Context, section: Section, item: &Id) -> bool {
    let Some(desk) = model.desk_mut() else { return false };
    let is_it = |(carrying, id): &(&Carrying, Id)| carrying.section == section && id == item;
    let row = came_along(&desk.session).iter().position(is_it);
    let Some(row) = row.filter(|_| desk.is_at_carried(&context.guide)) else { return false };
    desk.select(row);
    true
}

/// The value that comes after this one when an answer or record goes to its next state.
pub(super) fn next_word(options: &'static [&'static str], value: &Value) -> &'static str {
    let current = match value {
        Value::Choice(word) => options.iter().position(|option| option == word),
        _ => None,
    };
    current.map_or_else(|| options[usize::from(options.len() > 1)], |at| options[(at + 1) % options.len()])
}

/// An answer that is open holds no status at all.
pub(super) fn status_value(word: &'static str) -> Value {
    let open = crate::domain::value::ChoiceSet::word(AnswerState::Open);
    if word == open { Value::Empty } else { Value::Choice(word) }
}

/// The number after one more or one fewer.
pub(super) fn counted(number: u32, is_more: bool) -> u32 {
    if is_more { number.saturating_add(1) } else { number.saturating_sub(1) }
}

/// The number that `+` or `-` makes of the one that was typed; `None` where it is no number, or another key.
pub(super) fn counted_on(text: &str, chord: Chord, context: &Context) -> Option<String> {
    let is_more = chord.letter().filter(|sign| matches!(sign, '+' | '-'))? == '+';
    let number = if text.trim().is_empty() { 0 } else { parse_whole(text, &Unit::None, &context.words)? };
    typed_form(&Value::Whole(counted(number, is_more)), context)
}

/// Tells that the note of the round before went with the answer that it was about.
pub(super) fn tell_note_taken(model: &mut Model, context: &Context) {
    tell(model, context.words.rounds.note_taken.clone());
}

/// The form of all fields of an item. Where a word that was chosen says what the item is, such as a role, it begins at what
/// is not filled in yet: the first letter of a name would choose another word.
pub(super) fn item_form(desk: &Desk, context: &Context, section: Section, item: &Id) -> Form {
    let numbers = asked_fields(section);
    let mut form = Form::of_item(&desk.session, section, item, &numbers);
    let is_filled = |number: &usize| !form.value(*number, &desk.session).is_empty();
    let says_what = numbers.first().is_some_and(|field| matches!(section.kind().fields[*field].kind, Kind::Choice(_)));
    let first = (says_what && is_filled(&0)).then(|| (0..numbers.len()).find(|number| !is_filled(number))).flatten();
    focus(&mut form, first.unwrap_or(0), &desk.session, context);
    form
}

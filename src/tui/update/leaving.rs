//! What the focus leaves behind in a field of a form: the edits that put what was typed where it belongs, new items by
//! their name, and a sentence about what was not understood.

use crate::domain::carried::{Decided, carrying};
use crate::domain::edit::{Edit, Refused};
use crate::domain::id::{Id, IdSource};
use crate::domain::limits::Limit;
use crate::domain::meanwhile::entered;
use crate::domain::naming::is_number;
use crate::domain::period::Period;
use crate::domain::records::meeting::{Attendance, Person};
use crate::domain::session::{Section, Session};
use crate::domain::value::{ChoiceSet, Kind, Value};
use crate::i18n::texts::Keyed;
use crate::tui::model::form::{Doubt, Editor, Form, Purpose, Shape, Subject, Target, answer_edits, is_missed};
use crate::tui::model::offered::{can_be_new, lookalike, pick_matches};
use crate::tui::model::{Context, Model, Overlay, is_secret};

use super::effect::{Effect, Effects, make, warn};
use super::operations::park_text;
use super::options::{chosen_value, take_typed, unplaced};
use super::pick::new_by_name;
use super::understand::{Expected, not_understood, told_beside, typed_form, understood};

/// What the focus leaves behind in a field.
#[derive(Default)]
struct Left {
    edits: Vec<Edit>,
    explained: Option<Keyed>,
    /// What has no place in the field, and becomes a remark that is looked at later.
    parked: Option<String>,
}

/// Whether a new name, as typed, is to be asked about first: it is a number, or much like a name that is there. Asks it;
/// Enter says that it is meant, and any other way to leave the field keeps the words elsewhere.
pub(super) fn asks_first(model: &mut Model, context: &Context, is_enter: bool) -> bool {
    let Some(question) = doubtful(model, context) else { return false };
    let Some(form) = model.overlays.last_mut().and_then(Overlay::form_mut) else { return false };
    match form.doubt {
        Doubt::Unasked => {
            form.doubt = Doubt::Asked;
            warn(model, question);
            true
        }
        Doubt::Asked | Doubt::Meant => {
            if is_enter {
                form.doubt = Doubt::Meant;
            }
            false
        }
    }
}

/// What is to be asked about the name that was typed, if anything is.
fn doubtful(model: &Model, context: &Context) -> Option<Keyed> {
    let (form, session) = model.form()?;
    let (section, name, but) = match (&form.editor, &form.focused().target) {
        (Editor::Pick { section, query, chosen, marked, .. }, _) => {
            let is_new = is_new(session, *section, query.text(), chosen, *marked);
            (*section, is_new.then(|| query.text().trim())?, None)
        }
        (Editor::Text { field, .. }, Target::Field(place)) => {
            let is_name = matches!(place.section, Section::People | Section::Groups)
                && place.section.kind().title() == Some(place.field);
            let name = field.text().trim();
            let is_changed = form.value(form.focus, session) != Value::text(name);
            (place.section, Some(name).filter(|_| is_name && is_changed)?, Some(&place.item))
        }
        _ => return None,
    };
    let words = &context.words.typing;
    if is_number(name) {
        let one = &context.words.record(section.kind()).one;
        return Some(words.number_as_name(name, one));
    }
    let known = lookalike(session, section, name, but)?;
    Some(words.looks_alike(name, &known))
}

/// Whether taking what is marked would add something new of this name.
fn is_new(session: &Session, section: Section, query: &str, chosen: &[Id], marked: Option<usize>) -> bool {
    let count = pick_matches(session, section, query, chosen).len();
    can_be_new(session, section, query) && marked.is_none_or(|marked| marked >= count)
}

/// Puts what the focus leaves behind into the session.
pub(super) fn leave_field(model: &mut Model, context: &Context) -> Effects {
    take_typed(model, context);
    let moment = model.today.to_datetime(model.now);
    let mut ids = model.ids.clone();
    let Some((form, session)) = model.form() else { return Effects::new() };
    let left = match left_behind(form, session, context, moment, &mut ids) {
        Ok(left) => left,
        Err(limit) => {
            // More waits to be chosen than a session can hold: what was typed stays where it is.
            model.refused = Some(limit);
            return Effects::new();
        }
    };
    let parked = left.parked.or_else(|| unplaced(model, context).filter(|text| text.chars().count() > 1));
    model.ids = ids;
    let mut effects = Effects::new();
    if let Some((session, history)) = model.overlays.last_mut().and_then(Overlay::new_session_mut) {
        let made = history.make(session, left.edits);
        debug_assert!(made.is_ok(), "made for this session");
        let change = made.is_ok_and(|made| made).then(|| history.changes().last().cloned()).flatten();
        effects.extend(change.map(Effect::Journal));
    } else if !left.edits.is_empty() {
        let typed = typed_text(model).filter(|_| is_gone(model));
        effects = make(model, left.edits);
        if model.refused.is_some() {
            // What was typed stays where it is.
            return effects;
        }
        if let Some(text) = typed {
            // Another process took the item away while this was typed. What the room may not read waits in the journal.
            let is_untold = model.form().is_some_and(|(form, session)| is_secret(&form.place_name(), session));
            if is_untold {
                return effects;
            }
            effects = park_text(model, &text);
            warn(model, context.words.screen.draft_parked.clone());
        }
    }
    if let Some(text) = parked {
        effects.extend(park_text(model, &text));
        warn(model, context.words.typing.has_no_place(&text));
    }
    // After the edits: what was typed is in the one or in the other.
    effects.push(Effect::DraftClosed);
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
    moment: jiff::civil::DateTime,
    ids: &mut IdSource,
) -> Result<Left, Limit> {
    let field = form.focused();
    // Edits are made for the session in which typing began; what another process did since is merged with them.
    let began = form.began(session);
    let before = form.before.clone();
    let (mut edits, mut explained, mut parked) = (Vec::new(), None, None);
    let value = match &form.editor {
        Editor::Text { field: text, .. } => {
            let is_untouched = typed_form(&before, context).is_some_and(|shown| shown == text.text());
            if is_untouched && form.purpose != Purpose::Drop {
                return Ok(Left::default());
            }
            let kind = if let Shape::Value(kind) = field.shape { kind } else { Kind::Line };
            let expected = Expected::of(form, session, kind);
            let value = understood(text.text(), &expected, context, moment);
            let is_period = kind == Kind::Date && Period::of(&value).is_some();
            explained = if matches!(value, Value::AsTyped(_)) && !is_period {
                Some(not_understood(text.text(), &expected, context))
            } else {
                told_beside(text.text(), &expected, &value, context)
            }
            .map(Keyed::from);
            value
        }
        Editor::Options { chosen, many, .. } => chosen_value(form, chosen, *many),
        Editor::Pick { section, chosen, many, query, marked } => {
            let mut chosen = chosen.clone();
            let words = query.text().trim();
            if !words.is_empty() {
                let matches = pick_matches(session, *section, words, &chosen);
                let is_meant = form.doubt == Doubt::Meant;
                let is_doubtful =
                    || !is_meant && (is_number(words) || lookalike(session, *section, words, None).is_some());
                if !is_new(session, *section, words, &chosen, *marked) {
                    chosen.extend(matches.get(marked.unwrap_or(0)).map(|(id, _)| id.clone()));
                } else if is_doubtful() {
                    parked = Some(words.to_owned());
                } else if let Some((edit, id)) = new_by_name(began, *section, words, ids) {
                    edits.push(edit);
                    chosen.push(id);
                    let one = &context.words.record(section.kind()).one;
                    explained = Some(context.words.screen.added_by_name(words, one).into());
                }
            }
            match (many, chosen.pop()) {
                (true, last) => Value::set(chosen.into_iter().chain(last).map(|id| id.to_string()).collect()),
                (false, last) => last.map_or(Value::Empty, Value::Link),
            }
        }
    };
    if form.purpose == Purpose::Drop {
        edits.extend(dropping(form, began, value));
    } else if value != before {
        edits.extend(target_edits(form, began, context, value, ids));
    }
    if let Some(began) = form.since.as_deref().filter(|_| !edits.is_empty()) {
        match entered(began, session, &edits) {
            Ok(entered) => {
                edits = entered.edits;
                if entered.is_disputed {
                    explained = Some(context.words.screen.conflicts_wait.clone());
                }
            }
            Err(Refused::TooMuch(limit)) => return Err(limit),
            // What it was about was not there before either.
            Err(_) => {}
        }
    }
    Ok(Left { edits, explained, parked })
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
        (Target::Field(place), _) => {
            let all = std::iter::once(&place.item).chain(&form.others);
            all.map(|item| Edit::set(place.section, item, place.field, value.clone())).collect()
        }
        (Target::Answer(number), Subject::Answer(answer)) => {
            let all = std::iter::once(answer.as_str()).chain(form.others.iter().map(Id::as_str));
            // The last first: each new one stands behind the same that is there already.
            all.rev().flat_map(|answer| answer_edits(session, &context.guide, answer, *number, value.clone())).collect()
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
            let Some((mut insert, _)) = new_by_name(session, Section::People, &name, ids) else { return Vec::new() };
            if let Edit::Insert { item, .. } = &mut insert {
                item.values[Person::attendance] = Value::Choice(Attendance::Wanted.word());
            }
            vec![insert]
        }
        (Target::Gathered, Subject::Gathered(place)) => {
            let before: Vec<Id> = place.records(session).iter().map(|record| record.id().clone()).collect();
            let now: Vec<Id> = value.members().iter().map(|id| Id::new(id.as_str())).collect();
            let out = before.iter().filter(|id| !now.contains(id)).flat_map(|id| place.let_out(session, id));
            let into = now.iter().filter(|id| !before.contains(id)).flat_map(|id| place.take_in(session, id));
            out.chain(into).collect()
        }
        (Target::Answer(_) | Target::Gathered, _) => Vec::new(),
    }
}

fn attendance_edit(person: &Id, attendance: Attendance) -> Edit {
    Edit::set(Section::People, person, Person::attendance, Value::Choice(attendance.word()))
}

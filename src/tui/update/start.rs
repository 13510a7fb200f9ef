//! The list of sessions.

use crate::domain::begin::{Beginning, begun, is_begun};
use crate::domain::edit::{Edit, Place, apply};
use crate::domain::id::{Id, IdSource};
use crate::domain::record::Record;
use crate::domain::records::meeting::{Meeting, Neighbourhood, OpenState, Remark};
use crate::domain::safe_text::typed;
use crate::domain::session::{Item, Section, Session};
use crate::telling::problems::unread_in_room;
use crate::tui::keymap::{Action as A, Key, Scope as S};
use crate::tui::model::field::TextField;
use crate::tui::model::form::{Editor, Form, FormField, Shape, Target};
use crate::tui::model::start::{ListView, Row, Start};
use crate::tui::model::{Context, Model, Overlay, Reading, Screen};

use super::binding::{Binding, bind, key, letter};
use super::chooser;
use super::effect::{Effect, Effects, tell};
use super::focus::focus;
use super::operations::read;

/// Puts files that were read in their places on the list.
pub(super) fn found(model: &mut Model, entries: Vec<Row>) {
    let Screen::Start(start) = &mut model.screen else { return };
    start.entries.extend(entries);
    model.arrange_list();
}

/// No more files come: the whole folder was read.
pub(super) fn all_found(model: &mut Model) {
    if let Screen::Start(start) = &mut model.screen {
        start.is_complete = true;
    }
    model.arrange_list();
}

/// The keys of the list of sessions.
pub(super) const BINDINGS: &[Binding] = &[
    bind(S::Start, A::Open, &[key(Key::Enter)], |model, context, _| open(model, context))
        .footer(1)
        .when(|model, _| list(model).and_then(Start::current).is_some()),
    bind(S::Start, A::New, &[letter('n')], |model, context, _| new_session(model, context)).footer(2),
    bind(S::NoSessions, A::New, &[key(Key::Enter), letter('n')], |model, context, _| new_session(model, context))
        .footer(1),
    bind(S::Start, A::Matrix, &[letter('m')], |model, _, _| {
        model.outlook.shape = model.outlook.shape.next(model.size.inner());
        Effects::new()
    })
    .footer(3)
    .when(has_sessions),
    bind(S::Start, A::Narrow, &[letter('/')], |model, _, _| chooser::narrow(model)).footer(4).when(has_sessions),
    bind(S::Start, A::Lacking, &[letter('f')], |model, _, _| look(model, ListView::next_lack))
        .footer(5)
        .when(has_sessions),
    bind(S::Start, A::Order, &[letter('o')], |model, _, _| look(model, |view| view.order = view.order.next()))
        .footer(6)
        .when(has_sessions),
    bind(S::Start, A::Rounds, &[letter('r')], |model, _, _| look(model, |view| view.all_rounds = !view.all_rounds))
        .footer(7)
        .when(has_sessions),
];

/// The list of sessions, if it is in front.
pub(super) fn list(model: &Model) -> Option<&Start> {
    if let Screen::Start(start) = &model.screen { Some(start) } else { None }
}

pub(super) fn has_sessions(model: &Model, _: &Context) -> bool {
    list(model).is_some_and(|start| !start.entries.is_empty())
}

fn open(model: &mut Model, context: &Context) -> Effects {
    let Some(row) = list(model).and_then(Start::current) else { return Effects::new() };
    match &row.content {
        Ok(_) => vec![Effect::Open(row.path.clone())],
        Err(unread) => {
            let title = row.named(model.today, &context.words);
            let text = vec![unread_in_room(unread, &context.words)];
            read(model, Reading::Told { title, text })
        }
    }
}

/// Looks at the sessions in another way.
fn look(model: &mut Model, change: fn(&mut ListView)) -> Effects {
    change(&mut model.outlook);
    model.arrange_list();
    Effects::new()
}

/// Begins a session of today, with a group of residents and one of professionals.
fn new_session(model: &mut Model, context: &Context) -> Effects {
    let beginning = Beginning {
        date: Some(model.today),
        residents_group: &context.words.cli.groups.residents,
        professionals_group: &context.words.cli.groups.professionals,
        ..Beginning::default()
    };
    let session = begun(&mut model.ids, &beginning);
    let session = Box::new(session);
    let begin = Effect::Begin(session.clone());
    ask_again(model, context, session);
    vec![begin]
}

/// Asks again for what a session needs, with what an earlier run left behind of it.
pub(super) fn begun_before(
    model: &mut Model,
    context: &Context,
    mut session: Session,
    draft: Option<(String, String)>,
    left: &[Edit],
) -> Effects {
    let draft = draft.filter(|(_, text)| !text.trim().is_empty());
    if !model.overlays.is_empty() || model.desk().is_some() {
        return Effects::new();
    }
    if !is_begun(&session) && draft.is_none() && left.is_empty() {
        return vec![Effect::DiscardRecovery];
    }
    for text in
        left.iter().filter_map(|edit| context.sentences(model.today).left_text(edit, &session)).collect::<Vec<_>>()
    {
        park(&mut session, &mut model.ids, &text);
    }
    let mut form = asking(&session, context);
    let mut typed_there = Effects::new();
    if let Some((place, text)) = draft {
        let text = typed(&text);
        match form.position(&place) {
            Some(field) => {
                focus(&mut form, field, &session, context);
                form.editor = Editor::Text { field: TextField::new(text.clone()), lines: false };
                typed_there.push(Effect::Draft { place, text });
            }
            None => park(&mut session, &mut model.ids, &text),
        }
    }
    session.id = model.ids.next_id('s');
    let mut effects = vec![Effect::Begin(Box::new(session.clone()))];
    effects.extend(typed_there);
    effects.push(Effect::DiscardRecovery);
    model.overlays.push(Overlay::of_new(Box::new(session), form));
    tell(model, context.words.screen.begun_before.clone());
    effects
}

/// Shows the form of a session that is not there yet, as it was filled in.
pub(super) fn ask_again(model: &mut Model, context: &Context, session: Box<Session>) {
    let form = asking(&session, context);
    model.overlays.push(Overlay::of_new(session, form));
}

/// Keeps a text of which the place is not in front.
fn park(session: &mut Session, ids: &mut IdSource, text: &str) {
    let remark = Remark {
        id: ids.next_id('k'),
        text: text.replace('\n', " ").trim().into(),
        state: Some(OpenState::Open),
        ..Remark::default()
    };
    let after = session.parked.last().map(|last| last.id.clone());
    let item = Item { id: remark.id.clone(), values: remark.values() };
    let parked = apply(session, Edit::Insert { section: Section::Parked, item, after });
    debug_assert!(parked.is_ok(), "the values are those of the record");
}

/// The form that asks for what a session needs at least; place and date are enough.
fn asking(session: &Session, context: &Context) -> Form {
    let field = |(section, number): (Section, usize)| {
        let place = Place { section, item: Id::new(section.name()), field: number };
        FormField { target: Target::Field(place), shape: Shape::Value(section.kind().fields[number].kind) }
    };
    let asked = [
        (Section::Neighbourhood, Neighbourhood::name),
        (Section::Neighbourhood, Neighbourhood::municipality),
        (Section::Meeting, Meeting::date),
        (Section::Meeting, Meeting::place),
        (Section::Neighbourhood, Neighbourhood::residents),
    ];
    let mut form = Form::of_item(session, Section::Neighbourhood, &Id::new(Section::Neighbourhood.name()), &[0]);
    form.fields = asked.into_iter().map(field).collect();
    focus(&mut form, 0, session, context);
    form
}

//! The list of sessions.

use crate::domain::begin::{Beginning, begun};
use crate::domain::edit::Place;
use crate::domain::id::Id;
use crate::domain::session::{Section, Session};
use crate::exchange::overview::Filter;
use crate::tui::keymap::Action;
use crate::tui::model::field::TextField;
use crate::tui::model::form::{Form, FormField, Shape, Target};
use crate::tui::model::start::Entry;
use crate::tui::model::{Context, Model, Overlay, Reader, Reading, Screen};

use super::{Effect, Effects, chooser, forms, overlay};

/// Puts files that were read in their places on the list.
pub(super) fn found(model: &mut Model, entries: Vec<Entry>) {
    let Screen::Start(start) = &mut model.screen else { return };
    start.entries.extend(entries);
    arrange(model);
}

/// Works out anew what is on the list.
pub(super) fn arrange(model: &mut Model) {
    if let Screen::Start(start) = &mut model.screen {
        start.arrange(&model.outlook, model.today);
    }
}

/// Shows every session again.
pub(super) fn widen(model: &mut Model) {
    model.outlook.filter = Filter::default();
    arrange(model);
}

/// Takes the cursor over the list.
pub(super) fn go(model: &mut Model, action: Action) {
    let screenful = model.size.screenful();
    let Screen::Start(start) = &mut model.screen else { return };
    start.selected = overlay::moved(start.selected, start.shown.len().saturating_sub(1), screenful, action);
}

pub(super) fn perform(model: &mut Model, context: &Context, action: Action) -> Effects {
    let Screen::Start(start) = &mut model.screen else { return Effects::new() };
    let outlook = &mut model.outlook;
    match action {
        Action::Open => {
            let path = start.current().map(|entry| entry.path.clone());
            return path.map(Effect::Open).into_iter().collect();
        }
        Action::New => new_session(model, context),
        Action::Help => model.overlays.push(Overlay::Reader(Reader { text: Reading::Help, scroll: 0 })),
        Action::Palette => chooser::open_palette(model, context),
        Action::Narrow => model.overlays.push(Overlay::Narrow(TextField::new(outlook.filter.words.clone()))),
        Action::Back => widen(model),
        Action::Matrix => outlook.shape = outlook.shape.next(model.size.inner()),
        Action::Rounds => outlook.all_rounds = !outlook.all_rounds,
        Action::Order => outlook.order = outlook.order.next(),
        Action::Lacking => outlook.next_lack(),
        _ => go(model, action),
    }
    if matches!(action, Action::Rounds | Action::Order | Action::Lacking) {
        arrange(model);
    }
    Effects::new()
}

/// Asks for what a session needs at least; place and date are enough.
fn new_session(model: &mut Model, context: &Context) {
    let beginning = Beginning {
        date: Some(model.today),
        residents_group: &context.words.cli.groups.residents,
        professionals_group: &context.words.cli.groups.professionals,
        ..Beginning::default()
    };
    let session = begun(&mut model.ids, &beginning);
    ask_for_session(model, context, session);
}

/// Shows the form of a session that is not there yet.
pub(super) fn ask_for_session(model: &mut Model, context: &Context, session: Session) {
    let field = |(section, name): (Section, &str)| {
        let number = section.kind().position(name)?;
        let place = Place { section, item: Id::new(section.name()), field: number };
        Some(FormField { target: Target::Field(place), shape: Shape::Value(section.kind().fields[number].kind) })
    };
    let asked = [
        (Section::Neighbourhood, "name"),
        (Section::Neighbourhood, "municipality"),
        (Section::Meeting, "date"),
        (Section::Meeting, "place"),
        (Section::Neighbourhood, "residents"),
    ];
    let mut form = Form::of_item(&session, Section::Neighbourhood, &Id::new(Section::Neighbourhood.name()), &[0]);
    form.fields = asked.into_iter().filter_map(field).collect();
    forms::focus(&mut form, 0, &session, context);
    model.overlays.push(Overlay::NewSession { session: Box::new(session), form });
}

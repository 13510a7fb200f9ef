//! The list of sessions.

use crate::domain::begin::{Beginning, begun};
use crate::domain::edit::Place;
use crate::domain::id::Id;
use crate::domain::session::Section;
use crate::tui::keymap::Action;
use crate::tui::model::form::{Form, FormField, Shape, Target};
use crate::tui::model::{Context, Entry, Model, Overlay, Reader, Reading, Screen};

use super::{Effect, Effects, chooser, forms, overlay};

/// Puts a file that was read in its place on the list: newest session first, what cannot be read last.
pub(super) fn found(model: &mut Model, entry: Entry) {
    let Screen::Start(start) = &mut model.screen else { return };
    let key = |entry: &Entry| match &entry.content {
        Ok(card) => (0, std::cmp::Reverse(card.date), card.neighbourhood.to_lowercase(), entry.path.clone()),
        Err(_) => (1, std::cmp::Reverse(None), String::new(), entry.path.clone()),
    };
    let place = start.entries.partition_point(|other| key(other) <= key(&entry));
    if place <= start.selected && !start.entries.is_empty() && start.selected > 0 {
        start.selected += 1;
    }
    start.entries.insert(place, entry);
}

pub(super) fn perform(model: &mut Model, context: &Context, action: Action) -> Effects {
    let Screen::Start(start) = &mut model.screen else { return Effects::new() };
    let screenful = model.size.screenful();
    let last = start.entries.len().saturating_sub(1);
    match action {
        Action::Open => {
            let path = start.entries.get(start.selected).map(|entry| entry.path.clone());
            return path.map(Effect::Open).into_iter().collect();
        }
        Action::New => new_session(model, context),
        Action::Help => model.overlays.push(Overlay::Reader(Reader { text: Reading::Help, scroll: 0 })),
        Action::Palette => chooser::open_palette(model, context),
        _ => start.selected = overlay::moved(start.selected, last, screenful, action),
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

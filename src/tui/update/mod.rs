//! What a message does to the model: pure. No terminal, no file, no clock; the time, ids and everything from disk come in
//! as data, and what is to be done outside goes out as effects.

mod carried;
mod chooser;
mod clock;
mod desk;
mod effect;
mod focus;
mod forms;
mod operations;
mod options;
mod overlay;
mod pick;
mod resolver;
mod share;
mod start;
mod text;
mod understand;

pub use effect::{Effect, Effects, Msg};
pub use forms::heading as form_heading;
pub use options::option_label;
pub use pick::pick_matches;
pub use text::{question_label, tell_with, unread_text};

use crate::telling::problems::limit_text;

use super::keymap::{Action, Chord, Key, is_typing, resolve};
use super::model::{Context, Desk, Model, Overlay, Saving, Screen, Unread};
use effect::warn;

/// Does what a message asks.
pub fn update(model: &mut Model, context: &Context, msg: Msg) -> Effects {
    let effects = answer(model, context, msg);
    if let Some(limit) = model.refused.take() {
        warn(model, limit_text(limit, &context.words));
    }
    effects
}

fn answer(model: &mut Model, context: &Context, msg: Msg) -> Effects {
    match msg {
        Msg::Key(chord) => press(model, context, chord),
        Msg::Paste(text) => paste(model, context, &text),
        Msg::Resize(size) => {
            model.size = size;
            Effects::new()
        }
        Msg::Moment { today, now } => {
            (model.today, model.now) = (today, now);
            Effects::new()
        }
        Msg::Saved { revision } => {
            if let Some(desk) = model.desk_mut().filter(|desk| desk.revision == revision) {
                desk.saving = Saving::Saved;
            }
            Effects::new()
        }
        Msg::NotSaved(trouble) => {
            if let Some(desk) = model.desk_mut() {
                desk.saving = Saving::Failed(trouble);
            }
            Effects::new()
        }
        Msg::Journal { works } => {
            if let Some(desk) = model.desk_mut() {
                desk.journal_works = works;
            }
            Effects::new()
        }
        Msg::SavesAs { path, revision } => {
            model.overlays.clear();
            if let Some(desk) = model.desk_mut() {
                (desk.path, desk.revision, desk.saving) = (path, revision, Saving::Underway);
            }
            Effects::new()
        }
        Msg::NotCreated { session, trouble } => {
            if matches!(model.screen, Screen::Start(_)) {
                start::ask_again(model, context, session);
            }
            let text = unread_text(&Unread::Trouble(trouble), context);
            warn(model, text);
            Effects::new()
        }
        Msg::ChangedOnDisk => {
            overlay::changed_on_disk(model, context);
            Effects::new()
        }
        Msg::Theirs { base, theirs } => resolver::merge_theirs(model, context, &base, &theirs),
        Msg::Found(entries) => {
            start::found(model, entries);
            Effects::new()
        }
        Msg::FolderRead => {
            if let Screen::Start(start) = &mut model.screen {
                start.is_complete = true;
            }
            model.arrange_list();
            Effects::new()
        }
        Msg::Opened { path, session, is_saved } => {
            let desk = Desk::new(path, *session, &context.guide);
            let saving = if is_saved { Saving::Saved } else { Saving::Underway };
            model.screen = Screen::Session(Box::new(Desk { saving, ..desk }));
            model.overlays.clear();
            if model.desk().is_some_and(|desk| desk.undecided(&context.guide) > 0) {
                // The first thing that a continued session shows is what is open.
                carried::show(model, context);
            }
            let has_earlier = model.desk().is_some_and(|desk| desk.session.previous.is_some());
            let mut effects = if model.has_conflicts() { resolver::open(model) } else { Effects::new() };
            effects.extend(has_earlier.then_some(Effect::ReadEarlier));
            effects
        }
        Msg::Earlier { of, rounds } => {
            if let Some(desk) = model.desk_mut().filter(|desk| desk.session.id == of) {
                desk.earlier = rounds;
            }
            Effects::new()
        }
        Msg::Recovered(recovery) => {
            model.overlays.push(Overlay::Recovery(recovery));
            Effects::new()
        }
        Msg::Begun { session, draft } => start::begun_before(model, context, *session, draft),
        Msg::NotOpened(unread) => {
            let text = unread_text(&unread, context);
            warn(model, text);
            let is_start = matches!(&model.screen, Screen::Start(start) if start.entries.is_empty());
            if is_start { vec![Effect::ReadFolder] } else { Effects::new() }
        }
        Msg::Shared(step) => {
            share::stepped(model, step);
            Effects::new()
        }
        Msg::SharingEnded(end) => share::ended(model, context, end),
        Msg::Origins { path, origins } => {
            resolver::know(model, &path, &origins);
            Effects::new()
        }
    }
}

fn press(model: &mut Model, context: &Context, chord: Chord) -> Effects {
    let scopes = model.scopes();
    let action = resolve(&scopes, chord);
    if !model.size.is_enough() {
        // What cannot be seen must not change; but a sentence that is being typed goes on, and leaving works.
        return match action {
            Some(Action::Leave) if chord == Chord::control('q') => perform(model, context, Action::Leave, chord),
            None if model.form().is_some() => typed(model, context, chord),
            _ => Effects::new(),
        };
    }
    match action {
        Some(action) if model.is_available(action, context) => {
            model.notice = None;
            perform(model, context, action, chord)
        }
        // Where text is typed, a key whose action has no use there does what it does in a text: Home, End.
        Some(_) if !scopes.iter().copied().any(is_typing) => Effects::new(),
        Some(_) | None => {
            model.notice = None;
            typed(model, context, chord)
        }
    }
}

/// A key that no binding takes is text for what is being typed.
fn typed(model: &mut Model, context: &Context, chord: Chord) -> Effects {
    match model.overlays.last() {
        Some(Overlay::Form(_) | Overlay::NewSession { .. }) => forms::typed(model, context, chord),
        Some(_) => chooser::typed(model, context, chord),
        None => Effects::new(),
    }
}

fn paste(model: &mut Model, context: &Context, text: &str) -> Effects {
    match model.overlays.last() {
        Some(Overlay::Form(_) | Overlay::NewSession { .. }) => forms::paste(model, context, text),
        Some(_) => chooser::paste(model, context, text),
        None => Effects::new(),
    }
}

fn perform(model: &mut Model, context: &Context, action: Action, chord: Chord) -> Effects {
    if action == Action::Leave {
        return overlay::leave(model, context);
    }
    match model.overlays.last() {
        None => match model.screen {
            Screen::Start(_) => start::perform(model, context, action),
            Screen::Session(_) => desk::perform(model, context, action),
        },
        Some(Overlay::Palette(_)) if action == Action::Choose => match chooser::chosen_action(model) {
            Some(action) if model.is_available(action, context) => {
                perform(model, context, action, Chord::plain(Key::Enter))
            }
            _ => Effects::new(),
        },
        Some(Overlay::Form(_) | Overlay::NewSession { .. }) => forms::perform(model, context, action, chord),
        Some(
            Overlay::Palette(_) | Overlay::Search(_) | Overlay::Pages(_) | Overlay::SaveAs(_) | Overlay::Narrow(_),
        ) => chooser::perform(model, context, action),
        Some(Overlay::Clock { .. }) => clock::perform(model, context, action),
        Some(Overlay::Resolver { .. }) => resolver::perform(model, context, action),
        Some(Overlay::Share(_) | Overlay::Sharing) => share::perform(model, action),
        Some(_) => overlay::perform(model, context, action),
    }
}

//! What a message does to the model: pure. No terminal, no file, no clock; the time, ids and everything from disk come in
//! as data, and what is to be done outside goes out as effects.

mod asking;
mod attendance;
mod binding;
mod bringing;
mod cards;
mod carried;
mod chooser;
mod clock;
mod closing;
mod desk;
mod effect;
mod files;
mod focus;
mod forms;
mod grid;
mod leaving;
mod moves;
mod offers;
mod operations;
mod options;
mod overlay;
mod palette;
mod pick;
mod pitch;
mod plain;
mod report;
mod resolver;
mod result;
mod several;
mod share;
mod start;
mod steps;
mod table;
mod understand;

pub use binding::{Binding, Run};
pub use effect::{Effect, Effects, Msg, Phase};
pub use plain::do_in_words;
pub use steps::panel_key;
pub use table::{bindings, in_footer, reachable, resolve, with_keys};
pub use understand::{Expected, told_beside, understood};

use crate::telling::problems::{limit_text, unkept_text, unread_text};

use super::keymap::{Action, Chord, Key, is_typing};
use super::model::{Context, Desk, Digits, Model, Overlay, Saving, Screen, Tone, Unread};
use effect::{tell, warn};
use table::available;

/// Does what a message asks.
pub fn update(model: &mut Model, context: &Context, msg: Msg) -> Effects {
    // The first frame of a session does not wait for what it asks: that comes with the next message.
    let is_opening = matches!(msg, Msg::Opened { .. });
    let is_typed = matches!(msg, Msg::Key(_) | Msg::Paste(_) | Msg::Do(_));
    let before = if is_typed { draft(model) } else { None };
    let mut effects = answer(model, context, msg);
    if let (Some((was_at, before)), false) = (before, effects.contains(&Effect::DraftClosed)) {
        // Whatever the field is: what was typed or chosen in it is safe before the next frame.
        let now = draft(model).filter(|(place, text)| *place == was_at && *text != before);
        if let Some((place, text)) = now {
            effects.extend(draft_begun(model));
            effects.push(Effect::Draft { place, text });
        }
    }
    if let Some(desk) = model.desk_mut() {
        desk.progress.refresh(&context.guide.structure, &desk.session, desk.revision);
    }
    if !is_opening {
        refresh_signals(model, context);
    }
    if let Some(limit) = model.refused.take() {
        warn(model, limit_text(limit, &context.words));
    }
    effects
}

/// What is being typed or chosen in the form that is in front, and the place that it belongs to.
fn draft(model: &Model) -> Option<(String, String)> {
    model.form().map(|(form, _)| (form.place_name(), form.editor.draft()))
}

/// Before the first draft of a field the journal is told what stood there.
fn draft_begun(model: &mut Model) -> Option<Effect> {
    let (form, session) = model.form()?;
    let before = form.standing(session);
    let form = model.overlays.last_mut().filter(|top| top.new_session().is_none())?.form_mut()?;
    (!std::mem::replace(&mut form.is_noted, true)).then_some(Effect::DraftBegun(before))
}

/// Works out what the session asks, if it changed; what has just been typed and asks something is told at once.
fn refresh_signals(model: &mut Model, context: &Context) {
    let today = model.today;
    let Some(desk) = model.desk_mut() else { return };
    let raised = desk.signals.refresh(&desk.session, desk.revision, today, context);
    let is_warned = model.notice.as_ref().is_some_and(|notice| notice.tone == Tone::Warning);
    let (Some(raised), Some(desk), false) = (raised, model.desk(), is_warned) else { return };
    let text = context.sentences(today).signal_line(&raised, &desk.session);
    warn(model, text);
}

#[expect(clippy::too_many_lines, reason = "one flat match, a line or two for each message")]
fn answer(model: &mut Model, context: &Context, msg: Msg) -> Effects {
    match msg {
        Msg::Key(chord) => press(model, context, chord),
        Msg::Paste(text) => paste(model, context, &text),
        Msg::Do(action) => named(model, context, action),
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
        Msg::NotKept(unkept) => {
            warn(model, unkept_text(unkept, &context.words));
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
            let text = unread_text(&Unread::Trouble(trouble), &context.words);
            warn(model, text);
            Effects::new()
        }
        Msg::ReportWritten(Ok(name)) => {
            tell(model, context.words.outgoing.written(name));
            Effects::new()
        }
        Msg::ReportWritten(Err(trouble)) => {
            let text = unread_text(&Unread::Trouble(trouble), &context.words);
            warn(model, text);
            Effects::new()
        }
        Msg::ChangedOnDisk => {
            effect::changed_on_disk(model, context);
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
            if asking::arrive(model, context) {
                // What was gone to comes before what is open.
            } else if model.desk().is_some_and(|desk| desk.undecided(&context.guide) > 0) {
                // The first thing that a continued session shows is what is open.
                carried::show(model, context);
            }
            let has_earlier = model.desk().is_some_and(|desk| desk.session.previous().is_some());
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
            overlay::ask_recovery(model, recovery);
            Effects::new()
        }
        Msg::Begun { session, draft, left } => start::begun_before(model, context, *session, draft, &left),
        Msg::Answered { sessions, is_last } => {
            model.take_answers(sessions, is_last, &context.words);
            Effects::new()
        }
        Msg::NotOpened(unread) => {
            asking::not_opened(model);
            let text = unread_text(&unread, &context.words);
            warn(model, text);
            let is_start = matches!(&model.screen, Screen::Start(start) if start.entries.is_empty());
            if is_start { vec![Effect::ReadFolder] } else { Effects::new() }
        }
        Msg::ThrownAway { kept, path } => files::thrown_away(model, context, kept, path),
        Msg::Joined { path, thrown, differ } => files::joined(model, context, &path, thrown, differ),
        Msg::NotJoined(unread) => {
            files::not_joined(model, context, &unread);
            Effects::new()
        }
        Msg::BroughtBack(path) => files::brought_back(model, context, &path),
        Msg::Stays(path) => {
            files::stays(model, context, &path);
            Effects::new()
        }
        Msg::CannotLeave { is_kept } => {
            overlay::cannot_leave(model, is_kept);
            Effects::new()
        }
        Msg::Shared(step) => {
            share::stepped(model, step);
            Effects::new()
        }
        Msg::SharingEnded(end) => share::ended(model, context, end),
        Msg::Files(files) => {
            bringing::listed(model, files);
            Effects::new()
        }
        Msg::Brought { name, content } => bringing::brought(model, context, &name, content),
        Msg::Origins { path, origins } => {
            resolver::know(model, &path, &origins);
            Effects::new()
        }
    }
}

fn press(model: &mut Model, context: &Context, chord: Chord) -> Effects {
    let scopes = model.scopes(context);
    if chord != Chord::plain(Key::Esc) {
        model.digits = Digits::IntoCell;
    }
    let bound = resolve(&scopes, chord);
    let effects = match bound {
        // What cannot be seen must not change; but a sentence that is being typed goes on, and leaving works.
        _ if !model.size.is_enough() => match bound {
            Some(binding) if binding.action == Action::Leave && chord == Chord::control('q') => {
                (binding.run)(model, context, chord)
            }
            None if model.overlays.last().is_some_and(Overlay::takes_text) => typed(model, context, chord),
            _ => Effects::new(),
        },
        Some(binding) if (binding.when)(model, context) => {
            model.notice = None;
            perform(model, context, binding, chord)
        }
        // Where text is typed, a key whose action has no use there does what it does in a text: Home, End.
        Some(_) if !scopes.iter().copied().any(is_typing) => Effects::new(),
        Some(_) | None => {
            model.notice = None;
            typed(model, context, chord)
        }
    };
    model.last_key = Some(chord);
    palette::look(model, context);
    palette::tell_keys(model, context);
    effects
}

/// Does an action by its name, where it would do something.
fn named(model: &mut Model, context: &Context, action: Action) -> Effects {
    let Some(binding) = available(model, context, action) else { return Effects::new() };
    model.notice = None;
    let effects = (binding.run)(model, context, Chord::plain(Key::Enter));
    palette::look(model, context);
    palette::tell_keys(model, context);
    effects
}

/// Does what a row of the table asks; a command that is chosen from their list is a row too.
fn perform(model: &mut Model, context: &Context, binding: &Binding, chord: Chord) -> Effects {
    let chosen = (binding.action == Action::Choose).then(|| palette::chosen(model)).flatten();
    match chosen {
        Some(action) => available(model, context, action)
            .map_or_else(Effects::new, |binding| (binding.run)(model, context, Chord::plain(Key::Enter))),
        None => (binding.run)(model, context, chord),
    }
}

/// A key that no binding takes is text for what is being typed.
fn typed(model: &mut Model, context: &Context, chord: Chord) -> Effects {
    match model.overlays.last() {
        Some(top) if top.form().is_some() => forms::typed(model, context, chord),
        Some(top) if top.minutes().is_some() => clock::type_minutes(model, chord),
        Some(top) if top.cell().is_some() => grid::typed(model, chord),
        Some(top) if top.pitch().is_some() => pitch::typed(model, chord),
        Some(_) => chooser::typed(model, context, chord),
        None => Effects::new(),
    }
}

fn paste(model: &mut Model, context: &Context, text: &str) -> Effects {
    match model.overlays.last() {
        Some(top) if top.form().is_some() => forms::paste(model, context, text),
        Some(top) if top.cell().is_some() => grid::paste(model, text),
        Some(top) if top.pitch().is_some() => pitch::paste(model, text),
        Some(_) => {
            let effects = chooser::paste(model, context, text);
            palette::look(model, context);
            effects
        }
        None => bringing::pasted(model, context, text),
    }
}

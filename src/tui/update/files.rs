//! What makes or removes a file: it is asked first, or can be undone. And where a file stands, in plain words.

use std::path::{Path, PathBuf};

use crate::domain::carried::came_along;
use crate::domain::id::Id;
use crate::domain::problem::Trouble;
use crate::telling::problems::trouble_text;
use crate::tui::keymap::{Action as A, Chord, Key, Scope as S};
use crate::tui::model::start::{Start, Thrown};
use crate::tui::model::{Context, FileQuestion, Model, Overlay, Reading, Screen};

use super::binding::{Binding, bind, key, letter};
use super::effect::{Effect, Effects, tell, warn};
use super::operations::{close, read, to_sessions};
use super::overlay::leave;
use super::start::list;

/// The keys that make, remove or find a file.
pub(super) const BINDINGS: &[Binding] = &[
    bind(S::Start, A::ThrowAway, &[letter('d'), key(Key::Delete)], |model, context, _| ask_to_throw(model, context))
        .when(|model, _| !model.is_rehearsal && list(model).and_then(Start::current).is_some())
        .asks(|_, _| true),
    bind(S::Start, A::BringBack, &[letter('u'), Chord::control('z')], |model, _, _| bring_back(model))
        .when(|model, _| !model.is_rehearsal && !model.thrown_away.is_empty()),
    bind(S::Start, A::Join, &[letter('v')], |model, context, _| ask_to_join(model, context))
        .footer(0)
        .when(|model, _| !model.is_rehearsal && list(model).and_then(Start::double).is_some())
        .asks(|_, _| true),
    bind(S::Session, A::NextRound, &[Chord::control('r')], |model, context, _| ask_for_round(model, context))
        .when(|model, _| !model.has_conflicts())
        .asks(|_, _| true),
    bind(S::AskFile, A::Confirm, &[key(Key::Enter)], |model, context, _| confirm(model, context)).footer(1),
    bind(S::AskFile, A::Back, &[key(Key::Esc)], |model, _, _| close(model)).footer(8),
    bind(S::AskFile, A::Leave, &[Chord::control('q')], leave),
    bind(S::Form, A::Abandon, &[Chord::control('x')], |model, context, _| abandon(model, context))
        .footer(7)
        .when(|model, _| model.overlays.last().is_some_and(|top| top.new_session().is_some())),
    bind(S::Session, A::Rehearse, &[key(Key::Function(8))], |model, context, _| rehearse(model, context)),
    bind(S::Everywhere, A::EndRehearsal, &[key(Key::Function(9))], |model, context, _| end_rehearsal(model, context))
        .when(|model, _| model.is_rehearsal && model.overlays.is_empty()),
    bind(S::Everywhere, A::NextTheme, &[key(Key::Function(7))], |_, _, _| vec![Effect::NextTheme])
        .when(|model, _| model.overlays.is_empty() && model.has_colours),
    bind(S::Everywhere, A::WhereIsIt, &[key(Key::Function(6))], |model, context, _| tell_where(model, context))
        .when(|model, _| model.overlays.is_empty() && path(model).is_some()),
];

/// The file of the open session, or of the one under the cursor.
fn path(model: &Model) -> Option<&Path> {
    match &model.screen {
        Screen::Session(desk) => Some(&desk.path),
        Screen::Start(start) => start.current().map(|row| row.path.as_path()),
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Asks whether a new round is to begin.
fn ask_for_round(model: &mut Model, context: &Context) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    let mut ids = model.ids.clone();
    let next = context.sentences(model.today).next_round(&desk.session, &mut ids, Some(model.today));
    let words = &context.words.files;
    let count = context.words.count(came_along(&next).len());
    let lines = vec![words.ask_round_text(count)];
    model.overlays.push(Overlay::AskFile(FileQuestion::NextRound { title: words.ask_round(next.round()), lines }));
    vec![Effect::FindFollowing]
}

/// There are next rounds of the session already: who is asked whether one is to begin is told so first.
pub(super) fn tell_following(model: &mut Model, context: &Context, of: &Id, names: &[String]) {
    let is_open = model.desk().is_some_and(|desk| desk.session.id == *of);
    if let Some(Overlay::AskFile(FileQuestion::NextRound { lines, .. })) = model.overlays.last_mut().filter(|_| is_open)
    {
        lines.splice(0..0, names.iter().map(|name| context.words.files.round_is_there(name)));
    }
}

/// Another session stands in the place of the file: this one goes on in a file beside it, so that neither is lost.
pub(super) fn go_on_beside(model: &mut Model, context: &Context) -> Effects {
    warn(model, context.words.files.goes_on_beside.clone());
    vec![Effect::GoOnBeside]
}

/// Asks whether the session under the cursor is to be thrown away.
fn ask_to_throw(model: &mut Model, context: &Context) -> Effects {
    let Some(row) = list(model).and_then(Start::current) else { return Effects::new() };
    let words = &context.words.files;
    let path = row.path.clone();
    let title = words.ask_throw.clone();
    let lines = vec![words.ask_throw_text(name_of(model, context, &path))];
    model.overlays.push(Overlay::AskFile(FileQuestion::ThrowAway { path, title, lines }));
    Effects::new()
}

/// Asks whether the two files of the session under the cursor are to be made one.
fn ask_to_join(model: &mut Model, context: &Context) -> Effects {
    let Some((row, other)) = list(model).and_then(Start::double) else { return Effects::new() };
    let words = &context.words.files;
    let lines = vec![words.ask_join_text(row.named(model.today, &context.words))];
    let (path, other_path) = (row.path.clone(), other.path.clone());
    let title = words.ask_join.clone();
    model.overlays.push(Overlay::AskFile(FileQuestion::Join { path, other: other_path, title, lines }));
    Effects::new()
}

/// Does what was asked about.
fn confirm(model: &mut Model, context: &Context) -> Effects {
    let Some(Overlay::AskFile(ask)) = model.overlays.pop() else { return Effects::new() };
    match ask {
        FileQuestion::NextRound { .. } => begin_round(model, context),
        FileQuestion::ThrowAway { path, .. } => vec![Effect::ThrowAway(path)],
        FileQuestion::Join { path, other, .. } => vec![Effect::Join { path, other }],
    }
}

/// Begins a new round in a file of its own, with all that is still open; today's session stays as it is.
fn begin_round(model: &mut Model, context: &Context) -> Effects {
    let Screen::Session(desk) = &model.screen else { return Effects::new() };
    let next = context.sentences(model.today).next_round(&desk.session, &mut model.ids, Some(model.today));
    let count = context.words.count(came_along(&next).len());
    tell(model, context.words.screen.round_begun(count, next.round()));
    vec![Effect::Create(Box::new(next))]
}

fn bring_back(model: &Model) -> Effects {
    let thrown = model.thrown_away.last().cloned();
    thrown.map(|Thrown { kept, path, .. }| Effect::BringBack { kept, path }).into_iter().collect()
}

/// What the room calls the session of a file: it is on the list, with its file where another is called the same, was thrown
/// away from it, or is known by its name alone.
fn name_of(model: &Model, context: &Context, path: &Path) -> String {
    let row = list(model).and_then(|start| Some((start, start.entries.iter().find(|row| row.path == path)?)));
    let thrown = || model.thrown_away.iter().rev().find(|thrown| thrown.path == path);
    match row {
        Some((start, row)) => {
            let name = row.named(model.today, &context.words);
            start.file_apart(row).map_or(name.clone(), |file| format!("{name} · {file}"))
        }
        None => thrown().map_or_else(
            || path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            |thrown| thrown.name.clone(),
        ),
    }
}

/// A session was thrown away, and is kept there.
pub(super) fn thrown_away(model: &mut Model, context: &Context, kept: PathBuf, path: PathBuf) -> Effects {
    let name = name_of(model, context, &path);
    let text = context.words.files.thrown(&name);
    model.thrown_away.push(Thrown { kept, path, name });
    tell(model, text);
    read_again(model)
}

/// Two files of one session were made one: where the other one is kept and was, and in how many places they differed.
pub(super) fn joined(
    model: &mut Model,
    context: &Context,
    file: &Path,
    (kept, path): (PathBuf, PathBuf),
    differ: usize,
) -> Effects {
    let words = &context.words.files;
    let name = name_of(model, context, file);
    let text = match differ {
        0 => words.joined(&name),
        differ => words.joined_differing(context.words.count(differ), &name),
    };
    model.thrown_away.push(Thrown { kept, path, name });
    tell(model, text);
    read_again(model)
}

/// A session that was thrown away is back.
pub(super) fn brought_back(model: &mut Model, context: &Context, path: &Path) -> Effects {
    let text = context.words.files.brought_back(name_of(model, context, path));
    model.thrown_away.retain(|thrown| thrown.path != path);
    tell(model, text);
    read_again(model)
}

/// The file stays where it is: nothing could be done with it.
pub(super) fn stays(model: &mut Model, context: &Context, path: &Path, trouble: Trouble) {
    let reason = trouble_text(trouble, &context.words).to_string();
    warn(model, context.words.files.stays(name_of(model, context, path), reason));
}

fn read_again(model: &mut Model) -> Effects {
    // Who opened a session meanwhile stays in it: its list is read anew when it comes back.
    let Screen::Start(start) = &mut model.screen else { return Effects::new() };
    *start = Start::default();
    vec![Effect::ReadFolder]
}

/// Leaves the form of a new session without making it.
fn abandon(model: &mut Model, context: &Context) -> Effects {
    model.overlays.pop();
    tell(model, context.words.files.abandoned.clone());
    vec![Effect::Abandon]
}

/// From here on nothing reaches the disk; the same key ends it.
fn rehearse(model: &mut Model, context: &Context) -> Effects {
    if model.is_rehearsal {
        return end_rehearsal(model, context);
    }
    model.is_rehearsal = true;
    tell(model, context.words.side.rehearsal_begins.clone());
    vec![Effect::Rehearse]
}

/// Back to the list, with the sessions as they are in their files.
fn end_rehearsal(model: &mut Model, context: &Context) -> Effects {
    model.is_rehearsal = false;
    let mut effects = vec![Effect::EndRehearsal];
    effects.extend(to_sessions(model));
    tell(model, context.words.side.rehearsal_ends.clone());
    effects
}

/// The folder of a file is told with so many above it as lead there.
const FOLDERS_TOLD: usize = 3;

/// Tells where the file stands: its name, and its folder with those that lead there.
fn tell_where(model: &mut Model, context: &Context) -> Effects {
    let words = &context.words.files;
    let Some(path) = path(model) else { return Effects::new() };
    let mut text = vec![words.where_file(file_name(path))];
    let path = model.here.join(path);
    let folders = path.ancestors().skip(1).map(file_name).filter(|name| !name.is_empty() && name != ".");
    let mut folders: Vec<String> = folders.take(FOLDERS_TOLD).collect();
    folders.reverse();
    text.push(if folders.is_empty() { words.where_here.clone() } else { words.where_folder(folders.join(" › ")) });
    text.push(words.where_safe.clone());
    read(model, Reading::Told { title: words.where_title.clone(), text })
}

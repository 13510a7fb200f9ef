//! What the workers outside tell: of the file of the open session, of the folder, and of what comes in and goes out.

use std::path::PathBuf;

use crate::domain::problem::Trouble;
use crate::domain::session::Session;
use crate::telling::problems::{trouble_text, unkept_text, unread_in_room, unread_text};
use crate::tui::model::{Context, Desk, Model, Saving, Screen, Unread};

use super::effect::{Effect, Effects, changed_on_disk, tell, warn};
use super::msg::{ExchangeMsg, FileMsg, FolderMsg};
use super::{asking, bringing, carried, chooser, files, operations, overlay, resolver, share, start};

/// News of the file of the open session.
pub(super) fn of_file(model: &mut Model, context: &Context, news: FileMsg) -> Effects {
    match news {
        FileMsg::Theirs { base, theirs } => return resolver::merge_theirs(model, context, &base, &theirs),
        FileMsg::ChangedOnDisk => changed_on_disk(model, context),
        FileMsg::Replaced => return files::go_on_beside(model, context),
        FileMsg::NotKept(unkept) => warn(model, unkept_text(unkept, &context.words)),
        FileMsg::Recovered(recovery) => return overlay::ask_recovery(model, recovery),
        FileMsg::CannotLeave { is_kept } => overlay::cannot_leave(model, is_kept),
        FileMsg::Origins { path, origins } => resolver::know(model, &path, &origins),
        FileMsg::SavesAs { path, revision } => {
            // What was asked of the file that was left is answered; what is being typed goes on.
            model.overlays.retain(|overlay| !overlay.is_about_file());
            if let Some(desk) = model.desk_mut() {
                (desk.path, desk.revision, desk.saving) = (path, revision, Saving::Underway);
            }
        }
        FileMsg::NotSavedAs { typed, trouble } => {
            warn(model, trouble_text(trouble, &context.words).to_string());
            return chooser::save_as(model, typed);
        }
        FileMsg::Saved { revision } => {
            if let Some(desk) = model.desk_mut().filter(|desk| desk.revision == revision) {
                desk.saving = Saving::Saved;
            }
        }
        FileMsg::NotSaved(trouble) => {
            if let Some(desk) = model.desk_mut() {
                desk.saving = Saving::Failed(trouble);
            }
        }
        FileMsg::Journal { works } => {
            if let Some(desk) = model.desk_mut() {
                desk.journal_works = works;
            }
        }
        FileMsg::Following { of, names } => files::tell_following(model, context, &of, &names),
        FileMsg::Earlier { of, rounds } => {
            if let Some(desk) = model.desk_mut().filter(|desk| desk.session.id == of) {
                desk.earlier = rounds;
            }
        }
    }
    Effects::new()
}

/// News of the folder of sessions.
pub(super) fn of_folder(model: &mut Model, context: &Context, news: FolderMsg) -> Effects {
    match news {
        FolderMsg::Opened { path, session, is_saved } => return opened(model, context, path, *session, is_saved),
        FolderMsg::NotOpened(unread) => return not_opened(model, context, &unread),
        FolderMsg::Begun { session, draft, left } => {
            return start::begun_before(model, context, *session, draft, &left);
        }
        FolderMsg::ThrownAway { kept, path } => return files::thrown_away(model, context, kept, path),
        FolderMsg::Joined { path, thrown, differ } => return files::joined(model, context, &path, thrown, differ),
        FolderMsg::BroughtBack(path) => return files::brought_back(model, context, &path),
        FolderMsg::NotJoined(unread) => warn(model, unread_text(&unread, &context.words)),
        FolderMsg::Stays { path, trouble } => files::stays(model, context, &path, trouble),
        FolderMsg::Found(entries) => start::found(model, entries),
        FolderMsg::AllRead => start::all_found(model),
        FolderMsg::Answered { sessions, is_last } => model.take_answers(sessions, is_last, &context.words),
        FolderMsg::NotCreated { session, trouble } => {
            if matches!(model.screen, Screen::Start(_)) {
                start::ask_again(model, context, session);
            }
            warn_of(model, context, trouble);
        }
    }
    Effects::new()
}

/// News of what is brought in or goes out.
pub(super) fn of_exchange(model: &mut Model, context: &Context, news: ExchangeMsg) -> Effects {
    match news {
        ExchangeMsg::Brought(read) => return bringing::brought(model, context, read),
        ExchangeMsg::SharingEnded(end) => return share::ended(model, context, end),
        ExchangeMsg::Files(files) => bringing::listed(model, files),
        ExchangeMsg::Shared(step) => share::stepped(model, step),
        ExchangeMsg::ReportWritten(Ok([name, again])) => {
            tell(model, context.words.outgoing.written_beside(name, again));
        }
        ExchangeMsg::ReportWritten(Err(trouble)) => warn_of(model, context, trouble),
    }
    Effects::new()
}

fn warn_of(model: &mut Model, context: &Context, trouble: Trouble) {
    let text = unread_text(&Unread::Trouble(trouble), &context.words);
    warn(model, text);
}

fn opened(model: &mut Model, context: &Context, path: PathBuf, session: Session, is_saved: bool) -> Effects {
    let desk = Desk::new(path, session, &context.guide);
    let saving = if is_saved { Saving::Saved } else { Saving::Underway };
    model.screen = Screen::Session(Box::new(Desk { saving, ..desk }));
    model.overlays.clear();
    // What was gone to comes before what is open; else that is the first thing that a continued session shows.
    if !asking::arrive(model, context) && model.desk().is_some_and(|desk| desk.undecided(&context.guide) > 0) {
        carried::show(model, context);
    }
    let has_earlier = model.desk().is_some_and(|desk| desk.session.previous().is_some());
    let mut effects = if model.has_conflicts() { operations::open_resolver(model) } else { Effects::new() };
    effects.extend(has_earlier.then_some(Effect::ReadEarlier));
    effects
}

fn not_opened(model: &mut Model, context: &Context, unread: &Unread) -> Effects {
    asking::not_opened(model);
    let text = unread_in_room(unread, &context.words);
    warn(model, text);
    let is_unread_list = matches!(&model.screen, Screen::Start(start) if start.entries.is_empty());
    if is_unread_list { vec![Effect::ReadFolder] } else { Effects::new() }
}

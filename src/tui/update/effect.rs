//! What goes out as an effect, and what every change of a session leaves behind: an effect that
//! saves it, and a line that tells what was done.

use std::path::PathBuf;

use crate::domain::edit::{Edit, Refused};
use crate::domain::history::Change;
use crate::domain::recovery::with_whole_judgements;
use crate::domain::session::Session;
use crate::exchange::form::OutputForm;
use crate::exchange::report::ReportKind;
use crate::i18n::texts::Keyed;
use crate::tui::model::{Context, Desk, FreshItem, Model, Notice, Overlay, Saving, Tone};

/// What is to be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Write this change to the journal.
    Journal(Change),
    /// Write the session to its file.
    Save,
    /// Note in the journal what stood where something is typed from here on, as the edits that put it back.
    DraftBegun(Vec<Edit>),
    /// Keep the text that is being typed in the journal.
    Draft {
        /// The section, item and field that it is typed for, by name.
        place: String,
        /// All that was typed so far.
        text: String,
    },
    /// The text that was being typed is in the session now.
    DraftClosed,
    /// Read the folder of sessions.
    ReadFolder,
    /// Ask all sessions of the folder.
    AskFolder,
    /// Open the session of this file.
    Open(PathBuf),
    /// Keep a session that there is no file of yet in the journal, and what is typed in it from here on.
    Begin(Box<Session>),
    /// The session that was begun is not wanted.
    Abandon,
    /// Make a new file for this session and open it.
    Create(Box<Session>),
    /// Keep a file where it is no session any more.
    ThrowAway(PathBuf),
    /// Make two files of one session one.
    Join {
        /// The file that stays and gets what both hold.
        path: PathBuf,
        /// The file that goes to the bin of the folder.
        other: PathBuf,
    },
    /// Put a file back that was thrown away.
    BringBack {
        /// The file in the bin of the folder.
        kept: PathBuf,
        /// Where it was before, and is put back to.
        path: PathBuf,
    },
    /// From here on nothing reaches the disk.
    Rehearse,
    /// What is done reaches the disk again.
    EndRehearsal,
    /// Show the colours of the next theme.
    NextTheme,
    /// Read the rounds before that of the open session.
    ReadEarlier,
    /// Find the next rounds of the open session.
    FindFollowing,
    /// Read the file of the open session again.
    Reload,
    /// What another process wrote could not be merged: it is not to be written over.
    KeepApart,
    /// Write the session under this name, beside its file or in the folder that stands in front of it.
    SaveAs(String),
    /// Another session is in the place of the file: go on in a file beside it.
    GoOnBeside,
    /// What an earlier run left behind is not wanted.
    DiscardRecovery,
    /// Share the open session, or the sessions of the folder.
    Share {
        /// What the user wants to say.
        message: Option<String>,
    },
    /// Write a report of the open session beside it.
    Report {
        /// For whom it is, which tells what is in it.
        kind: ReportKind,
        /// In which form it is written.
        form: OutputForm,
    },
    /// Find the files beside the session that may hold something to bring.
    ListFiles,
    /// Read a file that is to be brought.
    Bring(String),
    /// Find out who wrote what two people disagree on.
    FindOrigins,
    /// Leave the program, if what was typed is safe.
    Leave,
    /// Leave the program, whatever is not saved.
    LeaveUnsaved,
}

/// When an effect is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Before the next frame, which shows what came of it; or because nothing that is shown may be unsafe.
    BeforePaint,
    /// It can wait until the frame is painted.
    AfterPaint,
}

impl Effect {
    /// Whether it is run before or after the next frame.
    pub fn phase(&self) -> Phase {
        match self {
            Self::Save | Self::Report { .. } | Self::Share { .. } | Self::FindOrigins | Self::ReadEarlier => {
                Phase::AfterPaint
            }
            _ => Phase::BeforePaint,
        }
    }
}

/// The effects of a message, in order.
pub type Effects = Vec<Effect>;

/// Makes edits as one change of the open session; what would be more than it can hold is told and not made.
pub(super) fn make(model: &mut Model, edits: Vec<Edit>) -> Effects {
    let Some(desk) = model.desk_mut() else { return Effects::new() };
    match desk.history.make(&mut desk.session, edits) {
        Ok(true) => {
            let change = desk.history.changes().last().cloned();
            change.map_or_else(Effects::new, |change| changed(desk, change))
        }
        Err(Refused::TooMuch(limit)) => {
            model.refused = Some(limit);
            Effects::new()
        }
        Ok(false) | Err(_) => Effects::new(),
    }
}

/// The session was changed: it is to be saved, and what was added before with it.
pub(super) fn changed(desk: &mut Desk, change: Change) -> Effects {
    desk.revision += 1;
    // What could not be written is not written before the next save tells so.
    if desk.saving == Saving::Saved {
        desk.saving = Saving::Underway;
    }
    let added = desk.fresh.take().filter(|fresh| !fresh.is_told).map(|fresh| fresh.change);
    let changes = added.into_iter().chain([with_whole_judgements(&desk.session, change)]);
    changes.map(Effect::Journal).chain([Effect::Save]).collect()
}

/// Adds an item by opening its form: it is on the screen, and nowhere else before something is typed in it.
pub(super) fn make_fresh(model: &mut Model, insert: Edit) -> Effects {
    let effects = make(model, vec![insert]);
    let Some(desk) = model.desk_mut() else { return effects };
    let [rest @ .., Effect::Journal(change), Effect::Save] = effects.as_slice() else { return effects };
    desk.fresh = Some(FreshItem { change: change.clone(), is_told: false });
    // A save that tells of this state: the file gets all but the item.
    [rest, &[Effect::Save]].concat()
}

/// Something is typed in an item that was added by opening its form: from here on a file has it.
pub(super) fn tell_fresh(desk: &mut Desk) -> Effects {
    let Some(fresh) = desk.fresh.as_mut().filter(|fresh| !fresh.is_told) else { return Effects::new() };
    fresh.is_told = true;
    vec![Effect::Journal(fresh.change.clone())]
}

/// All that was typed in an item that was just added is undone: no file has it again.
pub(super) fn untell_fresh(desk: &mut Desk, effects: &mut Effects) {
    let Some(change) = desk.history.changes().last().cloned().filter(|_| desk.fresh.is_none()) else { return };
    let saved = effects.iter().rposition(|effect| *effect == Effect::Save).unwrap_or(effects.len());
    effects.insert(saved, Effect::Journal(change.reversed()));
    desk.fresh = Some(FreshItem { change, is_told: false });
}

/// Takes back the item that was just added, as if it had never been there.
pub(super) fn take_back(desk: &mut Desk) -> Effects {
    let was_told = desk.fresh.take().is_none_or(|fresh| fresh.is_told);
    match desk.history.take_back(&mut desk.session) {
        Some(change) => {
            let mut effects = changed(desk, change.reversed());
            effects.retain(|effect| was_told || !matches!(effect, Effect::Journal(_)));
            effects
        }
        None => Effects::new(),
    }
}

pub(super) fn tell(model: &mut Model, text: impl Into<Keyed>) {
    model.notice = Some(Notice { text: text.into(), tone: Tone::Done });
}

pub(super) fn warn(model: &mut Model, text: impl Into<Keyed>) {
    model.notice = Some(Notice { text: text.into(), tone: Tone::Warning });
}

/// Another process wrote the file: says so, and asks at once if nothing is being typed.
pub(super) fn changed_on_disk(model: &mut Model, context: &Context) {
    let is_busy = !model.overlays.is_empty();
    let Some(desk) = model.desk_mut() else { return };
    desk.saving = Saving::ChangedOnDisk;
    if is_busy {
        warn(model, context.words.screen.changed_on_disk.clone());
    } else {
        model.overlays.push(Overlay::of_changed_file());
    }
}

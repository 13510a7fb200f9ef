//! What a message does to the model: pure. No terminal, no file, no clock; the time, ids and everything from disk come in
//! as data, and what is to be done outside goes out as effects.

mod carried;
mod chooser;
mod clock;
mod desk;
mod forms;
mod options;
mod overlay;
mod pick;
mod resolver;
mod share;
mod start;
mod understand;

use std::path::PathBuf;

use jiff::civil::{Date, Time};

use crate::domain::conflict::Origins;
use crate::domain::edit::Edit;
use crate::domain::id::Id;
use crate::domain::problem::Trouble;
use crate::domain::record::Record;
use crate::domain::session::{Section, Session};
use crate::domain::sharing::{Step, Stop};
use crate::i18n::sentences::Sentences;

pub use forms::heading as form_heading;
pub use options::option_label;
pub use pick::pick_matches;

use super::keymap::{Action, Chord, is_typing, resolve};
use super::model::layout::Size;
use super::model::start::Row;
use super::model::{Context, Desk, Model, Notice, Overlay, Recovery, Saving, Screen, Tone, Unread};

/// Everything that can wake the program.
#[derive(Debug)]
pub enum Msg {
    /// A key.
    Key(Chord),
    /// Text from a clipboard.
    Paste(String),
    /// The screen has another size.
    Resize(Size),
    /// What time it is.
    Moment {
        /// The day.
        today: Date,
        /// The time of day.
        now: Time,
    },
    /// A session was written.
    Saved {
        /// The revision that is in the file now.
        revision: u64,
    },
    /// A session could not be written; it is tried again.
    NotSaved(Trouble),
    /// What is not saved can be kept in the journal, or not any more.
    Journal {
        /// Whether it can.
        works: bool,
    },
    /// From here on the session is written to another file.
    SavesAs {
        /// The file.
        path: PathBuf,
        /// Counts as a change.
        revision: u64,
    },
    /// A new session got no file.
    NotCreated {
        /// What was filled in.
        session: Box<Session>,
        /// Why.
        trouble: Trouble,
    },
    /// Somebody else wrote the file, and it cannot be read as a session.
    ChangedOnDisk,
    /// Somebody else wrote the file.
    Theirs {
        /// What was last read or written here.
        base: Box<Session>,
        /// What is in the file now.
        theirs: Box<Session>,
    },
    /// Files of the folder.
    Found(Vec<Row>),
    /// All files of the folder were read.
    FolderRead,
    /// A session was opened.
    Opened {
        /// Its file.
        path: PathBuf,
        /// The session.
        session: Box<Session>,
        /// Whether there is a file of it already.
        is_saved: bool,
    },
    /// The rounds before that of a session were read.
    Earlier {
        /// The session.
        of: Id,
        /// The sessions of its rounds before, oldest first.
        rounds: Vec<Session>,
    },
    /// An earlier run left something behind.
    Recovered(Recovery),
    /// An earlier run left a session behind that there is no file of yet.
    Begun {
        /// The session.
        session: Box<Session>,
        /// The text that was being typed: its place and words.
        draft: Option<(String, String)>,
    },
    /// A session could not be opened.
    NotOpened(Unread),
    /// A step of sharing was made.
    Shared(Step),
    /// Sharing ended.
    SharingEnded(Result<(), Stop>),
    /// Who wrote what two people disagree on.
    Origins {
        /// The file that it is about.
        path: PathBuf,
        /// For each conflict, by its id.
        origins: Vec<(Id, Origins)>,
    },
}

/// What is to be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Write the session; the edits since the last time are in it and go to the journal first.
    Save(Vec<Edit>),
    /// Keep the text that is being typed in the journal.
    Draft {
        /// Where it belongs.
        place: String,
        /// The text.
        text: String,
    },
    /// The text that was being typed is in the session now.
    DraftClosed,
    /// Read the folder of sessions.
    ReadFolder,
    /// Open a session.
    Open(PathBuf),
    /// Keep a session that there is no file of yet in the journal, and what is typed in it from here on.
    Begin(Box<Session>),
    /// The session that was begun is not wanted.
    Abandon,
    /// Make a new file for this session and open it.
    Create(Box<Session>),
    /// Read the rounds before that of the open session.
    ReadEarlier,
    /// Read the file of the open session again.
    Reload,
    /// Write the session under this name, beside its file.
    SaveAs(String),
    /// What an earlier run left behind is not wanted.
    DiscardRecovery,
    /// Share the open session, or the sessions of the folder.
    Share {
        /// What the user wants to say.
        message: Option<String>,
    },
    /// Find out who wrote what two people disagree on.
    FindOrigins,
    /// Leave the program.
    Leave,
}

/// The effects of a message, in order.
pub type Effects = Vec<Effect>;

/// Does what a message asks.
pub fn update(model: &mut Model, context: &Context, msg: Msg) -> Effects {
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
                start.arrange(&model.outlook, model.today);
            }
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

/// Why a file was not read, in a line.
pub fn unread_text(unread: &Unread, context: &Context) -> String {
    match unread {
        Unread::Trouble(trouble) => {
            let told = crate::i18n::problems::trouble_text(*trouble, &context.words);
            format!("{} {}", told.what, told.remedy)
        }
        Unread::Problem(problem) => crate::i18n::problems::problem_text(problem, &context.words).to_string(),
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

/// Does an action by name, as the palette does.
fn perform_by_name(model: &mut Model, context: &Context, action: Action) -> Effects {
    if model.is_available(action, context) {
        perform(model, context, action, Chord::plain(super::keymap::Key::Enter))
    } else {
        Effects::new()
    }
}

/// Makes edits as one change of the open session.
fn make(model: &mut Model, edits: Vec<Edit>) -> Effects {
    let Some(desk) = model.desk_mut() else { return Effects::new() };
    match desk.history.make(&mut desk.session, edits.clone()) {
        Ok(true) => changed(desk, edits),
        Ok(false) | Err(_) => Effects::new(),
    }
}

/// The session was changed: it is to be saved.
fn changed(desk: &mut Desk, edits: Vec<Edit>) -> Effects {
    desk.revision += 1;
    if desk.saving != Saving::ChangedOnDisk {
        desk.saving = Saving::Underway;
    }
    vec![Effect::Save(edits)]
}

fn tell(model: &mut Model, text: String) {
    model.notice = Some(Notice { text, tone: Tone::Done });
}

fn warn(model: &mut Model, text: String) {
    model.notice = Some(Notice { text, tone: Tone::Warning });
}

/// Does something with somebody who tells edits, values and items in words.
pub fn tell_with<Told>(context: &Context, today: Date, with: impl FnOnce(&Sentences<'_>) -> Told) -> Told {
    let question = |answer: &str| question_label(context, answer);
    let mark = |mark: &str| context.guide.word(mark).to_owned();
    with(&Sentences { words: &context.words, today, question: &question, mark: &mark })
}

/// What a question is called in a sentence.
pub fn question_label(context: &Context, answer: &str) -> String {
    let text = context.guide.question_text(answer);
    let number = context.guide.structure.question(answer).map_or("", |(_, question)| question.number());
    let short = text.map_or("", |text| text.short.as_str());
    let is_number = !number.is_empty() && !number.contains(|character: char| character.is_ascii_alphabetic());
    if is_number { format!("{number} {short}") } else { short.to_owned() }
}

/// The title of an item.
fn title(context: &Context, today: Date, session: &Session, section: Section, record: &dyn Record) -> String {
    tell_with(context, today, |sentences| sentences.item_title(section, record, session))
}

//! What is on the screen, as plain data: a session or the list of them, the step and panel, and what lies on top. No
//! terminal, no file, no clock; what could be worked out is not kept.

pub mod field;
pub mod form;
pub mod layout;
pub mod panel;
pub mod start;

use std::path::PathBuf;

use jiff::civil::{Date, Time};

use crate::domain::clock::{catch_up, shorter};
use crate::domain::conflict::Origins;
use crate::domain::edit::History;
use crate::domain::id::{Id, IdSource};
use crate::domain::limits::Limit;
use crate::domain::problem::Trouble;
pub use crate::domain::problem::Unread;
use crate::domain::session::{Section, Session};
use crate::domain::sharing::{Step, Stop};
use crate::domain::value::Typed;
use crate::guide::Guide;
use crate::i18n::Words;
use crate::overview::Filter;

use super::keymap::{Action, Scope};
use field::TextField;
use form::{Editor, Form, Purpose};
use layout::Size;
use start::{ListView, Start};

/// What never changes while the program runs: the language.
#[derive(Debug)]
pub struct Context {
    /// The words of the interface.
    pub words: Words,
    /// The guide.
    pub guide: Guide,
}

/// Everything that is on the screen.
#[derive(Debug)]
pub struct Model {
    /// The size of the screen.
    pub size: Size,
    /// Today.
    pub today: Date,
    /// The time of day, as of the last key.
    pub now: Time,
    /// What is at the bottom.
    pub screen: Screen,
    /// What lies on top of it, the topmost last.
    pub overlays: Vec<Overlay>,
    /// A message in one line.
    pub notice: Option<Notice>,
    /// What was not taken in, to be told once the key or message is dealt with.
    pub refused: Option<Limit>,
    /// Whether the panel is shown alone.
    pub is_presenting: bool,
    /// Where new ids come from.
    pub ids: IdSource,
    /// How the sessions of a folder are looked at.
    pub outlook: ListView,
    /// How far sharing is, as long as that was not seen to its end.
    pub sharing: Option<Sharing>,
}

/// What is at the bottom.
#[derive(Debug)]
pub enum Screen {
    /// The sessions of a folder.
    Start(Start),
    /// An open session.
    Session(Box<Desk>),
}

/// An open session.
#[derive(Debug)]
pub struct Desk {
    /// Its file.
    pub path: PathBuf,
    /// The session.
    pub session: Session,
    /// The sessions of the rounds before, oldest first, as far as they were found.
    pub earlier: Vec<Session>,
    /// What was changed since it was opened.
    pub history: History,
    /// Whether the file holds what is on the screen.
    pub saving: Saving,
    /// Whether what is not in the file yet is kept outside this program.
    pub journal_works: bool,
    /// Counts the changes, so that a report of a save tells which it was.
    pub revision: u64,
    /// Whether the room is voting: how many votes there are is not shown before all are in.
    pub hides_votes: bool,
    /// The step.
    pub step: usize,
    /// For each step, the panel.
    pub panels: Vec<usize>,
    /// For each step and panel, what is under the cursor.
    pub cursors: Vec<Vec<usize>>,
}

/// Whether the file holds what is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// It does.
    Saved,
    /// It is being written.
    Underway,
    /// It could not be written; everything is kept in the journal, and it is tried again.
    Failed(Trouble),
    /// Somebody else wrote the file.
    ChangedOnDisk,
}

/// How far sharing is.
#[derive(Debug, Default)]
pub struct Sharing {
    /// What was done.
    pub steps: Vec<Step>,
    /// How it ended.
    pub end: Option<Result<(), Stop>>,
}

/// Something that lies on top.
#[derive(Debug)]
pub enum Overlay {
    /// A form of an item of the session.
    Form(Form),
    /// The form of a session that is not there yet.
    NewSession {
        /// The session that will be.
        session: Box<Session>,
        /// Its form.
        form: Form,
    },
    /// All commands by name.
    Palette(Chooser<Action>),
    /// Places where a word stands.
    Search(Chooser<Hit>),
    /// The help pages by name.
    Pages(Chooser<String>),
    /// Something to read.
    Reader(Reader),
    /// A file name to save under.
    SaveAs(TextField),
    /// What sessions are looked for on their list.
    Narrow(TextField),
    /// What to say when sharing; nothing is needed.
    Share(TextField),
    /// How far sharing is.
    Sharing,
    /// What an earlier run left behind.
    Recovery(Recovery),
    /// Somebody else wrote the file.
    Changed,
    /// Leaving while something is not saved.
    Leaving,
    /// The places that two people changed differently, one at a time.
    Resolver {
        /// The one that is shown.
        selected: usize,
        /// By the id of the conflict, who wrote what, once that is known.
        origins: Vec<(Id, Origins)>,
    },
    /// The agenda beside the clock.
    Clock {
        /// The block under the cursor.
        selected: usize,
    },
}

/// A list to choose from while typing what to look for.
#[derive(Clone, Debug)]
pub struct Chooser<Choice> {
    /// What was typed.
    pub query: TextField,
    /// What fits, best first.
    pub matches: Vec<Choice>,
    /// The one under the cursor.
    pub selected: usize,
}

impl<Choice> Chooser<Choice> {
    /// A chooser with these choices and nothing typed yet.
    pub fn new(matches: Vec<Choice>) -> Self {
        Self { query: TextField::default(), matches, selected: 0 }
    }
}

/// A place where a word stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The section.
    pub section: Section,
    /// The item.
    pub item: Id,
    /// The field.
    pub field: usize,
}

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// What.
    pub text: Reading,
    /// The first row on the screen.
    pub scroll: usize,
}

/// What there is to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The help of what is on the screen.
    Help,
    /// A help page.
    Page(String),
    /// What changed in the item under the cursor, a sentence each, newest first.
    History {
        /// The item.
        title: String,
        /// The sentences.
        changes: Vec<String>,
    },
}

/// What an earlier run left behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovery {
    /// Changes that are not in the file.
    pub edits: Vec<crate::domain::edit::Edit>,
    /// The texts that were being typed, the last one last: their places and words.
    pub drafts: Vec<(String, String)>,
}

/// A message in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The words.
    pub text: String,
    /// How they are meant.
    pub tone: Tone,
}

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Something wants attention.
    Warning,
}

impl Model {
    /// The program as it starts, with the list of sessions still to be read.
    pub fn new(size: Size, today: Date, now: Time, seed: u64) -> Self {
        Self {
            size,
            today,
            now,
            screen: Screen::Start(Start::default()),
            overlays: Vec::new(),
            notice: None,
            refused: None,
            is_presenting: false,
            ids: IdSource::new(seed),
            outlook: ListView::default(),
            sharing: None,
        }
    }

    /// The open session, if there is one.
    pub fn desk(&self) -> Option<&Desk> {
        match &self.screen {
            Screen::Session(desk) => Some(desk),
            Screen::Start(_) => None,
        }
    }

    /// The open session, to change it.
    pub fn desk_mut(&mut self) -> Option<&mut Desk> {
        match &mut self.screen {
            Screen::Session(desk) => Some(desk),
            Screen::Start(_) => None,
        }
    }

    /// The time of day, if it is the day of the open session.
    pub fn now_of_session(&self) -> Option<Time> {
        let date = self.desk()?.session.the_meeting().date.known();
        (date.is_none_or(|date| date == self.today)).then_some(self.now)
    }

    /// Whether two people disagree on something in the open session.
    pub fn has_conflicts(&self) -> bool {
        self.desk().is_some_and(|desk| !desk.session.conflicts.is_empty())
    }

    /// Works out anew which sessions are on the list, and in which order.
    pub fn arrange_list(&mut self) {
        if let Screen::Start(start) = &mut self.screen {
            start.arrange(&self.outlook, self.today);
        }
    }

    /// Shows every session on the list again.
    pub fn widen_list(&mut self) {
        self.outlook.filter = Filter::default();
        self.arrange_list();
    }

    /// The form on top, with the session that it is about.
    pub fn form(&self) -> Option<(&Form, &Session)> {
        match (self.overlays.last()?, &self.screen) {
            (Overlay::Form(form), Screen::Session(desk)) => Some((form, &desk.session)),
            (Overlay::NewSession { session, form }, _) => Some((form, session)),
            _ => None,
        }
    }

    /// The scopes that are active, innermost first.
    pub fn scopes(&self) -> Vec<Scope> {
        let mut scopes = Vec::with_capacity(4);
        match self.overlays.last() {
            Some(Overlay::Form(form) | Overlay::NewSession { form, .. }) => {
                match &form.editor {
                    Editor::Options { .. } => scopes.push(Scope::Options),
                    Editor::Text { lines: true, .. } => scopes.push(Scope::Lines),
                    Editor::Text { lines: false, .. } | Editor::Pick { .. } => {}
                }
                scopes.push(Scope::Form);
            }
            Some(
                Overlay::Palette(_) | Overlay::Search(_) | Overlay::Pages(_) | Overlay::SaveAs(_) | Overlay::Narrow(_),
            ) => {
                scopes.push(Scope::Chooser);
            }
            Some(Overlay::Reader(_)) => scopes.push(Scope::Reader),
            Some(Overlay::Clock { .. }) => scopes.push(Scope::Clock),
            Some(Overlay::Share(_)) => scopes.push(Scope::Message),
            Some(Overlay::Recovery(_) | Overlay::Changed | Overlay::Leaving | Overlay::Sharing) => {
                scopes.push(Scope::Question);
            }
            Some(Overlay::Resolver { .. }) => scopes.push(Scope::Conflict),
            None => match &self.screen {
                Screen::Start(_) => scopes.push(Scope::Start),
                Screen::Session(_) => {
                    if self.is_presenting {
                        scopes.push(Scope::Presentation);
                    }
                    scopes.extend([Scope::Panel, Scope::Session]);
                }
            },
        }
        scopes.push(Scope::Everywhere);
        scopes
    }

    /// Whether an action would do something now. Dispatch, footer, help and palette all ask this.
    pub fn is_available(&self, action: Action, context: &Context) -> bool {
        match self.overlays.last() {
            None => match &self.screen {
                Screen::Start(start) => start.offers(action, &self.outlook),
                Screen::Session(desk) => desk.offers(action, self.is_presenting, context),
            },
            Some(Overlay::Clock { .. }) => self.clock_offers(action, context),
            Some(Overlay::Sharing) if action == Action::Resolve => self.has_conflicts(),
            Some(overlay) => overlay.offers(action),
        }
    }
}

impl Model {
    fn clock_offers(&self, action: Action, context: &Context) -> bool {
        use Action as A;
        let (Some(desk), Some(overlay)) = (self.desk(), self.overlays.last()) else { return false };
        match action {
            A::Begin => true,
            A::More | A::Fewer => {
                let Overlay::Clock { selected } = overlay else { return false };
                desk.session.agenda.get(*selected).is_some_and(|block| match block.minutes {
                    Typed::Empty => action == A::More,
                    Typed::Known(minutes) => action == A::More || shorter(minutes).is_some(),
                    // Words that were typed are not counted away.
                    Typed::AsTyped(_) => false,
                })
            }
            A::Up | A::Down | A::PageUp | A::PageDown | A::First | A::Last => desk.session.agenda.len() > 1,
            A::CatchUp => !catch_up(&desk.session, self.now_of_session()).is_empty(),
            A::Undo | A::Redo => desk.offers(action, false, context),
            _ => overlay.offers(action),
        }
    }
}

impl Overlay {
    fn offers(&self, action: Action) -> bool {
        use Action as A;
        let leaves = matches!(action, A::Leave);
        match self {
            Self::Form(form) | Self::NewSession { form, .. } => {
                let many = matches!(form.subject, form::Subject::Item(section, _)
                    if section.count() != crate::domain::session::Count::One);
                match action {
                    A::NextOption | A::PreviousOption => {
                        matches!(&form.editor, Editor::Options { options, .. } if options.len() > 1)
                    }
                    A::Another => {
                        many && matches!(form.purpose, Purpose::Fill | Purpose::Add) && matches!(self, Self::Form(_))
                    }
                    A::Undo | A::Redo => matches!(self, Self::Form(_)),
                    A::Help | A::Toggle | A::NewLine | A::NextField | A::PreviousField | A::Finish => true,
                    _ => leaves,
                }
            }
            Self::Palette(Chooser { matches, .. }) => chooser_offers(action, matches.len()),
            Self::Search(Chooser { matches, .. }) => chooser_offers(action, matches.len()),
            Self::Pages(Chooser { matches, .. }) => chooser_offers(action, matches.len()),
            Self::SaveAs(name) => leaves || action == A::Back || action == A::Choose && !name.text().trim().is_empty(),
            Self::Narrow(_) => chooser_offers(action, 2),
            Self::Reader(reader) => match action {
                A::Up | A::PageUp | A::First => reader.scroll > 0,
                _ => leaves || matches!(action, A::Down | A::PageDown | A::Last | A::Back | A::Pages),
            },
            Self::Share(_) => leaves || matches!(action, A::Share | A::Back),
            Self::Sharing | Self::Clock { .. } => leaves || action == A::Back,
            Self::Recovery(_) => leaves || matches!(action, A::Restore | A::Discard),
            Self::Changed => leaves || matches!(action, A::Reload | A::SaveAs | A::Back),
            Self::Resolver { .. } => {
                leaves || matches!(action, A::Keep | A::TakeOther | A::Rewrite | A::Undo | A::Up | A::Down | A::Back)
            }
            Self::Leaving => matches!(action, A::SaveAs | A::Discard | A::Back),
        }
    }
}

fn chooser_offers(action: Action, matches: usize) -> bool {
    match action {
        Action::Choose => matches > 0,
        Action::Up | Action::Down | Action::PageUp | Action::PageDown => matches > 1,
        Action::Back | Action::Leave => true,
        _ => false,
    }
}

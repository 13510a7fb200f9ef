//! What lies on top of a screen: forms, lists to choose from, something to read, questions. Each has its data here, with
//! the scope of its keys, the text that is typed in it and its cursor; what its keys do stands in a file of `update`, how
//! it looks in one of `view`.

use std::path::PathBuf;

use crate::domain::conflict::Origins;
use crate::domain::edit::{Edit, apply_all};
use crate::domain::hidden::is_untold;
use crate::domain::history::History;
use crate::domain::id::Id;
use crate::domain::record::Meaning;
use crate::domain::recovery::{DraftPlace, LeftDraft, LeftEdit, put_back};
use crate::domain::session::{Section, Session};
use crate::exchange::form::OutputForm;
use crate::exchange::report::ReportKind;
use crate::tui::keymap::{Action, Chord, Scope};

use super::asking::Asking;
use super::bringing::Bringing;
use super::desk::Desk;
use super::field::TextField;
use super::form::{Editor, Form};
use super::grid::CellEditor;
use super::pitch::Pitch;
use super::reader::{Reading, TextReader};

/// Something that lies on top.
#[derive(Debug)]
pub enum Overlay {
    /// A form of an item of the session.
    Form(Form),
    /// The form of a session that is not there yet.
    NewSession {
        /// The session that will be.
        session: Box<Session>,
        /// The form in which it is filled in.
        form: Form,
        /// What was filled in, to be undone.
        history: History,
    },
    /// What is typed into a cell of the grid below.
    Cell(CellEditor),
    /// A group speaks, and what it says is written down.
    Pitch(Box<Pitch>),
    /// A list to choose from.
    Chooser(Chooser),
    /// The page of a step: what it is for, and its panels with how far each is.
    StepPage {
        /// The panel under the cursor.
        selected: usize,
        /// How many panels the step has.
        panels: usize,
        /// The digit of the step, as long as it was the only key: pressed once more it keeps the page.
        only: Option<Chord>,
    },
    /// A text that is read, such as the help.
    Reader(TextReader),
    /// A file name to save under.
    SaveAs(TextField),
    /// What sessions are looked for on their list.
    Narrow(TextField),
    /// What is asked of all sessions.
    Asking(Box<Asking>),
    /// What would happen with something that was brought.
    Import(Box<Bringing>),
    /// Why something that was brought does not enter.
    Refused(String),
    /// What to say when sharing; nothing is needed.
    Share(TextField),
    /// The steps of sharing, as they are made.
    Sharing,
    /// What an earlier run left behind.
    Recovery(Recovery),
    /// Something that makes or removes a file, asked before it is done.
    AskFile(FileQuestion),
    /// Another process wrote the file.
    Changed,
    /// Leaving while something is not saved.
    Leaving {
        /// Whether what is not saved is in the journal.
        is_kept: bool,
    },
    /// The places that two people changed differently, one at a time.
    Resolver {
        /// The one that is shown.
        selected: usize,
        /// By the id of the conflict, who wrote what, once that is known.
        origins: Vec<(Id, Origins)>,
    },
    /// What wants an answer before the people go home.
    Closing {
        /// The signal under the cursor.
        selected: usize,
    },
    /// A report to take home.
    Report {
        /// For whom, once that was chosen.
        kind: Option<ReportKind>,
        /// The row under the cursor.
        selected: usize,
    },
    /// The agenda beside the clock.
    Clock {
        /// The block under the cursor.
        selected: usize,
        /// The minutes that were typed for it.
        typed: String,
    },
    /// All people, with who is there and who is not.
    Attendance {
        /// The person under the cursor.
        selected: usize,
    },
}

/// What is asked before a file is made or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileQuestion {
    /// A next round, in a file of its own.
    NextRound {
        /// The question, which a yes or no answers.
        title: String,
        /// What a yes would do.
        lines: Vec<String>,
    },
    /// Two files of one session are made one.
    Join {
        /// The file that stays and gets what both hold.
        path: PathBuf,
        /// The file that goes to the bin of the folder.
        other: PathBuf,
        /// The question, which a yes or no answers.
        title: String,
        /// What a yes would do.
        lines: Vec<String>,
    },
    /// A session that is not wanted.
    ThrowAway {
        /// The file that would go to the bin of the folder.
        path: PathBuf,
        /// The question, which a yes or no answers.
        title: String,
        /// What a yes would do.
        lines: Vec<String>,
    },
}

impl FileQuestion {
    /// The question, and what it means.
    #[must_use]
    pub fn text(&self) -> (&str, &[String]) {
        match self {
            Self::NextRound { title, lines }
            | Self::Join { title, lines, .. }
            | Self::ThrowAway { title, lines, .. } => (title, lines),
        }
    }
}

/// A list to choose from while typing what to look for.
#[derive(Clone, Debug)]
pub struct Chooser {
    /// What kind of thing is looked for.
    pub sought: Sought,
    /// All that there is to choose from, where that is known beforehand.
    pub among: Vec<Choice>,
    /// What was typed to look for.
    pub query: TextField,
    /// What fits with what was typed, best first.
    pub matches: Vec<Choice>,
    /// The one under the cursor.
    pub selected: usize,
}

/// What is looked for in a list to choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sought {
    /// A command by its name.
    Command,
    /// A place of the session where words stand.
    Place,
    /// A help page by its title.
    Page,
    /// A file to bring, by its name.
    File,
    /// The answer to a question about what is brought.
    Answer,
    /// A ready-made card of a source, by its text.
    Card,
}

/// One of the things that can be chosen from a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// A command, which is run when it is chosen.
    Command(Action),
    /// A field of an item.
    Place(Section, Id, usize),
    /// A panel, by its step and its number there.
    Panel(usize, usize),
    /// A question, by the id of its answer.
    Question(String),
    /// A help page, by its id.
    Page(String),
    /// A file, by its name beside the session or its whole path.
    File(String),
    /// An answer, by its number, and in words.
    Answer(usize, String),
    /// A ready-made card, with where it comes from.
    Card {
        /// What would be filled in.
        text: String,
        /// The source that names it.
        source: String,
    },
}

impl Chooser {
    /// A list of these choices, with nothing typed yet.
    pub fn new(sought: Sought, matches: Vec<Choice>) -> Self {
        Self { sought, among: Vec::new(), query: TextField::default(), matches, selected: 0 }
    }

    /// What is under the cursor.
    pub fn choice(&self) -> Option<&Choice> {
        self.matches.get(self.selected)
    }
}

/// What an earlier run left behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovery {
    /// Changes that are not in the file.
    pub edits: Vec<LeftEdit>,
    /// How many changes a newer version of the program made, which this one cannot read.
    pub unread: usize,
    /// The texts that were being typed, the last one last.
    pub drafts: Vec<LeftDraft>,
}

impl Recovery {
    /// A session with its changes, as far as they fit, and those that do not.
    pub fn put_back_in(&self, session: &Session) -> (Session, Vec<Edit>) {
        let put = put_back(session, &self.edits);
        let mut after = session.clone();
        let applied = apply_all(&mut after, &put.edits);
        debug_assert!(applied.is_ok(), "made to fit");
        (after, put.left)
    }

    /// Whether the session has all of it: what was in a save that was broken off may have come into the file all the same.
    pub fn is_all_in(&self, session: &Session) -> bool {
        let (after, left) = self.put_back_in(session);
        self.unread == 0 && self.drafts.is_empty() && left.is_empty() && after == *session
    }

    /// The texts that were being typed and that are not for the facilitator alone.
    pub fn shown_drafts(&self) -> impl Iterator<Item = &LeftDraft> {
        let is_private = |place: &str| {
            field_of(place).is_some_and(|(section, field)| section.kind().fields[field].means(Meaning::Private))
        };
        self.drafts.iter().filter(move |draft| !is_private(&draft.place))
    }
}

/// Whether what stands at a place of the journal is not told: only the facilitator reads it, or the room has not shown it
/// yet.
pub fn is_secret(place: &str, session: &Session) -> bool {
    field_of(place).is_some_and(|(section, field)| is_untold(session, section, field))
}

/// The section and field of a place of the journal.
fn field_of(place: &str) -> Option<(Section, usize)> {
    DraftPlace::named(place).and_then(|place| Some((place.section, place.number()?)))
}

/// Where the cursor of a list is, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The row that it is on, counted from 0.
    pub at: usize,
    /// The last row that it can be on.
    pub last: usize,
}

impl Cursor {
    /// In a list of so many rows.
    pub fn new(at: usize, rows: usize) -> Self {
        let last = rows.saturating_sub(1);
        Self { at: at.min(last), last }
    }
}

impl From<Chooser> for Overlay {
    fn from(chooser: Chooser) -> Self {
        Self::Chooser(chooser)
    }
}

impl From<Form> for Overlay {
    fn from(form: Form) -> Self {
        Self::Form(form)
    }
}

impl Overlay {
    /// What two people changed differently, before it is known who did.
    pub fn of_conflicts() -> Self {
        Self::Resolver { selected: 0, origins: Vec::new() }
    }

    /// Says that another process wrote the file.
    pub fn of_changed_file() -> Self {
        Self::Changed
    }

    /// The form of a session that is not there yet.
    pub fn of_new(session: Box<Session>, form: Form) -> Self {
        Self::NewSession { session, form, history: History::default() }
    }

    /// After how many seconds it changes by itself: a clock with every minute, a pitch with every second.
    pub fn changes_after(&self) -> Option<u64> {
        match self {
            Self::Clock { .. } => Some(60),
            Self::Pitch(_) => Some(1),
            _ => None,
        }
    }

    /// Whether it asks what becomes of the file of the session.
    pub fn is_about_file(&self) -> bool {
        matches!(self, Self::SaveAs(_) | Self::Changed | Self::Leaving { .. })
    }

    /// Where it asks whether to leave: what it was told of what is not saved.
    pub fn leaving_keeps(&self) -> Option<bool> {
        if let Self::Leaving { is_kept } = self { Some(*is_kept) } else { None }
    }

    /// The pitch that goes on, if it is that.
    pub fn pitch(&self) -> Option<&Pitch> {
        if let Self::Pitch(pitch) = self { Some(pitch) } else { None }
    }

    /// The pitch that goes on, to change it.
    pub fn pitch_mut(&mut self) -> Option<&mut Pitch> {
        if let Self::Pitch(pitch) = self { Some(pitch) } else { None }
    }

    /// The scopes of its keys, innermost first.
    pub(super) fn scopes(&self) -> Vec<Scope> {
        match self {
            Self::Form(form) | Self::NewSession { form, .. } if form.is_at_end => vec![Scope::FormEnd, Scope::Form],
            Self::Form(form) | Self::NewSession { form, .. } => match &form.editor {
                Editor::Options { .. } => vec![Scope::Options, Scope::Form],
                Editor::Text { lines: true, .. } => vec![Scope::Lines, Scope::Form],
                Editor::Text { lines: false, .. } | Editor::Pick { .. } => vec![Scope::Form],
            },
            Self::Cell(_) => vec![Scope::Cell],
            Self::Pitch(_) => vec![Scope::Pitch],
            Self::Chooser(_) | Self::SaveAs(_) | Self::Narrow(_) => vec![Scope::Chooser],
            Self::Asking(_) => vec![Scope::Asking],
            Self::Reader(_) => vec![Scope::Reader],
            Self::StepPage { .. } => vec![Scope::StepPage],
            Self::Clock { .. } => vec![Scope::Clock],
            Self::Import(_) => vec![Scope::Import],
            Self::Attendance { .. } => vec![Scope::Attendance],
            Self::AskFile(_) => vec![Scope::AskFile],
            Self::Closing { .. } => vec![Scope::Closing],
            Self::Report { .. } => vec![Scope::Report],
            Self::Share(_) => vec![Scope::Message],
            Self::Recovery(_) | Self::Changed | Self::Refused(_) | Self::Leaving { .. } | Self::Sharing => {
                vec![Scope::Question]
            }
            Self::Resolver { .. } => vec![Scope::Conflict],
        }
    }

    /// Whether it is worked in with keys that are no text, so that one may ask which.
    pub fn has_help(&self) -> bool {
        matches!(
            self,
            Self::StepPage { .. }
                | Self::Clock { .. }
                | Self::Import(_)
                | Self::Attendance { .. }
                | Self::Closing { .. }
                | Self::Report { .. }
        )
    }

    /// What it is called where the guide says which panel tells of it, if that is another than the one below.
    pub fn told_by(&self) -> Option<&'static str> {
        Some(match self {
            Self::Clock { .. } => "clock",
            Self::Attendance { .. } => "who_is_here",
            Self::Closing { .. } => "closing",
            Self::Report { .. } => "report",
            Self::Import(_) => "import",
            _ => return None,
        })
    }

    /// Whether it tells of all of a step.
    pub fn is_of_step(&self) -> bool {
        matches!(self, Self::StepPage { .. })
    }

    /// Whether it is a list in which a key changes a row: of who is here, or of the agenda.
    pub fn is_list(&self) -> bool {
        matches!(self, Self::Attendance { .. } | Self::Clock { .. })
    }

    /// Its form, if it is one.
    pub fn form(&self) -> Option<&Form> {
        match self {
            Self::Form(form) | Self::NewSession { form, .. } => Some(form),
            _ => None,
        }
    }

    /// Its form, to change it.
    pub fn form_mut(&mut self) -> Option<&mut Form> {
        match self {
            Self::Form(form) | Self::NewSession { form, .. } => Some(form),
            _ => None,
        }
    }

    /// Another process changes the session: what is being typed in it began before that.
    pub fn begin_from(&mut self, before: &Session) {
        match self {
            Self::Form(form) if form.since.is_none() => form.begin_from(before.clone()),
            Self::Cell(cell) if cell.since.is_none() => cell.since = Some(Box::new(before.clone())),
            _ => {}
        }
    }

    /// Whether text is being typed into the session in it.
    pub fn takes_text(&self) -> bool {
        self.form().is_some() || self.cell().is_some() || self.pitch().is_some()
    }

    /// The panel under the cursor of the page of a step, if it is that.
    pub fn step_panel(&self) -> Option<usize> {
        if let Self::StepPage { selected, .. } = self { Some(*selected) } else { None }
    }

    /// What is typed into a cell, if it is that.
    pub fn cell(&self) -> Option<&CellEditor> {
        if let Self::Cell(cell) = self { Some(cell) } else { None }
    }

    /// What is typed into a cell, to change it.
    pub fn cell_mut(&mut self) -> Option<&mut CellEditor> {
        if let Self::Cell(cell) = self { Some(cell) } else { None }
    }

    /// The session that it makes, to fill it, and what was filled in before.
    pub fn new_session_mut(&mut self) -> Option<(&mut Session, &mut History)> {
        if let Self::NewSession { session, history, .. } = self { Some((session, history)) } else { None }
    }

    /// The minutes that are typed at the clock, if that is what it is.
    pub fn minutes(&self) -> Option<&str> {
        if let Self::Clock { typed, .. } = self { Some(typed) } else { None }
    }

    /// The minutes that are typed at the clock, to change them.
    pub fn minutes_mut(&mut self) -> Option<&mut String> {
        if let Self::Clock { typed, .. } = self { Some(typed) } else { None }
    }

    /// The session that it makes, if it makes one.
    pub fn new_session(&self) -> Option<&Session> {
        match self {
            Self::NewSession { session, .. } => Some(session),
            _ => None,
        }
    }

    /// Its list to choose from, if it is one.
    pub fn chooser(&self) -> Option<&Chooser> {
        if let Self::Chooser(chooser) = self { Some(chooser) } else { None }
    }

    /// Its list to choose from, to change it.
    pub fn chooser_mut(&mut self) -> Option<&mut Chooser> {
        if let Self::Chooser(chooser) = self { Some(chooser) } else { None }
    }

    /// What was brought, if it shows that.
    pub fn bringing(&self) -> Option<&Bringing> {
        if let Self::Import(bringing) = self { Some(bringing) } else { None }
    }

    /// What is asked of all sessions, if it shows that.
    pub fn asking(&self) -> Option<&Asking> {
        if let Self::Asking(asking) = self { Some(asking) } else { None }
    }

    /// What is asked of all sessions, to ask something else.
    pub fn asking_mut(&mut self) -> Option<&mut Asking> {
        if let Self::Asking(asking) = self { Some(asking) } else { None }
    }

    /// The text that is read in it, if it is one.
    pub fn reader(&self) -> Option<&TextReader> {
        if let Self::Reader(reader) = self { Some(reader) } else { None }
    }

    /// What it gives to read, if it does.
    pub fn reading(&self) -> Option<&Reading> {
        self.reader().map(|reader| &reader.text)
    }

    /// Tells where the last screenful of what is read begins; nothing is read from beyond it.
    pub fn tell_last_screenful(&mut self, last: usize) {
        if let Self::Reader(reader) = self {
            reader.end_at(last);
        }
    }

    /// Names the keys that work below it, if it is help.
    pub fn tell_keys(&mut self, keys: Vec<(&'static [Chord], Action)>) {
        if let Self::Reader(TextReader { text: Reading::Help(known), .. }) = self {
            *known = keys;
        }
    }

    /// The line that is typed in it, if it is no form.
    pub fn line_mut(&mut self) -> Option<&mut TextField> {
        match self {
            Self::Chooser(chooser) => Some(&mut chooser.query),
            Self::Asking(asking) => Some(asking.typed_mut()),
            Self::SaveAs(line) | Self::Narrow(line) | Self::Share(line) => Some(line),
            _ => None,
        }
    }

    /// Whether it tells how far sharing is.
    pub fn tells_sharing(&self) -> bool {
        matches!(self, Self::Sharing)
    }

    /// Whether the cursor of the screen below moves while this lies on top.
    pub(super) fn moves_below(&self) -> bool {
        matches!(self, Self::Narrow(_))
    }

    /// Its cursor, if it has one. The agenda and the disputes are those of the session below.
    pub(super) fn cursor(&self, desk: Option<&Desk>) -> Option<Cursor> {
        match self {
            Self::Chooser(chooser) => Some(Cursor::new(chooser.selected, chooser.matches.len())),
            Self::Asking(asking) => Some(Cursor::new(asking.selected, asking.count())),
            Self::Import(bringing) => Some(Cursor::new(bringing.selected, bringing.rows.len())),
            Self::StepPage { selected, panels, .. } => Some(Cursor::new(*selected, *panels)),
            Self::Reader(reader) => Some(Cursor { at: reader.scroll, last: reader.last }),
            Self::Clock { selected, .. } => Some(Cursor::new(*selected, desk?.session.agenda.len())),
            Self::Attendance { selected } => Some(Cursor::new(*selected, desk?.session.people.len())),
            Self::Resolver { selected, .. } => Some(Cursor::new(*selected, desk?.session.conflicts.len())),
            Self::Report { kind: None, selected } => Some(Cursor::new(*selected, ReportKind::ALL.len())),
            Self::Report { kind: Some(kind), selected } => {
                Some(Cursor::new(*selected, OutputForm::of_kind(*kind).len()))
            }
            Self::Closing { selected } => Some(Cursor::new(*selected, desk?.signals.at_closing().count())),
            _ => None,
        }
    }

    /// The section whose items it lists in their order, a row for each.
    pub(super) fn listed(&self) -> Option<Section> {
        match self {
            Self::Attendance { .. } => Some(Section::People),
            Self::Clock { .. } => Some(Section::Agenda),
            Self::Resolver { .. } => Some(Section::Conflicts),
            _ => None,
        }
    }

    pub(super) fn select(&mut self, row: usize) {
        match self {
            Self::Chooser(chooser) => chooser.selected = row,
            Self::Asking(asking) => asking.selected = row,
            Self::Import(bringing) => bringing.selected = row,
            Self::Reader(reader) => reader.scroll = row,
            Self::StepPage { selected, .. }
            | Self::Attendance { selected }
            | Self::Clock { selected, .. }
            | Self::Closing { selected }
            | Self::Report { selected, .. }
            | Self::Resolver { selected, .. } => {
                *selected = row;
            }
            _ => {}
        }
    }
}

//! What is on the screen, as plain data: a session or the list of them, the step and panel, and what lies on top. No
//! terminal, no file, no clock; what could be worked out is not kept.

pub mod asking;
pub mod bringing;
mod cards;
mod desk;
mod draft;
pub mod field;
pub mod form;
pub mod grid;
pub mod held;
pub mod layout;
pub mod offered;
mod overlay;
pub mod panel;
pub mod pitch;
mod reader;
mod sides;
pub mod signals;
pub mod start;

use std::path::PathBuf;

use jiff::civil::{Date, Time};

use crate::domain::clock::moment_of;
use crate::domain::hidden::Veil;
use crate::domain::id::IdSource;
use crate::domain::limits::Limit;
pub use crate::domain::problem::Unread;
use crate::domain::session::Session;
use crate::domain::sharing::{ShareStep, Stop};
use crate::domain::value::Value;
use crate::guide::Guide;
use crate::i18n::Words;
use crate::i18n::texts::Keyed;
use crate::overview::Filter;
use crate::telling::sentences::Sentences;

use super::keymap::{Chord, Scope};
use asking::{AnsweredSession, Asking, Outlook, WayBack};
pub use desk::{Desk, FreshItem, ProgressBySteps, Saving};
use form::{Form, Subject};
use layout::{PanelPart, Size, form_beside};
pub use overlay::{Choice, Chooser, Cursor, FileQuestion, Overlay, Recovery, Sought, is_secret};
pub use reader::{Reading, TextReader};
use start::{ListView, Start, Thrown};

/// What never changes while the program runs: the language.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug)]
pub struct Context {
    /// The words of the interface.
    pub words: Words,
    pub guide: Guide,
}

impl Context {
    /// Tells about sessions in these words, as seen from this day.
    #[must_use]
    pub fn sentences(&self, today: impl Into<Option<Date>>) -> Sentences<'_> {
        Sentences { words: &self.words, guide: &self.guide, today: today.into(), veil: Veil::default() }
    }
}

/// What was typed on a cell with a choice, as long as nothing else is pressed.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, Default)]
pub struct TypedChoice {
    pub typed: String,
    /// What stood there before a letter of it chose, if one did.
    pub before: Option<Value>,
}

/// Everything that is on the screen.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[expect(clippy::struct_excessive_bools, reason = "each is so or not by itself")]
#[derive(Debug)]
pub struct Model {
    /// The size of the screen.
    pub size: Size,
    pub today: Date,
    /// The time of day, as of the last key.
    pub now: Time,
    /// What is at the bottom.
    pub screen: Screen,
    /// What lies on top of it, the topmost last.
    pub overlays: Vec<Overlay>,
    /// A message in one line.
    pub notice: Option<Notice>,
    /// The key that was pressed before.
    pub last_key: Option<Chord>,
    /// What letters and digits do on a cell that they can be typed into.
    pub cell_keys: CellKeys,
    /// The letters by which a word is chosen in a cell, as long as nothing else is pressed.
    pub typed_choice: TypedChoice,
    /// What was pasted where no text is written, as long as the next key may park it.
    pub pasted: Option<String>,
    /// What was not taken in, to be told once the key or message is dealt with.
    pub refused: Option<Limit>,
    /// Whether the panel is shown alone.
    pub is_presenting: bool,
    /// Where new ids come from.
    pub ids: IdSource,
    /// How the sessions of a folder are looked at.
    pub outlook: ListView,
    /// The sessions that were thrown away, the last one last.
    pub thrown_away: Vec<Thrown>,
    /// Whether it was told how letters are made larger: once is enough.
    pub was_told_of_letters: bool,
    /// Whether nothing reaches the disk.
    pub is_rehearsal: bool,
    /// Whether it is shown in colours that can be chosen.
    pub has_colours: bool,
    /// The folder that paths begin at which do not tell where they begin.
    pub here: PathBuf,
    /// How far sharing is, as long as that was not seen to its end.
    pub sharing: Option<Sharing>,
    /// What was asked of all sessions, where the open one was gone to from there.
    pub asked: Option<WayBack>,
}

/// What digits do on a cell of numbers, and letters on one of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKeys {
    /// They are typed into the cell.
    IntoCell,
    /// They are typed into the cell, but for the digit of the step that led here: pressed again it shows its page.
    StepAgain,
    /// What they do everywhere else: a digit goes to a step, a letter is a command.
    Commands,
}

/// What is at the bottom.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug)]
pub enum Screen {
    /// The sessions of a folder.
    Start(Start),
    Session(Box<Desk>),
}

/// How far sharing is, while it goes on and after it ended.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, Default)]
pub struct Sharing {
    pub steps: Vec<ShareStep>,
    pub end: Option<Result<(), Stop>>,
}

/// A message in one line.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: Keyed,
    pub tone: Tone,
}

/// How a message is meant.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Done,
    Warning,
}

impl Desk {
    /// Whether it is known that the file does not take what is on the screen.
    pub fn is_stuck(&self) -> bool {
        matches!(self.saving, Saving::Failed(_) | Saving::ChangedOnDisk)
    }
}

impl Model {
    /// Where it is asked whether to leave while not all is saved: whether what is not saved is kept outside the program.
    pub fn leaving_keeps(&self) -> Option<bool> {
        let is_kept = self.overlays.last()?.leaving_keeps()?;
        Some(is_kept && self.desk().is_none_or(|desk| desk.journal_works))
    }

    /// The program as it starts, with the list of sessions still to be read.
    pub fn new(size: Size, today: Date, now: Time, seed: u64) -> Self {
        Self {
            size,
            today,
            now,
            screen: Screen::Start(Start::default()),
            overlays: Vec::new(),
            notice: None,
            last_key: None,
            cell_keys: CellKeys::IntoCell,
            typed_choice: TypedChoice::default(),
            pasted: None,
            refused: None,
            is_presenting: false,
            ids: IdSource::new(seed),
            outlook: ListView::default(),
            thrown_away: Vec::new(),
            was_told_of_letters: false,
            is_rehearsal: false,
            has_colours: true,
            here: PathBuf::new(),
            sharing: None,
            asked: None,
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

    /// The time of day, if it is the day of the open session or the night behind it.
    pub fn now_of_session(&self) -> Option<Time> {
        moment_of(&self.desk()?.session, self.today, self.now)
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

    /// Takes in what sessions answer to what is asked of all of them.
    pub fn take_answers(&mut self, sessions: Vec<AnsweredSession>, is_last: bool, words: &Words) {
        self.ask_otherwise(words, |asking, outlook| asking.take(sessions, is_last, outlook));
    }

    /// Finds anew which answers fit what was typed.
    pub fn narrow_answers(&mut self, words: &Words) {
        self.ask_otherwise(words, |asking, outlook| {
            asking.selected = 0;
            asking.narrow(outlook.today, outlook.words);
        });
    }

    /// Goes so many questions on.
    pub fn turn_answers(&mut self, by: isize, words: &Words) {
        self.ask_otherwise(words, |asking, outlook| {
            asking.tab = asking.tab.turned(by);
            (asking.selected, asking.cell) = (0, 0);
            asking.arrange(outlook);
        });
    }

    fn ask_otherwise(&mut self, words: &Words, change: impl FnOnce(&mut Asking, Outlook<'_>)) {
        let outlook = Outlook { list: &self.outlook, today: self.today, words };
        if let Some(asking) = self.overlays.iter_mut().find_map(Overlay::asking_mut) {
            change(asking, outlook);
        }
    }

    /// Shows every session on the list again.
    pub fn widen_list(&mut self) {
        self.outlook.filter = Filter::default();
        self.arrange_list();
    }

    /// The form on top, with the session that it is about.
    pub fn form(&self) -> Option<(&Form, &Session)> {
        let top = self.overlays.last()?;
        let session = top.new_session().or_else(|| self.desk().map(|desk| &desk.session))?;
        Some((top.form()?, session))
    }

    /// After how many seconds the screen changes by itself: what lies on top, or the time beside the panel on the wall.
    pub fn changes_after(&self) -> Option<u64> {
        match self.overlays.last() {
            Some(top) => top.changes_after(),
            None => self.is_presenting.then_some(60),
        }
    }

    /// How many columns the form on top gets: beside the list that it is of, where there is room, or all.
    pub fn form_columns(&self, context: &Context) -> u16 {
        let inner = self.size.inner();
        let beside = self.form_beside(context).map(|(_, form)| form.columns);
        beside.unwrap_or(inner)
    }

    /// The list and the form of what is under its cursor, side by side, as parts of the panel; none where the form is about
    /// something else, or where there is no room.
    pub fn form_beside(&self, context: &Context) -> Option<(PanelPart, PanelPart)> {
        let ([top], Screen::Session(desk)) = (self.overlays.as_slice(), &self.screen) else { return None };
        let form = top.form().filter(|_| top.new_session().is_none())?;
        let is_of_list = match &form.subject {
            Subject::Item(section, item) => {
                let record = desk.record(&context.guide).map(|(shown, record)| (shown, record.id()));
                record == Some((*section, item))
            }
            Subject::Answer(_) | Subject::Gathered(_) => false,
        };
        form_beside(self.size.inner(), self.size.body_rows()).filter(|_| is_of_list)
    }

    /// The cursor that the keys move: that of what lies on top, or that of the screen.
    pub fn cursor(&self, context: &Context) -> Option<Cursor> {
        match (self.overlays.last().filter(|top| !top.moves_below()), &self.screen) {
            (Some(top), _) => top.cursor(self.desk()),
            (None, Screen::Start(start)) => Some(Cursor::new(start.selected, start.shown.len())),
            (None, Screen::Session(desk)) => {
                Some(Cursor::new(desk.selected(&context.guide), desk.rows(&context.guide)))
            }
        }
    }

    /// Puts that cursor on a row.
    pub fn select(&mut self, row: usize) {
        match (self.overlays.last_mut().filter(|top| !top.moves_below()), &mut self.screen) {
            (Some(top), _) => top.select(row),
            (None, Screen::Start(start)) => start.select(row),
            (None, Screen::Session(desk)) => desk.select(row),
        }
    }

    /// Tells where the last screenful of what is read begins, if something is: nothing is read from beyond it.
    pub fn read_no_further(&mut self, last: Option<usize>) {
        if let (Some(last), Some(top)) = (last, self.overlays.last_mut()) {
            top.tell_last_screenful(last);
        }
    }

    /// The scopes that are active, innermost first.
    pub fn scopes(&self, context: &Context) -> Vec<Scope> {
        let mut scopes = match (self.overlays.last(), &self.screen) {
            (Some(top), _) => top.scopes(),
            (None, Screen::Start(start)) if start.has_none() => vec![Scope::NoSessions, Scope::Start],
            (None, Screen::Start(_)) => vec![Scope::Start],
            (None, Screen::Session(desk)) => {
                let is_grid = desk.grid(&context.guide).is_some();
                let is_shown = desk.grid(&context.guide).is_some_and(|grid| desk.is_shown(grid));
                let kind = desk.cell(&context.guide).map(|place| place.kind());
                let is_lettered = kind.is_some_and(grid::is_words) || desk.choice_cell(&context.guide).is_some();
                let is_typed_into = self.cell_keys != CellKeys::Commands;
                let here = [
                    (self.is_presenting, Scope::Presentation),
                    // A number that is typed on what can be read only is told to be none, and goes nowhere.
                    (
                        (kind.is_some_and(grid::is_number) || desk.is_past(&context.guide)) && is_typed_into,
                        Scope::Number,
                    ),
                    (is_lettered && is_typed_into, Scope::Letters),
                    (kind.is_some_and(grid::is_words), Scope::Words),
                    (is_shown, Scope::Result),
                    (is_grid, Scope::Grid),
                    (true, Scope::Panel),
                    (true, Scope::Session),
                ];
                here.into_iter().filter(|(is_here, _)| *is_here).map(|(_, scope)| scope).collect()
            }
        };
        scopes.push(Scope::Everywhere);
        scopes
    }
}

//! Keys: our own chords, and the scopes in which they hold. Which scopes are active is the model's business; which key does
//! what in a scope stands in THE table, a row in the file that performs it (`update::table`).

use std::fmt;

use crate::i18n::Words;
pub use crate::i18n::actions::Action;

/// A key of the keyboard.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A letter, digit or sign.
    Char(char),
    Enter,
    Esc,
    Tab,
    /// To the previous: Shift and Tab.
    BackTab,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    /// To the first thing, or the first letter of a line.
    Home,
    End,
    /// Away with what is here.
    Delete,
    /// Away with what is before.
    Backspace,
    Function(u8),
}

/// A key with what is held down beside it. Shift is part of the letter.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    pub key: Key,
    pub control: bool,
    pub alt: bool,
}

impl Chord {
    /// A key with nothing held down beside it.
    pub const fn plain(key: Key) -> Self {
        Self { key, control: false, alt: false }
    }

    /// A letter with Control held down.
    pub const fn control(letter: char) -> Self {
        Self { key: Key::Char(letter), control: true, alt: false }
    }

    /// A key with Alt held down.
    pub const fn alt(key: Key) -> Self {
        Self { key, control: false, alt: true }
    }

    /// The letter that it types, if it types one.
    pub fn letter(self) -> Option<char> {
        match self.key {
            Key::Char(letter) if !self.control && !self.alt => Some(letter),
            _ => None,
        }
    }

    /// The name on the key, in these words.
    pub fn name(self, words: &Words) -> String {
        let names = &words.keys;
        let key = match self.key {
            Key::Char(' ') => names.space.clone(),
            Key::Char(letter) if self.control => letter.to_uppercase().to_string(),
            Key::Char(letter) => letter.to_string(),
            Key::Enter => names.enter.clone(),
            Key::Esc => "Esc".to_owned(),
            Key::Tab => "Tab".to_owned(),
            Key::BackTab => "Shift-Tab".to_owned(),
            Key::Up => "↑".to_owned(),
            Key::Down => "↓".to_owned(),
            Key::Left => "←".to_owned(),
            Key::Right => "→".to_owned(),
            Key::PageUp => "PgUp".to_owned(),
            Key::PageDown => "PgDn".to_owned(),
            Key::Home => "Home".to_owned(),
            Key::End => "End".to_owned(),
            Key::Delete => "Del".to_owned(),
            Key::Backspace => names.backspace.clone(),
            Key::Function(number) => format!("F{number}"),
        };
        let held = if self.control {
            "Ctrl-"
        } else if self.alt {
            "Alt-"
        } else {
            ""
        };
        format!("{held}{key}")
    }
}

/// Keys as a script writes them, such as `Ctrl-Z` or `Down`; tests read what this prints.
impl fmt::Display for Chord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.control {
            formatter.write_str("Ctrl-")?;
        }
        if self.alt {
            formatter.write_str("Alt-")?;
        }
        match self.key {
            Key::Char(letter) => write!(formatter, "{letter}"),
            key => write!(formatter, "{key:?}"),
        }
    }
}

/// Where a binding holds. The model tells which scopes are active, innermost first.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Start,
    /// The list of sessions while there is none.
    NoSessions,
    /// An open session, whatever panel is in front.
    Session,
    /// A panel with things in it, one below the other.
    Panel,
    /// A grid, a cell of which is under the cursor.
    Grid,
    /// A cell in which a number belongs.
    Number,
    /// A cell into which letters are typed.
    Letters,
    /// A cell in which words belong.
    Words,
    /// A cell that is being typed in.
    Cell,
    /// A group speaks, and only writing works.
    Pitch,
    /// What came of a grid, shown to the room.
    Result,
    /// The page of a step: its panels, numbered.
    StepPage,
    /// A form, whatever field it is at.
    Form,
    /// A field with options in a form.
    Options,
    /// A text of several lines in a form.
    Lines,
    /// Behind the last field of a form.
    FormEnd,
    /// Choosing from a list while typing what to look for.
    Chooser,
    /// What is asked of all sessions.
    Asking,
    Reader,
    /// A question that wants one of a few answers.
    Question,
    /// What to say when sharing.
    Message,
    /// Places that two people changed differently.
    Conflict,
    /// The agenda beside the clock.
    Clock,
    Attendance,
    /// Whether a file is to be made or removed.
    AskFile,
    /// Something that was brought, before it enters.
    Import,
    /// What wants an answer before the people go home.
    Closing,
    /// For whom a report is, and in which form.
    Report,
    /// The panel alone, for the wall.
    Presentation,
    Everywhere,
}

/// Whether a letter or sign is text in this scope and gets no further: where text is being typed each is, and on a cell of
/// words what a word can begin with.
pub fn takes(scope: Scope, letter: char) -> bool {
    is_typing(scope) || scope == Scope::Letters && letter.is_alphabetic()
}

/// Whether text is being typed in this scope: then a letter is always text.
pub fn is_typing(scope: Scope) -> bool {
    matches!(
        scope,
        Scope::Form | Scope::Lines | Scope::Cell | Scope::Pitch | Scope::Chooser | Scope::Asking | Scope::Message
    )
}

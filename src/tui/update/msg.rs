//! What wakes the program: a key, the clock, and what each of the workers outside has to tell.

use std::path::PathBuf;

use jiff::civil::{Date, Time};

use crate::domain::conflict::Origins;
use crate::domain::edit::Edit;
use crate::domain::id::Id;
use crate::domain::problem::{Trouble, Unkept};
use crate::domain::session::Session;
use crate::domain::sharing::{ShareStep, Stop};
use crate::exchange::import::brought::Brought;
use crate::exchange::import::refusal::Refusal;
use crate::tui::keymap::{Action, Chord};
use crate::tui::model::asking::AnsweredSession;
use crate::tui::model::layout::Size;
use crate::tui::model::start::Row;
use crate::tui::model::{Recovery, Unread};

/// Everything that can wake the program.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed, with what was held down beside it.
    Key(Chord),
    /// Text was pasted, which is never taken for keys.
    Paste(String),
    /// Text came in at once and was not marked as a paste: typed ahead where text is being written, pasted anywhere else.
    AtOnce(String),
    /// An action, by its name: what the list of commands does without a list.
    Do(Action),
    /// The screen has another size.
    Resize(Size),
    /// The day and the time, as the clock of the system has them.
    Moment {
        /// The day where the program runs.
        today: Date,
        /// The time of day there.
        now: Time,
    },
    /// The colours are now those of the theme with this name.
    Theme(String),
    /// News of the file of the open session.
    File(FileMsg),
    /// News of the folder of sessions.
    Folder(FolderMsg),
    /// News of what is brought in or goes out.
    Exchange(ExchangeMsg),
}

/// What the file of the open session tells, and what another process or an earlier run did to it.
#[derive(Debug)]
pub enum FileMsg {
    /// The session was written to its file.
    Saved {
        /// The revision that is in the file now.
        revision: u64,
    },
    /// What does not come along when the session is saved.
    NotKept(Unkept),
    /// A session could not be written; it is tried again.
    NotSaved(Trouble),
    /// What is not saved can be kept in the journal, or not any more.
    Journal {
        /// Whether it can be kept there now.
        works: bool,
    },
    /// From here on the session is written to another file.
    SavesAs {
        /// The file that is written from here on.
        path: PathBuf,
        /// The revision that is to be saved there, behind all that came before.
        revision: u64,
    },
    /// It could not go on where it was to be saved.
    NotSavedAs {
        /// What was typed.
        typed: String,
        /// Why not.
        trouble: Trouble,
    },
    /// Another process wrote the file, and it cannot be read as a session.
    ChangedOnDisk,
    /// Another process put another session in the place of the file.
    Replaced,
    /// Another process wrote the file.
    Theirs {
        /// What was last read or written here.
        base: Box<Session>,
        /// What is in the file now.
        theirs: Box<Session>,
    },
    /// The rounds before that of a session were read.
    Earlier {
        /// The id of the session that they came before.
        of: Id,
        /// The sessions of its rounds before, oldest first.
        rounds: Vec<Session>,
    },
    /// Next rounds of a session were found.
    Following {
        /// The id of the session that they go on from.
        of: Id,
        /// What the room calls them.
        names: Vec<String>,
    },
    /// An earlier run left something behind.
    Recovered(Recovery),
    /// The user wants to leave, and not everything is saved.
    CannotLeave {
        /// Whether what is not saved is in the journal.
        is_kept: bool,
    },
    /// Who wrote what two people disagree on.
    Origins {
        /// The file that it is about.
        path: PathBuf,
        /// For each conflict, by its id.
        origins: Vec<(Id, Origins)>,
    },
}

impl From<FileMsg> for Msg {
    fn from(news: FileMsg) -> Self {
        Self::File(news)
    }
}

/// What came of reading a folder, and of opening, making and removing files in it.
#[derive(Debug)]
pub enum FolderMsg {
    /// A new session got no file.
    NotCreated {
        /// The session with what was filled in.
        session: Box<Session>,
        /// Why no file could be made.
        trouble: Trouble,
    },
    /// Some files of the folder were read; `AllRead` tells when these were all.
    Found(Vec<Row>),
    /// All files of the folder were read.
    AllRead,
    /// Sessions of the folder, with what they answer.
    Answered {
        /// The sessions, with what each answers.
        sessions: Vec<AnsweredSession>,
        /// Whether these are the last.
        is_last: bool,
    },
    /// A session was read, and is shown from here on.
    Opened {
        /// The file that it is written to.
        path: PathBuf,
        /// The session that was read, or that was just made.
        session: Box<Session>,
        /// Whether there is a file of it already.
        is_saved: bool,
    },
    /// An earlier run left a session behind that there is no file of yet.
    Begun {
        /// The session as far as it had come.
        session: Box<Session>,
        /// The text that was being typed: its place and words.
        draft: Option<(String, String)>,
        /// Changes that do not fit it any more.
        left: Vec<Edit>,
    },
    /// A session could not be opened.
    NotOpened(Unread),
    /// A session was thrown away.
    ThrownAway {
        /// The file in the bin of the folder.
        kept: PathBuf,
        /// Where it was before.
        path: PathBuf,
    },
    /// Two files of one session were made one.
    Joined {
        /// The file that holds what both held.
        path: PathBuf,
        /// Where the other one is kept, and where it was.
        thrown: (PathBuf, PathBuf),
        /// In how many places they differed.
        differ: usize,
    },
    /// Two files of one session could not be made one.
    NotJoined(Unread),
    /// A session that was thrown away is back.
    BroughtBack(PathBuf),
    /// A file could not be thrown away or brought back.
    Stays {
        /// Where it is, or was.
        path: PathBuf,
        /// Why.
        trouble: Trouble,
    },
}

impl From<FolderMsg> for Msg {
    fn from(news: FolderMsg) -> Self {
        Self::Folder(news)
    }
}

/// What came of bringing a file in, writing one for others, and sharing.
#[derive(Debug)]
pub enum ExchangeMsg {
    /// The files beside the session that may hold something to bring.
    Files(Vec<String>),
    /// What was chosen to be brought, or why it does not come in or could not be read.
    Brought(Result<Result<Brought, Refusal>, Trouble>),
    /// A step of sharing was made.
    Shared(ShareStep),
    /// A report was written, under this name, and this is to be read again in it.
    ReportWritten(Result<[String; 2], Trouble>),
    /// Sharing came to its end, or to what stops it.
    SharingEnded(Result<(), Stop>),
}

impl From<ExchangeMsg> for Msg {
    fn from(news: ExchangeMsg) -> Self {
        Self::Exchange(news)
    }
}

//! What can be wrong with a session or its file, as data: the words are made where they are shown.

use super::decimal::Decimal;
use super::id::Id;
use super::session::Section;
use super::unmergeable::Unmergeable;
use super::value::{Kind, Scores};

/// Where in a file something is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1; 0 where it is not known.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// Something that keeps a text from being read as a session.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub kind: ProblemKind,
    pub position: Position,
    /// In which item, if one was being read.
    pub item: Option<(Section, Id)>,
}

/// The kinds of problem that keep a file from being read as a session.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// There is nothing in the file.
    EmptyFile,
    /// The file is larger than a session can be.
    TooLarge,
    /// The bytes are not UTF-8 text.
    NotText,
    ConflictMarkers,
    /// Git left two sessions in it that are not two versions of one.
    TwoSessions,
    /// The file does not begin as a session does.
    NotASession,
    /// It only points at the file, which is kept elsewhere: git did not fetch what is large.
    Pointer,
    /// It does not say which format it has.
    NoFormat,
    /// It was written by a newer version.
    NewerFormat {
        found: u32,
        /// The newest that this version reads.
        known: u32,
    },
    /// A name that is not known here.
    UnknownName {
        found: String,
        /// The known word that differs least from it, where one is near.
        suggestion: Option<&'static str>,
    },
    /// A word that is not one of the fixed set.
    UnknownWord {
        found: String,
        /// The known word that differs least from it, where one is near.
        suggestion: Option<&'static str>,
        /// All words that fit there, in the order of their declaration.
        options: &'static [&'static str],
    },
    /// The same name twice in one item.
    TwiceNamed {
        name: String,
    },
    /// The field holds something of another kind.
    WrongKind {
        wanted: Kind,
    },
    /// A number that is smaller or larger than the field holds.
    OutOfRange {
        /// The smallest that it holds.
        least: i64,
        /// The largest.
        most: i64,
    },
    /// An item without an id.
    NoId,
    /// An id with other characters than lower-case letters, digits and `. _ - @`.
    BadId {
        found: String,
    },
    /// Two items with one id.
    TwiceTheId {
        found: String,
    },
    /// A link to an item that is not there.
    Dangling {
        field: &'static str,
        target: String,
    },
    /// More items or longer text than a session holds.
    TooMany,
    /// A text that is opened and not closed.
    UnclosedText,
    /// The file stops in the middle.
    CutShort,
    /// A comma is missing between two values.
    MissingComma,
    /// This character or word was wanted.
    Wanted(&'static str),
    /// Anything else that is not the form of a session file.
    Unreadable,
}

impl ProblemKind {
    /// What is wrong with a number that does not fit where a value of this kind was wanted.
    #[must_use]
    pub fn of_number(wanted: Kind) -> Self {
        let (least, most) = match wanted {
            Kind::Whole => (0, u32::MAX.into()),
            Kind::Scores => (0, Scores::HIGHEST.into()),
            Kind::Decimal => (-Decimal::LIMIT / 1000, Decimal::LIMIT / 1000),
            _ => return Self::WrongKind { wanted },
        };
        Self::OutOfRange { least, most }
    }

    /// Its name for other programs.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::EmptyFile => "empty_file",
            Self::TooLarge => "too_large",
            Self::NotText => "not_text",
            Self::ConflictMarkers => "conflict_markers",
            Self::TwoSessions => "two_sessions",
            Self::NotASession => "not_a_session",
            Self::Pointer => "pointer",
            Self::NoFormat => "no_format",
            Self::NewerFormat { .. } => "newer_format",
            Self::UnknownName { .. } => "unknown_name",
            Self::UnknownWord { .. } => "unknown_word",
            Self::TwiceNamed { .. } => "twice_named",
            Self::WrongKind { .. } => "wrong_kind",
            Self::OutOfRange { .. } => "out_of_range",
            Self::NoId => "no_id",
            Self::BadId { .. } => "bad_id",
            Self::TwiceTheId { .. } => "twice_the_id",
            Self::Dangling { .. } => "dangling",
            Self::TooMany => "too_many",
            Self::UnclosedText => "unclosed_text",
            Self::CutShort => "cut_short",
            Self::MissingComma => "missing_comma",
            Self::Wanted(_) => "wanted",
            Self::Unreadable => "unreadable",
        }
    }
}

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It could not be read at all.
    Trouble(Trouble),
    /// It does not hold a session.
    Problem(Problem),
}

/// What stood in a file or with it, and is not in the file that takes its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unkept {
    /// Where the first remark of a person stands that is no part of the session.
    pub remark: Option<Position>,
    /// Extended attributes, among them access lists.
    pub attributes: bool,
    /// A second name of the file, which leads to the old text from now on.
    pub second_name: bool,
}

impl Unkept {
    /// All that stood with the file came along.
    pub const NOTHING: Self = Self { remark: None, attributes: false, second_name: false };

    /// Whether all that stood with the file came along, so that there is nothing to tell.
    pub fn is_nothing(self) -> bool {
        self == Self::NOTHING
    }
}

impl From<Unmergeable> for Trouble {
    fn from(reason: Unmergeable) -> Self {
        match reason {
            Unmergeable::TwoSessions => Self::TwoSessions,
            Unmergeable::TooDifferent(_) => Self::TooDifferent,
        }
    }
}

/// Why a file could not be read or saved. The reason is one that a person can do something about.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The file or its folder is not there.
    Gone,
    /// The file was there and is not any more, while its folder is.
    Moved,
    /// The file may not be read or written.
    NotPermitted,
    Full,
    /// It is no ordinary file.
    NotAFile,
    TooLarge,
    /// There is a file with this name already.
    AlreadyThere,
    /// The folder lies deeper than folders are walked.
    TooDeep,
    /// Two versions differ in more than can be kept to choose from.
    TooDifferent,
    /// They are two sessions, not two versions of one.
    TwoSessions,
    Other,
}

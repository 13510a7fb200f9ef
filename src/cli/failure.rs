//! Why a command could not do its work, and that on one line in the user's language.

use std::io;
use std::path::{Path, PathBuf};

use crate::domain::problem::{Problem, Trouble};
use crate::i18n::problems::{Message, problem_text, trouble_text};
use crate::i18n::{Words, fill};
use crate::tui::terminal;

/// Why a command could not do its work.
#[derive(Debug)]
pub(super) enum Failure {
    /// Help or the version was asked for instead: not a failure, and here is the text.
    Asked(String),
    /// The words or the guide in the program itself cannot be read.
    Content(ron::error::SpannedError),
    /// What was typed is no command; the message.
    Usage(String),
    /// Something else that the command explains itself; the message.
    Explained(String),
    /// A file could not be read or written.
    File(PathBuf, Trouble),
    /// A file is no session that can be read.
    Session(PathBuf, Problem),
    /// Somebody else wrote a file meanwhile.
    Changed(PathBuf),
    /// The screen could not be shown.
    Screen(terminal::Failure),
    /// What was asked for could not be written.
    Output(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Failure {
    /// What it is and what would mend it, on one line; as good as it gets where there are no words.
    pub(super) fn text(&self, words: Option<&Words>) -> String {
        let Some(words) = words else { return format!("{self:?}") };
        match self {
            Self::Asked(text) | Self::Usage(text) | Self::Explained(text) => text.clone(),
            Self::Content(error) => format!("{} {error}", told(&words.cli.broken, &[])),
            Self::File(path, trouble) => in_file(path, &told(trouble_text(*trouble, words), &[])),
            Self::Session(path, problem) => in_file(path, &problem_text(problem, words).to_string()),
            Self::Changed(path) => in_file(path, &told(&words.cli.changed, &[])),
            Self::Screen(terminal::Failure::NoTerminal) => told(&words.cli.no_terminal, &[]),
            Self::Screen(terminal::Failure::Terminal(error)) => because(&words.cli.terminal, error),
            Self::Screen(terminal::Failure::Broken) => told(&words.cli.broken, &[]),
            Self::Output(error) => because(&words.cli.output, error),
        }
    }
}

/// A message with its remedy.
pub(super) fn told(message: &Message, values: &[(&str, &str)]) -> String {
    format!("{} {}", fill(&message.what, values), fill(&message.remedy, values))
}

/// A message with what the system says about it.
fn because(message: &Message, error: &io::Error) -> String {
    format!("{} ({error}) {}", message.what, message.remedy)
}

fn in_file(path: &Path, text: &str) -> String {
    format!("{}: {text}", path.display())
}

//! Why a command could not do its work, and that on one line in the user's language.

use std::io;
use std::path::{Path, PathBuf};

use crate::domain::problem::{Problem, Trouble};
use crate::exchange::import::refusal::Refusal;
use crate::git::run::GitError;
use crate::i18n::problem_words::Message;
use crate::i18n::{Words, fill};
use crate::telling::problems::{problem_text, trouble_text};
use crate::tui::terminal::ScreenError;
use crate::tui::theme::{ThemeError, ThemeProblem};

use super::usage;

/// Why a command could not do its work.
#[derive(Debug)]
pub(super) enum Failure {
    /// What was typed is no command; or it asked for help, which is no failure at all.
    Usage(Box<clap::Error>),
    /// The words or the guide in the program itself cannot be read.
    Content(ron::error::SpannedError),
    /// The folder that was named is not there.
    NoFolder(PathBuf),
    /// This is no date.
    NoDate(String),
    /// This is no number.
    NoNumber(String),
    /// The guide has no such step.
    NoStep { found: String, options: String },
    /// The checklist has no such item.
    NoItem { found: String, options: String },
    /// There is no such theme.
    NoTheme { found: String, options: String },
    /// A theme cannot be used.
    BrokenTheme { id: String, error: ThemeError },
    /// A session holds conflicts that have to be settled first.
    OpenConflicts(PathBuf),
    /// Git did not answer.
    Git(GitError),
    /// The path is in no repository.
    NoRepository(PathBuf),
    /// A file could not be read or written.
    File(PathBuf, Trouble),
    /// A file is no session that can be read.
    Session(PathBuf, Problem),
    /// What was brought does not come in.
    NotImported(PathBuf, Refusal),
    /// Another process wrote a file meanwhile.
    Changed(PathBuf),
    /// The screen could not be shown.
    Screen(ScreenError),
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
        let cli = &words.cli;
        match self {
            Self::Usage(error) => usage::message(error, words),
            Self::Content(error) => format!("{} {error}", message_text(&cli.broken, &[])),
            Self::NoFolder(path) => message_text(&cli.no_folder, &[("found", &path.display().to_string())]),
            Self::NoDate(found) => message_text(&cli.no_date, &[("found", found)]),
            Self::NoNumber(found) => message_text(&cli.no_number, &[("found", found)]),
            Self::NoStep { found, options } => choose(&cli.no_step, found, options),
            Self::NoItem { found, options } => choose(&words.overview.no_item, found, options),
            Self::NoTheme { found, options } => choose(&cli.no_theme, found, options),
            Self::BrokenTheme { id, error } => {
                fill(&cli.broken_theme, &[("id", id), ("problem", &theme_problem_text(error, words))])
            }
            Self::OpenConflicts(path) => {
                message_text(&words.git.next.open_conflicts, &[("files", &path.display().to_string())])
            }
            Self::Git(GitError::Missing) => message_text(&words.git.no_git, &[]),
            Self::Git(GitError::Broken) => message_text(&words.git.git_failed, &[]),
            Self::NoRepository(path) => {
                message_text(&words.git.no_repository, &[("path", &path.display().to_string())])
            }
            Self::File(path, trouble) => in_file(path, &message_text(trouble_text(*trouble, words), &[])),
            Self::Session(path, problem) => in_file(path, &problem_text(problem, words).to_string()),
            Self::NotImported(path, refusal) => in_file(path, &refusal.text(words)),
            Self::Changed(path) => in_file(path, &message_text(&cli.changed, &[])),
            Self::Screen(ScreenError::NoTerminal) => message_text(&cli.no_terminal, &[]),
            Self::Screen(ScreenError::Terminal(error)) => because(&cli.terminal, error),
            Self::Screen(ScreenError::Broken) => message_text(&cli.broken, &[]),
            Self::Screen(ScreenError::NotKept) => message_text(&cli.not_kept, &[]),
            Self::Output(error) => because(&cli.output, error),
        }
    }
}

/// A message with its remedy.
pub(super) fn message_text(message: &Message, values: &[(&str, &str)]) -> String {
    format!("{} {}", fill(&message.what, values), fill(&message.remedy, values))
}

/// A message about a word that is none of the words that are known.
fn choose(message: &Message, found: &str, options: &str) -> String {
    message_text(message, &[("found", found), ("options", options)])
}

/// A message with what the system says about it.
fn because(message: &Message, error: &io::Error) -> String {
    format!("{} ({error}) {}", message.what, message.remedy)
}

fn in_file(path: &Path, text: &str) -> String {
    format!("{}: {text}", path.display())
}

/// What is wrong with a theme: the first thing.
pub(super) fn theme_problem_text(error: &ThemeError, words: &Words) -> String {
    let words = &words.cli.theme_problems;
    let problem = match error {
        ThemeError::Malformed { line, column, .. } => {
            let (line, column) = (line.to_string(), column.to_string());
            return fill(&words.malformed, &[("line", &line), ("column", &column)]);
        }
        ThemeError::Problems(problems) => problems.first(),
    };
    match problem {
        None | Some(ThemeProblem::NoName) => words.no_name.clone(),
        Some(ThemeProblem::EntryTwice(entry)) => fill(&words.entry_twice, &[("entry", entry)]),
        Some(ThemeProblem::EntryNoColour { entry, value }) => {
            fill(&words.entry_no_colour, &[("entry", entry), ("value", value)])
        }
        Some(ThemeProblem::UnknownRole(role)) => fill(&words.unknown_role, &[("role", role)]),
        Some(ThemeProblem::RoleMissing(role)) => fill(&words.role_missing, &[("role", &role.to_string())]),
        Some(ThemeProblem::RoleTwice(role)) => fill(&words.role_twice, &[("role", &role.to_string())]),
        Some(ThemeProblem::RoleNoColour { role, value }) => {
            fill(&words.role_no_colour, &[("role", &role.to_string()), ("value", value)])
        }
    }
}

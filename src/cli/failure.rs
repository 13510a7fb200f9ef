//! Why a command could not do its work, and that on one line in the user's language.

use std::borrow::Cow;
use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};

use crate::domain::problem::{Problem, Trouble};
use crate::exchange::import::refusal::Refusal;
use crate::git::run::GitError;
use crate::i18n::Words;
use crate::i18n::texts::Message;
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
    Content(serde_json::Error),
    /// The folder that was named is not there.
    NoFolder(PathBuf),
    /// What was typed for a date is none.
    NoDate(String),
    /// What was typed for a number is none.
    NoNumber(String),
    /// The guide has no such step.
    NoStep { found: String, options: String },
    /// A name that is asked for is no name.
    NoOwner,
    /// The checklist has no such item.
    NoItem { found: String, options: String },
    /// A file that this program did not make stands where something is to be written.
    NotOurs(PathBuf),
    /// There is no such cover sheet.
    NoPack { found: String, options: String },
    /// There is no such earlier round.
    NoRound(String),
    /// An option that is of no use without these.
    OnlyWith { option: Cow<'static, str>, wanted: &'static str },
    /// No person or organisation in the sessions is called so.
    NobodyCalled(String),
    /// Items of this kind are in nothing that is for everybody.
    OnlyForTheTeam(String),
    /// There is no such kind of item.
    NoTable { found: String, options: String },
    /// This is no part of all sessions.
    NoShard(String),
    /// A folder holds tables that were asked for otherwise.
    OtherTables(PathBuf),
    /// Nothing can be written in such a file.
    NoForm { found: String, options: String },
    /// There is no such theme.
    NoTheme { found: String, options: String },
    /// A theme cannot be used.
    BrokenTheme { id: String, error: ThemeError },
    /// A session holds conflicts that have to be settled first.
    OpenConflicts(PathBuf),
    /// The program `git` is not there, or ended without an answer.
    Git(GitError),
    /// The path is in no repository.
    NoRepository(PathBuf),
    /// A file could not be read or written.
    File(PathBuf, Trouble),
    /// A file is no session that can be read.
    Session(PathBuf, Box<Problem>),
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
    /// What it is and what would mend it, on one line; where there are no words, what is wrong with them.
    pub(super) fn text(&self, words: Option<&Words>) -> String {
        let Some(words) = words else {
            return if let Self::Content(error) = self { error.to_string() } else { String::new() };
        };
        let cli = &words.cli;
        match self {
            Self::Usage(error) => usage::message(error, words),
            Self::Content(error) => format!("{} {error}", cli.broken),
            Self::NoFolder(path) => cli.no_folder(path.display()).to_string(),
            Self::NoDate(found) => cli.no_date(found).to_string(),
            Self::NoNumber(found) => cli.no_number(found).to_string(),
            Self::NoStep { found, options } => cli.no_step(found, options).to_string(),
            Self::NoOwner => words.overview.no_owner_named.to_string(),
            Self::NoItem { found, options } => words.overview.no_item(found, options).to_string(),
            Self::NotOurs(path) => words.outgoing.not_ours(path.display()).to_string(),
            Self::NoPack { found, options } => words.outgoing.no_pack(found, options).to_string(),
            Self::NoRound(found) => words.outgoing.no_round(found).to_string(),
            Self::OnlyWith { option, wanted } => words.outgoing.only_with(option, wanted).to_string(),
            Self::NobodyCalled(found) => words.outgoing.nobody_called(found).to_string(),
            Self::OnlyForTheTeam(found) => words.outgoing.only_for_the_team(found).to_string(),
            Self::NoTable { found, options } => words.outgoing.no_table(found, options).to_string(),
            Self::NoShard(found) => words.tables.no_shard(found).to_string(),
            Self::OtherTables(path) => words.tables.other_tables(path.display()).to_string(),
            Self::NoForm { found, options } => words.outgoing.no_form(found, options).to_string(),
            Self::NoTheme { found, options } => cli.no_theme(found, options).to_string(),
            Self::BrokenTheme { id, error } => cli.broken_theme(id, theme_problem_text(error, words)),
            Self::OpenConflicts(path) => words.git.next.open_conflicts(path.display()).to_string(),
            Self::Git(GitError::Missing) => words.git.no_git.to_string(),
            Self::Git(GitError::Broken) => words.git.git_failed.to_string(),
            Self::NoRepository(path) => words.git.no_repository(path.display()).to_string(),
            Self::File(path, trouble) => in_file(path, trouble_text(*trouble, words)),
            Self::Session(path, problem) => in_file(path, problem_text(problem, words)),
            Self::NotImported(path, refusal) if refusal.wants_to_be_told() => {
                in_file(path, format!("{} {}", refusal.text(words), words.import.or_say_it))
            }
            Self::NotImported(path, refusal) => in_file(path, refusal.text(words)),
            Self::Changed(path) => in_file(path, &cli.changed),
            Self::Screen(ScreenError::NoTerminal) => cli.no_terminal.to_string(),
            Self::Screen(ScreenError::Terminal(error)) => because(&cli.terminal, error),
            Self::Screen(ScreenError::Broken) => cli.broken.to_string(),
            Self::Screen(ScreenError::NotKept) => cli.not_kept.to_string(),
            Self::Output(error) => because(&cli.output, error),
        }
    }
}

/// A message with what the system says about it.
fn because(message: &Message, error: &io::Error) -> String {
    format!("{} ({error}) {}", message.what, message.remedy)
}

fn in_file(path: &Path, text: impl Display) -> String {
    format!("{}: {text}", path.display())
}

/// What is wrong with a theme: the first thing.
pub(super) fn theme_problem_text(error: &ThemeError, words: &Words) -> String {
    let words = &words.cli.theme_problems;
    let problem = match error {
        ThemeError::Malformed { line, column, .. } => {
            return words.malformed(line, column);
        }
        ThemeError::Problems(problems) => problems.first(),
    };
    match problem {
        None | Some(ThemeProblem::NoName) => words.no_name.clone(),
        Some(ThemeProblem::EntryTwice(entry)) => words.entry_twice(entry),
        Some(ThemeProblem::EntryNoColour { entry, value }) => words.entry_no_colour(entry, value),
        Some(ThemeProblem::UnknownRole(role)) => words.unknown_role(role),
        Some(ThemeProblem::RoleMissing(role)) => words.role_missing(role),
        Some(ThemeProblem::RoleTwice(role)) => words.role_twice(role),
        Some(ThemeProblem::RoleNoColour { role, value }) => words.role_no_colour(role, value),
    }
}

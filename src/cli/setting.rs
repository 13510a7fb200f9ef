//! What every command is given: the words, the configuration and the folders of the user; and what a command gives back.

use std::process::ExitCode;

use crate::domain::hidden::Veil;
use crate::guide::Guide;
use crate::i18n::Words;
use crate::i18n::language::Language;
use crate::telling::sentences::Sentences;
use crate::tui::terminal::TellBroken;

use super::config::Config;
use super::failure::Failure;
use super::folders::UserFolders;

/// What a command found, as long as it could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    /// Nothing to worry about: 0.
    Fine,
    /// Something was found, such as problems or differences: exit code 1.
    Found,
    /// It printed already what it could not do: 2.
    CouldNot,
}

impl Outcome {
    pub(super) fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Found => 1,
            Self::CouldNot => 2,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        outcome.code().into()
    }
}

/// What every command may need to know.
pub(super) struct Setting {
    pub(super) language: Language,
    pub(super) words: Words,
    pub(super) config: Config,
    pub(super) folders: UserFolders,
    /// Makes the whole command line in these words: some commands write about all of them.
    pub(super) command_line: fn(&Words) -> clap::Command,
    /// Says that the program broke.
    pub(super) tell_broken: TellBroken,
}

impl Setting {
    /// The guide.
    ///
    /// # Errors
    /// A data file in the program cannot be read; a test keeps such a program from being released.
    pub(super) fn guide(&self) -> Result<Guide, Failure> {
        Guide::load(self.language).map_err(Failure::Content)
    }

    /// Tells about sessions in these words; on no certain day, so that what a command prints stays the same.
    pub(super) fn sentences<'a>(&'a self, guide: &'a Guide) -> Sentences<'a> {
        Sentences { words: &self.words, guide, today: None, veil: Veil::default() }
    }
}

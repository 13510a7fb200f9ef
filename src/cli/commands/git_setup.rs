//! `git-setup`: teaches git to merge and compare sessions, and prints what it did.

use std::env;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::git::run::GitError;
use crate::git::setup::{SetupError, SetupStep, set_up, undo};

use crate::cli::failure::Failure;
use crate::cli::out::Out;
use crate::cli::setting::{Outcome, Setting};

#[derive(Debug, Args)]
pub(in crate::cli) struct GitSetupArgs {
    folder: Option<PathBuf>,
    #[arg(long)]
    undo: bool,
}

impl GitSetupArgs {
    pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
        let folder = self.folder.as_deref().unwrap_or(Path::new("."));
        let program = env::current_exe().unwrap_or_else(|_| PathBuf::from("werksessie"));
        let done = if self.undo { undo(folder) } else { set_up(folder, &program) };
        let done = done.map_err(|reason| failure(reason, folder))?;
        let words = &setting.words.git.setup;
        for step in &done {
            let line = match step {
                SetupStep::AttributesWritten(path) => words.attributes_written(path.display()),
                SetupStep::AttributesThere(path) => words.attributes_there(path.display()),
                SetupStep::AttributesRemoved(path) => words.attributes_removed(path.display()),
                SetupStep::DriverWritten(path) => words.driver_written(path.display()),
                SetupStep::DriverThere(path) => words.driver_there(path.display()),
                SetupStep::DriverRemoved(path) => words.driver_removed(path.display()),
            };
            out.line(&line)?;
        }
        if done.is_empty() {
            out.line(&words.nothing_to_undo)?;
        } else if !self.undo {
            out.line(&words.elsewhere)?;
        }
        Ok(Outcome::Fine)
    }
}

fn failure(reason: SetupError, folder: &Path) -> Failure {
    match reason {
        SetupError::Git(reason) => Failure::Git(reason),
        SetupError::NoRepository => Failure::NoRepository(folder.to_owned()),
        SetupError::Trouble(path, trouble) => Failure::File(path, trouble),
        SetupError::Failed => Failure::Git(GitError::Broken),
    }
}

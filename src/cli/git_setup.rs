//! `git-setup`: teaches git to merge and compare sessions, and tells what it did.

use std::env;
use std::path::{Path, PathBuf};

use crate::git::run::NoGit;
use crate::git::setup::{Done, NotSetUp, set_up, undo};
use crate::i18n::fill;

use super::failure::{Failure, told};
use super::out::Out;
use super::{Outcome, Setting};

pub(super) fn run(
    folder: Option<&Path>,
    take_back: bool,
    setting: &Setting,
    out: &mut Out,
) -> Result<Outcome, Failure> {
    let folder = folder.unwrap_or(Path::new("."));
    let program = env::current_exe().unwrap_or_else(|_| PathBuf::from("werksessie"));
    let done = if take_back { undo(folder) } else { set_up(folder, &program) };
    let done = done.map_err(|reason| failure(reason, folder, setting))?;
    let words = &setting.words.git.setup;
    for step in &done {
        let (template, path) = match step {
            Done::AttributesWritten(path) => (&words.attributes_written, path),
            Done::AttributesThere(path) => (&words.attributes_there, path),
            Done::AttributesRemoved(path) => (&words.attributes_removed, path),
            Done::DriverWritten(path) => (&words.driver_written, path),
            Done::DriverThere(path) => (&words.driver_there, path),
            Done::DriverRemoved(path) => (&words.driver_removed, path),
        };
        out.line(&fill(template, &[("path", &path.display().to_string())]))?;
    }
    if done.is_empty() {
        out.line(&words.nothing_to_undo)?;
    } else if !take_back {
        out.line(&words.elsewhere)?;
    }
    Ok(Outcome::Fine)
}

fn failure(reason: NotSetUp, folder: &Path, setting: &Setting) -> Failure {
    match reason {
        NotSetUp::NoGit(reason) => no_git(reason, setting),
        NotSetUp::NoRepository => no_repository(folder, setting),
        NotSetUp::Trouble(path, trouble) => Failure::File(path, trouble),
        NotSetUp::Failed => no_git(NoGit::Broken, setting),
    }
}

/// Git did not answer.
pub(super) fn no_git(reason: NoGit, setting: &Setting) -> Failure {
    let words = &setting.words.git;
    Failure::Explained(told(if reason == NoGit::Missing { &words.no_git } else { &words.git_failed }, &[]))
}

/// The path is in no repository.
pub(super) fn no_repository(path: &Path, setting: &Setting) -> Failure {
    Failure::Explained(told(&setting.words.git.no_repository, &[("path", &path.display().to_string())]))
}

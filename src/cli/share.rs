//! `share`: what was changed is recorded, merged with the work of others and sent; each step is told.

use std::env;
use std::path::{Path, PathBuf};

use crate::git::share::{Asked, Step, Stop, share};
use crate::i18n::fill;

use super::failure::{Failure, told};
use super::git_setup::{no_git, no_repository};
use super::out::{Out, tell};
use super::telling::with_teller;
use super::{Outcome, Setting};

pub(super) fn run(
    path: Option<&Path>,
    message: Option<&str>,
    setting: &Setting,
    out: &mut Out,
) -> Result<Outcome, Failure> {
    let path = path.unwrap_or(Path::new("."));
    let program = env::current_exe().unwrap_or_else(|_| PathBuf::from("werksessie"));
    let words = &setting.words.git.share;
    let mut written = Ok(());
    let ended = with_teller(setting, |teller, _| {
        share(&Asked { path, message, program: &program }, teller, &mut |step| {
            let line = match step {
                Step::Recorded(summary) => fill(&words.committed, &[("summary", summary)]),
                Step::NothingNew => words.nothing_new.clone(),
                Step::Fetched => words.fetched.clone(),
                Step::Merged => words.merged.clone(),
                Step::Sent => words.pushed.clone(),
                Step::UpToDate => words.up_to_date.clone(),
            };
            if written.is_ok() {
                written = out.line_at_once(&line);
            }
        })
    })?;
    written?;
    match ended {
        Ok(()) => Ok(Outcome::Fine),
        Err(stop @ (Stop::OpenConflicts(_) | Stop::NewConflicts(_))) => {
            tell(&failure(stop, path, setting).text(Some(&setting.words)));
            Ok(Outcome::Found)
        }
        Err(stop) => {
            tell(&failure(stop, path, setting).text(Some(&setting.words)));
            Ok(Outcome::CouldNot)
        }
    }
}

fn failure(stop: Stop, path: &Path, setting: &Setting) -> Failure {
    let words = &setting.words.git.share;
    let (message, files) = match stop {
        Stop::NoGit(reason) => return no_git(reason, setting),
        Stop::NoRepository => return no_repository(path, setting),
        Stop::Busy => (&words.busy, Vec::new()),
        Stop::NoBranch => (&words.no_branch, Vec::new()),
        Stop::NoIdentity => (&words.no_identity, Vec::new()),
        Stop::Unreadable(files) => (&words.unreadable, files),
        Stop::OpenConflicts(files) => (&words.open_conflicts, files),
        Stop::NotRecorded => (&words.not_recorded, Vec::new()),
        Stop::NoRemote => (&words.no_remote, Vec::new()),
        Stop::Offline => (&words.offline, Vec::new()),
        Stop::NoAccess => (&words.no_access, Vec::new()),
        Stop::InTheWay => (&words.in_the_way, Vec::new()),
        Stop::OtherFiles(files) => (&words.other_files, files),
        Stop::NewConflicts(files) => (&words.new_conflicts, files),
        Stop::Rejected => (&words.rejected, Vec::new()),
        Stop::Refused => (&words.refused, Vec::new()),
    };
    let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    Failure::Explained(told(message, &[("files", &files.join(", "))]))
}

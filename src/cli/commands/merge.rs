//! `merge`: two versions of a session that grew from one become one, for a person or, as git's driver, for git.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::domain::merge::Merged;
use crate::domain::problem::{Trouble, Unkept};
use crate::git::merging::{MergeError, merge_files, merge_lines, put_under_each_other, write_new, write_over};
use crate::store::form::text::print;
use crate::store::safety::save::{Base, SaveError};
use crate::telling::changes::tell_conflict;

use crate::cli::failure::Failure;
use crate::cli::out::{Out, warn, warn_of_remarks, warn_of_unkept};
use crate::cli::setting::{Outcome, Setting};

/// The three sides of a merge. Git calls it as a driver with the name of the file and the length of its markers.
#[derive(Debug, Args)]
pub(in crate::cli) struct MergeArgs {
    base: PathBuf,
    ours: PathBuf,
    theirs: PathBuf,
    #[arg(requires = "driver")]
    named: Option<PathBuf>,
    #[arg(short, long, conflicts_with = "driver")]
    out: Option<PathBuf>,
    #[arg(long)]
    driver: bool,
    #[arg(long, default_value_t = 7, hide_default_value = true, requires = "driver")]
    marker_size: u16,
}

impl MergeArgs {
    pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
        let (merged, [base, ours, theirs]) = match merge_files(&self.base, &self.ours, &self.theirs) {
            Ok(merged) => merged,
            Err(MergeError::Trouble(_, Trouble::TwoSessions)) if self.driver => return keep_both(self, setting),
            Err(failure) if self.driver => return line_by_line(self, failure.into(), setting),
            Err(failure) => return Err(failure.into()),
        };
        let text = print(&merged.session);
        for (side, bytes) in [(&self.ours, &ours), (&self.theirs, &theirs)] {
            warn_of_remarks(self.named.as_ref().unwrap_or(side), bytes.as_deref().unwrap_or_default(), &setting.words);
        }
        match self.out.as_deref().or(self.driver.then_some(&*self.ours)) {
            Some(path) => {
                // Only what was merged may be replaced, and only as it was read.
                let sides = [(&self.base, base), (&self.ours, ours), (&self.theirs, theirs)];
                let read = sides.into_iter().find(|(side, _)| is_same(side, path)).and_then(|(_, bytes)| bytes);
                let written = match read {
                    Some(bytes) => write_over(path, &text, &Base::Known(bytes.into())).map_err(|error| match error {
                        SaveError::Disk(error) => Failure::File(path.to_owned(), error.into()),
                        SaveError::Changed { .. } | SaveError::Removed => Failure::Changed(path.to_owned()),
                    }),
                    None => write_new(path, &text)
                        .map(|()| Unkept::NOTHING)
                        .map_err(|trouble| Failure::File(path.to_owned(), trouble)),
                };
                match written {
                    Ok(unkept) => warn_of_unkept(path, unkept, &setting.words),
                    // Git would take what stands there, which is ours alone.
                    Err(failure) if self.driver => return line_by_line(self, failure, setting),
                    Err(failure) => return Err(failure),
                }
            }
            // The canonical text has escapes for whatever a terminal could take amiss.
            None => out.made_for_a_program(text.as_bytes())?,
        }
        warn_of_conflicts(self, &merged, setting)?;
        Ok(if merged.conflicts.is_empty() { Outcome::Fine } else { Outcome::Found })
    }
}

fn is_same(side: &Path, path: &Path) -> bool {
    matches!((side.canonicalize(), path.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

fn warn_of_conflicts(asked: &MergeArgs, merged: &Merged, setting: &Setting) -> Result<(), Failure> {
    if merged.conflicts.is_empty() {
        return Ok(());
    }
    let path = asked.named.as_ref().or(asked.out.as_ref()).unwrap_or(&asked.ours).display().to_string();
    let guide = setting.guide()?;
    for conflict in merged.conflicts.iter().filter_map(|id| merged.session.conflicts.find(id)) {
        let text = tell_conflict(&setting.sentences(&guide), &merged.session, conflict);
        warn(&setting.words.git.conflict.told(&path, &text));
    }
    Ok(())
}

/// Git would make one of two sessions: both stay, each whole, and a person gives each a file of its own.
fn keep_both(asked: &MergeArgs, setting: &Setting) -> Result<Outcome, Failure> {
    put_under_each_other(&asked.ours, &asked.theirs, asked.marker_size)
        .map_err(|trouble| Failure::File(asked.ours.clone(), trouble))?;
    let named = asked.named.as_ref().unwrap_or(&asked.ours).display().to_string();
    warn(&setting.words.git.conflict.two_sessions(&named));
    Ok(Outcome::Found)
}

/// What cannot be merged by place, such as another kind of file, a newer format or a result that is too large, is left to
/// git: its markers lose nothing.
fn line_by_line(asked: &MergeArgs, failure: Failure, setting: &Setting) -> Result<Outcome, Failure> {
    match merge_lines(&asked.base, &asked.ours, &asked.theirs, asked.marker_size) {
        Ok(true) => Ok(Outcome::Fine),
        Ok(false) => {
            let named = asked.named.as_ref().unwrap_or(&asked.ours).display().to_string();
            warn(&failure.text(Some(&setting.words)));
            warn(&setting.words.git.conflict.markers(&named));
            Ok(Outcome::Found)
        }
        Err(_) => Err(failure),
    }
}

impl From<MergeError> for Failure {
    fn from(reason: MergeError) -> Self {
        match reason {
            MergeError::Trouble(path, trouble) => Self::File(path, trouble),
            MergeError::Unreadable(path, problem) => Self::Session(path, problem),
        }
    }
}

//! `merge`: two versions of a session that grew from one become one, for a person or, as git's driver, for git.

use crate::git::merging::{Merged, NotMerged, merge_files, merge_lines, write};
use crate::i18n::changes::tell_conflict;
use crate::i18n::fill;
use crate::store::form::text::print;

use super::arguments::MergeArguments;
use super::failure::Failure;
use super::out::{Out, tell};
use super::telling::with_sentences;
use super::{Outcome, Setting};

pub(super) fn run(asked: &MergeArguments, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
    let merged = match merge_files(&asked.base, &asked.ours, &asked.theirs) {
        Ok(merged) => merged,
        Err(failure) if asked.driver => return line_by_line(asked, failure.into(), setting),
        Err(failure) => return Err(failure.into()),
    };
    let text = print(&merged.session);
    match asked.out.as_deref().or(asked.driver.then_some(&*asked.ours)) {
        Some(path) => write(path, &text).map_err(|trouble| Failure::File(path.to_owned(), trouble))?,
        // The canonical text has escapes for whatever a terminal could take amiss.
        None => out.made_for_a_program(text.as_bytes())?,
    }
    tell_conflicts(asked, &merged, setting)?;
    Ok(if merged.conflicts.is_empty() { Outcome::Fine } else { Outcome::Found })
}

fn tell_conflicts(asked: &MergeArguments, merged: &Merged, setting: &Setting) -> Result<(), Failure> {
    if merged.conflicts.is_empty() {
        return Ok(());
    }
    let path = asked.named.as_ref().or(asked.out.as_ref()).unwrap_or(&asked.ours).display().to_string();
    with_sentences(setting, |sentences, _| {
        for conflict in merged.conflicts.iter().filter_map(|id| merged.session.conflicts.find(id)) {
            let text = tell_conflict(sentences, &merged.session, conflict);
            tell(&fill(&setting.words.git.conflict.told, &[("path", &path), ("text", &text)]));
        }
    })
}

/// A side that is no session, such as another kind of file or a newer format, is left to git: its markers lose nothing.
fn line_by_line(asked: &MergeArguments, failure: Failure, setting: &Setting) -> Result<Outcome, Failure> {
    match merge_lines(&asked.base, &asked.ours, &asked.theirs, asked.marker_size) {
        Ok(true) => Ok(Outcome::Fine),
        Ok(false) => {
            let named = asked.named.as_ref().unwrap_or(&asked.ours).display().to_string();
            tell(&failure.text(Some(&setting.words)));
            tell(&fill(&setting.words.git.conflict.markers, &[("path", &named)]));
            Ok(Outcome::Found)
        }
        Err(_) => Err(failure),
    }
}

impl From<NotMerged> for Failure {
    fn from(reason: NotMerged) -> Self {
        match reason {
            NotMerged::Trouble(path, trouble) => Self::File(path, trouble),
            NotMerged::Unreadable(path, problem) => Self::Session(path, problem),
        }
    }
}

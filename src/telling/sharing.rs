//! Sharing in words: each step, what is being done meanwhile, and why it stopped. The command line and the screen both tell
//! these; only names and commands differ.

use std::path::Path;

use crate::domain::sharing::{Audience, CommitFailure, Named, ShareStep, SigningFailure, Stop};

use super::personal::veiled;
use crate::i18n::Words;
use crate::i18n::share_words::CommitFailureWords;
use crate::i18n::texts::Message;

/// A step that was made, as a sentence.
pub fn step_text(step: &ShareStep, words: &Words) -> String {
    let share = &words.git.share;
    match step {
        ShareStep::NotStarted(_) => share.not_started.clone(),
        ShareStep::Recorded(summary) => share.committed(summary),
        ShareStep::NothingNew => share.nothing_new.clone(),
        ShareStep::Fetched => share.fetched.clone(),
        ShareStep::Merged => share.merged.clone(),
        ShareStep::Kept(sessions) => share.kept(names(sessions, words)),
        ShareStep::Apart(sessions) => share.set_apart(names(sessions, words)),
        ShareStep::LeftOut(files) => share.left_out(listed(files.iter().map(|file| name_of(file)))),
        ShareStep::Sent => share.pushed.clone(),
        ShareStep::UpToDate => share.up_to_date.clone(),
    }
}

/// What is being done behind the last step that was made.
pub fn doing_text<'words>(last: Option<&ShareStep>, words: &'words Words) -> &'words str {
    let share = &words.git.share;
    match last {
        None | Some(ShareStep::LeftOut(_) | ShareStep::NotStarted(_)) => &share.recording,
        Some(ShareStep::Recorded(_) | ShareStep::NothingNew) => &share.fetching,
        Some(_) => &share.sending,
    }
}

/// Why it stopped, and what would mend it.
pub fn stop_text(stop: &Stop, audience: Audience, words: &Words) -> Message {
    let share = &words.git.share;
    let files = match (stop, audience) {
        (Stop::OpenConflicts(sessions) | Stop::NewConflicts(sessions), Audience::Room) => names(sessions, words),
        (Stop::OpenConflicts(sessions) | Stop::NewConflicts(sessions), Audience::CommandLine) => {
            listed(sessions.iter().map(|session| session.path.display().to_string()))
        }
        (Stop::Unreadable(files) | Stop::OtherFiles(files), Audience::Room) => {
            listed(files.iter().map(|file| name_of(file)))
        }
        (Stop::Unreadable(files) | Stop::OtherFiles(files), Audience::CommandLine) => {
            listed(files.iter().map(|file| file.display().to_string()))
        }
        _ => String::new(),
    };
    let message = match stop {
        Stop::Unreadable(_) => &share.unreadable(files),
        Stop::OpenConflicts(_) => &share.open_conflicts(files),
        Stop::OtherFiles(_) => &share.other_files(files),
        Stop::NewConflicts(_) => &share.new_conflicts(files),
        Stop::NoGit => &words.git.no_git,
        Stop::GitFailed => &words.git.git_failed,
        Stop::NoRepository => &share.no_repository,
        Stop::OfAnotherFolder => &share.of_another_folder,
        Stop::Converts => &share.converts,
        Stop::NotSaved => &share.not_saved,
        Stop::Busy => &share.busy,
        Stop::NoBranch => &share.no_branch,
        Stop::NoIdentity => &share.no_identity,
        Stop::NotRecorded(failure) => commit_failure(*failure, &share.commit_failures).unwrap_or(&share.not_recorded),
        Stop::NoRemote => &share.no_remote,
        Stop::Offline => &share.offline,
        Stop::NoAccess => &share.no_access,
        Stop::InTheWay => &share.in_the_way,
        Stop::Apart => &share.apart,
        Stop::NothingYet => &share.nothing_yet,
        Stop::NotThere => &share.not_there,
        Stop::Rejected => &share.rejected,
        Stop::Refused => &share.refused,
        Stop::Withheld => &share.withheld,
    };
    let by_hand = by_hand(stop, words).filter(|_| audience == Audience::CommandLine);
    let Message { what, remedy } = message.clone();
    Message { what, remedy: by_hand.map_or(remedy.clone(), |by_hand| format!("{remedy} {by_hand}")) }
}

/// The message for a commit that failed, where it says more than that.
fn commit_failure(failure: CommitFailure, words: &CommitFailureWords) -> Option<&Message> {
    match failure {
        CommitFailure::Signing(SigningFailure::NoKey) => Some(&words.signing_no_key),
        CommitFailure::Signing(SigningFailure::Expired) => Some(&words.signing_expired),
        CommitFailure::Signing(SigningFailure::Locked) => Some(&words.signing_locked),
        CommitFailure::Signing(SigningFailure::NoProgram) => Some(&words.signing_no_program),
        CommitFailure::Signing(SigningFailure::Unknown) => Some(&words.signing),
        CommitFailure::Hook => Some(&words.hook),
        CommitFailure::Locked => Some(&words.locked),
        CommitFailure::DiskFull => Some(&words.disk_full),
        CommitFailure::NotAllowed => Some(&words.not_allowed),
        CommitFailure::Unknown => None,
    }
}

/// What is to be typed on the command line, where that mends it.
fn by_hand<'words>(stop: &Stop, words: &'words Words) -> Option<&'words str> {
    let by_hand = &words.git.share.by_hand;
    match stop {
        Stop::Unreadable(_) => Some(&by_hand.unreadable),
        Stop::NoBranch => Some(&by_hand.no_branch),
        Stop::Converts => Some(&by_hand.converts),
        Stop::NoIdentity => Some(&by_hand.no_identity),
        Stop::NoRemote => Some(&by_hand.no_remote),
        Stop::NoRepository => Some(&by_hand.no_repository),
        Stop::Apart => Some(&by_hand.apart),
        Stop::NotRecorded(CommitFailure::Unknown | CommitFailure::Hook | CommitFailure::Signing(_)) => {
            Some(&by_hand.not_recorded)
        }
        _ => None,
    }
}

/// Sessions as people call them.
fn names(sessions: &[Named], words: &Words) -> String {
    let names = listed(sessions.iter().map(|session| match session.neighbourhood.trim() {
        "" => name_of(&session.path),
        name => format!("{name} ({})", words.screen.round(session.round)),
    }));
    veiled(names, &words.outgoing)
}

/// A file without its folders.
fn name_of(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn listed(names: impl Iterator<Item = String>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

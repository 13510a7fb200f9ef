//! The words for sharing: each step, and why it stopped.

use serde::Deserialize;

use super::problem_words::Message;

/// The words for sharing.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Share")]
pub struct ShareWords {
    /// The changes were recorded.
    pub committed: String,
    /// There was nothing to record.
    pub nothing_new: String,
    /// The work of others was fetched.
    pub fetched: String,
    /// The work of others was merged.
    pub merged: String,
    /// The changes were sent.
    pub pushed: String,
    /// There was nothing to send.
    pub up_to_date: String,
    /// Sessions that one took away and the other worked on.
    pub kept: String,
    /// New sessions whose name not every computer can write.
    pub left_out: String,
    /// It is being recorded.
    pub recording: String,
    /// Others are asked.
    pub fetching: String,
    /// It is being sent.
    pub sending: String,
    /// What is to be typed on the command line.
    pub by_hand: ByHandWords,
    /// The path is in no repository.
    pub no_repository: Message,
    /// What was typed is not in the file yet.
    pub not_saved: Message,
    /// Conflicts are open.
    pub open_conflicts: Message,
    /// Merging left conflicts.
    pub new_conflicts: Message,
    /// A file cannot be read.
    pub unreadable: Message,
    /// Another file conflicts.
    pub other_files: Message,
    /// Changes that are not recorded are in the way.
    pub in_the_way: Message,
    /// Git is in the middle of something.
    pub busy: Message,
    /// No branch.
    pub no_branch: Message,
    /// Git does not know who this is.
    pub no_identity: Message,
    /// No place to share.
    pub no_remote: Message,
    /// The place cannot be reached.
    pub offline: Message,
    /// Access was refused.
    pub no_access: Message,
    /// Others are faster every time.
    pub rejected: Message,
    /// The place refuses.
    pub refused: Message,
    /// The commit failed.
    pub not_recorded: Message,
    /// Why it failed, where git says so.
    pub commit_failures: CommitFailureWords,
}

/// Why a commit failed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "CommitFailures")]
pub struct CommitFailureWords {
    /// Signing failed.
    pub signing: Message,
    /// A hook refused.
    pub hook: Message,
    /// Another git holds the repository.
    pub locked: Message,
    /// The disk is full.
    pub disk_full: Message,
    /// The user may not write in the repository.
    pub not_allowed: Message,
}

/// What is to be typed on the command line, where that mends it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "ByHand")]
pub struct ByHandWords {
    /// Looks at the files.
    pub unreadable: String,
    /// Goes to a branch.
    pub no_branch: String,
    /// Tells git who this is.
    pub no_identity: String,
    /// Names a place to share.
    pub no_remote: String,
    /// Makes a repository.
    pub no_repository: String,
    /// Records by hand.
    pub not_recorded: String,
}

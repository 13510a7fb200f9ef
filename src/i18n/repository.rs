//! The words for what git keeps of sessions: differences and conflicts, its settings, the history.

use serde::Deserialize;

use super::problem_words::Message;
use super::share_words::ShareWords;

/// All of them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GitWords {
    /// What differs beside the items.
    pub diff: DiffWords,
    /// Changes on one line.
    pub summary: SummaryWords,
    /// What two people disagree on.
    pub conflict: ConflictWords,
    /// Setting git up.
    pub setup: SetupWords,
    /// A new round.
    pub next: NextWords,
    /// The history.
    pub log: LogWords,
    /// Sharing.
    pub share: ShareWords,
    /// There is no git.
    pub no_git: Message,
    /// Git did not do what it was asked.
    pub git_failed: Message,
    /// Not in a repository.
    pub no_repository: Message,
}

/// What differs beside the items.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Diff")]
pub struct DiffWords {
    /// The ids differ.
    pub other_session: String,
}

/// Changes on one line.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Summary")]
pub struct SummaryWords {
    /// Items that came.
    pub added: String,
    /// Items that changed.
    pub changed: String,
    /// Items that went.
    pub removed: String,
    /// Items that were moved.
    pub moved: String,
    /// What two people disagreed on was chosen: `{count}` `{records}`.
    pub settled: String,
    /// The message of a merge.
    pub merge: String,
    /// The only item of its section changed.
    pub only: String,
    /// More than fits on a line.
    pub more: String,
    /// A session that is new.
    pub new_session: String,
    /// A session that went.
    pub gone_session: String,
    /// The changes of one of several sessions.
    pub of_session: String,
    /// Nothing but the form of the file changed.
    pub form: String,
    /// Git was told to merge sessions by place.
    pub attributes: String,
}

/// What two people disagree on.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Conflict")]
pub struct ConflictWords {
    /// A conflict on the command line.
    pub told: String,
    /// Git's markers are in a file.
    pub markers: String,
    /// Two values for one place.
    pub values: String,
    /// Two values for a place where nothing was.
    pub both_new: String,
    /// Two values that are not told.
    pub private: String,
    /// One removed what the other changed.
    pub removed: String,
    /// There was no room for an item.
    pub no_room: String,
    /// Between two values of which one is to be chosen.
    pub or: String,
    /// The place is no longer there.
    pub gone: String,
    /// No value.
    pub nothing: String,
}

/// Setting git up.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Setup")]
pub struct SetupWords {
    /// The attributes were written.
    pub attributes_written: String,
    /// The attributes were there.
    pub attributes_there: String,
    /// The attributes were taken away.
    pub attributes_removed: String,
    /// The settings were written.
    pub driver_written: String,
    /// The settings were there.
    pub driver_there: String,
    /// The settings were taken away.
    pub driver_removed: String,
    /// There was nothing to undo.
    pub nothing_to_undo: String,
    /// Others must do this too.
    pub elsewhere: String,
}

/// A new round.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Next")]
pub struct NextWords {
    /// A new round was made.
    pub made: String,
    /// The name of a file without a date.
    pub named: String,
    /// Conflicts are open.
    pub open_conflicts: Message,
}

/// The history.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Log")]
pub struct LogWords {
    /// A commit.
    pub entry: String,
    /// The session began.
    pub begun: String,
    /// The file went.
    pub removed: String,
    /// A version that cannot be read.
    pub unreadable: String,
    /// Nothing but the form changed.
    pub form: String,
    /// There is no history.
    pub nothing: String,
    /// There is no history of the item.
    pub nothing_of_item: String,
}

//! The words for sharing: each step, and why it stopped.

use super::texts::{Message, texts};

texts! {
    ShareWords = "Share" {
        not_started,
        committed(summary),
        nothing_new,
        fetched,
        merged,
        pushed,
        up_to_date,
        kept(files),
        set_apart(files),
        left_out(files),
        recording,
        fetching,
        sending,
        by_hand: ByHandWords,
        no_repository: Message,
        of_another_folder: Message,
        converts: Message,
        not_saved: Message,
        choose_here,
        open_conflicts(files): Message,
        new_conflicts(files): Message,
        unreadable(files): Message,
        other_files(files): Message,
        in_the_way: Message,
        busy: Message,
        no_branch: Message,
        no_identity: Message,
        no_remote: Message,
        offline: Message,
        no_access: Message,
        apart: Message,
        nothing_yet: Message,
        not_there: Message,
        rejected: Message,
        refused: Message,
        withheld: Message,
        not_recorded: Message,
        commit_failures: CommitFailureWords,
    }

    CommitFailureWords = "CommitFailures" {
        signing: Message,
        signing_no_key: Message,
        signing_expired: Message,
        signing_locked: Message,
        signing_no_program: Message,
        hook: Message,
        locked: Message,
        disk_full: Message,
        not_allowed: Message,
    }

    /// What is to be typed on the command line, where that mends it.
    ByHandWords = "ByHand" {
        not_started(names),
        unreadable,
        converts,
        no_branch,
        no_identity,
        no_remote,
        no_repository,
        apart,
        not_recorded,
    }
}

//! The words for what git keeps of sessions: differences and conflicts, its settings, the history.

use super::share_words::ShareWords;
use super::texts::{Message, texts};

texts! {
    GitWords {
        diff: DiffWords,
        summary: SummaryWords,
        conflict: ConflictWords,
        setup: SetupWords,
        next: NextWords,
        log: LogWords,
        share: ShareWords,
        no_git: Message,
        git_failed: Message,
        no_repository(path): Message,
    }

    /// What differs beside the items.
    DiffWords = "Diff" {
        other_session,
        two_rounds(old, new),
    }

    SummaryWords = "Summary" {
        added(count, records),
        changed(count, records),
        removed(count, records),
        moved(count, records),
        settled(count, records),
        merge,
        only(record),
        more(summary),
        new_session(name),
        gone_session(name),
        of_session(name, summary),
        form,
        attributes,
    }

    /// What two people disagree on.
    ConflictWords = "Conflict" {
        told(path, text),
        markers(path),
        values(subject, field, kept, other, base),
        both_new(subject, field, kept, other),
        private(subject, field),
        removed(subject),
        two_sessions(path),
        no_room(subject),
        or,
        gone,
        nothing,
    }

    SetupWords = "Setup" {
        attributes_written(path),
        attributes_there(path),
        attributes_removed(path),
        driver_written(path),
        driver_there(path),
        driver_removed(path),
        nothing_to_undo,
        elsewhere,
    }

    NextWords = "Next" {
        made(path, round, open),
        named(name, round),
        is_there(path),
        open_conflicts(files): Message,
    }

    LogWords = "Log" {
        entry(date, author),
        begun,
        removed,
        unreadable,
        form,
        nothing,
        nothing_of_item(item),
    }
}

//! The words of the overview of many sessions.

use super::by_name::ByName;
use super::texts::{Keyed, Message, texts};

texts! {
    /// The words of the overview.
    OverviewWords = "Overview" {
        columns: ByName<ColumnWords>,
        unread,
        of_all(heading),
        legend_sections,
        legend_items,
        not_read[count],
        several(count),
        other_round(round, day),
        same_session(one, other): Message,
        no_item(found, options): Message,
        no_owner_named: Message,
        nobody_called(found, options): Message,
        all_rounds,
        all_rounds_counted,
        sorted(order),
        orders: ByName<String>,
        filtered(words),
        nothing_fits: Keyed,
        still_open,
        find,
        only(signals),
        intervision: IntervisionWords,
        asking: AskingWords,
    }

    /// The words of what is asked of all sessions on the screen.
    AskingWords = "Asking" {
        title,
        tabs: ByName<String>,
        find,
        until,
        whose,
        until_day(day),
        no_day(day),
        looked_at[count],
        found[count],
        found_late(count),
        nothing: Keyed,
        nobody_late,
        gone,
    }

    /// The words of what neighbourhoods learn from each other.
    IntervisionWords = "Intervision" {
        no_region,
        bad_region(file),
        ambition(text),
        partners(names),
        grown(text),
        reached(reached, measured),
    }

    /// The words of a column: its heading, and for the matrix on the screen one of at most five letters.
    ColumnWords = "Column" {
        heading,
        #[optional]
        narrow,
    }
}

impl OverviewWords {
    /// The heading of a column.
    #[must_use]
    pub fn heading<'words>(&'words self, key: &'words str) -> &'words str {
        self.columns.get(key).map_or(key, |words| &words.heading)
    }

    /// The heading of a column where there is little room.
    #[must_use]
    pub fn narrow<'words>(&'words self, key: &'words str) -> &'words str {
        self.columns.get(key).map_or(key, |words| &words.narrow)
    }
}

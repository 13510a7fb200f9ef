//! The words of the overview of many sessions.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The words of the overview.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Overview")]
pub struct OverviewWords {
    /// The headings of the columns, by their keys.
    pub columns: BTreeMap<String, ColumnWords>,
    /// Heading: why a file was not read.
    pub unread: String,
    /// What the signs and numbers under the sections mean.
    pub legend_sections: String,
    /// What the signs under the items mean.
    pub legend_items: String,
    /// How many files could not be read.
    pub some_unread: String,
    /// How many files could not be read: one.
    pub one_unread: String,
    /// Item that the checklist has not.
    pub no_item: super::problem_words::Message,
    /// On the list of sessions: every round is shown.
    pub all_rounds: String,
    /// On the list: how it is sorted.
    pub sorted: String,
    /// The orders, by name.
    pub orders: BTreeMap<String, String>,
    /// On the list: what was typed to find sessions.
    pub filtered: String,
    /// On the list: nothing fits.
    pub nothing_fits: String,
    /// Before the sums of the matrix.
    pub still_open: String,
    /// Before what is typed to find sessions.
    pub find: String,
    /// On the list: only sessions that ask this: `{signals}`.
    pub only: String,
}

/// The words of a column.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Column")]
pub struct ColumnWords {
    /// Its heading.
    pub heading: String,
    /// A heading of at most five letters, for the matrix on the screen.
    #[serde(default)]
    pub narrow: String,
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

//! The words of the overview of many sessions.

use serde::Deserialize;

/// The words of the overview.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Overview")]
pub struct OverviewWords {
    /// Heading: the neighbourhood.
    pub neighbourhood: String,
    /// Heading: the municipality.
    pub municipality: String,
    /// Heading: the day of the session.
    pub date: String,
    /// Heading: the round.
    pub round: String,
    /// Heading: items of the checklist that need nothing more.
    pub settled: String,
    /// Heading: open actions.
    pub open: String,
    /// Heading: overdue actions.
    pub overdue: String,
    /// Heading: open actions without an owner.
    pub no_owner: String,
    /// Heading: goals without a baseline.
    pub no_baseline: String,
    /// Heading: parked remarks.
    pub parked: String,
    /// Heading: the next date.
    pub next_date: String,
    /// Heading: the file.
    pub file: String,
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
    pub orders: std::collections::BTreeMap<String, String>,
    /// On the list: what was typed to find sessions.
    pub filtered: String,
    /// On the list: nothing fits.
    pub nothing_fits: String,
    /// The narrow headings of the matrix on the screen: open, overdue, no owner, no baseline.
    pub narrow: [String; 4],
    /// Before the sums of the matrix.
    pub still_open: String,
    /// Before what is typed to find sessions.
    pub find: String,
    /// On the list: only sessions with this.
    pub only: std::collections::BTreeMap<String, String>,
}

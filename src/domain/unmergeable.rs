//! Why two sessions are not merged.

use super::edit::Refused;
use super::limits::Limit;

/// Why two sessions were not merged: nothing may be left out, and nothing made that nobody meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmergeable {
    /// They are not two versions of one session: two sessions make no third.
    TwoSessions,
    /// More was changed differently than a session can hold as conflicts.
    TooDifferent(Limit),
}

impl From<Unmergeable> for Refused {
    fn from(reason: Unmergeable) -> Self {
        match reason {
            // What was typed is about another session: its items are not there.
            Unmergeable::TwoSessions => Self::NoSuchItem,
            Unmergeable::TooDifferent(limit) => Self::TooMuch(limit),
        }
    }
}

impl From<Limit> for Unmergeable {
    fn from(limit: Limit) -> Self {
        Self::TooDifferent(limit)
    }
}

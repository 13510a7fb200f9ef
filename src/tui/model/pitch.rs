//! A pitch: one group after another tells what it thinks, and everybody else listens. While it lasts only writing works
//! (M45).

use jiff::civil::DateTime;

use crate::domain::records::meeting::Group;
use crate::domain::records::profile::{Chance, ChanceKind, Dimension};
use crate::domain::session::Session;

use super::field::TextField;

/// How many minutes a group gets unless somebody says otherwise.
const USUAL: u32 = 3;

/// A pitch that goes on.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug)]
pub struct Pitch {
    /// The group that speaks, counted from 0.
    pub group: usize,
    /// How many minutes each group has.
    pub minutes: u32,
    pub began: DateTime,
    /// What is being written down: an opportunity or a barrier.
    pub kind: ChanceKind,
    /// What it is about, if that is said.
    pub dimension: Option<Dimension>,
    /// The line that is being typed.
    pub line: TextField,
}

impl Pitch {
    /// A pitch that begins now with the first group that has said nothing yet.
    pub fn new(session: &Session, now: DateTime) -> Self {
        let has_said = |group: &Group| session.chances.iter().any(|chance| chance.group.is(&group.id));
        let group = session.groups.iter().position(|group| !has_said(group)).unwrap_or(0);
        Self {
            group,
            minutes: USUAL,
            began: now,
            kind: ChanceKind::Opportunity,
            dimension: None,
            line: TextField::default(),
        }
    }

    /// The group that speaks now; `None` once it was taken out of the session.
    pub fn speaker<'session>(&self, session: &'session Session) -> Option<&'session Group> {
        session.groups.get(self.group)
    }

    /// What this group said, of one kind.
    pub fn said<'session>(&self, session: &'session Session, kind: ChanceKind) -> Vec<&'session Chance> {
        let speaker = self.speaker(session);
        let is_of_group =
            |chance: &&Chance| speaker.map_or(chance.group.is_empty(), |group| chance.group.is(&group.id));
        session.chances.iter().filter(|chance| chance.kind == Some(kind)).filter(is_of_group).collect()
    }

    /// How many seconds are left; fewer than none when the group speaks too long.
    pub fn seconds_left(&self, now: DateTime) -> i64 {
        i64::from(self.minutes) * 60 - self.began.duration_until(now).as_secs()
    }
}

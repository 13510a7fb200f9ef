//! An open session: what is in it, whether it is saved, and where the user is in it.

use std::borrow::Cow;
use std::path::PathBuf;

use crate::domain::edit::{Edit, apply};
use crate::domain::history::{Change, History};
use crate::domain::id::Id;
use crate::domain::problem::Trouble;
use crate::domain::session::{Section, Session};
use crate::guide::Structure;
use crate::guide::progress::{StepProgress, step};

use super::sides::RememberedSides;
use super::signals::Signals;

/// An open session: its file, where the cursors are, and what it asks.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug)]
pub struct Desk {
    pub path: PathBuf,
    pub session: Session,
    /// The sessions of the rounds before, oldest first, as far as they were found.
    pub earlier: Vec<Session>,
    /// What was changed since it was opened.
    pub history: History,
    /// What was brought from files: the first edit of each, and what was told of it.
    pub brought: Vec<(Edit, String)>,
    /// The item that was just added by opening its form.
    pub fresh: Option<FreshItem>,
    /// Whether the file holds what is on the screen.
    pub saving: Saving,
    /// Whether what is not in the file yet is kept outside this program.
    pub journal_works: bool,
    /// Counts the changes, so that a report of a save tells which it was.
    pub revision: u64,
    pub step: usize,
    /// For each step, the panel.
    pub panels: Vec<usize>,
    /// For each step and panel, what is under the cursor.
    pub cursors: Vec<Vec<usize>>,
    /// For each step and panel, the column under the cursor, where it is a grid.
    pub across: Vec<Vec<usize>>,
    /// The step and panel of what was last shown to the room, with the row and column where the cursor was then.
    pub shown_from: Option<[usize; 4]>,
    /// The revision at which it was asked whether scores may be shown of which one can tell whose they are.
    pub was_asked: Option<u64>,
    /// How far each step is.
    pub progress: ProgressBySteps,
    pub signals: Signals,
    /// What stands along the sides of the grid in front, as it was last worked out.
    pub(crate) sides: RememberedSides,
    /// The items that are marked, to be filled in together.
    pub marked: Vec<(Section, Id)>,
    /// Whether what wants an answer before the people go home was shown.
    pub was_closed: bool,
}

/// An item that was added by opening its form, as long as nothing is in it: it counts nowhere, and no file has it before a
/// letter is typed, so that no empty one is left where the program ends by itself.
#[derive(Debug)]
pub struct FreshItem {
    /// The change that added it.
    pub change: Change,
    /// Whether the journal has it, since something is being typed in it.
    pub is_told: bool,
}

impl FreshItem {
    /// Takes it out of a session; the edit that puts it back.
    fn take_out(&self, session: &mut Session) -> Option<Edit> {
        let [Edit::Insert { section, item, .. }] = self.change.edits.as_slice() else { return None };
        apply(session, Edit::Remove { section: *section, item: item.id.clone() }).ok()
    }
}

impl Desk {
    /// The session as a file gets it.
    pub fn kept(&self) -> Cow<'_, Session> {
        let Some(fresh) = self.fresh.as_ref().filter(|fresh| !fresh.is_told) else {
            return Cow::Borrowed(&self.session);
        };
        let mut session = self.session.clone();
        fresh.take_out(&mut session);
        Cow::Owned(session)
    }

    /// Does something with the session as it counts.
    pub fn as_it_counts<T>(&mut self, count: impl FnOnce(&mut Self) -> T) -> T {
        let back = self.fresh.take().map(|fresh| (fresh.take_out(&mut self.session), fresh));
        let counted = count(self);
        if let Some((back, fresh)) = back {
            let is_back = back.is_none_or(|back| apply(&mut self.session, back).is_ok());
            debug_assert!(is_back, "it was there");
            self.fresh = Some(fresh);
        }
        counted
    }
}

/// How far each step of the open session is, as of its last change: worked out then, and not while drawing.
#[derive(Debug)]
pub struct ProgressBySteps {
    as_of: u64,
    steps: Vec<StepProgress>,
}

impl ProgressBySteps {
    /// How far the steps of a session are.
    pub fn of(structure: &Structure, session: &Session, revision: u64) -> Self {
        let steps = structure.steps.iter().map(|declared| step(structure, declared, session));
        Self { as_of: revision, steps: steps.collect() }
    }

    /// Whether it is of this state of the session.
    pub fn is_of(&self, revision: u64) -> bool {
        self.as_of == revision
    }

    /// Works it out anew if the session changed.
    pub fn refresh(&mut self, structure: &Structure, session: &Session, revision: u64) {
        if self.as_of != revision {
            *self = Self::of(structure, session, revision);
        }
    }

    /// How far a step is, by its number.
    pub fn step(&self, number: usize) -> StepProgress {
        self.steps.get(number).copied().unwrap_or_default()
    }
}

/// Whether the file holds what is on the screen.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    Saved,
    Underway,
    /// It could not be written; everything is kept in the journal, and it is tried again.
    Failed(Trouble),
    /// Another process wrote the file.
    ChangedOnDisk,
}

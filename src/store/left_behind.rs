//! What an earlier run left behind of a session, read from its journals.

use crate::domain::edit::Edit;
use crate::domain::recovery::{LeftDraft, LeftEdit};
use crate::domain::session::Session;

use super::form::reading::parse_changes;
use super::safety::journal::{AbandonedJournal, Draft};

/// What an earlier run left behind.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, PartialEq, Eq)]
pub enum LeftBehind {
    /// Of the session that was opened: changes that are not in the file, and texts that were being typed, the last one
    /// last.
    Changes {
        edits: Vec<LeftEdit>,
        /// How many changes a newer version of the program made, which this one cannot read.
        unread: usize,
        drafts: Vec<LeftDraft>,
    },
    /// A session that there is no file of yet.
    Session {
        session: Box<Session>,
        /// The text that was being typed, by its place.
        draft: Option<(String, String)>,
        /// Changes that do not fit it any more.
        left: Vec<Edit>,
    },
}

/// What these journals hold that is not in the file.
pub(super) fn left_in(abandoned: &[AbandonedJournal]) -> Option<LeftBehind> {
    let (mut edits, mut drafts, mut unread) = (Vec::new(), Vec::new(), 0);
    for left in abandoned {
        let (read, of_newer) = edits_of(left);
        edits.extend(read);
        unread += of_newer;
        let draft = left.unsaved.draft.as_ref().filter(|draft| !draft.text.trim().is_empty());
        if let Some(Draft { place, text, before }) = draft {
            let before = parse_changes(before).0.into_iter().map(|left| left.edit).collect();
            let draft = LeftDraft { place: place.clone(), text: text.clone(), before };
            // The same text that was left behind twice comes back once.
            if !drafts.contains(&draft) {
                drafts.push(draft);
            }
        }
    }
    let is_something = !edits.is_empty() || !drafts.is_empty() || unread > 0;
    is_something.then_some(LeftBehind::Changes { edits, unread, drafts })
}

/// The edits in a journal, and how many there are that this version cannot read.
pub(super) fn edits_of(left: &AbandonedJournal) -> (Vec<LeftEdit>, usize) {
    let read: Vec<_> = left.unsaved.edits.iter().map(|edits| parse_changes(edits)).collect();
    let unread = read.iter().map(|(_, unread)| unread).sum();
    (read.into_iter().flat_map(|(edits, _)| edits).collect(), unread)
}

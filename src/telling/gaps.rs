//! What is missing in a session, in words.

use crate::domain::gaps::GapKind;
use crate::i18n::{Words, fill};

/// How many items miss something: `3 acties zonder eigenaar`.
#[must_use]
pub fn gap_text(kind: GapKind, count: usize, words: &Words) -> String {
    let words = &words.gaps;
    let (one, many) = match kind {
        GapKind::OverdueActions => (&words.overdue_one, &words.overdue_many),
        GapKind::ActionsWithoutOwner => (&words.without_owner_one, &words.without_owner_many),
        GapKind::ActionsWithoutDate => (&words.without_date_one, &words.without_date_many),
        GapKind::GoalsWithoutBaseline => (&words.without_baseline_one, &words.without_baseline_many),
        GapKind::RolesWithoutPerson => (&words.empty_role_one, &words.empty_role_many),
        GapKind::FeedbackDue => (&words.feedback_due_one, &words.feedback_due_many),
        GapKind::ParkedRemarks => (&words.parked_one, &words.parked_many),
        GapKind::PeopleMissed => (&words.missed_one, &words.missed_many),
    };
    fill(if count == 1 { one } else { many }, &[("count", &count.to_string())])
}

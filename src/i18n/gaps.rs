//! What is missing in a session, in words.

use crate::domain::gaps::GapKind;

use super::fill;
use super::interface::GapWords;

impl GapWords {
    /// How many items miss something: `3 acties zonder eigenaar`.
    #[must_use]
    pub fn text(&self, kind: GapKind, count: usize) -> String {
        let (one, many) = match kind {
            GapKind::OverdueActions => (&self.overdue_one, &self.overdue_many),
            GapKind::ActionsWithoutOwner => (&self.without_owner_one, &self.without_owner_many),
            GapKind::ActionsWithoutDate => (&self.without_date_one, &self.without_date_many),
            GapKind::GoalsWithoutBaseline => (&self.without_baseline_one, &self.without_baseline_many),
            GapKind::RolesWithoutPerson => (&self.empty_role_one, &self.empty_role_many),
            GapKind::FeedbackDue => (&self.feedback_due_one, &self.feedback_due_many),
            GapKind::ParkedRemarks => (&self.parked_one, &self.parked_many),
            GapKind::PeopleMissed => (&self.missed_one, &self.missed_many),
        };
        fill(if count == 1 { one } else { many }, &[("count", &count.to_string())])
    }
}

//! The signs for how far something is.

use crate::domain::records::meeting::AnswerState;

/// The sign for how far something is; a number or word always stands beside it or above it.
#[must_use]
pub fn sign(state: AnswerState) -> &'static str {
    match state {
        AnswerState::Open => "○",
        AnswerState::Partly => "◐",
        AnswerState::Done => "✓",
        AnswerState::No => "✗",
        AnswerState::NotApplicable => "–",
    }
}

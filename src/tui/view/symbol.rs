//! The signs for states. A state is always a sign and a word or number, never a colour alone.

use ratatui::style::Style;

use crate::domain::records::meeting::AnswerState;
use crate::tui::theme::Styles;

/// The sign for how far something is.
pub(crate) fn of_state(state: AnswerState) -> &'static str {
    match state {
        AnswerState::Open => "○",
        AnswerState::Partly => "◐",
        AnswerState::Done => "✓",
        AnswerState::NotApplicable => "–",
    }
}

/// The style of a sign.
pub(crate) fn style(state: AnswerState, styles: &Styles) -> Style {
    match state {
        AnswerState::Open => styles.text,
        AnswerState::Partly => styles.warn,
        AnswerState::Done => styles.good,
        AnswerState::NotApplicable => styles.muted,
    }
}

/// What a word of a state field comes down to.
pub(crate) fn state_of_word(word: &str) -> AnswerState {
    match word {
        "done" | "chosen" | "received" | "agreed" | "have" | "present" | "ended" => AnswerState::Done,
        "partly" | "started" | "talking" | "requested" | "promised" | "running" | "invited" => AnswerState::Partly,
        "dropped" | "later" | "not_chosen" | "not_applicable" | "absent" => AnswerState::NotApplicable,
        _ => AnswerState::Open,
    }
}

//! The signs for states. A state is always a sign and a word or number, never a colour alone.

use ratatui::style::Style;

use crate::domain::course::Direction;
use crate::domain::records::meeting::AnswerState;
use crate::domain::signals::Weight;
pub(crate) use crate::telling::signs::sign as of_state;
use crate::tui::theme::Styles;

use super::paint::Painter;

/// The style of a sign.
pub(crate) fn style(state: AnswerState, styles: &Styles) -> Style {
    match state {
        AnswerState::Open => styles.text,
        AnswerState::Partly => styles.warn,
        AnswerState::Done => styles.good,
        AnswerState::No => styles.bad,
        AnswerState::NotApplicable => styles.muted,
    }
}

/// The sign and style of which way a goal goes.
pub(crate) fn of_direction(direction: Option<Direction>, styles: &Styles) -> (&'static str, Style) {
    match direction {
        None => ("○", styles.muted),
        Some(Direction::Reached) => ("✓", styles.good),
        Some(Direction::Closer) => ("+", styles.good),
        Some(Direction::Farther) => ("!", styles.bad),
        Some(Direction::Same) => ("=", styles.text),
        Some(Direction::Higher | Direction::Lower) => ("≠", styles.text),
    }
}

/// The sign and style of a signal.
pub(crate) fn of_weight(weight: Weight, styles: &Styles) -> (&'static str, Style) {
    match weight {
        Weight::Wrong => ("!", styles.bad),
        Weight::Open => ("!", styles.warn),
        Weight::Tell => ("·", styles.muted),
    }
}

/// Marks something of which the session asks something.
pub(crate) fn mark(weight: Option<Weight>, painter: &mut Painter<'_>, x: u16, y: u16) {
    if let Some(weight) = weight {
        let (sign, style) = of_weight(weight, painter.styles);
        painter.put(x, y, 1, sign, style);
    }
}

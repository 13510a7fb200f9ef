//! Sharing: the question what to say, and the steps one below the other, each with a sign and a sentence.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::sharing::{Audience, Stop};
use crate::telling::sharing::{doing_text, step_text, stop_text};
use crate::tui::model::field::{TextField, wrap};

use super::paint::{Painter, rows};
use super::scene::Scene;

/// What to say; an empty line will do.
pub(crate) fn draw_question(
    scene: &Scene<'_>,
    message: &TextField,
    painter: &mut Painter<'_>,
    area: Rect,
) -> (u16, u16) {
    let words = &scene.context.words.screen;
    painter.put(area.x, area.y, area.width, &words.share_title, painter.styles.heading);
    let mut y = 2 + painter.put_wrapped(rows(area, 2, 3), &words.share_text, painter.styles.text);
    y += 1 + painter.put_wrapped(rows(area, y + 1, 3), &words.share_message, painter.styles.muted);
    super::form::draw_text(message, painter, rows(area, y + 1, 1))
}

/// What was done, and below it what is being done or how it ended.
pub(crate) fn draw_steps(scene: &Scene<'_>, painter: &mut Painter<'_>, area: Rect) {
    let words = &scene.context.words;
    let Some(sharing) = &scene.model.sharing else { return };
    painter.put(area.x, area.y, area.width, &words.screen.share_title, painter.styles.heading);
    let styles = painter.styles;
    let mut lines: Vec<(&str, String, Style)> =
        sharing.steps.iter().map(|step| ("✓", step_text(step, words), styles.text)).collect();
    match &sharing.end {
        None => {
            lines.push(("◌", doing_text(sharing.steps.last(), words).to_owned(), styles.strong));
            lines.push((" ", words.screen.share_goes_on.clone(), styles.muted));
        }
        Some(Ok(())) => {}
        Some(Err(stop)) => {
            let mut told = stop_text(stop, Audience::Room, words);
            if matches!(stop, Stop::OpenConflicts(_) | Stop::NewConflicts(_)) && scene.model.has_conflicts() {
                // The session is open already.
                told.remedy.clone_from(&words.git.share.choose_here);
            }
            lines.push(("!", told.what, styles.warn));
            lines.push((" ", told.remedy, styles.text));
        }
    }
    // The last steps count: where not all fit, the first make room.
    let heights: Vec<u16> = lines.iter().map(|(_, text, _)| height(text, area.width)).collect();
    let room = area.height.saturating_sub(2);
    let first = (0..lines.len()).find(|first| heights[*first..].iter().sum::<u16>() <= room).unwrap_or(0);
    let mut y = 2;
    for (sign, text, style) in lines.into_iter().skip(first) {
        painter.put(area.x, area.y + y, 1, sign, style);
        let text_area = Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..rows(area, y, area.height) };
        y += painter.put_wrapped(text_area, &text, style) + 1;
    }
}

/// The rows that a sentence takes, with the empty one below it.
fn height(text: &str, columns: u16) -> u16 {
    u16::try_from(wrap(text, usize::from(columns.saturating_sub(2))).len()).unwrap_or(u16::MAX) + 1
}

//! What would happen with something that was brought: what it is, what is asked and chosen, what enters, what does not.
//!
//! ```text
//! Cijfers van de wijk
//!   Gebied: wijk Ede-Veldhuizen WK022803
//! Kolom → veld:
//!   Eenzaam → Eenzaam
//! ```

use ratatui::layout::Rect;

use crate::tui::model::bringing::Bringing;
use crate::tui::model::field::wrap;
use crate::tui::model::layout::page;

use super::paint::{Painter, rows};
use super::records;
use super::scene::Scene;

pub(crate) fn draw(scene: &Scene<'_>, bringing: &Bringing, painter: &mut Painter<'_>, area: Rect) {
    let width = usize::from(area.width.saturating_sub(2)).max(1);
    // A line of the preview takes as many rows as it needs; the cursor is on the first of them.
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (number, row) in bringing.rows.iter().enumerate() {
        for part in wrap(&row.text, width) {
            lines.push((number, row.text[part].trim_end().to_owned()));
        }
    }
    let at = lines.iter().position(|(number, _)| *number == bringing.selected).unwrap_or(0);
    let shown = page(at, lines.len(), usize::from(area.height.saturating_sub(1)).max(1));
    for (row, (number, text)) in lines.iter().skip(shown.first).take(shown.count).enumerate() {
        let line = rows(area, u16::try_from(row).unwrap_or(u16::MAX), 1);
        let preview = &bringing.rows[*number];
        let style = if preview.part.is_heading() { painter.styles.heading } else { painter.styles.text };
        let indent = if preview.part.is_heading() { 0 } else { 2 };
        painter.put(line.x + indent, line.y, line.width.saturating_sub(indent), text, style);
        if *number == bringing.selected {
            painter.restyle(line, painter.styles.selected);
        }
    }
    records::more(scene, shown, painter, area);
}

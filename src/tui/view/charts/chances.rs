//! Opportunities and barriers per dimension: a grid of six by two in which an empty cell stays visible (M44).

use ratatui::layout::Rect;

use crate::domain::records::profile::{ChanceKind, Dimension};
use crate::domain::value::ChoiceSet;
use crate::tui::model::Desk;
use crate::tui::view::paint::{Painter, rows};
use crate::tui::view::scene::Scene;

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) {
    let words = &scene.context.words;
    let name_columns = 18.min(area.width / 4);
    let cell_columns = (area.width - name_columns - 4) / 2;
    let columns = [area.x + name_columns + 2, area.x + name_columns + 4 + cell_columns];
    for (kind, x) in ChanceKind::ALL.iter().zip(columns) {
        painter.put(
            x,
            area.y,
            cell_columns,
            words.choice(ChanceKind::KIND_REF.name, kind.word()),
            painter.styles.heading,
        );
    }
    let per_row = ((area.height - 1) / 6).clamp(1, 4);
    for (number, dimension) in Dimension::ALL.iter().enumerate() {
        let line = rows(area, 1 + u16::try_from(number).unwrap_or(0) * per_row, per_row);
        painter.put(
            line.x,
            line.y,
            name_columns,
            words.choice(Dimension::KIND_REF.name, dimension.word()),
            painter.styles.strong,
        );
        for (kind, x) in ChanceKind::ALL.iter().zip(columns) {
            let here = desk
                .session
                .chances
                .iter()
                .filter(|chance| chance.dimension == Some(*dimension) && chance.kind == Some(*kind));
            let texts: Vec<&str> = here.map(|chance| chance.what.0.as_str()).collect();
            cell(scene, &texts, painter, Rect { x, width: cell_columns, ..line });
        }
    }
}

fn cell(scene: &Scene<'_>, texts: &[&str], painter: &mut Painter<'_>, area: Rect) {
    let words = &scene.context.words.screen;
    if texts.is_empty() {
        painter.put(area.x, area.y, area.width, &format!("○ {}", words.nothing_yet), painter.styles.muted);
        return;
    }
    let room = usize::from(area.height);
    if let [text] = texts {
        painter.put_wrapped(area, text, painter.styles.text);
        return;
    }
    let shown = if texts.len() > room { room.saturating_sub(1) } else { texts.len() };
    for (number, text) in texts.iter().take(shown.max(usize::from(room == 1))).enumerate() {
        let y = area.y + u16::try_from(number).unwrap_or(0);
        let left = texts.len() - 1;
        let text = if room == 1 && left > 0 { format!("+{left} · {text}") } else { (*text).to_owned() };
        painter.put(area.x, y, area.width, &text, painter.styles.text);
    }
    if room > 1 && texts.len() > shown {
        let more = words.more(texts.len() - shown);
        painter.put(area.x, area.bottom() - 1, area.width, &format!("▼ {more}"), painter.styles.muted);
    }
}

//! The sessions of a folder: how far each is, what is open and overdue, and its date.

use ratatui::layout::Rect;

use crate::i18n::{dates, fill};
use crate::tui::model::layout::{Size, page};
use crate::tui::model::{Card, Entry, Start};
use crate::tui::update::unread_text;

use super::Scene;
use super::paint::{Painter, rows};

pub(crate) fn draw(scene: &Scene<'_>, start: &Start, painter: &mut Painter<'_>, size: Size) {
    let words = &scene.context.words.screen;
    let area = Rect { x: size.margin(), y: 0, width: size.inner(), height: size.rows.saturating_sub(2) };
    painter.put(area.x, 0, area.width, &words.program, painter.styles.big);
    painter.put(area.x, 1, area.width, &words.program_is, painter.styles.muted);
    if start.entries.is_empty() {
        let text = if start.is_complete { &words.no_sessions } else { &words.looking };
        painter.put_wrapped(rows(area, 4, 6), text, painter.styles.strong);
        return;
    }
    let count = if start.entries.len() == 1 { &words.one_session } else { &words.many_sessions };
    let count = fill(count, &[("count", &start.entries.len().to_string())]);
    painter.put_right(area.right(), 0, area.width / 2, &count, painter.styles.muted);
    let list = rows(area, 3, area.height - 3);
    let shown = page(start.selected, start.entries.len(), usize::from(list.height / 2).max(1));
    for (number, entry) in start.entries.iter().skip(shown.first).take(shown.count).enumerate() {
        let pair = rows(list, u16::try_from(number * 2).unwrap_or(0), 2);
        draw_entry(scene, entry, painter, pair);
        if shown.first + number == start.selected {
            painter.put(pair.x, pair.y, 1, "▸", painter.styles.accent);
            painter.restyle(rows(pair, 0, 1), painter.styles.selected);
        }
    }
    super::records::more(scene, shown, painter, list);
}

fn draw_entry(scene: &Scene<'_>, entry: &Entry, painter: &mut Painter<'_>, area: Rect) {
    match &entry.content {
        Ok(card) => draw_card(scene, card, painter, area),
        Err(unread) => {
            let name = entry.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            painter.put(area.x + 2, area.y, area.width - 2, &format!("! {name}"), painter.styles.bad);
            painter.put(
                area.x + 4,
                area.y + 1,
                area.width - 4,
                &unread_text(unread, scene.context),
                painter.styles.muted,
            );
        }
    }
}

fn draw_card(scene: &Scene<'_>, card: &Card, painter: &mut Painter<'_>, area: Rect) {
    let words = &scene.context.words.screen;
    let name = if card.neighbourhood.is_empty() { &words.no_name } else { &card.neighbourhood };
    let place = if card.municipality.is_empty() { String::new() } else { format!(", {}", card.municipality) };
    let date = card.date.map_or_else(
        || words.no_date_yet.clone(),
        |date| dates::short_date(date, scene.model.today, &scene.context.words),
    );
    painter.put_right(area.right(), area.y, 20, &date, painter.styles.text);
    painter.put(area.x + 2, area.y, area.width - 24, &format!("{name}{place}"), painter.styles.strong);
    let (settled, total) = card.settled;
    let (open, overdue) = card.open_actions;
    let number = |number: usize| number.to_string();
    let mut parts = vec![
        fill(&words.round, &[("round", &card.round.to_string())]),
        fill(&words.of_checklist, &[("done", &number(settled)), ("total", &number(total))]),
        fill(if open == 1 { &words.open_action } else { &words.open_actions }, &[("count", &number(open))]),
    ];
    if overdue > 0 {
        parts.push(format!("! {}", fill(&words.overdue, &[("count", &number(overdue))])));
    }
    painter.put(area.x + 4, area.y + 1, area.width - 4, &parts.join(" · "), painter.styles.muted);
}

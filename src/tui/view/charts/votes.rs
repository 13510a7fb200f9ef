//! The votes per theme, most first, a pattern for each group; a tie is announced.

use ratatui::layout::Rect;

use crate::domain::sums::{ties, votes};
use crate::tui::model::Desk;
use crate::tui::model::layout::page;
use crate::tui::view::paint::{Painter, rows};
use crate::tui::view::records;
use crate::tui::view::records::HIDDEN;
use crate::tui::view::scene::Scene;

/// The patterns of the groups, in their order.
const PATTERNS: [&str; 5] = ["█", "▒", "▚", "░", "▤"];

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) {
    let all = votes(&desk.session);
    let most = all.first().map_or(0, |votes| votes.total);
    if most == 0 {
        records::empty(scene, desk, &scene.context.words.screen.no_votes, painter, area);
        return;
    }
    let words = &scene.context.words.screen;
    if desk.hides_votes {
        hidden(scene, desk, painter, area);
        return;
    }
    let mut x = area.x;
    for (number, group) in desk.session.groups.iter().enumerate() {
        let text = format!("{} {}   ", PATTERNS[number % PATTERNS.len()], &*group.name);
        x += painter.put(x, area.y, area.right().saturating_sub(x), &text, painter.styles.muted);
    }
    let tied = ties(&all);
    if let Some(total) = tied.first() {
        let text = format!("= {}", words.tie(total));
        painter.put(area.x, area.y + 1, area.width, &text, painter.styles.warn);
    }
    let list = rows(area, 3, area.height - 3);
    let selected = desk.selected(&scene.context.guide);
    let shown = page(selected, all.len(), usize::from(list.height.saturating_sub(1) / 2).max(1));
    for (number, theme) in all.iter().skip(shown.first).take(shown.count).enumerate() {
        let pair = rows(list, u16::try_from(number * 2).unwrap_or(0), 2);
        let name = desk.session.themes.find(&theme.theme).map_or("", |theme| &theme.name);
        let is_selected = shown.first + number == selected;
        let style = if is_selected { painter.styles.strong } else { painter.styles.text };
        let sign = if is_selected { "▸" } else { " " };
        let used = painter.put(pair.x, pair.y, pair.width - 8, &format!("{sign} {name}"), style);
        let tie = if tied.contains(&theme.total) { " =" } else { "" };
        painter.put(pair.x + used + 2, pair.y, 8, &format!("{}{tie}", theme.total), painter.styles.strong);
        let mut x = pair.x + 2;
        for (group, count) in theme.per_group.iter().enumerate() {
            let cells = u64::from(*count) * u64::from(pair.width - 4) / u64::from(most);
            let cells = u16::try_from(cells).unwrap_or(0).max(u16::from(*count > 0));
            let bar = PATTERNS[group % PATTERNS.len()].repeat(usize::from(cells));
            x += painter.put(x, pair.y + 1, pair.right().saturating_sub(x), &bar, painter.styles.chart.neighbourhood);
        }
    }
    records::more(scene, shown, painter, area);
}

/// The themes in their own order, as long as the room votes: nobody follows the others.
fn hidden(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) {
    let themes = &desk.session.themes;
    painter.put_wrapped(
        rows(area, 0, 2),
        &scene.with_keys(&scene.context.words.screen.votes_hidden),
        painter.styles.muted,
    );
    let list = rows(area, 3, area.height - 3);
    let shown = page(desk.selected(&scene.context.guide), themes.len(), usize::from(list.height).max(1));
    for (number, theme) in themes.iter().skip(shown.first).take(shown.count).enumerate() {
        let y = list.y + u16::try_from(number).unwrap_or(0);
        painter.put(list.x + 2, y, list.width - 8, &theme.name, painter.styles.text);
        painter.put_right(list.right(), y, 4, HIDDEN, painter.styles.strong);
    }
    records::more(scene, shown, painter, area);
}

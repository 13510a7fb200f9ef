//! What wants an answer before the people go home, with what would settle it.

use ratatui::layout::Rect;

use crate::domain::signals::Signal;
use crate::tui::model::field::wrap;
use crate::tui::model::layout::{LONGEST_LINE, air, page_of};

use super::paint::{Painter, rows};
use super::scene::Scene;
use super::{records, symbol};

/// What is asked takes no more rows than this.
const MOST_ROWS: u16 = 3;

/// What wants an answer, in words: a number for each.
pub(crate) fn lines(scene: &Scene<'_>) -> Vec<String> {
    let Some(desk) = scene.model.desk() else { return Vec::new() };
    let told = desk.signals.at_closing().map(|signal| scene.sentences().signal_line(signal, &desk.session));
    let told = told.enumerate().map(|(at, line)| format!("{}. {line}", at + 1));
    [scene.context.words.screen.closing_title.clone()].into_iter().chain(told).collect()
}

pub(crate) fn draw(scene: &Scene<'_>, selected: usize, painter: &mut Painter<'_>, area: Rect) {
    let Some(desk) = scene.model.desk() else { return };
    let words = &scene.context.words.screen;
    let area = Rect { width: area.width.min(LONGEST_LINE + 2), ..area };
    painter.put(area.x, area.y, area.width, &words.closing_title, painter.styles.heading);
    let signals: Vec<&Signal> = desk.signals.at_closing().collect();
    let list = rows(area, 2, area.height.saturating_sub(4));
    // What is asked stands whole, on more rows where it has to.
    let columns = list.width.saturating_sub(2);
    let texts: Vec<String> =
        signals.iter().map(|signal| scene.sentences().signal_line(signal, &desk.session)).collect();
    let height = |text: &String| u16::try_from(wrap(text, usize::from(columns)).len()).unwrap_or(1).clamp(1, MOST_ROWS);
    let heights: Vec<u16> = texts.iter().map(height).collect();
    let is_long = heights.iter().copied().fold(0, u16::saturating_add) > list.height;
    let shown = page_of(&heights, selected, list.height.saturating_sub(u16::from(is_long)));
    let gap = air(&heights, list.height);
    let mut used = 0;
    for (number, (signal, text)) in signals.iter().zip(&texts).enumerate().skip(shown.first).take(shown.count) {
        let line = rows(list, used, heights[number]);
        used += heights[number] + gap;
        let (sign, style) = symbol::of_weight(signal.rule.weight, painter.styles);
        painter.put(line.x, line.y, 1, sign, style);
        painter.put_wrapped(Rect { x: line.x + 2, width: columns, ..line }, text, painter.styles.text);
        if number == selected {
            painter.restyle(line, painter.styles.selected);
        }
    }
    records::more(scene, shown, painter, list);
    if let Some(signal) = signals.get(selected) {
        let remedy = scene.sentences().signal(signal, &desk.session).remedy;
        // Near the list that it is about, however high the window is; one that goes on has the row above it.
        let last = area.height.saturating_sub(2);
        let below = rows(area, if is_long { last } else { last.min(3 + used) }, 2);
        painter.put_wrapped(below, &format!("› {remedy}"), painter.styles.muted);
    }
}

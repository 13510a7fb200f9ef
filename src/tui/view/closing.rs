//! What wants an answer before the people go home, with what would settle it.

use ratatui::layout::Rect;

use crate::domain::signals::Signal;
use crate::tui::model::layout::page;

use super::paint::{Painter, rows};
use super::scene::Scene;
use super::{records, symbol};

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
    painter.put(area.x, area.y, area.width, &words.closing_title, painter.styles.heading);
    let signals: Vec<&Signal> = desk.signals.at_closing().collect();
    let list = rows(area, 2, area.height.saturating_sub(4));
    let room = usize::from(list.height);
    let shown = page(selected, signals.len(), if signals.len() > room { room.saturating_sub(1) } else { room });
    for (number, signal) in signals.iter().enumerate().skip(shown.first).take(shown.count) {
        let line = rows(list, u16::try_from(number - shown.first).unwrap_or(0), 1);
        let (sign, style) = symbol::of_weight(signal.rule.weight, painter.styles);
        painter.put(line.x, line.y, 1, sign, style);
        let text = scene.sentences().signal_line(signal, &desk.session);
        painter.put(line.x + 2, line.y, line.width.saturating_sub(2), &text, painter.styles.text);
        if number == selected {
            painter.restyle(line, painter.styles.selected);
        }
    }
    records::more(scene, shown, painter, list);
    if let Some(signal) = signals.get(selected) {
        let remedy = scene.sentences().signal(signal, &desk.session).remedy;
        let below = rows(area, area.height.saturating_sub(2), 2);
        painter.put_wrapped(below, &format!("› {remedy}"), painter.styles.muted);
    }
}

//! How far each step and each section of the checklist is.

use ratatui::layout::Rect;

use crate::domain::question::{Tally, state};
use crate::domain::records::meeting::AnswerState;
use crate::tui::model::Desk;
use crate::tui::model::panel::CHECKLIST_STEP;
use crate::tui::view::paint::{Painter, rows};
use crate::tui::view::scene::Scene;
use crate::tui::view::symbol;

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) {
    let guide = &scene.context.guide;
    let words = &scene.context.words.screen;
    let half = area.width / 2 - 1;
    let left = Rect { width: half, ..area };
    let right = Rect { x: area.x + half + 2, width: area.width - half - 2, ..area };
    painter.put(left.x, left.y, half, &words.steps, painter.styles.heading);
    for number in 1..CHECKLIST_STEP {
        let progress = desk.progress.step(number);
        let name = format!("{number} {}", guide.step_text(number).short);
        let line = rows(left, u16::try_from(number).unwrap_or(0) + 1, 1);
        meter(&name, progress.filled, progress.parts, progress.state(), painter, line);
    }
    let Some(list) = guide.structure.list("follow_up") else { return };
    let texts = guide.list_text(&list.id);
    painter.put(right.x, right.y, right.width, texts.map_or("", |text| &text.title), painter.styles.heading);
    for (number, group) in list.groups.iter().enumerate() {
        let states = group
            .questions
            .iter()
            .map(|question| state(&question.kind, desk.session.answer(&question.id), &desk.session));
        let tally: Tally = states.collect();
        let name = texts.and_then(|text| text.groups.get(&group.id)).map_or("", String::as_str);
        let how_far = match tally.settled() {
            0 => AnswerState::Open,
            settled if settled == tally.total() => AnswerState::Done,
            _ => AnswerState::Partly,
        };
        let line = rows(right, u16::try_from(number).unwrap_or(0) + 2, 1);
        meter(&format!("{} {name}", group.id), tally.settled(), tally.total(), how_far, painter, line);
    }
}

fn meter(name: &str, filled: usize, of: usize, state: AnswerState, painter: &mut Painter<'_>, line: Rect) {
    let bar_columns = 10.min(line.width / 4);
    let count = format!("{} {filled}/{of}", symbol::of_state(state));
    let name_columns = line.width.saturating_sub(bar_columns + 9);
    painter.put(line.x, line.y, name_columns, name, painter.styles.text);
    let full = (usize::from(bar_columns) * filled).checked_div(of).unwrap_or(0);
    let bar = format!("{}{}", "█".repeat(full), "░".repeat(usize::from(bar_columns) - full));
    painter.put(line.x + name_columns + 1, line.y, bar_columns, &bar, painter.styles.chart.neighbourhood);
    painter.put_right(line.right(), line.y, 7, &count, symbol::style(state, painter.styles));
}

//! How far each step and each section of the checklist is.

use ratatui::layout::Rect;

use crate::domain::question::{Tally, state};
use crate::domain::records::meeting::AnswerState;
use crate::tui::model::Desk;
use crate::tui::model::panel::CHECKLIST_STEP;
use crate::tui::view::paint::{Painter, rows, width};
use crate::tui::view::scene::Scene;
use crate::tui::view::symbol;

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) {
    let guide = &scene.context.guide;
    let words = &scene.context.words.screen;
    let half = area.width / 2 - 1;
    let left = Rect { width: half, ..area };
    let right = Rect { x: area.x + half + 2, width: area.width - half - 2, ..area };
    painter.put(left.x, left.y, half, &words.steps, painter.styles.heading);
    let short: Vec<&str> = (1..=CHECKLIST_STEP).map(|number| guide.step_text(number).short.as_str()).collect();
    let tiny: Vec<&str> = (1..=CHECKLIST_STEP).map(|number| guide.step_text(number).tiny.as_str()).collect();
    let steps = whole(&[&short[..CHECKLIST_STEP - 1], &tiny[..CHECKLIST_STEP - 1]], left);
    for (at, name) in steps.iter().enumerate() {
        let number = at + 1;
        let progress = desk.progress.step(number);
        let line = rows(left, u16::try_from(number).unwrap_or(0) + 1, 1);
        meter(&format!("{number} {name}"), progress.filled, progress.parts, progress.state(), painter, line);
    }
    let Some(list) = guide.structure.list("follow_up") else { return };
    let texts = guide.list_text(&list.id);
    painter.put(right.x, right.y, right.width, texts.map_or("", |text| &text.title), painter.styles.heading);
    let name = |id: &String| texts.and_then(|text| text.groups.get(id)).map_or("", String::as_str);
    let full: Vec<&str> = list.groups.iter().map(|group| name(&group.id)).collect();
    let names = whole(&[&full, &short, &tiny], right);
    for (number, group) in list.groups.iter().enumerate() {
        let states = group
            .questions
            .iter()
            .map(|question| state(&question.kind, desk.session.answer(&question.id), &desk.session));
        let tally: Tally = states.collect();
        let name = names.get(number).copied().unwrap_or_default();
        let how_far = match tally.settled() {
            0 => AnswerState::Open,
            settled if settled == tally.total() => AnswerState::Done,
            _ => AnswerState::Partly,
        };
        let line = rows(right, u16::try_from(number).unwrap_or(0) + 2, 1);
        meter(&format!("{} {name}", group.id), tally.settled(), tally.total(), how_far, painter, line);
    }
}

/// The columns beside the name of a meter.
fn bar_columns(line: Rect) -> u16 {
    10.min(line.width / 4)
}

/// The longest of these names that are all whole in front of their meters; the last, where none are.
fn whole<'names>(all: &[&'names [&'names str]], line: Rect) -> &'names [&'names str] {
    let room = line.width.saturating_sub(bar_columns(line) + 9);
    // The number and the white behind it stand before a name.
    let fits = |names: &&&[&str]| names.iter().all(|name| width(name) + 2 <= room);
    all.iter().find(fits).or(all.last()).copied().unwrap_or_default()
}

fn meter(name: &str, filled: usize, of: usize, state: AnswerState, painter: &mut Painter<'_>, line: Rect) {
    let bar_columns = bar_columns(line);
    let count = format!("{} {filled}/{of}", symbol::of_state(state));
    let name_columns = line.width.saturating_sub(bar_columns + 9);
    painter.put(line.x, line.y, name_columns, name, painter.styles.text);
    let full = (usize::from(bar_columns) * filled).checked_div(of).unwrap_or(0);
    let bar = format!("{}{}", "█".repeat(full), "░".repeat(usize::from(bar_columns) - full));
    painter.put(line.x + name_columns + 1, line.y, bar_columns, &bar, painter.styles.chart.neighbourhood);
    painter.put_right(line.right(), line.y, 7, &count, symbol::style(state, painter.styles));
}

//! The goals through the rounds: from the baseline over what was measured in each round to what is to be reached, on a line
//! and in numbers, and in words which way it goes (M22).

use ratatui::layout::Rect;

use crate::domain::course::{Course, course};
use crate::domain::decimal::Decimal;
use crate::domain::records::priorities::Goal;
use crate::domain::session::Section;
use crate::telling::rounds::{Stage, direction_text, stages, unit_of};
use crate::tui::model::Desk;
use crate::tui::model::layout::{WALL_LINES, page};
use crate::tui::view::paint::{Painter, rows, width};
use crate::tui::view::records;
use crate::tui::view::scene::Scene;
use crate::tui::view::symbol;

/// Rows of a goal, one of them empty.
const ROWS: u16 = 4;
/// Columns for the words that say which way it goes.
const DIRECTION_COLUMNS: u16 = 24;

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) {
    let goals = &desk.session.goals;
    if goals.is_empty() {
        records::empty(scene, desk, &scene.context.words.rounds.no_goals, painter, area);
        return;
    }
    let selected = desk.selected(&scene.context.guide);
    // The last goal on a page needs no empty row behind it, but the page may need a row that says what comes after.
    let most = if scene.model.is_presenting { WALL_LINES / (ROWS - 1) } else { u16::MAX };
    let shown = page(selected, goals.len(), usize::from((area.height / ROWS).min(most)));
    for (number, at) in (shown.first..shown.first + shown.count).enumerate() {
        let place = rows(area, u16::try_from(number).unwrap_or(0) * ROWS, ROWS - 1);
        draw_goal(scene, desk, &goals[at], at == selected, painter, place);
        let asked = desk.signals.weight_of(Section::Goals, &goals[at].id).filter(|_| !scene.model.is_presenting);
        symbol::mark(asked, painter, place.x + 1, place.y);
    }
    records::more(scene, shown, painter, area);
}

fn draw_goal(scene: &Scene<'_>, desk: &Desk, goal: &Goal, is_selected: bool, painter: &mut Painter<'_>, area: Rect) {
    let words = &scene.context.words;
    let course = course(&desk.session, &desk.earlier, goal);
    let (sign, style) = symbol::of_direction(course.direction, painter.styles);
    painter.put(area.x, area.y, 1, if is_selected { "▸" } else { " " }, painter.styles.accent);
    painter.put(area.x + 2, area.y, area.width.saturating_sub(2), &goal.what, painter.styles.strong);
    if is_selected {
        painter.restyle(rows(area, 0, 1), painter.styles.selected);
    }
    let inner = Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area };
    let told = told(stages(&course, unit_of(&desk.session, goal), words), inner.width);
    painter.put(inner.x, inner.y + 1, inner.width, &told, painter.styles.text);
    let direction = format!("{sign} {}", direction_text(&course, words));
    painter.put_right(inner.right(), inner.y + 2, DIRECTION_COLUMNS, &direction, style);
    draw_line(&course, painter, Rect { width: inner.width.saturating_sub(DIRECTION_COLUMNS + 2), ..rows(inner, 2, 1) });
}

/// The stages on one row. Where there is no room for all, the rounds after the first stage are left out, oldest first.
pub(crate) fn told(mut stages: Vec<Stage>, columns: u16) -> String {
    let line = |stages: &[Stage], is_whole: bool| {
        let told: Vec<String> = stages.iter().map(|stage| format!("{}: {}", stage.label, stage.value)).collect();
        match told.split_first() {
            Some((first, rest)) if !is_whole => format!("{first} → … → {}", rest.join(" → ")),
            _ => told.join(" → "),
        }
    };
    let mut told = line(&stages, true);
    while width(&told) > columns && stages.len() > 2 {
        stages.remove(1);
        told = line(&stages, false);
    }
    told
}

/// A line from the smallest to the largest number: `●` the baseline, a digit for each round, `◎` what is to be reached.
fn draw_line(course: &Course, painter: &mut Painter<'_>, line: Rect) {
    let latest = course.rounds.iter().filter_map(|(round, values)| Some((*round, *values.last()?)));
    let marks = course.baseline.map(|value| ("●".to_owned(), value)).into_iter();
    let marks = marks.chain(latest.map(|(round, value)| ((round % 10).to_string(), value)));
    let marks: Vec<(String, Decimal)> = marks.chain(course.target.map(|value| ("◎".to_owned(), value))).collect();
    let values = || marks.iter().map(|(_, value)| value.thousandths());
    let (Some(smallest), Some(largest)) = (values().min(), values().max()) else { return };
    if smallest == largest {
        return;
    }
    let styles = painter.styles.chart;
    painter.put(line.x, line.y, line.width, &"·".repeat(usize::from(line.width)), styles.axis);
    let columns = i64::from(line.width.saturating_sub(1));
    let at = |value: i64| {
        let share = i128::from(value - smallest) * i128::from(columns) / i128::from(largest - smallest);
        line.x + u16::try_from(share).unwrap_or(0)
    };
    let start = course.baseline.or(course.rounds.first().and_then(|(_, values)| values.first().copied()));
    if let (Some(start), Some((_, values))) = (start, course.rounds.last()) {
        let (from, to) = (at(start.thousandths()), at(values.last().map_or(0, |value| value.thousandths())));
        for x in from.min(to)..=from.max(to) {
            painter.put(x, line.y, 1, "━", styles.neighbourhood);
        }
    }
    for (sign, value) in &marks {
        painter.put(at(value.thousandths()), line.y, 1, sign, painter.styles.strong);
    }
}

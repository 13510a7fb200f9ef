//! The agenda beside the clock: when each block begins, which one it is now, and whether the room is in time.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::clock::{Clock, Timing, time};
use crate::domain::records::meeting::Block;
use crate::i18n::dates;
use crate::tui::model::Desk;
use crate::tui::model::field::wrap;
use crate::tui::model::layout::{WIDEST_LIST, air, page_of};

use super::paint::{Painter, rows, width};
use super::scene::Scene;

/// The columns at the right for how long a block lasts.
const LENGTH: u16 = 14;
/// The columns before what a block is called: how far it is, and when it begins.
const BEFORE: u16 = 9;
/// No name takes more rows.
const MOST_ROWS: usize = 3;

pub(crate) fn draw(scene: &Scene<'_>, selected: usize, typed: &str, painter: &mut Painter<'_>, body: Rect) {
    let words = &scene.context.words.screen;
    let Some(desk) = scene.model.desk() else { return };
    let body = Rect { width: body.width.min(WIDEST_LIST), ..body };
    let clock = Clock::at(&desk.session, scene.model.now_of_session());
    painter.put(body.x, body.y, body.width, &words.clock, painter.styles.heading);
    painter.put_right(body.right(), body.y, 8, &dates::time_text(scene.model.now), painter.styles.big);
    let (text, style) = if typed.is_empty() {
        (told(scene, &clock), told_style(painter, &clock))
    } else {
        (scene.with_keys(&scene.context.words.attendance.minutes_typed(typed)), painter.styles.accent)
    };
    // Whole, on a second row where it has to.
    let lines = if wrap(&text, usize::from(body.width)).len() > 1 { 2 } else { 1 };
    let list = rows(body, 2, body.height.saturating_sub(3 + lines));
    let heights = heights(&desk.session.agenda, list);
    let shown = page_of(&heights, selected, list.height.max(1));
    let air = air(&heights, list.height);
    let blocks = desk.session.agenda.iter().zip(&clock.blocks).enumerate();
    let mut used = 0;
    for (number, (block, timing)) in blocks.skip(shown.first).take(shown.count) {
        let row = rows(list, used, heights[number]);
        used += heights[number] + air;
        let (sign, style) = match clock.current {
            Some(current) if number < current => ("✓", painter.styles.muted),
            Some(current) if number == current => ("◐", painter.styles.strong),
            _ => ("○", painter.styles.text),
        };
        let from = timing.from.map_or_else(|| "  –  ".to_owned(), time_of_day);
        painter.put(row.x + 1, row.y, BEFORE, &format!("{sign} {from}"), style);
        let what = Rect { x: row.x + 1 + BEFORE, width: what_columns(row), ..row };
        painter.put_wrapped(what, &block.what, style);
        let length = block.minutes.known().unwrap_or(0);
        let (text, style) = match clock.now.zip(timing.from) {
            Some((now, from)) if clock.current == Some(number) && now >= from => {
                left(scene, painter, length, now - from)
            }
            _ => (words.minutes(length), painter.styles.muted),
        };
        painter.put_right(row.right() - 1, row.y, LENGTH, &text, style);
        if number == selected {
            painter.restyle(row, painter.styles.selected);
        }
    }
    // Near the list that it is about, however high the window is.
    painter.put_wrapped(rows(body, (3 + used).min(body.height.saturating_sub(lines)), lines), &text, style);
}

/// The columns for what a block is called.
fn what_columns(row: Rect) -> u16 {
    row.width.saturating_sub(LENGTH + BEFORE)
}

/// How many rows each block takes: as many as its name needs, where all of them stay on the page then.
fn heights(agenda: &[Block], list: Rect) -> Vec<u16> {
    let rows_of = |block: &Block| wrap(&block.what, usize::from(what_columns(list))).len().clamp(1, MOST_ROWS);
    let whole: Vec<u16> = agenda.iter().map(|block| u16::try_from(rows_of(block)).unwrap_or(1)).collect();
    let all = whole.iter().copied().fold(0, u16::saturating_add);
    if all <= list.height { whole } else { vec![1; agenda.len()] }
}

/// The blocks in words, each with a number; a sign stands in front of the one that a key is about.
pub(crate) fn lines(scene: &Scene<'_>, desk: &Desk, selected: usize) -> Vec<String> {
    let words = &scene.context.words.screen;
    let clock = Clock::at(&desk.session, scene.model.now_of_session());
    let line = |(number, (block, timing)): (usize, (&Block, &Timing))| {
        let from = timing.from.map_or_else(String::new, time_of_day);
        let length = block.minutes.known().unwrap_or(0);
        let gone = clock.now.zip(timing.from).filter(|_| clock.current == Some(number));
        let lasts = match gone.and_then(|(now, from)| now.checked_sub(from)) {
            Some(gone) if gone > length => words.minutes_too_long(gone - length),
            Some(gone) => words.minutes_left(length - gone),
            None => words.minutes(length),
        };
        let told = [from, block.what.0.clone(), lasts];
        let told: Vec<String> = told.into_iter().filter(|text| !text.is_empty()).collect();
        scene.here(number == selected, format!("{}. {}", number + 1, told.join(", ")))
    };
    let blocks = desk.session.agenda.iter().zip(&clock.blocks).enumerate().map(line);
    let heading = format!("{} {}", words.clock, dates::time_text(scene.model.now));
    std::iter::once(heading).chain(blocks).chain([told(scene, &clock)]).collect()
}

/// How much of the block that goes on now is left.
fn left(scene: &Scene<'_>, painter: &Painter<'_>, length: u32, gone: u32) -> (String, Style) {
    let words = &scene.context.words.screen;
    if gone > length {
        (words.minutes_too_long(gone - length), painter.styles.warn)
    } else {
        (words.minutes_left(length - gone), painter.styles.strong)
    }
}

/// Whether the room is in time, in a sentence.
fn told(scene: &Scene<'_>, clock: &Clock) -> String {
    let words = &scene.context.words.screen;
    let end = |minutes: Option<u32>| minutes.map_or_else(String::new, time_of_day);
    let (planned, expected) = (end(clock.planned_end), end(clock.expected_end));
    let Some(late) = clock.late() else {
        return if clock.planned_end.is_none() { words.clock_needs_start.clone() } else { words.clock_end(&planned) };
    };
    let minutes = words.whole_minutes(scene.context.words.count(late.unsigned_abs()));
    match late {
        0 => words.clock_in_time(expected),
        1.. => words.clock_late(minutes, expected, planned),
        _ => words.clock_early(minutes, expected, planned),
    }
}

fn told_style(painter: &Painter<'_>, clock: &Clock) -> Style {
    match clock.late() {
        Some(1..) => painter.styles.warn,
        None if clock.planned_end.is_none() => painter.styles.muted,
        _ => painter.styles.strong,
    }
}

/// How far the room is over its time or ahead of it, in the corner of the screen; nothing on another day.
pub(crate) fn corner(scene: &Scene<'_>, desk: &Desk) -> Option<String> {
    let now = scene.model.now_of_session().filter(|_| desk.session.the_meeting().date.known().is_some())?;
    let late = Clock::at(&desk.session, Some(now)).late().filter(|late| *late != 0)?;
    Some(scene.context.words.screen.minutes(format!("{late:+}")))
}

/// Draws the corner, and tells how many columns it took.
pub(crate) fn draw_corner(scene: &Scene<'_>, painter: &mut Painter<'_>, row: Rect) -> u16 {
    let Some(text) = scene.model.desk().and_then(|desk| corner(scene, desk)) else { return 0 };
    let style = if text.starts_with('+') { painter.styles.warn } else { painter.styles.muted };
    painter.put_right(row.right(), row.y, row.width, &text, style);
    width(&text) + 2
}

fn time_of_day(minutes: u32) -> String {
    time(minutes).map_or_else(String::new, dates::time_text)
}

//! The spider web of the groups: six axes with the median as a line and the spread as a band, and a table beside it. A
//! conversation, not a measurement: never one average, no good or bad.

use ratatui::layout::Rect;

use crate::domain::records::profile::Dimension;
use crate::domain::sums::{Spread, scores_for, spread};
use crate::domain::value::{ChoiceSet, Decimal};
use crate::i18n::numbers;
use crate::tui::model::Desk;
use crate::tui::view::paint::{Painter, rows, width};
use crate::tui::view::{Scene, records};

/// The highest score, unless the meeting says otherwise; a setting, not the source's.
const SCALE: u32 = 10;

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) {
    if desk.session.scores.iter().all(|score| score.scores.known.is_empty()) {
        records::empty(scene, desk, &scene.context.words.screen.no_scores_yet, painter, area);
        return;
    }
    let scale = desk.session.the_meeting().scale.known().filter(|scale| *scale > 0).unwrap_or(SCALE);
    let spreads: Vec<Option<Spread>> =
        Dimension::ALL.iter().map(|dimension| spread(&scores_for(&desk.session, *dimension))).collect();
    let is_wide = area.width >= 74 && area.height >= 12;
    let web_columns = if is_wide { area.width * 2 / 5 } else { 0 };
    if is_wide {
        let web = Rect { width: web_columns, ..rows(area, 0, area.height - 1) };
        draw_web(&spreads, scale, painter, web);
    }
    let table = Rect { x: area.x + web_columns + 2, width: area.width - web_columns - 2, ..area };
    draw_table(scene, &spreads, scale, painter, table);
    let caution = &scene.context.words.screen.web_is_a_conversation;
    painter.put(area.x, area.bottom() - 1, area.width, caution, painter.styles.muted);
}

/// For each dimension: its number and name, a line from lowest to highest with a band and the median, and the numbers.
fn draw_table(scene: &Scene<'_>, spreads: &[Option<Spread>], scale: u32, painter: &mut Painter<'_>, area: Rect) {
    let words = &scene.context.words;
    let two_rows = area.height >= 14;
    let per_row: u16 = if two_rows { 2 } else { 1 };
    let name_columns = if two_rows { area.width } else { area.width / 2 - 2 };
    for (number, (dimension, spread)) in Dimension::ALL.iter().zip(spreads).enumerate() {
        let line = rows(area, u16::try_from(number).unwrap_or(0) * per_row, per_row);
        let name = format!("{} {}", number + 1, words.choice("Dimension", dimension.word()));
        let used = painter.put(line.x, line.y, name_columns, &name, painter.styles.strong);
        let Some(spread) = spread else {
            painter.put(line.x + used + 2, line.y, line.width.saturating_sub(used + 2), &words.screen.unknown, painter.styles.muted);
            continue;
        };
        let tenths = |tenths: u32| {
            Decimal::from_thousandths(i64::from(tenths) * 100).map_or(String::new(), |value| numbers::decimal_text(value, words))
        };
        let numbers = format!("{}–{} · {} {} · {}", tenths(spread.lowest), tenths(spread.highest), words.screen.median, tenths(spread.median), spread.count);
        let band = if two_rows {
            painter.put_right(line.right(), line.y, line.width.saturating_sub(used + 2), &numbers, painter.styles.muted);
            rows(line, 1, 1)
        } else {
            Rect { x: line.x + name_columns + 1, width: line.width - name_columns - 1, ..line }
        };
        draw_band(*spread, scale, painter, band);
    }
}

/// A line from 0 to the highest score: `├` lowest, `▒` the middle half, `◆` the median, `┤` highest.
fn draw_band(spread: Spread, scale: u32, painter: &mut Painter<'_>, line: Rect) {
    let columns = line.width.saturating_sub(1).max(1);
    let at = |tenths: u32| {
        let share = u64::from(tenths.min(scale * 10)) * u64::from(columns) / u64::from(scale * 10);
        line.x + u16::try_from(share).unwrap_or(columns)
    };
    painter.put(line.x, line.y, line.width, &"·".repeat(usize::from(line.width)), painter.styles.chart.axis);
    let put = |painter: &mut Painter<'_>, from: u16, to: u16, sign: &str, style| {
        for x in from..=to {
            painter.put(x, line.y, 1, sign, style);
        }
    };
    let styles = painter.styles.chart;
    put(painter, at(spread.lowest), at(spread.highest), "─", styles.comparison);
    put(painter, at(spread.lower_quartile), at(spread.upper_quartile), "▒", styles.band);
    put(painter, at(spread.lowest), at(spread.lowest), "├", styles.comparison);
    put(painter, at(spread.highest), at(spread.highest), "┤", styles.comparison);
    put(painter, at(spread.median), at(spread.median), "◆", styles.neighbourhood);
}

/// The web itself: dots for the axes, a band between the quartiles, diamonds for the medians, a number at each end.
fn draw_web(spreads: &[Option<Spread>], scale: u32, painter: &mut Painter<'_>, area: Rect) {
    let centre_x = f64::from(area.x) + f64::from(area.width) / 2.0;
    let centre_y = f64::from(area.y) + f64::from(area.height) / 2.0 - 0.5;
    let radius_y = (f64::from(area.height) / 2.0 - 1.5).min(f64::from(area.width) / 4.0 - 2.0);
    let radius_x = radius_y * 2.0;
    let point = |axis: usize, share: f64| {
        #[expect(clippy::cast_precision_loss, reason = "one of six axes")]
        let angle = std::f64::consts::FRAC_PI_3 * axis as f64 - std::f64::consts::FRAC_PI_2;
        (centre_x + radius_x * share * angle.cos(), centre_y + radius_y * share * angle.sin())
    };
    let styles = painter.styles.chart;
    let axes = spreads.len();
    for axis in 0..axes {
        draw_line(painter, point(axis, 0.0), point(axis, 1.0), "·", styles.axis);
    }
    let share = |tenths: u32| f64::from(tenths.min(scale * 10)) / f64::from(scale * 10);
    for (axis, spread) in spreads.iter().enumerate() {
        if let Some(spread) = spread {
            draw_line(painter, point(axis, share(spread.lower_quartile)), point(axis, share(spread.upper_quartile)), "▒", styles.band);
        }
    }
    for axis in 0..axes {
        if let (Some(here), Some(next)) = (spreads[axis], spreads[(axis + 1) % axes]) {
            let (from, to) = (point(axis, share(here.median)), point((axis + 1) % axes, share(next.median)));
            draw_line(painter, from, to, "•", styles.neighbourhood);
        }
    }
    for (axis, spread) in spreads.iter().enumerate() {
        if let Some(spread) = spread {
            let (x, y) = point(axis, share(spread.median));
            put_at(painter, x, y, "◆", styles.neighbourhood);
        }
        let (x, y) = point(axis, 1.18);
        put_at(painter, x, y, &(axis + 1).to_string(), painter.styles.strong);
    }
}

fn draw_line(painter: &mut Painter<'_>, from: (f64, f64), to: (f64, f64), sign: &str, style: ratatui::style::Style) {
    let length = (to.0 - from.0).abs().max((to.1 - from.1).abs());
    let mut at = 0.0;
    while at <= length {
        let share = if length > 0.0 { at / length } else { 0.0 };
        put_at(painter, from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share, sign, style);
        at += 1.0;
    }
}

fn put_at(painter: &mut Painter<'_>, x: f64, y: f64, text: &str, style: ratatui::style::Style) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place on the screen; beyond it is cut")]
    let (x, y) = (x.round().max(0.0) as u16, y.round().max(0.0) as u16);
    painter.put(x, y, width(text), text, style);
}

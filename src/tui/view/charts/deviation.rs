//! How far the figures of the neighbourhood lie from those elsewhere, the largest difference first: a bar to the left or
//! right of a zero line for the municipality, another pattern for the country, and in words whether that is better or
//! worse. Bars and numbers have one measure, so that figures of all kinds can be laid beside each other: by which share of
//! the figure elsewhere it differs.

use ratatui::layout::Rect;

use crate::domain::decimal::Decimal;
use crate::domain::records::profile::Indicator;
use crate::domain::session::Section;
use crate::domain::sums::{Deviation, Verdict, by_difference, deviation, share_of_difference};
use crate::telling::rounds::with_unit;
use crate::tui::model::Desk;
use crate::tui::model::field::wrap;
use crate::tui::model::layout::{WALL_LINES, air, page_of};
use crate::tui::view::paint::{Painter, rows, width};
use crate::tui::view::records;
use crate::tui::view::scene::Scene;
use crate::tui::view::symbol;

/// The longest bar is full; but no bar is full of a difference that is smaller than this, in thousandths.
const LEAST_FULL: i64 = 200;
/// Wider than this tells nothing more.
const WIDEST: u16 = 120;
/// Rows for the bars of an indicator.
const BARS: u16 = 2;
/// Columns for the sign of the cursor, with white behind it.
const SIGN: u16 = 2;

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) {
    let indicators = by_difference(&desk.session);
    if indicators.is_empty() {
        records::empty(scene, desk, &scene.context.words.screen.no_figures, painter, area);
        return;
    }
    let words = &scene.context.words.screen;
    let legend = format!("▇ {}   ▒ {}", words.than_municipality, words.than_country);
    painter.put(area.x, area.y, area.width, &legend, painter.styles.muted);
    let elsewhere = |indicator: &Indicator| [indicator.municipality.known(), indicator.country.known()];
    let shares = indicators.iter().flat_map(|it| elsewhere(it).map(|value| share_of_difference(it, value)));
    let full = shares.flatten().max().unwrap_or(0).max(LEAST_FULL);
    // State and number near their name, also on a wide screen.
    let area = Rect { width: area.width.min(WIDEST), ..area };
    let list = rows(area, 2, area.height.saturating_sub(3));
    let heights: Vec<u16> = indicators.iter().map(|indicator| figure_rows(scene, indicator, list.width)).collect();
    // With white between them where all of them stay on the page then; on the wall always.
    let is_on_wall = scene.model.is_presenting;
    let gap = if is_on_wall { 1 } else { air(&heights, list.height) };
    let spaced: Vec<u16> = heights.iter().map(|rows| rows + gap).collect();
    let room = if is_on_wall { list.height.min(WALL_LINES / 2 * (BARS + 1)) } else { list.height };
    let selected = desk.selected(&scene.context.guide);
    let shown = page_of(&spaced, selected, room + gap);
    let mut top = 0;
    for (number, indicator) in indicators.iter().enumerate().skip(shown.first).take(shown.count) {
        figure(scene, indicator, full, painter, rows(list, top, heights[number]), number == selected);
        let asked = desk.signals.weight_of(Section::Indicators, &indicator.id).filter(|_| !is_on_wall);
        symbol::mark(asked, painter, list.x + 1, list.y + top);
        top += spaced[number];
    }
    records::more(scene, shown, painter, area);
}

/// The columns of a name, with the sign of the cursor before it.
fn name_columns(columns: u16) -> u16 {
    columns * 2 / 5
}

/// The figure of the neighbourhood itself, with its year where there is room for that.
fn own_figure(scene: &Scene<'_>, indicator: &Indicator, columns: u16) -> String {
    let words = &scene.context.words;
    let own = indicator.neighbourhood.known().map(|value| with_unit(value, &indicator.unit, words));
    let year = indicator.year.known().filter(|_| columns >= 70).map(|year| format!(" ({year})"));
    own.unwrap_or_else(|| words.screen.unknown.clone()) + &year.unwrap_or_default()
}

/// The rows of an indicator: two bars, and more where its name is long.
fn figure_rows(scene: &Scene<'_>, indicator: &Indicator, columns: u16) -> u16 {
    let room = name_columns(columns) - SIGN;
    if width(&indicator.name) <= room {
        return BARS;
    }
    let text = format!("{}: {}", &*indicator.name, own_figure(scene, indicator, columns));
    u16::try_from(wrap(&text, usize::from(room)).len()).unwrap_or(u16::MAX).max(BARS)
}

fn figure(
    scene: &Scene<'_>,
    indicator: &Indicator,
    full: i64,
    painter: &mut Painter<'_>,
    area: Rect,
    is_selected: bool,
) {
    let name_columns = name_columns(area.width);
    let style = if is_selected { painter.styles.strong } else { painter.styles.text };
    painter.put(area.x, area.y, 1, if is_selected { "▸" } else { " " }, style);
    let place = Rect { x: area.x + SIGN, width: name_columns - SIGN, ..area };
    let own = own_figure(scene, indicator, area.width);
    if width(&indicator.name) <= place.width {
        painter.put(place.x, place.y, place.width, &indicator.name, style);
        painter.put(place.x, place.y + 1, place.width, &own, painter.styles.muted);
    } else {
        // A long name goes on where else its figure stands, and the figure comes behind it.
        painter.put_wrapped(place, &format!("{}: {own}", &*indicator.name), style);
    }
    let bars = Rect { x: area.x + name_columns + 1, width: area.width - name_columns - 1, ..area };
    bar(scene, indicator, indicator.municipality.known(), ("▇", full), painter, rows(bars, 0, 1));
    bar(scene, indicator, indicator.country.known(), ("▒", full), painter, rows(bars, 1, 1));
}

/// How a figure differs from one elsewhere, in words.
fn told(scene: &Scene<'_>, indicator: &Indicator, elsewhere: Option<Decimal>) -> String {
    let words = &scene.context.words.screen;
    let Some(Deviation { verdict, .. }) = deviation(indicator, elsewhere) else {
        return words.nothing_to_compare.clone();
    };
    let word = match verdict {
        Verdict::Better => &words.better,
        Verdict::Worse => &words.worse,
        Verdict::Same => return words.same.clone(),
        Verdict::Different => &words.different,
    };
    let share = share_of_difference(indicator, elsewhere).unwrap_or(0);
    format!("{}% {word}", (share + 5) / 10)
}

/// The figures in words, those that differ most first.
pub(crate) fn lines(scene: &Scene<'_>, desk: &Desk) -> Vec<String> {
    let words = &scene.context.words.screen;
    let line = |indicator: &Indicator| {
        let beside = [
            (&words.than_municipality, indicator.municipality.known()),
            (&words.than_country, indicator.country.known()),
        ];
        let beside = beside.map(|(label, value)| format!("{label}: {}", told(scene, indicator, value)));
        format!("{}: {}. {}", &*indicator.name, own_figure(scene, indicator, u16::MAX), beside.join(", "))
    };
    by_difference(&desk.session).into_iter().map(line).collect()
}

fn bar(
    scene: &Scene<'_>,
    indicator: &Indicator,
    elsewhere: Option<Decimal>,
    (fill, full): (&str, i64),
    painter: &mut Painter<'_>,
    line: Rect,
) {
    let words = &scene.context.words.screen;
    let text_columns = 18.min(line.width * 2 / 3);
    let half = (line.width - text_columns - 2) / 2;
    let zero = line.x + half;
    painter.put(zero, line.y, 1, "│", painter.styles.chart.axis);
    let Some(Deviation { thousandths, verdict }) = deviation(indicator, elsewhere) else {
        painter.put(line.right() - text_columns, line.y, text_columns, &words.nothing_to_compare, painter.styles.muted);
        return;
    };
    let share = share_of_difference(indicator, elsewhere).unwrap_or(0);
    let cells = u16::try_from((share.saturating_mul(i64::from(half)) + full - 1) / full).unwrap_or(half).min(half);
    let style = if fill == "▇" { painter.styles.chart.neighbourhood } else { painter.styles.chart.comparison };
    let bar = fill.repeat(usize::from(cells));
    if thousandths < 0 {
        painter.put(zero - cells, line.y, cells, &bar, style);
    } else {
        painter.put(zero + 1, line.y, cells, &bar, style);
    }
    let (arrow, style) = match verdict {
        Verdict::Better => ("+", painter.styles.good),
        Verdict::Worse => ("!", painter.styles.bad),
        Verdict::Same => ("=", painter.styles.text),
        Verdict::Different => ("≠", painter.styles.text),
    };
    let text = format!("{arrow} {}", told(scene, indicator, elsewhere));
    let taken = width(&text).min(text_columns);
    painter.put(line.right() - text_columns, line.y, taken.max(text_columns), &text, style);
}

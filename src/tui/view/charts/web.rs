//! The spider web of the groups: six axes with the median as a line and the spread as a band, and a table beside it. A
//! conversation, not a measurement: never one average, no good or bad.

use ratatui::layout::Rect;

use crate::domain::course::scored_before;
use crate::domain::id::Id;
use crate::domain::records::profile::{Dimension, GroupScore};
use crate::domain::session::Section;
use crate::domain::sums::{Spread, scale, scores_of, spread};
use crate::domain::value::ChoiceSet;
use crate::i18n::Words;
use crate::telling::rounds::{before_text, range_text, round_name, short_range_text};
use crate::tui::model::Desk;
use crate::tui::model::layout::air;
use crate::tui::model::signals::heaviest;
use crate::tui::view::paint::{Painter, rows, width};
use crate::tui::view::records;
use crate::tui::view::scene::Scene;
use crate::tui::view::sums::{added, people_of};
use crate::tui::view::symbol;

/// Where the six axes point, the first straight up: across and down.
const AXES: [(f64, f64); 6] = [(0.0, -1.0), (0.866, -0.5), (0.866, 0.5), (0.0, 1.0), (-0.866, 0.5), (-0.866, -0.5)];

/// What is shown of a dimension.
struct Axis {
    dimension: Dimension,
    now: Option<Spread>,
    /// In which round it was scored before, and how.
    before: Option<(u32, Spread)>,
}

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) {
    if desk.session.scores.iter().all(|score| score.scores.known.is_empty()) {
        records::empty(scene, desk, &scene.context.words.screen.no_scores_yet, painter, area);
        return;
    }
    let scale = scale(&desk.session);
    let group = whose(scene, desk, painter, rows(area, 0, 1));
    let axes = axes_of(desk, group);
    let people = people(desk, group);
    let (web, table) = web_and_table(rows(area, 1, area.height), scene.model.is_presenting);
    if let Some(web) = web {
        draw_web(&axes, scale, painter, web);
    }
    draw_table(scene, &axes, scale, people, painter, table);
    if !scene.model.is_presenting {
        for (axis, line) in axes.iter().zip(axis_lines(table)) {
            let of_axis = |score: &&GroupScore| {
                score.dimension == Some(axis.dimension) && group.is_none_or(|group| score.group.is(group))
            };
            let scores = desk.session.scores.iter().filter(of_axis);
            let asked = scores.flat_map(|score| desk.signals.of_item(Section::Scores, &score.id));
            symbol::mark(heaviest(asked), painter, line.x.saturating_sub(2), line.y);
        }
    }
    let below = web.map_or(table.bottom(), |web| web.bottom().max(table.bottom())).min(area.bottom() - 1);
    let area = Rect { y: below, height: area.bottom() - below, ..area };
    // Named in words where there is a row for it; its sign stands in the table anyhow.
    let apart = furthest(&axes);
    let apart = (!apart.is_empty()).then(|| format!("↔ {}", apart_text(scene, &apart)));
    let told: Vec<String> = apart.into_iter().chain(group.is_none().then(|| without(scene, desk)).flatten()).collect();
    if area.height > 1 {
        painter.put(area.x, area.y, area.width, &told.join("  "), painter.styles.strong);
    }
    let y = (area.y + 1).min(area.bottom() - 1);
    let words = &scene.context.words;
    let before = axes.iter().find_map(|axis| axis.before).map(|(round, _)| format!("  ◇ {}", round_name(round, words)));
    let legend = format!("◆ {}  ▒ {}{}", words.rounds.now, words.grids.half, before.unwrap_or_default());
    // Where there is no room for all of it, that it is no measurement goes before what to do with it.
    let caution = words.screen.web_is_a_conversation.as_str();
    let fits = |caution: &str| width(caution) + width(&legend) + 2 <= area.width;
    let first = caution.split_inclusive('.').next().unwrap_or(caution);
    let caution = if !fits(caution) && fits(first) { first } else { caution };
    painter.put(area.x, y, area.width, caution, painter.styles.muted);
    if fits(caution) {
        painter.put_right(area.right(), y, area.width, &legend, painter.styles.muted);
    }
}

/// Which groups gave no scores, if others did.
fn without(scene: &Scene<'_>, desk: &Desk) -> Option<String> {
    let scored = desk.scored_groups();
    let others = desk.session.groups.iter().filter(|group| !scored.iter().any(|it| it.id == group.id));
    let names: Vec<&str> = others.map(|group| &*group.name).collect();
    (!names.is_empty()).then(|| scene.context.words.grids.no_scores_of(names.join(", ")))
}

/// All dimensions with the scores of a group, or of all of them.
fn axes_of(desk: &Desk, group: Option<&Id>) -> Vec<Axis> {
    let axis = |dimension: &Dimension| Axis {
        dimension: *dimension,
        now: spread(&scores_of(&desk.session, *dimension, group)),
        before: scored_before(&desk.earlier, *dimension, group),
    };
    Dimension::ALL.iter().map(axis).collect()
}

/// Of which dimensions the scores lie furthest apart, in a sentence.
fn apart_text(scene: &Scene<'_>, apart: &[Dimension]) -> String {
    let name = |apart: &Dimension| scene.context.words.choice(Dimension::KIND_REF.name, apart.word());
    scene.context.words.grids.furthest_apart(apart.iter().map(name).collect::<Vec<_>>().join(" · "))
}

/// The web in words: whose scores there are, a number for each group; and of the one in front each dimension, from the lowest
/// to the highest score with the median, of how many people.
pub(crate) fn lines(scene: &Scene<'_>, desk: &Desk) -> Vec<String> {
    let words = &scene.context.words;
    let (groups, at) = (desk.scored_groups(), desk.selected(&scene.context.guide));
    let names = std::iter::once(words.rounds.all_groups.as_str()).chain(groups.iter().map(|group| &*group.name));
    let names: Vec<&str> = names.take(if groups.len() > 1 { usize::MAX } else { 1 }).collect();
    let whose =
        names.iter().enumerate().map(|(number, name)| scene.here(number == at, format!("{}. {name}", number + 1)));
    let group = at.checked_sub(1).and_then(|at| groups.get(at)).map(|group| &group.id);
    let axes = axes_of(desk, group);
    let told = axes.iter().map(|axis| {
        let name = words.choice(Dimension::KIND_REF.name, axis.dimension.word());
        let Some(now) = axis.now else { return format!("{name}: {}", words.screen.unknown) };
        let parts = [range_text(now, words), people_of(scene, now.count, people(desk, group))];
        let before = axis.before.map(|before| before_text(now, before, words));
        let told: Vec<String> = parts.into_iter().chain(before).collect();
        format!("{name}: {}", told.join(" · "))
    });
    let apart = furthest(&axes);
    let apart = (!apart.is_empty()).then(|| apart_text(scene, &apart));
    let without = group.is_none().then(|| without(scene, desk)).flatten();
    whose.chain(told).chain(apart).chain(without).chain([words.screen.web_is_a_conversation.clone()]).collect()
}

/// Rows of the table where each dimension has a line for itself: one for its name and one for its band.
const TABLE_ROWS: u16 = 12;
/// A web has at least so many columns.
const LEAST_WEB: u16 = 17;
/// Rows below it: what lies furthest apart, and that it is a conversation.
const FOOT: u16 = 2;

/// Where the web stands, if there is room for it, and where its table: beside it, or below it where the window is high.
fn web_and_table(area: Rect, is_on_wall: bool) -> (Option<Rect>, Rect) {
    const ABOVE: (u16, u16) = (60, 24);
    // On the wall nothing of the round before stands behind the bands.
    let beside = (if is_on_wall { 56 } else { 74 }, 12);
    // A cell is about twice as high as it is wide.
    let above = area.height.saturating_sub(TABLE_ROWS + FOOT + 2).min(area.width / 2);
    if area.width >= ABOVE.0 && above >= ABOVE.1 {
        return (Some(rows(area, 0, above)), rows(area, above + 1, TABLE_ROWS));
    }
    // That it is a conversation is always said.
    let foot = area.height.saturating_sub(TABLE_ROWS).clamp(1, FOOT);
    let height = area.height.saturating_sub(foot);
    if area.width < beside.0 || area.height < beside.1 {
        return (None, Rect { x: area.x + 2, width: area.width - 2, ..rows(area, 0, height) });
    }
    let web = (area.width * 3 / 10).max(LEAST_WEB);
    let height = height.min((web / 2 + 2).max(TABLE_ROWS));
    let table = Rect { x: area.x + web + 2, width: area.width - web - 2, ..rows(area, 0, height) };
    (Some(Rect { width: web, ..rows(area, 0, height) }), table)
}

/// How many people there are in the groups that scored, if that is known.
fn people(desk: &Desk, group: Option<&Id>) -> Option<u32> {
    let groups = desk.scored_groups().into_iter().filter(|scored| group.is_none_or(|group| *group == scored.id));
    added(groups.map(|group| group.size.known()))
}

/// The dimensions of which the scores lie furthest apart, by their range and then by their middle half; none where that
/// tells nothing of one or two.
fn furthest(axes: &[Axis]) -> Vec<Dimension> {
    let apart = |axis: &Axis| {
        let now = axis.now.filter(|now| now.count > 1)?;
        Some((now.highest.saturating_sub(now.lowest), now.upper_quartile.saturating_sub(now.lower_quartile)))
    };
    let most = axes.iter().filter_map(apart).max().filter(|(range, _)| *range > 0);
    let all = axes.iter().filter(|axis| most.is_some() && apart(axis) == most);
    let all: Vec<Dimension> = all.map(|axis| axis.dimension).collect();
    if all.len() > 2 { Vec::new() } else { all }
}

/// Says whose scores these are: those of all groups, or of the one that the arrows went to.
fn whose<'desk>(scene: &Scene<'_>, desk: &'desk Desk, painter: &mut Painter<'_>, line: Rect) -> Option<&'desk Id> {
    let words = &scene.context.words.rounds;
    let (groups, at) = (desk.scored_groups(), desk.selected(&scene.context.guide));
    let group = at.checked_sub(1).and_then(|at| groups.get(at)).copied();
    let name = group.map_or(words.all_groups.as_str(), |group| &group.name);
    let total = groups.len() + 1;
    let text = if groups.len() > 1 {
        format!("▸ {}", scene.with_keys(&words.group_of(name, at + 1, total)))
    } else {
        name.to_owned()
    };
    let taken = painter.put(line.x, line.y, line.width, &text, painter.styles.heading);
    painter.restyle(Rect { width: taken, ..line }, painter.styles.selected);
    records::beside_heading(scene, desk, String::new(), taken, painter, line);
    group.map(|group| &group.id)
}

/// For each dimension: its number and name, a line from lowest to highest with a band and the median, and the numbers.
fn draw_table(
    scene: &Scene<'_>,
    axes: &[Axis],
    scale: u32,
    people: Option<u32>,
    painter: &mut Painter<'_>,
    area: Rect,
) {
    let words = &scene.context.words;
    let two_rows = area.height >= TABLE_ROWS;
    // On the wall its sign on the band has to do.
    let has_before = two_rows && !scene.model.is_presenting;
    let apart = furthest(axes);
    let told = |axis: &Axis| Some(width(&before_text(axis.now?, axis.before?, words)) + 2);
    let beside = axes.iter().filter_map(told).max().unwrap_or(0);
    // All in one form: the longest in which each of them is whole.
    let forms = |now: Spread| {
        let range = range_text(now, words);
        let count = people_of(scene, now.count, people);
        [format!("{range} · {count}"), range, short_range_text(now, words)]
    };
    let fits = |form: &usize| {
        axes.iter().enumerate().all(|(number, axis)| {
            let name = named(number, axis.dimension, words);
            axis.now.is_none_or(|now| width(&name) + 4 + width(&forms(now)[*form]) <= area.width)
        })
    };
    let form = (0..3).find(fits).unwrap_or(2);
    let name_columns = if two_rows { area.width } else { area.width / 2 - 2 };
    for (number, (Axis { dimension, now, before }, line)) in axes.iter().zip(axis_lines(area)).enumerate() {
        let name = named(number, *dimension, words);
        let used = painter.put(line.x, line.y, name_columns, &name, painter.styles.strong);
        let left = line.width.saturating_sub(used + 2);
        let Some(now) = *now else {
            painter.put(line.x + used + 2, line.y, left, &words.screen.unknown, painter.styles.muted);
            continue;
        };
        let mut band = if two_rows {
            let sign = if apart.contains(dimension) { "↔ " } else { "" };
            let text = format!("{sign}{}", forms(now)[form]);
            painter.put_right(line.right(), line.y, left, &text, painter.styles.muted);
            rows(line, 1, 1)
        } else {
            Rect { x: line.x + name_columns + 1, width: line.width - name_columns - 1, ..line }
        };
        if let Some(before) = before.filter(|_| has_before) {
            let text = before_text(now, before, words);
            painter.put_right(line.right(), line.y + 1, line.width, &text, painter.styles.text);
        }
        if has_before {
            band.width = band.width.saturating_sub(beside);
        }
        draw_band(now, before.map(|(_, before)| before), scale, painter, band);
    }
}

/// Where each dimension stands in the table.
fn axis_lines(area: Rect) -> impl Iterator<Item = Rect> {
    let each = if area.height >= TABLE_ROWS { 2 + air(&[2; 6], area.height) } else { 1 };
    (0..).map(move |number| rows(area, number * each, each))
}

/// A dimension with the number of its axis.
fn named(number: usize, dimension: Dimension, words: &Words) -> String {
    format!("{} {}", number + 1, words.choice(Dimension::KIND_REF.name, dimension.word()))
}

/// A line from 0 to the highest score: `├` lowest, `▒` the middle half, `◆` the median, `┤` highest, `◇` the median of
/// the round before.
fn draw_band(spread: Spread, before: Option<Spread>, scale: u32, painter: &mut Painter<'_>, line: Rect) {
    // Where it begins and ends stands at its ends.
    let end = scale.to_string();
    painter.put(line.x, line.y, 1, "0", painter.styles.muted);
    painter.put_right(line.right(), line.y, 3, &end, painter.styles.muted);
    let line = Rect { x: line.x + 2, width: line.width.saturating_sub(3 + width(&end)), ..line };
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
    if let Some(before) = before {
        put(painter, at(before.median), at(before.median), "◇", painter.styles.text);
    }
    put(painter, at(spread.median), at(spread.median), "◆", styles.neighbourhood);
}

/// The web itself, in dots: the axes and the rim sparse, the medians drawn through; behind them, dotted, the medians of the
/// round before, or the quartiles where there is none. A number at each end.
fn draw_web(shown: &[Axis], scale: u32, painter: &mut Painter<'_>, area: Rect) {
    let styles = painter.styles;
    let (columns, lines) = (f64::from(area.width), f64::from(area.height));
    // A cell is two dots wide and four high, and about twice as high as wide: dots are square.
    let radius = (columns - 6.0).min(lines * 2.0 - 7.0);
    let corner = |axis: usize, share: f64| {
        let (across, down) = AXES[axis % AXES.len()];
        (columns + radius * share * across, lines * 2.0 + radius * share * down)
    };
    let axes = shown.len();
    let share = |tenths: u32| f64::from(tenths.min(scale * 10)) / f64::from(scale * 10);
    let ring = |dots: &mut Dots, gap: f64, at: &dyn Fn(usize) -> Option<f64>| {
        for axis in 0..axes {
            let next = (axis + 1) % axes;
            if let (Some(from), Some(to)) = (at(axis), at(next)) {
                dots.line(corner(axis, from), corner(next, to), gap);
            }
        }
    };
    let mut frame = Dots::new(area);
    (0..axes).for_each(|axis| frame.line(corner(axis, 0.0), corner(axis, 1.0), 4.0));
    ring(&mut frame, 4.0, &|_| Some(1.0));
    frame.paint(painter, area, painter.styles.chart.axis);
    let mut behind = Dots::new(area);
    let style = if shown.iter().any(|axis| axis.before.is_some()) {
        ring(&mut behind, 2.0, &|axis| shown[axis].before.map(|(_, spread)| share(spread.median)));
        painter.styles.chart.comparison
    } else {
        ring(&mut behind, 2.0, &|axis| shown[axis].now.map(|spread| share(spread.lower_quartile)));
        ring(&mut behind, 2.0, &|axis| shown[axis].now.map(|spread| share(spread.upper_quartile)));
        painter.styles.chart.band
    };
    behind.paint(painter, area, style);
    let mut medians = Dots::new(area);
    ring(&mut medians, 1.0, &|axis| shown[axis].now.map(|spread| share(spread.median)));
    medians.paint(painter, area, painter.styles.chart.neighbourhood);
    let mut put = |axis: usize, far: f64, sign: &str, style| {
        let (x, y) = corner(axis, far);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place on the screen; beyond it is cut"
        )]
        let (x, y) = ((x / 2.0).max(0.0) as u16, (y / 4.0).max(0.0) as u16);
        painter.put(area.x + x, area.y + y.min(area.height - 1), 1, sign, style);
    };
    // With the signs of the legend, so that the lines of now and of before are told apart.
    for (axis, shown) in shown.iter().enumerate() {
        put(axis, 1.12, &(axis + 1).to_string(), styles.strong);
        if let Some((_, before)) = shown.before {
            put(axis, share(before.median), "◇", styles.text);
        }
        if let Some(now) = shown.now {
            put(axis, share(now.median), "◆", styles.chart.neighbourhood);
        }
    }
}

/// Dots, eight to a cell, as braille signs show them.
struct Dots {
    columns: usize,
    cells: Vec<u8>,
}

impl Dots {
    fn new(area: Rect) -> Self {
        let columns = usize::from(area.width);
        Self { columns, cells: vec![0; columns * usize::from(area.height)] }
    }

    /// A line with a dot every so often.
    fn line(&mut self, from: (f64, f64), to: (f64, f64), gap: f64) {
        let length = ((to.0 - from.0).powi(2) + (to.1 - from.1).powi(2)).sqrt().max(1.0);
        let mut at = 0.0;
        while at <= length {
            let share = at / length;
            self.set(from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
            at += gap;
        }
    }

    fn set(&mut self, x: f64, y: f64) {
        const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place on the screen; beyond it is cut"
        )]
        let (x, y) = (x.round().max(0.0) as usize, y.round().max(0.0) as usize);
        if x / 2 < self.columns
            && let Some(cell) = self.cells.get_mut(y / 4 * self.columns + x / 2)
        {
            *cell |= BITS[y % 4][x % 2];
        }
    }

    /// Puts the dots over what is there; a cell with dots of several colours shows the last.
    fn paint(&self, painter: &mut Painter<'_>, area: Rect, style: ratatui::style::Style) {
        for (at, bits) in self.cells.iter().enumerate().filter(|(_, bits)| **bits != 0) {
            let (x, y) = (at % self.columns, at / self.columns);
            let sign = char::from_u32(0x2800 + u32::from(*bits)).unwrap_or(' ').to_string();
            let (x, y) = (u16::try_from(x).unwrap_or(0), u16::try_from(y).unwrap_or(0));
            painter.put(area.x + x, area.y + y, 1, &sign, style);
        }
    }
}

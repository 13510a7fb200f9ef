//! The sessions of a folder as a matrix: a line for each, the checklist in columns, what is open and missing beside it;
//! below them in how many sessions something is left, and the one under the cursor in words.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::records::meeting::AnswerState;
use crate::i18n::{dates, fill};
use crate::overview::{Checklist, Summary, Totals, totals};
use crate::telling::problems::unread_text;
use crate::tui::model::layout::page;
use crate::tui::model::start::{ListShape, Row, Start};

use super::paint::{Painter, rows};
use super::scene::Scene;
use super::symbol;

/// Columns of a section: its sign, how many items are left, and room.
const SECTION: u16 = 4;
/// Columns of an item.
const ITEM: u16 = 3;
/// Columns of a count: overdue and the like.
const COUNT: u16 = 5;
/// Columns of the next date.
const DATE: u16 = 11;
/// The name of a neighbourhood gets at least so many columns where there is a choice.
const NAME: u16 = 16;

/// What stands in which columns.
struct Columns {
    name: u16,
    cells: u16,
    cell: u16,
    count: usize,
    counts: u16,
    has_date: bool,
}

impl Columns {
    fn of(width: u16, shape: ListShape, checklist: &Checklist) -> Self {
        let (cell, count) = match shape {
            ListShape::Items => (ITEM, checklist.numbers.len()),
            ListShape::List | ListShape::Sections => (SECTION, checklist.sections.len()),
        };
        let cells = cell * u16::try_from(count).unwrap_or(0);
        let rest = width.saturating_sub(cells + 2);
        let counts = match rest {
            rest if rest >= NAME + 4 * COUNT => 4,
            rest if rest >= NAME + 2 * COUNT => 2,
            _ => 0,
        };
        let has_date = rest >= NAME + 4 * COUNT + DATE;
        let name = rest - counts * COUNT - if has_date { DATE } else { 0 };
        Self { name, cells: 2 + name, cell, count, counts, has_date }
    }

    fn cell(&self, area: Rect, number: usize) -> u16 {
        area.x + self.cells + self.cell * u16::try_from(number).unwrap_or(0)
    }

    /// Where a count ends.
    fn count(&self, area: Rect, number: u16) -> u16 {
        area.x + self.cells + self.cell * u16::try_from(self.count).unwrap_or(0) + COUNT * (number + 1)
    }
}

pub(crate) fn draw(scene: &Scene<'_>, start: &Start, shape: ListShape, painter: &mut Painter<'_>, area: Rect) {
    let checklist = Checklist::of(&scene.context.guide.structure);
    let columns = Columns::of(area.width, shape, &checklist);
    headings(scene, &columns, shape, &checklist, painter, rows(area, 0, 1));
    let list = rows(area, 1, area.height.saturating_sub(4));
    let is_long = start.shown.len() > usize::from(list.height);
    let shown = page(start.selected, start.shown.len(), usize::from(list.height.saturating_sub(u16::from(is_long))));
    for (number, entry) in start.rows().skip(shown.first).take(shown.count).enumerate() {
        let line = rows(list, u16::try_from(number).unwrap_or(0), 1);
        let is_selected = shown.first + number == start.selected;
        if is_selected {
            painter.restyle(line, painter.styles.selected);
            painter.put(line.x, line.y, 1, "▸", painter.styles.accent);
        }
        draw_entry(scene, entry, &columns, shape, &checklist, painter, line);
        if is_selected {
            painter.restyle(line, painter.styles.selected);
        }
    }
    let today = scene.model.today;
    let sums = totals(start.rows(), today);
    draw_totals(scene, &sums, &columns, shape, &checklist, painter, rows(area, area.height.saturating_sub(3), 1));
    if let Some(entry) = start.current() {
        let text = in_words(scene, entry);
        painter.put_wrapped(rows(area, area.height.saturating_sub(2), 2), &text, painter.styles.text);
    }
    super::records::more(scene, shown, painter, list);
}

fn headings(
    scene: &Scene<'_>,
    columns: &Columns,
    shape: ListShape,
    checklist: &Checklist,
    painter: &mut Painter<'_>,
    line: Rect,
) {
    let words = &scene.context.words.overview;
    let style = painter.styles.heading;
    painter.put(line.x + 2, line.y, columns.name, &words.neighbourhood, style);
    for number in 0..columns.count {
        let heading = match shape {
            // The number of the section stands above the first of its items.
            ListShape::Items => {
                let (section, item) = checklist.numbers[number].split_once('.').unwrap_or_default();
                if item == "1" {
                    painter.put(columns.cell(line, number), line.y - 1, columns.cell, section, style);
                }
                format!(".{item}")
            }
            ListShape::List | ListShape::Sections => (number + 1).to_string(),
        };
        painter.put(columns.cell(line, number), line.y, columns.cell, &heading, style);
    }
    for (number, heading) in (0..columns.counts).zip(&words.narrow) {
        painter.put_right(columns.count(line, number), line.y, COUNT, heading, style);
    }
    if columns.has_date {
        painter.put(columns.count(line, columns.counts - 1) + 2, line.y, DATE - 1, &words.next_date, style);
    }
}

fn draw_entry(
    scene: &Scene<'_>,
    entry: &Row,
    columns: &Columns,
    shape: ListShape,
    checklist: &Checklist,
    painter: &mut Painter<'_>,
    line: Rect,
) {
    let summary = match &entry.content {
        Ok(summary) => summary,
        Err(unread) => {
            let text = format!("! {}: {}", file_name(entry), unread_text(unread, &scene.context.words));
            painter.put(line.x + 2, line.y, line.width - 2, &text, painter.styles.bad);
            return;
        }
    };
    painter.put(line.x + 2, line.y, columns.name.saturating_sub(1), name(scene, summary), painter.styles.strong);
    for number in 0..columns.count {
        let (state, left) = match shape {
            ListShape::Items => (summary.items.get(number).copied(), 0),
            ListShape::List | ListShape::Sections => {
                let progress = checklist.section(summary, number);
                (progress.state, progress.total - progress.settled)
            }
        };
        let Some(state) = state else { continue };
        let text =
            if left == 0 { symbol::of_state(state).to_owned() } else { format!("{}{left}", symbol::of_state(state)) };
        painter.put(columns.cell(line, number), line.y, columns.cell, &text, symbol::style(state, painter.styles));
    }
    for (number, (count, style)) in (0..columns.counts).zip(counts(scene, summary, painter)) {
        painter.put_right(columns.count(line, number), line.y, COUNT - 1, &brief(count), style);
    }
    if let Some(date) = summary.next_date(scene.model.today).filter(|_| columns.has_date) {
        let date = dates::short_date(date, scene.model.today, &scene.context.words);
        painter.put(columns.count(line, columns.counts - 1) + 2, line.y, DATE - 1, &date, painter.styles.text);
    }
}

/// Open, overdue, without owner, without baseline.
fn counts(scene: &Scene<'_>, summary: &Summary, painter: &Painter<'_>) -> [(usize, Style); 4] {
    let number = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let styles = painter.styles;
    [
        (number(summary.open), styles.text),
        (summary.overdue(scene.model.today), styles.bad),
        (number(summary.without_owner), styles.warn),
        (number(summary.without_baseline), styles.warn),
    ]
}

/// A count in at most four columns; nothing for 0.
fn brief(count: usize) -> String {
    match count {
        0 => String::new(),
        count @ 1..=999 => count.to_string(),
        count => format!("{}k", count / 1000),
    }
}

fn draw_totals(
    scene: &Scene<'_>,
    totals: &Totals,
    columns: &Columns,
    shape: ListShape,
    checklist: &Checklist,
    painter: &mut Painter<'_>,
    line: Rect,
) {
    let style = painter.styles.heading;
    painter.put(line.x + 2, line.y, columns.name.saturating_sub(1), &scene.context.words.overview.still_open, style);
    let left = |item: usize| {
        let states = totals.items.get(item).copied().unwrap_or_default();
        states[AnswerState::Open as usize] + states[AnswerState::Partly as usize]
    };
    for number in 0..columns.count {
        let count = match shape {
            ListShape::Items => left(number),
            ListShape::List | ListShape::Sections => checklist.sections[number].clone().map(left).sum(),
        };
        painter.put(columns.cell(line, number), line.y, columns.cell, &brief(count), style);
    }
    let counts = [totals.open, totals.overdue, totals.without_owner, totals.without_baseline];
    for (number, count) in (0..columns.counts).zip(counts) {
        painter.put_right(columns.count(line, number), line.y, COUNT - 1, &brief(count), style);
    }
}

/// The session under the cursor: everything that has no column, and the counts with their words.
fn in_words(scene: &Scene<'_>, entry: &Row) -> String {
    let summary = match &entry.content {
        Ok(summary) => summary,
        Err(unread) => {
            return format!("{}: {}", file_name(entry), unread_text(unread, &scene.context.words));
        }
    };
    let words = &scene.context.words.overview;
    let place = if summary.municipality.is_empty() { String::new() } else { format!(", {}", summary.municipality) };
    let mut parts = vec![
        format!("{}{place}", name(scene, summary)),
        fill(&scene.context.words.screen.round, &[("round", &summary.round.to_string())]),
    ];
    let counts = [
        (&words.open, usize::try_from(summary.open).unwrap_or(usize::MAX)),
        (&words.overdue, summary.overdue(scene.model.today)),
        (&words.no_owner, usize::try_from(summary.without_owner).unwrap_or(usize::MAX)),
        (&words.no_baseline, usize::try_from(summary.without_baseline).unwrap_or(usize::MAX)),
        (&words.parked, usize::try_from(summary.parked).unwrap_or(usize::MAX)),
    ];
    parts.extend(
        counts
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(word, count)| format!("{}: {count}", word.to_lowercase())),
    );
    if let Some(date) = summary.next_date(scene.model.today) {
        let date = dates::short_date(date, scene.model.today, &scene.context.words);
        parts.push(format!("{}: {date}", words.next_date.to_lowercase()));
    }
    parts.join(" · ")
}

fn name<'scene>(scene: &'scene Scene<'_>, summary: &'scene Summary) -> &'scene str {
    if summary.neighbourhood.is_empty() { &scene.context.words.screen.no_name } else { &summary.neighbourhood }
}

fn file_name(entry: &Row) -> String {
    entry.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

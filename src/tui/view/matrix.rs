//! The sessions of a folder as a matrix: a line for each, the checklist in columns, what is open and missing beside it;
//! below them in how many sessions something is left, and the one under the cursor in words.

use ratatui::layout::Rect;

use crate::i18n::dates;
use crate::overview::{self, COLUMNS, Cell, Checklist, Side, Summary, Totals, Urgency, narrow_columns, totals};
use crate::tui::model::layout::page;
use crate::tui::model::start::{ListShape, Row, Start};

use super::paint::{Painter, rows, width};
use super::scene::Scene;
use super::symbol;

/// Columns of a section: its sign, how many items are left, and room.
const SECTION: u16 = 4;
/// Columns of an item: its sign, and room.
const ITEM: u16 = 3;
/// Columns of a count: overdue and the like.
const COUNT: u16 = 6;
/// Columns of the next date.
const DATE: u16 = 11;
/// The name of a neighbourhood gets at least so many columns where there is a choice.
const NAME: u16 = 16;

/// What stands in which columns.
struct MatrixColumns {
    name: u16,
    cells: u16,
    cell: u16,
    count: usize,
    counts: u16,
    has_date: bool,
}

impl MatrixColumns {
    fn of(width: u16, shape: ListShape, checklist: &Checklist) -> Self {
        let (cell, count) = match shape {
            ListShape::Items => (ITEM, checklist.numbers.len()),
            ListShape::List | ListShape::Sections => (SECTION, checklist.sections.len()),
        };
        let cells = cell * u16::try_from(count).unwrap_or(0);
        let rest = width.saturating_sub(cells + 2);
        let all = u16::try_from(narrow_columns().count()).unwrap_or(0);
        let counts = match rest {
            rest if rest >= NAME + all * COUNT => all,
            rest if rest >= NAME + 2 * COUNT => 2,
            _ => 0,
        };
        let has_date = rest >= NAME + all * COUNT + DATE;
        let name = rest - counts * COUNT - if has_date { DATE } else { 0 };
        Self { name, cells: 2 + name, cell, count, counts, has_date }
    }

    fn cell(&self, area: Rect, number: usize) -> u16 {
        area.x + self.cells + self.cell * u16::try_from(number).unwrap_or(0)
    }

    /// The column behind a count, which stands at the right of its place.
    fn count(&self, area: Rect, number: u16) -> u16 {
        area.x + self.cells + self.cell * u16::try_from(self.count).unwrap_or(0) + COUNT * (number + 1)
    }
}

pub(crate) fn draw(scene: &Scene<'_>, start: &Start, shape: ListShape, painter: &mut Painter<'_>, area: Rect) {
    let checklist = Checklist::of(&scene.context.guide.structure);
    let columns = MatrixColumns::of(area.width, shape, &checklist);
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
        if scene.several(start, shown.first + number).is_some() {
            painter.put(line.x + 1, line.y, 1, "!", painter.styles.bad);
        }
        if is_selected {
            painter.restyle(line, painter.styles.selected);
        }
    }
    let today = scene.model.today;
    let sums = totals(start.counted_rows(), today);
    draw_totals(scene, &sums, &columns, shape, &checklist, painter, rows(area, area.height.saturating_sub(3), 1));
    if let Some(entry) = start.current() {
        let apart = scene.apart(start, start.selected).into_iter();
        let text = apart.chain([in_words(scene, entry)]).collect::<Vec<_>>().join(" · ");
        painter.put_wrapped(rows(area, area.height.saturating_sub(2), 2), &text, painter.styles.text);
    }
    super::records::more(scene, shown, painter, list);
}

fn headings(
    scene: &Scene<'_>,
    columns: &MatrixColumns,
    shape: ListShape,
    checklist: &Checklist,
    painter: &mut Painter<'_>,
    line: Rect,
) {
    let words = &scene.context.words.overview;
    let style = painter.styles.heading;
    // That these are names can be seen where the word for it has no room.
    let name = Some(words.heading(overview::NAME)).filter(|name| width(name) <= columns.name).unwrap_or_default();
    painter.put(line.x + 2, line.y, columns.name, name, style);
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
    for (number, (_, column, _)) in (0..columns.counts).zip(narrow_columns()) {
        painter.put_right(columns.count(line, number), line.y, COUNT, words.narrow(column.key), style);
    }
    if columns.has_date {
        painter.put(
            columns.count(line, columns.counts - 1) + 2,
            line.y,
            DATE - 1,
            words.heading(overview::NEXT_DATE),
            style,
        );
    }
}

fn draw_entry(
    scene: &Scene<'_>,
    entry: &Row,
    columns: &MatrixColumns,
    shape: ListShape,
    checklist: &Checklist,
    painter: &mut Painter<'_>,
    line: Rect,
) {
    let summary = match &entry.content {
        Ok(summary) => summary,
        Err(unread) => {
            let text = format!("! {}: {}", entry.named(scene.model.today, &scene.context.words), scene.unread(unread));
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
    for (number, (_, column, urgency)) in (0..columns.counts).zip(narrow_columns()) {
        let style = match urgency {
            Urgency::Plain => painter.styles.text,
            Urgency::Missing => painter.styles.warn,
            Urgency::Late => painter.styles.bad,
        };
        if let Cell::Count(count) = (column.cell)(&entry.path, summary, scene.model.today) {
            painter.put_right(columns.count(line, number), line.y, COUNT - 1, &brief(count), style);
        }
    }
    if let Some(date) = summary.next_date(scene.model.today).filter(|_| columns.has_date) {
        let date = dates::short_date(date, scene.model.today, &scene.context.words);
        painter.put(columns.count(line, columns.counts - 1) + 2, line.y, DATE - 1, &date, painter.styles.text);
    }
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
    columns: &MatrixColumns,
    shape: ListShape,
    checklist: &Checklist,
    painter: &mut Painter<'_>,
    line: Rect,
) {
    let style = painter.styles.heading;
    painter.put(line.x + 2, line.y, columns.name.saturating_sub(1), &scene.context.words.overview.still_open, style);
    for number in 0..columns.count {
        let count = match shape {
            ListShape::Items => totals.left(number),
            ListShape::List | ListShape::Sections => {
                checklist.sections[number].clone().map(|item| totals.left(item)).sum()
            }
        };
        painter.put(columns.cell(line, number), line.y, columns.cell, &brief(count), style);
    }
    for (number, (column, ..)) in (0..columns.counts).zip(narrow_columns()) {
        let [count, _] = totals.sums[column];
        painter.put_right(columns.count(line, number), line.y, COUNT - 1, &brief(count), style);
    }
}

/// The session under the cursor: everything that has no column, and the counts with their words.
fn in_words(scene: &Scene<'_>, entry: &Row) -> String {
    let summary = match &entry.content {
        Ok(summary) => summary,
        Err(unread) => {
            return format!("{}: {}", entry.named(scene.model.today, &scene.context.words), scene.unread(unread));
        }
    };
    let words = &scene.context.words.overview;
    let place = if summary.municipality.is_empty() { String::new() } else { format!(", {}", summary.municipality) };
    let mut parts = vec![format!("{}{place}", name(scene, summary)), scene.context.words.screen.round(summary.round)];
    for column in COLUMNS.iter().filter(|column| column.side == Side::Behind) {
        let text = match (column.cell)(&entry.path, summary, scene.model.today) {
            Cell::Count(count) if count > 0 => count.to_string(),
            Cell::Day(Some(date)) => dates::short_date(date, scene.model.today, &scene.context.words),
            _ => continue,
        };
        parts.push(format!("{}: {text}", words.heading(column.key).to_lowercase()));
    }
    parts.join(" · ")
}

fn name<'scene>(scene: &'scene Scene<'_>, summary: &'scene Summary) -> &'scene str {
    if summary.neighbourhood.is_empty() { &scene.context.words.screen.no_name } else { &summary.neighbourhood }
}

//! A lens: the same data in another order, one line for each thing. A word under which nothing stands says so.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::domain::record::{Meaning, Record};
use crate::domain::records::meeting::{AnswerState, Person};
use crate::domain::session::Section;
use crate::domain::value::Value;
use crate::guide::order::LensRow;
use crate::guide::progress::{grid_state, panel_state};
use crate::tui::model::Desk;
use crate::tui::model::field::wrap;
use crate::tui::model::layout::{WALL_LINES, WIDEST_LIST, page_of};

use super::paint::{Painter, rows, width};
use super::records::{empty, more};
use super::scene::Scene;
use super::sums::filled_of;
use super::symbol;

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, lens: &str, painter: &mut Painter<'_>, area: Rect) {
    let guide = &scene.context.guide;
    let all = desk.lens_rows(guide);
    if all.is_empty() {
        return empty(scene, desk, &scene.context.words.screen.empty_lens, painter, area);
    }
    let selected = desk.selected(guide);
    let told: Vec<LensLine> = all.iter().map(|row| told(scene, desk, lens, row)).collect();
    if scene.model.is_presenting {
        return wall(scene, &told, selected, painter, area);
    }
    let area = Rect { width: area.width.min(WIDEST_LIST), ..area };
    painter.put(area.x, area.y, area.width, guide.panel_title(&desk.panel(guide).id), painter.styles.heading);
    painter.put_right(area.right(), area.y, area.width / 2, &coverage(scene, &all), painter.styles.muted);
    // With white below the title where none of the lines has to go for it.
    let list = rows(area, if all.len() + 2 <= usize::from(area.height) { 2 } else { 1 }, area.height);
    let columns = list.width.saturating_sub(2);
    let heights = heights(&told, columns, list.height);
    let is_long = heights.iter().sum::<u16>() > list.height;
    let shown = page_of(&heights, selected, list.height.saturating_sub(u16::from(is_long)).max(1));
    // What stands behind a title begins in one column, near all of them; and so does what stands behind a heading.
    let widest = |is_heading: bool| {
        let alike = told.iter().filter(|line| line.is_heading == is_heading && !line.behind.is_empty());
        alike.map(LensLine::columns).max().unwrap_or(0)
    };
    let (of_headings, of_others) = (widest(true), widest(false));
    let mut y = 0;
    for (at, line) in told.iter().enumerate().skip(shown.first).take(shown.count) {
        let lines = line.rows(columns);
        let white = if at == shown.first { 0 } else { heights[at] - lines };
        let place = rows(list, y + white, lines);
        y += white + lines;
        let behind = if line.is_heading { of_headings } else { of_others };
        draw_line(line, behind, painter, Rect { x: place.x + 2, width: place.width.saturating_sub(2), ..place });
        if at == selected {
            painter.put(place.x, place.y, 1, "▸", painter.styles.accent);
            painter.restyle(place, painter.styles.selected);
        }
    }
    more(scene, shown, painter, list);
}

/// The lens in words: a number for each line.
pub(crate) fn lines(scene: &Scene<'_>, desk: &Desk, lens: &str) -> Vec<String> {
    let line = |row: &LensRow| {
        let LensLine { label, title, behind, .. } = told(scene, desk, lens, row);
        let parts = [format!("{label}{title}"), behind];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    };
    desk.lens_rows(&scene.context.guide).iter().map(line).collect()
}

/// How many rows each line takes: a heading has white above it where all of them stay on the page then.
fn heights(told: &[LensLine], columns: u16, rows: u16) -> Vec<u16> {
    let close: Vec<u16> = told.iter().map(|line| line.rows(columns)).collect();
    let has_white = told.iter().enumerate().map(|(at, line)| u16::from(at > 0 && line.is_heading));
    let airy: Vec<u16> = close.iter().zip(has_white).map(|(height, white)| height + white).collect();
    if airy.iter().copied().fold(0, u16::saturating_add) <= rows { airy } else { close }
}

/// The lens for the wall: what stands where, and nothing behind it, with white between.
fn wall(scene: &Scene<'_>, told: &[LensLine], selected: usize, painter: &mut Painter<'_>, area: Rect) {
    let columns = area.width.saturating_sub(2);
    // As much white as text, and a title that is too long goes on on a next row.
    let lines: Vec<u16> = told.iter().map(|line| line.rows(columns).min(2)).collect();
    let with_white: Vec<u16> = lines.iter().map(|lines| lines * 2).collect();
    let shown = page_of(&with_white, selected, area.height.min(WALL_LINES * 2));
    let mut used = 0;
    for (number, line) in told.iter().enumerate().skip(shown.first).take(shown.count) {
        let place = rows(area, used, lines[number]);
        used += lines[number] + 1;
        let short = LensLine { behind: String::new(), ..line.clone() };
        draw_line(&short, 0, painter, Rect { x: place.x + 2, width: place.width.saturating_sub(2), ..place });
        if number == selected {
            painter.put(place.x, place.y, 1, "▸", painter.styles.accent);
            painter.restyle(place, painter.styles.selected);
        }
    }
    more(scene, shown, painter, area);
}

/// Under how many of the words something stands.
fn coverage(scene: &Scene<'_>, all: &[LensRow]) -> String {
    let counts = all.iter().filter_map(|row| if let LensRow::Word(_, _, count) = row { Some(*count) } else { None });
    let counts: Vec<usize> = counts.collect();
    let filled = counts.iter().filter(|count| **count > 0).count();
    if counts.is_empty() { String::new() } else { filled_of(scene, filled, counts.len()) }
}

/// What a line of a lens tells.
#[derive(Clone, Debug)]
struct LensLine {
    /// How far to the right it begins.
    indent: u16,
    /// Whether it names what stands below it.
    is_heading: bool,
    /// How far the thing is, if that is known.
    state: Option<AnswerState>,
    /// What stands before its title.
    label: String,
    /// What the thing is called.
    title: String,
    /// What is told behind it.
    behind: String,
}

impl LensLine {
    /// How many columns it takes without what is told behind it.
    fn columns(&self) -> u16 {
        self.indent + width(&self.label) + width(&self.title)
    }

    /// What it is called, wrapped: so that it stands whole in so many columns.
    fn wrapped(&self, columns: u16) -> Vec<Range<usize>> {
        wrap(&self.title, usize::from(columns.saturating_sub(self.indent + width(&self.label)).max(1)))
    }

    /// How many rows it takes in so many columns.
    fn rows(&self, columns: u16) -> u16 {
        u16::try_from(self.wrapped(columns).len()).unwrap_or(1).max(1)
    }
}

/// What a row of the lens tells, and how far to the right.
fn told(scene: &Scene<'_>, desk: &Desk, lens: &str, row: &LensRow) -> LensLine {
    let (words, guide) = (&scene.context.words, &scene.context.guide);
    let session = &desk.session;
    let below = |title: String, behind: String| LensLine {
        indent: 2,
        is_heading: false,
        state: None,
        label: String::new(),
        title,
        behind,
    };
    match row {
        LensRow::Word(set, word, count) => {
            let said = if *count == 0 { format!("○ {}", words.screen.nothing_yet) } else { count.to_string() };
            LensLine { indent: 0, is_heading: true, ..below(words.choice(set, word).to_owned(), said) }
        }
        LensRow::Named(name) => {
            let title = format!("{name} {}", guide.lens_name(lens, name));
            LensLine { indent: 0, is_heading: true, ..below(title, String::new()) }
        }
        LensRow::Panel(step, panel) => {
            let panel = &guide.structure.steps[*step].panels[*panel];
            let step = format!("{step} {}", guide.step_text(*step).short);
            // A grid that shows what is written down elsewhere tells how much of it is filled all the same.
            let grid = || panel.view.grid().map(|grid| grid_state(grid, &guide.structure, session));
            let state = panel_state(&guide.structure, panel, session).or_else(grid);
            LensLine { indent: 4, state, ..below(guide.panel_title(&panel.id).to_owned(), step) }
        }
        LensRow::Item(section, id) => {
            let Some(record) = session.find(*section, id) else { return below(String::new(), String::new()) };
            let about = [words.record(section.kind()).one.clone(), who(desk, record)];
            let about = about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
            below(scene.sentences().item_title(*section, record, session), about)
        }
        LensRow::Tie(section, field, id) => {
            let kind = section.kind();
            let label = format!("{}: ", words.field(kind, kind.fields[*field].name));
            let title = scene.sentences().title(*section, id, session);
            LensLine { indent: 4, label, ..below(title, String::new()) }
        }
    }
}

/// Draws a line; what is told behind it begins in this column where there is room, and else right behind its title.
fn draw_line(told: &LensLine, behind: u16, painter: &mut Painter<'_>, line: Rect) {
    let style = if told.is_heading { painter.styles.heading } else { painter.styles.text };
    if let Some(state) = told.state {
        let sign = symbol::style(state, painter.styles);
        painter.put(line.x + 2, line.y, 1, symbol::of_state(state), sign);
    }
    let mut x = line.x + told.indent;
    x += painter.put(x, line.y, line.right().saturating_sub(x), &told.label, painter.styles.muted);
    let mut y = line.y;
    for (row, part) in told.wrapped(line.width).into_iter().take(usize::from(line.height)).enumerate() {
        y = line.y + u16::try_from(row).unwrap_or(0);
        let from = line.x + told.indent + width(&told.label);
        x = from + painter.put(from, y, line.right().saturating_sub(from), told.title[part].trim_end(), style) + 2;
    }
    let aligned = line.x + behind + 2;
    if aligned > x && aligned + width(&told.behind) <= line.right() {
        x = aligned;
    }
    // What has no room is not told, rather than a part of it; nor behind a title that is wrapped, where a wider window has
    // no room for it either.
    let room = if y > line.y { 0 } else { line.right().saturating_sub(x) };
    let behind = [told.behind.as_str(), told.behind.split(" · ").next().unwrap_or_default()];
    let behind = behind.into_iter().find(|text| width(text) <= room).unwrap_or_default();
    painter.put(x, y, room, behind, painter.styles.muted);
}

/// Who takes care of an item; of a person, for which organisation.
fn who(desk: &Desk, record: &dyn Record) -> String {
    match record.meant(Meaning::Owner) {
        Value::Link(person) => desk.session.person_name(&person).unwrap_or_default().to_owned(),
        _ if record.kind() == Section::People.kind() => match record.value(Person::organisation) {
            Value::Text(organisation) => organisation,
            _ => String::new(),
        },
        _ => String::new(),
    }
}

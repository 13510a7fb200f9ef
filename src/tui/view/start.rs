//! The sessions of a folder: how far each is, what is open and overdue, and its date.

use ratatui::layout::Rect;

use crate::i18n::dates;
use crate::overview::{Progress, Sort, Summary};
use crate::tui::model::field::TextField;
use crate::tui::model::layout::{Size, WIDEST_LIST, page};
use crate::tui::model::start::{ListShape, ListView, Row, Start};

use super::paint::{Painter, rows, width};
use super::scene::Scene;

pub(crate) fn draw(scene: &Scene<'_>, start: &Start, painter: &mut Painter<'_>, size: Size) {
    let words = &scene.context.words;
    let area = Rect { x: size.margin(), y: 0, width: size.inner(), height: size.rows.saturating_sub(2) };
    let used = painter.put(area.x, 0, area.width, &words.screen.program, painter.styles.big) + 2;
    if scene.model.is_rehearsal {
        painter.put(area.x + used, 0, area.width, &rehearsing(scene), painter.styles.warn);
    }
    let how = how(scene);
    let under = if how.is_empty() { &words.screen.program_is } else { &how };
    painter.put(area.x, 1, area.width, under, painter.styles.muted);
    if start.shown.is_empty() {
        let text = match (start.entries.is_empty(), start.is_complete) {
            (true, true) => scene.with_keys(&words.screen.no_sessions),
            (true, false) => words.screen.looking.clone(),
            (false, _) => scene.with_keys(&words.overview.nothing_fits),
        };
        painter.put_wrapped(rows(area, 4, 6), &text, painter.styles.strong);
        return;
    }
    let count = words.screen.sessions(words.count(start.shown.len()));
    let columns = if scene.model.outlook.shape == ListShape::List { area.width.min(WIDEST_LIST) } else { area.width };
    painter.put_right(area.x + columns, 0, area.width / 2, &count, painter.styles.muted);
    let list = rows(area, 3, area.height - 3);
    match scene.model.outlook.shape {
        ListShape::List => draw_list(scene, start, painter, Rect { width: columns, ..list }),
        ListShape::Items if area.width < ListShape::COLUMNS_FOR_ITEMS => {
            super::matrix::draw(scene, start, ListShape::Sections, painter, list);
        }
        shape => super::matrix::draw(scene, start, shape, painter, list),
    }
}

/// That nothing reaches the disk.
pub(crate) fn rehearsing(scene: &Scene<'_>) -> String {
    format!("◇ {}", scene.context.words.side.rehearsing)
}

/// What is left out and in which order the rest stands, where that is not as usual.
pub(crate) fn how(scene: &Scene<'_>) -> String {
    let words = &scene.context.words.overview;
    let ListView { filter, order, all_rounds, .. } = &scene.model.outlook;
    let mut parts = Vec::new();
    if !filter.words.trim().is_empty() {
        parts.push(words.filtered(filter.words.trim()));
    }
    let asked = filter.asked.iter().filter_map(|rule| scene.context.words.signals.rule(rule.name));
    parts.extend(asked.map(|rule| words.only(&rule.many)));
    if *all_rounds {
        let is_table = scene.model.outlook.shape != ListShape::List && scene.model.overlays.is_empty();
        parts.push(if is_table { words.all_rounds_counted.clone() } else { words.all_rounds.clone() });
    }
    if *order != Sort::default() {
        let order = words.orders.get(order.name()).map_or("", String::as_str);
        parts.push(words.sorted(order));
    }
    whole_parts(parts, scene.model.size.inner())
}

/// As many of these as have room, each of them whole; the first in any case.
pub(crate) fn whole_parts(parts: Vec<String>, room: u16) -> String {
    parts.into_iter().fold(String::new(), |text, part| {
        let longer = if text.is_empty() { part } else { format!("{text} · {part}") };
        if text.is_empty() || width(&longer) <= room { longer } else { text }
    })
}

/// What is typed to find sessions: on the row under the title, above what fits.
pub(crate) fn draw_narrow(scene: &Scene<'_>, typed: &TextField, painter: &mut Painter<'_>) -> (u16, u16) {
    let size = scene.model.size;
    let line = Rect { x: size.margin(), y: 1, width: size.inner(), height: 1 };
    painter.clear(line);
    let used =
        painter.put(line.x, line.y, line.width / 2, &scene.context.words.overview.find, painter.styles.heading) + 1;
    super::form::draw_text(typed, painter, Rect { x: line.x + used, width: line.width - used, ..line })
}

fn draw_list(scene: &Scene<'_>, start: &Start, painter: &mut Painter<'_>, list: Rect) {
    let shown = page(start.selected, start.shown.len(), usize::from(list.height / 2).max(1));
    for (number, entry) in start.rows().skip(shown.first).take(shown.count).enumerate() {
        let pair = rows(list, u16::try_from(number * 2).unwrap_or(0), 2);
        draw_entry(scene, entry, scene.apart(start, shown.first + number), painter, pair);
        if shown.first + number == start.selected {
            painter.put(pair.x, pair.y, 1, "▸", painter.styles.accent);
            painter.restyle(rows(pair, 0, 1), painter.styles.selected);
        }
    }
    super::records::more(scene, shown, painter, list);
}

fn draw_entry(scene: &Scene<'_>, entry: &Row, apart: Vec<String>, painter: &mut Painter<'_>, area: Rect) {
    match &entry.content {
        Ok(summary) => draw_summary(scene, summary, apart, painter, area),
        Err(unread) => {
            painter.put(
                area.x + 2,
                area.y,
                area.width - 2,
                &format!("! {}", entry.named(scene.model.today, &scene.context.words)),
                painter.styles.bad,
            );
            painter.put(area.x + 4, area.y + 1, area.width - 4, &scene.unread(unread), painter.styles.muted);
        }
    }
}

/// The sessions of the list in words: a number for each; nothing where they stand in a table, or where there are none.
pub(crate) fn lines(scene: &Scene<'_>, start: &Start) -> Option<Vec<String>> {
    let is_list = scene.model.outlook.shape == ListShape::List && !start.shown.is_empty();
    let told = |(at, entry): (usize, &Row)| match &entry.content {
        Ok(summary) => {
            let [name, date] = headline(scene, summary);
            let parts = how_far(scene, summary, scene.apart(start, at));
            format!("{}. {name}, {date}, {}", at + 1, parts.join(", "))
        }
        Err(unread) => {
            format!("{}. {}: {}", at + 1, entry.named(scene.model.today, &scene.context.words), scene.unread(unread))
        }
    };
    let words = &scene.context.words.screen;
    let count = words.sessions(scene.context.words.count(start.shown.len()));
    let rehearsal = if scene.model.is_rehearsal { rehearsing(scene) } else { String::new() };
    let above = [words.program.clone(), rehearsal, how(scene), count].into_iter().filter(|line| !line.is_empty());
    is_list.then(|| above.chain(start.rows().enumerate().map(told)).collect())
}

/// What a session is called, and its day.
fn headline(scene: &Scene<'_>, summary: &Summary) -> [String; 2] {
    let words = &scene.context.words.screen;
    let name = if summary.neighbourhood.is_empty() { words.no_name.as_str() } else { &summary.neighbourhood };
    let place = if summary.municipality.is_empty() { String::new() } else { format!(", {}", summary.municipality) };
    let date = summary.date.map_or_else(
        || words.no_date_yet.clone(),
        |date| dates::short_date(date, scene.model.today, &scene.context.words),
    );
    [format!("{name}{place}"), date]
}

/// How far a session is, what presses first.
fn how_far(scene: &Scene<'_>, summary: &Summary, apart: Vec<String>) -> Vec<String> {
    let words = &scene.context.words.screen;
    let Progress { settled, total, .. } = summary.progress();
    let (open, overdue) = (summary.open, summary.asks("action_overdue", scene.model.today));
    let mut parts = vec![
        words.round(summary.round),
        words.open_actions(scene.context.words.count(open)),
        words.of_checklist(settled, total),
    ];
    if overdue > 0 {
        // What presses stands where the smallest window still shows it.
        parts.insert(0, format!("! {}", words.overdue(scene.context.words.count(overdue))));
    }
    parts.splice(0..0, apart);
    parts
}

fn draw_summary(scene: &Scene<'_>, summary: &Summary, apart: Vec<String>, painter: &mut Painter<'_>, area: Rect) {
    let [name, date] = headline(scene, summary);
    painter.put_right(area.right(), area.y, 20, &date, painter.styles.text);
    painter.put(area.x + 2, area.y, area.width - 24, &name, painter.styles.strong);
    // All of it stands on the first page of the session.
    let text = whole_parts(how_far(scene, summary, apart), area.width - 4);
    painter.put(area.x + 4, area.y + 1, area.width - 4, &text, painter.styles.muted);
}

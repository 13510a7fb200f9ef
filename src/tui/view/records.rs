//! A table of records: its columns follow the declaration of the fields, as many as fit. A state stands in front as a
//! sign; what is missing and matters is said in words.

use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use crate::domain::in_order::sort_by_key;
use crate::domain::period::last_day_of;
use crate::domain::record::{Field, Meaning, Record};
use crate::domain::records::meeting::AnswerState;
use crate::domain::session::{AnyTable, Section};
use crate::domain::signals::Signal;
use crate::domain::value::{Kind, Value};
use crate::telling::sentences::Sentences;
use crate::telling::signals::signal_counts;
use crate::tui::model::Desk;
use crate::tui::model::field::wrap;
use crate::tui::model::layout::{
    Candidate, LONGEST_LINE, Rank, Viewport, WALL_LINES, air, columns, columns_alone, page_of, split, widest_alone,
};

use super::paint::{Painter, rows, width};
use super::scene::Scene;
use super::{part_of, symbol};

/// Columns before a row: for the cursor, what is asked, how far it is, and whether it is marked.
const SIGNS: u16 = 4;
/// Below a list with white between its rows, what is under the cursor gets at least so many rows.
const LEAST_BELOW: usize = 8;

/// A column of the table.
struct TableColumn {
    field: usize,
    columns: u16,
    /// Whether nothing in it is cut.
    is_whole: bool,
    /// Whether a text that is too long goes on on a next row.
    is_wrapped: bool,
}

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, section: Section, painter: &mut Painter<'_>, area: Rect) {
    let table = desk.session.table(section);
    let words = scene.context.words.record(section.kind());
    if table.is_empty() {
        empty(scene, desk, &scene.with_keys(&words.empty), painter, area);
        return;
    }
    let selected = desk.selected(&scene.context.guide);
    let candidates = candidates(section, &all_on(table), &scene.sentences(), desk);
    if scene.model.is_presenting {
        return wall(scene, desk, section, painter, area);
    }
    // What the table shows where it has the panel for itself.
    let wishes: Vec<Candidate> = candidates.iter().map(|(_, wanted)| *wanted).collect();
    let alone = area.width.min(widest_alone(&wishes, SIGNS)).saturating_sub(SIGNS);
    let taken: u16 = columns(&wishes, alone).iter().flatten().map(|columns| columns + 2).sum();
    let wanted = (SIGNS + taken.saturating_sub(2)).max(summary_columns(scene, desk, section, alone + SIGNS));
    let sentences = scene.sentences();
    let heights = |column: &TableColumn| -> Vec<u16> {
        all_on(table).into_iter().map(|record| rows_of(&sentences, section, record, column, desk)).collect()
    };
    let one = vec![1; table.len()];
    // What a row is about takes more than one line where it is wrapped: then the list needs as many.
    let mut columns_there = placed(&candidates, columns_alone(&wishes, alone, area.width.saturating_sub(SIGNS)));
    let lines: usize = wrapped(&mut columns_there, &one, 0, &heights).into_iter().map(usize::from).sum();
    // With white between its rows where what is under the cursor keeps enough room below.
    let airy = lines + table.len() + 2;
    let items = if airy + LEAST_BELOW <= usize::from(area.height) { airy } else { lines + 3 };
    // With all that it could show, and with all that is told above it.
    let natural: u16 = wishes.iter().map(|wish| wish.natural.min(LONGEST_LINE) + 2).fold(SIGNS, u16::saturating_add);
    let most = natural.max(summary_columns(scene, desk, section, area.width)).max(wanted);
    let split = split(area.width, area.height, items, wanted).near(area.width, most);
    // Its form stands beside it already.
    let is_filled_in = scene.model.form_beside(scene.context).is_some();
    let inside = if is_filled_in { area } else { part_of(area, split.list) };
    let detail = part_of(area, split.detail);
    summary(scene, desk, section, painter, rows(inside, 0, 1));
    let list = rows(inside, 2, inside.height.saturating_sub(2));
    let is_alone = detail.y > area.y && !is_filled_in;
    let room = inside.width.saturating_sub(SIGNS);
    let given = if is_alone { columns_alone(&wishes, alone, room) } else { columns(&wishes, room) };
    let mut columns = placed(&candidates, given);
    labels(scene, section, &columns, painter, rows(inside, 1, 1));
    let heights = wrapped(&mut columns, &one, list.height, &heights);
    let room = list.height.saturating_sub(u16::from(heights.iter().sum::<u16>() > list.height)).max(1);
    let shown = page_of(&heights, selected, room);
    let gap = air(&heights, list.height);
    let mut used = 0;
    for (at, height) in heights.iter().enumerate().skip(shown.first).take(shown.count) {
        let Some(record) = table.get(at) else { continue };
        let line = rows(list, used, *height);
        used += height + gap;
        row(scene, desk, section, record, &columns, painter, line);
        if at == selected {
            painter.put(line.x, line.y, 1, "▸", painter.styles.accent);
            painter.restyle(line, painter.styles.selected);
        }
    }
    more(scene, shown, painter, list);
    if let Some(record) = table.get(selected).filter(|_| !is_filled_in) {
        let is_beside = detail.y == area.y;
        let whole: Vec<usize> = if is_beside {
            Vec::new()
        } else {
            columns.iter().filter(|column| column.is_whole).map(|column| column.field).collect()
        };
        super::detail::draw(scene, desk, section, record, &whole, painter, detail);
    }
}

/// How many rows each item takes. What a row is about is wrapped; the other columns, one after another, as long as all
/// items stay on the page.
fn wrapped(
    columns: &mut [TableColumn],
    one: &[u16],
    rows: u16,
    rows_in: &dyn Fn(&TableColumn) -> Vec<u16>,
) -> Vec<u16> {
    let higher = |heights: &[u16], column: &TableColumn| -> Vec<u16> {
        heights.iter().zip(rows_in(column)).map(|(height, more)| more.max(*height)).collect()
    };
    let mut heights = one.to_vec();
    for column in columns.iter().filter(|column| column.is_wrapped) {
        heights = higher(&heights, column);
    }
    for column in columns.iter_mut().filter(|column| !column.is_whole) {
        let with = higher(&heights, column);
        if with.iter().copied().fold(0, u16::saturating_add) > rows {
            break;
        }
        (heights, column.is_wrapped) = (with, true);
    }
    heights
}

/// All items of a section.
fn all_on(table: &dyn AnyTable) -> Vec<&dyn Record> {
    (0..table.len()).filter_map(|at| table.get(at)).collect()
}

/// On the wall no more rows stay free between two rows.
const MOST_WHITE: u16 = 3;

/// The table for the wall: what each row is about, whole, with white between the rows; it turns pages.
fn wall(scene: &Scene<'_>, desk: &Desk, section: Section, painter: &mut Painter<'_>, area: Rect) {
    let table = desk.session.table(section);
    let selected = desk.selected(&scene.context.guide);
    let sentences = scene.sentences();
    let columns = area.width.saturating_sub(4);
    let title = |at: usize| table.get(at).map(|record| sentences.item_title(section, record, &desk.session));
    let height = |title: String| u16::try_from(wrap(&title, usize::from(columns)).len()).unwrap_or(1).clamp(1, 2);
    let heights: Vec<u16> = (0..table.len()).filter_map(title).map(height).collect();
    // As much white as text; the last row says what comes after the page.
    let doubled: Vec<u16> = heights.iter().map(|height| height * 2).collect();
    let shown = page_of(&doubled, selected, area.height.min(WALL_LINES * 2));
    // A high window has more white between its rows; the last row says what comes after the page.
    let text: u16 = heights.iter().skip(shown.first).take(shown.count).sum();
    let white = area.height.saturating_sub(text + 1) / u16::try_from(shown.count.max(1)).unwrap_or(u16::MAX);
    let white = white.clamp(1, MOST_WHITE);
    let mut used = 0;
    for (at, height) in heights.iter().enumerate().skip(shown.first).take(shown.count) {
        let (Some(record), Some(title)) = (table.get(at), title(at)) else { continue };
        let line = rows(area, used, *height);
        used += height + white;
        state_sign(section, record, painter, line);
        let style = if at == selected { painter.styles.accent } else { painter.styles.strong };
        painter.put_wrapped(Rect { x: line.x + 4, width: columns, ..line }, &title, style);
        if at == selected {
            painter.put(line.x, line.y, 1, "▸", painter.styles.accent);
        }
    }
    more(scene, shown, painter, area);
}

/// All that is filled in of a record, on one line.
pub(crate) fn all_of(scene: &Scene<'_>, desk: &Desk, section: Section, record: &dyn Record) -> String {
    let kind = section.kind();
    let filled = |(number, field): (usize, &Field)| {
        let value = record.value(number);
        let text = scene.sentences().value_text(section, number, &value, &desk.session);
        let label = scene.context.words.field(kind, field.name);
        (!text.is_empty()).then(|| if number == 0 { text } else { format!("{label}: {text}") })
    };
    let shown = kind.fields.iter().enumerate().filter(|(_, field)| !field.means(Meaning::Private));
    let parts: Vec<String> = shown.filter_map(filled).collect();
    parts.join(" · ")
}

/// Says how many come after the page.
pub(crate) fn more(scene: &Scene<'_>, shown: Viewport, painter: &mut Painter<'_>, area: Rect) {
    let words = &scene.context.words.screen;
    if shown.more > 0 {
        let text = words.more(shown.more);
        painter.put(
            area.x + 2,
            area.bottom().saturating_sub(1),
            area.width,
            &format!("▼ {text}"),
            painter.styles.muted,
        );
    } else if shown.first > 0 {
        let text = words.before(shown.first);
        painter.put(
            area.x + 2,
            area.bottom().saturating_sub(1),
            area.width,
            &format!("▲ {text}"),
            painter.styles.muted,
        );
    }
}

/// What an empty table says: what belongs here, the key for the first, and what is offered to begin with.
pub(crate) fn empty(scene: &Scene<'_>, desk: &Desk, text: &str, painter: &mut Painter<'_>, area: Rect) {
    let panel = &desk.panel(&scene.context.guide).id;
    let hint = scene.context.guide.panel_hint(panel);
    let narrow = Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area };
    let used = painter.put_wrapped(rows(narrow, 2, 4), hint, painter.styles.strong);
    let used = used + 3 + painter.put_wrapped(rows(narrow, used + 3, 4), text, painter.styles.muted);
    super::detail::offered(scene, desk, painter, rows(narrow, used + 1, 2));
}

/// How many there are and what is missing, over the table.
fn summary(scene: &Scene<'_>, desk: &Desk, section: Section, painter: &mut Painter<'_>, area: Rect) {
    let words = scene.context.words.record(section.kind());
    let used = painter.put(area.x, area.y, area.width, &words.many, painter.styles.heading);
    let room = area.width.saturating_sub(used + 2);
    painter.put_right(area.right(), area.y, room, &counted(scene, desk, section, room), painter.styles.muted);
}

/// How many columns the line over the table takes where it has so many.
fn summary_columns(scene: &Scene<'_>, desk: &Desk, section: Section, columns: u16) -> u16 {
    let title = width(&scene.context.words.record(section.kind()).many) + 2;
    title + width(&counted(scene, desk, section, columns.saturating_sub(title)))
}

/// How many there are, and as much of what is missing as fits.
fn counted(scene: &Scene<'_>, desk: &Desk, section: Section, room: u16) -> String {
    let count = desk.session.table(section).len().to_string();
    with_asked(scene, count, desk.signals.of_section(section), room)
}

/// Tells something behind the heading of the panel in front, which takes so many columns, and as much of what the panel asks
/// as fits; hands back what was told.
pub(crate) fn beside_heading(
    scene: &Scene<'_>,
    desk: &Desk,
    told: String,
    used: u16,
    painter: &mut Painter<'_>,
    line: Rect,
) -> String {
    let asked = desk.signals.of_panel(desk.panel(&scene.context.guide)).filter(|_| !scene.model.is_presenting);
    let told = with_asked(scene, told, asked, line.width.saturating_sub(used + 2));
    painter.put_right(line.right(), line.y, line.width, &told, painter.styles.muted);
    told
}

/// What is told, and as much of what is asked as fits behind it.
fn with_asked<'all>(scene: &Scene<'_>, told: String, asked: impl Iterator<Item = &'all Signal>, room: u16) -> String {
    let least = usize::from(!told.is_empty());
    let told = Some(told).filter(|told| !told.is_empty());
    let parts: Vec<String> = told.into_iter().chain(signal_counts(asked, &scene.context.words)).collect();
    // The most pressing come first; what has no room stands at its row, and is counted.
    let and_more = |told: String, left: usize| scene.context.words.sentences.and_more(told, left);
    let with = |count: usize| match parts.len() - count {
        0 => parts.join(" · "),
        left if count > least => and_more(parts[..count].join(" · "), left),
        // It is not the first count that there are more of.
        left => and_more(format!("{} ·", parts[..count].concat()), left),
    };
    let fits = (least.max(1)..=parts.len()).rev().map(with).find(|told| width(told) <= room);
    fits.unwrap_or_else(|| parts[..least].concat())
}

/// The fields that could be a column, with how much room each wants: what the rows are about first, and then in the order
/// of the declaration. A field that is empty everywhere is none.
fn candidates(
    section: Section,
    records: &[&dyn Record],
    sentences: &Sentences<'_>,
    desk: &Desk,
) -> Vec<(usize, Candidate)> {
    let kind = section.kind();
    let state = kind.state().map(|(field, _)| field);
    let is_column = |(number, field): &(usize, &Field)| Some(*number) != state && !field.means(Meaning::Private);
    let mut candidates: Vec<(usize, Candidate)> = Vec::new();
    for (number, field) in kind.fields.iter().enumerate().filter(is_column) {
        let text = |record: &&dyn Record| {
            let value = record.value(number);
            let is_late = last_day_of(&value).is_some_and(|day| desk.signals.is_late(section, record.id(), day));
            let sign = if is_late || matches!(value, Value::AsTyped(_)) { 2 } else { 0 };
            sentences.value_text(section, number, &value, &desk.session).width() + sign
        };
        let widest = records.iter().map(text).max().unwrap_or(0);
        let rank = if field.means(Meaning::Title) || field.means(Meaning::Asked) {
            Rank::Subject
        } else if field.means(Meaning::Needed) {
            Rank::Needed
        } else {
            Rank::Other
        };
        if widest == 0 && rank == Rank::Other {
            continue;
        }
        // A heading is never cut.
        let label = width(sentences.words.field(kind, field.name));
        let least = if field.means(Meaning::Needed) { 16 } else { 4 };
        let natural = u16::try_from(widest).unwrap_or(u16::MAX).max(label).max(least);
        candidates.push((number, Candidate { natural, most: most_columns(field.kind).max(label), rank }));
    }
    sort_by_key(&mut candidates, |(number, wanted)| (wanted.rank != Rank::Subject, *number));
    candidates
}

/// The columns that get room.
fn placed(candidates: &[(usize, Candidate)], given: Vec<Option<u16>>) -> Vec<TableColumn> {
    let column = |((field, wanted), given): (&(usize, Candidate), Option<u16>)| {
        let is_wrapped = |columns: u16| wanted.rank == Rank::Subject && columns < wanted.natural;
        given.map(|columns| TableColumn {
            field: *field,
            columns,
            is_whole: columns >= wanted.natural || is_wrapped(columns),
            is_wrapped: is_wrapped(columns),
        })
    };
    candidates.iter().zip(given).filter_map(column).collect()
}

fn most_columns(kind: Kind) -> u16 {
    match kind {
        Kind::Line | Kind::Text => 30,
        Kind::Links(_) | Kind::Choices(_) | Kind::Scores | Kind::Marks | Kind::Versions => 22,
        Kind::Link(_) | Kind::Choice(_) => 18,
        Kind::Date => 16,
        Kind::Whole | Kind::Decimal | Kind::Time | Kind::Flag => 12,
    }
}

fn labels(scene: &Scene<'_>, section: Section, columns: &[TableColumn], painter: &mut Painter<'_>, line: Rect) {
    let mut x = line.x + SIGNS;
    for column in columns {
        let field = &section.kind().fields[column.field];
        let label = scene.context.words.field(section.kind(), field.name);
        if is_number(field.kind) {
            painter.put_right(x + column.columns, line.y, column.columns, label, painter.styles.muted);
        } else {
            painter.put(x, line.y, column.columns, label, painter.styles.muted);
        }
        x += column.columns + 2;
    }
}

fn is_number(kind: Kind) -> bool {
    matches!(kind, Kind::Whole | Kind::Decimal)
}

/// The sign of how far a record is, in front of it.
fn state_sign(section: Section, record: &dyn Record, painter: &mut Painter<'_>, line: Rect) {
    if let Some((field, choices)) = section.kind().state() {
        let state = match record.value(field) {
            Value::Choice(word) => choices.state_of(word),
            _ => AnswerState::Open,
        };
        let style = symbol::style(state, painter.styles);
        painter.put(line.x + 2, line.y, 1, symbol::of_state(state), style);
    }
}

fn row(
    scene: &Scene<'_>,
    desk: &Desk,
    section: Section,
    record: &dyn Record,
    columns: &[TableColumn],
    painter: &mut Painter<'_>,
    line: Rect,
) {
    state_sign(section, record, painter, line);
    symbol::mark(desk.signals.weight_of(section, record.id()), painter, line.x + 1, line.y);
    if desk.is_marked(section, record.id()) {
        painter.put(line.x + 3, line.y, 1, "*", painter.styles.accent);
    }
    let mut x = line.x + SIGNS;
    for column in columns {
        let field = &section.kind().fields[column.field];
        let (text, style) = cell(scene, desk, section, record, column.field, painter);
        if is_number(field.kind) {
            painter.put_right(x + column.columns, line.y, column.columns, &text, style);
        } else if line.height > 1 && column.is_wrapped {
            painter.put_wrapped(Rect { x, width: column.columns, ..line }, &text, style);
        } else {
            let text = if is_several(field.kind) { in_whole(text, column.columns) } else { text };
            painter.put(x, line.y, column.columns, &text, style);
        }
        x += column.columns + 2;
    }
}

/// Whether a value of this kind holds several words or names, of which none is cut.
fn is_several(kind: Kind) -> bool {
    matches!(kind, Kind::Choices(_) | Kind::Links(_))
}

/// As many of these as have room, each of them whole, and how many more there are.
fn in_whole(text: String, columns: u16) -> String {
    if width(&text) <= columns {
        return text;
    }
    let all: Vec<&str> = text.split(", ").collect();
    let with = |count: usize| format!("{} +{}", all[..count].join(", "), all.len() - count);
    let fits = (1..all.len()).rev().map(with).find(|short| width(short) <= columns);
    fits.unwrap_or(text)
}

/// A subject is wrapped over no more rows than this.
const MOST_ROWS: u16 = 3;

/// How many rows of the screen a record takes in a column that is wrapped.
fn rows_of(sentences: &Sentences<'_>, section: Section, record: &dyn Record, column: &TableColumn, desk: &Desk) -> u16 {
    let text = sentences.value_text(section, column.field, &record.value(column.field), &desk.session);
    u16::try_from(wrap(&text, usize::from(column.columns)).len()).unwrap_or(MOST_ROWS).clamp(1, MOST_ROWS)
}

fn cell(
    scene: &Scene<'_>,
    desk: &Desk,
    section: Section,
    record: &dyn Record,
    number: usize,
    painter: &Painter<'_>,
) -> (String, Style) {
    let (words, plain) = (&scene.context.words.screen, painter.styles.text);
    let field = &section.kind().fields[number];
    let told = |value: &Value| scene.sentences().value_text(section, number, value, &desk.session);
    match record.value(number) {
        Value::Empty if field.means(Meaning::Needed) => {
            let text = if field.means(Meaning::Owner) {
                &words.no_owner
            } else if field.means(Meaning::Due) {
                &words.no_date_yet
            } else {
                &words.wanted
            };
            (format!("— {text}"), painter.styles.warn)
        }
        Value::Empty => (String::new(), plain),
        value if field.kind == Kind::Date && last_day_of(&value).is_some() => {
            let is_late = last_day_of(&value).is_some_and(|day| desk.signals.is_late(section, record.id(), day));
            let text = told(&value);
            if is_late { (format!("! {text}"), painter.styles.bad) } else { (text, plain) }
        }
        Value::AsTyped(text) => (format!("? {text}"), painter.styles.warn),
        value => (told(&value), plain),
    }
}

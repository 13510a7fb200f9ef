//! The checklist at a glance: its sections with their counts, its items with sign, number, short text, owner and date; and
//! at the bottom the first concrete follow-up activity, as large as can be.

use ratatui::layout::Rect;

use crate::domain::id::Id;
use crate::domain::question::{FIRST_ACTIVITY, Tally, state};
use crate::domain::records::meeting::{Answer, AnswerState};
use crate::domain::session::Section;
use crate::guide::Question;
use crate::i18n::dates;
use crate::tui::model::Desk;
use crate::tui::model::layout::{Viewport, air};

use super::paint::{Painter, rows, width};
use super::scene::Scene;
use super::symbol;

/// From so many columns between the margins on the board has two of its own.
const TWO_COLUMNS: u16 = 136;
/// A column of the board is no wider.
const WIDEST: u16 = 96;
/// The white between the two columns of the board.
const GAP: u16 = 4;

/// A row of the board.
enum BoardRow<'list> {
    /// A section, with its name and count.
    Heading(String, String),
    /// An item, by its number in the list.
    Item(usize, crate::guide::Asked<'list>),
}

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, list: &str, painter: &mut Painter<'_>, area: Rect) {
    let guide = &scene.context.guide;
    let Some(list) = guide.structure.list(list) else { return };
    let selected = desk.selected(guide);
    let asked = list.asked(&desk.session);
    let names = guide.list_text(&list.id);
    let mut lines = Vec::new();
    let mut at = 0;
    let mut total = Tally::default();
    for group in &list.groups {
        let items = &asked[at..(at + group.questions.len()).min(asked.len())];
        let tally: Tally = items
            .iter()
            .map(|item| state(&item.question.kind, desk.session.answer(&item.answer_id()), &desk.session))
            .collect();
        let name = names.and_then(|text| text.groups.get(&group.id)).map_or("", String::as_str);
        let count = format!("{}/{}", tally.settled(), tally.total());
        lines.push(BoardRow::Heading(format!("{} {name}", group.id), count));
        lines.extend(items.iter().enumerate().map(|(number, item)| BoardRow::Item(at + number, *item)));
        at += items.len();
        total.done += tally.settled();
        total.open += tally.total() - tally.settled();
    }
    if scene.model.is_presenting {
        // One section at a time, with white between its items.
        lines = section_of(lines, selected);
    }
    let first_activity = desk.session.answer(FIRST_ACTIVITY).map_or("", |answer| answer.text.0.as_str());
    let foot = if area.height >= 14 { 3 } else { 2 };
    let board = rows(area, 0, area.height - foot);
    let needed = asked.iter().map(|asked| item_columns(scene, desk, *asked)).max().unwrap_or(0);
    let half = half_of(&lines, needed, board);
    let used = match half {
        Some(half) => {
            let (left, right) = lines.split_at(half);
            let width = ((board.width - GAP) / 2).min(WIDEST);
            let beside = Rect { x: board.x + width + GAP, width, ..board };
            let used = draw_lines(scene, desk, left, selected, painter, Rect { width, ..board });
            used.max(draw_lines(scene, desk, right, selected, painter, beside))
        }
        // How far an item is stands near its text.
        None if scene.model.is_presenting && lines.len() * 2 <= usize::from(board.height) => {
            // As much white as a high window has.
            let each = board.height.saturating_sub(1) / u16::try_from(lines.len().max(1)).unwrap_or(u16::MAX);
            for (number, line) in lines.iter().enumerate() {
                let place = rows(board, u16::try_from(number).unwrap_or(0) * each.clamp(2, 4), 1);
                draw_lines(scene, desk, std::slice::from_ref(line), selected, painter, place);
            }
            board.height
        }
        None => draw_lines(scene, desk, &lines, selected, painter, Rect { width: board.width.min(WIDEST), ..board }),
    };
    if scene.model.is_presenting {
        // What comes after the section, or before the last one.
        let last = lines.iter().rev().find_map(|line| if let BoardRow::Item(at, _) = line { Some(*at) } else { None });
        let items = lines.iter().filter(|line| matches!(line, BoardRow::Item(..))).count();
        let end = last.map_or(0, |last| last + 1);
        let shown = Viewport { first: end - items, count: items, more: asked.len() - end };
        super::records::more(scene, shown, painter, board);
    }
    let words = &scene.context.words.screen;
    // Near the board, however high the window is.
    let bottom = rows(area, (used + 1).min(area.height - foot), foot);
    let widest = if half.is_some() { 2 * WIDEST + GAP } else { WIDEST };
    let bottom = Rect { width: bottom.width.min(widest), ..bottom };
    let count = words.of_checklist(total.done, total.total());
    painter.put_right(bottom.right(), bottom.y, bottom.width, &count, painter.styles.strong);
    painter.put(bottom.x, bottom.y, bottom.width.saturating_sub(24), &words.first_activity_label, painter.styles.muted);
    let text = if first_activity.is_empty() { words.first_activity_open.as_str() } else { first_activity };
    let style = if first_activity.is_empty() { painter.styles.warn } else { painter.styles.big };
    painter.put_wrapped(rows(bottom, 1, foot - 1), text, style);
}

/// The section in which the selected item is.
fn section_of(lines: Vec<BoardRow<'_>>, selected: usize) -> Vec<BoardRow<'_>> {
    let is_it = |line: &BoardRow<'_>| matches!(line, BoardRow::Item(number, _) if *number == selected);
    let at = lines.iter().position(is_it).unwrap_or(0);
    let is_heading = |line: &BoardRow<'_>| matches!(line, BoardRow::Heading(..));
    let first = lines[..=at].iter().rposition(is_heading).unwrap_or(0);
    let last = lines[at..].iter().position(is_heading).map_or(lines.len(), |more| at + more);
    lines.into_iter().skip(first).take(last - first).collect()
}

/// Where the second of two columns begins, if there is room for two in which nothing is left out: with the section that is nearest to the middle.
fn half_of(lines: &[BoardRow<'_>], needed: u16, area: Rect) -> Option<usize> {
    let headings = lines.iter().enumerate().filter(|(_, line)| matches!(line, BoardRow::Heading(..)));
    let half = headings.map(|(at, _)| at).filter(|at| *at > 0).min_by_key(|at| at.abs_diff(lines.len() / 2))?;
    let is_whole = half.max(lines.len() - half) <= usize::from(area.height);
    let has_room = area.width >= TWO_COLUMNS.max(2 * needed + GAP);
    (has_room && is_whole).then_some(half)
}

/// The part of the board on which the selected item is; a page begins with a section where that is possible. Where there
/// is room for it, white stands between all lines, or between the sections. Tells how many rows it took.
fn draw_lines(
    scene: &Scene<'_>,
    desk: &Desk,
    lines: &[BoardRow<'_>],
    selected: usize,
    painter: &mut Painter<'_>,
    area: Rect,
) -> u16 {
    let height = usize::from(area.height);
    let at =
        lines.iter().position(|line| matches!(line, BoardRow::Item(number, _) if *number == selected)).unwrap_or(0);
    let (mut first, mut last) = (0, page_end(lines, 0, height));
    while at >= last && last < lines.len() {
        first = last;
        last = page_end(lines, first, height);
    }
    if last == lines.len() {
        // The last page is full too.
        first = first.min(lines.len().saturating_sub(height.saturating_sub(1)));
    }
    let is_whole = first == 0 && last == lines.len();
    let is_heading = |line: &BoardRow<'_>| matches!(line, BoardRow::Heading(..));
    let each = if is_whole { 1 + air(&vec![1; lines.len()], area.height) } else { 1 };
    let headings = lines.iter().skip(1).filter(|line| is_heading(line)).count();
    let has_white = is_whole && each == 1 && lines.len() + headings <= height;
    let mut used = 0;
    for (row, line) in lines[first..last].iter().enumerate() {
        used += u16::from(has_white && row > 0 && is_heading(line));
        let line_area = rows(area, used, 1);
        used += each;
        match line {
            BoardRow::Heading(name, count) => {
                painter.put(line_area.x, line_area.y, line_area.width - 8, name, painter.styles.heading);
                painter.put_right(line_area.right(), line_area.y, 7, count, painter.styles.muted);
            }
            BoardRow::Item(number, asked) => {
                item(scene, desk, *asked, painter, line_area);
                if *number == selected {
                    painter.put(line_area.x, line_area.y, 1, "▸", painter.styles.accent);
                    painter.restyle(line_area, painter.styles.selected);
                }
            }
        }
    }
    let words = &scene.context.words.screen;
    let has_offer = desk.offer(scene.context).is_some()
        && lines.iter().any(|line| matches!(line, BoardRow::Item(number, _) if *number == selected));
    let y = area.y + if is_whole { used.min(area.height.saturating_sub(1)) } else { area.height.saturating_sub(1) };
    let below = Rect { x: area.x + 2, y, width: area.width.saturating_sub(2), height: 1 };
    if has_offer {
        painter.clear(below);
        super::detail::offered(scene, desk, painter, below);
    } else if last < lines.len() {
        let items = lines[last..].iter().filter(|line| matches!(line, BoardRow::Item(..))).count();
        let text = format!("▼ {}", words.more(items));
        painter.put(area.x + 2, y, area.width, &text, painter.styles.muted);
    } else if first > 0 {
        let items = lines[..first].iter().filter(|line| matches!(line, BoardRow::Item(..))).count();
        let text = format!("▲ {}", words.before(items));
        painter.put(area.x + 2, y, area.width, &text, painter.styles.muted);
    }
    if is_whole { (used + u16::from(has_offer)).min(area.height) } else { area.height }
}

/// Where the page that begins here ends: one row is kept for what comes after, and no section name stands alone.
fn page_end(lines: &[BoardRow<'_>], first: usize, height: usize) -> usize {
    if first == 0 && lines.len() <= height {
        return lines.len();
    }
    let mut end = (first + height.saturating_sub(1).max(1)).min(lines.len());
    while end > first + 1 && matches!(lines[end - 1], BoardRow::Heading(..)) {
        end -= 1;
    }
    end
}

fn item(scene: &Scene<'_>, desk: &Desk, asked: crate::guide::Asked<'_>, painter: &mut Painter<'_>, line: Rect) {
    let answer = desk.session.answer(&asked.answer_id());
    let how_far = state(&asked.question.kind, answer, &desk.session);
    let style = symbol::style(how_far, painter.styles);
    painter.put(line.x + 2, line.y, 1, symbol::of_state(how_far), style);
    if !scene.model.is_presenting {
        let asked_of = desk.signals.weight_of(Section::Answers, &Id::new(asked.answer_id()));
        symbol::mark(asked_of, painter, line.x + 1, line.y);
    }
    if desk.is_marked(Section::Answers, &Id::new(asked.answer_id())) {
        painter.put(line.x + 3, line.y, 1, "*", painter.styles.accent);
    }
    painter.put(line.x + 4, line.y, 4, asked.question.number(), painter.styles.muted);
    let short = short(scene, asked);
    let room = line.width - NUMBER;
    let used = painter.put(line.x + NUMBER, line.y, room, short, painter.styles.text);
    let left = room.saturating_sub(used + 2);
    let all = beside(scene, desk, asked);
    // Where there is no room for all, the state stays longest.
    // Before a date or a name goes, the family name does.
    let owner = answer.and_then(|answer| desk.session.person_name(answer.owner.target.as_ref()?));
    let first_name = owner.and_then(|owner| owner.split(' ').next());
    let by_first_name = first_name.map(|name| std::iter::once(name).chain(all[1..].iter().map(String::as_str)));
    let by_first_name = by_first_name.map(|parts| parts.collect::<Vec<_>>().join(" · "));
    let candidates = std::iter::once(all.join(" · ")).chain(by_first_name);
    let mut candidates = candidates.chain((1..all.len()).map(|from| all[from..].join(" · ")));
    let fitting = candidates.find(|text| width(text) <= left);
    // Where not even that has room, what was chosen, without what is said about it.
    let briefly = || all.last().map(|last| last.split(',').next().unwrap_or(last).to_owned());
    let told = fitting.or_else(briefly).unwrap_or_default();
    painter.put_right(line.right(), line.y, left, &told, painter.styles.muted);
}

/// Columns for the sign and the number of an item.
const NUMBER: u16 = 8;

/// An item in a few words.
fn short<'scene>(scene: &'scene Scene<'_>, asked: crate::guide::Asked<'_>) -> &'scene str {
    scene.context.guide.question_text(&asked.question.id).map_or("", |text| text.short.as_str())
}

/// What is told behind an item: who takes care of it, by when, since when, and how far it is.
fn beside(scene: &Scene<'_>, desk: &Desk, asked: crate::guide::Asked<'_>) -> Vec<String> {
    let answer = desk.session.answer(&asked.answer_id());
    let how_far = state(&asked.question.kind, answer, &desk.session);
    let owner =
        answer.and_then(|answer| answer.owner.target.as_ref()).and_then(|owner| desk.session.person_name(owner));
    let date = answer.and_then(|answer| answer.date.known());
    let date = date.map(|date| dates::short_date(date, scene.model.today, &scene.context.words));
    let since = answer.and_then(|answer| since(scene, asked.question, answer, how_far));
    let word = super::questions::state_word(scene, &asked.question.kind, answer, how_far);
    owner.map(str::to_owned).into_iter().chain(date).chain(since).chain([word]).collect()
}

/// How many columns an item takes with all that is told behind it.
fn item_columns(scene: &Scene<'_>, desk: &Desk, asked: crate::guide::Asked<'_>) -> u16 {
    NUMBER + width(short(scene, asked)) + 2 + width(&beside(scene, desk, asked).join(" · "))
}

/// That an answer is of an earlier round, or that it is asked anew in this one.
fn since(scene: &Scene<'_>, question: &Question, answer: &Answer, how_far: AnswerState) -> Option<String> {
    let words = &scene.context.words.rounds;
    if let Some(round) = answer.of_round.known() {
        return Some(words.from_round(round));
    }
    let is_asked_anew = question.anew && !answer.carried.is_empty() && how_far == AnswerState::Open;
    is_asked_anew.then(|| words.asked_anew.clone())
}

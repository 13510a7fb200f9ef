//! The cycle: the six steps as a ring around the neighbourhood's name and motto, and under it what is missing by name and
//! what comes next. The opening and the closing picture of the meeting.

use ratatui::layout::Rect;

use crate::domain::carried::came_along;
use crate::domain::question::FIRST_ACTIVITY;
use crate::domain::records::meeting::{HealthDefinition, Meeting, Settlement};
use crate::domain::session::Section;
use crate::domain::signals::Signal;
use crate::domain::value::ChoiceSet;
use crate::i18n::dates;
use crate::overview::planned;
use crate::telling::shorten::shorten;
use crate::telling::signals::{SignalLine, named_after};
use crate::tui::model::Desk;
use crate::tui::model::field::wrap;
use crate::tui::model::layout::{air, page, picture_beside};
use crate::tui::model::panel::CHECKLIST_STEP;

use super::paint::{Painter, rows, width};
use super::records::more;
use super::scene::Scene;
use super::sums::filled_of;
use super::{part_of, symbol};

/// The steps of the ring: from left to right above, from right to left below, and the checklist behind them.
const ABOVE: [usize; 3] = [1, 2, 3];
const BELOW: [usize; 3] = [6, 5, 4];

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) {
    let is_on_wall = scene.model.is_presenting;
    let is_roomy = area.height >= if is_on_wall { 14 } else { 19 };
    // Where what is asked stands whole at the right, the ring has the left for itself.
    if let Some((left, right)) = picture_beside(area.width, area.height)
        && !is_on_wall
        && asked_columns(scene, desk) <= right.columns
    {
        let (left, right) = (part_of(area, left), part_of(area, right));
        let ring = rows(left, 0, ring_rows(area));
        draw_ring(scene, desk, painter, ring, true);
        told(scene, desk, painter, rows(left, ring.height + 2, left.height));
        asked(scene, desk, painter, right);
        return;
    }
    let ring = rows(area, 0, if is_roomy { ring_rows(area) } else { 6 });
    draw_ring(scene, desk, painter, ring, is_roomy);
    let below = rows(area, ring.height + u16::from(is_roomy), area.height);
    if desk.signal(&scene.context.guide).is_some() {
        return asked(scene, desk, painter, if is_on_wall { rows(below, 0, ON_WALL) } else { below });
    }
    let used = told(scene, desk, painter, below);
    // The wall shows where the session is; what is asked of it comes when the cursor goes there.
    if !is_on_wall {
        asked(scene, desk, painter, rows(below, used, below.height));
    }
}

/// How many rows the ring takes: more of a high window, which would be empty below.
fn ring_rows(area: Rect) -> u16 {
    const HIGH: u16 = 40;
    (area.height / if area.height > HIGH { 2 } else { 3 }).max(8)
}

/// Rows for what is asked on the wall: one thing, and what would settle it.
const ON_WALL: u16 = 3;
/// More sentences than this are not made to know how much room they want.
const MOST_READ: usize = 200;

/// How many columns the longest of what is asked takes, of as much as anybody reads.
fn asked_columns(scene: &Scene<'_>, desk: &Desk) -> u16 {
    let told = |signal: &Signal| {
        let told = scene.sentences().signal(signal, &desk.session);
        width(&scene.context.words.signals.line(&told.subject, &told.told)) + 2
    };
    desk.signals.in_the_room().take(MOST_READ).map(told).max().unwrap_or(0)
}

fn draw_ring(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect, is_roomy: bool) {
    let names = scene.step_names();
    let third = area.width / 3;
    let bottom = area.height - 2;
    for (at, (above, below)) in ABOVE.into_iter().zip(BELOW).enumerate() {
        let x = area.x + third * u16::try_from(at).unwrap_or(0);
        node(scene, desk, painter, Rect { x, width: third, ..rows(area, 0, 2) }, above, &names[above - 1]);
        node(scene, desk, painter, Rect { x, width: third, ..rows(area, bottom, 2) }, below, &names[below - 1]);
        if at < 2 {
            painter.put(x + third - 1, area.y, 1, "→", painter.styles.border);
            painter.put(x + third - 1, area.y + bottom, 1, "←", painter.styles.border);
        }
    }
    let middle = bottom / 2;
    painter.put(area.x + third / 2, area.y + middle, 1, "↑", painter.styles.border);
    painter.put(area.x + third * 2 + third / 2, area.y + middle, 1, "↓", painter.styles.border);
    let centre = Rect { x: area.x + third / 2 + 2, width: (third * 2).saturating_sub(4), ..area };
    let meeting = desk.session.the_meeting();
    painter.put_centred(centre, area.y + middle, &named(scene, desk), painter.styles.big);
    let motto = if meeting.motto.is_empty() { String::new() } else { format!("‘{}’", &*meeting.motto) };
    painter.put_centred(centre, area.y + middle + 1, &motto, painter.styles.accent);
    if is_roomy && !scene.model.is_presenting {
        // In words of their own it may be long: as many rows as there are above the steps below.
        let health = health(scene, desk);
        let room = bottom.saturating_sub(middle + 2);
        let lines = wrap(&health, usize::from(centre.width.saturating_sub(2)));
        let is_cut = lines.len() > usize::from(room);
        for (row, line) in (0..room).zip(lines) {
            let end = if is_cut && row + 1 == room { " …" } else { "" };
            let line = format!("{}{end}", health[line].trim_end());
            painter.put_centred(centre, area.y + middle + 2 + row, &line, painter.styles.muted);
        }
    }
}

/// The name of the place; that it is no district of a town is said before it (M108).
fn named(scene: &Scene<'_>, desk: &Desk) -> String {
    let words = &scene.context.words;
    let neighbourhood = desk.session.the_neighbourhood();
    match neighbourhood.kind {
        _ if neighbourhood.name.is_empty() => words.screen.no_name.clone(),
        None | Some(Settlement::District) => neighbourhood.name.0.clone(),
        Some(kind) => format!("{} {}", words.choice(Settlement::KIND_REF.name, kind.word()), &*neighbourhood.name),
    }
}

/// What health is here, in the neighbourhood's own words or after the description that was chosen (M76).
fn health(scene: &Scene<'_>, desk: &Desk) -> String {
    let meeting = desk.session.the_meeting();
    let own = meeting.health_words.lines().next().unwrap_or_default();
    let chosen = meeting
        .definition
        .map(|chosen| scene.context.words.choice(HealthDefinition::KIND_REF.name, chosen.word()).to_owned());
    let said = Some(own.to_owned()).filter(|own| !own.is_empty()).or(chosen);
    let label = || {
        let kind = Section::Meeting.kind();
        scene.context.words.field(kind, kind.fields[Meeting::definition].name)
    };
    said.map(|said| format!("{}: {said}", label())).unwrap_or_default()
}

/// Columns around what is told of a step, its sign among them.
const ROOM_AROUND: u16 = 6;

fn node(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect, number: usize, name: &str) {
    let progress = desk.progress.step(number);
    let is_selected = desk.selected(&scene.context.guide) + 1 == number;
    let style = if is_selected { painter.styles.selected } else { painter.styles.strong };
    painter.put_centred(area, area.y, &format!(" {name} "), style);
    let (sign, style) = (symbol::of_state(progress.state()), symbol::style(progress.state(), painter.styles));
    let told = filled_of(scene, progress.filled, progress.parts);
    // Where the steps stand close together the number alone: white between them is worth more.
    let has_room = width(&told) + ROOM_AROUND <= area.width;
    let counts = if has_room { told } else { scene.context.words.screen.of(progress.filled, progress.parts) };
    painter.put_centred(area, area.y + 1, &format!("{sign} {counts}"), style);
}

/// What the step under the cursor is for, what comes first after the session, and what came along; tells how many rows
/// that took.
fn told(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) -> u16 {
    let words = &scene.context.words.screen;
    let selected = desk.selected(&scene.context.guide) + 1;
    let mut y = area.y;
    let line = |y: u16| Rect { y, height: area.bottom().saturating_sub(y), ..area };
    if selected > CHECKLIST_STEP {
        // The cursor is at what is asked.
        y += 1;
    } else if selected == CHECKLIST_STEP || !scene.model.is_presenting {
        let text = scene.context.guide.step_text(selected);
        let purpose = format!("{selected} {}: {}", text.name, text.purpose);
        y += painter.put_wrapped(rows(line(y), 0, 2), &purpose, painter.styles.text);
        if selected == CHECKLIST_STEP {
            // The checklist stands behind the ring: its name here is what is under the cursor.
            painter.put(area.x, area.y, area.width, &format!("{selected} {}", text.name), painter.styles.selected);
        }
    }
    // White between them where there is room for it.
    let gap = u16::from(area.height > 12);
    y += gap;
    let first = desk.session.answer(FIRST_ACTIVITY).map(|answer| answer.text.0.clone()).filter(|text| !text.is_empty());
    if let Some(first) = first.filter(|_| y < area.bottom()) {
        let label = words.first_activity(&first);
        let most = if gap > 0 { 4 } else { 2 };
        y += painter.put_wrapped(rows(line(y), 0, most), &format!("★ {label}"), painter.styles.strong) + gap;
    }
    if let Some(date) = next_date(scene, desk).filter(|_| y < area.bottom()) {
        painter.put(area.x, y, area.width, &format!("→ {}", words.next_date(&date)), painter.styles.text);
        y += 1 + gap;
    }
    let along = came_along(&desk.session).len();
    if along > 0 && y < area.bottom() && !scene.model.is_presenting {
        let rounds = &scene.context.words.rounds;
        let left = desk.undecided(&scene.context.guide);
        let count = scene.context.words.count(along);
        let text = if left > 0 {
            format!("○ {}", scene.with_keys(&rounds.points_came_along(count, left)))
        } else {
            format!("✓ {}", rounds.points_were_decided(count))
        };
        let style = if left > 0 { painter.styles.strong } else { painter.styles.text };
        painter.put(area.x, y, area.width, &text, style);
        y += 1 + gap;
    }
    y.saturating_sub(area.y)
}

/// The title of what a signal is about is cut no shorter than this.
const SHORTEST_SUBJECT: usize = 14;

/// What the session asks, by name, the most pressing first; the cursor goes down into it.
fn asked(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) {
    let words = &scene.context.words.screen;
    let mut area = area;
    let conflicts = desk.session.conflicts.len();
    if conflicts > 0 && area.height > 0 {
        let text = scene.with_keys(&words.open_conflicts(scene.context.words.count(conflicts)));
        painter.put(area.x, area.y, area.width, &format!("! {text}"), painter.styles.bad);
        area = rows(area, 1, area.height);
    }
    let signals: Vec<&Signal> = desk.signals.in_the_room().collect();
    let selected = desk.signal(&scene.context.guide).and_then(|at| signals.iter().position(|signal| *signal == at));
    // What would settle the one under the cursor stands below the list, with what is offered for it.
    let offer_rows = super::detail::offered_text(scene, desk).map_or(0, |text| rows_of(&text, area.width).min(2));
    let remedy_rows = match selected {
        None => 0,
        Some(_) if scene.model.is_presenting => 2,
        Some(at) => {
            let told = scene.sentences().signal(signals[at], &desk.session);
            let text = below_text(
                scene,
                &told,
                width(&scene.context.words.signals.line(&told.subject, &told.told)) + 2 <= area.width,
            );
            (rows_of(&text, area.width) + offer_rows).clamp(REMEDY_ROWS, (area.height / 2).max(REMEDY_ROWS))
        }
    };
    let remedy_rows = remedy_rows.min(area.height.saturating_sub(1));
    let list = Rect { height: area.height - remedy_rows, ..area };
    if list.height == 0 {
        return;
    }
    // Where they do not fit, the last row says how many more there are.
    let room = usize::from(list.height);
    // On the wall the one under the cursor stands alone.
    let has_more = signals.len() > room && !scene.model.is_presenting;
    let shown = page(selected.unwrap_or(0), signals.len(), if has_more { room - 1 } else { room });
    let lines: Vec<(&Signal, SignalLine)> = signals
        .iter()
        .skip(shown.first)
        .take(shown.count)
        .map(|signal| (*signal, scene.sentences().signal(signal, &desk.session)))
        .collect();
    let lines_area = Rect { height: list.height - u16::from(has_more), ..list };
    let is_whole = draw_asked(scene, &lines, selected.map(|at| at - shown.first), painter, lines_area);
    if !scene.model.is_presenting {
        more(scene, shown, painter, list);
    }
    if let Some(signal) = selected.and_then(|at| signals.get(at)) {
        let below = rows(area, list.height, remedy_rows);
        let offer_rows = offer_rows.min(below.height.saturating_sub(1));
        super::detail::offered(scene, desk, painter, rows(below, below.height - offer_rows, offer_rows));
        let text = below_text(scene, &scene.sentences().signal(signal, &desk.session), is_whole);
        painter.put_wrapped(rows(below, 0, below.height - offer_rows), &text, painter.styles.muted);
    }
}

/// What would settle it takes so many rows at least, so that the list above does not move with each step of the cursor.
const REMEDY_ROWS: u16 = 3;

/// What would settle it, behind what is asked where that was cut above.
fn below_text(scene: &Scene<'_>, told: &SignalLine, is_whole: bool) -> String {
    let SignalLine { subject, told, remedy } = told;
    let line = if is_whole { String::new() } else { scene.context.words.signals.line(subject, told) + " " };
    format!("{line}› {remedy}")
}

/// How many rows of so many columns a text takes.
fn rows_of(text: &str, columns: u16) -> u16 {
    u16::try_from(wrap(text, usize::from(columns)).len()).unwrap_or(u16::MAX)
}

/// What is asked: whole where there is room for that, else in one row. Tells whether the one under the cursor is whole.
fn draw_asked(
    scene: &Scene<'_>,
    lines: &[(&Signal, SignalLine)],
    selected: Option<usize>,
    painter: &mut Painter<'_>,
    area: Rect,
) -> bool {
    let names = &scene.context.words.signals;
    let columns = usize::from(area.width.saturating_sub(2));
    let whole: Vec<usize> =
        lines.iter().map(|(_, line)| wrap(&names.line(&line.subject, &line.told), columns).len()).collect();
    // Each has a row; what is left goes to those that need more, from the first on.
    let mut spare = usize::from(area.height).saturating_sub(lines.len());
    let heights: Vec<u16> = whole
        .iter()
        .map(|needed| {
            let more = needed.saturating_sub(1);
            let given = if more <= spare { more } else { 0 };
            spare -= given;
            u16::try_from(1 + given).unwrap_or(u16::MAX)
        })
        .collect();
    let air = air(&heights, area.height);
    let (mut top, mut is_whole) = (0, true);
    for (number, ((signal, line), (height, needed))) in lines.iter().zip(heights.into_iter().zip(whole)).enumerate() {
        let row = rows(area, top, height);
        let (sign, style) = symbol::of_weight(signal.rule.weight, painter.styles);
        painter.put(row.x, row.y, 1, sign, style);
        let beside = Rect { x: row.x + 2, width: row.width.saturating_sub(2), ..row };
        if usize::from(height) == needed {
            painter.put_wrapped(beside, &names.line(&line.subject, &line.told), painter.styles.text);
        } else {
            // What is asked stays whole; a long title gives way.
            let others = width(&names.line(&line.subject, &line.told)).saturating_sub(width(&line.subject));
            let left = columns.saturating_sub(usize::from(others));
            // Of a question its number says which it is.
            let answer = named_after(signal).filter(|_| signal.section == Section::Answers);
            let subject = match answer.and_then(|answer| scene.context.guide.question_number(answer.as_str())) {
                Some(number) => number.to_owned(),
                None => shorten(&line.subject, left.max(SHORTEST_SUBJECT)),
            };
            let text = names.line(&subject, &line.told);
            let is_cut = subject != line.subject || usize::from(width(&text)) > columns;
            is_whole &= selected != Some(number) || !is_cut;
            painter.put(beside.x, beside.y, beside.width, &text, painter.styles.text);
        }
        if selected == Some(number) {
            painter.restyle(row, painter.styles.selected);
        }
        top += height + air;
    }
    is_whole
}

/// The next day on which something is planned: meetings, and the dates of the checklist.
fn next_date(scene: &Scene<'_>, desk: &Desk) -> Option<String> {
    let next = planned(&desk.session).into_iter().find(|date| *date >= scene.model.today)?;
    Some(dates::long_date(next, &scene.context.words))
}

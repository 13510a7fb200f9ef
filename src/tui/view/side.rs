//! What the facilitator reads beside the wall: the question now and the next, the minutes left, the own notes, what was
//! parked and what the session asks. Nothing here can be changed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::clock::Clock;
use crate::domain::question::state;
use crate::domain::records::meeting::{AnswerState, OpenState, StepName};
use crate::domain::value::ChoiceSet;
use crate::guide::leading::ITEM;
use crate::guide::{Content, Guide};
use crate::i18n::dates;
use crate::telling::personal::veiled;
use crate::tui::keymap::{Action, Chord, Key};
use crate::tui::model::layout::{LONGEST_LINE, Size};
use crate::tui::model::{Context, Desk, Model};
use crate::tui::theme::Styles;

use super::paint::{Painter, rows};
use super::scene::Scene;
use super::symbol;

/// From so many columns on there are two of them.
const TWO_COLUMNS: u16 = 100;
/// In one column there is room for how the evening is led from so many rows on: own notes and what is parked come first.
const TALL: u16 = 32;

/// Draws what belongs beside the wall, of the session that is open in the model.
pub fn render_side(model: &Model, context: &Context, styles: &Styles, buffer: &mut Buffer) {
    let area = buffer.area;
    let mut painter = Painter::new(buffer, styles);
    painter.clear(area);
    let scene = Scene::new(model, context);
    let Some(desk) = model.desk() else { return };
    let size = Size { columns: area.width, rows: area.height };
    let words = &context.words.side;
    let inside = Rect { x: size.margin(), width: size.inner(), ..area };
    let name = &desk.session.the_neighbourhood().name;
    let name = if name.is_empty() { &context.words.screen.no_name } else { &name.0 };
    let title = veiled(format!("{name} · {}", words.title), &context.words.outgoing);
    painter.put(inside.x, 0, inside.width, &title, painter.styles.strong);
    painter.put_right(inside.right(), 0, 8, &dates::time_text(model.now), painter.styles.big);
    let body = Rect { y: 2, height: area.height.saturating_sub(3), ..inside };
    if body.width >= TWO_COLUMNS - 4 {
        let half = (body.width - 3) / 2;
        let left = Rect { width: half.min(LONGEST_LINE), ..body };
        let right = Rect { x: body.x + half + 3, width: half.min(LONGEST_LINE), ..body };
        let mut used = now_and_next(&scene, desk, &mut painter, left);
        used += leading(&scene, desk, &mut painter, rows(left, used, left.height));
        notes(&scene, desk, &mut painter, rows(left, used, left.height));
        let used = parked(&scene, desk, &mut painter, right);
        asked(&scene, desk, &mut painter, rows(right, used, right.height));
    } else {
        let mut used = now_and_next(&scene, desk, &mut painter, body);
        if body.height >= TALL {
            let half = rows(body, used, body.height.saturating_sub(used) / 2);
            used += leading(&scene, desk, &mut painter, half);
        }
        let third = rows(body, used, body.height.saturating_sub(used) / 2);
        used += notes(&scene, desk, &mut painter, third);
        used += parked(&scene, desk, &mut painter, rows(body, used, (body.height.saturating_sub(used) / 2).max(3)));
        asked(&scene, desk, &mut painter, rows(body, used, body.height));
    }
    let leave = format!("{} {}", Chord::plain(Key::Esc).name(&context.words), Action::Back.words(&context.words));
    let text = format!("{leave}  {}", words.keys);
    painter.put(inside.x, area.height.saturating_sub(1), inside.width, &text, painter.styles.muted);
}

/// The block that goes on with what is left of it, the next, and the first two questions of its step that are open.
fn now_and_next(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) -> u16 {
    let words = &scene.context.words;
    let clock = Clock::at(&desk.session, scene.model.now_of_session());
    let mut lines: Vec<(&str, String)> = Vec::new();
    if let Some((at, now)) = clock.current.and_then(|at| Some((at, desk.session.agenda.get(at)?))) {
        let from = clock.blocks.get(at).and_then(|timing| timing.from);
        let gone = clock.now.zip(from).map(|(now, from)| now.saturating_sub(from));
        let length = now.minutes.known().unwrap_or(0);
        let left = match gone {
            Some(gone) if gone > length => words.screen.minutes_too_long(gone - length),
            Some(gone) => words.screen.minutes_left(length - gone),
            None => words.screen.minutes(length),
        };
        lines.push((&words.side.now, format!("{} · {left}", &*now.what)));
    }
    if let Some(next) = desk.session.agenda.get(clock.current.map_or(0, |at| at + 1)) {
        lines.push((&words.side.next, next.what.0.clone()));
    }
    let step = step_of_now(scene, desk);
    let labels = [words.side.question_now.as_str(), &words.side.question_next];
    lines.extend(labels.into_iter().zip(open_questions(&scene.context.guide, desk, step)));
    let mut used = 0;
    for (label, text) in lines {
        let place = rows(area, used, 1);
        painter.put(place.x, place.y, place.width, label, painter.styles.muted);
        used += 1;
        let text = veiled(text, &words.outgoing);
        used += painter.put_wrapped(rows(area, used, 3), &text, painter.styles.strong) + 1;
    }
    used
}

/// The number of the step of the block that goes on.
fn step_of_now(scene: &Scene<'_>, desk: &Desk) -> Option<usize> {
    let clock = Clock::at(&desk.session, scene.model.now_of_session());
    let step = clock.current.and_then(|at| desk.session.agenda.get(at)?.step)?;
    StepName::ALL.iter().position(|known| *known == step).map(|at| at + 1)
}

/// How the step is led that goes on; the welcome, where none does yet.
fn leading(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) -> u16 {
    let guide = &scene.context.guide;
    let Some(part) = guide.leading_of(step_of_now(scene, desk).unwrap_or(0), None) else { return 0 };
    let texts = guide.leading();
    let lines = texts.lines(part).into_iter().map(|line| match line.strip_prefix(ITEM) {
        Some(item) => ("–", item.to_owned()),
        None => ("", line),
    });
    section(scene, painter, area, &format!("{}: {}", texts.here, part.title), lines)
}

/// The questions that are open, of this step or of all.
fn open_questions(guide: &Guide, desk: &Desk, step: Option<usize>) -> Vec<String> {
    let steps = guide.structure.steps.iter().enumerate().filter(|(at, _)| step.is_none_or(|step| step == *at));
    let lists = steps.flat_map(|(_, step)| &step.panels).filter_map(|panel| match panel.view.content() {
        Content::Answers(list) => guide.structure.list(list),
        _ => None,
    });
    let asked = lists.flat_map(|list| list.asked(&desk.session));
    let is_open = |kind, answer: &str| state(kind, desk.session.answer(answer), &desk.session) == AnswerState::Open;
    asked
        .filter(|asked| is_open(&asked.question.kind, &asked.answer_id()))
        .filter_map(|asked| guide.question_text(&asked.question.id).map(|text| text.text.clone()))
        .collect()
}

/// What only the facilitator reads.
fn notes(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) -> u16 {
    let words = &scene.context.words.side;
    let notes = desk.session.the_meeting().private_notes.0.as_str();
    let text = if notes.is_empty() { &words.no_notes } else { notes };
    section(scene, painter, area, &words.own_notes, [("", text.to_owned())])
}

fn parked(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) -> u16 {
    let words = &scene.context.words.side;
    let is_open = |state: Option<OpenState>| !matches!(state, Some(OpenState::Done | OpenState::Dropped));
    let open: Vec<String> =
        desk.session.parked.iter().filter(|remark| is_open(remark.state)).map(|remark| remark.text.0.clone()).collect();
    let heading = words.parked(open.len());
    section(scene, painter, area, &heading, open.into_iter().rev().map(|text| ("–", text)))
}

fn asked(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) -> u16 {
    let told = desk.signals.in_the_room().map(|signal| {
        let (sign, _) = symbol::of_weight(signal.rule.weight, painter.styles);
        let told = scene.sentences().signal(signal, &desk.session);
        (sign, scene.context.words.signals.line(&told.subject, &told.told))
    });
    let told: Vec<(&str, String)> = told.collect();
    section(scene, painter, area, &scene.context.words.side.asks, told)
}

/// A heading and lines with a sign before each; tells how many rows they took, with an empty one behind them.
fn section<'sign>(
    scene: &Scene<'_>,
    painter: &mut Painter<'_>,
    area: Rect,
    heading: &str,
    lines: impl IntoIterator<Item = (&'sign str, String)>,
) -> u16 {
    let place = rows(area, 0, 1);
    let mut lines = lines.into_iter().peekable();
    // A heading without what stands under it tells nothing.
    if area.height < if lines.peek().is_some() { 2 } else { 1 } {
        return 0;
    }
    painter.put(place.x, place.y, place.width, heading, painter.styles.heading);
    let mut used = 1;
    for (sign, text) in lines {
        let place = rows(area, used, area.height);
        if place.height == 0 {
            break;
        }
        painter.put(place.x, place.y, 1, sign, painter.styles.warn);
        let indent = if sign.is_empty() { 0 } else { 2 };
        let text = veiled(text, &scene.context.words.outgoing);
        let text_area = Rect { x: place.x + indent, width: place.width.saturating_sub(indent), ..place };
        used += painter.put_wrapped(text_area, &text, painter.styles.text).max(1);
    }
    used + 1
}

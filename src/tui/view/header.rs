//! The rows above the panel: whose session it is and whether it is saved, the steps with their states, the panels of the
//! step. Narrow screens shorten names and never leave a step out.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::domain::problem::Trouble;
use crate::guide::progress::step;
use crate::i18n::{dates, fill};
use crate::tui::model::layout::Size;
use crate::tui::model::{Desk, Saving};

use super::paint::{Painter, width};
use super::scene::Scene;
use super::symbol;

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, size: Size) {
    let area = Rect { x: size.margin(), y: 0, width: size.inner(), height: size.rows };
    title(scene, desk, painter, area);
    steps(scene, desk, painter, area);
    tabs(scene, desk, painter, area);
}

fn title(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) {
    let words = &scene.context.words.screen;
    let (saving, style) = match desk.saving {
        Saving::Saved => (format!("● {}", words.saved), painter.styles.muted),
        Saving::Underway => (format!("◌ {}", words.saving), painter.styles.muted),
        Saving::Failed(trouble) => (format!("! {}", saving_failed(scene, trouble)), painter.styles.bad),
        Saving::ChangedOnDisk => (format!("! {}", words.changed_short), painter.styles.bad),
    };
    let taken = width(&saving);
    painter.put_right(area.right(), 0, area.width, &saving, style);
    let room = area.width.saturating_sub(taken + 2);
    let neighbourhood = desk.session.the_neighbourhood();
    let name = if neighbourhood.name.is_empty() { words.no_name.as_str() } else { &neighbourhood.name };
    let round = fill(&words.round, &[("round", &desk.session.round().to_string())]);
    let date = desk.session.the_meeting().date.known();
    let long = date.map(|date| dates::long_date(date, &scene.context.words));
    let short = date.map(|date| dates::short_date(date, scene.model.today, &scene.context.words));
    let is_here = desk.step == crate::tui::model::panel::SESSION_STEP;
    let style = if is_here { painter.styles.step_active } else { painter.styles.strong };
    let used = painter.put(area.x, 0, room, &format!("0 {name}"), style);
    let left = room.saturating_sub(used);
    let rest = |date: Option<String>| -> String {
        [Some(round.clone()), date].into_iter().flatten().fold(String::new(), |rest, part| rest + " · " + &part)
    };
    let rest = [rest(long), rest(short), rest(None)].into_iter().find(|rest| width(rest) <= left).unwrap_or_default();
    painter.put(area.x + used, 0, left, &rest, painter.styles.muted);
}

fn saving_failed<'scene>(scene: &Scene<'scene>, trouble: Trouble) -> &'scene str {
    let words = &scene.context.words.screen;
    match trouble {
        Trouble::Full => &words.disk_full,
        _ => &words.not_saved,
    }
}

/// The steps side by side, the state of each below its name.
fn steps(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) {
    let guide = &scene.context.guide;
    let numbers: Vec<usize> = (1..guide.structure.steps.len()).collect();
    let short = |number: usize| format!("{number} {}", guide.step_text(number).short);
    let tiny = |number: usize| format!("{number} {}", guide.step_text(number).tiny);
    let all_short: Vec<String> = numbers.iter().map(|number| short(*number)).collect();
    let gaps = numbers.len() - 1;
    let fits =
        |names: &[String]| names.iter().map(|name| name.width()).sum::<usize>() + gaps <= usize::from(area.width);
    let mixed =
        || numbers.iter().map(|&number| if number == desk.step { short(number) } else { tiny(number) }).collect();
    let names: Vec<String> = if fits(&all_short) { all_short } else { mixed() };
    let states: Vec<_> = numbers
        .iter()
        .map(|&number| {
            let progress = step(&guide.structure, &guide.structure.steps[number], &desk.session);
            (progress.state(), format!("{} {}/{}", symbol::of_state(progress.state()), progress.filled, progress.parts))
        })
        .collect();
    let columns: Vec<u16> = names.iter().zip(&states).map(|(name, (_, state))| width(name).max(width(state))).collect();
    let taken: u16 = columns.iter().sum();
    let spare = area.width.saturating_sub(taken);
    let gap = (spare / u16::try_from(gaps).unwrap_or(1)).clamp(1, 4);
    let mut x = area.x;
    for (at, name) in names.iter().enumerate() {
        let is_here = desk.step == numbers[at];
        let style = if is_here { painter.styles.step_active } else { painter.styles.step };
        let (state, text) = &states[at];
        painter.put(x, 1, columns[at], name, style);
        let style = symbol::style(*state, painter.styles);
        painter.put(x, 2, columns[at], text, style);
        x += columns[at] + gap;
    }
}

/// The panels of the step; those that do not fit wait behind an arrow that says how many.
fn tabs(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) {
    let guide = &scene.context.guide;
    let titles: Vec<&str> = desk.step(guide).panels.iter().map(|panel| guide.panel_title(&panel.id)).collect();
    let active = desk.panels[desk.step];
    let y = 3;
    let room = area.width.saturating_sub(10);
    let mut first = active;
    let mut last = active;
    let mut used = width(titles[active]);
    loop {
        let next = titles.get(last + 1).map(|title| width(title) + 2).filter(|more| used + more <= room);
        let before = first.checked_sub(1).map(|at| width(titles[at]) + 2);
        let before = before.filter(|more| used + more + next.unwrap_or(0) <= room);
        match (before, next) {
            (None, None) => break,
            (before, next) => {
                first -= usize::from(before.is_some());
                last += usize::from(next.is_some());
                used += before.unwrap_or(0) + next.unwrap_or(0);
            }
        }
    }
    let mut x = area.x;
    if first > 0 {
        x += painter.put(x, y, 6, &format!("‹ {first}  "), painter.styles.muted);
    }
    for (number, title) in titles.iter().enumerate().take(last + 1).skip(first) {
        let style = if number == active { painter.styles.tab_active } else { painter.styles.tab };
        x += painter.put(x, y, area.right().saturating_sub(x), title, style) + 2;
    }
    let hidden = titles.len() - 1 - last;
    if hidden > 0 {
        painter.put(x, y, 6, &format!("{hidden} ›"), painter.styles.muted);
    }
}

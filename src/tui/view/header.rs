//! The rows above the panel: whose session it is and whether it is saved, the steps with their states, the panels of the
//! step. Narrow screens shorten names and never leave a step out.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::domain::problem::Trouble;
use crate::guide::progress::StepProgress;
use crate::i18n::dates;
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
        _ if scene.model.is_rehearsal => (super::start::rehearsing(scene), painter.styles.warn),
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
    let round = words.round(desk.session.round());
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
    let used = used + painter.put(area.x + used, 0, left, &rest, painter.styles.muted);
    let asked = desk.signals.count(crate::tui::model::panel::SESSION_STEP);
    let asked = if asked > 0 { format!(" !{asked}") } else { String::new() };
    // Whole or not at all.
    if used + width(&asked) <= room {
        painter.put(area.x + used, 0, room, &asked, painter.styles.warn);
    }
}

fn saving_failed<'scene>(scene: &Scene<'scene>, trouble: Trouble) -> &'scene str {
    let words = &scene.context.words.screen;
    match trouble {
        Trouble::Full => &words.disk_full,
        _ => &words.not_saved,
    }
}

/// The steps side by side, each with its whole name where they fit, and the state of each below its name.
fn steps(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) {
    let guide = &scene.context.guide;
    let numbers: Vec<usize> = (1..guide.structure.steps.len()).collect();
    let gaps = u16::try_from(numbers.len() - 1).unwrap_or(1);
    let taken = |names: &[String]| names.iter().map(|name| width(name)).sum::<u16>() + gaps;
    let wider = Rect { x: area.x - 1, width: area.width + 2, ..area };
    // Which step is open changes no name: what is looked for by its name is called so on every panel.
    let names = &scene.step_names();
    let area = if taken(names) > area.width { wider } else { area };
    let progress: Vec<_> = numbers.iter().map(|&number| desk.progress.step(number)).collect();
    let more = |(name, text): (&String, &String)| width(text).saturating_sub(width(name));
    let over = area.width.saturating_sub(taken(names));
    let states_with = |between: &str, asked_of: &dyn Fn(usize) -> String| -> Vec<String> {
        let state = |(progress, number): (&StepProgress, &usize)| {
            let (sign, asked) = (symbol::of_state(progress.state()), desk.signals.count(*number));
            let asked = if asked > 0 { asked_of(asked) } else { String::new() };
            format!("{sign}{between}{}/{}{asked}", progress.filled, progress.parts)
        };
        progress.iter().zip(&numbers).map(state).collect()
    };
    // What a step asks is counted behind how far it is: in one way for all, the first for which there is room.
    let ways: [(&str, &dyn Fn(usize) -> String); 4] = [
        (" ", &|asked| format!(" !{asked}")),
        (" ", &|asked| format!("!{asked}")),
        ("", &|asked| format!("!{asked}")),
        ("", &|_| "!".to_owned()),
    ];
    let mut ways = ways.into_iter().map(|(between, asked_of)| states_with(between, asked_of));
    let states = ways.find(|states| names.iter().zip(states).map(more).sum::<u16>() <= over);
    let states = states.unwrap_or_else(|| states_with("", &|_| String::new()));
    let columns: Vec<u16> = names.iter().zip(&states).map(|(name, text)| width(name).max(width(text))).collect();
    let spare = area.width.saturating_sub(columns.iter().sum());
    let gap = (spare / gaps).clamp(1, 4);
    let mut x = area.x;
    for (at, name) in names.iter().enumerate() {
        let is_here = desk.step == numbers[at];
        let style = if is_here { painter.styles.step_active } else { painter.styles.step };
        painter.put(x, 1, columns[at], name, style);
        let style = symbol::style(progress[at].state(), painter.styles);
        painter.put(x, 2, columns[at], &states[at], style);
        x += columns[at] + gap;
    }
}

/// The panels of the step, as many whole names around the one in front as fit; at the right which of them it is. A panel
/// with parts is called after the one that is in front, and tells which of its parts that is.
fn tabs(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) {
    let guide = &scene.context.guide;
    let step = desk.step(guide);
    let panels = step.whole_panels();
    let active = step.whole_panel_of(desk.panels[desk.step]);
    let title = |(number, parts): (usize, &Range<usize>)| {
        let first = guide.panel_title(&step.panels[parts.start].id);
        let here = desk.panels[desk.step];
        let part = if number == active { here - parts.start } else { 0 };
        match (number == active, parts.len()) {
            (true, count @ 2..) if part > 0 => {
                format!("{first} › {} {}/{count}", guide.panel_title(&step.panels[here].id), part + 1)
            }
            (true, count @ 2..) => format!("{first} 1/{count}"),
            _ => first.to_owned(),
        }
    };
    let titles: Vec<String> = panels.iter().enumerate().map(title).collect();
    let y = 3;
    let place = format!("{}/{}", active + 1, titles.len());
    painter.put_right(area.right(), y, area.width, &place, painter.styles.muted);
    let room = area.width.saturating_sub(width(&place) + 6);
    let mut first = active;
    let mut last = active;
    let mut used = width(&titles[active]);
    loop {
        let next = titles.get(last + 1).map(|title| width(title) + 2).filter(|more| used + more <= room);
        let before = first.checked_sub(1).map(|at| width(&titles[at]) + 2);
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
        x += painter.put(x, y, 2, "‹ ", painter.styles.muted);
    }
    for (number, title) in titles.iter().enumerate().take(last + 1).skip(first) {
        let style = if number == active { painter.styles.tab_active } else { painter.styles.tab };
        x += painter.put(x, y, room, title, style) + 2;
    }
    if last + 1 < titles.len() {
        painter.put(x, y, 1, "›", painter.styles.muted);
    }
}

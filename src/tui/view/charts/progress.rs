//! How far each step and each section of the checklist is.

use ratatui::layout::Rect;

use crate::domain::question::{Tally, state};
use crate::domain::records::meeting::AnswerState;
use crate::guide::progress::tally_progress;
use crate::guide::{QuestionGroup, StepText};
use crate::tui::model::Desk;
use crate::tui::model::layout::air;
use crate::tui::model::panel::CHECKLIST_STEP;
use crate::tui::view::paint::{Painter, rows, width};
use crate::tui::view::scene::Scene;
use crate::tui::view::sums::filled_of;
use crate::tui::view::symbol;

/// The columns between what stands on the left and on the right.
const GAP: u16 = 3;
/// Columns for how many of how many, with its sign.
const COUNT: u16 = 7;
/// A bar is no longer than this, and no shorter where its name can be.
const WIDEST_BAR: u16 = 20;
const LEAST_BAR: u16 = 4;
/// A name is short with so many letters.
const BRIEF: u16 = 14;

/// How far a step or a part of the checklist is.
struct Meter {
    name: String,
    filled: usize,
    of: usize,
    state: AnswerState,
}

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) {
    let guide = &scene.context.guide;
    let words = &scene.context.words.screen;
    let Some(list) = guide.structure.list("follow_up") else { return };
    let texts = guide.list_text(&list.id);
    let full = |id: &str| texts.and_then(|text| text.groups.get(id)).map_or("", String::as_str);
    let step_names = |names: fn(&StepText) -> &str| -> Vec<&str> {
        (1..=CHECKLIST_STEP).map(|number| names(guide.step_text(number))).collect()
    };
    let (short, tiny) = (step_names(|text| &text.short), step_names(|text| &text.tiny));
    let full: Vec<&str> = list.groups.iter().map(|group| full(&group.id)).collect();
    // A section that is called otherwise than its step keeps its own name where that is as short.
    let brief = |(full, short)| if width(full) <= BRIEF { full } else { short };
    let brief: Vec<&str> = full.iter().copied().zip(short.iter().copied()).map(brief).collect();
    // The longest names that are whole beside bars that still tell something.
    let longest = |names: &[&str]| names.iter().map(|name| width(name) + 2).max().unwrap_or(0);
    let taken = |left: &[&str], right: &[&str]| longest(left) + longest(right) + GAP + 2 * (COUNT + 2 + LEAST_BAR);
    let pairs = [(&short, &full), (&short, &brief), (&tiny, &tiny)];
    let names = pairs.iter().find(|(left, right)| taken(&left[..CHECKLIST_STEP - 1], right) <= area.width);
    let (step_names, group_names) = names.unwrap_or(&pairs[2]);
    let of_step = |number: usize| {
        let progress = desk.progress.step(number);
        let name = format!("{number} {}", step_names[number - 1]);
        Meter { name, filled: progress.filled, of: progress.parts, state: progress.state() }
    };
    let steps: Vec<Meter> = (1..CHECKLIST_STEP).map(of_step).collect();
    let of_group = |(number, group): (usize, &QuestionGroup)| {
        let tally = tally_of(desk, group);
        let name = group_names.get(number).copied().unwrap_or_default();
        let state = tally_progress(tally).state();
        Meter { name: format!("{} {name}", group.id), filled: tally.settled(), of: tally.total(), state }
    };
    let groups: Vec<Meter> = list.groups.iter().enumerate().map(of_group).collect();
    // Names are whole; the bars share what is left.
    let names = |meters: &[Meter]| meters.iter().map(|meter| width(&meter.name)).max().unwrap_or(0);
    let (left, right) = (names(&steps), names(&groups));
    let rest = area.width.saturating_sub(left + right + GAP + 2 * (COUNT + 2));
    let bar = (rest / 2).min(WIDEST_BAR);
    let side = |name: u16| name + bar + COUNT + 2;
    let parts = [
        (Rect { width: side(left), ..area }, words.steps.as_str(), steps),
        (
            Rect { x: area.x + side(left) + GAP, width: side(right), ..area },
            texts.map_or("", |text| text.title.as_str()),
            groups,
        ),
    ];
    let each = 1 + air(&vec![1; list.groups.len()], area.height.saturating_sub(2));
    for (place, title, meters) in parts {
        let place = place.intersection(area);
        painter.put(place.x, place.y, place.width, title, painter.styles.heading);
        for (number, meter) in meters.iter().enumerate() {
            let line = rows(place, 2 + u16::try_from(number).unwrap_or(0) * each, 1);
            draw_meter(meter, bar, painter, line);
        }
    }
}

/// How many of the questions of a group are answered.
fn tally_of(desk: &Desk, group: &QuestionGroup) -> Tally {
    let states = group.questions.iter();
    states.map(|question| state(&question.kind, desk.session.answer(&question.id), &desk.session)).collect()
}

/// The same in words, one below the other: the steps, and the parts of the checklist.
pub(crate) fn lines(scene: &Scene<'_>, desk: &Desk) -> Vec<String> {
    let guide = &scene.context.guide;
    let steps = (1..CHECKLIST_STEP).map(|number| {
        let progress = desk.progress.step(number);
        format!("{number} {}: {}", guide.step_text(number).name, filled_of(scene, progress.filled, progress.parts))
    });
    let list = guide.structure.list("follow_up");
    let texts = list.and_then(|list| guide.list_text(&list.id));
    let groups = list.into_iter().flat_map(|list| &list.groups).map(|group| {
        let name = texts.and_then(|text| text.groups.get(&group.id)).map_or("", String::as_str);
        let tally = tally_of(desk, group);
        format!("{} {name}: {}", group.id, scene.context.words.screen.of(tally.settled(), tally.total()))
    });
    let title = texts.map(|text| text.title.clone());
    steps.chain(title).chain(groups).collect()
}

fn draw_meter(meter: &Meter, bar_columns: u16, painter: &mut Painter<'_>, line: Rect) {
    let Meter { name, filled, of, state } = meter;
    let name_columns = line.width.saturating_sub(bar_columns + COUNT + 2);
    painter.put(line.x, line.y, name_columns, name, painter.styles.text);
    let full = (usize::from(bar_columns) * filled).checked_div(*of).unwrap_or(0);
    let bar = format!("{}{}", "█".repeat(full), "░".repeat(usize::from(bar_columns) - full));
    painter.put(line.x + name_columns + 1, line.y, bar_columns, &bar, painter.styles.chart.neighbourhood);
    let count = format!("{} {filled}/{of}", symbol::of_state(*state));
    painter.put_right(line.right(), line.y, COUNT, &count, symbol::style(*state, painter.styles));
}

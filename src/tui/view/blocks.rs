//! The seven blocks of the plan: how far each is, derived from what was written down, and what it lacks by name.

use ratatui::layout::Rect;

use crate::domain::plan_blocks::{Lacking, PlanBlock};
use crate::guide::List;
use crate::tui::model::Desk;
use crate::tui::model::layout::WALL_LINES;

use super::paint::{Painter, rows, width};
use super::scene::Scene;
use super::sums::filled_of;
use super::symbol;

/// A title of at most so many columns stands beside its block in the narrowest window.
const SHORT_TITLE: u16 = 24;
/// Between the names of what a block lacks.
const BETWEEN: &str = " · ";

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, list: &str, painter: &mut Painter<'_>, area: Rect) {
    let guide = &scene.context.guide;
    let Some(list) = guide.structure.list(list) else { return };
    let blocks = PlanBlock::ALL.map(|block| (block.state(&desk.session), block.lacking(&desk.session)));
    let done = blocks.iter().filter(|(state, _)| state.is_settled()).count();
    let title = guide.panel_title(&desk.panel(guide).id);
    if !scene.model.is_presenting {
        painter.put(area.x, area.y, area.width, title, painter.styles.heading);
    }
    let count = filled_of(scene, done, blocks.len());
    painter.put_right(area.x + area.width.min(100), area.y, area.width, &count, painter.styles.muted);
    let selected = desk.selected(guide);
    let names: Vec<&str> = names(scene, list);
    let name = names.iter().map(|name| width(name)).max().unwrap_or(0).min(area.width / 2);
    let told = |lacking: &Lacking| told(scene, desk, lacking);
    let count = u16::try_from(blocks.len()).unwrap_or(u16::MAX).max(1);
    // White between the rows where all that the block under the cursor lacks still fits below them.
    let longest = blocks.iter().map(|(_, lacking)| lacking.len()).max().unwrap_or(0);
    let longest = if scene.model.is_presenting { 0 } else { longest };
    let below = u16::try_from(longest).unwrap_or(u16::MAX).saturating_add(2);
    let per_row = if area.height >= count.saturating_mul(2).saturating_add(2).saturating_add(below) { 2 } else { 1 };
    let list_area = rows(area, 2, count * per_row);
    for (number, (state, lacking)) in blocks.iter().enumerate() {
        let line = rows(list_area, u16::try_from(number).unwrap_or(0) * per_row, 1);
        painter.put(line.x + 2, line.y, 1, symbol::of_state(*state), symbol::style(*state, painter.styles));
        let label = format!("{} {}", number + 1, names.get(number).copied().unwrap_or_default());
        painter.put(line.x + 4, line.y, name + 2, &label, painter.styles.text);
        let x = line.x + 4 + name + 4;
        let room = line.right().saturating_sub(x).min(72);
        painter.put(x, line.y, room, &as_many(lacking, &told, room), painter.styles.muted);
        if number == selected {
            painter.put(line.x, line.y, 1, "▸", painter.styles.accent);
            painter.restyle(Rect { width: name + 7, height: 1, ..line }, painter.styles.selected);
        }
    }
    // On the wall stand the seven blocks, and of the one under the cursor no more than what is read at a glance.
    let most = if scene.model.is_presenting { WALL_LINES - count } else { u16::MAX };
    let rest = rows(area, 2 + list_area.height, (area.height.saturating_sub(2 + list_area.height)).min(most));
    lacks(blocks.get(selected).map_or(&[], |(_, lacking)| lacking), &told, painter, rest);
}

/// All that the block under the cursor lacks, by name.
fn lacks(lacking: &[Lacking], told: &dyn Fn(&Lacking) -> String, painter: &mut Painter<'_>, area: Rect) {
    if lacking.is_empty() || area.height < 2 {
        return;
    }
    let area = Rect { width: area.width.min(100), ..area };
    painter.rule(area, area.y);
    let list = rows(area, 1, area.height);
    // On two columns where one is too short.
    let columns: u16 = if lacking.len() > usize::from(list.height) { 2 } else { 1 };
    let (height, room) = (usize::from(list.height), list.width / columns);
    for (number, one) in lacking.iter().take(height * usize::from(columns)).enumerate() {
        let x = list.x + u16::try_from(number / height).unwrap_or(0) * room;
        let y = list.y + u16::try_from(number % height).unwrap_or(0);
        let left = lacking.len() - number - 1;
        let is_last = number + 1 == height * usize::from(columns) && left > 0;
        let text = if is_last { format!("+{}", left + 1) } else { format!("› {}", told(one)) };
        painter.put(x, y, room.saturating_sub(2), &text, painter.styles.text);
    }
}

/// As many whole names as fit, and how many more there are.
fn as_many(lacking: &[Lacking], told: &dyn Fn(&Lacking) -> String, room: u16) -> String {
    // No more of them fit, with what stands between them, than there are columns for that: of thousands few are told.
    let most = usize::from(room / width(BETWEEN)) + 1;
    let names: Vec<String> = lacking.iter().take(most).map(told).collect();
    let with = |count: usize| {
        let left = lacking.len() - count;
        let more = (left > 0).then(|| format!("+{left}"));
        names[..count].iter().cloned().chain(more).collect::<Vec<_>>().join(BETWEEN)
    };
    let fits = (1..=names.len()).rev().map(with).find(|text| width(text) <= room);
    // Where not even one fits whole, what it is of tells most, if that is short; otherwise what is lacking there. Which of
    // them it is does not hang on the room: a wider window shows what a narrower one does.
    let first = names.first().map_or("", String::as_str);
    let is_short = |item: &str| width(item) <= SHORT_TITLE;
    let parts = first
        .split_once(": ")
        .map_or([first; 2], |(field, item)| if is_short(item) { [item, field] } else { [field; 2] });
    fits.unwrap_or_else(|| parts.into_iter().find(|part| width(part) <= room).unwrap_or(first).to_owned())
}

/// What the questions of the blocks are called.
fn names<'scene>(scene: &'scene Scene<'_>, list: &List) -> Vec<&'scene str> {
    let text = |id: &str| scene.context.guide.question_text(id).map_or("", |text| text.short.as_str());
    list.questions().map(|question| text(&question.id)).collect()
}

/// What is lacking: `doelen`, or the field of an item: `wie: Soeptafel`.
fn told(scene: &Scene<'_>, desk: &Desk, lacking: &Lacking) -> String {
    let words = &scene.context.words;
    let kind = lacking.section.kind();
    let label = lacking.field.map(|field| words.field(kind, kind.fields[field].name).to_lowercase());
    match (&lacking.item, label) {
        (Some(item), Some(label)) if lacking.section.count() != crate::domain::session::Count::One => {
            format!("{label}: {}", scene.sentences().title(lacking.section, item, &desk.session))
        }
        (_, Some(label)) => label,
        _ => words.record(kind).many.to_lowercase(),
    }
}

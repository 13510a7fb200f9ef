//! The seven blocks of the plan: how far each is, derived from what was written down, and what it lacks by name.

use ratatui::layout::Rect;

use crate::domain::plan_blocks::{Lacking, PlanBlock};
use crate::guide::List;
use crate::tui::model::Desk;

use super::paint::{Painter, rows, width};
use super::scene::Scene;
use super::symbol;

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, list: &str, painter: &mut Painter<'_>, area: Rect) {
    let guide = &scene.context.guide;
    let Some(list) = guide.structure.list(list) else { return };
    let blocks = PlanBlock::ALL.map(|block| (block.state(&desk.session), block.lacking(&desk.session)));
    let done = blocks.iter().filter(|(state, _)| state.is_settled()).count();
    let title = guide.panel_title(&desk.panel(guide).id);
    painter.put(area.x, area.y, area.width, title, painter.styles.heading);
    let count = scene.context.words.screen.of(done, blocks.len());
    painter.put_right(area.x + area.width.min(100), area.y, area.width, &count, painter.styles.muted);
    let selected = desk.selected(guide);
    let list_area = rows(area, 2, area.height.saturating_sub(2));
    let per_row = (list_area.height / 7).clamp(1, 3);
    let names: Vec<&str> = names(scene, list);
    let name = names.iter().map(|name| width(name)).max().unwrap_or(0).min(area.width * 2 / 5);
    for (number, (state, lacking)) in blocks.iter().enumerate() {
        let line = rows(list_area, u16::try_from(number).unwrap_or(0) * per_row, per_row);
        painter.put(line.x + 2, line.y, 1, symbol::of_state(*state), symbol::style(*state, painter.styles));
        let label = format!("{} {}", number + 1, names.get(number).copied().unwrap_or_default());
        painter.put(line.x + 4, line.y, name + 2, &label, painter.styles.text);
        let lacking: Vec<String> = lacking.iter().map(|lacking| told(scene, desk, lacking)).collect();
        let x = line.x + 4 + name + 4;
        let place = Rect { x, width: line.right().saturating_sub(x).min(72), height: per_row.min(2), ..line };
        painter.put_wrapped(place, &lacking.join(" · "), painter.styles.muted);
        if number == selected {
            painter.put(line.x, line.y, 1, "▸", painter.styles.accent);
            painter.restyle(Rect { width: name + 7, height: 1, ..line }, painter.styles.selected);
        }
    }
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
    let label =
        lacking.field.map(|field| words.field(kind, kind.fields[field].name).trim_end_matches('?').to_lowercase());
    match (&lacking.item, label) {
        (Some(item), Some(label)) if lacking.section.count() != crate::domain::session::Count::One => {
            format!("{label}: {}", scene.sentences().title(lacking.section, item, &desk.session))
        }
        (_, Some(label)) => label,
        _ => words.record(kind).many.to_lowercase(),
    }
}

//! A report to take home: for whom it is, and in which form.

use ratatui::layout::Rect;

use crate::exchange::form::OutputForm;
use crate::exchange::report::ReportKind;

use super::paint::{Painter, rows};
use super::scene::Scene;

/// What is asked, and what there is to choose: each with what it is.
fn choices(scene: &Scene<'_>, kind: Option<ReportKind>) -> (String, Vec<(String, String)>) {
    let words = &scene.context.words.outgoing;
    let of_kind = |kind: ReportKind| words.kinds.get(kind.name());
    let form = |form: &OutputForm| words.forms.get(form.ending()).cloned().unwrap_or_default();
    match kind {
        None => {
            let kinds = ReportKind::ALL.into_iter().filter_map(of_kind);
            (words.choose_kind.clone(), kinds.map(|kind| (kind.name.clone(), kind.told.clone())).collect())
        }
        Some(kind) => {
            let name = of_kind(kind).map_or("", |kind| kind.name.as_str());
            let forms = OutputForm::of_kind(kind).iter().map(|it| (form(it), String::new()));
            (format!("{name} · {}", words.choose_form), forms.collect())
        }
    }
}

/// What is asked and what there is to choose, in words: a number for each.
pub(crate) fn lines(scene: &Scene<'_>, kind: Option<ReportKind>) -> Vec<String> {
    let (title, choices) = choices(scene, kind);
    let told = choices.into_iter().enumerate().map(|(at, (name, told))| match told.as_str() {
        "" => format!("{}. {name}", at + 1),
        told => format!("{}. {name}: {told}", at + 1),
    });
    [title].into_iter().chain(told).collect()
}

pub(crate) fn draw(
    scene: &Scene<'_>,
    kind: Option<ReportKind>,
    selected: usize,
    painter: &mut Painter<'_>,
    area: Rect,
) {
    let (title, lines) = choices(scene, kind);
    painter.put(area.x, area.y, area.width, &title, painter.styles.heading);
    let list = rows(area, 2, area.height.saturating_sub(2));
    for (number, (name, told)) in lines.iter().enumerate() {
        let line = rows(list, u16::try_from(number * 2).unwrap_or(u16::MAX), 2);
        if line.height == 0 {
            break;
        }
        let sign = if number == selected { "▸ " } else { "  " };
        painter.put(line.x, line.y, line.width, &format!("{sign}{name}"), painter.styles.text);
        if number == selected {
            painter.restyle(rows(line, 0, 1), painter.styles.selected);
        }
        if line.height > 1 {
            painter.put(line.x + 4, line.y + 1, line.width.saturating_sub(4), told, painter.styles.muted);
        }
    }
}

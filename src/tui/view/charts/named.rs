//! The greatest themes that groups named, shown together; below them what all name, and what several do.

use std::collections::BTreeMap;

use ratatui::layout::Rect;

use crate::domain::in_order::sort_by_key;
use crate::domain::naming::letters;
use crate::guide::grid::GridView;
use crate::tui::model::Desk;
use crate::tui::view::paint::{Painter, rows};
use crate::tui::view::scene::Scene;
use crate::tui::view::{detail, grid};

/// Rows for what groups have in common.
const COMMON: u16 = 4;

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, declared: &GridView, painter: &mut Painter<'_>, area: Rect) {
    let words = &scene.context.words.grids;
    // Near the grid that it is about, however high the window is.
    let above = area.height.saturating_sub(COMMON);
    let used = grid::draw(scene, desk, declared, painter, rows(area, 0, above));
    let below = rows(area, (used + 1).min(above), COMMON);
    painter.rule(below, below.y);
    let common = in_common(scene, desk);
    let mut y = 1;
    for line in &common {
        y += painter.put_wrapped(rows(below, y, below.height), line, painter.styles.strong);
    }
    if common.is_empty() {
        y += painter.put_wrapped(rows(below, y, below.height), &words.named_by_one, painter.styles.muted);
    }
    if !scene.model.is_presenting {
        detail::offered(scene, desk, painter, rows(below, y, below.height));
    }
}

/// The themes that all groups named, and those that several did: a line each, where there are any.
fn in_common(scene: &Scene<'_>, desk: &Desk) -> Vec<String> {
    let words = &scene.context.words.grids;
    let groups = desk.session.groups.len();
    let named = named(desk);
    let told = |least: usize, most: usize| {
        let of = named.iter().filter(|(_, by)| (least..=most).contains(&by.len()));
        of.map(|(theme, _)| theme.as_str()).collect::<Vec<_>>().join(" · ")
    };
    let (by_all, by_some) = (told(groups.max(2), usize::MAX), told(2, groups.saturating_sub(1)));
    let lines = [(&words.named_by_all, by_all), (&words.named_by_some, by_some)].into_iter();
    lines.filter(|(_, text)| !text.is_empty()).map(|(label, text)| format!("= {label}: {text}")).collect()
}

/// What is told below the themes in words: what groups have in common, and what is offered for the one under the cursor.
pub(crate) fn lines(scene: &Scene<'_>, desk: &Desk) -> Vec<String> {
    let mut lines = in_common(scene, desk);
    if lines.is_empty() {
        lines.push(scene.context.words.grids.named_by_one.clone());
    }
    lines.extend(detail::offered_text(scene, desk));
    lines
}

/// What was named and by which groups, by most first; what has the same letters is the same.
fn named(desk: &Desk) -> Vec<(String, Vec<usize>)> {
    let mut all: Vec<(String, Vec<usize>)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for named in &desk.session.top_themes {
        let group = desk.session.groups.iter().position(|group| named.group.is(&group.id));
        let (Some(group), false) = (group, named.theme.trim().is_empty()) else { continue };
        let at = *known.entry(letters(&named.theme)).or_insert_with(|| {
            all.push((named.theme.trim().to_owned(), Vec::new()));
            all.len() - 1
        });
        if !all[at].1.contains(&group) {
            all[at].1.push(group);
        }
    }
    sort_by_key(&mut all, |(_, by)| std::cmp::Reverse(by.len()));
    all
}

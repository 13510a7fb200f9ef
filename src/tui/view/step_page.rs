//! The page of a step: what it is for, and its panels, each with the key that opens it, how far it is and what is still
//! asked of it.
//!
//! ```text
//! 3 Plan van aanpak
//! Van doelen afspraken maken: wie doet wat, waarmee en wanneer?
//!
//! 1 Ambitie en motto    ●  2/2
//! 2 Rollen              ◐  5 · 2 rollen zonder naam
//! ```

use std::ops::Range;

use ratatui::layout::Rect;

use crate::domain::hidden::is_hidden;
use crate::domain::records::meeting::AnswerState;
use crate::domain::signals::Moment;
use crate::domain::value::ChoiceSet;
use crate::guide::laid::Laid;
use crate::guide::progress::{StepProgress, blocks, form_fields, list_tally, panel_state, parts_state, tally_progress};
use crate::guide::{Content, Panel};
use crate::telling::signals::signal_counts;
use crate::tui::model::Desk;
use crate::tui::model::field::wrap;
use crate::tui::model::layout::{WIDEST_LIST, air, page};
use crate::tui::update::panel_key;

use super::paint::{Painter, rows, width};
use super::scene::Scene;
use super::sums::filled_of;
use super::{guidance, records, symbol};

pub(crate) fn draw(scene: &Scene<'_>, selected: usize, painter: &mut Painter<'_>, body: Rect) {
    let Some(desk) = scene.model.desk() else { return };
    // The names of the panels stand on the page itself, so the row of them above it is free.
    let top = body.y.min(4);
    let area = Rect { y: top, width: body.width.min(WIDEST_LIST), height: body.bottom() - top, ..body };
    painter.clear(Rect { x: 0, y: top - 1, width: painter.area().width, height: area.height + 1 });
    let guide = &scene.context.guide;
    let text = guide.step_text(desk.step);
    painter.put(area.x, area.y, area.width, &format!("{} {}", desk.step, text.name), painter.styles.big);
    let purpose = Rect { width: area.width.min(72), ..rows(area, 1, 2) };
    let taken = 1 + painter.put_wrapped(purpose, &text.purpose, painter.styles.muted);
    let step = &guide.structure.steps[desk.step];
    let panels = step.whole_panels();
    let gap = u16::from(usize::from(area.height) > usize::from(taken) + panels.len());
    let offer = desk.offer_on(scene.context, selected);
    let offer = offer.map(|offer| format!("› {}", scene.context.words.offers.offered(scene.sentences().offer(offer))));
    // Whole where none of the panels has to go for it.
    let whole = offer.as_ref().map_or(0, |text| wrap(text, usize::from(area.width)).len());
    let free = usize::from(area.height.saturating_sub(taken + gap)).saturating_sub(panels.len());
    let offered = u16::try_from(whole.min(free.max(1))).unwrap_or(1);
    let list = rows(area, taken + gap, area.height.saturating_sub(offered));
    let is_long = panels.len() > usize::from(list.height);
    let shown = page(selected, panels.len(), usize::from(list.height.saturating_sub(u16::from(is_long))));
    let each = 1 + air(&vec![1; panels.len()], list.height);
    let title = |parts: &Range<usize>| width(guide.panel_title(&step.panels[parts.start].id));
    let titles = panels.iter().map(title).max().unwrap_or(0);
    for (row, (number, parts)) in panels.iter().enumerate().skip(shown.first).take(shown.count).enumerate() {
        let line = rows(list, u16::try_from(row).unwrap_or(u16::MAX).saturating_mul(each), 1);
        draw_panel(scene, desk, number, &step.panels[parts.clone()], titles, painter, line);
        if number == selected {
            painter.restyle(line, painter.styles.selected);
        }
    }
    records::more(scene, shown, painter, list);
    if let Some(text) = offer {
        painter.put_wrapped(rows(area, area.height.saturating_sub(offered), offered), &text, painter.styles.accent);
    }
    guidance::draw(scene, desk, painter, area);
}

/// A panel with its parts, by name.
fn draw_panel(
    scene: &Scene<'_>,
    desk: &Desk,
    number: usize,
    parts: &[Panel],
    titles: u16,
    painter: &mut Painter<'_>,
    line: Rect,
) {
    let guide = &scene.context.guide;
    let key = panel_key(number).map_or(String::new(), |chord| chord.name(&scene.context.words));
    painter.put(line.x, line.y, 2, &key, painter.styles.key);
    let titles = titles.min(line.width / 2);
    painter.put(line.x + 2, line.y, titles, guide.panel_title(&parts[0].id), painter.styles.text);
    let x = line.x + 2 + titles + 2;
    if let Some(state) = parts_state(&guide.structure, parts, &desk.session) {
        painter.put(x, line.y, 1, symbol::of_state(state), symbol::style(state, painter.styles));
    }
    let left = line.right().saturating_sub(x + 3);
    painter.put(x + 3, line.y, left, &whole_parts(told(scene, desk, parts).into_iter(), left), painter.styles.muted);
}

/// What a panel with its parts holds, what is still asked of it, and the names of its parts.
fn told(scene: &Scene<'_>, desk: &Desk, parts: &[Panel]) -> Vec<String> {
    let asked = parts.iter().flat_map(|part| desk.signals.of_panel(part));
    let asked = asked.filter(|signal| signal.rule.moment != Moment::Coordinator);
    let guide = &scene.context.guide;
    // The sign in front is of all parts together: which of them it is about is seen at their names.
    let sign =
        |part: &Panel| panel_state(&guide.structure, part, &desk.session).filter(|state| *state != AnswerState::Open);
    let (begun, open): (Vec<&Panel>, Vec<&Panel>) = parts.iter().skip(1).partition(|part| sign(part).is_some());
    let named = |part: &Panel| {
        let title = guide.panel_title(&part.id);
        sign(part).map_or_else(|| title.to_owned(), |state| format!("{title} {}", symbol::of_state(state)))
    };
    let held = held(desk, scene, &parts[0]);
    let asked = signal_counts(asked, &scene.context.words);
    let mut told: Vec<String> = held.into_iter().chain(asked).collect();
    // Where only a part is begun, its name tells first what the sign in front is of.
    let at = if sign(&parts[0]).is_some() { told.len() } else { 0 };
    told.splice(at..at, begun.into_iter().map(named));
    told.extend(open.into_iter().map(named));
    told
}

/// The page in words: a number for each panel, which is the key that opens it.
pub(crate) fn lines(scene: &Scene<'_>, desk: &Desk, selected: usize) -> Vec<String> {
    let guide = &scene.context.guide;
    let text = guide.step_text(desk.step);
    let step = &guide.structure.steps[desk.step];
    let panels = step.whole_panels().into_iter().enumerate().map(|(number, parts)| {
        let parts = &step.panels[parts];
        let state = parts_state(&guide.structure, parts, &desk.session);
        let state = state.map(|state| scene.context.words.choice(AnswerState::KIND_REF.name, state.word()).to_owned());
        let told: Vec<String> = state.into_iter().chain(told(scene, desk, parts)).collect();
        scene.here(
            number == selected,
            format!("{}. {}: {}", number + 1, guide.panel_title(&parts[0].id), told.join(", ")),
        )
    });
    [format!("{} {}", desk.step, text.name), text.purpose.clone()].into_iter().chain(panels).collect()
}

/// As many whole parts as fit, the first ones first.
fn whole_parts(texts: impl Iterator<Item = String>, room: u16) -> String {
    let mut told = String::new();
    for text in texts {
        let between = if told.is_empty() { "" } else { " · " };
        if width(&told) + width(between) + width(&text) <= room {
            told = told + between + &text;
        }
    }
    told
}

/// How many are answered, and how many of the others are begun: what makes the sign in front more than open.
fn answered(scene: &Scene<'_>, whole: StepProgress) -> String {
    let filled = filled_of(scene, whole.filled, whole.parts);
    let partly = scene.context.words.choice(AnswerState::KIND_REF.name, AnswerState::Partly.word());
    match whole.begun - whole.filled {
        0 => filled,
        begun => format!("{filled} · {begun} {partly}"),
    }
}

/// How much a panel holds.
pub(crate) fn held(desk: &Desk, scene: &Scene<'_>, panel: &Panel) -> Option<String> {
    let session = &desk.session;
    if panel.view.is_plan_parts() {
        let whole = blocks(session);
        return Some(answered(scene, whole));
    }
    match panel.view.content() {
        Content::Nothing => None,
        Content::Answers(list) => scene
            .context
            .guide
            .structure
            .list(list)
            .map(|list| answered(scene, tally_progress(list_tally(list, session)))),
        Content::Cells(grid) => {
            let (filled, total) = Laid::new(grid, &scene.context.guide.structure, session).filled();
            let hidden = is_hidden(session, grid.section).then(|| scene.context.words.grids.still_hidden.clone());
            // Without rows to fill in there is nothing to count.
            let count = (total > 0).then(|| filled_of(scene, filled, total));
            Some([count, hidden].into_iter().flatten().collect::<Vec<_>>().join(" · ")).filter(|told| !told.is_empty())
        }
        Content::Fields(section, names) => session.table(section).get(0).map(|record| {
            let fields = form_fields(record, names);
            let filled = fields.iter().filter(|field| !record.value(**field).is_empty()).count();
            filled_of(scene, filled, fields.len())
        }),
        Content::Items(section) => {
            Some(session.table(section).len()).filter(|count| *count > 0).map(|count| count.to_string())
        }
    }
}

//! What a large window has room for below its panel: tips for what is in front, and what the step still asks. It takes only
//! rows that the panel left empty, so that nothing has to go for it.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::signals::{Moment, Signal, Weight};
use crate::tui::model::Desk;
use crate::tui::model::field::wrap;
use crate::tui::model::layout::guidance;

use super::paint::{Painter, rows};
use super::scene::Scene;
use super::{part_of, symbol};

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, body: Rect) {
    let places = |kinds: usize| guidance(body.width, body.height, painter.empty_rows_below(body), kinds);
    if places(1).is_empty() {
        return;
    }
    let guide = &scene.context.guide;
    let panel = desk.panel(guide);
    let mut asked = asked(scene, desk).peekable();
    let (of_panel, others) = guide.tips(desk.step, &panel.id);
    let mut tips = of_panel.into_iter().chain(others).map(|tip| tip.text.as_str()).peekable();
    let has = (tips.peek().is_some(), asked.peek().is_some());
    let parts = places(usize::from(has.0) + usize::from(has.1));
    let mut parts = parts.into_iter().map(|part| part_of(body, part));
    let words = &scene.context.words.screen;
    if has.0
        && let Some(part) = parts.next()
    {
        let tips = tips.map(|tip| ("•", painter.styles.muted, tip.to_owned(), painter.styles.muted));
        list(&words.tips, tips, painter, part);
    }
    if has.1
        && let Some(part) = parts.next()
    {
        let asked = asked.map(|signal| {
            let line = scene.sentences().signal(signal, &desk.session);
            let told = scene.context.words.signals.line(&line.subject, &line.told);
            let (sign, style) = symbol::of_weight(signal.rule.weight, painter.styles);
            (sign, style, told, painter.styles.text)
        });
        list(&words.step_asks, asked, painter, part);
    }
}

/// A heading with as many texts below it as stand there whole, each behind its sign; no more of them are made.
fn list<'sign>(
    heading: &str,
    texts: impl Iterator<Item = (&'sign str, Style, String, Style)>,
    painter: &mut Painter<'_>,
    part: Rect,
) {
    painter.put(part.x, part.y, part.width, heading, painter.styles.heading);
    let mut used = 1;
    for (sign, of_sign, text, style) in texts {
        let line = rows(part, used, part.height);
        let place = Rect { x: line.x + 2, width: line.width.saturating_sub(2), ..line };
        // One that comes later is not told in its place: so none goes again in a wider window.
        if wrap(&text, usize::from(place.width)).len() > usize::from(place.height) {
            break;
        }
        painter.put(line.x, line.y, 1, sign, of_sign);
        used += painter.put_wrapped(place, &text, style);
    }
}

/// What the panels of the step in front ask of the people in the room, each once.
fn asked<'all>(scene: &'all Scene<'_>, desk: &'all Desk) -> impl Iterator<Item = &'all Signal> {
    let panels = &desk.step(&scene.context.guide).panels;
    // Few are taken, so few are to be looked through.
    let mut taken: Vec<&Signal> = Vec::new();
    panels.iter().flat_map(|panel| desk.signals.of_panel(panel)).filter(move |signal| {
        let is_asked = signal.rule.weight > Weight::Tell && signal.rule.moment != Moment::Coordinator;
        let is_new = is_asked && !taken.contains(signal);
        taken.extend(is_new.then_some(*signal));
        is_new
    })
}

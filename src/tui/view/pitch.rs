//! A pitch: who speaks and how long still, in figures that the whole room reads, what was said so far, and the line that is
//! being written down. Nothing else.
//!
//! ```text
//! Inwoners                                      2/3   ▀▀█  █ █ █▀█
//! Luisteren en opschrijven. Geen discussie …          █▀▀▀ ▀▀█ █ █
//!                                                     ▀▀▀    ▀ ▀▀▀
//! Kansen                     Barrières
//! – Een wandelgebied         – Geluid
//!
//! Kans · Meedoen
//! Ruimte voor groentetuintjes▏
//! ```

use ratatui::layout::Rect;

use crate::domain::records::meeting::Meeting;
use crate::domain::records::profile::{Chance, ChanceKind, Dimension};
use crate::domain::session::Section;
use crate::domain::value::ChoiceSet;
use crate::tui::model::pitch::Pitch;

use super::big;
use super::paint::{Painter, rows, width};
use super::scene::Scene;

/// The sides of what was said, in the order of the screen.
const SIDES: [ChanceKind; 2] = [ChanceKind::Opportunity, ChanceKind::Barrier];
/// Rows below what was said: a rule, what is being written, and the line itself.
const FOOT: u16 = 3;

pub(crate) fn draw(scene: &Scene<'_>, pitch: &Pitch, painter: &mut Painter<'_>, body: Rect) -> Option<(u16, u16)> {
    let desk = scene.model.desk()?;
    let (words, session) = (&scene.context.words, &desk.session);
    let seconds = pitch.seconds_left(scene.model.today.to_datetime(scene.model.now));
    let (time, is_over) = (time(seconds), seconds < 0);
    let style = if is_over { painter.styles.warn } else { painter.styles.big };
    big::put_right(body.right(), body.y, &time, style, painter);
    let left = Rect { width: body.width.saturating_sub(big::width(&time) + 3), ..body };
    let guide = &scene.context.guide;
    let speaker = pitch.speaker(session).map_or(guide.panel_title(&desk.panel(guide).id), |group| &group.name);
    let used = painter.put(left.x, left.y, left.width, speaker, painter.styles.big);
    if session.groups.len() > 1 {
        let count = words.grids.turn(pitch.group + 1, session.groups.len());
        painter.put(left.x + used + 2, left.y, left.width.saturating_sub(used + 2), &count, painter.styles.muted);
    }
    let rule = if is_over { &words.grids.minutes_over } else { &words.grids.pitch_rule };
    let style = if is_over { painter.styles.warn } else { painter.styles.muted };
    let mut top = 1 + painter.put_wrapped(rows(left, 1, 2), rule, style);
    let subject = &session.the_meeting().subject;
    if !subject.is_empty() {
        let label = words.field(Section::Meeting.kind(), Section::Meeting.kind().fields[Meeting::subject].name);
        let text = format!("{label}: {}", &**subject);
        top += painter.put_wrapped(rows(left, top, 1), &text, painter.styles.accent);
    }
    let said = rows(body, top.max(big::ROWS) + 1, body.height.saturating_sub(top.max(big::ROWS) + 1 + FOOT));
    let half = said.width.saturating_sub(3) / 2;
    for (side, kind) in SIDES.into_iter().enumerate() {
        let x = said.x + u16::try_from(side).unwrap_or(0) * (half + 3);
        draw_said(scene, pitch, kind, painter, Rect { x, width: half, ..said });
    }
    let foot = rows(body, body.height.saturating_sub(FOOT), FOOT);
    painter.rule(foot, foot.y);
    let kind = words.choice(ChanceKind::KIND_REF.name, pitch.kind.word());
    let about = pitch.dimension.map_or(words.grids.about_nothing.as_str(), |dimension| {
        words.choice(Dimension::KIND_REF.name, dimension.word())
    });
    let used = painter.put(foot.x, foot.y + 1, foot.width, &format!("{kind} · {about}"), painter.styles.accent);
    let how = scene.with_keys(&words.grids.other_dimension);
    painter.put(foot.x + used + 3, foot.y + 1, foot.width.saturating_sub(used + 3), &how, painter.styles.muted);
    Some(super::form::draw_text(&pitch.line, painter, rows(foot, 2, 1)))
}

/// What the group said of one kind, the last of it where there is no room for all.
fn draw_said(scene: &Scene<'_>, pitch: &Pitch, kind: ChanceKind, painter: &mut Painter<'_>, area: Rect) {
    let Some(desk) = scene.model.desk() else { return };
    let words = &scene.context.words;
    let is_here = pitch.kind == kind;
    let style = if is_here { painter.styles.accent } else { painter.styles.heading };
    painter.put(area.x, area.y, area.width, words.choice(ChanceKind::KIND_REF.name, kind.word()), style);
    let list = rows(area, 1, area.height);
    let said: Vec<&Chance> = pitch.said(&desk.session, kind);
    if said.is_empty() {
        painter.put(list.x, list.y, list.width, &words.grids.nothing_said, painter.styles.muted);
        return;
    }
    let heights =
        said.iter().map(|chance| width(&chance.what).div_ceil(list.width.saturating_sub(2).max(1)).clamp(1, 2));
    let mut first = said.len();
    let mut room = list.height;
    for height in heights.rev() {
        if height > room {
            break;
        }
        room -= height;
        first -= 1;
    }
    let mut y = 0;
    for chance in &said[first..] {
        let line = rows(list, y, 2);
        painter.put(line.x, line.y, 1, "–", painter.styles.muted);
        let place = Rect { x: line.x + 2, width: line.width.saturating_sub(2), ..line };
        y += painter.put_wrapped(place, &chance.what, painter.styles.text);
    }
}

/// Minutes and seconds, without a sign: what is over is told in words.
fn time(seconds: i64) -> String {
    let seconds = seconds.unsigned_abs();
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

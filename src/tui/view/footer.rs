//! The keys that matter here and now, from the same table that dispatches them; above them a message, if there is one.

use ratatui::layout::Rect;

use crate::telling::problems::trouble_text;
use crate::tui::keymap::Chord;
use crate::tui::model::field::wrap;
use crate::tui::model::layout::Size;
use crate::tui::model::{Saving, Tone};
use crate::tui::update::{Binding, in_footer};

use super::paint::{Painter, width};
use super::scene::Scene;

/// A message takes no more rows.
const MOST_LINES: u16 = 3;

pub(crate) fn draw(scene: &Scene<'_>, painter: &mut Painter<'_>, size: Size) {
    let area = Rect { x: size.margin(), y: size.rows.saturating_sub(2), width: size.inner(), height: 2 };
    match notice(scene) {
        Some((tone, text)) => {
            let (sign, style) = match tone {
                Tone::Done => ("→", painter.styles.strong),
                Tone::Warning => ("!", painter.styles.warn),
            };
            let text = format!("{sign} {text}");
            // A message that is too long for its row takes the last ones of the panel too.
            let lines = u16::try_from(wrap(&text, usize::from(area.width)).len()).unwrap_or(MOST_LINES);
            let rows = lines.clamp(1, MOST_LINES);
            let place = Rect { y: area.y + 1 - rows, height: rows, ..area };
            painter.clear(place);
            painter.put_wrapped(place, &text, style);
        }
        None => painter.rule(area, area.y),
    }
    let mut x = area.x;
    let bottom = Rect { y: area.y + 1, height: 1, ..area };
    let corner = super::clock::draw_corner(scene, painter, bottom);
    for (binding, chord) in shown(scene, area.width - corner) {
        let words = binding.words(scene.model, scene.context);
        x += painter.put(
            x,
            area.y + 1,
            area.right().saturating_sub(x),
            &key_name(scene, binding, chord),
            painter.styles.key,
        ) + 1;
        x += painter.put(x, area.y + 1, area.right().saturating_sub(x), &words, painter.styles.key_label) + 2;
    }
}

/// What is told now; where that is nothing, why the session is not saved, as long as it is not.
fn notice(scene: &Scene<'_>) -> Option<(Tone, String)> {
    if let Some(notice) = &scene.model.notice {
        return Some((notice.tone, scene.with_keys(&notice.text)));
    }
    match scene.model.desk().filter(|_| scene.model.overlays.is_empty())?.saving {
        Saving::Failed(trouble) => Some((Tone::Warning, trouble_text(trouble, &scene.context.words).to_string())),
        _ => None,
    }
}

/// The name of a key; a row of digits is named by its ends.
fn key_name(scene: &Scene<'_>, binding: &Binding, chord: Chord) -> String {
    let name = chord.name(&scene.context.words);
    match binding.chords.last() {
        Some(last) if binding.chords.len() > 4 => format!("{name}–{}", last.name(&scene.context.words)),
        _ => name,
    }
}

/// What the footer shows in so many columns: by rank what works now, as long as it fits; help and leaving always.
pub(crate) fn shown(scene: &Scene<'_>, columns: u16) -> Vec<(&'static Binding, Chord)> {
    let mut ranked = in_footer(scene.model, scene.context);
    ranked.dedup_by_key(|(_, binding, _)| binding.action);
    let taken = |chord: Chord, binding: &Binding| {
        width(&key_name(scene, binding, chord)) + 1 + width(&binding.words(scene.model, scene.context)) + 2
    };
    let mut room = columns + 2;
    for (_, binding, chord) in ranked.iter().filter(|(rank, ..)| *rank >= 8) {
        room = room.saturating_sub(taken(*chord, binding));
    }
    let mut kept = Vec::new();
    for (rank, binding, chord) in ranked {
        let columns = taken(chord, binding);
        if rank >= 8 {
            kept.push((binding, chord));
        } else if columns <= room {
            room -= columns;
            kept.push((binding, chord));
        }
    }
    kept
}

//! A lens: the same data in another order, one line for each thing. A word under which nothing stands says so.

use ratatui::layout::Rect;

use crate::domain::record::{Meaning, Record};
use crate::domain::records::meeting::Person;
use crate::domain::session::Section;
use crate::domain::value::Value;
use crate::guide::order::LensRow;
use crate::guide::progress::panel_state;
use crate::tui::model::Desk;
use crate::tui::model::layout::page;

use super::paint::{Painter, rows, width};
use super::records::{empty, more};
use super::scene::Scene;
use super::symbol;

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, lens: &str, painter: &mut Painter<'_>, area: Rect) {
    let guide = &scene.context.guide;
    let all = desk.lens_rows(guide);
    if all.is_empty() {
        return empty(scene, desk, &scene.context.words.screen.nothing_yet, painter, area);
    }
    let selected = desk.selected(guide);
    let is_long = all.len() > usize::from(area.height);
    let shown = page(selected, all.len(), usize::from(area.height.saturating_sub(u16::from(is_long))).max(1));
    for (number, row) in all.iter().skip(shown.first).take(shown.count).enumerate() {
        let line = rows(area, u16::try_from(number).unwrap_or(u16::MAX), 1);
        let line = Rect { x: line.x + 2, width: line.width.saturating_sub(2), ..line };
        draw_row(scene, desk, lens, row, painter, line);
        if shown.first + number == selected {
            painter.put(area.x, line.y, 1, "▸", painter.styles.accent);
            painter.restyle(Rect { x: area.x, width: area.width, ..line }, painter.styles.selected);
        }
    }
    if shown.first == 0 {
        painter.put_right(area.right(), area.y, 7, &coverage(&all), painter.styles.muted);
    }
    more(scene, shown, painter, area);
}

/// Under how many of the words something stands.
fn coverage(all: &[LensRow]) -> String {
    let counts = all.iter().filter_map(|row| if let LensRow::Word(_, _, count) = row { Some(*count) } else { None });
    let counts: Vec<usize> = counts.collect();
    let filled = counts.iter().filter(|count| **count > 0).count();
    if counts.is_empty() { String::new() } else { format!("{filled}/{}", counts.len()) }
}

fn draw_row(scene: &Scene<'_>, desk: &Desk, lens: &str, row: &LensRow, painter: &mut Painter<'_>, line: Rect) {
    let (words, guide) = (&scene.context.words, &scene.context.guide);
    let session = &desk.session;
    let below = Rect { x: line.x + 2, width: line.width.saturating_sub(2), ..line };
    match row {
        LensRow::Word(set, word, count) => {
            let used = painter.put(line.x, line.y, line.width, words.choice(set, word), painter.styles.heading);
            let said = if *count == 0 { format!("○ {}", words.screen.nothing_yet) } else { count.to_string() };
            let left = line.width.saturating_sub(used + 2);
            painter.put(line.x + used + 2, line.y, left, &said, painter.styles.muted);
        }
        LensRow::Named(name) => {
            let named = format!("{name} {}", guide.lens_name(lens, name));
            painter.put(line.x, line.y, line.width, &named, painter.styles.heading);
        }
        LensRow::Panel(step, panel) => {
            let panel = &guide.structure.steps[*step].panels[*panel];
            if let Some(state) = panel_state(&guide.structure, panel, session) {
                painter.put(below.x, below.y, 1, symbol::of_state(state), symbol::style(state, painter.styles));
            }
            let step = format!("{step} {}", guide.step_text(*step).short);
            let left = below.width.saturating_sub(width(&step) + 4);
            painter.put(below.x + 2, below.y, left, guide.panel_title(&panel.id), painter.styles.text);
            painter.put_right(below.right(), below.y, width(&step), &step, painter.styles.muted);
        }
        LensRow::Item(section, id) => {
            let Some(record) = session.find(*section, id) else { return };
            let about = [words.record(section.kind()).one.clone(), who(desk, record)];
            let about = about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
            let room = below.width / 2;
            let used = width(&about).min(room);
            painter.put_right(below.right(), below.y, used, &about, painter.styles.muted);
            let title = scene.sentences().item_title(*section, record, session);
            let left = below.width.saturating_sub(used + 2);
            painter.put(below.x, below.y, left, &title, painter.styles.text);
        }
        LensRow::Tie(section, field, id) => {
            let kind = section.kind();
            let label = words.field(kind, kind.fields[*field].name);
            let used = painter.put(below.x + 2, below.y, below.width, &format!("{label}: "), painter.styles.muted);
            let left = below.width.saturating_sub(used + 2);
            let title = scene.sentences().title(*section, id, session);
            painter.put(below.x + 2 + used, below.y, left, &title, painter.styles.text);
        }
    }
}

/// Who takes care of an item; of a person, for which organisation.
fn who(desk: &Desk, record: &dyn Record) -> String {
    match record.meant(Meaning::Owner) {
        Value::Link(person) => desk.session.person_name(&person).unwrap_or_default().to_owned(),
        _ if record.kind() == Section::People.kind() => match record.value(Person::organisation) {
            Value::Text(organisation) => organisation,
            _ => String::new(),
        },
        _ => String::new(),
    }
}

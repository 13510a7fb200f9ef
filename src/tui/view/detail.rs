//! The thing itself that is under the cursor of a table: what the session asks of it, and label and value of what is filled
//! in, one under the other, what matters most first.

use ratatui::layout::Rect;

use crate::domain::in_order::sort_by_key;
use crate::domain::record::{Field, Meaning, Record};
use crate::domain::session::Section;
use crate::domain::value::Value;
use crate::tui::model::Desk;
use crate::tui::model::field::wrap;
use crate::tui::model::layout::air;

use super::paint::{Painter, rows, width};
use super::scene::Scene;
use super::symbol;

/// Below a table, what the item itself is stays in sight: it asks no more than so much.
const MOST_ASKED: usize = 2;
/// A label takes no more columns.
const MOST_LABEL: u16 = 18;

/// Draws what is known of a record; `shown` are the fields that can be read in the table already.
pub(crate) fn draw(
    scene: &Scene<'_>,
    desk: &Desk,
    section: Section,
    record: &dyn Record,
    shown: &[usize],
    painter: &mut Painter<'_>,
    area: Rect,
) {
    let mut used = 0;
    let is_tall = area.height > 12;
    if is_tall && !section.kind().title().is_some_and(|title| shown.contains(&title)) {
        let title = scene.sentences().item_title(section, record, &desk.session);
        used += painter.put_wrapped(rows(area, 0, 3), &title, painter.styles.heading) + 1;
    }
    used += asked_of(scene, desk, section, record, is_tall, painter, rows(area, used, area.height));
    let fields = fields(scene, desk, section, record, shown);
    let label_columns =
        fields.iter().map(|(label, _)| width(label)).max().unwrap_or(0).min(MOST_LABEL).min(area.width / 2);
    let x = area.x + label_columns + 2;
    let columns = area.right().saturating_sub(x);
    let height =
        |(_, text): &(String, String)| u16::try_from(wrap(text, usize::from(columns)).len()).unwrap_or(u16::MAX);
    let heights: Vec<u16> = fields.iter().map(height).collect();
    let room = area.height.saturating_sub(used);
    // All of it where there is room; else of everything something.
    let is_whole = heights.iter().copied().fold(0, u16::saturating_add) <= room;
    let most = match (is_whole, is_tall) {
        (true, _) => u16::MAX,
        (false, true) => 6,
        (false, false) => 2,
    };
    let gap = if is_tall { air(&heights, room) } else { 0 };
    let count = fields.len();
    for (number, (label, text)) in fields.into_iter().enumerate() {
        let line = rows(area, used, area.height);
        let left = count - number;
        if line.height == 0 {
            break;
        }
        if line.height == 1 && left > 1 {
            let more = format!("▼ {}", scene.context.words.screen.more(left));
            painter.put(line.x, line.y, line.width, &more, painter.styles.muted);
            break;
        }
        painter.put(line.x, line.y, label_columns, &label, painter.styles.muted);
        // A row stays to tell of what has no room.
        let least = line.height - u16::from(left > 1);
        let value = Rect { x, width: columns, height: least.min(most), ..line };
        used += painter.put_wrapped(value, &text, painter.styles.text).max(1) + gap;
    }
}

/// What is offered for what is under the cursor; tells how many rows it took.
pub(crate) fn offered(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) -> u16 {
    let Some(text) = offered_text(scene, desk).filter(|_| area.height > 0) else { return 0 };
    painter.put_wrapped(area, &text, painter.styles.accent)
}

/// The same in words.
pub(crate) fn offered_text(scene: &Scene<'_>, desk: &Desk) -> Option<String> {
    let offer = desk.offer(scene.context)?;
    Some(format!("› {}", scene.context.words.offers.offered(scene.sentences().offer(offer))))
}

/// What the session asks about an item, most pressing first; tells how many rows that took.
fn asked_of(
    scene: &Scene<'_>,
    desk: &Desk,
    section: Section,
    record: &dyn Record,
    is_tall: bool,
    painter: &mut Painter<'_>,
    area: Rect,
) -> u16 {
    let most = if is_tall { usize::MAX } else { MOST_ASKED.min(usize::from(area.height.saturating_sub(2)).max(1)) };
    let mut used = 0;
    let left = desk.signals.of_item(section, record.id()).count().saturating_sub(most);
    for (number, signal) in desk.signals.of_item(section, record.id()).take(most).enumerate() {
        let told = scene.sentences().signal(signal, &desk.session);
        let (sign, style) = symbol::of_weight(signal.rule.weight, painter.styles);
        let line = rows(area, used, if is_tall { 6 } else { 1 });
        let is_roomy = area.height > used + 2;
        let whole = format!("{sign} {}. {}", told.told, told.remedy);
        // On one row what is asked, whole, rather than what can be done about it cut off.
        let is_cut = !is_tall && width(&whole) > line.width;
        let text = if is_cut { format!("{sign} {}", told.told) } else { whole };
        // What is asked is whole on a second row where there is one.
        let line = if is_cut && is_roomy { rows(area, used, 2) } else { line };
        // How many more there are than have room: its form tells them.
        let more = if left > 0 && number + 1 == most {
            scene.context.words.sentences.and_more("", left)
        } else {
            String::new()
        };
        let line = Rect { width: line.width.saturating_sub(width(&more)), ..line };
        painter.put(line.right(), line.y, width(&more), &more, style);
        used += painter.put_wrapped(line, &text, style);
    }
    used += offered(scene, desk, painter, rows(area, used, if is_tall { 3 } else { 1 }));
    used + u16::from(is_tall && used > 0)
}

/// What is filled in, with its label: what matters when it is missing first, then in the order of the declaration.
fn fields(
    scene: &Scene<'_>,
    desk: &Desk,
    section: Section,
    record: &dyn Record,
    shown: &[usize],
) -> Vec<(String, String)> {
    let kind = section.kind();
    let is_told = |(number, field): &(usize, &Field)| !shown.contains(number) && !field.means(Meaning::Private);
    let mut fields: Vec<(usize, &Field)> = kind.fields.iter().enumerate().filter(is_told).collect();
    sort_by_key(&mut fields, |(number, field)| (!field.means(Meaning::Title), !field.means(Meaning::Needed), *number));
    let told = |(number, field): (usize, &Field)| {
        let text = match record.value(number) {
            Value::Empty => return None,
            Value::Text(text) => text.replace('\n', " "),
            value => scene.sentences().value_text(section, number, &value, &desk.session),
        };
        Some((scene.context.words.field(kind, field.name).to_owned(), text))
    };
    fields.into_iter().filter_map(told).collect()
}

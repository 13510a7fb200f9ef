//! What is asked of all sessions: the questions as tabs, what was typed, the answers in the columns that there is room for,
//! and below them the one under the cursor in full.

use ratatui::layout::Rect;

use crate::domain::question::QuestionKind;
use crate::domain::records::meeting::AnswerState;
use crate::domain::value::ChoiceSet;
use crate::guide::Question;
use crate::i18n::dates;
use crate::i18n::numbers::decimal_text;
use crate::overview::{AnswerColumn, AnswerRow, Cell, ColumnPlace};
use crate::tui::model::asking::{Asking, AskingTab};
use crate::tui::model::layout::{Size, page};

use super::paint::{Painter, rows, width};
use super::scene::Scene;
use super::symbol;

/// Columns between two columns of answers.
const GAP: u16 = 2;
/// Columns before a row, for the sign of the cursor.
const MARGIN: u16 = 2;
/// Rows for the answer under the cursor, below the others.
const DETAIL: u16 = 3;
/// Columns for a light, with room behind it.
const LIGHT: u16 = 2;

/// Columns of this rank and below make an answer; the others are of little weight.
const CORE: u8 = 4;
/// So wide what an answer is about can mostly be read.
const EASE: u16 = 36;
/// So wide most names are whole.
const WHOLE_NAME: u16 = 20;

/// Where a column of answers stands: its number, where it begins, how wide it is.
struct AnswerPlace {
    number: usize,
    x: u16,
    width: u16,
}

pub(crate) fn draw(scene: &Scene<'_>, asking: &Asking, painter: &mut Painter<'_>) -> (u16, u16) {
    let size = scene.model.size;
    let area = Rect { x: size.margin(), y: 0, width: size.inner(), height: size.rows.saturating_sub(2) };
    painter.clear(Rect { x: 0, width: painter.area().width, ..area });
    head(scene, asking, painter, area);
    let cursor = typed(scene, asking, painter, rows(area, 2, 1));
    let columns = asking.columns(&scene.context.guide, &scene.context.words);
    let is_light = |column: &AnswerColumn| scene.context.guide.structure.question(&column.key).is_some();
    let lights = columns.iter().filter(|column| is_light(column)).count();
    let places = place(&columns, is_light, area.width - MARGIN);
    // Numbers of two digits stand above each other, where each has the room of one.
    let heading = if lights > 0 { 2 } else { 1 };
    headings(&columns, is_light, &places, asking, painter, rows(area, 4 - (heading - 1), heading));
    let list = rows(area, 5, area.height.saturating_sub(5 + DETAIL + 1));
    if asking.count() == 0 {
        if asking.is_complete {
            let words = &scene.context.words.overview.asking;
            let is_nobody = asking.tab == AskingTab::Late && asking.typed().text().trim().is_empty();
            let text = if is_nobody { words.nobody_late.clone() } else { scene.with_keys(&words.nothing) };
            painter.put_wrapped(list, &text, painter.styles.strong);
        }
        return cursor;
    }
    let is_long = asking.count() > usize::from(list.height);
    let shown = page(asking.selected, asking.count(), usize::from(list.height.saturating_sub(u16::from(is_long))));
    for (number, row) in asking.shown(shown.first).take(shown.count).enumerate() {
        let line = rows(list, u16::try_from(number).unwrap_or(0), 1);
        let is_selected = shown.first + number == asking.selected;
        if is_selected {
            painter.restyle(line, painter.styles.selected);
            painter.put(line.x, line.y, 1, "▸", painter.styles.accent);
        }
        answer(scene, row, &places, painter, line);
        if is_selected {
            let cell = places.iter().filter(|place| is_light(&columns[place.number])).nth(asking.cell);
            if let Some(place) = cell {
                let x = line.x + MARGIN + place.x;
                painter.put(x - 1, line.y, 1, "[", painter.styles.accent);
                painter.put(x + 1, line.y, 1, "]", painter.styles.accent);
            }
            painter.restyle(line, painter.styles.selected);
        }
    }
    super::records::more(scene, shown, painter, list);
    if let Some(row) = asking.current() {
        let below = rows(area, area.height.saturating_sub(DETAIL), DETAIL);
        painter.put_wrapped(below, &in_full(scene, asking, row, &columns), painter.styles.text);
    }
    cursor
}

/// What it is, how much was found, and the questions.
fn head(scene: &Scene<'_>, asking: &Asking, painter: &mut Painter<'_>, area: Rect) {
    let words = &scene.context.words.overview.asking;
    let title = painter.put(area.x, 0, area.width, &words.title, painter.styles.big);
    let count = if asking.is_complete {
        words.found(scene.context.words.count(asking.count()))
    } else {
        words.looked_at(scene.context.words.count(asking.looked_at()))
    };
    // Which sessions were left out on the list is left out here too.
    let how = super::start::how(scene);
    let told = if how.is_empty() { count } else { format!("{how} · {count}") };
    painter.put_right(area.right(), 0, area.width.saturating_sub(title + 2), &told, painter.styles.muted);
    let mut x = area.x;
    for tab in AskingTab::ALL {
        let name = words.tabs.get(tab.name()).map_or("", String::as_str);
        let style = if tab == asking.tab { painter.styles.tab_active } else { painter.styles.tab };
        x += painter.put(x, 1, area.right().saturating_sub(x), name, style) + 2;
    }
}

/// What is typed, with what is understood of it.
fn typed(scene: &Scene<'_>, asking: &Asking, painter: &mut Painter<'_>, line: Rect) -> (u16, u16) {
    let words = &scene.context.words.overview.asking;
    let label = match asking.tab {
        AskingTab::Until => &words.until,
        AskingTab::Whose => &words.whose,
        AskingTab::Late | AskingTab::Lights | AskingTab::Results => &words.find,
    };
    let used = painter.put(line.x, line.y, line.width / 2, label, painter.styles.heading) + 1;
    let mut room = Rect { x: line.x + used, width: line.width - used, ..line };
    if asking.tab == AskingTab::Until {
        let (day, is_understood) = asking.until(scene.model.today, &scene.context.words);
        let day = dates::short_date(day, scene.model.today, &scene.context.words);
        let (text, style) = if is_understood {
            (words.until_day(&day), painter.styles.muted)
        } else {
            (words.no_day(&day), painter.styles.warn)
        };
        let taken = width(&text).min(room.width.saturating_sub(16));
        painter.put_right(room.right(), room.y, taken, &text, style);
        room.width -= taken + 1;
    }
    super::form::draw_text(asking.typed(), painter, room)
}

/// Places as many columns as there is room for: those with the lowest rank first. What an answer is about gets its ease,
/// and names are whole, before columns of little weight come in; nothing grows further before all are there. So no column
/// is narrower on a wider screen.
fn place(columns: &[AnswerColumn], is_light: impl Fn(&AnswerColumn) -> bool, room: u16) -> Vec<AnswerPlace> {
    let of = |number: usize| columns[number].place.unwrap_or(ColumnPlace { width: (0, 0), rank: u8::MAX });
    let list = |number: usize| is_light(&columns[number]).then(|| columns[number].key.split('.').next()).flatten();
    // Behind the last light of a list there is as much room as behind any other column.
    let is_within = |at: usize| list(at).is_some() && columns.get(at + 1).is_some_and(|_| list(at + 1) == list(at));
    let gap = |number: usize| if is_within(number) { LIGHT - 1 } else { GAP };
    let mut ranked: Vec<usize> = (0..columns.len()).filter(|number| columns[*number].place.is_some()).collect();
    ranked.sort_by_key(|number| of(*number).rank);
    let core = ranked.partition_point(|number| of(*number).rank <= CORE);
    let mut left = room + GAP;
    let mut widths: Vec<(usize, u16)> = Vec::new();
    for (at, number) in ranked.iter().enumerate() {
        let ease = |number| of(number).width.1.min(if of(number).rank == 0 { EASE } else { WHOLE_NAME });
        if at == core && !grow(&mut widths, ease, &mut left) {
            break;
        }
        let taken = of(*number).width.0 + gap(*number);
        if left < taken {
            break;
        }
        left -= taken;
        widths.push((*number, of(*number).width.0));
    }
    if widths.len() == ranked.len() {
        grow(&mut widths, |number| of(number).width.1, &mut left);
    }
    widths.sort_by_key(|(number, _)| *number);
    let mut x = 0;
    let placed = widths.into_iter().map(|(number, width)| {
        let place = AnswerPlace { number, x, width };
        x += width + gap(number);
        place
    });
    placed.collect()
}

/// Makes columns wider, one after the other, up to what each may be; whether all of them are.
fn grow(widths: &mut [(usize, u16)], most: impl Fn(usize) -> u16, left: &mut u16) -> bool {
    for (number, width) in &mut *widths {
        let more = most(*number).saturating_sub(*width).min(*left);
        *width += more;
        *left -= more;
    }
    widths.iter().all(|(number, width)| *width >= most(*number))
}

fn headings(
    columns: &[AnswerColumn],
    is_light: impl Fn(&AnswerColumn) -> bool,
    places: &[AnswerPlace],
    asking: &Asking,
    painter: &mut Painter<'_>,
    area: Rect,
) {
    let mut light = 0;
    for place in places {
        let column = &columns[place.number];
        let x = area.x + MARGIN + place.x;
        let y = area.bottom().saturating_sub(1);
        if is_light(column) {
            let style = if light == asking.cell { painter.styles.accent } else { painter.styles.heading };
            light += 1;
            if light > 9 {
                painter.put(x, y.saturating_sub(1), 1, &(light / 10).to_string(), style);
            }
            painter.put(x, y, 1, &(light % 10).to_string(), style);
        } else {
            painter.put(x, y, place.width, &column.heading, painter.styles.heading);
        }
    }
}

fn answer(scene: &Scene<'_>, row: &AnswerRow, places: &[AnswerPlace], painter: &mut Painter<'_>, line: Rect) {
    for place in places {
        let Some(cell) = row.cells.get(place.number) else { continue };
        let is_late = matches!(cell, Cell::Day(Some(day)) if *day < scene.model.today);
        let style = match cell {
            Cell::Item(Some(state)) => symbol::style(*state, painter.styles),
            Cell::Day(_) if is_late => painter.styles.bad,
            _ => painter.styles.text,
        };
        let (text, style) = match cell {
            _ if is_late => (format!("! {}", cell_text(scene, cell)), style),
            // Where a light is that nobody looked at.
            Cell::Item(None) if place.width == 1 => ("·".to_owned(), painter.styles.muted),
            _ => (cell_text(scene, cell), style),
        };
        painter.put(line.x + MARGIN + place.x, line.y, place.width, &text, style);
    }
}

/// What stands in a cell.
fn cell_text(scene: &Scene<'_>, cell: &Cell<'_>) -> String {
    let words = &scene.context.words;
    match cell {
        Cell::Text(text) => text.clone().into_owned(),
        Cell::Word(_, word) => word.clone(),
        Cell::Day(Some(day)) => dates::short_date(*day, scene.model.today, words),
        Cell::Number(Some(number)) => decimal_text(*number, words),
        Cell::Item(Some(state)) => symbol::of_state(*state).to_owned(),
        Cell::Count(count) => count.to_string(),
        _ => String::new(),
    }
}

/// The answer under the cursor with all that is known of it; of several lights the one under the cursor.
fn in_full(scene: &Scene<'_>, asking: &Asking, row: &AnswerRow, columns: &[AnswerColumn]) -> String {
    let words = &scene.context.words;
    let question = |column: &AnswerColumn| scene.context.guide.structure.question(&column.key).map(|(_, it)| it);
    let mut parts = Vec::new();
    let mut lights = 0;
    for (column, cell) in columns.iter().zip(&row.cells).filter(|(column, _)| column.place.is_some()) {
        if let Some(question) = question(column) {
            if lights == asking.cell {
                parts.push(format!("{} {}: {}", lights + 1, column.heading, light_text(scene, question, cell)));
            }
            lights += 1;
            continue;
        }
        let text = cell_text(scene, cell);
        match cell {
            _ if text.is_empty() => {}
            Cell::Text(_) | Cell::Word(..) => parts.push(text),
            // What was measured is told below, in order.
            Cell::Number(_) | Cell::Item(Some(_)) if !row.told.is_empty() => {}
            Cell::Item(Some(state)) => {
                let word = words.choice(AnswerState::KIND_REF.name, state.word());
                parts.push(format!("{}: {text} {word}", column.heading.to_lowercase()));
            }
            _ => parts.push(format!("{}: {text}", column.heading.to_lowercase())),
        }
    }
    parts.extend((!row.told.is_empty()).then(|| row.told.clone()));
    parts.join(" · ")
}

/// How a light is, in the words of its question.
fn light_text(scene: &Scene<'_>, question: &Question, cell: &Cell<'_>) -> String {
    let Cell::Item(Some(state)) = cell else { return scene.context.words.screen.nothing_yet.clone() };
    let option = match &question.kind {
        QuestionKind::Choice(options) => options.iter().find(|(_, counts)| AnswerState::from(*counts) == *state),
        _ => None,
    };
    let sentences = scene.sentences();
    let word = match option {
        Some((option, _)) => scene.context.guide.word(option),
        None => sentences.state_word(&question.kind, *state),
    };
    format!("{} {word}", symbol::of_state(*state))
}

/// The same as lines of text: the answers are numbered.
pub(crate) fn lines(scene: &Scene<'_>, asking: &Asking) -> Vec<String> {
    let words = &scene.context.words.overview.asking;
    let tab = words.tabs.get(asking.tab.name()).map_or("", String::as_str);
    let columns = asking.columns(&scene.context.guide, &scene.context.words);
    let count = words.found(scene.context.words.count(asking.count()));
    let head = format!("{}. {tab} {}. {count}", words.title, asking.typed().text());
    let told =
        |(number, row): (usize, &AnswerRow)| format!("{}. {}", number + 1, in_full(scene, asking, row, &columns));
    std::iter::once(head).chain(asking.shown(0).enumerate().map(told)).collect()
}

/// The smallest screen has room for all of it.
const _: () = assert!(Size::SMALLEST.rows > 5 + DETAIL + 1 + 2 + 4);

#[cfg(test)]
mod tests {
    use super::place;
    use crate::guide::Guide;
    use crate::i18n::Words;
    use crate::i18n::language::Language;
    use crate::overview::{AnswerColumn, FolderQuestion};

    #[test]
    fn nothing_is_narrower_on_a_wider_screen_or_beyond_its_edge() {
        for &language in Language::ALL {
            let (guide, words) = (Guide::load(language).expect("it ships"), Words::load(language).expect("they ship"));
            let is_light = |column: &AnswerColumn| guide.structure.question(&column.key).is_some();
            for question in [FolderQuestion::Actions, FolderQuestion::Lights, FolderQuestion::Results] {
                let columns = question.columns(&guide, &words);
                let mut before = vec![0; columns.len()];
                for room in 56..=300 {
                    let mut widths = vec![0; columns.len()];
                    let places = place(&columns, is_light, room);
                    assert!(places.iter().all(|place| place.x + place.width <= room), "{question:?} in {room}");
                    assert!(places.len() >= 3, "{question:?} in {room}");
                    for place in &places {
                        widths[place.number] = place.width;
                    }
                    assert!(before.iter().zip(&widths).all(|(before, now)| before <= now), "{question:?} in {room}");
                    before = widths;
                }
                let heading = |(column, width): (&AnswerColumn, &u16)| {
                    is_light(column) || column.place.is_none() || column.heading.chars().count() <= usize::from(*width)
                };
                assert!(columns.iter().zip(&before).all(heading), "{question:?}: a heading is cut");
            }
        }
    }
}

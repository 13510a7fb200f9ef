//! What is asked of all sessions: the questions as tabs, what was typed, the answers in the columns that there is room for,
//! and below them the one under the cursor in full.

use std::borrow::Cow;

use ratatui::layout::Rect;

use crate::domain::in_order::sort_by_key;
use crate::domain::question::QuestionKind;
use crate::domain::records::meeting::AnswerState;
use crate::domain::value::ChoiceSet;
use crate::guide::Question;
use crate::i18n::dates;
use crate::overview::{AnswerColumn, AnswerRow, Cell};
use crate::tui::model::asking::{Asking, AskingTab, cell_text, is_late};
use crate::tui::model::layout::{self, Candidate, Rank, Size, page};

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

/// Columns of this rank and below matter; the others are of little weight.
const CORE: u8 = 4;
/// What an answer is about takes no more rows than this.
const MOST_ROWS: u16 = 3;

/// Where a column of answers stands: its number, where it begins, how wide it is.
struct AnswerPlace {
    number: usize,
    x: u16,
    width: u16,
    /// How many rows its widest text takes: what an answer is about goes on on a next row.
    rows: u16,
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
    let places = place(&columns, is_light, |number| asking.widest(number), area.width - MARGIN);
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
    let each = places.iter().map(|place| place.rows).max().unwrap_or(1);
    let fitting = |height: u16| usize::from((height / each).max(1));
    let is_long = asking.count() > fitting(list.height);
    let per_page = fitting(list.height.saturating_sub(u16::from(is_long)));
    let shown = page(asking.selected, asking.count(), per_page);
    for (number, row) in asking.shown(shown.first).take(shown.count).enumerate() {
        let line = rows(list, u16::try_from(number).unwrap_or(0) * each, each);
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
    let count = if asking.is_complete && asking.tab == AskingTab::Late && asking.count() > 0 {
        // The list of sessions counts actions alone.
        words.found_late(asking.count())
    } else if asking.is_complete {
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

/// Places as many columns as there is room for, those with the lowest rank first; the lights of a list stand together or
/// not at all. `widest` tells how wide the widest text of a column is.
fn place(
    columns: &[AnswerColumn],
    is_light: impl Fn(&AnswerColumn) -> bool,
    widest: impl Fn(usize) -> u16,
    room: u16,
) -> Vec<AnswerPlace> {
    let list = |number: usize| is_light(&columns[number]).then(|| columns[number].key.split('.').next()).flatten();
    let rank = |group: &[usize]| columns[group[0]].place.map_or(u8::MAX, |place| place.rank);
    let numbers: Vec<usize> = (0..columns.len()).filter(|number| columns[*number].place.is_some()).collect();
    let is_together = |one: &usize, next: &usize| list(*one).is_some() && list(*one) == list(*next);
    let mut groups: Vec<&[usize]> = numbers.chunk_by(is_together).collect();
    sort_by_key(&mut groups, |group| rank(group));
    let subject = groups.iter().find(|group| list(group[0]).is_none()).map(|group| group[0]);
    let candidate = |group: &&[usize]| {
        let number = group[0];
        if list(number).is_some() {
            let natural = u16::try_from(group.len()).unwrap_or(u16::MAX).saturating_mul(LIGHT) - 1;
            return Candidate { natural, most: natural, rank: Rank::Needed };
        }
        // A heading is never cut.
        let heading = width(&columns[number].heading);
        let rank = match rank(group) {
            _ if Some(number) == subject => Rank::Subject,
            ..=CORE => Rank::Needed,
            _ => Rank::Other,
        };
        let most = columns[number].place.map_or(heading, |place| place.most.max(heading));
        Candidate { natural: widest(number).max(heading), most, rank }
    };
    let candidates: Vec<Candidate> = groups.iter().map(candidate).collect();
    let given = layout::columns(&candidates, room);
    let shown = groups.iter().zip(&candidates).zip(given);
    let mut shown: Vec<_> = shown.filter_map(|((group, it), given)| Some((*group, *it, given?))).collect();
    sort_by_key(&mut shown, |(group, ..)| group[0]);
    let mut x = 0;
    let mut places = Vec::new();
    for (group, Candidate { natural, rank, .. }, taken) in shown {
        let is_lights = list(group[0]).is_some();
        let rows = if rank == Rank::Subject && taken < natural { rows_of(natural, taken) } else { 1 };
        for (at, number) in (0..).zip(group) {
            let width = if is_lights { 1 } else { taken };
            places.push(AnswerPlace { number: *number, x: x + at * LIGHT, width, rows });
        }
        x += taken + GAP;
    }
    places
}

/// How many rows a text of so many columns takes where it is wrapped: a row is seldom filled to its end.
fn rows_of(natural: u16, columns: u16) -> u16 {
    const LONG_WORD: u16 = 12;
    natural.saturating_add(LONG_WORD).div_ceil(columns.max(1)).clamp(2, MOST_ROWS)
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
        let text = cell_text(cell, scene.model.today, &scene.context.words);
        let (text, style) = match cell {
            _ if is_late(cell, scene.model.today) => (text, painter.styles.bad),
            // Where a light is that nobody looked at.
            Cell::Item(None) if place.width == 1 => (Cow::Borrowed("·"), painter.styles.muted),
            Cell::Item(Some(state)) => (text, symbol::style(*state, painter.styles)),
            _ => (text, painter.styles.text),
        };
        let there = Rect { x: line.x + MARGIN + place.x, width: place.width, ..line };
        if place.rows > 1 {
            painter.put_wrapped(there, &text, style);
        } else {
            painter.put(there.x, there.y, there.width, &text, style);
        }
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
        let text = cell_text(cell, scene.model.today, words);
        match cell {
            _ if text.is_empty() => {}
            Cell::Text(_) | Cell::Word(..) => parts.push(text.into_owned()),
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
    use super::{MARGIN, place};
    use crate::guide::Guide;
    use crate::i18n::Words;
    use crate::i18n::language::Language;
    use crate::overview::{AnswerColumn, FolderQuestion};

    #[test]
    fn no_column_goes_on_a_wider_screen_or_beyond_its_edge_and_no_heading_is_cut() {
        for &language in Language::ALL {
            let (guide, words) = (Guide::load(language).expect("it ships"), Words::load(language).expect("they ship"));
            let is_light = |column: &AnswerColumn| guide.structure.question(&column.key).is_some();
            for (question, longest) in [
                (FolderQuestion::Actions, 20),
                (FolderQuestion::Actions, 90),
                (FolderQuestion::Lights, 14),
                (FolderQuestion::Results, 70),
            ] {
                let columns = question.columns(&guide, &words);
                let mut before: Vec<usize> = Vec::new();
                let is_subject = |number: usize| columns[number].place.is_some_and(|place| place.rank == 0);
                let widest = |number| if is_subject(number) { longest } else { 14 };
                for room in 56 - MARGIN..=300 {
                    let places = place(&columns, is_light, widest, room);
                    assert!(places.iter().all(|place| place.x + place.width <= room), "{question:?} in {room}");
                    assert!(places.windows(2).all(|two| two[0].x + two[0].width < two[1].x), "{question:?} in {room}");
                    let heading = |place: &super::AnswerPlace| super::width(&columns[place.number].heading);
                    let is_whole = |place: &super::AnswerPlace| place.width == 1 || heading(place) <= place.width;
                    assert!(places.iter().all(is_whole), "{question:?} in {room}: a heading is cut");
                    let now: Vec<usize> = places.iter().map(|place| place.number).collect();
                    assert!(before.iter().all(|number| now.contains(number)), "{question:?} in {room}");
                    before = now;
                }
                let all = columns.iter().filter(|column| column.place.is_some()).count();
                assert_eq!(before.len(), all, "{question:?}");
            }
        }
    }
}

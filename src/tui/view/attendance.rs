//! Who is there: a line for each person, with since when, and how many are still expected.

use ratatui::layout::Rect;

use crate::domain::record::RecordKind;
use crate::domain::records::meeting::{Attendance, Person};
use crate::domain::session::Section;
use crate::domain::value::{ChoiceSet, Typed};
use crate::i18n::dates;
use crate::tui::model::Desk;
use crate::tui::model::layout::{WIDEST_LIST, air, page};

use super::paint::{Painter, rows, width};
use super::scene::Scene;
use super::symbol;

/// A name takes no more columns than this before the state comes.
const MOST_NAME: u16 = 30;

pub(crate) fn draw(scene: &Scene<'_>, selected: usize, painter: &mut Painter<'_>, body: Rect) {
    let Some(desk) = scene.model.desk() else { return };
    let body = Rect { width: body.width.min(WIDEST_LIST), ..body };
    let words = &scene.context.words.attendance;
    let people: Vec<&Person> = desk.session.people.iter().collect();
    painter.put(body.x, body.y, body.width, &words.title, painter.styles.heading);
    if people.is_empty() {
        painter.put_wrapped(rows(body, 2, 3), &words.nobody, painter.styles.muted);
        return;
    }
    let room = body.width.saturating_sub(width(&words.title) + 2);
    painter.put_right(body.right(), body.y, room, &counted(scene, &people, room), painter.styles.strong);
    let list = rows(body, 2, body.height.saturating_sub(2));
    let is_long = people.len() > usize::from(list.height);
    let shown = page(selected, people.len(), usize::from(list.height.saturating_sub(u16::from(is_long))));
    let each = 1 + air(&vec![1; people.len()], list.height);
    let names = people.iter().map(|person| width(&person.name)).max().unwrap_or(0).min(MOST_NAME).min(body.width / 2);
    for (row, (number, person)) in people.iter().enumerate().skip(shown.first).take(shown.count).enumerate() {
        let line = rows(list, u16::try_from(row).unwrap_or(u16::MAX).saturating_mul(each), 1);
        draw_person(scene, person, names, painter, line);
        if number == selected.min(people.len() - 1) {
            painter.restyle(line, painter.styles.selected);
        }
    }
    super::records::more(scene, shown, painter, list);
}

/// How many people stand in each state, in the words that stand behind their names, as many of these as have room; of who was
/// there, how many left.
fn counted(scene: &Scene<'_>, people: &[&Person], room: u16) -> String {
    let words = &scene.context.words;
    let gone = people.iter().filter(|person| is_here(person) && !person.till.is_empty()).count();
    let state = |attendance: &Attendance| {
        let count = people.iter().filter(|person| person.attendance == Some(*attendance)).count();
        let told = format!("{count} {}", words.choice(Attendance::KIND_REF.name, attendance.word()));
        let gone = Some(words.attendance.gone(gone)).filter(|_| gone > 0 && *attendance == Attendance::Present);
        Some(told).filter(|_| count > 0).into_iter().chain(gone)
    };
    super::start::whole_parts(Attendance::ALL.iter().flat_map(state).collect(), room)
}

/// Who is there, in words: a number for each person, and a sign in front of the one that a key is about.
pub(crate) fn lines(scene: &Scene<'_>, desk: &Desk, selected: usize) -> Vec<String> {
    let words = &scene.context.words.attendance;
    let people = desk.session.people.iter().enumerate();
    let line = |(number, person): (usize, &Person)| {
        scene.here(number == selected, format!("{}. {}: {}", number + 1, &*person.name, said_of(scene, person)))
    };
    let nobody = desk.session.people.is_empty().then(|| words.nobody.clone());
    [words.title.clone()].into_iter().chain(nobody).chain(people.map(line)).collect()
}

fn is_here(person: &Person) -> bool {
    person.attendance == Some(Attendance::Present)
}

fn draw_person(scene: &Scene<'_>, person: &Person, names: u16, painter: &mut Painter<'_>, line: Rect) {
    let kind: &RecordKind = Section::People.kind();
    let state = match (person.attendance, kind.state()) {
        (Some(attendance), Some((_, choices))) => choices.state_of(attendance.word()),
        _ => crate::domain::records::meeting::AnswerState::Open,
    };
    painter.put(line.x + 1, line.y, 1, symbol::of_state(state), symbol::style(state, painter.styles));
    painter.put(line.x + 3, line.y, names, &person.name, painter.styles.text);
    let x = line.x + 3 + names + 2;
    let style = if is_here(person) { painter.styles.strong } else { painter.styles.muted };
    painter.put(x, line.y, line.right().saturating_sub(x), &said_of(scene, person), style);
}

/// Whether a person is there, since when and until when, and what was noted.
fn said_of(scene: &Scene<'_>, person: &Person) -> String {
    let words = &scene.context.words;
    let said = person.attendance.map_or(words.attendance.not_said.as_str(), |attendance| {
        words.choice(Attendance::KIND_REF.name, attendance.word())
    });
    let mut parts = vec![said.to_owned()];
    if let Some(from) = person.from.known().filter(|_| is_here(person)) {
        parts.push(words.attendance.since(dates::time_text(from)));
    }
    match &person.till {
        Typed::Known(till) => parts.push(words.attendance.till(dates::time_text(*till))),
        Typed::AsTyped(text) => parts.push(format!("? {text}")),
        Typed::Empty => {}
    }
    if !person.note.is_empty() {
        parts.push(person.note.0.clone());
    }
    parts.join(" · ")
}

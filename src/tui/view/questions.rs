//! A list of questions: one card at a time, large, with its answer under it; a strip above it shows which are answered.

use ratatui::layout::Rect;

use crate::domain::id::Id;
use crate::domain::question::{QuestionKind, state};
use crate::domain::record::{Meaning, Record};
use crate::domain::records::meeting::{Answer, AnswerState};
use crate::domain::session::Section;
use crate::domain::value::Value;
use crate::guide::{Asked, Content, List};
use crate::telling::rounds::round_name;
use crate::tui::model::Desk;
use crate::tui::model::form::{Form, Shape};
use crate::tui::model::layout::{WALL_LINES, air, beside_list, page};
use crate::tui::model::panel::panel_of_section;

use super::paint::{Painter, rows, width};
use super::scene::Scene;
use super::{part_of, symbol};

/// From so many rows on there is white around a question.
const ROOMY: u16 = 16;

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) {
    let guide = &scene.context.guide;
    let Some((list, asked)) = desk.asked(guide) else {
        let about = match desk.panel(guide).view.content() {
            Content::Answers(id) => guide.structure.list(id).and_then(|list| list.per),
            _ => None,
        };
        nothing_to_ask(scene, desk, about.map_or(Section::Themes, |per| per.0), painter, area);
        return;
    };
    let area = match beside_list(area.width, area.height).filter(|_| !scene.model.is_presenting) {
        Some((index, card)) => {
            draw_index(scene, desk, list, painter, part_of(area, index));
            part_of(area, card)
        }
        None => area,
    };
    strip(scene, desk, list, painter, rows(area, 0, 2));
    let text_area = Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area };
    // White around the question where there is room for it.
    let gap = u16::from(area.height >= ROOMY);
    let name = match asked.about {
        None => guide.question_label(&asked.question.id),
        Some(about) => {
            let section = list.per.map_or(Section::Themes, |per| per.0);
            scene.sentences().item_title(section, about, &desk.session)
        }
    };
    let mut y = 2 + gap;
    painter.put(text_area.x, area.y + y, text_area.width, &name, painter.styles.accent);
    y += 1 + gap;
    if let Some(text) = guide.question_text(&asked.question.id) {
        y += painter.put_wrapped(rows(text_area, y, 4), &text.text, painter.styles.big) + 1;
    }
    let mut below = rows(text_area, y, area.height);
    if scene.model.is_presenting {
        // The name and the question stand above it; between what was filled in is no white.
        let left = WALL_LINES.saturating_sub(y - gap * 2) + 3;
        below.height = below.height.min(left);
    }
    answer(scene, desk, list, asked, painter, below);
}

/// What questions say that are asked of each item of a section, as long as there is none.
pub(crate) fn nothing_to_ask(scene: &Scene<'_>, desk: &Desk, section: Section, painter: &mut Painter<'_>, area: Rect) {
    let (guide, words) = (&scene.context.guide, &scene.context.words);
    let panel = panel_of_section(guide, section, None)
        .map_or("", |(step, panel)| guide.panel_title(&guide.structure.steps[step].panels[panel].id));
    let text = words.screen.no_items_to_ask(&words.record(section.kind()).one, panel);
    super::records::empty(scene, desk, &text, painter, area);
}

/// All questions of the list in a few words, each with how far it is: as many as there is room for.
fn draw_index(scene: &Scene<'_>, desk: &Desk, list: &List, painter: &mut Painter<'_>, area: Rect) {
    let (guide, session) = (&scene.context.guide, &desk.session);
    let selected = desk.selected(guide);
    let asked = list.asked(session);
    let title = guide.list_text(&list.id).map_or("", |text| text.title.as_str());
    painter.put(area.x, area.y, area.width, title, painter.styles.heading);
    let area = rows(area, 2, area.height);
    let is_long = asked.len() > usize::from(area.height);
    let shown = page(selected, asked.len(), usize::from(area.height.saturating_sub(u16::from(is_long))));
    let each = 1 + air(&vec![1; asked.len()], area.height);
    for (row, (number, card)) in asked.iter().enumerate().skip(shown.first).take(shown.count).enumerate() {
        let line = rows(area, u16::try_from(row).unwrap_or(u16::MAX).saturating_mul(each), 1);
        let how_far = state(&card.question.kind, session.answer(&card.answer_id()), session);
        painter.put(line.x + 2, line.y, 1, symbol::of_state(how_far), symbol::style(how_far, painter.styles));
        let asked_of = desk.signals.weight_of(Section::Answers, &Id::new(card.answer_id()));
        symbol::mark(asked_of, painter, line.x + 1, line.y);
        let short = guide.question_text(&card.question.id).map_or("", |text| text.short.as_str());
        let about = card.about.zip(list.per.map(|per| per.0));
        let about = about.map(|(item, section)| scene.sentences().item_title(section, item, session));
        let text = about.map_or_else(|| short.to_owned(), |about| format!("{about}: {short}"));
        painter.put(line.x + 4, line.y, line.width.saturating_sub(4), &text, painter.styles.text);
        if number == selected {
            painter.put(line.x, line.y, 1, "▸", painter.styles.accent);
            painter.restyle(line, painter.styles.selected);
        }
    }
    super::records::more(scene, shown, painter, area);
}

/// The title, which card this is, and a sign for each card.
fn strip(scene: &Scene<'_>, desk: &Desk, list: &List, painter: &mut Painter<'_>, area: Rect) {
    let selected = desk.selected(&scene.context.guide);
    let asked = list.asked(&desk.session);
    let group =
        list.groups.iter().find(|group| asked[selected].question.id.starts_with(&format!("{}.{}.", list.id, group.id)));
    let texts = scene.context.guide.list_text(&list.id);
    let title = texts.map_or("", |text| text.title.as_str());
    let group = group.and_then(|group| texts.and_then(|text| text.groups.get(&group.id)));
    let words = &scene.context.words.screen;
    let count = words.question_of(selected + 1, asked.len());
    let left = area.width.saturating_sub(width(&count) + 2);
    // Where there is no room for both, the name of the panel above tells which list it is.
    let both = group.map(|group| format!("{title} · {group}"));
    let names = both.as_deref().into_iter().chain(group.map(String::as_str)).chain([title]);
    let heading = names.clone().find(|name| width(name) <= left).or(names.last()).unwrap_or_default();
    painter.put(area.x, area.y, left, heading, painter.styles.heading);
    painter.put_right(area.right(), area.y, area.width, &count, painter.styles.muted);
    let all = usize::from(area.width / 2).max(1);
    // Those that do not fit wait behind an arrow that says how many.
    let room = if asked.len() > all { all.saturating_sub(5).max(1) } else { all };
    let shown = page(selected, asked.len(), room);
    let mut x = area.x;
    if shown.first > 0 {
        x += painter.put(x, area.y + 1, 6, &format!("‹ {}  ", shown.first), painter.styles.muted);
    }
    if shown.more > 0 {
        painter.put_right(area.right(), area.y + 1, 6, &format!("{} ›", shown.more), painter.styles.muted);
    }
    for (number, card) in asked.iter().enumerate().skip(shown.first).take(shown.count) {
        let state = state(&card.question.kind, desk.session.answer(&card.answer_id()), &desk.session);
        let style = symbol::style(state, painter.styles);
        painter.put(x, area.y + 1, 1, symbol::of_state(state), style);
        if number == selected {
            painter.restyle(Rect { x, y: area.y + 1, width: 1, height: 1 }, painter.styles.selected);
        }
        x += 2;
    }
}

/// How far the answer is, and all that was filled in.
fn answer(scene: &Scene<'_>, desk: &Desk, list: &List, asked: Asked<'_>, painter: &mut Painter<'_>, area: Rect) {
    let id = asked.answer_id();
    let given = desk.session.answer(&id);
    let how_far = state(&asked.question.kind, given, &desk.session);
    let word = state_word(scene, &asked.question.kind, given, how_far);
    let style = symbol::style(how_far, painter.styles);
    let used = painter.put(area.x, area.y, area.width, &format!("{} {word}", symbol::of_state(how_far)), style);
    if let Some(before) = before(scene, desk, asked) {
        painter.put_right(area.right(), area.y, area.width.saturating_sub(used + 2), &before, painter.styles.muted);
    }
    let mut y = 1;
    for signal in desk.signals.of_item(Section::Answers, &Id::new(&*id)).filter(|_| !scene.model.is_presenting) {
        let (sign, style) = symbol::of_weight(signal.rule.weight, painter.styles);
        let told = scene.sentences().signal(signal, &desk.session).told;
        y += painter.put_wrapped(rows(area, y, 2), &format!("{sign} {told}"), style);
    }
    y += 1 + super::detail::offered(scene, desk, painter, rows(area, y, 1));
    let form = Form::of_answer(&desk.session, list, asked.question, &id);
    for (number, field) in form.fields.iter().enumerate() {
        let (Shape::AnyOf(options), value) = (&field.shape, form.value(number, &desk.session)) else { continue };
        y += marks(scene, desk, options, &value, painter, rows(area, y, area.height)) + 1;
    }
    let Some(given) = given else { return };
    for (number, field) in Section::Answers.kind().fields.iter().enumerate() {
        if y >= area.height
            || field.means(Meaning::Private)
            || [Answer::status, Answer::choice, Answer::marks, Answer::people].contains(&number)
        {
            continue;
        }
        let value = given.value(number);
        if value.is_empty() {
            continue;
        }
        let label = scene.context.words.field(Section::Answers.kind(), field.name);
        let text = super::form::full_text(&scene.sentences(), Section::Answers, number, &value, &desk.session);
        let line = rows(area, y, area.height);
        painter.put(line.x, line.y, 18, label, painter.styles.muted);
        let value_area = Rect { x: line.x + 20, width: line.width.saturating_sub(20), ..line };
        y += painter.put_wrapped(rows(value_area, 0, 5), &text, painter.styles.text).max(1);
    }
}

/// How far it was in the last round before in which it was answered (M70, M74); of a text that would tell nothing.
fn before(scene: &Scene<'_>, desk: &Desk, asked: Asked<'_>) -> Option<String> {
    let kind = &asked.question.kind;
    let id = asked.answer_id();
    let (session, given) = desk.earlier.iter().rev().find_map(|session| Some((session, session.answer(&id)?)))?;
    let word = state_word(scene, kind, Some(given), state(kind, Some(given), session));
    (*kind != QuestionKind::Text).then(|| format!("{}: {word}", round_name(session.round(), &scene.context.words)))
}

/// The word for how far an answer is: that of the option, where one was chosen.
pub(crate) fn state_word(
    scene: &Scene<'_>,
    kind: &QuestionKind,
    answer: Option<&Answer>,
    state: AnswerState,
) -> String {
    let choice = answer.map(|answer| &*answer.choice.0).filter(|choice| !choice.is_empty());
    let said = answer.and_then(|answer| answer.status);
    match (kind, choice) {
        (QuestionKind::Choice(_), Some(choice)) => scene.context.guide.word(choice).to_owned(),
        // What was chosen is told, also where it does not count for all of it yet.
        (QuestionKind::Sources, _) if said == Some(AnswerState::Done) && state == AnswerState::Partly => {
            let sentences = scene.sentences();
            sentences.words.sentences.not_complete(sentences.state_word(kind, AnswerState::Done))
        }
        _ => scene.sentences().state_word(kind, state).to_owned(),
    }
}

/// Marks side by side, each with a sign that tells whether it is set.
fn marks(
    scene: &Scene<'_>,
    desk: &Desk,
    options: &[String],
    value: &Value,
    painter: &mut Painter<'_>,
    area: Rect,
) -> u16 {
    let (mut x, mut y) = (area.x, area.y);
    let sentences = scene.sentences();
    for option in options {
        let is_set = value.members().contains(option);
        let name = match desk.session.people.find(&Id::new(option.as_str())) {
            Some(person) => person.name.0.as_str(),
            None => sentences.mark(option),
        };
        let label = format!("{} {name}", if is_set { "[x]" } else { "[ ]" });
        let taken = width(&label);
        if x > area.x && x + taken > area.right() {
            (x, y) = (area.x, y + 1);
        }
        if y >= area.bottom() {
            break;
        }
        let style = if is_set { painter.styles.strong } else { painter.styles.text };
        x += painter.put(x, y, area.right().saturating_sub(x), &label, style) + 3;
    }
    (y - area.y + 1).min(area.height)
}

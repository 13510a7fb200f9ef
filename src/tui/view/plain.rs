//! The model as numbered lines of text, for a screen reader or a braille line: no drawing, nothing that moves.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::question::state;
use crate::domain::record::{Meaning, Record};
use crate::domain::session::{Section, Session};
use crate::domain::value::Value;
use crate::guide::progress::{form_fields, step};
use crate::guide::{Chart, Content, PanelView};
use crate::i18n::dates;
use crate::tui::model::form::{Editor, Form};
use crate::tui::model::layout::Size;
use crate::tui::model::offered::pick_matches;
use crate::tui::model::{Context, Desk, Model, Screen};
use crate::tui::theme::Styles;

use super::grid_lines::{cell_lines, grid_lines};
use super::paint::{Painter, width};
use super::scene::Scene;
use super::sums::filled_of;
use super::{body, draw_panel, form, overlay, render};

/// How large a picture is of which only the words are told: with no room for one thing beside another, which would be read as
/// one line.
const PICTURE: Rect = Rect { x: 0, y: 0, width: 94, height: 60 };

/// Of an item in a list no more is told than so much beside what it always tells.
const MOST_OTHERS: usize = 4;

/// What is told in lines of text, without a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainLines {
    /// What is in front, line by line; rows that can be gone to have a number.
    pub lines: Vec<String>,
    /// What a key or a line led to, which is told once.
    pub once: Option<String>,
}

/// What is in front, and what is to be told once.
#[must_use]
pub fn lines(model: &Model, context: &Context) -> PlainLines {
    let scene = Scene::in_words(model, context);
    let lines = match (model.overlays.last(), &model.screen) {
        (Some(top), _) => match (model.form(), top.cell().zip(model.desk())) {
            (Some((form, session)), _) => {
                let is_new = top.new_session().is_some() && form.focus == 0;
                let what = is_new.then(|| context.words.screen.new_session.clone());
                what.into_iter().chain(form_lines(&scene, form, session)).collect()
            }
            (None, Some((editor, desk))) => cell_lines(&scene, desk, editor),
            (None, None) => overlay::lines(&scene, top).unwrap_or_else(|| picture(model, context)),
        },
        (None, Screen::Session(desk)) => panel(&scene, desk),
        (None, Screen::Start(start)) => super::start::lines(&scene, start).unwrap_or_else(|| picture(model, context)),
    };
    let once = model.notice.as_ref().map(|notice| scene.with_keys(&notice.text));
    // A picture holds the message too, in one line or in several.
    let is_message = |line: &String| once.as_ref().is_some_and(|once| is_part(line, once));
    PlainLines { lines: lines.into_iter().filter(|line| !is_message(line)).collect(), once }
}

/// Whether a line of a picture is a message, or a whole row of it.
fn is_part(line: &str, message: &str) -> bool {
    let told = line.trim_start_matches(['!', '✓', '→', ' ']);
    !told.is_empty() && (told == message || told.split_whitespace().nth(3).is_some() && message.contains(told))
}

fn numbered(lines: Vec<String>) -> impl Iterator<Item = String> {
    lines.into_iter().enumerate().map(|(at, line)| format!("{}. {line}", at + 1))
}

/// The panel that is in front: where it stands, and its rows.
fn panel(scene: &Scene<'_>, desk: &Desk) -> Vec<String> {
    let guide = &scene.context.guide;
    let panel = desk.panel(guide);
    let name = &guide.step_text(desk.step).name;
    let place = format!("{} {name}. {}", desk.step, guide.panel_title(&panel.id));
    let rows = match &panel.view {
        PanelView::Cycle => cycle(scene, desk),
        PanelView::Carried if desk.rows(guide) > 0 => super::carried::lines(scene, desk),
        PanelView::Lens(lens) if desk.rows(guide) > 0 => super::lens::lines(scene, desk, lens),
        PanelView::Chart(Chart::Deviation) if desk.rows(guide) > 0 => super::charts::deviation::lines(scene, desk),
        PanelView::Chart(Chart::Progress) => {
            return std::iter::once(place).chain(super::charts::progress::lines(scene, desk)).collect();
        }
        _ => match panel.view.content() {
            Content::Items(section) => items(scene, desk, section),
            Content::Fields(section, names) => fields(scene, desk, section, names),
            // In a grid of questions each is about the item of its row.
            Content::Answers(list) if panel.view.grid().is_none() => answers(scene, desk, list),
            Content::Nothing | Content::Cells(_) | Content::Answers(_) => {
                let grid = panel.view.grid();
                let is_vote = grid.is_some_and(|grid| grid.picture == Some(Chart::Votes) && desk.is_shown(grid));
                let is_web = grid.is_some_and(|grid| grid.picture == Some(Chart::Web) && desk.is_shown(grid));
                if is_web {
                    return [place]
                        .into_iter()
                        .chain(super::charts::web::lines(scene, desk))
                        .chain(asked(scene, desk))
                        .collect();
                }
                if is_vote {
                    let (themes, below) = super::charts::votes::lines(scene, desk);
                    return [place].into_iter().chain(numbered(themes)).chain(below).collect();
                }
                if grid.is_some_and(|grid| grid.picture == Some(Chart::Named) && desk.is_shown(grid)) {
                    let cells = grid_lines(scene, desk).map_or_else(Vec::new, |grid| grid.cells);
                    let below = super::charts::named::lines(scene, desk);
                    return [place].into_iter().chain(numbered(cells)).chain(below).collect();
                }
                // What was shown to the room, and what has no cells yet, is told as it is drawn.
                let grid = grid.filter(|grid| !desk.is_shown(grid)).and_then(|_| grid_lines(scene, desk));
                let Some(grid) = grid else {
                    return [place]
                        .into_iter()
                        .chain(picture_of_panel(scene, desk))
                        .chain(asked(scene, desk))
                        .collect();
                };
                let hint = guide.panel_hint(&panel.id).to_owned();
                let before = [place, hint].into_iter().filter(|line| !line.is_empty());
                return before.chain(numbered(grid.cells)).chain(grid.below).collect();
            }
        },
    };
    let hint = guide.panel_hint(&panel.id).to_owned();
    let worked = super::carried::worked_told(scene, desk).filter(|_| panel.view == PanelView::Carried);
    let before = [place, hint].into_iter().chain(worked).filter(|line| !line.is_empty());
    before.chain(numbered(rows)).collect()
}

/// What the session asks of the panel in front: of what is shown as a picture too, such as whose scores are missing.
fn asked(scene: &Scene<'_>, desk: &Desk) -> Vec<String> {
    let asked = desk.signals.of_panel(desk.panel(&scene.context.guide));
    asked.map(|signal| scene.sentences().signal_line(signal, &desk.session)).collect()
}

fn cycle(scene: &Scene<'_>, desk: &Desk) -> Vec<String> {
    let guide = &scene.context.guide;
    let steps = (1..guide.structure.steps.len()).map(|number| {
        let progress = step(&guide.structure, &guide.structure.steps[number], &desk.session);
        let filled = filled_of(scene, progress.filled, progress.parts);
        format!("{}: {filled}", guide.step_text(number).name)
    });
    let asked = desk.signals.in_the_room().map(|signal| {
        let told = scene.sentences().signal(signal, &desk.session);
        scene.context.words.signals.line(&told.subject, &told.told)
    });
    steps.chain(asked).collect()
}

fn items(scene: &Scene<'_>, desk: &Desk, section: Section) -> Vec<String> {
    let kind = section.kind();
    let table = desk.session.table(section);
    let told = |record: &dyn Record| {
        let is_told = |number: usize| {
            let field = &kind.fields[number];
            kind.state().is_some_and(|(state, _)| state == number)
                || field.means(Meaning::Needed)
                || field.means(Meaning::Asked)
        };
        let value = |number: usize| {
            let text = scene.sentences().value_text(section, number, &record.value(number), &desk.session);
            let is_hidden = kind.fields[number].means(Meaning::Private) || text.is_empty();
            (!is_hidden).then(|| format!("{} {text}", scene.context.words.field(kind, kind.fields[number].name)))
        };
        let title = scene.sentences().item_title(section, record, &desk.session);
        let rest = (0..kind.fields.len()).filter(|number| is_told(*number)).filter_map(value);
        // And what else was filled in, first what the form asks first.
        let is_other = |number: &usize| !is_told(*number) && kind.title() != Some(*number);
        let others = (0..kind.fields.len()).filter(is_other).filter_map(|number| {
            let held = record.value(number);
            let is_untold = held.is_empty() || kind.fields[number].means(Meaning::Private);
            let text = scene.sentences().brief_value_text(section, number, &held, &desk.session);
            let label = scene.context.words.field(kind, kind.fields[number].name);
            (!is_untold).then(|| format!("{label} {text}"))
        });
        let rest = rest.chain(others.take(MOST_OTHERS));
        let asked = desk.signals.of_item(section, record.id());
        let asked = asked.map(|signal| scene.sentences().signal(signal, &desk.session).told);
        [title].into_iter().chain(rest).chain(asked).collect::<Vec<_>>().join(", ")
    };
    (0..table.len()).filter_map(|at| table.get(at)).map(told).collect()
}

fn fields(scene: &Scene<'_>, desk: &Desk, section: Section, names: &[String]) -> Vec<String> {
    let kind = section.kind();
    let Some(record) = desk.session.table(section).get(0) else { return Vec::new() };
    let told = |number: usize| {
        let field = &kind.fields[number];
        let text = match record.value(number) {
            _ if field.means(Meaning::Private) => scene.context.words.screen.hidden.clone(),
            Value::Empty => scene.context.words.screen.nothing_yet.clone(),
            value => scene.sentences().value_text(section, number, &value, &desk.session),
        };
        format!("{}: {text}", scene.context.words.field(kind, field.name))
    };
    form_fields(record, names).into_iter().map(told).collect()
}

fn answers(scene: &Scene<'_>, desk: &Desk, list: &str) -> Vec<String> {
    let guide = &scene.context.guide;
    let Some(list) = guide.structure.list(list) else { return Vec::new() };
    let told = |asked: &crate::guide::Asked<'_>| {
        let answer = desk.session.answer(&asked.answer_id());
        let how_far = state(&asked.question.kind, answer, &desk.session);
        let word = super::questions::state_word(scene, &asked.question.kind, answer, how_far);
        let text = guide.question_text(&asked.question.id).map_or("", |text| text.text.as_str());
        let given = answer.map_or("", |answer| answer.text.0.as_str()).replace('\n', " ");
        let owner = answer.and_then(|answer| desk.session.person_name(answer.owner.target.as_ref()?));
        let date = answer.and_then(|answer| answer.date.known());
        let date = date.map(|date| dates::short_date(date, scene.model.today, &scene.context.words));
        // A question without a number has a name for the file, which is not for the room.
        let number = Some(asked.question.number()).filter(|number| number.starts_with(|it: char| it.is_ascii_digit()));
        let told = [number.unwrap_or_default(), text, word.as_str(), given.as_str()];
        let told = told.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        [Some(told), owner.map(str::to_owned), date].into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    list.asked(&desk.session).iter().map(told).collect()
}

/// A form: the field that is being filled in, which it is of how many, and what it can become. Who hears it line by line
/// is not told all of it again for each.
fn form_lines(scene: &Scene<'_>, form: &Form, session: &Session) -> Vec<String> {
    let of = scene.context.words.screen.of(form.focus + 1, form.fields.len());
    let label = form::field_label(scene, form, form.focus);
    let mut lines = vec![form.heading(session, &scene.sentences())];
    lines.push(format!("{label} ({of}): {}", form::field_text(scene, form, session, form.focus)));
    match &form.editor {
        Editor::Options { options, chosen, .. } => {
            let told = |option: &String| {
                let label = form.option_label(session, &scene.sentences(), option);
                if chosen.contains(option) { format!("{label} *") } else { label }
            };
            lines.extend(numbered(options.iter().map(told).collect()));
        }
        Editor::Pick { section, chosen, query, .. } => {
            let names = pick_matches(session, *section, query.text(), chosen).into_iter().map(|(_, name)| name);
            lines.extend(Some(names.collect::<Vec<_>>().join(", ")).filter(|names| !names.is_empty()));
        }
        Editor::Text { .. } => {}
    }
    lines
}

/// All fields of the form that is in front, each with what stands in it; nothing if none is.
#[must_use]
pub fn form_in_words(model: &Model, context: &Context) -> Vec<String> {
    let Some((form, session)) = model.form() else { return Vec::new() };
    let scene = Scene::new(model, context);
    let told = |number| {
        format!("{}: {}", form::field_label(&scene, form, number), form::field_text(&scene, form, session, number))
    };
    (0..form.fields.len()).map(told).collect()
}

/// The words of what is drawn, without what is drawn around them: of a session that is open only the panel.
fn picture(model: &Model, context: &Context) -> Vec<String> {
    let mut buffer = Buffer::empty(PICTURE);
    render(model, context, &Styles::plain(), &mut buffer);
    let size = Size { columns: PICTURE.width, rows: PICTURE.height };
    let (above, shown) = match &model.screen {
        Screen::Session(_) => (size.body_top(), size.body_rows()),
        // What can be done now is asked for, and a message is told once.
        Screen::Start(_) if model.overlays.is_empty() => (0, size.body_top() + size.body_rows()),
        Screen::Start(_) => (0, size.rows),
    };
    words_of(&buffer, above, shown)
}

/// The words of what is drawn of the panel in front, without what a large window tells below it.
fn picture_of_panel(scene: &Scene<'_>, desk: &Desk) -> Vec<String> {
    let mut buffer = Buffer::empty(PICTURE);
    let styles = Styles::plain();
    let body = body(Size { columns: PICTURE.width, rows: PICTURE.height });
    let drawn = Scene::new(scene.model, scene.context);
    draw_panel(&drawn, desk, &mut Painter::new(&mut buffer, &styles), body);
    words_of(&buffer, body.y, body.height)
}

/// The words of some rows.
fn words_of(buffer: &Buffer, above: u16, shown: u16) -> Vec<String> {
    let rows = buffer.content.chunks(usize::from(PICTURE.width));
    let rows = rows.skip(above.into()).take(shown.into());
    let row = |cells: &[ratatui::buffer::Cell]| {
        // The cell behind a wide letter is covered by it.
        let is_covered = |at: usize| at > 0 && width(cells[at - 1].symbol()) > 1;
        let seen = cells.iter().enumerate().filter(|(at, _)| !is_covered(*at));
        let text: String = seen.map(|(_, cell)| cell.symbol()).collect();
        let is_word = |letter: &char| !('\u{2500}'..='\u{28ff}').contains(letter);
        text.chars().filter(is_word).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    rows.map(row).filter(|line| !line.is_empty()).collect()
}

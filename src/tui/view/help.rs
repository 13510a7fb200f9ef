//! Help: what the step asks, tips and examples with their source, and all keys that work here, from the table itself; and
//! the help pages.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::records::meeting::AnswerState;
use crate::domain::value::ChoiceSet;
use crate::guide::leading::{HEADING, ITEM};
use crate::guide::{Content, Guide, Panel, SourcedNote};
use crate::i18n::Words;
use crate::overview::narrow_columns;
use crate::telling::signs::sign;
use crate::tui::keymap::{Action, Chord, Scope};
use crate::tui::model::field::wrap;
use crate::tui::model::start::ListShape;
use crate::tui::model::{Desk, Overlay, Screen};
use crate::tui::theme::Styles;
use crate::tui::update::bindings;

use super::paint::{Painter, rows};
use super::scene::Scene;

/// A row of a text.
pub(crate) enum Paragraph {
    Heading(String),
    Text(String),
    /// A key and what it does.
    Key(String, String),
    /// Where what stands above it comes from.
    Source(String),
}

impl Paragraph {
    /// As a line of its own.
    pub(crate) fn in_words(&self) -> String {
        match self {
            Self::Heading(text) | Self::Text(text) | Self::Source(text) => text.clone(),
            Self::Key(keys, what) => format!("{keys}: {what}"),
        }
    }
}

/// The help of what lies below: what it asks, with its tips and examples, and then the keys that work there.
pub(crate) fn here(scene: &Scene<'_>, keys: &[(&[Chord], Action)]) -> (String, Vec<Paragraph>) {
    let words = &scene.context.words;
    let guide = &scene.context.guide;
    let mut rows = Vec::new();
    let mut title = words.screen.program.clone();
    match &scene.model.screen {
        Screen::Session(desk) => {
            // The help itself lies on top; what it is about may be what lies below it, and not the panel.
            let below = scene.model.overlays.iter().rev().nth(1);
            let step = guide.step_text(desk.step);
            if below.is_some_and(Overlay::is_of_step) {
                title.clone_from(&step.name);
                rows.extend(told_of_step(scene, desk.step));
            } else if let Some((step, panel)) =
                below.and_then(Overlay::told_by).and_then(|name| guide.panel_on_top(name))
            {
                let panel = &guide.structure.steps[step].panels[panel];
                title = format!("{} · {}", guide.step_text(step).name, guide.panel_title(&panel.id));
                rows.extend(told(scene, step, panel, Vec::new()));
            } else {
                let panel = desk.panel(guide);
                title = format!("{} · {}", step.name, guide.panel_title(&panel.id));
                rows.extend(told(scene, desk.step, panel, asked(scene, desk)));
            }
        }
        Screen::Start(_) => {
            rows.push(Paragraph::Text(scene.with_keys(&words.screen.start_help)));
            let legend = match scene.model.outlook.shape {
                ListShape::List => None,
                ListShape::Sections => Some(&words.overview.legend_sections),
                ListShape::Items => Some(&words.overview.legend_items),
            };
            let is_table = legend.is_some();
            rows.extend(legend.map(|text| Paragraph::Source(text.clone())));
            rows.extend(is_table.then(|| Paragraph::Source(counts(words))));
        }
    }
    rows.push(Paragraph::Heading(words.screen.keys_here.clone()));
    rows.extend(keys.iter().map(|(chords, action)| key(words, chords, *action)));
    (title, rows)
}

/// What the question under the cursor asks, with its tip and what to begin from.
fn asked(scene: &Scene<'_>, desk: &Desk) -> Vec<Paragraph> {
    let guide = &scene.context.guide;
    let mut rows = Vec::new();
    if let Some((list, asked)) = desk.asked(guide) {
        let text = guide.list_text(&list.id);
        let tip = guide.question_text(&asked.question.id).map(|text| &text.tip);
        let told = [text.map(|text| &text.intro), tip].into_iter().flatten().filter(|text| !text.is_empty());
        rows.extend(told.map(|text| Paragraph::Text(text.clone())));
        let (by, starters) = guide.starters(&list.id, asked.question);
        if !starters.is_empty() {
            rows.push(Paragraph::Heading(by.to_owned()));
            rows.extend(starters.iter().map(|text| Paragraph::Text(format!("– {text}"))));
        }
        rows.extend(text.map(|text| Paragraph::Source(text.source.clone())));
    }
    rows
}

/// What a step and its panel ask, and what is asked there now, with tips and examples and where they come from.
fn told(scene: &Scene<'_>, step: usize, panel: &Panel, asked: Vec<Paragraph>) -> Vec<Paragraph> {
    let words = &scene.context.words.screen;
    let guide = &scene.context.guide;
    let mut rows = vec![
        Paragraph::Text(guide.step_text(step).purpose.clone()),
        Paragraph::Text(guide.panel_hint(&panel.id).to_owned()),
    ];
    rows.extend(asked);
    let (of_panel, others) = guide.tips(step, &panel.id);
    rows.extend(notes(&of_panel));
    if matches!(panel.view.content(), Content::Answers(_) | Content::Nothing) {
        rows.push(Paragraph::Source(legend(&scene.context.words)));
        rows.push(Paragraph::Source(words.other_signs.clone()));
    }
    rows.extend(leading(guide, step, Some(&panel.id)));
    rows.extend(tips_and_examples(scene, step, &others));
    let mut more = guide.pages_of(&panel.id).map(|(_, page)| format!("• {}", page.title)).peekable();
    if more.peek().is_some() {
        rows.push(Paragraph::Heading(words.pages.clone()));
        rows.extend(more.map(Paragraph::Text));
    }
    rows
}

/// What a step asks as a whole, how it is led, and all of its tips and examples.
fn told_of_step(scene: &Scene<'_>, step: usize) -> Vec<Paragraph> {
    let guide = &scene.context.guide;
    let mut rows = vec![Paragraph::Text(guide.step_text(step).purpose.clone())];
    rows.extend(leading(guide, step, None));
    let tips: Vec<_> = guide.notes(step).map_or(&[][..], |notes| &notes.tips).iter().collect();
    rows.extend(tips_and_examples(scene, step, &tips));
    rows
}

/// These tips, and the examples of a step.
fn tips_and_examples(scene: &Scene<'_>, step: usize, tips: &[&SourcedNote]) -> Vec<Paragraph> {
    let (words, guide) = (&scene.context.words.screen, &scene.context.guide);
    let examples: Vec<_> = guide.notes(step).map_or(&[][..], |notes| &notes.examples).iter().collect();
    let mut rows = Vec::new();
    for (heading, told) in [(&words.tips, tips), (&words.examples, &examples)] {
        if !told.is_empty() {
            rows.push(Paragraph::Heading(heading.clone()));
        }
        rows.extend(notes(told));
    }
    rows
}

/// Tips or examples, each with where it comes from.
fn notes(notes: &[&SourcedNote]) -> Vec<Paragraph> {
    let told = |note: &&SourcedNote| [Paragraph::Text(note.text.clone()), Paragraph::Source(note.source.clone())];
    notes.iter().flat_map(told).collect()
}

/// How what is on the screen is led.
fn leading(guide: &Guide, step: usize, panel: Option<&str>) -> Vec<Paragraph> {
    let Some(part) = guide.leading_of(step, panel) else { return Vec::new() };
    let texts = guide.leading();
    let mut rows = vec![Paragraph::Heading(format!("{}: {}", texts.here, part.title))];
    rows.extend(texts.lines(part).iter().map(|text| paragraph(text)));
    if part.lines.iter().any(|line| line.source.is_empty()) {
        rows.push(Paragraph::Source(texts.ours.clone()));
    }
    rows
}

/// What the short headings of the counts of a table stand for.
fn counts(words: &Words) -> String {
    let told = narrow_columns().map(|(_, column, _)| {
        let (narrow, heading) = (words.overview.narrow(column.key), words.overview.heading(column.key));
        format!("{narrow}: {}", heading.to_lowercase())
    });
    told.collect::<Vec<_>>().join(" · ")
}

/// What the signs of how far something is stand for.
fn legend(words: &Words) -> String {
    let told = AnswerState::ALL
        .iter()
        .map(|state| format!("{} {}", sign(*state), words.choice(AnswerState::KIND_REF.name, state.word())));
    told.collect::<Vec<_>>().join(" · ")
}

fn key(words: &Words, chords: &[Chord], action: Action) -> Paragraph {
    let names: Vec<String> = chords.iter().map(|chord| chord.name(words)).collect();
    let keys = match names.as_slice() {
        // A row of numbers is named by its ends.
        [first, .., last] if names.len() > 4 => format!("{first} – {last}"),
        _ => names.join("  "),
    };
    Paragraph::Key(keys, action.words(words).to_owned())
}

/// All keys, wherever they hold: every row of the table.
pub(crate) fn all_keys(scene: &Scene<'_>) -> (String, Vec<Paragraph>) {
    let words = &scene.context.words;
    let here = match &scene.model.screen {
        Screen::Start(_) => Scope::Start,
        Screen::Session(_) => Scope::Session,
    };
    let groups = [
        (&words.screen.keys_here, vec![Scope::Panel, here, Scope::StepPage, Scope::Everywhere]),
        (&words.grids.keys, vec![Scope::Grid, Scope::Number, Scope::Words, Scope::Cell, Scope::Result, Scope::Pitch]),
        (&words.screen.keys_form, vec![Scope::Form, Scope::Options, Scope::Lines, Scope::FormEnd]),
        (&words.screen.keys_chooser, vec![Scope::Chooser, Scope::Asking, Scope::Message]),
    ];
    let is_elsewhere = |scope: Scope| {
        let is_grouped = groups.iter().any(|(_, scopes)| scopes.contains(&scope));
        !is_grouped && !matches!(scope, Scope::Start | Scope::NoSessions | Scope::Session)
    };
    let others: Vec<Scope> = bindings().map(|binding| binding.scope).filter(|scope| is_elsewhere(*scope)).collect();
    let mut rows = Vec::new();
    for (heading, scopes) in groups.into_iter().chain([(&words.screen.keys_reader, others)]) {
        rows.push(Paragraph::Heading(heading.clone()));
        let has_keys = bindings().filter(|binding| scopes.contains(&binding.scope) && !binding.chords.is_empty());
        rows.extend(has_keys.map(|binding| key(words, binding.chords, binding.action)));
    }
    (words.screen.all_keys.clone(), rows)
}

/// The title and rows of a help page, with its source at the end.
pub(crate) fn page(scene: &Scene<'_>, id: &str) -> (String, Vec<Paragraph>) {
    let Some(page) = scene.context.guide.page(id) else { return (String::new(), Vec::new()) };
    let mut rows: Vec<Paragraph> = Vec::new();
    rows.extend(page.text.iter().map(|text| paragraph(text)));
    rows.push(Paragraph::Source(page.source.clone()));
    (page.title.clone(), rows)
}

/// A paragraph of a page as a row.
fn paragraph(text: &str) -> Paragraph {
    match (text.strip_prefix(HEADING), text.strip_prefix(ITEM)) {
        (Some(heading), _) => Paragraph::Heading(heading.to_owned()),
        (_, Some(item)) => Paragraph::Text(format!("• {item}")),
        _ => Paragraph::Text(text.to_owned()),
    }
}

/// What changed in an item.
pub(crate) fn history(scene: &Scene<'_>, title: &str, changes: &[String]) -> (String, Vec<Paragraph>) {
    let words = &scene.context.words.screen;
    let rows = if changes.is_empty() {
        vec![Paragraph::Text(words.no_changes.clone())]
    } else {
        changes.iter().map(|change| Paragraph::Text(change.clone())).collect()
    };
    (words.history_of(title), rows)
}

/// A title, and a row for each of these sentences.
pub(crate) fn sentences(title: &str, text: &[String]) -> (String, Vec<Paragraph>) {
    (title.to_owned(), text.iter().map(|sentence| Paragraph::Text(sentence.clone())).collect())
}

/// A line of a text as it stands on the screen: how far it is indented, and in what style.
struct TextLine {
    indent: u16,
    text: String,
    style: fn(&Styles) -> Style,
}

/// The lines of a text in an area as wide as this.
fn lines(text: &[Paragraph], area: Rect) -> Vec<TextLine> {
    const WIDEST_TEXT: u16 = 90;
    let columns = usize::from(area.width.min(WIDEST_TEXT));
    let line = |indent, text: &str, style| TextLine { indent, text: text.to_owned(), style };
    let mut lines: Vec<TextLine> = Vec::new();
    for paragraph in text {
        match paragraph {
            Paragraph::Heading(text) => {
                lines.push(line(0, "", |styles| styles.text));
                lines.push(line(0, text, |styles| styles.heading));
            }
            Paragraph::Text(text) => {
                lines.extend(wrap(text, columns).into_iter().map(|row| line(0, &text[row], |styles| styles.text)));
            }
            Paragraph::Source(text) => {
                lines.extend(wrap(text, columns - 2).into_iter().map(|row| line(2, &text[row], |styles| styles.muted)));
            }
            Paragraph::Key(keys, text) => lines.push(line(0, &format!("{keys:<18}{text}"), |styles| styles.text)),
        }
    }
    lines
}

/// The rows of a text below its title.
fn rows_of_text(area: Rect) -> Rect {
    rows(area, 2, area.height - 2)
}

/// How many lines stand there at once: a last row says how many more there are.
fn lines_at_once(body: Rect) -> usize {
    usize::from(body.height.saturating_sub(1)).max(1)
}

/// The first line of the last screenful of a text.
pub(crate) fn last_screenful(text: &[Paragraph], area: Rect) -> usize {
    let body = rows_of_text(area);
    lines(text, body).len().saturating_sub(lines_at_once(body))
}

/// Draws a text from a line on; beyond the last screenful it stays there.
pub(crate) fn draw(
    scene: &Scene<'_>,
    title: &str,
    text: &[Paragraph],
    scroll: usize,
    painter: &mut Painter<'_>,
    area: Rect,
) {
    painter.put(area.x, area.y, area.width, title, painter.styles.big);
    let body = rows_of_text(area);
    let lines = lines(text, body);
    let height = lines_at_once(body);
    let first = scroll.min(lines.len().saturating_sub(height));
    for (number, TextLine { indent, text, style }) in lines.iter().skip(first).take(height).enumerate() {
        painter.put(
            body.x + indent,
            body.y + u16::try_from(number).unwrap_or(0),
            body.width - indent,
            text.trim_end(),
            style(painter.styles),
        );
    }
    let left = lines.len().saturating_sub(first + height);
    if left > 0 {
        let more = scene.context.words.screen.more(left);
        painter.put(body.x, body.bottom() - 1, body.width, &format!("▼ {more}"), painter.styles.muted);
    }
}

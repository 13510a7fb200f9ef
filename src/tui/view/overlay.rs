//! What lies on top: forms, lists to choose from, something to read, questions, the clock.

use ratatui::layout::Rect;

use crate::domain::conflict::{About, OpenConflict, Origin, Origins};
use crate::domain::diff::diff;
use crate::domain::id::Id;
use crate::domain::naming::plain;
use crate::domain::problem::Trouble;
use crate::domain::recovery::LeftDraft;
use crate::domain::session::Section;
use crate::domain::value::Value;
use crate::guide::Content;
use crate::i18n::dates;
use crate::telling::changes::tell_conflict;
use crate::telling::problems::trouble_text;
use crate::telling::shorten::shorten;
use crate::tui::keymap::{Action, Chord};
use crate::tui::model::field::TextField;
use crate::tui::model::layout::page;
use crate::tui::model::{Choice, Chooser, Overlay, Reading, Recovery, Saving, Sought, TextReader, is_secret};
use crate::tui::update::{Binding, bindings, in_footer};

use super::help::Paragraph;
use super::paint::{Painter, rows, width};
use super::scene::Scene;

/// Whether what lies on top takes the place of the panel.
pub(crate) fn covers_body(top: &Overlay) -> bool {
    matches!(
        top,
        Overlay::Form(_)
            | Overlay::NewSession { .. }
            | Overlay::Reader(_)
            | Overlay::StepPage { .. }
            | Overlay::Clock { .. }
            | Overlay::Attendance { .. }
            | Overlay::Pitch(_)
            | Overlay::Import(_)
    )
}

/// Where something can lie: above the list of sessions stand two rows, above a panel more.
fn room_for_it(scene: &Scene<'_>, body: Rect) -> Rect {
    match scene.model.desk() {
        Some(_) => body,
        None => Rect { y: 4, height: body.bottom().saturating_sub(4), ..body },
    }
}

/// What lies on top in words, where that is a list to be gone through one by one.
pub(crate) fn lines(scene: &Scene<'_>, top: &Overlay) -> Option<Vec<String>> {
    match top {
        Overlay::Attendance { selected } => Some(super::attendance::lines(scene, scene.model.desk()?, *selected)),
        Overlay::Clock { selected, .. } => Some(super::clock::lines(scene, scene.model.desk()?, *selected)),
        Overlay::StepPage { selected, .. } => Some(super::step_page::lines(scene, scene.model.desk()?, *selected)),
        Overlay::Report { kind, .. } => Some(super::report::lines(scene, *kind)),
        Overlay::Closing { .. } => Some(super::closing::lines(scene)),
        Overlay::Reader(reader) => {
            let (title, paragraphs) = read(scene, reader);
            // All of it: lines that were printed stay, and need no pages.
            Some(std::iter::once(title).chain(paragraphs.iter().map(Paragraph::in_words)).collect())
        }
        _ if let Some((title, text)) = question(scene, top) => {
            Some(std::iter::once(title).chain(text).chain(answers(scene)).collect())
        }
        _ => top.asking().map(|asking| super::asking::lines(scene, asking)),
    }
}

/// Draws what lies on top, and tells where the cursor of the text is.
pub(crate) fn draw(scene: &Scene<'_>, top: &Overlay, painter: &mut Painter<'_>, body: Rect) -> Option<(u16, u16)> {
    let body = room_for_it(scene, body);
    if let Some((title, lines)) = question(scene, top) {
        draw_question(painter, body, &title, &lines);
        return None;
    }
    if is_on_a_clear_ground(top) {
        cleared(painter, body);
    }
    match top {
        Overlay::Form(_) | Overlay::NewSession { .. } => return draw_form(scene, painter, body),
        Overlay::Pitch(pitch) => return super::pitch::draw(scene, pitch, painter, body),
        Overlay::Chooser(chooser) => return Some(list(scene, chooser, painter, body)),
        Overlay::Asking(asking) => return Some(super::asking::draw(scene, asking, painter)),
        Overlay::Narrow(words) => return Some(super::start::draw_narrow(scene, words, painter)),
        Overlay::SaveAs(name) => return Some(save_as(scene, name, painter, body)),
        Overlay::Share(message) => return Some(super::share::draw_question(scene, message, painter, body)),
        Overlay::Sharing => super::share::draw_steps(scene, painter, body),
        Overlay::Import(bringing) => super::bringing::draw(scene, bringing, painter, body),
        Overlay::Reader(reader) => draw_reader(scene, reader, painter, body),
        Overlay::StepPage { selected, .. } => super::step_page::draw(scene, *selected, painter, body),
        Overlay::Resolver { selected, origins } => resolver(scene, *selected, origins, painter, body),
        Overlay::Closing { selected } => super::closing::draw(scene, *selected, painter, body),
        Overlay::Report { kind, selected } => super::report::draw(scene, *kind, *selected, painter, body),
        Overlay::Clock { selected, typed } => super::clock::draw(scene, *selected, typed, painter, body),
        Overlay::Attendance { selected } => super::attendance::draw(scene, *selected, painter, body),
        // A cell is drawn where it stands; the others ask or tell something in words alone.
        Overlay::Cell(_)
        | Overlay::Refused(_)
        | Overlay::Recovery(_)
        | Overlay::AskFile(_)
        | Overlay::Changed
        | Overlay::Leaving { .. } => {}
    }
    None
}

/// Whether nothing of the panel is to be seen around what it draws itself.
fn is_on_a_clear_ground(top: &Overlay) -> bool {
    matches!(
        top,
        Overlay::Import(_) | Overlay::Share(_) | Overlay::Sharing | Overlay::Closing { .. } | Overlay::Report { .. }
    )
}

/// What can be answered, each with its key.
fn answers(scene: &Scene<'_>) -> impl Iterator<Item = String> {
    let told = |(_, binding, chord): (u8, &Binding, Chord)| {
        let words = binding.words(scene.model, scene.context);
        // Who types lines has no keys but letters: the words do it.
        let has_key = !scene.is_in_words || chord.letter().is_some_and(|letter| letter != ' ');
        if has_key { format!("{}: {words}", chord.name(&scene.context.words)) } else { words.clone() }
    };
    in_footer(scene.model, scene.context).into_iter().map(told)
}

/// The title and the lines of what is asked or told in words alone.
fn question(scene: &Scene<'_>, top: &Overlay) -> Option<(String, Vec<String>)> {
    let words = &scene.context.words;
    let screen = &words.screen;
    Some(match top {
        Overlay::Refused(text) => (words.import.refused.clone(), vec![text.clone()]),
        Overlay::Recovery(recovery) => (screen.recovery_title.clone(), recovery_lines(scene, recovery)),
        Overlay::AskFile(asked) => {
            let (title, lines) = asked.text();
            (title.to_owned(), lines.to_vec())
        }
        Overlay::Changed => (screen.changed_title.clone(), vec![screen.changed_text.clone()]),
        Overlay::Leaving { .. } => {
            let trouble = match scene.model.desk().map(|desk| desk.saving) {
                Some(Saving::Failed(trouble)) => Some(trouble),
                _ => None,
            };
            let text = match trouble {
                _ if scene.model.leaving_keeps() != Some(true) => &screen.leaving_unsafe_text,
                Some(Trouble::Moved) => &screen.leaving_moved_text,
                _ => &screen.leaving_text,
            };
            let why = trouble.map(|trouble| trouble_text(trouble, words).to_string());
            (screen.leaving_title.clone(), why.into_iter().chain([text.clone()]).collect())
        }
        _ => return None,
    })
}

/// The form in front; that of a new session has the whole screen, with a word about what it is.
fn draw_form(scene: &Scene<'_>, painter: &mut Painter<'_>, body: Rect) -> Option<(u16, u16)> {
    let (form, session) = scene.model.form()?;
    if scene.model.desk().is_some() {
        return super::form::draw(scene, form, session, painter, body);
    }
    let words = &scene.context.words.screen;
    let whole = painter.area();
    painter.clear(Rect { x: 0, y: 0, width: whole.width, height: whole.height.saturating_sub(2) });
    let area = Rect { y: 3, height: body.bottom() - 3, ..body };
    painter.put(area.x, 0, area.width, &words.new_session, painter.styles.big);
    painter.put(area.x, 1, area.width, &words.new_session_hint, painter.styles.muted);
    super::form::draw(scene, form, session, painter, area)
}

/// Where something to read stands: below the steps of a session, or the name of the program.
fn reader_area(scene: &Scene<'_>, body: Rect) -> Rect {
    let top = if scene.model.desk().is_some() { 3 } else { 2 };
    Rect { y: top, height: body.bottom().saturating_sub(top), ..body }
}

/// The title and the text of what is read.
fn read(scene: &Scene<'_>, reader: &TextReader) -> (String, Vec<Paragraph>) {
    match &reader.text {
        Reading::Help(keys) => super::help::here(scene, keys),
        Reading::Keys => super::help::all_keys(scene),
        Reading::Page(id) => super::help::page(scene, id),
        Reading::Told { title, text } => super::help::sentences(title, text),
        Reading::History { title, changes } => super::help::history(scene, title, changes),
    }
}

fn draw_reader(scene: &Scene<'_>, reader: &TextReader, painter: &mut Painter<'_>, body: Rect) {
    let area = reader_area(scene, body);
    painter.clear(Rect { x: 0, width: painter.area().width, ..area });
    let (title, text) = read(scene, reader);
    super::help::draw(scene, &title, &text, reader.scroll, painter, area);
}

/// Where the last screenful of what is read begins, in a body like this.
pub(crate) fn last_screenful(scene: &Scene<'_>, reader: &TextReader, body: Rect) -> usize {
    super::help::last_screenful(&read(scene, reader).1, reader_area(scene, body))
}

/// The first key of an action, wherever it is bound.
fn key_of(scene: &Scene<'_>, action: Action) -> String {
    let binding = bindings().find(|binding| binding.action == action);
    binding.and_then(|binding| binding.chords.first()).map_or(String::new(), |chord| chord.name(&scene.context.words))
}

/// A choice: what it is called, and at the right its key or kind.
fn choice_text(scene: &Scene<'_>, choice: &Choice) -> (String, String) {
    match choice {
        Choice::Command(action) => (action.words(&scene.context.words).to_owned(), key_of(scene, *action)),
        Choice::Page(id) => {
            let page = scene.context.guide.page(id);
            let words = &scene.context.words;
            let title = page.map_or_else(|| words.screen.all_keys.clone(), |page| page.title.clone());
            (title, Action::Help.words(words).to_owned())
        }
        Choice::Panel(step, panel) => {
            let guide = &scene.context.guide;
            let title = guide.panel_title(&guide.structure.steps[*step].panels[*panel].id);
            (title.to_owned(), guide.step_text(*step).short.clone())
        }
        Choice::Question(answer) => {
            let guide = &scene.context.guide;
            // Where it is asked, as with a panel: the title of a list is too long to stand whole.
            let asks = |list: &str| {
                guide.structure.find_panel(|panel| matches!(panel.view.content(), Content::Answers(id) if id == list))
            };
            let place = guide.structure.question(answer).and_then(|(list, _)| asks(&list.id));
            let step = place.map_or(String::new(), |(step, _)| guide.step_text(step).short.clone());
            (guide.question_label(answer), step)
        }
        Choice::File(label) | Choice::Answer(_, label) | Choice::Card { text: label, .. } => {
            (label.clone(), String::new())
        }
        Choice::Place(section, item, field) => place_text(scene, *section, item, *field),
    }
}

fn place_text(scene: &Scene<'_>, section: Section, item: &Id, field: usize) -> (String, String) {
    let Some(desk) = scene.model.desk() else { return Default::default() };
    let Some(record) = desk.session.find(section, item) else { return Default::default() };
    let kind = section.kind();
    let title = scene.sentences().item_title(section, record, &desk.session);
    let text = scene.sentences().value_text(section, field, &record.value(field), &desk.session);
    let label = scene.context.words.field(kind, kind.fields[field].name);
    let sought = scene.model.overlays.last().and_then(Overlay::chooser).map_or("", |chooser| chooser.query.text());
    let left = if text == title {
        around(&text, sought)
    } else {
        format!("{} · {label}: {}", shorten(&title, LONGEST_SUBJECT), around(&text, sought))
    };
    (left, scene.context.words.record(kind).one.clone())
}

/// A text from a few words before the first that is looked for, where that would not be seen from its beginning.
fn around(text: &str, sought: &str) -> String {
    const SEEN: usize = 20;
    const BEFORE: usize = 3;
    let sought = plain(sought);
    let Some(wanted) = sought.split_whitespace().next() else { return text.to_owned() };
    let words: Vec<&str> = text.split_whitespace().collect();
    let Some(at) = words.iter().position(|word| plain(word).contains(wanted)) else { return text.to_owned() };
    let before: usize = words[..at].iter().map(|word| word.len() + 1).sum();
    let from = if before < SEEN { 0 } else { at.saturating_sub(BEFORE) };
    let begin = if from > 0 { "… " } else { "" };
    format!("{begin}{}", words[from..].join(" "))
}

/// Of what a piece of a text is found in, no more letters are told than this.
const LONGEST_SUBJECT: usize = 24;

/// The panel, empty: what lies on top takes its place, so that nothing competes with it.
fn cleared(painter: &mut Painter<'_>, body: Rect) -> Rect {
    let from = body.y - 1;
    painter.clear(Rect { x: 0, y: from, width: painter.area().width, height: body.bottom() - from });
    body
}

/// So many columns stay for what is typed, however long the title before it is.
const LEAST_QUERY: u16 = 20;

/// What was typed, and what fits.
fn list(scene: &Scene<'_>, chooser: &Chooser, painter: &mut Painter<'_>, body: Rect) -> (u16, u16) {
    let words = &scene.context.words.screen;
    let title = match chooser.sought {
        Sought::Command => &words.palette,
        Sought::Place => &words.search,
        Sought::Page => &words.pages,
        Sought::File => &scene.context.words.import.choose_file,
        Sought::Answer => asked(scene).unwrap_or(&words.search),
        Sought::Card => &scene.context.words.offers.cards,
    };
    let inside = cleared(painter, body);
    let room = inside.width.saturating_sub(LEAST_QUERY);
    // A question that is longer stands whole, above what is typed.
    let (top, used) = if width(title) > room {
        (painter.put_wrapped(rows(inside, 0, 3), title, painter.styles.heading), 0)
    } else {
        (0, painter.put(inside.x, inside.y, room, title, painter.styles.heading) + 1)
    };
    let query = Rect { x: inside.x + used, width: inside.width - used, ..rows(inside, top, 1) };
    let cursor = super::form::draw_text(&chooser.query, painter, query);
    let mut area = rows(inside, top + 2, inside.height);
    if let Some(below) = told_below(scene, chooser, area.width) {
        painter.put_wrapped(rows(area, area.height.saturating_sub(2), 2), &below, painter.styles.muted);
        area.height = area.height.saturating_sub(3);
    }
    if chooser.matches.is_empty() {
        let text = match (chooser.sought, chooser.query.text()) {
            (Sought::File, "") => &scene.context.words.import.no_files,
            (_, "") => &words.type_to_find,
            _ => &words.nothing_found,
        };
        painter.put_wrapped(area, text, painter.styles.muted);
        return cursor;
    }
    let shown = page(chooser.selected, chooser.matches.len(), usize::from(area.height.saturating_sub(1)).max(1));
    for (number, choice) in chooser.matches.iter().skip(shown.first).take(shown.count).enumerate() {
        let line = rows(area, u16::try_from(number).unwrap_or(0), 1);
        let (left, right) = choice_text(scene, choice);
        painter.put_right(line.right(), line.y, KIND_COLUMNS, &right, painter.styles.muted);
        painter.put(line.x, line.y, room_beside(&right, line.width), &left, painter.styles.text);
        if shown.first + number == chooser.selected {
            painter.restyle(line, painter.styles.selected);
        }
    }
    super::records::more(scene, shown, painter, area);
    cursor
}

/// What kind of thing a choice is takes no more columns than this.
const KIND_COLUMNS: u16 = 16;

/// The columns for a choice beside what kind of thing it is.
fn room_beside(kind: &str, columns: u16) -> u16 {
    columns.saturating_sub(width(kind).min(KIND_COLUMNS) + 2)
}

/// What stands below the list about the choice under the cursor: where a card is from, or all of its row where one is cut.
fn told_below(scene: &Scene<'_>, chooser: &Chooser, columns: u16) -> Option<String> {
    let choice = chooser.choice()?;
    if let Choice::Card { source, .. } = choice {
        return Some(source.clone());
    }
    let is_cut = |choice: &Choice| {
        let (left, right) = choice_text(scene, choice);
        width(&left) > room_beside(&right, columns)
    };
    chooser.matches.iter().any(is_cut).then(|| choice_text(scene, choice).0)
}

/// The question about what is brought that lies below the list of its answers.
fn asked<'scene>(scene: &Scene<'scene>) -> Option<&'scene String> {
    let below = scene.model.overlays.iter().rev().find_map(Overlay::bringing);
    below.and_then(|bringing| bringing.asked()).map(|ask| &ask.label)
}

fn save_as(scene: &Scene<'_>, name: &TextField, painter: &mut Painter<'_>, body: Rect) -> (u16, u16) {
    let words = &scene.context.words.screen;
    let inside = cleared(painter, body);
    painter.put(inside.x, inside.y, inside.width, &words.save_as_title, painter.styles.heading);
    painter.put(inside.x, inside.y + 1, inside.width, &words.save_as_text, painter.styles.muted);
    super::form::draw_text(name, painter, rows(inside, 3, 1))
}

fn draw_question(painter: &mut Painter<'_>, body: Rect, title: &str, lines: &[String]) {
    let inside = cleared(painter, body);
    painter.put(inside.x, inside.y, inside.width, title, painter.styles.heading);
    let mut y = 2;
    for line in lines {
        y += painter.put_wrapped(rows(inside, y, inside.height), line, painter.styles.text) + 1;
    }
}

/// What an earlier run left behind, in words: of the changes only what the session has not.
fn recovery_lines(scene: &Scene<'_>, recovery: &Recovery) -> Vec<String> {
    let words = &scene.context.words.screen;
    let Some(desk) = scene.model.desk() else { return Vec::new() };
    let (after, left) = recovery.put_back_in(&desk.session);
    let drafts = recovery.shown_drafts().map(|LeftDraft { place, text, .. }| {
        if is_secret(place, &after) {
            return Some(words.recovered_hidden.clone());
        }
        let text = scene.sentences().draft_text(place, text, &desk.session);
        (!text.is_empty()).then(|| words.recovered_text(&text))
    });
    let mut lines: Vec<String> = drafts.flatten().collect();
    if recovery.unread > 0 {
        lines.push(words.recovered_unread(scene.context.words.count(recovery.unread)));
    }
    let changes = diff(&desk.session, &after);
    let count = changes.len() + left.len();
    if count > 0 {
        let mut listed = vec![words.recovered_edits(count)];
        let sentences = scene.sentences().hiding(&after);
        let fitting = changes.iter().map(|edit| sentences.tell(edit, &desk.session));
        let homeless = left.iter().filter_map(|edit| sentences.left_text(edit, &desk.session));
        listed.extend(fitting.chain(homeless).map(|text| format!("– {text}")));
        lines.push(listed.join("\n"));
    }
    lines
}

/// A label with who wrote what stands under it and when, if that is known.
fn written_by(scene: &Scene<'_>, label: &str, origin: Option<&Origin>) -> String {
    let words = &scene.context.words;
    let Some(Origin { author, date }) = origin else { return label.to_owned() };
    let date = dates::short_date(*date, scene.model.today, words);
    words.screen.written_by(label, author, &date)
}

/// A version of what two people disagree on, in full.
fn told_version(scene: &Scene<'_>, conflict: &OpenConflict, version: &[Value]) -> String {
    let Some(desk) = scene.model.desk() else { return String::new() };
    if conflict.is_private() {
        return scene.context.words.screen.hidden.clone();
    }
    let told = |field: usize, value: &Value| {
        let text = scene.sentences().value_text(conflict.section, field, value, &desk.session);
        if text.is_empty() { format!("({})", scene.context.words.screen.nothing_there) } else { text }
    };
    match conflict.fields.as_slice() {
        [field] => version.first().map_or_else(String::new, |value| told(*field, value)),
        _ => scene.sentences().version_text(conflict, version, &desk.session),
    }
}

/// A place that two people changed differently: what it was, what stands there now, and what the other wrote.
fn resolver(scene: &Scene<'_>, selected: usize, origins: &[(Id, Origins)], painter: &mut Painter<'_>, body: Rect) {
    let words = &scene.context.words.screen;
    let Some(desk) = scene.model.desk() else { return };
    let conflicts = &desk.session.conflicts;
    let selected = selected.min(conflicts.len().saturating_sub(1));
    let Some(conflict) = conflicts.get(selected) else { return };
    let inside = cleared(painter, body);
    let number = words.of(selected + 1, conflicts.len());
    painter.put(inside.x, inside.y, inside.width, &words.resolver_title, painter.styles.heading);
    painter.put_right(inside.right(), inside.y, 12, &number, painter.styles.muted);
    let origins = origins.iter().find(|(id, _)| *id == conflict.id).map(|(_, origins)| origins.clone());
    let origins = origins.unwrap_or_default();
    let name = |section, item: &Id| scene.sentences().title(section, item, &desk.session);
    let (title, options) = match conflict.open(&desk.session) {
        Some(open) => match open.about {
            About::Fields => {
                let kind = open.section.kind();
                let names = open.fields.iter().map(|&field| scene.context.words.field(kind, kind.fields[field].name));
                let field = names.collect::<Vec<_>>().join(", ");
                let value = |version: &Vec<Value>| told_version(scene, &open, version);
                let before =
                    open.values.before.as_ref().map(|before| (&words.before_both, &origins.base, value(before)));
                let now = (&words.stands_now, &origins.kept, value(&open.values.stands));
                let other = open.values.others.first().map(|other| (&words.other_wrote, &origins.other, value(other)));
                let options = before.into_iter().chain([now]).chain(other).collect();
                (format!("{} · {field}", name(open.section, &open.item)), options)
            }
            About::Removal => {
                let there = desk.session.find(open.section, &open.item);
                let all =
                    there.map(|record| super::records::all_of(scene, desk, open.section, record)).unwrap_or_default();
                let now = (&words.stands_now, &origins.kept, format!("{}: {all}", words.still_there));
                let options = vec![now, (&words.other_wrote, &origins.other, words.taken_away.clone())];
                (name(open.section, &open.item), options)
            }
            About::NoRoom => {
                let title = tell_conflict(&scene.sentences(), &desk.session, conflict);
                let other = open.values.others.first().map(|other| told_version(scene, &open, other));
                (title, vec![(&words.other_wrote, &origins.other, other.unwrap_or_default())])
            }
        },
        None => (words.place_is_gone.clone(), Vec::new()),
    };
    painter.put_wrapped(rows(inside, 2, 2), &title, painter.styles.big);
    let mut y = 5;
    for (label, origin, text) in options {
        let label = written_by(scene, label, origin.as_ref());
        painter.put(inside.x, inside.y + y, inside.width, &label, painter.styles.muted);
        let area = Rect { x: inside.x + 2, width: inside.width.saturating_sub(2), ..rows(inside, y + 1, 3) };
        y += painter.put_wrapped(area, &text, painter.styles.strong) + 2;
    }
}

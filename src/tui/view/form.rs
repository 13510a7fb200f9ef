//! A form: one field per line, label left and value right; the field that is being changed shows what it can become.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::id::Id;
use crate::domain::period::Period;
use crate::domain::question::{EXPLAINED, QuestionKind};
use crate::domain::record::{Meaning, Record};
use crate::domain::session::{Section, Session};
use crate::domain::value::{Kind, Value};
use crate::guide::progress::form_fields;
use crate::i18n::dates;
use crate::tui::model::Desk;
use crate::tui::model::field::{TextField, row_of, wrap};
use crate::tui::model::form::{Editor, Form, FormField, Shape, Subject, Target};
use crate::tui::model::layout::{WALL_LINES, air, form_columns, page, page_of, text_columns};
use crate::tui::model::offered::{can_be_new, pick_matches};
use crate::tui::update::{Expected, told_beside, understood};

use super::paint::{Painter, rows, width};
use super::scene::Scene;
use super::{records, symbol};

/// A field that is not being changed shows at most so many rows.
const MOST_ROWS: u16 = 6;

/// A panel of fields, none of which is being changed.
pub(crate) fn draw_closed(
    scene: &Scene<'_>,
    desk: &Desk,
    section: Section,
    names: &[String],
    painter: &mut Painter<'_>,
    area: Rect,
) {
    let Some(record) = desk.session.table(section).get(0) else { return };
    let selected = desk.selected(&scene.context.guide);
    let panel = &desk.panel(&scene.context.guide).id;
    let hint = scene.context.guide.panel_hint(panel);
    let hinted = painter.put_wrapped(rows(area, 0, 2), hint, painter.styles.muted);
    let list = rows(area, hinted + 1, area.height);
    let numbers = form_fields(record, names);
    let fields: Vec<(&str, String)> = numbers
        .iter()
        .map(|&number| {
            let field = &section.kind().fields[number];
            let text = match record.value(number) {
                Value::Empty => "—".to_owned(),
                // What only the facilitator reads stays off the wall until it is opened.
                _ if field.means(Meaning::Private) => scene.context.words.screen.hidden.clone(),
                value => full_text(&scene.sentences(), section, number, &value, &desk.session),
            };
            (scene.context.words.field(section.kind(), field.name), text)
        })
        .collect();
    let columns = usize::from(form_columns(area.width).1);
    // What is asked about a field stands below its value: what is typed there is not the end of it.
    let asked: Vec<Option<(String, Style)>> = numbers
        .iter()
        .map(|number| {
            let mut of_item = desk.signals.of_item(section, record.id());
            let signal = of_item.find(|signal| signal.field == Some(*number))?;
            let (sign, style) = symbol::of_weight(signal.rule.weight, painter.styles);
            Some((format!("{sign} {}", scene.sentences().signal(signal, &desk.session).told), style))
        })
        .collect();
    let height = |text: &str| u16::try_from(wrap(text, columns).len()).unwrap_or(u16::MAX).clamp(1, MOST_ROWS);
    let both = fields.iter().zip(&asked);
    let heights: Vec<u16> =
        both.map(|((_, text), asked)| height(text) + asked.as_ref().map_or(0, |(asked, _)| height(asked))).collect();
    let most = if scene.model.is_presenting { list.height.min(WALL_LINES - hinted) } else { list.height };
    let is_long = heights.iter().sum::<u16>() > most;
    let shown = page_of(&heights, selected, if is_long { most.min(list.height.saturating_sub(1)) } else { most });
    let here = &heights[shown.first..shown.first + shown.count];
    let gap = air(here, list.height.saturating_sub(u16::from(is_long)));
    records::more(scene, shown, painter, list);
    let mut y = list.y;
    for (number, (label, text)) in fields.iter().enumerate().skip(shown.first).take(shown.count) {
        let line = Rect { y, height: heights[number].min(list.bottom().saturating_sub(y)), ..list };
        let used = labelled(painter, line, label, text);
        if let Some((asked, style)) = &asked[number] {
            let below = rows(line, used, line.height);
            let x = below.x + form_columns(area.width).0 + 2;
            painter.put_wrapped(Rect { x, width: below.right().saturating_sub(x), ..below }, asked, *style);
        }
        if number == selected {
            let label = Rect { width: form_columns(area.width).0, ..rows(line, 0, 1) };
            painter.restyle(label, painter.styles.selected);
        }
        y += heights[number] + gap;
    }
}

/// A value in words, with every line of a text.
pub(crate) fn full_text(
    sentences: &crate::telling::sentences::Sentences<'_>,
    section: Section,
    field: usize,
    value: &Value,
    session: &Session,
) -> String {
    match value {
        Value::Text(text) | Value::AsTyped(text)
            if matches!(section.kind().fields[field].kind, Kind::Text | Kind::Line) =>
        {
            text.clone()
        }
        value => sentences.value_text(section, field, value, session),
    }
}

/// A label and a text beside it; tells how many rows they took.
fn labelled(painter: &mut Painter<'_>, area: Rect, label: &str, text: &str) -> u16 {
    let (labels, _) = form_columns(area.width);
    painter.put(area.x, area.y, labels, label, painter.styles.muted);
    let x = area.x + labels + 2;
    let value = Rect { x, width: area.right().saturating_sub(x), ..area };
    painter.put_wrapped(value, text, painter.styles.text).max(1)
}

/// A form that is being filled in; tells where the cursor is.
pub(crate) fn draw(
    scene: &Scene<'_>,
    form: &Form,
    session: &Session,
    painter: &mut Painter<'_>,
    area: Rect,
) -> Option<(u16, u16)> {
    let needed = (0..form.fields.len()).map(|number| field_rows(scene, form, session, number, area));
    let needed = needed.fold(0, u16::saturating_add);
    let title = title_rows(form.heading(session, &scene.sentences()).as_str(), needed, area);
    let mut top = area.y + title;
    if let Subject::Answer(answer) = &form.subject
        && let Some(text) = scene.context.guide.question_text(answer)
    {
        top += painter.put_wrapped(rows(area, title, 3), &text.text, painter.styles.strong);
        if let Some((_, question)) = scene.context.guide.structure.question(answer) {
            // Three rows, and more of them where the fields leave room.
            let left = area.bottom().saturating_sub(top + 2).saturating_sub(needed);
            let below = Rect { y: top, height: left.max(3), ..area };
            if let Some(known) = known(scene, &question.kind, session, below) {
                top += painter.put_wrapped(below, &known, painter.styles.muted);
            }
        }
    }
    let fields = Rect { y: top + 1, height: area.bottom().saturating_sub(top + 2), ..area };
    let heights: Vec<u16> =
        (0..form.fields.len()).map(|number| field_rows(scene, form, session, number, fields)).collect();
    let first = first_shown(&heights, form.focus, fields.height);
    let mut y = fields.y;
    let mut cursor = None;
    let mut hidden = 0;
    for (number, taken) in heights.iter().enumerate().skip(first) {
        let left = fields.bottom().saturating_sub(y);
        if left < *taken && number != form.focus {
            hidden = form.fields.len() - number;
            break;
        }
        let line = Rect { y, height: (*taken).min(left), ..fields };
        if number == form.focus && !form.is_at_end {
            cursor = draw_focused(scene, form, session, painter, line);
        } else {
            let label = field_label(scene, form, number);
            let text = field_text(scene, form, session, number);
            labelled(painter, line, &label, &text);
        }
        y += *taken;
    }
    heading(scene, form, session, (first, hidden), painter, rows(area, 0, title));
    hint(scene, form, painter, area);
    cursor
}

/// How many rows what the form is about takes: more than one where all of its fields still have room.
fn title_rows(title: &str, needed: u16, area: Rect) -> u16 {
    let whole = u16::try_from(wrap(title, usize::from(area.width)).len()).unwrap_or(u16::MAX);
    if needed.saturating_add(whole).saturating_add(2) <= area.height { whole } else { 1 }
}

/// What is known of what a question asks: as many names as have room, and how many more there are.
fn known(scene: &Scene<'_>, kind: &QuestionKind, session: &Session, area: Rect) -> Option<String> {
    let told = |most: usize| Some(format!("› {}", scene.sentences().known_of(kind, session, most)?));
    let fits = |text: &String| wrap(text, usize::from(area.width)).len() <= usize::from(area.height);
    let whole = told(usize::MAX)?;
    if fits(&whole) {
        return Some(whole);
    }
    (1..=whole.matches([',', ';']).count()).rev().filter_map(told).find(fits).or(Some(whole))
}

/// What the form is about, and how many fields come before and after those that are shown.
fn heading(
    scene: &Scene<'_>,
    form: &Form,
    session: &Session,
    (before, after): (usize, usize),
    painter: &mut Painter<'_>,
    line: Rect,
) {
    let above = (before > 0).then(|| format!("▲ {before}"));
    let more = || scene.context.words.screen.more(after);
    let below = (after > 0).then(|| format!("▼ {}", more()));
    let elsewhere: Vec<String> = above.into_iter().chain(below).collect();
    let elsewhere = elsewhere.join("  ");
    let text = form.heading(session, &scene.sentences());
    if line.height > 1 {
        painter.put_wrapped(line, &text, painter.styles.heading);
        return;
    }
    painter.put(line.x, line.y, line.width.saturating_sub(width(&elsewhere) + 2), &text, painter.styles.heading);
    painter.put_right(line.right(), line.y, line.width, &elsewhere, painter.styles.muted);
}

/// The first field that is shown, so that the one with the focus is on the screen with all its rows.
fn first_shown(heights: &[u16], focus: usize, room: u16) -> usize {
    let mut first = 0;
    while first < focus && heights[first..=focus].iter().sum::<u16>() > room {
        first += 1;
    }
    first
}

pub(crate) fn field_label(scene: &Scene<'_>, form: &Form, number: usize) -> String {
    let words = &scene.context.words;
    // The marks of 2.2 stand in two fields of one form: who is for it, and that the note says why not all are.
    if matches!(&form.fields[number].shape, Shape::AnyOf(options) if options[..] == [EXPLAINED]) {
        return words.screen.explained.clone();
    }
    let (section, field) = match &form.fields[number].target {
        Target::Field(place) => (place.section, place.field),
        Target::Answer(field) => (Section::Answers, *field),
        Target::Invitations => return words.screen.invited.clone(),
        Target::MissedPerson => return words.screen.missed_name.clone(),
        Target::Gathered => {
            let Subject::Gathered(place) = &form.subject else { return String::new() };
            return words.record(place.section.kind()).many.clone();
        }
    };
    words.field(section.kind(), section.kind().fields[field].name).to_owned()
}

/// The value of a field that has not the focus.
pub(crate) fn field_text(scene: &Scene<'_>, form: &Form, session: &Session, number: usize) -> String {
    let field = &form.fields[number];
    let value = form.value(number, session);
    let in_words = |option: &str| match session.people.find(&Id::new(option)) {
        Some(person) => person.name.0.clone(),
        None => scene.sentences().mark(option).to_owned(),
    };
    // One mark alone says itself what is ticked with it, also while it is not.
    if let Shape::AnyOf(options) = &field.shape
        && let [option] = &options[..]
    {
        let sign = if value.members().contains(option) { "[x]" } else { "[ ]" };
        return format!("{sign} {}", in_words(option));
    }
    if value.is_empty() {
        return "—".to_owned();
    }
    match (&field.shape, &field.target, &value) {
        (Shape::AnyOf(_), _, Value::Set(members)) => {
            let members = members.iter().filter(|member| !is_ticked_elsewhere(form, number, member));
            members.map(|member| in_words(member)).collect::<Vec<_>>().join(", ")
        }
        (Shape::OneOf(_), _, Value::Text(word)) => in_words(word),
        (Shape::Value(Kind::Links(section)), Target::Gathered, Value::Set(members)) => {
            let title = |id: &String| scene.sentences().title(*section, &Id::new(id.as_str()), session);
            members.iter().map(title).collect::<Vec<_>>().join(", ")
        }
        (_, Target::Field(place), value) => {
            let private = place.section.kind().fields[place.field].means(Meaning::Private);
            if private {
                return scene.context.words.screen.hidden.clone();
            }
            full_text(&scene.sentences(), place.section, place.field, value, session)
        }
        (_, Target::Answer(field), value) => full_text(&scene.sentences(), Section::Answers, *field, value, session),
        _ => String::new(),
    }
}

/// Whether a mark belongs to another field of the form: one value holds the marks of both.
fn is_ticked_elsewhere(form: &Form, number: usize, mark: &String) -> bool {
    let has = |field: &FormField| matches!(&field.shape, Shape::AnyOf(options) if options.contains(mark));
    let target = &form.fields[number].target;
    !has(&form.fields[number]) && form.fields.iter().any(|field| field.target == *target && has(field))
}

/// How many rows a field takes.
fn field_rows(scene: &Scene<'_>, form: &Form, session: &Session, number: usize, area: Rect) -> u16 {
    let (_, columns) = form_columns(area.width);
    let count = |rows: usize| u16::try_from(rows).unwrap_or(u16::MAX);
    if number != form.focus {
        let text = field_text(scene, form, session, number);
        return count(wrap(&text, usize::from(columns)).len()).min(3);
    }
    match &form.editor {
        Editor::Text { field, lines } => {
            let rows = count(wrap(field.text(), usize::from(columns.saturating_sub(1))).len());
            let least = if *lines { 3 } else { 1 };
            rows.max(least).min(area.height.saturating_sub(2))
                + u16::from(understanding(scene, form, session).is_some())
        }
        Editor::Options { typed, .. } => {
            count(option_rows(scene, form, session, columns).len()).max(1) + u16::from(!typed.trim().is_empty())
        }
        Editor::Pick { section, query, chosen, many, .. } => {
            let is_new = can_be_new(session, *section, query.text());
            let (text, _) = picked(session, *section, chosen, *many, query);
            let lines = count(wrap(&text, usize::from(columns.saturating_sub(1))).len()).max(1);
            lines + count((pick_matches(session, *section, query.text(), chosen).len() + usize::from(is_new)).min(5))
        }
    }
}

fn draw_focused(
    scene: &Scene<'_>,
    form: &Form,
    session: &Session,
    painter: &mut Painter<'_>,
    line: Rect,
) -> Option<(u16, u16)> {
    let (labels, _) = form_columns(line.width);
    let label = field_label(scene, form, form.focus);
    painter.put(line.x, line.y, labels, &label, painter.styles.accent);
    let x = line.x + labels + 2;
    let value = Rect { x, width: line.right().saturating_sub(x), ..line };
    match &form.editor {
        Editor::Text { field, .. } => {
            let explained = understanding(scene, form, session);
            let text_area = Rect { height: value.height - u16::from(explained.is_some()), ..value };
            let cursor = draw_text(field, painter, text_area);
            if let Some((text, is_good)) = explained {
                let style = if is_good { painter.styles.good } else { painter.styles.warn };
                painter.put(value.x, value.bottom() - 1, value.width, &text, style);
            }
            Some(cursor)
        }
        Editor::Options { .. } => {
            draw_options(scene, form, session, painter, value);
            None
        }
        Editor::Pick { .. } => Some(draw_pick(scene, form, session, painter, value)),
    }
}

/// A text that is being typed; tells where its cursor is.
pub(crate) fn draw_text(field: &TextField, painter: &mut Painter<'_>, area: Rect) -> (u16, u16) {
    let wrapped = wrap(field.text(), text_columns(area.width));
    let cursor_row = row_of(&wrapped, field.cursor());
    let height = usize::from(area.height.max(1));
    let first = cursor_row.saturating_sub(height - 1);
    painter.restyle(area, painter.styles.field);
    for (number, row) in wrapped.iter().skip(first).take(height).enumerate() {
        let y = area.y + u16::try_from(number).unwrap_or(0);
        let style = if field.is_marked() { painter.styles.field_marked } else { painter.styles.field };
        painter.put(area.x, y, area.width, field.text()[row.clone()].trim_end_matches('\n'), style);
    }
    let before = width(&field.text()[wrapped[cursor_row].start..field.cursor()]);
    let y = area.y + u16::try_from(cursor_row - first).unwrap_or(0);
    (area.x + before.min(area.width.saturating_sub(1)), y)
}

/// What a date, time or number that is being typed is understood as, and whether that is as it should be.
fn understanding(scene: &Scene<'_>, form: &Form, session: &Session) -> Option<(String, bool)> {
    let (Editor::Text { field, .. }, Shape::Value(kind)) = (&form.editor, &form.focused().shape) else { return None };
    let text = field.text().trim();
    if text.is_empty() {
        return None;
    }
    let words = &scene.context.words;
    let expected = Expected::of(form, session, *kind);
    let value = understood(text, &expected, scene.context, scene.model.today.to_datetime(scene.model.now));
    if let Some(told) = told_beside(text, &expected, &value, scene.context) {
        return Some((format!("! {told}"), false));
    }
    match (kind, value) {
        (Kind::Date, Value::Date(date)) => Some((format!("= {}", dates::long_date(date, words)), true)),
        (Kind::Date, value) if Period::of(&value).is_some() => {
            Period::of(&value).map(|period| (format!("= {}", dates::period_text(period, words)), true))
        }
        (Kind::Date, _) => Some((format!("? {}", words.screen.not_a_date_yet), false)),
        (Kind::Scores, Value::Scores(scores)) => {
            let told: Vec<String> = scores.iter().map(ToString::to_string).collect();
            let count = words.count(scores.len());
            Some((format!("= {}", words.typing.understood_scores(count, told.join(" "))), true))
        }
        (Kind::Whole, Value::Whole(minutes)) if expected.is_minutes() && minutes.to_string() != text => {
            let minutes = usize::try_from(minutes).unwrap_or(usize::MAX);
            Some((format!("= {}", words.typing.understood_minutes(words.count(minutes))), true))
        }
        (Kind::Whole | Kind::Decimal, Value::AsTyped(_)) => {
            expected.asked_number(scene.context).map(|asked| (format!("? {asked}"), false))
        }
        _ => None,
    }
}

/// The options of the field with the focus, row by row: index and label.
fn option_rows(scene: &Scene<'_>, form: &Form, session: &Session, columns: u16) -> Vec<Vec<(usize, String)>> {
    let Editor::Options { options, chosen, many, .. } = &form.editor else { return Vec::new() };
    let mut rows: Vec<Vec<(usize, String)>> = vec![Vec::new()];
    let mut used = 0;
    for (number, option) in options.iter().enumerate() {
        let is_chosen = chosen.contains(option);
        let sign = match (many, is_chosen) {
            (true, true) => "[x]",
            (true, false) => "[ ]",
            (false, true) => "(•)",
            (false, false) => "( )",
        };
        let label = format!("{sign} {}", form.option_label(session, &scene.sentences(), option));
        let taken = width(&label) + 2;
        if used + taken > columns + 2 && used > 0 {
            rows.push(Vec::new());
            used = 0;
        }
        used += taken;
        if let Some(row) = rows.last_mut() {
            row.push((number, label));
        }
    }
    rows
}

fn draw_options(scene: &Scene<'_>, form: &Form, session: &Session, painter: &mut Painter<'_>, area: Rect) {
    let Editor::Options { marked, chosen, options, typed, .. } = &form.editor else { return };
    let all = option_rows(scene, form, session, area.width);
    // More options than rows turn pages, like a list.
    let is_marked = |option: usize| *marked == Some(option);
    let at = all.iter().position(|row| row.iter().any(|(option, _)| is_marked(*option))).unwrap_or(0);
    let area = if typed.trim().is_empty() {
        area
    } else {
        let line = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
        painter.put(line.x, line.y, line.width, &format!("… {typed}"), painter.styles.muted);
        Rect { height: area.height.saturating_sub(1), ..area }
    };
    let is_long = all.len() > usize::from(area.height);
    let shown = page(at, all.len(), usize::from(area.height.saturating_sub(u16::from(is_long))));
    super::records::more(scene, shown, painter, area);
    for (number, row) in all.into_iter().skip(shown.first).take(shown.count).enumerate() {
        let y = area.y + u16::try_from(number).unwrap_or(0);
        let mut x = area.x;
        for (option, label) in row {
            let style = if chosen.contains(&options[option]) { painter.styles.strong } else { painter.styles.text };
            let taken = painter.put(x, y, area.right().saturating_sub(x), &label, style);
            if is_marked(option) {
                painter.restyle(Rect { x, y, width: taken, height: 1 }, painter.styles.selected);
            }
            x += taken + 2;
        }
    }
}

fn draw_pick(scene: &Scene<'_>, form: &Form, session: &Session, painter: &mut Painter<'_>, area: Rect) -> (u16, u16) {
    let Editor::Pick { section, chosen, query, marked, many } = &form.editor else { return (area.x, area.y) };
    let (text, at) = picked(session, *section, chosen, *many, query);
    let wrapped = wrap(&text, usize::from(area.width.saturating_sub(1)));
    // However many were chosen, what is typed stays in sight, and one of those that are offered.
    let height = usize::from(area.height.saturating_sub(1).max(1));
    let row = row_of(&wrapped, at);
    let first = (row + 1).saturating_sub(height);
    let taken = u16::try_from(wrapped.len().min(height)).unwrap_or(1);
    painter.restyle(rows(area, 0, taken), painter.styles.field);
    for (number, line) in wrapped.iter().skip(first).take(height).enumerate() {
        let y = area.y + u16::try_from(number).unwrap_or(0);
        painter.put(area.x, y, area.width, &text[line.clone()].replace(NO_BREAK, " "), painter.styles.field);
    }
    let before = width(&text[wrapped[row].start..at]).min(area.width.saturating_sub(1));
    let cursor = (area.x + before, area.y + u16::try_from(row - first).unwrap_or(0));
    let matches = pick_matches(session, *section, query.text(), chosen);
    let mut names: Vec<String> = matches.into_iter().map(|(_, name)| name).collect();
    if can_be_new(session, *section, query.text()) {
        let words = &scene.context.words.typing;
        names.push(words.new_name(query.text().trim()));
    }
    let list = rows(area, taken, area.height);
    let is_long = names.len() > usize::from(list.height);
    let shown = page(marked.unwrap_or(0), names.len(), usize::from(list.height.saturating_sub(u16::from(is_long))));
    super::records::more(scene, shown, painter, list);
    for (number, name) in names.iter().enumerate().skip(shown.first).take(shown.count) {
        let y = list.y + u16::try_from(number - shown.first).unwrap_or(0);
        let is_next = *marked == Some(number);
        let sign = if is_next { "▸" } else { " " };
        let style = if is_next { painter.styles.strong } else { painter.styles.muted };
        painter.put(area.x, y, area.width, &format!("{sign} {name}"), style);
    }
    cursor
}

/// A space in a name, which stays on one row.
const NO_BREAK: &str = "\u{a0}";

/// The names that were chosen with what is typed behind them, and where in it the cursor is.
fn picked(session: &Session, section: Section, chosen: &[Id], many: bool, query: &TextField) -> (String, usize) {
    let name = |id: &Id| session.find(section, id).and_then(Record::name).unwrap_or_default().replace(' ', NO_BREAK);
    let after = if many { ", " } else { " " };
    let names: String = chosen.iter().map(|id| name(id) + after).collect();
    let at = names.len() + query.cursor();
    (names + query.text(), at)
}

/// What helps to fill in the field with the focus, at the bottom.
fn hint(scene: &Scene<'_>, form: &Form, painter: &mut Painter<'_>, area: Rect) {
    let words = &scene.context.words;
    let (section, field) = match &form.focused().target {
        Target::Field(place) => (place.section, place.field),
        Target::Answer(field) => (Section::Answers, *field),
        Target::Invitations | Target::MissedPerson | Target::Gathered => (Section::People, 0),
    };
    let y = area.bottom().saturating_sub(1);
    if form.is_at_end {
        painter.clear(Rect { y, height: 1, ..area });
        painter.put(area.x, y, area.width, &scene.with_keys(&words.typing.past_the_last_field), painter.styles.accent);
        return;
    }
    if let Target::Field(place) = &form.focused().target
        && let Some(desk) = scene.model.desk()
        && let Some(signal) =
            desk.signals.of_item(place.section, &place.item).find(|signal| signal.field == Some(place.field))
    {
        let told = scene.sentences().signal(signal, &desk.session);
        let (sign, style) = symbol::of_weight(signal.rule.weight, painter.styles);
        painter.clear(Rect { y, height: 1, ..area });
        let all = [format!("{sign} {}. {}", told.told, told.remedy), format!("{sign} {}", told.told)];
        let fits = all.iter().find(|text| width(text) <= area.width).unwrap_or(&all[1]);
        painter.put(area.x, y, area.width, fits, style);
        return;
    }
    let name = section.kind().fields[field].name;
    let text = match (&form.editor, words.record(section.kind()).hints.get(name)) {
        (_, Some(hint)) => hint.clone(),
        (Editor::Pick { marked: None, .. }, None) => scene.with_keys(&words.screen.pick_first_hint),
        (Editor::Pick { .. }, None) => scene.with_keys(&words.screen.pick_hint),
        (Editor::Options { many: true, .. }, None) => scene.with_keys(&words.screen.options_hint),
        _ => return,
    };
    painter.clear(Rect { y, height: 1, ..area });
    painter.put(area.x, y, area.width, &text, painter.styles.muted);
}

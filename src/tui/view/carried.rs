//! What came along from an earlier round: a calm list of two rows for each item, with what was decided about it. Above it
//! how many wait for a decision, beside or below it what is known of the one under the cursor.

use ratatui::layout::Rect;

use crate::domain::carried::{Carrying, Decided, came_along, first_round, times_carried};
use crate::domain::id::Id;
use crate::domain::period::last_day_of;
use crate::domain::record::{Meaning, Record};
use crate::domain::records::meeting::AnswerState;
use crate::domain::session::Section;
use crate::domain::signals::Weight;
use crate::i18n::dates;
use crate::telling::signals::signal_counts;
use crate::tui::keymap::Action;
use crate::tui::model::Desk;
use crate::tui::model::layout::{Split, WALL_LINES, WIDEST_LIST, air, page, split};

use super::paint::{Painter, rows, width};
use super::scene::Scene;
use super::{detail, part_of, records, symbol};

/// How many rows of the screen an item takes.
const ROWS: u16 = 2;
/// Rows for what worked before.
const WORKED: u16 = 2;
/// Rows for what is known of the item under the cursor, where that stands below the list.
const PREVIEW: u16 = 3;

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) {
    let guide = &scene.context.guide;
    let panel = area;
    let area = Rect { width: area.width.min(WIDEST_LIST), ..area };
    let words = &scene.context.words.rounds;
    let along = came_along(&desk.session);
    if along.is_empty() {
        let used = worked(scene, desk, painter, area);
        records::empty(scene, desk, &words.nothing_came_along, painter, rows(area, used, area.height));
        return;
    }
    let left = desk.undecided(guide);
    if scene.model.is_presenting {
        return wall(scene, desk, &along, painter, area);
    }
    let heading = words.came_along(along.len());
    let used = painter.put(area.x, area.y, area.width, &heading, painter.styles.heading);
    let (count, style) = match left {
        0 => (format!("✓ {}", words.all_decided), painter.styles.good),
        left => (words.to_decide(left), painter.styles.strong),
    };
    painter.put_right(area.right(), area.y, area.width.saturating_sub(used + 2), &count, style);
    let worked = worked(scene, desk, painter, rows(area, 1, area.height));
    let above = 2 + worked + still_open(scene, desk, painter, rows(area, 1 + worked, 1));
    let selected = desk.selected(guide);
    let body = rows(panel, above, panel.height.saturating_sub(above));
    let beside = beside(scene, desk, &along, body);
    let list = beside.map_or(rows(area, above, area.height.saturating_sub(above + PREVIEW)), |(list, _)| list);
    let each = ROWS + air(&vec![ROWS; along.len()], list.height);
    // Beside the list what is under the cursor takes none of its rows, but how many more there are takes one.
    let fitting = |height: u16| usize::from((height + each - ROWS) / each).max(1);
    let is_long = along.len() > fitting(list.height);
    let height = list.height.saturating_sub(u16::from(beside.is_some() && is_long));
    let shown = page(selected, along.len(), fitting(height));
    for (number, (carrying, id)) in along.iter().skip(shown.first).take(shown.count).enumerate() {
        let Some(record) = desk.session.find(carrying.section, id) else { continue };
        let lines = rows(list, u16::try_from(number).unwrap_or(0) * each, ROWS);
        item(scene, desk, carrying, record, painter, lines);
        if shown.first + number == selected {
            painter.put(lines.x, lines.y, 1, "▸", painter.styles.accent);
            painter.restyle(rows(lines, 0, 1), painter.styles.selected);
        }
    }
    let here = along.get(selected);
    let here = here.and_then(|(carrying, id)| Some((*carrying, desk.session.find(carrying.section, id)?)));
    // Near the list that it is about, however high the window is.
    let used = above + u16::try_from(shown.count).unwrap_or(u16::MAX).saturating_mul(each);
    if let Some((_, right)) = beside {
        records::more(scene, shown, painter, list);
        if let Some((carrying, record)) = here {
            let title = title(scene, desk, carrying, record.id());
            let mut used = painter.put_wrapped(rows(right, 0, 3), &title, painter.styles.heading);
            let from = from_round(scene, desk, record);
            used += painter.put_wrapped(rows(right, used, 1), &from, painter.styles.muted) + 1;
            let told: Vec<usize> = carrying.section.kind().title().into_iter().collect();
            detail::draw(scene, desk, carrying.section, record, &told, painter, rows(right, used, right.height));
        }
        return;
    }
    let foot = rows(area, used.min(area.height - PREVIEW), PREVIEW);
    records::more(scene, shown, painter, rows(foot, 0, 1));
    if let Some((carrying, record)) = here {
        let below = Rect { x: foot.x + 2, width: foot.width - 2, ..rows(foot, 1, PREVIEW - 1) };
        // What it is stands whole here where its row has no room for it; what its row tells is not told again.
        let title = title(scene, desk, carrying, record.id());
        let is_cut = width(&title) > title_columns(scene, desk, carrying, record, area.width);
        let (text, style) =
            if is_cut { (title, painter.styles.text) } else { (from_round(scene, desk, record), painter.styles.muted) };
        let used = painter.put_wrapped(below, &text, style);
        let told: Vec<usize> =
            [carrying.section.kind().title(), carrying.owner, carrying.due].into_iter().flatten().collect();
        detail::draw(scene, desk, carrying.section, record, &told, painter, rows(below, used, below.height));
    }
}

/// The list, and what is under its cursor beside it, where no item of the list is shown shorter for it.
fn beside(scene: &Scene<'_>, desk: &Desk, along: &[(&'static Carrying, Id)], body: Rect) -> Option<(Rect, Rect)> {
    let columns = |(carrying, id): &(&'static Carrying, Id)| {
        let record = desk.session.find(carrying.section, id)?;
        let decided = desk.decided(&scene.context.guide, carrying, id);
        let told = told(scene, desk, carrying, record, decided, u16::MAX);
        let beside_title = WIDEST_LIST - title_columns(scene, desk, carrying, record, WIDEST_LIST);
        Some((width(&title(scene, desk, carrying, id)) + beside_title).max(width(&told) + 4))
    };
    let wanted = along.iter().filter_map(columns).max().unwrap_or(0).min(WIDEST_LIST);
    let Split { list, detail } = split(body.width, body.height, along.len(), wanted).near(body.width, WIDEST_LIST);
    (detail.y == 0).then(|| (part_of(body, list), part_of(body, detail)))
}

/// How many columns what an item is called has in its row of so many columns.
fn title_columns(scene: &Scene<'_>, desk: &Desk, carrying: &Carrying, record: &dyn Record, columns: u16) -> u16 {
    let (word, _) = word_of(scene, desk.decided(&scene.context.guide, carrying, record.id()));
    columns.saturating_sub(width(word) + 6)
}

/// What came along for the wall: what it is and what was decided, with white between.
fn wall(scene: &Scene<'_>, desk: &Desk, along: &[(&'static Carrying, Id)], painter: &mut Painter<'_>, area: Rect) {
    let selected = desk.selected(&scene.context.guide);
    let each = ROWS + 1;
    let per_page = usize::from((area.height / each).min(WALL_LINES / ROWS)).max(1);
    let shown = page(selected, along.len(), per_page);
    for (number, (carrying, id)) in along.iter().enumerate().skip(shown.first).take(shown.count) {
        let Some(record) = desk.session.find(carrying.section, id) else { continue };
        let lines = rows(area, u16::try_from(number - shown.first).unwrap_or(0) * each, ROWS);
        item(scene, desk, carrying, record, painter, lines);
        if number == selected {
            painter.put(lines.x, lines.y, 1, "▸", painter.styles.accent);
            painter.restyle(rows(lines, 0, 1), painter.styles.selected);
        }
    }
    records::more(scene, shown, painter, area);
}

/// What worked in the rounds before, which a next one opens on (M17); tells how many rows it took.
fn worked(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) -> u16 {
    let Some(text) = worked_told(scene, desk) else { return 0 };
    painter.put_wrapped(rows(area, 0, WORKED), &format!("★ {text}"), painter.styles.good)
}

/// What worked in the rounds before, in a sentence; none in the first.
pub(crate) fn worked_told(scene: &Scene<'_>, desk: &Desk) -> Option<String> {
    let session = &desk.session;
    let sentences = scene.sentences();
    let titles = session.successes.iter().map(|it| sentences.item_title(Section::Successes, it, session));
    let titles = titles.collect::<Vec<_>>().join("; ");
    (session.round() > 1 && !titles.is_empty()).then(|| scene.context.words.rounds.worked(&titles))
}

/// How much the session still asks, on a row: the first counts whole, and how many more there are; tells whether it took
/// one.
fn still_open(scene: &Scene<'_>, desk: &Desk, painter: &mut Painter<'_>, area: Rect) -> u16 {
    let words = &scene.context.words;
    let open = desk.signals.in_the_room().filter(|signal| signal.rule.weight > Weight::Tell);
    let counts = signal_counts(open, words);
    let first_of = |kept: usize| {
        let left = counts.len() - kept;
        let more = (left > 0).then(|| words.screen.more(left));
        let parts: Vec<&str> = counts[..kept].iter().map(String::as_str).chain(more.as_deref()).collect();
        format!("! {}", parts.join(" · "))
    };
    let fitting = (1..=counts.len()).rev().map(first_of).find(|line| width(line) <= area.width);
    let Some(line) = fitting.or_else(|| (!counts.is_empty()).then(|| first_of(1))) else { return 0 };
    painter.put(area.x, area.y, area.width, &line, painter.styles.warn);
    1
}

/// What came along in words: a number for each item, with what was decided.
pub(crate) fn lines(scene: &Scene<'_>, desk: &Desk) -> Vec<String> {
    let item = |(carrying, id): (&'static Carrying, Id)| {
        let record = desk.session.find(carrying.section, &id)?;
        let decided = desk.decided(&scene.context.guide, carrying, &id);
        let (word, _) = word_of(scene, decided);
        let told = told(scene, desk, carrying, record, decided, u16::MAX);
        Some(format!("{}: {word}. {told}", title(scene, desk, carrying, &id)))
    };
    came_along(&desk.session).into_iter().filter_map(item).collect()
}

/// The word for what was decided, with its sign.
fn word_of<'scene>(scene: &'scene Scene<'_>, decided: Option<Decided>) -> (&'scene str, &'static str) {
    let words = &scene.context.words.rounds;
    match decided {
        None => (&words.undecided, "○"),
        Some(Decided::GoesOn) => (&words.goes_on, "→"),
        Some(Decided::Done) => (&words.is_done, symbol::of_state(AnswerState::Done)),
        Some(Decided::Dropped) => (&words.is_dropped, symbol::of_state(AnswerState::NotApplicable)),
    }
}

/// The first row says what it is and what was decided, the second what kind of thing, where from, who and when.
fn item(
    scene: &Scene<'_>,
    desk: &Desk,
    carrying: &Carrying,
    record: &dyn Record,
    painter: &mut Painter<'_>,
    area: Rect,
) {
    let decided = desk.decided(&scene.context.guide, carrying, record.id());
    let (word, sign) = word_of(scene, decided);
    let style = match decided {
        None => painter.styles.warn,
        Some(Decided::GoesOn) => painter.styles.text,
        Some(Decided::Done) => painter.styles.good,
        Some(Decided::Dropped) => painter.styles.muted,
    };
    painter.put(area.x + 2, area.y, 1, sign, style);
    symbol::mark(desk.signals.weight_of(carrying.section, record.id()), painter, area.x + 1, area.y);
    let room = title_columns(scene, desk, carrying, record, area.width);
    painter.put(area.x + 4, area.y, room, &title(scene, desk, carrying, record.id()), painter.styles.text);
    painter.put_right(area.right(), area.y, area.width, word, style);
    let told = told(scene, desk, carrying, record, decided, area.width.saturating_sub(4));
    painter.put(area.x + 4, area.y + 1, area.width.saturating_sub(4), &told, painter.styles.muted);
}

/// What kind of thing an item is, where it comes from, who takes care of it and by when. Where there is no room for all,
/// the kind goes.
fn told(
    scene: &Scene<'_>,
    desk: &Desk,
    carrying: &Carrying,
    record: &dyn Record,
    decided: Option<Decided>,
    columns: u16,
) -> String {
    let words = &scene.context.words;
    let round = first_round(&desk.session, record);
    let times = times_carried(record);
    let question = scene.context.guide.structure.question(record.id().as_str());
    let is_anew = carrying.section == Section::Answers && question.is_some_and(|(_, question)| question.anew);
    let from = if is_anew { words.rounds.asked_anew.clone() } else { words.rounds.from_round(round) };
    let kind = match carrying.section {
        Section::Answers => Action::Checklist.words(words).to_owned(),
        section => words.record(section.kind()).one.clone(),
    };
    let often = words.rounds.carried(words.count(times));
    let text_of =
        |number: Option<usize>| number.map(|number| field(scene, desk, carrying, record, number)).unwrap_or_default();
    let is_late = last_day_of(&record.meant(Meaning::Due)).is_some_and(|day| day < scene.model.today);
    // Of what was let go matters why; of what is open who takes care of it and by when.
    let rest = match decided {
        Some(Decided::Dropped) => [text_of(Some(carrying.reason)), String::new()],
        Some(Decided::Done) => [text_of(carrying.owner), text_of(carrying.due)],
        Some(Decided::GoesOn) | None => {
            let is_needed = |number: usize| record.kind().fields[number].means(Meaning::Needed);
            let missing = |number: Option<usize>, text: &String| {
                if number.is_some_and(is_needed) { text.clone() } else { String::new() }
            };
            let owner = Some(text_of(carrying.owner)).filter(|owner| !owner.is_empty());
            let date = Some(text_of(carrying.due)).filter(|date| !date.is_empty());
            let date = date.map(|date| if is_late { format!("! {date}") } else { date });
            [
                owner.unwrap_or_else(|| missing(carrying.owner, &words.screen.no_owner)),
                date.unwrap_or_else(|| missing(carrying.due, &words.screen.no_date_yet)),
            ]
        }
    };
    let line = |kind: &str, often: &str| {
        let parts = [kind, &from, often, &rest[0], &rest[1]];
        parts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    // What moved once came from the round before, which is said already.
    let least = if times == 1 { "" } else { &often };
    let all = [line(&kind, least), line("", least)];
    all.iter().find(|line| width(line) <= columns).unwrap_or(&all[1]).clone()
}

/// The round in which an item was first written down, with its day where that round was found.
fn from_round(scene: &Scene<'_>, desk: &Desk, record: &dyn Record) -> String {
    let words = &scene.context.words;
    let first = first_round(&desk.session, record);
    let day = desk.earlier.iter().find(|session| session.round() == first);
    match day.and_then(|session| session.the_meeting().date.known()) {
        None => words.rounds.from_round(first),
        Some(day) => {
            let date = dates::short_date(day, scene.model.today, words);
            words.rounds.from_round_on(first, date)
        }
    }
}

/// What an item is called.
fn title(scene: &Scene<'_>, desk: &Desk, carrying: &Carrying, id: &Id) -> String {
    match carrying.section {
        Section::Answers => scene.context.guide.question_label(id.as_str()),
        section => scene.sentences().title(section, id, &desk.session),
    }
}

fn field(scene: &Scene<'_>, desk: &Desk, carrying: &Carrying, record: &dyn Record, number: usize) -> String {
    let value = record.value(number);
    scene.sentences().value_text(carrying.section, number, &value, &desk.session)
}

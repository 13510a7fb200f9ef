//! Every screen as the room sees it, in both languages on the sizes of a laptop and of a huge font, kept as text beside
//! this file; and what holds for all of them. `INSTA_UPDATE=always cargo test --test it screens::` writes them anew.
//!
//! Of each screen only the panel is kept. What stands around it is the same on many of them, and kept once, under `frame`.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::OnceLock;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use werksessie::domain::carried::asked_fields;
use werksessie::domain::session::{Count, Section};
use werksessie::guide::PanelView;
use werksessie::i18n::language::Language;
use werksessie::tui::keymap::Action;
use werksessie::tui::model::form::Editor;
use werksessie::tui::model::layout::{Size, form_columns};
use werksessie::tui::theme::{BUILT_IN, ColourSupport, ColourTheme, Styles};
use werksessie::tui::update::with_keys;
use werksessie::tui::view::render;

use crate::support::screen::{FULL, NARROW, Screen, WIDE, context, empty, rows_of, shipped, styles};
use crate::support::tour::{Stop, forms, is_covered, overlays, panels, panels_of, second_round, start_pages};

/// Everything that can be on the screen, of a full and of an empty session.
fn everything() -> Vec<Stop> {
    let full = panels(&shipped(FULL)).into_iter().map(|stop| Stop { name: format!("{}, full", stop.name), ..stop });
    let none = panels(&empty()).into_iter().map(|stop| Stop { name: format!("{}, empty", stop.name), ..stop });
    start_pages().into_iter().chain(full).chain(none).chain(second_round()).chain(forms()).chain(overlays()).collect()
}

/// Where the steps and their states stand, of which the names may use the margin rather than be cut.
const STEPS_ROWS: std::ops::Range<u16> = 1..3;

/// A screen that was drawn once, for all tests that look at every one.
struct Seen {
    name: String,
    language: Language,
    text: String,
    /// Whether something stands outside the margins.
    is_outside: bool,
    /// Whether drawing it again shows the same.
    is_same: bool,
}

/// Everything that can be on the screen, in both languages on both sizes.
fn everywhere() -> &'static [Seen] {
    static SEEN: OnceLock<Vec<Seen>> = OnceLock::new();
    let in_language = |language: Language, size: Size| -> Vec<Seen> {
        everything().into_iter().map(|stop| seen(&stop, language, size)).collect()
    };
    SEEN.get_or_init(|| {
        let sizes = Language::ALL.iter().flat_map(|&language| [(language, WIDE), (language, NARROW)]);
        sizes.flat_map(|(language, size)| in_language(language, size)).collect()
    })
}

fn seen(stop: &Stop, language: Language, size: Size) -> Seen {
    let mut screen = (stop.show)(language, size);
    let before = screen.buffer().clone();
    screen.draw();
    let mut outside = (0..size.margin()).chain(size.columns - size.margin()..size.columns);
    Seen {
        name: format!("{} {}x{} {}", language.code(), size.columns, size.rows, stop.name),
        language,
        text: screen.text(),
        is_outside: outside
            .any(|x| (0..size.rows).filter(|y| !STEPS_ROWS.contains(y)).any(|y| before[(x, y)].symbol() != " ")),
        is_same: *screen.buffer() == before,
    }
}

/// Every row that stands above or below a panel, under the name of the first screen on which it does.
#[derive(Default)]
struct Frame {
    text: String,
    known: BTreeSet<String>,
}

impl Frame {
    fn add(&mut self, name: &str, rows: &[String]) {
        let new: Vec<&String> =
            rows.iter().filter(|row| !row.is_empty() && self.known.insert((*row).clone())).collect();
        if !new.is_empty() {
            let _ = writeln!(self.text, "=== {name}");
        }
        for row in new {
            let _ = writeln!(self.text, "{row}");
        }
    }
}

/// Appends rows but the last empty ones, with a count for empty rows that follow each other.
fn write_rows(text: &mut String, rows: &[String]) {
    let count = rows.iter().rposition(|row| !row.is_empty()).map_or(0, |last| last + 1);
    let rows = &rows[..count];
    let mut number = 0;
    for rows in rows.chunk_by(|one, next| one.is_empty() && next.is_empty()) {
        number += rows.len();
        let _ = match rows {
            // Every fourth row tells its number, so that what moved is found.
            [row] if !row.is_empty() && number.is_multiple_of(4) => writeln!(text, "{row} ‖ {number}"),
            [row] if !row.is_empty() => writeln!(text, "{row}"),
            _ => writeln!(text, "~ {}", rows.len()),
        };
    }
}

/// Keeps the panels of these stops, one below the other, and adds to the frame what stands around them.
fn keep(name: &str, language: Language, size: Size, stops: &[(&str, Vec<Stop>)], frame: &mut Frame) {
    let mut text = String::new();
    for (session, stops) in stops {
        for stop in stops {
            let screen = (stop.show)(language, size);
            let mut rows = screen.rows();
            let of = if session.is_empty() { String::new() } else { format!(" ({session})") };
            let name = format!("{}{of}", stop.name);
            let _ = writeln!(text, "=== {name}");
            if screen.model.size == size && !(screen.model.is_presenting && screen.model.overlays.is_empty()) {
                let (top, bottom) = (usize::from(size.body_top()), rows.len() - 2);
                frame.add(&name, &[&rows[..top], &rows[bottom..]].concat());
                rows = rows[top..bottom].to_vec();
            }
            write_rows(&mut text, &rows);
        }
    }
    keep_text(name, language.code(), size, &text);
}

fn keep_text(name: &str, code: &str, size: Size, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format!("{name}_{code}_{}x{}", size.columns, size.rows), text));
}

fn keep_all(language: Language, size: Size) {
    let mut frame = Frame::default();
    let (full, none) = (shipped(FULL), empty());
    for (number, step) in context(language).guide.structure.steps.iter().enumerate() {
        let stops = [("full", panels_of(number, &full)), ("empty", panels_of(number, &none))];
        keep(&format!("{number}_{}", step.id), language, size, &stops, &mut frame);
    }
    let small = Stop {
        name: "too small".to_owned(),
        show: Box::new(|language, _| Screen::open(language, Size { columns: 44, rows: 12 }, shipped(FULL))),
    };
    let others = [
        ("start", start_pages()),
        ("second_round", second_round()),
        ("forms", forms()),
        ("on_top", overlays().into_iter().chain([small]).collect()),
    ];
    for (name, stops) in others {
        keep(name, language, size, &[("", stops)], &mut frame);
    }
    keep_text("frame", language.code(), size, &frame.text);
}

#[test]
fn screens_in_dutch_on_80_by_24() {
    keep_all(Language::Dutch, WIDE);
}

#[test]
fn screens_in_dutch_on_60_by_20() {
    keep_all(Language::Dutch, NARROW);
}

#[test]
fn screens_in_english_on_80_by_24() {
    keep_all(Language::English, WIDE);
}

#[test]
fn screens_in_english_on_60_by_20() {
    keep_all(Language::English, NARROW);
}

/// Whether these letters are the id of an item: a letter, a dash, ten letters and digits.
fn is_id(word: &str) -> bool {
    let random = word.split_once('-').filter(|(kind, _)| kind.len() == 1).map_or("", |(_, random)| random);
    random.len() == 10
        && random.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        && random.bytes().any(|byte| byte.is_ascii_digit())
}

#[test]
fn nothing_of_the_inside_comes_onto_the_wall() {
    let mut wrong = Vec::new();
    for Seen { name, text, .. } in everywhere() {
        for sign in ["{", "}", "_", "::", "Some(", "None", ".ron", "\u{fffd}"] {
            if text.contains(sign) {
                wrong.push(format!("{name}: {sign}\n{text}"));
            }
        }
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
        wrong.extend(words.filter(|word| is_id(word)).map(|id| format!("{name}: {id}\n{text}")));
    }
    assert!(wrong.is_empty(), "{} screens\n{}", wrong.len(), wrong.join("\n\n"));
    assert!(is_id("a-c99pnp9ihy") && !is_id("a-vergadering") && !is_id("e-mail"));
}

/// What keys do, labels and choices in a language, in lower case.
fn phrases(language: Language) -> BTreeSet<String> {
    let words = &context(language).words;
    let mut all: BTreeSet<String> = Action::ALL.iter().map(|action| action.words(words).to_lowercase()).collect();
    for (_, record) in words.records().records.iter() {
        all.extend(
            record.fields.values().chain([&record.one, &record.many, &record.new]).map(|text| text.to_lowercase()),
        );
    }
    all.extend(words.records().choices.iter().flat_map(|(_, set)| set.values()).map(|text| text.to_lowercase()));
    let screen = &words.screen;
    let messages = [&screen.saved, &screen.no_owner, &screen.no_date_yet, &screen.unknown, &screen.steps];
    all.extend(messages.into_iter().map(|text| text.to_lowercase()));
    all
}

/// Words that are English and stand in a Dutch sentence, or the other way round.
const BOTH: &[&str] = &[
    "open",
    "help",
    "home",
    "kind",
    "goal",
    "bolk model",
    "professional",
    "professionals",
    "interview",
    "interviews",
    "pilot",
    "pilots",
    "in",
];

/// Plain words of each language that no sentence of the other has.
const ENGLISH: &[&str] =
    &["the", "and", "with", "from", "saved", "nothing", "choose", "people", "step", "goals", "yes", "done"];
const DUTCH: &[&str] =
    &["de", "het", "een", "niet", "geen", "opgeslagen", "kies", "mensen", "stap", "doelen", "ja", "klaar"];

/// What another language says and this one does not, with spaces around it.
fn foreign(own: &BTreeSet<String>, other: &BTreeSet<String>, plain: &[&str]) -> Vec<String> {
    let known: BTreeSet<&str> = own.iter().flat_map(|phrase| phrase.split_whitespace()).collect();
    let phrases = other.difference(own).map(String::as_str).filter(|phrase| phrase.len() > 3 && !BOTH.contains(phrase));
    let phrases = phrases.chain(plain.iter().copied()).filter(|phrase| !known.contains(phrase));
    phrases.map(|phrase| format!(" {phrase} ")).collect()
}

#[test]
fn a_screen_speaks_one_language() {
    let (dutch, english) = (phrases(Language::Dutch), phrases(Language::English));
    let (in_dutch, in_english) = (foreign(&dutch, &english, ENGLISH), foreign(&english, &dutch, DUTCH));
    let mut wrong = Vec::new();
    for Seen { name, language, text, .. } in everywhere() {
        // What people typed is Dutch: an English screen is only looked at where nothing was typed.
        if *language == Language::English && !name.ends_with(", empty") {
            continue;
        }
        let words = text.to_lowercase().replace(|letter: char| !letter.is_alphanumeric(), " ");
        let words = format!(" {} ", words.split_whitespace().collect::<Vec<_>>().join(" "));
        let foreign = if *language == Language::Dutch { &in_dutch } else { &in_english };
        let found = foreign.iter().filter(|phrase| words.contains(phrase.as_str()));
        wrong.extend(found.map(|phrase| format!("{name}: {phrase}\n{text}")));
    }
    assert!(wrong.is_empty(), "{} times\n{}", wrong.len(), wrong.join("\n"));
}

/// What lies on top and shows little or nothing that somebody typed.
const OF_THE_PROGRAM: &[&str] = &[
    "clock, minutes",
    "a next round, asked about",
    "a session to throw away",
    "two files of a session to merge",
    "leaving",
    "changed on disk",
    "share, what to say",
    "sharing, no place",
    "palette",
    "pages",
    "help",
    "a page",
    "bringing, no files",
    "bringing, refused",
    "start, none",
];

/// Behind a word: it is being done, or opens something that asks more.
const GOES_ON: &[&str] = &["opslaan …", "saving …", "voorbeelden …", "examples …"];

#[test]
fn no_word_of_the_program_is_cut() {
    let mut looked_at = 0;
    let mut wrong = Vec::new();
    for Seen { name, text, .. } in everywhere() {
        let stop = name.splitn(3, ' ').nth(2).unwrap_or_default();
        if !stop.ends_with(", empty") && !OF_THE_PROGRAM.contains(&stop) {
            continue;
        }
        looked_at += 1;
        let text = GOES_ON.iter().fold(text.clone(), |text, word| text.replace(word, ""));
        let cut = text.lines().filter(|line| line.contains('…'));
        wrong.extend(cut.map(|line| format!("{name}: {}", line.trim())));
    }
    assert!(looked_at > 200, "{looked_at} screens");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn text_stays_inside_the_margins() {
    let wrong: Vec<String> = everywhere()
        .iter()
        .filter(|seen| seen.is_outside)
        .map(|seen| format!("{}\n{}", seen.name, seen.text))
        .collect();
    assert!(wrong.is_empty(), "{} screens\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn drawing_twice_shows_the_same() {
    let wrong: Vec<&str> = everywhere().iter().filter(|seen| !seen.is_same).map(|seen| seen.name.as_str()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Whether a cell is marked as the one under the cursor, by more than its colour or by a background of its own.
fn is_marked(style: Style, styles: &Styles) -> bool {
    let marked = styles.selected;
    style.bg == marked.bg && style.add_modifier.contains(marked.add_modifier) && marked != styles.text
}

#[test]
fn what_is_under_the_cursor_is_on_the_screen() {
    let mut wrong = Vec::new();
    for size in [WIDE, NARROW] {
        for stop in panels(&shipped(FULL)) {
            let mut screen = (stop.show)(Language::Dutch, size);
            let guide = &screen.context.guide;
            if matches!(screen.desk().panel(guide).view, PanelView::Chart(_)) {
                continue;
            }
            for row in 0..screen.desk().rows(guide) {
                let body = size.body_top()..size.rows - 2;
                let cells = body.flat_map(|y| (0..size.columns).map(move |x| (x, y)));
                let marked = cells.filter(|at| is_marked(screen.buffer()[*at].style(), styles())).count();
                if marked == 0 {
                    wrong.push(format!("{} row {row}\n{}", stop.name, screen.text()));
                }
                screen.press("Down");
            }
        }
    }
    assert!(wrong.is_empty(), "{} rows\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn what_is_under_the_cursor_shows_in_every_theme_without_colour_too() {
    let mut screen = Screen::open(Language::Dutch, WIDE, shipped(FULL));
    screen.go_to("actions").press("Down");
    let row = screen.rows().iter().position(|row| row.contains('▸')).expect("a row under the cursor");
    for (theme, text) in BUILT_IN {
        for support in [ColourSupport::TrueColour, ColourSupport::Ansi16, ColourSupport::None] {
            let styles = Styles::resolve(&ColourTheme::parse(text).expect("a right theme"), support);
            let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
            render(&screen.model, screen.context, &styles, &mut buffer);
            let style = |y: usize| buffer[(20, u16::try_from(y).expect("a row"))].style();
            let (here, above) = (style(row), style(row - 1));
            let differs = here.bg != above.bg || here.add_modifier.contains(Modifier::REVERSED);
            assert!(differs, "{theme} {support:?}: {here:?} {above:?}");
        }
    }
}

/// Sections that are filled in elsewhere than in a table: by questions, and by a merge.
const IN_NO_TABLE: &[Section] = &[Section::Answers, Section::Conflicts];

#[test]
fn the_field_that_is_typed_in_is_on_the_screen() {
    let session = shipped(FULL);
    let mut wrong = Vec::new();
    for size in [WIDE, NARROW] {
        for &section in
            Section::ALL.iter().filter(|section| section.count() != Count::One && !IN_NO_TABLE.contains(section))
        {
            let kind = section.kind();
            let mut screen = Screen::open(Language::Dutch, size, session.clone());
            let panel = screen.context.guide.structure.steps.iter().flat_map(|step| &step.panels);
            let panel = panel
                .into_iter()
                .find(|panel| panel.view == PanelView::Records(werksessie::guide::SectionName(section)));
            let mut grids = screen.context.guide.structure.steps.iter().flat_map(|step| &step.panels);
            if grids.any(|panel| panel.view.grid().is_some_and(|grid| grid.shows(section))) {
                continue;
            }
            let Some(panel) = panel else { panic!("no panel for {}", section.name()) };
            screen.go_to(&panel.id).press("Enter");
            for _ in 0..screen.model.form().map_or(0, |(form, _)| form.focus) {
                screen.press("Shift-Tab");
            }
            for number in asked_fields(section) {
                let field = &kind.fields[number];
                let label = screen.context.words.field(kind, field.name).to_owned();
                let label: String = label.chars().take(usize::from(form_columns(size.inner()).0) - 1).collect();
                let is_shown = screen.rows().iter().any(|row| row.trim_start().starts_with(&label));
                let is_typing =
                    screen.model.form().is_some_and(|(form, _)| !matches!(form.editor, Editor::Options { .. }));
                let body = size.body_top()..size.rows - 2;
                let is_in_body =
                    screen.cursor.is_some_and(|(x, y)| body.contains(&y) && x < size.columns - size.margin());
                if !is_shown || is_typing != is_in_body {
                    let told = format!("{} {}: {:?}", section.name(), field.name, screen.cursor);
                    wrong.push(format!("{told}\n{}", screen.text()));
                }
                screen.press("Tab");
            }
        }
    }
    assert!(wrong.is_empty(), "{} fields\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn the_option_under_the_cursor_is_on_the_screen() {
    for size in [WIDE, NARROW] {
        // People who told colleagues and manager: a mark for each of many people.
        let mut screen = Screen::open(Language::Dutch, size, shipped(FULL));
        screen.go_to("checklist").press("End Up Up Enter");
        let people: Vec<String> = screen.session().people.iter().map(|person| person.name.0.clone()).collect();
        for _ in &people {
            let (form, _) = screen.model.form().expect("a form is open");
            let Editor::Options { options, marked: Some(at), .. } = &form.editor else { panic!("marks are options") };
            let id = werksessie::domain::id::Id::new(options[*at].as_str());
            let name = screen.session().person_name(&id).expect("a person").to_owned();
            assert!(screen.text().contains(&format!("] {name}")), "{name}\n{}", screen.text());
            screen.press("Right");
        }
        // And people who fit some letters, one by one.
        let mut screen = Screen::open(Language::Dutch, size, shipped(FULL));
        screen.go_to("actions").press("Enter Tab ‘a’");
        for _ in &people {
            assert!(screen.rows().iter().any(|row| row.contains("▸")), "{}", screen.text());
            screen.press("Down");
        }
    }
}

#[test]
fn what_is_typed_behind_many_names_is_on_the_screen() {
    let mut screen = Screen::open(Language::Dutch, NARROW, shipped(FULL));
    screen.go_to("decisions").press("n ‘x’ Shift-Tab ‘ria’ Enter ‘moham’ Enter ‘mavis’ Enter ‘gül’ Enter ‘zomaar’");
    assert!(screen.text().contains("zomaar"), "{}", screen.text());
}

#[test]
fn a_form_tells_how_many_fields_it_does_not_show() {
    let mut screen = Screen::open(Language::Dutch, NARROW, shipped(FULL));
    screen.go_to("actions").press("Enter");
    assert!(screen.text().contains("▼ meer ("), "{}", screen.text());
    screen.press("Shift-Tab");
    assert!(screen.text().contains("▲ ") && !screen.text().contains("▼ meer ("), "{}", screen.text());
}

#[test]
fn what_helps_to_fill_in_fits_the_smallest_window() {
    let columns = usize::from(NARROW.inner());
    let mut wrong = Vec::new();
    for &language in Language::ALL {
        let code = language.code();
        let words = &context(language).words;
        let hints = words.records().records.iter().flat_map(|(_, record)| record.hints.values().cloned());
        let all = hints.chain(
            [&words.screen.pick_hint, &words.screen.pick_first_hint, &words.screen.options_hint]
                .map(|text| with_keys(text, words, &[])),
        );
        let long = all.filter(|hint| unicode_width::UnicodeWidthStr::width(hint.as_str()) > columns);
        wrong.extend(long.map(|hint| format!("{code}: {hint}")));
        let actions = Action::ALL.iter().map(|action| action.words(words));
        wrong.extend(actions.filter(|action| action.chars().count() > 34).map(|action| format!("{code}: {action}")));
        let yet = &words.screen.not_a_date_yet;
        let room = usize::from(form_columns(NARROW.inner()).1) - 2;
        wrong.extend((yet.chars().count() > room).then(|| format!("{code}: {yet}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_window_that_is_too_small_says_so_and_shows_nothing_else() {
    for stop in everything().into_iter().step_by(3) {
        for (columns, rows) in [(59, 20), (60, 19), (40, 10), (20, 30), (8, 3), (1, 1), (0, 0)] {
            let mut screen = (stop.show)(Language::Dutch, WIDE);
            let leaves = is_covered(&screen);
            screen.press(&format!("{columns}x{rows}"));
            if columns >= 40 {
                assert!(screen.words().starts_with("Dit venster is te klein."), "{}\n{}", stop.name, screen.text());
                assert!(screen.words().contains("60") && screen.words().contains("20"), "{}", screen.text());
            }
            assert_eq!(screen.cursor, None);
            screen.press("80x24");
            assert_eq!(is_covered(&screen), leaves, "{}", stop.name);
        }
    }
}

#[test]
fn presentation_shows_the_panel_and_the_way_back_only() {
    for stop in panels(&shipped(FULL)) {
        let mut screen = (stop.show)(Language::Dutch, WIDE);
        screen.press("F5");
        let rows = rows_of(screen.buffer());
        assert!(!screen.words().contains("opgeslagen"), "{}", screen.text());
        assert!(rows.last().is_some_and(|row| row.contains("Esc terug")), "{}\n{}", stop.name, screen.text());
    }
}

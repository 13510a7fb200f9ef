//! The manual for who leads an evening: its pictures are what the program shows, its keys are keys, and the pages to print
//! are made of its text; and the picture of the README. `UPDATE=1 cargo test --test it manual::` draws the pictures and makes the pages anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;
use werksessie::exchange::leaflet::leaflet;
use werksessie::exchange::render::html;
use werksessie::guide::HelpPage;
use werksessie::guide::leading::{HEADING, ITEM};
use werksessie::i18n::language::Language;
use werksessie::tui::update::bindings;

use crate::support::screen::{BEGUN, FULL, NARROW, Screen, WIDE as SCREEN, context, shipped};
use crate::support::tour::some_sessions;

/// The manual in each language.
const MANUALS: &[(Language, &str)] = &[(Language::Dutch, "HANDLEIDING"), (Language::English, "MANUAL")];

/// How a picture comes about, by its name.
type Shot = (&'static str, fn(Language) -> Screen);

const SHOTS: &[Shot] = &[
    ("start", |language| some_sessions(language, NARROW)),
    ("step", |language| keys(language, FULL, "cycle", "3 3")),
    ("action", |language| keys(language, BEGUN, "actions", "n ‘De bakker bellen over oud brood’ Enter")),
    ("votes", |language| keys(language, FULL, "votes", "")),
    ("checklist", |language| keys(language, FULL, "checklist", "End Up Up Up Up Up")),
];

/// More words than this do not fit on four sheets beside the pictures: half a sheet for each picture is two and a half.
const MOST_WORDS: usize = 900;

fn keys(language: Language, session: &str, panel: &str, keys: &str) -> Screen {
    let mut screen = Screen::open(language, NARROW, shipped(session));
    screen.go_to(panel).press(keys);
    screen
}

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)
}

/// Holds a file against what it should be, or writes it anew where that is asked.
fn holds(name: &str, expected: &str) {
    let path = file(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, expected).expect("written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "docs/{name} is not what the program shows now: UPDATE=1 cargo test --test it manual::");
}

/// How wide a picture is shown on a printed page, and in the README.
const IN_A_PAGE: usize = 420;
const IN_THE_README: usize = 800;

const WIDE: usize = 8;
const HIGH: usize = 17;

/// The colour of a cell as a page names it; nothing for that of the paper or of the ink.
fn colour(colour: Color) -> Option<String> {
    match colour {
        Color::Rgb(red, green, blue) => Some(format!("{red:02x}{green:02x}{blue:02x}")),
        _ => None,
    }
}

fn is_bold(cell: &Cell) -> bool {
    cell.modifier.contains(Modifier::BOLD)
}

/// The runs of a row in which this stays the same: where each begins, how wide it is, and what it says.
fn runs<K: PartialEq>(buffer: &Buffer, y: u16, of: impl Fn(&Cell) -> K) -> Vec<(usize, usize, K, String)> {
    let mut all: Vec<(usize, usize, K, String)> = Vec::new();
    let mut x = 0;
    while x < buffer.area.width {
        let cell = &buffer[(x, y)];
        let width = cell.symbol().width().max(1);
        let kind = of(cell);
        match all.last_mut() {
            Some((_, wide, last, text)) if *last == kind => {
                *wide += width;
                text.push_str(cell.symbol());
            }
            _ => all.push((usize::from(x), width, kind, cell.symbol().to_owned())),
        }
        x += u16::try_from(width).expect("a cell");
    }
    all
}

/// A screen as a picture: a box for each colour of the paper, and words of which the width is told, so that columns stay
/// below each other in any letter.
fn picture(buffer: &Buffer, title: &str, shown: usize) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let (width, height) = (usize::from(buffer.area.width) * WIDE, usize::from(buffer.area.height) * HIGH);
    let mut body = String::new();
    let mut colours = BTreeSet::new();
    for y in 0..buffer.area.height {
        let top = usize::from(y) * HIGH;
        for (x, wide, paper, _) in runs(buffer, y, |cell| colour(cell.bg)) {
            let Some(paper) = paper else { continue };
            let _ = writeln!(
                body,
                "<rect x=\"{}\" y=\"{top}\" width=\"{}\" height=\"{HIGH}\" class=\"k{paper}\"/>",
                x * WIDE,
                wide * WIDE
            );
            colours.insert(paper);
        }
        for (x, _, (ink, bold, _), text) in
            runs(buffer, y, |cell| (colour(cell.fg), is_bold(cell), cell.symbol() == " "))
        {
            let text = text.trim_end();
            if text.is_empty() {
                continue;
            }
            let ink = ink.unwrap_or_else(|| "1b1b1b".to_owned());
            let bold = if bold { " bold" } else { "" };
            let _ = writeln!(
                body,
                "<text x=\"{}\" y=\"{}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\" class=\"k{ink}{bold}\">{}</text>",
                x * WIDE,
                top + HIGH - 4,
                text.width() * WIDE,
                escaped(text)
            );
            colours.insert(ink);
        }
    }
    let classes =
        colours.iter().fold(String::new(), |classes, colour| classes + &format!(".shot .k{colour}{{fill:#{colour}}}"));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"shot\" viewBox=\"0 0 {width} {height}\" width=\"{shown}\" role=\"img\">\n\
         <title>{title}</title>\n<style>.shot text{{font:14px DejaVu Sans Mono,Menlo,Consolas,monospace;white-space:pre}}.shot .bold{{font-weight:bold}}{classes}</style>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\" stroke=\"#767676\"/>\n{body}</svg>\n",
        title = escaped(title),
    )
}

/// What stands around a key until the page is made.
const KEY: [&str; 2] = ["⟦", "⟧"];
/// How a key looks on paper: a small box, as on a keyboard.
const KEY_STYLE: &str = "kbd{border:1px solid;border-radius:3px;padding:0 .3em;font:inherit;font-weight:700}\n</style>";

/// A line with its keys set apart: on paper `u` is a key, and not somebody who is spoken to.
fn keys_apart(line: &str) -> String {
    let parts = line.split('`').enumerate();
    parts
        .map(|(number, part)| if number % 2 == 1 { format!("{}{part}{}", KEY[0], KEY[1]) } else { part.to_owned() })
        .collect()
}

/// The text of a manual.
fn manual(name: &str) -> String {
    fs::read_to_string(file(&format!("{name}.md"))).expect("a manual")
}

/// The pictures that a text names, with what stands below each.
fn named(text: &str) -> BTreeMap<String, String> {
    let links = text.lines().filter_map(|line| line.strip_prefix("!["));
    links
        .filter_map(|link| {
            let (title, rest) = link.split_once("](pictures/")?;
            Some((rest.trim_end_matches(')').to_owned(), title.to_owned()))
        })
        .collect()
}

#[test]
fn the_pictures_are_what_the_program_shows() {
    for (language, name) in MANUALS {
        let titles = named(&manual(name));
        let mut drawn = BTreeSet::new();
        for (shot, show) in SHOTS {
            let picture_name = format!("{shot}.{}.svg", language.code());
            let title = titles.get(&picture_name).unwrap_or_else(|| panic!("{name} does not show {picture_name}"));
            holds(&format!("pictures/{picture_name}"), &picture(show(*language).buffer(), title, IN_A_PAGE));
            drawn.insert(picture_name);
        }
        assert_eq!(drawn, titles.into_keys().collect(), "{name} shows what nobody draws");
    }
}

#[test]
fn the_picture_of_the_readme_is_what_the_program_shows() {
    let readme = fs::read_to_string(file("../README.md")).expect("a README");
    let name = "pictures/readme.svg";
    let link = format!("](docs/{name})");
    let line = readme.lines().find(|line| line.ends_with(&link)).expect("the README shows it");
    let title = line.trim_start_matches("![").trim_end_matches(&link);
    let mut screen = Screen::open(Language::Dutch, SCREEN, shipped(FULL));
    screen.go_to("actions");
    holds(name, &picture(screen.buffer(), title, IN_THE_README));
}

#[test]
fn the_pages_to_print_are_made_of_the_text() {
    for (language, name) in MANUALS {
        let text = manual(name);
        let words = text.split_whitespace().count();
        assert!(words < MOST_WORDS, "{words} words do not fit on four sheets");
        let mut lines = text.lines().filter(|line| !line.is_empty());
        let title = lines.next().and_then(|line| line.strip_prefix("# ")).expect("a title").to_owned();
        let paragraphs = lines.map(|line| match (line.strip_prefix("## "), line.strip_prefix("![")) {
            (Some(heading), _) => format!("{HEADING}{heading}"),
            (_, Some(link)) => {
                format!("§{}§", link.split_once("](pictures/").expect("a picture").1.trim_end_matches(')'))
            }
            _ => keys_apart(line),
        });
        let page = HelpPage { title, source: String::new(), text: paragraphs.collect() };
        assert!(page.text.iter().any(|text| text.starts_with(ITEM)));
        let printed = html(&leaflet(&page), language.code(), &context(*language).words);
        let printed = printed.replacen("</style>", KEY_STYLE, 1);
        let mut printed = printed.replace(KEY[0], "<kbd>").replace(KEY[1], "</kbd>");
        assert!(printed.contains("<kbd>u</kbd>") && printed.contains("kbd{"), "{name}: keys are set apart");
        for (picture, title) in named(&text) {
            let shot = SHOTS.iter().find(|(shot, _)| picture.starts_with(&format!("{shot}."))).expect("a picture");
            let drawn = self::picture(shot.1(*language).buffer(), &title, IN_A_PAGE);
            let figure = format!("<figure>{drawn}<figcaption>{title}</figcaption></figure>");
            let place = format!("<p>§{picture}§</p>");
            assert!(printed.contains(&place), "{picture}");
            printed = printed.replace(&place, &figure);
        }
        holds(&format!("{name}.html"), &printed);
    }
}

#[test]
fn every_key_of_the_manual_is_one() {
    for (language, name) in MANUALS {
        let words = &context(*language).words;
        let all: BTreeSet<String> =
            bindings().flat_map(|binding| binding.chords).map(|chord| chord.name(words)).collect();
        let text = manual(name);
        let keys: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
        assert!(keys.len() > 30, "{keys:?}");
        for key in keys {
            assert!(all.contains(key), "{name} names {key}");
        }
    }
}

#[test]
fn both_manuals_say_as_much() {
    let shape = |name: &str| -> Vec<(String, Vec<String>)> {
        let kind = |line: &str| line.chars().take_while(|letter| "#-!".contains(*letter)).collect::<String>();
        let keys = |line: &str| line.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        manual(name).lines().map(|line| (kind(line), keys(line))).collect()
    };
    assert_eq!(shape("HANDLEIDING"), shape("MANUAL"));
}

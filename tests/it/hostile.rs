//! A session file may come from anybody. Whatever its texts hold, no cell of the screen holds anything that a terminal or a
//! reader could mistake for something else, and no letter takes more than its place.

use werksessie::domain::invisible::is_invisible;
use werksessie::domain::record::Record;
use werksessie::domain::session::{Section, Session};
use werksessie::domain::value::{Kind, Value};
use werksessie::i18n::language::Language;
use werksessie::overview::Summary;
use werksessie::tui::keymap::{Chord, Key};
use werksessie::tui::model::Recovery;
use werksessie::tui::model::start::Row;
use werksessie::tui::update::{FolderMsg, Msg};

use crate::support::left;
use crate::support::screen::{FULL, NARROW, Screen, WIDE, shipped};

/// Text as an enemy would write it, each a line.
fn hostile() -> Vec<String> {
    vec![
        "\u{1b}[2J\u{1b}]0;titel\u{7}\u{1b}[31mrood\u{1b}[0m".to_owned(),
        "\u{9b}31mC1\u{90}q\u{9c}".to_owned(),
        "\u{202e}achterstevoren\u{2066}en\u{2069}weer\u{202c}".to_owned(),
        "nul\u{200b}breedte\u{feff}\u{2060}\u{ad}\u{200e}\u{200f}\u{61c}".to_owned(),
        format!("e{}", "\u{301}".repeat(4000)),
        format!("{}toren", "\u{20dd}\u{489}".repeat(300)),
        "x".repeat(6_000),
        "woord ".repeat(800),
        "🌳".repeat(500),
        "👩".to_owned() + &"\u{200d}👩".repeat(500),
        "한".to_owned() + &"\u{1112}\u{1161}".repeat(200),
        "\u{1112}".repeat(300),
        "\u{600}".repeat(200) + "1",
        "☃\u{fe0f}\u{fe0e}\u{fe0f}".repeat(50),
        "\u{e0041}\u{e007f}\u{3164}\u{2028}\u{2029}\u{180e}\u{fff9}".to_owned(),
        "tab\ttab\u{b}\u{c}\u{0}\u{7f}".to_owned(),
        "\u{1f1f3}\u{1f1f1}".repeat(300),
        "ﷺ".repeat(100),
        "{naam} {count} %s \\x1b[31m &lt;b&gt;".to_owned(),
    ]
}

/// The full session with such a text in every field that can hold one.
fn session() -> Session {
    let (mut session, texts) = (shipped(FULL), hostile());
    let mut next = texts.iter().cycle();
    let mut any = || next.next().cloned().unwrap_or_default();
    // The head holds a number and an id, and no words.
    for &section in Section::ALL.iter().filter(|section| **section != Section::Header) {
        let table = session.table_mut(section);
        for position in 0..table.len() {
            let record: &mut dyn Record = table.get_mut(position).expect("it is there");
            for (number, field) in section.kind().fields.iter().enumerate() {
                let value = match field.kind {
                    Kind::Line => Value::text(any()),
                    Kind::Text => Value::text(format!("{}\n{}\r{}", any(), any(), any())),
                    Kind::Date | Kind::Time | Kind::Whole | Kind::Decimal | Kind::Scores if position % 2 == 0 => {
                        Value::AsTyped(any())
                    }
                    Kind::Marks => Value::set(vec![any(), any()]),
                    _ => continue,
                };
                record.replace(number, value).unwrap_or_else(|_| panic!("{} of {}", field.name, section.name()));
            }
        }
    }
    session
}

fn check(screen: &Screen, name: &str) {
    let area = screen.buffer().area;
    for y in area.top()..area.bottom() {
        let mut columns = 0;
        for x in area.left()..area.right() {
            let symbol = screen.buffer()[(x, y)].symbol();
            let place = format!("{name} at {x},{y}: {symbol:?}");
            let before = std::iter::once('\0').chain(symbol.chars());
            let is_hidden = |(before, letter): (char, char)| letter.is_control() || is_invisible(before, letter);
            assert!(!before.zip(symbol.chars()).any(is_hidden), "{place}");
            assert!(symbol.chars().count() <= 10, "{place}");
            let width = unicode_width::UnicodeWidthStr::width(symbol);
            assert!(width <= 2, "{place}");
            columns = columns.max(usize::from(x) + width.max(1));
        }
        assert!(columns <= usize::from(area.right()), "{name}: row {y} is wider than the screen");
    }
    assert!(screen.cursor.is_none_or(|(x, y)| x < area.right() && y < area.bottom()), "{name}");
}

fn press(screen: &mut Screen, keys: &str, name: &str) {
    for key in keys.split_whitespace() {
        screen.press(key);
        check(screen, &format!("{name} {key}"));
    }
}

#[test]
fn no_panel_or_form_lets_it_through() {
    let session = session();
    for size in [WIDE, NARROW] {
        let mut screen = Screen::open(Language::Dutch, size, session.clone());
        let steps = &screen.context.guide.structure.steps;
        for (step, panel) in steps
            .iter()
            .enumerate()
            .flat_map(|(step, declared)| (0..declared.panels.len()).map(move |panel| (step, panel)))
        {
            let name = format!("{}x{} {}", size.columns, size.rows, steps[step].panels[panel].id);
            screen.go(step, panel);
            check(&screen, &name);
            press(&mut screen, "Down Enter Tab Tab Down Tab Tab End Home Esc Space h Down Esc F5 Down Esc u", &name);
        }
    }
}

#[test]
fn nothing_on_top_lets_it_through() {
    let session = session();
    for size in [WIDE, NARROW] {
        let mut screen = Screen::open(Language::Dutch, size, session.clone());
        press(
            &mut screen,
            "/ a Down PgDn Enter / o Down Esc t Down Esc p b Esc b o Esc u : s Esc ? PgDn m Esc Esc",
            "on top",
        );
        screen.go_to("people");
        press(&mut screen, "d d u U Alt-Down Alt-Up n Tab Tab Esc", "people");
        screen.go_to("actions");
        press(&mut screen, "Enter Tab o Down Down Tab Esc d u", "actions");
    }
}

#[test]
fn what_is_typed_or_pasted_stays_in_its_place() {
    for text in hostile() {
        let mut screen = Screen::open(Language::Dutch, NARROW, shipped(FULL));
        screen.go_to("decisions").press("n");
        screen.send(Msg::Paste(text.clone()));
        check(&screen, "pasted");
        screen.press("Tab");
        screen.send(Msg::Paste(format!("{text}\n{text}")));
        check(&screen, "pasted lines");
        press(&mut screen, "Home Up Left Backspace Esc", "after a paste");
        screen.press("/");
        for letter in text.chars().take(60) {
            screen.press_chord(Chord::plain(Key::Char(letter)));
            check(&screen, "typed");
        }
    }
}

#[test]
fn neither_the_list_of_sessions_nor_what_was_left_behind_lets_it_through() {
    for size in [WIDE, NARROW] {
        let mut screen = Screen::start(Language::Dutch, size);
        for (number, text) in hostile().into_iter().enumerate() {
            let mut session = werksessie::domain::session::Session::empty(werksessie::domain::id::Id::new("s-1"));
            for field in ["name", "municipality"] {
                let number = Section::Neighbourhood.kind().position(field).unwrap_or_default();
                let value = Value::text(text.replace(['\n', '\r'], " "));
                let record = session.table_mut(Section::Neighbourhood).get_mut(0).expect("there is one");
                record.replace(number, value).expect("a line");
            }
            let summary = Summary::of(&session, &screen.context.guide.structure);
            let path = format!("{number}\u{1b}[31m\u{202e}.ron").into();
            let trouble = werksessie::tui::model::Unread::Trouble(werksessie::domain::problem::Trouble::Gone);
            let content = if number % 3 == 0 { Err(trouble) } else { Ok(summary) };
            screen.send(FolderMsg::Found(vec![Row { path, content }]));
            check(&screen, "list");
            press(&mut screen, "Down", "list");

            let recovery = Recovery { edits: Vec::new(), unread: 0, drafts: vec![left("nergens", text)] };
            let mut screen = Screen::open_after(Language::Dutch, size, shipped(FULL), recovery);
            check(&screen, "left behind");
            press(&mut screen, "Enter", "put back");
        }
        press(&mut screen, "End PgUp Home", "list");
    }
}

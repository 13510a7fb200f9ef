//! A screen without a terminal: keys go in as a script, and after each of them everything is drawn, as it would be for
//! the room. What is on the screen, in the session and on its way to the disk can be asked for.

use std::fs;
use std::sync::{LazyLock, OnceLock};

use jiff::civil::{date, time};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use werksessie::domain::id::Id;
use werksessie::domain::session::Session;
use werksessie::guide::Guide;
use werksessie::i18n::Words;
use werksessie::i18n::language::Language;
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;
use werksessie::tui::keymap::{Chord, Key};
use werksessie::tui::model::layout::Size;
use werksessie::tui::model::{Context, Desk, Model, Overlay, Recovery};
use werksessie::tui::theme::{BUILT_IN, ColourSupport, ColourTheme, Styles};
use werksessie::tui::update::{Effect, FileMsg, FolderMsg, Msg, update, with_keys};
use werksessie::tui::view::{last_screenful, render};

pub(crate) const WIDE: Size = Size { columns: 80, rows: 24 };
pub(crate) const NARROW: Size = Size { columns: 60, rows: 20 };

/// The session of a first round, with something in every section.
pub(crate) const FULL: &str = "lindenkwartier-2026-03-12.ron";
/// The second round of it, of which some that came along is decided.
pub(crate) const SECOND: &str = "lindenkwartier-2026-09-17.ron";
/// A session that has just begun.
pub(crate) const BEGUN: &str = "havenbuurt-2026-11-19.ron";

/// A session, as it ships with the program.
pub(crate) fn shipped(name: &str) -> Session {
    let path = super::sessions().join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    parse(&text).unwrap_or_else(|problem| panic!("{name}: {problem:?}"))
}

/// A session in which nothing is filled in.
pub(crate) fn empty() -> Session {
    Session::empty(Id::new("s-0000000000"))
}

/// Words and guide, read once.
pub(crate) fn context(language: Language) -> &'static Context {
    static CONTEXTS: LazyLock<Vec<(Language, Context)>> = LazyLock::new(|| {
        let load = |language| Context {
            words: Words::load(language).expect("the words ship with the program"),
            guide: Guide::load(language).expect("the guide ships with the program"),
        };
        Language::ALL.iter().map(|language| (*language, load(*language))).collect()
    });
    CONTEXTS.iter().find(|(known, _)| *known == language).map(|(_, context)| context).expect("a language")
}

/// The styles of the light theme.
pub(crate) fn styles() -> &'static Styles {
    static STYLES: OnceLock<Styles> = OnceLock::new();
    STYLES.get_or_init(|| {
        let (_, text) = BUILT_IN.iter().find(|(id, _)| *id == "light").expect("a light theme");
        Styles::resolve(&ColourTheme::parse(text).expect("the theme is right"), ColourSupport::TrueColour)
    })
}

/// A screen and its keys.
pub(crate) struct Screen {
    pub(crate) model: Model,
    pub(crate) context: &'static Context,
    /// All that was asked to be done outside, oldest first.
    pub(crate) effects: Vec<Effect>,
    /// Where the cursor of the text was after the last frame.
    pub(crate) cursor: Option<(u16, u16)>,
    buffer: Buffer,
}

impl Screen {
    /// The program as it starts: with no list of sessions yet.
    pub(crate) fn start(language: Language, size: Size) -> Self {
        let model = Model::new(size, date(2026, 11, 22), time(14, 12, 0, 0), 1);
        let buffer = Buffer::empty(Rect::default());
        let mut screen = Self { model, context: context(language), effects: Vec::new(), cursor: None, buffer };
        screen.draw();
        screen
    }

    /// An open session, at its cycle.
    pub(crate) fn open(language: Language, size: Size, session: Session) -> Self {
        let mut screen = Self::start(language, size);
        screen.send(FolderMsg::Opened {
            path: "sessions/proef.ron".into(),
            session: Box::new(session),
            is_saved: true,
        });
        screen
    }

    /// An open session of which an earlier run left something behind.
    pub(crate) fn open_after(language: Language, size: Size, session: Session, recovery: Recovery) -> Self {
        let mut screen = Self::open(language, size, session);
        screen.send(FileMsg::Recovered(recovery));
        screen
    }

    /// The second round, with the first beside it.
    pub(crate) fn open_second(language: Language, size: Size) -> Self {
        let second = shipped(SECOND);
        let earlier = Msg::File(FileMsg::Earlier { of: second.id.clone(), rounds: vec![shipped(FULL)] });
        let mut screen = Self::open(language, size, second);
        screen.send(earlier);
        screen
    }

    /// A message, and the frame that follows it.
    pub(crate) fn send(&mut self, msg: impl Into<Msg>) {
        let effects = update(&mut self.model, self.context, msg.into());
        self.effects.extend(effects);
        self.draw();
    }

    /// Keys as a script: names and letters with a space between them; text between ‘ and ’ is typed letter by letter,
    /// text between “ and ” is pasted; `60x20` is another size of the window.
    pub(crate) fn press(&mut self, script: &str) -> &mut Self {
        for msg in messages(script) {
            self.send(msg);
        }
        self
    }

    /// One key.
    pub(crate) fn press_chord(&mut self, chord: Chord) -> &mut Self {
        self.send(Msg::Key(chord));
        self
    }

    /// Puts a panel in front.
    pub(crate) fn go(&mut self, step: usize, panel: usize) -> &mut Self {
        let desk = self.model.desk_mut().expect("a session is open");
        desk.step = step;
        desk.panels[step] = panel;
        self.draw();
        self
    }

    /// Puts a panel in front, by its id.
    pub(crate) fn go_to(&mut self, id: &str) -> &mut Self {
        let steps = &self.context.guide.structure.steps;
        let found = steps.iter().enumerate().find_map(|(step, declared)| {
            declared.panels.iter().position(|panel| panel.id == id).map(|panel| (step, panel))
        });
        let (step, panel) = found.unwrap_or_else(|| panic!("no panel {id}"));
        self.go(step, panel)
    }

    pub(crate) fn draw(&mut self) {
        let area = Rect::new(0, 0, self.model.size.columns, self.model.size.rows);
        self.buffer = Buffer::empty(area);
        let last = last_screenful(&self.model, self.context);
        self.model.read_no_further(last);
        self.cursor = render(&self.model, self.context, styles(), &mut self.buffer);
    }

    pub(crate) fn buffer(&self) -> &Buffer {
        &self.buffer
    }

    pub(crate) fn desk(&self) -> &Desk {
        self.model.desk().expect("a session is open")
    }

    /// The session that is open, or the one that is being made.
    pub(crate) fn session(&self) -> &Session {
        match self.model.overlays.last() {
            Some(Overlay::NewSession { session, .. }) => session,
            _ => &self.desk().session,
        }
    }

    /// The rows of the screen, without the blanks behind them.
    pub(crate) fn rows(&self) -> Vec<String> {
        rows_of(&self.buffer)
    }

    /// The screen as text.
    pub(crate) fn text(&self) -> String {
        self.rows().join("\n")
    }

    /// What is told at the bottom, if anything is.
    pub(crate) fn notice(&self) -> String {
        let scopes = self.model.scopes(self.context);
        self.model
            .notice
            .as_ref()
            .map_or_else(String::new, |notice| with_keys(&notice.text, &self.context.words, &scopes))
    }

    /// All words on the screen, with single spaces between them: for looking for a sentence that may be broken.
    pub(crate) fn words(&self) -> String {
        self.text().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What tells one state from another: all of the model, but not the message.
    pub(crate) fn state(&self) -> String {
        let model = &self.model;
        let desk = model
            .desk()
            .map(|desk| (print(&desk.session), desk.step, &desk.panels, (&desk.cursors, &desk.across), desk.saving));
        let start = match &model.screen {
            werksessie::tui::model::Screen::Start(start) => Some(start.selected),
            werksessie::tui::model::Screen::Session(_) => None,
        };
        let keys = (model.is_presenting, model.cell_keys);
        format!("{desk:?} {start:?} {:?} {keys:?} {:?}", model.outlook, model.overlays)
    }
}

/// The rows of a buffer, without the blanks behind them.
pub(crate) fn rows_of(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    let row = |y: u16| {
        let mut text = String::new();
        let mut skip = 0;
        for x in area.left()..area.right() {
            let symbol = buffer[(x, y)].symbol();
            if skip > 0 {
                skip -= 1;
                continue;
            }
            text.push_str(symbol);
            skip = unicode_width::UnicodeWidthStr::width(symbol).saturating_sub(1);
        }
        text.trim_end().to_owned()
    };
    (area.top()..area.bottom()).map(row).collect()
}

/// The messages that a script stands for.
pub(crate) fn messages(script: &str) -> Vec<Msg> {
    let mut messages = Vec::new();
    let mut rest = script.trim_start();
    while !rest.is_empty() {
        if let Some(typed) = rest.strip_prefix('‘') {
            let (typed, after) = typed.split_once('’').unwrap_or_else(|| panic!("text without an end: {rest}"));
            messages.extend(typed.chars().map(|letter| Msg::Key(Chord::plain(Key::Char(letter)))));
            rest = after.trim_start();
            continue;
        }
        if let Some(pasted) = rest.strip_prefix('“') {
            let (pasted, after) = pasted.split_once('”').unwrap_or_else(|| panic!("a paste without an end: {rest}"));
            messages.push(Msg::Paste(pasted.to_owned()));
            rest = after.trim_start();
            continue;
        }
        let (word, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        messages.push(message(word));
        rest = after.trim_start();
    }
    messages
}

fn message(word: &str) -> Msg {
    let size = word.split_once('x').and_then(|(columns, rows)| Some((columns.parse().ok()?, rows.parse().ok()?)));
    if let Some((columns, rows)) = size {
        return Msg::Resize(Size { columns, rows });
    }
    let (control, name) = word.strip_prefix("Ctrl-").map_or((false, word), |name| (true, name));
    let (alt, name) = name.strip_prefix("Alt-").map_or((false, name), |name| (true, name));
    let mut letters = name.chars();
    let key = match (letters.next(), letters.next()) {
        (Some(letter), None) if control => Key::Char(letter.to_ascii_lowercase()),
        (Some(letter), None) => Key::Char(letter),
        _ => named_key(name),
    };
    Msg::Key(Chord { key, control, alt })
}

fn named_key(name: &str) -> Key {
    match name {
        "Enter" => Key::Enter,
        "Esc" => Key::Esc,
        "Tab" => Key::Tab,
        "Shift-Tab" => Key::BackTab,
        "Up" => Key::Up,
        "Down" => Key::Down,
        "Left" => Key::Left,
        "Right" => Key::Right,
        "PgUp" => Key::PageUp,
        "PgDn" => Key::PageDown,
        "Home" => Key::Home,
        "End" => Key::End,
        "Del" => Key::Delete,
        "Backspace" => Key::Backspace,
        "Space" => Key::Char(' '),
        _ => match name.strip_prefix('F').and_then(|number| number.parse().ok()) {
            Some(number) => Key::Function(number),
            None => panic!("no key {name}"),
        },
    }
}

//! Whatever keys come in, at whatever size of the window: the program goes on, the session stays one that a file can hold,
//! and undo leads all the way back.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use werksessie::domain::id::Id;
use werksessie::domain::problem::Trouble;
use werksessie::domain::session::{Section, Session};
use werksessie::domain::sharing::{ShareStep, Stop};
use werksessie::domain::value::{Kind, Value};
use werksessie::i18n::language::Language;
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;
use werksessie::tui::keymap::{Chord, Key};
use werksessie::tui::model::layout::Size;
use werksessie::tui::model::{Overlay, Recovery};
use werksessie::tui::update::{Effect, ExchangeMsg, FileMsg, FolderMsg, Msg, bindings};

use crate::support::left;
use crate::support::screen::{BEGUN, FULL, Screen, WIDE, empty, shipped};

/// Something that happens to the program.
#[derive(Clone, Debug)]
enum Event {
    Key(Chord),
    Paste(String),
    Resize(u16, u16),
    Saved,
    NotSaved,
    ChangedOnDisk,
    Step(ShareStep),
    SharingEnded(Result<(), Stop>),
}

fn event() -> impl Strategy<Value = Event> {
    let bound: Vec<Chord> = bindings().flat_map(|binding| binding.chords.iter().copied()).collect();
    let letter = |letter: char| Event::Key(Chord::plain(Key::Char(letter)));
    let editing =
        [Key::Backspace, Key::Delete, Key::Left, Key::Right, Key::Home, Key::End, Key::Tab, Key::Enter, Key::Esc];
    prop_oneof![
        12 => select(bound).prop_map(Event::Key),
        4 => select(editing.to_vec()).prop_map(|key| Event::Key(Chord::plain(key))),
        5 => prop::char::range(' ', '~').prop_map(letter),
        2 => select(vec!['ë', 'ï', '🌳', '\u{301}', '\u{308}', '\u{200d}', '👩', '\u{fe0f}', '\u{202e}', '\u{1b}', 'ş', '한']).prop_map(letter),
        1 => any::<char>().prop_map(letter),
        1 => any::<(bool, bool, char)>().prop_map(|(control, alt, letter)| {
            Event::Key(Chord { key: Key::Char(letter), control, alt })
        }),
        1 => select(vec!["een\r\ntwee", "12-3", "\u{1b}[2J", "👩‍👩‍👧", "e\u{301}", "4 5 6", "", "Corrie Bleeker"])
            .prop_map(|text| Event::Paste(text.to_owned())),
        1 => prop_oneof![
            3 => (60_u16..140, 20_u16..50),
            1 => (0_u16..=300, 0_u16..=100),
        ].prop_map(|(columns, rows)| Event::Resize(columns, rows)),
        1 => select(vec![Event::Saved, Event::NotSaved, Event::ChangedOnDisk]),
        1 => select(vec![
            Event::Step(ShareStep::Merged),
            Event::SharingEnded(Ok(())),
            Event::SharingEnded(Err(Stop::NewConflicts(Vec::new()))),
        ]),
    ]
}

/// Where it starts: a session and the steps and panels that the keys begin at.
fn begin(start: u8) -> Screen {
    let mut screen = match start % 5 {
        0 => Screen::start(Language::Dutch, WIDE),
        1 => Screen::open(Language::Dutch, WIDE, empty()),
        2 => Screen::open(Language::English, WIDE, shipped(BEGUN)),
        3 => Screen::open_second(Language::Dutch, WIDE),
        _ => Screen::open(Language::Dutch, WIDE, shipped(FULL)),
    };
    if start % 5 > 1 {
        let steps = &screen.context.guide.structure.steps;
        let step = usize::from(start) % steps.len();
        let panel = usize::from(start / 8) % steps[step].panels.len();
        screen.go(step, panel);
    }
    screen
}

fn happen(screen: &mut Screen, event: &Event) {
    let revision = screen.model.desk().map_or(0, |desk| desk.revision);
    screen.send(match event {
        Event::Key(chord) => Msg::Key(*chord),
        Event::Paste(text) => Msg::Paste(text.clone()),
        Event::Resize(columns, rows) => Msg::Resize(Size { columns: *columns, rows: *rows }),
        Event::Saved => Msg::File(FileMsg::Saved { revision }),
        Event::NotSaved => Msg::File(FileMsg::NotSaved(Trouble::Full)),
        Event::ChangedOnDisk => Msg::File(FileMsg::ChangedOnDisk),
        Event::Step(step) => Msg::Exchange(ExchangeMsg::Shared(step.clone())),
        Event::SharingEnded(end) => Msg::Exchange(ExchangeMsg::SharingEnded(end.clone())),
    });
}

/// Links to items that are not there.
fn dangling(session: &Session) -> Vec<String> {
    let mut found = Vec::new();
    for &section in Section::ALL {
        let table = session.table(section);
        for record in table.records() {
            for (number, field) in section.kind().fields.iter().enumerate() {
                let (to, targets) = match (field.kind, record.value(number)) {
                    (Kind::Link(to), Value::Link(target)) => (to, vec![target]),
                    (Kind::Links(to), Value::Set(ids)) => (to, ids.into_iter().map(Id::new).collect()),
                    _ => continue,
                };
                let lost = targets.iter().filter(|target| session.find(to, target).is_none());
                found.extend(lost.map(|target| format!("{} of {} to {target}", field.name, record.id())));
            }
        }
    }
    found
}

fn check(session: &Session) -> Result<(), TestCaseError> {
    let text = print(session);
    let back = parse(&text).map_err(|problem| TestCaseError::fail(format!("{problem:?}\n{text}")))?;
    prop_assert_eq!(&back, session);
    prop_assert_eq!(dangling(session), Vec::<String>::new());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_keys_leave_a_valid_session_that_can_be_undone(start in any::<u8>(), events in vec(event(), 1..120)) {
        let mut screen = begin(start);
        let mut before = screen.model.desk().map(|desk| desk.session.clone());
        let mut revision = 0;
        for event in &events {
            happen(&mut screen, event);
            // The list of sessions has none of its own here: the one that was made, or the one that was left, is opened.
            let asked = screen.effects.drain(..).find_map(|effect| match effect {
                Effect::Create(session) => Some(*session),
                Effect::ReadFolder => before.clone(),
                _ => None,
            });
            if let Some(session) = asked {
                check(&session)?;
                before = Some(session.clone());
                screen.send(FolderMsg::Opened { path: "sessions/proef.ron".into(), session: Box::new(session), is_saved: true });
                revision = 0;
            }
            let desk = screen.model.desk().filter(|desk| desk.revision != revision);
            if let Some(desk) = desk {
                revision = desk.revision;
                check(&desk.session)?;
            }
            if let Some(Overlay::NewSession { session, .. }) = screen.model.overlays.last() {
                check(session)?;
            }
            let size = screen.model.size;
            prop_assert!(screen.cursor.is_none_or(|(x, y)| x < size.columns && y < size.rows));
        }
        if let (Some(before), Some(desk)) = (before, screen.model.desk_mut()) {
            let after = desk.session.clone();
            while desk.history.undo(&mut desk.session).is_some() {}
            prop_assert_eq!(&desk.session, &before);
            while desk.history.redo(&mut desk.session).is_some() {}
            // What was undone by hand before may come back too; what was there is there.
            check(&desk.session)?;
            check(&after)?;
        }
    }

    #[test]
    fn whatever_was_left_behind_is_put_back_or_let_go(place in "[a-z_]{0,12} [a-z0-9.@-]{0,14} [a-z_]{0,10}", text in ".{0,40}", keys in vec(event(), 0..12)) {
        let recovery = Recovery { edits: Vec::new(), unread: 0, drafts: vec![left(place, text.clone())] };
        let mut screen = Screen::open_after(Language::Dutch, WIDE, shipped(BEGUN), recovery);
        screen.press("Enter");
        for event in &keys {
            happen(&mut screen, event);
        }
        if let Some(desk) = screen.model.desk() {
            check(&desk.session)?;
        }
    }
}

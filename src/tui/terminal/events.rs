//! Events of the terminal as messages, and the threads that wait for them.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::tui::keymap::{Chord, Key};
use crate::tui::model::layout::Size;
use crate::tui::update::Msg;

use super::Wake;

/// Waits for the terminal beside the loop.
pub(crate) fn listen(wakes: &Sender<Wake>) -> io::Result<()> {
    let keys = wakes.clone();
    thread::Builder::new().name("keys".to_owned()).spawn(move || {
        loop {
            let wake = event::read().map_or(Wake::HungUp, Wake::Terminal);
            let is_end = matches!(wake, Wake::HungUp);
            if keys.send(wake).is_err() || is_end {
                return;
            }
        }
    })?;
    watch_for_hang_up(wakes.clone())
}

/// Waits for the terminal to go: its library would spin on a terminal that is gone without a signal.
#[cfg(unix)]
fn watch_for_hang_up(wakes: Sender<Wake>) -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, poll};
    thread::Builder::new().name("hang-up".to_owned()).spawn(move || {
        let stdin = io::stdin();
        let mut terminal = [PollFd::new(&stdin, PollFlags::empty())];
        // Without a time limit and asking for nothing: only an end of the line wakes it.
        while poll(&mut terminal, None) == Err(rustix::io::Errno::INTR) {}
        wakes.send(Wake::HungUp).ok();
    })?;
    Ok(())
}

#[cfg(not(unix))]
fn watch_for_hang_up(_wakes: Sender<Wake>) -> io::Result<()> {
    Ok(())
}

/// The message of an event; nothing for one that does not matter.
pub(crate) fn msg(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => chord(key).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(columns, rows) => Some(Msg::Resize(Size { columns, rows })),
        _ => None,
    }
}

fn chord(event: KeyEvent) -> Option<Chord> {
    let key = match event.code {
        KeyCode::Char(letter) => Key::Char(letter),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::Delete => Key::Delete,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::F(number) => Key::Function(number),
        _ => return None,
    };
    let held = event.modifiers;
    // AltGr arrives as Control and Alt together, and types a letter of its own.
    let is_alt_gr = held.contains(KeyModifiers::CONTROL | KeyModifiers::ALT) && matches!(key, Key::Char(_));
    let control = held.contains(KeyModifiers::CONTROL) && !is_alt_gr;
    let key = match key {
        Key::Char(letter) if control => Key::Char(letter.to_ascii_lowercase()),
        key => key,
    };
    Some(Chord { key, control, alt: held.contains(KeyModifiers::ALT) && !is_alt_gr })
}

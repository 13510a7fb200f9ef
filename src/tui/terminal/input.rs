//! Waits for the terminal beside the loop.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use super::event::ShellEvent;

#[cfg(unix)]
pub(crate) use unix::listen;
#[cfg(not(unix))]
pub(crate) use windows::listen;

#[cfg(unix)]
mod unix {
    use super::{Sender, ShellEvent, io, thread};
    use crate::tui::terminal::keys::KeyParser;
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::io::Errno;

    /// Reads keys on a thread of its own, until the terminal is gone.
    pub(crate) fn listen(events: &Sender<ShellEvent>) -> io::Result<()> {
        let events = events.clone();
        thread::Builder::new().name("keys".to_owned()).spawn(move || {
            read(&events);
            events.send(ShellEvent::HungUp).ok();
        })?;
        Ok(())
    }

    fn read(events: &Sender<ShellEvent>) {
        let stdin = rustix::stdio::stdin();
        let is_far = ["SSH_CONNECTION", "SSH_TTY"].iter().any(|name| std::env::var_os(name).is_some());
        let (mut parser, mut buffer, mut is_heard) = (KeyParser::new(is_far), [0; 4096], true);
        while is_heard {
            let mut tell = |msg| is_heard &= events.send(ShellEvent::Message(msg)).is_ok();
            let timeout = parser.patience().and_then(|patience| Timespec::try_from(patience).ok());
            match poll(&mut [PollFd::new(&stdin, PollFlags::IN)], timeout.as_ref()) {
                Ok(0) => parser.finish(&mut tell),
                Ok(_) => match rustix::io::read(stdin, &mut buffer) {
                    // A terminal that is gone says that it ends, or that it cannot be read.
                    Ok(0) => return,
                    Ok(length) => parser.feed(&buffer[..length], &mut tell),
                    Err(Errno::INTR | Errno::AGAIN) => {}
                    Err(_) => return,
                },
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(_) => return,
            }
        }
    }
}

#[cfg(not(unix))]
mod windows {
    use super::*;
    use crate::tui::keymap::{Chord, Key};
    use crate::tui::model::layout::Size;
    use crate::tui::update::Msg;
    use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

    /// Reads keys and sizes on a thread of its own.
    pub(crate) fn listen(events: &Sender<ShellEvent>) -> io::Result<()> {
        let events = events.clone();
        thread::Builder::new().name("keys".to_owned()).spawn(move || {
            while let Ok(event) = event::read() {
                if let Some(msg) = msg(event)
                    && events.send(msg.into()).is_err()
                {
                    return;
                }
            }
            events.send(ShellEvent::HungUp).ok();
        })?;
        Ok(())
    }

    fn msg(event: Event) -> Option<Msg> {
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
}

//! A second terminal beside the wall: it shows a session, follows what is written in its file as the system tells of it, and
//! never writes.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use crate::domain::problem::Unread;
use crate::store::disk::{RealDisk, is_called};
use crate::store::form::open::Opened;
use crate::store::local_time;
use crate::store::scan::folder::folder_of;
use crate::tui::keymap::{Chord, Key};
use crate::tui::model::layout::Size;
use crate::tui::model::{Context, Desk, Model, Screen};
use crate::tui::theme::Styles;
use crate::tui::update::{Msg, update};
use crate::tui::view::render_side;

use super::ending::{EmergencyExit, TellBroken};
use super::event::ShellEvent;
use super::guard::{self, SharedTerminal, TerminalGuard};
use super::runtime::Runtime;
use super::signals;
use super::watch::FileWatch;
use super::{Folders, ScreenError, input};

/// Why nothing can be shown beside the wall.
#[derive(Debug)]
pub enum SideError {
    /// The file holds no session that can be read.
    Unread(Unread),
    /// The terminal cannot show it.
    Screen(ScreenError),
}

impl From<io::Error> for SideError {
    fn from(error: io::Error) -> Self {
        Self::Screen(error.into())
    }
}

/// Shows a session beside the wall until the user leaves.
///
/// # Errors
/// The session cannot be read, or there is no terminal or it refused.
pub fn run_side(
    context: &Arc<Context>,
    styles: &Styles,
    path: &Path,
    tell_broken: TellBroken,
) -> Result<(), SideError> {
    if !guard::is_terminal() {
        return Err(SideError::Screen(ScreenError::NoTerminal));
    }
    let (events, received) = mpsc::channel();
    let shared = SharedTerminal::default();
    let mut terminal = Terminal::new(CrosstermBackend::new(io::BufWriter::new(shared.clone())))?;
    let size = terminal.size()?;
    let now = local_time::now().datetime();
    let mut model = Model::new(Size { columns: size.width, rows: size.height }, now.date(), now.time(), 0);
    read(&mut model, context, path).map_err(SideError::Unread)?;
    // Nothing is opened in it: it only knows how the program ends.
    let folders = Folders { sessions: folder_of(path), state: None, cache: None };
    let runtime = Runtime::new(Arc::clone(context), folders, events.clone());
    let exit = EmergencyExit::of(&runtime, &shared);
    signals::watch(exit.clone(), &events)?;
    exit.taken_at_panic(tell_broken);
    let mut watch = FileWatch::begin(events.clone());
    watch.watch(path);
    let _guard = TerminalGuard::take(&shared, terminal.backend_mut())?;
    input::listen(&events)?;
    loop {
        terminal.draw(|frame| render_side(&model, context, styles, frame.buffer_mut()))?;
        let gone = u64::try_from(local_time::now().second()).unwrap_or(0);
        let event = match received.recv_timeout(Duration::from_secs(60 - gone.min(59))) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        };
        let now = local_time::now().datetime();
        update(&mut model, context, Msg::Moment { today: now.date(), now: now.time() });
        match event {
            Some(ShellEvent::Message(Msg::Key(chord))) if leaves(chord) => return Ok(()),
            Some(ShellEvent::HungUp) => return Ok(()),
            Some(ShellEvent::FileWritten(name)) if !is_called(&RealDisk, path, &name) => {}
            Some(ShellEvent::FileWritten(_) | ShellEvent::LookAgain) => {
                // As long as it cannot be read, what was read before stays.
                read(&mut model, context, path).ok();
            }
            Some(ShellEvent::Resized) => terminal.autoresize()?,
            #[cfg(unix)]
            Some(ShellEvent::Suspend) if shared.lend() => signals::stop(),
            Some(ShellEvent::Continue) => {
                shared.take(terminal.backend_mut())?;
                // Drawn anew, also where the window kept its size.
                let area = terminal.get_frame().area();
                terminal.resize(area)?;
                terminal.autoresize()?;
            }
            _ => {}
        }
    }
}

fn leaves(chord: Chord) -> bool {
    chord == Chord::control('q') || chord == Chord::control('c') || matches!(chord.key, Key::Esc | Key::Char('q'))
}

/// Reads the session as it is in its file now.
fn read(model: &mut Model, context: &Context, path: &Path) -> Result<(), Unread> {
    let (session, _) = Opened::at(path).read?;
    model.screen = Screen::Session(Box::new(Desk::new(path.to_owned(), session, &context.guide)));
    let moment = Msg::Moment { today: model.today, now: model.now };
    update(model, context, moment);
    Ok(())
}

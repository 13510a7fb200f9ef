//! The shell around the screen: takes the terminal and gives it back whatever happens, turns events into messages, runs
//! effects. It waits for one event at a time and does nothing between two: no ticks, no polling, but for the minute of a
//! clock and the second of a pitch that are in front.

mod app;
mod background;
mod bringing;
mod ending;
mod event;
mod guard;
mod input;
#[cfg(unix)]
mod keys;
mod listing;
mod plain;
mod reporting;
mod runtime;
mod sharing;
mod side;
mod signals;
mod watch;

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use crate::store::form::open::Opened;
use crate::store::local_time;
use crate::store::safety::saver::Flushed;

use super::model::Context;
use super::model::layout::Size;
use super::theme::{BUILT_IN, ColourSupport, ColourTheme, Styles};
use super::update::Msg;
use super::view::{last_screenful, render};
use app::App;
use ending::EmergencyExit;
pub use ending::TellBroken;
use event::ShellEvent;
use guard::{SharedTerminal, TerminalGuard};
pub use side::{SideError, run_side};

/// What the screen starts with.
pub struct Launch {
    /// The words and the guide of the language that was chosen.
    pub context: Arc<Context>,
    /// The theme, as far as the terminal can show its colours.
    pub styles: Styles,
    /// The colours that the terminal has.
    pub support: ColourSupport,
    /// The code of the language in which themes are named.
    pub language: &'static str,
    /// Where sessions, journals and what was read before are.
    pub folders: Folders,
    /// The session to open at once.
    pub open: Option<Opened>,
    /// Whether it is a rehearsal: nothing reaches the disk.
    pub is_rehearsal: bool,
    /// Whether it is told in lines of text, without a screen.
    pub is_plain: bool,
    /// What tells it where the program broke.
    pub tell_broken: TellBroken,
}

/// What the screen reads and keeps where.
#[derive(Debug)]
pub struct Folders {
    /// The folder of which the sessions are listed.
    pub sessions: PathBuf,
    /// The journals, if there is a place for them.
    pub state: Option<PathBuf>,
    /// What was read of sessions before, if there is a place for that.
    pub cache: Option<PathBuf>,
}

/// Why the screen could not be shown to its end.
#[derive(Debug)]
pub enum ScreenError {
    /// There is no terminal to show it in.
    NoTerminal,
    /// The terminal could not be written to or read from.
    Terminal(io::Error),
    /// The program broke; what was typed is safe.
    Broken,
    /// Not everything that was typed is safe: no file took it.
    NotKept,
}

impl ScreenError {
    /// After a panic, by where all that was typed is then.
    #[must_use]
    pub fn of_panic(flushed: Flushed) -> Self {
        if flushed == Flushed::Unsafe { Self::NotKept } else { Self::Broken }
    }
}

impl From<io::Error> for ScreenError {
    fn from(error: io::Error) -> Self {
        Self::Terminal(error)
    }
}

/// Why the loop of the screen came to its end.
#[derive(Debug)]
pub enum LoopEnd {
    /// The user left, or the window was closed.
    Left,
    /// The terminal could not be written to or read from.
    Refused(io::Error),
}

impl LoopEnd {
    /// What is told at the end, by where all that was typed is then: what was typed and is nowhere comes before all else.
    ///
    /// # Errors
    /// There is something to tell.
    pub fn told(self, flushed: Flushed) -> Result<(), ScreenError> {
        match self {
            _ if flushed == Flushed::Unsafe => Err(ScreenError::NotKept),
            Self::Left => Ok(()),
            Self::Refused(error) => Err(ScreenError::Terminal(error)),
        }
    }
}

/// A frame goes to the terminal in one piece, as large as a screen can be.
const FRAME_SIZE: usize = 256 * 1024;

/// The size of the terminal, if the output goes to one.
pub fn size() -> Option<Size> {
    let size = io::stdout().is_terminal().then(crossterm::terminal::size);
    size.and_then(Result::ok).map(|(columns, rows)| Size { columns, rows })
}

/// Shows the screen until the user leaves.
///
/// # Errors
/// There is no terminal, it refused, the program broke, or not all that was typed is safe.
pub fn run(launch: Launch) -> Result<(), ScreenError> {
    if launch.is_plain || guard::is_dumb() {
        return plain::run(launch);
    }
    if !guard::is_terminal() {
        return Err(ScreenError::NoTerminal);
    }
    let (events, received) = mpsc::channel();
    let tell_broken = Arc::clone(&launch.tell_broken);
    let mut shell = Shell::new(launch, &events)?;
    // From here on a signal and a panic find what there is to give back.
    let exit = EmergencyExit::of(&shell.app.runtime, &shell.shared);
    signals::watch(exit.clone(), &events)?;
    exit.taken_at_panic(tell_broken);
    let guard = TerminalGuard::take(&shell.shared, shell.terminal.backend_mut())?;
    let end = shell.stay(&received, &events).map_or_else(LoopEnd::Refused, |()| LoopEnd::Left);
    let flushed = shell.app.finish();
    drop(guard);
    // The program ends: its memory is given back at once, not piece by piece.
    std::mem::forget(shell);
    end.told(flushed)
}

struct Shell {
    language: &'static str,
    app: App,
    styles: Styles,
    support: ColourSupport,
    shared: SharedTerminal,
    terminal: Terminal<CrosstermBackend<io::BufWriter<SharedTerminal>>>,
    first: Option<Opened>,
}

impl Shell {
    fn new(launch: Launch, events: &Sender<ShellEvent>) -> io::Result<Self> {
        let Launch { context, styles, support, language, folders, open, is_rehearsal, .. } = launch;
        let shared = SharedTerminal::default();
        let out = io::BufWriter::with_capacity(FRAME_SIZE, shared.clone());
        // The system tells when the window has another size: no frame asks for it.
        let (columns, rows) = crossterm::terminal::size()?;
        let size = Size { columns, rows };
        let viewport = Viewport::Fixed(area_of(size));
        let terminal = Terminal::with_options(CrosstermBackend::new(out), TerminalOptions { viewport })?;
        let app = App::new(context, folders, is_rehearsal, size, events.clone())?;
        Ok(Self { language, app, styles, support, shared, terminal, first: open })
    }

    fn stay(&mut self, received: &Receiver<ShellEvent>, events: &Sender<ShellEvent>) -> io::Result<()> {
        let first = self.first.take();
        self.app.begin(first);
        self.draw()?;
        // What was typed before the first frame is read after it.
        input::listen(events)?;
        // Until signals were listened to, nothing told of another size.
        if size().is_some_and(|size| size != self.app.model.size) {
            self.take(ShellEvent::Resized)?;
            self.draw()?;
        }
        loop {
            while let Some(msg) = self.app.runtime.settle() {
                self.app.update(msg);
                self.draw()?;
            }
            self.app.run_waiting();
            self.draw()?;
            let Some(event) = self.next(received) else { return Ok(()) };
            self.app.tell_time();
            // All that came in meanwhile is dealt with before anything is drawn.
            for event in event.into_iter().chain(received.try_iter()) {
                if matches!(event, ShellEvent::HungUp) {
                    return Ok(());
                }
                self.take(event)?;
                if std::mem::take(&mut self.app.wants_theme) {
                    self.next_theme();
                }
                if self.app.can_leave(received) {
                    return Ok(());
                }
            }
            self.draw()?;
        }
    }

    /// Waits for the next event, or for the moment when something is due without one; nothing when no event can come.
    #[expect(clippy::option_option, reason = "that it is time is something else than the end")]
    fn next(&self, received: &Receiver<ShellEvent>) -> Option<Option<ShellEvent>> {
        let due = self.app.runtime.next_wake().map(|at| at.saturating_duration_since(Instant::now()));
        let event = match self.minute_left().into_iter().chain(due).min() {
            None => return received.recv().ok().map(Some),
            Some(left) => received.recv_timeout(left),
        };
        match event {
            Ok(event) => Some(Some(event)),
            Err(RecvTimeoutError::Timeout) => {
                self.app.runtime.file.work();
                Some(None)
            }
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    /// How long the time that the clock shows is right; nothing as long as no clock is in front.
    fn minute_left(&self) -> Option<Duration> {
        let every = self.app.model.changes_after()?;
        let gone = u64::try_from(local_time::now().second()).unwrap_or(0);
        Some(Duration::from_secs(every - gone % every))
    }

    /// Takes the colours of the theme behind that of now, of those that come with the program.
    fn next_theme(&mut self) {
        let resolved = |(_, text): &(&str, &str)| {
            let theme = ColourTheme::parse(text).ok()?;
            Some((theme.name(self.language).to_owned(), Styles::resolve(&theme, self.support)))
        };
        let themes: Vec<_> = BUILT_IN.iter().filter_map(resolved).collect();
        let now = themes.iter().position(|(_, styles)| *styles == self.styles);
        let next = now.map_or(0, |now| now + 1) % themes.len().max(1);
        if let Some((name, styles)) = themes.into_iter().nth(next) {
            self.styles = styles;
            self.app.update(Msg::Theme(name));
        }
    }

    /// Lets the screen follow an event.
    fn take(&mut self, event: ShellEvent) -> io::Result<()> {
        match event {
            ShellEvent::Resized => {
                let (columns, rows) = crossterm::terminal::size()?;
                self.app.update(Msg::Resize(Size { columns, rows }));
            }
            ShellEvent::Suspend => self.suspend(),
            ShellEvent::Continue => {
                self.shared.take(self.terminal.backend_mut())?;
                // All is drawn anew. The terminal is not asked where its cursor is: the answer would be taken for keys.
                self.terminal.resize(area_of(self.app.model.size))?;
                // The window may have another size since.
                return self.take(ShellEvent::Resized);
            }
            event => {
                #[cfg(debug_assertions)]
                break_if_asked(&event);
                self.app.hear(event);
            }
        }
        Ok(())
    }

    /// Makes safe what was typed, gives the terminal back, and stops until the program is continued.
    fn suspend(&mut self) {
        #[cfg(unix)]
        {
            let _ = self.app.runtime.file.flush(guard::FLUSH_TIMEOUT);
            if self.shared.lend() {
                signals::stop();
            }
        }
    }

    /// Draws, if there is something new to draw.
    fn draw(&mut self) -> io::Result<()> {
        if !self.app.take_changed() {
            return Ok(());
        }
        let last = last_screenful(&self.app.model, &self.app.context);
        self.app.model.read_no_further(last);
        let (model, context, styles) = (&self.app.model, &self.app.context, &self.styles);
        let area = area_of(model.size);
        if self.terminal.get_frame().area() != area {
            self.terminal.resize(area)?;
        }
        self.terminal.draw(|frame| {
            if let Some(cursor) = render(model, context, styles, frame.buffer_mut()) {
                frame.set_cursor_position(cursor);
            }
        })?;
        Ok(())
    }
}

fn area_of(size: Size) -> Rect {
    Rect::new(0, 0, size.columns, size.rows)
}

/// Breaks the program at F12, so that a test can see what that leaves behind; only for a test that asks for it, and in no
/// program that is released.
#[cfg(debug_assertions)]
fn break_if_asked(event: &ShellEvent) {
    let last = crate::tui::keymap::Key::Function(12);
    let is_last = matches!(event, ShellEvent::Message(Msg::Key(chord)) if chord.key == last);
    assert!(!is_last || std::env::var_os("WERKSESSIE_BREAKS_AT_F12").is_none());
}

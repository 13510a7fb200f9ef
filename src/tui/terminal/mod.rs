//! The shell around the screen: takes the terminal and gives it back whatever happens, turns events into messages, runs
//! effects. It waits for one event at a time and does nothing between two: no ticks, no polling, but for the minute of a
//! clock and the second of a pitch that are in front.

mod background;
mod bringing;
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
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use jiff::Zoned;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use crate::store::form::open::Opened;
use crate::store::safety::saver::Flushed;

use super::model::layout::Size;
use super::model::{Context, Desk, Model};
use super::theme::Styles;
use super::update::{Effect, Effects, FileMsg, FolderMsg, Msg, Phase, update};
use super::view::render;
use event::ShellEvent;
use guard::{SharedTerminal, TerminalGuard};
use runtime::Runtime;
pub use side::{SideError, run_side};
use signals::EmergencyExit;

/// What the screen starts with.
pub struct Launch {
    /// The words and the guide of the language that was chosen.
    pub context: Arc<Context>,
    /// The theme, as far as the terminal can show its colours.
    pub styles: Styles,
    /// Where sessions, journals and what was read before are.
    pub folders: Folders,
    /// The session to open at once.
    pub open: Option<Opened>,
    /// Whether it is a rehearsal: nothing reaches the disk.
    pub is_rehearsal: bool,
    /// Whether it is told in lines of text, without a screen.
    pub is_plain: bool,
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
    /// The program broke by a mistake of its own.
    Broke,
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
            Self::Broke => Err(ScreenError::Broken),
        }
    }
}

/// How long leaving waits for a disk before it trusts the journal.
const FLUSH_TIMEOUT: Duration = Duration::from_secs(3);
/// How long leaving waits for a merge that is being made.
const MERGE_TIMEOUT: Duration = Duration::from_secs(10);
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
    let mut shell = Shell::new(launch, &events)?;
    // From here on a signal finds what there is to give back.
    signals::watch(shell.emergency_exit(), &events)?;
    guard::install_panic_hook(shell.runtime.file.saver());
    let guard = TerminalGuard::take(&shell.shared, shell.terminal.backend_mut())?;
    let end = match catch_unwind(AssertUnwindSafe(|| shell.stay(&received, &events))) {
        Ok(Ok(())) => LoopEnd::Left,
        Ok(Err(error)) => LoopEnd::Refused(error),
        Err(_) => LoopEnd::Broke,
    };
    let flushed = shell.runtime.file.finish(FLUSH_TIMEOUT);
    shell.runtime.end_sharing(MERGE_TIMEOUT);
    drop(guard);
    // The program ends: its memory is given back at once, not piece by piece.
    std::mem::forget(shell);
    end.told(flushed)
}

struct Shell {
    model: Model,
    context: Arc<Context>,
    styles: Styles,
    shared: SharedTerminal,
    terminal: Terminal<CrosstermBackend<io::BufWriter<SharedTerminal>>>,
    runtime: Runtime,
    first: Option<Opened>,
    /// The effects that wait until the frame is painted.
    waiting: Effects,
    /// Whether the user asked to leave, and how.
    leaving: Option<Effect>,
}

impl Shell {
    fn new(launch: Launch, events: &Sender<ShellEvent>) -> io::Result<Self> {
        let Launch { context, styles, folders, open, is_rehearsal, .. } = launch;
        let shared = SharedTerminal::default();
        let out = io::BufWriter::with_capacity(FRAME_SIZE, shared.clone());
        // The system tells when the window has another size: no frame asks for it.
        let (columns, rows) = crossterm::terminal::size()?;
        let size = Size { columns, rows };
        let viewport = Viewport::Fixed(area_of(size));
        let terminal = Terminal::with_options(CrosstermBackend::new(out), TerminalOptions { viewport })?;
        let now = Zoned::now().datetime();
        let seed = getrandom::u64().map_err(io::Error::other)?;
        let mut model = Model::new(size, now.date(), now.time(), seed);
        model.is_rehearsal = is_rehearsal;
        let mut runtime = Runtime::new(Arc::clone(&context), folders, events.clone());
        runtime.is_rehearsal = is_rehearsal;
        let (waiting, leaving) = (Effects::new(), None);
        Ok(Self { model, context, styles, shared, terminal, runtime, first: open, waiting, leaving })
    }

    fn emergency_exit(&self) -> EmergencyExit {
        let (saver, write_lock) = (self.runtime.file.saver(), self.runtime.write_lock.clone());
        EmergencyExit { saver, write_lock, terminal: self.shared.clone() }
    }

    fn stay(&mut self, received: &Receiver<ShellEvent>, events: &Sender<ShellEvent>) -> io::Result<()> {
        match self.first.take() {
            Some(Opened { path, read }) => {
                let msg = self.runtime.open(&path, read);
                self.update(msg);
            }
            None => self.run(vec![Effect::ReadFolder]),
        }
        self.draw()?;
        // What was typed before the first frame is read after it.
        input::listen(events)?;
        // Until signals were listened to, nothing told of another size.
        if size().is_some_and(|size| size != self.model.size) {
            self.take(ShellEvent::Resized)?;
            self.draw()?;
        }
        loop {
            while let Some(msg) = self.runtime.settle() {
                self.update(msg);
                self.draw()?;
            }
            if self.model.desk().is_some_and(|desk| desk.signals.is_unknown()) {
                self.tell_time();
                self.draw()?;
            }
            self.run_waiting();
            let Some(event) = self.next(received) else { return Ok(()) };
            self.tell_time();
            // All that came in meanwhile is dealt with before anything is drawn.
            for event in event.into_iter().chain(received.try_iter()) {
                if matches!(event, ShellEvent::HungUp) {
                    return Ok(());
                }
                self.take(event)?;
                if self.leaving.is_some() && self.can_leave(received) {
                    return Ok(());
                }
            }
            self.draw()?;
        }
    }

    fn tell_time(&mut self) {
        let now = Zoned::now().datetime();
        self.update(Msg::Moment { today: now.date(), now: now.time() });
    }

    /// Waits for the next event, or for the moment when something is due without one; nothing when no event can come.
    #[expect(clippy::option_option, reason = "that it is time is something else than the end")]
    fn next(&self, received: &Receiver<ShellEvent>) -> Option<Option<ShellEvent>> {
        let due = self.runtime.next_wake().map(|at| at.saturating_duration_since(Instant::now()));
        let event = match self.minute_left().into_iter().chain(due).min() {
            None => return received.recv().ok().map(Some),
            Some(left) => received.recv_timeout(left),
        };
        match event {
            Ok(event) => Some(Some(event)),
            Err(RecvTimeoutError::Timeout) => {
                self.runtime.file.work();
                Some(None)
            }
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    /// How long the time that the clock shows is right; nothing as long as no clock is in front.
    fn minute_left(&self) -> Option<Duration> {
        let every = self.model.changes_after()?;
        let gone = u64::try_from(Zoned::now().second()).unwrap_or(0);
        Some(Duration::from_secs(every - gone % every))
    }

    /// Makes a message of an event, where there is one, and lets the screen follow.
    fn take(&mut self, event: ShellEvent) -> io::Result<()> {
        let msg = match event {
            ShellEvent::Message(msg) => {
                #[cfg(debug_assertions)]
                break_if_asked(&msg);
                Some(msg)
            }
            ShellEvent::Resized => {
                let (columns, rows) = crossterm::terminal::size()?;
                Some(Msg::Resize(Size { columns, rows }))
            }
            ShellEvent::Suspend => {
                self.suspend();
                None
            }
            ShellEvent::Continue => {
                self.shared.take(self.terminal.backend_mut())?;
                self.terminal.clear()?;
                // The window may have another size since.
                return self.take(ShellEvent::Resized);
            }
            ShellEvent::Saver(report) => self.runtime.saver_told(report),
            ShellEvent::FileWritten(name) => self.runtime.was_written(&name),
            ShellEvent::LookAgain => self.runtime.look_again(),
            ShellEvent::Rows { reading, rows, is_last } if self.runtime.is_newest_reading(reading) => {
                self.update(FolderMsg::Found(rows));
                is_last.then_some(Msg::Folder(FolderMsg::AllRead))
            }
            ShellEvent::Answers { reading, sessions, is_last } if self.runtime.is_newest_asking(reading) => {
                Some(Msg::Folder(FolderMsg::Answered { sessions, is_last }))
            }
            ShellEvent::Rows { .. } | ShellEvent::Answers { .. } | ShellEvent::HungUp => None,
        };
        if let Some(msg) = msg {
            self.update(msg);
        }
        Ok(())
    }

    /// Makes safe what was typed, gives the terminal back, and stops until the program is continued.
    fn suspend(&mut self) {
        #[cfg(unix)]
        {
            let _ = self.runtime.file.flush(guard::FLUSH_TIMEOUT);
            self.shared.lend();
            signals::stop();
        }
    }

    fn update(&mut self, msg: impl Into<Msg>) {
        let effects = update(&mut self.model, &self.context, msg.into());
        self.run(effects);
    }

    /// Runs the effects of which the next frame shows the result, and what keeps the last word typed safe; the others wait.
    fn run(&mut self, effects: Effects) {
        for effect in effects {
            if matches!(effect, Effect::Leave | Effect::LeaveUnsaved) {
                self.leaving = Some(effect);
            } else if effect.phase() == Phase::AfterPaint {
                self.waiting.push(effect);
            } else if let Some(msg) = self.runtime.run(&self.model, effect) {
                self.update(msg);
            }
        }
    }

    fn run_waiting(&mut self) {
        for effect in std::mem::take(&mut self.waiting) {
            if let Some(msg) = self.runtime.run(&self.model, effect) {
                self.update(msg);
            }
        }
    }

    /// Saves, and tells whether that went so well that the user can leave; if not, asks.
    fn can_leave(&mut self, received: &Receiver<ShellEvent>) -> bool {
        let Some(leaving) = self.leaving.take() else { return false };
        self.run_waiting();
        let flushed = self.runtime.file.flush(FLUSH_TIMEOUT);
        if leaving == Effect::LeaveUnsaved || flushed == Flushed::Saved {
            return true;
        }
        // What the saver told meanwhile; a key behind the one that leaves is for no one.
        for event in received.try_iter() {
            if let ShellEvent::Saver(report) = event
                && let Some(msg) = self.runtime.saver_told(report)
            {
                self.update(msg);
            }
        }
        let is_kept = flushed == Flushed::Journalled;
        if is_kept && !self.model.desk().is_some_and(Desk::is_stuck) {
            return true;
        }
        self.update(FileMsg::CannotLeave { is_kept });
        false
    }

    fn draw(&mut self) -> io::Result<()> {
        let (model, context, styles) = (&self.model, &self.context, &self.styles);
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
fn break_if_asked(msg: &Msg) {
    let is_last = matches!(msg, Msg::Key(chord) if chord.key == crate::tui::keymap::Key::Function(12));
    assert!(!is_last || std::env::var_os("WERKSESSIE_BREAKS_AT_F12").is_none());
}

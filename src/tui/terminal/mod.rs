//! The shell around the screen: takes the terminal and gives it back whatever happens, turns events into messages, runs
//! effects. It waits for one event at a time and does nothing between two: no ticks, no polling, but for the minute of a
//! clock that is in front.

mod effects;
mod events;
mod guard;
mod sharing;
mod watch;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use jiff::Zoned;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use crate::domain::conflict::Origins;
use crate::domain::id::Id;
use crate::domain::session::Session;
use crate::domain::sharing::{Step, Stop};
use crate::store::form::open::Opened;
use crate::store::safety::saver::SaveReport;

use super::model::layout::Size;
use super::model::start::Row;
use super::model::{Context, Model, Overlay};
use super::theme::Styles;
use super::update::{Effect, Msg, update};
use super::view::render;
use effects::Runtime;
use guard::Guard;

/// What the screen starts with.
pub struct Launch {
    /// The language.
    pub context: Arc<Context>,
    /// The colours.
    pub styles: Styles,
    /// What is where.
    pub places: Places,
    /// The session to open at once.
    pub open: Option<Opened>,
}

/// What the screen reads and keeps where.
#[derive(Debug)]
pub struct Places {
    /// The folder of the sessions.
    pub folder: PathBuf,
    /// Where the journals are kept, if there is such a place.
    pub state: Option<PathBuf>,
    /// Where it is remembered what was read of sessions, if there is such a place.
    pub memory: Option<PathBuf>,
}

/// Why the screen could not be shown to its end.
#[derive(Debug)]
pub enum Failure {
    /// There is no terminal to show it in.
    NoTerminal,
    /// The terminal refused.
    Terminal(io::Error),
    /// The program broke; what was typed is safe, and the terminal was given back.
    Broken,
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Terminal(error)
    }
}

/// Everything that wakes the loop.
pub(crate) enum Wake {
    /// Something of the terminal: a key, a paste, another size.
    Terminal(crossterm::event::Event),
    /// The terminal is gone.
    HungUp,
    /// A file with this name was written in the folder of the open one.
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "no other system tells"))]
    Written(std::ffi::OsString),
    /// The writer has something to tell.
    BackgroundSaver(SaveReport),
    /// Files of the folder were read.
    Found {
        /// In which reading of the folder.
        reading: u64,
        /// What they hold.
        rows: Vec<Row>,
    },
    /// The rounds before that of a session were read.
    Earlier {
        /// The session.
        of: Id,
        /// The sessions of its rounds before.
        rounds: Vec<Session>,
    },
    /// All files of the folder were read.
    FolderRead {
        /// In which reading of the folder.
        reading: u64,
    },
    /// A step of sharing was made.
    Shared(Step),
    /// Sharing ended.
    SharingEnded(Result<(), Stop>),
    /// The open session may have been written.
    LookAgain,
    /// Who wrote what two people disagree on.
    Origins {
        /// In which file.
        path: PathBuf,
        /// For each conflict, by its id.
        origins: Vec<(Id, Origins)>,
    },
}

/// How long leaving waits for a disk before it trusts the journal.
const LAST_SAVE: Duration = Duration::from_secs(3);
/// How long leaving waits for a merge that is being made.
const LAST_MERGE: Duration = Duration::from_secs(10);

/// Shows the screen until the user leaves.
///
/// # Errors
/// There is no terminal, it refused, or the program broke.
pub fn run(launch: Launch) -> Result<(), Failure> {
    if !guard::is_terminal() {
        return Err(Failure::NoTerminal);
    }
    let (wakes, woken) = mpsc::channel();
    let mut shell = Shell::new(launch, wakes)?;
    let guard = Guard::take(&shell.hands.safety, shell.terminal.backend_mut())?;
    // A panic has unwound to here: the hook of the guard has kept what there is to know.
    let ended = catch_unwind(AssertUnwindSafe(|| shell.stay(&woken)));
    let is_safe = shell.hands.finish(LAST_SAVE);
    shell.hands.end_sharing(LAST_MERGE);
    drop(guard);
    match ended {
        Ok(result) => result.map_err(Failure::from),
        Err(_) => Err(Failure::Broken),
    }
    .and(if is_safe { Ok(()) } else { Err(Failure::Broken) })
}

struct Shell {
    model: Model,
    context: Arc<Context>,
    styles: Styles,
    terminal: Terminal<CrosstermBackend<io::BufWriter<io::Stdout>>>,
    hands: Runtime,
    first: Option<Opened>,
}

impl Shell {
    fn new(launch: Launch, wakes: Sender<Wake>) -> io::Result<Self> {
        let Launch { context, styles, places, open } = launch;
        let out = io::BufWriter::with_capacity(256 * 1024, io::stdout());
        let terminal = Terminal::new(CrosstermBackend::new(out))?;
        let size = terminal.size()?;
        let now = Zoned::now().datetime();
        let seed = getrandom::u64().map_err(io::Error::other)?;
        let size = Size { columns: size.width, rows: size.height };
        let model = Model::new(size, now.date(), now.time(), seed);
        let hands = Runtime::new(Arc::clone(&context), places, wakes);
        Ok(Self { model, context, styles, terminal, hands, first: open })
    }

    fn stay(&mut self, woken: &Receiver<Wake>) -> io::Result<()> {
        let mut later = match self.first.take() {
            Some(opened) => {
                let msg = self.hands.was_read(&opened.path, opened.read);
                update(&mut self.model, &self.context, msg)
            }
            None => self.at_once(vec![Effect::ReadFolder]),
        };
        self.draw()?;
        // The rest of a start comes after the first frame: nothing can have been typed before it.
        guard::watch_for_signals(&self.hands.safety)?;
        events::listen(&self.hands.wakes)?;
        loop {
            if let Some(msg) = self.hands.settle() {
                later.extend(update(&mut self.model, &self.context, msg));
                self.draw()?;
            }
            for effect in later.drain(..) {
                self.hands.save(&self.model, effect);
            }
            let wake = match self.minute_left() {
                None => woken.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(left) => woken.recv_timeout(left),
            };
            if matches!(wake, Err(RecvTimeoutError::Disconnected)) {
                return Ok(());
            }
            let now = Zoned::now().datetime();
            update(&mut self.model, &self.context, Msg::Moment { today: now.date(), now: now.time() });
            // All that came in meanwhile is dealt with before anything is drawn.
            for wake in wake.into_iter().chain(woken.try_iter()) {
                let Some(msg) = self.msg(wake) else { return Ok(()) };
                let Some(msg) = msg else { continue };
                let effects = update(&mut self.model, &self.context, msg);
                if effects.contains(&Effect::Leave) {
                    for effect in later.drain(..).chain(effects) {
                        self.hands.save(&self.model, effect);
                    }
                    return Ok(());
                }
                later.extend(self.at_once(effects));
            }
            self.draw()?;
        }
    }

    /// How long the time that the clock shows is right; nothing as long as no clock is in front.
    fn minute_left(&self) -> Option<Duration> {
        let is_in_front = matches!(self.model.overlays.last(), Some(Overlay::Clock { .. }));
        let gone = u64::try_from(Zoned::now().second()).unwrap_or(0);
        is_in_front.then(|| Duration::from_secs(60 - gone.min(59)))
    }

    /// The message of a wake; nothing for what does not matter, and `None` when the terminal is gone.
    #[expect(clippy::option_option, reason = "a wake that means nothing is something else than the end")]
    fn msg(&mut self, wake: Wake) -> Option<Option<Msg>> {
        match wake {
            Wake::Terminal(event) => {
                #[cfg(debug_assertions)]
                break_if_asked(&event);
                Some(events::msg(event))
            }
            Wake::HungUp => None,
            Wake::BackgroundSaver(report) => Some(self.hands.heard(&report)),
            Wake::Earlier { of, rounds } => Some(Some(Msg::Earlier { of, rounds })),
            Wake::Written(name) => Some(self.hands.look_again(&name)),
            Wake::LookAgain => Some(self.hands.look_at_open()),
            Wake::Shared(step) => Some(Some(Msg::Shared(step))),
            Wake::SharingEnded(end) => Some(Some(Msg::SharingEnded(end))),
            Wake::Origins { path, origins } => Some(Some(Msg::Origins { path, origins })),
            Wake::Found { reading, rows } => {
                Some(Some(rows).filter(|_| self.hands.is_last_reading(reading)).map(Msg::Found))
            }
            Wake::FolderRead { reading } => Some(Some(Msg::FolderRead).filter(|_| self.hands.is_last_reading(reading))),
        }
    }

    /// Runs the effects of which the next frame shows the result, and what keeps the last word typed safe; hands back
    /// those that can wait until it is drawn.
    fn at_once(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        let mut later = Vec::new();
        for effect in effects {
            match self.hands.do_now(&self.model, effect) {
                Ok(msgs) => {
                    for msg in msgs {
                        later.extend(update(&mut self.model, &self.context, msg));
                    }
                }
                Err(effect) => later.push(effect),
            }
        }
        later
    }

    fn draw(&mut self) -> io::Result<()> {
        let (model, context, styles) = (&self.model, &self.context, &self.styles);
        self.terminal.draw(|frame| {
            if let Some(cursor) = render(model, context, styles, frame.buffer_mut()) {
                frame.set_cursor_position(cursor);
            }
        })?;
        Ok(())
    }
}

/// Breaks the program at F12, so that a test can see what that leaves behind; only for a test that asks for it, and in no
/// program that is released.
#[cfg(debug_assertions)]
fn break_if_asked(event: &crossterm::event::Event) {
    let is_last = event.as_key_press_event().is_some_and(|key| key.code == crossterm::event::KeyCode::F(12));
    assert!(!is_last || std::env::var_os("WERKSESSIE_BREAKS_AT_F12").is_none());
}

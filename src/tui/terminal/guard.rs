//! Takes the terminal and gives it back: at the end, after a panic, at a signal, and when the terminal itself is gone.
//! Whatever the reason, what was typed is made safe first.

use std::io::{self, IsTerminal, Write};
use std::panic;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crossterm::cursor::Show;
#[cfg(unix)]
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{execute, queue};

use crate::store::safety::saver::BackgroundSaver;
use crate::store::safety::write_lock::WriteLock;

/// How long a signal waits for a disk.
const LAST_WORDS: Duration = Duration::from_millis(500);
/// After so long a signal ends the program even if something hangs.
#[cfg(unix)]
const PATIENCE: Duration = Duration::from_millis(700);

/// What whoever must leave in a hurry has to know.
#[derive(Default)]
pub(crate) struct Keepers {
    /// The writer of the open session.
    pub(crate) writer: Mutex<Option<Arc<BackgroundSaver>>>,
    /// Who writes files has a turn: in the middle of one the program does not end, if that can be helped.
    pub(crate) turns: WriteLock,
}

/// The same, for all threads.
pub(crate) type Safety = Arc<Keepers>;

/// Whether there is a terminal to show the screen in.
pub(crate) fn is_terminal() -> bool {
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    io::stdin().is_terminal() && io::stdout().is_terminal() && !is_dumb
}

/// Has the terminal, and gives it back when it goes.
pub(crate) struct Guard {
    _private: (),
}

impl Guard {
    /// Takes the terminal; what switches its screen goes out with the first frame, through `out`.
    pub(crate) fn take(safety: &Safety, out: &mut impl Write) -> io::Result<Self> {
        enable_raw_mode()?;
        let guard = Self { _private: () };
        keep_panics_off_the_wall(safety);
        queue!(out, EnterAlternateScreen)?;
        // Windows has no bracketed paste, and asking for it there spoils the Enter key.
        #[cfg(unix)]
        queue!(out, EnableBracketedPaste)?;
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back. May be called more than once.
fn give_back() {
    let mut out = io::stdout();
    #[cfg(unix)]
    execute!(out, DisableBracketedPaste).ok();
    execute!(out, LeaveAlternateScreen, Show).ok();
    out.flush().ok();
    disable_raw_mode().ok();
}

/// Makes what was typed safe, in a hurry.
fn make_safe(safety: &Safety) {
    // Not `lock`: whoever holds it may be the one that panicked.
    let writer = match safety.writer.try_lock() {
        Ok(writer) => writer.clone(),
        Err(std::sync::TryLockError::Poisoned(poisoned)) => PoisonError::into_inner(poisoned).clone(),
        Err(std::sync::TryLockError::WouldBlock) => None,
    };
    if let Some(writer) = writer {
        let _ = writer.flush(LAST_WORDS);
    }
}

/// A panic makes safe what was typed and says nothing: the room reads no code. What it said is printed by `main`, behind
/// the word for it in the user's language.
fn keep_panics_off_the_wall(safety: &Safety) {
    let safety = Arc::clone(safety);
    panic::set_hook(Box::new(move |_| make_safe(&safety)));
}

/// Waits for signals beside the loop.
#[cfg(unix)]
pub(crate) fn watch_for_signals(safety: &Safety) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT])?;
    let safety = Arc::clone(safety);
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        if let Some(signal) = signals.forever().next() {
            leave_at_once(&safety, 128 + signal);
        }
    })?;
    Ok(())
}

#[cfg(not(unix))]
pub(crate) fn watch_for_signals(_safety: &Safety) -> io::Result<()> {
    Ok(())
}

/// Makes safe what was typed, gives the terminal back and ends the program, even where a disk or the terminal hangs.
#[cfg(unix)]
pub(crate) fn leave_at_once(safety: &Safety, code: i32) -> ! {
    use std::{process, thread};
    thread::spawn(move || {
        thread::sleep(PATIENCE);
        process::exit(code);
    });
    make_safe(safety);
    give_back();
    // Kept to the end: nobody begins to write any more.
    let _last = safety.turns.take_within(LAST_WORDS);
    process::exit(code)
}

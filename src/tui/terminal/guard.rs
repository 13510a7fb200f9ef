//! Takes the terminal and gives it back: at the end, after a panic, at a signal, when it is stopped, and when the terminal
//! itself is gone. What goes to the terminal passes here, so that a frame is whole, or given up, before it is given back.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::cursor::Show;
#[cfg(unix)]
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::queue;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};

/// How long giving the terminal back waits for a frame that is being written.
const FRAME_TIMEOUT: Duration = Duration::from_millis(100);
/// How long the end of the program waits for a disk.
pub(crate) const FLUSH_TIMEOUT: Duration = Duration::from_millis(500);
/// How long a try for a terminal that is busy waits for the next.
const PAUSE: Duration = Duration::from_millis(2);

/// Whether there is a terminal to show the screen in.
pub(crate) fn is_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal() && !is_dumb()
}

/// Whether the terminal says that it can only print.
pub(crate) fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Who may write to the terminal now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Holder {
    /// It is as it was; the screen may take it.
    #[default]
    Shell,
    /// The screen draws in it.
    Screen,
    /// It was given back for good.
    Ended,
}

/// The terminal, for the screen that draws in it and for the threads that end the program.
#[derive(Clone, Default)]
pub(crate) struct SharedTerminal {
    holder: Arc<Mutex<Holder>>,
    /// Set for a frame that is being written to be given up.
    is_leaving: Arc<AtomicBool>,
    /// Set when the program ends, whatever else is asked meanwhile.
    is_ending: Arc<AtomicBool>,
}

impl SharedTerminal {
    /// Takes the terminal, also when it was taken before and another program changed it since; what switches its screen goes
    /// out with the next frame, through `out`. Does nothing when it was given back for good.
    pub(crate) fn take(&self, out: &mut impl Write) -> io::Result<()> {
        let mut holder = self.lock();
        if *holder == Holder::Ended {
            return Ok(());
        }
        // What the terminal library remembers of before is only right for the first time.
        disable_raw_mode().ok();
        *holder = Holder::Screen;
        enable_raw_mode()?;
        drop(holder);
        queue!(out, EnterAlternateScreen)?;
        // Windows has no bracketed paste, and asking for it there spoils the Enter key.
        #[cfg(unix)]
        queue!(out, EnableBracketedPaste)?;
        Ok(())
    }

    /// Gives the terminal back, to take it again; false where the program ends: stopped in the middle it would not.
    #[cfg(unix)]
    pub(crate) fn lend(&self) -> bool {
        self.give_back(Holder::Shell);
        !self.is_ending.load(Ordering::SeqCst)
    }

    /// From here on nothing but the end of the program comes.
    pub(crate) fn begin_to_end(&self) {
        self.is_ending.store(true, Ordering::SeqCst);
    }

    /// Gives the terminal back for good. May be called more than once.
    pub(crate) fn end(&self) {
        self.give_back(Holder::Ended);
    }

    fn give_back(&self, to: Holder) {
        self.is_leaving.store(true, Ordering::SeqCst);
        let deadline = Instant::now() + FRAME_TIMEOUT;
        let mut holder = loop {
            match self.holder.try_lock() {
                Ok(holder) => break Some(holder),
                Err(std::sync::TryLockError::Poisoned(poisoned)) => break Some(poisoned.into_inner()),
                Err(std::sync::TryLockError::WouldBlock) if Instant::now() >= deadline => break None,
                Err(std::sync::TryLockError::WouldBlock) => thread::sleep(PAUSE),
            }
        };
        let had = holder.as_deref().copied().unwrap_or(Holder::Screen);
        if let Some(holder) = holder.as_deref_mut() {
            *holder = if had == Holder::Ended { Holder::Ended } else { to };
        }
        if had == Holder::Screen {
            // First what does not wait for a terminal that takes nothing.
            disable_raw_mode().ok();
            let mut bytes = Vec::new();
            #[cfg(unix)]
            queue!(bytes, DisableBracketedPaste).ok();
            queue!(bytes, LeaveAlternateScreen, Show).ok();
            write_all(&bytes, &|| false).ok();
        }
        if to == Holder::Shell {
            self.is_leaving.store(false, Ordering::SeqCst);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Holder> {
        self.holder.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A frame, in one piece; one that comes when the terminal was given back is given up.
impl Write for SharedTerminal {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let holder = self.lock();
        if *holder == Holder::Screen {
            write_all(bytes, &|| self.is_leaving.load(Ordering::SeqCst))?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes all of it, however slow the terminal is, unless it is given up meanwhile.
#[cfg(unix)]
fn write_all(mut bytes: &[u8], is_given_up: &dyn Fn() -> bool) -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;
    let stdout = rustix::stdio::stdout();
    while !bytes.is_empty() && !is_given_up() {
        match rustix::io::write(stdout, bytes) {
            Ok(length) => bytes = &bytes[length..],
            Err(Errno::INTR) => {}
            // Another program made the terminal one that does not wait.
            Err(Errno::AGAIN) => drop(poll(&mut [PollFd::new(&stdout, PollFlags::OUT)], None)),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn write_all(bytes: &[u8], _is_given_up: &dyn Fn() -> bool) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()
}

/// Has the terminal, and gives it back when it goes.
pub(crate) struct TerminalGuard {
    terminal: SharedTerminal,
}

impl TerminalGuard {
    pub(crate) fn take(terminal: &SharedTerminal, out: &mut impl Write) -> io::Result<Self> {
        let guard = Self { terminal: terminal.clone() };
        terminal.take(out)?;
        Ok(guard)
    }
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        self.terminal.end();
    }
}

//! Signals: what ends the program, what stops it for a while, and another size of the window.

use std::io;
use std::sync::mpsc::Sender;

use crate::store::let_go::CurrentSaver;
use crate::store::safety::write_lock::WriteLock;

use super::event::ShellEvent;
use super::guard::SharedTerminal;

/// What a thread needs to end the program: where what was typed is made safe, and the terminal.
#[derive(Clone)]
pub(crate) struct EmergencyExit {
    pub(crate) saver: CurrentSaver,
    /// Who writes files has the lock: in the middle of that the program does not end, if that can be helped.
    pub(crate) write_lock: WriteLock,
    pub(crate) terminal: SharedTerminal,
}

#[cfg(not(unix))]
pub(crate) fn watch(_exit: EmergencyExit, _events: &Sender<ShellEvent>) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
pub(crate) use unix::{stop, watch};

#[cfg(unix)]
mod unix {
    use super::{EmergencyExit, Sender, ShellEvent, io};
    use crate::tui::terminal::guard::FLUSH_TIMEOUT;
    use signal_hook::consts::{
        SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGVTALRM,
        SIGWINCH, SIGXCPU,
    };
    use signal_hook::iterator::Signals;
    use std::time::Duration;
    use std::{process, thread};

    /// After so long a signal ends the program even if something hangs.
    const EXIT_DELAY: Duration = Duration::from_millis(700);

    /// All signals that would end the program without a mistake of its own.
    const ENDING: [i32; 11] =
        [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGIO];

    /// Waits for signals on a thread of its own. To be called before the terminal is taken.
    pub(crate) fn watch(exit: EmergencyExit, events: &Sender<ShellEvent>) -> io::Result<()> {
        let mut signals = Signals::new(ENDING.iter().chain(&[SIGTSTP, SIGCONT, SIGWINCH]))?;
        let events = events.clone();
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for signal in signals.forever() {
                let event = match signal {
                    SIGTSTP => ShellEvent::Suspend,
                    SIGCONT => ShellEvent::Continue,
                    SIGWINCH => ShellEvent::Resized,
                    _ => exit.leave(128 + signal),
                };
                // The loop has ended: what ends the program still does.
                events.send(event).ok();
            }
        })?;
        Ok(())
    }

    /// Stops this program as the signal would have done, until it is continued.
    pub(crate) fn stop() {
        signal_hook::low_level::emulate_default_handler(SIGTSTP).ok();
    }

    impl EmergencyExit {
        /// Makes safe what was typed, gives the terminal back and ends the program, even where a disk or the terminal hangs.
        fn leave(&self, code: i32) -> ! {
            let at_last = move || {
                thread::sleep(EXIT_DELAY);
                process::exit(code);
            };
            // Without this thread what hangs is waited for.
            thread::Builder::new().spawn(at_last).ok();
            self.terminal.begin_to_end();
            let _ = self.saver.flush(FLUSH_TIMEOUT);
            self.terminal.end();
            // Kept to the end: nobody begins to write any more.
            let _last = self.write_lock.take_within(FLUSH_TIMEOUT);
            process::exit(code)
        }
    }
}

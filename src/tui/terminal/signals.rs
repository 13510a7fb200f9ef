//! Signals: what ends the program, what stops it for a while, and another size of the window.

use std::io;
use std::sync::mpsc::Sender;

use super::ending::EmergencyExit;
use super::event::ShellEvent;

#[cfg(not(unix))]
pub(crate) fn watch(_exit: EmergencyExit, _events: &Sender<ShellEvent>) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
pub(crate) use unix::{stop, watch};

#[cfg(unix)]
mod unix {
    use super::{EmergencyExit, Sender, ShellEvent, io};
    use signal_hook::consts::{
        SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGVTALRM,
        SIGWINCH, SIGXCPU,
    };
    use signal_hook::iterator::Signals;
    use std::thread;

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
                    _ => exit.leave(move |_| 128 + signal),
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
}

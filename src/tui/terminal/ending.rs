//! What ends the program in the middle of its work, a signal or a mistake of its own: what was typed is made safe first, and
//! the terminal is given back.

use std::sync::Arc;
use std::time::Duration;
use std::{panic, process, thread};

use crate::store::let_go::CurrentSaver;
use crate::store::safety::saver::Flushed;
use crate::store::safety::write_lock::WriteLock;

use super::ScreenError;
use super::guard::{FLUSH_TIMEOUT, SharedTerminal};
use super::runtime::Runtime;

/// After so long the program ends even if something hangs.
const EXIT_DELAY: Duration = Duration::from_millis(700);

/// Says that the program broke, and gives the exit code for it.
pub type TellBroken = Arc<dyn Fn(ScreenError) -> i32 + Send + Sync>;

/// What a thread needs to end the program: where what was typed is made safe, and the terminal.
#[derive(Clone)]
pub(crate) struct EmergencyExit {
    saver: CurrentSaver,
    /// Who writes files has the lock: in the middle of that the program does not end, if that can be helped.
    write_lock: WriteLock,
    terminal: SharedTerminal,
}

impl EmergencyExit {
    pub(crate) fn of(runtime: &Runtime, terminal: &SharedTerminal) -> Self {
        Self { saver: runtime.file.saver(), write_lock: runtime.write_lock.clone(), terminal: terminal.clone() }
    }

    /// Makes safe what was typed, gives the terminal back and ends the program, even where a disk or the terminal hangs.
    pub(crate) fn leave(&self, code: impl Fn(Flushed) -> i32 + Clone + Send + 'static) -> ! {
        let code_at_last = code.clone();
        let at_last = move || {
            thread::sleep(EXIT_DELAY);
            process::exit(code_at_last(Flushed::Unsafe))
        };
        // Without this thread what hangs is waited for.
        thread::Builder::new().spawn(at_last).ok();
        self.terminal.begin_to_end();
        let flushed = self.saver.flush(FLUSH_TIMEOUT);
        self.terminal.end();
        // Kept to the end: nobody begins to write any more.
        let _last = self.write_lock.take_within(FLUSH_TIMEOUT);
        process::exit(code(flushed))
    }

    /// From here on a panic of any thread ends the program like this. What it said is not told: the room reads no code.
    pub(crate) fn taken_at_panic(self, tell: TellBroken) {
        panic::set_hook(Box::new(move |_| {
            let tell = Arc::clone(&tell);
            self.leave(move |flushed| tell(ScreenError::of_panic(flushed)))
        }));
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::path::{Path, PathBuf};
    use std::process::Command;
    use std::{env, fs};

    use super::*;
    use crate::domain::id::Id;
    use crate::domain::session::Session;
    use crate::store::disk::RealDisk;
    use crate::store::form::text::print;
    use crate::store::safety::journal::Frame;
    use crate::store::session_file::{SessionFile, SessionStore};

    /// Where the program works that is to break.
    const PLACE: &str = "WERKSESSIE_TEST_THAT_BREAKS";
    const TYPED: &str = "Halfweg een wóórd";

    #[test]
    fn a_thread_that_breaks_ends_the_program_after_what_was_typed_is_safe() {
        if let Some(place) = env::var_os(PLACE) {
            break_while_typing(&PathBuf::from(place));
        }
        let place = tempfile::tempdir().expect("a folder for the test");
        let name = thread::current().name().expect("that of the test").to_owned();
        let mut program = Command::new(env::current_exe().expect("this test"));
        program.args(["--exact", &name, "--nocapture", "--test-threads", "2"]).env(PLACE, place.path());
        let output = program.output().expect("it starts");
        assert_eq!(output.status.code(), Some(70), "{output:?}");
        assert!(String::from_utf8_lossy(&output.stdout).ends_with("told: Broken\n"), "{output:?}");
        assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"), "{output:?}");
        let journals = fs::read_dir(place.path().join("state")).expect("a folder").flatten();
        let is_kept = journals
            .map(|entry| fs::read_to_string(entry.path()))
            .any(|text| text.is_ok_and(|text| text.contains(TYPED)));
        assert!(is_kept);
    }

    fn break_while_typing(place: &Path) -> ! {
        let write_lock = WriteLock::default();
        let mut file = SessionFile::new(SessionStore {
            disk: Arc::new(RealDisk),
            sessions: place.to_owned(),
            journals: Some(place.join("state")),
            write_lock: write_lock.clone(),
            report: Arc::new(|_| {}),
        });
        let session = Session::empty(Id::new("s-0000000000"));
        let (path, text) = (place.join("wijk.ron"), print(&session));
        fs::write(&path, &text).expect("written");
        file.open(&path, session.id, text.into_bytes(), EXIT_DELAY);
        assert_eq!(file.settle(), None);
        let exit = EmergencyExit { saver: file.saver(), write_lock, terminal: SharedTerminal::default() };
        exit.taken_at_panic(Arc::new(|error| {
            writeln!(io::stdout(), "told: {error:?}").expect("a place to tell it");
            70
        }));
        let place = "neighbourhood neighbourhood municipality".to_owned();
        file.journal(Frame::Draft { place, text: TYPED.to_owned() });
        thread::spawn(|| panic!("a mistake of our own")).join().ok();
        unreachable!("the program has ended")
    }
}

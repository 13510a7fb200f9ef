//! The real program in a real terminal, for tests that type into it and look at what it shows.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use werksessie::i18n::Words;
use werksessie::i18n::language::Language;
use werksessie::store::form::reading::parse;

/// Far more than anything here takes, on a machine that is busy.
pub(crate) const DEADLINE: Duration = Duration::from_secs(30);
pub(crate) const SHIPPED: &str = "lindenkwartier-2026-03-12.ron";
/// The keys to the form of the first action of [`SHIPPED`], in an emptied first field.
pub(crate) const TO_AN_EMPTY_FIELD: &str = "1334\r\x15";
/// In the footer of a form, to see that it is open.
const IN_THE_FORM: &str = "volgend veld";

pub(crate) fn words() -> Words {
    Words::load(Language::Dutch).expect("they ship with the program")
}

/// What the header shows when all is in the file.
pub(crate) fn saved() -> String {
    format!("● {}", words().screen.saved)
}

/// Waits for something outside the terminal.
#[track_caller]
pub(crate) fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + DEADLINE;
    while !holds() {
        assert!(Instant::now() < deadline, "never: {what}");
        thread::yield_now();
    }
}

/// The journals in the folder of the user's state.
pub(crate) fn session_journals(state: &Path) -> Vec<PathBuf> {
    let folders = fs::read_dir(state).into_iter().flatten().flatten();
    let files = folders.flat_map(|folder| fs::read_dir(folder.path()).into_iter().flatten().flatten());
    files.map(|file| file.path()).filter(|path| path.extension().is_some_and(|ending| ending == "journal")).collect()
}

/// A folder of its own for each test: with the sessions that ship, and the user's folders.
pub(crate) struct Fresh {
    pub(crate) folder: TempDir,
}

impl Fresh {
    pub(crate) fn new() -> Self {
        let fresh = Self { folder: tempfile::tempdir().expect("a fresh folder") };
        fs::create_dir(fresh.sessions()).expect("a folder");
        for entry in fs::read_dir(super::sessions()).expect("sessions ship") {
            let entry = entry.expect("a session");
            fs::copy(entry.path(), fresh.sessions().join(entry.file_name())).expect("copied");
        }
        fresh
    }

    pub(crate) fn sessions(&self) -> PathBuf {
        self.folder.path().join("sessions")
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.sessions().join(SHIPPED)
    }

    /// The session, which is well-formed at any moment.
    pub(crate) fn text(&self) -> String {
        let text = fs::read_to_string(self.file()).expect("the file is there");
        parse(&text).expect("a session");
        text
    }

    pub(crate) fn start(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Terminal {
        self.start_by(&[], arguments, variables)
    }

    /// The same, by a program that runs it.
    pub(crate) fn start_by(&self, by: &[&str], arguments: &[&str], variables: &[(&str, &str)]) -> Terminal {
        let words = by.iter().chain(&[env!("CARGO_BIN_EXE_werksessie")]).chain(arguments);
        let mut command = CommandBuilder::from_argv(words.map(Into::into).collect());
        command.cwd(self.folder.path());
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("GIT_CONFIG_NOSYSTEM", "1");
        for (name, folder) in
            [("HOME", "home"), ("XDG_CONFIG_HOME", "config"), ("XDG_STATE_HOME", "state"), ("XDG_DATA_HOME", "data")]
        {
            command.env(name, self.folder.path().join(folder));
        }
        for (name, value) in [("LC_ALL", "C.UTF-8"), ("TERM", "xterm-256color")].iter().chain(variables) {
            command.env(name, value);
        }
        Terminal::start(command)
    }

    /// The shipped session, on its first screen.
    pub(crate) fn open(&self) -> Terminal {
        let mut terminal = self.start(&["open", &format!("sessions/{SHIPPED}")], &[]);
        terminal.wait_for("Lindenkwartier · ronde 1");
        terminal
    }

    /// The same, with this being typed into an emptied field.
    pub(crate) fn open_and_type(&self, text: &str) -> Terminal {
        let mut terminal = self.open();
        terminal.press(TO_AN_EMPTY_FIELD);
        terminal.press(text);
        terminal.wait_for(text);
        terminal
    }

    /// Waits until a text is in the journal, which is written beside the screen: a kill may come before that.
    #[track_caller]
    pub(crate) fn wait_for_journal(&self, text: &str) {
        let state = self.folder.path().join("state");
        let holds = |path: &PathBuf| fs::read_to_string(path).is_ok_and(|journal| journal.contains(text));
        eventually(&format!("{text} in a journal"), || session_journals(&state).iter().any(holds));
    }

    /// What an earlier run left behind is shown and put back.
    #[track_caller]
    pub(crate) fn put_back(&self, text: &str) -> Terminal {
        assert!(!self.text().contains(text), "nothing was saved yet");
        let mut terminal = self.open();
        terminal.wait_for(&words().screen.recovery_title);
        terminal.wait_for(text);
        terminal.press("\r");
        terminal.wait_until_gone(&words().screen.recovery_title);
        terminal
    }

    /// A word that was being typed comes back in its field, and is in the file after leaving.
    #[track_caller]
    pub(crate) fn gets_back(&self, text: &str) {
        let mut terminal = self.put_back(text);
        terminal.wait_for(text);
        terminal.finish();
        terminal.leave();
        assert!(self.text().contains(text), "{text} is in the file");
        // It comes back once.
        let mut terminal = self.open();
        terminal.press("3\t\t\t");
        terminal.wait_for(text);
        terminal.leave();
    }
}

pub(crate) fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("a window of some size")
}

/// A terminal with the program in it.
pub(crate) struct Terminal {
    master: Box<dyn MasterPty + Send>,
    /// Kept open, so that the settings of the terminal can be asked for when the program is gone.
    slave: Option<Box<dyn SlavePty + Send>>,
    writer: Box<dyn Write + Send>,
    pub(crate) process: Pid,
    output: Receiver<Vec<u8>>,
    pub(crate) ended: Receiver<ExitStatus>,
    status: Option<ExitStatus>,
    /// Set for the reader to end after what it reads next.
    is_closing: Arc<AtomicBool>,
    pub(crate) parser: vt100::Parser,
    settings: String,
}

impl Terminal {
    pub(crate) fn start(command: CommandBuilder) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let settings = format!("{:?}", pair.master.get_termios());
        let mut reader = pair.master.try_clone_reader().expect("its output");
        let writer = pair.master.take_writer().expect("its keys");
        let mut child = pair.slave.spawn_command(command).expect("the program starts");
        let process = child.process_id().and_then(|id| Pid::from_raw(id.cast_signed())).expect("it runs");
        let (ending, ended) = mpsc::channel();
        thread::spawn(move || ending.send(child.wait().expect("it ends")));
        let (sending, output) = mpsc::channel();
        let is_closing = Arc::new(AtomicBool::new(false));
        let closing = Arc::clone(&is_closing);
        thread::spawn(move || {
            let mut bytes = vec![0; 64 * 1024];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sending.send(bytes[..count].to_vec()).is_err() || closing.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        let parser = vt100::Parser::new(cells(24), cells(80), 0);
        let slave = Some(pair.slave);
        Self { master: pair.master, slave, writer, process, output, ended, status: None, is_closing, parser, settings }
    }

    pub(crate) fn press(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).expect("keys arrive");
        self.writer.flush().expect("keys arrive");
    }

    pub(crate) fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    #[track_caller]
    pub(crate) fn wait_until(&mut self, what: &str, holds: impl Fn(&str) -> bool) {
        assert!(self.lives_until(what, holds), "{what} is not there when it ends:\n{}", self.screen());
    }

    /// Waits for something to be seen; false if the program ends before. That is noticed only after
    /// [`Terminal::let_go`].
    #[track_caller]
    pub(crate) fn lives_until(&mut self, what: &str, holds: impl Fn(&str) -> bool) -> bool {
        let deadline = Instant::now() + DEADLINE;
        while !holds(&self.screen()) {
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(RecvTimeoutError::Disconnected) => return false,
                Err(RecvTimeoutError::Timeout) => panic!("{what} is not there:\n{}", self.screen()),
            }
        }
        true
    }

    /// Leaves the terminal to the program alone, so that its end is the end of what can be read.
    pub(crate) fn let_go(&mut self) {
        self.slave = None;
    }

    #[track_caller]
    pub(crate) fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |screen| screen.contains(text));
    }

    /// The same for a sentence that may be broken over rows.
    #[track_caller]
    pub(crate) fn wait_for_words(&mut self, text: &str) {
        self.wait_until(text, |screen| screen.split_whitespace().collect::<Vec<_>>().join(" ").contains(text));
    }

    #[track_caller]
    pub(crate) fn wait_until_gone(&mut self, text: &str) {
        self.wait_until(&format!("a screen without {text}"), |screen| !screen.contains(text));
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.parser.screen_mut().set_size(cells(rows), cells(columns));
        self.master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).expect("another size");
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.process, signal).expect("it runs");
    }

    /// Stops it for a while, as a shell does with a program that is put aside.
    pub(crate) fn stop_and_continue(&self) {
        self.signal(Signal::TSTP);
        let stat = format!("/proc/{}/stat", self.process.as_raw_nonzero());
        let is_stopped = |stat: String| stat.rsplit(')').next().is_some_and(|state| state.starts_with(" T"));
        if cfg!(target_os = "linux") {
            eventually("it stops", || fs::read_to_string(&stat).is_ok_and(is_stopped));
        }
        self.signal(Signal::CONT);
    }

    pub(crate) fn is_alive(&mut self) -> bool {
        self.status = self.status.take().or_else(|| self.ended.try_recv().ok());
        self.status.is_none()
    }

    #[track_caller]
    pub(crate) fn wait_for_end(&mut self) -> ExitStatus {
        if self.is_alive() {
            self.status = self.ended.recv_timeout(DEADLINE).ok();
        }
        self.status.clone().unwrap_or_else(|| panic!("it does not end:\n{}", self.screen()))
    }

    /// Waits for the program to end; the exit code, or none after a signal, and what is left on the terminal.
    #[track_caller]
    pub(crate) fn end(mut self) -> (ExitStatus, Self) {
        let status = self.wait_for_end();
        let settings = format!("{:?}", self.master.get_termios());
        self.let_go();
        while let Ok(bytes) = self.output.recv_timeout(DEADLINE) {
            self.parser.process(&bytes);
        }
        let before = std::mem::replace(&mut self.settings, settings);
        self.settings = if before == self.settings { String::new() } else { before };
        (status, self)
    }

    /// Waits for the end, with this exit code and a terminal as it was; what is on it then.
    #[track_caller]
    pub(crate) fn ends_with(self, code: u32) -> String {
        let (status, terminal) = self.end();
        assert_eq!((status.exit_code(), status.signal()), (code, None), "{}", terminal.screen());
        terminal.is_as_before();
        terminal.parser.screen().contents()
    }

    /// The program that ended left nothing behind in the terminal.
    #[track_caller]
    pub(crate) fn is_as_before(&self) {
        let screen = self.parser.screen();
        assert_eq!(self.settings, "", "the terminal takes keys as before");
        assert!(!screen.alternate_screen(), "the screen from before is back");
        assert!(!screen.bracketed_paste(), "pasting is as before");
        assert!(!screen.hide_cursor(), "the cursor is back");
    }

    /// Lets it run for so long.
    pub(crate) fn runs_for(&mut self, time: Duration) {
        if self.status.is_none() {
            self.status = self.ended.recv_timeout(time).ok();
        }
    }

    /// Is ready with the form.
    #[track_caller]
    pub(crate) fn finish(&mut self) {
        self.wait_for(IN_THE_FORM);
        self.press("\x1b");
        self.wait_until_gone(IN_THE_FORM);
    }

    /// Leaves as a user does.
    #[track_caller]
    pub(crate) fn leave(mut self) {
        self.press("q");
        assert_eq!(self.ends_with(0).trim(), "", "nothing is told");
    }

    /// Closes the window.
    pub(crate) fn close(mut self) -> Receiver<ExitStatus> {
        // The reader holds an end of the terminal too, and lets go of it after what a last key brings.
        self.is_closing.store(true, Ordering::SeqCst);
        self.press("!");
        while self.output.recv_timeout(DEADLINE).is_ok() {}
        self.ended
    }
}

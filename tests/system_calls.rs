//! The real program, killed at every system call with which it saves, and each of those calls failing with each of ten
//! errors: the file is the old or the new one, what the screen calls saved is in it, and what was typed comes back.
//!
//! `strace` does the killing and failing, so this runs only when asked for, as `.ci/run` does:
//! `cargo test --test system_calls`. What a power cut leaves, no system call shows: that is modelled in `tests/saving`.
//!
//! Saving has two threads of its own (`src/store/writer.rs`), and a tracer that holds one of them sees all of its calls
//! and nothing of the screen's. The calls are counted in a run without trouble; then each of them has a run of its own.
#![cfg(target_os = "linux")]

#[path = "support/terminal.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod terminal;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::{BufRead, BufReader};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::thread;

use rustix::process::{Pid, Signal, kill_process};
use terminal::{Fresh, Terminal, eventually, saved, session_journals, words};
use werksessie::store::disk::RealDisk;
use werksessie::store::journal::{Fingerprint, find_abandoned};
use werksessie::store::save::Base;

/// A small one: fewer calls to read it, and all of them in every run.
const SESSION: &str = "havenbuurt-2026-11-19.ron";
/// What is typed behind what two fields of [`SESSION`] hold, and the keys that open the field.
const FIRST: Edit =
    Edit { keys: "\r", before: "\"Havenbuurt\"", typed: " aan de kade", after: "\"Havenbuurt aan de kade\"" };
const SECOND: Edit =
    Edit { keys: "\r\t", before: "\"Merendam\"", typed: " en omstreken", after: "\"Merendam en omstreken\"" };
/// In the footer of a form, to see that it is open.
const IN_A_FORM: &str = "volgend veld";
const THREADS: [&str; 2] = ["saving", "journal"];
/// Every call with which a program reads or changes files; on some machines some go by another name.
const CALLS: &str = "?open,openat,?stat,?lstat,?newfstatat,?fstat,statx,?readlink,readlinkat,getcwd,read,pread64,write,\
    pwrite64,writev,lseek,fsync,fdatasync,?rename,?renameat,renameat2,?unlink,unlinkat,?link,linkat,?mkdir,mkdirat,flock,\
    fcntl,?chmod,fchmod,?chown,fchown,ftruncate,getdents64,close";
const ERRORS: [&str; 10] =
    ["ENOSPC", "EIO", "EDQUOT", "EROFS", "EACCES", "EPERM", "EINTR", "EMFILE", "ENOMEM", "EFBIG"];
/// The machine has two cores, and a program that is typed into mostly waits.
const AT_ONCE: usize = 4;

/// A change of a field.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Edit {
    keys: &'static str,
    before: &'static str,
    typed: &'static str,
    after: &'static str,
}

/// One call among those that a thread makes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Call {
    thread: &'static str,
    name: String,
    /// Among the calls of this name, from 1.
    number: usize,
}

impl fmt::Display for Call {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} number {} of the thread {}", self.name, self.number, self.thread)
    }
}

/// What happens at a call.
#[derive(Clone, Copy)]
enum Trouble {
    Killed,
    /// Fails once.
    Fails(&'static str),
    /// Fails, with every call of its name that follows.
    KeepsFailing(&'static str),
}

/// A call and what happens there.
#[derive(Clone)]
struct Case {
    call: Call,
    trouble: Trouble,
}

impl fmt::Display for Case {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.trouble {
            Trouble::Killed => write!(formatter, "killed at {}", self.call),
            Trouble::Fails(error) => write!(formatter, "{error} at {}", self.call),
            Trouble::KeepsFailing(error) => write!(formatter, "{error} from {} on", self.call),
        }
    }
}

impl Case {
    fn injection(&self) -> String {
        let Call { name, number, .. } = &self.call;
        match self.trouble {
            Trouble::Killed => format!("inject={name}:signal=KILL:when={number}"),
            Trouble::Fails(error) => format!("inject={name}:error={error}:when={number}"),
            Trouble::KeepsFailing(error) => format!("inject={name}:error={error}:when={number}+"),
        }
    }
}

/// A tracer that holds threads of a running program.
struct Tracer {
    strace: Child,
    /// Kept open: it may have more to say.
    _told: BufReader<std::process::ChildStderr>,
    log: PathBuf,
}

impl Tracer {
    fn hold(program: Pid, threads: &[&str], injection: Option<&str>, log: &Path) -> Self {
        let numbers: Vec<_> = threads.iter().map(|thread| idle_thread(program, thread)).collect();
        let mut command = Command::new("strace");
        command.arg("-o").arg(log).arg("-y").arg("-e").arg(format!("trace={CALLS}"));
        if let Some(injection) = injection {
            command.args(["-e", injection]);
        }
        for number in &numbers {
            command.args(["-p", number]);
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut strace = command.spawn().expect("strace is installed");
        let mut told = BufReader::new(strace.stderr.take().expect("it is piped"));
        for _ in &numbers {
            let mut line = String::new();
            told.read_line(&mut line).expect("readable");
            assert!(line.ends_with("attached\n"), "strace may not trace here: {line}");
        }
        Self { strace, _told: told, log: log.to_owned() }
    }

    /// Lets the program go on without trouble, if it still runs. What was traced.
    fn end(mut self) -> String {
        // It ends by itself with the program; then there is nobody to tell.
        if let Some(process) = Pid::from_raw(self.strace.id().cast_signed()) {
            kill_process(process, Signal::TERM).ok();
        }
        self.strace.wait().expect("it ends");
        fs::read_to_string(&self.log).expect("the log is there")
    }
}

/// The number of a thread that is waiting for something to do.
fn idle_thread(program: Pid, name: &str) -> String {
    let threads = PathBuf::from(format!("/proc/{}/task", program.as_raw_nonzero()));
    let is_idle = |thread: &Path| {
        let status = fs::read_to_string(thread.join("syscall")).unwrap_or_default();
        let comm = fs::read_to_string(thread.join("comm")).unwrap_or_default();
        // The number of `futex`, by which threads wait for each other.
        comm.trim_end() == name && ["202 ", "98 "].iter().any(|futex| status.starts_with(futex))
    };
    let find = || {
        let mut entries = fs::read_dir(&threads).into_iter().flatten().flatten().map(|entry| entry.path());
        entries.find(|thread| is_idle(thread))
    };
    eventually(&format!("the thread {name}, without work"), || find().is_some());
    let thread = find().expect("it stays so until it is asked");
    thread.file_name().expect("a number").to_string_lossy().into_owned()
}

/// How often a thread made each call, from what was traced of it alone.
fn counted(thread: &'static str, traced: &str) -> Vec<Call> {
    let mut counts = BTreeMap::<&str, usize>::new();
    for line in traced.lines() {
        if let Some((name, _)) = line.split_once('(')
            && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        {
            *counts.entry(name).or_default() += 1;
        }
    }
    let calls = counts.into_iter().flat_map(|(name, count)| (1..=count).map(move |number| (name, number)));
    calls.map(|(name, number)| Call { thread, name: name.to_owned(), number }).collect()
}

/// A program with a session, and what became of what was typed into it.
struct Run {
    fresh: Fresh,
    terminal: Terminal,
    /// The file before, and after each edit.
    texts: [String; 3],
    /// What was seen in the journal before the program ended: it must come back.
    journalled: Vec<Edit>,
    /// What the screen called saved: it must be in the file.
    saved: Vec<Edit>,
}

impl Run {
    fn new() -> Self {
        let fresh = Fresh::new();
        let mut terminal = open(&fresh);
        terminal.let_go();
        // The form of the neighbourhood.
        terminal.press("\t");
        let old = fs::read_to_string(fresh.sessions().join(SESSION)).expect("the session is there");
        let first = old.replacen(FIRST.before, FIRST.after, 1);
        let second = first.replacen(SECOND.before, SECOND.after, 1);
        Self { fresh, terminal, texts: [old, first, second], journalled: Vec::new(), saved: Vec::new() }
    }

    fn hold(&self, case: &Case) -> Tracer {
        let log = self.fresh.folder.path().join("traced");
        Tracer::hold(self.terminal.process, &[case.call.thread], Some(&case.injection()), &log)
    }

    fn file(&self) -> PathBuf {
        self.fresh.sessions().join(SESSION)
    }

    fn state(&self) -> PathBuf {
        self.fresh.folder.path().join("state")
    }

    /// How many edits are in the file, which is whole at any moment.
    #[track_caller]
    fn edits_in_the_file(&self) -> usize {
        let text = fs::read_to_string(self.file()).expect("the file is there");
        let edits = self.texts.iter().position(|expected| *expected == text);
        edits.unwrap_or_else(|| panic!("neither the old file nor a new one:\n{text}"))
    }

    /// Types into a field; false if the program ended meanwhile.
    fn type_in(&mut self, edit: Edit) -> bool {
        self.terminal.press(edit.keys);
        if !self.terminal.lives_until("a form", |screen| screen.contains(IN_A_FORM)) {
            return false;
        }
        self.terminal.press(&format!("\x1b[200~{}\x1b[201~", edit.typed));
        self.terminal.lives_until(edit.typed, |screen| screen.contains(edit.after.trim_matches('"')))
    }

    /// Waits until what is being typed is safe from a crash of the program; false if it ends before.
    fn is_journalled(&mut self, edit: Edit) -> bool {
        let state = self.state();
        eventually("what is being typed, in the journal", || {
            is_in_a_journal(&state, edit.typed) || !self.terminal.is_alive()
        });
        if !is_in_a_journal(&state, edit.typed) {
            return false;
        }
        self.journalled.push(edit);
        true
    }

    /// Leaves the field and waits for what becomes of it; false if the program ended meanwhile.
    fn confirm(&mut self, edit: Edit) -> bool {
        self.terminal.press("\x1b");
        let saving = format!("◌ {}", words().screen.saving);
        // The header is painted before the footer is.
        let is_told = |screen: &str| !screen.contains(IN_A_FORM) && !screen.contains(&saving);
        if !self.terminal.lives_until("what became of it", is_told) {
            return false;
        }
        if self.says_saved() {
            self.saved.push(edit);
        }
        true
    }

    /// Two edits and away, as far as it comes.
    fn ordinary(&mut self) {
        let edited = |edit| self.type_in(edit) && self.is_journalled(edit) && self.confirm(edit);
        if [FIRST, SECOND].into_iter().all(edited) {
            self.terminal.press("q");
        }
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.fresh.sessions()).expect("the folder is there");
        entries.map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned()).collect()
    }

    fn says_saved(&self) -> bool {
        self.terminal.screen().contains(&saved())
    }

    /// What was promised before the program ended is in the file, or comes back at the next start.
    fn keeps_its_promises(self) {
        assert!(self.edits_in_the_file() >= self.saved.len(), "the screen said it was saved");
        let base = Base::Known(fs::read(self.file()).expect("it is there"));
        let state = self.state().join("werksessie");
        let left = find_abandoned(&RealDisk, &state, &self.file(), Fingerprint::from(&base)).expect("readable");
        assert!(left.iter().all(|left| left.unsaved.fits), "nobody else wrote the file");
        let is_left = !left.is_empty();
        drop(left);
        let mut terminal = open(&self.fresh);
        if is_left {
            terminal.wait_for(&words().screen.recovery_title);
            terminal.press("\r");
            terminal.wait_until_gone(&words().screen.recovery_title);
        }
        // From wherever it is: a word that was being typed is back in its field.
        terminal.press("\x11");
        terminal.ends_with(0);
        assert!(self.edits_in_the_file() >= self.journalled.len(), "it was in the journal");
        assert_eq!(session_journals(&self.state()), [PathBuf::new(); 0], "nothing is left to bring back");
    }
}

/// Whether a text is kept outside the file.
fn is_in_a_journal(state: &Path, text: &str) -> bool {
    let holds = |path: &PathBuf| fs::read_to_string(path).is_ok_and(|journal| journal.contains(text));
    session_journals(state).iter().any(holds)
}

fn open(fresh: &Fresh) -> Terminal {
    let mut terminal = fresh.start(&["open", &format!("sessions/{SESSION}")], &[]);
    terminal.wait_for("· ronde 1");
    terminal
}

/// The calls of a run in which nothing goes wrong.
fn calls(of: &[&'static str], run: impl Fn(&mut Run)) -> Vec<Call> {
    let mut calls = Vec::new();
    for thread in of {
        let mut undisturbed = Run::new();
        let log = undisturbed.fresh.folder.path().join("traced");
        let tracer = Tracer::hold(undisturbed.terminal.process, &[thread], None, &log);
        run(&mut undisturbed);
        undisturbed.terminal.wait_for_end();
        calls.extend(counted(thread, &tracer.end()));
    }
    calls
}

/// Runs all cases, some at once, and tells which fail; after a few there is enough to think about.
fn each(cases: Vec<Case>, check: impl Fn(&Case) + Sync) {
    let count = cases.len();
    let (cases, failed) = (Mutex::new(cases.into_iter()), Mutex::new(Vec::new()));
    let fails = || failed.lock().expect("no case panics while it has this");
    let next = || cases.lock().expect("as above").next().filter(|_| fails().len() < AT_ONCE);
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(case) = next() {
                    if catch_unwind(AssertUnwindSafe(|| check(&case))).is_err() {
                        fails().push(case.to_string());
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().expect("as above");
    assert!(failed.is_empty(), "of {count}:\n{}", failed.join("\n"));
}

#[test]
fn killed_at_any_call_it_loses_nothing_that_it_promised() {
    let calls = calls(&THREADS, Run::ordinary);
    assert!(calls.len() > 100, "two saves make more calls: {}", calls.len());
    let cases = calls.into_iter().map(|call| Case { call, trouble: Trouble::Killed }).collect();
    each(cases, |case| {
        let mut run = Run::new();
        let tracer = run.hold(case);
        run.ordinary();
        let ended = run.terminal.wait_for_end();
        tracer.end();
        assert!(ended.signal().is_some(), "the call was not made");
        run.keeps_its_promises();
    });
}

#[test]
fn whatever_call_fails_the_screen_tells_the_truth_and_all_is_saved_in_the_end() {
    let one_edit = |run: &mut Run| {
        assert!(run.type_in(FIRST) && run.is_journalled(FIRST) && run.confirm(FIRST));
        run.terminal.press("q");
    };
    let mut cases = Vec::new();
    for call in calls(&THREADS, one_edit) {
        for error in ERRORS {
            cases.push(Case { call: call.clone(), trouble: Trouble::Fails(error) });
            // A call that is interrupted is tried again, and there is no machine on which that never ends.
            if error != "EINTR" {
                cases.push(Case { call: call.clone(), trouble: Trouble::KeepsFailing(error) });
            }
        }
    }
    assert!(cases.len() > 1000, "one save makes more calls: {}", cases.len());
    each(cases, |case| {
        let mut run = Run::new();
        let tracer = run.hold(case);
        assert!(run.type_in(FIRST) && run.confirm(FIRST), "it goes on");
        let is_saved = run.says_saved();
        let words = &words().screen;
        if is_saved {
            assert_eq!(run.edits_in_the_file(), 1, "the screen says that it is saved");
        } else {
            let screen = run.terminal.screen();
            assert!([&words.not_saved, &words.disk_full].iter().any(|word| screen.contains(*word)), "{screen}");
            assert!(is_in_a_journal(&run.state(), FIRST.typed), "it is somewhere");
            assert_ne!(case.call.thread, "journal", "a journal in trouble keeps no file from being saved");
        }
        // What keeps failing is over once it has been told.
        let is_over = !is_saved && matches!(case.trouble, Trouble::KeepsFailing(_));
        let traced = if is_over { Ok(tracer.end()) } else { Err(tracer) };
        if !is_saved && case.injection().contains("ENOSPC") {
            // By itself, without a key.
            run.terminal.wait_for(&saved());
        } else if !is_saved {
            assert!(run.type_in(SECOND) && run.confirm(SECOND), "it goes on");
            run.terminal.wait_for(&saved());
        }
        run.terminal.press("q");
        let ended = run.terminal.wait_for_end();
        assert_eq!((ended.exit_code(), ended.signal()), (0, None));
        assert!(traced.unwrap_or_else(Tracer::end).contains("INJECTED"), "the call was not made");
        let edits = 1 + usize::from(!is_saved && !case.injection().contains("ENOSPC"));
        assert_eq!(run.edits_in_the_file(), edits, "all is saved in the end");
        let names = run.names();
        let is_left = names.iter().any(|name| name.ends_with(".tmp"));
        assert!(!is_left || case.call.name.contains("unlink"), "nothing is left behind: {names:?}");
        run.keeps_its_promises();
    });
}

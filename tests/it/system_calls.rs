//! The real program, killed at every system call with which it saves, and each of those calls failing with each of ten
//! errors: the file is the old or the new one, what the screen calls saved is in it, and what was typed comes back.
//!
//! `strace` does the killing and failing, so this runs only when asked for, as `.ci/run` does:
//! `cargo test --test it system_calls:: -- --ignored`. What a power cut leaves, no system call shows: that is modelled in `tests/saving`.
//!
//! Saving has three threads of its own (`src/store/safety/saver.rs`), and a tracer that holds one of them sees all of its calls
//! and nothing of the screen's. The calls are counted in a run without trouble; then each of them has a run of its own.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::thread;

use crate::support::terminal::{Fresh, Terminal, eventually, saved, session_journals, words};
use rustix::process::{Pid, Signal, kill_process};
use werksessie::store::disk::RealDisk;
use werksessie::store::safety::journal::{Fingerprint, JournalQuery, find_abandoned};
use werksessie::store::safety::save::Base;

/// A small one: fewer calls to read it, and all of them in every run.
const SESSION: &str = "havenbuurt-2026-11-19.ron";
/// What is typed behind what two fields of [`SESSION`] hold, and the keys that open the field.
const FIRST: Edit =
    Edit { keys: "\r", before: "\"Havenbuurt\"", typed: " aan de kade", after: "\"Havenbuurt aan de kade\"" };
const SECOND: Edit =
    Edit { keys: "\r\t", before: "\"Merendam\"", typed: " en omstreken", after: "\"Merendam en omstreken\"" };
/// In the footer of a form, to see that it is open.
const IN_A_FORM: &str = "volgend veld";
const THREADS: [&str; 3] = ["saving", "journal", "syncing"];
pub(crate) const SCREEN: &str = "werksessie";
/// Every call with which a program reads or changes files; on some machines some go by another name.
const CALLS: &str = "?open,openat,?stat,?lstat,?newfstatat,?fstat,statx,?readlink,readlinkat,getcwd,read,pread64,write,\
    pwrite64,writev,lseek,fsync,fdatasync,?rename,?renameat,renameat2,?unlink,unlinkat,?link,linkat,?mkdir,mkdirat,flock,\
    fcntl,?chmod,fchmod,?chown,fchown,ftruncate,getdents64,close";
const ERRORS: [&str; 10] =
    ["ENOSPC", "EIO", "EDQUOT", "EROFS", "EACCES", "EPERM", "EINTR", "EMFILE", "ENOMEM", "EFBIG"];
/// The machine has two cores, and a program that is typed into mostly waits.
const AT_ONCE: usize = 4;
const TRIES: usize = 10;

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
pub(crate) struct Tracer {
    strace: Child,
    /// Kept open: it may have more to say.
    _told: BufReader<std::process::ChildStderr>,
    log: PathBuf,
}

impl Tracer {
    pub(crate) fn hold(program: Pid, threads: &[&str], injection: Option<&str>, log: &Path) -> Self {
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
    pub(crate) fn end(mut self) -> String {
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
    texts: Vec<String>,
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
        Self { fresh, terminal, texts: vec![old, first, second], journalled: Vec::new(), saved: Vec::new() }
    }

    fn hold(&self, threads: &[&str], injection: Option<&str>) -> Tracer {
        Tracer::hold(self.terminal.process, threads, injection, &self.fresh.folder.path().join("traced"))
    }

    fn hold_for(&self, case: &Case) -> Tracer {
        self.hold(&[case.call.thread], Some(&case.injection()))
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

    fn edit(&mut self, edit: Edit) -> bool {
        self.type_in(edit) && self.is_journalled(edit) && self.confirm(edit)
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
        let base = Base::Known(fs::read(self.file()).expect("it is there").into());
        let state = self.state().join("werksessie");
        let path = self.file();
        let file = JournalQuery { path: &path, session: "", on_disk: Fingerprint::from(&base), is_in: &|_| false };
        let left = find_abandoned(&RealDisk, &state, &file).expect("readable");
        let is_ours_alone = self.texts.len() == 3;
        assert!(left.iter().all(|left| left.unsaved.fits || !is_ours_alone), "nobody else wrote the file");
        let is_left = !left.is_empty();
        drop(left);
        let mut terminal = open(&self.fresh);
        if is_left {
            put_back(&mut terminal);
        }
        // From wherever it is: a word that was being typed is back in its field.
        terminal.press("\x11");
        terminal.ends_with(0);
        assert!(self.edits_in_the_file() >= self.journalled.len(), "it was in the journal");
        assert!(session_journals(&self.state()).is_empty(), "nothing is left to bring back");
    }
}

/// Puts back what an earlier run left behind.
fn put_back(terminal: &mut Terminal) -> bool {
    terminal.wait_for(&words().screen.recovery_title);
    terminal.press("\r");
    terminal.lives_until("the screen behind it", |screen| !screen.contains(&words().screen.recovery_title))
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
fn calls(threads: &[&'static str], begin: fn() -> Run, go_on: fn(&mut Run) -> bool) -> Vec<Call> {
    let mut calls = Vec::new();
    for thread in threads {
        let mut undisturbed = begin();
        let tracer = undisturbed.hold(&[thread], None);
        assert!(go_on(&mut undisturbed), "nothing goes wrong");
        undisturbed.terminal.press("q");
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

/// Kills the program at each call that these threads make after the beginning, and looks what is left.
fn killed_at_each(threads: &[&'static str], begin: fn() -> Run, go_on: fn(&mut Run) -> bool, check: fn(Run)) {
    let mut calls = calls(threads, begin, go_on);
    // The thread of the screen does much else; of the files it only renames what was left behind, and syncs that.
    calls.retain(|call| call.thread != SCREEN || ["rename", "renameat", "fsync"].contains(&&*call.name));
    for thread in threads {
        assert!(calls.iter().any(|call| call.thread == *thread), "{thread} has something to do");
    }
    let cases = calls.into_iter().map(|call| Case { call, trouble: Trouble::Killed }).collect();
    each(cases, |case| {
        // What comes together from several threads is not cut into the same calls each time.
        for _ in 0..TRIES {
            let mut run = begin();
            let tracer = run.hold_for(case);
            if go_on(&mut run) {
                run.terminal.press("q");
            }
            let ended = run.terminal.wait_for_end();
            tracer.end();
            check(run);
            if ended.signal().is_some() {
                return;
            }
        }
        panic!("the call was not made");
    });
}

#[test]
#[ignore = "needs strace"]
fn killed_at_any_call_it_loses_nothing_that_it_promised() {
    killed_at_each(&THREADS, Run::new, |run| run.edit(FIRST) && run.edit(SECOND), Run::keeps_its_promises);
}

/// A program that shows what an earlier one left behind.
fn crashed() -> Run {
    let mut run = Run::new();
    assert!(run.type_in(FIRST) && run.is_journalled(FIRST));
    run.terminal.signal(Signal::KILL);
    run.terminal.wait_for_end();
    run.terminal = open(&run.fresh);
    run.terminal.let_go();
    run
}

#[test]
#[ignore = "needs strace"]
fn killed_while_it_puts_back_it_puts_back_again() {
    let go_on = |run: &mut Run| put_back(&mut run.terminal) && run.confirm(FIRST);
    killed_at_each(&[SCREEN, "saving", "journal"], crashed, go_on, Run::keeps_its_promises);
}

#[test]
#[ignore = "needs strace"]
fn what_is_put_back_on_a_full_disk_is_not_set_aside() {
    let mut run = crashed();
    let tracer = run.hold(&THREADS, Some("inject=write:error=ENOSPC"));
    assert!(put_back(&mut run.terminal) && run.confirm(FIRST));
    assert!(!run.says_saved());
    run.terminal.signal(Signal::KILL);
    run.terminal.wait_for_end();
    tracer.end();
    run.keeps_its_promises();
}

#[test]
#[ignore = "needs strace"]
fn killed_while_it_merges_it_loses_nothing_of_either() {
    let go_on = |run: &mut Run| {
        if !run.type_in(FIRST) || !run.is_journalled(FIRST) {
            return false;
        }
        run.texts.truncate(2);
        for text in &mut run.texts {
            *text = text.replacen("Kantine van de roeivereniging", "Van de ander", 1);
        }
        fs::write(run.file(), &run.texts[0]).expect("written by somebody else");
        let told = words().screen.came_in(words().count(1u8), "").trim_end().to_owned();
        let is_merged = |screen: &str| screen.contains(&told) && screen.contains(&saved());
        run.terminal.lives_until("what came in", is_merged) && run.confirm(FIRST)
    };
    killed_at_each(&THREADS, Run::new, go_on, |run| {
        // Killed before another process wrote.
        if run.texts.len() == 2 {
            run.keeps_its_promises();
        }
    });
}

#[test]
#[ignore = "needs strace"]
fn killed_while_it_saves_under_another_name_it_loses_nothing() {
    let begin = || {
        let run = Run::new();
        fs::set_permissions(run.file(), Permissions::from_mode(0o444)).expect("ours");
        run
    };
    let go_on = |run: &mut Run| {
        if !run.edit(FIRST) {
            return false;
        }
        assert!(!run.says_saved(), "the file is marked read-only");
        run.terminal.press("\x13");
        let is_asked = |screen: &str| screen.contains(&words().screen.save_as_title);
        if !run.terminal.lives_until("the question for a name", is_asked) {
            return false;
        }
        run.terminal.press("\x1b[200~anders\x1b[201~\r");
        run.terminal.lives_until("saved there", |screen| screen.contains(&saved()))
    };
    killed_at_each(&THREADS, begin, go_on, |run| {
        fs::set_permissions(run.file(), Permissions::from_mode(0o644)).expect("ours");
        assert_eq!(run.edits_in_the_file(), 0, "it was to stay as it was");
        match fs::read_to_string(run.file().with_file_name("anders.ron")) {
            Ok(text) => assert_eq!(text, run.texts[1]),
            Err(_) => run.keeps_its_promises(),
        }
    });
}

#[test]
#[ignore = "needs strace"]
fn on_a_disk_in_trouble_all_stays_on_the_screen_and_is_saved_when_it_is_over() {
    let words = words();
    let screen = &words.screen;
    let troubles = [
        ("inject=write:error=ENOSPC", &*screen.disk_full),
        ("inject=openat:error=EROFS", &screen.not_saved),
        ("inject=fsync,fdatasync:error=EIO", &screen.not_saved),
    ];
    let places = [(&THREADS[..], &*screen.leaving_unsafe_text), (&THREADS[..1], &screen.leaving_text)];
    let check = |(injection, word): (&str, &str), (threads, text): (&[&str], &str)| {
        let mut run = Run::new();
        let tracer = run.hold(threads, Some(injection));
        assert!(run.type_in(FIRST) && run.confirm(FIRST));
        run.terminal.wait_for(word);
        run.terminal.press("q");
        run.terminal.wait_for(&screen.leaving_title);
        let in_one = |text: &str| text.split_whitespace().collect::<String>();
        let shown = run.terminal.screen();
        assert!(in_one(&shown).contains(&in_one(text)), "{injection}: {shown}");
        // Another name on the same disk is no better, and the text is still there.
        run.terminal.press("s");
        run.terminal.wait_for(&screen.save_as_title);
        run.terminal.press("\x1b[200~anders\x1b[201~\r");
        run.terminal.wait_until_gone(&screen.save_as_title);
        run.terminal.wait_for(word);
        run.terminal.wait_for(FIRST.after.trim_matches('"'));
        assert_eq!(run.edits_in_the_file(), 0);
        assert!(threads.contains(&"journal") || is_in_a_journal(&run.state(), FIRST.typed), "it is kept");
        tracer.end();
        // By itself, without a key.
        run.terminal.wait_for(&saved());
        run.terminal.press("q");
        let ended = run.terminal.wait_for_end();
        assert_eq!((ended.exit_code(), ended.signal()), (0, None));
        let anders = fs::read_to_string(run.file().with_file_name("anders.ron")).expect("it is there");
        assert_eq!(anders, run.texts[1]);
    };
    // Most of it is waiting for the next try.
    thread::scope(|scope| {
        for (trouble, place) in troubles.into_iter().flat_map(|trouble| places.map(|place| (trouble, place))) {
            scope.spawn(move || check(trouble, place));
        }
    });
}

/// What the model of power cuts in `tests/saving` takes for safe, the system is asked to make safe.
#[test]
#[ignore = "needs strace"]
fn the_text_is_synced_before_it_gets_its_name_and_the_folder_after() {
    let mut run = Run::new();
    let tracer = run.hold(&["saving"], None);
    assert!(run.edit(FIRST));
    let traced = tracer.end();
    let writing = ["write(", "fsync(", "rename("];
    let calls = traced.lines().filter(|line| writing.iter().any(|name| line.starts_with(name)));
    let calls: Vec<_> = calls.map(|line| line.split(", ").next().unwrap_or(line)).collect();
    let [write, sync, rename, sync_folder] = calls[..] else { panic!("{calls:#?}") };
    assert!(write.starts_with("write(") && write.ends_with(".tmp>"), "{write}");
    assert!(sync.starts_with("fsync(") && sync.contains(".tmp>"), "{sync}");
    assert!(rename.starts_with("rename(") && rename.ends_with(".tmp\""), "{rename}");
    assert!(sync_folder.starts_with("fsync(") && sync_folder.contains("/sessions>"), "{sync_folder}");
}

#[test]
#[ignore = "needs strace"]
fn whatever_call_fails_the_screen_tells_the_truth_and_all_is_saved_in_the_end() {
    let mut cases = Vec::new();
    for call in calls(&THREADS, Run::new, |run| run.edit(FIRST)) {
        for error in ERRORS {
            cases.push(Case { call: call.clone(), trouble: Trouble::Fails(error) });
            // A call that is interrupted is tried again, and there is no machine on which that never ends.
            if error != "EINTR" {
                cases.push(Case { call: call.clone(), trouble: Trouble::KeepsFailing(error) });
            }
        }
    }
    assert!(cases.len() > 1000, "one save makes more calls: {}", cases.len());
    each(cases, |case| assert!((0..TRIES).any(|_| is_true_at(case)), "the call was not made"));
}

/// Whether the screen tells the truth where a call fails, and all is saved in the end; false if the call was not made.
fn is_true_at(case: &Case) -> bool {
    let mut run = Run::new();
    let tracer = run.hold_for(case);
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
        run.terminal.wait_for(&saved());
    } else if !is_saved {
        assert!(run.type_in(SECOND) && run.confirm(SECOND), "it goes on");
        run.terminal.wait_for(&saved());
    }
    run.terminal.press("q");
    let ended = run.terminal.wait_for_end();
    assert_eq!((ended.exit_code(), ended.signal()), (0, None));
    let is_made = traced.unwrap_or_else(Tracer::end).contains("INJECTED");
    let edits = 1 + usize::from(!is_saved && !case.injection().contains("ENOSPC"));
    assert_eq!(run.edits_in_the_file(), edits, "all is saved in the end");
    let names = run.names();
    // A lock file that cannot be looked at may be another's: it stays until the next start sweeps the folder.
    let may_stay = |name: &str| name.contains(".lock") && case.call.name.contains("stat");
    let is_left = names.iter().any(|name| name.starts_with('.') && !may_stay(name));
    assert!(!is_left || case.call.name.contains("unlink"), "nothing is left behind: {names:?}");
    run.keeps_its_promises();
    is_made
}

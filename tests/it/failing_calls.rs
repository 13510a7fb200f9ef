//! Every command that writes, with each of its system calls failing with each of ten errors, once and for good: what was there
//! is there whole, or what was asked for is; nothing is called done that is not, and nothing fails without a word. Calls for
//! memory, files and threads are among them, and those of the git that a command starts.
//!
//! `strace` does the failing, so this runs only when asked for: `cargo test --test it failing_calls:: -- --ignored` takes a part
//! of all cases, `FAILING_CALLS=1` all of them, and another number one in so many.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::{LazyLock, Mutex};
use std::thread;

use tempfile::TempDir;
use werksessie::store::form::reading::parse;

use crate::support::sessions;

/// Those that a disk, a limit or a lack of memory brings.
const ERRORS: [&str; 10] =
    ["ENOSPC", "EIO", "EDQUOT", "EROFS", "EACCES", "EPERM", "EMFILE", "ENFILE", "ENOMEM", "EAGAIN"];
/// What the system does for a program before that can tell anybody anything.
const NOT_OURS: [&str; 6] = ["execve", "exit_group", "exit", "arch_prctl", "rt_sigreturn", "restart_syscall"];
/// Calls that are made again for as long as they fail so.
const MADE_AGAIN: [(&str, &str); 2] = [("futex", "EAGAIN"), ("sched_yield", "")];
/// The call for memory that answers with where the memory ends, which did not move where there is no more, and never with
/// an error.
const BREAK: &str = "brk";
const AT_ONCE: usize = 4;
/// Of all cases one in so many is tried, where nothing else is asked for.
const A_PART: u64 = 97;
const LIMIT: &str = "60";

/// A command that writes.
struct Writes {
    arguments: &'static [&'static str],
    /// What it makes or changes.
    target: &'static str,
    /// Whether it makes the same each time: ids are not.
    is_same: bool,
}

/// What is typed into the list of sessions, as lines.
struct Typed {
    lines: &'static str,
    /// Where the session is afterwards.
    place: &'static str,
}

const SESSION: &str = "sessions/wijk.ron";
const THROWN: &str = "sessions/.prullenbak/wijk.ron";
const TYPED: &[Typed] = &[
    Typed { lines: "gooi deze sessie weg\nja\n", place: THROWN },
    Typed { lines: "gooi deze sessie weg\nja\nhaal terug wat is weggegooid\n", place: SESSION },
];
const SHARE: &[&str] = &["share", "clone"];

const COMMANDS: &[Writes] = &[
    Writes { arguments: &["fmt", "loose.ron"], target: "loose.ron", is_same: true },
    Writes { arguments: &["new", "new.ron", "--neighbourhood", "Dorp"], target: "new.ron", is_same: false },
    Writes { arguments: &["next", "a.ron", "--out", "next.ron"], target: "next.ron", is_same: false },
    Writes {
        arguments: &["merge", "a.ron", "a.ron", "b.ron", "--out", "merged.ron"],
        target: "merged.ron",
        is_same: true,
    },
    Writes { arguments: &["merge", "--driver", "a.ron", "ours.ron", "b.ron"], target: "ours.ron", is_same: true },
    Writes {
        arguments: &["import", "people.csv", "--into", "into.ron", "--as", "people"],
        target: "into.ron",
        is_same: false,
    },
    Writes { arguments: &["report", "a.ron", "-o", "r.html"], target: "r.html", is_same: true },
    Writes { arguments: &["report", "a.ron", "-o", "r.xlsx"], target: "r.xlsx", is_same: true },
    Writes {
        arguments: &["tables", "a.ron", "-o", "tables"],
        target: "tables/answers/year=2026/part-1-of-1.ndjson",
        is_same: true,
    },
    Writes { arguments: &["guide", "-o", "g.md"], target: "g.md", is_same: true },
];

/// What is asked of the program.
#[derive(Clone, Copy)]
enum Asked {
    Command(usize),
    Typed(usize),
    Share,
}

impl Asked {
    fn all() -> impl Iterator<Item = Self> {
        (0..COMMANDS.len()).map(Self::Command).chain((0..TYPED.len()).map(Self::Typed)).chain([Self::Share])
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Command(number) => COMMANDS[number].arguments,
            Self::Typed(_) => &["--plain"],
            Self::Share => SHARE,
        }
    }

    fn lines(self) -> &'static str {
        if let Self::Typed(number) = self { TYPED[number].lines } else { "" }
    }
}

/// A call that fails.
#[derive(Clone)]
struct Case {
    asked: Asked,
    name: String,
    number: usize,
    error: &'static str,
    is_for_good: bool,
}

impl Case {
    /// A number of its own, whatever other calls were made: the same cases are tried each time.
    fn draw(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.asked.arguments(), self.asked.lines(), self.injection()).hash(&mut hasher);
        hasher.finish()
    }

    fn injection(&self) -> String {
        let Self { name, number, error, is_for_good, .. } = self;
        let answer = if name == BREAK { "retval=0".to_owned() } else { format!("error={error}") };
        format!("inject={name}:{answer}:when={number}{}", if *is_for_good { "+" } else { "" })
    }
}

/// A folder with what the commands read.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let session = fs::read_to_string(sessions().join("havenbuurt-2026-11-19.ron")).expect("there");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    for name in ["a.ron", "ours.ron", "into.ron"] {
        write(name, &session);
    }
    write("b.ron", &session.replacen("\"Merendam\"", "\"Merendam-West\"", 1));
    write("loose.ron", &session.replacen("    round", "     round", 1));
    write("people.csv", "Naam;Rol\nJoke Smit;Buurvrouw\nAhmed Aydin;Bakker\n");
    for name in ["home", "sessions"] {
        fs::create_dir(folder.path().join(name)).expect("made");
    }
    write(SESSION, &session);
    folder
}

/// A clone in which a session was changed, beside what it was cloned from.
static CLONED: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = folder();
    let git = |place: &str, arguments: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(folder.path().join(place)).args(arguments).env("GIT_CONFIG_NOSYSTEM", "1");
        let told = command.env("HOME", folder.path().join("home")).output().expect("git is installed");
        assert!(told.status.success(), "{arguments:?}: {told:?}");
    };
    git("", &["init", "--quiet", "--bare", "--initial-branch=main", "bare.git"]);
    git("", &["clone", "--quiet", "bare.git", "clone"]);
    for (name, value) in [("user.name", "Joke"), ("user.email", "x@example.org"), ("commit.gpgsign", "false")] {
        git("clone", &["config", name, value]);
    }
    // From wherever it is copied to.
    git("clone", &["remote", "set-url", "origin", "../bare.git"]);
    fs::copy(folder.path().join("a.ron"), folder.path().join("clone/a.ron")).expect("copied");
    git("clone", &["add", "--all"]);
    git("clone", &["commit", "--quiet", "-m", "begin"]);
    git("clone", &["push", "--quiet", "--set-upstream", "origin", "HEAD:main"]);
    fs::copy(folder.path().join("b.ron"), folder.path().join("clone/a.ron")).expect("copied");
    folder
});

/// A folder of which the clone is one more.
fn cloned() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let from = CLONED.path().join(".");
    let copied = Command::new("cp").arg("-r").arg(from).arg(folder.path()).status().expect("cp is installed");
    assert!(copied.success());
    folder
}

/// What others find of the session; none where it cannot be told.
fn shared(folder: &Path) -> Option<Vec<u8>> {
    let told = Command::new("git").current_dir(folder.join("bare.git")).args(["show", "main:a.ron"]).output();
    told.ok().filter(|told| told.status.success()).map(|told| told.stdout)
}

fn run(folder: &Path, asked: Asked, injection: Option<&str>) -> (Output, String) {
    let log = folder.join("home/traced");
    let mut command = Command::new("timeout");
    command.current_dir(folder).args(["-s", "KILL", LIMIT, "strace", "-qq", "-f", "-o"]).arg(&log);
    if let Some(injection) = injection {
        let name = injection.trim_start_matches("inject=").split(':').next().unwrap_or_default();
        command.args(["-e", &format!("trace={name}"), "-e", injection]);
    }
    command.arg(env!("CARGO_BIN_EXE_werksessie")).args(asked.arguments());
    let home = folder.join("home");
    fs::write(home.join("typed"), asked.lines()).expect("written");
    command.stdin(fs::File::open(home.join("typed")).expect("there")).env("GIT_CONFIG_NOSYSTEM", "1");
    command.env("HOME", &home).env("XDG_STATE_HOME", &home).env("LC_ALL", "C").env("RUST_BACKTRACE", "0");
    let output = command.output().expect("strace is installed");
    (output, fs::read_to_string(log).unwrap_or_default())
}

/// The bytes of a file, if it is there.
fn bytes(folder: &Path, name: &str) -> Option<Vec<u8>> {
    fs::read(folder.join(name)).ok()
}

/// Each call that is made, each error, once and for good.
fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for asked in Asked::all() {
        let folder = folder_for(asked);
        let (output, traced) = run(folder.path(), asked, None);
        let target = match asked {
            Asked::Command(number) => COMMANDS[number].target,
            Asked::Typed(number) => TYPED[number].place,
            Asked::Share => "clone/a.ron",
        };
        assert!(bytes(folder.path(), target).is_some(), "{:?}: {output:?}", asked.arguments());
        // Every process and thread counts for itself.
        let mut counts = BTreeMap::<(&str, &str), usize>::new();
        for line in traced.lines() {
            let mut words = line.split_whitespace();
            let (process, call) = (words.next(), words.next().and_then(|call| call.split_once('(')));
            let name = call
                .map(|(name, _)| name)
                .filter(|name| name.chars().all(|it| it.is_ascii_alphanumeric() || it == '_'));
            if let (Some(process), Some(name)) = (process, name.filter(|name| !NOT_OURS.contains(name))) {
                *counts.entry((name, process)).or_default() += 1;
            }
        }
        let mut most = BTreeMap::<&str, usize>::new();
        for ((name, _), count) in counts {
            let known = most.entry(name).or_default();
            *known = count.max(*known);
        }
        for (name, number) in most.into_iter().flat_map(|(name, count)| (1..=count).map(move |number| (name, number))) {
            for (error, is_for_good) in ERRORS.iter().flat_map(|error| [(*error, false), (*error, true)]) {
                let is_answer = name != BREAK || error == "ENOMEM";
                if is_answer && !(is_for_good && MADE_AGAIN.contains(&(name, error))) {
                    cases.push(Case { asked, name: name.to_owned(), number, error, is_for_good });
                }
            }
        }
    }
    cases
}

fn folder_for(asked: Asked) -> TempDir {
    if matches!(asked, Asked::Share) { cloned() } else { folder() }
}

/// Whether the call was made; complains where the program does not keep its word.
fn is_kept(case: &Case, expected: &BTreeMap<usize, Vec<u8>>) -> Result<bool, String> {
    let folder = folder_for(case.asked);
    let told = match case.asked {
        Asked::Command(number) => writes(case, number, folder.path(), expected),
        Asked::Typed(_) => moves(case, folder.path()),
        Asked::Share => shares(case, folder.path()),
    };
    told.map(|traced| traced.contains("INJECTED"))
}

fn complaint(case: &Case, what: &str, output: &Output) -> String {
    let Output { status, stdout, stderr } = output;
    let [out, told] = [stdout, stderr].map(|bytes| String::from_utf8_lossy(bytes));
    format!("{:?}, {}: {what}: {status:?} {out} {told}", case.asked.arguments(), case.injection())
}

/// A command makes what it is asked for, or leaves what there was.
fn writes(case: &Case, number: usize, folder: &Path, expected: &BTreeMap<usize, Vec<u8>>) -> Result<String, String> {
    let Writes { target, is_same, .. } = &COMMANDS[number];
    let before = bytes(folder, target);
    let (output, traced) = run(folder, case.asked, Some(&case.injection()));
    let after = bytes(folder, target);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let fail = |what: &str| Err(complaint(case, what, &output));
    let is_done = match &after {
        Some(after) if *is_same => *after == expected[&number],
        Some(after) => {
            std::str::from_utf8(after).is_ok_and(|text| parse(text).is_ok()) && before.as_ref() != Some(after)
        }
        None => false,
    };
    // What stands beside tables is written after them, so that a part of them may be there.
    let is_part = target.starts_with("tables/") && after.is_some() && !output.status.success();
    if after != before && !is_done && !is_part {
        return fail("neither what was there nor what was asked for");
    }
    // 1 is something to look at, which is told: two versions of a field, or a session that could not be read.
    let is_called_done = output.status.success() || (output.status.code() == Some(1) && told.trim().is_empty());
    if is_called_done && !is_done {
        return fail("it says that it is done");
    }
    // The standard library breaks where it has no memory to begin with, or a folder cannot be closed: aloud, and in its own code.
    if told.contains("panicked at src/") && !is_mute(case) {
        return fail("it broke");
    }
    let is_told = !told.trim().is_empty() || output.status.code().is_none();
    if !output.status.success() && !is_told && !is_mute(case) && !is_done {
        return fail("nothing is told");
    }
    Ok(traced)
}

/// Whether what goes wrong is that something is told.
fn is_mute(case: &Case) -> bool {
    ["write", "writev"].contains(&&*case.name)
}

/// A session is thrown away or brought back, and is where the program says that it is.
fn moves(case: &Case, folder: &Path) -> Result<String, String> {
    let whole = bytes(folder, SESSION);
    let (output, traced) = run(folder, case.asked, Some(&case.injection()));
    let out = String::from_utf8_lossy(&output.stdout);
    let [there, thrown] = [SESSION, THROWN].map(|place| bytes(folder, place));
    if [&there, &thrown].iter().filter(|found| found.is_some()).count() != 1 || there.or(thrown.clone()) != whole {
        return Err(complaint(case, "it is not whole in one place", &output));
    }
    let said = [out.rfind("is weggegooid. Terughalen"), out.rfind("staat er weer")];
    if !is_mute(case) && (said[0] > said[1]) != thrown.is_some() {
        return Err(complaint(case, "it is not where it is said to be", &output));
    }
    let is_told = said[0].is_some() || ["lukte niet", "geen opdracht"].iter().any(|words| out.contains(words));
    if output.status.success() && !is_told && !is_mute(case) {
        return Err(complaint(case, "nothing is told", &output));
    }
    Ok(traced)
}

/// A session is shared, or it is told that it is not; it is here all the same, and can be shared once more.
fn shares(case: &Case, folder: &Path) -> Result<String, String> {
    let [old, new] = ["a.ron", "clone/a.ron"].map(|name| bytes(folder, name));
    let (output, traced) = run(folder, case.asked, Some(&case.injection()));
    let fail = |what: &str| Err(complaint(case, what, &output));
    let found = shared(folder);
    if case.name == "getdents64" && found.is_none() {
        // Git itself, at the other end, overlooks what stands in a folder that it cannot read.
        return Ok(traced);
    }
    if found != old && found != new || bytes(folder, "clone/a.ron") != new {
        return fail("it is not whole");
    }
    if output.status.success() && found != new {
        return fail("it says that it is shared");
    }
    if !output.status.success() && output.status.code().is_some() && output.stderr.is_empty() && !is_mute(case) {
        return fail("nothing is told");
    }
    let (again, _) = run(folder, case.asked, None);
    // Git leaves a lock behind where the disk did not let it take that away.
    let is_locked = !again.status.success() && !again.stderr.is_empty() && is_held(folder);
    if !is_locked && (!again.status.success() || shared(folder) != new) {
        return Err(complaint(case, "it cannot be shared any more", &again));
    }
    Ok(traced)
}

/// Whether git believes that another git is at work.
fn is_held(folder: &Path) -> bool {
    let found = Command::new("find").arg(folder).args(["-name", "*.lock"]).output().expect("find is installed");
    !found.stdout.is_empty()
}

#[expect(clippy::print_stdout, reason = "the figure is what it is run for")]
fn tell(what: &str) {
    println!("{what}");
}

#[test]
#[ignore = "needs strace"]
fn whatever_call_of_a_command_fails_what_was_there_is_whole_and_nothing_is_called_done_that_is_not() {
    let all = cases();
    let count = all.len();
    for asked in Asked::all() {
        let of_it = all
            .iter()
            .filter(|case| (case.asked.arguments(), case.asked.lines()) == (asked.arguments(), asked.lines()));
        tell(&format!("{:?} {:?}: {} cases", asked.arguments(), asked.lines(), of_it.count()));
    }
    let every = std::env::var("FAILING_CALLS").ok().and_then(|every| every.parse().ok()).unwrap_or(A_PART);
    let chosen = all.into_iter().filter(|case| {
        // Sharing starts git twenty times and more.
        let every = if matches!(case.asked, Asked::Share) && every > 1 { every * 7 } else { every };
        case.draw() % every == 0
    });
    let expected: BTreeMap<usize, Vec<u8>> = COMMANDS
        .iter()
        .enumerate()
        .filter_map(|(number, Writes { target, .. })| {
            let folder: TempDir = folder();
            run(folder.path(), Asked::Command(number), None);
            Some((number, bytes(folder.path(), target)?))
        })
        .collect();
    let cases: Mutex<Vec<Case>> = Mutex::new(chosen.collect());
    let (made, failed) = (Mutex::new(0_usize), Mutex::new(Vec::<String>::new()));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let next = cases.lock().expect("nobody panics with it").pop();
                    let Some(case) = next else { return };
                    match is_kept(&case, &expected) {
                        Ok(is_made) => *made.lock().expect("as above") += usize::from(is_made),
                        Err(told) => failed.lock().expect("as above").push(told),
                    }
                }
            });
        }
    });
    let (made, failed) = (made.into_inner().expect("as above"), failed.into_inner().expect("as above"));
    tell(&format!("{made} errors were injected, of {count} cases; {} go wrong", failed.len()));
    assert!(failed.is_empty(), "{} of {made}:\n{}", failed.len(), failed.join("\n"));
    assert!(made > 100, "{made} of {count}");
}

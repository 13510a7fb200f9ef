//! A program that saves as fast as it can, alone or beside another with the same file, on a disk as it is or one where a
//! rename takes 20 ms and a sync 2 s, killed at a random moment: the file is whole, and what was promised is in it or in a
//! journal. `KILLS=10000 cargo test --release --test saving kills::` does so that often; `SEED` chooses the moments.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use werksessie::domain::diff::diff;
use werksessie::domain::edit::{Edit, apply, apply_all};
use werksessie::domain::history::Change;
use werksessie::domain::id::Id;
use werksessie::domain::merge::merge;
use werksessie::domain::records::meeting::Remark;
use werksessie::domain::session::{Item, Section, Session};
use werksessie::domain::value::Value;
use werksessie::store::disk::{
    Access, Contents, DirEntry, Disk, DiskError, DiskFile, LockAttempt, LockGuard, RealDisk, SyncHandle,
};
use werksessie::store::file_news::FileNews;
use werksessie::store::form::reading::{parse, parse_changes};
use werksessie::store::form::text::print;
use werksessie::store::safety::journal::{Fingerprint, JournalQuery, find_abandoned};
use werksessie::store::safety::saver::Flushed;
use werksessie::store::safety::write_lock::WriteLock;
use werksessie::store::session_file::{SessionFile, SessionStore};

const PLACE: &str = "WERKSESSIE_KILLS_PLACE";
const LIMIT: Duration = Duration::from_mins(1);
/// What was typed so long before a kill is never lost.
const AT_RISK: Duration = Duration::from_secs(1);
const SLOW_RENAME: Duration = Duration::from_millis(20);
const SLOW_SYNC: Duration = Duration::from_secs(2);
/// The machine has few processors, and a program that saves mostly waits.
const AT_ONCE: usize = 4;

/// Numbers that follow from a seed (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// The real disk, with a rename as on a network and a sync as on a stick.
struct SlowDisk;

struct SlowFile(Box<dyn DiskFile>);

struct SlowHandle(Box<dyn SyncHandle>);

impl Disk for SlowDisk {
    fn resolve(&self, path: &Path) -> Result<PathBuf, DiskError> {
        RealDisk.resolve(path)
    }

    fn read(&self, path: &Path, limit: u64) -> Result<Contents, DiskError> {
        RealDisk.read(path, limit)
    }

    fn check_writable(&self, path: &Path) -> Result<(), DiskError> {
        RealDisk.check_writable(path)
    }

    fn create(&self, path: &Path, access: Access) -> Result<Box<dyn DiskFile>, DiskError> {
        Ok(Box::new(SlowFile(RealDisk.create(path, access)?)))
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskError> {
        thread::sleep(SLOW_RENAME);
        RealDisk.rename(from, to)
    }

    fn remove(&self, path: &Path) -> Result<(), DiskError> {
        RealDisk.remove(path)
    }

    fn sync_file(&self, path: &Path) -> Result<(), DiskError> {
        thread::sleep(SLOW_SYNC);
        RealDisk.sync_file(path)
    }

    fn sync_folder(&self, folder: &Path) -> Result<(), DiskError> {
        thread::sleep(SLOW_SYNC);
        RealDisk.sync_folder(folder)
    }

    fn list(&self, folder: &Path) -> Result<Vec<DirEntry>, DiskError> {
        RealDisk.list(folder)
    }

    fn create_private_folder(&self, folder: &Path) -> Result<Vec<PathBuf>, DiskError> {
        RealDisk.create_private_folder(folder)
    }

    fn lock(&self, path: &Path) -> Result<Option<LockGuard>, DiskError> {
        RealDisk.lock(path)
    }

    fn lock_briefly(&self, path: &Path) -> Result<LockAttempt, DiskError> {
        RealDisk.lock_briefly(path)
    }

    fn break_lock(&self, path: &Path, holder: u64) -> Result<(), DiskError> {
        RealDisk.break_lock(path, holder)
    }
}

impl DiskFile for SlowFile {
    fn append(&mut self, bytes: &[u8]) -> Result<(), DiskError> {
        self.0.append(bytes)
    }

    fn sync(&mut self) -> Result<(), DiskError> {
        thread::sleep(SLOW_SYNC);
        self.0.sync()
    }

    fn handle(&self) -> Box<dyn SyncHandle> {
        Box::new(SlowHandle(self.0.handle()))
    }
}

impl SyncHandle for SlowHandle {
    fn sync_data(&self) -> Result<(), DiskError> {
        thread::sleep(SLOW_SYNC);
        self.0.sync_data()
    }
}

/// A remark with this text.
fn remark(text: &str) -> Edit {
    let mut values = vec![Value::Empty; Section::Parked.kind().fields.len()];
    values[Remark::text] = Value::text(text);
    Edit::Insert { section: Section::Parked, item: Item { id: Id::new(format!("k-{text}")), values }, after: None }
}

fn texts(session: &Session) -> BTreeSet<String> {
    session.parked.iter().map(|remark| remark.text.to_string()).collect()
}

/// The program that is killed: it tells what it typed, what is safe and what is saved, until its input is closed.
#[test]
#[ignore = "is run by the other"]
fn program() {
    let Ok(place) = env::var(PLACE) else { return };
    let (place, name) = place.rsplit_once('#').expect("a folder and a name");
    let (place, is_slow) = (Path::new(place), name.starts_with("slow"));
    let path = place.join("sessions/wijk.ron");
    let (reports, received) = mpsc::channel();
    let mut file = SessionFile::new(SessionStore {
        disk: if is_slow { Arc::new(SlowDisk) } else { Arc::new(RealDisk) },
        sessions: place.join("sessions"),
        journals: Some(place.join("state")),
        write_lock: WriteLock::default(),
        report: Arc::new(move |report| reports.send(report).unwrap_or_default()),
    });
    let bytes = fs::read(&path).expect("readable");
    let mut session = parse(std::str::from_utf8(&bytes).expect("text")).expect("whole");
    file.open(&path, session.id.clone(), bytes, LIMIT);
    file.settle();
    let is_closed = Arc::new(Mutex::new(false));
    let closed = Arc::clone(&is_closed);
    thread::spawn(move || {
        std::io::stdin().lines().for_each(drop);
        *closed.lock().expect("no panic") = true;
    });
    let tell = |what: &str, number: u64| {
        let mut out = std::io::stdout().lock();
        writeln!(out, "{what} {name}-{number}").and_then(|()| out.flush()).is_ok()
    };
    // By the revision, how much of what was typed here is in it.
    let (mut typed, mut revision, mut held) = (0, 0, vec![0]);
    let mut moments = Numbers(0x9e37_79b9 ^ u64::from(std::process::id()));
    while !*is_closed.lock().expect("no panic") {
        typed += 1;
        let edit = remark(&format!("{name}-{typed}"));
        let inverse = vec![apply(&mut session, edit.clone()).expect("it fits")];
        file.journal_change(&Change { edits: vec![edit], inverse });
        tell("typed", typed);
        revision += 1;
        held.push(typed);
        file.save(&session, revision);
        if moments.below(3) > 0 && file.flush(Duration::from_millis(moments.below(30))) != Flushed::Unsafe {
            tell("safe", typed);
        }
        for report in received.try_iter() {
            match file.saver_told(report, false) {
                Some(FileNews::Saved(saved)) => drop(tell("saved", held[usize::try_from(saved).expect("few")])),
                Some(FileNews::Theirs { base, theirs }) => {
                    let merged = merge(&base, &session, &theirs).expect("there is room").session;
                    let edits = diff(&session, &merged);
                    let inverse = apply_all(&mut session, &edits).expect("it fits");
                    file.journal_change(&Change { edits, inverse });
                    revision += 1;
                    held.push(typed);
                    file.save(&session, revision);
                }
                _ => {}
            }
        }
    }
    assert_ne!(file.finish(LIMIT), Flushed::Unsafe);
    // Its input may be closed before it typed anything.
    if typed > 0 {
        tell("safe", typed);
    }
}

/// A program that runs, and what it tells.
struct Running {
    child: Child,
    stdin: Option<ChildStdin>,
    told: Receiver<(Instant, String)>,
    heard: Vec<(Instant, String)>,
}

impl Running {
    fn start(place: &Path, name: &str) -> Self {
        let mut command = Command::new(env::current_exe().expect("this test"));
        command.args(["--exact", "kills::program", "--ignored", "--nocapture", "--quiet"]);
        command.env(PLACE, format!("{}#{name}", place.display()));
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().expect("it starts");
        let stdin = child.stdin.take();
        let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let (teller, told) = mpsc::channel();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                teller.send((Instant::now(), line)).ok();
            }
        });
        Self { child, stdin, told, heard: Vec::new() }
    }

    /// Listens until so much was told, or for so long.
    fn hear(&mut self, lines: u64, time: Duration) {
        let deadline = Instant::now() + time;
        for _ in 0..lines {
            match self.told.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) => self.heard.push(line),
                Err(_) => return,
            }
        }
    }

    /// All that was promised when it was killed.
    fn kill(mut self) -> Vec<String> {
        let killed = Instant::now();
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
        self.heard.extend(self.told.iter());
        self.promises(killed)
    }

    /// Lets it end by itself.
    fn end(mut self) -> Vec<String> {
        drop(self.stdin.take());
        assert!(self.child.wait().expect("it ends").success());
        self.heard.extend(self.told.iter());
        self.promises(Instant::now())
    }

    fn promises(&self, end: Instant) -> Vec<String> {
        let promise = |(at, line): &(Instant, String)| match line.split_once(' ') {
            Some(("safe" | "saved", what)) => Some(what.to_owned()),
            Some(("typed", what)) if *at + AT_RISK < end => Some(what.to_owned()),
            _ => None,
        };
        self.heard.iter().filter_map(promise).collect()
    }
}

/// One file, one or two programs, one kill or two; how much was promised.
fn kill(number: u64, seed: u64) -> usize {
    let mut moments = Numbers((seed ^ number.wrapping_mul(0x2545_f491_4f6c_dd1d)) | 1);
    let is_slow = number % 25 == 24;
    let folder = tempfile::tempdir().expect("a folder");
    let (place, path) = (folder.path(), folder.path().join("sessions/wijk.ron"));
    fs::create_dir(place.join("sessions")).expect("made");
    fs::write(&path, print(&Session::empty(Id::new("s-0000000000")))).expect("written");
    let time = if is_slow { Duration::from_millis(500 + moments.below(4000)) } else { Duration::from_secs(10) };
    let lines = if is_slow { u64::MAX } else { moments.below(80) };
    let kind = if is_slow { "slow" } else { "bare" };
    let mut first = Running::start(place, &format!("{kind}a"));
    let second = (number % 2 == 1).then(|| Running::start(place, &format!("{kind}b")));
    first.hear(lines, time);
    let until = Instant::now() + Duration::from_micros(moments.below(3000));
    while Instant::now() < until {
        std::hint::spin_loop();
    }
    let mut promised = first.kill();
    if let Some(mut second) = second {
        second.hear(moments.below(20), time);
        promised.extend(if moments.below(2) == 0 { second.kill() } else { second.end() });
    }
    let bytes = fs::read(&path).expect("it is there");
    let session = parse(std::str::from_utf8(&bytes).expect("text")).expect("it is whole");
    let mut kept = texts(&session);
    let on_disk = Fingerprint::of_text(std::str::from_utf8(&bytes).expect("text"));
    let query = JournalQuery { path: &path, session: "s-0000000000", on_disk, is_in: &|_| false };
    for left in find_abandoned(&RealDisk, &place.join("state"), &query).expect("readable") {
        for edit in left.unsaved.edits.iter().flat_map(|text| parse_changes(text).0) {
            let edit = edit.edit;
            if let Edit::Insert { item, .. } = edit {
                kept.extend(item.values.iter().filter_map(|value| match value {
                    Value::Text(text) => Some(text.clone()),
                    _ => None,
                }));
            }
        }
    }
    let lost: Vec<&String> = promised.iter().filter(|text| !kept.contains(*text)).collect();
    assert!(lost.is_empty(), "seed {seed}, number {number}: of {} promised these are lost: {lost:?}", promised.len());
    promised.len()
}

#[test]
fn killed_at_any_moment_nothing_that_was_promised_is_lost() {
    let asked = |name: &str| env::var(name).ok().and_then(|value| value.parse().ok());
    let (kills, seed) = (asked("KILLS").unwrap_or(50), asked("SEED").unwrap_or(1));
    let (numbers, promised) = (Mutex::new(0..kills), Mutex::new(0));
    let next = || numbers.lock().expect("taken for a moment").next();
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(number) = next() {
                    let kept = kill(number, seed);
                    *promised.lock().expect("as above") += kept;
                }
            });
        }
    });
    let promised = promised.into_inner().expect("as above");
    assert!(promised as u64 > kills, "in {kills} programs no more than {promised} was promised");
}

//! Two programs with one session on one disk, in every order of their calls: what either of them typed is in the file in
//! the end.

use crate::model_disk::{Gate, ModelDisk};
use crate::power::PATH;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Instant;
use werksessie::store::disk::{Disk, LARGEST_SESSION};
use werksessie::store::safety::known::KnownFile;
use werksessie::store::safety::save::{Base, SaveError, save};

const OLD: &str = "old\n";

/// Where a program is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stand {
    Running,
    /// Before a call; `true` if it waits for the other to do something.
    Waiting(bool),
    Ended,
}

/// Lets one program at a time make one call.
struct Schedule {
    stands: Mutex<[Stand; 2]>,
    changed: Condvar,
}

impl Schedule {
    fn stands(&self) -> MutexGuard<'_, [Stand; 2]> {
        self.stands.lock().expect("no test panics while it has this")
    }

    fn set(&self, program: usize, stand: Stand) {
        self.stands()[program] = stand;
        self.changed.notify_all();
    }

    /// Waits before a call until it is let through.
    fn wait(&self, program: usize, is_pause: bool) {
        self.set(program, Stand::Waiting(is_pause));
        let waits = |stands: &mut [Stand; 2]| stands[program] != Stand::Running;
        drop(self.changed.wait_while(self.stands(), waits).expect("no panic"));
    }

    /// The programs that can make a call, when both have come to one or ended.
    fn ready(&self) -> Vec<usize> {
        let runs = |stands: &mut [Stand; 2]| stands.contains(&Stand::Running);
        let stands = self.changed.wait_while(self.stands(), runs).expect("no panic");
        let calling = |is_pause: bool| -> Vec<usize> {
            [0, 1].into_iter().filter(|program| stands[*program] == Stand::Waiting(is_pause)).collect()
        };
        let able = calling(false);
        if able.is_empty() { calling(true) } else { able }
    }
}

/// A program with one session, which is a set of lines.
struct Window {
    disk: ModelDisk,
    known: KnownFile,
    lines: BTreeSet<String>,
    now: Instant,
}

fn lines(bytes: &[u8]) -> BTreeSet<String> {
    String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect()
}

impl Window {
    fn new(disk: ModelDisk, now: Instant) -> Self {
        let known = KnownFile::new(Base::Known(OLD.as_bytes().into()));
        Self { disk, known, lines: lines(OLD.as_bytes()), now }
    }

    fn write(&mut self, line: &str) {
        self.lines.insert(line.to_owned());
        self.save();
    }

    fn save(&mut self) {
        loop {
            let text = self.lines.iter().fold(String::new(), |text, line| text + line + "\n");
            match save(&self.disk, Path::new(PATH), &text, self.known.last()) {
                Ok(saved) => return self.known.was_written(text.as_bytes().into(), saved.locked, self.now),
                Err(SaveError::Changed { on_disk }) => self.merge(&on_disk),
                Err(error) => panic!("{error:?}"),
            }
        }
    }

    fn merge(&mut self, theirs: &[u8]) {
        let Base::Known(base) = self.known.merge_base().clone() else { panic!("the file was there") };
        let (base, found) = (lines(&base), lines(theirs));
        self.lines.retain(|line| found.contains(line) || !base.contains(line));
        self.lines.extend(found);
        self.known.was_replaced(theirs.into());
    }

    /// What the screen does when the system tells that the file was written.
    fn look(&mut self) {
        let found = self.disk.read(Path::new(PATH), LARGEST_SESSION).expect("the file is there").bytes;
        if !self.known.still_holds(&found, self.now) {
            self.merge(&found);
            self.save();
        }
    }
}

/// Runs both programs in the order that the choices say; gives the choices that were made, and of how many.
fn run(disk: &ModelDisk, saves: usize, choices: &[usize]) -> Vec<(usize, usize)> {
    let schedule = Arc::new(Schedule { stands: Mutex::new([Stand::Running; 2]), changed: Condvar::new() });
    let now = Instant::now();
    let mut made = Vec::new();
    let mut windows = thread::scope(|scope| {
        let threads = [0, 1].map(|program| {
            let (passing, ending) = (Arc::clone(&schedule), Arc::clone(&schedule));
            // What a program does with files of its own changes nothing for the other.
            let gate: Gate = Arc::new(move |call, path| {
                if call.contains("lock")
                    || call == "is_ours"
                    || call == "pause"
                    || path == Path::new(PATH) && call != "resolve" && call != "check_writable"
                {
                    passing.wait(program, call == "pause");
                }
            });
            let mut window = Window::new(disk.behind(gate), now);
            scope.spawn(move || {
                for number in 0..saves {
                    window.write(&format!("{program}-{number}"));
                }
                ending.set(program, Stand::Ended);
                window
            })
        });
        loop {
            let ready = schedule.ready();
            let Some(most) = ready.len().checked_sub(1) else { break };
            let choice = choices.get(made.len()).copied().unwrap_or(0);
            made.push((choice, most));
            schedule.set(ready[choice], Stand::Running);
        }
        threads.map(|thread| thread.join().expect("no panic"))
    });
    let now = disk.clone();
    for window in &mut windows {
        window.disk = now.clone();
        window.look();
    }
    made
}

/// Tries every order, or every one with at most so many turns that are not the first's; gives how many there were.
fn every_order(disk: impl Fn() -> ModelDisk, saves: usize, most_switches: usize) -> usize {
    let wanted: BTreeSet<String> = (0..2)
        .flat_map(|program| (0..saves).map(move |number| format!("{program}-{number}")))
        .chain(["old".to_owned()])
        .collect();
    let mut choices: Vec<usize> = Vec::new();
    for orders in 1.. {
        let disk = disk();
        let made = run(&disk, saves, &choices);
        let found = lines(disk.text(PATH).expect("the file is there").as_bytes());
        let missing: Vec<_> = wanted.difference(&found).collect();
        assert!(missing.is_empty(), "{missing:?} is gone in the order {choices:?}");
        assert_eq!((disk.lock_files(), disk.names().len()), (0, 1), "left behind: {:?}", disk.names());
        // The next order: the last choice that can be another one.
        choices = made.iter().map(|(choice, _)| *choice).collect();
        loop {
            let Some(last) = choices.pop() else { return orders };
            let switches = choices.iter().filter(|choice| **choice > 0).count();
            if last < made[choices.len()].1 && switches < most_switches {
                choices.push(last + 1);
                break;
            }
        }
    }
    unreachable!("there are not that many")
}

#[test]
fn two_programs_lose_nothing_in_any_order_of_their_calls() {
    let orders = every_order(|| ModelDisk::with(&[(PATH, OLD)]), 1, usize::MAX);
    assert!(orders > 50, "the schedule must have something to choose: {orders}");
}

#[test]
fn nor_in_a_row_of_saves() {
    let orders = every_order(|| ModelDisk::with(&[(PATH, OLD)]), 2, 4);
    assert!(orders > 100, "the schedule must have something to choose: {orders}");
}

#[test]
fn where_a_disk_has_no_locks_what_was_overwritten_comes_back() {
    let orders = every_order(|| ModelDisk::with(&[(PATH, OLD)]).without_locks(), 2, 3);
    assert!(orders > 100, "the schedule must have something to choose: {orders}");
}

#[test]
fn a_lock_that_is_never_let_go_of_is_taken_over() {
    let disk = ModelDisk::with(&[(PATH, OLD)]);
    save(&disk, Path::new(PATH), "new\n", &Base::Known(OLD.as_bytes().into())).expect("nothing fails");
    let calls = disk.moments();
    let lock =
        calls.iter().find_map(|moment| moment.call.split_once("lock_briefly ")).expect("a save locks").1.to_owned();
    disk.hold(&lock);
    let saved = save(&disk, Path::new(PATH), "newer\n", &Base::Known((*b"new\n").into())).expect("it is taken over");
    assert!(saved.locked);
    assert_eq!((disk.text(PATH).as_deref(), disk.lock_files()), (Some("newer\n"), 0));
}

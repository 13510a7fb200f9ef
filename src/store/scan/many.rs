//! Looks at many files on all processors, and hands over what came of them in the order of the files. No more than a few
//! results wait at a time, and no processor waits for another as long as there is room for what it finds.

use std::iter;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::MOST_THREADS;

/// The results of so many files wait at a time, or are being made.
const WAITING: usize = 256;
/// Who takes results is woken for so many at a time.
const AT_A_TIME: usize = 8;

/// Looks at files, and takes what came of each until it is told to stop.
pub fn each_file<Seen: Send, Stop>(
    files: &[PathBuf],
    look: impl Fn(&Path) -> Seen + Sync,
    take: impl FnMut(Seen) -> ControlFlow<Stop>,
) -> ControlFlow<Stop> {
    each(files, WAITING, |file: &PathBuf| look(file), take)
}

/// The same with anything that leads to a file, and with room for so many results.
pub fn each<Item: Sync, Seen: Send, Stop>(
    items: &[Item],
    room: usize,
    look: impl Fn(&Item) -> Seen + Sync,
    mut take: impl FnMut(Seen) -> ControlFlow<Stop>,
) -> ControlFlow<Stop> {
    let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get).min(MOST_THREADS).min(items.len());
    if threads < 2 {
        return items.iter().map(look).try_for_each(take);
    }
    let queue = Queue {
        files: items.len(),
        room,
        state: Mutex::new(QueueState::new(room.min(items.len()))),
        changed: Condvar::new(),
    };
    thread::scope(|scope| {
        let work = || {
            let _end = End { queue: &queue };
            while let Some(at) = queue.next() {
                let seen = look(&items[at]);
                queue.put(at, seen);
            }
        };
        let start = |_: &usize| thread::Builder::new().spawn_scoped(scope, work).is_ok();
        if (0..threads).filter(start).count() == 0 {
            // The system gives no threads.
            return items.iter().map(&look).try_for_each(take);
        }
        let _end = End { queue: &queue };
        while let Some(seen) = queue.take() {
            take(seen)?;
        }
        ControlFlow::Continue(())
    })
}

/// Which file is next, and what came of those that were looked at and not taken yet.
struct Queue<Seen> {
    files: usize,
    /// So many results wait at a time, or are being made.
    room: usize,
    state: Mutex<QueueState<Seen>>,
    changed: Condvar,
}

struct QueueState<Seen> {
    /// The next file to look at.
    next: usize,
    /// The next file of which the result is taken.
    taken: usize,
    /// What came of each file that was looked at and not taken yet, at a place for each that may wait.
    seen: Vec<Option<Seen>>,
    /// How many wait to be taken.
    ready: usize,
    /// Who takes results waits for the next one.
    is_waiting: bool,
    /// Nobody takes any more, or a thread broke.
    is_over: bool,
}

impl<Seen> QueueState<Seen> {
    fn new(room: usize) -> Self {
        let seen = iter::repeat_with(|| None).take(room).collect();
        Self { next: 0, taken: 0, seen, ready: 0, is_waiting: false, is_over: false }
    }

    /// Where the result for a file waits: no two of those that may wait have the same place.
    fn place(&mut self, file: usize) -> &mut Option<Seen> {
        let room = self.seen.len();
        &mut self.seen[file % room]
    }

    /// Whether the result that is taken next is there.
    fn has_next(&mut self) -> bool {
        self.place(self.taken).is_some()
    }
}

impl<Seen> Queue<Seen> {
    /// The next file to look at, once there is room for what comes of it.
    fn next(&self) -> Option<usize> {
        let is_full = |state: &mut QueueState<Seen>| !state.is_over && state.next >= state.taken + self.room;
        let mut state = self.changed.wait_while(self.lock(), is_full).unwrap_or_else(PoisonError::into_inner);
        if state.is_over || state.next == self.files {
            return None;
        }
        state.next += 1;
        Some(state.next - 1)
    }

    /// What came of a file.
    fn put(&self, at: usize, seen: Seen) {
        let mut state = self.lock();
        *state.place(at) = Some(seen);
        state.ready += 1;
        // To wake a thread takes as long as a small file does.
        let are_enough = state.ready >= AT_A_TIME.min(self.room).min(self.files - state.taken);
        if state.is_waiting && are_enough && state.has_next() {
            state.is_waiting = false;
            self.changed.notify_all();
        }
    }

    /// What came of the next file; nothing behind the last one.
    fn take(&self) -> Option<Seen> {
        let is_missing = |state: &mut QueueState<Seen>| {
            state.is_waiting = !state.is_over && state.taken < self.files && !state.has_next();
            state.is_waiting
        };
        let mut state = self.changed.wait_while(self.lock(), is_missing).unwrap_or_else(PoisonError::into_inner);
        let at = state.taken;
        let seen = state.place(at).take()?;
        state.ready -= 1;
        state.taken += 1;
        if state.next == at + self.room {
            self.changed.notify_all();
        }
        Some(seen)
    }

    fn lock(&self) -> MutexGuard<'_, QueueState<Seen>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Nobody waits for a thread that ends before the last file was taken.
struct End<'queue, Seen> {
    queue: &'queue Queue<Seen>,
}

impl<Seen> Drop for End<'_, Seen> {
    fn drop(&mut self) {
        let mut state = self.queue.lock();
        // A thread that found nothing more to look at leaves the others at work.
        if thread::panicking() || state.next < self.queue.files || state.taken == self.queue.files {
            state.is_over = true;
            self.queue.changed.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{WAITING, each_file};

    fn files(count: usize) -> Vec<PathBuf> {
        (0..count).map(|number| PathBuf::from(number.to_string())).collect()
    }

    #[test]
    fn all_are_taken_in_their_order_and_few_wait() {
        for count in [0, 1, 2, WAITING, 10 * WAITING + 1] {
            let files = files(count);
            let (mut taken, looked_at) = (Vec::new(), AtomicUsize::new(0));
            let look = |file: &std::path::Path| {
                looked_at.fetch_add(1, Ordering::SeqCst);
                file.to_owned()
            };
            let ended = each_file(&files, look, |file| {
                assert!(looked_at.load(Ordering::SeqCst) <= taken.len() + 1 + WAITING);
                taken.push(file);
                ControlFlow::<()>::Continue(())
            });
            assert!(ended.is_continue() && taken == files, "{count}");
        }
    }

    #[test]
    fn it_stops_when_it_is_told_to() {
        let mut taken = 0;
        let ended = each_file(
            &files(10 * WAITING),
            |_| (),
            |()| {
                taken += 1;
                if taken == 3 { ControlFlow::Break("enough") } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!((ended, taken), (ControlFlow::Break("enough"), 3));
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_look_that_breaks_is_not_waited_for() {
        let look = |file: &std::path::Path| assert_ne!(file.to_str(), Some("300"));
        let _ = each_file(&files(10 * WAITING), look, |()| ControlFlow::<()>::Continue(()));
    }
}

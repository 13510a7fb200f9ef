//! Looks at many files on all processors, and hands over what came of them in the order of the files. No more than a few
//! results wait at a time.

use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::MOST_THREADS;

/// The results of so many files wait at a time.
const WAITING: usize = 256;

/// Looks at files, and takes what came of each until it is told to stop.
pub fn each_file<Seen: Send, Stop>(
    files: &[PathBuf],
    look: impl Fn(&Path) -> Seen + Sync,
    mut take: impl FnMut(Seen) -> ControlFlow<Stop>,
) -> ControlFlow<Stop> {
    let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get).min(MOST_THREADS);
    for some in files.chunks(WAITING) {
        let next = AtomicUsize::new(0);
        let work = || {
            let numbers =
                std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)).filter(|at| *at < some.len()));
            numbers.map(|at| (at, look(&some[at]))).collect::<Vec<_>>()
        };
        let mut seen = thread::scope(|scope| {
            let others: Vec<_> = (1..threads.min(some.len())).map(|_| scope.spawn(work)).collect();
            let mut seen = work();
            for other in others {
                seen.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
            }
            seen
        });
        seen.sort_unstable_by_key(|(at, _)| *at);
        seen.into_iter().try_for_each(|(_, seen)| take(seen))?;
    }
    ControlFlow::Continue(())
}

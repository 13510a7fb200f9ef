//! Work on a thread of its own.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Works beside the screen; on this thread where the system gives no other, so that nothing is left out.
pub(crate) fn run(name: &str, work: impl FnOnce() + Send + 'static) {
    let work = Arc::new(Mutex::new(Some(work)));
    let theirs = Arc::clone(&work);
    let take = |work: &Mutex<Option<_>>| work.lock().unwrap_or_else(PoisonError::into_inner).take();
    let started = start(name, move || {
        if let Some(work) = take(&theirs) {
            work();
        }
    });
    if !started && let Some(work) = take(&work) {
        work();
    }
}

/// Starts a thread; false if the system gives none.
pub(crate) fn start(name: &str, work: impl FnOnce() + Send + 'static) -> bool {
    thread::Builder::new().name(name.to_owned()).spawn(work).is_ok()
}

//! One lock for all that this program writes in a folder: a save compares a file and then replaces it, and a merge does the
//! same; between the two no other part of the program may write. It lies in memory, not on a file.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// The lock. Copies share one.
#[derive(Clone, Debug, Default)]
pub struct WriteLock {
    state: Arc<State>,
}

#[derive(Debug, Default)]
struct State {
    is_taken: Mutex<bool>,
    given_back: Condvar,
}

/// Holds the lock until it is dropped.
#[derive(Debug)]
pub struct WriteGuard {
    state: Arc<State>,
}

impl WriteLock {
    /// Waits until no other thread of this program writes a file.
    #[must_use]
    pub fn take(&self) -> WriteGuard {
        let is_taken = self.state.is_taken.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.state.given_back.wait_while(is_taken, |is_taken| *is_taken);
        *waited.unwrap_or_else(PoisonError::into_inner) = true;
        WriteGuard { state: Arc::clone(&self.state) }
    }

    /// Waits for the lock, at most so long.
    #[must_use]
    pub fn take_within(&self, limit: Duration) -> Option<WriteGuard> {
        let is_taken = self.state.is_taken.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.state.given_back.wait_timeout_while(is_taken, limit, |is_taken| *is_taken);
        let (mut is_taken, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if *is_taken {
            return None;
        }
        *is_taken = true;
        Some(WriteGuard { state: Arc::clone(&self.state) })
    }
}

impl Drop for WriteGuard {
    fn drop(&mut self) {
        *self.state.is_taken.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.state.given_back.notify_one();
    }
}

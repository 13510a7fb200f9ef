//! Taking turns at the files of a folder: a save compares a file and then replaces it, and whoever merges files does the
//! same; between the two nobody else of this program may write. No file is touched here.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Whose turn it is. Copies share one turn.
#[derive(Clone, Debug, Default)]
pub struct Turns {
    state: Arc<State>,
}

#[derive(Debug, Default)]
struct State {
    is_taken: Mutex<bool>,
    given_back: Condvar,
}

/// A turn, until it is dropped.
#[derive(Debug)]
pub struct Turn {
    state: Arc<State>,
}

impl Turns {
    /// Waits for a turn.
    #[must_use]
    pub fn take(&self) -> Turn {
        let is_taken = self.state.is_taken.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.state.given_back.wait_while(is_taken, |is_taken| *is_taken);
        *waited.unwrap_or_else(PoisonError::into_inner) = true;
        Turn { state: Arc::clone(&self.state) }
    }

    /// Waits for a turn, at most so long.
    #[must_use]
    pub fn take_within(&self, limit: Duration) -> Option<Turn> {
        let is_taken = self.state.is_taken.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.state.given_back.wait_timeout_while(is_taken, limit, |is_taken| *is_taken);
        let (mut is_taken, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if *is_taken {
            return None;
        }
        *is_taken = true;
        Some(Turn { state: Arc::clone(&self.state) })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *self.state.is_taken.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.state.given_back.notify_one();
    }
}

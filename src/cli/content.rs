//! Words and guide, each read by a thread of its own while arguments and session are: together they are most of the time
//! before the first frame.

use std::thread::{Builder, JoinHandle};

use super::failure::Failure;

type Read<T> = Result<T, ron::error::SpannedError>;

/// Content of the program, on its way.
pub(super) struct Coming<T> {
    read: fn() -> Read<T>,
    thread: Option<JoinHandle<Read<T>>>,
}

impl<T: Send + 'static> Coming<T> {
    /// Begins to read.
    pub(super) fn begin(read: fn() -> Read<T>) -> Self {
        Self { read, thread: Builder::new().spawn(read).ok() }
    }

    /// What was read, once it is there; read here and now where there was no thread for it.
    pub(super) fn arrived(self) -> Result<T, Failure> {
        let read = self.thread.and_then(|thread| thread.join().ok());
        read.unwrap_or_else(self.read).map_err(Failure::Content)
    }
}

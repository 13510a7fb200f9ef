//! The guide, read by a thread of its own while words and arguments are made ready: together they are most of the time
//! before the first frame.

use std::thread::{Builder, JoinHandle};

use crate::guide::{Guide, Language};

use super::failure::Failure;

/// The guide, on its way.
pub(super) struct Coming {
    language: Language,
    thread: Option<JoinHandle<Result<Guide, ron::error::SpannedError>>>,
}

/// Begins to read the guide.
pub(super) fn begin(language: Language) -> Coming {
    Coming { language, thread: Builder::new().spawn(move || Guide::load(language)).ok() }
}

impl Coming {
    /// The guide, once it is there; read here and now where there was no thread for it.
    pub(super) fn arrived(self) -> Result<Guide, Failure> {
        let read = self.thread.and_then(|thread| thread.join().ok());
        read.unwrap_or_else(|| Guide::load(self.language)).map_err(Failure::Content)
    }
}

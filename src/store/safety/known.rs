//! What is known of a file that another process may write too: what a save compares it with, and what a merge starts
//! from. The two differ for a while after a save on a disk without locks: another process may then have looked before our
//! rename and renamed after it, so that its text was made without ours. Merged on top of ours, all that we added would
//! look as if they had removed it.

use super::save::Base;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// From the last look of a save to the end of its rename never takes longer than this, unless the disk hangs.
const LONGEST_RENAME: Duration = Duration::from_secs(2);

/// What is known of a file.
#[derive(Debug, Clone)]
pub struct KnownFile {
    /// What it held when it was last read or written.
    last: Base,
    /// The last of these that another process must have seen when it replaces the file from here on.
    seen_by_all: Base,
    written: Option<Instant>,
}

impl KnownFile {
    /// A file that was read, or that is not there yet.
    #[must_use]
    pub fn new(base: Base) -> Self {
        Self { seen_by_all: base.clone(), last: base, written: None }
    }

    /// What a save has to find in the file.
    #[must_use]
    pub fn last(&self) -> &Base {
        &self.last
    }

    /// What a merge with another text that is found in the file starts from.
    #[must_use]
    pub fn merge_base(&self) -> &Base {
        &self.seen_by_all
    }

    /// This program wrote the file, under a lock or not.
    pub fn was_written(&mut self, text: Arc<[u8]>, locked: bool, now: Instant) {
        self.last = Base::Known(text);
        if locked {
            self.seen_by_all = self.last.clone();
        }
        self.written = Some(now).filter(|_| !locked);
    }

    /// The file was read: whether it holds what it did when it was last read or written.
    pub fn still_holds(&mut self, bytes: &[u8], now: Instant) -> bool {
        let holds = matches!(&self.last, Base::Known(last) if **last == *bytes);
        if holds && self.written.is_none_or(|written| now.duration_since(written) >= LONGEST_RENAME) {
            self.seen_by_all = self.last.clone();
            self.written = None;
        }
        holds
    }

    /// Another process wrote the file, and what it wrote has been read.
    pub fn was_replaced(&mut self, bytes: Arc<[u8]>) {
        *self = Self::new(Base::Known(bytes));
    }
}

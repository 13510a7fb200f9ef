//! Words that are read when they are first asked for: a start shows the fewest of them.

use std::ops::Deref;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;

/// The words of one data file.
#[derive(Debug, Default)]
pub struct Later<T> {
    text: &'static str,
    words: OnceLock<T>,
}

impl<T> Later<T> {
    /// The words of a file of the program, not read yet.
    pub(super) fn new(text: &'static str) -> Self {
        Self { text, words: OnceLock::new() }
    }
}

impl<T: DeserializeOwned + Default> Deref for Later<T> {
    type Target = T;

    /// The words. That every file can be read is held by a test.
    fn deref(&self) -> &T {
        self.words.get_or_init(|| ron::from_str(self.text).unwrap_or_default())
    }
}

//! Texts that are read when they are first asked for: a start shows the fewest of them.

use std::ops::Deref;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;

use super::language::Language;

/// The texts of one data file.
#[derive(Debug, Default)]
pub struct Later<T> {
    language: Language,
    file: &'static str,
    texts: OnceLock<T>,
}

impl<T> Later<T> {
    /// The texts of a file of the program, not read yet.
    #[must_use]
    pub fn new(language: Language, file: &'static str) -> Self {
        Self { language, file, texts: OnceLock::new() }
    }
}

impl<T: DeserializeOwned + Default> Deref for Later<T> {
    type Target = T;

    /// The texts. That every file can be read is held by a test.
    fn deref(&self) -> &T {
        self.texts.get_or_init(|| self.language.read(self.file).unwrap_or_default())
    }
}

//! Texts that are read when they are first asked for: a start shows the fewest of them.

use std::ops::Deref;
use std::sync::OnceLock;

use super::language::Language;
use super::word_fields::WordSlot;

/// The texts of one data file. Once read they stay until the program ends.
#[derive(Debug, Default)]
pub struct Later<T: 'static> {
    language: Language,
    file: &'static str,
    texts: OnceLock<&'static T>,
}

impl<T> Later<T> {
    /// The texts of a file of the program, not read yet.
    #[must_use]
    pub fn new(language: Language, file: &'static str) -> Self {
        Self { language, file, texts: OnceLock::new() }
    }
}

impl<T: WordSlot + Default> Deref for Later<T> {
    type Target = T;

    /// The texts. That every file can be read is held by a test.
    fn deref(&self) -> &T {
        self.texts.get_or_init(|| {
            // Read where they stay: they are large, and to take them from place to place costs more than to read them.
            let texts = Box::leak(Box::<T>::default());
            self.language.read_into(texts, self.file).ok();
            texts
        })
    }
}

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

#[cfg(test)]
mod tests {
    use super::super::{DUTCH, ENGLISH, Files, RecordWords};
    use super::super::{commands::CliWords, overview::OverviewWords, problems::ProblemWords, repository::GitWords};

    #[test]
    fn every_file_can_be_read() {
        for Files { interface: _, problems, cli, overview, git, records } in [DUTCH, ENGLISH] {
            ron::from_str::<ProblemWords>(problems).unwrap();
            ron::from_str::<CliWords>(cli).unwrap();
            ron::from_str::<OverviewWords>(overview).unwrap();
            ron::from_str::<GitWords>(git).unwrap();
            ron::from_str::<RecordWords>(records).unwrap();
        }
    }
}

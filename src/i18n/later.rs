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
    use super::super::{commands, overview, problems, repository, rounds, sentences};

    #[test]
    fn every_file_can_be_read() {
        for files in [DUTCH, ENGLISH] {
            let Files { interface: _, sentences, rounds, problems, cli, report, checks, overview, git, records } =
                files;
            ron::from_str::<sentences::SentenceWords>(sentences).unwrap();
            ron::from_str::<rounds::RoundWords>(rounds).unwrap();
            ron::from_str::<problems::ProblemWords>(problems).unwrap();
            ron::from_str::<commands::CliWords>(cli).unwrap();
            ron::from_str::<commands::ReportWords>(report).unwrap();
            ron::from_str::<commands::CheckWords>(checks).unwrap();
            ron::from_str::<overview::OverviewWords>(overview).unwrap();
            ron::from_str::<repository::GitWords>(git).unwrap();
            ron::from_str::<RecordWords>(records).unwrap();
        }
    }
}

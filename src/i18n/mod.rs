//! The words of the interface in each language: one typed struct, so that a missing word does not compile or fails a
//! test, and the forms of dates, numbers and sentences. The texts of the guide are not here but in `guide`.

pub mod changes;
pub mod commands;
pub mod dates;
mod gaps;
pub mod interface;
pub mod later;
pub mod numbers;
pub mod overview;
pub mod problems;
pub mod repository;
pub mod rounds;
pub mod sentences;
pub mod sharing;

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::record::RecordKind;

use later::Later;

/// All words in one language. What the first frame of a session does not show is in files of its own, read when it is
/// first asked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// What keys do.
    pub actions: interface::ActionWords,
    /// What keys are called.
    pub keys: interface::KeyWords,
    /// What is missing.
    pub gaps: interface::GapWords,
    /// Messages and headings of the screen.
    pub screen: interface::ScreenWords,
    /// Days, months and how they are written.
    pub dates: dates::DateWords,
    /// The marks in numbers.
    pub numbers: numbers::NumberWords,
    /// What changed, in sentences.
    #[serde(skip)]
    pub sentences: Later<sentences::SentenceWords>,
    /// About rounds.
    #[serde(skip)]
    pub rounds: Later<rounds::RoundWords>,
    /// What is wrong with a file, and what would mend it.
    #[serde(skip)]
    pub problems: Later<problems::ProblemWords>,
    /// The command line: its help, and what it tells.
    #[serde(skip)]
    pub cli: Later<commands::CliWords>,
    /// The headings of a report.
    #[serde(skip)]
    pub report: Later<commands::ReportWords>,
    /// What deserves a second look in a session.
    #[serde(skip)]
    pub checks: Later<commands::CheckWords>,
    /// The overview of many sessions.
    #[serde(skip)]
    pub overview: Later<overview::OverviewWords>,
    /// What git keeps of sessions: differences, conflicts, history, sharing.
    #[serde(skip)]
    pub git: Later<repository::GitWords>,
    /// Records, their fields and fixed sets.
    #[serde(skip)]
    records: Later<RecordWords>,
}

/// The words for records, fields and fixed sets.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordWords {
    /// By the name of the record.
    pub records: BTreeMap<String, RecordWord>,
    /// By the name of the set, then by the word in the file.
    pub choices: BTreeMap<String, BTreeMap<String, String>>,
}

/// The words for a record.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Record")]
pub struct RecordWord {
    /// One of them, in lower case.
    pub one: String,
    /// Several, as a heading.
    pub many: String,
    /// Above the form of a new one.
    pub new: String,
    /// What an empty table says.
    pub empty: String,
    /// The labels of the fields.
    pub fields: BTreeMap<String, String>,
    /// What helps to fill a field in.
    #[serde(default)]
    pub hints: BTreeMap<String, String>,
}

/// The data files of a language.
#[derive(Debug)]
pub struct Files {
    /// What every start needs.
    pub interface: &'static str,
    /// See [`Words::sentences`].
    pub sentences: &'static str,
    /// See [`Words::rounds`].
    pub rounds: &'static str,
    /// See [`Words::problems`].
    pub problems: &'static str,
    /// See [`Words::cli`].
    pub cli: &'static str,
    /// See [`Words::report`].
    pub report: &'static str,
    /// See [`Words::checks`].
    pub checks: &'static str,
    /// See [`Words::overview`].
    pub overview: &'static str,
    /// See [`Words::git`].
    pub git: &'static str,
    /// See [`RecordWords`].
    pub records: &'static str,
}

macro_rules! files {
    ($language:literal) => {
        Files {
            interface: include_str!(concat!($language, ".ron")),
            sentences: include_str!(concat!("sentences_", $language, ".ron")),
            rounds: include_str!(concat!("rounds_", $language, ".ron")),
            problems: include_str!(concat!("problems_", $language, ".ron")),
            cli: include_str!(concat!("cli_", $language, ".ron")),
            report: include_str!(concat!("report_", $language, ".ron")),
            checks: include_str!(concat!("checks_", $language, ".ron")),
            overview: include_str!(concat!("overview_", $language, ".ron")),
            git: include_str!(concat!("git_", $language, ".ron")),
            records: include_str!(concat!("records_", $language, ".ron")),
        }
    };
}

/// Dutch.
pub const DUTCH: Files = files!("nl");
/// English.
pub const ENGLISH: Files = files!("en");

/// Fills `{name}` in a text with what belongs there.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, from_name)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = from_name.split_once('}') else {
            filled.push('{');
            rest = from_name;
            continue;
        };
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(name),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

impl Words {
    /// The words in Dutch.
    ///
    /// # Errors
    /// A data file cannot be read; a test keeps such a program from being released.
    pub fn dutch() -> Result<Self, ron::error::SpannedError> {
        Self::load(&DUTCH)
    }

    /// The words in English.
    ///
    /// # Errors
    /// A data file cannot be read; a test keeps such a program from being released.
    pub fn english() -> Result<Self, ron::error::SpannedError> {
        Self::load(&ENGLISH)
    }

    fn load(files: &Files) -> Result<Self, ron::error::SpannedError> {
        let words: Self = ron::from_str(files.interface)?;
        Ok(Self {
            sentences: Later::new(files.sentences),
            rounds: Later::new(files.rounds),
            problems: Later::new(files.problems),
            cli: Later::new(files.cli),
            report: Later::new(files.report),
            checks: Later::new(files.checks),
            overview: Later::new(files.overview),
            git: Later::new(files.git),
            records: Later::new(files.records),
            ..words
        })
    }

    /// The words of all records.
    pub fn records(&self) -> &RecordWords {
        &self.records
    }

    /// The words for a record.
    pub fn record(&self, kind: &RecordKind) -> &RecordWord {
        static NONE: RecordWord = RecordWord {
            one: String::new(),
            many: String::new(),
            new: String::new(),
            empty: String::new(),
            fields: BTreeMap::new(),
            hints: BTreeMap::new(),
        };
        self.records().records.get(kind.name).unwrap_or(&NONE)
    }

    /// The label of a field.
    pub fn field<'words>(&'words self, kind: &RecordKind, field: &'words str) -> &'words str {
        self.record(kind).fields.get(field).map_or(field, String::as_str)
    }

    /// The word for a word of a fixed set.
    pub fn choice<'words>(&'words self, set: &str, word: &'words str) -> &'words str {
        self.records().choices.get(set).and_then(|words| words.get(word)).map_or(word, String::as_str)
    }
}

//! The words of the interface in each language: one typed struct, so that a missing word does not compile or fails a
//! test, and the forms of dates and numbers. The texts of the guide are in `guide`, and sentences are made in `telling`.

pub mod actions;
pub mod attendance;
pub mod by_name;
pub mod commands;
pub mod dates;
pub mod doctor_words;
pub mod each_later;
pub mod file_words;
pub mod grids;
pub mod import;
pub mod interface;
pub mod language;
pub mod later;
pub mod numbers;
pub mod offers;
pub mod outgoing;
pub mod overview;
pub mod plurals;
pub mod problem_words;
pub mod repository;
pub mod rounds;
pub mod sentence_words;
pub mod share_words;
pub mod side;
pub mod signals;
pub mod tables;
pub mod texts;
pub mod typing;
pub mod word_fields;
mod word_lines;

use crate::domain::record::RecordKind;

use by_name::ByName;
use each_later::EachLater;
use language::Language;
use later::Later;
use numbers::whole_text;
use plurals::Counted;
use texts::{Keyed, texts};
use word_fields::word_fields;

/// Declares the words: those that every start needs, and each section that has a data file of its own, by whose name the
/// file is called, read when it is first asked for.
macro_rules! words {
    ($($(#[$doc:meta])* $visibility:vis $name:ident: $type:ty,)*) => {
        /// All words in one language. What the first frame of a session does not show is in files of its own, read when
        /// it is first asked for.
        #[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
        #[derive(Debug, Default)]
        pub struct Words {
            actions: actions::ActionWords,
            pub keys: interface::KeyWords,
            /// Messages and headings of the screen.
            pub screen: interface::ScreenWords,
            /// Days, months and how they are written.
            pub dates: dates::DateWords,
            pub numbers: numbers::NumberWords,
            $($(#[$doc])* $visibility $name: Later<$type>,)*
        }

        word_fields!(Words, "Words", actions [] keys [] screen [] dates [] numbers []);

        impl Words {
            /// The words of a language.
            ///
            /// # Errors
            /// A data file cannot be read; a test keeps such a program from being released.
            pub fn load(language: Language) -> serde_json::Result<Self> {
                let words: Self = language.read("interface")?;
                Ok(Self { $($name: Later::new(language, stringify!($name)),)* ..words })
            }
        }

        #[cfg(test)]
        #[test]
        fn every_text_has_the_places_that_are_declared() {
            use texts::Checked;

            let mut wrong = Vec::new();
            for language in language::WHOLE {
                let words = Words::load(*language).unwrap();
                assert_eq!(format!("{words:?}"), format!("{:?}", Words { $($name: Later::new(*language, stringify!($name)),)* ..language.read_as_written("interface") }));
                words.keys.check("keys", &[], &mut wrong);
                words.screen.check("screen", &[], &mut wrong);
                words.dates.check("dates", &[], &mut wrong);
                words.numbers.check("numbers", &[], &mut wrong);
                $(
                    let read = language.read::<$type>(stringify!($name)).unwrap();
                    read.check(stringify!($name), &[], &mut wrong);
                    assert_eq!(format!("{read:?}"), format!("{:?}", language.read_as_written::<$type>(stringify!($name))));
                )*
            }
            assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        }
    };
}

words! {
    /// What changed in a session, in sentences: differences, history, undo.
    pub sentences: sentence_words::SentenceWords,
    /// Who is in the room, who left and who is expected.
    pub attendance: attendance::AttendanceWords,
    /// What is asked before a file is made or removed.
    pub files: file_words::FileWords,
    /// What the facilitator reads beside the wall.
    pub side: side::SideWords,
    /// What is told while something is typed.
    pub typing: typing::TypingWords,
    /// Grids: what is filled in together, hidden, and shown.
    pub grids: grids::GridWords,
    /// What came along from an earlier round, and what was decided of it.
    pub rounds: rounds::RoundWords,
    /// What is wrong with a file, and what would mend it.
    pub problems: problem_words::ProblemWords,
    /// The command line: its help, and what it tells.
    pub cli: commands::CliWords,
    /// The headings of a report.
    pub report: commands::ReportWords,
    /// What deserves a second look in a session.
    pub checks: commands::CheckWords,
    /// What a session asks of the people.
    pub signals: signals::SignalWords,
    /// What one place of a session has ready for another.
    pub offers: offers::OfferWords,
    /// What is told of the tables and lists that people bring.
    pub import: import::ImportWords,
    /// What goes out: reports, workbooks, calendars.
    pub outgoing: outgoing::OutgoingWords,
    /// The headings of tables for analysis, and the page beside them.
    pub tables: tables::TablesWords,
    /// The overview of many sessions.
    pub overview: overview::OverviewWords,
    /// What git keeps of sessions: differences, conflicts, history, sharing.
    pub git: repository::GitWords,
    /// Records, their fields and fixed sets.
    records: RecordWords,
}

texts! {
    /// The words for records, fields and fixed sets, by the names of records and sets.
    RecordWords {
        records: EachLater<RecordWord>,
        choices: EachLater<ByName<String>>,
    }

    /// The words for a record: one of them in lower case, several as a heading, what stands above the form of a new one and
    /// in an empty table, the labels of the fields, and what helps to fill one in.
    RecordWord = "Record" {
        one,
        many,
        new,
        empty: Keyed,
        fields: ByName<String>,
        #[optional]
        hints: ByName<String>,
    }
}

/// The months in all languages as people write them, in small letters, with their numbers from 1: a file is the same for
/// every user, whichever language is chosen.
pub fn all_months() -> &'static [(&'static str, u32)] {
    // `build.rs` takes them from the words.
    include!(concat!(env!("OUT_DIR"), "/months.rs"))
}

impl Words {
    /// How many there are of something, as the language writes it and for the form of words that goes with it.
    pub fn count(&self, number: impl TryInto<u64>) -> Counted {
        let number = number.try_into().unwrap_or(u64::MAX);
        self.numbers.plurals.counted(number, whole_text(number, self))
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
            empty: Keyed::EMPTY,
            fields: ByName::NONE,
            hints: ByName::NONE,
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

#[cfg(test)]
#[test]
fn the_months_of_all_languages_are_known() {
    for &language in language::WHOLE {
        let words = Words::load(language).unwrap();
        for names in [&words.dates.months, &words.dates.short_months] {
            for (number, name) in (1..).zip(names) {
                assert!(all_months().contains(&(name.to_lowercase().as_str(), number)), "{name}");
            }
        }
    }
}

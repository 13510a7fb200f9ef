//! The words for what is wrong with a file, and what would mend it.

use serde::Deserialize;

use super::fill;

/// The words for problems and trouble.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Problems")]
pub struct ProblemWords {
    /// Line and column.
    pub line_and_column: String,
    /// The item, by the names in the file.
    pub in_item: String,
    /// The only item of its section.
    pub in_section: String,
    /// Somewhere.
    pub somewhere: String,
    /// What was probably meant.
    pub did_you_mean: String,
    /// The words that fit.
    pub choose_from: String,
    /// How a value of the right kind is written.
    pub write_like: String,
    /// [`ProblemKind::EmptyFile`](crate::domain::problem::ProblemKind::EmptyFile)
    pub empty_file: Message,
    /// [`ProblemKind::TooLarge`](crate::domain::problem::ProblemKind::TooLarge)
    pub too_large: Message,
    /// [`ProblemKind::NotText`](crate::domain::problem::ProblemKind::NotText)
    pub not_text: Message,
    /// [`ProblemKind::ConflictMarkers`](crate::domain::problem::ProblemKind::ConflictMarkers)
    pub conflict_markers: Message,
    /// [`ProblemKind::NotASession`](crate::domain::problem::ProblemKind::NotASession)
    pub not_a_session: Message,
    /// [`ProblemKind::NoFormat`](crate::domain::problem::ProblemKind::NoFormat)
    pub no_format: Message,
    /// [`ProblemKind::NewerFormat`](crate::domain::problem::ProblemKind::NewerFormat)
    pub newer_format: Message,
    /// [`ProblemKind::UnknownName`](crate::domain::problem::ProblemKind::UnknownName); the remedy where nothing like it is known.
    pub unknown_name: Message,
    /// [`ProblemKind::UnknownWord`](crate::domain::problem::ProblemKind::UnknownWord); the remedy is the words that fit.
    pub unknown_word: String,
    /// [`ProblemKind::TwiceNamed`](crate::domain::problem::ProblemKind::TwiceNamed)
    pub twice_named: Message,
    /// [`ProblemKind::WrongKind`](crate::domain::problem::ProblemKind::WrongKind); the remedy is an example.
    pub wrong_kind: String,
    /// [`ProblemKind::NoId`](crate::domain::problem::ProblemKind::NoId)
    pub no_id: Message,
    /// [`ProblemKind::BadId`](crate::domain::problem::ProblemKind::BadId)
    pub bad_id: Message,
    /// [`ProblemKind::TwiceTheId`](crate::domain::problem::ProblemKind::TwiceTheId)
    pub twice_the_id: Message,
    /// [`ProblemKind::Dangling`](crate::domain::problem::ProblemKind::Dangling)
    pub dangling: Message,
    /// [`ProblemKind::TooMany`](crate::domain::problem::ProblemKind::TooMany)
    pub too_many: Message,
    /// [`ProblemKind::UnclosedText`](crate::domain::problem::ProblemKind::UnclosedText)
    pub unclosed_text: Message,
    /// [`ProblemKind::CutShort`](crate::domain::problem::ProblemKind::CutShort)
    pub cut_short: Message,
    /// [`ProblemKind::MissingComma`](crate::domain::problem::ProblemKind::MissingComma)
    pub missing_comma: Message,
    /// [`ProblemKind::Wanted`](crate::domain::problem::ProblemKind::Wanted)
    pub wanted: Message,
    /// [`ProblemKind::Unreadable`](crate::domain::problem::ProblemKind::Unreadable)
    pub unreadable: Message,
    /// The kinds of value.
    pub kinds: KindWords,
    /// Trouble with a file as a whole.
    pub trouble: TroubleWords,
    /// What does not come along when a file is saved.
    pub unkept: UnkeptWords,
}

/// What is wrong, and what would mend it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// What is wrong.
    pub what: String,
    /// What would mend it.
    pub remedy: String,
}

impl Message {
    /// Both sentences, with `{name}` filled in.
    #[must_use]
    pub fn filled(&self, values: &[(&str, &str)]) -> (String, String) {
        (fill(&self.what, values), fill(&self.remedy, values))
    }
}

/// The kinds of value: what belongs there, and an example as it stands in a file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Kinds")]
pub struct KindWords {
    /// [`Kind::Line`](crate::domain::value::Kind::Line)
    pub line: KindWord,
    /// [`Kind::Text`](crate::domain::value::Kind::Text)
    pub text: KindWord,
    /// [`Kind::Date`](crate::domain::value::Kind::Date)
    pub date: KindWord,
    /// [`Kind::Time`](crate::domain::value::Kind::Time)
    pub time: KindWord,
    /// [`Kind::Whole`](crate::domain::value::Kind::Whole)
    pub whole: KindWord,
    /// [`Kind::Decimal`](crate::domain::value::Kind::Decimal)
    pub decimal: KindWord,
    /// [`Kind::Flag`](crate::domain::value::Kind::Flag)
    pub flag: KindWord,
    /// [`Kind::Choice`](crate::domain::value::Kind::Choice); the example is the words that fit.
    pub choice: String,
    /// [`Kind::Choices`](crate::domain::value::Kind::Choices); the example is the words that fit.
    pub choices: String,
    /// [`Kind::Link`](crate::domain::value::Kind::Link)
    pub link: KindWord,
    /// [`Kind::Links`](crate::domain::value::Kind::Links)
    pub links: KindWord,
    /// [`Kind::Marks`](crate::domain::value::Kind::Marks)
    pub marks: KindWord,
    /// [`Kind::Versions`](crate::domain::value::Kind::Versions)
    pub versions: KindWord,
    /// [`Kind::Scores`](crate::domain::value::Kind::Scores)
    pub scores: KindWord,
}

/// A kind of value.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Kind")]
pub struct KindWord {
    /// What it is, in the middle of a sentence.
    pub what: String,
    /// As it stands in a file.
    pub example: String,
}

/// What does not come along when a file is saved.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Unkept")]
pub struct UnkeptWords {
    /// A remark of a person, on the screen.
    pub remark: String,
    /// The same, with what it says, for who writes in the file.
    pub remark_told: String,
    /// Extended attributes.
    pub attributes: String,
    /// A second name of the file.
    pub second_name: String,
}

/// Why a file could not be read or saved.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Trouble")]
pub struct TroubleWords {
    /// [`Trouble::Gone`](crate::domain::problem::Trouble::Gone)
    pub gone: Message,
    /// [`Trouble::NotPermitted`](crate::domain::problem::Trouble::NotPermitted)
    pub not_permitted: Message,
    /// [`Trouble::Full`](crate::domain::problem::Trouble::Full)
    pub full: Message,
    /// [`Trouble::NotAFile`](crate::domain::problem::Trouble::NotAFile)
    pub not_a_file: Message,
    /// [`Trouble::TooLarge`](crate::domain::problem::Trouble::TooLarge)
    pub too_large: Message,
    /// [`Trouble::AlreadyThere`](crate::domain::problem::Trouble::AlreadyThere)
    pub already_there: Message,
    /// [`Trouble::Other`](crate::domain::problem::Trouble::Other)
    pub other: Message,
}

//! What is wrong with a session file, in plain words: what it is, where it is, and what would mend it. The names and
//! words of the file are quoted as they stand there, since whoever reads this has to find them in it.

use std::fmt;

use serde::Deserialize;

use crate::domain::limits::Limit;
use crate::domain::problem::{Position, Problem, ProblemKind, Trouble};
use crate::domain::session::{Count, Section};
use crate::domain::value::Kind;

use super::numbers::whole_text;
use super::sentences::shorten;
use super::{Words, fill};

/// What is quoted from a file is no longer than this.
const LONGEST_QUOTE: usize = 40;

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
    /// [`ProblemKind::EmptyFile`]
    pub empty_file: Message,
    /// [`ProblemKind::TooLarge`]
    pub too_large: Message,
    /// [`ProblemKind::NotText`]
    pub not_text: Message,
    /// [`ProblemKind::ConflictMarkers`]
    pub conflict_markers: Message,
    /// [`ProblemKind::NotASession`]
    pub not_a_session: Message,
    /// [`ProblemKind::NoFormat`]
    pub no_format: Message,
    /// [`ProblemKind::NewerFormat`]
    pub newer_format: Message,
    /// [`ProblemKind::UnknownName`]; the remedy where nothing like it is known.
    pub unknown_name: Message,
    /// [`ProblemKind::UnknownWord`]; the remedy is the words that fit.
    pub unknown_word: String,
    /// [`ProblemKind::TwiceNamed`]
    pub twice_named: Message,
    /// [`ProblemKind::WrongKind`]; the remedy is an example.
    pub wrong_kind: String,
    /// [`ProblemKind::NoId`]
    pub no_id: Message,
    /// [`ProblemKind::BadId`]
    pub bad_id: Message,
    /// [`ProblemKind::TwiceTheId`]
    pub twice_the_id: Message,
    /// [`ProblemKind::Dangling`]
    pub dangling: Message,
    /// [`ProblemKind::TooMany`]
    pub too_many: Message,
    /// [`ProblemKind::UnclosedText`]
    pub unclosed_text: Message,
    /// [`ProblemKind::CutShort`]
    pub cut_short: Message,
    /// [`ProblemKind::MissingComma`]
    pub missing_comma: Message,
    /// [`ProblemKind::Wanted`]
    pub wanted: Message,
    /// [`ProblemKind::Unreadable`]
    pub unreadable: Message,
    /// The kinds of value.
    pub kinds: KindWords,
    /// Trouble with a file as a whole.
    pub trouble: TroubleWords,
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

/// The kinds of value: what belongs there, and an example as it stands in a file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Kinds")]
pub struct KindWords {
    /// [`Kind::Line`]
    pub line: KindWord,
    /// [`Kind::Text`]
    pub text: KindWord,
    /// [`Kind::Date`]
    pub date: KindWord,
    /// [`Kind::Time`]
    pub time: KindWord,
    /// [`Kind::Whole`]
    pub whole: KindWord,
    /// [`Kind::Decimal`]
    pub decimal: KindWord,
    /// [`Kind::Flag`]
    pub flag: KindWord,
    /// [`Kind::Choice`]; the example is the words that fit.
    pub choice: String,
    /// [`Kind::Choices`]; the example is the words that fit.
    pub choices: String,
    /// [`Kind::Link`]
    pub link: KindWord,
    /// [`Kind::Links`]
    pub links: KindWord,
    /// [`Kind::Marks`]
    pub marks: KindWord,
    /// [`Kind::Scores`]
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

/// Why a file could not be read or saved.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Trouble")]
pub struct TroubleWords {
    /// [`Trouble::Gone`]
    pub gone: Message,
    /// [`Trouble::NotPermitted`]
    pub not_permitted: Message,
    /// [`Trouble::Full`]
    pub full: Message,
    /// [`Trouble::NotAFile`]
    pub not_a_file: Message,
    /// [`Trouble::TooLarge`]
    pub too_large: Message,
    /// [`Trouble::AlreadyThere`]
    pub already_there: Message,
    /// [`Trouble::Other`]
    pub other: Message,
}

/// A problem in words. What is quoted from the file is not yet safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemText {
    /// What is wrong: a sentence.
    pub what: String,
    /// What would mend it: one sentence or two.
    pub remedy: String,
    /// Where it is: line, column and item, not a sentence.
    pub place: String,
}

/// On one line: the place, what is wrong, what would mend it.
impl fmt::Display for ProblemText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {} {}", self.place, self.what, self.remedy)
    }
}

/// A problem in words.
#[must_use]
pub fn problem_text(problem: &Problem, words: &Words) -> ProblemText {
    let (what, remedy) = what_and_remedy(&problem.kind, words);
    ProblemText { what, remedy, place: place_text(problem, words) }
}

/// Why something was not taken in, for the person who typed it.
#[must_use]
pub fn limit_text(limit: Limit, words: &Words) -> String {
    let template = match limit {
        Limit::Items => &words.screen.too_many_items,
        Limit::Bytes => &words.screen.too_long_text,
        Limit::Lines => &words.screen.too_many_lines,
        Limit::Members => &words.screen.too_many_members,
    };
    fill(template, &[("most", &whole_text(limit.most() as u64, words))])
}

/// Trouble with a file as a whole, in words.
#[must_use]
pub fn trouble_text(trouble: Trouble, words: &Words) -> &Message {
    let words = &words.problems.trouble;
    match trouble {
        Trouble::Gone => &words.gone,
        Trouble::NotPermitted => &words.not_permitted,
        Trouble::Full => &words.full,
        Trouble::NotAFile => &words.not_a_file,
        Trouble::TooLarge => &words.too_large,
        Trouble::AlreadyThere => &words.already_there,
        Trouble::Other => &words.other,
    }
}

fn what_and_remedy(kind: &ProblemKind, words: &Words) -> (String, String) {
    let messages = &words.problems;
    match kind {
        ProblemKind::EmptyFile => messages.empty_file.told(&[]),
        ProblemKind::TooLarge => messages.too_large.told(&[]),
        ProblemKind::NotText => messages.not_text.told(&[]),
        ProblemKind::ConflictMarkers => messages.conflict_markers.told(&[]),
        ProblemKind::NotASession => messages.not_a_session.told(&[]),
        ProblemKind::NoFormat => messages.no_format.told(&[]),
        ProblemKind::NewerFormat { found, known } => {
            messages.newer_format.told(&[("found", &found.to_string()), ("known", &known.to_string())])
        }
        ProblemKind::UnknownName { found, suggestion } => {
            let (what, remedy) = messages.unknown_name.told(&[("found", &quoted(found))]);
            (what, suggestion.map_or(remedy, |meant| did_you_mean(meant, messages)))
        }
        ProblemKind::UnknownWord { found, suggestion, options } => {
            let options = choose_from(options, messages);
            let remedy = match suggestion {
                Some(meant) => format!("{} {options}", did_you_mean(meant, messages)),
                None => options,
            };
            (fill(&messages.unknown_word, &[("found", &quoted(found))]), remedy)
        }
        ProblemKind::TwiceNamed { name } => messages.twice_named.told(&[("name", &quoted(name))]),
        ProblemKind::WrongKind { wanted } => wrong_kind(*wanted, messages),
        ProblemKind::NoId => messages.no_id.told(&[]),
        ProblemKind::BadId { found } => messages.bad_id.told(&[("found", &quoted(found))]),
        ProblemKind::TwiceTheId { found } => messages.twice_the_id.told(&[("found", &quoted(found))]),
        ProblemKind::Dangling { field, target } => {
            messages.dangling.told(&[("field", field), ("target", &quoted(target))])
        }
        ProblemKind::TooMany => messages.too_many.told(&[]),
        ProblemKind::UnclosedText => messages.unclosed_text.told(&[]),
        ProblemKind::CutShort => messages.cut_short.told(&[]),
        ProblemKind::MissingComma => messages.missing_comma.told(&[]),
        ProblemKind::Wanted(wanted) => messages.wanted.told(&[("wanted", wanted)]),
        ProblemKind::Unreadable => messages.unreadable.told(&[]),
    }
}

impl Message {
    fn told(&self, values: &[(&str, &str)]) -> (String, String) {
        (fill(&self.what, values), fill(&self.remedy, values))
    }
}

fn did_you_mean(meant: &str, messages: &ProblemWords) -> String {
    fill(&messages.did_you_mean, &[("suggestion", meant)])
}

fn choose_from(options: &[&str], messages: &ProblemWords) -> String {
    fill(&messages.choose_from, &[("options", &options.join(", "))])
}

fn wrong_kind(wanted: Kind, messages: &ProblemWords) -> (String, String) {
    let kinds = &messages.kinds;
    let word = match wanted {
        Kind::Choice(set) => return with_options(&kinds.choice, set.options, messages),
        Kind::Choices(set) => return with_options(&kinds.choices, set.options, messages),
        Kind::Line => &kinds.line,
        Kind::Text => &kinds.text,
        Kind::Date => &kinds.date,
        Kind::Time => &kinds.time,
        Kind::Whole => &kinds.whole,
        Kind::Decimal => &kinds.decimal,
        Kind::Flag => &kinds.flag,
        Kind::Link(_) => &kinds.link,
        Kind::Links(_) => &kinds.links,
        Kind::Marks => &kinds.marks,
        Kind::Scores => &kinds.scores,
    };
    let what = fill(&messages.wrong_kind, &[("kind", &word.what)]);
    (what, fill(&messages.write_like, &[("example", &word.example)]))
}

fn with_options(kind: &str, options: &[&str], messages: &ProblemWords) -> (String, String) {
    (fill(&messages.wrong_kind, &[("kind", kind)]), choose_from(options, messages))
}

/// Line, column and item, as far as they are known.
fn place_text(problem: &Problem, words: &Words) -> String {
    let messages = &words.problems;
    let mut parts = Vec::new();
    let Position { line, column } = problem.position;
    if line > 0 {
        let (line, column) = (line.to_string(), column.to_string());
        parts.push(fill(&messages.line_and_column, &[("line", &line), ("column", &column)]));
    }
    if let Some((section, id)) = &problem.item {
        parts.push(item_text(*section, id.as_str(), words));
    }
    if parts.is_empty() { messages.somewhere.clone() } else { parts.join(", ") }
}

fn item_text(section: Section, id: &str, words: &Words) -> String {
    let record = words.record(section.kind()).one.as_str();
    let template = if section.count() == Count::One { &words.problems.in_section } else { &words.problems.in_item };
    fill(template, &[("record", record), ("section", section.name()), ("id", &quoted(id))])
}

/// What stands in a file, not longer than a message can hold.
fn quoted(text: &str) -> String {
    shorten(text, LONGEST_QUOTE)
}

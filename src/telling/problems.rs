//! What is wrong with a session file, in plain words: what it is, where it is, and what would mend it. The names and
//! words of the file are quoted as they stand there, since the reader has to find them in it.

use std::fmt;

use crate::domain::limits::Limit;
use crate::domain::problem::{Position, Problem, ProblemKind, Trouble, Unkept, Unread};
use crate::domain::session::{Count, Section};
use crate::domain::value::Kind;

use super::shorten::shorten;
use crate::i18n::Words;
use crate::i18n::numbers::whole_text;
use crate::i18n::problem_words::ProblemWords;
use crate::i18n::texts::Message;

/// What is quoted from a file is no longer than this.
const LONGEST_QUOTE: usize = 40;

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

/// A problem of a file in one sentence: what is wrong there, and what would mend it.
#[must_use]
pub fn problem_text(problem: &Problem, words: &Words) -> ProblemText {
    let Message { what, remedy } = what_and_remedy(&problem.kind, words);
    ProblemText { what, remedy, place: place_text(problem, words) }
}

/// Why something was not taken in, for the person who typed it.
#[must_use]
pub fn limit_text(limit: Limit, words: &Words) -> String {
    let most = whole_text(limit.most() as u64, words);
    match limit {
        Limit::Items => words.screen.too_many_items(most),
        Limit::Bytes => words.screen.too_long_text(most),
        Limit::Lines => words.screen.too_many_lines(most),
        Limit::Members => words.screen.too_many_members(most),
    }
}

/// Why a file was not read, in a line.
#[must_use]
pub fn unread_text(unread: &Unread, words: &Words) -> String {
    match unread {
        Unread::Trouble(trouble) => trouble_text(*trouble, words).to_string(),
        Unread::Problem(problem) => problem_text(problem, words).to_string(),
    }
}

/// The same for who sees it on the screen: the list of the session in which it is instead of the names in the file.
#[must_use]
pub fn unread_in_room(unread: &Unread, words: &Words) -> String {
    let Unread::Problem(problem) = unread else { return unread_text(unread, words) };
    let place = match &problem.item {
        Some((section, _)) => {
            let list = words.record(section.kind());
            let list = if section.count() == Count::One { &list.one } else { &list.many };
            let Position { line, .. } = problem.position;
            words.problems.in_list(list, whole_text(line as u64, words))
        }
        None => place_text(problem, words),
    };
    ProblemText { place, ..problem_text(problem, words) }.to_string()
}

/// What does not come along when a file is saved, in words.
#[must_use]
pub fn unkept_text(unkept: Unkept, words: &Words) -> String {
    let told = &words.problems.unkept;
    let remark = unkept.remark.map(|at| told.remark(at.line));
    let attributes = unkept.attributes.then(|| told.attributes.clone());
    let second_name = unkept.second_name.then(|| told.second_name.clone());
    let sentences: Vec<String> = [remark, attributes, second_name].into_iter().flatten().collect();
    sentences.join(" ")
}

/// Trouble with a file as a whole, in words.
#[must_use]
pub fn trouble_text(trouble: Trouble, words: &Words) -> &Message {
    let words = &words.problems.trouble;
    match trouble {
        Trouble::Gone => &words.gone,
        Trouble::Moved => &words.moved,
        Trouble::NotPermitted => &words.not_permitted,
        Trouble::Full => &words.full,
        Trouble::NotAFile => &words.not_a_file,
        Trouble::TooLarge => &words.too_large,
        Trouble::AlreadyThere => &words.already_there,
        Trouble::TooDeep => &words.too_deep,
        Trouble::TooDifferent => &words.too_different,
        Trouble::TwoSessions => &words.two_sessions,
        Trouble::Other => &words.other,
    }
}

fn what_and_remedy(kind: &ProblemKind, words: &Words) -> Message {
    let messages = &words.problems;
    match kind {
        ProblemKind::EmptyFile => messages.empty_file.clone(),
        ProblemKind::TooLarge => messages.too_large.clone(),
        ProblemKind::NotText => messages.not_text.clone(),
        ProblemKind::ConflictMarkers => messages.conflict_markers.clone(),
        ProblemKind::TwoSessions => messages.two_sessions.clone(),
        ProblemKind::NotASession => messages.not_a_session.clone(),
        ProblemKind::Pointer => messages.pointer.clone(),
        ProblemKind::NoFormat => messages.no_format.clone(),
        ProblemKind::NewerFormat { found, known } => messages.newer_format(found, known),
        ProblemKind::UnknownName { found, suggestion } => {
            let Message { what, remedy } = messages.unknown_name(quoted(found));
            Message { what, remedy: suggestion.map_or(remedy, |meant| messages.did_you_mean(meant)) }
        }
        ProblemKind::UnknownWord { found, suggestion, options } => {
            let options = choose_from(options, messages);
            let remedy = match suggestion {
                Some(meant) => format!("{} {options}", messages.did_you_mean(meant)),
                None => options,
            };
            Message { what: messages.unknown_word(quoted(found)), remedy }
        }
        ProblemKind::TwiceNamed { name } => messages.twice_named(quoted(name)),
        ProblemKind::WrongKind { wanted } => wrong_kind(*wanted, messages),
        ProblemKind::OutOfRange { least, most } => messages.out_of_range(number(*least, words), number(*most, words)),
        ProblemKind::NoId => messages.no_id.clone(),
        ProblemKind::BadId { found } => messages.bad_id(quoted(found)),
        ProblemKind::TwiceTheId { found } => messages.twice_the_id(quoted(found)),
        ProblemKind::Dangling { field, target } => messages.dangling(field, quoted(target)),
        ProblemKind::TooMany => messages.too_many.clone(),
        ProblemKind::UnclosedText => messages.unclosed_text.clone(),
        ProblemKind::CutShort => messages.cut_short.clone(),
        ProblemKind::MissingComma => messages.missing_comma.clone(),
        ProblemKind::Wanted(wanted) => messages.wanted(wanted),
        ProblemKind::Unreadable => messages.unreadable.clone(),
    }
}

/// A whole number, which may be below zero.
fn number(number: i64, words: &Words) -> String {
    let size = whole_text(number.unsigned_abs(), words);
    if number < 0 { format!("-{size}") } else { size }
}

fn choose_from(options: &[&str], messages: &ProblemWords) -> String {
    messages.choose_from(options.join(", "))
}

fn wrong_kind(wanted: Kind, messages: &ProblemWords) -> Message {
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
        Kind::Versions => &kinds.versions,
    };
    Message { what: messages.wrong_kind(&word.what), remedy: messages.write_like(&word.example) }
}

fn with_options(kind: &str, options: &[&str], messages: &ProblemWords) -> Message {
    Message { what: messages.wrong_kind(kind), remedy: choose_from(options, messages) }
}

/// Line, column and item, as far as they are known.
fn place_text(problem: &Problem, words: &Words) -> String {
    let messages = &words.problems;
    let mut parts = Vec::new();
    let Position { line, column } = problem.position;
    if line > 0 {
        parts.push(messages.line_and_column(line, column));
    }
    if let Some((section, id)) = &problem.item {
        parts.push(item_text(*section, id.as_str(), words));
    }
    if parts.is_empty() { messages.somewhere.clone() } else { parts.join(", ") }
}

fn item_text(section: Section, id: &str, words: &Words) -> String {
    let record = words.record(section.kind()).one.as_str();
    if section.count() == Count::One {
        words.problems.in_section(record, section.name())
    } else {
        words.problems.in_item(record, quoted(id), section.name())
    }
}

/// What stands in a file, not longer than a message can hold.
fn quoted(text: &str) -> String {
    shorten(text, LONGEST_QUOTE)
}

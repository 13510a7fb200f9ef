//! The kinds of value that a field can hold.

use super::records::meeting::AnswerState;
use super::session::Section;

/// The kind of value that a field holds.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Line,
    /// Text of any number of lines.
    Text,
    Date,
    /// A time of day, in hours and minutes.
    Time,
    /// A whole number, not negative: people, euros, minutes, years.
    Whole,
    /// A number with at most three decimals.
    Decimal,
    /// Yes, or not said: a file knows no no.
    Flag,
    /// One of a fixed set of words.
    Choice(&'static ChoiceKind),
    /// Any of a fixed set of words.
    Choices(&'static ChoiceKind),
    /// One item of a section.
    Link(Section),
    /// Any number of items of a section.
    Links(Section),
    /// A set of short words: the marks of a question, groups added by hand.
    Marks,
    /// The scores that a group called out, lowest first.
    Scores,
    /// Other versions of what stands somewhere, which a person is to choose from; no form asks them.
    Versions,
}

impl Kind {
    /// The section to whose items its values point.
    pub(crate) fn link(self) -> Option<Section> {
        match self {
            Self::Link(section) | Self::Links(section) => Some(section),
            _ => None,
        }
    }
}

/// A fixed set of words: what stands in a file, in the order in which a person meets them.
#[derive(Debug, PartialEq, Eq)]
pub struct ChoiceKind {
    /// The name under which the language files hold the words.
    pub name: &'static str,
    /// The words as a file holds them.
    pub options: &'static [&'static str],
    /// How far something is of which each word is told; empty for words that do not tell that.
    pub states: &'static [AnswerState],
}

impl ChoiceKind {
    /// A set of words, with the state that each comes down to or without states.
    pub(crate) const fn new(
        name: &'static str,
        options: &'static [&'static str],
        states: &'static [AnswerState],
    ) -> Self {
        assert!(states.is_empty() || states.len() == options.len(), "a state for every word or for none");
        Self { name, options, states }
    }

    /// How far something is of which this word is told; open for any other word.
    pub fn state_of(&self, word: &str) -> AnswerState {
        let told = self.options.iter().position(|option| *option == word);
        told.and_then(|told| self.states.get(told)).copied().unwrap_or(AnswerState::Open)
    }

    /// The first word that comes down to this state.
    pub fn word_for(&self, state: AnswerState) -> Option<&'static str> {
        self.states.iter().position(|known| *known == state).map(|at| self.options[at])
    }
}

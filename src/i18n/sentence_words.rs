//! The words of sentences about what changed, and those for values that have none of their own.

use serde::Deserialize;

/// The sentences about changes, and the words for values that have none of their own.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Sentences")]
pub struct SentenceWords {
    /// An item with its title.
    pub item: String,
    /// An item without a title.
    pub untitled_item: String,
    /// The title of an item without one.
    pub untitled: String,
    /// A question by its number and its words.
    pub question: String,
    /// A question by its number.
    pub question_by_number: String,
    /// A question by its words.
    pub question_in_words: String,
    /// A question of which neither is known.
    pub unknown_question: String,
    /// A question about an item.
    pub question_about: String,
    /// An item that was added, with its title.
    pub inserted: String,
    /// An item that was taken away.
    pub removed: String,
    /// An answer that was taken away.
    pub answer_removed: String,
    /// What two people disagreed on was chosen: `{subject}`.
    pub settled: String,
    /// An item that was moved.
    pub moved: String,
    /// An edit that changes nothing.
    pub unchanged: String,
    /// A field that was changed, without its values.
    pub altered: String,
    /// A field that was changed.
    pub field: EditWords,
    /// An answer that was changed.
    pub answer: EditWords,
    /// A field of an answer, beside the answer itself.
    pub answer_part: String,
    /// A flag that is set.
    pub yes: String,
    /// A flag that is not.
    pub no: String,
    /// Where a value ought to be, and there is none to show.
    pub nothing: String,
    /// Words that keep their capital in the middle of a sentence.
    pub names: Vec<String>,
}

/// The sentences about a value that was changed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Change")]
pub struct EditWords {
    /// From one value to another.
    pub changed: String,
    /// From nothing to a value.
    pub filled: String,
    /// From a value to nothing.
    pub emptied: String,
    /// Some that came into a set.
    pub added: String,
    /// Some that went out of it.
    pub taken: String,
    /// Some that came and some that went.
    pub swapped: String,
}

//! The words for signals: what a session asks of the people. How they are put together is told in `telling`.

use super::each_later::EachLater;
use super::texts::{Details, texts};

texts! {
    /// The words for all rules: a signal on one line, and those of each rule by its name.
    SignalWords {
        named(subject, text),
        named_by_sentence(subject, text),
        rules: EachLater<SignalText>,
    }

    /// The words for a rule: what is so, behind the name of what it is about; what would settle it; and what one of them
    /// is called behind its number, and several.
    SignalText {
        told: Details<String>,
        remedy: Details<String>,
        one,
        many,
    }
}

impl SignalWords {
    /// A signal on one line. What it is about stands between quotation marks where it ends in a sign of its own, so that no
    /// two signs stand in a row.
    pub fn line(&self, subject: &str, text: &str) -> String {
        let has_sign = subject.trim_end().ends_with(['?', '!', '.', ',', ':', ';']);
        if has_sign { self.named_by_sentence(subject.trim_end(), text) } else { self.named(subject, text) }
    }

    /// The words of a rule; those of none if a language lacks them, which a test keeps from happening.
    pub fn rule(&self, name: &str) -> Option<&SignalText> {
        self.rules.get(name)
    }
}

//! The words for signals: what a session asks of the people. How they are put together is told in `telling`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The words for all rules.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignalWords {
    /// What a signal is about and what it tells: `{subject}`, `{text}`.
    pub named: String,
    /// By the name of the rule.
    pub rules: BTreeMap<String, SignalText>,
}

/// The words for a rule.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignalText {
    /// What is so, behind the name of what it is about.
    pub told: String,
    /// What would settle it.
    pub remedy: String,
    /// What one of them is called, behind its number.
    pub one: String,
    /// What several are called.
    pub many: String,
}

impl SignalWords {
    /// The words of a rule; those of none if a language lacks them, which a test keeps from happening.
    pub fn rule(&self, name: &str) -> Option<&SignalText> {
        self.rules.get(name)
    }
}

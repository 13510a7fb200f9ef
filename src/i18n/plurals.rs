//! The forms that a language has for numbers of things: one action, two actions. Which number takes which form is a rule
//! of the language, named in its data files.

use std::fmt;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;

use super::word_fields::{WordSlot, WordValue, WordsRead};

/// The categories of numbers that languages tell apart, as Unicode names them. A category that a language does not use,
/// or for which a text has no form, takes the form for other numbers.
#[expect(missing_docs, reason = "Unicode's names")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    One,
    Few,
    Many,
    Other,
}

/// How a language sorts numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum PluralRule {
    /// One, and all others: Dutch, English, German.
    #[default]
    OneOther,
    /// Nought and one, and all others: French.
    UpToOne,
    /// One, a few that end in 2, 3 or 4, and many: Polish.
    OneFewMany,
}

impl WordSlot for PluralRule {
    fn read(&mut self, from: &mut dyn WordValue) -> WordsRead {
        *self = Self::deserialize(from.word()?.into_deserializer()).map_err(|error: Error| error.to_string())?;
        Ok(())
    }
}

impl PluralRule {
    /// The category of a number.
    #[must_use]
    pub fn category(self, number: u64) -> Category {
        match (self, number) {
            (Self::OneOther | Self::OneFewMany, 1) | (Self::UpToOne, 0 | 1) => Category::One,
            (Self::OneOther | Self::UpToOne, _) => Category::Other,
            (Self::OneFewMany, _) => {
                let is_few = matches!(number % 10, 2..=4) && !matches!(number % 100, 12..=14);
                if is_few { Category::Few } else { Category::Many }
            }
        }
    }

    /// A number with its category; the text is how the language writes it.
    #[must_use]
    pub fn counted(self, number: u64, text: String) -> Counted {
        Counted { text, category: self.category(number) }
    }
}

/// How many there are of something: a number as a language writes it, which knows the form of the words around it.
#[derive(Clone, Debug)]
pub struct Counted {
    text: String,
    category: Category,
}

impl Counted {
    /// Whether there is one of it.
    #[must_use]
    pub fn is_one(&self) -> bool {
        self.category == Category::One
    }

    pub(super) fn category(&self) -> Category {
        self.category
    }
}

impl fmt::Display for Counted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::{Category, PluralRule};

    #[test]
    fn a_number_is_sorted_by_the_rule_of_its_language() {
        use Category::{Few, Many, One, Other};
        for (rule, expected) in [
            (PluralRule::OneOther, [Other, One, Other, Other, Other, Other, Other]),
            (PluralRule::UpToOne, [One, One, Other, Other, Other, Other, Other]),
            (PluralRule::OneFewMany, [Many, One, Few, Many, Many, Few, Many]),
        ] {
            assert_eq!([0, 1, 2, 5, 12, 22, 100].map(|number| rule.category(number)), expected, "{rule:?}");
        }
    }
}

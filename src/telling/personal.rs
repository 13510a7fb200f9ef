//! What is about one person's identity is repeated nowhere that others may read along.

use crate::domain::signals::personal::citizen_numbers;
use crate::i18n::outgoing::OutgoingWords;

/// A text with a word for each citizen service number; `None` where there are none.
pub fn without_personal_numbers(text: &str, words: &OutgoingWords) -> Option<String> {
    let found = citizen_numbers(text);
    let mut told = text.to_owned();
    found.iter().rev().for_each(|number| told.replace_range(number.clone(), &words.personal_number));
    (!found.is_empty()).then_some(told)
}

//! What is about one person's identity is repeated nowhere that others may read along.

use crate::domain::retold::retell;
use crate::domain::session::Session;
use crate::domain::signals::personal::citizen_numbers;
use crate::i18n::outgoing::OutgoingWords;

/// A text with a word for each citizen service number; `None` where there are none.
pub fn without_personal_numbers(text: &str, words: &OutgoingWords) -> Option<String> {
    let found = citizen_numbers(text);
    let mut told = text.to_owned();
    found.iter().rev().for_each(|number| told.replace_range(number.clone(), &words.personal_number));
    (!found.is_empty()).then_some(told)
}

/// The same, of a text that is told as it is where it holds none.
#[must_use]
pub fn veiled(told: String, words: &OutgoingWords) -> String {
    without_personal_numbers(&told, words).unwrap_or(told)
}

/// A session as it may stand on a wall: a number of a person is in its file alone.
#[must_use]
pub fn on_a_wall(mut session: Session, words: &OutgoingWords) -> Session {
    retell(&mut session, &|_, _, text| without_personal_numbers(text, words));
    session
}

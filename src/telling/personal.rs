//! What is about one person's identity is repeated nowhere that others may read along.

use crate::domain::retold::retell;
use crate::domain::session::Session;
use crate::domain::signals::personal::{PersonalData, personal_data};
use crate::i18n::all_months;
use crate::i18n::outgoing::OutgoingWords;

/// A text with a word for each number that is a person's own; `None` where there are none.
pub fn without_personal_numbers(text: &str, words: &OutgoingWords) -> Option<String> {
    without(text, words, PersonalData::is_number)
}

/// The same, with a word for each day on which a person may have been born as well.
pub fn without_personal_data(text: &str, words: &OutgoingWords) -> Option<String> {
    without(text, words, |_| true)
}

/// A text without the numbers that are a person's own: as it is where it holds none.
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

fn without(text: &str, words: &OutgoingWords, is_left_out: fn(PersonalData) -> bool) -> Option<String> {
    let mut found = personal_data(text, all_months());
    found.retain(|(_, data)| is_left_out(*data));
    let mut told = text.to_owned();
    for (place, data) in found.iter().rev() {
        let word = match data {
            PersonalData::CitizenNumber => &words.personal_number,
            PersonalData::BankAccount => &words.bank_account,
            PersonalData::BirthDate => &words.birth_date,
        };
        told.replace_range(place.clone(), word);
    }
    (!found.is_empty()).then_some(told)
}

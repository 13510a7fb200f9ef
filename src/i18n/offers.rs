//! The words for offers: what one place of a session has ready for another, and the texts that accepting one enters.

use super::by_name::ByName;
use super::texts::{Details, Keyed, texts};

texts! {
    /// An offer on one line, the texts that are entered, and the sentence of each rule by its name.
    OfferWords {
        offered(text),
        accepted(text): Keyed,
        cards,
        waved_away: Keyed,
        offered_again(text),
        ask_for_source(name),
        tell_them(names),
        decision(chosen, others),
        rules: ByName<Details<String>>,
    }
}

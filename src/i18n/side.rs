//! The words beside the wall: of a second terminal, of a rehearsal, and of lines without a screen.

use super::texts::{Keyed, texts};

texts! {
    /// The words beside the wall.
    SideWords = "Side" {
        title,
        now,
        next,
        question_now,
        question_next,
        own_notes,
        no_notes,
        parked(count),
        asks,
        keys,
        rehearsing,
        rehearsal_begins: Keyed,
        rehearsal_ends,
        no_such_word(text),
        what_can_be(actions, panels),
        no_such_choice(text, choices),
        larger_letters,
    }
}

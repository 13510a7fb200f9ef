//! The words about what is being typed: what is asked before it is taken, what it was understood as, what has no place.

use super::texts::{Keyed, texts};

texts! {
    /// The words about what is being typed.
    TypingWords = "Typing" {
        no_such_choice(text): Keyed,
        choice_cleared(choice),
        number_as_name(text, kind): Keyed,
        looks_alike(text, name): Keyed,
        has_no_place(text),
        pasted_nowhere(text): Keyed,
        nowhere_to_paste(text),
        past_the_last_field: Keyed,
        no_field_here,
        goes_elsewhere(text, label),
        beyond_the_scale(most),
        another_weekday(date),
        new_name(name),
        understood_scores[count](scores),
        understood_minutes[count],
        why_dropped,
        not_dropped,
        together[count](what),
    }
}

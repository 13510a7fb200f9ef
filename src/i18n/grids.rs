//! The words of grids: what is filled in together, hidden, and shown.

use super::texts::{Keyed, texts};

texts! {
    GridWords = "Grids" {
        keys,
        still_hidden,
        shown,
        together,
        of(count, total),
        people_by_dots(people, dots),
        dots_to_go[count],
        dots_too_many[count],
        all_filled: Keyed,
        digits_are_steps,
        changed_unseen(title): Keyed,
        now_shown: Keyed,
        now_hidden: Keyed,
        nothing_to_show,
        without(field),
        rank(rank),
        apart(residents, professionals),
        tie: Keyed,
        choose: Keyed,
        chosen(title),
        was_paid(offered, cost),
        was_not_paid(offered, cost),
        auction_written(paid, others),
        left,
        paid,
        short(euros),
        named_by_all,
        named_by_some,
        named_by_one,
        nobody_yet,
        furthest_apart(dimension),
        pitch_rule,
        minutes_over,
        nothing_said,
        about_nothing,
        other_dimension: Keyed,
    }
}

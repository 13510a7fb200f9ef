//! The words about rounds: what came along from an earlier one and what was decided about it, and what was measured and
//! scored in one round beside another.

use super::texts::{Keyed, texts};

texts! {
    RoundWords = "Rounds" {
        came_along(count),
        to_decide(count),
        all_decided,
        undecided,
        is_done,
        goes_on,
        is_dropped,
        from_round(round),
        from_round_on(round, date),
        asked_anew,
        worked(titles),
        note_taken: Keyed,
        agreed_first(what),
        carried[count],
        nothing_came_along,
        all_are_decided,
        points_came_along[count](open): Keyed,
        points_were_decided[count],
        compared,
        goals,
        baseline,
        target,
        direction,
        no_goals,
        not_measured,
        reached,
        closer,
        farther,
        unchanged,
        higher,
        lower,
        now_higher,
        now_lower,
        same,
        all_groups,
        group_of(name, number, total): Keyed,
        now,
        web_of(group),
    }
}

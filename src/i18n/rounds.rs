//! The words about rounds: what came along from an earlier one and what was decided about it, and what was measured and
//! scored in one round beside another.

use serde::Deserialize;

/// The words about rounds.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Rounds")]
pub struct RoundWords {
    /// “Came along from an earlier round: {count}”
    pub came_along: String,
    /// “{count} to decide still”
    pub to_decide: String,
    /// “all is decided”
    pub all_decided: String,
    /// “open”
    pub undecided: String,
    /// “done”
    pub is_done: String,
    /// “goes on”
    pub goes_on: String,
    /// “dropped”
    pub is_dropped: String,
    /// “from round {round}”
    pub from_round: String,
    /// “from round {round} of {date}”
    pub from_round_on: String,
    /// “asked again”
    pub asked_anew: String,
    /// “This worked: {titles}”
    pub worked: String,
    /// “The note of the round before is gone; {key} brings it back.”
    pub note_taken: String,
    /// “moved {count} time”
    pub carried_once: String,
    /// “moved {count} times”
    pub carried_often: String,
    /// “Nothing came along from an earlier round.”
    pub nothing_came_along: String,
    /// “All that came along is decided now.”
    pub all_are_decided: String,
    /// “{count} open points came along; {open} to decide still with m”
    pub points_came_along: String,
    /// “{count} open points came along; all is decided”
    pub points_were_decided: String,
    /// “Rounds beside each other”
    pub compared: String,
    /// “Goals through the rounds”
    pub goals: String,
    /// “baseline”
    pub baseline: String,
    /// “goal”
    pub target: String,
    /// “direction”
    pub direction: String,
    /// “First write down a goal at step 2.”
    pub no_goals: String,
    /// “not measured yet”
    pub not_measured: String,
    /// “goal reached”
    pub reached: String,
    /// “closer to the goal”
    pub closer: String,
    /// “farther from the goal”
    pub farther: String,
    /// “as it was”
    pub unchanged: String,
    /// “higher than before”
    pub higher: String,
    /// “lower than before”
    pub lower: String,
    /// “now higher”
    pub now_higher: String,
    /// “now lower”
    pub now_lower: String,
    /// “the same”
    pub same: String,
    /// “All groups”
    pub all_groups: String,
    /// “{name} ({number} of {total}, ↑ ↓ for another group)”
    pub group_of: String,
    /// “now”
    pub now: String,
    /// “Spider web: {group}”
    pub web_of: String,
}

//! Rounds beside each other, in words: the goals with what was measured of them in each round, and the spider web as it was
//! scored before. The same words for the screen and for text.

use std::cmp::Ordering;

use crate::domain::course::{Course, Direction};
use crate::domain::decimal::Decimal;
use crate::domain::records::priorities::Goal;
use crate::domain::session::Session;
use crate::domain::sums::Spread;
use crate::i18n::Words;
use crate::i18n::numbers::decimal_text;

/// A number with the unit of a figure behind it, if it has one.
#[must_use]
pub fn with_unit(value: Decimal, unit: &str, words: &Words) -> String {
    decimal_text(value, words) + &unit_behind(unit)
}

fn unit_behind(unit: &str) -> String {
    if unit.is_empty() || unit == "%" { unit.to_owned() } else { format!(" {unit}") }
}

/// The unit in which a goal is measured.
#[must_use]
pub fn unit_of<'session>(session: &'session Session, goal: &Goal) -> &'session str {
    let indicator = goal.indicator.target.as_ref().and_then(|indicator| session.indicators.find(indicator));
    indicator.map_or("", |indicator| &indicator.unit)
}

/// A stage of a goal: the baseline, a round, or what is to be reached.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    pub label: String,
    pub value: String,
}

/// The stages of a goal in order, each with what was measured: the baseline, the rounds, and what is to be reached. A
/// percentage is one everywhere; of anything else only the last says what is counted.
#[must_use]
pub fn stages(course: &Course, unit: &str, words: &Words) -> Vec<Stage> {
    let (each, last_only) = if unit == "%" { (unit, "") } else { ("", unit) };
    let stage = |label: String, values: &[Decimal]| Stage {
        label,
        value: values.iter().map(|value| with_unit(*value, each, words)).collect::<Vec<_>>().join(", "),
    };
    let baseline = course.baseline.map(|value| stage(words.rounds.baseline.clone(), &[value]));
    let rounds = course.rounds.iter().map(|(round, values)| stage(round_name(*round, words), values));
    let target = course.target.map(|value| stage(words.rounds.target.clone(), &[value]));
    let mut stages: Vec<Stage> = baseline.into_iter().chain(rounds).chain(target).collect();
    if let Some(last) = stages.last_mut() {
        last.value.push_str(&unit_behind(last_only));
    }
    stages
}

/// Which way a goal goes.
#[must_use]
pub fn direction_text<'words>(course: &Course, words: &'words Words) -> &'words str {
    let nothing = &words.screen.nothing_to_compare;
    let words = &words.rounds;
    match course.direction {
        None if course.rounds.is_empty() => &words.not_measured,
        None => nothing,
        Some(Direction::Reached) => &words.reached,
        Some(Direction::Closer) => &words.closer,
        Some(Direction::Farther) => &words.farther,
        Some(Direction::Same) => &words.unchanged,
        Some(Direction::Higher) => &words.higher,
        Some(Direction::Lower) => &words.lower,
    }
}

/// The spread of scores: from lowest to highest, the middle, and how many.
#[must_use]
pub fn spread_text(spread: Spread, words: &Words) -> String {
    format!("{} · {}", range_text(spread, words), spread.count)
}

/// The same without how many.
#[must_use]
pub fn range_text(spread: Spread, words: &Words) -> String {
    let (lowest, highest) = (tenths(spread.lowest, words), tenths(spread.highest, words));
    format!("{lowest}–{highest} · {} {}", words.screen.median, tenths(spread.median, words))
}

/// The same in signs, as they stand on the line of a picture: `◆` is the middle.
#[must_use]
pub fn short_range_text(spread: Spread, words: &Words) -> String {
    let (lowest, highest) = (tenths(spread.lowest, words), tenths(spread.highest, words));
    format!("{lowest}–{highest} · ◆ {}", tenths(spread.median, words))
}

/// The middle of an earlier round, and whether that of now is higher or lower: no more is said of a conversation.
#[must_use]
pub fn before_text(now: Spread, (round, before): (u32, Spread), words: &Words) -> String {
    let change = match now.median.cmp(&before.median) {
        Ordering::Less => &words.rounds.now_lower,
        Ordering::Equal => &words.rounds.same,
        Ordering::Greater => &words.rounds.now_higher,
    };
    format!("{}: {} · {change}", round_name(round, words), tenths(before.median, words))
}

fn tenths(tenths: u32, words: &Words) -> String {
    let value = Decimal::from_thousandths(i64::from(tenths) * 100);
    value.map_or(String::new(), |value| decimal_text(value, words))
}

/// What a round is called.
#[must_use]
pub fn round_name(round: u32, words: &Words) -> String {
    words.screen.round(round)
}

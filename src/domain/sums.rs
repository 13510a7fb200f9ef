//! The sums that the room sees: the spread of scores, how far a figure lies from those beside it, votes, the auction.
//! Whole numbers and exact decimals; no average is ever made of a spider web (M32).

use super::decimal::Decimal;
use super::hidden::is_hidden;
use super::id::Id;
use super::records::meeting::Group;
use super::records::plan::Pilot;
use super::records::priorities::Theme;
use super::records::profile::{Dimension, Favourable, Indicator};
use super::session::{AnyTable, Section, Session};
use super::value::Scores;
use crate::domain::in_order::sort_by_key;

/// The highest score that is given in a session.
pub fn scale(session: &Session) -> u32 {
    const USUAL: u32 = 10;
    session.the_meeting().scale.known().filter(|scale| *scale > 0).unwrap_or(USUAL).min(Scores::HIGHEST.into())
}

/// How scores are spread, in tenths of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// How many scores there are.
    pub count: usize,
    /// The lowest score of the group.
    pub lowest: u32,
    /// A quarter lies at or below.
    pub lower_quartile: u32,
    /// Half lies at or below.
    pub median: u32,
    /// Three quarters lie at or below.
    pub upper_quartile: u32,
    /// The highest score of the group.
    pub highest: u32,
}

/// The spread of scores; `None` where there are none. Quartiles are interpolated between neighbours.
pub fn spread(scores: &[u16]) -> Option<Spread> {
    let mut sorted = scores.to_vec();
    sorted.sort_unstable();
    let last = sorted.len().checked_sub(1)?;
    let at = |quarters: usize| {
        let position = last * quarters;
        let low = u32::from(sorted[position / 4]) * 10;
        let high = u32::from(sorted[(position / 4 + 1).min(last)]) * 10;
        let share = u32::try_from(position % 4).unwrap_or(0);
        low + ((high - low) * share + 2) / 4
    };
    Some(Spread {
        count: sorted.len(),
        lowest: at(0),
        lower_quartile: at(1),
        median: at(2),
        upper_quartile: at(3),
        highest: at(4),
    })
}

/// The scores for a dimension, lowest first: those of all groups, or of one of them; none while they are hidden.
pub fn scores_of(session: &Session, dimension: Dimension, group: Option<&Id>) -> Vec<u16> {
    if is_hidden(session, Section::Scores) {
        return Vec::new();
    }
    let of_dimension = session.scores.iter().filter(|score| score.dimension == Some(dimension));
    let of_group = of_dimension.filter(|score| group.is_none_or(|group| score.group.is(group)));
    let mut all: Vec<u16> = of_group.flat_map(|score| score.scores.known.iter().copied()).collect();
    all.sort_unstable();
    all
}

/// What a deviation from elsewhere means, given which way is better.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Better,
    Worse,
    Same,
    /// Different, but neither better nor worse.
    Different,
}

/// How far the neighbourhood lies from a figure elsewhere.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// Neighbourhood less elsewhere, in thousandths of the unit.
    pub thousandths: i64,
    pub verdict: Verdict,
}

/// The deviation from a figure elsewhere; `None` where one of the two is not known.
pub fn deviation(indicator: &Indicator, elsewhere: Option<Decimal>) -> Option<Deviation> {
    let thousandths = indicator.neighbourhood.known()?.thousandths() - elsewhere?.thousandths();
    let verdict = match (thousandths.signum(), indicator.favourable) {
        (0, _) => Verdict::Same,
        (1, Some(Favourable::Higher)) | (-1, Some(Favourable::Lower)) => Verdict::Better,
        (1, Some(Favourable::Lower)) | (-1, Some(Favourable::Higher)) => Verdict::Worse,
        _ => Verdict::Different,
    };
    Some(Deviation { thousandths, verdict })
}

/// By how much a figure differs from the one beside it, as a share of that, in thousandths: one measure for figures of all
/// kinds. `None` where there is nothing to compare.
pub fn share_of_difference(indicator: &Indicator, elsewhere: Option<Decimal>) -> Option<i64> {
    let Deviation { thousandths, .. } = deviation(indicator, elsewhere)?;
    let size = elsewhere.map_or(0, |value| value.thousandths().abs()).max(1);
    Some(thousandths.abs().saturating_mul(1000) / size)
}

/// The figures, those that differ most from the municipality first, or from the country where that is all that is known;
/// what cannot be compared comes last.
pub fn by_difference(session: &Session) -> Vec<&Indicator> {
    let share = |indicator: &&Indicator| {
        let elsewhere = [indicator.municipality.known(), indicator.country.known()];
        elsewhere.into_iter().find_map(|value| share_of_difference(indicator, value))
    };
    let mut all: Vec<&Indicator> = session.indicators.iter().collect();
    sort_by_key(&mut all, |indicator| std::cmp::Reverse(share(indicator)));
    all
}

/// The votes for a theme, per group in the order of the groups.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Votes {
    pub theme: Id,
    /// Votes of each group of the session; votes without a group come last.
    pub per_group: Vec<u32>,
    pub total: u32,
}

/// The votes for all themes, most first; themes with as many keep their order, and [`ties`] tells of them. None while
/// they are hidden.
pub fn votes(session: &Session) -> Vec<Votes> {
    if is_hidden(session, Section::Votes) {
        return Vec::new();
    }
    let groups = session.groups.len();
    let none_yet = |theme: &Theme| Votes { theme: theme.id.clone(), per_group: vec![0; groups + 1], total: 0 };
    let mut all: Vec<Votes> = session.themes.iter().map(none_yet).collect();
    for vote in &session.votes {
        let Some(theme) = vote.theme.target.as_ref().and_then(|theme| session.themes.position(theme)) else { continue };
        let group = vote.group.target.as_ref().and_then(|group| session.groups.position(group));
        let count = vote.votes.known().unwrap_or(0);
        let Votes { per_group, total, .. } = &mut all[theme];
        let cell = &mut per_group[group.unwrap_or(groups)];
        (*cell, *total) = (cell.saturating_add(count), total.saturating_add(count));
    }
    sort_by_key(&mut all, |votes| std::cmp::Reverse(votes.total));
    all
}

/// The numbers of votes that more than one theme got, most first: a tie is announced, not sorted away.
pub fn ties(votes: &[Votes]) -> Vec<u32> {
    let mut tied: Vec<u32> =
        votes.windows(2).filter(|pair| pair[0].total == pair[1].total).map(|pair| pair[0].total).collect();
    tied.retain(|total| *total > 0);
    tied.dedup();
    tied
}

/// The votes that a group has: its people times their dots.
pub fn wanted_of(session: &Session, group: &Id) -> Option<u32> {
    let dots = session.the_meeting().dots.known()?;
    session.groups.find(group)?.size.known().map(|size| size.saturating_mul(dots))
}

/// What is offered for a pilot, and what it costs (M63).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Auction {
    /// The sum of all bids, in euros.
    pub offered: u32,
    /// The price in euros, where it is known.
    pub cost: Option<u32>,
}

/// The pilots, in their order, each with what is offered for it.
pub fn auction(session: &Session) -> Vec<(&Pilot, Auction)> {
    let pilots = session.pilots.iter();
    let mut all: Vec<_> = pilots.map(|pilot| (pilot, Auction { offered: 0, cost: pilot.cost.known() })).collect();
    for bid in &session.bids {
        if let Some(at) = bid.pilot.target.as_ref().and_then(|pilot| session.pilots.position(pilot)) {
            let offered = &mut all[at].1.offered;
            *offered = offered.saturating_add(bid.amount.known().unwrap_or(0));
        }
    }
    all
}

/// What each group that has a budget has left of it; negative where it offered more.
pub fn budgets_left(session: &Session) -> Vec<(&Group, i64)> {
    let mut left: Vec<Option<i64>> = session.groups.iter().map(|group| group.budget.known().map(i64::from)).collect();
    for bid in &session.bids {
        if let Some(at) = bid.group.target.as_ref().and_then(|group| session.groups.position(group))
            && let Some(left) = &mut left[at]
        {
            *left -= i64::from(bid.amount.known().unwrap_or(0));
        }
    }
    session.groups.iter().zip(left).filter_map(|(group, left)| Some((group, left?))).collect()
}

//! What the sessions of a folder ask together: nothing in one of them alone is wrong.

use std::collections::HashMap;

use super::Weight;
use crate::domain::newest::{Standing, folded};

/// What the sessions of a folder ask together, that none of them asks alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolderRule {
    /// Two files are the same session.
    SameId,
    /// Two neighbourhoods have the same name, and of one the municipality is not known.
    SameName,
    /// Two sessions are the next round of the same one: each goes on without what the other holds.
    SameRound,
}

impl FolderRule {
    /// Its name for other programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SameId => "same_id",
            Self::SameName => "same_name",
            Self::SameRound => "same_round",
        }
    }

    /// How much it asks: files of one session are wrong, the others may be.
    #[must_use]
    pub fn weight(self) -> Weight {
        match self {
            Self::SameId => Weight::Wrong,
            Self::SameName | Self::SameRound => Weight::Open,
        }
    }
}

/// Something that two sessions ask together, by their places among all.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FolderSignal {
    pub rule: FolderRule,
    /// The session where it is settled.
    pub session: usize,
    /// The session that has the same id, name or previous round, by its place among all.
    pub other: usize,
}

/// All that these sessions ask together, in their order.
#[must_use]
pub fn among(sessions: &[Standing<'_>]) -> Vec<FolderSignal> {
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    for (number, session) in sessions.iter().enumerate() {
        by_id.entry(session.id).or_insert(number);
    }
    let first_rounds = first_rounds(sessions, &by_id);
    let mut by_previous: HashMap<&str, usize> = HashMap::new();
    let mut by_name: HashMap<String, SameName> = HashMap::new();
    for (number, session) in sessions.iter().enumerate() {
        let name = folded(session.neighbourhood);
        if !name.is_empty() {
            let same = by_name.entry(name).or_insert(SameName { first: number, other: None });
            let is_other = first_rounds[same.first] != first_rounds[number];
            same.other = same.other.or(is_other.then_some(number));
        }
    }
    let mut found = Vec::new();
    for (number, session) in sessions.iter().enumerate() {
        if let Some(&other) = by_id.get(session.id).filter(|first| **first != number) {
            found.push(FolderSignal { rule: FolderRule::SameId, session: number, other });
        }
        if let Some(previous) = session.previous {
            let first = *by_previous.entry(previous).or_insert(number);
            if sessions[first].id != session.id {
                found.push(FolderSignal { rule: FolderRule::SameRound, session: number, other: first });
            }
        }
        if !session.municipality.trim().is_empty() {
            continue;
        }
        let same = by_name.get(&folded(session.neighbourhood));
        let other = same.and_then(|same| {
            let is_other = first_rounds[same.first] != first_rounds[number];
            if is_other { Some(same.first) } else { same.other }
        });
        found.extend(other.map(|other| FolderSignal { rule: FolderRule::SameName, session: number, other }));
    }
    found
}

/// The sessions of one name.
struct SameName {
    /// The number of the first session of the name.
    first: usize,
    /// The first that is of another neighbourhood than that one.
    other: Option<usize>,
}

/// For each session the id of the first round that is known of, from which on the rounds are of one neighbourhood. Rounds
/// that name each other in a circle are those of the one at which the circle was entered.
fn first_rounds<'session>(sessions: &[Standing<'session>], by_id: &HashMap<&str, usize>) -> Vec<&'session str> {
    let mut first_rounds: Vec<Option<&str>> = vec![None; sessions.len()];
    let mut on_the_way = vec![false; sessions.len()];
    for number in 0..sessions.len() {
        let (mut way, mut at) = (Vec::new(), number);
        let first = loop {
            if let Some(known) = first_rounds[at] {
                break known;
            }
            if std::mem::replace(&mut on_the_way[at], true) {
                break sessions[at].id;
            }
            way.push(at);
            let Some(previous) = sessions[at].previous else { break sessions[at].id };
            match by_id.get(previous) {
                Some(&before) => at = before,
                None => break previous,
            }
        };
        for at in way {
            first_rounds[at] = Some(first);
        }
    }
    first_rounds.into_iter().map(Option::unwrap_or_default).collect()
}

#[cfg(test)]
mod tests {
    use super::{FolderRule, among};
    use crate::domain::newest::Standing;

    #[test]
    fn files_of_one_session_and_neighbourhoods_of_one_name_are_told() {
        let session = |id, previous, neighbourhood, municipality| Standing {
            id,
            previous,
            neighbourhood,
            municipality,
            ..Standing::default()
        };
        let first = session("s-1", None, "Linden", "Merendam");
        for (other, expected) in [
            (session("s-1", None, "Haven", "Merendam"), vec![FolderRule::SameId]),
            (session("s-2", None, "linden ", ""), vec![FolderRule::SameName]),
            (session("s-2", None, "Linden", "Zee"), vec![]),
            (session("s-2", None, "Haven", ""), vec![]),
            (session("s-2", Some("s-1"), "Linden", ""), vec![]),
            (session("s-2", Some("s-0"), "Linden", ""), vec![FolderRule::SameName]),
            (session("s-2", Some("s-2"), "", ""), vec![]),
            (session("s-2", Some("s-0"), "Linden", "Merendam"), vec![]),
        ] {
            let found: Vec<FolderRule> = among(&[first, other]).iter().map(|signal| signal.rule).collect();
            assert_eq!(found, expected, "{other:?}");
        }
    }

    #[test]
    fn two_next_rounds_of_one_session_are_told_and_two_files_of_one_round_are_not() {
        let session = |id, previous| Standing { id, previous, ..Standing::default() };
        let found = among(&[
            session("s-1", None),
            session("s-2", Some("s-1")),
            session("s-3", Some("s-1")),
            session("s-2", Some("s-1")),
            session("s-4", Some("s-2")),
        ]);
        let found: Vec<_> = found.iter().map(|signal| (signal.rule, signal.session, signal.other)).collect();
        assert_eq!(found, [(FolderRule::SameRound, 2, 1), (FolderRule::SameId, 3, 1)]);
    }

    #[test]
    fn each_is_told_beside_the_first_of_another_neighbourhood() {
        let session = |id, previous| Standing { id, previous, neighbourhood: "Linden", ..Standing::default() };
        let told = |sessions: &[Standing<'_>]| -> Vec<(usize, usize)> {
            among(sessions).iter().map(|signal| (signal.session, signal.other)).collect()
        };
        // Three rounds of one neighbourhood, in no order, and two sessions of others.
        let rounds = [session("s-3", Some("s-2")), session("s-1", None), session("s-2", Some("s-1"))];
        assert_eq!(told(&rounds), []);
        let others = [session("s-8", None), session("s-9", None)];
        assert_eq!(told(&[&rounds[..], &others].concat()), [(0, 3), (1, 3), (2, 3), (3, 0), (4, 0)]);
        // Rounds that name each other in a circle are of one neighbourhood.
        let circle = [session("s-1", Some("s-2")), session("s-2", Some("s-3")), session("s-3", Some("s-1"))];
        assert_eq!(told(&circle), []);
    }

    #[test]
    fn a_long_row_of_rounds_takes_one_look_at_each() {
        let ids: Vec<String> = (0..50_000).map(|number| format!("s-{number}")).collect();
        let session = |number: usize| Standing {
            id: &ids[number],
            previous: number.checked_sub(1).map(|before| ids[before].as_str()),
            neighbourhood: "Linden",
            ..Standing::default()
        };
        let sessions: Vec<Standing<'_>> = (0..ids.len()).rev().map(session).collect();
        assert_eq!(among(&sessions), []);
    }
}

//! What the sessions of a folder ask together: nothing in one of them alone is wrong.

use std::collections::HashMap;

use super::Weight;

/// What is known of a session beside others.
#[derive(Clone, Copy, Debug)]
pub struct KnownSession<'session> {
    /// Its id.
    pub id: &'session str,
    /// The id of the session of the round before.
    pub previous: Option<&'session str>,
    /// The neighbourhood.
    pub neighbourhood: &'session str,
    /// The municipality.
    pub municipality: &'session str,
}

/// What sessions ask together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolderRule {
    /// Two files are the same session.
    SameId,
    /// Two neighbourhoods have the same name, and of one the municipality is not known.
    SameName,
}

impl FolderRule {
    /// Its name for other programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SameId => "same_id",
            Self::SameName => "same_name",
        }
    }

    /// How much it asks.
    #[must_use]
    pub fn weight(self) -> Weight {
        match self {
            Self::SameId => Weight::Wrong,
            Self::SameName => Weight::Open,
        }
    }
}

/// Something that two sessions ask together, by their places among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FolderSignal {
    /// Which rule.
    pub rule: FolderRule,
    /// The session where it is settled.
    pub session: usize,
    /// The other one.
    pub other: usize,
}

/// All that these sessions ask together, in their order.
#[must_use]
pub fn among(sessions: &[KnownSession<'_>]) -> Vec<FolderSignal> {
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, session) in sessions.iter().enumerate() {
        by_id.entry(session.id).or_insert(number);
        let name = session.neighbourhood.trim().to_lowercase();
        if !name.is_empty() {
            by_name.entry(name).or_default().push(number);
        }
    }
    let mut found = Vec::new();
    for (number, session) in sessions.iter().enumerate() {
        if let Some(&other) = by_id.get(session.id).filter(|first| **first != number) {
            found.push(FolderSignal { rule: FolderRule::SameId, session: number, other });
        }
        if !session.municipality.trim().is_empty() {
            continue;
        }
        let first_round = |number: usize| first_round(number, sessions, &by_id);
        let of_name = by_name.get(&session.neighbourhood.trim().to_lowercase());
        let other = of_name.and_then(|all| all.iter().find(|other| first_round(**other) != first_round(number)));
        found.extend(other.map(|&other| FolderSignal { rule: FolderRule::SameName, session: number, other }));
    }
    found
}

/// The id of the first round that is known of, from which on the rounds are of one neighbourhood.
fn first_round<'session>(
    number: usize,
    sessions: &[KnownSession<'session>],
    by_id: &HashMap<&str, usize>,
) -> &'session str {
    let mut session = &sessions[number];
    // Rounds that name each other in a circle end as well.
    for _ in 0..sessions.len() {
        let Some(previous) = session.previous else { break };
        match by_id.get(previous) {
            Some(&before) => session = &sessions[before],
            None => return previous,
        }
    }
    session.id
}

#[cfg(test)]
mod tests {
    use super::{FolderRule, KnownSession, among};

    #[test]
    fn files_of_one_session_and_neighbourhoods_of_one_name_are_told() {
        let session =
            |id, previous, neighbourhood, municipality| KnownSession { id, previous, neighbourhood, municipality };
        let first = session("s-1", None, "Linden", "Merendam");
        for (other, expected) in [
            (session("s-1", None, "Haven", "Merendam"), vec![FolderRule::SameId]),
            (session("s-2", None, "linden ", ""), vec![FolderRule::SameName]),
            (session("s-2", None, "Linden", "Zee"), vec![]),
            (session("s-2", None, "Haven", ""), vec![]),
            (session("s-2", Some("s-1"), "Linden", ""), vec![]),
            (session("s-2", Some("s-0"), "Linden", ""), vec![FolderRule::SameName]),
            (session("s-2", Some("s-2"), "", ""), vec![]),
        ] {
            let found: Vec<FolderRule> = among(&[first, other]).iter().map(|signal| signal.rule).collect();
            assert_eq!(found, expected, "{other:?}");
        }
    }
}

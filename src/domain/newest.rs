//! Which sessions are the newest of their neighbourhood. Of each session only a few numbers are kept, so that a country fits.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use jiff::civil::Date;

use super::id::Id;
use super::in_order::sort_by_key;
use super::session::Session;

/// More rounds than this are never followed back.
pub const MOST_ROUNDS: usize = 50;

/// What tells whether a session is the newest of its neighbourhood.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Standing<'session> {
    pub id: &'session str,
    /// The id of the session of the round before.
    pub previous: Option<&'session str>,
    pub neighbourhood: &'session str,
    pub municipality: &'session str,
    /// Which round it is, counted from 1.
    pub round: u32,
    /// The day of the session.
    pub date: Option<Date>,
}

impl<'session> From<&'session Session> for Standing<'session> {
    fn from(session: &'session Session) -> Self {
        let place = session.the_neighbourhood();
        Self {
            id: session.id.as_str(),
            previous: session.previous().map(Id::as_str),
            neighbourhood: &place.name,
            municipality: &place.municipality,
            round: session.round(),
            date: session.the_meeting().date.known(),
        }
    }
}

/// Sessions beside each other, as far as they tell which is the newest.
#[derive(Debug, Default)]
pub struct NewestRounds {
    /// Gives names their numbers, others in every run: nobody can make two names one at leisure.
    numbers: RandomState,
    previous: HashSet<u64, RandomState>,
    known: Vec<Known>,
}

/// A session by numbers: its id, its place if it has one, and which of that place it is.
#[derive(Debug)]
struct Known {
    id: u64,
    place: Option<u64>,
    rank: RoundRank,
}

/// The round and the day.
type RoundRank = (u32, Option<Date>);

impl NewestRounds {
    /// Takes in one more session; their order decides between equal ones.
    pub fn add(&mut self, session: Standing<'_>) {
        let number = |name: &str| self.numbers.hash_one(name);
        // One that names itself comes before no other.
        self.previous.extend(session.previous.filter(|previous| *previous != session.id).map(number));
        let place = [folded(session.neighbourhood), folded(session.municipality)];
        let has_place = place.iter().all(|name| !name.is_empty());
        self.known.push(Known {
            id: number(session.id),
            place: has_place.then(|| self.numbers.hash_one(place)),
            rank: (session.round, session.date),
        });
    }

    /// For each session, in the order in which they came, whether it is the newest: of those that are the last of one
    /// neighbourhood one is, the highest round, of equal rounds the latest, and of equal days the last that came.
    #[must_use]
    pub fn newest(&self, is_copy: impl Fn(usize) -> bool) -> Vec<bool> {
        let mut counts = self.last(is_copy);
        let mut newest: HashMap<u64, (RoundRank, usize), RandomState> = HashMap::default();
        let last = self.known.iter().enumerate().filter(|(number, _)| counts[*number]);
        for (number, session) in last {
            if let Some(place) = session.place {
                let rank = (session.rank, number);
                newest.entry(place).and_modify(|known| *known = rank.max(*known)).or_insert(rank);
            }
        }
        for (number, session) in self.known.iter().enumerate() {
            counts[number] &=
                session.place.is_none_or(|place| newest.get(&place).is_some_and(|known| known.1 == number));
        }
        counts
    }

    /// For each session, in the order in which they came, whether it is the last of its neighbourhood, or one of the last. A
    /// session that another names as its previous one is not, nor is one of which another file counts. Of those of one
    /// neighbourhood in one municipality the highest round is, and what began after it: two sessions of one round are two,
    /// whatever their names. Sessions of which the neighbourhood or the municipality is not known stand for themselves: two
    /// neighbourhoods may have one name.
    #[must_use]
    pub fn last(&self, is_copy: impl Fn(usize) -> bool) -> Vec<bool> {
        let is_last = |(number, session): (usize, &Known)| !self.previous.contains(&session.id) && !is_copy(number);
        let mut counts: Vec<bool> = self.known.iter().enumerate().map(is_last).collect();
        let mut newest: HashMap<u64, RoundRank, RandomState> = HashMap::default();
        for (session, _) in self.known.iter().zip(&counts).filter(|(_, counts)| **counts) {
            if let Some(place) = session.place {
                newest.entry(place).and_modify(|known| *known = session.rank.max(*known)).or_insert(session.rank);
            }
        }
        for (session, counts) in self.known.iter().zip(&mut counts) {
            let newest = session.place.and_then(|place| newest.get(&place));
            *counts &=
                newest.is_none_or(|(round, day)| session.rank.0 == *round || day.is_some() && session.rank.1 > *day);
        }
        counts
    }
}

/// For each session, which of the others are the rounds before it, oldest first, by their numbers. The round before is the
/// one that it names as its previous; where it names none that is here, the latest of the same neighbourhood in the same
/// municipality whose round has a lower number. Of which another file counts, is no round before any.
#[must_use]
pub fn earlier_rounds(sessions: &[Standing<'_>], is_copy: impl Fn(usize) -> bool) -> Vec<Vec<usize>> {
    let place = |session: &Standing<'_>| {
        let names = [folded(session.neighbourhood), folded(session.municipality)];
        names.iter().all(|name| !name.is_empty()).then(|| names.join("\0"))
    };
    let mut by_id: HashMap<&str, usize> = HashMap::with_capacity(sessions.len());
    let mut by_place: HashMap<String, Vec<usize>> = HashMap::new();
    let places: Vec<Option<String>> = sessions.iter().map(place).collect();
    for (number, session) in sessions.iter().enumerate().filter(|(number, _)| !is_copy(*number)) {
        by_id.entry(session.id).or_insert(number);
        if let Some(place) = &places[number] {
            by_place.entry(place.clone()).or_default().push(number);
        }
    }
    // Of equal ones the last that came is behind the others.
    for same in by_place.values_mut() {
        sort_by_key(same, |other| (sessions[*other].round, sessions[*other].date));
    }
    let before = |number: usize| -> Option<usize> {
        let named = sessions[number].previous.and_then(|id| by_id.get(id).copied());
        named.or_else(|| {
            let same = by_place.get(places[number].as_ref()?)?;
            let lower = same.partition_point(|other| sessions[*other].round < sessions[number].round);
            lower.checked_sub(1).map(|last| same[last])
        })
    };
    let before: Vec<Option<usize>> = (0..sessions.len()).map(before).collect();
    let all = |number: usize| {
        let mut rounds = Vec::new();
        let mut at = number;
        // Whatever files say of each other, no round comes before itself.
        let is_new = |rounds: &Vec<usize>, earlier: &usize| *earlier != number && !rounds.contains(earlier);
        while let Some(earlier) = before[at].filter(|earlier| rounds.len() < MOST_ROUNDS && is_new(&rounds, earlier)) {
            rounds.push(earlier);
            at = earlier;
        }
        rounds.reverse();
        rounds
    };
    (0..sessions.len()).map(all).collect()
}

/// Names that differ only in capitals and blanks at their ends are one.
#[must_use]
pub fn folded(name: &str) -> String {
    let name = name.trim();
    if name.is_ascii() { name.to_ascii_lowercase() } else { name.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::{MOST_ROUNDS, NewestRounds, Standing, earlier_rounds};

    fn standing<'name>(id: &'name str, previous: Option<&'name str>, place: &'name str, round: u32) -> Standing<'name> {
        Standing {
            id,
            previous,
            neighbourhood: place,
            municipality: if place.is_empty() { "" } else { "M" },
            round,
            date: None,
        }
    }

    #[test]
    fn rounds_before_are_found_by_what_is_named_and_else_by_their_place() {
        let cases: [(&str, Vec<Standing<'_>>, Vec<usize>); 7] = [
            (
                "named",
                vec![standing("a", None, "", 1), standing("b", Some("a"), "", 2), standing("c", Some("b"), "", 3)],
                vec![0, 1],
            ),
            (
                "of one place",
                vec![standing("a", None, "P", 1), standing("b", None, "q", 2), standing("c", None, " p", 3)],
                vec![0],
            ),
            (
                "the latest of several",
                vec![standing("a", None, "P", 1), standing("b", None, "P", 2), standing("c", None, "P", 3)],
                vec![0, 1],
            ),
            ("named but not here", vec![standing("a", None, "P", 1), standing("c", Some("x"), "P", 2)], vec![0]),
            ("no place", vec![standing("a", None, "", 1), standing("c", None, "", 2)], vec![]),
            ("of one round", vec![standing("a", None, "P", 2), standing("c", None, "P", 2)], vec![]),
            ("in a circle", vec![standing("a", Some("c"), "P", 1), standing("c", Some("a"), "P", 2)], vec![0]),
        ];
        for (name, sessions, expected) in cases {
            let rounds = earlier_rounds(&sessions, |_| false);
            assert_eq!(rounds.last(), Some(&expected), "{name}");
        }
    }

    #[test]
    fn a_country_in_one_place_takes_no_longer_than_it_is_large() {
        let ids: Vec<String> = (0..20_000).map(|number| number.to_string()).collect();
        let sessions: Vec<_> = (1..).zip(&ids).map(|(round, id)| standing(id, None, "P", round)).collect();
        let begun = std::time::Instant::now();
        let rounds = earlier_rounds(&sessions, |_| false);
        assert_eq!(rounds.last().map(Vec::len), Some(MOST_ROUNDS));
        assert!(begun.elapsed() < std::time::Duration::from_secs(20), "{:?}", begun.elapsed());
    }

    #[test]
    fn a_session_that_names_itself_as_the_one_before_counts_all_the_same() {
        let mut rounds = NewestRounds::default();
        rounds.add(standing("a", Some("a"), "P", 1));
        assert_eq!(rounds.newest(|_| false), [true]);
    }

    #[test]
    fn a_copy_is_no_round_before_and_nothing_is_followed_without_end() {
        let sessions = [standing("a", None, "P", 1), standing("a", None, "P", 1), standing("b", Some("a"), "P", 2)];
        assert_eq!(earlier_rounds(&sessions, |number| number == 0)[2], [1]);
        let ids: Vec<String> = (0..300).map(|number| number.to_string()).collect();
        let chain: Vec<_> =
            (0..300).map(|at: usize| standing(&ids[at], at.checked_sub(1).map(|at| &*ids[at]), "", 1)).collect();
        assert_eq!(earlier_rounds(&chain, |_| false)[299].len(), MOST_ROUNDS);
    }
}

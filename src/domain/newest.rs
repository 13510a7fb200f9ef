//! Which sessions are the newest of their neighbourhood. Of each session only a few numbers are kept, so that a country fits.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use jiff::civil::Date;

use super::id::Id;
use super::session::Session;

/// What tells whether a session is the newest of its neighbourhood.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'session> {
    /// Its id.
    pub id: &'session str,
    /// The id of the session of the round before.
    pub previous: Option<&'session str>,
    /// The neighbourhood.
    pub neighbourhood: &'session str,
    /// The municipality.
    pub municipality: &'session str,
    /// The round, from 1.
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
    /// One more session.
    pub fn add(&mut self, session: Standing<'_>) {
        let number = |name: &str| self.numbers.hash_one(name);
        self.previous.extend(session.previous.map(number));
        let place = [folded(session.neighbourhood), folded(session.municipality)];
        let has_place = place.iter().all(|name| !name.is_empty());
        self.known.push(Known {
            id: number(session.id),
            place: has_place.then(|| number(&place.join("\0"))),
            rank: (session.round, session.date),
        });
    }

    /// For each session, in the order in which they came, whether it is the newest. A session that another names as its
    /// previous one is not, nor is one of which another file counts. Of those of one neighbourhood in one municipality the
    /// highest round is, of equal rounds the latest, and of equal days the last that came. Sessions of which the
    /// neighbourhood or the municipality is not known stand for themselves: two neighbourhoods may have one name.
    #[must_use]
    pub fn newest(&self, is_copy: impl Fn(usize) -> bool) -> Vec<bool> {
        let mut newest: HashMap<u64, (RoundRank, usize), RandomState> = HashMap::default();
        let mut counts = vec![false; self.known.len()];
        for (number, session) in self.known.iter().enumerate() {
            if self.previous.contains(&session.id) || is_copy(number) {
                continue;
            }
            match session.place {
                None => counts[number] = true,
                Some(place) => {
                    let rank = (session.rank, number);
                    newest.entry(place).and_modify(|known| *known = rank.max(*known)).or_insert(rank);
                }
            }
        }
        for (_, number) in newest.into_values() {
            counts[number] = true;
        }
        counts
    }
}

/// Names that differ only in capitals and blanks at their ends are one.
#[must_use]
pub fn folded(name: &str) -> String {
    let name = name.trim();
    if name.is_ascii() { name.to_ascii_lowercase() } else { name.to_lowercase() }
}

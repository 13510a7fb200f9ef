//! Ids of sessions and of the items in them. Random, never sequential: two branches that both add an item must never
//! pick the same id. Randomness comes in as a seed; this file draws none itself.

use std::fmt;

use compact_str::CompactString;

use super::bytes::{NOT_OF_ID, holds_none};
use super::limits::LONGEST_ID;

/// The id of an item: a letter for its kind, a dash, ten random letters and digits; or, for an answer, the id of its
/// question (with the item it is about behind an `@`).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(CompactString);

impl Id {
    /// The id with this text, whatever it is; [`Id::is_well_formed`] tells whether a file may hold it.
    pub fn new(text: impl Into<CompactString>) -> Self {
        Self(text.into())
    }

    /// The text of the id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the empty id, which no item has.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Lower-case letters, digits and `. _ - @` only, one to eighty of them: safe in a file, a message and a comment.
    pub fn is_well_formed(&self) -> bool {
        Self::may_be(&self.0)
    }

    /// Whether an id with this text would be well formed.
    pub fn may_be(text: &str) -> bool {
        (1..=LONGEST_ID).contains(&text.len()) && holds_none::<NOT_OF_ID>(text)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A number for a name, the same in every run and on every machine (FNV-1a).
#[must_use]
pub fn stable_number(name: &[u8]) -> u64 {
    name.iter().fold(0xcbf2_9ce4_8422_2325, |number, byte| (number ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Hands out new ids, from a seed that the caller drew (`SplitMix64`, so that a test can repeat a run).
#[derive(Clone, Debug)]
pub struct IdSource {
    state: u64,
}

impl IdSource {
    /// A source that starts at this seed.
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// A new id with this letter: fifty-one random bits in ten letters and digits.
    pub fn next_id(&mut self, letter: char) -> Id {
        const ALPHABET: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
        let mut text = String::with_capacity(12);
        text.push(letter);
        text.push('-');
        for _ in 0..10 {
            text.push(char::from(ALPHABET[usize::try_from(bits % 36).unwrap_or(0)]));
            bits /= 36;
        }
        Id::new(text)
    }
}

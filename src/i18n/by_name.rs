//! Words by names that are data themselves. There are many kinds of them, and a tree for each is much more program than
//! a list in the order of the names.

use std::ops::Index;

use super::word_fields::{WordSlot, WordValue, WordsRead};
use crate::domain::in_order::sort_by;

/// Words of one kind by their names, in the order of the names.
#[derive(Clone, Debug)]
pub struct ByName<T>(Vec<(String, T)>);

impl<T> ByName<T> {
    /// No words.
    pub const NONE: Self = Self(Vec::new());

    /// The words with this name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok().map(|at| &self.0[at].1)
    }

    /// Whether there are words with this name.
    pub fn contains_key(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// How many there are.
    #[expect(clippy::len_without_is_empty, reason = "nobody asks")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// All of them with their names.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&String, &T)> {
        self.0.iter().map(|(name, words)| (name, words))
    }

    /// The names.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(name, _)| name)
    }

    /// The words without their names.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|(_, words)| words)
    }
}

impl<'words, T> IntoIterator for &'words ByName<T> {
    type Item = (&'words String, &'words T);
    type IntoIter = Box<dyn DoubleEndedIterator<Item = Self::Item> + 'words>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.iter())
    }
}

impl<T> Default for ByName<T> {
    fn default() -> Self {
        Self::NONE
    }
}

/// The words with this name, which must be there.
impl<T> Index<&str> for ByName<T> {
    type Output = T;

    fn index(&self, name: &str) -> &T {
        self.get(name).expect("words with this name")
    }
}

impl<T: WordSlot + Default> WordSlot for ByName<T> {
    fn read(&mut self, from: &mut dyn WordValue) -> WordsRead {
        from.entries(&mut |name, value| {
            let mut words = T::default();
            words.read(value)?;
            self.0.push((name.to_owned(), words));
            Ok(())
        })?;
        sort_by(&mut self.0, |(one, _), (other, _)| one.cmp(other));
        match self.0.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            Some(twice) => Err(format!("{} is there twice", twice[0].0)),
            None => Ok(()),
        }
    }
}

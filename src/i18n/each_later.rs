//! Words by names that are data themselves, each read when it is first asked for: a start shows a few of very many.

use std::fmt::{self, Debug};
use std::ops::Index;
use std::sync::OnceLock;

use compact_str::CompactString;

use super::word_fields::{WordSlot, WordValue, WordsRead, read_into};
use crate::domain::in_order::sort_by;

/// Words of one kind by their names, in the order of the names.
pub struct EachLater<T>(Vec<(CompactString, LaterWords<T>)>);

/// Words as they stand in a data file, and as they are once they were asked for.
struct LaterWords<T> {
    unread: &'static str,
    read: OnceLock<Box<T>>,
}

impl<T: WordSlot + Default> LaterWords<T> {
    /// The words. That all can be read is held by a test.
    fn get(&self) -> &T {
        self.read.get_or_init(|| {
            let mut words = Box::<T>::default();
            read_into(&mut *words, &mut serde_json::Deserializer::from_str(self.unread)).ok();
            words
        })
    }
}

impl<T: WordSlot + Default> EachLater<T> {
    /// The words with this name.
    pub fn get(&self, name: &str) -> Option<&T> {
        let at = self.0.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok()?;
        Some(self.0[at].1.get())
    }

    /// All of them with their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, words)| (name.as_str(), words.get()))
    }
}

impl<T> Default for EachLater<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: WordSlot + Default + Debug> Debug for EachLater<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.iter()).finish()
    }
}

/// The words with this name, which must be there.
impl<T: WordSlot + Default> Index<&str> for EachLater<T> {
    type Output = T;

    fn index(&self, name: &str) -> &T {
        self.get(name).expect("words with this name")
    }
}

impl<T: WordSlot + Default> WordSlot for EachLater<T> {
    fn read(&mut self, from: &mut dyn WordValue) -> WordsRead {
        from.entries(&mut |name, value| {
            let mut words = LaterWords { unread: "", read: OnceLock::new() };
            if let Some(unread) = value.unread() {
                words.unread = unread;
            } else {
                let mut read = Box::<T>::default();
                read.read(value)?;
                words.read.set(read).ok();
            }
            self.0.push((name.into(), words));
            Ok(())
        })?;
        if !self.0.is_sorted_by(|(one, _), (other, _)| one <= other) {
            sort_by(&mut self.0, |(one, _), (other, _)| one.cmp(other));
        }
        match self.0.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            Some(twice) => Err(format!("{} is there twice", twice[0].0)),
            None => Ok(()),
        }
    }
}

//! Reads words by the names of their fields. What `serde` derives for the same is several times as much code, and there are
//! hundreds of words: that was a tenth of the program.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

/// Words that are read by the names of their fields.
pub trait WordFields: Default {
    /// What the data files call them.
    const NAME: &'static str;
    /// The names of the fields, in the order in which they mostly stand.
    const NAMES: &'static [&'static str];
    /// For each of them, whether it may be left out.
    const OPTIONAL: &'static [bool];

    /// Reads the value of a field, by its number.
    ///
    /// # Errors
    /// It is of another kind.
    fn read_field<'de, Map: MapAccess<'de>>(&mut self, field: usize, map: &mut Map) -> Result<(), Map::Error>;
}

/// Reads words: each field once, and none that is not declared.
///
/// # Errors
/// A field is missing, unknown, there twice, or of another kind.
pub fn read<'de, Words: WordFields, D: Deserializer<'de>>(deserializer: D) -> Result<Words, D::Error> {
    deserializer.deserialize_struct(Words::NAME, Words::NAMES, WordFieldsVisitor(PhantomData))
}

struct WordFieldsVisitor<Words>(PhantomData<Words>);

impl<'de, Words: WordFields> Visitor<'de> for WordFieldsVisitor<Words> {
    type Value = Words;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(Words::NAME)
    }

    fn visit_map<Map: MapAccess<'de>>(self, mut map: Map) -> Result<Words, Map::Error> {
        let mut words = Words::default();
        let mut seen = vec![false; Words::NAMES.len()];
        let mut next = 0;
        while let Some(field) = map.next_key_seed(WordFieldSeed { names: Words::NAMES, next })? {
            if std::mem::replace(&mut seen[field], true) {
                return Err(Error::duplicate_field(Words::NAMES[field]));
            }
            words.read_field(field, &mut map)?;
            next = field + 1;
        }
        let missing = seen.iter().zip(Words::OPTIONAL).position(|(is_seen, is_optional)| !is_seen && !is_optional);
        missing.map_or(Ok(words), |field| Err(Error::missing_field(Words::NAMES[field])))
    }
}

/// The number of a field, by its name.
struct WordFieldSeed {
    names: &'static [&'static str],
    /// The one that is next if the data file has them in order.
    next: usize,
}

impl<'de> DeserializeSeed<'de> for WordFieldSeed {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for WordFieldSeed {
    type Value = usize;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        let in_order = (self.names.get(self.next) == Some(&name)).then_some(self.next);
        let found = in_order.or_else(|| self.names.iter().position(|known| *known == name));
        found.ok_or_else(|| E::unknown_field(name, self.names))
    }
}

//! Reads words by the names of their fields. What `serde` derives for the same is many times as much code, and there are
//! hundreds of words: that was a tenth of the program. Here each text is handed over as a place where words go, whatever
//! it is declared as, so that the code that reads is there once.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// That something was read, or why not.
pub type WordsRead<T = ()> = Result<T, String>;

/// Takes a value of a list.
pub(super) type TakeValue<'take> = dyn FnMut(&mut dyn WordValue) -> WordsRead + 'take;
/// Takes a value with its name.
pub(super) type TakeMember<'take> = dyn FnMut(&str, &mut dyn WordValue) -> WordsRead + 'take;

/// A value in a data file, however that is written; it can be taken once.
pub trait WordValue {
    /// A text.
    ///
    /// # Errors
    /// It is something else; and so for all below.
    fn text(&mut self) -> WordsRead<String>;
    /// A word of a fixed set.
    ///
    /// # Errors
    /// See [`Self::text`].
    fn word(&mut self) -> WordsRead<String>;
    /// A character.
    ///
    /// # Errors
    /// See [`Self::text`].
    fn character(&mut self) -> WordsRead<char>;
    /// A list.
    ///
    /// # Errors
    /// See [`Self::text`]; or a value is not taken.
    fn list(&mut self, take: &mut TakeValue<'_>) -> WordsRead;
    /// So many values.
    ///
    /// # Errors
    /// See [`Self::list`].
    fn row(&mut self, count: usize, take: &mut TakeValue<'_>) -> WordsRead;
    /// Values by names that are data themselves.
    ///
    /// # Errors
    /// See [`Self::list`].
    fn entries(&mut self, take: &mut TakeMember<'_>) -> WordsRead;
    /// Values by the names of the fields that belong together under a name.
    ///
    /// # Errors
    /// See [`Self::list`].
    fn fields(&mut self, shape: &WordShape, take: &mut TakeMember<'_>) -> WordsRead;
    /// Itself in JSON, where that stays as long as the program runs and can be read at any time.
    fn unread(&mut self) -> Option<&'static str>;
}

/// A place where words go.
pub trait WordSlot {
    /// Takes them.
    ///
    /// # Errors
    /// They are of another kind.
    fn read(&mut self, from: &mut dyn WordValue) -> WordsRead;
}

/// What is declared of words that are read by the names of their fields.
#[derive(Debug)]
pub struct WordShape {
    /// What the data files call them.
    pub name: &'static str,
    /// The names of the fields, in the order in which they mostly stand.
    pub names: &'static [&'static str],
    /// For each of them, whether it may be left out.
    pub optional: &'static [bool],
}

/// Words that are read by the names of their fields.
pub trait WordFields {
    /// What is declared of them.
    const SHAPE: &'static WordShape;

    /// Where a field goes, by its number.
    fn slot(&mut self, field: usize) -> Option<&mut dyn WordSlot>;
}

impl<Words: WordFields> WordSlot for Words {
    fn read(&mut self, from: &mut dyn WordValue) -> WordsRead {
        read_fields(Words::SHAPE, from, &mut |field, value| self.slot(field).map_or(Ok(()), |slot| slot.read(value)))
    }
}

/// Reads each field once, and none that is not declared.
fn read_fields(
    shape: &WordShape,
    from: &mut dyn WordValue,
    read: &mut dyn FnMut(usize, &mut dyn WordValue) -> WordsRead,
) -> WordsRead {
    let WordShape { name: words, names, optional } = shape;
    let mut seen = vec![false; names.len()];
    let mut next = 0;
    from.fields(shape, &mut |name, value| {
        let in_order = (names.get(next) == Some(&name)).then_some(next);
        let found = in_order.or_else(|| names.iter().position(|known| *known == name));
        let field = found.ok_or_else(|| format!("{words} has no {name}"))?;
        if std::mem::replace(&mut seen[field], true) {
            return Err(format!("{name} is there twice"));
        }
        next = field + 1;
        read(field, value)
    })?;
    let missing = seen.iter().zip(*optional).position(|(is_seen, is_optional)| !is_seen && !is_optional);
    missing.map_or(Ok(()), |field| Err(format!("{words} lacks {}", names[field])))
}

/// Reads words into their place.
///
/// # Errors
/// A field is missing, unknown, there twice, or of another kind.
pub fn read_into<'de, D: Deserializer<'de>>(slot: &mut dyn WordSlot, deserializer: D) -> Result<(), D::Error> {
    slot.read(&mut UnreadWords { unread: Some(deserializer), text: None }).map_err(D::Error::custom)
}

/// Declares what belongs together as words: a name in the program and one in the data files, and its fields, each with a
/// line about it; one that may be left out is `[optional]`.
macro_rules! words_of {
    ($(
        $(#[$meta:meta])*
        $name:ident = $title:literal {
            $($(#[$doc:meta])* $field:ident $([$optional:ident])?: $type:ty,)*
        }
    )*) => {$(
        $(#[$meta])*
        #[derive(Debug, Default)]
        pub struct $name {
            $($(#[$doc])* pub $field: $type,)*
        }

        $crate::i18n::word_fields::word_fields!($name, $title, $($field [$($optional)?])*);
    )*};
}
pub(crate) use words_of;

/// How the fields of words are read.
macro_rules! word_fields {
    ($name:ident, $title:expr, $($field:ident [$($optional:ident)?])*) => {
        impl $crate::i18n::word_fields::WordFields for $name {
            const SHAPE: &'static $crate::i18n::word_fields::WordShape = &$crate::i18n::word_fields::WordShape {
                name: $title,
                names: &[$(stringify!($field)),*],
                optional: &[$($crate::i18n::word_fields::word_fields!(@is_optional $($optional)?)),*],
            };

            fn slot(&mut self, field: usize) -> Option<&mut dyn $crate::i18n::word_fields::WordSlot> {
                #[expect(non_camel_case_types, reason = "a number is called as its field is")]
                enum FieldNumber {
                    $($field),*
                }
                $(if field == FieldNumber::$field as usize {
                    return Some(&mut self.$field);
                })*
                None
            }
        }
    };
    (@is_optional) => { false };
    (@is_optional optional) => { true };
}
pub(crate) use word_fields;

impl WordSlot for String {
    fn read(&mut self, from: &mut dyn WordValue) -> WordsRead {
        *self = from.text()?;
        Ok(())
    }
}

impl WordSlot for char {
    fn read(&mut self, from: &mut dyn WordValue) -> WordsRead {
        *self = from.character()?;
        Ok(())
    }
}

impl<T: WordSlot + Default> WordSlot for Vec<T> {
    fn read(&mut self, from: &mut dyn WordValue) -> WordsRead {
        from.list(&mut |value| {
            let mut one = T::default();
            one.read(value)?;
            self.push(one);
            Ok(())
        })
    }
}

impl<T: WordSlot, const COUNT: usize> WordSlot for [T; COUNT] {
    fn read(&mut self, from: &mut dyn WordValue) -> WordsRead {
        let mut slots = self.iter_mut();
        from.row(COUNT, &mut |value| slots.next().ok_or("there are too many")?.read(value))?;
        if slots.len() == 0 { Ok(()) } else { Err("there are too few".to_owned()) }
    }
}

/// A value that a data file still holds.
pub(super) struct UnreadWords<D> {
    /// `None` once it was read.
    pub(super) unread: Option<D>,
    /// Itself, where that is known and stays.
    pub(super) text: Option<&'static str>,
}

impl<'de, D: Deserializer<'de>> UnreadWords<D> {
    fn take<T>(&mut self, read: impl FnOnce(D) -> Result<T, D::Error>) -> WordsRead<T> {
        let deserializer = self.unread.take().ok_or("it was read already")?;
        read(deserializer).map_err(|error| error.to_string())
    }
}

impl<'de, D: Deserializer<'de>> WordValue for UnreadWords<D> {
    fn text(&mut self) -> WordsRead<String> {
        self.take(String::deserialize)
    }

    fn word(&mut self) -> WordsRead<String> {
        self.take(|from| WordNameSeed.deserialize(from)).map(Cow::into_owned)
    }

    fn character(&mut self) -> WordsRead<char> {
        self.take(char::deserialize)
    }

    fn list(&mut self, take: &mut TakeValue<'_>) -> WordsRead {
        self.take(|from| from.deserialize_seq(WordListVisitor(take)))
    }

    fn row(&mut self, count: usize, take: &mut TakeValue<'_>) -> WordsRead {
        self.take(|from| from.deserialize_tuple(count, WordListVisitor(take)))
    }

    fn entries(&mut self, take: &mut TakeMember<'_>) -> WordsRead {
        self.take(|from| from.deserialize_map(WordMembersVisitor { take, are_names_data: true }))
    }

    fn fields(&mut self, shape: &WordShape, take: &mut TakeMember<'_>) -> WordsRead {
        self.take(|from| {
            from.deserialize_struct(shape.name, shape.names, WordMembersVisitor { take, are_names_data: false })
        })
    }

    fn unread(&mut self) -> Option<&'static str> {
        self.text
    }
}

struct WordListVisitor<'take, 'of>(&'take mut TakeValue<'of>);

impl<'de> Visitor<'de> for WordListVisitor<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<(), A::Error> {
        while values.next_element_seed(WordValueSeed(self.0))?.is_some() {}
        Ok(())
    }
}

struct WordMembersVisitor<'take, 'of> {
    take: &'take mut TakeMember<'of>,
    /// The names are texts, and no part of the form of the file.
    are_names_data: bool,
}

impl<'de> Visitor<'de> for WordMembersVisitor<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("values with names")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        loop {
            let name = if self.are_names_data {
                members.next_key::<String>()?.map(Cow::Owned)
            } else {
                members.next_key_seed(WordNameSeed)?
            };
            let Some(name) = name else { return Ok(()) };
            members.next_value_seed(WordValueSeed(&mut |value| (self.take)(&name, value)))?;
        }
    }
}

struct WordValueSeed<'take, 'of>(&'take mut TakeValue<'of>);

impl<'de> DeserializeSeed<'de> for WordValueSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        (self.0)(&mut UnreadWords { unread: Some(deserializer), text: None }).map_err(D::Error::custom)
    }
}

struct WordNameSeed;

impl<'de> DeserializeSeed<'de> for WordNameSeed {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de> Visitor<'de> for WordNameSeed {
    type Value = Cow<'de, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(name.to_owned()))
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(name))
    }
}

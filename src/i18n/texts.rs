//! Texts are declared by name, with the places that are filled in: code that uses one calls it with a value for each place,
//! so that none is forgotten or made up, and the data files of every language are checked against the declaration.

use std::fmt::{self, Display, Write as _};

use memchr::memchr;

#[cfg(test)]
use std::collections::BTreeSet;

/// Declares words as they stand in the data files:
///
/// - `saved,` a text, used as a field: `words.saved`;
/// - `shared(name, files),` a text with places: `words.shared(name, files)`;
/// - `sent[count](name),` a text with a form per number: `words.sent(words.count(3), name)`;
/// - `steps: Type,` anything else; `offline(place): Message,` with places;
/// - `press: Keyed,` a text that names keys, and `removed(title): Keyed,` one with places;
/// - `#[optional]` above a field that may be left out.
macro_rules! texts {
    ($(
        $(#[$meta:meta])*
        $name:ident $(= $title:literal)? {
            $($(#[$optional:ident])? $field:ident $([$count:ident])? $(($($place:ident),+))? $(: $type:ty)?,)*
        }
    )*) => {$(
        $(#[$meta])*
        #[expect(missing_docs, reason = "the data files say what each text is")]
        #[derive(Debug, Default)]
        pub struct $name {
            $(pub $field: texts!(@field [$($count)?] [$($($place)+)?] [$($type)?]),)*
        }

        $crate::i18n::word_fields::word_fields!($name, texts!(@title $name [$($title)?]), $($field [$($optional)?])*);

        impl $name {
            $(texts!(@method $field [$($count)?] [$($($place)+)?] [$($type)?]);)*
        }

        #[cfg(test)]
        impl $crate::i18n::texts::Checked for $name {
            fn check(&self, path: &str, _: &[&str], wrong: &mut Vec<String>) {
                $(
                    let places = &[$(stringify!($count),)? $($(stringify!($place)),+)?];
                    self.$field.check(&format!("{path}/{}", stringify!($field)), places, wrong);
                )*
            }
        }
    )*};
    (@title $name:ident []) => { stringify!($name) };
    (@title $name:ident [$title:literal]) => { $title };
    (@field [] [] []) => { String };
    (@field [] [] [$type:ty]) => { $type };
    (@field [] [$($place:ident)+] [$($type:ty)?]) => { $crate::i18n::texts::Template<texts!(@field [] [] [$($type)?])> };
    (@field [$count:ident] [$($place:ident)*] [$($type:ty)?]) => {
        $crate::i18n::texts::Plural<texts!(@field [] [] [$($type)?])>
    };
    (@method $field:ident [] [] [$($type:ty)?]) => {};
    (@method $field:ident [] [$($place:ident)+] [$($type:ty)?]) => {
        /// The text, with what belongs in its places.
        #[must_use]
        pub fn $field(&self, $($place: impl std::fmt::Display),+) -> texts!(@field [] [] [$($type)?]) {
            self.$field.fill(&[$((stringify!($place), &$place)),+])
        }
    };
    (@method $field:ident [$count:ident] [$($place:ident)*] [$($type:ty)?]) => {
        /// The text in the form that goes with the number, with what belongs in its places.
        #[must_use]
        pub fn $field(
            &self,
            $count: $crate::i18n::plurals::Counted,
            $($place: impl std::fmt::Display),*
        ) -> texts!(@field [] [] [$($type)?]) {
            self.$field.fill(&$count, &[(stringify!($count), &$count) $(, (stringify!($place), &$place))*])
        }
    };
}
pub(super) use texts;

use super::actions::Action;
#[cfg(test)]
use super::by_name::ByName;
#[cfg(test)]
use super::each_later::EachLater;
#[cfg(test)]
use super::plurals::PluralRule;
use super::plurals::{Category, Counted};
use super::word_fields::{WordFields, WordShape, WordSlot, WordValue, WordsRead, word_fields};

/// What is filled in, by the name of its place.
type Values<'value> = [(&'value str, &'value dyn Display)];

/// What has places in which something is filled in.
pub trait Fill {
    /// With the places filled in.
    #[must_use]
    fn filled(&self, values: &Values<'_>) -> Self;
}

/// Room for what is filled in at a place: most of it is no longer.
const ROOM: usize = 64;

impl Fill for String {
    fn filled(&self, values: &Values<'_>) -> Self {
        let mut filled = Self::with_capacity(self.len() + values.len() * ROOM);
        fill(self, &mut filled, |place, filled| match values.iter().find(|(known, _)| *known == place) {
            // A text takes all that it is given.
            Some((_, value)) => drop(write!(filled, "{value}")),
            None => filled.push_str(place),
        });
        filled
    }
}

/// Adds a text, with what belongs in each of its places.
fn fill(text: &str, filled: &mut String, add: impl Fn(&str, &mut String)) {
    let mut rest = text;
    while let Some((before, place, after)) = next_place(rest) {
        filled.push_str(before);
        add(place, filled);
        rest = after;
    }
    filled.push_str(rest);
}

/// What is wrong, and what would mend it.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    pub what: String,
    pub remedy: String,
}

word_fields!(Message, "Message", what [] remedy []);

impl Fill for Message {
    fn filled(&self, values: &Values<'_>) -> Self {
        Self { what: self.what.filled(values), remedy: self.remedy.filled(values) }
    }
}

/// Both sentences, one behind the other.
impl fmt::Display for Message {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.what, self.remedy)
    }
}

/// A text that names keys by what they do: `{key:undo}`. Only the table of keys knows which keys those are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keyed(Vec<TextPart>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum TextPart {
    Text(String),
    Key(Action),
}

impl Keyed {
    pub(super) const EMPTY: Self = Self(Vec::new());

    /// The text with the keys of these actions, as this names them.
    pub fn text(&self, name_of_key: impl Fn(Action) -> String) -> String {
        let part = |part: &TextPart| match part {
            TextPart::Text(text) => text.clone(),
            TextPart::Key(action) => name_of_key(*action),
        };
        self.0.iter().map(part).collect()
    }
}

/// A text that names no key.
impl From<String> for Keyed {
    fn from(text: String) -> Self {
        Self(vec![TextPart::Text(text)])
    }
}

impl WordSlot for Keyed {
    fn read(&mut self, from: &mut dyn WordValue) -> WordsRead {
        let text = from.text()?;
        let (mut parts, mut rest) = (Vec::new(), text.as_str());
        while let Some((before, from_name)) = rest.split_once("{key:") {
            let (name, after) = from_name.split_once('}').ok_or("no end of a key")?;
            let action = Action::named(name).ok_or_else(|| format!("no action {name}"))?;
            parts.extend([TextPart::Text(before.to_owned()), TextPart::Key(action)]);
            rest = after;
        }
        parts.push(TextPart::Text(rest.to_owned()));
        *self = Self(parts);
        Ok(())
    }
}

impl Fill for Keyed {
    fn filled(&self, values: &Values<'_>) -> Self {
        let part = |part: &TextPart| match part {
            TextPart::Text(text) => TextPart::Text(text.filled(values)),
            TextPart::Key(action) => TextPart::Key(*action),
        };
        Self(self.0.iter().map(part).collect())
    }
}

/// The text before the first place, the name of the place, and what is behind it.
fn next_place(text: &str) -> Option<(&str, &str, &str)> {
    let begin = memchr(b'{', text.as_bytes())?;
    let end = begin + memchr(b'}', &text.as_bytes()[begin..])?;
    Some((&text[..begin], &text[begin + 1..end], &text[end + 1..]))
}

/// A text with places for what was found in a session or a table; which there are, the rule says that found it.
#[derive(Debug, Default)]
pub struct Details<T>(T);

impl<T: WordSlot> WordSlot for Details<T> {
    fn read(&mut self, from: &mut dyn WordValue) -> WordsRead {
        self.0.read(from)
    }
}

impl<T: Fill> Details<T> {
    /// The text with what was found.
    #[must_use]
    pub fn fill(&self, found: &[(&str, String)]) -> T {
        let values: Vec<(&str, &dyn Display)> =
            found.iter().map(|(name, text)| (*name, text as &dyn Display)).collect();
        self.0.filled(&values)
    }
}

impl Details<String> {
    /// Adds the text with what was found.
    pub fn add(&self, found: &[(&str, String)], filled: &mut String) {
        fill(&self.0, filled, |place, filled| {
            filled.push_str(found.iter().find(|(name, _)| *name == place).map_or(place, |(_, text)| text));
        });
    }
}

/// A text that is of no use before its places are filled in.
#[derive(Debug, Default)]
pub struct Template<T>(T);

impl<T: WordSlot> WordSlot for Template<T> {
    fn read(&mut self, from: &mut dyn WordValue) -> WordsRead {
        self.0.read(from)
    }
}

impl<T: Fill> Template<T> {
    pub(super) fn fill(&self, values: &Values<'_>) -> T {
        self.0.filled(values)
    }
}

/// A text with a form for each category of numbers that its language tells apart.
#[derive(Debug, Default)]
pub struct Plural<T> {
    one: Option<T>,
    few: Option<T>,
    many: Option<T>,
    other: T,
}

impl<T: WordSlot + Default> WordFields for Plural<T> {
    const SHAPE: &'static WordShape =
        &WordShape { name: "Plural", names: &["one", "few", "many", "other"], optional: &[true, true, true, false] };

    fn slot(&mut self, field: usize) -> Option<&mut dyn WordSlot> {
        let form = [&mut self.one, &mut self.few, &mut self.many].into_iter().nth(field);
        let form: &mut T = form.map_or(&mut self.other, Option::get_or_insert_default);
        Some(form)
    }
}

impl<T: Fill> Plural<T> {
    pub(super) fn fill(&self, count: &Counted, values: &Values<'_>) -> T {
        let form = match count.category() {
            Category::One => self.one.as_ref(),
            Category::Few => self.few.as_ref(),
            Category::Many => self.many.as_ref(),
            Category::Other => None,
        };
        form.unwrap_or(&self.other).filled(values)
    }
}

/// The names of the places in a text.
#[cfg(test)]
pub(super) fn places(text: &str) -> BTreeSet<&str> {
    let mut rest = text;
    std::iter::from_fn(|| {
        let (_, name, after) = next_place(rest)?;
        rest = after;
        Some(name)
    })
    .collect()
}

/// What a data file says is held against its declaration: the places that a text must have, each at least once.
#[cfg(test)]
pub(super) trait Checked {
    fn check(&self, path: &str, places: &[&str], wrong: &mut Vec<String>);
}

#[cfg(test)]
pub(super) fn check_places(path: &str, texts: &[&str], declared: &[&str], wrong: &mut Vec<String>) {
    let found: BTreeSet<&str> = texts.iter().flat_map(|text| places(text)).collect();
    if found != declared.iter().copied().collect() {
        wrong.push(format!("{path}: {declared:?} is declared, {found:?} is there"));
    }
}

#[cfg(test)]
impl Checked for String {
    fn check(&self, path: &str, declared: &[&str], wrong: &mut Vec<String>) {
        check_places(path, &[self], declared, wrong);
    }
}

#[cfg(test)]
impl Checked for Message {
    fn check(&self, path: &str, declared: &[&str], wrong: &mut Vec<String>) {
        check_places(path, &[&self.what, &self.remedy], declared, wrong);
    }
}

#[cfg(test)]
impl Checked for Keyed {
    fn check(&self, path: &str, declared: &[&str], wrong: &mut Vec<String>) {
        let texts =
            self.0.iter().filter_map(|part| if let TextPart::Text(text) = part { Some(text.as_str()) } else { None });
        check_places(path, &texts.collect::<Vec<_>>(), declared, wrong);
    }
}

#[cfg(test)]
impl Checked for char {
    fn check(&self, _: &str, _: &[&str], _: &mut Vec<String>) {}
}

#[cfg(test)]
impl<T> Checked for Details<T> {
    fn check(&self, _: &str, _: &[&str], _: &mut Vec<String>) {}
}

#[cfg(test)]
impl Checked for PluralRule {
    fn check(&self, _: &str, _: &[&str], _: &mut Vec<String>) {}
}

#[cfg(test)]
impl<T: Checked> Checked for Template<T> {
    fn check(&self, path: &str, declared: &[&str], wrong: &mut Vec<String>) {
        self.0.check(path, declared, wrong);
    }
}

#[cfg(test)]
impl<T: Checked> Checked for Plural<T> {
    fn check(&self, path: &str, declared: &[&str], wrong: &mut Vec<String>) {
        self.other.check(&format!("{path}/other"), declared, wrong);
        for (form, text) in [("one", &self.one), ("few", &self.few), ("many", &self.many)] {
            // A form may go without its number: “a minute”.
            let is_right = |declared: &[&str]| {
                let mut wrong = Vec::new();
                if let Some(text) = text {
                    text.check(path, declared, &mut wrong);
                }
                wrong.is_empty()
            };
            if !is_right(declared) && !is_right(&declared[1..]) {
                wrong.push(format!("{path}/{form}: other places than the form for other numbers"));
            }
        }
    }
}

#[cfg(test)]
impl<T: Checked> Checked for ByName<T> {
    fn check(&self, path: &str, declared: &[&str], wrong: &mut Vec<String>) {
        for (name, text) in self.iter() {
            text.check(&format!("{path}/{name}"), declared, wrong);
        }
    }
}

#[cfg(test)]
impl<T: Checked + WordSlot + Default> Checked for EachLater<T> {
    fn check(&self, path: &str, declared: &[&str], wrong: &mut Vec<String>) {
        for (name, text) in self.iter() {
            text.check(&format!("{path}/{name}"), declared, wrong);
        }
    }
}

#[cfg(test)]
impl<T: Checked> Checked for Vec<T> {
    fn check(&self, path: &str, declared: &[&str], wrong: &mut Vec<String>) {
        for text in self {
            text.check(path, declared, wrong);
        }
    }
}

#[cfg(test)]
impl<T: Checked, const N: usize> Checked for [T; N] {
    fn check(&self, path: &str, declared: &[&str], wrong: &mut Vec<String>) {
        for text in self {
            text.check(path, declared, wrong);
        }
    }
}

#[cfg(test)]
pub mod tests {
    //! Texts that are declared for these tests alone.

    use super::super::plurals::PluralRule;
    use super::super::word_fields::read_into;
    use super::Checked;

    texts! {
        /// Texts as a data file has them.
        Sample = "Sample" {
            plain,
            shared(name, files),
            sent[count](name),
            inner: Inner,
        }
        /// Texts that stand in a part of their own.
        Inner {
            gone(name),
        }
    }

    const SAMPLE: &str = r#"Sample(
        plain: "nothing to fill in",
        shared: "{files} by {name}, {name}",
        sent: (one: "one file to {name}", other: "{count} files to {name}"),
        inner: (gone: "{name} went"),
    )"#;

    fn read(text: &str) -> ron::Result<Sample> {
        let mut sample = Sample::default();
        read_into(&mut sample, &mut ron::Deserializer::from_str(text).unwrap())?;
        Ok(sample)
    }

    fn wrong(text: &str) -> Vec<String> {
        let mut wrong = Vec::new();
        read(text).unwrap().check("", &[], &mut wrong);
        wrong
    }

    #[test]
    fn a_place_is_filled_with_its_value_and_with_nothing_that_stands_in_a_value() {
        let sample = read(SAMPLE).unwrap();
        assert_eq!(sample.plain, "nothing to fill in");
        assert_eq!(sample.shared("{files}", 3), "3 by {files}, {files}");
        let sent = |number: u64| sample.sent(PluralRule::OneOther.counted(number, number.to_string()), "you");
        assert_eq!([sent(0), sent(1), sent(2)], ["0 files to you", "one file to you", "2 files to you"]);
        assert_eq!(sample.inner.gone("it"), "it went");
    }

    #[test]
    fn each_field_is_there_once_and_no_other_is() {
        assert!(read(SAMPLE).is_ok());
        for (right, broken) in [
            ("plain: \"nothing to fill in\",", ""),
            ("plain: \"nothing to fill in\",", "plain: \"a\", plain: \"b\","),
            ("plain:", "plane: \"a\", plain:"),
            ("gone: \"{name} went\"", ""),
        ] {
            assert!(read(&SAMPLE.replace(right, broken)).is_err(), "{broken}");
        }
    }

    #[test]
    fn a_data_file_with_other_places_than_were_declared_is_found() {
        assert_eq!(wrong(SAMPLE), [""; 0]);
        for (right, broken) in [
            ("nothing to", "{nothing} to"),
            ("{files} by", "by"),
            ("{name}, {name}", "{naam}, {name}"),
            ("{count} files", "some files"),
            ("one file to {name}", "one file"),
            ("{name} went", "went"),
        ] {
            assert_eq!(wrong(&SAMPLE.replace(right, broken)).len(), 1, "{broken}");
        }
    }
}

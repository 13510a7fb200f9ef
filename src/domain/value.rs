//! What a field can hold: the values, and the Rust types that records declare their fields with. A form, a
//! table, the file, a diff and a merge need no more than this to treat every field of every record alike.

use std::marker::PhantomData;

use jiff::civil::{Date, Time};

use super::decimal::Decimal;
use super::id::Id;
use super::limits::{Limit, is_line};
use super::session::Section;
pub use super::value_kind::{ChoiceKind, Kind};
use crate::domain::in_order::sort_by_key;

/// The value of a field. `Empty` is what a file leaves out.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    #[default]
    Empty,
    /// A line, or text with `\n` between its lines.
    Text(String),
    Date(Date),
    Time(Time),
    Whole(u32),
    Decimal(Decimal),
    Yes,
    /// A word of a fixed set.
    Choice(&'static str),
    Link(Id),
    /// A sorted set without doubles: words of a fixed set, ids, or marks.
    Set(Vec<String>),
    /// Scores, sorted from the lowest.
    Scores(Vec<u16>),
    /// Versions of an item, or of some fields of it.
    Versions(Vec<Version>),
    /// What was typed where a date or number belongs and was not understood: kept, and shown as it is.
    AsTyped(String),
}

impl Value {
    /// Text, or `Empty` where there is none.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A set, sorted and without doubles, or `Empty`.
    pub fn set(mut members: Vec<String>) -> Self {
        members.sort_unstable();
        members.dedup();
        if members.is_empty() { Self::Empty } else { Self::Set(members) }
    }

    /// A day as it is always written, as in `2026-03-12`, from the year 1000 on: nobody means one before.
    pub fn date(text: &str) -> Option<Self> {
        let text = Some(text).filter(|text| has_digits_as(text, "0000-00-00") && !text.starts_with('0'))?;
        Date::new(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?).ok().map(Self::Date)
    }

    /// A time from hours and minutes, as in `09:30`.
    pub fn time(text: &str) -> Option<Self> {
        let text = Some(text).filter(|text| has_digits_as(text, "00:00"))?;
        Time::new(text[..2].parse().ok()?, text[3..].parse().ok()?, 0, 0).ok().map(Self::Time)
    }

    /// Whether the field holds nothing.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// The ids of the items that a value of a link points at.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        let one = if let Self::Link(id) = self { Some(id.as_str()) } else { None };
        one.into_iter().chain(self.members().iter().map(String::as_str))
    }

    /// The value without a link to this item; `None` if it had none.
    pub(crate) fn without(self, item: &str) -> Option<Self> {
        match self {
            Self::Link(target) if target.as_str() == item => Some(Self::Empty),
            Self::Set(mut members) => {
                members.remove(members.iter().position(|member| member == item)?);
                Some(Self::set(members))
            }
            _ => None,
        }
    }

    /// The members of a set; none for any other value.
    pub fn members(&self) -> &[String] {
        match self {
            Self::Set(members) => members,
            _ => &[],
        }
    }
}

/// Whether a text has digits where this example has them, and is like it everywhere else.
fn has_digits_as(text: &str, example: &str) -> bool {
    let is_like = |(byte, wanted): (u8, u8)| if wanted == b'0' { byte.is_ascii_digit() } else { byte == wanted };
    text.len() == example.len() && text.bytes().zip(example.bytes()).all(is_like)
}

/// An item of a section as it may be, or some of its fields: those that hold something, by number.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    pub section: Section,
    values: Vec<(usize, Value)>,
}

impl Version {
    /// The version in which these fields hold these values.
    pub fn new(section: Section, fields: &[usize], values: &[Value]) -> Self {
        let filled = fields.iter().copied().zip(values.iter().cloned()).filter(|(_, value)| !value.is_empty());
        let mut values: Vec<(usize, Value)> = filled.collect();
        sort_by_key(&mut values, |(field, _)| *field);
        Self { section, values }
    }

    /// The fields that hold something.
    pub fn values(&self) -> &[(usize, Value)] {
        &self.values
    }

    /// The values of these fields.
    pub fn of(&self, fields: &[usize]) -> Vec<Value> {
        let value =
            |field: &usize| self.values.iter().find(|(number, _)| number == field).map(|(_, value)| value.clone());
        fields.iter().map(|field| value(field).unwrap_or_default()).collect()
    }
}

/// Why a field does not take a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It holds values of another kind, or there is no such field.
    WrongKind,
    /// There is too much of it.
    TooMuch(Limit),
}

impl From<Limit> for Unfit {
    fn from(limit: Limit) -> Self {
        Self::TooMuch(limit)
    }
}

/// A type that a record can declare a field with.
pub trait FieldValue: Default + Clone {
    /// The kind it tells the rest of the program.
    const KIND: Kind;
    /// The value, without knowing which field it is of.
    fn get(&self) -> Value;
    /// The words of a person that it holds, if any: of a text, of each mark, and of what was typed and not understood.
    fn texts(&self) -> &[String] {
        &[]
    }
    /// The words of one text, to be written.
    fn words_mut(&mut self) -> Option<&mut String> {
        None
    }
    /// Puts the same into another: code that is there once for all fields of a type.
    #[inline(never)]
    fn copy_to(&self, other: &mut Self) {
        other.clone_from(self);
    }
    /// The field from data.
    ///
    /// # Errors
    /// The value is of another kind.
    fn from_value(value: Value) -> Result<Self, Unfit>;
}

/// One line of text, without a line break.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(pub String);

/// Text of several lines, `\n` between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub String);

macro_rules! text_field {
    ($type:ident) => {
        impl std::ops::Deref for $type {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $type {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl FieldValue for $type {
            const KIND: Kind = Kind::$type;

            fn get(&self) -> Value {
                Value::text(self.0.as_str())
            }

            fn texts(&self) -> &[String] {
                if self.0.is_empty() { &[] } else { std::slice::from_ref(&self.0) }
            }

            fn words_mut(&mut self) -> Option<&mut String> {
                Some(&mut self.0)
            }

            fn from_value(value: Value) -> Result<Self, Unfit> {
                match value {
                    Value::Empty => Ok(Self::default()),
                    Value::Text(text) if Self::KIND == Kind::Text => Ok(Self(text)),
                    Value::Text(text) if is_line(&text) => Ok(Self(text)),
                    _ => Err(Unfit::WrongKind),
                }
            }
        }
    };
}
text_field!(Line);
text_field!(Text);

/// A date, time or number as far as it was understood: what a person typed is never thrown away.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Typed<T> {
    #[default]
    Empty,
    Known(T),
    /// Not understood; the words that were typed.
    AsTyped(String),
}

impl<T: Copy> Typed<T> {
    /// The value, if one was entered and understood.
    pub fn known(&self) -> Option<T> {
        match self {
            Self::Known(value) => Some(*value),
            Self::Empty | Self::AsTyped(_) => None,
        }
    }

    /// Whether nothing was entered, so that a file leaves the field out.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }
}

macro_rules! entry_field {
    ($($type:ty => $kind:ident),*) => {$(
        impl FieldValue for Typed<$type> {
            const KIND: Kind = Kind::$kind;

            fn get(&self) -> Value {
                match self {
                    Self::Empty => Value::Empty,
                    Self::Known(value) => Value::$kind(*value),
                    Self::AsTyped(text) => Value::AsTyped(text.clone()),
                }
            }

            fn texts(&self) -> &[String] {
                if let Self::AsTyped(text) = self { std::slice::from_ref(text) } else { &[] }
            }

            fn from_value(value: Value) -> Result<Self, Unfit> {
                match value {
                    Value::Empty => Ok(Self::Empty),
                    Value::$kind(value) => Ok(Self::Known(value)),
                    Value::AsTyped(text) if !text.is_empty() && is_line(&text) => Ok(Self::AsTyped(text)),
                    _ => Err(Unfit::WrongKind),
                }
            }
        }
    )*};
}
entry_field!(Date => Date, Time => Time, u32 => Whole, Decimal => Decimal);

/// Yes, or not said: a file knows no no.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flag(pub bool);

impl FieldValue for Flag {
    const KIND: Kind = Kind::Flag;

    fn get(&self) -> Value {
        if self.0 { Value::Yes } else { Value::Empty }
    }

    fn from_value(value: Value) -> Result<Self, Unfit> {
        match value {
            Value::Empty => Ok(Self(false)),
            Value::Yes => Ok(Self(true)),
            _ => Err(Unfit::WrongKind),
        }
    }
}

/// An enum of words that a file may hold; made by the `choices!` macro.
pub trait ChoiceSet: Copy + PartialEq + 'static {
    /// The words of the set and their states.
    const CHOICES: ChoiceKind;
    /// The kinds, to be pointed at.
    const KIND_REF: &'static ChoiceKind;
    /// All values, in the order in which they are declared and offered.
    const ALL: &'static [Self];
    /// The word as a file holds it.
    fn word(self) -> &'static str;
}

impl<C: ChoiceSet> FieldValue for Option<C> {
    const KIND: Kind = Kind::Choice(C::KIND_REF);

    fn get(&self) -> Value {
        self.map_or(Value::Empty, |choice| Value::Choice(choice.word()))
    }

    fn from_value(value: Value) -> Result<Self, Unfit> {
        match value {
            Value::Empty => Ok(None),
            Value::Choice(word) => {
                C::ALL.iter().copied().find(|choice| choice.word() == word).map(Some).ok_or(Unfit::WrongKind)
            }
            _ => Err(Unfit::WrongKind),
        }
    }
}

/// Any number of words of a fixed set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices<C>(pub Vec<C>);

impl<C> Default for Choices<C> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<C: ChoiceSet> FieldValue for Choices<C> {
    const KIND: Kind = Kind::Choices(C::KIND_REF);

    fn get(&self) -> Value {
        Value::set(self.0.iter().map(|choice| choice.word().to_owned()).collect())
    }

    fn from_value(value: Value) -> Result<Self, Unfit> {
        match value {
            Value::Empty => Ok(Self::default()),
            Value::Set(words) => {
                let chosen: Vec<C> =
                    C::ALL.iter().copied().filter(|choice| words.iter().any(|word| word == choice.word())).collect();
                if chosen.len() == words.len() { Ok(Self(chosen)) } else { Err(Unfit::WrongKind) }
            }
            _ => Err(Unfit::WrongKind),
        }
    }
}

/// A record that other records can point at.
pub trait Linked: Clone {
    /// The section its items stand in.
    const SECTION: Section;
}

/// One item of another section, by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link<R> {
    /// The item, if one was chosen.
    pub target: Option<Id>,
    record: PhantomData<R>,
}

impl<R> Link<R> {
    /// A link to this item.
    pub fn to(id: Id) -> Self {
        Self { target: Some(id), record: PhantomData }
    }

    /// Whether nothing was chosen, so that a file leaves the field out.
    pub fn is_empty(&self) -> bool {
        self.target.is_none()
    }

    /// Whether this is the item it points at.
    pub fn is(&self, id: &Id) -> bool {
        self.target.as_ref() == Some(id)
    }
}

impl<R> Default for Link<R> {
    fn default() -> Self {
        Self { target: None, record: PhantomData }
    }
}

impl<R: Linked> FieldValue for Link<R> {
    const KIND: Kind = Kind::Link(R::SECTION);

    fn get(&self) -> Value {
        self.target.clone().map_or(Value::Empty, Value::Link)
    }

    fn from_value(value: Value) -> Result<Self, Unfit> {
        match value {
            Value::Empty => Ok(Self::default()),
            Value::Link(id) if id.is_well_formed() => Ok(Self::to(id)),
            _ => Err(Unfit::WrongKind),
        }
    }
}

/// Any number of items of another section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links<R> {
    /// The items, sorted by id.
    pub targets: Vec<Id>,
    record: PhantomData<R>,
}

impl<R> Default for Links<R> {
    fn default() -> Self {
        Self { targets: Vec::new(), record: PhantomData }
    }
}

impl<R: Linked> FieldValue for Links<R> {
    const KIND: Kind = Kind::Links(R::SECTION);

    fn get(&self) -> Value {
        Value::set(self.targets.iter().map(|id| id.as_str().to_owned()).collect())
    }

    fn from_value(value: Value) -> Result<Self, Unfit> {
        match value {
            Value::Empty => Ok(Self::default()),
            Value::Set(ids) => {
                let targets: Vec<Id> = ids.into_iter().map(Id::new).collect();
                let well_formed = targets.iter().all(Id::is_well_formed);
                if well_formed { Ok(Self { targets, record: PhantomData }) } else { Err(Unfit::WrongKind) }
            }
            _ => Err(Unfit::WrongKind),
        }
    }
}

/// A set of short words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks(pub Vec<String>);

impl Marks {
    /// Whether the word is in the set.
    pub fn has(&self, word: &str) -> bool {
        self.0.iter().any(|mark| mark == word)
    }
}

impl FieldValue for Marks {
    const KIND: Kind = Kind::Marks;

    fn get(&self) -> Value {
        Value::set(self.0.clone())
    }

    fn texts(&self) -> &[String] {
        &self.0
    }

    fn from_value(value: Value) -> Result<Self, Unfit> {
        match value {
            Value::Empty => Ok(Self::default()),
            Value::Set(marks) if marks.iter().all(|mark| !mark.is_empty() && is_line(mark)) => Ok(Self(marks)),
            _ => Err(Unfit::WrongKind),
        }
    }
}

/// The scores that the members of a group called out; never whose they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// The scores that were understood, sorted from the lowest.
    pub known: Vec<u16>,
    /// What was typed and is no row of scores; then there are no known ones.
    pub as_typed: String,
}

impl Scores {
    /// The highest score that a file can hold.
    pub const HIGHEST: u16 = 1000;
}

impl FieldValue for Scores {
    const KIND: Kind = Kind::Scores;

    fn get(&self) -> Value {
        match (self.as_typed.is_empty(), self.known.is_empty()) {
            (false, _) => Value::AsTyped(self.as_typed.clone()),
            (true, true) => Value::Empty,
            (true, false) => Value::Scores(self.known.clone()),
        }
    }

    fn texts(&self) -> &[String] {
        if self.as_typed.is_empty() { &[] } else { std::slice::from_ref(&self.as_typed) }
    }

    fn from_value(value: Value) -> Result<Self, Unfit> {
        match value {
            Value::Empty => Ok(Self::default()),
            Value::Scores(mut known) if known.iter().all(|score| *score <= Self::HIGHEST) => {
                known.sort_unstable();
                Ok(Self { known, as_typed: String::new() })
            }
            Value::AsTyped(text) if !text.is_empty() && is_line(&text) => {
                Ok(Self { known: Vec::new(), as_typed: text })
            }
            _ => Err(Unfit::WrongKind),
        }
    }
}

/// The versions of an item between which people still have to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions(pub Vec<Version>);

impl FieldValue for Versions {
    const KIND: Kind = Kind::Versions;

    fn get(&self) -> Value {
        if self.0.is_empty() { Value::Empty } else { Value::Versions(self.0.clone()) }
    }

    fn from_value(value: Value) -> Result<Self, Unfit> {
        match value {
            Value::Empty => Ok(Self::default()),
            Value::Versions(versions) => {
                for Version { section, values } in &versions {
                    // The record says what its fields hold.
                    let mut blank = section.blank();
                    let is_nested = *section == Section::Conflicts;
                    let is_in_order = values.is_sorted_by(|(field, _), (next, _)| field < next);
                    if is_nested || !is_in_order {
                        return Err(Unfit::WrongKind);
                    }
                    for (field, value) in values {
                        blank.replace(*field, value.clone())?;
                    }
                }
                Ok(Self(versions))
            }
            _ => Err(Unfit::WrongKind),
        }
    }
}

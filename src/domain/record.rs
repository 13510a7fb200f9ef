//! How a record is declared. From one declaration come the struct, its list of fields, and the access by field number
//! that the file, the form, the table, diff, merge, search, the report and the check all use.

use super::id::Id;
use super::limits;
use super::records::meeting::AnswerState;
use super::session::Section;
use super::value::{ChoiceKind, FieldValue, Kind, Unfit, Value};

/// A field of a record.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// The name in the file; the language files hold its words.
    pub name: &'static str,
    pub kind: Kind,
    /// What it means beside that.
    pub meanings: &'static [Meaning],
}

impl Field {
    /// Whether this is declared of it.
    pub fn means(&self, meaning: Meaning) -> bool {
        self.meanings.contains(&meaning)
    }
}

/// What a field means beside the kind of value that it holds. Whatever treats some fields differently asks for what is
/// declared here, never for a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// `#[Title]`: what the item is called after, alone or with the next of them.
    Title,
    /// `#[Private]`: only the facilitator reads it, never the wall.
    Private,
    /// `#[Euro]`: an amount of money.
    Euro,
    /// `#[Year]`: a year, which has no mark between its thousands.
    Year,
    /// `#[Minutes]`: a number of minutes, which may be told in hours.
    Minutes,
    /// `#[Hours]`: a number of hours.
    Hours,
    /// `#[WeeklyHours]`: a number of hours in each week.
    WeeklyHours,
    /// `#[People]`: a number of people.
    People,
    /// `#[Dots]`: a number of votes.
    Dots,
    /// `#[Unit]`: in what the figures of the item are given.
    Unit,
    /// `#[Owner]`: who takes care of the item.
    Owner,
    /// `#[Due]`: the day by which.
    Due,
    /// `#[Needed]`: where it is empty, a table says so in words.
    Needed,
    /// `#[Counted]`: people in the room, counted aloud with one key each.
    Counted,
    /// `#[Asked]`: what a grid asks of each pair.
    Asked,
    /// `#[Settles]`: once it is filled in, the item is done.
    Settles,
    /// `#[Reason]`: why the item was let go.
    Reason,
    /// `#[Judgement]`: part of what a person judged, with the state, the reason and the decision that it goes on: two
    /// people who judged differently are asked, and no third judgement is made of their parts.
    Judgement,
    /// `#[Explains]`: what is said beside a judgement; it goes with it where two people judged differently.
    Explains,
    /// `#[Carried]`: how many times the item moved on to a next round; counted, never typed.
    Carried,
    /// `#[GoesOn]`: that it was decided in this round that the item goes on; never typed.
    GoesOn,
    /// `#[OfRound]`: the round in which the item was looked at last, where that was an earlier one; never typed.
    OfRound,
    /// `#[OfTheDay]`: belongs to the day of the session and does not come along to a next round.
    OfTheDay,
}

/// What comes along of the items of a section to a next round. What those that come along point at always does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextRound {
    /// All items: of a record that declares nothing else.
    Whole,
    /// `open`: the items that are not done and not let go; they want a decision in the next round. With `open_if(…)`
    /// only those of which one of these fields is filled in want one: then something was promised.
    Open(&'static [usize]),
    /// `with(…)`: the items of which this field points at something that comes along, or at nothing.
    With(usize),
    /// `stays("…")`: none, for this reason.
    Stays(&'static str),
}

/// What is the same for all records of a kind.
#[derive(Debug, PartialEq, Eq)]
pub struct RecordKind {
    /// The name in the file, such as `Action`.
    pub name: &'static str,
    /// The fields, in the order of the file, the form and the table.
    pub fields: &'static [Field],
    /// The names of the fields, with `id` in front.
    pub keys: &'static [&'static str],
    /// What comes along to a next round.
    pub next_round: NextRound,
    /// For a table with a row for each pair of two things: the fields that name them, the one that changes slowest first.
    pub pair: Option<[usize; 2]>,
}

impl RecordKind {
    /// The number of the field with this name.
    pub fn position(&self, field: &str) -> Option<usize> {
        self.fields.iter().position(|known| known.name == field)
    }

    /// The number of the first field of which this is declared.
    pub fn field_that_means(&self, meaning: Meaning) -> Option<usize> {
        self.fields.iter().position(|field| field.means(meaning))
    }

    /// The fields whose values point at items, each with the section of those.
    pub(crate) fn links(&self) -> impl Iterator<Item = (usize, Section)> {
        self.fields.iter().enumerate().filter_map(|(number, field)| Some((number, field.kind.link()?)))
    }

    /// The fields that together make one judgement of an item.
    pub fn judgement(&self) -> Vec<usize> {
        let state = self.state().map(|(number, _)| number);
        let parts = [Meaning::Judgement, Meaning::Settles, Meaning::Reason, Meaning::GoesOn];
        let is_part =
            |number: &usize| Some(*number) == state || parts.iter().any(|meaning| self.fields[*number].means(*meaning));
        (0..self.fields.len()).filter(is_part).collect()
    }

    /// The first field that an item is called after.
    pub fn title(&self) -> Option<usize> {
        self.field_that_means(Meaning::Title)
    }

    /// The field that tells how far an item is, with its words: the first of which the words are states.
    pub fn state(&self) -> Option<(usize, &'static ChoiceKind)> {
        self.fields.iter().enumerate().find_map(|(number, field)| match field.kind {
            Kind::Choice(choices) if !choices.states.is_empty() => Some((number, choices)),
            _ => None,
        })
    }
}

/// A record, seen without knowing which kind it is.
pub trait Record {
    /// The declaration of its kind: name, fields and what comes along.
    fn kind(&self) -> &'static RecordKind;
    /// Its id, which no other record of its section has.
    fn id(&self) -> &Id;
    /// The value of a field, by number; `Empty` for a number it has not.
    fn value(&self, field: usize) -> Value;
    /// The words of a person in a field, by number: see [`FieldValue::texts`].
    fn texts(&self, field: usize) -> &[String];
    /// The words in a field that holds one text, to be written; whoever does so keeps to the limits and to its lines.
    fn words_mut(&mut self, field: usize) -> Option<&mut String>;
    /// Puts a value in a field and hands back the one that was there.
    ///
    /// # Errors
    /// There is no such field, it holds another kind of value, or the value passes a limit.
    fn replace(&mut self, field: usize, value: Value) -> Result<Value, Unfit>;

    /// The same, seen without knowing which kind it is.
    fn as_record(&self) -> &dyn Record;

    /// All values, in the order of the fields.
    fn values(&self) -> Vec<Value> {
        values_of(self.as_record())
    }

    /// How far it is, where it has a field that tells so and that is filled in.
    fn state(&self) -> Option<AnswerState> {
        state_of(self.as_record())
    }

    /// What it is called, where its title is words that were typed.
    fn name(&self) -> Option<String> {
        name_of(self.as_record())
    }

    /// The value of the first field of which this is declared; `Empty` where there is none.
    fn meant(&self, meaning: Meaning) -> Value {
        meant_by(self.as_record(), meaning)
    }
}

// What follows is there once in the program instead of once for each record.

#[inline(never)]
fn values_of(record: &dyn Record) -> Vec<Value> {
    (0..record.kind().fields.len()).map(|field| record.value(field)).collect()
}

#[inline(never)]
fn state_of(record: &dyn Record) -> Option<AnswerState> {
    let (field, choices) = record.kind().state()?;
    if let Value::Choice(word) = record.value(field) { Some(choices.state_of(word)) } else { None }
}

#[inline(never)]
fn name_of(record: &dyn Record) -> Option<String> {
    match record.value(record.kind().title()?) {
        Value::Text(name) => Some(name),
        _ => None,
    }
}

#[inline(never)]
fn meant_by(record: &dyn Record, meaning: Meaning) -> Value {
    record.kind().field_that_means(meaning).map_or(Value::Empty, |field| record.value(field))
}

/// The items to which a record points, each with the number of the field and the section.
pub fn links_of(record: &dyn Record) -> Vec<(usize, Section, Id)> {
    let mut links = Vec::new();
    for (number, to) in record.kind().links() {
        links.extend(record.value(number).ids().map(|id| (number, to, Id::new(id))));
    }
    links
}

/// Whether two records of a kind are the same, as what is derived for each of them would find too.
#[inline(never)]
pub(super) fn is_same(one: &dyn Record, other: &dyn Record) -> bool {
    let is_same_in = |(number, field): (usize, &Field)| {
        let words = one.texts(number);
        // Of what is nothing but words no copy is made.
        let is_words = !words.is_empty() && matches!(field.kind, Kind::Line | Kind::Text | Kind::Marks);
        words == other.texts(number) && (is_words || one.value(number) == other.value(number))
    };
    one.id() == other.id() && one.kind().fields.iter().enumerate().all(is_same_in)
}

/// Fills a record in with values, in the order of its fields.
///
/// # Errors
/// They are not those of its fields, or pass a limit.
#[inline(never)]
pub(super) fn fill_in(record: &mut dyn Record, values: Vec<Value>) -> Result<(), Unfit> {
    values.into_iter().enumerate().try_for_each(|(field, value)| record.replace(field, value).map(drop))
}

/// What the `records!` macro gives each record beside [`Record`].
pub trait RecordType: Record + Default + Clone {
    /// The declaration of its kind: name, fields and what comes along.
    const KIND: RecordKind;
    /// The declaration, to be pointed at.
    const KIND_REF: &'static RecordKind;
    /// An empty record with this id.
    fn with_id(id: Id) -> Self;
}

/// The value of a typed field, as [`Record::replace`] swaps it.
///
/// # Errors
/// The value is of another kind or passes a limit; the field is as it was.
pub fn swap<F: FieldValue>(field: &mut F, value: Value) -> Result<Value, Unfit> {
    limits::value(&value)?;
    let replacement = F::from_value(value)?;
    Ok(std::mem::replace(field, replacement).get())
}

/// Declares records: `Name { field: Type, … }`, with a doc line for each. Above a field stands what it means, one
/// attribute on a line (see [`Meaning`]); behind the record what comes along to a next round (see [`NextRound`]) and, for
/// a table with a row for each pair, the two fields of the pair: `next_round: open, grid: (theme, group),`.
///
/// Each field has a constant of its own name, `Action::owner`: its number.
macro_rules! records {
    ($($(#[doc = $doc:literal])+ $name:ident { $($fields:tt)* }
        $(next_round: $next:ident $(($($argument:tt),*))?,)?
        $(grid: ($slow:ident, $fast:ident),)?
    )*) => {$(
        $crate::domain::record::record! {
            @read { [$(#[doc = $doc])+] $name [$($next $($($argument)*)?)?] [$($slow $fast)?] } [] [] [] [0] $($fields)*
        }
    )*};
}
pub(crate) use records;

/// Reads the fields of a record one by one, and makes the record when all are read. Between brackets: the fields that were
/// read, the doc lines and the meanings of the one that is being read, and its number.
macro_rules! record {
    (@read $head:tt $read:tt [$($docs:tt)*] $meanings:tt $number:tt #[doc = $doc:literal] $($rest:tt)*) => {
        $crate::domain::record::record! { @read $head $read [$($docs)* #[doc = $doc]] $meanings $number $($rest)* }
    };
    (@read $head:tt $read:tt $docs:tt [$($meanings:tt)*] $number:tt #[$meaning:ident] $($rest:tt)*) => {
        $crate::domain::record::record! { @read $head $read $docs [$($meanings)* $meaning] $number $($rest)* }
    };
    (@read $head:tt [$($read:tt)*] $docs:tt $meanings:tt [$($number:tt)*] $field:ident: $type:ty, $($rest:tt)*) => {
        $crate::domain::record::record! {
            @read $head [$($read)* { $docs $meanings [$($number)*] $field $type }] [] [] [$($number)* + 1] $($rest)*
        }
    };
    (@read
        { [$($doc:tt)*] $name:ident [$($next:tt)*] [$($pair:ident)*] }
        [$({ [$($field_doc:tt)*] [$($meaning:ident)*] [$($number:tt)*] $field:ident $type:ty })*]
        [] [] $count:tt
    ) => {
        $($doc)*
        #[derive(Debug, Default, PartialEq, Eq)]
        pub struct $name {
            /// The id of the item.
            pub id: $crate::domain::id::Id,
            $($($field_doc)* pub $field: $type,)*
        }

        // Field by field into an empty one: a copy that may break off in the middle is five times as much program.
        impl Clone for $name {
            fn clone(&self) -> Self {
                let mut copy = <Self as $crate::domain::record::RecordType>::with_id(self.id.clone());
                $($crate::domain::value::FieldValue::copy_to(&self.$field, &mut copy.$field);)*
                copy
            }
        }

        #[expect(non_upper_case_globals, reason = "the number of a field is called as the field is")]
        impl $name {
            $($($field_doc)* pub const $field: usize = $($number)*;)*
        }

        impl $crate::domain::record::RecordType for $name {
            const KIND: $crate::domain::record::RecordKind = $crate::domain::record::RecordKind {
                name: stringify!($name),
                fields: &[$($crate::domain::record::Field {
                    name: stringify!($field),
                    kind: <$type as $crate::domain::value::FieldValue>::KIND,
                    meanings: &[$($crate::domain::record::Meaning::$meaning,)*],
                },)*],
                keys: &["id", $(stringify!($field),)*],
                next_round: $crate::domain::record::next_round!($name $($next)*),
                pair: $crate::domain::record::pair!($name $($pair)*),
            };
            const KIND_REF: &'static $crate::domain::record::RecordKind = &Self::KIND;

            #[inline(never)]
            fn with_id(id: $crate::domain::id::Id) -> Self {
                Self { id, ..Self::default() }
            }
        }

        impl $crate::domain::record::Record for $name {
            fn kind(&self) -> &'static $crate::domain::record::RecordKind {
                <Self as $crate::domain::record::RecordType>::KIND_REF
            }

            fn id(&self) -> &$crate::domain::id::Id {
                &self.id
            }

            fn as_record(&self) -> &dyn $crate::domain::record::Record {
                self
            }

            fn value(&self, field: usize) -> $crate::domain::value::Value {
                match field {
                    $(Self::$field => $crate::domain::value::FieldValue::get(&self.$field),)*
                    _ => $crate::domain::value::Value::Empty,
                }
            }

            fn texts(&self, field: usize) -> &[String] {
                match field {
                    $(Self::$field => $crate::domain::value::FieldValue::texts(&self.$field),)*
                    _ => &[],
                }
            }

            fn words_mut(&mut self, field: usize) -> Option<&mut String> {
                match field {
                    $(Self::$field => $crate::domain::value::FieldValue::words_mut(&mut self.$field),)*
                    _ => None,
                }
            }

            fn replace(
                &mut self,
                field: usize,
                value: $crate::domain::value::Value,
            ) -> Result<$crate::domain::value::Value, $crate::domain::value::Unfit> {
                match field {
                    $(Self::$field => $crate::domain::record::swap(&mut self.$field, value),)*
                    _ => Err($crate::domain::value::Unfit::WrongKind),
                }
            }
        }
    };
}
pub(crate) use record;

/// What a record declares to come along.
macro_rules! next_round {
    ($name:ident) => { $crate::domain::record::NextRound::Whole };
    ($name:ident stays $reason:literal) => { $crate::domain::record::NextRound::Stays($reason) };
    ($name:ident with $field:ident) => { $crate::domain::record::NextRound::With($name::$field) };
    ($name:ident open) => { $crate::domain::record::NextRound::Open(&[]) };
    ($name:ident open_if $($promise:ident)+) => {
        $crate::domain::record::NextRound::Open(&[$($name::$promise),+])
    };
}
pub(crate) use next_round;

/// The pair of a grid.
macro_rules! pair {
    ($name:ident) => {
        None
    };
    ($name:ident $slow:ident $fast:ident) => {
        Some([$name::$slow, $name::$fast])
    };
}
pub(crate) use pair;

/// Declares a fixed set of words: `Name { Variant = word, … }`; of words that tell how far something is, with the state
/// that each comes down to: `Name { Variant = word: State, … }`.
macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident {
        $($(#[$variant_doc:meta])* $variant:ident = $word:ident $(: $state:ident)?,)*
    })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $crate::domain::value::ChoiceSet for $name {
            const CHOICES: $crate::domain::value::ChoiceKind = $crate::domain::value::ChoiceKind::new(
                stringify!($name),
                &[$(stringify!($word),)*],
                &[$($($crate::domain::records::meeting::AnswerState::$state,)?)*],
            );
            const KIND_REF: &'static $crate::domain::value::ChoiceKind = &Self::CHOICES;
            const ALL: &'static [Self] = &[$(Self::$variant,)*];

            fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($word),)*
                }
            }
        }
    )*};
}
pub(crate) use choices;

#[cfg(test)]
pub mod tests {
    //! A record that is declared here alone shows what one attribute does.

    use crate::domain::value::{FieldValue, Line, Text, Typed, Value};

    use super::{Meaning, RecordType};

    records! {
        /// A record with two fields that only the facilitator reads.
        Confidential {
            /// What the confidence is about, which the room may read.
            #[Title]
            about: Line,
            /// What was told in confidence.
            #[Private]
            told: Text,
            /// Who told it, which only the facilitator reads.
            #[Private]
            source: Line,
        }
    }

    #[test]
    fn each_field_with_the_attribute_is_private_and_no_other() {
        let private = |field: usize| Confidential::KIND.fields[field].means(Meaning::Private);
        assert_eq!([Confidential::about, Confidential::told, Confidential::source].map(private), [false, true, true]);
        assert_eq!(Confidential::KIND.field_that_means(Meaning::Title), Some(Confidential::about));
    }

    #[test]
    fn a_line_holds_nothing_that_is_read_as_more_than_one() {
        for (text, is_line) in [("zaal 1, zaal 2", true), ("zaal 1\nzaal 2", false), ("zaal 1\rzaal 2", false)] {
            assert_eq!(Line::from_value(Value::text(text)).is_ok(), is_line, "{text:?}");
            assert!(Text::from_value(Value::text(text)).is_ok(), "{text:?}");
            let as_typed = Typed::<u32>::from_value(Value::AsTyped(text.to_owned()));
            assert_eq!(as_typed.is_ok(), is_line, "{text:?}");
        }
    }
}

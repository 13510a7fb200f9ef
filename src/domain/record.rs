//! How a record is declared. From one declaration come the struct, its list of fields, and the access by field number
//! that the file, the form, the table, diff, merge, search, the report and the check all use.

use super::id::Id;
use super::value::{FieldValue, Kind, Value, WrongKind};

/// A field of a record.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// The name in the file; the language files hold its words.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
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
}

impl RecordKind {
    /// The number of the field with this name.
    pub fn position(&self, field: &str) -> Option<usize> {
        self.fields.iter().position(|known| known.name == field)
    }
}

/// A record, seen without knowing which kind it is.
pub trait Record {
    /// Its declaration.
    fn kind(&self) -> &'static RecordKind;
    /// Its id.
    fn id(&self) -> &Id;
    /// The value of a field, by number; `Empty` for a number it has not.
    fn value(&self, field: usize) -> Value;
    /// Puts a value in a field and hands back the one that was there.
    ///
    /// # Errors
    /// There is no such field, or it holds another kind of value.
    fn replace(&mut self, field: usize, value: Value) -> Result<Value, WrongKind>;

    /// All values, in the order of the fields.
    fn values(&self) -> Vec<Value> {
        (0..self.kind().fields.len()).map(|field| self.value(field)).collect()
    }

    /// The value of the field with this name; `Empty` where there is none.
    fn named(&self, field: &str) -> Value {
        self.kind().position(field).map_or(Value::Empty, |position| self.value(position))
    }
}

/// What the `record!` macro gives each record beside [`Record`].
pub trait RecordType: Record + Default + Clone {
    /// Its declaration.
    const KIND: RecordKind;
    /// The declaration, to be pointed at.
    const KIND_REF: &'static RecordKind;
    /// An empty record with this id.
    fn with_id(id: Id) -> Self;
}

/// The value of a typed field, as [`Record::replace`] swaps it.
///
/// # Errors
/// The value is of another kind; the field is as it was.
pub fn swap<F: FieldValue>(field: &mut F, value: Value) -> Result<Value, WrongKind> {
    let replacement = F::from_value(value)?;
    Ok(std::mem::replace(field, replacement).get())
}

/// Declares records: `Name { field: Type, … }`, with a doc line for each.
macro_rules! records {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct $name {
            /// The id of the item.
            pub id: $crate::domain::id::Id,
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl $crate::domain::record::RecordType for $name {
            const KIND: $crate::domain::record::RecordKind = $crate::domain::record::RecordKind {
                name: stringify!($name),
                fields: &[$($crate::domain::record::Field {
                    name: stringify!($field),
                    kind: <$type as $crate::domain::value::FieldValue>::KIND,
                },)*],
                keys: &["id", $(stringify!($field),)*],
            };
            const KIND_REF: &'static $crate::domain::record::RecordKind = &Self::KIND;

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

            fn value(&self, field: usize) -> $crate::domain::value::Value {
                let mut number = 0..;
                $(if number.next() == Some(field) {
                    return $crate::domain::value::FieldValue::get(&self.$field);
                })*
                let _ = number;
                $crate::domain::value::Value::Empty
            }

            fn replace(
                &mut self,
                field: usize,
                value: $crate::domain::value::Value,
            ) -> Result<$crate::domain::value::Value, $crate::domain::value::WrongKind> {
                let mut number = 0..;
                $(if number.next() == Some(field) {
                    return $crate::domain::record::swap(&mut self.$field, value);
                })*
                let _ = number;
                Err($crate::domain::value::WrongKind)
            }
        }
    )*};
}
pub(crate) use records;

/// Declares a fixed set of words: `Name "name" { Variant = word, … }`.
macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:ident,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $crate::domain::value::ChoiceSet for $name {
            const CHOICES: $crate::domain::value::ChoiceKind = $crate::domain::value::ChoiceKind {
                name: stringify!($name),
                options: &[$(stringify!($word),)*],
            };
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

//! The head of a session: where it stands in the cycle. A form never asks these; what is done with all fields of all
//! records (diff, merge, the file) is done with them too.

use crate::domain::id::Id;
use crate::domain::record::records;
use crate::domain::value::{FieldValue, Kind, Unfit, Value};

records! {
    /// Where the session stands in the cycle.
    Header {
        /// Which round this is, counted from 1.
        round: Round,
        /// The session of the round before, if there was one.
        previous: SessionLink,
    } next_round: stays("each round has its own place in the cycle"),
}

/// Which round of the cycle a session is, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round(pub u32);

impl Default for Round {
    fn default() -> Self {
        Self(1)
    }
}

impl FieldValue for Round {
    const KIND: Kind = Kind::Whole;

    fn get(&self) -> Value {
        Value::Whole(self.0)
    }

    fn from_value(value: Value) -> Result<Self, Unfit> {
        match value {
            Value::Empty => Ok(Self::default()),
            Value::Whole(round) => Ok(Self(round)),
            _ => Err(Unfit::WrongKind),
        }
    }
}

/// Another session, by its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionLink(pub Option<Id>);

impl FieldValue for SessionLink {
    const KIND: Kind = Kind::Line;

    fn get(&self) -> Value {
        self.0.as_ref().map_or(Value::Empty, |id| Value::text(id.as_str()))
    }

    fn from_value(value: Value) -> Result<Self, Unfit> {
        match value {
            Value::Empty => Ok(Self::default()),
            Value::Text(id) if Id::may_be(&id) => Ok(Self(Some(Id::new(id)))),
            _ => Err(Unfit::WrongKind),
        }
    }
}

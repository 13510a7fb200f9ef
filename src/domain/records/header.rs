//! The head of a session: where it stands in the cycle. A form never asks these; what is done with all fields of all
//! records (diff, merge, the file) is done with them too.

use crate::domain::record::records;
use crate::domain::value::{Round, SessionLink};

records! {
    /// Where the session stands in the cycle.
    Header {
        /// The how-manieth round this is, from 1.
        round: Round,
        /// The session of the round before, if there was one.
        previous: SessionLink,
    } next_round: stays("each round has its own place in the cycle"),
}

//! What a session is: records, places, edits, progress, sums. Pure: no files, no clock, no randomness, no terminal, no
//! language.

pub mod id;
pub mod record;
pub mod records;
pub mod session;
pub mod value;

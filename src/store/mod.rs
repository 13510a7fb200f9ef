//! Sessions on disk.
//!
//! The half below knows nothing of sessions, only of bytes that must not be lost. Reading order: [`disk`] is the file
//! system as saving needs it (tests put a modelled one in its place), [`save`] replaces one file in the only order that
//! survives a power cut, [`journal`] keeps what is not saved yet, [`keeper`] decides when to do which, and [`writer`]
//! gives that its threads, beside the screen. No words for people are made here: errors are values.

pub mod disk;
pub mod journal;
pub mod keeper;
mod record;
pub mod save;
pub mod writer;

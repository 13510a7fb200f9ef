//! The form of a session file: its text, reading that text, older formats, git's conflict markers, and where everything
//! stands in the text. Nothing here writes a file.

pub mod markers;
pub mod migration;
pub mod open;
pub mod reading;
pub mod spans;
pub mod text;

//! Sessions in words: sentences about values and changes, problems of files, steps of sharing, rounds beside each other.
//! What is said in more than one place is said here, so that the screen, the command line and a commit say the same. Text
//! from a file is not yet safe to show.

pub mod changes;
mod drafts;
mod grid_keys;
pub mod json;
mod known;
mod offers;
pub mod personal;
pub mod problems;
pub mod rounds;
pub mod sentences;
pub mod sharing;
pub mod shorten;
pub mod signals;
pub mod signs;
pub mod spreadsheet;

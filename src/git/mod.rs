//! Sessions in git: the thin layer over the `git` program. Merging itself is the domain's; here are the files that git
//! hands over and gets back, its settings, its history, and what is shared. All results are data: the words
//! are made where they are shown.

mod belonging;

pub mod log;
pub mod merging;
mod message;
mod refusals;
pub mod run;
pub mod setup;
pub mod share;
mod untrusted;

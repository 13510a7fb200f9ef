//! Sessions in git: the thin layer over the `git` program. Merging itself is the domain's; here are the files that git
//! hands over and gets back, its settings, its history, and what is shared. What is told is data: the words are made
//! where it is shown.

pub mod log;
pub mod merging;
pub mod run;
pub mod setup;
pub mod share;

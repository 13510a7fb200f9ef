//! All that the program promises, a module for each subject; one binary, so that it is built and linked once.
//!
//! `cargo test --test it merging::` runs one of them, and a name behind it one test.

mod architecture;
mod asking;
mod cli;
mod declarations;
mod documents;
mod doubles;
mod drafts;
#[cfg(target_os = "linux")]
mod failing_calls;
mod git;
mod grids;
mod helping;
mod hostile;
#[cfg(target_os = "linux")]
mod hostile_environment;
mod hostile_repository;
#[cfg(unix)]
mod hostile_share;
mod importing;
#[cfg(target_os = "linux")]
mod injected;
mod keymap;
mod keys;
mod leaving;
mod limits;
mod manual;
mod merging;
mod method;
mod mutations;
mod names;
mod offers;
mod overview;
mod picture;
mod places;
mod properties;
mod random_keys;
mod readme;
mod recovery;
mod reports;
mod room;
mod rounds;
mod said;
mod screens;
mod sharing;
mod shipped;
mod signals;
mod source;
mod support;
#[cfg(target_os = "linux")]
mod system_calls;
mod tables;
#[cfg(unix)]
mod terminal;
mod themes;
mod two_sessions;
mod words;

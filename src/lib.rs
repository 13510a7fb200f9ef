//! werksessie

pub mod domain;
pub mod tui;

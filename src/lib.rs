//! werksessie

pub mod cli;
pub mod domain;
pub mod exchange;
pub mod git;
pub mod guide;
pub mod i18n;
pub mod store;
pub mod tui;

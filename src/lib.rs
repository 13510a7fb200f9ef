//! werksessie

pub mod domain;
pub mod guide;
pub mod i18n;
pub mod store;
pub mod tui;

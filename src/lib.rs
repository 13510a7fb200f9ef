//! werksessie

pub mod domain;
pub mod store;

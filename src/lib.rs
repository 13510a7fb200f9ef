//! werksessie

pub mod domain;

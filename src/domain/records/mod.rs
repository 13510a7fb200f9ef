//! Every record that a session can hold, one file per step. A field is one line here, and its words in each language.

pub mod execution;
pub mod header;
pub mod meeting;
pub mod monitoring;
pub mod plan;
pub mod priorities;
pub mod profile;
pub mod signalling;

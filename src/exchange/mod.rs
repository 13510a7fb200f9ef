//! What goes out of a session: the report and the comparison of rounds, as a document without a form and as plain text.
//! Reads sessions and never changes them.

pub mod compared;
pub mod plain;
pub mod report;

//! What goes out of a session and what comes in: so far the report, as a document without a form, and as plain text.
//! Reads sessions and never changes them.

pub mod plain;
pub mod report;

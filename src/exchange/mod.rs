//! What goes out of a session and what comes in: the report, as a document without a form
//! and as plain text; and the overview of many sessions.
//! Reads sessions and never changes them.

pub mod overview;
pub mod plain;
pub mod report;
pub mod rounds;

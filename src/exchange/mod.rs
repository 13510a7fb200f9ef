//! What goes out of a session and what comes in: the report and the comparison of rounds, as a document without a form and
//! as plain text; and the files and tables that people bring, as changes to be shown first. Nothing here changes a session.

pub mod compared;
pub mod import;
pub mod plain;
pub mod report;

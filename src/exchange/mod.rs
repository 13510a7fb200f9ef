//! What goes out of a session and what comes in: the report and the comparison of rounds as documents without a form, and the
//! forms in which people take them home, without what may not leave (`outgoing`); and the files and tables that people bring,
//! as changes to be shown first. Nothing here changes a session.

pub mod compared;
mod contacts;
pub mod document;
pub mod form;
pub mod import;
pub mod leaflet;
mod names;
pub mod outgoing;
pub mod render;
pub mod report;
mod sheet;
pub mod tables;
mod told;
pub mod whole;

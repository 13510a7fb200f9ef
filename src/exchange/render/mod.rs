//! A document in the forms in which people take it home. Each is made from the document alone.

mod calendar;
mod escape;
mod html;
mod markdown;
pub mod plain;
mod svg;
mod workbook;

pub(super) use calendar::CALENDAR_MARK;
pub use calendar::calendar;
pub(super) use html::HTML_MARK;
pub use html::html;
pub(super) use markdown::MARKDOWN_MARK;
pub use markdown::markdown;
pub(super) use workbook::is_our_workbook;
pub use workbook::workbook;

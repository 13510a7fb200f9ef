//! A document in the forms in which people take it home. Each is made from the document alone.

mod escape;
mod html;
mod markdown;
pub mod plain;
mod svg;

pub(super) use html::HTML_MARK;
pub use html::html;
pub(super) use markdown::MARKDOWN_MARK;
pub use markdown::markdown;

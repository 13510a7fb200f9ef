//! The forms in which a report can be written, by the ending of its file, and how a file is known as made by this program.

use std::path::Path;

use crate::i18n::Words;

use super::document::Document;
use super::render::{HTML_MARK, MARKDOWN_MARK, html, markdown};

/// So far into a file its maker is looked for.
const BEGINNING: usize = 1024;

/// A form in which something goes out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OutputForm {
    /// A page for a browser, and to print.
    #[default]
    Html,
    /// Text with marks.
    Markdown,
}

impl OutputForm {
    /// All forms, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Html, Self::Markdown];

    /// The ending of its files.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
        }
    }

    /// The form of a file with this name; `None` where its ending tells of none.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        let ending = if ending == "htm" { "html" } else { ending.as_str() };
        Self::ALL.into_iter().find(|form| form.ending() == ending)
    }

    /// A document in this form, in this language (`nl`).
    #[must_use]
    pub fn render(self, document: &Document, language: &str, words: &Words) -> String {
        match self {
            Self::Html => html(document, language, words),
            Self::Markdown => markdown(document),
        }
    }

    /// Whether a file of this form with these contents was made by this program.
    #[must_use]
    pub fn is_ours(self, contents: &[u8]) -> bool {
        let beginning = &contents[..contents.len().min(BEGINNING)];
        let mark = match self {
            Self::Html => HTML_MARK,
            Self::Markdown => MARKDOWN_MARK,
        };
        memchr::memmem::find(beginning, mark.as_bytes()).is_some()
    }
}

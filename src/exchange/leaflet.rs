//! A page of the help as a document, to be printed and handed out.

use crate::guide::HelpPage;
use crate::guide::leading::{HEADING, ITEM};

use super::document::{Block, Document};

/// The page as a document: a chapter for each of its headings.
#[must_use]
pub fn leaflet(page: &HelpPage) -> Document {
    let mut blocks = Vec::new();
    for text in &page.text {
        match (text.strip_prefix(HEADING), text.strip_prefix(ITEM), blocks.last_mut()) {
            (Some(heading), ..) => blocks.push(Block::heading(1, heading)),
            (_, Some(item), Some(Block::List(items))) => items.push(item.to_owned()),
            (_, Some(item), _) => blocks.push(Block::List(vec![item.to_owned()])),
            _ => blocks.push(Block::Paragraph(text.clone())),
        }
    }
    Document { title: page.title.clone(), mark: None, blocks }
}

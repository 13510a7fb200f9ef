//! A text that is read on top of the screen: which one, and how far it was scrolled.

use crate::tui::keymap::{Action, Chord};

/// A text that is read, and how far it was scrolled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextReader {
    /// Which text it is; its words are made when it is drawn.
    pub text: Reading,
    /// The first row on the screen.
    pub scroll: usize,
    /// The first row of the last screenful; how many rows a text takes is known where it is drawn.
    pub last: usize,
}

impl TextReader {
    /// A text, from its beginning.
    pub fn new(text: Reading) -> Self {
        Self { text, scroll: 0, last: 0 }
    }

    /// Tells where its last screenful begins.
    pub(super) fn end_at(&mut self, last: usize) {
        self.last = last;
        self.scroll = self.scroll.min(last);
    }
}

/// What there is to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The help of what is on the screen, with the keys that work there.
    Help(Vec<(&'static [Chord], Action)>),
    /// All keys, wherever they hold.
    Keys,
    /// A help page, by its id.
    Page(String),
    /// Something that was asked for, in a few sentences.
    Told {
        /// What the sentences are about.
        title: String,
        /// What is told, a sentence each.
        text: Vec<String>,
    },
    /// What changed in the item under the cursor, a sentence each, newest first.
    History {
        /// The title of the item.
        title: String,
        /// What changed, a sentence each, newest first.
        changes: Vec<String>,
    },
}

//! Something that was brought, as it lies on top before it enters: what it is, what is asked, and what would happen.

use crate::exchange::import::SHEET;
use crate::exchange::import::brought::Brought;
use crate::exchange::import::preview::{Ask, ImportChoices, Prepared, PreviewPart, PreviewRow};
use crate::i18n::Words;

/// Something that was brought, before it enters.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug)]
pub struct Bringing {
    pub brought: Brought,
    /// What was chosen so far.
    pub choices: ImportChoices,
    pub prepared: Prepared,
    pub rows: Vec<PreviewRow>,
    /// The line under the cursor.
    pub selected: usize,
}

impl Bringing {
    /// What was brought, with the cursor on the first question that has no answer yet, or where another list is chosen.
    pub fn new(brought: Brought, choices: ImportChoices, prepared: Prepared, words: &Words) -> Self {
        let rows = prepared.preview.rows(words);
        let mut bringing = Self { brought, choices, prepared, rows, selected: 0 };
        let lists = bringing.prepared.preview.asks.iter().position(|ask| ask.key == SHEET);
        bringing.selected = bringing.unanswered().or(lists).and_then(|ask| bringing.row_of(ask)).unwrap_or(0);
        bringing
    }

    /// The question under the cursor.
    pub fn asked(&self) -> Option<&Ask> {
        match self.rows.get(self.selected)?.part {
            PreviewPart::Ask(ask) => self.prepared.preview.asks.get(ask),
            _ => None,
        }
    }

    /// The first question that has no answer yet.
    pub fn unanswered(&self) -> Option<usize> {
        self.prepared.preview.asks.iter().position(|ask| ask.chosen.is_none())
    }

    fn row_of(&self, ask: usize) -> Option<usize> {
        self.rows.iter().position(|row| row.part == PreviewPart::Ask(ask))
    }
}

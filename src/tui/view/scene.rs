//! What every part of the view may read.

use crate::i18n::texts::Keyed;
use crate::telling::sentences::Sentences;
use crate::tui::model::start::{Row, Start};
use crate::tui::model::{Context, Model};
use crate::tui::update::with_keys;

/// What every part of the view may read.
pub(crate) struct Scene<'scene> {
    /// The model.
    pub(crate) model: &'scene Model,
    /// The language.
    pub(crate) context: &'scene Context,
}

impl Scene<'_> {
    /// Tells values and items in words.
    pub(crate) fn sentences(&self) -> Sentences<'_> {
        self.context.sentences(self.model.today)
    }

    /// In which other files the session of a row on the list is.
    pub(crate) fn also_in(&self, start: &Start, row: usize) -> Option<String> {
        let others = start.same_as(*start.shown.get(row)?);
        let name = |row: &&Row| row.path.file_name().map(|name| format!("‘{}’", name.to_string_lossy()));
        let names: Vec<String> = others.iter().filter_map(name).collect();
        (!names.is_empty()).then(|| self.context.words.overview.also_in(names.join(", ")))
    }

    /// A text with the names of the keys that it is about, as they are here.
    pub(crate) fn with_keys(&self, text: &Keyed) -> String {
        with_keys(text, &self.context.words, &self.model.scopes(self.context))
    }
}

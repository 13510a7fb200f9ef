//! What every part of the view may read.

use crate::i18n::texts::Keyed;
use crate::telling::sentences::Sentences;
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

    /// A text with the names of the keys that it is about, as they are here.
    pub(crate) fn with_keys(&self, text: &Keyed) -> String {
        with_keys(text, &self.context.words, &self.model.scopes(self.context))
    }
}

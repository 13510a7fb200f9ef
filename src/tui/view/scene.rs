//! What every part of the view may read.

use crate::telling::sentences::Sentences;
use crate::tui::model::{Context, Model};

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
}

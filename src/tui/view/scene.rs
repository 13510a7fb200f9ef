//! What every part of the view may read.

use std::cell::OnceCell;

use crate::domain::problem::Unread;
use crate::guide::StepText;
use crate::guide::laid::Laid;
use crate::i18n::dates::short_date;
use crate::i18n::texts::Keyed;
use crate::telling::problems::unread_text;
use crate::telling::sentences::Sentences;
use crate::tui::keymap::Scope;
use crate::tui::model::start::Start;
use crate::tui::model::{Context, Model};
use crate::tui::update::{with_keys, with_words};

use super::paint::width;

/// What every part of the view may read.
pub(crate) struct Scene<'scene> {
    /// What is on the screen, and where the cursor is.
    pub(crate) model: &'scene Model,
    /// The words and the guide of the language.
    pub(crate) context: &'scene Context,
    laid: OnceCell<Option<Laid<'scene>>>,
    scopes: OnceCell<Vec<Scope>>,
    /// Whether lines of words are typed instead of keys.
    pub(crate) is_in_words: bool,
}

impl<'scene> Scene<'scene> {
    /// A frame of this model.
    pub(crate) fn new(model: &'scene Model, context: &'scene Context) -> Self {
        Self { model, context, laid: OnceCell::new(), scopes: OnceCell::new(), is_in_words: false }
    }

    /// The same for who types lines of words, and has no keys.
    pub(crate) fn in_words(model: &'scene Model, context: &'scene Context) -> Self {
        Self { is_in_words: true, ..Self::new(model, context) }
    }

    /// The grid in front, if it is one: laid out once for each frame.
    pub(crate) fn laid(&self) -> Option<&Laid<'scene>> {
        self.laid.get_or_init(|| self.model.desk().and_then(|desk| desk.laid(&self.context.guide))).as_ref()
    }

    /// The scopes that are active, innermost first.
    pub(crate) fn scopes(&self) -> &[Scope] {
        self.scopes.get_or_init(|| self.model.scopes(self.context))
    }

    /// Tells values and items in words.
    pub(crate) fn sentences(&self) -> Sentences<'_> {
        self.context.sentences(self.model.today)
    }

    /// How often the session of a row is on the list, where it is more than once; or which other round stands beside it.
    pub(crate) fn several(&self, start: &Start, row: usize) -> Option<String> {
        let others = start.same_as(*start.shown.get(row)?).len();
        let words = &self.context.words;
        (others > 0).then(|| words.overview.several(others + 1)).or_else(|| {
            let twin = start.twin_of(row)?;
            let day = twin.date.map(|date| short_date(date, self.model.today, words));
            Some(words.overview.other_round(twin.round, day.as_deref().unwrap_or(&words.screen.no_date_yet)))
        })
    }

    /// What tells a row of the list apart from others: how often its session is there, and its file where another session
    /// is called the same.
    pub(crate) fn apart(&self, start: &Start, row: usize) -> Vec<String> {
        let entry = start.shown.get(row).and_then(|number| start.entries.get(*number));
        let several = self.several(start, row).map(|times| format!("! {times}"));
        entry.and_then(|entry| start.file_apart(entry)).into_iter().chain(several).collect()
    }

    /// The steps with their numbers, as they are called all over a screen of this width.
    pub(crate) fn step_names(&self) -> Vec<String> {
        let guide = &self.context.guide;
        let named = |name: fn(&StepText) -> &String| -> Vec<String> {
            let numbers = 1..guide.structure.steps.len();
            numbers.map(|number| format!("{number} {}", name(guide.step_text(number)))).collect()
        };
        let short = named(|text| &text.short);
        let taken = short.iter().map(|name| width(name) + 1).sum::<u16>();
        // The margins give way before a name is cut.
        if taken <= self.model.size.inner() + 3 { short } else { named(|text| &text.tiny) }
    }

    /// A line for who sees no cursor, told where it stands.
    pub(crate) fn here(&self, is_here: bool, line: String) -> String {
        if is_here { self.context.words.screen.here(line) } else { line }
    }

    /// A text with the names of the keys that it is about, as they are here.
    pub(crate) fn with_keys(&self, text: &Keyed) -> String {
        let named = if self.is_in_words { with_words } else { with_keys };
        named(text, &self.context.words, self.scopes())
    }

    /// Why a file is not in the list as a session: what is wrong inside of it waits behind a key, since all of the room
    /// reads along.
    pub(crate) fn unread(&self, unread: &Unread) -> String {
        match unread {
            Unread::Problem(_) => self.with_keys(&self.context.words.problems.not_opened),
            Unread::Trouble(_) => unread_text(unread, &self.context.words),
        }
    }
}

//! A row of the table of keys: what keys do in a scope, when that is of use, and how it is done. Each row stands in the
//! file that performs it; `table` gathers them.

use crate::tui::keymap::{Action, Chord, Key, Scope};
use crate::tui::model::{Context, Model};

use super::effect::Effects;

/// A row of the table of keys.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// What has to be in front for the keys to hold.
    pub scope: Scope,
    /// What the keys do, which has words in the footer and the help.
    pub action: Action,
    /// The keys; the first is the one that is shown. A command without keys is only in the list of commands.
    pub chords: &'static [Chord],
    /// The place in the footer, lowest first; none for what only help names.
    pub footer: Option<u8>,
    /// Whether it would do something now.
    pub when: fn(&Model, &Context) -> bool,
    /// Whether it asks something first: then an ellipsis stands behind its words.
    pub asks: fn(&Model, &Context) -> bool,
    /// Changes the model as the action asks, and tells what is to be done outside.
    pub run: Run,
}

/// Does what a key asks; the key is handed along for what depends on it.
pub type Run = fn(&mut Model, &Context, Chord) -> Effects;

/// A row of which the action is always of use.
pub(super) const fn bind(scope: Scope, action: Action, chords: &'static [Chord], run: Run) -> Binding {
    Binding { scope, action, chords, footer: None, when: |_, _| true, asks: |_, _| false, run }
}

impl Binding {
    /// With a place in the footer.
    pub(super) const fn footer(self, place: u8) -> Self {
        Self { footer: Some(place), ..self }
    }

    /// Which asks something first when this holds.
    pub(super) const fn asks(self, asks: fn(&Model, &Context) -> bool) -> Self {
        Self { asks, ..self }
    }

    /// What it does, in a few words, as the footer says it.
    pub fn words(&self, model: &Model, context: &Context) -> String {
        let words = self.action.words(&context.words);
        if (self.asks)(model, context) { format!("{words} …") } else { words.to_owned() }
    }

    /// Only of use when this holds.
    pub(super) const fn when(self, when: fn(&Model, &Context) -> bool) -> Self {
        Self { when, ..self }
    }
}

/// The ten digits, as keys.
pub(super) const DIGITS: &[Chord] = &[
    letter('0'),
    letter('1'),
    letter('2'),
    letter('3'),
    letter('4'),
    letter('5'),
    letter('6'),
    letter('7'),
    letter('8'),
    letter('9'),
];

pub(super) const fn key(key: Key) -> Chord {
    Chord::plain(key)
}

pub(super) const fn letter(letter: char) -> Chord {
    Chord::plain(Key::Char(letter))
}

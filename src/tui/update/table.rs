//! THE table of keys: the rows of every file that performs something. Dispatch, footer, help and the list of commands all
//! read it; no key is named anywhere else.

use crate::i18n::Words;
use crate::i18n::texts::Keyed;
use crate::tui::keymap::{Action, Chord, Scope, is_typing};
use crate::tui::model::{Context, Model};

use super::binding::Binding;
use super::{
    attendance, bringing, carried, chooser, clock, closing, desk, files, forms, grid, moves, offers, overlay, report,
    resolver, result, share, start, steps,
};

/// The rows, in the order in which help names those of a scope.
const ROWS: &[&[Binding]] = &[
    start::BINDINGS,
    result::BINDINGS,
    grid::BINDINGS,
    files::BINDINGS,
    desk::BINDINGS,
    steps::BINDINGS,
    carried::BINDINGS,
    forms::BINDINGS,
    offers::BINDINGS,
    moves::BINDINGS,
    chooser::BINDINGS,
    clock::BINDINGS,
    attendance::BINDINGS,
    closing::BINDINGS,
    resolver::BINDINGS,
    report::BINDINGS,
    bringing::BINDINGS,
    share::BINDINGS,
    overlay::BINDINGS,
];

/// Every row.
pub fn bindings() -> impl Iterator<Item = &'static Binding> {
    ROWS.iter().copied().flatten()
}

/// A text with the names of the keys that it is about: of each action the key that does it in these scopes, or the first
/// that does it anywhere.
pub fn with_keys(text: &Keyed, words: &Words, scopes: &[Scope]) -> String {
    text.text(|action| {
        let here = reachable(scopes).find(|(binding, _)| binding.action == action).map(|(_, chord)| chord);
        let anywhere = || {
            let mut of_action = bindings().filter(|binding| binding.action == action);
            of_action.find_map(|binding| binding.chords.first().copied())
        };
        here.or_else(anywhere).map_or_else(String::new, |chord| chord.name(words))
    })
}

/// The rows of these scopes, innermost first.
fn bound(scopes: &[Scope]) -> impl Iterator<Item = &'static Binding> {
    scopes.iter().flat_map(|&scope| bindings().filter(move |binding| binding.scope == scope))
}

/// The row of a chord in these scopes, innermost first. Where text is typed, a bare letter never gets past the scope that
/// takes it.
pub fn resolve(scopes: &[Scope], chord: Chord) -> Option<&'static Binding> {
    for &scope in scopes {
        let found = bindings().find(|binding| binding.scope == scope && binding.chords.contains(&chord));
        if found.is_some() {
            return found;
        }
        if is_typing(scope) && chord.letter().is_some() {
            return None;
        }
    }
    None
}

/// The rows that can be reached in these scopes, each with the first of its chords that really leads to it. Of two that
/// bind one action, the inner one counts.
pub fn reachable(scopes: &[Scope]) -> impl Iterator<Item = (&'static Binding, Chord)> {
    let mut seen: Vec<Action> = Vec::new();
    bound(scopes).filter_map(move |binding| {
        if seen.contains(&binding.action) {
            return None;
        }
        seen.push(binding.action);
        let leads = |chord: &Chord| resolve(scopes, *chord).is_some_and(|found| found.action == binding.action);
        binding.chords.iter().copied().find(leads).map(|chord| (binding, chord))
    })
}

/// The row of an action, if it would do something now.
pub(super) fn available(model: &Model, context: &Context, action: Action) -> Option<&'static Binding> {
    bound(&model.scopes(context))
        .find(|binding| binding.action == action)
        .filter(|binding| (binding.when)(model, context))
}

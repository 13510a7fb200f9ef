//! THE table of keys: the rows of every file that performs something. Dispatch, footer, help and the list of commands all
//! read it; no key is named anywhere else.

use crate::domain::in_order::sort_by_key;
use crate::i18n::Words;
use crate::i18n::texts::Keyed;
use crate::tui::keymap::{Action, Chord, Key, Scope, takes};
use crate::tui::model::{Context, Model};

use super::binding::Binding;
use super::{
    asking, attendance, bringing, cards, carried, chooser, clock, closing, desk, files, forms, grid, moves, offers,
    overlay, pitch, report, resolver, result, several, share, start, steps,
};

/// The rows, in the order in which help names those of a scope.
const ROWS: &[&[Binding]] = &[
    start::BINDINGS,
    asking::BINDINGS,
    result::BINDINGS,
    grid::BINDINGS,
    pitch::BINDINGS,
    several::BINDINGS,
    files::BINDINGS,
    desk::BINDINGS,
    steps::BINDINGS,
    carried::BINDINGS,
    forms::BINDINGS,
    offers::BINDINGS,
    cards::BINDINGS,
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

/// Every row of the table of keys, from all files that perform one.
pub fn bindings() -> impl Iterator<Item = &'static Binding> {
    ROWS.iter().copied().flatten()
}

/// A text with the names of the keys that it is about: of each action the key that does it in these scopes, or the first
/// that does it anywhere.
pub fn with_keys(text: &Keyed, words: &Words, scopes: &[Scope]) -> String {
    text.text(|action| chord_of(action, scopes).map_or_else(String::new, |chord| chord.name(words)))
}

/// The same for who types lines: a letter that can be typed, a point for what goes back, and for other keys the words of
/// the action.
pub fn with_words(text: &Keyed, words: &Words, scopes: &[Scope]) -> String {
    text.text(|action| match chord_of(action, scopes) {
        Some(chord) if chord.letter().is_some_and(|letter| letter != ' ') => chord.name(words),
        Some(chord) if chord == Chord::plain(Key::Esc) => "‘.’".to_owned(),
        _ => format!("‘{}’", action.words(words)),
    })
}

/// The key of an action in these scopes, or the first that does it anywhere.
fn chord_of(action: Action, scopes: &[Scope]) -> Option<Chord> {
    let here = counting(scopes).find(|binding| binding.action == action);
    let here = here.and_then(|binding| leading(binding, scopes)).map(|(_, chord)| chord);
    let anywhere = || {
        let mut of_action = bindings().filter(|binding| binding.action == action);
        of_action.find_map(|binding| binding.chords.first().copied())
    };
    here.or_else(anywhere)
}

/// The rows of these scopes, innermost first.
fn bound(scopes: &[Scope]) -> impl Iterator<Item = &'static Binding> {
    scopes.iter().flat_map(|&scope| bindings().filter(move |binding| binding.scope == scope))
}

/// The row of a chord in these scopes, innermost first. Where text is typed, a bare letter never gets past the scope that
/// takes it; where letters begin a text, Alt makes a command of them.
pub fn resolve(scopes: &[Scope], chord: Chord) -> Option<&'static Binding> {
    let bare = (chord.alt && !chord.control && scopes.contains(&Scope::Letters)).then(|| Chord::plain(chord.key));
    for &scope in scopes {
        let is_of = |chord: Chord| move |binding: &&Binding| binding.scope == scope && binding.chords.contains(&chord);
        let found = bindings().find(is_of(chord));
        let found = found.or_else(|| bindings().find(is_of(bare.filter(|bare| bare.letter().is_some())?)));
        if found.is_some() {
            return found;
        }
        if chord.letter().is_some_and(|letter| takes(scope, letter)) {
            return None;
        }
    }
    None
}

/// The rows of these scopes, innermost first. Of two that bind one action, the inner one counts.
fn counting(scopes: &[Scope]) -> impl Iterator<Item = &'static Binding> {
    let mut seen: Vec<Action> = Vec::new();
    bound(scopes).filter(move |binding| {
        let is_first = !seen.contains(&binding.action);
        if is_first {
            seen.push(binding.action);
        }
        is_first
    })
}

/// The first chord of a row that really leads to what it does; where its letter is text, the same with Alt.
fn leading(binding: &'static Binding, scopes: &[Scope]) -> Option<(&'static Binding, Chord)> {
    let leads = |chord: &Chord| resolve(scopes, *chord).is_some_and(|found| found.action == binding.action);
    let with_alt = binding.chords.iter().map(|chord| Chord { alt: true, ..*chord });
    let with_alt = with_alt.filter(|chord| matches!(chord.key, Key::Char(_)) && !chord.control);
    binding.chords.iter().copied().chain(with_alt).find(leads).map(|chord| (binding, chord))
}

/// The rows that can be reached in these scopes, each with the first of its chords that really leads to it.
pub fn reachable(scopes: &[Scope]) -> impl Iterator<Item = (&'static Binding, Chord)> {
    counting(scopes).filter_map(move |binding| leading(binding, scopes))
}

/// Those of them that have a place in the footer and would do something now, by their place.
pub fn in_footer(model: &Model, context: &Context) -> Vec<(u8, &'static Binding, Chord)> {
    let scopes = model.scopes(context);
    let useful = counting(&scopes).filter(|binding| binding.footer.is_some() && (binding.when)(model, context));
    let placed = useful.filter_map(|binding| {
        let (binding, chord) = leading(binding, &scopes)?;
        Some((binding.footer?, binding, chord))
    });
    let mut placed: Vec<_> = placed.collect();
    sort_by_key(&mut placed, |(place, ..)| *place);
    placed
}

/// The row of an action, if it would do something now.
pub(super) fn available(model: &Model, context: &Context, action: Action) -> Option<&'static Binding> {
    bound(&model.scopes(context))
        .find(|binding| binding.action == action)
        .filter(|binding| (binding.when)(model, context))
}

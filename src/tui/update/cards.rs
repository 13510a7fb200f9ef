//! Ready-made cards, picked from a list: what a source names, taken over with one key.

use crate::tui::keymap::{Action as A, Scope as S};
use crate::tui::model::{Choice, Chooser, Context, Model, Screen, Sought};

use super::binding::{Binding, bind, letter};
use super::effect::{Effects, make, tell};
use super::operations::go_to;

/// The key that shows what a source has ready for a panel.
pub(super) const BINDINGS: &[Binding] =
    &[bind(S::Panel, A::Cards, &[letter('y')], |model, context, _| open(model, context))
        .footer(4)
        .when(has_cards)
        .asks(|_, _| true)];

fn has_cards(model: &Model, context: &Context) -> bool {
    model.desk().is_some_and(|desk| !desk.cards(&context.guide).is_empty())
}

/// Shows the cards that are not taken over yet, each to be taken with one key.
fn open(model: &mut Model, context: &Context) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    let cards = desk.cards(&context.guide).into_iter();
    let cards: Vec<Choice> =
        cards.map(|card| Choice::Card { text: card.text.to_owned(), source: card.source.to_owned() }).collect();
    if !cards.is_empty() {
        let mut chooser = Chooser::new(Sought::Card, cards.clone());
        chooser.among = cards;
        model.overlays.push(chooser.into());
    }
    Effects::new()
}

/// Takes over a card as one change, and shows those that are left.
pub(super) fn take(model: &mut Model, context: &Context, text: &str) -> Effects {
    let Model { screen: Screen::Session(desk), ids, .. } = model else { return Effects::new() };
    let Some((edits, section, item)) = desk.take_card(&context.guide, text, ids) else { return Effects::new() };
    let effects = make(model, edits);
    if model.refused.is_none() {
        go_to(model, context, section, &item, None);
        tell(model, context.words.offers.accepted(text));
        open(model, context);
    }
    effects
}

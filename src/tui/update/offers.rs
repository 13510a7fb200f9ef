//! What one place has ready for another: one key takes over what is offered for what is under the cursor, another waves it
//! away.

use crate::domain::naming::letters;
use crate::domain::offers::Offer;
use crate::domain::value::Value;
use crate::tui::keymap::{Action as A, Scope as S};
use crate::tui::model::form::answer_edits;
use crate::tui::model::{Context, Model, Overlay, Screen};

use super::binding::{Binding, bind, letter};
use super::effect::{Effects, make, tell};

/// The keys that take over what is offered, or wave it away.
pub(super) const BINDINGS: &[Binding] = &[
    bind(S::Panel, A::Accept, &[letter('a')], |model, context, _| accept(model, context)).footer(2).when(is_offered),
    bind(S::Panel, A::WaveAway, &[letter('A')], |model, context, _| wave_away(model, context)).when(is_offered),
    bind(S::StepPage, A::Accept, &[letter('a')], |model, context, _| accept(model, context)).footer(2).when(is_offered),
    bind(S::StepPage, A::WaveAway, &[letter('A')], |model, context, _| wave_away(model, context)).when(is_offered),
];

/// What is offered for what is under the cursor; on the page of a step, for the panel under it.
fn offered<'model>(model: &'model Model, context: &Context) -> Option<&'model Offer> {
    let desk = model.desk()?;
    match model.overlays.last().and_then(Overlay::step_panel) {
        Some(panel) => desk.offer_on(context, panel),
        None => desk.offer(context),
    }
}

fn is_offered(model: &Model, context: &Context) -> bool {
    offered(model, context).is_some()
}

/// Carries out what is offered, as one change.
fn accept(model: &mut Model, context: &Context) -> Effects {
    let Some(offer) = &offered(model, context).cloned() else { return Effects::new() };
    let Model { screen: Screen::Session(desk), ids, .. } = model else { return Effects::new() };
    let answer = |id: &str, field: usize, value: Value| answer_edits(&desk.session, &context.guide, id, field, value);
    let edits = offer.edits(&desk.session, ids, &answer);
    let text = context.sentences(model.today).offer(offer);
    let effects = make(model, edits);
    to_next_cell(model, context, offer);
    tell(model, context.words.offers.accepted(text));
    effects
}

/// In a grid to the next cell of which something is offered, in the order in which it is filled in: what a group named is taken
/// over with one key after the other.
fn to_next_cell(model: &mut Model, context: &Context, taken: &Offer) {
    let is_below = !model.overlays.is_empty();
    let Some(desk) = model.desk_mut().filter(|_| !is_below) else { return };
    let Some(laid) = desk.laid(&context.guide) else { return };
    let all = laid.rows.len() * laid.columns.len();
    let here = laid.number(desk.selected(&context.guide), desk.column(laid.columns.len()));
    let is_offered = |(row, column): &(usize, usize)| {
        let records = laid.records(*row, *column);
        let section = laid.columns[*column].section;
        // What is called the same is taken over with it.
        let offers = records.iter().filter_map(|record| desk.offer_for(context, section, Some(record.id())));
        offers.into_iter().any(|offer| offer.rule == taken.rule && letters(&offer.name) != letters(&taken.name))
    };
    let next = (here + 1..all).chain(0..here.min(all)).map(|number| laid.nth(number)).find(is_offered);
    if let Some((row, column)) = next {
        desk.select(row);
        desk.select_column(column);
    }
}

/// What is offered is not wanted, as long as the session is open.
fn wave_away(model: &mut Model, context: &Context) -> Effects {
    if let Some(offer) = offered(model, context).cloned()
        && let Some(desk) = model.desk_mut()
    {
        desk.signals.wave_away(offer, desk.history.changes().len());
        tell(model, context.words.offers.waved_away.clone());
    }
    Effects::new()
}

//! What comes of what a room filled in together: it is shown, hidden again, and a choice is made of it.

use crate::domain::edit::Edit;
use crate::domain::grid::filled;
use crate::domain::hidden::{hide, instrument, is_hidden};
use crate::domain::id::Id;
use crate::domain::naming::letters;
use crate::domain::records::meeting::{Decision, StepName};
use crate::domain::records::plan::{Pilot, PilotState};
use crate::domain::records::priorities::{Theme, ThemeState};
use crate::domain::session::{Item, Section, Session};
use crate::domain::signals::is_recognisable;
use crate::domain::sums::{Auction, auction, votes};
use crate::domain::value::{ChoiceSet, Value};
use crate::guide::Chart;
use crate::i18n::Words;
use crate::i18n::language::Language;
use crate::i18n::numbers::euros_text;
use crate::tui::keymap::{Action as A, Chord, Key, Scope as S};
use crate::tui::model::form::{Form, Purpose};
use crate::tui::model::{CellKeys, Context, Desk, Model, Overlay};

use super::binding::{Binding, bind, key, letter};
use super::effect::{Effects, make, tell, warn};
use super::focus::focus;
use super::operations::{fill_in, known_values};

/// The key that shows a result, and hides it again.
pub(super) const RESULT: &[Chord] = &[letter('r')];

/// The keys of a result.
pub(super) const BINDINGS: &[Binding] =
    &[bind(S::Result, A::Choose, &[key(Key::Enter)], |model, context, _| choose(model, context))
        .footer(1)
        .when(is_at_votes)];

fn is_at_votes(model: &Model, context: &Context) -> bool {
    let grid = model.desk().and_then(|desk| desk.grid(&context.guide).filter(|grid| desk.is_shown(grid)));
    grid.is_some_and(|grid| grid.picture == Some(Chart::Votes))
}

/// Shows to the room what is hidden, with the cursor on what comes first, or hides it again: then the cursor goes to the
/// theme that it was moved to, or back to where it was before.
pub(super) fn show_or_hide(model: &mut Model, context: &Context) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    let Some(section) = desk.grid(&context.guide).map(|grid| grid.section) else { return Effects::new() };
    let words = &context.words.grids;
    if section == Section::Bids {
        // It was called out: a digit that comes next goes to a step, and into no bid.
        model.cell_keys = CellKeys::Commands;
        return write_auction(model, context);
    }
    if instrument(section).is_none() {
        return Effects::new();
    }
    if filled(&desk.session, section) == 0 {
        warn(model, words.nothing_to_show.clone());
        return Effects::new();
    }
    let to_be = !is_hidden(&desk.session, section);
    let is_few = section == Section::Scores && desk.session.scores.iter().any(is_recognisable);
    if !to_be && is_few && desk.was_asked != Some(desk.revision) {
        // Before it is too late: pressed again it is shown.
        let asked = desk.revision;
        warn(model, words.few_scores.clone());
        if let Some(desk) = model.desk_mut() {
            desk.was_asked = Some(asked);
        }
        return Effects::new();
    }
    let row = desk.selected(&context.guide);
    let column = desk.laid(&context.guide).map_or(0, |laid| desk.column(laid.columns.len()));
    let next = if to_be { cell_row(desk, section, row) } else { 0 };
    let edit = hide(&desk.session, section, to_be);
    let effects = make(model, edit.into_iter().collect());
    if let Some(desk) = model.desk_mut() {
        // What is shown is read from its first cell on.
        let before = before(desk).map_or(column, |(_, column)| column);
        desk.select_column(if to_be { before } else { 0 });
        desk.shown_from = (!to_be).then_some([desk.step, desk.panels[desk.step], row, column]);
        desk.select(next);
    }
    let text = if to_be { &words.now_hidden } else { &words.now_shown };
    tell(model, text.clone());
    effects
}

/// The row and column where the cursor was before what is in front was shown.
fn before(desk: &Desk) -> Option<(usize, usize)> {
    let [step, panel, row, column] = desk.shown_from?;
    ((step, panel) == (desk.step, desk.panels[desk.step])).then_some((row, column))
}

/// The row of the cells to which the cursor goes from a row of what is shown.
fn cell_row(desk: &Desk, section: Section, row: usize) -> usize {
    if let (0, Some((before, _))) = (row, before(desk)) {
        return before;
    }
    let shown = votes(&desk.session);
    let theme = shown.get(row).filter(|_| section == Section::Votes).map(|votes| &votes.theme);
    theme.and_then(|theme| desk.session.themes.iter().position(|known| known.id == *theme)).unwrap_or(0)
}

/// What an auction told of a pilot, if it was bid for and has costs: whether it is paid for, in a sentence.
fn outcome(sum: &Auction, words: &Words) -> Option<(bool, String)> {
    let cost = sum.cost.filter(|_| sum.offered > 0)?;
    let is_paid = sum.offered >= cost;
    let (offered, cost) = (euros_text(sum.offered.into(), words), euros_text(cost.into(), words));
    let told = if is_paid { words.grids.was_paid(offered, cost) } else { words.grids.was_not_paid(offered, cost) };
    Some((is_paid, told))
}

/// Writes with each pilot what came of the auction; tells how many are paid for, and with how many something changed. What
/// goes on already, or is over, stays as far as it is.
fn write_auction(model: &mut Model, context: &Context) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    let (session, words) = (&desk.session, &context.words);
    let mut edits = Vec::new();
    let (mut paid, mut others, mut changed) = (0usize, 0usize, 0usize);
    let sums = auction(session);
    for (pilot, sum) in &sums {
        let Some((is_paid, told)) = outcome(sum, words) else { continue };
        let before = edits.len();
        *(if is_paid { &mut paid } else { &mut others }) += 1;
        let state = if is_paid { PilotState::Chosen } else { PilotState::NotChosen };
        let is_further = matches!(pilot.state, Some(PilotState::Running | PilotState::Ended));
        if pilot.state != Some(state) && !is_further {
            edits.push(Edit::set(Section::Pilots, &pilot.id, Pilot::state, Value::Choice(state.word())));
        }
        let result = with_result(&pilot.result, &told);
        if result != pilot.result.0 {
            edits.push(Edit::set(Section::Pilots, &pilot.id, Pilot::result, Value::text(result)));
        }
        changed += usize::from(edits.len() > before);
    }
    // What was bid for and has no costs cannot be paid for yet.
    let costless = sums.iter().filter(|(_, sum)| sum.cost.is_none() && sum.offered > 0);
    let costless = costless.map(|(pilot, _)| pilot.name.0.as_str()).collect::<Vec<_>>().join(", ");
    let without_costs = (!costless.is_empty()).then(|| words.grids.no_costs(costless));
    if paid + others == 0 {
        warn(model, without_costs.unwrap_or_else(|| words.grids.nothing_to_show.clone()));
        return Effects::new();
    }
    let text = words.grids.auction_written(paid, others, changed);
    let effects = make(model, edits);
    match without_costs {
        Some(without) => warn(model, without),
        None => tell(model, text),
    }
    effects
}

/// Tells that what an auction wrote with a pilot is true no more, after a change of bids or costs.
pub(super) fn tell_of_auction(model: &mut Model, context: &Context, changed: Section) {
    let Some(desk) = model.desk().filter(|_| matches!(changed, Section::Bids | Section::Pilots)) else { return };
    let is_untrue = |(pilot, sum): &(&Pilot, Auction)| {
        let now = outcome(sum, &context.words).map(|(_, told)| told).unwrap_or_default();
        let is_there = pilot.result.lines().any(|line| line == now);
        !pilot.result.is_empty() && !is_there && without_result(&pilot.result).1.is_some()
    };
    if auction(&desk.session).iter().any(is_untrue) {
        warn(model, context.words.grids.auction_untrue.clone());
    }
}

/// What is written with a pilot, with what came of the auction now: in the place of what an auction before it told, in
/// whatever language, and below what people wrote.
fn with_result(written: &str, told: &str) -> String {
    let (mut lines, before) = without_result(written);
    lines.insert(before.unwrap_or(lines.len()), told);
    lines.join("\n").trim_start().to_owned()
}

/// The lines that people wrote with a pilot, and before which of them an auction told what came of it, if it did.
fn without_result(written: &str) -> (Vec<&str>, Option<usize>) {
    let all = Language::ALL.iter().filter_map(|language| Words::load(*language).ok());
    let sentences = all.flat_map(|words| [words.grids.was_paid(GAP, GAP), words.grids.was_not_paid(GAP, GAP)]);
    let sentences: Vec<String> = sentences.collect();
    let is_told = |line: &&str| {
        sentences.iter().any(|sentence| {
            let mut parts = sentence.split(GAP);
            let (first, last) = (parts.next().unwrap_or(""), parts.last().unwrap_or(""));
            line.starts_with(first) && line.trim_end().ends_with(last)
        })
    };
    let before = written.lines().position(|line| is_told(&line));
    (written.lines().filter(|line| !is_told(line)).collect(), before)
}

/// Stands where an amount stands in a sentence.
const GAP: &str = "\0";

/// Chooses the theme under the cursor, as a decision of which the reason is written down.
fn choose(model: &mut Model, context: &Context) -> Effects {
    let Some(desk) = model.desk() else { return Effects::new() };
    let counted = votes(&desk.session);
    let Some(theme) =
        counted.get(desk.selected(&context.guide)).and_then(|votes| desk.session.themes.find(&votes.theme))
    else {
        return Effects::new();
    };
    let (theme, title) = (theme.id.clone(), &theme.name);
    let what = context.words.grids.chosen(&**title);
    if let Some(known) = decision_on(&desk.session, title).map(|decision| decision.id.clone()) {
        // It is decided once: what is left to say is why.
        return why(model, context, &known);
    }
    let after = desk.session.decisions.last().map(|last| last.id.clone());
    let mut values = known_values(model, Section::Decisions, None);
    values[Decision::what] = Value::text(what);
    let id = model.ids.next_id('d');
    let item = Item { id: id.clone(), values };
    let chosen = Value::Choice(ThemeState::Chosen.word());
    let edits = vec![
        Edit::set(Section::Themes, &theme, Theme::state, chosen),
        Edit::Insert { section: Section::Decisions, item, after },
    ];
    let mut effects = make(model, edits);
    effects.extend(why(model, context, &id));
    if let Some(form) = model.overlays.last_mut().and_then(Overlay::form_mut) {
        // Left as it is, nothing was chosen.
        form.purpose = Purpose::Choose;
    }
    effects
}

/// The last decision of this step that names a theme.
fn decision_on<'desk>(session: &'desk Session, theme: &str) -> Option<&'desk Decision> {
    let name = letters(theme);
    let is_it = |decision: &&Decision| {
        decision.step == Some(StepName::Priorities) && !name.is_empty() && letters(&decision.what).contains(&name)
    };
    session.decisions.iter().rfind(is_it)
}

/// Opens a decision where its reason is written.
fn why(model: &mut Model, context: &Context, decision: &Id) -> Effects {
    let Some(desk) = model.desk().filter(|_| model.refused.is_none()) else { return Effects::new() };
    let mut form = Form::of_item(&desk.session, Section::Decisions, decision, &[Decision::what, Decision::reason]);
    focus(&mut form, 1, &desk.session, context);
    fill_in(model, form)
}

//! Going to a step, and its page: what the step is for, and its panels, each with a number that opens it. So any panel is
//! three keys away.

use crate::tui::keymap::{Action as A, Chord, Key, Scope as S};
use crate::tui::model::panel::{CHECKLIST_STEP, SESSION_STEP};
use crate::tui::model::{CellKeys, Context, Model, Overlay};

use super::binding::{Binding, DIGITS, bind, key, letter};
use super::effect::Effects;
use super::operations::{UNDO, can_undo, close, travel};

/// The keys of the steps and of their pages.
pub(super) const BINDINGS: &[Binding] = &[
    bind(S::Session, A::Cycle, &[letter('0')], |model, context, chord| press(model, context, chord, SESSION_STEP)),
    bind(S::Session, A::Step1, &[letter('1')], |model, context, chord| press(model, context, chord, 1)),
    bind(S::Session, A::Step2, &[letter('2')], |model, context, chord| press(model, context, chord, 2)),
    bind(S::Session, A::Step3, &[letter('3')], |model, context, chord| press(model, context, chord, 3)),
    bind(S::Session, A::Step4, &[letter('4')], |model, context, chord| press(model, context, chord, 4)),
    bind(S::Session, A::Step5, &[letter('5')], |model, context, chord| press(model, context, chord, 5)),
    bind(S::Session, A::Step6, &[letter('6')], |model, context, chord| press(model, context, chord, 6)),
    bind(S::Session, A::Checklist, &[letter('7')], |model, context, chord| {
        press(model, context, chord, CHECKLIST_STEP)
    }),
    bind(S::StepPage, A::Open, &[key(Key::Enter)], |model, context, _| {
        let panel = model.cursor(context).map(|cursor| cursor.at);
        open(model, context, panel)
    })
    .footer(1),
    bind(S::StepPage, A::OpenPanel, NUMBERS, |model, context, chord| {
        if keeps_page(model, chord) {
            return Effects::new();
        }
        open(model, context, NUMBERS.iter().position(|number| *number == chord))
    })
    .footer(2),
    bind(S::StepPage, A::NextPanel, &[key(Key::Tab)], |model, context, _| turn(model, context, 1)),
    bind(S::StepPage, A::PreviousPanel, &[key(Key::BackTab)], |model, context, _| turn(model, context, -1)),
    bind(S::StepPage, A::Undo, UNDO, |model, context, _| {
        // What changed is shown where it stands.
        close(model);
        travel(model, context, A::Undo)
    })
    .when(can_undo),
    bind(S::StepPage, A::Back, &[key(Key::Esc)], |model, _, _| close(model)).footer(8),
];

/// To the next panel of the page, or the one before.
fn turn(model: &mut Model, context: &Context, by: isize) -> Effects {
    if let Some(cursor) = model.cursor(context) {
        let count = cursor.last + 1;
        model.select((cursor.at + count).saturating_add_signed(by) % count);
    }
    Effects::new()
}

/// The keys that open the panels of a step.
const NUMBERS: &[Chord] = DIGITS.split_at(1).1;

/// The key that opens a panel from the page of its step, counted from 0.
pub fn panel_key(panel: usize) -> Option<Chord> {
    NUMBERS.get(panel).copied()
}

/// The digit of a step: twice it always shows the page, wherever the first time came from.
fn press(model: &mut Model, context: &Context, chord: Chord, step: usize) -> Effects {
    let is_twice = model.last_key == Some(chord);
    let effects = go_to_step(model, context, step);
    if let Some(Overlay::StepPage { only, .. }) = model.overlays.last_mut() {
        *only = (!is_twice).then_some(chord);
    }
    model.cell_keys = CellKeys::StepAgain;
    effects
}

/// Whether the digit of a step is pressed for the second time in a row on its page: who is used to pressing it twice gets
/// what it shows from everywhere, and the next digit opens a panel.
fn keeps_page(model: &mut Model, chord: Chord) -> bool {
    let last = model.last_key;
    let Some(Overlay::StepPage { only, .. }) = model.overlays.last_mut() else { return false };
    only.take() == Some(chord) && last == Some(chord)
}

/// Goes to the panel of a step where the user was; from that step itself to its page.
pub(super) fn go_to_step(model: &mut Model, context: &Context, step: usize) -> Effects {
    let Some(desk) = model.desk_mut() else { return Effects::new() };
    if desk.step == step {
        let declared = desk.step(&context.guide);
        let selected = declared.whole_panel_of(desk.panels[step]);
        let page = Overlay::StepPage { selected, panels: declared.whole_panels().len(), only: None };
        model.overlays.push(page);
    } else {
        desk.step = step;
    }
    Effects::new()
}

/// Opens a panel of the step, if it has one there; from its parts, the one where the user is already.
fn open(model: &mut Model, context: &Context, panel: Option<usize>) -> Effects {
    let Some(desk) = model.desk_mut() else { return Effects::new() };
    let panels = desk.step(&context.guide).whole_panels();
    let Some(parts) = panel.and_then(|panel| panels.get(panel)) else { return Effects::new() };
    let here = &mut desk.panels[desk.step];
    *here = if parts.contains(here) { *here } else { parts.start };
    close(model)
}

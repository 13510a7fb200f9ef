//! What lies on top and is no form or chooser: something to read, a question. And leaving.

use crate::domain::recovery::{LeftDraft, put_back};
use crate::tui::keymap::{Action as A, Chord, Key, Scope as S};
use crate::tui::model::{Context, Desk, Model, Overlay, Reading, Recovery, is_secret};

use super::binding::{Binding, bind, key, letter};
use super::effect::{Effect, Effects, make, tell, warn};
use super::operations::{close, open_at, park_text, read};
use super::start::list;
use super::{asking, chooser, closing, forms, grid, share};

/// The keys of help, of questions, of something to read, and of leaving, which works from everywhere.
pub(super) const BINDINGS: &[Binding] = &[
    bind(S::Form, A::Help, &[key(Key::Function(1))], |model, _, _| read(model, Reading::Help(Vec::new()))),
    bind(S::Form, A::Leave, CONTROL_Q, leave),
    bind(S::Chooser, A::Leave, CONTROL_Q, leave),
    bind(S::Reader, A::Back, &[key(Key::Esc), key(Key::Enter), letter('q')], |model, _, _| close(model)).footer(8),
    bind(S::Reader, A::Leave, CONTROL_Q, leave),
    bind(S::StepPage, A::Leave, CONTROL_Q, leave),
    bind(S::Clock, A::Leave, CONTROL_Q, leave),
    bind(S::Asking, A::Leave, CONTROL_Q, leave),
    bind(S::Import, A::Leave, CONTROL_Q, leave),
    bind(S::Report, A::Leave, CONTROL_Q, leave),
    bind(S::Question, A::Restore, &[key(Key::Enter)], |model, context, _| restore(model, context))
        .footer(1)
        .when(|model, _| is_top(model, |top| matches!(top, Overlay::Recovery(_)))),
    bind(S::Question, A::Reload, &[letter('l')], |model, _, _| reload(model))
        .footer(1)
        .when(|model, _| is_top(model, |top| matches!(top, Overlay::Changed))),
    bind(S::Question, A::SaveAs, &[letter('s')], |model, _, _| {
        model.overlays.pop();
        chooser::save_as(model, String::new())
    })
    .footer(2)
    .when(|model, _| is_top(model, |top| matches!(top, Overlay::Changed | Overlay::Leaving { .. }))),
    bind(S::Question, A::Discard, &[letter('w')], |model, _, _| discard(model)).footer(3).when(|model, _| {
        is_top(model, |top| matches!(top, Overlay::Recovery(_))) || model.leaving_keeps() == Some(false)
    }),
    bind(S::Question, A::Leave, &[letter('q')], |_, _, _| vec![Effect::LeaveUnsaved])
        .footer(3)
        .when(|model, _| model.leaving_keeps() == Some(true)),
    bind(S::Question, A::Back, &[key(Key::Esc)], |model, _, _| share::follow_no_more(model))
        .footer(8)
        .when(|model, _| !is_top(model, |top| matches!(top, Overlay::Recovery(_)))),
    bind(S::Question, A::Leave, CONTROL_Q, leave)
        .when(|model, _| !is_top(model, |top| matches!(top, Overlay::Leaving { .. }))),
    bind(S::Message, A::Leave, CONTROL_Q, leave),
    bind(S::Conflict, A::Leave, CONTROL_Q, leave),
    bind(S::Everywhere, A::Help, &[letter('?'), key(Key::Function(1))], |model, _, _| {
        read(model, Reading::Help(Vec::new()))
    })
    .footer(8)
    .when(|model, _| model.overlays.last().is_none_or(Overlay::has_help)),
    bind(S::Everywhere, A::Back, &[key(Key::Esc)], |model, _, _| {
        if list(model).is_some() {
            model.widen_list();
            return Effects::new();
        }
        asking::back(model)
    })
    .footer(8)
    .when(|model, _| {
        let is_of_use = if list(model).is_some() { model.outlook.is_narrowed() } else { model.asked.is_some() };
        model.overlays.is_empty() && is_of_use
    }),
    bind(S::Everywhere, A::Leave, &[letter('q'), Chord::control('q')], leave)
        .footer(9)
        .when(|model, _| model.overlays.is_empty()),
];

/// The key that leaves the program from wherever a letter does something else.
const CONTROL_Q: &[Chord] = &[Chord::control('q')];

/// Whether what lies on top is so.
fn is_top(model: &Model, is_so: fn(&Overlay) -> bool) -> bool {
    model.overlays.last().is_some_and(is_so)
}

/// Asks whether what an earlier run left behind is wanted, if there is any of it that the session has not.
pub(super) fn ask_recovery(model: &mut Model, recovery: Recovery) -> Effects {
    if model.desk().is_some_and(|desk| recovery.is_all_in(&desk.session)) {
        return vec![Effect::DiscardRecovery];
    }
    model.overlays.push(Overlay::Recovery(recovery));
    Effects::new()
}

fn reload(model: &mut Model) -> Effects {
    model.overlays.pop();
    vec![Effect::Reload]
}

/// What was asked about is not wanted: what an earlier run left behind, or what is not saved.
fn discard(model: &mut Model) -> Effects {
    if is_top(model, |top| matches!(top, Overlay::Leaving { .. })) {
        return vec![Effect::LeaveUnsaved];
    }
    model.overlays.pop();
    vec![Effect::DiscardRecovery]
}

/// Puts back what an earlier run left behind: the changes that still fit, and the text in the field where it was typed. A
/// text whose place is gone, or that was typed before another, becomes a parked remark; one that there is no room for is
/// shown, and then nothing of what was left behind is set aside.
fn restore(model: &mut Model, context: &Context) -> Effects {
    let Some(Overlay::Recovery(mut recovery)) = model.overlays.pop() else { return Effects::new() };
    let Some(desk) = model.desk() else { return Effects::new() };
    let put = put_back(&desk.session, &recovery.edits);
    let mut effects = Effects::new();
    for edit in put.edits {
        effects.extend(make(model, vec![edit]));
    }
    let last = recovery.drafts.pop();
    if let Some(left) = &last
        && (grid::reopen(model, context, left) || open_at(model, context, left))
    {
        forms::be_of_new_item(model);
        effects.extend((!left.before.is_empty()).then(|| Effect::DraftBegun(left.before.clone())));
        effects.push(Effect::Draft { place: left.place.clone(), text: left.text.clone() });
        let is_untold = model.desk().is_some_and(|desk| is_secret(&left.place, &desk.session));
        if is_untold && is_top(model, |top| top.cell().is_some()) {
            // Nobody is typing it now: it goes where the room does not see it.
            effects.extend(grid::finish(model, context));
            tell(model, context.words.screen.hidden_again.clone());
        }
    } else {
        recovery.drafts.extend(last);
    }
    let mut homeless: Vec<Option<String>> = Vec::new();
    if let Some(desk) = model.desk() {
        let sentences = context.sentences(model.today);
        homeless.extend(put.left.iter().map(|edit| sentences.left_text(edit, &desk.session)));
        let drafts = recovery.drafts.iter();
        let texts = drafts.map(|LeftDraft { place, text, .. }| {
            (!is_secret(place, &desk.session)).then(|| sentences.draft_text(place, text, &desk.session))
        });
        // Of what was chosen nothing may be left to tell.
        homeless.extend(texts.filter(|text| text.as_ref().is_none_or(|text| !text.is_empty())));
    }
    let count = homeless.len();
    let mut changes = Vec::new();
    let mut is_kept = recovery.unread > 0;
    for text in homeless {
        let parked = text.as_ref().map_or_else(Effects::new, |text| park_text(model, text));
        // What only the facilitator reads and what is hidden are not shown here: they stay where they are.
        is_kept |= parked.is_empty();
        changes.extend(text.filter(|_| parked.is_empty()));
        effects.extend(parked);
    }
    if put.is_disputed {
        warn(model, context.words.screen.conflicts_wait.clone());
    } else if put.left.is_empty() && count > 0 {
        tell(model, context.words.screen.draft_parked.clone());
    } else if count > 0 {
        tell(model, context.words.screen.left_parked(context.words.count(count)));
    }
    if !changes.is_empty() {
        let title = context.words.screen.left_kept.clone();
        read(model, Reading::History { title, changes });
    }
    if !is_kept {
        effects.push(Effect::DiscardRecovery);
    }
    effects
}

/// Leaves, unless it is known that something is not saved.
pub(super) fn leave(model: &mut Model, context: &Context, _: Chord) -> Effects {
    let mut effects = forms::finish_all(model, context);
    if model.refused.is_some() {
        // Something that was typed does not fit: it stays in its form until it does.
        return effects;
    }
    if model.desk().is_some_and(Desk::is_stuck) {
        cannot_leave(model, true);
    } else if !closing::show_once(model) {
        effects.push(Effect::Leave);
    }
    effects
}

/// Asks what to do with what is not saved.
pub(super) fn cannot_leave(model: &mut Model, is_kept: bool) {
    let is_kept = is_kept && model.desk().is_none_or(|desk| desk.journal_works);
    if matches!(model.overlays.last(), Some(Overlay::Leaving { .. })) {
        model.overlays.pop();
    }
    model.overlays.push(Overlay::Leaving { is_kept });
}

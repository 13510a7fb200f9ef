//! A report to take home: for whom, in which form, and then it is written beside the session.

use crate::exchange::form::OutputForm;
use crate::exchange::report::ReportKind;
use crate::tui::keymap::{Action as A, Key, Scope as S};
use crate::tui::model::{Model, Overlay};

use super::binding::{Binding, bind, key, letter};
use super::effect::{Effect, Effects};

/// The keys of a report.
pub(super) const BINDINGS: &[Binding] = &[
    bind(S::Session, A::Report, &[letter('e')], |model, _, _| {
        model.overlays.push(Overlay::Report { kind: None, selected: 0 });
        Effects::new()
    })
    .when(|model, _| !model.is_rehearsal),
    bind(S::Report, A::Choose, &[key(Key::Enter)], |model, _, _| choose(model)).footer(1),
    bind(S::Report, A::Back, &[key(Key::Esc)], |model, _, _| back(model)).footer(8),
];

/// Takes the row under the cursor: first for whom, then in which form.
fn choose(model: &mut Model) -> Effects {
    let Some(Overlay::Report { kind, selected }) = model.overlays.pop() else { return Effects::new() };
    match kind {
        None => {
            let kind = ReportKind::ALL.get(selected).copied();
            model.overlays.push(Overlay::Report { kind, selected: 0 });
            Effects::new()
        }
        Some(kind) => {
            let form = OutputForm::of_kind(kind).get(selected).copied().unwrap_or_default();
            vec![Effect::Report { kind, form }]
        }
    }
}

/// Back to for whom, or away.
fn back(model: &mut Model) -> Effects {
    if let Some(Overlay::Report { kind: Some(kind), .. }) = model.overlays.pop() {
        let selected = ReportKind::ALL.iter().position(|known| *known == kind).unwrap_or(0);
        model.overlays.push(Overlay::Report { kind: None, selected });
    }
    Effects::new()
}

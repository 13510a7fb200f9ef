//! A pitch: a group speaks, what it says is written down, and nothing else works: no votes, no answers, no other panel.

use crate::domain::edit::Edit;
use crate::domain::grid::CellPlace;
use crate::domain::records::profile::{Chance, ChanceKind, Dimension};
use crate::domain::session::Section;
use crate::domain::value::{ChoiceSet, Value};
use crate::tui::keymap::{Action as A, Chord, Key, Scope as S};
use crate::tui::model::pitch::Pitch;
use crate::tui::model::{Context, Model, Overlay};

use super::binding::{Binding, bind, key, letter};
use super::effect::{Effect, Effects, make};
use super::operations::travel_below;

/// The keys of a pitch.
pub(super) const BINDINGS: &[Binding] = &[
    bind(S::Grid, A::Pitch, &[letter('x')], |model, _, _| open(model)).footer(3).when(is_at_chances),
    bind(S::Pitch, A::Write, &[key(Key::Enter)], |model, _, _| write(model)).footer(1),
    bind(S::Pitch, A::OtherKind, &[key(Key::Tab)], |model, _, _| change(model, other_kind)).footer(3),
    bind(S::Pitch, A::Down, &[key(Key::Down)], |model, _, _| change(model, |pitch| turn(pitch, 1))),
    bind(S::Pitch, A::Up, &[key(Key::Up)], |model, _, _| change(model, |pitch| turn(pitch, -1))),
    bind(S::Pitch, A::NextGroup, &[key(Key::PageDown)], |model, _, _| go_on(model, 1)).footer(2).when(has_next),
    bind(S::Pitch, A::PreviousGroup, &[key(Key::PageUp)], |model, _, _| go_on(model, -1)).when(has_previous),
    bind(S::Pitch, A::More, &[Chord::alt(Key::Up)], |model, _, _| change(model, |pitch| pitch.minutes += 1)),
    bind(S::Pitch, A::Fewer, &[Chord::alt(Key::Down)], |model, _, _| {
        change(model, |pitch| pitch.minutes = pitch.minutes.saturating_sub(1).max(1))
    }),
    bind(S::Pitch, A::Undo, &[Chord::control('z')], |model, context, _| travel_below(model, context, A::Undo)),
    bind(S::Pitch, A::Leave, &[Chord::control('q')], |model, context, chord| {
        let mut effects = write(model);
        effects.extend(super::overlay::leave(model, context, chord));
        effects
    }),
    bind(S::Pitch, A::Finish, &[key(Key::Esc)], |model, _, _| finish(model)).footer(8),
];

fn is_at_chances(model: &Model, context: &Context) -> bool {
    let grid = model.desk().and_then(|desk| desk.grid(&context.guide));
    grid.is_some_and(|grid| grid.section == Section::Chances)
}

fn open(model: &mut Model) -> Effects {
    let now = model.today.to_datetime(model.now);
    if let Some(pitch) = model.desk().map(|desk| Pitch::new(&desk.session, now)) {
        model.overlays.push(Overlay::Pitch(Box::new(pitch)));
    }
    Effects::new()
}

fn pitch(model: &Model) -> Option<&Pitch> {
    model.overlays.last().and_then(Overlay::pitch)
}

fn change(model: &mut Model, to: impl FnOnce(&mut Pitch)) -> Effects {
    if let Some(pitch) = model.overlays.last_mut().and_then(Overlay::pitch_mut) {
        to(pitch);
    }
    Effects::new()
}

fn other_kind(pitch: &mut Pitch) {
    pitch.kind = match pitch.kind {
        ChanceKind::Opportunity => ChanceKind::Barrier,
        ChanceKind::Barrier => ChanceKind::Opportunity,
    };
}

/// To the next dimension, or to none at all, which comes before the first.
fn turn(pitch: &mut Pitch, by: isize) {
    let count = Dimension::ALL.len() + 1;
    let at = pitch.dimension.map_or(0, |dimension| dimension as usize + 1);
    let next = (at + count).saturating_add_signed(by) % count;
    pitch.dimension = next.checked_sub(1).and_then(|at| Dimension::ALL.get(at).copied());
}

fn groups(model: &Model) -> usize {
    model.desk().map_or(0, |desk| desk.session.groups.len())
}

fn has_next(model: &Model, _: &Context) -> bool {
    pitch(model).is_some_and(|pitch| pitch.group + 1 < groups(model))
}

fn has_previous(model: &Model, _: &Context) -> bool {
    pitch(model).is_some_and(|pitch| pitch.group > 0)
}

/// The next group speaks, and has all its minutes; what was being typed is of the one before.
fn go_on(model: &mut Model, by: isize) -> Effects {
    let effects = write(model);
    let (now, last) = (model.today.to_datetime(model.now), groups(model).saturating_sub(1));
    change(model, |pitch| {
        pitch.group = pitch.group.saturating_add_signed(by).min(last);
        pitch.began = now;
    });
    effects
}

/// The cell in which the line belongs.
fn place(pitch: &Pitch) -> CellPlace {
    let dimension = pitch.dimension.map_or(Value::Empty, |dimension| Value::Choice(dimension.word()));
    let keys = vec![(Chance::dimension, dimension), (Chance::kind, Value::Choice(pitch.kind.word()))];
    CellPlace { section: Section::Chances, keys, item: None, field: Chance::what, gathers: false }
}

/// Writes down the line that was typed, as said by the group that speaks.
fn write(model: &mut Model) -> Effects {
    let (Some(pitch), Some(desk)) = (pitch(model), model.desk()) else { return Effects::new() };
    let text = pitch.line.text().trim();
    if text.is_empty() {
        return Effects::new();
    }
    let mut ids = model.ids.clone();
    let mut edit = place(pitch).insert(&desk.session, Value::text(text), &mut ids);
    if let (Edit::Insert { item, .. }, Some(group)) = (&mut edit, pitch.speaker(&desk.session)) {
        item.values[Chance::group] = Value::Link(group.id.clone());
    }
    model.ids = ids;
    let mut effects = make(model, vec![edit]);
    if model.refused.is_none() {
        change(model, |pitch| pitch.line = crate::tui::model::field::TextField::default());
        effects.push(Effect::DraftClosed);
    }
    effects
}

/// The end of the pitch; what was being typed is written down.
fn finish(model: &mut Model) -> Effects {
    let effects = write(model);
    if model.refused.is_none() {
        model.overlays.pop();
    }
    effects
}

/// A key that is typed into the line.
pub(super) fn typed(model: &mut Model, chord: Chord) -> Effects {
    let pressed = model.overlays.last_mut().and_then(Overlay::pitch_mut).map(|pitch| {
        let columns = usize::from(u16::MAX);
        pitch.line.press(chord, false, columns)
    });
    kept(model, pressed)
}

pub(super) fn paste(model: &mut Model, text: &str) -> Effects {
    let pasted = model.overlays.last_mut().and_then(Overlay::pitch_mut).map(|pitch| pitch.line.insert(text, false));
    kept(model, pasted.map(|pasted| pasted.map(|()| true)))
}

/// Keeps what is being typed in the journal.
fn kept(model: &mut Model, taken: Option<Result<bool, crate::domain::limits::Limit>>) -> Effects {
    match taken {
        Some(Ok(true)) => {
            let Some(pitch) = pitch(model) else { return Effects::new() };
            let kind = Section::Chances.kind();
            let place = place(pitch);
            let name = format!("{} {} {}", Section::Chances.name(), place.own_id(), kind.fields[place.field].name);
            vec![Effect::Draft { place: name, text: pitch.line.text().to_owned() }]
        }
        Some(Err(limit)) => {
            model.refused = Some(limit);
            Effects::new()
        }
        _ => Effects::new(),
    }
}

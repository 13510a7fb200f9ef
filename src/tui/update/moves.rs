//! Moving the cursor, in whatever list has the keys.

use crate::tui::keymap::{Action as A, Key, Scope as S};
use crate::tui::model::{Context, Cursor, Model};

use super::binding::{Binding, bind, key, letter};
use super::effect::Effects;

/// Declares the rows of a movement: its scope, action and keys.
macro_rules! moves {
    ($($scope:ident $action:ident $([$footer:literal])? = $($chord:expr),+;)*) => {
        &[$(bind(S::$scope, A::$action, &[$($chord),+], |model, context, _| go(model, context, A::$action))
            $(.footer($footer))?
            .when(|model, context| moves(model, context, A::$action)),)*]
    };
}

pub(super) const BINDINGS: &[Binding] = moves! {
    Chooser Up = key(Key::Up);
    Chooser Down = key(Key::Down);
    Chooser PageUp = key(Key::PageUp);
    Chooser PageDown = key(Key::PageDown);
    Asking Up = key(Key::Up);
    Asking Down = key(Key::Down);
    Asking PageUp = key(Key::PageUp);
    Asking PageDown = key(Key::PageDown);
    StepPage Down [2] = key(Key::Down);
    StepPage Up = key(Key::Up);
    Reader Up [2] = key(Key::Up);
    Reader Down [1] = key(Key::Down), letter(' ');
    Reader PageUp = key(Key::PageUp);
    Reader PageDown = key(Key::PageDown);
    Reader First = key(Key::Home);
    Reader Last = key(Key::End);
    Everywhere Up = key(Key::Up);
    Everywhere Down = key(Key::Down);
    Everywhere PageUp = key(Key::PageUp);
    Everywhere PageDown = key(Key::PageDown);
    Everywhere First = key(Key::Home);
    Everywhere Last = key(Key::End);
};

/// Whether an action only moves the cursor.
pub(super) fn is_move(action: A) -> bool {
    BINDINGS.iter().any(|binding| binding.action == action)
}

/// Whether the cursor would move.
fn moves(model: &Model, context: &Context, action: A) -> bool {
    let screenful = model.size.screenful();
    model.cursor(context).is_some_and(|cursor| moved(cursor, screenful, action) != cursor.at)
}

fn go(model: &mut Model, context: &Context, action: A) -> Effects {
    if let Some(cursor) = model.cursor(context) {
        model.select(moved(cursor, model.size.screenful(), action));
    }
    Effects::new()
}

/// The row that a key moves the cursor to, never beyond the first or the last.
fn moved(Cursor { at, last }: Cursor, screenful: usize, action: A) -> usize {
    match action {
        A::Up => at.saturating_sub(1),
        A::Down => (at + 1).min(last),
        A::PageUp => at.saturating_sub(screenful),
        A::PageDown => (at + screenful).min(last),
        A::First => 0,
        A::Last => last,
        _ => at,
    }
}

//! The field of a form that has the focus, with its value as a person would type it.

use crate::domain::session::Session;
use crate::tui::model::field::TextField;
use crate::tui::model::form::{Editor, Form};
use crate::tui::model::{Context, Model};

use super::understand::typed_form;

/// Gives a field the focus, with its value as a person would type it.
pub(super) fn focus(form: &mut Form, field: usize, session: &Session, context: &Context) {
    form.focus_on(field, session);
    let value = form.value(form.focus, session);
    if let Editor::Text { field, .. } = &mut form.editor
        && let Some(text) = typed_form(&value, context)
    {
        // Nobody types on behind a date or a number: another one takes its place, of what was refused as well.
        *field = TextField::marked(text);
    }
}

/// The form that lies on top, if it is a form.
pub(super) fn form_mut(model: &mut Model) -> Option<&mut Form> {
    model.overlays.last_mut()?.form_mut()
}

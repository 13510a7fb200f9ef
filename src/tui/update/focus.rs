//! The field of a form that has the focus, with its value as a person would type it.

use crate::domain::session::Session;
use crate::domain::value::Value;
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
        let is_understood = matches!(value, Value::Date(_) | Value::Time(_) | Value::Whole(_) | Value::Decimal(_));
        // Nobody types on behind a date or a number: another one takes its place.
        *field = if is_understood { TextField::marked(text) } else { TextField::new(text) };
    }
}

/// The form on top.
pub(super) fn form_mut(model: &mut Model) -> Option<&mut Form> {
    model.overlays.last_mut()?.form_mut()
}

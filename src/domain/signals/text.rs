//! What a text or answer asks whatever it is about: what was not understood, what cannot be seen, and what looks as if it
//! is about one person's identity. Nothing here is ever mended or left out.

use super::personal::{holds_birth_date, holds_citizen_number};
use super::{Detail, Found, Scope};
use crate::domain::invisible::first_invisible;
use crate::domain::period::Period;
use crate::domain::record::{Field, Record};
use crate::domain::session::Section;
use crate::domain::value::{Kind, Value};

/// Each field of each item that holds anything, with its value.
fn each_value(scope: &Scope<'_>, mut visit: impl FnMut(Section, &dyn Record, usize, &Field, &Value)) {
    for &section in Section::ALL {
        for record in scope.session.table(section).records() {
            for (number, field) in section.kind().fields.iter().enumerate() {
                if matches!(
                    field.kind,
                    Kind::Link(_) | Kind::Links(_) | Kind::Choice(_) | Kind::Choices(_) | Kind::Flag
                ) {
                    continue;
                }
                let value = record.value(number);
                if !value.is_empty() {
                    visit(section, record, number, field, &value);
                }
            }
        }
    }
}

/// The fields of which a text is such.
fn in_texts(scope: &Scope<'_>, is_such: impl Fn(&str) -> Option<Option<(&'static str, Detail)>>) -> Vec<Found> {
    let mut found = Vec::new();
    each_value(scope, |section, record, number, field, value| {
        let texts = match value {
            Value::AsTyped(text) | Value::Text(text) => std::slice::from_ref(text),
            Value::Set(members) if field.kind == Kind::Marks => members,
            _ => return,
        };
        if let Some(values) = texts.iter().find_map(|text| is_such(text)) {
            let values = values.into_iter().collect();
            found.push(Found { values, ..Found::at(section, record.id(), number) });
        }
    });
    found
}

/// A date or number that is kept as it was typed.
pub(super) fn as_typed(scope: &Scope<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    each_value(scope, |section, record, number, field, value| {
        let is_period = field.kind == Kind::Date && Period::of(value).is_some();
        if let (Value::AsTyped(typed), false) = (value, is_period) {
            let place = Found::at(section, record.id(), number);
            found
                .push(place.naming("found", Detail::Typed(typed.clone())).naming("wanted", Detail::Wanted(field.kind)));
        }
    });
    found
}

/// A character that cannot be seen, or that turns the order of what follows.
pub(super) fn invisible(scope: &Scope<'_>) -> Vec<Found> {
    in_texts(scope, |text| first_invisible(text).map(|character| Some(("code", Detail::Code(character)))))
}

/// What two people changed differently, and nobody chose from yet.
pub(super) fn open_conflict(scope: &Scope<'_>) -> Vec<Found> {
    let open = scope.session.conflicts.iter();
    let open = open.map(|conflict| {
        Found::about(Section::Conflicts, &conflict.id).naming("text", Detail::Conflict(conflict.id.clone()))
    });
    open.collect()
}

/// An answer to a question that is not asked.
pub(super) fn unknown_question(scope: &Scope<'_>) -> Vec<Found> {
    let asked: std::collections::HashSet<&str> =
        scope.questions.iter().map(|question| question.answer.as_str()).collect();
    let unknown = scope.session.answers.iter().filter(|answer| !asked.contains(answer.id.as_str()));
    let found = unknown.map(|answer| {
        let place = Found::about(Section::Answers, &answer.id);
        place.naming("id", Detail::Typed(answer.id.as_str().to_owned()))
    });
    found.collect()
}

/// Nine digits that can be a citizen service number (M96).
pub(super) fn citizen_number(scope: &Scope<'_>) -> Vec<Found> {
    in_texts(scope, |text| holds_citizen_number(text).then_some(None))
}

/// A day on which a person may have been born (M96).
pub(super) fn birth_date(scope: &Scope<'_>) -> Vec<Found> {
    in_texts(scope, |text| holds_birth_date(text, scope.months).then_some(None))
}

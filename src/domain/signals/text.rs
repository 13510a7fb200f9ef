//! What a text or answer asks whatever it is about: what was not understood, what cannot be seen, and what looks as if it
//! is about one person's identity. Nothing here is ever mended or left out.

use std::collections::HashSet;

use foldhash::fast::RandomState;

use super::personal::personal_data;
use super::{Detail, Found, Scope};
use crate::domain::bytes::{DIGIT, UNUSUAL, kinds_in};
use crate::domain::invisible::first_invisible;
use crate::domain::period::Period;
use crate::domain::record::Field;
use crate::domain::session::Section;
use crate::domain::value::Kind;

/// Where a text stands: its section, the position of its item, and the number of its field.
pub type TextPlace = (Section, usize, usize);

/// What was found in the texts of a session: all of it in one walk, for the rules that each tell one kind of it.
#[derive(Default)]
pub(super) struct FoundInTexts {
    as_typed: Vec<Found>,
    invisible: Vec<Found>,
    citizen_number: Vec<Found>,
    birth_date: Vec<Found>,
}

impl FoundInTexts {
    pub(super) fn of(scope: &Scope<'_>) -> Self {
        let mut found = Self::default();
        if let Some(places) = scope.unusual_texts {
            for &(section, position, number) in places {
                let record = scope.session.table(section).get(position);
                let field = section.kind().fields.get(number).filter(|field| may_hold_texts(field.kind));
                if let (Some(record), Some(field)) = (record, field) {
                    let place = || Found::at(section, record.id(), number);
                    found.look_at(record.texts(number), field, &place, scope.months);
                }
            }
            return found;
        }
        for &section in Section::ALL {
            let table = scope.session.table(section);
            if table.is_empty() {
                continue;
            }
            let fields = section.kind().fields.iter().enumerate();
            let fields = fields.filter(|(_, field)| may_hold_texts(field.kind));
            for record in table.records() {
                for (number, field) in fields.clone() {
                    let texts = record.texts(number);
                    if !texts.is_empty() {
                        let place = || Found::at(section, record.id(), number);
                        found.look_at(texts, field, &place, scope.months);
                    }
                }
            }
        }
        found
    }

    /// Looks at the texts of a field at a place.
    fn look_at(&mut self, texts: &[String], field: &Field, place: &dyn Fn() -> Found, months: &[(&str, u32)]) {
        if let Some(typed) = texts.first().filter(|_| is_entry(field.kind)) {
            let is_period = field.kind == Kind::Date && Period::read(typed).is_some();
            if !is_period {
                let place = place().naming("found", Detail::Typed(typed.clone()));
                self.as_typed.push(place.naming("wanted", Detail::Wanted(field.kind)));
            }
        }
        let (mut invisible, mut has_number, mut has_birth_date) = (None, false, false);
        for text in texts {
            // Most text holds neither.
            let kinds = kinds_in::<{ UNUSUAL | DIGIT }>(text);
            if kinds & UNUSUAL != 0 && invisible.is_none() {
                invisible = first_invisible(text);
            }
            if kinds & DIGIT != 0 {
                for (_, data) in personal_data(text, months) {
                    has_number |= data.is_number();
                    has_birth_date |= !data.is_number();
                }
            }
        }
        if let Some(character) = invisible {
            self.invisible.push(place().naming("code", Detail::Code(character)));
        }
        if has_number {
            self.citizen_number.push(place());
        }
        if has_birth_date {
            self.birth_date.push(place());
        }
    }
}

fn may_hold_texts(kind: Kind) -> bool {
    matches!(kind, Kind::Line | Kind::Text | Kind::Marks) || is_entry(kind)
}

/// Whether a text in a field of this kind is one that was not understood.
fn is_entry(kind: Kind) -> bool {
    matches!(kind, Kind::Date | Kind::Time | Kind::Whole | Kind::Decimal | Kind::Scores)
}

/// A date or number that is kept as it was typed.
pub(super) fn as_typed(scope: &Scope<'_>) -> Vec<Found> {
    scope.in_texts().as_typed.clone()
}

/// A character that cannot be seen, or that turns the order of what follows.
pub(super) fn invisible(scope: &Scope<'_>) -> Vec<Found> {
    scope.in_texts().invisible.clone()
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
    // There are many times as many questions as answers.
    let ids = scope.session.answers.iter().map(|answer| answer.id.as_str());
    let mut unasked: HashSet<&str, RandomState> = ids.collect();
    for question in scope.questions {
        unasked.remove(&*question.answer);
    }
    let unknown = scope.session.answers.iter().filter(|answer| unasked.contains(answer.id.as_str()));
    let found = unknown.map(|answer| {
        let place = Found::about(Section::Answers, &answer.id);
        place.naming("id", Detail::Typed(answer.id.as_str().to_owned()))
    });
    found.collect()
}

/// Nine digits that can be a citizen service number, or the number of a bank account (M96).
pub(super) fn citizen_number(scope: &Scope<'_>) -> Vec<Found> {
    scope.in_texts().citizen_number.clone()
}

/// A day on which a person may have been born (M96).
pub(super) fn birth_date(scope: &Scope<'_>) -> Vec<Found> {
    scope.in_texts().birth_date.clone()
}

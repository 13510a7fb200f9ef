//! Conflicts as files held them before: one field, with its values as texts. They are read as what they stand for; the file
//! stays as it is until something in it is changed.

use crate::domain::decimal::Decimal;
use crate::domain::id::Id;
use crate::domain::records::meeting::Conflict;
use crate::domain::session::{Section, Session};
use crate::domain::value::{Kind, Value, Version};

/// The names that only the old records have.
pub(super) const NAMES: [&str; 4] = ["field", "base", "kept", "other"];

/// What an old record held beside its section and item: the texts under [`NAMES`].
pub(super) type OldConflict = (Id, [String; NAMES.len()]);

/// Puts what old records held into the session; the id of one that names what there is not.
pub(super) fn upgrade(session: &mut Session, old: Vec<OldConflict>) -> Result<(), Id> {
    for (id, [field, base, kept, other]) in old {
        let known =
            session.conflicts.find(&id).map(|conflict| (conflict.section.to_string(), conflict.item.to_string()));
        let (section, item) = known.ok_or_else(|| id.clone())?;
        if field.is_empty() {
            continue;
        }
        let section = Section::named(&section).ok_or_else(|| id.clone())?;
        let number = section.kind().position(&field).ok_or_else(|| id.clone())?;
        let value = |text: &str| from_text(section.kind().fields[number].kind, text);
        let stands = session.find(section, &Id::new(item)).map(|record| record.value(number));
        let waiting = if stands == Some(value(&other)) { value(&kept) } else { value(&other) };
        let versions = |value: Value| Value::Versions(vec![Version::new(section, &[number], &[value])]);
        let values = [
            (Conflict::fields, Value::set(vec![field])),
            (Conflict::before, versions(value(&base))),
            (Conflict::others, versions(waiting)),
        ];
        let table = session.table_mut(Section::Conflicts);
        let record = table.position(&id).and_then(|position| table.get_mut(position)).ok_or_else(|| id.clone())?;
        for (field, value) in values {
            record.replace(field, value).map_err(|_| id.clone())?;
        }
    }
    Ok(())
}

fn from_text(kind: Kind, text: &str) -> Value {
    let typed = || Value::AsTyped(text.replace('\n', " "));
    if text.is_empty() {
        return Value::Empty;
    }
    match kind {
        Kind::Line | Kind::Text => Value::text(text),
        Kind::Date => Value::date(text).unwrap_or_else(typed),
        Kind::Time => Value::time(text).unwrap_or_else(typed),
        Kind::Whole => text.parse().map_or_else(|_| typed(), Value::Whole),
        Kind::Decimal => Decimal::parse(text).map_or_else(typed, Value::Decimal),
        Kind::Flag => Value::Yes,
        Kind::Choice(choices) => {
            choices.options.iter().find(|option| **option == text).map_or(Value::Empty, |option| Value::Choice(option))
        }
        Kind::Link(_) => Value::Link(Id::new(text)),
        Kind::Choices(_) | Kind::Links(_) | Kind::Marks => Value::set(text.split('\n').map(str::to_owned).collect()),
        Kind::Scores => {
            let scores: Result<Vec<u16>, _> = text.split(' ').map(str::parse).collect();
            scores.map_or_else(|_| typed(), Value::Scores)
        }
        Kind::Versions => Value::Empty,
    }
}

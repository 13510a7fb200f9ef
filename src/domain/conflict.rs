//! Conflicts as data: where two people changed one place differently, a record in the session holds both values until a
//! person settles it. Which of the two stands in its place meanwhile does not depend on who merged.

use jiff::civil::Date;

use super::edit::{Edit, Place};
use super::id::Id;
use super::merge::Disagreement;
use super::record::{Record, RecordType};
use super::records::meeting::Conflict;
use super::session::{Item, Section, Session};
use super::value::{Decimal, Kind, Value};

/// What a conflict is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dispute {
    /// A place and its values: before, as it stands now, and the other one.
    Values {
        /// Where.
        place: Place,
        /// Before both changed it.
        base: Value,
        /// What stands there.
        kept: Value,
        /// What the other wrote.
        other: Value,
    },
    /// An item that one side removed while the other changed it or pointed at it; it stands there still.
    Removed(Section, Id),
}

/// Who put a value in its place, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Who.
    pub author: String,
    /// On which day.
    pub date: Date,
}

/// Where the values of a conflict come from, as far as that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    /// The value from before both changed it.
    pub base: Option<Origin>,
    /// What stands there.
    pub kept: Option<Origin>,
    /// The other one, or taking it away.
    pub other: Option<Origin>,
}

/// Puts what two sides disagree on into the merged session.
pub fn record(session: &mut Session, disagreements: &[Disagreement]) {
    let mut records: Vec<Conflict> = disagreements.iter().map(conflict).collect();
    records.sort_by(|left, right| left.id.cmp(&right.id));
    let table = session.table_mut(Section::Conflicts);
    for record in records {
        if let Some(known) = table.position(&record.id) {
            // The place was in dispute already: the newest values are those to choose from.
            table.remove(known);
        }
        let end = table.len();
        let inserted = table.insert(end, Item { id: record.id.clone(), values: record.values() });
        debug_assert!(inserted.is_ok(), "the values are those of a conflict");
    }
}

/// The edits that put one disagreement into a session.
pub fn recording(session: &Session, disagreement: &Disagreement) -> Vec<Edit> {
    let record = conflict(disagreement);
    let table = session.table(Section::Conflicts);
    let known = table.position(&record.id).map(|_| settled(&record.id));
    let after = table.before(table.len()).filter(|last| *last != record.id);
    let item = Item { id: record.id.clone(), values: record.values() };
    known.into_iter().chain([Edit::Insert { section: Section::Conflicts, item, after }]).collect()
}

fn conflict(disagreement: &Disagreement) -> Conflict {
    let Disagreement { section, item, values } = disagreement;
    let field = values.as_ref().map_or("", |values| section.kind().fields[values.field].name);
    let mut record = Conflict::with_id(Id::new(format!("{}.{item}.{field}", section.name()).trim_end_matches('.')));
    record.section = section.name().into();
    record.item = item.as_str().into();
    record.field = field.into();
    if let Some(values) = values {
        record.base = to_text(&values.base).as_str().into();
        record.kept = to_text(&values.kept).as_str().into();
        record.other = to_text(&values.other).as_str().into();
    }
    record
}

/// What a conflict is about; none where its place is no longer there, and it can only be let go.
pub fn dispute(session: &Session, conflict: &Conflict) -> Option<Dispute> {
    let section = Section::named(&conflict.section)?;
    let item = Id::new(&*conflict.item);
    let record = session.find(section, &item)?;
    if conflict.field.is_empty() {
        return Some(Dispute::Removed(section, item));
    }
    let field = section.kind().position(&conflict.field)?;
    let kind = section.kind().fields[field].kind;
    let value = |text: &str| from_text(kind, text);
    Some(Dispute::Values {
        base: value(&conflict.base),
        kept: record.value(field),
        other: value(if value(&conflict.kept) == record.value(field) { &conflict.other } else { &conflict.kept }),
        place: Place { section, item, field },
    })
}

/// The edit that lets go of a conflict once it is settled.
pub fn settled(conflict: &Id) -> Edit {
    Edit::Remove { section: Section::Conflicts, item: conflict.clone() }
}

/// A value as a text from which [`from_text`] makes it again.
fn to_text(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) | Value::AsTyped(text) => text.clone(),
        Value::Date(date) => date.to_string(),
        Value::Time(time) => format!("{:02}:{:02}", time.hour(), time.minute()),
        Value::Whole(number) => number.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::Yes => "true".to_owned(),
        Value::Choice(word) => (*word).to_owned(),
        Value::Link(id) => id.to_string(),
        Value::Set(members) => members.join("\n"),
        Value::Scores(scores) => scores.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
    }
}

fn from_text(kind: Kind, text: &str) -> Value {
    let typed = || Value::AsTyped(text.replace('\n', " "));
    if text.is_empty() {
        return Value::Empty;
    }
    match kind {
        Kind::Line | Kind::Text => Value::text(text),
        Kind::Date => text.parse().map_or_else(|_| typed(), Value::Date),
        Kind::Time => {
            let parts =
                text.split_once(':').and_then(|(hour, minute)| Some((hour.parse().ok()?, minute.parse().ok()?)));
            let time = parts.and_then(|(hour, minute)| jiff::civil::Time::new(hour, minute, 0, 0).ok());
            time.map_or_else(typed, Value::Time)
        }
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
    }
}

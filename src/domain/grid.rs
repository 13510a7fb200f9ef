//! Grids: what people fill in together, a cell for each pair of two things, such as the votes of each group for each
//! theme. A cell needs no record before something stands in it, and has none any more when nothing does.

use jiff::civil::Date;

use super::edit::Edit;
use super::id::{Id, IdSource, stable_number};
use super::in_order::sort;
use super::period::last_day_of;
use super::record::{Meaning, Record};
use super::session::{Count, Item, Section, Session};
use super::value::{Kind, Value};

/// How many themes a group names (M08).
const RANKS: u32 = 3;

/// What stands for the item in the place of a draft that is about the items of a cell.
pub const GATHERED: &str = "@";

/// Where the value of a cell stands, or will stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellPlace {
    /// The section of its record.
    pub section: Section,
    /// What tells which record it is: fields and what they hold.
    pub keys: Vec<(usize, Value)>,
    /// The record, where it is a certain one.
    pub item: Option<Id>,
    /// The field that the cell shows.
    pub field: usize,
    /// Whether its records are there without it: they are put into it and taken out of it, never made or removed by it.
    pub gathers: bool,
}

impl CellPlace {
    /// The records of the cell: one, unless it holds several texts or two processes filled it in.
    pub fn records<'session>(&self, session: &'session Session) -> Vec<&'session dyn Record> {
        if let Some(item) = &self.item {
            return session.find(self.section, item).into_iter().collect();
        }
        let is_at = |record: &dyn Record, (field, key): &(usize, Value)| {
            is_at(session, self.section, *field, &record.value(*field), key)
        };
        let is_here = |record: &&dyn Record| self.keys.iter().all(|key| is_at(*record, key));
        session.table(self.section).records().filter(is_here).collect()
    }

    /// The kind of its value.
    pub fn kind(&self) -> Kind {
        self.section.kind().fields[self.field].kind
    }

    /// Whether it holds several texts, each a record of its own.
    pub fn holds_many(&self) -> bool {
        self.item.is_none() && self.section.kind().pair.is_none() && matches!(self.kind(), Kind::Line | Kind::Text)
    }

    /// The edits by which a record stands in a cell that gathers, too.
    pub fn take_in(&self, session: &Session, item: &Id) -> Vec<Edit> {
        let known = session.find(self.section, item);
        let edits = self.keys.iter().filter(|(_, key)| !key.is_empty()).filter_map(|(field, key)| {
            let now = known.map_or(Value::Empty, |record| record.value(*field));
            let value = match (self.section.kind().fields[*field].kind, key) {
                (Kind::Choices(_), Value::Choice(word)) => with_word(&now, word),
                _ => key.clone(),
            };
            (value != now).then(|| Edit::set(self.section, item, *field, value))
        });
        edits.collect()
    }

    /// The edits by which a record stands no more in a row of a cell that gathers.
    pub fn let_out(&self, session: &Session, item: &Id) -> Vec<Edit> {
        let Some(((field, key), record)) = self.keys.first().zip(session.find(self.section, item)) else {
            return Vec::new();
        };
        let value = match (record.value(*field), key) {
            (Value::Set(words), Value::Choice(word)) => {
                Value::set(words.into_iter().filter(|known| known != word).collect())
            }
            _ => Value::Empty,
        };
        vec![Edit::set(self.section, item, *field, value)]
    }

    /// The id of the record that holds its value, or will hold it. The same cell has the same id wherever it is filled
    /// in, so that two people who fill it in meet there.
    pub fn id(&self, session: &Session) -> Id {
        if let Some(item) = &self.item {
            return item.clone();
        }
        if let Some(record) = self.records(session).first() {
            return record.id().clone();
        }
        self.own_id()
    }

    /// The id of the record that a cell makes, whatever stands in it.
    pub fn own_id(&self) -> Id {
        let Count::Many(letter) = self.section.count() else { return Id::new(self.section.name()) };
        let text: Vec<String> = self.keys.iter().map(|(_, value)| key_text(value)).collect();
        IdSource::new(stable_number(text.join("\n").as_bytes())).next_id(letter)
    }

    /// The edits that put a value in the cell: its record is made with it, and goes when nothing is left in it.
    pub fn put(&self, session: &Session, value: Value, ids: &mut IdSource) -> Vec<Edit> {
        let section = self.section;
        let records = self.records(session);
        let Some((first, others)) = records.split_first() else {
            let is_needed = !value.is_empty() && section.count() != Count::One;
            return if is_needed { vec![self.insert(session, value, ids)] } else { Vec::new() };
        };
        let is_key = |field: usize| self.keys.iter().any(|(key, _)| *key == field);
        let holds_more = |record: &dyn Record| {
            let mut values = record.values().into_iter().enumerate();
            values.any(|(field, value)| field != self.field && !is_key(field) && !value.is_empty())
        };
        let remove = |record: &dyn Record| Edit::Remove { section, item: record.id().clone() };
        let empty = |record: &dyn Record| Edit::set(section, record.id(), self.field, Value::Empty);
        // One value stands there now, also where two processes had put one. What else stands there, such as why, stays.
        let mut edits: Vec<Edit> =
            others.iter().map(|other| if holds_more(*other) { empty(*other) } else { remove(*other) }).collect();
        if value.is_empty() && !holds_more(*first) && !self.keys.is_empty() {
            edits.push(remove(*first));
        } else if first.value(self.field) != value || !others.is_empty() {
            edits.push(Edit::set(section, first.id(), self.field, value));
        }
        edits
    }

    /// The edit that adds a record with this value to the cell, behind all others.
    pub fn insert(&self, session: &Session, value: Value, ids: &mut IdSource) -> Edit {
        let (section, table) = (self.section, session.table(self.section));
        let mut values = vec![Value::Empty; section.kind().fields.len()];
        for (field, key) in &self.keys {
            values[*field] = key.clone();
        }
        values[self.field] = value;
        let id = Some(self.id(session)).filter(|id| !self.holds_many() && table.position(id).is_none());
        let letter = if let Count::Many(letter) = section.count() { letter } else { 'x' };
        let id = id.unwrap_or_else(|| ids.next_id(letter));
        Edit::Insert { section, item: Item { id, values }, after: table.before(table.len()) }
    }
}

/// A set of words with one more.
fn with_word(now: &Value, word: &str) -> Value {
    let others = now.members().iter().filter(|known| *known != word).cloned();
    Value::set(others.chain([word.to_owned()]).collect())
}

/// What stands in a cell with these records: a sum of numbers, all scores, the texts one behind the other.
pub fn together(records: &[&dyn Record], field: usize) -> Value {
    let mut values = records.iter().map(|record| record.value(field)).filter(|value| !value.is_empty());
    let Some(first) = values.next() else { return Value::Empty };
    values.fold(first, |all, value| match (all, value) {
        (Value::Whole(one), Value::Whole(other)) => Value::Whole(one.saturating_add(other)),
        (Value::Scores(one), Value::Scores(other)) => {
            let mut scores = [one, other].concat();
            scores.sort_unstable();
            Value::Scores(scores)
        }
        (Value::Text(one), Value::Text(other)) => Value::Text(format!("{one} · {other}")),
        (all, _) => all,
    })
}

/// All that a field of a key can be, in order; at the end nothing, where records have nothing there that is known.
pub fn along(session: &Session, section: Section, field: usize) -> Vec<Value> {
    let kind = section.kind();
    let mut values: Vec<Value> = match kind.fields[field].kind {
        Kind::Link(to) => {
            let table = session.table(to);
            table.records().map(|record| Value::Link(record.id().clone())).collect()
        }
        Kind::Choice(choices) | Kind::Choices(choices) => {
            choices.options.iter().map(|option| Value::Choice(option)).collect()
        }
        // Every day on which there is something, and the day of the meeting.
        Kind::Date => {
            let meeting = session.the_meeting().date.known().map(Value::Date);
            let table = session.table(section);
            let days = table.records().map(|record| record.value(field)).filter(|day| !day.is_empty()).chain(meeting);
            let mut days: Vec<(Option<Date>, Value)> = days.map(|day| (last_day_of(&day), day)).collect();
            sort(&mut days);
            days.dedup();
            days.into_iter().map(|(_, day)| day).collect()
        }
        _ => (1..=RANKS).map(Value::Whole).collect(),
    };
    let is_elsewhere = |record: &dyn Record| is_at(session, section, field, &record.value(field), &Value::Empty);
    if session.table(section).records().any(is_elsewhere) {
        values.push(Value::Empty);
    }
    values
}

/// A key as text, for looking it up.
pub fn key_text(value: &Value) -> String {
    match value {
        Value::Link(id) => id.to_string(),
        Value::Choice(word) => (*word).to_owned(),
        Value::Whole(number) => number.to_string(),
        Value::Date(day) => day.to_string(),
        Value::AsTyped(text) => text.clone(),
        _ => String::new(),
    }
}

/// Whether a record with this value belongs to this key; one that points at something that is gone belongs to none.
fn is_at(session: &Session, section: Section, field: usize, value: &Value, key: &Value) -> bool {
    if let (Value::Set(words), Value::Choice(word)) = (value, key) {
        return words.iter().any(|known| known == word);
    }
    if !key.is_empty() {
        return value == key;
    }
    match (section.kind().fields[field].kind, value) {
        (Kind::Link(to), Value::Link(id)) => session.find(to, id).is_none(),
        (Kind::Whole, Value::Whole(number)) => !(1..=RANKS).contains(number),
        (Kind::Choice(_), Value::Choice(_)) => false,
        (Kind::Date, day) => day.is_empty(),
        _ => true,
    }
}

/// How many records of a section hold what is asked of them; of a section that is no grid, how many there are.
pub fn filled(session: &Session, section: Section) -> usize {
    let table = session.table(section);
    let asked = section.kind().field_that_means(Meaning::Asked);
    table.records().filter(|record| asked.is_none_or(|asked| !record.value(asked).is_empty())).count()
}

#[cfg(test)]
mod tests {
    use super::{CellPlace, along, filled, together};
    use crate::domain::edit::{Edit, apply, apply_all};
    use crate::domain::id::{Id, IdSource};
    use crate::domain::record::{Meaning, RecordType};
    use crate::domain::records::priorities::Vote;
    use crate::domain::records::profile::GroupScore;
    use crate::domain::session::{Item, Section, Session};
    use crate::domain::value::Value;

    fn add(session: &mut Session, section: Section, id: &str) {
        let mut values = vec![Value::Empty; section.kind().fields.len()];
        values[section.kind().title().expect("it has a name")] = Value::text(id);
        let item = Item { id: Id::new(id), values };
        apply(session, Edit::Insert { section, item, after: None }).expect("it fits");
    }

    fn cell(theme: &str, group: &str) -> CellPlace {
        let link = |id: &str| Value::Link(Id::new(id));
        let keys = vec![(Vote::theme, link(theme)), (Vote::group, link(group))];
        CellPlace { section: Section::Votes, keys, item: None, field: Vote::votes, gathers: false }
    }

    #[test]
    fn a_cell_has_a_record_as_long_as_something_stands_in_it() {
        let mut session = Session::empty(Id::new("s-1"));
        add(&mut session, Section::Themes, "t-1");
        add(&mut session, Section::Groups, "g-1");
        let mut ids = IdSource::new(1);
        let place = cell("t-1", "g-1");
        for (value, records) in
            [(Value::Empty, 0), (Value::Whole(3), 1), (Value::Whole(4), 1), (Value::Empty, 0), (Value::Whole(5), 1)]
        {
            let edits = place.put(&session, value.clone(), &mut ids);
            apply_all(&mut session, &edits).expect("it fits");
            assert_eq!(session.votes.len(), records);
            assert_eq!(together(&place.records(&session), Vote::votes), value);
            assert_eq!(filled(&session, Section::Votes), records);
            assert!(place.put(&session, value, &mut ids).is_empty(), "nothing changes");
        }
    }

    #[test]
    fn the_same_cell_has_the_same_id_wherever_it_is_filled_in() {
        let session = Session::empty(Id::new("s-1"));
        let [one, other] = [cell("t-1", "g-1"), cell("t-1", "g-2")].map(|place| place.id(&session));
        assert_eq!(one, cell("t-1", "g-1").id(&session));
        assert_ne!(one, other);
        assert!(one.is_well_formed() && one.as_str().starts_with("v-"));
    }

    #[test]
    fn two_values_of_one_cell_are_told_together_and_typing_leaves_one() {
        let mut session = Session::empty(Id::new("s-1"));
        add(&mut session, Section::Themes, "t-1");
        add(&mut session, Section::Groups, "g-1");
        let place = cell("t-1", "g-1");
        for (id, votes) in [("v-1", 2), ("v-2", 5)] {
            let mut values: Vec<Value> = vec![Value::Empty; 3];
            place.keys.iter().for_each(|(field, key)| values[*field] = key.clone());
            values[Vote::votes] = Value::Whole(votes);
            let item = Item { id: Id::new(id), values };
            apply(&mut session, Edit::Insert { section: Section::Votes, item, after: None }).expect("it fits");
        }
        assert_eq!(together(&place.records(&session), Vote::votes), Value::Whole(7));
        let edits = place.put(&session, Value::Whole(6), &mut IdSource::new(1));
        apply_all(&mut session, &edits).expect("it fits");
        assert_eq!(together(&place.records(&session), Vote::votes), Value::Whole(6));
        assert_eq!(session.votes.len(), 1);
    }

    #[test]
    fn typing_over_two_values_of_one_cell_leaves_why_they_were_given() {
        let mut session = Session::empty(Id::new("s-1"));
        let (keys, item) = (vec![(GroupScore::dimension, Value::Choice("daily_functioning"))], None);
        let place = CellPlace { section: Section::Scores, keys, item, field: GroupScore::scores, gathers: false };
        for (id, reason) in [("w-1", "Eerst"), ("w-2", "Later"), ("w-3", "")] {
            let mut values: Vec<Value> = vec![Value::Empty; GroupScore::KIND.fields.len()];
            values[GroupScore::dimension] = place.keys[0].1.clone();
            values[GroupScore::scores] = Value::Scores(vec![4]);
            values[GroupScore::reasons] = Value::text(reason);
            let item = Item { id: Id::new(id), values };
            apply(&mut session, Edit::Insert { section: Section::Scores, item, after: None }).expect("it fits");
        }
        let edits = place.put(&session, Value::Scores(vec![6]), &mut IdSource::new(1));
        apply_all(&mut session, &edits).expect("they fit");
        assert_eq!(together(&place.records(&session), GroupScore::scores), Value::Scores(vec![6]));
        let mut reasons: Vec<&str> = session.scores.iter().map(|score| &*score.reasons).collect();
        reasons.retain(|reason| !reason.is_empty());
        assert_eq!(reasons, ["Later", "Eerst"]);
    }

    #[test]
    fn what_belongs_to_nothing_has_a_place_too() {
        let mut session = Session::empty(Id::new("s-1"));
        assert!(along(&session, Section::Votes, Vote::theme).is_empty());
        let item = Item { id: Id::new("v-1"), values: vec![Value::Empty; 3] };
        apply(&mut session, Edit::Insert { section: Section::Votes, item, after: None }).expect("it fits");
        assert_eq!(along(&session, Section::Votes, Vote::theme), [Value::Empty]);
    }

    #[test]
    fn every_pair_has_something_that_is_asked_of_it() {
        for section in Section::ALL {
            let asks = section.kind().field_that_means(Meaning::Asked).is_some();
            assert_eq!(section.kind().pair.is_some(), asks, "{}", section.name());
        }
    }
}

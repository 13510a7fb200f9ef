//! Arbitrary sessions and edits, made from the declarations alone: a new field or record is tested without a line here.

#![expect(
    clippy::unwrap_used,
    clippy::match_same_arms,
    clippy::cast_possible_truncation,
    reason = "values made for a test, in ranges that fit"
)]

use jiff::civil::{Date, Time};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use werksessie::domain::decimal::Decimal;
use werksessie::domain::edit::{Edit, Place, apply, removal};
use werksessie::domain::id::Id;
use werksessie::domain::records::header::Header;
use werksessie::domain::safe_text::tidy;
use werksessie::domain::session::{AnyTable, Count, Item, Section, Session};
use werksessie::domain::value::{Kind, Value, Version};

/// What a step of an arbitrary history does; which item it means is chosen when it is applied.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Add an item with these raw values.
    Insert(Section, u64, Vec<Raw>, Index),
    /// Set a field of an item.
    Set(Section, Index, Index, Raw),
    /// Remove an item and what points at it.
    Remove(Section, Index),
    /// Move an item.
    Move(Section, Index, Index),
}

/// Enough to make a value of any kind.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    pub text: String,
    pub number: i64,
    pub picks: Vec<Index>,
    pub empty: bool,
}

/// Text as it may stand in a file: everyday sentences, accents, emoji, quotes, control and invisible characters.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Zëéïşij0-9 ,.'’-]{1,24}",
        2 => select(vec![
            "Gül & Şerife: \"koffie\" \\ thee", "👩‍👩‍👧 buurt 🌳", "e\u{301}e\u{308}n", "# kop", "<<<<<<<", "=1+1", "a\tb", "één\nregel",
            "- punt", "), // x", "\u{202e}omgekeerd", "\u{1b}[31mrood", "nul\u{200b}breedte", "\r\nregel", "\n", " ", "]", "\u{7f}",
            "+9:30", "-0:30", "0900-05-01", "-000974-05-01", "2026-13-01", "24:00",
        ]).prop_map(str::to_owned),
        1 => any::<String>().prop_map(|text| text.chars().take(40).collect()),
    ]
}

/// Enough for any value.
pub(crate) fn raw() -> impl Strategy<Value = Raw> {
    (text(), any::<i64>(), vec(any::<Index>(), 0..4), prop::bool::weighted(0.3))
        .prop_map(|(text, number, picks, empty)| Raw { text, number, picks, empty })
}

/// Any section, and more often a few, so that histories meet each other.
fn section() -> impl Strategy<Value = Section> {
    let busy = vec![Section::People, Section::Actions, Section::Themes, Section::Meeting, Section::Header];
    prop_oneof![2 => select(busy), 1 => select(Section::ALL)]
}

/// A step of an arbitrary history.
pub(crate) fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (section(), any::<u64>(), vec(raw(), 16), any::<Index>()).prop_map(|(s, id, r, at)| Step::Insert(s, id, r, at)),
        4 => (section(), any::<Index>(), any::<Index>(), raw()).prop_map(|(s, i, f, r)| Step::Set(s, i, f, r)),
        1 => (section(), any::<Index>()).prop_map(|(s, i)| Step::Remove(s, i)),
        2 => (section(), any::<Index>(), any::<Index>()).prop_map(|(s, i, to)| Step::Move(s, i, to)),
    ]
}

/// An arbitrary session: an empty one after up to `most` steps.
pub(crate) fn session(most: usize) -> impl Strategy<Value = Session> {
    vec(step(), 0..most).prop_map(|steps| {
        let mut session = Session::empty(Id::new("s-0000000000"));
        for step in &steps {
            for edit in edits(&session, step) {
                apply(&mut session, edit).expect("made to fit");
            }
        }
        session
    })
}

/// The edits that a step means for this session; none where there is nothing to do it to.
pub(crate) fn edits(session: &Session, step: &Step) -> Vec<Edit> {
    match step {
        Step::Insert(section, id, raw, at) => {
            let Count::Many(letter) = section.count() else { return Vec::new() };
            let id = Id::new(format!("{letter}-{:010x}", id % 0x00ff_ffff_ffff));
            let table = session.table(*section);
            if table.position(&id).is_some() {
                return Vec::new();
            }
            let kinds = section.kind().fields.iter().map(|field| field.kind);
            let values = kinds.zip(raw.iter().cycle()).map(|(kind, raw)| value(session, kind, raw)).collect();
            let after = at.index(table.len() + 1).checked_sub(1).and_then(|before| table.get(before));
            let after = after.map(|record| record.id().clone());
            vec![Edit::Insert { section: *section, item: Item { id, values }, after }]
        }
        Step::Set(section, item, field, raw) => {
            let Some(item) = pick(session.table(*section), *item) else { return Vec::new() };
            let field = field.index(section.kind().fields.len());
            let value = match section {
                Section::Header if field == Header::round => Value::Whole(1 + (raw.number.unsigned_abs() % 4) as u32),
                Section::Header => Value::text(["", "s-x", "s-y", "s-z"][(raw.number.unsigned_abs() % 4) as usize]),
                _ => value(session, section.kind().fields[field].kind, raw),
            };
            vec![Edit::Set { place: Place { section: *section, item, field }, value }]
        }
        Step::Remove(section, item) => match (section.count(), pick(session.table(*section), *item)) {
            (Count::Many(_), Some(item)) => removal(session, *section, &item),
            _ => Vec::new(),
        },
        Step::Move(section, item, to) => {
            let table = session.table(*section);
            match (section.count(), pick(table, *item)) {
                (Count::Many(_), Some(item)) => {
                    let after = to.index(table.len() + 1).checked_sub(1).and_then(|before| table.get(before));
                    let after = after.map(|record| record.id().clone()).filter(|after| *after != item);
                    vec![Edit::Move { section: *section, item, after }]
                }
                _ => Vec::new(),
            }
        }
    }
}

fn pick(table: &dyn AnyTable, index: Index) -> Option<Id> {
    if table.is_empty() { None } else { table.get(index.index(table.len())).map(|record| record.id().clone()) }
}

/// A value of this kind.
pub(crate) fn value(session: &Session, kind: Kind, raw: &Raw) -> Value {
    if raw.empty {
        return Value::Empty;
    }
    let line = tidy(&raw.text).replace('\n', " ");
    let size = raw.number.unsigned_abs();
    let as_typed = || if line.is_empty() { Value::Empty } else { Value::AsTyped(line.clone()) };
    match kind {
        Kind::Line => Value::text(line),
        Kind::Text => Value::text(tidy(&raw.text).into_owned()),
        Kind::Date | Kind::Time if size.is_multiple_of(5) => as_typed(),
        Kind::Date => {
            Value::Date(Date::new(2020 + (size % 20) as i16, 1 + (size % 12) as i8, 1 + (size % 28) as i8).unwrap())
        }
        Kind::Time => Value::Time(Time::new((size % 24) as i8, (size % 60) as i8, 0, 0).unwrap()),
        Kind::Whole if size.is_multiple_of(5) => as_typed(),
        Kind::Whole => Value::Whole((size % u64::from(u32::MAX)) as u32),
        Kind::Decimal if size.is_multiple_of(5) => as_typed(),
        Kind::Decimal => Value::Decimal(Decimal::from_thousandths(raw.number % Decimal::LIMIT).unwrap()),
        Kind::Flag => Value::Yes,
        Kind::Choice(choices) => Value::Choice(choices.options[(size % choices.options.len() as u64) as usize]),
        Kind::Choices(choices) => {
            Value::set(raw.picks.iter().map(|pick| (*pick.get(choices.options)).to_owned()).collect())
        }
        Kind::Link(section) => {
            raw.picks.first().and_then(|index| pick(session.table(section), *index)).map_or(Value::Empty, Value::Link)
        }
        Kind::Links(section) => {
            let picked = raw.picks.iter().filter_map(|index| pick(session.table(section), *index));
            Value::set(picked.map(|id| id.to_string()).collect())
        }
        Kind::Marks => Value::set(vec![line].into_iter().filter(|line| !line.is_empty()).collect()),
        Kind::Versions => {
            let versions = raw.picks.iter().map(|pick| {
                let section = *pick.get(&[Section::People, Section::Actions, Section::Answers, Section::Meeting]);
                let fields: Vec<usize> = (0..section.kind().fields.len()).step_by(1 + pick.index(3)).collect();
                let values: Vec<Value> =
                    fields.iter().map(|&field| value(session, section.kind().fields[field].kind, raw)).collect();
                Version::new(section, &fields, &values)
            });
            let versions: Vec<Version> = versions.collect();
            if versions.is_empty() { Value::Empty } else { Value::Versions(versions) }
        }
        Kind::Scores => {
            let mut scores: Vec<u16> = raw.picks.iter().map(|pick| pick.index(11) as u16).collect();
            scores.sort_unstable();
            if scores.is_empty() { Value::Empty } else { Value::Scores(scores) }
        }
    }
}

//! How each part of a session is read, from the declarations of the records: one seed for all items, one for all values.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};

use crate::domain::decimal::Decimal;
use crate::domain::id::Id;
use crate::domain::limits::{self, LONGEST_TEXT, MOST_LINES, MOST_MEMBERS};
use crate::domain::problem::ProblemKind;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::header::Header;
use crate::domain::records::meeting::Conflict;
use crate::domain::safe_text::tidy;
use crate::domain::session::{Count, Item, Section, Session};
use crate::domain::value::{ChoiceKind, Kind, Scores, Unfit, Value, Version};

use super::context::{ParseContext, nearest};
use super::old_conflicts;

pub(super) struct SessionSeed<'context> {
    pub(super) context: &'context ParseContext,
}

/// The names at the top of a file before the fields of its head.
const FIRST: [&str; 2] = ["format", "id"];
/// Beyond this size no number with decimals is kept.
const MOST_DECIMAL: f64 = 1e9;
/// The number of fields of the head.
const HEAD: usize = Header::KIND.fields.len();
/// The head is the first section, and its fields stand by themselves.
const SECTIONS: usize = Section::NAMES.len() - 1;

/// `FIRST`, the fields of the head and the names of all other sections, in one list as the parser wants it.
static TOP_NAMES: [&str; FIRST.len() + HEAD + SECTIONS] = {
    let mut names = [""; FIRST.len() + HEAD + SECTIONS];
    let mut at = 0;
    while at < names.len() {
        names[at] = if at < FIRST.len() {
            FIRST[at]
        } else if at < FIRST.len() + HEAD {
            Header::KIND.fields[at - FIRST.len()].name
        } else {
            Section::NAMES[at - FIRST.len() - HEAD + 1]
        };
        at += 1;
    }
    names
};

impl<'de> DeserializeSeed<'de> for SessionSeed<'_> {
    type Value = Session;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Session, D::Error> {
        deserializer.deserialize_struct("Session", &TOP_NAMES, self)
    }
}

impl SessionSeed<'_> {
    /// A field of the head.
    fn head<'de, A: MapAccess<'de>>(&self, session: &mut Session, field: usize, map: &mut A) -> Result<(), A::Error> {
        let kind = Header::KIND.fields[field].kind;
        let value = if field == Header::previous {
            Value::text(map.next_value_seed(IdSeed { context: self.context })?.as_str())
        } else {
            // The one field of the head that is no id; unlike other numbers it is never kept as it was typed.
            self.context.wanted.set(Some(kind));
            let round = map.next_value()?;
            self.context.wanted.set(None);
            Value::Whole(round)
        };
        let record = session.table_mut(Section::Header).get_mut(0);
        record.map_or(Ok(()), |record| replace(self.context, record, Section::Header, field, value))
    }
}

impl<'de> Visitor<'de> for SessionSeed<'_> {
    type Value = Session;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a session")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Session, A::Error> {
        let mut session = Session::empty(Id::default());
        let mut seen = [false; TOP_NAMES.len()];
        while let Some(name) = map.next_key_seed(NameSeed { known: &TOP_NAMES })? {
            if std::mem::replace(&mut seen[name], true) {
                return Err(self.context.fail(ProblemKind::TwiceNamed { name: TOP_NAMES[name].to_owned() }));
            }
            match name {
                0 => drop(map.next_value::<u32>()?),
                1 => session.id = map.next_value_seed(IdSeed { context: self.context })?,
                _ => match (name - FIRST.len()).checked_sub(HEAD) {
                    None => self.head(&mut session, name - FIRST.len(), &mut map)?,
                    Some(section) => {
                        let section = Section::ALL[section + 1];
                        map.next_value_seed(SectionSeed { context: self.context, session: &mut session, section })?;
                    }
                },
            }
        }
        if session.id.is_empty() {
            return Err(self.context.fail(ProblemKind::NoId));
        }
        Ok(session)
    }
}

/// A name, as its number in a list of known ones.
struct NameSeed {
    known: &'static [&'static str],
}

impl<'de> DeserializeSeed<'de> for NameSeed {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for NameSeed {
    type Value = usize;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        self.known.iter().position(|known| *known == name).ok_or_else(|| E::unknown_field(name, self.known))
    }
}

struct IdSeed<'context> {
    context: &'context ParseContext,
}

impl<'de> DeserializeSeed<'de> for IdSeed<'_> {
    type Value = Id;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Id, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for IdSeed<'_> {
    type Value = Id;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an id")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Id, E> {
        let id = Id::new(text);
        if id.is_well_formed() { Ok(id) } else { Err(self.context.fail(ProblemKind::BadId { found: text.to_owned() })) }
    }
}

struct SectionSeed<'context> {
    context: &'context ParseContext,
    session: &'context mut Session,
    section: Section,
}

impl<'de> DeserializeSeed<'de> for SectionSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Self { context, session, section } = self;
        if section.count() != Count::One {
            return deserializer.deserialize_seq(Self { context, session, section });
        }
        let item = ItemSeed { context, section, is_named: false }.deserialize(deserializer)?;
        if let Some(record) = session.table_mut(section).get_mut(0) {
            for (field, value) in item.values.into_iter().enumerate() {
                replace(context, record, section, field, value)?;
            }
        }
        context.item.take();
        Ok(())
    }
}

impl<'de> Visitor<'de> for SectionSeed<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Self { context, session, section } = self;
        let table = session.table_mut(section);
        while let Some(item) = items.next_element_seed(ItemSeed { context, section, is_named: true })? {
            table.insert(table.len(), item).map_err(|unfit| match unfit {
                Unfit::WrongKind => context.fail(ProblemKind::Unreadable),
                Unfit::TooMuch(_) => context.fail(ProblemKind::TooMany),
            })?;
            context.item.take();
        }
        Ok(())
    }
}

fn replace<E: Error>(
    context: &ParseContext,
    record: &mut dyn Record,
    section: Section,
    field: usize,
    value: Value,
) -> Result<(), E> {
    let wanted = section.kind().fields[field].kind;
    record.replace(field, value).map(drop).map_err(|_| context.fail(ProblemKind::WrongKind { wanted }))
}

/// The names of the fields of a conflict, and those that it had before.
static CONFLICT_KEYS: [&str; Conflict::KIND.keys.len() + old_conflicts::NAMES.len()] = {
    let mut names = [""; Conflict::KIND.keys.len() + old_conflicts::NAMES.len()];
    let mut at = 0;
    while at < names.len() {
        let known = Conflict::KIND.keys.len();
        names[at] = if at < known { Conflict::KIND.keys[at] } else { old_conflicts::NAMES[at - known] };
        at += 1;
    }
    names
};

/// One of the versions among which there is to choose.
struct VersionSeed<'context> {
    context: &'context ParseContext,
}

impl<'de> DeserializeSeed<'de> for VersionSeed<'_> {
    type Value = Version;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Version, D::Error> {
        deserializer.deserialize_enum("Version", Section::RECORDS, self)
    }
}

impl<'de> Visitor<'de> for VersionSeed<'_> {
    type Value = Version;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a version")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Version, A::Error> {
        let (number, version) = data.variant_seed(NameSeed { known: Section::RECORDS })?;
        let section = Section::ALL[number];
        version.struct_variant(&section.kind().keys[1..], VersionFields { context: self.context, section })
    }
}

struct VersionFields<'context> {
    context: &'context ParseContext,
    section: Section,
}

impl<'de> Visitor<'de> for VersionFields<'_> {
    type Value = Version;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("named values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Version, A::Error> {
        let Self { context, section } = self;
        let kind = section.kind();
        let (mut fields, mut values) = (Vec::new(), Vec::new());
        while let Some(field) = map.next_key_seed(NameSeed { known: &kind.keys[1..] })? {
            if fields.contains(&field) {
                return Err(context.fail(ProblemKind::TwiceNamed { name: kind.fields[field].name.to_owned() }));
            }
            let kind = kind.fields[field].kind;
            context.wanted.set(Some(kind));
            values.push(map.next_value_seed(ValueSeed { context, kind })?);
            context.wanted.set(None);
            fields.push(field);
        }
        Ok(Version::new(section, &fields, &values))
    }
}

/// An item of a section.
pub(super) struct ItemSeed<'context> {
    pub(super) context: &'context ParseContext,
    pub(super) section: Section,
    /// Whether its id stands with its fields: not where it is the only one of its section, nor in an edit.
    pub(super) is_named: bool,
}

impl ItemSeed<'_> {
    /// The names that it may hold.
    fn keys(&self) -> &'static [&'static str] {
        let keys = if self.section == Section::Conflicts { &CONFLICT_KEYS } else { self.section.kind().keys };
        &keys[usize::from(!self.is_named)..]
    }
}

impl<'de> DeserializeSeed<'de> for ItemSeed<'_> {
    type Value = Item;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Item, D::Error> {
        deserializer.deserialize_struct(self.section.kind().name, self.keys(), self)
    }
}

impl<'de> Visitor<'de> for ItemSeed<'_> {
    type Value = Item;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an item")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Item, A::Error> {
        let keys = self.keys();
        let Self { context, section, is_named } = self;
        let kind = section.kind();
        let mut item = Item { id: Id::default(), values: vec![Value::Empty; kind.fields.len()] };
        let mut seen: u64 = 0;
        let (mut old, mut is_old) = (<[String; old_conflicts::NAMES.len()]>::default(), false);
        if !is_named {
            item.id = Id::new(section.name());
            context.item.replace(Some((section, item.id.clone())));
        }
        while let Some(key) = map.next_key_seed(NameSeed { known: keys })? {
            let name = keys[key];
            let key = key + usize::from(!is_named);
            if seen & (1 << key) != 0 {
                return Err(context.fail(ProblemKind::TwiceNamed { name: name.to_owned() }));
            }
            seen |= 1 << key;
            if let Some(text) = key.checked_sub(kind.keys.len()).and_then(|number| old.get_mut(number)) {
                let value = map.next_value_seed(ValueSeed { context, kind: Kind::Text })?;
                if let Value::Text(value) = value {
                    *text = value;
                }
                is_old = true;
                continue;
            }
            match key.checked_sub(1) {
                None => {
                    item.id = map.next_value_seed(IdSeed { context })?;
                    context.item.replace(Some((section, item.id.clone())));
                }
                Some(field) => {
                    context.wanted.set(Some(kind.fields[field].kind));
                    item.values[field] = map.next_value_seed(ValueSeed { context, kind: kind.fields[field].kind })?;
                    context.wanted.set(None);
                }
            }
        }
        if item.id.is_empty() {
            return Err(context.fail(ProblemKind::NoId));
        }
        if is_old {
            context.old_conflicts.borrow_mut().push((item.id.clone(), old));
        }
        Ok(item)
    }
}

/// A value of a known kind.
#[derive(Clone, Copy)]
pub(super) struct ValueSeed<'context> {
    pub(super) context: &'context ParseContext,
    pub(super) kind: Kind,
}

impl ValueSeed<'_> {
    fn wrong<E: Error>(self) -> E {
        self.context.fail(ProblemKind::WrongKind { wanted: self.kind })
    }

    /// A number that is none of this kind: another kind was wanted, or a smaller or larger one.
    fn wrong_number<E: Error>(self) -> E {
        self.context.fail(ProblemKind::of_number(self.kind))
    }

    fn too_many<E: Error>(self) -> E {
        self.context.fail(ProblemKind::TooMany)
    }

    fn word<E: Error>(self, choices: &ChoiceKind, found: &str) -> Result<&'static str, E> {
        choices.options.iter().copied().find(|option| *option == found).ok_or_else(|| {
            self.context.fail(ProblemKind::UnknownWord {
                found: found.to_owned(),
                suggestion: nearest(found, choices.options),
                options: choices.options,
            })
        })
    }

    fn short<E: Error>(self, text: &str) -> Result<String, E> {
        let tidy = tidy(text).into_owned();
        limits::text(&tidy).map_err(|_| self.too_many())?;
        Ok(tidy)
    }
}

impl ValueSeed<'_> {
    /// A text on one line.
    fn line<E: Error>(self, text: &str) -> Result<String, E> {
        let line = self.short(text)?;
        if line.contains('\n') { Err(self.wrong()) } else { Ok(line) }
    }
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        match self.kind {
            Kind::Choice(_) => deserializer.deserialize_identifier(self),
            Kind::Choices(_) | Kind::Links(_) | Kind::Marks | Kind::Versions => deserializer.deserialize_seq(self),
            Kind::Line | Kind::Date | Kind::Time | Kind::Link(_) => deserializer.deserialize_str(self),
            Kind::Flag => deserializer.deserialize_bool(self),
            Kind::Text | Kind::Whole | Kind::Decimal | Kind::Scores => deserializer.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E: Error>(self, yes: bool) -> Result<Value, E> {
        match (self.kind, yes) {
            (Kind::Flag, true) => Ok(Value::Yes),
            (Kind::Flag, false) => Ok(Value::Empty),
            _ => Err(self.wrong()),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        if text.is_empty() {
            return Ok(Value::Empty);
        }
        let entry = |known: Option<Value>| known.map_or_else(|| Ok(Value::AsTyped(self.line(text)?)), Ok);
        match self.kind {
            Kind::Text => Ok(Value::Text(self.short(text)?)),
            Kind::Line => Ok(Value::Text(self.line(text)?)),
            Kind::Date => entry(Value::date(text)),
            Kind::Time => entry(Value::time(text)),
            Kind::Whole | Kind::Decimal | Kind::Scores => Ok(Value::AsTyped(self.line(text)?)),
            Kind::Choice(choices) => self.word(choices, text).map(Value::Choice),
            Kind::Link(_) => IdSeed { context: self.context }.visit_str(text).map(Value::Link),
            _ => Err(self.wrong()),
        }
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        match self.kind {
            Kind::Whole => u32::try_from(number).map(Value::Whole).map_err(|_| self.wrong_number()),
            Kind::Decimal => i64::try_from(number)
                .ok()
                .and_then(|number| number.checked_mul(1000))
                .and_then(Decimal::from_thousandths)
                .map(Value::Decimal)
                .ok_or_else(|| self.wrong_number()),
            _ => Err(self.wrong()),
        }
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        match (self.kind, number.checked_mul(1000).and_then(Decimal::from_thousandths)) {
            (Kind::Decimal, Some(decimal)) => Ok(Value::Decimal(decimal)),
            _ => Err(self.wrong_number()),
        }
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        // The shortest text that stands for the same float is what the file holds, so no decimal is lost on the way.
        match (self.kind, Decimal::parse(&number.to_string())) {
            (Kind::Decimal, Some(decimal)) => Ok(Value::Decimal(decimal)),
            (Kind::Decimal, None) if number.abs() > MOST_DECIMAL => Err(self.wrong_number()),
            _ => Err(self.wrong()),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        if self.kind == Kind::Scores {
            let mut scores: Vec<u16> = Vec::new();
            while let Some(score) = items.next_element()? {
                if score > Scores::HIGHEST {
                    return Err(self.wrong_number());
                }
                scores.push(score);
                if scores.len() > MOST_MEMBERS {
                    return Err(self.too_many());
                }
            }
            scores.sort_unstable();
            return Ok(if scores.is_empty() { Value::Empty } else { Value::Scores(scores) });
        }
        if self.kind == Kind::Versions {
            let mut versions = Vec::new();
            while let Some(version) = items.next_element_seed(VersionSeed { context: self.context })? {
                versions.push(version);
            }
            let value = if versions.is_empty() { Value::Empty } else { Value::Versions(versions) };
            limits::value(&value).map_err(|_| self.too_many())?;
            return Ok(value);
        }
        let mut texts: Vec<String> = Vec::new();
        let mut length = 0;
        while let Some(text) = items.next_element_seed(MemberSeed { value: self })? {
            length += text.len();
            texts.push(text);
            if texts.len() > MOST_LINES.max(MOST_MEMBERS) || length > LONGEST_TEXT {
                return Err(self.too_many());
            }
        }
        let value = if self.kind == Kind::Text { Value::text(texts.join("\n")) } else { Value::set(texts) };
        limits::value(&value).map_err(|_| self.too_many())?;
        Ok(value)
    }
}

/// One member of a list: a line of a text, a word, an id or a mark.
#[derive(Clone, Copy)]
pub(super) struct MemberSeed<'context> {
    pub(super) value: ValueSeed<'context>,
}

impl<'de> DeserializeSeed<'de> for MemberSeed<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        match self.value.kind {
            Kind::Choices(_) => deserializer.deserialize_identifier(self),
            _ => deserializer.deserialize_str(self),
        }
    }
}

impl Visitor<'_> for MemberSeed<'_> {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        match self.value.kind {
            Kind::Choices(choices) => self.value.word(choices, text).map(str::to_owned),
            Kind::Links(_) => IdSeed { context: self.value.context }.visit_str(text).map(|id| id.to_string()),
            Kind::Marks if text.is_empty() || text.contains('\n') => Err(self.value.wrong()),
            _ => self.value.short(text),
        }
    }
}

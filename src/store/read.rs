//! A session from text: strict, so that nothing this version does not know is ever dropped, and kind, so that whoever
//! mended a file by hand is told where and what. Names and words are checked against the declarations of the records.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::fmt;

use ron::error::{Error as RonError, SpannedError};
use ron::options::Options;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::domain::edit::{Edit, Place};
use crate::domain::id::Id;
use crate::domain::problem::{Position, Problem, ProblemKind};
use crate::domain::session::{AnyTable, Count, Item, Section, Session};
use crate::domain::shown::tidy;
use crate::domain::value::{ChoiceKind, Decimal, Kind, Value};

use super::migrate;
use super::text::FORMAT;

/// A session file is never larger than this, in bytes.
pub const LARGEST_FILE: usize = 8 * 1024 * 1024;
/// A section never holds more items than this.
const MOST_ITEMS: usize = 20_000;
/// A field never holds more text than this, in bytes.
const LONGEST_TEXT: usize = 64 * 1024;
/// A list in a field is never longer than this.
const LONGEST_LIST: usize = 2_000;
/// Deep enough for a session (4 levels) and far from where the parser runs out of stack.
const DEPTH: usize = 16;

/// Reads the bytes of a session file.
///
/// # Errors
/// The first thing that keeps it from being read, with its place.
pub fn parse_bytes(bytes: &[u8]) -> Result<Session, Problem> {
    if bytes.len() > LARGEST_FILE {
        return Err(problem(ProblemKind::TooLarge, Position::default()));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => parse(text),
        Err(error) => {
            let valid = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            Err(problem(ProblemKind::NotText, position_at(&valid, valid.len())))
        }
    }
}

/// Reads the text of a session file, of this format or an older one.
///
/// # Errors
/// The first thing that keeps it from being read, with its place.
pub fn parse(text: &str) -> Result<Session, Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(problem(ProblemKind::EmptyFile, Position { line: 1, column: 1 }));
    }
    if let Some(line) = conflict_marker(text) {
        return Err(problem(ProblemKind::ConflictMarkers, Position { line, column: 1 }));
    }
    match format_of(text) {
        Some((FORMAT, _)) => parse_current(text),
        Some((found, at)) if found > FORMAT => {
            Err(problem(ProblemKind::NewerFormat { found, known: FORMAT }, position_at(text, at)))
        }
        Some((found, at)) => match migrate::to_current(text, found, migrate::CHAIN) {
            Some(migrated) => parse_current(&migrated),
            None => Err(problem(ProblemKind::NoFormat, position_at(text, at))),
        },
        None if !text.trim_start().starts_with(['S', '(', '/', '#']) => {
            Err(problem(ProblemKind::NotASession, Position { line: 1, column: 1 }))
        }
        None => parse_current(text).and_then(|_| Err(problem(ProblemKind::NoFormat, Position { line: 1, column: 1 }))),
    }
}

fn parse_current(text: &str) -> Result<Session, Problem> {
    let context = Context::default();
    let session = options()
        .from_str_seed(text, SessionSeed { context: &context })
        .map_err(|error| context.explain(text, &error))?;
    check_links(&session, text)?;
    Ok(session)
}

fn options() -> Options {
    Options::default().with_recursion_limit(DEPTH)
}

fn problem(kind: ProblemKind, position: Position) -> Problem {
    Problem { kind, position, item: None }
}

/// The line of the first marker that git leaves in a file with a conflict.
fn conflict_marker(text: &str) -> Option<usize> {
    if !text.contains("<<<<<<<") && !text.contains(">>>>>>>") {
        return None;
    }
    let marker = |line: &str| line.starts_with("<<<<<<<") || line.starts_with(">>>>>>>");
    text.lines().position(marker).map(|line| line + 1)
}

/// The number behind the first `format:`, and where it stands.
fn format_of(text: &str) -> Option<(u32, usize)> {
    let at = text.find("format:")?;
    let number = text[at + "format:".len()..].trim_start();
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().map(|format| (format, at))
}

fn position_at(text: &str, offset: usize) -> Position {
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Position { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
}

/// What is known while reading: the item, the kind of the value that is being read, and what went wrong in our own words
/// rather than the parser's.
#[derive(Default)]
struct Context {
    item: RefCell<Option<(Section, Id)>>,
    wanted: Cell<Option<Kind>>,
    kind: RefCell<Option<ProblemKind>>,
}

impl Context {
    fn fail<E: Error>(&self, kind: ProblemKind) -> E {
        self.kind.borrow_mut().get_or_insert(kind);
        E::custom("not a session")
    }

    fn explain(&self, text: &str, error: &SpannedError) -> Problem {
        let mut position = Position { line: error.span.start.line, column: error.span.start.col };
        let kind = self.kind.take().unwrap_or_else(|| match self.wanted.get() {
            Some(wanted) if is_of_another_kind(&error.code) => ProblemKind::WrongKind { wanted },
            _ => kind_of(&error.code),
        });
        if matches!(kind, ProblemKind::UnclosedText) {
            position = unclosed_text(text).unwrap_or(position);
        }
        Problem { kind, position, item: self.item.take() }
    }
}

/// Whether something else begins where a value of some kind was wanted.
fn is_of_another_kind(error: &RonError) -> bool {
    matches!(
        error,
        RonError::ExpectedArray
            | RonError::ExpectedBoolean
            | RonError::ExpectedFloat
            | RonError::ExpectedIdentifier
            | RonError::ExpectedInteger
            | RonError::ExpectedString
            | RonError::FloatUnderscore
            | RonError::IntegerOutOfBounds
            | RonError::InvalidIntegerDigit { .. }
            | RonError::InvalidValueForType { .. }
            | RonError::Message(_)
    )
}

/// The parser's error as one of ours.
fn kind_of(error: &RonError) -> ProblemKind {
    match error {
        RonError::Eof => ProblemKind::CutShort,
        RonError::ExpectedStringEnd => ProblemKind::UnclosedText,
        RonError::ExpectedComma => ProblemKind::MissingComma,
        RonError::ExpectedArray => ProblemKind::Wanted("["),
        RonError::ExpectedArrayEnd => ProblemKind::Wanted("]"),
        RonError::ExpectedMapColon => ProblemKind::Wanted(":"),
        RonError::ExpectedStructLike => ProblemKind::Wanted("("),
        RonError::ExpectedStructLikeEnd => ProblemKind::Wanted(")"),
        RonError::ExpectedNamedStructLike(name) => ProblemKind::Wanted(name),
        RonError::ExpectedDifferentStructName { expected, .. } => ProblemKind::Wanted(expected),
        RonError::ExpectedString => ProblemKind::Wanted("\""),
        RonError::NoSuchStructField { expected, found, .. } => {
            ProblemKind::UnknownName { found: found.clone(), suggestion: nearest(found, expected) }
        }
        RonError::DuplicateStructField { field, .. } => ProblemKind::TwiceNamed { name: (*field).to_owned() },
        _ => ProblemKind::Unreadable,
    }
}

/// Where the line stands whose text is opened and not closed: the first with an odd number of quotes.
fn unclosed_text(text: &str) -> Option<Position> {
    for (number, line) in text.lines().enumerate() {
        let bare = line.replace("\\\\", "  ").replace("\\\"", "  ");
        if bare.matches('"').count() % 2 == 1 {
            let byte = bare.find('"')?;
            return Some(Position { line: number + 1, column: bare[..byte].chars().count() + 1 });
        }
    }
    None
}

/// The known word that is nearest to a misspelt one, if any is near.
fn nearest(found: &str, known: &'static [&'static str]) -> Option<&'static str> {
    let distances = known.iter().map(|word| (distance(found, word), *word));
    distances.min().filter(|(distance, word)| *distance <= 1 + word.len() / 4).map(|(_, word)| word)
}

/// How many letters must be changed, added or left out to get from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (up, letter) in from.chars().take(60).enumerate() {
        let mut diagonal = row[0];
        row[0] = up + 1;
        for (left, other) in to.iter().enumerate() {
            let changed = diagonal + usize::from(letter.to_lowercase().ne(other.to_lowercase()));
            diagonal = row[left + 1];
            row[left + 1] = changed.min(diagonal + 1).min(row[left] + 1);
        }
    }
    row[to.len()]
}

/// Every id is there once, and every link points at something.
fn check_links(session: &Session, text: &str) -> Result<(), Problem> {
    let mut known: Vec<HashSet<&str>> = Vec::with_capacity(Section::ALL.len());
    for &section in Section::ALL {
        let mut ids = HashSet::new();
        for record in records(session.table(section)) {
            if !ids.insert(record.id().as_str()) {
                let found = record.id().to_string();
                let position = locate(text, section, &found, 1, "id");
                return Err(Problem {
                    kind: ProblemKind::TwiceTheId { found },
                    position,
                    item: Some((section, record.id().clone())),
                });
            }
        }
        known.push(ids);
    }
    for &section in Section::ALL {
        let links: Vec<(usize, Section)> = section
            .kind()
            .fields
            .iter()
            .enumerate()
            .filter_map(|(number, field)| match field.kind {
                Kind::Link(to) | Kind::Links(to) => Some((number, to)),
                _ => None,
            })
            .collect();
        if links.is_empty() {
            continue;
        }
        for record in records(session.table(section)) {
            for &(number, to) in &links {
                let targets = match record.value(number) {
                    Value::Link(target) => vec![target.to_string()],
                    Value::Set(targets) => targets,
                    _ => continue,
                };
                if let Some(target) = targets.into_iter().find(|target| !known[to as usize].contains(target.as_str())) {
                    let field = section.kind().fields[number].name;
                    let position = locate(text, section, record.id().as_str(), 0, field);
                    return Err(Problem {
                        kind: ProblemKind::Dangling { field, target },
                        position,
                        item: Some((section, record.id().clone())),
                    });
                }
            }
        }
    }
    Ok(())
}

fn records(table: &dyn AnyTable) -> impl Iterator<Item = &dyn crate::domain::record::Record> {
    (0..table.len()).filter_map(|position| table.get(position))
}

/// Where a field of an item stands in the text, for a message; the item's own line if the field is not found.
fn locate(text: &str, section: Section, id: &str, occurrence: usize, field: &str) -> Position {
    let section_at = text.find(&format!("{}:", section.name())).unwrap_or(0);
    let needle = format!("\"{id}\"");
    let mut starts = text[section_at..].match_indices(&needle).filter(|(at, _)| {
        text[..section_at + at].trim_end().ends_with(':') && text[..section_at + at].trim_end()[..].ends_with("id:")
    });
    let Some((item_at, _)) = starts.nth(occurrence) else { return Position::default() };
    let item_at = section_at + item_at;
    let from_item = &text[item_at..];
    let end = from_item.find("id:").unwrap_or(from_item.len());
    let field_at = if field == "id" { None } else { from_item[..end].find(&format!("{field}:")) };
    position_at(text, item_at + field_at.unwrap_or(0))
}

struct SessionSeed<'context> {
    context: &'context Context,
}

/// The names at the top of a file: the header, then the sections.
const HEADER: [&str; 4] = ["format", "id", "round", "previous"];

/// `HEADER` and the names of all sections, in one list as the parser wants it.
static TOP_NAMES: [&str; HEADER.len() + Section::NAMES.len()] = {
    let mut names = [""; HEADER.len() + Section::NAMES.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = if at < HEADER.len() { HEADER[at] } else { Section::NAMES[at - HEADER.len()] };
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
                2 => {
                    self.context.wanted.set(Some(Kind::Whole));
                    session.round = map.next_value()?;
                    self.context.wanted.set(None);
                }
                3 => session.previous = Some(map.next_value_seed(IdSeed { context: self.context })?),
                _ => {
                    let section = Section::ALL[name - HEADER.len()];
                    map.next_value_seed(SectionSeed { context: self.context, session: &mut session, section })?;
                }
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
    context: &'context Context,
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
    context: &'context Context,
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
        let item = ItemSeed { context, section }.deserialize(deserializer)?;
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
        while let Some(item) = items.next_element_seed(ItemSeed { context, section })? {
            let end = table.len();
            if end >= MOST_ITEMS {
                return Err(context.fail(ProblemKind::TooMany));
            }
            if table.insert(end, item).is_err() {
                return Err(context.fail(ProblemKind::Unreadable));
            }
            context.item.take();
        }
        Ok(())
    }
}

fn replace<E: Error>(
    context: &Context,
    record: &mut dyn crate::domain::record::Record,
    section: Section,
    field: usize,
    value: Value,
) -> Result<(), E> {
    let wanted = section.kind().fields[field].kind;
    record.replace(field, value).map(drop).map_err(|_| context.fail(ProblemKind::WrongKind { wanted }))
}

/// An item of a section, with or without an id.
struct ItemSeed<'context> {
    context: &'context Context,
    section: Section,
}

impl<'de> DeserializeSeed<'de> for ItemSeed<'_> {
    type Value = Item;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Item, D::Error> {
        let kind = self.section.kind();
        deserializer.deserialize_struct(kind.name, kind.keys, self)
    }
}

impl<'de> Visitor<'de> for ItemSeed<'_> {
    type Value = Item;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an item")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Item, A::Error> {
        let Self { context, section } = self;
        let kind = section.kind();
        let mut item = Item { id: Id::default(), values: vec![Value::Empty; kind.fields.len()] };
        let mut seen: u64 = 0;
        if section.count() == Count::One {
            item.id = Id::new(section.name());
            context.item.replace(Some((section, item.id.clone())));
        }
        while let Some(key) = map.next_key_seed(NameSeed { known: kind.keys })? {
            if seen & (1 << key) != 0 {
                return Err(context.fail(ProblemKind::TwiceNamed { name: kind.keys[key].to_owned() }));
            }
            seen |= 1 << key;
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
        Ok(item)
    }
}

/// A value of a known kind.
#[derive(Clone, Copy)]
struct ValueSeed<'context> {
    context: &'context Context,
    kind: Kind,
}

impl ValueSeed<'_> {
    fn wrong<E: Error>(self) -> E {
        self.context.fail(ProblemKind::WrongKind { wanted: self.kind })
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
        if text.len() > LONGEST_TEXT {
            return Err(self.context.fail(ProblemKind::TooMany));
        }
        Ok(tidy(text).into_owned())
    }
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        match self.kind {
            Kind::Choice(_) => deserializer.deserialize_identifier(self),
            Kind::Choices(_) | Kind::Links(_) | Kind::Marks => deserializer.deserialize_seq(self),
            Kind::Line | Kind::Date | Kind::Time | Kind::Link(_) => deserializer.deserialize_str(self),
            Kind::Flag => deserializer.deserialize_bool(self),
            Kind::Text | Kind::Whole | Kind::Decimal | Kind::Scores => deserializer.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.kind)
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
        let entry = |known: Option<Value>, text: String| known.unwrap_or(Value::AsTyped(text));
        match self.kind {
            Kind::Text => Ok(Value::Text(self.short(text)?)),
            Kind::Line => {
                let line = self.short(text)?;
                if line.contains('\n') { Err(self.wrong()) } else { Ok(Value::Text(line)) }
            }
            Kind::Date => Ok(entry(text.parse().ok().filter(|_| text.len() == 10).map(Value::Date), self.short(text)?)),
            Kind::Time => Ok(entry(parse_time(text), self.short(text)?)),
            Kind::Whole | Kind::Decimal | Kind::Scores => Ok(Value::AsTyped(self.short(text)?)),
            Kind::Choice(choices) => self.word(choices, text).map(Value::Choice),
            Kind::Link(_) => IdSeed { context: self.context }.visit_str(text).map(Value::Link),
            _ => Err(self.wrong()),
        }
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        match self.kind {
            Kind::Whole => u32::try_from(number).map(Value::Whole).map_err(|_| self.wrong()),
            Kind::Decimal => i64::try_from(number)
                .ok()
                .and_then(|number| number.checked_mul(1000))
                .and_then(Decimal::from_thousandths)
                .map(Value::Decimal)
                .ok_or_else(|| self.wrong()),
            _ => Err(self.wrong()),
        }
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        match (self.kind, number.checked_mul(1000).and_then(Decimal::from_thousandths)) {
            (Kind::Decimal, Some(decimal)) => Ok(Value::Decimal(decimal)),
            _ => Err(self.wrong()),
        }
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        // The shortest text that stands for the same float is what the file holds, so no decimal is lost on the way.
        match (self.kind, Decimal::parse(&number.to_string())) {
            (Kind::Decimal, Some(decimal)) => Ok(Value::Decimal(decimal)),
            _ => Err(self.wrong()),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        if self.kind == Kind::Scores {
            let mut scores: Vec<u16> = Vec::new();
            while let Some(score) = items.next_element()? {
                scores.push(score);
                if scores.len() > LONGEST_LIST {
                    return Err(self.context.fail(ProblemKind::TooMany));
                }
            }
            scores.sort_unstable();
            return Ok(if scores.is_empty() { Value::Empty } else { Value::Scores(scores) });
        }
        let mut texts: Vec<String> = Vec::new();
        let mut length = 0;
        while let Some(text) = items.next_element_seed(MemberSeed { value: self })? {
            length += text.len() + 1;
            texts.push(text);
            if texts.len() > LONGEST_LIST || length > LONGEST_TEXT {
                return Err(self.context.fail(ProblemKind::TooMany));
            }
        }
        if self.kind == Kind::Text { Ok(Value::text(texts.join("\n"))) } else { Ok(Value::set(texts)) }
    }
}

/// One member of a list: a line of a text, a word, an id or a mark.
struct MemberSeed<'context> {
    value: ValueSeed<'context>,
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

/// Hours and minutes, as in `09:30`.
fn parse_time(text: &str) -> Option<Value> {
    let (hour, minute) = text.split_once(':')?;
    if hour.len() != 2 || minute.len() != 2 {
        return None;
    }
    jiff::civil::Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok().map(Value::Time)
}

/// Reads edits as [`super::text::print_edits`] writes them; a line that cannot be read ends them.
pub fn parse_edits(text: &str) -> Vec<Edit> {
    text.lines().map_while(parse_edit).collect()
}

fn parse_edit(line: &str) -> Option<Edit> {
    let mut words = line.splitn(4, ' ');
    let verb = words.next()?;
    let section = Section::named(words.next()?)?;
    let item = well_formed(words.next()?)?;
    let rest = words.next().unwrap_or_default();
    match verb {
        "set" => {
            let (field, value) = rest.split_once(' ')?;
            let field = section.kind().position(field)?;
            let value = parse_values(section, value)?.into_iter().nth(field)?;
            Some(Edit::Set { place: Place { section, item, field }, value })
        }
        "insert" => {
            let (after, values) = rest.split_once(' ')?;
            let values = parse_values(section, values)?;
            Some(Edit::Insert { section, item: Item { id: item, values }, after: parse_after(after)? })
        }
        "remove" => Some(Edit::Remove { section, item }),
        "move" => Some(Edit::Move { section, item, after: parse_after(rest)? }),
        _ => None,
    }
}

fn well_formed(text: &str) -> Option<Id> {
    Some(Id::new(text)).filter(Id::is_well_formed)
}

fn parse_after(text: &str) -> Option<Option<Id>> {
    if text == "-" { Some(None) } else { well_formed(text).map(Some) }
}

/// The fields between brackets, each in the place of its number.
fn parse_values(section: Section, text: &str) -> Option<Vec<Value>> {
    let context = Context::default();
    let with_id = if section.count() == Count::One { text.to_owned() } else { text.replacen('(', "(id: \"x\", ", 1) };
    options().from_str_seed(&with_id, ItemSeed { context: &context, section }).ok().map(|item| item.values)
}

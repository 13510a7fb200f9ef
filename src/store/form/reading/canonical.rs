//! The canonical form, read line by line: most files are as the writer wrote them, and for those this gives the same
//! session as the parser does, many times faster. It never says that a file is wrong: whatever is not exactly as the
//! writer writes it is left to the parser, whose verdict alone counts.

use std::collections::HashSet;

use foldhash::fast::RandomState;
use memchr::{memchr, memchr_iter};
use serde::de::Visitor;
use serde::de::value::Error;

use crate::domain::bytes::{has_no_quote, is_unescaped};
use crate::domain::decimal::Decimal;
use crate::domain::id::Id;
use crate::domain::invisible::{has_digit_if_plain, is_plain_and_composed};
use crate::domain::limits::{self, LONGEST_TEXT, MOST_ITEMS, MOST_LINES, MOST_MEMBERS};
use crate::domain::record::{Record, RecordKind};
use crate::domain::session::{Count, Section, Session};
use crate::domain::signals::TextPlace;
use crate::domain::value::{ChoiceKind, Kind, Scores, Value};
use crate::store::form::spans::ItemStarts;
use crate::store::form::text::{FORMAT, is_written_as, print_fields};

use super::Parts;
use super::context::ParseContext;
use super::seeds::{MemberSeed, ValueSeed};

/// Accents that are taken together or apart make a text at most this many times as long.
const GROWS: usize = 3;

/// Before the fields of an item, and of the only one of its section.
const BEFORE_FIELDS: [&str; 2] = ["            ", "        "];

/// How near a text must be to what the writer writes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Exactness {
    /// What is read of it is the same: members of a set may stand in another order.
    AsRead,
    /// In every byte, where all of it is read.
    ToTheByte,
    /// The same is read, up to the last section that is wanted: what stands behind it is not looked at.
    AtTheBeginning,
}

/// A session that was read, with what was seen on the way where all of it is read to the byte.
pub(super) struct Read {
    pub(super) session: Session,
    /// Where its items begin.
    pub(super) starts: ItemStarts,
    /// The only places of texts with a digit or an unusual sign.
    pub(super) unusual_texts: Vec<TextPlace>,
}

/// Reads these parts of a session in canonical form; `None` for any other text. What is left out is held to the same
/// rules as what is kept.
pub(super) fn read(text: &str, parts: &Parts, exactness: Exactness) -> Option<Read> {
    let mut lines = Lines { text, rest: text, number: 0 };
    lines.exactly("Session(")?;
    let format = lines.next()?.strip_prefix("    format: ")?.strip_suffix(',').and_then(number)?;
    (format == FORMAT).then_some(())?;
    let id = quoted(lines.next()?.strip_prefix("    id: ")?.strip_suffix(',')?)?;
    let mut session = Session::empty(id_of(id)?);
    let context = ParseContext::default();
    let ids = HashSet::with_capacity_and_hasher(512, RandomState::default());
    let links = Vec::with_capacity(512);
    let starts = ItemStarts::default();
    let mut reader = LineReader {
        context: &context,
        lines,
        ids,
        links,
        exactness,
        starts,
        item: (Section::Header, 0),
        unusual_texts: Vec::new(),
    };
    let head = reader.lines.rest;
    let mut line = reader.lines.next()?;
    reader.begins(Section::Header, 0);
    let mut head_ends = head.len() - reader.lines.rest.len() - line.len() - 1;
    let header = session.table_mut(Section::Header).get_mut(0)?;
    for (number, field) in Section::Header.kind().fields.iter().enumerate() {
        let Some(text) = line.strip_prefix("    ") else { break };
        if let Some((_, value)) = name_and_value(text).filter(|(name, _)| *name == field.name) {
            header.replace(number, reader.value(field.kind, value.strip_suffix(',')?)?).ok()?;
            line = reader.lines.next()?;
            head_ends = head.len() - reader.lines.rest.len() - line.len() - 1;
        }
    }
    if exactness == Exactness::ToTheByte {
        // The round is always told, and only here does a field say something that is not filled in.
        let mut printed = String::new();
        print_fields(&mut printed, header, 1);
        (printed == head[..head_ends]).then_some(())?;
    }
    let mut sections = Section::ALL.iter().filter(|section| **section != Section::Header);
    while line != ")" {
        let (name, begin) = name_and_value(line.strip_prefix("    ")?)?;
        let section = *sections.find(|section| section.name() == name)?;
        if exactness == Exactness::AtTheBeginning && parts.end_before(section) {
            return Some(reader.read(session));
        }
        reader.section(&mut session, section, parts.of_section(section), begin)?;
        line = reader.lines.next()?;
    }
    (reader.lines.rest.is_empty() && reader.all_links_lead_somewhere()).then(|| reader.read(session))
}

/// The lines of a text, each of which ends.
struct Lines<'text> {
    text: &'text str,
    rest: &'text str,
    /// How many were read.
    number: usize,
}

impl<'text> Lines<'text> {
    fn next(&mut self) -> Option<&'text str> {
        let end = memchr(b'\n', self.rest.as_bytes())?;
        let line = &self.rest[..end];
        self.rest = &self.rest[end + 1..];
        self.number += 1;
        Some(line)
    }

    fn exactly(&mut self, wanted: &str) -> Option<()> {
        (self.next()? == wanted).then_some(())
    }
}

struct LineReader<'text, 'context> {
    context: &'context ParseContext,
    lines: Lines<'text>,
    ids: HashSet<(Section, &'text str), RandomState>,
    links: Vec<(Section, &'text str)>,
    exactness: Exactness,
    starts: ItemStarts,
    /// The item that is being read: its section, and its position there.
    item: (Section, usize),
    unusual_texts: Vec<TextPlace>,
}

/// The record that fields go into, and which of them: those whose bit is set.
type WantedFields<'record> = (&'record mut dyn Record, u64);

impl<'text> LineReader<'text, '_> {
    fn read(self, session: Session) -> Read {
        Read { session, starts: self.starts, unusual_texts: self.unusual_texts }
    }

    /// The item at a position of a section begins with the line that was read last.
    fn begins(&mut self, section: Section, position: usize) {
        self.item = (section, position);
        if self.exactness == Exactness::ToTheByte {
            self.starts.add(section, self.lines.number, self.lines.text.len() - self.lines.rest.len());
        }
    }

    /// The items of a section; one of which nothing is wanted is only held to the rules.
    fn section(&mut self, session: &mut Session, section: Section, wanted: Option<u64>, begin: &str) -> Option<()> {
        let kind = section.kind();
        let table = session.table_mut(section);
        if section.count() == Count::One {
            is_begin_of(begin, kind)?;
            self.begins(section, 0);
            self.ids.insert((section, section.name()));
            let into = wanted.and_then(|wanted| Some((table.get_mut(0)?, wanted)));
            let count = self.fields(kind, into, true)?;
            // In which nothing is filled in is not written.
            return (count > 0 || self.exactness != Exactness::ToTheByte).then_some(());
        }
        (begin == "[").then_some(())?;
        for position in 0..MOST_ITEMS {
            is_begin_of(self.lines.next()?.strip_prefix("        ")?, kind)?;
            self.begins(section, position);
            let id = within_quotes(self.lines.next()?.strip_prefix("            id: ")?.strip_suffix(',')?)?;
            (Id::may_be(id) && self.ids.insert((section, id))).then_some(())?;
            let mut into = None;
            if let Some(wanted) = wanted {
                table.set_last(Some(Id::new(id)));
                into = Some((table.get_mut(position)?, wanted));
            }
            self.fields(kind, into, false)?;
            match self.lines.next()? {
                "" => {}
                "    ]," => return Some(()),
                _ => return None,
            }
        }
        None
    }

    /// The fields of an item, in their order, up to the line that ends it; how many there are.
    fn fields(
        &mut self,
        kind: &'static RecordKind,
        mut into: Option<WantedFields<'_>>,
        is_only_one: bool,
    ) -> Option<usize> {
        let mut fields = kind.fields.iter().enumerate();
        let mut count = 0;
        let indent = BEFORE_FIELDS[usize::from(is_only_one)];
        loop {
            let line = self.lines.next()?;
            let Some(line) = behind_indent(line, is_only_one) else {
                return (line == if is_only_one { "    )," } else { "        )," }).then_some(count);
            };
            let (number, field, value) =
                fields.find_map(|(number, field)| Some((number, field, behind_name(line, field.name)?)))?;
            count += 1;
            let into = into.as_mut().filter(|(_, wanted)| wanted & (1 << number) != 0);
            let is_lines = value == "[" && field.kind == Kind::Text;
            match into {
                Some((record, _)) if is_lines => {
                    self.note_unusual(number);
                    let value = self.lines_of_text(indent)?;
                    record.replace(number, value).ok()?;
                }
                Some((record, _)) => self.exact_value((*record, number), field.kind, value.strip_suffix(',')?)?,
                None if is_lines => self.pass_lines_of_text(indent)?,
                None => self.pass(field.kind, value.strip_suffix(',')?)?,
            }
        }
    }

    /// A field of this item holds a text that has a digit or an unusual sign in it, or may have.
    fn note_unusual(&mut self, field: usize) {
        if self.exactness == Exactness::ToTheByte {
            let (section, position) = self.item;
            self.unusual_texts.push((section, position, field));
        }
    }

    /// A text of several lines, up to the bracket that ends it.
    fn lines_of_text(&mut self, indent: &str) -> Option<Value> {
        let seed = MemberSeed { value: ValueSeed { context: self.context, kind: Kind::Text } };
        let mut text = String::new();
        for count in 0.. {
            let Some(line) = self.line_of_text(indent)? else { return (count > 1).then(|| Value::text(text)) };
            if count > 0 {
                text.push('\n');
            }
            if let Some(plain) = plain(line) {
                text.push_str(plain);
            } else {
                let one = Value::Text(seed.visit_str::<Error>(&quoted_anyhow(line)?).ok()?);
                self.holds_exactly(&one, Kind::Text, line)?;
                if let Value::Text(line) = one {
                    text.push_str(&line);
                }
            }
            if text.len() + 1 >= LONGEST_TEXT || count + 1 >= MOST_LINES {
                return None;
            }
        }
        None
    }

    /// The same, of a text that is not wanted.
    fn pass_lines_of_text(&mut self, indent: &str) -> Option<()> {
        let mut length = 0;
        for count in 0..MOST_LINES {
            let Some(line) = self.line_of_text(indent)? else { return (count > 1).then_some(()) };
            length += line.len();
            (is_one_line(line) && length < LONGEST_TEXT / GROWS).then_some(())?;
        }
        None
    }

    /// The next line of a text, in its quotes; nothing behind the last one.
    #[expect(clippy::option_option, reason = "the end of a text is something else than a line that is not right")]
    fn line_of_text(&mut self, indent: &str) -> Option<Option<&'text str>> {
        let line = self.lines.next()?.strip_prefix(indent)?;
        if line == "]," { Some(None) } else { Some(Some(line.strip_prefix("    ")?.strip_suffix(',')?)) }
    }

    /// Puts a value in its field; where it has to be, one that is written so.
    fn exact_value(
        &mut self,
        (record, field): (&mut dyn Record, usize),
        kind: Kind,
        written: &'text str,
    ) -> Option<()> {
        // Nearly all values are texts that are taken in, and written, as they stand.
        if let (Kind::Line | Kind::Text, Some(text)) = (kind, within_quotes(written))
            && let Some(has_digit) = has_digit_if_plain(text)
            && let Some(words) = record.words_mut(field)
        {
            *words = String::from(text);
            if has_digit {
                self.note_unusual(field);
            }
            return (!text.is_empty() && limits::text(text).is_ok()).then_some(());
        }
        if let (Kind::Date, Some(day)) = (kind, within_quotes(written).and_then(Value::date)) {
            return record.replace(field, day).map(drop).ok();
        }
        let value = self.value(kind, written)?;
        if matches!(value, Value::Text(_) | Value::Set(_) | Value::AsTyped(_)) {
            self.note_unusual(field);
        }
        self.holds_exactly(&value, kind, written)?;
        record.replace(field, value).map(drop).ok()
    }

    /// Nothing, where a value has to be written as it stands here and is not.
    fn holds_exactly(&self, value: &Value, kind: Kind, written: &str) -> Option<()> {
        // Some are read from nothing but what they are written as.
        let is_told =
            matches!(value, Value::Choice(_) | Value::Link(_) | Value::Whole(_) | Value::Decimal(_) | Value::Yes);
        if self.exactness != Exactness::ToTheByte || is_told {
            return Some(());
        }
        let members = || written.strip_prefix('[').and_then(|inside| inside.strip_suffix(']')).map(members_of);
        let are_members = match (kind, value) {
            // Ids are read as they stand, in whatever order.
            (Kind::Links(_), Value::Set(ids)) => {
                members()?.map(within_quotes).eq(ids.iter().map(|id| Some(id.as_str())))
            }
            // So are words, which stand in the order of their set.
            (Kind::Choices(choices), Value::Set(words)) => {
                let options = choices.options.iter().copied();
                members()?.eq(options.filter(|option| words.iter().any(|word| word == option)))
            }
            // So are scores, without superfluous digits.
            (Kind::Scores, Value::Scores(scores)) => {
                members()?.map(number).eq(scores.iter().map(|score| Some(u32::from(*score))))
            }
            // Nearly all marks are words that are written as they stand.
            (Kind::Marks, Value::Set(marks)) => members()?.map(plain).eq(marks.iter().map(|mark| Some(mark.as_str()))),
            _ => false,
        };
        (are_members || is_written_as(value, kind, written)).then_some(())
    }

    fn value(&mut self, kind: Kind, value: &'text str) -> Option<Value> {
        let seed = ValueSeed { context: self.context, kind };
        let read = match kind {
            Kind::Flag => return (value == "true").then_some(Value::Yes),
            // A session with something to settle is rare, and left to the parser.
            Kind::Versions => return None,
            Kind::Choice(choices) => return word_of(choices, value).map(Value::Choice),
            Kind::Link(section) => {
                let id = within_quotes(value)?;
                self.links.push((section, id));
                // An id that is there is a right one, here as well.
                return Some(Value::Link(Id::new(id)));
            }
            Kind::Choices(_) | Kind::Links(_) | Kind::Marks => {
                let mut texts = Vec::new();
                self.members(kind, value, |member| {
                    texts.push(match kind {
                        Kind::Links(_) => member.to_owned(),
                        _ => MemberSeed { value: seed }.visit_str::<Error>(member).ok()?,
                    });
                    Some(())
                })?;
                return Some(Value::set(texts));
            }
            Kind::Scores if value.starts_with('[') => return scores(value),
            Kind::Whole if !value.starts_with('"') => return number(value).map(Value::Whole),
            Kind::Decimal if !value.starts_with('"') => return decimal(value).map(Value::Decimal),
            Kind::Line | Kind::Text | Kind::Date | Kind::Time | Kind::Whole | Kind::Decimal | Kind::Scores => {
                seed.visit_str::<Error>(&quoted_anyhow(value)?)
            }
        };
        read.ok().filter(|value| !value.is_empty())
    }

    /// Goes past a value that is not wanted; `None` where [`Self::value`] or the record would refuse it, or might.
    fn pass(&mut self, kind: Kind, value: &'text str) -> Option<()> {
        let is_right = match kind {
            Kind::Flag => value == "true",
            Kind::Versions => return None,
            Kind::Choice(choices) => word_of(choices, value).is_some(),
            // An id that is there is a right one.
            Kind::Link(section) => {
                self.links.push((section, within_quotes(value)?));
                true
            }
            Kind::Choices(choices) => {
                return self.members(kind, value, |word| word_of(choices, word).map(drop));
            }
            Kind::Links(_) => return self.members(kind, value, |_| Some(())),
            Kind::Marks => {
                return self
                    .members(kind, value, |mark| (!mark.is_empty() && !mark.bytes().any(breaks_a_line)).then_some(()));
            }
            Kind::Scores if value.starts_with('[') => {
                let mut count = 0;
                let are_right = scores_in(value)?.all(|score| {
                    count += 1;
                    score.is_some_and(|score| score <= Scores::HIGHEST)
                });
                are_right && count < MOST_MEMBERS
            }
            Kind::Whole if !value.starts_with('"') => number(value).is_some(),
            Kind::Decimal if !value.starts_with('"') => decimal(value).is_some(),
            Kind::Line | Kind::Text | Kind::Date | Kind::Time | Kind::Whole | Kind::Decimal | Kind::Scores => {
                value.len() <= LONGEST_TEXT / GROWS && value != "\"\"" && is_one_line(value)
            }
        };
        is_right.then_some(())
    }

    /// Words, ids or marks on one line, each told.
    fn members(&mut self, kind: Kind, value: &'text str, mut tell: impl FnMut(&'text str) -> Option<()>) -> Option<()> {
        let inside = value.strip_prefix('[')?.strip_suffix(']')?;
        let mut count = 0;
        for member in members_of(inside) {
            let member = if matches!(kind, Kind::Choices(_)) { member } else { quoted(member)? };
            if let Kind::Links(section) = kind {
                self.links.push((section, member));
            }
            tell(member)?;
            count += 1;
        }
        (count < MOST_MEMBERS && inside.len() < LONGEST_TEXT / GROWS).then_some(())
    }

    fn all_links_lead_somewhere(&self) -> bool {
        self.links.iter().all(|link| self.ids.contains(link))
    }
}

/// What stands behind the spaces before a field.
fn behind_indent(line: &str, is_only_one: bool) -> Option<&str> {
    // Each by itself: then it is known how many there are, and all are looked at together.
    let [of_item, of_only_one] = BEFORE_FIELDS;
    if is_only_one { line.strip_prefix(of_only_one) } else { line.strip_prefix(of_item) }
}

/// What stands behind this name and its colon.
fn behind_name<'text>(line: &'text str, name: &str) -> Option<&'text str> {
    // Most names that it is not are told by where they end.
    (line.as_bytes().get(name.len()) == Some(&b':')).then_some(())?;
    line.strip_prefix(name)?.strip_prefix(": ")
}

/// The members of a list on one line.
fn members_of(inside: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(inside);
    std::iter::from_fn(move || {
        let text = rest?;
        let is_end = |at: &usize| text.as_bytes().get(at + 1) == Some(&b' ');
        let end = memchr_iter(b',', text.as_bytes()).find(is_end);
        rest = end.map(|end| &text[end + 2..]);
        Some(&text[..end.unwrap_or(text.len())])
    })
}

/// A name and what stands behind its colon.
fn name_and_value(text: &str) -> Option<(&str, &str)> {
    let colon = memchr(b':', text.as_bytes())?;
    Some((&text[..colon], text[colon + 1..].strip_prefix(' ')?))
}

fn is_begin_of(text: &str, kind: &RecordKind) -> Option<()> {
    (text.strip_suffix('(')? == kind.name).then_some(())
}

fn id_of(text: &str) -> Option<Id> {
    Id::may_be(text).then(|| Id::new(text))
}

fn word_of(choices: &ChoiceKind, written: &str) -> Option<&'static str> {
    choices.options.iter().copied().find(|word| *word == written)
}

/// A number with decimals, without superfluous digits.
fn decimal(digits: &str) -> Option<Decimal> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "1"));
    let size = whole.strip_prefix('-').unwrap_or(whole);
    let is_short = (size == "0" || !size.starts_with('0')) && !fraction.ends_with('0') && digits != "-0";
    is_short.then(|| Decimal::parse(digits)).flatten()
}

/// A number without superfluous digits.
fn number(digits: &str) -> Option<u32> {
    let number: u32 = digits.parse().ok()?;
    (digits.bytes().all(|byte| byte.is_ascii_digit()) && (digits.len() == 1 || !digits.starts_with('0')))
        .then_some(number)
}

fn scores_in(value: &str) -> Option<impl Iterator<Item = Option<u16>>> {
    let inside = value.strip_prefix('[')?.strip_suffix(']')?;
    Some(members_of(inside).map(|score| number(score).and_then(|score| u16::try_from(score).ok())))
}

fn scores(value: &str) -> Option<Value> {
    let mut scores = scores_in(value)?.collect::<Option<Vec<u16>>>()?;
    scores.sort_unstable();
    (scores.len() < MOST_MEMBERS).then_some(Value::Scores(scores))
}

/// Whether this is a text between quotes that stays on its line, however its accents are written.
fn is_one_line(text: &str) -> bool {
    let Some(inside) = within_quotes(text) else { return false };
    if is_unescaped(inside) {
        return true;
    }
    let mut bytes = inside.bytes();
    while let Some(byte) = bytes.next() {
        let is_right = match byte {
            b'\\' => matches!(bytes.next(), Some(b'"' | b'\\' | b't')),
            byte => !breaks_a_line(byte) && byte != b'"',
        };
        if !is_right {
            return false;
        }
    }
    true
}

fn breaks_a_line(byte: u8) -> bool {
    byte < b' '
}

/// What stands between the first quote and the last.
fn within_quotes(text: &str) -> Option<&str> {
    text.strip_prefix('"')?.strip_suffix('"')
}

/// What stands between quotes, where the writer and the reader leave every character of it as it is: letters as people
/// here write them, and no sign that is escaped or could combine with another.
fn plain(text: &str) -> Option<&str> {
    within_quotes(text).filter(|inside| is_plain_and_composed(inside))
}

/// What stands between quotes, where nothing in it is escaped.
fn quoted(text: &str) -> Option<&str> {
    within_quotes(text).filter(|inside| has_no_quote(inside))
}

/// What stands between quotes, escaped or not.
fn quoted_anyhow(text: &str) -> Option<std::borrow::Cow<'_, str>> {
    if let Some(inside) = quoted(text) {
        return Some(inside.into());
    }
    let inside = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut plain = String::with_capacity(inside.len());
    let mut characters = inside.chars();
    while let Some(character) = characters.next() {
        plain.push(match character {
            '"' => return None,
            '\\' => match characters.next()? {
                '"' => '"',
                '\\' => '\\',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                _ => return None,
            },
            other => other,
        });
    }
    Some(plain.into())
}

#[cfg(test)]
mod tests {
    use super::{Exactness, read};
    use crate::store::form::reading::Parts;

    #[test]
    fn the_sessions_that_ship_are_read_line_by_line() {
        for text in [
            include_str!("../../../../sessions/lindenkwartier-2026-03-12.ron"),
            include_str!("../../../../sessions/lindenkwartier-2026-09-17.ron"),
            include_str!("../../../../sessions/havenbuurt-2026-11-19.ron"),
        ] {
            for exactness in [Exactness::AsRead, Exactness::ToTheByte] {
                assert!(read(text, &Parts::ALL, exactness).is_some());
            }
        }
    }
}

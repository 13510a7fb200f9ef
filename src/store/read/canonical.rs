//! The canonical form, read line by line: most files are as the writer wrote them, and for those this gives the same
//! session as the parser does, many times faster. It never says that a file is wrong: whatever is not exactly as the
//! writer writes it is left to the parser, whose verdict alone counts.

use std::collections::HashSet;

use serde::de::Visitor;
use serde::de::value::Error;

use crate::domain::id::Id;
use crate::domain::record::RecordKind;
use crate::domain::session::{Count, Item, Section, Session};
use crate::domain::value::{Decimal, Kind, Value};
use crate::store::text::FORMAT;

use super::context::Context;
use super::seeds::{LONGEST_LIST, LONGEST_TEXT, MOST_ITEMS, MemberSeed, ValueSeed};

/// Reads a session in canonical form; `None` for any other text.
pub(super) fn read(text: &str) -> Option<Session> {
    let mut lines = Lines { rest: text };
    lines.exactly("Session(")?;
    let format = lines.next()?.strip_prefix("    format: ")?.strip_suffix(',').and_then(number)?;
    (format == FORMAT).then_some(())?;
    let id = quoted(lines.next()?.strip_prefix("    id: ")?.strip_suffix(',')?)?;
    let mut session = Session::empty(id_of(id)?);
    session.round = lines.next()?.strip_prefix("    round: ")?.strip_suffix(',').and_then(number)?;
    let mut line = lines.next()?;
    if let Some(previous) = line.strip_prefix("    previous: ") {
        session.previous = Some(id_of(quoted(previous.strip_suffix(',')?)?)?);
        line = lines.next()?;
    }
    let context = Context::default();
    let mut reader =
        Reader { context: &context, lines, ids: HashSet::with_capacity(512), links: Vec::with_capacity(512) };
    let mut sections = Section::ALL.iter();
    while line != ")" {
        let name = line.strip_prefix("    ")?;
        let (name, begin) = name_and_value(name)?;
        let section = *sections.find(|section| section.name() == name)?;
        reader.section(&mut session, section, begin)?;
        line = reader.lines.next()?;
    }
    (reader.lines.rest.is_empty() && reader.all_links_lead_somewhere()).then_some(session)
}

/// The lines of a text, each of which ends.
struct Lines<'text> {
    rest: &'text str,
}

impl<'text> Lines<'text> {
    fn next(&mut self) -> Option<&'text str> {
        let (line, rest) = self.rest.split_once('\n')?;
        self.rest = rest;
        Some(line)
    }

    fn exactly(&mut self, wanted: &str) -> Option<()> {
        (self.next()? == wanted).then_some(())
    }
}

struct Reader<'text, 'context> {
    context: &'context Context,
    lines: Lines<'text>,
    ids: HashSet<(Section, &'text str)>,
    links: Vec<(Section, &'text str)>,
}

impl<'text> Reader<'text, '_> {
    fn section(&mut self, session: &mut Session, section: Section, begin: &str) -> Option<()> {
        let kind = section.kind();
        let table = session.table_mut(section);
        if section.count() == Count::One {
            is_begin_of(begin, kind)?;
            let values = self.fields(kind, "        ", "    ),")?;
            let record = table.get_mut(0)?;
            self.ids.insert((section, section.name()));
            return values
                .into_iter()
                .enumerate()
                .try_for_each(|(field, value)| record.replace(field, value).ok().map(drop));
        }
        (begin == "[").then_some(())?;
        loop {
            is_begin_of(self.lines.next()?.strip_prefix("        ")?, kind)?;
            let id = quoted(self.lines.next()?.strip_prefix("            id: ")?.strip_suffix(',')?)?;
            if !self.ids.insert((section, id)) || table.len() >= MOST_ITEMS {
                return None;
            }
            let item = Item { id: id_of(id)?, values: self.fields(kind, "            ", "        ),")? };
            table.insert(table.len(), item).ok()?;
            match self.lines.next()? {
                "" => {}
                "    ]," => return Some(()),
                _ => return None,
            }
        }
    }

    /// The fields of an item, in their order, up to the line that ends it.
    fn fields(&mut self, kind: &'static RecordKind, indent: &str, end: &str) -> Option<Vec<Value>> {
        let mut values: Vec<Value> = std::iter::repeat_with(Value::default).take(kind.fields.len()).collect();
        let mut fields = kind.fields.iter().enumerate();
        loop {
            let line = self.lines.next()?;
            if line == end {
                return Some(values);
            }
            let (name, value) = name_and_value(line.strip_prefix(indent)?)?;
            let (number, field) = fields.find(|(_, field)| field.name == name)?;
            values[number] = match value {
                "[" if field.kind == Kind::Text => self.lines_of_text(indent)?,
                _ => self.value(field.kind, value.strip_suffix(',')?)?,
            };
        }
    }

    /// A text of several lines, up to the bracket that ends it.
    fn lines_of_text(&mut self, indent: &str) -> Option<Value> {
        let seed = MemberSeed { value: ValueSeed { context: self.context, kind: Kind::Text } };
        let mut text = String::new();
        for count in 0.. {
            let line = self.lines.next()?.strip_prefix(indent)?;
            if line == "]," {
                return (count > 1).then(|| Value::text(text));
            }
            let line = quoted_anyhow(line.strip_prefix("    ")?.strip_suffix(',')?)?;
            if count > 0 {
                text.push('\n');
            }
            text.push_str(&seed.visit_str::<Error>(&line).ok()?);
            if text.len() + 1 >= LONGEST_TEXT || count + 1 >= LONGEST_LIST {
                return None;
            }
        }
        None
    }

    fn value(&mut self, kind: Kind, value: &'text str) -> Option<Value> {
        let seed = ValueSeed { context: self.context, kind };
        let read = match kind {
            Kind::Flag => return (value == "true").then_some(Value::Yes),
            Kind::Choice(_) => seed.visit_str::<Error>(value),
            Kind::Link(section) => {
                let id = quoted(value)?;
                self.links.push((section, id));
                seed.visit_str(id)
            }
            Kind::Choices(_) | Kind::Links(_) | Kind::Marks => return self.set(seed, value),
            Kind::Scores if value.starts_with('[') => return scores(value),
            Kind::Whole if !value.starts_with('"') => return number(value).map(Value::Whole),
            Kind::Decimal if !value.starts_with('"') => {
                let decimal = Decimal::parse(value)?;
                return (decimal.to_string() == value).then_some(Value::Decimal(decimal));
            }
            Kind::Line | Kind::Text | Kind::Date | Kind::Time | Kind::Whole | Kind::Decimal | Kind::Scores => {
                seed.visit_str::<Error>(&quoted_anyhow(value)?)
            }
        };
        read.ok().filter(|value| !value.is_empty())
    }

    /// Words, ids or marks on one line.
    fn set(&mut self, seed: ValueSeed<'_>, value: &'text str) -> Option<Value> {
        let inside = value.strip_prefix('[')?.strip_suffix(']')?;
        let mut members = Vec::new();
        for member in inside.split(", ") {
            let member = if matches!(seed.kind, Kind::Choices(_)) { member } else { quoted(member)? };
            if let Kind::Links(section) = seed.kind {
                self.links.push((section, member));
            }
            members.push(MemberSeed { value: seed }.visit_str::<Error>(member).ok()?);
        }
        (members.len() < LONGEST_LIST && inside.len() < LONGEST_TEXT).then(|| Value::set(members))
    }

    fn all_links_lead_somewhere(&self) -> bool {
        self.links.iter().all(|link| self.ids.contains(link))
    }
}

/// A name and what stands behind its colon.
fn name_and_value(text: &str) -> Option<(&str, &str)> {
    let colon = text.bytes().position(|byte| byte == b':')?;
    Some((&text[..colon], text[colon + 1..].strip_prefix(' ')?))
}

fn is_begin_of(text: &str, kind: &RecordKind) -> Option<()> {
    (text.strip_suffix('(')? == kind.name).then_some(())
}

fn id_of(text: &str) -> Option<Id> {
    Some(Id::new(text)).filter(Id::is_well_formed)
}

/// A number without superfluous digits.
fn number(digits: &str) -> Option<u32> {
    let number: u32 = digits.parse().ok()?;
    (digits.bytes().all(|byte| byte.is_ascii_digit()) && (digits.len() == 1 || !digits.starts_with('0')))
        .then_some(number)
}

fn scores(value: &str) -> Option<Value> {
    let inside = value.strip_prefix('[')?.strip_suffix(']')?;
    let scores = inside.split(", ").map(|score| number(score).and_then(|score| u16::try_from(score).ok()));
    let mut scores = scores.collect::<Option<Vec<u16>>>()?;
    scores.sort_unstable();
    (scores.len() < LONGEST_LIST).then_some(Value::Scores(scores))
}

/// What stands between quotes, where nothing in it is escaped.
fn quoted(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('"')?.strip_suffix('"')?;
    (!inside.bytes().any(|byte| byte == b'"' || byte == b'\\')).then_some(inside)
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
    use super::read;

    #[test]
    fn the_sessions_that_ship_are_read_line_by_line() {
        for text in [
            include_str!("../../../sessions/lindenkwartier-2026-03-12.ron"),
            include_str!("../../../sessions/lindenkwartier-2026-09-17.ron"),
            include_str!("../../../sessions/havenbuurt-2026-11-19.ron"),
        ] {
            assert!(read(text).is_some());
        }
    }
}

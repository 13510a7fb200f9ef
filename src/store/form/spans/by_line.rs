//! Where places stand in a text that is exactly as the writer writes it: who reads such a text tells where each item
//! begins, and its fields stand on lines of their own behind that. Most files are such, and they are looked through by the
//! thousand.

use memchr::memchr;

use crate::domain::id::Id;
use crate::domain::problem::Position;
use crate::domain::session::{Count, Section, Session};

/// So much stands before what is one level deeper.
const INDENT: usize = 4;

/// Where the items of a text begin, in the order of the text.
#[derive(Debug, Default)]
pub struct ItemStarts(Vec<ItemStart>);

#[derive(Debug)]
struct ItemStart {
    section: Section,
    at: Position,
    /// Where the line behind the one with which the item begins stands.
    next_line: usize,
}

impl ItemStarts {
    /// The next item begins on this line, and the line behind that stands there.
    pub(in crate::store::form) fn add(&mut self, section: Section, line: usize, next_line: usize) {
        let column = match section.count() {
            // The fields of the head stand by themselves.
            _ if section == Section::Header => INDENT,
            Count::One => INDENT + section.name().len() + ": ".len(),
            Count::Many(_) => 2 * INDENT,
        };
        self.0.push(ItemStart { section, at: Position { line, column: column + 1 }, next_line });
    }

    /// The same as [`super::Spans::of`], in the text and the session that was read of it.
    #[must_use]
    pub fn of(&self, text: &str, session: &Session, section: Section, item: &Id, field: Option<usize>) -> Position {
        let first = self.0.partition_point(|start| start.section < section);
        let start = session.table(section).position(item).and_then(|position| self.0.get(first + position));
        let Some(start) = start.filter(|start| start.section == section) else { return Position::default() };
        let field = field.and_then(|field| section.kind().fields.get(field));
        field.and_then(|field| start.field(text, field.name)).unwrap_or(start.at)
    }
}

impl ItemStart {
    /// Where a field of this item stands: each line that is as deep is looked at, up to the end of it.
    fn field(&self, text: &str, name: &str) -> Option<Position> {
        let depth = match self.section.count() {
            _ if self.section == Section::Header => 1,
            Count::One => 2,
            Count::Many(_) => 3,
        };
        let mut line = self.at.line;
        let mut rest = &text.as_bytes()[self.next_line..];
        loop {
            line += 1;
            let (indent, found) = rest.split_at_checked(depth * INDENT)?;
            if indent.iter().any(|byte| *byte != b' ') {
                return None;
            }
            if found.strip_prefix(name.as_bytes()).is_some_and(|behind| behind.starts_with(b": ")) {
                return Some(Position { line, column: depth * INDENT + 1 });
            }
            rest = &rest[memchr(b'\n', rest)? + 1..];
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::id::Id;
    use crate::domain::session::Section;
    use crate::store::form::reading::{parse, parse_exactly};
    use crate::store::form::spans::spans;
    use crate::store::form::text::print;

    #[test]
    fn a_text_in_its_fixed_form_is_seen_as_any_other() {
        let many_lines = concat!(
            "Session(\n    format: 1,\n    id: \"s-1\",\n    meeting: Meeting(\n        motto: \"c\",\n        ambition: [\n",
            "            \"a: b\",\n            \"  ),\",\n        ],\n    ),\n    people: [\n        Person(\n",
            "            id: \"p-1\",\n        ),\n\n        Person(\n            id: \"p-2\",\n            name: \"x\",\n",
            "        ),\n    ],\n    decisions: [\n        Decision(\n            id: \"d-1\",\n            reason: [\n",
            "                \"id: \\\"\",\n                \"\",\n            ],\n        ),\n    ],\n)\n",
        );
        for text in [
            include_str!("../../../../sessions/lindenkwartier-2026-03-12.ron"),
            include_str!("../../../../sessions/lindenkwartier-2026-09-17.ron"),
            include_str!("../../../../sessions/havenbuurt-2026-11-19.ron"),
            many_lines,
        ] {
            let text = print(&parse(text).unwrap());
            let (session, starts, _) = parse_exactly(&text).unwrap();
            let by_token = spans(&text);
            let nowhere = Id::new("a-nowhere");
            assert_eq!(starts.of(&text, &session, Section::Actions, &nowhere, Some(0)).line, 0);
            for &section in Section::ALL {
                for record in session.table(section).records() {
                    for field in (0..section.kind().fields.len()).map(Some).chain([None]) {
                        let found = starts.of(&text, &session, section, record.id(), field);
                        assert_eq!(found, by_token.of(section, record.id(), field), "{section:?} {field:?}");
                    }
                }
            }
        }
    }
}

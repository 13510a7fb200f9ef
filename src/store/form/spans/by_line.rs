//! Where some places stand in a text that is exactly as the writer writes it: there a line begins with what it holds, so
//! that no token has to be read, and what nobody asks for is passed over. Most files are such, and they are looked through
//! by the thousand.

use memchr::memmem::{find, find_iter};
use memchr::{memchr_iter, memrchr};

use crate::domain::id::Id;
use crate::domain::problem::Position;
use crate::domain::session::{Count, Section};

/// An item of a section, or a field of it by its number.
pub type WantedPlace<'id> = (Section, &'id Id, Option<usize>);

/// So much stands before what is one level deeper.
const INDENT: &str = "    ";

/// The same as [`super::Spans::of`] for each of these, in a text as [`crate::store::form::text::print`] gives it: many
/// times faster, and in the order in which they were asked for.
#[must_use]
pub fn places_by_line(text: &str, wanted: &[WantedPlace<'_>]) -> Vec<Position> {
    let mut places = vec![Position::default(); wanted.len()];
    let key = |number: usize| (wanted[number].0, wanted[number].1.as_str());
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_unstable_by(|one, other| key(*one).cmp(&key(*other)));
    let (mut from, mut lines) = (0, PassedLines { text, at: 0, line: 1 });
    // Sections stand in their order, and so do the items that are met in each.
    for of_section in order.chunk_by(|one, next| key(*one).0 == key(*next).0) {
        let section = key(of_section[0]).0;
        let Some(region) = SectionText::of(section, text, from) else { continue };
        from = region.start;
        region.each_item(&mut |id, start| {
            let first = of_section.partition_point(|number| key(*number).1 < id);
            let of_item = of_section[first..].iter().take_while(|number| key(**number).1 == id);
            let mut of_item = of_item.peekable();
            if of_item.peek().is_some() {
                lines.go_to(start);
            }
            for &number in of_item {
                let field = wanted[number].2.and_then(|field| section.kind().fields.get(field));
                let field = field.and_then(|field| region.field(start, field.name));
                places[number] = lines.position(field.unwrap_or(start));
            }
        });
    }
    places
}

/// The part of a text in which the items of a section stand.
struct SectionText<'text> {
    section: Section,
    text: &'text str,
    start: usize,
    end: usize,
}

impl<'text> SectionText<'text> {
    /// The section, behind this place.
    fn of(section: Section, text: &'text str, from: usize) -> Option<Self> {
        let name = section.name();
        let (begin, end) = match section.count() {
            _ if section == Section::Header => return Some(Self { section, text, start: 0, end: text.len() }),
            Count::One => (format!("\n{INDENT}{name}: {}(\n", section.kind().name), "\n    ),\n"),
            Count::Many(_) => (format!("\n{INDENT}{name}: [\n"), "\n    ],\n"),
        };
        let start = from + find(&text.as_bytes()[from..], begin.as_bytes())?;
        let end = start + find(&text.as_bytes()[start..], end.as_bytes())?;
        Some(Self { section, text, start, end })
    }

    /// How deep the fields of its items stand.
    fn depth(&self) -> usize {
        match self.section.count() {
            _ if self.section == Section::Header => 1,
            Count::One => 2,
            Count::Many(_) => 3,
        }
    }

    /// Tells each item by its id and where it begins.
    fn each_item(&self, tell: &mut dyn FnMut(&'text str, usize)) {
        if self.section.count() == Count::One {
            let name = self.section.name();
            // The fields of the head stand by themselves, and the first of them is always told.
            let head = self.section.kind().fields.first().filter(|_| self.section == Section::Header);
            let start = match head {
                Some(first) => self.field(0, first.name).unwrap_or(0),
                None => self.start + "\n".len() + INDENT.len() + name.len() + ": ".len(),
            };
            return tell(name, start);
        }
        let region = &self.text[self.start..self.end];
        let begin = format!("\n{}id: \"", INDENT.repeat(self.depth()));
        for at in find_iter(region.as_bytes(), begin.as_bytes()) {
            // The line before it is the one with which the item begins.
            let line = memrchr(b'\n', &region.as_bytes()[..at]).map_or(0, |end| end + 1);
            let id = region[at + begin.len()..].split('"').next().unwrap_or_default();
            tell(id, self.start + line + (self.depth() - 1) * INDENT.len());
        }
    }

    /// Where a field of the item that begins here stands: each line that is as deep is looked at, up to the end of it.
    fn field(&self, start: usize, name: &str) -> Option<usize> {
        let indent = self.depth() * INDENT.len();
        let rest = &self.text.as_bytes()[start..self.end];
        for end in memchr_iter(b'\n', rest) {
            let at = end + 1 + indent;
            let (spaces, line) = (rest.get(end + 1..at)?, &rest[at..]);
            if spaces.iter().any(|byte| *byte != b' ') {
                return None;
            }
            if line.strip_prefix(name.as_bytes()).is_some_and(|behind| behind.starts_with(b": ")) {
                return Some(start + at);
            }
        }
        None
    }
}

/// How many lines of a text were passed.
struct PassedLines<'text> {
    text: &'text str,
    at: usize,
    /// The number of the line in which that is.
    line: usize,
}

impl PassedLines<'_> {
    fn go_to(&mut self, at: usize) {
        self.line = self.line_of(at);
        self.at = at;
    }

    fn line_of(&self, at: usize) -> usize {
        self.line + memchr_iter(b'\n', &self.text.as_bytes()[self.at..at]).count()
    }

    /// Before what is asked for stand only spaces and a name, of one byte each.
    fn position(&self, at: usize) -> Position {
        let begin = memrchr(b'\n', &self.text.as_bytes()[..at]).map_or(0, |end| end + 1);
        Position { line: self.line_of(at), column: at - begin + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::{WantedPlace, places_by_line};
    use crate::domain::id::Id;
    use crate::domain::session::Section;
    use crate::store::form::reading::parse;
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
            let session = parse(text).unwrap();
            let text = print(&session);
            let unknown = Id::new("a-nowhere");
            let mut wanted: Vec<WantedPlace<'_>> = vec![(Section::Actions, &unknown, Some(0))];
            for &section in Section::ALL {
                for record in session.table(section).records() {
                    let fields = (0..section.kind().fields.len()).map(Some).chain([None]);
                    wanted.extend(fields.map(|field| (section, record.id(), field)));
                }
            }
            let by_token = spans(&text);
            // However they are asked for.
            for wanted in [wanted.clone(), wanted.into_iter().rev().collect()] {
                let place = |(section, id, field): &WantedPlace<'_>| by_token.of(*section, id, *field);
                assert_eq!(places_by_line(&text, &wanted), wanted.iter().map(place).collect::<Vec<_>>());
            }
        }
    }
}

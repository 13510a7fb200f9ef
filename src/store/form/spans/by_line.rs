//! Where everything stands in a text that is exactly as the writer writes it: there a line begins with what it holds, so
//! that no token has to be read. Most files are such, and they are looked through by the thousand.

use std::borrow::Cow;

use memchr::memchr;

use crate::domain::session::{Count, Section};

use super::{ItemSpans, LineStarts, Spans};

/// So much stands before what is one level deeper.
const INDENT: usize = 4;

/// The same as [`super::spans`] of a text as [`crate::store::form::text::print`] gives it, many times faster.
#[must_use]
pub fn spans_by_line(text: &str) -> Spans<'_> {
    let spans = Spans { lines: LineStarts::of(text), ..Spans::default() };
    let mut finder = LineFinder { text, spans, section: None, item: None, next_field: 0 };
    for line in 0..finder.spans.lines.begins.len() {
        finder.line(finder.spans.lines.begins[line]);
    }
    finder.spans
}

struct LineFinder<'text> {
    text: &'text str,
    spans: Spans<'text>,
    /// The section that is being read.
    section: Option<Section>,
    /// The item that is being read.
    item: Option<ItemSpans<'text>>,
    /// The fields of an item stand in their order: those before this one were met.
    next_field: usize,
}

impl<'text> LineFinder<'text> {
    /// Reads a line that begins here.
    fn line(&mut self, begin: usize) {
        let line = &self.text[begin..];
        let depth = line.bytes().take_while(|byte| *byte == b' ').count() / INDENT;
        let at = begin + depth * INDENT;
        let line = &self.text[at..];
        let is_list = self.section.is_some_and(|section| section.count() != Count::One);
        match (depth, line.as_bytes().first()) {
            (1, Some(b'a'..=b'z')) => self.top(line, at),
            (1 | 2, Some(b')')) => self.end(),
            (2, Some(_)) if is_list => self.begin(at),
            (2 | 3, Some(b'a'..=b'z')) if is_list == (depth == 3) => self.field(line, at),
            _ => {}
        }
    }

    /// A field of the head, or the beginning of a section.
    fn top(&mut self, line: &'text str, at: usize) {
        let name = name(line);
        let kind = Section::Header.kind();
        if let Some(field) = kind.position(name) {
            let fields = vec![(field, at)];
            self.spans.keep(Section::Header, &mut ItemSpans { start: at, fields, ..ItemSpans::default() });
            return;
        }
        self.section = Section::named(name);
        if self.section.is_some_and(|section| section.count() == Count::One) {
            self.begin(at + name.len() + ": ".len());
        }
    }

    fn begin(&mut self, at: usize) {
        self.item = Some(ItemSpans { start: at, ..ItemSpans::default() });
        self.next_field = 0;
    }

    fn field(&mut self, line: &'text str, at: usize) {
        let (Some(section), Some(item)) = (self.section, &mut self.item) else { return };
        let name = name(line);
        let fields = section.kind().fields;
        if let Some(found) = fields.iter().skip(self.next_field).position(|field| field.name == name) {
            item.fields.push((self.next_field + found, at));
            self.next_field += found + 1;
        } else {
            // Only the id comes before the fields, and it holds nothing that is escaped.
            let quoted = at + name.len() + ": ".len();
            let id = self.text[quoted + 1..].split('"').next().unwrap_or_default();
            item.id = Some((Cow::Borrowed(id), quoted));
        }
    }

    /// The end of an item.
    fn end(&mut self) {
        if let (Some(section), Some(mut item)) = (self.section, self.item.take()) {
            self.spans.keep(section, &mut item);
        }
    }
}

/// The name with which a line begins.
fn name(line: &str) -> &str {
    &line[..memchr(b':', line.as_bytes()).unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::spans_by_line;
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
            let text = print(&parse(text).unwrap());
            let (by_line, by_token) = (spans_by_line(&text), spans(&text));
            assert_eq!(by_line.fields, by_token.fields);
            assert_eq!(by_line.items, by_token.items);
            assert_eq!(by_line.numbers, by_token.numbers);
            assert_eq!(by_line.lines.begins, by_token.lines.begins);
        }
    }
}

//! One look through the text of a session that knows where everything stands: the head, every item and field, remarks of a
//! person, the markers that git leaves. Messages, rounds and merges ask this, and never search the text. It follows only
//! brackets, names and quotes; what a value is, is the reader's to say.

mod by_line;
pub mod sides;

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use foldhash::fast::RandomState;
use memchr::{memchr, memchr_iter, memchr2};

use crate::domain::id::Id;
use crate::domain::in_order::sort;
use crate::domain::problem::Position;
use crate::domain::session::{Count, Section};

pub use by_line::ItemStarts;

/// Where everything stands in a file.
#[derive(Debug, Default)]
pub struct Spans<'text> {
    lines: LineStarts<'text>,
    /// The number of each item.
    numbers: HashMap<(Section, Cow<'text, str>), usize, RandomState>,
    items: Vec<ItemPlace>,
    /// The number of the item, that of the field, and where it stands; in order.
    fields: Vec<(usize, usize, usize)>,
    /// The first remark of a person that is no part of the session.
    pub comment: Option<Position>,
    /// The lines with markers that git left, in their order.
    pub markers: Vec<(usize, Marker)>,
    /// The first text between quotes that does not end on its line.
    pub text_over_lines: Option<Position>,
}

#[derive(Debug, PartialEq, Eq)]
struct ItemPlace {
    start: usize,
    id: usize,
    second_id: Option<usize>,
}

impl Spans<'_> {
    /// Where a field stands, or else its item; line 0 for what is not in the text.
    #[must_use]
    pub fn of(&self, section: Section, item: &Id, field: Option<usize>) -> Position {
        let Some(number) = self.number(section, item) else { return Position::default() };
        let of_field = field.and_then(|field| {
            let at = self.fields.partition_point(|known| *known < (number, field, 0));
            self.fields.get(at).filter(|known| (known.0, known.1) == (number, field)).map(|known| known.2)
        });
        self.lines.position(of_field.unwrap_or(self.items[number].start))
    }

    /// Where the id of an item stands: the second of that id, if there are two.
    pub(super) fn of_id(&self, section: Section, item: &Id) -> Position {
        let item = self.number(section, item).map(|number| &self.items[number]);
        item.map_or_else(Position::default, |item| self.lines.position(item.second_id.unwrap_or(item.id)))
    }

    fn number(&self, section: Section, item: &Id) -> Option<usize> {
        self.numbers.get(&(section, Cow::Borrowed(item.as_str()))).copied()
    }
}

impl<'text> Spans<'text> {
    fn keep(&mut self, section: Section, found: &mut ItemSpans<'text>) {
        let single = (section.count() == Count::One).then(|| (Cow::Borrowed(section.name()), found.start));
        let Some((id, id_at)) = single.or(found.id.take()) else { return };
        let items = &mut self.items;
        let number = match self.numbers.entry((section, id)) {
            Entry::Occupied(known) => {
                let item = &mut items[*known.get()];
                item.second_id = item.second_id.or(Some(id_at));
                *known.get()
            }
            Entry::Vacant(unknown) => {
                items.push(ItemPlace { start: found.start, id: id_at, second_id: None });
                *unknown.insert(items.len() - 1)
            }
        };
        self.fields.extend(found.fields.drain(..).map(|(field, at)| (number, field, at)));
    }
}

/// Finds where everything stands in the text of a session.
#[must_use]
pub fn spans(text: &str) -> Spans<'_> {
    let tokens = Tokens::new(text);
    let spans = Spans { lines: LineStarts::of(tokens.text), ..Spans::default() };
    let mut finder = SpanFinder { tokens, spans };
    finder.read();
    sort(&mut finder.spans.fields);
    finder.spans
}

/// Where the first remark of a person stands in the bytes of a session file.
#[must_use]
pub fn first_remark(bytes: &[u8]) -> Option<Position> {
    let text = may_have_remarks(bytes)?;
    let first = Tokens::new(text).find(|token| token.kind == TokenKind::Comment)?;
    Some(LineStarts::of(Tokens::new(text).text).position(first.at))
}

/// The remarks of a person in the bytes of a session file, which are no part of the session.
#[must_use]
pub fn remarks(bytes: &[u8]) -> Vec<(Position, String)> {
    let Some(text) = may_have_remarks(bytes) else { return Vec::new() };
    let lines = LineStarts::of(Tokens::new(text).text);
    let remarks = Tokens::new(text).filter(|token| token.kind == TokenKind::Comment);
    let text_of = |token: Token<'_>| token.text.trim_matches(['/', '*', ' ', '\r', '\n']).to_owned();
    remarks.map(|token| (lines.position(token.at), text_of(token))).collect()
}

/// The text in which there may be remarks. Mostly there is none, and no slash that could begin one.
fn may_have_remarks(bytes: &[u8]) -> Option<&str> {
    let begins = |at: usize| matches!(bytes.get(at + 1), Some(b'/' | b'*'));
    let text = || std::str::from_utf8(bytes).ok();
    memchr_iter(b'/', bytes).any(begins).then(text).flatten()
}

/// Where the lines of a text begin.
#[derive(Debug, Default)]
struct LineStarts<'text> {
    text: &'text str,
    begins: Vec<usize>,
}

impl<'text> LineStarts<'text> {
    fn of(text: &'text str) -> Self {
        let begins = std::iter::once(0).chain(memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
        Self { text, begins: begins.collect() }
    }

    /// The line and column of a place in the text.
    fn position(&self, at: usize) -> Position {
        let line = self.begins.partition_point(|begin| *begin <= at);
        let begin = line.checked_sub(1).map_or(0, |line| self.begins[line]);
        Position { line, column: self.text[begin..at].chars().count() + 1 }
    }
}

/// What stands at the head of a session file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FileHead {
    /// Whether the file begins as a session does.
    pub is_session: bool,
    /// The format that it says it has, and where.
    pub format: Option<(u32, Position)>,
    /// The id of the session.
    pub id: Option<Id>,
}

/// The head of a session, from its text or from the beginning of it. Looks no further than needed.
#[must_use]
pub fn head(text: &str) -> FileHead {
    let mut tokens = Tokens::new(text).filter(|token| token.kind != TokenKind::Comment);
    let mut head = FileHead::default();
    let Some(first) = tokens.next() else { return head };
    head.is_session = matches!(first.text, "(" | "#" | "Session");
    let mut depth = i32::from(first.kind == TokenKind::Open);
    let (mut name, mut key) = (first, None);
    for token in tokens {
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close => depth -= 1,
            TokenKind::Colon if depth == 1 => key = Some(name),
            TokenKind::Name => name = token,
            TokenKind::Number | TokenKind::Text if depth == 1 => match key.take() {
                Some(key) if key.text == "format" => {
                    head.format = token.text.parse().ok().map(|format| (format, position_in(text, key.at)));
                }
                Some(key) if key.text == "id" => head.id = token.decoded().map(|id| Id::new(&*id)),
                _ => {}
            },
            _ => {}
        }
        if head.format.is_some() && head.id.is_some() {
            break;
        }
    }
    head
}

/// The line and column of a place in a text, counted from behind a byte order mark.
fn position_in(text: &str, at: usize) -> Position {
    let text = Tokens::new(text).text;
    LineStarts::of(&text[..at]).position(at)
}

/// A line that git leaves in a file with a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// `<<<<<<<`: our side begins.
    Ours,
    /// What both sides grew from begins.
    Base,
    /// `=======`: their side begins.
    Theirs,
    /// `>>>>>>>`: their side ends.
    End,
}

const MARKERS: [(&str, Marker); 4] =
    [("<<<<<<<", Marker::Ours), ("|||||||", Marker::Base), ("=======", Marker::Theirs), (">>>>>>>", Marker::End)];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TokenKind {
    Open,
    Close,
    Colon,
    Name,
    Number,
    /// A text, with its quotes.
    Text,
    Comment,
    Marker(Marker),
    Other,
}

#[derive(Clone, Copy, Debug)]
struct Token<'text> {
    kind: TokenKind,
    text: &'text str,
    /// Where it begins, in bytes.
    at: usize,
}

impl<'text> Token<'text> {
    /// The id between quotes, however it is written.
    fn decoded(&self) -> Option<Cow<'text, str>> {
        match self.text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
            Some(plain) if !plain.contains('\\') => Some(Cow::Borrowed(plain)),
            _ => ron::from_str::<String>(self.text).ok().map(Cow::Owned),
        }
    }
}

/// The tokens of a text, in their order.
struct Tokens<'text> {
    text: &'text str,
    /// How far it was read, in bytes.
    at: usize,
}

impl<'text> Tokens<'text> {
    fn new(text: &'text str) -> Self {
        Self { text: text.strip_prefix('\u{feff}').unwrap_or(text), at: 0 }
    }

    fn rest(&self) -> &'text str {
        &self.text[self.at..]
    }

    fn next_character(&mut self) -> Option<char> {
        let character = self.rest().chars().next()?;
        self.at += character.len_utf8();
        Some(character)
    }

    /// Goes past all such characters. Most are plain, and need not be put together of their bytes.
    fn go_past(&mut self, is_plain: impl Fn(u8) -> bool, is_other: impl Fn(char) -> bool) {
        while let Some(&byte) = self.text.as_bytes().get(self.at) {
            if byte.is_ascii() {
                if !is_plain(byte) {
                    return;
                }
                self.at += 1;
            } else if let Some(character) = self.rest().chars().next().filter(|character| is_other(*character)) {
                self.at += character.len_utf8();
            } else {
                return;
            }
        }
    }

    /// Goes to the end of the line.
    fn go_past_line(&mut self) {
        self.at = memchr(b'\n', self.rest().as_bytes()).map_or(self.text.len(), |end| self.at + end);
    }

    /// Goes past a token of which the first byte says what it is: nearly all are such.
    fn plain(&mut self) -> Option<TokenKind> {
        let kind = match self.text.as_bytes().get(self.at)? {
            b'(' | b'[' | b'{' => TokenKind::Open,
            b')' | b']' | b'}' => TokenKind::Close,
            b':' => TokenKind::Colon,
            b',' => TokenKind::Other,
            b'"' => TokenKind::Text,
            b'a'..=b'q' | b's'..=b'z' | b'A'..=b'Z' | b'_' => TokenKind::Name,
            _ => return None,
        };
        self.at += 1;
        match kind {
            TokenKind::Text => self.go_past_quote(),
            TokenKind::Name => self.go_past_word(),
            _ => {}
        }
        Some(kind)
    }

    fn go_past_word(&mut self) {
        self.go_past(|next| next.is_ascii_alphanumeric() || next == b'_', char::is_alphanumeric);
    }

    /// Goes past the rest of a token of which this character was read.
    fn kind(&mut self, first: char) -> TokenKind {
        match first {
            '/' => self.comment(),
            'r' if self.rest().trim_start_matches('#').starts_with('"') => self.raw_quoted(),
            first if first.is_alphabetic() || first == '_' => {
                self.go_past_word();
                TokenKind::Name
            }
            first if first.is_ascii_digit() => {
                self.go_past(|next| next.is_ascii_alphanumeric() || next == b'_', |_| false);
                TokenKind::Number
            }
            _ => TokenKind::Other,
        }
    }

    /// Goes to the end of a text of which the first quote was read.
    fn go_past_quote(&mut self) {
        while let Some(special) = memchr2(b'"', b'\\', self.rest().as_bytes()) {
            self.at += special + 1;
            if self.text.as_bytes()[self.at - 1] == b'"' {
                return;
            }
            self.next_character();
        }
        self.at = self.text.len();
    }

    fn raw_quoted(&mut self) -> TokenKind {
        let hashes = self.rest().len() - self.rest().trim_start_matches('#').len();
        let end = format!("\"{}", "#".repeat(hashes));
        self.at += hashes + 1;
        self.at = self.rest().find(&end).map_or(self.text.len(), |found| self.at + found + end.len());
        TokenKind::Text
    }

    fn comment(&mut self) -> TokenKind {
        if self.rest().starts_with('/') {
            self.go_past_line();
            return TokenKind::Comment;
        }
        if !self.rest().starts_with('*') {
            return TokenKind::Other;
        }
        self.next_character();
        let mut depth = 1;
        while depth > 0 {
            let step = if self.rest().starts_with("*/") { -1 } else { i32::from(self.rest().starts_with("/*")) };
            if step != 0 {
                self.next_character();
            }
            depth += step;
            if self.next_character().is_none() {
                break;
            }
        }
        TokenKind::Comment
    }

    /// The marker that begins here, at the beginning of a line.
    fn marker(&self) -> Option<Marker> {
        let is_at_begin = self.at == 0 || self.text.as_bytes()[self.at - 1] == b'\n';
        let found = MARKERS.iter().find(|(text, _)| is_at_begin && self.rest().starts_with(text));
        found.map(|(_, marker)| *marker)
    }
}

impl<'text> Iterator for Tokens<'text> {
    type Item = Token<'text>;

    fn next(&mut self) -> Option<Token<'text>> {
        self.go_past(|byte| matches!(byte, b' ' | b'\t'..=b'\r'), char::is_whitespace);
        let at = self.at;
        let kind = self.plain().or_else(|| {
            if let Some(marker) = self.marker() {
                self.go_past_line();
                return Some(TokenKind::Marker(marker));
            }
            let first = self.next_character()?;
            Some(self.kind(first))
        })?;
        Some(Token { kind, text: &self.text[at..self.at], at })
    }
}

struct SpanFinder<'text> {
    tokens: Tokens<'text>,
    spans: Spans<'text>,
}

/// The fields of an item, until its end.
#[derive(Default)]
struct ItemSpans<'text> {
    id: Option<(Cow<'text, str>, usize)>,
    start: usize,
    fields: Vec<(usize, usize)>,
}

impl SpanFinder<'_> {
    fn read(&mut self) {
        let mut depth = 0;
        let mut section: Option<Section> = None;
        let mut item = ItemSpans::default();
        let mut name: Option<Token> = None;
        let mut key: Option<&str> = None;
        for token in self.tokens.by_ref() {
            let item_depth = section.map_or(0, |section| if section.count() == Count::One { 2 } else { 3 });
            match token.kind {
                TokenKind::Open => {
                    depth += 1;
                    if depth == item_depth {
                        item.start = name.take().map_or(token.at, |name| name.at);
                        item.id = None;
                        item.fields.clear();
                    }
                }
                TokenKind::Close => {
                    if depth == item_depth
                        && let Some(section) = section
                    {
                        self.spans.keep(section, &mut item);
                    }
                    depth -= 1;
                }
                TokenKind::Name => name = Some(token),
                TokenKind::Colon => {
                    let Some(name) = name.take() else { continue };
                    if depth == 1 {
                        section = Section::named(name.text).filter(|section| *section != Section::Header);
                        if let Some(field) = Section::Header.kind().position(name.text) {
                            let fields = vec![(field, name.at)];
                            let mut header = ItemSpans { start: name.at, fields, ..ItemSpans::default() };
                            self.spans.keep(Section::Header, &mut header);
                        }
                    } else if depth == item_depth
                        && let Some(field) = section.and_then(|section| section.kind().position(name.text))
                    {
                        item.fields.push((field, name.at));
                    }
                    key = Some(name.text);
                }
                TokenKind::Text => {
                    if depth == item_depth && key.take().is_some_and(|key| key == "id") {
                        item.id = token.decoded().map(|id| (id, token.at));
                    }
                    if self.spans.text_over_lines.is_none()
                        && token.text.starts_with('"')
                        && memchr(b'\n', token.text.as_bytes()).is_some()
                    {
                        self.spans.text_over_lines = Some(self.spans.lines.position(token.at));
                    }
                }
                TokenKind::Comment if self.spans.comment.is_none() => {
                    self.spans.comment = Some(self.spans.lines.position(token.at));
                }
                TokenKind::Marker(marker) => {
                    self.spans.markers.push((self.spans.lines.position(token.at).line, marker));
                }
                TokenKind::Comment | TokenKind::Number | TokenKind::Other => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FileHead, Marker, first_remark, head, remarks, spans};
    use crate::domain::id::Id;
    use crate::domain::problem::Position;
    use crate::domain::session::Section;

    const TEXT: &str = r##"Session(
    format: 1, id: "s-1",
    neighbourhood: Neighbourhood(
        name: "Linden ( /* \" kwartier",
    ),
    // een opmerking
    people: [
        Person(id: "p-1", name: r#"Joke "de" Wit"#, /* oud */ role: "x"),
        (
            name: "eerst", id: "p-2",
            team_roles: [researcher],
        ),
    ],
    actions: [Action(id: "a-1", note: ["owner: \"nee\"", "b"], owner: "p-2")],
)
"##;

    #[test]
    fn every_field_is_found_where_it_stands() {
        let spans = spans(TEXT);
        let at = |section: Section, id: &str, field: &str| {
            let Position { line, column } = spans.of(section, &Id::new(id), section.kind().position(field));
            (line, column)
        };
        assert_eq!(at(Section::Neighbourhood, "neighbourhood", "name"), (4, 9));
        assert_eq!(at(Section::People, "p-1", "name"), (8, 27));
        assert_eq!(at(Section::People, "p-1", "role"), (8, 63));
        assert_eq!(at(Section::People, "p-1", "organisation"), (8, 9));
        assert_eq!(at(Section::People, "p-2", "name"), (10, 13));
        assert_eq!(at(Section::People, "p-2", "team_roles"), (11, 13));
        assert_eq!(at(Section::Actions, "a-1", "owner"), (14, 64));
        assert_eq!(at(Section::Actions, "a-2", "owner"), (0, 0));
        assert_eq!(spans.comment, Some(Position { line: 6, column: 5 }));
    }

    #[test]
    fn the_head_is_read_and_not_found_in_the_text() {
        let at = |line, column| Position { line, column };
        for (text, wanted) in [
            (TEXT, (true, Some((1, at(2, 5))), Some("s-1"))),
            (
                "/* format: 9 */ (meeting: (motto: \"format: 7\"), id: r\"s-2\", format: 1)",
                (true, Some((1, at(1, 61))), Some("s-2")),
            ),
            ("Session(id: \"\\u{73}-3\", meeting: Meeting(id: \"s-4\", format: 3)", (true, None, Some("s-3"))),
            ("Session(people: [Person(id: \"s-4\")]", (true, None, None)),
            ("{\"format\": 1}", (false, None, None)),
            ("", (false, None, None)),
        ] {
            let (is_session, format, id) = wanted;
            assert_eq!(head(text), FileHead { is_session, format, id: id.map(Id::new) }, "{text}");
        }
    }

    #[test]
    fn remarks_are_told_with_their_line() {
        let found = remarks(TEXT.as_bytes());
        let told: Vec<_> = found.iter().map(|(at, text)| (at.line, &**text)).collect();
        assert_eq!(told, [(6, "een opmerking"), (8, "oud")]);
        assert_eq!(first_remark(b"(motto: \"https://linde.nl /* nee */\")"), None);
    }

    #[test]
    fn markers_are_those_that_stand_outside_of_texts() {
        let text = "(\n<<<<<<< \"a\n(\n=======\n)\n>>>>>>> b\nmotto: \"\n<<<<<<< c\n\", /*\n>>>>>>> d\n*/\n|||||||)";
        let found = spans(text);
        assert_eq!(found.markers, [(2, Marker::Ours), (4, Marker::Theirs), (6, Marker::End), (12, Marker::Base)]);
        assert_eq!(found.text_over_lines, Some(Position { line: 7, column: 8 }));
    }
}

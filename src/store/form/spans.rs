//! Where the fields of a session stand in the text of its file, for messages about a session that was read. Follows only
//! brackets, names and quotes: the text is known to be a session.

use std::collections::HashMap;
use std::iter::Peekable;
use std::str::Chars;

use crate::domain::id::Id;
use crate::domain::problem::Position;
use crate::domain::session::{Count, Section};

/// Where everything stands in a file.
#[derive(Debug, Default)]
pub struct Spans {
    items: HashMap<(Section, Id), Position>,
    fields: HashMap<(Section, Id, usize), Position>,
    /// The first remark of a person that is no part of the session.
    pub comment: Option<Position>,
}

impl Spans {
    /// Where a field stands, or else its item; line 0 for what is not in the text.
    #[must_use]
    pub fn of(&self, section: Section, item: &Id, field: Option<usize>) -> Position {
        let of_field = field.and_then(|field| self.fields.get(&(section, item.clone(), field)));
        let of_item = || self.items.get(&(section, item.clone()));
        of_field.or_else(of_item).copied().unwrap_or_default()
    }
}

/// Finds where everything stands in the text of a session.
#[must_use]
pub fn spans(text: &str) -> Spans {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut finder = SpanFinder { tokenizer: Tokenizer::new(text), spans: Spans::default() };
    finder.read();
    finder.spans
}

/// What a text consists of, as far as it matters here.
#[derive(Debug, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    Colon,
    Name(String),
    Text(String),
    Comment,
    Other,
}

struct Tokenizer<'text> {
    rest: Peekable<Chars<'text>>,
    at: Position,
}

impl<'text> Tokenizer<'text> {
    fn new(text: &'text str) -> Self {
        Self { rest: text.chars().peekable(), at: Position { line: 1, column: 1 } }
    }

    fn next(&mut self) -> Option<char> {
        let character = self.rest.next()?;
        if character == '\n' {
            self.at = Position { line: self.at.line + 1, column: 1 };
        } else {
            self.at.column += 1;
        }
        Some(character)
    }

    fn next_if(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let next = self.rest.peek().copied().filter(|character| wanted(*character))?;
        self.next();
        Some(next)
    }

    /// The next token and where it begins.
    fn token(&mut self) -> Option<(Token, Position)> {
        while self.next_if(char::is_whitespace).is_some() {}
        let at = self.at;
        let token = match self.next()? {
            '(' | '[' | '{' => Token::Open,
            ')' | ']' | '}' => Token::Close,
            ':' => Token::Colon,
            '"' => Token::Text(self.quoted()),
            '/' => self.comment(),
            'r' if matches!(self.rest.peek(), Some('"' | '#')) => Token::Text(self.raw_quoted()),
            first if first.is_alphabetic() || first == '_' => {
                let mut name = first.to_string();
                while let Some(next) = self.next_if(|next| next.is_alphanumeric() || next == '_') {
                    name.push(next);
                }
                Token::Name(name)
            }
            _ => Token::Other,
        };
        Some((token, at))
    }

    fn quoted(&mut self) -> String {
        let mut text = String::new();
        while let Some(character) = self.next() {
            match character {
                '"' => break,
                '\\' => drop(self.next()),
                _ => text.push(character),
            }
        }
        text
    }

    fn raw_quoted(&mut self) -> String {
        let mut end = "\"".to_owned();
        while self.next_if(|next| next == '#').is_some() {
            end.push('#');
        }
        self.next_if(|next| next == '"');
        let mut text = String::new();
        while !text.ends_with(&end) {
            let Some(character) = self.next() else { return text };
            text.push(character);
        }
        text.truncate(text.len() - end.len());
        text
    }

    fn comment(&mut self) -> Token {
        if self.next_if(|next| next == '/').is_some() {
            while self.next_if(|next| next != '\n').is_some() {}
            return Token::Comment;
        }
        if self.next_if(|next| next == '*').is_none() {
            return Token::Other;
        }
        let mut depth = 1;
        while depth > 0 {
            match self.next() {
                Some('*') if self.next_if(|next| next == '/').is_some() => depth -= 1,
                Some('/') if self.next_if(|next| next == '*').is_some() => depth += 1,
                Some(_) => {}
                None => break,
            }
        }
        Token::Comment
    }
}

struct SpanFinder<'text> {
    tokenizer: Tokenizer<'text>,
    spans: Spans,
}

/// The fields of an item, until its end.
#[derive(Default)]
struct ItemSpans {
    id: Option<Id>,
    start: Position,
    fields: Vec<(usize, Position)>,
}

impl SpanFinder<'_> {
    fn read(&mut self) {
        let mut depth = 0;
        let mut section: Option<Section> = None;
        let mut item = ItemSpans::default();
        let mut name: Option<(String, Position)> = None;
        let mut key: Option<String> = None;
        while let Some((token, at)) = self.tokenizer.token() {
            let item_depth = section.map_or(0, |section| if section.count() == Count::One { 2 } else { 3 });
            match token {
                Token::Open => {
                    depth += 1;
                    if depth == item_depth {
                        item = ItemSpans { start: name.take().map_or(at, |(_, at)| at), ..ItemSpans::default() };
                    }
                }
                Token::Close => {
                    if depth == item_depth
                        && let Some(section) = section
                    {
                        self.keep(section, std::mem::take(&mut item));
                    }
                    depth -= 1;
                }
                Token::Name(text) => name = Some((text, at)),
                Token::Colon => {
                    let Some((text, at)) = name.take() else { continue };
                    if depth == 1 {
                        section = Section::named(&text).filter(|section| *section != Section::Header);
                        if let Some(field) = Section::Header.kind().position(&text) {
                            let header = ItemSpans { start: at, fields: vec![(field, at)], ..ItemSpans::default() };
                            self.keep(Section::Header, header);
                        }
                    } else if depth == item_depth
                        && let Some(field) = section.and_then(|section| section.kind().position(&text))
                    {
                        item.fields.push((field, at));
                    }
                    key = Some(text);
                }
                Token::Text(text) => {
                    if depth == item_depth && key.take().is_some_and(|key| key == "id") {
                        item.id = Some(Id::new(text));
                    }
                }
                Token::Comment => self.spans.comment = self.spans.comment.or(Some(at)),
                Token::Other => {}
            }
        }
    }

    fn keep(&mut self, section: Section, found: ItemSpans) {
        let id = if section.count() == Count::One { Some(Id::new(section.name())) } else { found.id };
        let Some(id) = id else { return };
        for (field, at) in found.fields {
            self.spans.fields.insert((section, id.clone(), field), at);
        }
        self.spans.items.insert((section, id), found.start);
    }
}

#[cfg(test)]
mod tests {
    use super::spans;
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
}

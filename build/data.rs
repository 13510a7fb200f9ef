//! A data file, written in RON, as `serde` reads that and JSON: the name of a struct goes, a word is a text, and what stands
//! behind a word that begins with a small letter, the variant of an enum, stands under its name. A test of the words sees
//! that both say the same.

use std::fmt::Write as _;

/// What a data file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Data {
    /// A text.
    Text(String),
    /// A number, or yes or no, as JSON writes it too.
    Plain(String),
    List(Vec<Data>),
    /// Values by their names, in the order of the file.
    Map(Vec<(String, Data)>),
}

/// The forms that a language has of a text for numbers: each language has its own.
const FORMS: &[&str] = &["one", "few", "many", "other"];

impl Data {
    /// Reads a data file.
    ///
    /// # Errors
    /// The line with what is not known here, and what that is.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut reader = Reader { text, rest: text };
        let read = reader.value().map_err(|wrong| format!("{}: {wrong}", reader.line()))?;
        reader.skip_space();
        if reader.rest.is_empty() { Ok(read) } else { Err(format!("{}: something behind the end", reader.line())) }
    }

    /// The same with what another has by a name that is not in this one, so that it can be read though it is not finished.
    /// A list, and a text with its forms for numbers, is never made of both.
    pub(crate) fn completed(self, other: Self) -> Self {
        let (Self::Map(mut own), Self::Map(other)) = (self.clone(), other) else { return self };
        let is_form = |(name, _): &(String, Self)| FORMS.contains(&name.as_str());
        if other.iter().all(is_form) && other.iter().any(|(name, _)| name == "other") {
            return self;
        }
        let complete = |(name, theirs): (String, Self)| match own.iter().position(|(known, _)| *known == name) {
            Some(place) => (name, own.remove(place).1.completed(theirs)),
            None => (name, theirs),
        };
        let mut whole: Vec<(String, Self)> = other.into_iter().map(complete).collect();
        whole.extend(own);
        Self::Map(whole)
    }

    /// As JSON.
    pub(crate) fn to_json(&self) -> String {
        let mut json = String::new();
        self.write(&mut json);
        json
    }

    fn write(&self, json: &mut String) {
        match self {
            Self::Text(text) => write_text(text, json),
            Self::Plain(plain) => json.push_str(plain),
            Self::List(values) => {
                for (at, value) in values.iter().enumerate() {
                    json.push(if at == 0 { '[' } else { ',' });
                    value.write(json);
                }
                json.push_str(if values.is_empty() { "[]" } else { "]" });
            }
            Self::Map(values) => {
                for (at, (name, value)) in values.iter().enumerate() {
                    json.push(if at == 0 { '{' } else { ',' });
                    write_text(name, json);
                    json.push(':');
                    value.write(json);
                }
                json.push_str(if values.is_empty() { "{}" } else { "}" });
            }
        }
    }
}

fn write_text(text: &str, json: &mut String) {
    json.push('"');
    for character in text.chars() {
        if character == '"' || character == '\\' {
            json.push('\\');
        }
        if character.is_control() {
            let _ = write!(json, "\\u{:04x}", character as u32);
        } else {
            json.push(character);
        }
    }
    json.push('"');
}

type Read<T> = Result<T, &'static str>;

struct Reader<'text> {
    text: &'text str,
    rest: &'text str,
}

impl<'text> Reader<'text> {
    fn line(&self) -> usize {
        self.text[..self.text.len() - self.rest.len()].matches('\n').count() + 1
    }

    fn skip_space(&mut self) {
        loop {
            self.rest = self.rest.trim_start();
            match self.rest.strip_prefix("//") {
                None => return,
                Some(remark) => self.rest = remark.find('\n').map_or("", |end| &remark[end..]),
            }
        }
    }

    /// Goes past this, with the space before it, if it is there.
    fn takes(&mut self, wanted: char) -> bool {
        self.skip_space();
        let after = self.rest.strip_prefix(wanted);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn word(&mut self) -> &'text str {
        self.skip_space();
        let is_of_word = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.');
        let end = self.rest.find(|character| !is_of_word(character)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn value(&mut self) -> Read<Data> {
        self.skip_space();
        match self.rest.chars().next().ok_or("a value is missing")? {
            quote @ ('"' | '\'') => self.quoted(quote).map(Data::Text),
            '[' => self.list_of('[', ']', Self::value).map(Data::List),
            '{' => self.list_of('{', '}', Self::entry).map(Data::Map),
            '(' => self.group(),
            _ => self.named(),
        }
    }

    /// A word, or a number, or what stands behind the name of a struct or variant; of a variant one value stands for itself.
    fn named(&mut self) -> Read<Data> {
        let word = self.word();
        let first = word.chars().next().ok_or("no value begins like this")?;
        let is_plain = first.is_ascii_digit() || first == '-' || matches!(word, "true" | "false");
        match self.rest.starts_with('(') {
            false if is_plain => Ok(Data::Plain(word.to_owned())),
            false => Ok(Data::Text(word.to_owned())),
            true if first.is_uppercase() => self.group(),
            true => {
                let value = match self.group()? {
                    Data::List(mut values) if values.len() == 1 => values.remove(0),
                    group => group,
                };
                Ok(Data::Map(vec![(word.to_owned(), value)]))
            }
        }
    }

    /// What stands in parentheses: fields by their names, or values one behind the other.
    fn group(&mut self) -> Read<Data> {
        let begin = self.rest;
        self.rest = begin.strip_prefix('(').ok_or("a parenthesis is missing")?;
        let is_by_name = !self.word().is_empty() && self.takes(':');
        self.rest = begin;
        if is_by_name {
            self.list_of('(', ')', Self::field).map(Data::Map)
        } else {
            self.list_of('(', ')', Self::value).map(Data::List)
        }
    }

    /// Items with commas between them.
    fn list_of<Item>(&mut self, open: char, close: char, item: fn(&mut Self) -> Read<Item>) -> Read<Vec<Item>> {
        self.takes(open);
        let mut items = Vec::new();
        while !self.takes(close) {
            items.push(item(self)?);
            if !self.takes(',') {
                return if self.takes(close) { Ok(items) } else { Err("a comma is missing") };
            }
        }
        Ok(items)
    }

    /// A name and the value of a field.
    fn field(&mut self) -> Read<(String, Data)> {
        let name = self.word().to_owned();
        Ok((name, self.behind_colon()?))
    }

    /// A key and its value.
    fn entry(&mut self) -> Read<(String, Data)> {
        let Data::Text(key) = self.value()? else { return Err("a key is a text") };
        Ok((key, self.behind_colon()?))
    }

    fn behind_colon(&mut self) -> Read<Data> {
        if self.takes(':') { self.value() } else { Err("a colon is missing") }
    }

    /// A text or character in quotes.
    fn quoted(&mut self, quote: char) -> Read<String> {
        let mut characters = self.rest[1..].chars();
        let mut text = String::new();
        loop {
            match characters.next().ok_or("a text does not end")? {
                end if end == quote => break,
                '\\' => text.push(match characters.next() {
                    Some('n') => '\n',
                    Some('t') => '\t',
                    Some(escaped @ ('"' | '\\')) => escaped,
                    _ => return Err("an escape that no data file needs"),
                }),
                character => text.push(character),
            }
        }
        self.rest = characters.as_str();
        Ok(text)
    }
}

//! Works out before the program is compiled what it would else work out at every start: the words and the guide, written in
//! RON, as JSON, which is read many times faster; and which characters Unicode calls invisible, as ranges. What is written
//! stays the only source.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let made = PathBuf::from(env::var_os("OUT_DIR").expect("cargo says where"));
    println!("cargo::rerun-if-changed=build.rs");
    for folder in ["src/i18n", "src/guide"] {
        println!("cargo::rerun-if-changed={folder}");
        data_files(Path::new(folder), &made.join(folder));
    }
    fs::write(made.join("invisible.rs"), invisible::source()).expect("a place to write");
}

/// Writes each data file of a folder and those below it as JSON into another.
fn data_files(folder: &Path, made: &Path) {
    fs::create_dir_all(made).expect("a place to write");
    for entry in fs::read_dir(folder).expect("the folders of the data files are there").flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        if path.is_dir() {
            data_files(&path, &made.join(name));
        } else if path.extension().is_some_and(|ending| ending == "ron") {
            let text = fs::read_to_string(&path).expect("a data file is text");
            let json = ron::to_json(&text).unwrap_or_else(|wrong| panic!("{}:{wrong}", path.display()));
            fs::write(made.join(name).with_extension("json"), json).expect("a place to write");
        }
    }
}

mod ron {
    //! RON as JSON, as `serde` reads both: the name of a struct goes, a word is a text, and what stands behind a word that
    //! begins with a small letter, the variant of an enum, stands under its name. A test of the words sees that both say
    //! the same.

    use std::fmt::Write as _;

    type Written = Result<(), &'static str>;

    /// The same as JSON.
    ///
    /// # Errors
    /// The line with what is not known here, and what that is.
    pub(super) fn to_json(text: &str) -> Result<String, String> {
        let mut writer = JsonWriter { text, rest: text, json: String::with_capacity(text.len()) };
        writer.value().map_err(|wrong| format!("{}: {wrong}", writer.line()))?;
        writer.skip_space();
        if writer.rest.is_empty() {
            Ok(writer.json)
        } else {
            Err(format!("{}: something behind the end", writer.line()))
        }
    }

    struct JsonWriter<'text> {
        text: &'text str,
        rest: &'text str,
        json: String,
    }

    impl<'text> JsonWriter<'text> {
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

        fn value(&mut self) -> Written {
            self.skip_space();
            match self.rest.chars().next().ok_or("a value is missing")? {
                '"' => self.quoted('"'),
                '\'' => self.quoted('\''),
                '[' => self.list('[', ']', Self::value),
                '{' => self.list('{', '}', Self::entry),
                '(' => self.group(false),
                _ => self.named(),
            }
        }

        /// A word, or a number, or what stands behind the name of a struct or variant.
        fn named(&mut self) -> Written {
            let word = self.word();
            let first = word.chars().next().ok_or("no value begins like this")?;
            let is_plain = first.is_ascii_digit() || first == '-' || matches!(word, "true" | "false");
            match self.rest.starts_with('(') {
                false if is_plain => self.json.push_str(word),
                false => self.text(word),
                true if first.is_uppercase() => self.group(false)?,
                true => {
                    self.json.push('{');
                    self.text(word);
                    self.json.push(':');
                    self.group(true)?;
                    self.json.push('}');
                }
            }
            Ok(())
        }

        /// What stands in parentheses: fields by their names, or values one behind the other; of a variant one value stands
        /// for itself.
        fn group(&mut self, is_of_variant: bool) -> Written {
            let begin = self.rest;
            self.rest = begin.strip_prefix('(').ok_or("a parenthesis is missing")?;
            let is_by_name = !self.word().is_empty() && self.takes(':');
            self.rest = begin;
            if is_by_name {
                self.json.push('{');
                self.list_of('(', ')', Self::field)?;
                self.json.push('}');
                return Ok(());
            }
            let from = self.json.len();
            let count = self.list_of('(', ')', Self::value)?;
            if !is_of_variant || count != 1 {
                self.json.insert(from, '[');
                self.json.push(']');
            }
            Ok(())
        }

        fn list(&mut self, open: char, close: char, item: fn(&mut Self) -> Written) -> Written {
            self.json.push(open);
            self.list_of(open, close, item)?;
            self.json.push(close);
            Ok(())
        }

        /// Items with commas between them; how many there are.
        fn list_of(&mut self, open: char, close: char, item: fn(&mut Self) -> Written) -> Result<usize, &'static str> {
            self.takes(open);
            let mut count = 0;
            while !self.takes(close) {
                if count > 0 {
                    self.json.push(',');
                }
                item(self)?;
                count += 1;
                if !self.takes(',') {
                    return if self.takes(close) { Ok(count) } else { Err("a comma is missing") };
                }
            }
            Ok(count)
        }

        /// A name and the value of a field.
        fn field(&mut self) -> Written {
            let name = self.word();
            self.text(name);
            self.behind_colon()
        }

        /// A key and its value.
        fn entry(&mut self) -> Written {
            self.value()?;
            self.behind_colon()
        }

        fn behind_colon(&mut self) -> Written {
            if !self.takes(':') {
                return Err("a colon is missing");
            }
            self.json.push(':');
            self.value()
        }

        /// A text or character in quotes.
        fn quoted(&mut self, quote: char) -> Written {
            let mut characters = self.rest[1..].chars();
            self.json.push('"');
            loop {
                match characters.next().ok_or("a text does not end")? {
                    end if end == quote => break,
                    '\\' => match characters.next() {
                        Some(escaped @ ('"' | '\\' | 'n' | 't')) => self.json.extend(['\\', escaped]),
                        _ => return Err("an escape that no data file needs"),
                    },
                    character => self.plain(character),
                }
            }
            self.json.push('"');
            self.rest = characters.as_str();
            Ok(())
        }

        fn text(&mut self, text: &str) {
            self.json.push('"');
            text.chars().for_each(|character| self.plain(character));
            self.json.push('"');
        }

        fn plain(&mut self, character: char) {
            if character == '"' || character == '\\' {
                self.json.push('\\');
            }
            if character.is_control() {
                let _ = write!(self.json, "\\u{:04x}", character as u32);
            } else {
                self.json.push(character);
            }
        }
    }
}

mod invisible {
    //! Characters that cannot be seen, by their properties in Unicode, so that none is forgotten.

    use regex_syntax::hir::{Class, HirKind};

    /// What has no picture of its own. Signs that stand before an Arabic number have one, though Unicode calls them
    /// formatting.
    const INVISIBLE: &str = r"[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Zl}\p{Zp}--\p{Prepended_Concatenation_Mark}]";
    /// What changes the picture of the character before it.
    const SELECTORS: &str = r"[\p{Join_Control}\p{Variation_Selector}]";
    /// What has another picture with a joiner or selector behind it: pictures, and letters outside the scripts of Europe.
    const SELECTABLE: &str = concat!(
        r"[[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Alphabetic}\p{M}\p{Sm}\x{fe0f}]",
        r"--[\p{Latin}\p{Greek}\p{Cyrillic}\p{ASCII}]--[\p{Inherited}--\x{fe0f}]]"
    );

    /// The ranges of each class, in order, as Rust.
    pub(super) fn source() -> String {
        let code = |character: char| format!("'{}'", character.escape_unicode());
        let range = |(first, last)| format!("({}, {})", code(first), code(last));
        let table = |(name, class)| {
            let ranges: Vec<String> = ranges(class).into_iter().map(range).collect();
            format!("const {name}: &[(char, char)] = &[{}];\n", ranges.join(", "))
        };
        [("INVISIBLE", INVISIBLE), ("SELECTORS", SELECTORS), ("SELECTABLE", SELECTABLE)].map(table).concat()
    }

    fn ranges(class: &str) -> Vec<(char, char)> {
        match regex_syntax::parse(class).expect("the class can be read").into_kind() {
            HirKind::Class(Class::Unicode(class)) => {
                class.ranges().iter().map(|range| (range.start(), range.end())).collect()
            }
            _ => panic!("{class} is no class of characters"),
        }
    }
}

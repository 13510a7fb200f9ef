//! What tells the rows and columns of a grid apart, in words.

use crate::domain::session::{Section, Session};
use crate::domain::value::{Kind, Value};

use super::sentences::Sentences;

impl Sentences<'_> {
    /// What tells a row or column of a grid from the others, in words: also one of the words of a field that holds several.
    #[must_use]
    pub fn key_text(&self, section: Section, field: usize, key: &Value, session: &Session) -> String {
        match (section.kind().fields[field].kind, key) {
            (Kind::Choices(set), Value::Choice(word)) => self.words.choice(set.name, word).to_owned(),
            _ => self.value_text(section, field, key, session),
        }
    }
}

//! What people typed into a session.

use werksessie::domain::hidden::is_hidden;
use werksessie::domain::session::{Section, Session};
use werksessie::domain::value::{Kind, Value};

/// Every text that a session holds, but for what is still hidden; the id of another session is no word of anybody.
pub(crate) fn texts(session: &Session) -> Vec<String> {
    let mut texts = Vec::new();
    let is_told = |section: &&Section| **section != Section::Header && !is_hidden(session, **section);
    for &section in Section::ALL.iter().filter(is_told) {
        for record in session.table(section).records() {
            for (field, value) in section.kind().fields.iter().zip(record.values()) {
                match value {
                    Value::Text(text) | Value::AsTyped(text) => texts.push(text),
                    Value::Set(members) if field.kind == Kind::Marks => texts.extend(members),
                    _ => {}
                }
            }
        }
    }
    texts
}

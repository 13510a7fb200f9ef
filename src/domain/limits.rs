//! How much a session may hold. Constructors, `apply` and `merge` keep to it, so that every session that can be made can
//! also be read; the reader, the form and the paste only ask here.

use super::value::Value;

/// The most items of a section.
pub const MOST_ITEMS: usize = 20_000;
/// The longest text of a field, in bytes; of a list, all members together, with one for each.
pub const LONGEST_TEXT: usize = 64 * 1024;
/// The most lines of a text.
pub const MOST_LINES: usize = 2_000;
/// The most members of a list in a field: marks, links, scores.
pub const MOST_MEMBERS: usize = 2_000;
/// The longest id, in bytes.
pub const LONGEST_ID: usize = 80;
/// The largest file, in bytes.
pub const LARGEST_FILE: usize = 8 * 1024 * 1024;

/// What there is too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// How many items a section has.
    Items,
    /// How many bytes the text of a field has.
    Bytes,
    /// How many lines a text has.
    Lines,
    /// How many members a list in a field has.
    Members,
}

impl Limit {
    /// How much there may be.
    pub fn most(self) -> usize {
        match self {
            Self::Items => MOST_ITEMS,
            Self::Bytes => LONGEST_TEXT,
            Self::Lines => MOST_LINES,
            Self::Members => MOST_MEMBERS,
        }
    }
}

/// Whether a section may hold so many items.
///
/// # Errors
/// They are too many.
pub fn items(count: usize) -> Result<(), Limit> {
    within(count, Limit::Items)
}

/// Whether a field may hold a text.
///
/// # Errors
/// It is too long, or has too many lines.
pub fn text(text: &str) -> Result<(), Limit> {
    within(text.len(), Limit::Bytes)?;
    // A line is a byte at least: most texts need not be counted.
    if text.len() < MOST_LINES {
        Ok(())
    } else {
        within(memchr::memchr_iter(b'\n', text.as_bytes()).count() + 1, Limit::Lines)
    }
}

/// Whether a field may hold a value.
///
/// # Errors
/// There is too much of it.
pub fn value(value: &Value) -> Result<(), Limit> {
    match value {
        Value::Text(text) | Value::AsTyped(text) => self::text(text),
        Value::Set(members) => {
            within(members.len(), Limit::Members)?;
            within(members.iter().map(|member| member.len() + 1).sum(), Limit::Bytes)
        }
        Value::Scores(scores) => within(scores.len(), Limit::Members),
        Value::Versions(versions) => within(versions.len(), Limit::Members),
        _ => Ok(()),
    }
}

fn within(count: usize, limit: Limit) -> Result<(), Limit> {
    if count <= limit.most() { Ok(()) } else { Err(limit) }
}

/// Whether a text is one line. A return counts as a new line: it is read as one.
pub(super) fn is_line(text: &str) -> bool {
    memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_none()
}

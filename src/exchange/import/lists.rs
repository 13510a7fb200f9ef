//! What lists of people, actions and scores have in common: the labels of fields, and what is told of columns and rows.

use crate::domain::record::RecordKind;
use crate::domain::value::Value;
use crate::i18n::import::NoteKind;
use crate::i18n::{Words, dates};

use super::headings::Listed;
use super::note::ImportNote;
use super::preview::folded;

/// So many columns or people are named.
const MOST_NAMED: usize = 12;

/// Those fields of a record that a list fills, with their labels on the screen: that is how a user calls them too.
pub(super) fn labels(kind: &'static RecordKind, fields: &[usize], words: &Words) -> Vec<(String, String)> {
    let names = fields.iter().map(|field| kind.fields[*field].name);
    names.map(|name| (name.to_owned(), words.field(kind, name).to_owned())).collect()
}

/// Whether a text is one of these words, as a whole; between two of them stands ` | `.
pub(super) fn is_word(text: &str, words: &str) -> bool {
    let text = folded(text);
    words.split(" | ").any(|word| folded(word) == text)
}

/// Which column becomes which field, in words.
pub(super) fn answers(listed: &Listed<'_>, kind: &'static RecordKind, words: &Words) -> Vec<(String, String)> {
    let own =
        |field: &str| kind.fields.iter().find(|known| known.name == field).map(|known| words.field(kind, known.name));
    let title = || kind.title().map_or("", |title| words.field(kind, kind.fields[title].name));
    listed
        .taken()
        .map(|(head, field)| {
            (if head.is_empty() { "–" } else { head }.to_owned(), own(field).unwrap_or_else(title).to_owned())
        })
        .collect()
}

/// The columns that become nothing, and why.
pub(super) fn left_out(listed: &Listed<'_>, words: &Words) -> Vec<String> {
    let (personal, others) = listed.left_out();
    let told = |kind: NoteKind, heads: Vec<&str>| {
        let names = named(heads.iter().copied(), "; ", words);
        (!heads.is_empty()).then(|| ImportNote::naming(kind, &[("column", &names)]).text(words))
    };
    [told(NoteKind::Personal, personal), told(NoteKind::NoField, others)].into_iter().flatten().collect()
}

/// The first of these names, and how many there are beside them.
pub(super) fn named<'name>(names: impl ExactSizeIterator<Item = &'name str>, between: &str, words: &Words) -> String {
    let more = names.len().saturating_sub(MOST_NAMED);
    let mut told = names.take(MOST_NAMED).collect::<Vec<_>>().join(between);
    if more > 0 {
        told.push_str(&words.import.and_more(more));
    }
    told
}

/// Some fields of a record as they will stand there.
pub(super) fn row_shown(fields: &[usize], values: &[Value], kind: &'static RecordKind, words: &Words) -> Vec<String> {
    let text = |field: &usize| match &values[*field] {
        Value::Text(text) | Value::AsTyped(text) => text.clone(),
        Value::Date(date) => dates::short_date(*date, None, words),
        Value::Choice(word) => match kind.fields[*field].kind {
            crate::domain::value::Kind::Choice(choices) => words.choice(choices.name, word).to_owned(),
            _ => (*word).to_owned(),
        },
        _ => String::new(),
    };
    fields.iter().map(text).collect()
}

/// Whether a text is one of these words, or begins with one; between two of them stands ` | `.
pub(super) fn says(text: &str, words: &str) -> bool {
    let text = folded(text);
    let is_it = |word: &str| {
        let rest = text.strip_prefix(folded(word).as_str());
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    !text.is_empty() && words.split(" | ").any(is_it)
}

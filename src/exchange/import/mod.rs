//! What people bring: figures, people, actions and scores, in the files and tables that they have. Bytes become a table
//! ([`brought`]), a table becomes changes of a session that are shown before they are made ([`preview`]), and one undo takes
//! all of them back. Nothing here reads a file, and nothing here is touched before something is brought.

pub mod brought;
mod figures;
mod json;
mod markdown;
mod note;
mod packed;
pub mod preview;
pub mod refusal;
mod sheet;
mod text;
mod workbook;

use jiff::civil::Date;

use crate::domain::id::IdSource;
use crate::domain::record::Record;
use crate::domain::safe_text::typed;
use crate::domain::session::Session;
use crate::domain::value::Value;
use crate::i18n::Words;
use crate::i18n::import::RefusalKind;

use brought::Brought;
use preview::{ImportChoices, ImportKind, Prepared};
use refusal::Refusal;

/// What a line of a session holds at most of a cell.
const LONGEST_LINE: usize = 2_000;

/// Makes the changes that what was brought comes down to, and what is shown of them.
///
/// # Errors
/// It is nothing that can enter; nothing is changed.
pub fn prepare(
    brought: &Brought,
    session: &Session,
    choices: &ImportChoices,
    ids: &mut IdSource,
    today: Date,
    words: &Words,
) -> Result<Prepared, Refusal> {
    let _ = today;
    let sheets = match choices.sheet {
        None => brought.sheets.as_slice(),
        Some(number) => {
            let sheet = number.checked_sub(1).and_then(|number| brought.sheets.get(number..=number));
            let count = brought.sheets.len();
            sheet.ok_or_else(|| Refusal::naming(RefusalKind::NoSuchSheet, &[("number", &number), ("count", &count)]))?
        }
    };
    let figures = match choices.kind {
        None | Some(ImportKind::Figures) => figures::find(brought, sheets)?,
        _ => None,
    };
    match figures {
        Some(figures) => figures.prepare(brought, session, choices, ids, words),
        None => Err(RefusalKind::NotKnown.into()),
    }
}

/// Text as a field of one line holds it.
fn line(text: &str) -> Value {
    let text = typed(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let end = text.char_indices().map(|(at, letter)| at + letter.len_utf8()).take_while(|end| *end <= LONGEST_LINE);
    Value::text(&text[..end.last().unwrap_or(0)])
}

/// The fields of a record that hold nothing, and for which there is a value: what is filled is never overwritten.
fn blanks(known: &dyn Record, values: &[Value]) -> Vec<(usize, Value)> {
    let values = values.iter().enumerate();
    let fits = values.filter(|(field, value)| !value.is_empty() && known.value(*field).is_empty());
    fits.map(|(field, value)| (field, value.clone())).collect()
}

/// Whether a record holds something else than what was brought.
fn differs(known: &dyn Record, field: usize, value: &Value) -> bool {
    let known = known.value(field);
    !value.is_empty() && !known.is_empty() && known != *value
}

/// How many are new, filled in, and there already.
fn counted(added: usize, filled: usize, same: usize, words: &Words) -> String {
    let import = &words.import;
    let parts = [(added, import.added(added)), (filled, import.filled(filled)), (same, import.same(same))];
    let parts: Vec<String> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, text)| text).collect();
    if parts.is_empty() { import.nothing_new.clone() } else { parts.join(", ") }
}

//! What people bring: figures, people, actions and scores, in the files and tables that they have. Bytes become a table
//! ([`brought`]), a table becomes changes of a session that are shown before they are made ([`preview`]), and one undo takes
//! all of them back. Nothing here reads a file, and nothing here is touched before something is brought.

mod actions;
pub mod brought;
mod figures;
pub mod from_disk;
mod headings;
mod heard;
mod json;
mod lists;
mod markdown;
mod note;
mod packed;
mod people;
pub mod preview;
pub mod refusal;
mod scores;
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
use crate::i18n::import::{NoteKind, RefusalKind};

use brought::Brought;
use note::ImportNote;
use preview::{Ask, ImportChoices, ImportKind, Prepared, Preview};
use refusal::Refusal;
use sheet::Sheet;

/// By which it is answered which of several lists enters.
pub const SHEET: &str = "sheet";
/// What a sheet is taken for, the first that it can be.
const IN_ORDER: [ImportKind; 4] = [ImportKind::Figures, ImportKind::Scores, ImportKind::Actions, ImportKind::People];

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
    let lists = lists_of(brought, session, choices, today, words);
    let option = |(_, at): &(ImportKind, usize)| {
        let (number, name) = ((at + 1).to_string(), &brought.sheets[*at].name);
        let label = if name.is_empty() { format!("{} {number}", brought.name) } else { name.clone() };
        (number, label)
    };
    let options = lists.iter().map(option).collect();
    let mut ask = Ask::new(choices, SHEET, &words.import.list, options, None);
    let sheets =
        ask.chosen.map_or(brought.sheets.as_slice(), |list| std::slice::from_ref(&brought.sheets[lists[list].1]));
    let mut prepared = of_sheets(sheets, brought, session, choices, ids, today, words)?;
    if !lists.is_empty() {
        ask.chosen = ask.chosen.or_else(|| lists.iter().position(|(kind, _)| *kind == prepared.kind));
        let others = ask.options.iter().enumerate().filter(|(number, _)| Some(*number) != ask.chosen);
        let others: Vec<&str> = others.map(|(_, (_, label))| label.as_str()).collect();
        if !others.is_empty() {
            let names = lists::named(others.into_iter(), "; ", words);
            prepared
                .preview
                .notes
                .insert(0, ImportNote::naming(NoteKind::OtherLists, &[("names", &names)]).text(words));
        }
        prepared.preview.asks.insert(0, ask);
    }
    Ok(prepared)
}

/// The lists in what was brought, where there is something to choose among, by the numbers of their sheets; none where
/// all of it belongs together.
fn lists_of(
    brought: &Brought,
    session: &Session,
    choices: &ImportChoices,
    today: Date,
    words: &Words,
) -> Vec<(ImportKind, usize)> {
    if brought.list.is_some() || figures::is_bundle(brought) {
        return Vec::new();
    }
    let kind = |sheet: &Sheet| {
        let is_it = |kind| match kind {
            ImportKind::Figures => matches!(figures::find(brought, std::slice::from_ref(sheet)), Ok(Some(_))),
            ImportKind::People => people::find(sheet, choices, words).is_some(),
            ImportKind::Actions => actions::find(sheet, session, choices, today, words).is_some(),
            ImportKind::Scores => scores::find(sheet, choices, words).is_some(),
        };
        IN_ORDER.into_iter().find(|kind| choices.kind.is_none_or(|wanted| wanted == *kind) && is_it(*kind))
    };
    let found = brought.sheets.iter().enumerate().filter_map(|(number, sheet)| Some((kind(sheet)?, number)));
    let lists: Vec<_> = found.collect();
    if lists.len() > 1 || choices.answers.contains_key(SHEET) { lists } else { Vec::new() }
}

/// Makes the changes that the first of some sheets comes down to of which anything is known.
fn of_sheets(
    sheets: &[Sheet],
    brought: &Brought,
    session: &Session,
    choices: &ImportChoices,
    ids: &mut IdSource,
    today: Date,
    words: &Words,
) -> Result<Prepared, Refusal> {
    let is_wanted = |kind| choices.kind.is_none_or(|wanted| wanted == kind);
    if let Some(list) = brought.list.as_ref().filter(|_| is_wanted(ImportKind::Actions)) {
        let (mut found, mut odd, mut preview) = (actions::of_list(list, session, today, words), 0, Preview::default());
        for sheet in sheets {
            if let Some(listed) = actions::find(sheet, session, choices, today, words) {
                let (more, left_out) = actions::of_table(&listed, &mut preview, words);
                found.extend(more);
                odd += left_out;
            } else {
                let line = ImportNote::naming(NoteKind::OtherTable, &[("line", &sheet.line(0))]);
                preview.left_out.push(line.text(words));
            }
        }
        return actions::prepare((found, odd), preview, brought, session, ids, today, words);
    }
    if is_wanted(ImportKind::Figures)
        && let Some(figures) = figures::find(brought, sheets)?
    {
        return figures.prepare(brought, session, choices, ids, words);
    }
    for sheet in sheets {
        if let Some(listed) = scores::find(sheet, choices, words).filter(|_| is_wanted(ImportKind::Scores)) {
            return scores::prepare(&listed, brought, session, choices, ids, words);
        }
        let found = actions::find(sheet, session, choices, today, words).filter(|_| is_wanted(ImportKind::Actions));
        if let Some(listed) = found {
            let mut preview = Preview::default();
            let found = actions::of_table(&listed, &mut preview, words);
            return actions::prepare(found, preview, brought, session, ids, today, words);
        }
        if let Some(listed) = people::find(sheet, choices, words).filter(|_| is_wanted(ImportKind::People)) {
            return people::prepare(&listed, brought, session, choices, ids, today, words);
        }
    }
    let is_pivot = |sheet: &Sheet| {
        let cells = (0..sheet.len().min(4)).flat_map(|row| sheet.row(row));
        cells.into_iter().any(|cell| lists::is_word(cell, &words.import.pivot_words))
    };
    if sheets.iter().any(is_pivot) {
        return Err(RefusalKind::Pivot.into());
    }
    let heads = sheets.first().map(|sheet| sheet.row(0).filter(|cell| !cell.is_empty()).collect::<Vec<_>>());
    let columns = lists::named(heads.unwrap_or_default().into_iter(), "; ", words);
    Err(Refusal::naming(RefusalKind::NotKnown, &[("columns", &columns)]))
}

/// Text as it stands on one line.
fn on_one_line(text: &str) -> String {
    typed(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text is longer than a field of one line holds.
fn is_cut(text: &str) -> bool {
    text.len() > LONGEST_LINE && on_one_line(text).len() > LONGEST_LINE
}

/// Text as a field of one line holds it.
fn line(text: &str) -> Value {
    let text = on_one_line(text);
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

/// Tells what is so on these lines of the file, if there are any.
fn told_on(kind: NoteKind, lines: &[usize], preview: &mut Preview, words: &Words) {
    if !lines.is_empty() {
        let lines = note::lines_named(lines);
        preview.notes.push(ImportNote::naming(kind, &[("lines", &lines)]).text(words));
    }
}

/// What became of the rows.
#[derive(Clone, Copy, Debug, Default)]
struct RowTally {
    added: usize,
    filled: usize,
    /// Those that are in the session already.
    same: usize,
    /// Those that stand in the table twice.
    doubled: usize,
    /// Those without a name, an action or an answer.
    blank: usize,
    /// Those that hold what is no text.
    odd: usize,
    /// Those of which a text is longer than a field holds.
    cut: usize,
    /// Those that the user does not want.
    unwanted: usize,
}

impl RowTally {
    /// How many entered, and how many did not, with why.
    fn told(self, words: &Words) -> String {
        let import = &words.import;
        let told = |count: usize, text: &dyn Fn(usize) -> String| (count > 0).then(|| text(count));
        let mut entered: Vec<String> = [
            told(self.added, &|count| import.added(count)),
            told(self.filled, &|count| import.filled(count)),
            told(self.same, &|count| import.same(words.count(count))),
        ]
        .into_iter()
        .flatten()
        .collect();
        if entered.is_empty() {
            entered.push(import.nothing_new.clone());
        }
        let left_out = [
            told(self.doubled, &|count| import.doubled(count)),
            told(self.blank, &|count| import.blank(count)),
            told(self.odd, &|count| import.odd(count)),
            told(self.cut, &|count| import.cut(count)),
            told(self.unwanted, &|count| import.unwanted(count)),
        ];
        entered.extend(left_out.into_iter().flatten());
        entered.join(", ")
    }

    /// Counts the rows of which a text was cut, and tells on which lines they stand.
    fn cut_on(&mut self, lines: &[usize], preview: &mut Preview, words: &Words) {
        self.cut = lines.len();
        told_on(NoteKind::TextCut, lines, preview, words);
    }

    /// How many rows do not enter for which reason; those that are odd are named one by one.
    fn left_out(self, words: &Words) -> Vec<String> {
        let reasons = [
            (NoteKind::RowsDoubled, self.doubled),
            (NoteKind::RowsLeftOut, self.blank),
            (NoteKind::RowsUnwanted, self.unwanted),
        ];
        let told = reasons.into_iter().filter(|(_, count)| *count > 0);
        told.map(|(kind, count)| ImportNote::naming(kind, &[("count", &count)]).text(words)).collect()
    }
}

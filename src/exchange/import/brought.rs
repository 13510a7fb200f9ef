//! What was brought: bytes become one or more tables, told apart by what they are and never by their name.

use csv::StringRecord;

use crate::i18n::Words;
use crate::i18n::import::{NoteKind, RefusalKind};

use super::json;
use super::markdown;
use super::note::ImportNote;
use super::packed::PackedFiles;
use super::refusal::Refusal;
use super::sheet::{LARGEST_FILE, MOST_ROWS, Sheet, count_cells};
use super::text;
use super::workbook;

/// What was brought, as tables; for text that is a list rather than a table, the text itself.
#[derive(Clone, Debug, Default)]
pub struct Brought {
    /// What it is called; only told, and asked for a year that the table itself does not tell.
    pub name: String,
    /// Its tables: the sheets of a workbook, the files of a bundle.
    pub(super) sheets: Vec<Sheet>,
    /// Text of a list with boxes to tick (`- [ ]`).
    pub(super) list: Option<String>,
    /// What was noticed while it was read.
    pub(super) notes: Vec<ImportNote>,
    /// The files that belong to it and hold no table, and why.
    refused: Vec<(String, Refusal)>,
}

impl Brought {
    /// Reads a file, or what was pasted.
    ///
    /// # Errors
    /// It is too large, broken, or nothing that holds a table.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() > LARGEST_FILE {
            return Err(RefusalKind::TooLarge.into());
        }
        match bytes {
            [b'P', b'K', 3 | 5 | 7, ..] => Self::unpacked(name, bytes),
            [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(old_workbook(bytes).into()),
            _ if bytes.starts_with(b"%PDF") => Err(RefusalKind::Pdf.into()),
            _ => Self::of_text(name, bytes),
        }
    }

    fn unpacked(name: &str, bytes: &[u8]) -> Result<Self, Refusal> {
        let parts = PackedFiles::unpack(bytes)?;
        if let Some(kind) = workbook::workbook_of(&parts)? {
            let notes = workbook::note(&parts).into_iter().collect();
            drop(parts);
            let sheets = workbook::sheets(bytes, kind)?;
            if sheets.iter().all(Sheet::is_empty) {
                return Err(RefusalKind::Empty.into());
            }
            return Ok(Self { name: name.to_owned(), sheets, notes, ..Self::default() });
        }
        Self::bundle(name, parts.into_tables())
    }

    /// The tables of several files that belong together.
    ///
    /// # Errors
    /// None of them is a table.
    pub fn bundle(name: &str, files: Vec<(String, Vec<u8>)>) -> Result<Self, Refusal> {
        let mut whole = Self { name: name.to_owned(), ..Self::default() };
        let mut cells = 0;
        for (file, bytes) in files {
            let is_packed = matches!(&bytes[..], [b'P', b'K', 3 | 5 | 7, ..]);
            let read = if is_packed { Err(RefusalKind::NoTable.into()) } else { Self::of_text(&file, &bytes) };
            match read {
                Ok(read) => {
                    let of_sheet = |sheet: &Sheet| sheet.rows.iter().map(StringRecord::len).sum::<usize>();
                    count_cells(&mut cells, read.sheets.iter().map(of_sheet).sum())?;
                    whole.sheets.extend(read.sheets.into_iter().map(|sheet| Sheet { name: file.clone(), ..sheet }));
                    whole.notes.extend(read.notes);
                }
                Err(refusal) => whole.refused.push((file, refusal)),
            }
        }
        whole.notes.dedup();
        match whole.refused.pop() {
            last if whole.sheets.is_empty() => {
                Err(last.map_or_else(|| RefusalKind::NoTable.into(), |(_, refusal)| refusal))
            }
            last => {
                whole.refused.extend(last);
                Ok(whole)
            }
        }
    }

    /// What was noticed while it was read, and what of it was not.
    pub(super) fn told(&self, words: &Words) -> impl Iterator<Item = String> {
        let refused = self.refused.iter().map(|(name, refusal)| {
            let values: [(&'static str, &dyn ToString); 2] = [("name", name), ("reason", &refusal.text(words))];
            ImportNote::naming(NoteKind::FileRefused, &values).text(words)
        });
        self.notes.iter().map(|note| note.text(words)).chain(refused)
    }

    fn of_text(name: &str, bytes: &[u8]) -> Result<Self, Refusal> {
        let (text, encoding) = text::decode(bytes)?;
        let mut notes: Vec<ImportNote> = encoding.into_iter().collect();
        let start = text.trim_start();
        let first = start.lines().next().unwrap_or("").trim_end();
        if start.is_empty() {
            return Err(RefusalKind::Empty.into());
        }
        if start.starts_with('<') {
            return Err(RefusalKind::WebPage.into());
        }
        if first.starts_with("version https://git-lfs") {
            return Err(RefusalKind::Pointer.into());
        }
        if first.trim_matches('"') == "TableInfos" {
            return Err(RefusalKind::Metadata.into());
        }
        let mut whole = Self { name: name.to_owned(), ..Self::default() };
        if start.starts_with('{') || start.starts_with('[') && markdown::ticked(first).is_none() {
            whole.sheets.push(json::table(start)?);
        } else {
            whole.list = is_list(&text)?.then(|| text.clone().into_owned());
            whole.sheets = markdown::tables(&text)?;
            if whole.sheets.is_empty() && whole.list.is_none() {
                whole.sheets.push(text::table(&text, &mut notes)?);
            }
        }
        if text.contains('\u{1b}') {
            notes.push(NoteKind::ControlCharacters.into());
        }
        whole.notes = notes;
        Ok(whole)
    }
}

/// Whether a text tells by its signs that it is a list or a table: boxes to tick, or rows between bars.
#[must_use]
pub fn is_marked(text: &str) -> bool {
    text.lines().any(|line| markdown::ticked(line).is_some())
        || markdown::tables(text).is_ok_and(|tables| !tables.is_empty())
}

/// Whether a text is a list with boxes to tick.
///
/// # Errors
/// It has more of them than a table may have rows.
fn is_list(text: &str) -> Result<bool, Refusal> {
    let count = text.lines().filter(|line| markdown::ticked(line).is_some()).take(MOST_ROWS + 1).count();
    if count > MOST_ROWS {
        return Err(Refusal::naming(RefusalKind::TooManyRows, &[("most", &MOST_ROWS)]));
    }
    Ok(count > 0)
}

/// What a file is of the kind that Office wrote before 2007: those are not read, because nothing in them bounds what a
/// reader has to make room for.
fn old_workbook(bytes: &[u8]) -> RefusalKind {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    if memchr::memmem::find(bytes, &wide("EncryptedPackage")).is_some() {
        RefusalKind::Protected
    } else if memchr::memmem::find(bytes, &wide("WordDocument")).is_some() {
        RefusalKind::Word
    } else if memchr::memmem::find(bytes, &wide("Book")).or(memchr::memmem::find(bytes, &wide("Workbook"))).is_some() {
        RefusalKind::OldWorkbook
    } else {
        RefusalKind::NotText
    }
}

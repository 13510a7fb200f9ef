//! Workbooks: the sheets of `.xlsx` and `.ods` as tables. What the workbook says of its own size is looked at before the
//! reader believes it. Formulas give the value that was worked out last; nothing is worked out here.

use std::io::Cursor;

use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Ods, Reader, Xlsx};

use crate::domain::in_order::sort_by_key;
use crate::i18n::import::{NoteKind, RefusalKind};

use super::note::ImportNote;
use super::packed::PackedFiles;
use super::refusal::Refusal;
use super::sheet::{LARGEST_UNPACKED, MOST_CELLS, MOST_COLUMNS, Sheet, count_cells};

/// So many cells that were made one of several are looked at.
const MOST_MERGED: usize = 1_000;

/// Which workbook the files in a zip are, if they are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Workbook {
    Excel,
    /// That of `LibreOffice` and others.
    OpenDocument,
}

/// Which workbook it is.
///
/// # Errors
/// It is one that is not read.
pub(super) fn workbook_of(parts: &PackedFiles) -> Result<Option<Workbook>, Refusal> {
    if parts.named("xl/vbaProject.bin").is_some() {
        return Err(RefusalKind::Macros.into());
    }
    if parts.named("word/document.xml").is_some() {
        return Err(RefusalKind::Word.into());
    }
    // The reader makes room for as many strings as the file says that it has, and looks for it where the book says so.
    if parts.any(|name, strings| {
        name.to_lowercase().ends_with("sharedstrings.xml") && said_size(strings, b"uniqueCount") > Some(strings.len())
    }) {
        return Err(RefusalKind::BrokenWorkbook.into());
    }
    if parts.named("xl/workbook.xml").is_some() {
        return Ok(Some(Workbook::Excel));
    }
    match parts.named("content.xml") {
        Some(content) if repeated_cells(content) > MOST_CELLS => Err(RefusalKind::TooMuchUnpacked.into()),
        Some(_) => Ok(Some(Workbook::OpenDocument)),
        None => Ok(None),
    }
}

/// The largest number that stands behind this name, whatever quotes and blanks are between them.
fn said_size(xml: &[u8], name: &[u8]) -> Option<usize> {
    let sizes = memchr::memmem::find_iter(xml, name).map(|at| {
        let is_between = |byte: &&u8| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'"' | b'\'');
        let behind = xml[at + name.len()..].iter().skip_while(is_between);
        let digits = behind.take_while(|byte| byte.is_ascii_digit());
        digits.fold(0_usize, |size, digit| size.saturating_mul(10).saturating_add(usize::from(digit - b'0')))
    });
    sizes.max()
}

/// How many cells the reader of an `OpenDocument` workbook makes room for: of each sheet a rectangle, as wide as its widest
/// row, from its first filled row to its last, with all that is repeated written out. Blank cells at the end of a row and
/// blank rows at the end of a sheet count for nothing: most programs fill their sheets with them.
fn repeated_cells(xml: &[u8]) -> usize {
    let mut cells = 0_usize;
    let (mut widest, mut rows, mut blank_rows) = (0_usize, 0_usize, 0_usize);
    let (mut of_row, mut blank, mut row_repeats) = (0_usize, 0_usize, 0_usize);
    // A tag with what stands behind it: within one may be a `>`, and never a `<`.
    for tag in xml.split(|byte| *byte == b'<').chain([&b"table:table>"[..]]) {
        let is_row = tag.starts_with(b"table:table-row");
        let is_table = tag.starts_with(b"table:table") && !tag.starts_with(b"table:table-");
        if is_row || is_table {
            if of_row > 0 {
                rows = rows.saturating_add(std::mem::take(&mut blank_rows)).saturating_add(row_repeats);
                widest = widest.max(of_row);
            } else if rows > 0 {
                blank_rows = blank_rows.saturating_add(row_repeats);
            }
            (of_row, blank) = (0, 0);
            row_repeats = if is_row { said_size(tag, b"number-rows-repeated").unwrap_or(1) } else { 0 };
        }
        if is_table {
            cells = cells.saturating_add(widest.saturating_mul(rows));
            (widest, rows, blank_rows) = (0, 0, 0);
        } else if tag.starts_with(b"table:table-cell") || tag.starts_with(b"table:covered-table-cell") {
            let repeats = said_size(tag, b"number-columns-repeated").unwrap_or(1);
            let holds = |words: &[u8]| memchr::memmem::find(tag, words).is_some();
            blank = blank.saturating_add(repeats);
            if holds(b"value-type") || holds(b"table:formula") {
                of_row = of_row.saturating_add(std::mem::take(&mut blank));
            }
        }
    }
    cells
}

/// The sheets of a workbook.
///
/// # Errors
/// It is broken, or holds too much.
pub(super) fn sheets(bytes: &[u8], kind: Workbook) -> Result<Vec<Sheet>, Refusal> {
    let mut taken = Taken::default();
    match kind {
        Workbook::Excel => excel(bytes, &mut taken),
        Workbook::OpenDocument => open_document(bytes, &mut taken),
    }
}

/// What has to be told of a workbook: that a formula gives what was worked out last.
pub(super) fn note(parts: &PackedFiles) -> Option<ImportNote> {
    let marks: [&[u8]; 3] = [b"<f>", b"<f ", b"table:formula="];
    let has = |content: &[u8]| marks.iter().any(|mark| memchr::memmem::find(content, mark).is_some());
    parts
        .any(|name, content| (name.starts_with("xl/worksheets/") || name == "content.xml") && has(content))
        .then(|| NoteKind::Formulas.into())
}

/// How much was taken of a workbook.
#[derive(Default)]
struct Taken {
    cells: usize,
    bytes: usize,
}

/// The cells of a sheet, in any order, on their way to rows.
#[derive(Default)]
struct WorkbookCells {
    cells: Vec<(u32, u32, String)>,
    /// Cells that were made one of several: what stands in the first holds for each row.
    merged: Vec<Dimensions>,
}

impl WorkbookCells {
    fn push(&mut self, row: u32, column: u32, text: &str, taken: &mut Taken) -> Result<(), Refusal> {
        if text.is_empty() {
            return Ok(());
        }
        if column as usize >= MOST_COLUMNS {
            return Err(Refusal::naming(RefusalKind::TooManyColumns, &[("most", &MOST_COLUMNS)]));
        }
        taken.bytes += text.len();
        if taken.bytes > LARGEST_UNPACKED {
            return Err(RefusalKind::TooMuchUnpacked.into());
        }
        count_cells(&mut taken.cells, 1)?;
        self.cells.push((row, column, text.to_owned()));
        Ok(())
    }

    fn into_sheet(mut self, name: &str, taken: &mut Taken) -> Result<Sheet, Refusal> {
        sort_by_key(&mut self.cells, |(row, column, _)| (*row, *column));
        let mut sheet = Sheet::named(name);
        let mut held: Vec<&str> = vec![""; self.merged.len()];
        for row in self.cells.chunk_by(|one, other| one.0 == other.0) {
            let width = row.last().map_or(0, |(_, column, _)| *column as usize + 1);
            count_cells(&mut taken.cells, width.saturating_sub(row.len()))?;
            let mut texts = vec![""; width];
            for (_, column, text) in row {
                texts[*column as usize] = text;
            }
            for (Dimensions { start, end }, held) in self.merged.iter().zip(&mut held) {
                let (at, number) = (start.1 as usize, row[0].0);
                if number == start.0 {
                    *held = texts.get(at).copied().unwrap_or("");
                } else if !held.is_empty() && (start.0..=end.0).contains(&number) {
                    count_cells(&mut taken.cells, (at + 1).saturating_sub(texts.len()))?;
                    texts.resize(texts.len().max(at + 1), "");
                    if texts[at].is_empty() {
                        texts[at] = held;
                    }
                }
            }
            sheet.push(texts.into_iter().collect(), row[0].0 as usize + 1)?;
        }
        Ok(sheet)
    }
}

fn excel(bytes: &[u8], taken: &mut Taken) -> Result<Vec<Sheet>, Refusal> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| RefusalKind::BrokenWorkbook)?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let mut merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        merged.truncate(MOST_MERGED);
        let Ok(mut reader) = book.worksheet_cells_reader(&name) else { continue };
        let mut cells = WorkbookCells { merged, ..WorkbookCells::default() };
        // Read cell by cell: a sheet with one cell in its last corner takes no more room than one in its first.
        while let Some(cell) = reader.next_cell().map_err(|_| RefusalKind::BrokenWorkbook)? {
            let (row, column) = cell.get_position();
            let text = match cell.get_value() {
                DataRef::Int(number) => number.to_string(),
                DataRef::Float(number) => number_text(*number),
                DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
                DataRef::SharedString(text) => {
                    cells.push(row, column, text, taken)?;
                    continue;
                }
                DataRef::Bool(answer) => answer.to_string(),
                DataRef::DateTime(moment) => moment_text(*moment),
                DataRef::Error(_) | DataRef::Empty => continue,
            };
            cells.push(row, column, &text, taken)?;
        }
        sheets.push(cells.into_sheet(&name, taken)?);
    }
    Ok(sheets)
}

fn open_document(bytes: &[u8], taken: &mut Taken) -> Result<Vec<Sheet>, Refusal> {
    let mut book = Ods::new(Cursor::new(bytes)).map_err(|_| RefusalKind::BrokenWorkbook)?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(|_| RefusalKind::BrokenWorkbook)?;
        let (top, left) = range.start().unwrap_or_default();
        let mut cells = WorkbookCells::default();
        for (row, column, value) in range.used_cells() {
            let text = match value {
                Data::Int(number) => number.to_string(),
                Data::Float(number) => number_text(*number),
                Data::String(text) | Data::DurationIso(text) => text.clone(),
                Data::DateTimeIso(text) => text.replace('T', " ").trim_end_matches(" 00:00:00").to_owned(),
                Data::Bool(answer) => answer.to_string(),
                Data::DateTime(moment) => moment_text(*moment),
                Data::Error(_) | Data::Empty => continue,
            };
            let position = |offset: u32, at: usize| u32::try_from(at).unwrap_or(u32::MAX).saturating_add(offset);
            cells.push(position(top, row), position(left, column), &text, taken)?;
        }
        sheets.push(cells.into_sheet(&name, taken)?);
    }
    Ok(sheets)
}

/// A number as a person would write it, with a point: what a computer adds far behind it is left out.
fn number_text(number: f64) -> String {
    let text = format!("{number:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A day, or a day and a time.
fn moment_text(moment: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let has_time = moment.as_f64().fract() != 0.0;
    if moment.as_f64() < 1.0 {
        return format!("{hour:02}:{minute:02}");
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if has_time { format!("{date} {hour:02}:{minute:02}") } else { date }
}

//! Sessions as a workbook: a sheet for each kind of item, a row for each item, dates that are dates, and nothing merged.

use std::collections::HashSet;
use std::io::Cursor;

use calamine::{Reader, Xlsx};
use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::domain::safe_text::SafeText;
use crate::domain::session::Section;
use crate::exchange::outgoing::Outgoing;
use crate::exchange::sheet::{SheetCell, cells, headings_of, rows, whose_headings};
use crate::exchange::told::Told;
use crate::guide::Guide;
use crate::i18n::Words;

/// By this name a workbook is known as made by this program.
const MADE_BY: &str = "werksessie";
/// The name of a sheet is no longer.
const LONGEST_NAME: usize = 31;
/// A cell holds no more letters.
const LONGEST_CELL: usize = 32_000;
/// No column is made wider, in pixels.
const WIDEST: u32 = 420;
/// A larger file is none of ours, and is not opened to find out.
const LARGEST: usize = 32 * 1024 * 1024;

/// The workbook of these sessions; of several, each row begins with the session that it is of.
///
/// # Errors
/// It would be larger than a workbook can be.
pub fn workbook(sessions: &[Outgoing], is_of_many: bool, guide: &Guide, words: &Words) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same sessions give the same bytes on every day.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let mut names = HashSet::new();
    let all: Vec<Told<'_>> = sessions.iter().map(|session| Told::new(session, guide, words)).collect();
    let styles = CellFormats::new();
    for &section in Section::ALL.iter().filter(|section| **section != Section::Header) {
        if all.iter().all(|told| rows(told, section).is_empty()) {
            continue;
        }
        let sheet = book.add_worksheet();
        sheet.set_name(name(&words.record(section.kind()).many, &mut names))?;
        fill(sheet, section, &all, is_of_many, words, &styles)?;
    }
    if names.is_empty() {
        book.add_worksheet();
    }
    book.define_name(MADE_BY, "=1")?;
    book.save_to_buffer()
}

/// Whether a workbook was made by this program.
pub(in crate::exchange) fn is_our_workbook(contents: &[u8]) -> bool {
    if contents.len() > LARGEST {
        return false;
    }
    let book = Xlsx::new(Cursor::new(contents));
    book.is_ok_and(|book| book.defined_names().iter().any(|(name, _)| name == MADE_BY))
}

struct CellFormats {
    heading: Format,
    day: Format,
    time: Format,
    euros: Format,
    lines: Format,
}

impl CellFormats {
    fn new() -> Self {
        Self {
            heading: Format::new().set_bold().set_text_wrap(),
            day: Format::new().set_num_format("dd-mm-yyyy"),
            time: Format::new().set_num_format("hh:mm"),
            euros: Format::new().set_num_format("\"€\" #,##0"),
            lines: Format::new().set_text_wrap(),
        }
    }
}

fn fill(
    sheet: &mut Worksheet,
    section: Section,
    all: &[Told<'_>],
    is_of_many: bool,
    words: &Words,
    styles: &CellFormats,
) -> Result<(), XlsxError> {
    let mut headings: Vec<String> = Vec::new();
    if is_of_many {
        headings.extend(whose_headings(words));
    }
    let is_public = all.iter().any(|told| told.session.is_public());
    headings.extend(headings_of(section, is_public, words));
    for (column, heading) in (0u16..).zip(&headings) {
        sheet.write_string_with_format(0, column, safe(heading), &styles.heading)?;
    }
    let mut row = 0;
    for told in all {
        for record in rows(told, section) {
            row += 1;
            let own = cells(told, section, record);
            let whose = if is_of_many { whose(told) } else { Vec::new() };
            for (column, cell) in (0u16..).zip(whose.into_iter().chain(own)) {
                write(sheet, row, column, cell, styles)?;
            }
        }
    }
    let last = u16::try_from(headings.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, row, last)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_autofit_max_width(WIDEST);
    sheet.autofit();
    Ok(())
}

/// The session that a row is of.
fn whose(told: &Told<'_>) -> Vec<SheetCell> {
    let day = told.session.the_meeting().date.known().map_or(SheetCell::Empty, SheetCell::Day);
    let name = told.session.the_neighbourhood().name.to_string();
    vec![SheetCell::Text(name), day, SheetCell::Whole(told.session.round())]
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: SheetCell, styles: &CellFormats) -> Result<(), XlsxError> {
    match cell {
        SheetCell::Empty => {}
        SheetCell::Text(text) => {
            sheet.write_string_with_format(row, column, safe(&text), &styles.lines)?;
        }
        SheetCell::Number(number) => {
            #[expect(clippy::cast_precision_loss, reason = "a spreadsheet has no other numbers")]
            sheet.write_number(row, column, number.thousandths() as f64 / 1000.0)?;
        }
        SheetCell::Whole(number) => {
            sheet.write_number(row, column, number)?;
        }
        SheetCell::Euros(number) => {
            sheet.write_number_with_format(row, column, number, &styles.euros)?;
        }
        SheetCell::Day(date) => match excel_day(date) {
            Some(day) => {
                sheet.write_datetime_with_format(row, column, &day, &styles.day)?;
            }
            // Workbooks know no days before 1900.
            None => {
                sheet.write_string(row, column, date.to_string())?;
            }
        },
        SheetCell::Moment(time) => {
            let hours = u16::try_from(time.hour()).unwrap_or(0);
            let time = ExcelDateTime::from_hms(hours, u8::try_from(time.minute()).unwrap_or(0), 0)?;
            sheet.write_datetime_with_format(row, column, &time, &styles.time)?;
        }
    }
    Ok(())
}

fn excel_day(date: Date) -> Option<ExcelDateTime> {
    let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    ExcelDateTime::from_ymd(u16::try_from(date.year()).ok()?, month, day).ok()
}

/// Text that is safe to show, and no longer than a cell holds.
fn safe(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| SafeText::new(line).as_str().to_owned()).collect();
    lines.join("\n").chars().take(LONGEST_CELL).collect()
}

/// A name that a sheet may have and no other has.
fn name(wanted: &str, taken: &mut HashSet<String>) -> String {
    let allowed: String = wanted.chars().filter(|sign| !"[]:*?/\\'".contains(*sign)).take(LONGEST_NAME - 3).collect();
    let names = std::iter::once(allowed.clone()).chain((2..).map(|number| format!("{allowed} {number}")));
    let free = names.filter(|name| !taken.contains(&name.to_lowercase())).take(1).collect::<String>();
    taken.insert(free.to_lowercase());
    free
}

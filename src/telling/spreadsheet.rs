//! Cells of a table for a spreadsheet (RFC 4180, with semicolons as Dutch spreadsheets want them): text that no spreadsheet
//! runs, and numbers that stay numbers.

use crate::domain::safe_text::SafeText;

/// The mark by which spreadsheets know UTF-8.
pub const BOM: &str = "\u{feff}";

/// Signs with which a spreadsheet begins a formula, the wide ones of Asia too.
const RUN: [char; 10] = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '|', '%'];
/// The unit of many figures, which by itself runs nothing.
const SHARE: &str = "%";

/// Text as a cell that is text to every spreadsheet, and safe to show: what would be run as a formula begins with an
/// apostrophe. A number is no text, and is written as it is.
#[must_use]
pub fn csv_cell(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    add_csv_cell(cell, &mut out);
    out
}

/// Adds such a cell.
pub fn add_csv_cell(cell: &str, out: &mut String) {
    let begin = out.len();
    for (number, line) in cell.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
        }
        out.push_str(SafeText::new(line).as_str());
    }
    let cell = &out[begin..];
    let runs = cell.trim_start().starts_with(RUN) && cell != SHARE;
    let ends = |byte: u8| matches!(byte, b';' | b',' | b'"' | b'\n' | b'\r' | b'\'');
    if runs || cell.bytes().any(ends) || cell.starts_with(' ') || cell.ends_with(' ') {
        let quoted = cell.replace('"', "\"\"");
        out.truncate(begin);
        out.extend([if runs { "\"'" } else { "\"" }, quoted.as_str(), "\""]);
    }
}

/// A row of such cells.
#[must_use]
pub fn csv_row(cells: impl IntoIterator<Item = String>) -> String {
    let cells: Vec<String> = cells.into_iter().collect();
    format!("{}\r\n", cells.join(";"))
}

#[cfg(test)]
mod tests {
    use super::csv_cell;

    #[test]
    fn text_is_never_run() {
        for (cell, told) in [
            ("-", "\"'-\""),
            ("=1+1", "\"'=1+1\""),
            ("a;b", "\"a;b\""),
            ("een\ntwee", "\"een\ntwee\""),
            ("x\u{1b}[2J", "x␛[2J"),
            ("8 van 21", "8 van 21"),
            ("%", "%"),
            ("%0A=1+1", "\"'%0A=1+1\""),
            ("|calc", "\"'|calc\""),
        ] {
            assert_eq!(csv_cell(cell), told, "{cell}");
        }
    }
}

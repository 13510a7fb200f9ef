//! Text that holds a table: which encoding it has, what stands between its cells, and whether it was cut off. Nothing is
//! repaired without saying so.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::i18n::import::{NoteKind, RefusalKind};
use crate::i18n::language::unpacked;

use super::note::{ImportNote, lines_named};
use super::refusal::Refusal;
use super::sheet::Sheet;

/// So many lines tell what stands between the cells.
const LINES_LOOKED_AT: usize = 6;
/// What may stand between cells, the likeliest first.
const SEPARATORS: [u8; 3] = [b';', b'\t', b','];

/// The text of a file, with how its letters were stored.
///
/// # Errors
/// It holds no text.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Option<ImportNote>), Refusal> {
    let told = |name: &str| Some(ImportNote::naming(NoteKind::Encoding, &[("name", &name)]));
    let (text, note) = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest),
        [0xff, 0xfe, rest @ ..] => (wide(UTF_16LE, rest)?, told("UTF-16")),
        [0xfe, 0xff, rest @ ..] => (wide(UTF_16BE, rest)?, told("UTF-16")),
        _ if is_mostly_utf8(bytes) => utf8(bytes),
        _ if is_of_old_mac(bytes) => (MACINTOSH.decode_without_bom_handling(bytes).0, told("Mac Roman")),
        _ => (WINDOWS_1252.decode_without_bom_handling(bytes).0, told("Windows-1252")),
    };
    let is_odd = |character: &char| character.is_control() && !matches!(character, '\n' | '\r' | '\t' | '\u{1b}');
    if text.chars().filter(is_odd).count() > text.len() / 1000 {
        return Err(RefusalKind::NotText.into());
    }
    Ok((text, note))
}

/// Whether letters that take several bytes are written as UTF-8 at least as often as not: by chance that is very rare.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut wrong) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        wrong += chunk.invalid().len();
    }
    sound >= wrong
}

/// Whether letters with accents are stored as old Macs did: as Windows-1252 they would be signs or capitals within words.
fn is_of_old_mac(bytes: &[u8]) -> bool {
    let accents = [0x87, 0x88, 0x8e, 0x8f, 0x90, 0x95, 0x9f];
    bytes.windows(2).any(|pair| pair[0].is_ascii_lowercase() && accents.contains(&pair[1]))
}

/// A text in which letters may have been stored as UTF-8 twice: each such line is mended, and told.
fn undoubled(text: &str) -> (Cow<'_, str>, Option<ImportNote>) {
    let codes: Vec<u8> = (0x80..=0x9f).collect();
    let signs: Vec<char> = WINDOWS_1252.decode_without_bom_handling(&codes).0.chars().collect();
    let byte = |letter: char| match signs.iter().position(|sign| *sign == letter) {
        Some(at) => codes.get(at).copied(),
        None => u8::try_from(u32::from(letter)).ok(),
    };
    let mended = |line: &str| {
        let bytes: Option<Vec<u8>> = line.chars().map(byte).collect();
        bytes.and_then(|bytes| String::from_utf8(bytes).ok())
    };
    let (mut whole, mut lines) = (String::with_capacity(text.len()), Vec::new());
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let found = if line.is_ascii() { None } else { mended(line) };
        lines.extend(found.as_ref().map(|_| number));
        whole.push_str(found.as_deref().unwrap_or(line));
    }
    if lines.is_empty() {
        return (Cow::Borrowed(text), None);
    }
    (Cow::Owned(whole), Some(ImportNote::naming(NoteKind::DoubledLetters, &[("lines", &lines_named(&lines))])))
}

/// UTF-8 in which some letters may be stored otherwise: those are read as Windows-1252, and it is told on which lines.
fn utf8(bytes: &[u8]) -> (Cow<'_, str>, Option<ImportNote>) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return undoubled(text);
    }
    let (mut text, mut lines, mut line) = (String::with_capacity(bytes.len()), Vec::new(), 1);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        line += memchr::memchr_iter(b'\n', chunk.valid().as_bytes()).count();
        if !chunk.invalid().is_empty() {
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
            lines.push(line);
        }
    }
    lines.dedup();
    (Cow::Owned(text), Some(ImportNote::naming(NoteKind::OddLetters, &[("lines", &lines_named(&lines))])))
}

fn wide<'bytes>(encoding: &'static encoding_rs::Encoding, bytes: &'bytes [u8]) -> Result<Cow<'bytes, str>, Refusal> {
    let whole = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    whole.ok_or_else(|| RefusalKind::NotText.into())
}

/// The rows of a table that the program brings itself, packed.
pub(super) fn brought_along(packed: &[u8]) -> Vec<StringRecord> {
    let text = unpacked(packed).unwrap_or_default();
    let reader = ReaderBuilder::new().delimiter(b';').comment(Some(b'#')).from_reader(&text[..]);
    reader.into_records().filter_map(Result::ok).collect()
}

/// What a first look at a text tells.
#[derive(Debug, Default)]
struct Look {
    /// How often each separator stands outside quotes, in the first lines.
    counts: [usize; SEPARATORS.len()],
    /// The line on which quotes begin that never end.
    unclosed: Option<usize>,
}

fn look(text: &str) -> Look {
    let mut found = Look::default();
    let (mut line, mut records, mut is_start) = (1, 0, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if found.unclosed.is_some() {
            match byte {
                b'"' if bytes.peek() == Some(&b'"') => _ = bytes.next(),
                b'"' => found.unclosed = None,
                b'\n' => line += 1,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' if is_start => found.unclosed = Some(line),
            b'\n' => (line, records) = (line + 1, records + 1),
            _ => {}
        }
        let separator = SEPARATORS.iter().position(|known| *known == byte);
        if let Some(number) = separator.filter(|_| records < LINES_LOOKED_AT) {
            found.counts[number] += 1;
        }
        is_start = separator.is_some() || byte == b'\n';
    }
    found
}

/// The table in a text.
///
/// # Errors
/// Quotes never close, the text was cut off, or there is too much of it.
pub(super) fn table(text: &str, notes: &mut Vec<ImportNote>) -> Result<Sheet, Refusal> {
    let (text, passed) = match text.get(..4) {
        Some(start) if start.eq_ignore_ascii_case("sep=") => (text.split_once('\n').map_or("", |(_, rest)| rest), 1),
        _ => (text, 0),
    };
    let doubled = without_doubled_quotes(text);
    if doubled.is_some() {
        notes.push(NoteKind::DoubledQuotes.into());
    }
    let text = doubled.as_deref().unwrap_or(text);
    let found = look(text);
    if let Some(line) = found.unclosed {
        return Err(Refusal::naming(RefusalKind::UnclosedQuote, &[("line", &(line + passed))]));
    }
    let best = (0..SEPARATORS.len()).max_by_key(|number| (found.counts[*number], std::cmp::Reverse(*number)));
    let separator = SEPARATORS[best.unwrap_or(0)];
    let mut sheet = Sheet { is_quoted: is_quoted(text, separator), ..Sheet::default() };
    let mut reader =
        ReaderBuilder::new().flexible(true).has_headers(false).delimiter(separator).from_reader(text.as_bytes());
    let mut row = StringRecord::new();
    let mut lines = LineCounter { text, counted: 0, line: 1 + passed };
    let mut widths = (usize::MAX, 0, 0);
    while reader.read_record(&mut row).map_err(|_| RefusalKind::NotText)? {
        let line = lines.at(row.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0)));
        // The last row is compared with those before it.
        widths = (widths.0.min(if widths.2 == 0 { usize::MAX } else { widths.2 }), widths.1.max(widths.2), row.len());
        sheet.push(row.clone(), line)?;
    }
    let (least, most, last) = widths;
    if !text.ends_with(['\n', '\r']) && least == most && (2..most).contains(&last) {
        let line = sheet.line(sheet.len().saturating_sub(1));
        return Err(Refusal::naming(RefusalKind::CutShort, &[("line", &line)]));
    }
    Ok(sheet)
}

/// Counts lines, on and on.
struct LineCounter<'text> {
    text: &'text str,
    counted: usize,
    line: usize,
}

impl LineCounter<'_> {
    /// The line of the first letter from here on that does not end one.
    fn at(&mut self, byte: usize) -> usize {
        let bytes = self.text.as_bytes();
        let ends = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let from = byte + bytes.iter().skip(byte).take_while(|byte| ends(byte)).count();
        let passed = bytes.get(self.counted..from).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed).count();
        self.counted = from.max(self.counted);
        self.line
    }
}

/// Whether the second line has quotes around every cell.
fn is_quoted(text: &str, separator: u8) -> bool {
    let line = text.lines().nth(1).unwrap_or("").trim_end().as_bytes();
    let is_open = |pair: &[u8]| pair[0] == separator && pair[1] != b'"';
    line.first() == Some(&b'"') && line.last() == Some(&b'"') && !line.windows(2).any(is_open)
}

/// The text of a file that was saved as a table of one column, so that its quotes were doubled: `"a;""b"";""c"""`.
fn without_doubled_quotes(text: &str) -> Option<String> {
    let first = text.lines().next()?;
    let is_doubled = |separator: char| {
        let begins = format!("{separator}\"\"");
        first.split(&begins).skip(1).any(|rest| rest.starts_with(char::is_alphanumeric))
    };
    if !is_doubled(';') && !is_doubled(',') {
        return None;
    }
    let mut repaired = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.trim_end();
        let whole = line.strip_prefix('"').filter(|rest| rest.ends_with('"') && !rest.starts_with('"'));
        let line = whole.map_or(line, |rest| &rest[..rest.len() - 1]).replace("\"\"", "\"");
        let is_odd = !line.bytes().filter(|byte| *byte == b'"').count().is_multiple_of(2);
        repaired.push_str(line.strip_suffix('"').filter(|_| is_odd).unwrap_or(&line));
        repaired.push('\n');
    }
    Some(repaired)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let sheet = table(text, &mut Vec::new()).unwrap();
        (0..sheet.len()).map(|row| sheet.row(row).map(str::to_owned).collect()).collect()
    }

    #[test]
    fn encodings_are_told_apart() {
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain("é;’t".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let big: Vec<u8> = [0xfe, 0xff].into_iter().chain("é;’t".encode_utf16().flat_map(u16::to_be_bytes)).collect();
        for (bytes, is_told) in [
            (&b"\xef\xbb\xbf\xc3\xa9;\xe2\x80\x99t"[..], false),
            (b"\xc3\xa9;\xe2\x80\x99t", false),
            (b"\xe9;\x92t", true),
            (&utf16, true),
            (&big, true),
        ] {
            let (text, note) = decode(bytes).unwrap();
            assert_eq!((&*text, note.is_some()), ("é;’t", is_told));
        }
        // A letter that was stored otherwise than the others is read too, and told.
        for bytes in [
            &b"na\xc3\xafef\nidee\xc3\xabn;\xe9\n"[..],
            b"\xef\xbb\xbfna\xc3\xafef\nidee\xc3\xabn;\xe9\n",
            b"\xef\xbb\xbff\nidee\xebn",
        ] {
            let (text, note) = decode(bytes).unwrap();
            assert!("naïef\nideeën;é\n".contains(&*text), "{text}");
            assert_eq!(note, Some(ImportNote::naming(NoteKind::OddLetters, &[("lines", &"2")])));
        }
        for bytes in [&[0; 64][..], b"\xff\xfe\x00\xd8a"] {
            assert_eq!(decode(bytes).unwrap_err().kind, RefusalKind::NotText);
        }
    }

    #[test]
    fn a_table_is_read_whatever_stands_between_its_cells() {
        let expected = [["naam", "plaats, wijk"], ["Ans", "5\" buis"]].map(|row| row.map(str::to_owned).to_vec());
        for text in [
            "naam;\"plaats, wijk\"\r\nAns;5\" buis\r\n",
            "naam,\"plaats, wijk\"\nAns,\"5\"\" buis\"",
            "naam\tplaats, wijk\n\n\t\nAns\t5\" buis\n",
            "sep=;\nnaam;plaats, wijk\nAns;5\" buis",
            "\"naam;\"\"plaats, wijk\"\"\"\n\"Ans;5\" buis\"\n",
        ] {
            assert_eq!(rows(text), expected, "{text}");
        }
    }

    #[test]
    fn what_was_cut_off_is_not_read() {
        let kind = |text: &str| table(text, &mut Vec::new()).unwrap_err().kind;
        assert_eq!(kind("a;b\n\"c;d\ne;f\n"), RefusalKind::UnclosedQuote);
        assert_eq!(kind("a;b;c\n1;2;3\n4;5"), RefusalKind::CutShort);
        assert_eq!(rows("a;b;c\n1;2;3\n4;5\n").len(), 3, "a short row with an end was written so");
        // The line that tells what stands between the cells is one too.
        for (text, kind) in
            [("sep=;\na;b\n\"c;d\n", RefusalKind::UnclosedQuote), ("sep=;\na;b;c\n4;5", RefusalKind::CutShort)]
        {
            let expected = Refusal::naming(kind, &[("line", &3)]);
            assert_eq!(table(text, &mut Vec::new()).unwrap_err(), expected);
        }
        assert_eq!(table("sep=;\na;b\n\nc;d\n", &mut Vec::new()).unwrap().line(1), 4);
    }

    #[test]
    fn letters_that_were_converted_twice_or_on_an_old_mac_are_mended_and_told() {
        let doubled = ImportNote::naming(NoteKind::DoubledLetters, &[("lines", &"2")]);
        let mac = ImportNote::naming(NoteKind::Encoding, &[("name", &"Mac Roman")]);
        let old = ImportNote::naming(NoteKind::Encoding, &[("name", &"Windows-1252")]);
        for (bytes, expected, told) in [
            ("naam\nZo\u{c3}\u{ab} \u{e2}\u{20ac}\u{2122}t\nRené\n".as_bytes(), "naam\nZoë ’t\nRené\n", Some(doubled)),
            ("naam\nZoë Ž\n".as_bytes(), "naam\nZoë Ž\n", None),
            (b"Buurtcaf\x8e;Zo\x91\n", "Buurtcafé;Zoë\n", Some(mac)),
            (b"foto\x92s;Ren\xe9\n", "foto’s;René\n", Some(old)),
        ] {
            let (text, note) = decode(bytes).unwrap();
            assert_eq!((&*text, note), (expected, told));
        }
    }
}

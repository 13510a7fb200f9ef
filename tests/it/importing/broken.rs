//! What is broken, too large or not what it says: a clear sentence, nothing entered, in bounded time and room.

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use werksessie::exchange::import::preview::ImportKind;
use werksessie::i18n::import::RefusalKind;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;

/// A zip of these files.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in files {
        zip.start_file(*name, options).expect("a file");
        zip.write_all(content).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Blad" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

const ROOT: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

/// A workbook with this in its sheet, and these files beside it.
fn book(sheet: &str, beside: &[(&str, &[u8])]) -> Vec<u8> {
    book_with(sheet, "", beside)
}

/// The same, with this behind the cells of its sheet.
pub(super) fn book_with(sheet: &str, behind: &str, beside: &[(&str, &[u8])]) -> Vec<u8> {
    let sheet = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{sheet}</sheetData>{behind}</worksheet>"#
    );
    let mut files: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    files.extend(beside);
    zipped(&files)
}

/// A cell of a sheet.
pub(super) fn cell(at: &str, text: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

/// A file of before 2007 that holds a part of this name.
fn old(part: &str) -> Vec<u8> {
    let begin = [0xd0, 0xcf, 0x11, 0xe0].into_iter().chain([0; 600]);
    begin.chain(part.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

fn refused(bytes: &[u8]) -> RefusalKind {
    let begun = Instant::now();
    let found = prepared(&session_of("", "", ""), "x", bytes, &answers(&[]));
    assert!(begun.elapsed() < Duration::from_secs(20), "in bounded time: {:?}", begun.elapsed());
    match found {
        Err(refusal) => {
            let text = refusal.text(&dutch());
            assert!(!text.contains('{') && text.ends_with(['.', ')']), "{text}");
            refusal.kind
        }
        Ok(read) => panic!("it was read: {:?}", read.preview),
    }
}

#[test]
fn what_is_broken_or_too_large_is_refused() {
    let zeros = vec![0; 100 * 1024 * 1024];
    let far = format!("<row r=\"1\">{}</row>", cell("XFD1", "ver"));
    let rows = (0..20_002).map(|row| format!("{row};x")).collect::<Vec<_>>().join("\n");
    let strings = br#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="9000000000000000"></sst>"#;
    let repeated = "<table:table-row><table:table-cell table:number-columns-repeated=\"16000\" office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>".repeat(400);
    let calc = format!(
        "<office:document-content><table:table table:name=\"a\">{repeated}</table:table></office:document-content>"
    );
    let long = format!("<row r=\"1\">{}</row>", cell("A1", "naam"));
    for (name, bytes, kind) in [
        ("nothing", Vec::new(), RefusalKind::Empty),
        ("blanks", b" \r\n \n".to_vec(), RefusalKind::Empty),
        ("large", vec![b'a'; 9 * 1024 * 1024], RefusalKind::TooLarge),
        (
            "zeros in a zip",
            zipped(&[("xl/workbook.xml", BOOK.as_bytes()), ("xl/worksheets/sheet1.xml", &zeros)]),
            RefusalKind::TooMuchUnpacked,
        ),
        ("rows", rows.into_bytes(), RefusalKind::TooManyRows),
        (
            "a million columns",
            ";".repeat(1_000_000).into_bytes().into_iter().chain(*b"a\nb;c\n").collect(),
            RefusalKind::TooManyColumns,
        ),
        ("a far column", book(&far, &[]), RefusalKind::TooManyColumns),
        ("strings that are not there", book(&long, &[("xl/sharedStrings.xml", strings)]), RefusalKind::BrokenWorkbook),
        (
            "repeated cells",
            zipped(&[
                ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
                ("content.xml", calc.as_bytes()),
            ]),
            RefusalKind::TooMuchUnpacked,
        ),
        ("macros", book(&long, &[("xl/vbaProject.bin", b"x")]), RefusalKind::Macros),
        ("document", zipped(&[("word/document.xml", b"<w/>")]), RefusalKind::Word),
        ("half a zip", book(&long, &[])[..300].to_vec(), RefusalKind::BrokenWorkbook),
        ("empty book", book("", &[]), RefusalKind::Empty),
        ("old book", old("Workbook"), RefusalKind::OldWorkbook),
        ("old document", old("WordDocument"), RefusalKind::Word),
        ("nothing but the begin of one", old(""), RefusalKind::NotText),
        ("binary", (0..=255).cycle().take(9_000).collect(), RefusalKind::NotText),
        (
            "utf-16 without a mark",
            "naam;plaats\nAns;Anker".encode_utf16().flat_map(u16::to_le_bytes).collect(),
            RefusalKind::NotText,
        ),
        ("quotes", b"naam;organisatie\n\"Ans;GGD\n".to_vec(), RefusalKind::UnclosedQuote),
        ("cut", b"naam;organisatie;rol\nAns;GGD;x\nHenk;GG".to_vec(), RefusalKind::CutShort),
        ("json", b"[{\"a\": 1}, {\"a\"".to_vec(), RefusalKind::BrokenJson),
        ("portable", b"%PDF-1.7\n".to_vec(), RefusalKind::Pdf),
    ] {
        assert_eq!(refused(&bytes), kind, "{name}");
    }
}

/// A few kilobytes of which a table of millions of cells would be made: each row as wide as its last column.
#[test]
fn a_small_file_that_asks_for_much_room_is_refused() {
    let keys: Vec<String> = (0..2_000).map(|number| format!("\"k{number}\":1")).collect();
    let json = format!("[{{{}}}{}]", keys.join(","), ",{\"k1999\":1}".repeat(1_600));
    assert_eq!(refused(json.as_bytes()), RefusalKind::TooMuchUnpacked);
    let json = format!("[{{\"z\":1}}{}]", ",{\"z\":1}".repeat(30_000));
    assert_eq!(refused(json.as_bytes()), RefusalKind::TooManyRows);
    let row = |row: usize| format!("<row r=\"{row}\">{}</row>", cell(&format!("BXX{row}"), "x"));
    let rows = (1..1_600).map(row).collect::<Vec<_>>().concat();
    assert_eq!(refused(&book(&rows, &[])), RefusalKind::TooMuchUnpacked);
    let held = "<table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell>".repeat(4);
    let row = format!("<table:table-row>{held}</table:table-row>");
    let sheet = |blank: &str| {
        let table = format!("<table:table table:name=\"a\">{blank}{row}{blank}{row}{blank}</table:table>");
        let content =
            format!("<office:document-content>{table}{}</office:document-content>", table.replace("\"a\"", "\"b\""));
        let kind = &b"application/vnd.oasis.opendocument.spreadsheet"[..];
        let manifest = &b"<manifest:manifest/>"[..];
        zipped(&[("mimetype", kind), ("META-INF/manifest.xml", manifest), ("content.xml", content.as_bytes())])
    };
    let blank = |count: usize| {
        format!(
            "<table:table-row table:number-rows-repeated=\"{count}\"><table:table-cell table:number-columns-repeated=\"900\"/></table:table-row>"
        )
    };
    assert_eq!(refused(&sheet(&blank(400_000))), RefusalKind::TooMuchUnpacked);
    // Blank rows around what is filled ask for no room.
    assert_eq!(refused(&sheet("")), RefusalKind::NotKnown);
    let measures = (0..1_900).map(|measure| format!("{measure};m{measure};WK0;2024JJ00;1"));
    let areas = (0..1_700).map(|area| format!("{area};m1890;WK{area};2024JJ00;1"));
    let observations = measures.chain(areas).collect::<Vec<_>>().join("\n");
    let files = [
        ("Observations.csv", format!("Id;Measure;WijkenEnBuurten;Perioden;Value\n{observations}")),
        ("MeasureCodes.csv", "Identifier;Index;Title;Description;Unit\nm1;1;Koopwoningen;;%\n".to_owned()),
    ];
    let brought = Brought::bundle("x", files.map(|(name, text)| (name.to_owned(), text.into_bytes())).to_vec());
    let session = session_of("Zuidrand", "", "");
    let found = prepare(&brought.expect("tables"), &session, &answers(&[]), &mut ids(), date(2026, 3, 12), &dutch());
    assert_eq!(found.expect_err("too much").kind, RefusalKind::TooMuchUnpacked);
}

#[test]
fn a_file_of_a_folder_that_holds_no_table_is_named() {
    let files = [("goed.csv", "PKN;Naam;Organisatie\n1;Ans;GGD\n"), ("stuk.csv", "naam;rol\n\"Bas;kok\n")];
    let brought = Brought::bundle("x", files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).to_vec());
    let session = session_of("", "", "");
    let found = prepare(&brought.expect("one is"), &session, &answers(&[]), &mut ids(), date(2026, 3, 12), &dutch());
    let notes = found.expect("people").preview.notes.join("\n");
    assert!(notes.contains("stuk.csv is niet gelezen") && notes.contains("aanhalingsteken"), "{notes}");
    assert!(!notes.contains("goed.csv"), "{notes}");
}

#[test]
fn a_workbook_that_says_it_is_larger_than_it_is_is_refused_however_it_says_so() {
    let long = format!("<row r=\"1\">{}</row>", cell("A1", "naam"));
    let elsewhere = ROOT.replace("xl/workbook", "Map/workbook");
    let moved = zipped(&[
        ("_rels/.rels", elsewhere.as_bytes()),
        ("Map/workbook.xml", BOOK.as_bytes()),
        ("Map/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("Map/worksheets/sheet1.xml", b"<worksheet><sheetData/></worksheet>"),
        ("Map/SharedStrings.xml", b"<sst uniqueCount='9000000000000000'></sst>"),
        ("xl/workbook.xml", BOOK.as_bytes()),
    ]);
    assert_eq!(refused(&moved), RefusalKind::BrokenWorkbook);
    for quote in ["\"", "'"] {
        for strings in [
            "<sst uniqueCount=\"9000000000000000\"></sst>",
            "<sst uniqueCount\n = \"9000000000000000\"></sst>",
            "<sst uniqueCount=\"00000000000000000009000000000000000\"></sst>",
            "<!-- uniqueCount=\"0\" --><sst uniqueCount=\"9000000000000000\"></sst>",
        ] {
            let strings = strings.replace('"', quote);
            let book = book(&long, &[("xl/sharedStrings.xml", strings.as_bytes())]);
            assert_eq!(refused(&book), RefusalKind::BrokenWorkbook, "{strings}");
        }
        for cell in [
            "<table:table-cell table:number-columns-repeated=\"4000000000\" office:value-type=\"string\">",
            "<table:table-cell x=\">\" table:number-columns-repeated = \"4000000000\" office:value-type=\"string\">",
            &format!(
                "<table:table-cell x=\"{}\" table:number-columns-repeated=\"4000000000\" office:value-type=\"string\">",
                "a".repeat(5_000)
            ),
        ] {
            let cell = cell.replace('"', quote);
            let content = format!(
                "<office:document-content><table:table table:name=\"a\"><table:table-row>{cell}<text:p>x</text:p></table:table-cell></table:table-row></table:table></office:document-content>"
            );
            let kind = &b"application/vnd.oasis.opendocument.spreadsheet"[..];
            let book = zipped(&[("mimetype", kind), ("content.xml", content.as_bytes())]);
            assert_eq!(refused(&book), RefusalKind::TooMuchUnpacked, "{cell:.90}");
        }
    }
}

#[test]
fn a_workbook_is_a_list_too_with_its_dates_and_formulas() {
    let rows = format!(
        "<row r=\"1\">{}{}</row><row r=\"3\">{}<c r=\"B3\"><f>1+1</f><v>2</v></c></row>",
        cell("A1", "Naam"),
        cell("B1", "Organisatie"),
        cell("A3", "Ans &amp; co")
    );
    let mut session = session_of("", "", "");
    let done = enter(&mut session, "lijst.xlsx", &book(&rows, &[]), &answers(&[]));
    assert_eq!((&*session.people[0].name, &*session.people[0].organisation), ("Ans & co", "2"));
    assert!(done.preview.notes.iter().any(|note| note.contains("formules")), "{:?}", done.preview.notes);
    let refused = prepared(&session, "x", &book(&rows, &[]), &answers(&[("sheet", "3")]));
    let refused =
        refused.expect("the other is seen").heard(&answers(&[("sheet", "3")]), &dutch()).expect_err("one sheet");
    assert_eq!(refused.kind, RefusalKind::NoSuchAnswer);
}

/// Files that are read, to be damaged.
fn seeds() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = [
        "portal_with_symbols.csv",
        "layout_areas_beside.csv",
        "layout_areas_below.csv",
        "short_names.csv",
        "map_attributes.json",
        "only_the_country.json",
    ]
    .iter()
    .map(|name| file(name))
    .collect();
    let row = format!(
        "<row r=\"1\">{}{}</row><row r=\"2\">{}</row>",
        cell("A1", "Naam"),
        cell("B1", "Rol"),
        cell("A2", "Ans")
    );
    seeds.push(book(&row, &[]));
    seeds.push(b"Actie\tWie\tWanneer\nBankje\tHenk\t12 mei\n- [ ] bel (Ans)\n".to_vec());
    seeds.push(b"groep,zingeving,meedoen,lichaamsfuncties,kwaliteit van leven\nBewoners,7,8,6,5\n".to_vec());
    seeds
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is changed in a file: it is read or refused, and what is read fits the session.
    #[test]
    fn a_damaged_file_is_read_or_refused(
        seed in 0_usize..9,
        cut in prop::option::of(0.0_f64..1.0),
        changes in prop::collection::vec((0.0_f64..1.0, any::<u8>()), 0..12),
        kind in prop::option::of(0_usize..4),
    ) {
        let mut bytes = seeds()[seed].clone();
        if let Some(cut) = cut {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place")]
            bytes.truncate((bytes.len() as f64 * cut) as usize);
        }
        for (place, byte) in changes {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place")]
            let at = (bytes.len() as f64 * place) as usize;
            if let Some(there) = bytes.get_mut(at) {
                *there = byte;
            }
        }
        let mut session = session_of("Driemond", "Amsterdam", "");
        let choices = ImportChoices { kind: kind.map(|kind| ImportKind::ALL[kind]), ..ImportChoices::default() };
        if let Ok(read) = prepared(&session, "x", &bytes, &choices) {
            prop_assert!(apply_all(&mut session, &read.edits).is_ok(), "{:?}", read.edits);
            let text = werksessie::store::form::text::print(&session);
            prop_assert!(werksessie::store::form::reading::parse(&text).is_ok_and(|read| read == session));
        }
    }
}

//! A workbook of which one part or another is these bytes, and bytes that begin as a packed file does: what checks a packed
//! file keeps arbitrary bytes out before they come to a reader of sheets.
#![no_main]

include!("bring.rs.inc");

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const BOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const LINKS: &str = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
const ROOT: &str = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const HEADS: &str = r#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Naam</t></is></c><c r="B1" t="inlineStr"><is><t>Rol</t></is></c></row>"#;
const STRINGS: &str = r#"<sst count="2" uniqueCount="2"><si><t>Joke</t></si><si><t>Henk</t></si></sst>"#;

fn packed(parts: &[(&str, &[&[u8]])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts {
        zip.start_file(*name, plain).expect("a name");
        content.iter().for_each(|piece| zip.write_all(piece).expect("memory"));
    }
    zip.finish().expect("memory").into_inner()
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((mode, rest)) = bytes.split_first() else { return };
    if rest.len() > LONGEST {
        return;
    }
    let book = |which: u8| {
        let part = |number: u8, usual: &'static [u8]| if which == number { rest } else { usual };
        packed(&[
            ("_rels/.rels", &[ROOT.as_bytes()]),
            ("xl/workbook.xml", &[part(0, BOOK.as_bytes())]),
            ("xl/_rels/workbook.xml.rels", &[part(1, LINKS.as_bytes())]),
            ("xl/sharedStrings.xml", &[part(2, STRINGS.as_bytes())]),
            ("xl/styles.xml", &[part(3, b"<styleSheet/>")]),
            ("xl/worksheets/sheet1.xml", &[HEADS.as_bytes(), part(4, b"</sheetData></worksheet>")]),
        ])
    };
    let whole = match mode % 8 {
        which @ 0..5 => book(which),
        5 => packed(&[("content.xml", &[rest]), ("mimetype", &[b"application/vnd.oasis.opendocument.spreadsheet"])]),
        6 => packed(&[("a.csv", &[rest])]),
        _ => [b"PK\x03\x04", rest].concat(),
    };
    bring_all(&whole, Some(ImportKind::People));
});

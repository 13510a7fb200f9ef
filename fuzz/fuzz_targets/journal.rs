//! Whatever stands in a journal: what can be read of it is put back, and the file is there still.
#![no_main]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use werksessie::domain::edit::apply;
use werksessie::domain::id::Id;
use werksessie::domain::recovery::put_back;
use werksessie::domain::session::Session;
use werksessie::store::disk::RealDisk;
use werksessie::store::form::reading::{parse, parse_changes};
use werksessie::store::form::text::print;
use werksessie::store::safety::journal::{Fingerprint, JournalQuery, find_abandoned, find_begun};

static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a folder"));

/// Payloads with their lengths and checksums, so that what is in them is reached.
fn framed(payloads: &[u8]) -> Vec<u8> {
    let frame = |payload: &[u8]| {
        let head = format!("{} {:08x} ", payload.len(), crc32fast::hash(payload));
        [head.as_bytes(), payload, b"\n"].concat()
    };
    payloads.split(|byte| *byte == 0).flat_map(frame).collect()
}

fuzz_target!(|bytes: &[u8]| {
    let Some((mode, rest)) = bytes.split_first() else { return };
    let session = Session::empty(Id::new("s-0000000000"));
    let header = "werksessie-journal 3 absent s-0000000000 /a.ron\0";
    let whole = match mode % 3 {
        0 => rest.to_vec(),
        1 => framed(rest),
        _ => framed(&[header.as_bytes(), rest].concat()),
    };
    let path = FOLDER.path().join("a.journal");
    // One to which nothing was written yet is swept.
    let is_empty = whole.is_empty();
    fs::write(&path, whole).expect("written");
    let query = JournalQuery {
        path: Path::new("/a.ron"),
        session: "s-0000000000",
        on_disk: Fingerprint::Absent,
        is_in: &|_| false,
    };
    let found = find_abandoned(&RealDisk, FOLDER.path(), &query).expect("the disk works");
    let begun = find_begun(&RealDisk, FOLDER.path(), Path::new("/")).expect("the disk works");
    for left in found.iter().chain(&begun) {
        let mut session =
            left.unsaved.whole.as_deref().and_then(|text| parse(text).ok()).unwrap_or_else(|| session.clone());
        let edits: Vec<_> = left.unsaved.edits.iter().flat_map(|text| parse_changes(text).0).collect();
        for edit in put_back(&session, &edits).edits {
            apply(&mut session, edit).expect("made to fit");
        }
        assert_eq!(parse(&print(&session)), Ok(session));
    }
    drop((found, begun));
    assert!(is_empty || path.exists() || path.with_extension("old").exists());
});

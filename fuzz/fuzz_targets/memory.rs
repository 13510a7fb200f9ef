//! Whatever stands in the memory of a folder: what is not right in every byte is read again, and what is right all the same
//! breaks nothing.
#![no_main]

use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use werksessie::domain::id::Id;
use werksessie::domain::session::Session;
use werksessie::guide::{Guide, Structure};
use werksessie::i18n::language::Language;
use werksessie::overview::{read_rows, version};
use werksessie::store::form::text::print;

struct Place {
    root: tempfile::TempDir,
    structure: Structure,
    /// What stands before the entries.
    head: Vec<u8>,
    memory: PathBuf,
}

static PLACE: LazyLock<Place> = LazyLock::new(|| {
    let root = tempfile::tempdir().expect("a folder");
    let sessions = root.path().join("sessions");
    fs::create_dir(&sessions).expect("made");
    let path = sessions.join("a.ron");
    fs::write(&path, print(&Session::empty(Id::new("s-0000000001")))).expect("written");
    let structure = Guide::load(Language::Dutch).expect("the guide").structure;
    let head = [
        "werksessie memory 2\n".as_bytes(),
        &part(version(&structure).as_bytes()),
        &part(fs::canonicalize(&sessions).expect("there").as_os_str().as_encoded_bytes()),
    ]
    .concat();
    // A memory is made of what was not written just now.
    std::thread::sleep(std::time::Duration::from_secs(4));
    read_rows(&sessions, &structure, Some(&root.path().join("memory")), |_| ControlFlow::Continue(()));
    let memory =
        fs::read_dir(root.path().join("memory")).expect("made").next().expect("a memory").expect("read").path();
    Place { root, structure, head, memory }
});

fn part(bytes: &[u8]) -> Vec<u8> {
    [&u32::try_from(bytes.len()).expect("short").to_le_bytes(), bytes].concat()
}

fuzz_target!(|bytes: &[u8]| {
    let Some((mode, rest)) = bytes.split_first() else { return };
    let is_summed = mode % 2 == 1;
    let mut memory = if mode % 4 < 2 { PLACE.head.clone() } else { Vec::new() };
    memory.extend_from_slice(rest);
    if is_summed {
        memory.extend_from_slice(&crc32fast::hash(&memory).to_le_bytes());
    }
    fs::write(&PLACE.memory, memory).expect("written");
    let mut ids = Vec::new();
    read_rows(&PLACE.root.path().join("sessions"), &PLACE.structure, Some(&PLACE.root.path().join("memory")), |row| {
        ids.extend(row.content.map(|summary| summary.id));
        ControlFlow::Continue(())
    });
    assert!(is_summed || ids == ["s-0000000001"], "{ids:?}");
});

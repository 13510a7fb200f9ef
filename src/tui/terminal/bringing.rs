//! Files that people bring: those beside the session, and what is in one of them.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::domain::in_order::sort_by;
use crate::exchange::import::from_disk::brought_at;
use crate::store::scan::folder::folder_of;
use crate::tui::update::{ExchangeMsg, Msg};

/// The endings of files that may hold something to bring.
const ENDINGS: [&str; 8] = ["csv", "xlsx", "ods", "json", "txt", "md", "zip", "tsv"];
/// More files than this are found by typing.
const MOST_FILES: usize = 500;
/// The file by which a folder is known as a bundle.
const OF_A_BUNDLE: &str = "Observations.csv";

/// The files in the folder of the session that may hold something to bring, and the folders that are a bundle, the newest
/// first.
pub(super) fn files_beside(session: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder_of(session)) else { return Vec::new() };
    let mut files: Vec<(SystemTime, String)> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let ending = Path::new(&name).extension().unwrap_or_default().to_string_lossy().to_lowercase();
            let found = entry.metadata().ok()?;
            let is_brought = if found.is_dir() {
                entry.path().join(OF_A_BUNDLE).is_file()
            } else {
                found.is_file() && ENDINGS.contains(&ending.as_str())
            };
            let written = found.modified().ok()?;
            (is_brought && !name.starts_with('.')).then_some((written, name))
        })
        .collect();
    sort_by(&mut files, |one, other| other.cmp(one));
    files.truncate(MOST_FILES);
    files.into_iter().map(|(_, name)| name).collect()
}

/// Reads a file or a folder by its name beside the session, or by its path; a window puts quotes around one that is dragged
/// onto it.
pub(super) fn read(session: &Path, typed: &str) -> Msg {
    let typed = typed.trim().trim_matches(['"', '\'']);
    Msg::Exchange(ExchangeMsg::Brought(brought_at(&folder_of(session).join(typed)).map_err(Into::into)))
}

#[cfg(test)]
#[test]
fn a_folder_of_tables_that_belong_together_is_brought_as_a_file_is() {
    let session = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/imports/wijk.ron");
    let files = files_beside(&session);
    assert!(files.iter().any(|name| name == "bundle") && files.len() > 5, "{files:?}");
    let brought = |typed: &str| match read(&session, typed) {
        Msg::Exchange(ExchangeMsg::Brought(brought)) => brought,
        _ => panic!("something else"),
    };
    for (typed, name) in [("bundle", "bundle"), ("'short_names.csv'", "short_names.csv")] {
        assert_eq!(brought(typed).unwrap().unwrap().name, name);
    }
    assert!(brought("..").unwrap().is_err(), "a folder without tables");
    assert!(brought("nergens").is_err());
}

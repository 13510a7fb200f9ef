//! Files that people bring: those beside the session, and what is in one of them.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::domain::in_order::sort_by;
use crate::exchange::import::from_disk::brought_at;
use crate::exchange::import::refusal::Refusal;
use crate::store::disk::DiskError;
use crate::store::scan::folder::{at_home, folder_of};
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

/// Reads a file or a folder by its name beside the session, or by its path from where the program was started; a window
/// puts quotes around one that is dragged onto it.
pub(super) fn read(session: &Path, typed: &str) -> Msg {
    let typed = typed.trim().trim_matches(['"', '\'']);
    let path = at_home(typed.into());
    let beside = folder_of(session).join(&path);
    let read = brought_at(if beside.exists() { &beside } else { &path });
    Msg::Exchange(ExchangeMsg::Brought(match read {
        Err(DiskError::Gone) => Ok(Err(Refusal::not_there(typed))),
        read => read.map_err(Into::into),
    }))
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
    // By its path from where the program was started, as on the command line.
    assert_eq!(brought("tests/imports/short_names.csv").unwrap().unwrap().name, "short_names.csv");
    let words = crate::i18n::Words::load(crate::i18n::language::Language::Dutch).unwrap();
    let refused = brought("nergens").unwrap().unwrap_err().text(&words);
    assert!(refused.contains("‘nergens’") && refused.contains("naast de sessie"), "{refused}");
}

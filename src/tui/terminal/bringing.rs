//! Files that people bring: those beside the session, and the bytes of one.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::domain::in_order::sort_by;
use crate::store::disk::{Disk, LARGEST_SESSION, RealDisk};
use crate::store::scan::folder::folder_of;
use crate::tui::update::{ExchangeMsg, Msg};

/// The endings of files that may hold something to bring.
const ENDINGS: [&str; 8] = ["csv", "xlsx", "ods", "json", "txt", "md", "zip", "tsv"];
/// More files than this are found by typing.
const MOST_FILES: usize = 500;

/// The files in the folder of the session that may hold something to bring, the newest first.
pub(super) fn files_beside(session: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder_of(session)) else { return Vec::new() };
    let mut files: Vec<(SystemTime, String)> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let ending = Path::new(&name).extension()?.to_str()?.to_lowercase();
            let is_brought = ENDINGS.contains(&ending.as_str()) && !name.starts_with('.');
            let written = entry.metadata().ok().filter(fs::Metadata::is_file)?.modified().ok()?;
            is_brought.then_some((written, name))
        })
        .take(MOST_FILES)
        .collect();
    sort_by(&mut files, |one, other| other.cmp(one));
    files.into_iter().map(|(_, name)| name).collect()
}

/// Reads a file by its name beside the session, or by its path; a window puts quotes around one that is dragged onto it.
pub(super) fn read(session: &Path, typed: &str) -> Msg {
    let typed = typed.trim().trim_matches(['"', '\'']);
    let path = folder_of(session).join(typed);
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let content = RealDisk.read(&path, LARGEST_SESSION).map(|contents| contents.bytes).map_err(Into::into);
    Msg::Exchange(ExchangeMsg::Brought { name, content })
}

//! The sessions of the rounds before: found by their ids among the files of one folder. Only the beginning of a file is
//! read to see whether it may be one of them.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::domain::id::Id;
use crate::domain::session::Session;

use super::folder;
use crate::store::form::open;

/// The id stands in the beginning of a file.
const BEGINNING: u64 = 1024;
/// More rounds than this are never followed back.
const MOST_ROUNDS: usize = 50;

/// The rounds before the session `of`: the one with the id `previous`, the one before that, and so on as far as they are
/// in the folder; oldest first. What cannot be read is left out with all that came before it.
#[must_use]
pub fn earlier(folder: &Path, of: &Id, previous: Option<Id>) -> Vec<Session> {
    let mut rounds: Vec<Session> = Vec::new();
    let Some(mut wanted) = previous else { return rounds };
    let beginnings: Vec<(PathBuf, Vec<u8>)> =
        folder::files_of(folder).into_iter().filter_map(|path| beginning(&path).map(|bytes| (path, bytes))).collect();
    // Whatever files say of each other, no round comes before itself.
    while rounds.len() < MOST_ROUNDS && wanted != *of && rounds.iter().all(|round| round.id != wanted) {
        let quoted = format!("\"{wanted}\"");
        let holds = |bytes: &[u8]| bytes.windows(quoted.len()).any(|window| window == quoted.as_bytes());
        let candidates = beginnings.iter().filter(|(_, bytes)| holds(bytes));
        let sessions = candidates.filter_map(|(path, _)| open::read(path).ok().map(|(session, _)| session));
        let Some(found) = sessions.into_iter().find(|session| session.id == wanted) else { break };
        let before = found.previous().cloned();
        rounds.push(found);
        match before {
            Some(before) => wanted = before,
            None => break,
        }
    }
    rounds.reverse();
    rounds
}

fn beginning(path: &Path) -> Option<Vec<u8>> {
    // A pipe would make this wait for its other end.
    fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(BEGINNING).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

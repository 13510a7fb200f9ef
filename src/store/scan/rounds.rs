//! The sessions of the rounds before, and of those behind: found by their ids among the files of one folder. Only the head
//! of a file is read to see whether it may be one of them.

use std::path::{Path, PathBuf};

use crate::domain::id::Id;
use crate::domain::newest::MOST_ROUNDS;
use crate::domain::session::Session;

use super::folder;
use crate::store::disk::RealDisk;
use crate::store::form::open;
use crate::store::form::spans::head;

/// The head of a file mostly stands in this many bytes; where it does not, the file is read.
const BEGINNING: usize = 1024;

/// The rounds before the session `of`: the one with the id `previous`, the one before that, and so on as far as they are
/// in the folder; oldest first. What cannot be read is left out with all that came before it.
#[must_use]
pub fn earlier(folder: &Path, of: &Id, previous: Option<Id>) -> Vec<Session> {
    let mut rounds: Vec<Session> = Vec::new();
    let Some(mut wanted) = previous else { return rounds };
    let heads: Vec<(PathBuf, Option<Id>)> =
        folder::files_of(folder).into_iter().filter_map(|path| id_of(&path).map(|id| (path, id))).collect();
    // Whatever files say of each other, no round comes before itself.
    while rounds.len() < MOST_ROUNDS && wanted != *of && rounds.iter().all(|round| round.id != wanted) {
        let candidates = heads.iter().filter(|(_, id)| id.as_ref().is_none_or(|id| *id == wanted));
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

/// The sessions of the folder that go on from this one, with their files.
#[must_use]
pub fn following(folder: &Path, of: &Id) -> Vec<(PathBuf, Session)> {
    // A remark may stand before what the head tells.
    let may_name_it = |text: String| {
        text.contains(of.as_str()) || text.contains("//") || text.contains("/*") || head(&text).id.is_none()
    };
    let names_it = |path: &PathBuf| beginning(path).is_some_and(may_name_it);
    let read = |path: PathBuf| open::read(&path).ok().map(|(session, _)| (path, session));
    let found = folder::files_of(folder).into_iter().filter(names_it).filter_map(read);
    found.filter(|(_, session)| session.previous() == Some(of) && session.id != *of).collect()
}

/// The id that stands in the head of a file; the inner `None` where the head does not tell it.
#[expect(clippy::option_option, reason = "a file that is not one is something else than a head without an id")]
fn id_of(path: &Path) -> Option<Option<Id>> {
    Some(head(&beginning(path)?).id)
}

/// Where mostly the whole head of a file stands.
fn beginning(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    RealDisk::read_beginning(&mut bytes, path, BEGINNING).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::following;
    use crate::domain::id::Id;
    use crate::domain::session::Session;
    use crate::store::form::text::print;

    #[test]
    fn a_next_round_is_found_whatever_a_person_wrote_above_it_or_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let first = Session::empty(Id::new("s-1111111111"));
        let mut next = Session::empty(Id::new("s-2222222222"));
        next.follow(&first);
        let text = print(&next);
        let remark = format!("// {}\n", "Wie dit leest. ".repeat(200));
        let ways = [
            text.clone(),
            format!("{remark}{text}"),
            text.replace("    previous:", &format!("    {remark}    previous:")),
        ];
        for way in ways {
            fs::write(folder.path().join("volgende.ron"), &way).unwrap();
            let found = following(folder.path(), &first.id);
            assert_eq!(found.len(), 1, "{way}");
        }
    }
}

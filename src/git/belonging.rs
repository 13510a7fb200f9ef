//! Whether what git keeps is about the folder in which it is found. A folder that somebody sent may lead git to another
//! one on this computer: what is not in this one would pass for thrown away there.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::store::disk::{Disk, LARGEST_SESSION, RealDisk};

use super::run::{Git, GitError, path_from_bytes};

/// Whether the history in this folder, which git found for the work tree at `top`, is that of another folder.
///
/// # Errors
/// Git does not tell.
pub(super) fn is_of_another_folder(git: &Git, folder: &Path, top: &Path, history: &Path) -> Result<bool, GitError> {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.into());
    let (folder, top, history) = (real(folder), real(top), real(history));
    if !folder.starts_with(&top) {
        return Ok(true);
    }
    let link = top.join(".git");
    let common = git.run(&["rev-parse", "--git-common-dir"])?.whole()?.path();
    let common = real(&git.folder().join(common));
    if leads_elsewhere(&common) {
        return Ok(true);
    }
    if history != common {
        // One of several work trees: each is told where it belongs.
        let told = RealDisk.read(&history.join("gitdir"), LARGEST_SESSION).map(|told| told.bytes).unwrap_or_default();
        let told = path_from_bytes(told.trim_ascii_end()).unwrap_or_default();
        return Ok(!history.starts_with(common.join("worktrees")) || real(&history.join(told)) != real(&link));
    }
    // It lies in the folder, or names the folder itself.
    if history == link || git.run(&["config", "--get", "core.worktree"])?.succeeded() {
        return Ok(false);
    }
    let listed = git.run(&["ls-files", "-z", "--debug"])?.whole()?.stdout;
    let files = remembered(&listed);
    if files.is_empty() {
        // Where nothing is recorded yet, nothing can go.
        return Ok(git.run(&["rev-parse", "--verify", "--quiet", "HEAD"])?.succeeded());
    }
    // Git remembers which file it looked at last: no other of that name can be that.
    if files.iter().any(|(name, known)| is_the_same(&top.join(name), known)) {
        return Ok(false);
    }
    let count_in =
        |folder: &Path| files.iter().filter(|(name, _)| folder.join(name).symlink_metadata().is_ok()).count();
    let is_around = history.ends_with(".git") && history.parent().is_some_and(|around| count_in(around) > 0);
    Ok(is_around || count_in(&top) < files.len())
}

/// Whether a part of a history is a link: what is recorded in this one would then be recorded in another.
fn leads_elsewhere(history: &Path) -> bool {
    let mut folders = vec![history.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let Ok(kind) = entry.file_type() else { continue };
            // In old repositories this one is a link to the branch that is checked out.
            if kind.is_symlink() && entry.file_name() != "HEAD" {
                return true;
            }
            if kind.is_dir() && (folder != history || entry.file_name() == "refs") {
                folders.push(entry.path());
            }
        }
    }
    false
}

/// What git remembers of each file, by name: the numbers behind words such as `ino`.
fn remembered(listed: &[u8]) -> Vec<(PathBuf, HashMap<String, u64>)> {
    let mut found = Vec::new();
    let mut rest = listed;
    while let Some(end) = rest.iter().position(|byte| *byte == 0) {
        let name = path_from_bytes(&rest[..end]).unwrap_or_default();
        rest = &rest[end + 1..];
        let mut known = HashMap::new();
        while rest.starts_with(b"  ") {
            let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
            let line = String::from_utf8_lossy(&rest[..end]).into_owned();
            rest = rest.get(end + 1..).unwrap_or_default();
            for pair in line.split(['\t', '\n']) {
                let Some((word, number)) = pair.trim().split_once(": ") else { continue };
                let whole = number.split(':').next().unwrap_or_default();
                known.extend(whole.parse().ok().map(|number| (word.to_owned(), number)));
            }
        }
        found.push((name, known));
    }
    found
}

#[cfg(unix)]
fn is_the_same(path: &Path, known: &HashMap<String, u64>) -> bool {
    use std::os::unix::fs::MetadataExt;
    let Ok(there) = path.symlink_metadata() else { return false };
    let is = |word: &str, number: u64| known.get(word).is_some_and(|known| *known == number);
    // Git keeps the lower half of these numbers.
    is("ino", there.ino() & 0xffff_ffff)
        && is("size", there.size() & 0xffff_ffff)
        && is("mtime", there.mtime().cast_unsigned() & 0xffff_ffff)
        && there.ino() != 0
}

/// Files have no numbers there that git remembers.
#[cfg(not(unix))]
fn is_the_same(_path: &Path, _known: &HashMap<String, u64>) -> bool {
    false
}

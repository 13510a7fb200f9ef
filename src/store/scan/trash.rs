//! A session that is not wanted is kept in a hidden folder beside it, until the user takes it away for good.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::domain::problem::Trouble;
use crate::store::disk::DiskError;

use super::folder::folder_of;

/// The folder in which files are kept that were thrown away.
const TRASH: &str = ".prullenbak";

/// Moves a file to the trash of its folder, and tells where it is kept.
///
/// # Errors
/// The file cannot be moved, or is no file; it stands where it was.
pub fn throw_away(path: &Path) -> Result<PathBuf, Trouble> {
    if fs::symlink_metadata(path).map_err(trouble)?.is_dir() {
        return Err(Trouble::NotAFile);
    }
    let trash = folder_of(path).join(TRASH);
    let name = path.file_name().ok_or(Trouble::NotAFile)?.to_string_lossy().into_owned();
    fs::create_dir_all(&trash).map_err(trouble)?;
    let numbered = |number: u32| trash.join(if number == 1 { name.clone() } else { format!("{number}-{name}") });
    for kept in (1..10_000).map(numbered) {
        match rename_to_new(path, &kept) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            moved => return moved.map(|()| kept).map_err(trouble),
        }
    }
    Err(Trouble::AlreadyThere)
}

/// Puts a file back where it was.
///
/// # Errors
/// The file cannot be moved, or another stands there now; it is still kept.
pub fn bring_back(kept: &Path, path: &Path) -> Result<(), Trouble> {
    rename_to_new(kept, path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Trouble::AlreadyThere,
        _ => trouble(error),
    })
}

/// Gives a file a name that nothing has. Where the system has no call for that, another program has a moment between the
/// look and the rename.
fn rename_to_new(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            // Some disks cannot.
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {}
            renamed => return Ok(renamed?),
        }
    }
    if fs::symlink_metadata(to).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    fs::rename(from, to)
}

fn trouble(error: io::Error) -> Trouble {
    DiskError::from(error).into()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{bring_back, throw_away};
    use crate::domain::problem::Trouble;

    #[test]
    fn what_is_thrown_away_comes_back_and_takes_nothing_else_away() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("wijk.ron");
        fs::write(&path, "een").unwrap();
        let first = throw_away(&path).unwrap();
        assert!(!path.exists());
        fs::write(&path, "twee").unwrap();
        let second = throw_away(&path).unwrap();
        assert_ne!(first, second);
        bring_back(&first, &path).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "een");
        assert_eq!(bring_back(&second, &path), Err(Trouble::AlreadyThere));
        assert_eq!(fs::read_to_string(&second).unwrap(), "twee");
        fs::remove_file(&path).unwrap();
        assert_eq!(throw_away(&path), Err(Trouble::Gone));
        assert_eq!(throw_away(folder.path()), Err(Trouble::NotAFile));
        // Something else has the name of the trash.
        fs::remove_dir_all(first.parent().unwrap()).unwrap();
        fs::write(first.parent().unwrap(), "").unwrap();
        fs::write(&path, "drie").unwrap();
        assert!(throw_away(&path).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "drie");
    }

    #[test]
    fn of_two_that_come_back_to_one_place_at_once_both_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("wijk.ron");
        for round in 0..300 {
            let kept = ["een", "twee"].map(|text| {
                fs::write(&path, text).unwrap();
                throw_away(&path).unwrap()
            });
            let at_once = std::sync::Barrier::new(2);
            let back = |kept: &Path| {
                at_once.wait();
                bring_back(kept, &path)
            };
            let [one, other] = std::thread::scope(|scope| {
                let threads = [&kept[0], &kept[1]].map(|kept| scope.spawn(|| back(kept)));
                threads.map(|thread| thread.join().unwrap())
            });
            assert_eq!(one.is_ok(), other == Err(Trouble::AlreadyThere), "{round}: {one:?}, {other:?}");
            assert_eq!(kept.iter().filter(|kept| kept.exists()).count(), 1, "{round}");
            fs::remove_file(&path).unwrap();
            fs::remove_dir_all(kept[0].parent().unwrap()).unwrap();
        }
    }
}

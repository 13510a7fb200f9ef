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
    let kept = (1..10_000).map(numbered).find(|path| fs::symlink_metadata(path).is_err());
    let kept = kept.ok_or(Trouble::AlreadyThere)?;
    fs::rename(path, &kept).map_err(trouble)?;
    Ok(kept)
}

/// Puts a file back where it was.
///
/// # Errors
/// The file cannot be moved, or another stands there now; it is still kept.
pub fn bring_back(kept: &Path, path: &Path) -> Result<(), Trouble> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(Trouble::AlreadyThere);
    }
    fs::rename(kept, path).map_err(trouble)
}

fn trouble(error: io::Error) -> Trouble {
    DiskError::from(error).into()
}

#[cfg(test)]
mod tests {
    use std::fs;

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
}

//! A session that is not wanted is kept in a hidden folder beside it, until the user takes it away for good.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::folder::folder_of;

/// The folder in which files are kept that were thrown away.
const TRASH: &str = ".prullenbak";

/// Moves a file to the trash of its folder, and tells where it is kept.
///
/// # Errors
/// The file cannot be moved; it stands where it was.
pub fn throw_away(path: &Path) -> io::Result<PathBuf> {
    let trash = folder_of(path).join(TRASH);
    fs::create_dir_all(&trash)?;
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy().into_owned();
    let numbered = |number: u32| trash.join(if number == 1 { name.clone() } else { format!("{number}-{name}") });
    let kept = (1..10_000).map(numbered).find(|path| fs::symlink_metadata(path).is_err());
    let kept = kept.ok_or(io::ErrorKind::AlreadyExists)?;
    fs::rename(path, &kept)?;
    Ok(kept)
}

/// Puts a file back where it was.
///
/// # Errors
/// The file cannot be moved, or another stands there now; it is still kept.
pub fn bring_back(kept: &Path, path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    fs::rename(kept, path)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{bring_back, throw_away};

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
        assert!(bring_back(&second, &path).is_err(), "another stands there");
        assert_eq!(fs::read_to_string(&second).unwrap(), "twee");
    }
}

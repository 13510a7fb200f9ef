//! The session files of a folder, and names for new ones. A name comes from a slug, never from text as it is, and never
//! leads out of the folder.

use std::ffi::OsStr;
use std::fs::{self, DirEntry};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf, is_separator};

use crate::domain::naming::plain;
use crate::domain::problem::Trouble;
use crate::domain::session::Session;

use crate::store::disk::DiskError;
use crate::store::region::REGION_FILE;

/// The ending of a session file.
const ENDING: &str = "ron";
/// A folder is never walked deeper than this.
const DEPTH: usize = 16;

/// What a folder and those below it hold.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FolderFiles {
    /// The session files, in the order of their names.
    pub files: Vec<PathBuf>,
    /// The folders of which nobody knows what they hold, and why.
    pub closed: Vec<(PathBuf, Trouble)>,
}

/// The session files in a folder and those below it, links that lead nowhere included. Links to folders, hidden files and
/// everything that is no regular file are left out.
pub fn session_files(folder: &Path) -> FolderFiles {
    let mut all = FolderFiles::default();
    let _ = walk(folder, &mut |found| {
        match found {
            Visit::Linked(path) if fs::metadata(&path).is_ok_and(|file| !file.is_file()) => {}
            Visit::Named(path) | Visit::Linked(path) => all.files.push(path),
            Visit::Closed(path, trouble) => all.closed.push((path, trouble)),
        }
        ControlFlow::Continue(())
    });
    all
}

/// The session files in a folder itself, in no certain order; hidden files are left out.
pub(in crate::store) fn files_of(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let named = entries.filter(|entry| {
        let name = entry.file_name();
        !name.as_encoded_bytes().starts_with(b".") && is_session_name(&name)
    });
    named.map(|entry| entry.path()).collect()
}

/// Whether a file of this name is one of a session: what stands above the sessions of a folder is none.
fn is_session_name(name: &OsStr) -> bool {
    Path::new(name).extension() == Some(OsStr::new(ENDING)) && name != REGION_FILE
}

/// What a walk through folders meets.
pub(super) enum Visit {
    /// A file with the name of a session file.
    Named(PathBuf),
    /// A link of that name, to whatever it may be.
    Linked(PathBuf),
    /// A folder that cannot be read, or lies too deep.
    Closed(PathBuf, Trouble),
}

/// Goes through a folder and those below it, in the order of their names, until it is told to stop. Links to folders
/// are not followed, so that no walk is without end; nor is a link to a file that the walk meets itself.
pub(super) fn walk(folder: &Path, tell: &mut dyn FnMut(Visit) -> ControlFlow<()>) -> ControlFlow<()> {
    walk_from(folder, folder, 0, tell)
}

fn walk_from(
    root: &Path,
    folder: &Path,
    depth: usize,
    tell: &mut dyn FnMut(Visit) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return tell(Visit::Closed(folder.to_owned(), DiskError::from(error).into())),
    };
    let shown = |entry: &DirEntry| Some(entry.file_name()).filter(|name| !name.as_encoded_bytes().starts_with(b"."));
    let entries = entries.flatten().filter_map(|entry| Some((shown(&entry)?, entry.file_type().ok()?)));
    let mut entries: Vec<_> = entries.collect();
    entries.sort_unstable_by(|(name, _), (other, _)| name.cmp(other));
    for (name, kind) in entries {
        if kind.is_dir() && depth == DEPTH {
            tell(Visit::Closed(folder.join(name), Trouble::TooDeep))?;
        } else if kind.is_dir() {
            walk_from(root, &folder.join(name), depth + 1, tell)?;
        } else if kind.is_file() && is_session_name(&name) {
            tell(Visit::Named(folder.join(name)))?;
        } else if kind.is_symlink() && is_session_name(&name) {
            let link = folder.join(name);
            if !leads_into(&link, root) {
                tell(Visit::Linked(link))?;
            }
        }
    }
    ControlFlow::Continue(())
}

/// Whether a link leads to a file that a walk from this folder meets under its own name.
fn leads_into(link: &Path, root: &Path) -> bool {
    let (Ok(target), Ok(root)) = (link.canonicalize(), root.canonicalize()) else { return false };
    let is_shown = |part: &OsStr| !part.as_encoded_bytes().starts_with(b".");
    target.file_name().is_some_and(is_session_name)
        && target.strip_prefix(root).is_ok_and(|way| way.iter().all(is_shown))
}

/// The folder of a file.
pub fn folder_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// A path in a folder for a new session, named after its neighbourhood and date, that no file has yet.
pub fn free_path(folder: &Path, session: &Session) -> PathBuf {
    let name = &session.the_neighbourhood().name;
    let date = session.the_meeting().date.known().map(|date| format!("-{date}")).unwrap_or_default();
    free_path_named(folder, &format!("{}{date}", &**name))
}

/// A path in a folder for this name, made a slug, that no file has yet.
pub fn free_path_named(folder: &Path, name: &str) -> PathBuf {
    let name = slug_of(name);
    let path = |number: u32| match number {
        1 => folder.join(format!("{name}.{ENDING}")),
        number => folder.join(format!("{name}-{number}.{ENDING}")),
    };
    let is_free = |path: &PathBuf| fs::symlink_metadata(path).is_err();
    (1..10_000).map(path).find(is_free).unwrap_or_else(|| path(10_000))
}

/// Where a session goes that is saved under what was typed: a name stands for a file beside this one, and with a folder in
/// front of it for one in that folder. `~` is the home of the user.
pub struct TypedPlace {
    folder: PathBuf,
    name: String,
}

impl TypedPlace {
    /// # Errors
    /// There is no such folder.
    pub fn of(file: &Path, typed: &str) -> Result<Self, Trouble> {
        let path = folder_of(file).join(at_home(typed.into()));
        let is_folder = path.is_dir() || typed.ends_with(is_separator);
        let folder = if is_folder { path.clone() } else { folder_of(&path) };
        let named = if is_folder { file.file_stem() } else { path.file_name() };
        let name = named.unwrap_or_default().to_string_lossy().into_owned();
        if folder.is_dir() { Ok(Self { folder, name }) } else { Err(Trouble::Gone) }
    }

    /// The file of that name, whether it is there or not.
    pub fn named(&self) -> PathBuf {
        self.folder.join(format!("{}.{ENDING}", slug_of(&self.name)))
    }

    /// One of that name, or nearly, that is not there yet.
    pub fn free(&self) -> PathBuf {
        free_path_named(&self.folder, &self.name)
    }
}

/// A name as that of a session file, without its ending.
fn slug_of(name: &str) -> String {
    slug(name.strip_suffix(".ron").unwrap_or(name))
}

/// A path that begins with `~/` lies in the user's home.
pub fn at_home(path: PathBuf) -> PathBuf {
    let home = || directories::BaseDirs::new().map(|folders| folders.home_dir().to_owned());
    match path.strip_prefix("~").ok().and_then(|rest| Some(home()?.join(rest))) {
        Some(at_home) => at_home,
        None => path,
    }
}

/// A path beside a file, of nearly the same name, that no file has yet.
pub fn free_path_beside(file: &Path) -> PathBuf {
    free_path_named(&folder_of(file), &file.file_stem().unwrap_or_default().to_string_lossy())
}

/// Lower-case letters, digits and dashes, at most sixty; accents are taken off.
pub fn slug(text: &str) -> String {
    const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];
    let mut slug = String::new();
    for character in plain(text).chars() {
        match character {
            'a'..='z' | '0'..='9' => slug.push(character),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
        if slug.len() >= 60 {
            break;
        }
    }
    let slug = slug.trim_matches('-');
    let is_device = RESERVED.contains(&slug) || slug.len() == 4 && (slug.starts_with("com") || slug.starts_with("lpt"));
    if slug.is_empty() || is_device { format!("sessie{slug}") } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_name_for_a_file_is_made_of_letters_digits_and_dashes() {
        for (text, expected) in [
            ("Lindenkwartier-2026-03-12", "lindenkwartier-2026-03-12"),
            ("Gül & Şen: de wijk!", "gul-sen-de-wijk"),
            ("../../etc/passwd", "etc-passwd"),
            ("", "sessie"),
            ("🌳🌳", "sessie"),
            ("CON", "sessiecon"),
            ("com1", "sessiecom1"),
            ("  -.-  ", "sessie"),
            ("İstanbul ß", "istanbul-ss"),
        ] {
            assert_eq!(slug(text), expected, "{text:?}");
        }
        assert!(slug(&"lang ".repeat(40)).len() <= 60);
    }
}

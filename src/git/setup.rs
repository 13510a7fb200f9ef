//! What git has to know of sessions: attributes in the folder that holds them, which travel with the repository, and on
//! each computer the programs that they name. Doing it twice changes nothing, and all of it can be taken back.

use std::fs;
use std::path::{Path, PathBuf};

use crate::domain::problem::Trouble;
use crate::store::disk::{Disk, DiskError, LARGEST_SESSION, RealDisk};

use super::merging::write;
use super::run::{Git, GitError, GitOutput};

/// The file with the attributes of a folder.
pub(super) const ATTRIBUTES: &str = ".gitattributes";
/// What stands there for sessions.
pub(super) const LINE: &str = "*.ron text eol=lf merge=werksessie diff=werksessie";
/// By which a line of ours is known, whatever else an older or newer version wrote in it.
const OURS: [&str; 2] = ["merge=werksessie", "diff=werksessie"];
/// The driver, called with the names of base, ours and theirs, the path, and the length of markers. Where the program is
/// gone, or cannot do it, git's own markers show both sides: to git, a driver that fails looks like ours being right.
const MERGE_SCRIPT: &str = "p=\"$0\"; command -v \"$p\" >/dev/null 2>&1 || p=werksessie; \
     if command -v \"$p\" >/dev/null 2>&1; then \
     \"$p\" merge --driver --marker-size=\"$5\" -- \"$1\" \"$2\" \"$3\" \"$4\"; s=$?; \
     case $s in 0|1) exit $s;; esac; fi; \
     exec git merge-file --diff3 --marker-size=\"$5\" -- \"$2\" \"$1\" \"$3\"";
/// A session in words, or the text as it is where that cannot be made.
const SHOW_SCRIPT: &str = "p=\"$0\"; command -v \"$p\" >/dev/null 2>&1 || p=werksessie; \
     \"$p\" show -- \"$1\" 2>/dev/null || cat -- \"$1\"";

/// What was done, or was so already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetupStep {
    /// The attributes were written to this file.
    AttributesWritten(PathBuf),
    /// They stood in this file already.
    AttributesThere(PathBuf),
    /// They were taken out of this file.
    AttributesRemoved(PathBuf),
    /// The programs were written to this file.
    DriverWritten(PathBuf),
    /// They stood in this file already.
    DriverThere(PathBuf),
    /// They were taken out of this file.
    DriverRemoved(PathBuf),
}

/// Why git could not be set up.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetupError {
    Git(GitError),
    /// The folder is in no repository.
    NoRepository,
    /// A file could not be read or written.
    Trouble(PathBuf, Trouble),
    /// Git did not take a setting.
    Failed,
}

impl From<GitError> for SetupError {
    fn from(reason: GitError) -> Self {
        Self::Git(reason)
    }
}

/// The settings of git that call this program.
pub(super) fn settings(program: &Path) -> [(&'static str, String); 3] {
    let program = quoted(&program.to_string_lossy());
    let in_driver = program.replace('%', "%%");
    [
        ("merge.werksessie.name", "werksessie".to_owned()),
        ("merge.werksessie.driver", format!("sh -c {} {in_driver} %O %A %B %P %L", quoted(MERGE_SCRIPT))),
        ("diff.werksessie.textconv", format!("sh -c {} {program}", quoted(SHOW_SCRIPT))),
    ]
}

/// A word for the shell, whatever is in it.
pub(super) fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// Teaches git, in this folder and below it, to merge and compare sessions with this program.
///
/// # Errors
/// The folder is in no repository, or something could not be written.
pub fn set_up(folder: &Path, program: &Path) -> Result<Vec<SetupStep>, SetupError> {
    let git = Git::reading(folder);
    let config = config_file(&git)?;
    let attributes = folder.join(ATTRIBUTES);
    let old = read_attributes(&attributes)?;
    let new = with_line(&old);
    let mut done = Vec::new();
    if new == old {
        done.push(SetupStep::AttributesThere(attributes));
    } else {
        write(&attributes, &new).map_err(|trouble| SetupError::Trouble(attributes.clone(), trouble))?;
        done.push(SetupStep::AttributesWritten(attributes));
    }
    let mut is_new = false;
    for (name, value) in settings(program) {
        if setting(&git, name)?.as_deref() != Some(&*value) {
            fine(&git.run(&["config", "--local", "--replace-all", name, &value])?)?;
            is_new = true;
        }
    }
    done.push(if is_new { SetupStep::DriverWritten(config) } else { SetupStep::DriverThere(config) });
    Ok(done)
}

/// Takes back what [`set_up`] did.
///
/// # Errors
/// The folder is in no repository, or something could not be written.
pub fn undo(folder: &Path) -> Result<Vec<SetupStep>, SetupError> {
    let git = Git::reading(folder);
    let config = config_file(&git)?;
    let attributes = folder.join(ATTRIBUTES);
    let old = read_attributes(&attributes)?;
    let new: String = old.split_inclusive('\n').filter(|line| !is_ours(line)).collect();
    let mut done = Vec::new();
    if new != old {
        let written = if new.trim().is_empty() {
            fs::remove_file(&attributes).map_err(|error| DiskError::from(error).into())
        } else {
            write(&attributes, &new).map(drop)
        };
        written.map_err(|trouble| SetupError::Trouble(attributes.clone(), trouble))?;
        done.push(SetupStep::AttributesRemoved(attributes));
    }
    let mut was_there = false;
    for section in ["merge.werksessie", "diff.werksessie"] {
        was_there |= git.run(&["config", "--local", "--remove-section", section])?.succeeded();
    }
    if was_there {
        done.push(SetupStep::DriverRemoved(config));
    }
    Ok(done)
}

/// Whether git is told to merge this file with a driver that this computer does not have.
pub fn lacks_driver(file: &Path) -> bool {
    let git = Git::reading(file.parent().unwrap_or(Path::new("")));
    let Some(name) = file.file_name() else { return false };
    let Ok(output) = git.run_on(&["check-attr", "-z", "merge"], &[name]) else { return false };
    let is_asked = output.succeeded() && output.stdout.split(|byte| *byte == 0).nth(2) == Some(b"werksessie");
    is_asked && matches!(git.run(&["config", "--get", "merge.werksessie.driver"]), Ok(output) if !output.succeeded())
}

/// What git can do in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderState {
    /// The folder is in no repository.
    NoRepository,
    /// It asks for a driver that this computer does not have.
    NoDriver,
    /// Git does not know who records.
    NoIdentity,
    /// There is no place to share.
    NoRemote,
    /// Sessions in it can be shared, by this version of git.
    Ready(String),
}

/// What git can do in this folder: the first thing that is missing, if any is.
///
/// # Errors
/// Git did not answer.
pub fn folder_state(folder: &Path) -> Result<FolderState, GitError> {
    let git = Git::reading(folder);
    let version = git.run(&["--version"])?.text();
    if !git.run(&["rev-parse", "--show-toplevel"])?.succeeded() {
        return Ok(FolderState::NoRepository);
    }
    if lacks_driver(&folder.join("any.ron")) {
        return Ok(FolderState::NoDriver);
    }
    let identity = git.clone().with_setting("user.useConfigOnly", "true");
    if !identity.run(&["var", "GIT_COMMITTER_IDENT"])?.succeeded() {
        return Ok(FolderState::NoIdentity);
    }
    if git.run(&["remote"])?.text().is_empty() {
        return Ok(FolderState::NoRemote);
    }
    Ok(FolderState::Ready(version))
}

/// The text with our line in it, once.
pub(super) fn with_line(text: &str) -> String {
    if text.lines().filter(|line| is_ours(line)).eq([LINE]) {
        return text.to_owned();
    }
    let mut new: String = text.split_inclusive('\n').filter(|line| !is_ours(line)).collect();
    if !new.is_empty() && !new.ends_with('\n') {
        new.push('\n');
    }
    new.push_str(LINE);
    new.push('\n');
    new
}

fn is_ours(line: &str) -> bool {
    let is_remark = line.trim_start().starts_with('#');
    !is_remark && line.split_whitespace().any(|word| OURS.contains(&word))
}

/// The attributes of a folder; empty where there are none. A link is not followed: git does not either.
fn read_attributes(path: &Path) -> Result<String, SetupError> {
    let trouble = |trouble| SetupError::Trouble(path.to_owned(), trouble);
    if fs::symlink_metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(trouble(Trouble::NotAFile));
    }
    match RealDisk.read(path, LARGEST_SESSION) {
        Ok(contents) => String::from_utf8(contents.bytes).map_err(|_| trouble(Trouble::Other)),
        Err(DiskError::Gone) => Ok(String::new()),
        Err(error) => Err(trouble(error.into())),
    }
}

/// The file with the settings of the repository.
fn config_file(git: &Git) -> Result<PathBuf, SetupError> {
    let output = git.run(&["rev-parse", "--git-path", "config"])?;
    if !output.succeeded() {
        return Err(SetupError::NoRepository);
    }
    Ok(git.folder().join(output.text()))
}

fn setting(git: &Git, name: &str) -> Result<Option<String>, GitError> {
    let output = git.run(&["config", "--local", "--get", name])?;
    Ok(output.succeeded().then(|| output.text()))
}

fn fine(output: &GitOutput) -> Result<(), SetupError> {
    if output.succeeded() { Ok(()) } else { Err(SetupError::Failed) }
}

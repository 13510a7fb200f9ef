//! The history of a session file: for each commit that changed it, who made it, when, and the edits that it made. A merge
//! is left out: what it brought together stands in the commits of those who did it.

use std::collections::HashMap;
use std::path::Path;

use crate::domain::conflict::{About, OpenConflict, Origin, Origins};
use crate::domain::diff::diff;
use crate::domain::edit::{Edit, Place};
use crate::domain::id::Id;
use crate::domain::in_order::sort;
use crate::domain::records::meeting::Conflict;
use crate::domain::session::Session;
use crate::domain::value::Value;
use crate::store::disk::LARGEST_SESSION;
use crate::store::form::reading::parse_bytes;

use super::run::{Git, GitError};

/// Who wrote a value is looked for in no more commits than this.
const MOST_COMMITS: &str = "--max-count=200";
/// So many versions are asked for at a time: what git prints of them is in memory.
const AT_A_TIME: usize = 64;
/// The parts of a commit, each ended by a NUL.
const FORMAT: &str = "--format=tformat:%H%x00%an%x00%as%x00";

/// A commit that changed the file.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug)]
pub struct LoggedCommit {
    pub author: String,
    /// The day on which it was made, as `2026-03-12`.
    pub date: String,
    /// What it did to the file.
    pub change: CommitChange,
}

/// What a commit did to a file.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug)]
pub enum CommitChange {
    Begun(Box<Session>),
    /// These edits were made, in the session as it was before.
    Edited(Box<Session>, Vec<Edit>),
    Removed,
    /// One of the two versions cannot be read.
    Unreadable,
}

/// Why there is no history.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogError {
    Git(GitError),
    /// The file is in no repository.
    NoRepository,
}

impl From<GitError> for LogError {
    fn from(reason: GitError) -> Self {
        Self::Git(reason)
    }
}

/// The commits that changed a file, newest first; under other names too.
///
/// # Errors
/// There is no git, or the file is in no repository.
pub fn log(file: &Path) -> Result<Vec<LoggedCommit>, LogError> {
    entries(file, &[])
}

/// The same, as these options of git choose them.
fn entries(file: &Path, options: &[&str]) -> Result<Vec<LoggedCommit>, LogError> {
    let git = Git::reading(file.parent().unwrap_or(Path::new("")));
    if !git.run(&["rev-parse", "--git-dir"])?.succeeded() {
        return Err(LogError::NoRepository);
    }
    let Some(name) = file.file_name() else { return Ok(Vec::new()) };
    let always = [
        "log",
        "--follow",
        "--no-merges",
        "--no-show-signature",
        "--no-ext-diff",
        "--no-textconv",
        "--no-color",
        "--encoding=UTF-8",
        "--raw",
        "--no-abbrev",
        "-z",
        FORMAT,
    ];
    let output = git.run_on(&[&always, options].concat(), &[name])?;
    // A repository without a commit has no history; that is no trouble.
    if !output.succeeded() && git.run(&["rev-parse", "--verify", "--quiet", "HEAD"])?.succeeded() {
        return Err(GitError::Broken.into());
    }
    let commits = if output.succeeded() { commits(&output.stdout) } else { Vec::new() };
    let wanted = commits.iter().flat_map(|commit| [&commit.old, &commit.new]);
    let versions = versions(&git, wanted.map(String::as_str))?;
    Ok(commits.into_iter().map(|commit| entry(commit, &versions)).collect())
}

/// For each conflict of a session, by its id, who wrote its values and when: the last who did. What is not recorded yet,
/// or recorded very long ago, has no origin.
pub fn origins(file: &Path, session: &Session) -> Vec<(Id, Origins)> {
    if session.conflicts.is_empty() {
        return Vec::new();
    }
    // Of two branches that wrote the same, git would show only one.
    let Ok(entries) = entries(file, &["--full-history", MOST_COMMITS]) else { return Vec::new() };
    // What each commit did to each item: there may be as many conflicts as edits.
    let edits_of = |entry: &LoggedCommit| {
        let mut of: HashMap<Id, Vec<usize>> = HashMap::new();
        for (at, edit) in entry.change.edits().iter().enumerate() {
            of.entry(edit.item().clone()).or_default().push(at);
        }
        of
    };
    let by_item: Vec<HashMap<Id, Vec<usize>>> = entries.iter().map(edits_of).collect();
    let last = |item: &Id, did: &dyn Fn(&CommitChange, &[&Edit]) -> bool| {
        let (entry, _) = entries.iter().zip(&by_item).find(|(entry, of)| {
            let edits = entry.change.edits();
            let edits: Vec<&Edit> = of.get(item).into_iter().flatten().map(|at| &edits[*at]).collect();
            did(&entry.change, &edits)
        })?;
        Some(Origin { author: entry.author.clone(), date: entry.date.parse().ok()? })
    };
    let of = |conflict: &Conflict| {
        let OpenConflict { section, item, about, fields, values } = conflict.open(session)?;
        let writer = |version: &Vec<Value>| {
            last(&item, &|change, edits| {
                fields
                    .iter()
                    .zip(version)
                    .any(|(&field, value)| change.writes(edits, &Place { section, item: item.clone(), field }, value))
            })
        };
        match about {
            About::Fields => Some(Origins {
                base: values.before.as_ref().and_then(writer),
                kept: writer(&values.stands),
                other: values.others.first().and_then(writer),
            }),
            About::Removal => {
                let is_removal = |edit: &&Edit| matches!(edit, Edit::Remove { .. });
                let kept = last(&item, &|_, edits| edits.iter().any(|edit| !is_removal(edit)));
                let other = last(&item, &|_, edits| edits.iter().any(is_removal));
                Some(Origins { base: None, kept, other })
            }
            About::NoRoom => None,
        }
    };
    session.conflicts.iter().filter_map(|conflict| Some((conflict.id.clone(), of(conflict)?))).collect()
}

impl CommitChange {
    fn edits(&self) -> &[Edit] {
        match self {
            Self::Edited(_, edits) => edits,
            Self::Begun(_) | Self::Removed | Self::Unreadable => &[],
        }
    }

    /// Whether it put this value in this place, with these edits of its item.
    fn writes(&self, edits: &[&Edit], place: &Place, value: &Value) -> bool {
        let is_there = |values: &[Value]| *value != Value::Empty && values.get(place.field) == Some(value);
        if let Self::Begun(session) = self {
            return session.find(place.section, &place.item).is_some_and(|record| is_there(&record.values()));
        }
        edits.iter().any(|edit| match edit {
            Edit::Set { place: set, value: new } => set == place && new == value,
            Edit::Insert { section, item, .. } => {
                *section == place.section && item.id == place.item && is_there(&item.values)
            }
            Edit::Remove { .. } | Edit::Move { .. } => false,
        })
    }
}

/// A commit as git prints it: the versions of the file before and behind it.
struct RawCommit {
    author: String,
    date: String,
    old: String,
    new: String,
}

/// Reads what git prints: id, author and day, each ended by a NUL, which none of them can hold; then each change of a file
/// as `:100644 100644 old new M` with its one or two names, ended alike.
fn commits(printed: &[u8]) -> Vec<RawCommit> {
    let mut parts = printed.split(|byte| *byte == 0).map(String::from_utf8_lossy).peekable();
    let mut commits = Vec::new();
    while let Some(start) = parts.next() {
        if start.is_empty() {
            continue;
        }
        let (Some(author), Some(date)) = (parts.next(), parts.next()) else { break };
        let (author, date) = (author.into_owned(), date.into_owned());
        while let Some(change) =
            parts.next_if(|part| part.trim_start().is_empty() || part.trim_start().starts_with(':'))
        {
            let mut words = change.trim_start().split(' ').skip(2);
            let (Some(old), Some(new), Some(status)) = (words.next(), words.next(), words.next()) else { continue };
            commits.push(RawCommit {
                author: author.clone(),
                date: date.clone(),
                old: old.to_owned(),
                new: new.to_owned(),
            });
            // A file that was renamed or copied has two names.
            let names = if status.starts_with(['R', 'C']) { 2 } else { 1 };
            parts.by_ref().take(names).for_each(drop);
        }
    }
    commits
}

/// The sessions in these versions; those that cannot be read are none.
fn versions<'id>(git: &Git, ids: impl Iterator<Item = &'id str>) -> Result<HashMap<String, Session>, GitError> {
    let is_there = |id: &&str| !id.bytes().all(|byte| byte == b'0');
    let mut ids: Vec<&str> = ids.filter(is_there).collect();
    sort(&mut ids);
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let asked = |ids: &[&str]| ids.iter().flat_map(|id| [id.as_bytes(), b"\n"].concat()).collect::<Vec<u8>>();
    let sizes = git.run_with_input(&["cat-file", "--batch-check"], &asked(&ids))?;
    // What is larger than a session may be is not read at all.
    let sizes = String::from_utf8_lossy(&sizes.stdout).into_owned();
    let is_session = |line: &str| {
        let mut words = line.split(' ').skip(1);
        words.next() == Some("blob")
            && words.next().and_then(|size| size.parse::<u64>().ok()).is_some_and(|size| size <= LARGEST_SESSION)
    };
    let ids: Vec<&str> =
        sizes.lines().filter(|line| is_session(line)).filter_map(|line| line.split(' ').next()).collect();
    let mut versions = HashMap::new();
    for ids in ids.chunks(AT_A_TIME) {
        let output = git.run_with_input(&["cat-file", "--batch"], &asked(ids))?;
        let mut rest = output.stdout.as_slice();
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            let head = String::from_utf8_lossy(&rest[..end]).into_owned();
            rest = &rest[end + 1..];
            let mut words = head.split(' ');
            let id = words.next().unwrap_or_default();
            let size = words.nth(1).and_then(|size| size.parse::<usize>().ok());
            let Some(size) = size.filter(|size| *size < rest.len()) else { continue };
            if let Ok(session) = parse_bytes(&rest[..size]) {
                versions.insert(id.to_owned(), session);
            }
            rest = &rest[size + 1..];
        }
    }
    Ok(versions)
}

fn entry(commit: RawCommit, versions: &HashMap<String, Session>) -> LoggedCommit {
    let is_none = |id: &str| id.bytes().all(|byte| byte == b'0');
    let change = match (versions.get(&commit.old), versions.get(&commit.new)) {
        (_, None) if is_none(&commit.new) => CommitChange::Removed,
        (None, Some(new)) if is_none(&commit.old) => CommitChange::Begun(Box::new(new.clone())),
        (Some(old), Some(new)) => CommitChange::Edited(Box::new(old.clone()), diff(old, new)),
        _ => CommitChange::Unreadable,
    };
    LoggedCommit { author: commit.author, date: commit.date, change }
}

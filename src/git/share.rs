//! Sharing: what was changed is recorded with a message made of the edits, merged with what others shared, and sent. Each
//! step is whole or not made: whatever goes wrong, no work is lost and no merge is left half done. Sessions are merged by
//! place, whether git was set up for it or not; what two people disagree on is kept in the session and asks for a person
//! before anything is sent.
//!
//! The user may be working in the same files meanwhile. What is saved while it is recorded is recorded now or the next
//! time. A merge takes the write lock, so that nothing else in this program saves: git would write over it. Fetching and sending
//! take none, for a network may be slow. A program that ends waits for the turn and keeps it, so that no merge begins
//! any more: a merge is then made wholly or not at all, a commit is whole by itself, and what was being sent arrives or is
//! sent the next time.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::domain::diff::diff;
use crate::domain::problem::ProblemKind;
use crate::domain::session::Session;
use crate::domain::sharing::{Audience, Named, Step, Stop};
use crate::i18n::fill;
use crate::store::disk::{Disk, DiskError, LARGEST_SESSION, RealDisk};
use crate::store::form::reading::parse_bytes;
use crate::store::form::text::print;
use crate::store::safety::write_lock::WriteLock;
use crate::telling::changes::{summary, tell_changes};
use crate::telling::sentences::Sentences;

use super::merging::{merge_sessions, read_base, write};
use super::run::{Git, GitError, GitOutput};
use super::setup::{ATTRIBUTES, LINE, settings, with_line};

/// Others may share between our looking and our sending so many times before we leave it for later.
const MOST_TRIES: usize = 4;
/// A line of a message is no longer than this, where it can be helped.
const LONGEST_SUBJECT: usize = 72;

/// How long a merge waits for a save that is under way.
const LOCK_TIMEOUT: Duration = Duration::from_secs(10);

/// What is to be shared, and how.
#[derive(Clone, Debug)]
pub struct ShareRequest<'a> {
    /// A session, or a folder with sessions.
    pub path: &'a Path,
    /// What the user wants to say; a summary where that is nothing.
    pub message: Option<&'a str>,
    /// This program, as git can start it.
    pub program: &'a Path,
    /// Where the outcome is shown: before a room, the terminal is in use.
    pub audience: Audience,
    /// Taken while files are merged, so that no save comes in between.
    pub write_lock: WriteLock,
}

impl From<GitError> for Stop {
    fn from(reason: GitError) -> Self {
        match reason {
            GitError::Missing => Self::NoGit,
            GitError::Broken => Self::GitFailed,
        }
    }
}

/// Shares, and reports each step as it is done.
///
/// # Errors
/// Why not everything was shared; what was done is reported already.
pub fn share(asked: &ShareRequest<'_>, sentences: &Sentences<'_>, on_step: &mut dyn FnMut(&Step)) -> Result<(), Stop> {
    let sharer = Sharer::new(asked)?;
    on_step(&sharer.record(asked.message, sentences)?.map_or(Step::NothingNew, Step::Recorded));
    let (remote, branch) = sharer.place()?;
    for _ in 0..MOST_TRIES {
        let fetched = sharer.git.run(&["fetch", "--quiet", "--no-tags", &remote])?;
        if !fetched.succeeded() {
            return Err(unreached(&fetched));
        }
        on_step(&Step::Fetched);
        let theirs = format!("refs/remotes/{remote}/{branch}");
        let is_there = sharer.git.run(&["rev-parse", "--verify", "--quiet", &theirs])?.succeeded();
        if is_there && sharer.count(&format!("HEAD..{theirs}"))? > 0 {
            match sharer.merge(&theirs, &sentences.words.git.summary.merge, on_step) {
                Err(Stop::InTheWay) => match sharer.record(None, sentences)? {
                    // The user worked on since it was recorded.
                    Some(summary) => {
                        on_step(&Step::Recorded(summary));
                        continue;
                    }
                    None => return Err(Stop::InTheWay),
                },
                merged => merged?,
            }
        }
        if is_there && sharer.count(&format!("{theirs}..HEAD"))? == 0 {
            on_step(&Step::UpToDate);
            return Ok(());
        }
        if is_there {
            // What an earlier merge left open is not sent, whichever session is shared now.
            sharer.stop_at_conflicts_since(&theirs, Stop::OpenConflicts)?;
        }
        let to = format!("HEAD:refs/heads/{branch}");
        let sent = sharer.git.run(&["push", "--porcelain", "--set-upstream", &remote, &to])?;
        if sent.succeeded() {
            on_step(&Step::Sent);
            return Ok(());
        }
        match refusal(&sent) {
            Stop::Rejected => {}
            stop => return Err(stop),
        }
    }
    Err(Stop::Rejected)
}

/// A repository in which something is shared.
struct Sharer {
    git: Git,
    top: PathBuf,
    path: PathBuf,
    program: PathBuf,
    write_lock: WriteLock,
}

/// What is to be recorded.
#[derive(Default)]
struct Uncommitted {
    sessions: Vec<ChangedSession>,
    /// Files in which git was told to merge sessions by place, and nothing else was changed.
    attributes: Vec<PathBuf>,
}

/// What became of a file that git could not merge.
enum Resolution {
    /// Both sides are in it.
    Merged,
    /// One side took it away, the other worked on it: it stays.
    Kept(Named),
    /// Not ours to merge.
    Not,
}

/// A session that was changed since the last commit.
struct ChangedSession {
    path: PathBuf,
    old: Option<Session>,
    new: Option<Session>,
}

impl Sharer {
    /// Sees whether sharing can begin at all; nothing is changed yet.
    fn new(asked: &ShareRequest<'_>) -> Result<Self, Stop> {
        let path = std::path::absolute(asked.path).unwrap_or_else(|_| asked.path.to_owned());
        let folder = if path.is_dir() { &path } else { path.parent().unwrap_or(&path) };
        let there = Git::at(folder);
        let top = there.run(&["rev-parse", "--show-toplevel"])?;
        if !top.succeeded() {
            return Err(Stop::NoRepository);
        }
        let top = PathBuf::from(top.text());
        let git = Git::at(&top);
        for busy in ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply"] {
            let place = git.run(&["rev-parse", "--git-path", busy])?;
            if top.join(place.text()).exists() {
                return Err(Stop::Busy);
            }
        }
        if !git.run(&["symbolic-ref", "--quiet", "HEAD"])?.succeeded() {
            return Err(Stop::NoBranch);
        }
        let identity = git.clone().with_setting("user.useConfigOnly", "true");
        if !identity.run(&["var", "GIT_COMMITTER_IDENT"])?.succeeded() {
            return Err(Stop::NoIdentity);
        }
        let git = without_questions(git)?;
        let git = if asked.audience == Audience::Room { git.without_terminal() } else { git };
        Ok(Self { git, top, path, program: asked.program.to_owned(), write_lock: asked.write_lock.clone() })
    }

    /// Records what was changed, if anything was; returns the first line of the message.
    fn record(&self, message: Option<&str>, sentences: &Sentences<'_>) -> Result<Option<String>, Stop> {
        let found = self.changed()?;
        self.stop_at_conflicts(Stop::OpenConflicts)?;
        let paths: Vec<&PathBuf> =
            found.sessions.iter().map(|changed| &changed.path).chain(&found.attributes).collect();
        if paths.is_empty() {
            return Ok(None);
        }
        let (first, text) = message_of(&found, message, sentences);
        let added = self.git.run_on(&["add", "--all"], &paths)?;
        // Only these files, whatever else the user prepared to record.
        let only = ["commit", "--quiet", "--only", "--cleanup=verbatim", "--message", &text];
        if !added.succeeded() || !self.git.run_on(&only, &paths)?.succeeded() {
            self.git.run_on(&["reset", "--quiet"], &paths)?;
            return Err(Stop::NotRecorded);
        }
        Ok(Some(first))
    }

    /// What at the path differs from the last commit.
    fn changed(&self) -> Result<Uncommitted, Stop> {
        let asked = ["status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames"];
        let folder = if self.path.is_dir() { &self.path } else { self.path.parent().unwrap_or(&self.path) };
        let attributes = [folder.join(ATTRIBUTES), self.top.join(ATTRIBUTES)];
        let output = self.git.run_on(&asked, &[&self.path, &attributes[0], &attributes[1]])?;
        let names = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut found = Uncommitted::default();
        let mut unreadable = Vec::new();
        for name in names.split('\0').filter_map(|line| line.get(3..)) {
            if self.is_set_up_anew(name)? {
                found.attributes.push(name.into());
            }
            if !is_session(name) {
                continue;
            }
            let read = RealDisk.read(&self.top.join(name), LARGEST_SESSION);
            let new = match read.map(|contents| parse_bytes(&contents.bytes)) {
                Ok(Ok(session)) => Some(session),
                Err(DiskError::Gone) => None,
                // Another kind of file, such as a theme, is not ours to share.
                Ok(Err(problem)) if problem.kind == ProblemKind::NotASession => continue,
                Ok(Err(_)) | Err(_) => {
                    unreadable.push(PathBuf::from(name));
                    continue;
                }
            };
            let old = self.recorded(name)?.and_then(|old| parse_bytes(&old).ok());
            found.sessions.push(ChangedSession { path: name.into(), old, new });
        }
        if unreadable.is_empty() { Ok(found) } else { Err(Stop::Unreadable(unreadable)) }
    }

    /// What a file held at the last commit.
    fn recorded(&self, name: &str) -> Result<Option<Vec<u8>>, Stop> {
        let output = self.git.run(&["cat-file", "blob", &format!("HEAD:{name}")])?;
        Ok(output.succeeded().then_some(output.stdout))
    }

    /// Whether setting git up is all that was done to these attributes: what makes git merge sessions by place is of use
    /// only where every clone has it.
    fn is_set_up_anew(&self, name: &str) -> Result<bool, Stop> {
        let path = self.top.join(name);
        if path.file_name().is_none_or(|file| file != ATTRIBUTES) {
            return Ok(false);
        }
        let old = self.recorded(name)?.unwrap_or_default();
        let (old, new) = (String::from_utf8_lossy(&old), fs::read_to_string(path).unwrap_or_default());
        Ok(old != new && with_line(&old) == new)
    }

    /// Ends where sessions at the path hold conflicts.
    fn stop_at_conflicts(&self, stop: fn(Vec<Named>) -> Stop) -> Result<(), Stop> {
        let asked = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
        self.stop_at_conflicts_in(&self.git.run_on(&asked, &[&self.path])?, stop)
    }

    /// Ends where sessions that changed since then hold conflicts, wherever in the repository they are.
    fn stop_at_conflicts_since(&self, before: &str, stop: fn(Vec<Named>) -> Stop) -> Result<(), Stop> {
        let asked = ["diff", "--name-only", "--no-ext-diff", "--no-renames", "-z", before, "HEAD"];
        self.stop_at_conflicts_in(&self.git.run(&asked)?, stop)
    }

    /// Ends where one of the files that git names holds conflicts.
    fn stop_at_conflicts_in(&self, output: &GitOutput, stop: fn(Vec<Named>) -> Stop) -> Result<(), Stop> {
        let names = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut names: Vec<&str> = names.split('\0').filter(|name| is_session(name)).collect();
        names.sort_unstable();
        names.dedup();
        let read = |name: &&str| {
            let read = RealDisk.read(&self.top.join(name), LARGEST_SESSION).ok()?;
            let session = parse_bytes(&read.bytes).ok().filter(|session| !session.conflicts.is_empty())?;
            Some(named(name, &session))
        };
        let open: Vec<Named> = names.iter().filter_map(read).collect();
        if open.is_empty() { Ok(()) } else { Err(stop(open)) }
    }

    /// Where to share: the remote and the branch that this one follows, or the only remote there is.
    fn place(&self) -> Result<(String, String), Stop> {
        let branch = self.git.run(&["symbolic-ref", "--quiet", "--short", "HEAD"])?.text();
        let setting = |name: &str| -> Result<Option<String>, Stop> {
            let output = self.git.run(&["config", "--get", &format!("branch.{branch}.{name}")])?;
            Ok(output.succeeded().then(|| output.text()))
        };
        let remotes = self.git.run(&["remote"])?.text();
        let remotes: Vec<&str> = remotes.lines().collect();
        if let (Some(remote), Some(merge)) = (setting("remote")?, setting("merge")?)
            && remotes.contains(&remote.as_str())
            && let Some(followed) = merge.strip_prefix("refs/heads/")
        {
            return Ok((remote, followed.to_owned()));
        }
        let remote = remotes.iter().find(|remote| **remote == "origin").or(remotes.first()).ok_or(Stop::NoRemote)?;
        Ok(((*remote).to_owned(), branch))
    }

    fn count(&self, range: &str) -> Result<usize, Stop> {
        Ok(self.git.run(&["rev-list", "--count", range])?.text().parse().unwrap_or(0))
    }

    /// Merges what others shared; wholly, or not at all.
    fn merge(&self, theirs: &str, message: &str, on_step: &mut dyn FnMut(&Step)) -> Result<(), Stop> {
        let _guard = self.write_lock.take_within(LOCK_TIMEOUT).ok_or(Stop::NotSaved)?;
        let before = self.git.run(&["rev-parse", "HEAD"])?.text();
        let attributes = self.git.run(&["rev-parse", "--git-path", "werksessie-attributes"])?.text();
        let attributes = self.top.join(attributes);
        write(&attributes, &format!("{LINE}\n")).map_err(|_| Stop::GitFailed)?;
        let mut git = self.git.clone().with_setting("core.attributesFile", &attributes.to_string_lossy());
        for (name, value) in settings(&self.program) {
            git = git.with_setting(name, &value);
        }
        let merged = git.run(&["merge", "--quiet", "-m", message, "--ff", "--no-autostash", theirs]);
        fs::remove_file(&attributes).ok();
        let kept = if merged?.succeeded() { Vec::new() } else { self.finish_merge()? };
        let conflicts = self.stop_at_conflicts_since(&before, Stop::NewConflicts);
        if conflicts.is_ok() {
            on_step(&Step::Merged);
        }
        if !kept.is_empty() {
            on_step(&Step::Kept(kept));
        }
        conflicts
    }

    /// Git could not merge everything by itself: sessions are merged here, and anything else takes the merge back.
    /// Tells which of them only one side still had.
    fn finish_merge(&self) -> Result<Vec<Named>, Stop> {
        if !self.git.run(&["rev-parse", "--verify", "--quiet", "MERGE_HEAD"])?.succeeded() {
            return Err(Stop::InTheWay);
        }
        let unmerged = self.git.run(&["diff", "--name-only", "--diff-filter=U", "--no-ext-diff", "-z"])?;
        let names = String::from_utf8_lossy(&unmerged.stdout).into_owned();
        let names: Vec<&str> = names.split('\0').filter(|name| !name.is_empty()).collect();
        let (mut left, mut kept) = (Vec::new(), Vec::new());
        for name in &names {
            match self.settle(name)? {
                Resolution::Merged => {}
                Resolution::Kept(session) => kept.push(session),
                Resolution::Not => left.push(PathBuf::from(*name)),
            }
        }
        let is_made =
            left.is_empty() && self.git.run(&["commit", "--quiet", "--no-edit", "--cleanup=strip"])?.succeeded();
        if is_made {
            return Ok(kept);
        }
        self.git.run(&["merge", "--abort"])?;
        Err(if left.is_empty() { Stop::NotRecorded } else { Stop::OtherFiles(left) })
    }

    /// Merges a session that git could not; what is no session is left.
    fn settle(&self, name: &str) -> Result<Resolution, Stop> {
        let stage = |number: u8| self.git.run(&["cat-file", "blob", &format!(":{number}:{name}")]);
        let (base, ours, theirs) = (stage(1)?, stage(2)?, stage(3)?);
        let session = |output: &GitOutput| if output.succeeded() { parse_bytes(&output.stdout).ok() } else { None };
        let (merged, settled) = match (session(&ours), session(&theirs)) {
            (Some(ours), Some(theirs)) => {
                let base = read_base(if base.succeeded() { &base.stdout } else { &[] }, &ours);
                (merge_sessions(&base, &ours, &theirs).session, Resolution::Merged)
            }
            (Some(kept), None) if !theirs.succeeded() => (kept.clone(), Resolution::Kept(named(name, &kept))),
            (None, Some(kept)) if !ours.succeeded() => (kept.clone(), Resolution::Kept(named(name, &kept))),
            _ => return Ok(Resolution::Not),
        };
        let is_written = is_session(name) && write(&self.top.join(name), &print(&merged)).is_ok();
        let is_settled = is_written && self.git.run_on(&["add"], &[name])?.succeeded();
        Ok(if is_settled { settled } else { Resolution::Not })
    }
}

/// Git that gives up rather than ask on the screen or wait without end, as far as the user did not arrange that already.
fn without_questions(git: Git) -> Result<Git, GitError> {
    let arranged = ["GIT_SSH_COMMAND", "GIT_SSH"].iter().any(|name| env::var_os(name).is_some());
    let arranged = arranged || git.run(&["config", "--get", "core.sshCommand"])?.succeeded();
    let git = git.with_setting("http.lowSpeedLimit", "1").with_setting("http.lowSpeedTime", "20");
    let patient = "ssh -o BatchMode=yes -o ConnectTimeout=15";
    Ok(if arranged { git } else { git.with_setting("core.sshCommand", patient) })
}

fn is_session(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "ron")
}

/// The first line of a message and the whole of it: what the user typed or a summary, then a sentence for each edit.
fn message_of(found: &Uncommitted, typed: Option<&str>, sentences: &Sentences<'_>) -> (String, String) {
    let words = &sentences.words.git.summary;
    let changed = &found.sessions;
    let mut summaries = Vec::new();
    let mut body = Vec::new();
    for ChangedSession { path, old, new } in changed {
        let of_this = match (old, new) {
            (_, None) => fill(&words.gone_session, &[("name", &name_of(path, old.as_ref()))]),
            (None, Some(new)) => fill(&words.new_session, &[("name", &name_of(path, Some(new)))]),
            (Some(old), Some(new)) => {
                let edits = diff(old, new);
                let changes = tell_changes(sentences, old, &edits);
                let short = match &changes[..] {
                    [] => words.form.clone(),
                    [only] if only.chars().count() <= LONGEST_SUBJECT => only.clone(),
                    _ => summary(&edits, sentences.words),
                };
                if changed.len() > 1 {
                    body.push(format!("{}:", name_of(path, Some(new))));
                }
                body.extend(changes.into_iter().map(|sentence| format!("- {sentence}")));
                if changed.len() > 1 {
                    fill(&words.of_session, &[("name", &name_of(path, Some(new))), ("summary", &short)])
                } else {
                    short
                }
            }
        };
        summaries.push(of_this);
    }
    if !found.attributes.is_empty() {
        if summaries.is_empty() {
            summaries.push(words.attributes.clone());
        } else {
            body.push(format!("- {}", words.attributes));
        }
    }
    let summary = summaries.join("; ");
    let typed = typed.map(str::trim).filter(|typed| !typed.is_empty());
    let first = typed.unwrap_or(&summary).to_owned();
    if typed.is_some() {
        body.insert(0, summary);
    }
    let text = if body.is_empty() { first.clone() } else { format!("{first}\n\n{}\n", body.join("\n")) };
    (first, text.replace('\0', " "))
}

fn named(path: &str, session: &Session) -> Named {
    let neighbourhood = session.the_neighbourhood().name.to_string();
    Named { path: path.into(), neighbourhood, round: session.round }
}

/// What a session is called, or its file.
fn name_of(path: &Path, session: Option<&Session>) -> String {
    let name =
        session.map(|session| session.the_neighbourhood().name.trim().to_owned()).filter(|name| !name.is_empty());
    name.unwrap_or_else(|| path.file_stem().unwrap_or_default().to_string_lossy().into_owned())
}

/// Why a place could not be reached, from what git and ssh say in English.
fn unreached(output: &GitOutput) -> Stop {
    let refused = [
        "Permission denied",
        "Host key verification failed",
        "Authentication failed",
        "could not read Username",
        "could not read Password",
        "403",
        "401",
    ];
    if refused.iter().any(|sign| output.stderr.contains(sign)) { Stop::NoAccess } else { Stop::Offline }
}

/// Why a place did not take what was sent.
fn refusal(output: &GitOutput) -> Stop {
    let report = String::from_utf8_lossy(&output.stdout);
    let line = report.lines().find(|line| line.starts_with('!'));
    match line {
        None => unreached(output),
        Some(line)
            if [
                "(fetch first)",
                "(non-fast-forward)",
                "(stale info)",
                "incorrect old value",
                "cannot lock ref",
                "failed to update ref",
            ]
            .iter()
            .any(|sign| line.contains(sign)) =>
        {
            Stop::Rejected
        }
        Some(_) => Stop::Refused,
    }
}

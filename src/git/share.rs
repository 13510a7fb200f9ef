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

use std::collections::BTreeSet;
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::domain::in_order::sort;
use crate::domain::merge::merge;
use crate::domain::problem::ProblemKind;
use crate::domain::session::Session;
use crate::domain::sharing::{Audience, CommitFailure, Named, ShareStep, Stop};
use crate::domain::unmergeable::Unmergeable;
use crate::store::disk::{Disk, DiskError, LARGEST_SESSION, RealDisk};
use crate::store::form::reading::parse_bytes;
use crate::store::form::text::print;
use crate::store::safety::write_lock::WriteLock;
use crate::store::scan::folder::free_path_beside;
use crate::telling::sentences::Sentences;

use super::belonging::is_of_another_folder;
use super::merging::{read_base, write, write_new};
use super::message::{ChangedSession, Uncommitted, message_of};
use super::refusals::{commit_failure, refusal, unreached};
use super::run::{Git, GitError, GitOutput, path_from_bytes};
use super::setup::{ATTRIBUTES, LINE, settings, with_line};
use super::untrusted::{PATIENT_SSH, Receiver, Untrusted};

/// Others may share between our looking and our sending so many times before we leave it for later.
const MOST_TRIES: usize = 4;

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
pub fn share(
    asked: &ShareRequest<'_>,
    sentences: &Sentences<'_>,
    on_step: &mut dyn FnMut(&ShareStep),
) -> Result<(), Stop> {
    let sharer = Sharer::new(asked)?;
    let place = sharer.place();
    let receiver = place.as_ref().ok().map(|(remote, _)| sharer.receiver(remote)).transpose()?.flatten();
    let not_started: Vec<String> =
        sharer.not_started.iter().chain(receiver.iter().flat_map(|place| &place.names)).cloned().collect();
    if !not_started.is_empty() {
        on_step(&ShareStep::NotStarted(not_started));
    }
    let recorded = sharer.record(asked.message, sentences, on_step)?;
    on_step(&recorded.map_or(ShareStep::NothingNew, ShareStep::Recorded));
    let (remote, branch) = place?;
    let mut found = BTreeSet::new();
    for _ in 0..MOST_TRIES {
        let theirs = sharer.fetch(&remote, &branch)?;
        found.insert(sharer.commit(theirs.as_deref().unwrap_or_default())?);
        on_step(&ShareStep::Fetched);
        let is_begun = sharer.commit("HEAD")?.is_some();
        if !is_begun && theirs.is_none() {
            return Err(Stop::NothingYet);
        }
        if let Some(theirs) = &theirs
            && (!is_begun || sharer.count(&format!("HEAD..{theirs}"))? > 0)
        {
            match sharer.merge(theirs, &sentences.words.git.summary.merge, on_step) {
                Err(Stop::InTheWay) => match sharer.record(None, sentences, on_step)? {
                    // The user worked on since it was recorded.
                    Some(summary) => {
                        on_step(&ShareStep::Recorded(summary));
                        continue;
                    }
                    None => return Err(Stop::InTheWay),
                },
                merged => merged?,
            }
        }
        if let Some(theirs) = &theirs {
            if sharer.count(&format!("{theirs}..HEAD"))? == 0 {
                on_step(&ShareStep::UpToDate);
                return Ok(());
            }
            // What an earlier merge left open is not sent, whichever session is shared now.
            sharer.stop_at_conflicts_since(theirs, Stop::OpenConflicts)?;
        }
        match sharer.send(&remote, &branch, receiver.as_ref()) {
            Err(Stop::Rejected) => {}
            sent => {
                sent?;
                on_step(&ShareStep::Sent);
                return Ok(());
            }
        }
    }
    // Where nothing came in between, nobody was faster.
    Err(if found.len() > 1 { Stop::Rejected } else { Stop::Refused })
}

/// A repository in which something is shared.
struct Sharer {
    git: Git,
    top: PathBuf,
    path: PathBuf,
    program: PathBuf,
    write_lock: WriteLock,
    /// What the repository brings that git would have started.
    not_started: Vec<String>,
}

/// What became of a file that git could not merge.
enum Resolution {
    /// Both sides are in it.
    Merged,
    /// One side took it away, the other worked on it: it stays.
    Kept(Named),
    /// They are two sessions: each has a file of its own now.
    Apart(Named),
    /// It is nothing that this program can merge.
    Not,
}

impl Sharer {
    /// Sees whether sharing can begin at all; nothing is changed yet.
    fn new(asked: &ShareRequest<'_>) -> Result<Self, Stop> {
        let path = std::path::absolute(asked.path).unwrap_or_else(|_| asked.path.to_owned());
        let folder = if path.is_dir() { &path } else { path.parent().unwrap_or(&path) };
        let there = Git::sharing(folder);
        let top = there.run(&["rev-parse", "--show-toplevel"])?;
        if !top.succeeded() {
            return Err(Stop::NoRepository);
        }
        let top = top.path();
        let history = there.run(&["rev-parse", "--absolute-git-dir"])?.whole()?.path();
        if is_of_another_folder(&there, folder, &top, &history)? {
            return Err(Stop::OfAnotherFolder);
        }
        let git = Git::sharing(&top);
        let untrusted = Untrusted::of(&git)?;
        let git = untrusted.kept_from(git);
        for busy in ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply"] {
            let place = git.run(&["rev-parse", "--git-path", busy])?.whole()?;
            if top.join(place.path()).exists() {
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
        if untrusted.converts(&git)? {
            return Err(Stop::Converts);
        }
        let git = without_questions(git, &untrusted);
        let git = if asked.audience == Audience::Room { git.without_terminal() } else { git };
        let not_started = untrusted.names();
        let (program, write_lock) = (asked.program.to_owned(), asked.write_lock.clone());
        Ok(Self { git, top, path, program, write_lock, not_started })
    }

    /// Records what was changed, if anything was; returns the first line of the message.
    fn record(
        &self,
        message: Option<&str>,
        sentences: &Sentences<'_>,
        on_step: &mut dyn FnMut(&ShareStep),
    ) -> Result<Option<String>, Stop> {
        let found = self.changed()?;
        if !found.odd_names.is_empty() {
            on_step(&ShareStep::LeftOut(found.odd_names.clone()));
        }
        self.stop_at_conflicts(Stop::OpenConflicts)?;
        let paths: Vec<&PathBuf> =
            found.sessions.iter().map(|changed| &changed.path).chain(&found.attributes).collect();
        if paths.is_empty() {
            return Ok(None);
        }
        let (first, text) = message_of(&found, message, sentences);
        let message = self.git.run(&["rev-parse", "--git-path", "werksessie-message"])?.whole()?.path();
        let message = self.top.join(message);
        write(&message, &text).map_err(|_| Stop::GitFailed)?;
        let mut from = OsString::from("--file=");
        from.push(&message);
        let made = self.commit_only(&paths, &from);
        fs::remove_file(&message).ok();
        let made = made?;
        if made.succeeded() {
            return Ok(Some(first));
        }
        self.git.run_on_many(&["reset", "--quiet"].map(OsStr::new), &paths)?;
        Err(Stop::NotRecorded(self.why_not_recorded(&made)?))
    }

    /// Records these files, whatever else the user prepared to record.
    fn commit_only(&self, paths: &[&PathBuf], message: &OsStr) -> Result<GitOutput, GitError> {
        let added = self.git.run_on_many(&["add", "--all"].map(OsStr::new), paths)?;
        if !added.succeeded() {
            return Ok(added);
        }
        let only = ["commit", "--quiet", "--only", "--cleanup=verbatim"].map(OsStr::new);
        self.git.run_on_many(&[&only[..], &[message]].concat(), paths)
    }

    /// Why a commit was not made. A hook that refuses says so in its own words only.
    fn why_not_recorded(&self, output: &GitOutput) -> Result<CommitFailure, Stop> {
        if let Some(failure) = commit_failure(output) {
            return Ok(failure);
        }
        let is_checked = self.has_hook(&["pre-commit", "prepare-commit-msg", "commit-msg"])?;
        Ok(if is_checked { CommitFailure::Hook } else { CommitFailure::Unknown })
    }

    /// Whether the repository has one of these hooks.
    fn has_hook(&self, names: &[&str]) -> Result<bool, Stop> {
        for name in names {
            let place = self.git.run(&["rev-parse", "--git-path", &format!("hooks/{name}")])?;
            if self.top.join(place.path()).is_file() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What at the path differs from the last commit.
    fn changed(&self) -> Result<Uncommitted, Stop> {
        let asked =
            ["status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=all"];
        let folder = if self.path.is_dir() { &self.path } else { self.path.parent().unwrap_or(&self.path) };
        let attributes = [folder.join(ATTRIBUTES), self.top.join(ATTRIBUTES)];
        let output = self.git.run_on(&asked, &[&self.path, &attributes[0], &attributes[1]])?.whole()?;
        let mut found = Uncommitted::default();
        let mut unreadable = Vec::new();
        // `XY name`, ended by a NUL.
        for entry in output.stdout.split(|byte| *byte == 0) {
            let Some(name) = entry.get(3..).and_then(path_from_bytes) else { continue };
            if self.is_set_up_anew(&name)? {
                found.attributes.push(name.clone());
            }
            if !is_session(&name) {
                continue;
            }
            let read = RealDisk.read(&self.top.join(&name), LARGEST_SESSION);
            let new = match read.map(|contents| parse_bytes(&contents.bytes)) {
                Ok(Ok(session)) => Some(session),
                Err(DiskError::Gone) => None,
                // Another kind of file, such as a theme, is not ours to share.
                Ok(Err(problem)) if problem.kind == ProblemKind::NotASession => continue,
                Ok(Err(_)) | Err(_) => {
                    unreadable.push(name);
                    continue;
                }
            };
            let is_untracked = entry.starts_with(b"??");
            if is_untracked && name.to_str().is_none() {
                // Some systems cannot write it: a clone there could fetch nothing any more.
                found.odd_names.push(name);
                continue;
            }
            let old = self.recorded(&name)?.and_then(|old| parse_bytes(&old).ok());
            found.sessions.push(ChangedSession { path: name, old, new });
        }
        if unreadable.is_empty() { Ok(found) } else { Err(Stop::Unreadable(unreadable)) }
    }

    /// What a file held at the last commit.
    fn recorded(&self, name: &Path) -> Result<Option<Vec<u8>>, Stop> {
        let output = self.object("HEAD:", name)?;
        Ok(output.succeeded().then_some(output.stdout))
    }

    /// A file of a commit, or of a side of a merge. What is larger than a session may be is not read: it is there, and empty.
    fn object(&self, of: &str, name: &Path) -> Result<GitOutput, Stop> {
        let mut object = OsString::from(of);
        object.push(name);
        let size = self.git.run(&[OsStr::new("cat-file"), OsStr::new("-s"), &object])?;
        let is_small = || size.text().parse::<u64>().is_ok_and(|size| size <= LARGEST_SESSION);
        if !size.succeeded() || !is_small() {
            return Ok(GitOutput { stdout: Vec::new(), ..size });
        }
        Ok(self.git.run(&[OsStr::new("cat-file"), OsStr::new("blob"), &object])?)
    }

    /// Whether setting git up is all that was done to these attributes: what makes git merge sessions by place is of use
    /// only where every clone has it.
    fn is_set_up_anew(&self, name: &Path) -> Result<bool, Stop> {
        let path = self.top.join(name);
        if path.file_name().is_none_or(|file| file != ATTRIBUTES) {
            return Ok(false);
        }
        let old = self.recorded(name)?.unwrap_or_default();
        let new = RealDisk.read(&path, LARGEST_SESSION).map(|contents| contents.bytes).unwrap_or_default();
        let [old, new] = [&old, &new].map(|bytes| String::from_utf8_lossy(bytes));
        Ok(old != new && with_line(&old) == new)
    }

    /// Ends where sessions at the path hold conflicts.
    fn stop_at_conflicts(&self, stop: fn(Vec<Named>) -> Stop) -> Result<(), Stop> {
        let asked = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
        self.stop_at_conflicts_in(self.git.run_on(&asked, &[&self.path])?, stop)
    }

    /// Ends where sessions that changed since then hold conflicts, wherever in the repository they are.
    fn stop_at_conflicts_since(&self, before: &str, stop: fn(Vec<Named>) -> Stop) -> Result<(), Stop> {
        let asked = [
            "diff",
            "--name-only",
            "--no-ext-diff",
            "--no-textconv",
            "--no-renames",
            "-z",
            "--end-of-options",
            before,
            "HEAD",
        ];
        self.stop_at_conflicts_in(self.git.run(&asked)?, stop)
    }

    /// Ends where one of the files that git names holds conflicts.
    fn stop_at_conflicts_in(&self, output: GitOutput, stop: fn(Vec<Named>) -> Stop) -> Result<(), Stop> {
        let mut names = output.whole()?.paths();
        names.retain(|name| is_session(name));
        sort(&mut names);
        names.dedup();
        let read = |name: &PathBuf| {
            let read = RealDisk.read(&self.top.join(name), LARGEST_SESSION).ok()?;
            let session = parse_bytes(&read.bytes).ok().filter(|session| !session.conflicts.is_empty())?;
            Some(named(name, &session))
        };
        let open: Vec<Named> = names.iter().filter_map(read).collect();
        if open.is_empty() { Ok(()) } else { Err(stop(open)) }
    }

    /// Where to share: the remote and the branch that this one follows, or the only remote there is.
    fn place(&self) -> Result<(String, String), Stop> {
        let branch = self.git.run(&["symbolic-ref", "--quiet", "--short", "HEAD"])?.whole()?.text();
        let setting = |name: &str| -> Result<Option<String>, Stop> {
            let output = self.git.run(&["config", "--get", &format!("branch.{branch}.{name}")])?;
            let is_set = output.code != Some(1);
            if is_set { Ok(Some(output.whole()?.text())) } else { Ok(None) }
        };
        let remotes = self.git.run(&["remote"])?.whole()?.text();
        // A name that reads as an option is none that git itself would give.
        let remotes: Vec<&str> = remotes.lines().filter(|remote| !remote.starts_with('-')).collect();
        if let (Some(remote), Some(merge)) = (setting("remote")?, setting("merge")?)
            && remotes.contains(&remote.as_str())
            && let Some(followed) = merge.strip_prefix("refs/heads/")
        {
            return Ok((remote, followed.to_owned()));
        }
        let remote = remotes.iter().find(|remote| **remote == "origin").or(remotes.first()).ok_or(Stop::NoRemote)?;
        Ok(((*remote).to_owned(), branch))
    }

    /// Fetches the branch that is shared; tells the name that it has here, if it is there. It is asked for by its name:
    /// who cloned another branch alone would never see it else. The star also fits nothing: a branch that is not there yet
    /// is no mistake, and one that is not there any more is not taken for shared.
    fn fetch(&self, remote: &str, branch: &str) -> Result<Option<String>, Stop> {
        let theirs = format!("refs/remotes/{remote}/{branch}");
        let wanted = format!("+refs/heads/{branch}*:{theirs}*");
        let options = ["fetch", "--quiet", "--prune", "--no-tags", "--no-recurse-submodules", "--end-of-options"];
        let fetched = self.git.run(&[&options[..], &[remote, &wanted]].concat())?;
        if !fetched.succeeded() {
            return Err(unreached(&fetched));
        }
        Ok(self.commit(&theirs)?.map(|_| theirs))
    }

    /// The commit of this name, if there is one.
    fn commit(&self, name: &str) -> Result<Option<String>, Stop> {
        let found = self.git.run(&["rev-parse", "--verify", "--quiet", "--end-of-options", name])?;
        Ok(found.succeeded().then(|| found.text()))
    }

    /// What is to receive at the place what is sent, where that is a folder.
    fn receiver(&self, remote: &str) -> Result<Option<Receiver>, Stop> {
        let urls = self.git.run(&["remote", "get-url", "--push", "--all", "--end-of-options", remote])?.text();
        Ok(Receiver::at(&self.top, &urls))
    }

    /// Sends what is recorded, and nothing else, also to a place that is set up as a mirror of all there is here.
    fn send(&self, remote: &str, branch: &str, receiver: Option<&Receiver>) -> Result<(), Stop> {
        let git = self.git.clone().with_setting(format!("remote.{remote}.mirror"), "false");
        let through = receiver.map(|receiver| format!("--receive-pack={}", receiver.command));
        let mut options = vec!["push", "--porcelain", "--set-upstream", "--no-recurse-submodules"];
        options.extend(through.as_deref());
        let to = format!("HEAD:refs/heads/{branch}");
        options.extend(["--end-of-options", remote, &to]);
        let sent = git.run(&options)?;
        if !sent.succeeded() {
            return Err(match refusal(&sent) {
                // The place was reached a moment ago, and git speaks of nothing that went wrong on the way.
                Stop::Offline | Stop::GitFailed
                    if !sent.stderr.contains("fatal: ") && self.has_hook(&["pre-push"])? =>
                {
                    Stop::Withheld
                }
                stop => stop,
            });
        }
        if self.is_word_enough(remote)? {
            return Ok(());
        }
        match self.fetch(remote, branch) {
            Ok(Some(theirs)) if self.count(&format!("{theirs}..HEAD"))? == 0 => Ok(()),
            Ok(_) => Err(Stop::NotThere),
            // It could be sent a moment ago: that it cannot be seen now says nothing.
            Err(_) => Ok(()),
        }
    }

    /// Whether what a place says of what was sent is enough to tell that it is shared. To look for it costs a second where
    /// the line is slow; it is looked for where that is at hand, or where git was told to send to another place, or
    /// through another program, than it fetches from.
    fn is_word_enough(&self, remote: &str) -> Result<bool, Stop> {
        let from = self.git.run(&["remote", "get-url", "--end-of-options", remote])?.text();
        let to = self.git.run(&["remote", "get-url", "--push", "--all", "--end-of-options", remote])?.text();
        let is_at_hand = from.starts_with("file:") || self.top.join(&from).exists();
        let through = self.git.run(&["config", "--get", &format!("remote.{remote}.receivepack")])?;
        Ok(!is_at_hand && to.lines().any(|url| url == from) && !through.succeeded())
    }

    fn count(&self, range: &str) -> Result<usize, Stop> {
        let count = self.git.run(&["rev-list", "--count", "--end-of-options", range])?.whole()?.text();
        count.parse().map_err(|_| Stop::GitFailed)
    }

    /// Merges what others shared; wholly, or not at all.
    fn merge(&self, theirs: &str, message: &str, on_step: &mut dyn FnMut(&ShareStep)) -> Result<(), Stop> {
        let _guard = self.write_lock.take_within(LOCK_TIMEOUT).ok_or(Stop::NotSaved)?;
        let before = self.commit("HEAD")?;
        if before.is_some() && !self.git.run(&["merge-base", "--end-of-options", "HEAD", theirs])?.succeeded() {
            return Err(Stop::Apart);
        }
        let attributes = self.git.run(&["rev-parse", "--git-path", "werksessie-attributes"])?.whole()?.path();
        let attributes = self.top.join(attributes);
        write(&attributes, &format!("{LINE}\n")).map_err(|_| Stop::GitFailed)?;
        let mut git = self.git.clone().with_setting("core.attributesFile", &attributes);
        for (name, value) in settings(&self.program) {
            git = git.with_setting(name, &value);
        }
        let merged =
            git.run(&["merge", "--quiet", "-m", message, "--ff", "--no-autostash", "--end-of-options", theirs]);
        fs::remove_file(&attributes).ok();
        let settled = if merged?.succeeded() { Settled::default() } else { self.finish_merge()? };
        // Where nothing was recorded here yet, what others left open is theirs to settle.
        let conflicts = before.map_or(Ok(()), |before| self.stop_at_conflicts_since(&before, Stop::NewConflicts));
        if conflicts.is_ok() {
            on_step(&ShareStep::Merged);
        }
        if !settled.kept.is_empty() {
            on_step(&ShareStep::Kept(settled.kept));
        }
        if !settled.apart.is_empty() {
            on_step(&ShareStep::Apart(settled.apart));
        }
        conflicts
    }

    /// Git could not merge everything by itself: sessions are merged here, and anything else takes the merge back, as does
    /// whatever goes wrong. Tells for which of them there is more to say.
    fn finish_merge(&self) -> Result<Settled, Stop> {
        if !self.git.run(&["rev-parse", "--verify", "--quiet", "MERGE_HEAD"])?.succeeded() {
            return Err(Stop::InTheWay);
        }
        let finished = self.settle_all();
        if finished.is_err() {
            self.git.run(&["merge", "--abort"])?;
        }
        finished
    }

    fn settle_all(&self) -> Result<Settled, Stop> {
        let asked = ["diff", "--name-only", "--diff-filter=U", "--no-ext-diff", "--no-textconv", "-z"];
        let unmerged = self.git.run(&asked)?.whole()?;
        let (mut left, mut settled) = (Vec::new(), Settled::default());
        for name in unmerged.paths() {
            match self.settle(&name)? {
                Resolution::Merged => {}
                Resolution::Kept(session) => settled.kept.push(session),
                Resolution::Apart(session) => settled.apart.push(session),
                Resolution::Not => left.push(name),
            }
        }
        if !left.is_empty() {
            return Err(Stop::OtherFiles(left));
        }
        let made = self.git.run(&["commit", "--quiet", "--no-edit", "--cleanup=strip"])?;
        if made.succeeded() { Ok(settled) } else { Err(Stop::NotRecorded(self.why_not_recorded(&made)?)) }
    }

    /// Merges a session that git could not; what is no session is left.
    fn settle(&self, name: &Path) -> Result<Resolution, Stop> {
        let stage = |number: u8| self.object(&format!(":{number}:"), name);
        let (base, ours, theirs) = (stage(1)?, stage(2)?, stage(3)?);
        let session = |output: &GitOutput| if output.succeeded() { parse_bytes(&output.stdout).ok() } else { None };
        let (our_file, their_file) = (&ours.stdout, &theirs.stdout);
        let (merged, settled) = match (session(&ours), session(&theirs)) {
            (Some(ours), Some(theirs)) => {
                let base = read_base(if base.succeeded() { &base.stdout } else { &[] }, &ours);
                match merge(&base, &ours, &theirs) {
                    Ok(merged) => (merged.session, Resolution::Merged),
                    Err(Unmergeable::TwoSessions) => return self.set_apart(name, &ours, [our_file, their_file]),
                    Err(Unmergeable::TooDifferent(_)) => return Ok(Resolution::Not),
                }
            }
            (Some(kept), None) if !theirs.succeeded() => (kept.clone(), Resolution::Kept(named(name, &kept))),
            (None, Some(kept)) if !ours.succeeded() => (kept.clone(), Resolution::Kept(named(name, &kept))),
            _ => return Ok(Resolution::Not),
        };
        let is_written = is_session(name) && write(&self.top.join(name), &print(&merged)).is_ok();
        let is_settled = is_written && self.git.run_on(&["add"], &[name])?.succeeded();
        Ok(if is_settled { settled } else { Resolution::Not })
    }

    /// Gives each of two sessions in one place a file of its own, as it was. Where others have a session under this name, it
    /// stays so; it is ours that moves, so that nobody has to follow.
    fn set_apart(&self, name: &Path, ours: &Session, [our_file, their_file]: [&[u8]; 2]) -> Result<Resolution, Stop> {
        let are_theirs = self.object("MERGE_HEAD:", name)?.succeeded();
        let (stays, moves) = if are_theirs { (their_file, our_file) } else { (our_file, their_file) };
        let path = self.top.join(name);
        let beside = free_path_beside(&path);
        let [stays, moves] = [stays, moves].map(|bytes| std::str::from_utf8(bytes).unwrap_or_default());
        let is_settled = is_session(name)
            && write_new(&beside, moves).is_ok()
            && write(&path, stays).is_ok()
            && self.git.run_on(&["add"], &[&*path, &*beside])?.succeeded();
        Ok(if is_settled { Resolution::Apart(named(name, ours)) } else { Resolution::Not })
    }
}

/// What became of the files that git could not merge, as far as there is more to say of them.
#[derive(Default)]
struct Settled {
    /// Which of them only one side still had.
    kept: Vec<Named>,
    /// Which of them were two sessions.
    apart: Vec<Named>,
}

/// Git that gives up rather than ask on the screen or wait without end, as far as the user did not arrange that already.
fn without_questions(git: Git, untrusted: &Untrusted) -> Git {
    let arranged =
        ["GIT_SSH_COMMAND", "GIT_SSH"].iter().any(|name| env::var_os(name).is_some()) || untrusted.has_own_ssh;
    let git = git.with_setting("http.lowSpeedLimit", "1").with_setting("http.lowSpeedTime", "20");
    if arranged { git } else { git.with_setting("core.sshCommand", PATIENT_SSH) }
}

fn is_session(name: &Path) -> bool {
    name.extension().is_some_and(|ending| ending == "ron")
}

fn named(path: &Path, session: &Session) -> Named {
    let neighbourhood = session.the_neighbourhood().name.to_string();
    Named { path: path.to_owned(), neighbourhood, round: session.round() }
}

//! What a repository brings that starts programs: settings that name them, and hooks. It may come from anybody, in a zip
//! with a session in it, so nothing of it is started. What the settings of the user name goes on working.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::run::{Git, GitError, path_from_bytes};
use super::setup::quoted;

/// Gives up rather than ask on the screen or wait without end.
pub(super) const PATIENT_SSH: &str = "ssh -o BatchMode=yes -o ConnectTimeout=15";

/// Settings by which git would start a program while it shares, and what stands in the place of one that a repository
/// brings, where the user has no such setting: first and last word of its name, and the value.
const STARTERS: &[(&str, &str, &str)] = &[
    ("core", "sshcommand", PATIENT_SSH),
    ("core", "askpass", ""),
    ("filter", "clean", ""),
    ("filter", "smudge", ""),
    ("filter", "process", ""),
    // A merge that is not made asks for a person; one that only seems made loses a side.
    ("merge", "driver", "false"),
    ("hook", "command", "true"),
    ("gpg", "defaultkeycommand", ""),
    ("lfs", "path", "false"),
    ("lfs", "standalonetransferagent", ""),
];

/// The same, of settings that decide what is started and how, or that git asks only where nobody shares.
const AROUND: &[(&str, &str, &str)] = &[
    ("core", "alternaterefscommand", "true"),
    ("core", "editor", "true"),
    ("core", "pager", "cat"),
    ("sequence", "editor", "true"),
    ("diff", "external", ""),
    ("diff", "command", "true"),
    ("diff", "textconv", "cat"),
    ("trailer", "command", "true"),
    ("trailer", "cmd", "true"),
    ("filter", "required", "false"),
    ("lfs", "clean", "cat"),
    ("lfs", "smudge", "cat"),
    ("branch", "mergeoptions", ""),
    ("pull", "twohead", "ort"),
];

/// The programs that sign, by the kind of signature, and the settings that name each.
const SIGNERS: [(&[&str], &str); 3] = [
    (&["gpg.program", "gpg.openpgp.program"], "gpg"),
    (&["gpg.x509.program"], "gpgsm"),
    (&["gpg.ssh.program"], "ssh-keygen"),
];

/// The hooks that git would start while it records, merges and sends.
const HOOKS: [&str; 12] = [
    "pre-commit",
    "prepare-commit-msg",
    "commit-msg",
    "post-commit",
    "pre-merge-commit",
    "post-merge",
    "post-checkout",
    "post-index-change",
    "reference-transaction",
    "pre-push",
    "pre-auto-gc",
    "post-rewrite",
];

/// The hooks of a place to which is sent.
const HOOKS_OF_A_PLACE: [&str; 8] = [
    "pre-receive",
    "update",
    "post-receive",
    "post-update",
    "proc-receive",
    "push-to-checkout",
    "reference-transaction",
    "pre-auto-gc",
];

/// A setting, and whether it is the user's or the system's, and not one of the repository.
struct GitSetting {
    is_own: bool,
    name: Vec<u8>,
    value: Vec<u8>,
}

/// What a repository brings, and what keeps it from starting anything.
#[derive(Default)]
pub(super) struct Untrusted {
    /// Settings that stand in the place of those of the repository.
    instead: Vec<(Vec<u8>, Vec<u8>)>,
    /// Whether a program for connections of git's own kind is named, which no setting outranks.
    has_proxy: bool,
    /// The filters that convert files, by name.
    filters: BTreeSet<Vec<u8>>,
    /// The settings and hooks that sharing would have started.
    names: BTreeSet<String>,
    /// Whether the user says how to connect.
    pub(super) has_own_ssh: bool,
}

impl Untrusted {
    /// What the repository brings in which this git runs, with the settings that are common to all runs only.
    ///
    /// # Errors
    /// Git does not tell its settings.
    pub(super) fn of(git: &Git) -> Result<Self, GitError> {
        Self::with_hooks(git, &HOOKS)
    }

    fn with_hooks(git: &Git, hooks: &[&str]) -> Result<Self, GitError> {
        let listed = git.run(&["config", "--list", "--show-scope", "--includes", "-z"])?.whole()?;
        let entries = entries(&listed.stdout);
        let mut untrusted = Self::of_settings(&entries);
        for entry in &entries {
            untrusted.keep_remote(git, entry)?;
        }
        let hooks_path = entries.iter().rfind(|entry| entry.name == b"core.hookspath");
        if hooks_path.is_none_or(|entry| !entry.is_own) {
            let folder = git.folder().join(git.run(&["rev-parse", "--git-path", "hooks"])?.whole()?.path());
            let found = hooks.iter().filter(|hook| folder.join(hook).is_file());
            untrusted.names.extend(found.map(|hook| (*hook).to_owned()));
        }
        Ok(untrusted)
    }

    fn of_settings(entries: &[GitSetting]) -> Self {
        let mut untrusted = Self::default();
        let own = |names: &[&[u8]]| {
            entries.iter().rfind(|entry| entry.is_own && names.contains(&&*entry.name)).map(|entry| entry.value.clone())
        };
        let hooks = own(&[b"core.hookspath"]).unwrap_or_else(|| b"/dev/null".to_vec());
        untrusted.put("core.hooksPath", &hooks);
        untrusted.put("submodule.recurse", b"false");
        untrusted.has_own_ssh = own(&[b"core.sshcommand"]).is_some();
        for entry in entries.iter().filter(|entry| !entry.is_own) {
            let (section, part, last) = parts(&entry.name);
            let row = |table: &'static [(&str, &str, &str)]| {
                table.iter().find(|row| (row.0.as_bytes(), row.1.as_bytes()) == (section, last)).map(|row| row.2)
            };
            let is_ours = part == b"werksessie";
            if let Some(harmless) = row(STARTERS).filter(|_| !is_ours) {
                let value = own(&[&entry.name]);
                if section == b"filter" && value.is_none() {
                    untrusted.filters.insert(part.to_vec());
                }
                if value.as_ref() != Some(&entry.value) {
                    untrusted.tell(&entry.name);
                }
                untrusted.instead.push((entry.name.clone(), value.unwrap_or_else(|| harmless.into())));
            } else if let Some(harmless) = row(AROUND) {
                let value = own(&[&entry.name]).unwrap_or_else(|| harmless.into());
                untrusted.instead.push((entry.name.clone(), value));
            } else if let Some((names, usual)) =
                SIGNERS.iter().find(|(names, _)| names.contains(&text(&entry.name).as_str()))
            {
                let names: Vec<&[u8]> = names.iter().map(|name| name.as_bytes()).collect();
                let value = own(&names).unwrap_or_else(|| usual.as_bytes().to_vec());
                if value != entry.value {
                    untrusted.tell(&entry.name);
                }
                untrusted.instead.push((entry.name.clone(), value));
            } else if section == b"protocol" {
                // A kind of connection that runs whatever its address says is open to who opened it on this computer.
                let usual = if part.is_empty() { "user" } else { of_protocol(part) };
                untrusted.instead.push((entry.name.clone(), own(&[&entry.name]).unwrap_or_else(|| usual.into())));
                let ext = b"protocol.ext.allow";
                untrusted.instead.push((ext.to_vec(), own(&[ext]).unwrap_or_else(|| b"never".to_vec())));
            } else if entry.name == b"core.gitproxy" {
                untrusted.has_proxy = true;
                untrusted.tell(&entry.name);
            } else if entry.name == b"gc.recentobjectshook" {
                untrusted.put("gc.auto", b"0");
                untrusted.put("maintenance.auto", b"false");
            }
        }
        untrusted.keep_helpers(entries);
        untrusted
    }

    /// Helpers that know passwords: one that the repository names by a word alone is a program that the user has, and
    /// anything more is a command.
    fn keep_helpers(&mut self, entries: &[GitSetting]) {
        let is_word = |value: &[u8]| value.iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'-');
        let is_helper = |entry: &&GitSetting| {
            let (section, _, last) = parts(&entry.name);
            (section, last) == (b"credential", b"helper")
        };
        let is_command = |entry: &&GitSetting| !entry.is_own && !is_word(&entry.value);
        let helpers = || entries.iter().filter(is_helper);
        if !helpers().any(|entry| is_command(&entry)) {
            return;
        }
        // An empty one takes back all before it.
        self.put("credential.helper", b"");
        for entry in helpers() {
            if is_command(&entry) {
                self.tell(&entry.name);
            } else {
                self.instead.push((entry.name.clone(), entry.value.clone()));
            }
        }
    }

    /// What is to be started at the other end is started here, where that is a folder.
    fn keep_remote(&mut self, git: &Git, entry: &GitSetting) -> Result<(), GitError> {
        let (section, remote, last) = parts(&entry.name);
        let usual = match last {
            b"uploadpack" => "git-upload-pack",
            b"receivepack" => "git-receive-pack",
            _ => return Ok(()),
        };
        if entry.is_own || section != b"remote" || entry.value == usual.as_bytes() {
            return Ok(());
        }
        let mut is_elsewhere = true;
        for which in [&["--all"][..], &["--push", "--all"]] {
            let remote = [OsStr::new("--end-of-options").to_owned(), os(remote)];
            let asked = ["remote", "get-url"].iter().chain(which).map(OsString::from).chain(remote);
            let urls = git.run(&asked.collect::<Vec<_>>())?;
            is_elsewhere &= urls.succeeded() && urls.text().lines().all(|url| !is_at_hand(url));
        }
        if !is_elsewhere {
            self.tell(&entry.name);
            self.instead.push((entry.name.clone(), usual.into()));
        }
        Ok(())
    }

    fn put(&mut self, name: &str, value: &[u8]) {
        self.instead.push((name.into(), value.to_vec()));
    }

    fn tell(&mut self, name: &[u8]) {
        self.names.insert(text(name));
    }

    /// Git that starts nothing of it.
    pub(super) fn kept_from(&self, mut git: Git) -> Git {
        for (name, value) in &self.instead {
            git = git.with_setting(os(name), os(value));
        }
        if self.has_proxy { git.with_variable("GIT_PROXY_COMMAND", "") } else { git }
    }

    /// What sharing would have started, as git calls it.
    pub(super) fn names(&self) -> Vec<String> {
        self.names.iter().cloned().collect()
    }

    /// Whether a file that is there would be converted by a filter of the repository: without it, something else would be
    /// recorded than is meant, such as a text that was to be locked.
    ///
    /// # Errors
    /// Git does not tell.
    pub(super) fn converts(&self, git: &Git) -> Result<bool, GitError> {
        if self.filters.is_empty() {
            return Ok(false);
        }
        let files = git.run(&["ls-files", "-z", "--cached", "--others", "--exclude-standard"])?.whole()?;
        if files.stdout.is_empty() {
            return Ok(false);
        }
        let found = git.run_with_input(&["check-attr", "-z", "--stdin", "filter"], &files.stdout)?.whole()?;
        let mut values = found.stdout.split(|byte| *byte == 0).skip(2).step_by(3);
        Ok(values.any(|filter| self.filters.contains(filter)))
    }
}

/// What receives what is sent to a place in a folder: git that starts nothing which the place brings.
#[derive(Default)]
pub(super) struct Receiver {
    /// The command.
    pub(super) command: String,
    /// What it would have started, as git calls it.
    pub(super) names: Vec<String>,
}

impl Receiver {
    /// For these places; none where they are elsewhere, behind programs of their own.
    pub(super) fn at(top: &Path, urls: &str) -> Option<Self> {
        let at_hand: Vec<&str> = urls.lines().filter(|url| is_at_hand(url)).collect();
        if at_hand.is_empty() {
            return None;
        }
        let mut all = Untrusted::default();
        all.put("core.hooksPath", b"/dev/null");
        for folder in at_hand.iter().flat_map(|url| folders_of(top, url)) {
            // What is no repository receives nothing.
            let Ok(found) = Untrusted::with_hooks(&Git::sharing(top).with_history(&folder), &HOOKS_OF_A_PLACE) else {
                continue;
            };
            if !found.filters.is_empty() {
                // What is checked out there would be converted.
                all.put("receive.denyCurrentBranch", b"refuse");
            }
            all.instead.extend(found.instead);
            all.names.extend(found.names);
        }
        all.put("receive.autogc", b"false");
        // A name with such a sign in it is that of a filter, of which nothing is checked out.
        let settings = all.instead.iter().filter(|(name, _)| !name.contains(&b'='));
        let settings = settings.map(|(name, value)| quoted(&format!("{}={}", text(name), text(value))));
        let words = ["git".to_owned()].into_iter().chain(settings.flat_map(|setting| ["-c".to_owned(), setting]));
        let command = words.chain(["receive-pack".to_owned()]).collect::<Vec<_>>().join(" ");
        Some(Self { command, names: all.names() })
    }
}

/// Where git at a place may be: in the folder, or in one inside it.
fn folders_of(top: &Path, url: &str) -> Vec<PathBuf> {
    let path = url.strip_prefix("file://").map_or_else(|| url.to_owned(), decoded);
    let folder = top.join(&path);
    let around = [folder.join(".git"), folder.clone(), folder.with_added_extension("git").join(".git")];
    let around = around.into_iter().chain([folder.with_added_extension("git")]);
    around.filter(|folder| folder.is_file() || folder.join("HEAD").is_file()).collect()
}

/// An address with its signs as they are, which may stand in it as `%20`.
fn decoded(url: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = url.as_bytes();
    while let [first, behind @ ..] = rest {
        let sign = behind.get(..2).and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        let sign = sign.filter(|_| *first == b'%');
        bytes.push(sign.unwrap_or(*first));
        rest = if sign.is_some() { &behind[2..] } else { behind };
    }
    text(&bytes)
}

/// Whether git takes an address for a folder on this computer, as its own rules are.
fn is_at_hand(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme);
    let (colon, slash) = (url.find(':'), url.find(['/', '\\']));
    let is_drive = cfg!(windows) && colon == Some(1);
    match scheme {
        Some(scheme) => scheme == "file",
        None => is_drive || colon.is_none_or(|colon| slash.is_some_and(|slash| slash < colon)),
    }
}

/// The settings that git lists, each with where it is from, its name, and its value behind a line break.
fn entries(listed: &[u8]) -> Vec<GitSetting> {
    let mut parts = listed.split(|byte| *byte == 0);
    let mut entries = Vec::new();
    while let (Some(scope), Some(setting)) = (parts.next(), parts.next()) {
        let end = setting.iter().position(|byte| *byte == b'\n');
        let (name, value) = end.map_or((setting, &b"true"[..]), |end| (&setting[..end], &setting[end + 1..]));
        let is_own = !matches!(scope, b"local" | b"worktree");
        entries.push(GitSetting { is_own, name: name.to_vec(), value: value.to_vec() });
    }
    entries
}

/// The first word of a name, what stands in between, which may be anything, and the last word.
fn parts(name: &[u8]) -> (&[u8], &[u8], &[u8]) {
    let is_dot = |byte: &u8| *byte == b'.';
    let first = name.iter().position(is_dot).unwrap_or(name.len());
    let last = name.iter().rposition(is_dot).unwrap_or(first);
    let between = if first < last { &name[first + 1..last] } else { &[] };
    (&name[..first], between, name.get(last + 1..).unwrap_or_default())
}

/// Whether git connects in this way where nobody says anything about it.
fn of_protocol(name: &[u8]) -> &'static str {
    match name {
        b"http" | b"https" | b"git" | b"ssh" => "always",
        b"ext" => "never",
        _ => "user",
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn os(bytes: &[u8]) -> OsString {
    path_from_bytes(bytes).map(PathBuf::into_os_string).unwrap_or_default()
}

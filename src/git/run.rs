//! The only place that starts the `git` program: with a list of arguments and never through a shell, without questions,
//! an editor or a pager, and always speaking English. What it prints is read here and in this room, and never shown raw.
//!
//! A repository may come from anybody, and its settings can name programs. Git that only reads starts no program at all;
//! git that shares starts those that the user named: hooks, credentials, signing. What the repository names it does not,
//! once that is known: see `brought`.

use std::env;
use std::ffi::{OsStr, OsString};
#[cfg(unix)]
use std::fs::File;
#[cfg(unix)]
use std::io::Read;
use std::io::{self, Write};
#[cfg(unix)]
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
#[cfg(unix)]
use std::time::Duration;

#[cfg(unix)]
use crate::store::disk::{Disk, RealDisk};

/// Settings for every run: no program that watches files, and no repository that hides as a folder of the work.
const ALWAYS: [&str; 2] = ["core.fsmonitor=false", "safe.bareRepository=explicit"];

/// Settings for reading: no setting of the repository starts a program, or changes the form of what git prints.
const READING: [&str; 24] = [
    "core.hooksPath=/dev/null",
    "core.sshCommand=false",
    "core.gitProxy=",
    "core.askPass=false",
    "core.editor=false",
    "core.pager=cat",
    "core.alternateRefsCommand=false",
    "credential.helper=",
    "gc.auto=0",
    "gc.recentObjectsHook=",
    "maintenance.auto=false",
    "gpg.program=false",
    "gpg.ssh.program=false",
    "gpg.x509.program=false",
    "gpg.ssh.defaultKeyCommand=",
    "submodule.recurse=false",
    "diff.ignoreSubmodules=all",
    "diff.external=",
    "diff.relative=false",
    "diff.orderFile=/dev/null",
    "log.showSignature=false",
    "log.showRoot=true",
    "log.diffMerges=off",
    "uploadpack.packObjectsHook=",
];

/// Variables for reading. The list of protocols outranks what the settings of a repository allow; there is none of this
/// name, so that nothing is fetched, also by a git too old to know the first.
const READING_VARIABLES: [(&str, &str); 5] = [
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_ALLOW_PROTOCOL", "none"),
    ("GIT_PROTOCOL_FROM_USER", "0"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_PAGER", "cat"),
];

/// Variables that lead git to another repository than the one in which the folder lies, or write in between.
const REMOVED_VARIABLES: [&str; 22] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_GRAFT_FILE",
    "GIT_SHALLOW_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_EXTERNAL_DIFF",
    "GIT_DIFF_OPTS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_TRACE",
    "GIT_TRACE2",
    "GIT_TRACE2_EVENT",
    "GIT_TRACE2_PERF",
    "GIT_TRACE_SETUP",
    "GIT_TRACE_PACKET",
];

/// What may wait for a person, for another computer, or for a program that the user named: nobody knows how long.
const WAITING: [&str; 5] = ["commit", "fetch", "ls-remote", "merge", "push"];

/// How long git that waits for nobody may say nothing where it does nothing either.
#[cfg(unix)]
const LONGEST_SILENCE: Duration = Duration::from_secs(10);
/// How many times longer it may say nothing while it is at work: on a slow share, or in a long history.
#[cfg(unix)]
const MOST_SILENCES: u32 = 6;
/// More memory than git needs to read: a file of a repository may have no end.
#[cfg(target_os = "linux")]
const MOST_MEMORY: u64 = 1 << 30;

/// Why git did not answer at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GitError {
    /// There is no such program.
    Missing,
    /// It could not be started, or its output could not be read.
    Broken,
}

/// How git ended and what it printed.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug)]
pub struct GitOutput {
    /// The exit code; `None` where a signal ended it.
    pub code: Option<i32>,
    pub stdout: Vec<u8>,
    /// Its standard error, in English.
    pub stderr: String,
}

impl GitOutput {
    /// Whether git ended with code 0.
    pub fn succeeded(&self) -> bool {
        self.code == Some(0)
    }

    /// What git answered to something that it can always tell: where it did not, or complained of a file that it could not
    /// look at, what it printed is no answer.
    ///
    /// # Errors
    /// It failed, or answered for a part only.
    pub(super) fn whole(self) -> Result<Self, GitError> {
        let is_remark = |line: &str| {
            line.starts_with("warning: ") && !line.starts_with("warning: could not open")
                || line.starts_with("hint: ")
                || line.starts_with(|it: char| it.is_ascii_digit())
        };
        let is_whole = self.succeeded() && self.stderr.lines().all(|line| line.trim().is_empty() || is_remark(line));
        if is_whole { Ok(self) } else { Err(GitError::Broken) }
    }

    /// Its standard output as text, without the last newline.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.stdout).trim_end_matches(['\n', '\r']).to_owned()
    }

    /// The path on its only line.
    pub fn path(&self) -> PathBuf {
        let line = self.stdout.strip_suffix(b"\n").unwrap_or(&self.stdout);
        path_from_bytes(line).unwrap_or_else(|| PathBuf::from(self.text()))
    }

    /// The paths in its output, each ended by a NUL, which no path can hold.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.stdout.split(|byte| *byte == 0).filter(|path| !path.is_empty()).filter_map(path_from_bytes).collect()
    }
}

/// A path as another program prints it: any bytes where paths are bytes, and UTF-8 elsewhere.
pub fn path_from_bytes(bytes: &[u8]) -> Option<PathBuf> {
    #[cfg(unix)]
    let path = Some(<OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes).into());
    #[cfg(not(unix))]
    let path = std::str::from_utf8(bytes).ok().map(PathBuf::from);
    path
}

/// Git, run in a folder.
#[derive(Clone, Debug)]
pub struct Git {
    folder: PathBuf,
    settings: Vec<OsString>,
    /// Those with a name that git could not tell from its value.
    odd_settings: Vec<(OsString, OsString)>,
    variables: Vec<(&'static str, &'static str)>,
    /// Where the history is, if that is not for git to find.
    history: Option<PathBuf>,
    is_reading: bool,
    has_terminal: bool,
}

impl Git {
    /// Git that only reads what is in the repository of this folder, and starts no other program.
    pub fn reading(folder: &Path) -> Self {
        let settings = ALWAYS.iter().chain(&READING).map(OsString::from).collect();
        Self { settings, is_reading: true, ..Self::sharing(folder) }
    }

    /// Git that records, fetches, merges and sends, as it would for the user.
    pub fn sharing(folder: &Path) -> Self {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let settings = ALWAYS.iter().map(OsString::from).collect();
        Self {
            folder: folder.to_owned(),
            settings,
            odd_settings: Vec::new(),
            variables: Vec::new(),
            history: None,
            is_reading: false,
            has_terminal: true,
        }
    }

    /// Git with one more setting, for as long as it runs.
    #[must_use]
    pub fn with_setting(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        let (name, value) = (name.as_ref(), value.as_ref());
        if name.as_encoded_bytes().contains(&b'=') {
            self.odd_settings.push((name.to_owned(), value.to_owned()));
        } else {
            let mut setting = name.to_owned();
            setting.push("=");
            setting.push(value);
            self.settings.push(setting);
        }
        self
    }

    /// Git with a variable that no setting stands for; one that the user gave stays.
    #[must_use]
    pub(super) fn with_variable(mut self, name: &'static str, value: &'static str) -> Self {
        if env::var_os(name).is_none() {
            self.variables.push((name, value));
        }
        self
    }

    /// Git for the history in this folder, wherever it runs.
    #[must_use]
    pub(super) fn with_history(mut self, folder: &Path) -> Self {
        self.history = Some(folder.to_owned());
        self
    }

    /// Git whose helpers cannot ask for a password on the terminal either: the screen is drawn there.
    #[must_use]
    pub fn without_terminal(mut self) -> Self {
        self.has_terminal = false;
        self
    }

    /// The folder from which it looks.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Runs git. A name that the repository or the user chose goes behind `--end-of-options`, or inside an argument that
    /// begins with something else.
    ///
    /// # Errors
    /// There is no git, or it could not be started.
    pub fn run<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Result<GitOutput, GitError> {
        self.execute(arguments, &[], &[])
    }

    /// Runs git on files, which can never be taken for options or patterns.
    ///
    /// # Errors
    /// There is no git, or it could not be started.
    pub fn run_on<A: AsRef<OsStr>, P: AsRef<Path>>(&self, arguments: &[A], files: &[P]) -> Result<GitOutput, GitError> {
        let files: Vec<&OsStr> = files.iter().map(|file| file.as_ref().as_os_str()).collect();
        self.execute(arguments, &files, &[])
    }

    /// Runs git with this on its standard input.
    ///
    /// # Errors
    /// There is no git, or it could not be started.
    pub fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Result<GitOutput, GitError> {
        self.execute(arguments, &[], input)
    }

    /// Runs git on files of which there may be more than fit on a command line.
    ///
    /// # Errors
    /// There is no git, or it could not be started.
    pub fn run_on_many<P: AsRef<Path>>(&self, arguments: &[&OsStr], files: &[P]) -> Result<GitOutput, GitError> {
        let from_input = ["--pathspec-from-file=-", "--pathspec-file-nul"].map(OsStr::new);
        let names = files.iter().map(|file| file.as_ref().as_os_str().as_encoded_bytes());
        self.execute(&[arguments, &from_input].concat(), &[], &names.collect::<Vec<_>>().join(&0))
    }

    fn execute<A: AsRef<OsStr>>(&self, arguments: &[A], files: &[&OsStr], input: &[u8]) -> Result<GitOutput, GitError> {
        let mut command = self.command();
        command.args(arguments);
        if !files.is_empty() {
            command.arg("--").args(files);
        }
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.stdin(if input.is_empty() { Stdio::null() } else { Stdio::piped() });
        let mut child = command.spawn().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => GitError::Missing,
            _ => GitError::Broken,
        })?;
        let stdin = child.stdin.take();
        let output = thread::scope(|scope| {
            // Git may print before it has read everything: one thread writes while the other reads.
            if let Some(mut stdin) = stdin
                && thread::Builder::new().spawn_scoped(scope, move || stdin.write_all(input)).is_err()
            {
                // What it would make of nothing is not what was asked.
                child.kill()?;
            }
            let waits = |name: &A| WAITING.iter().any(|waiting| name.as_ref() == *waiting);
            // Elsewhere nobody tells whether it is at work.
            let may_wait = !cfg!(target_os = "linux") || arguments.first().is_some_and(waits);
            if !self.is_reading && may_wait {
                child.wait_with_output()
            } else {
                // What it starts would have no more memory than it has itself.
                #[cfg(target_os = "linux")]
                if self.is_reading {
                    limit_memory(&child);
                }
                wait_while_it_speaks(child)
            }
        });
        let output = output.map_err(|_| GitError::Broken)?;
        Ok(GitOutput {
            code: output.status.code(),
            stdout: output.stdout,
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }

    /// The program with its settings and variables.
    fn command(&self) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.folder).arg("--no-pager");
        if let Some(history) = &self.history {
            command.arg("--git-dir").arg(history);
        }
        for setting in &self.settings {
            command.arg("-c").arg(setting);
        }
        for name in REMOVED_VARIABLES {
            command.env_remove(name);
        }
        let given = env::var("GIT_CONFIG_COUNT").ok().and_then(|count| count.parse().ok()).unwrap_or(0);
        for (number, (name, value)) in (given..).zip(&self.odd_settings) {
            command.env(format!("GIT_CONFIG_KEY_{number}"), name).env(format!("GIT_CONFIG_VALUE_{number}"), value);
            command.env("GIT_CONFIG_COUNT", (number + 1).to_string());
        }
        command.envs(self.variables.iter().copied());
        command.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0").env("GIT_EDITOR", "true");
        command.env("GIT_MERGE_AUTOEDIT", "no").env("GIT_LITERAL_PATHSPECS", "1");
        if self.is_reading {
            command.envs(READING_VARIABLES);
        }
        if !self.has_terminal {
            command.env("SSH_ASKPASS_REQUIRE", "force").env_remove("GPG_TTY");
            // In the background of the terminal: what reads keys there all the same gets none, and what is under way is
            // not broken off where a window is closed.
            #[cfg(unix)]
            std::os::unix::process::CommandExt::process_group(&mut command, 0);
        }
        command
    }
}

/// Reads what git prints until it ends. What says and does nothing for so long waits for something that does not come, such
/// as a pipe in the place of a file of the repository: it is ended.
#[cfg(unix)]
fn wait_while_it_speaks(mut child: Child) -> io::Result<Output> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let limit = Timespec { tv_sec: LONGEST_SILENCE.as_secs().cast_signed(), tv_nsec: 0 };
    let pipes = [child.stdout.take().map(OwnedFd::from), child.stderr.take().map(OwnedFd::from)];
    let mut pipes = pipes.map(|pipe| (pipe.map(File::from), Vec::new()));
    let mut part = vec![0; 64 * 1024];
    let mut work = WorkDone::of(&child);
    let mut silences = 0;
    while pipes.iter().any(|(pipe, _)| pipe.is_some()) {
        let mut waiting: Vec<PollFd<'_>> =
            pipes.iter().filter_map(|(pipe, _)| Some(PollFd::new(pipe.as_ref()?, PollFlags::IN))).collect();
        match poll(&mut waiting, Some(&limit)) {
            Ok(0) if work.has_started_another() => {}
            Ok(0) if work.goes_on() && silences < MOST_SILENCES => silences += 1,
            Ok(0) => {
                child.kill()?;
                child.wait()?;
                return Err(io::ErrorKind::TimedOut.into());
            }
            Ok(_) => silences = 0,
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let mut speak = waiting.iter().map(|pipe| !pipe.revents().is_empty()).collect::<Vec<_>>().into_iter();
        for (pipe, bytes) in &mut pipes {
            let Some(file) = pipe else { continue };
            if speak.next() == Some(true) {
                match file.read(&mut part)? {
                    0 => *pipe = None,
                    count => bytes.extend_from_slice(&part[..count]),
                }
            }
        }
    }
    let [(_, stdout), (_, stderr)] = pipes;
    Ok(Output { status: child.wait()?, stdout, stderr })
}

/// How much a program has done so far, as far as the system tells: elsewhere than on Linux nothing.
#[cfg(unix)]
struct WorkDone {
    told_in: PathBuf,
    last: Option<Vec<u8>>,
    /// Where the programs stand that it started and waits for.
    started_in: PathBuf,
}

#[cfg(unix)]
impl WorkDone {
    fn of(child: &Child) -> Self {
        let about = PathBuf::from(format!("/proc/{}", child.id()));
        let started_in = about.join(format!("task/{}/children", child.id()));
        let mut work = Self { told_in: about.join("schedstat"), last: None, started_in };
        work.goes_on();
        work
    }

    /// Whether it waits for a program that the user named, such as a filter of large files.
    fn has_started_another(&self) -> bool {
        RealDisk.read(&self.started_in, 4096).is_ok_and(|told| !told.bytes.is_empty())
    }

    /// Whether it did something since the last time.
    fn goes_on(&mut self) -> bool {
        let told = RealDisk.read(&self.told_in, 4096).ok().map(|told| told.bytes);
        let is_new = told.is_some() && told != self.last;
        self.last = told;
        is_new
    }
}

/// Keeps a program from taking all memory there is. Where it has less already, that holds.
#[cfg(target_os = "linux")]
fn limit_memory(child: &Child) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let limit = Rlimit { current: Some(MOST_MEMORY), maximum: Some(MOST_MEMORY) };
    prlimit(Some(Pid::from_child(child)), Resource::Data, limit).ok();
}

#[cfg(not(unix))]
fn wait_while_it_speaks(child: Child) -> io::Result<Output> {
    child.wait_with_output()
}

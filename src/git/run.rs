//! The only place that starts the `git` program: with a list of arguments and never through a shell, without questions,
//! an editor or a pager, and always speaking English. What it says is read here and in this room, and never shown raw.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

/// Why git did not answer at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GitError {
    /// There is no such program.
    Missing,
    /// It could not be started, or not be listened to.
    Broken,
}

/// How git ended and what it printed.
#[derive(Clone, Debug)]
pub struct GitOutput {
    /// How it ended; `None` where a signal ended it.
    pub code: Option<i32>,
    /// Its standard output.
    pub stdout: Vec<u8>,
    /// Its standard error, in English.
    pub stderr: String,
}

impl GitOutput {
    /// Whether it succeeded.
    pub fn succeeded(&self) -> bool {
        self.code == Some(0)
    }

    /// Its standard output as text, without the last newline.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.stdout).trim_end_matches(['\n', '\r']).to_owned()
    }
}

/// Git, seen from a folder.
#[derive(Clone, Debug)]
pub struct Git {
    folder: PathBuf,
    settings: Vec<String>,
    has_terminal: bool,
}

impl Git {
    /// Git in this folder.
    pub fn at(folder: &Path) -> Self {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        // A program that the repository names is not started just to look at files.
        Self { folder: folder.to_owned(), settings: vec!["core.fsmonitor=false".to_owned()], has_terminal: true }
    }

    /// Git with one more setting, for as long as it runs.
    #[must_use]
    pub fn with_setting(mut self, name: &str, value: &str) -> Self {
        self.settings.push(format!("{name}={value}"));
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

    /// Runs git.
    ///
    /// # Errors
    /// There is no git, or it could not be started.
    pub fn run(&self, arguments: &[&str]) -> Result<GitOutput, GitError> {
        self.execute(arguments, &[], &[])
    }

    /// Runs git on files, which can never be taken for options.
    ///
    /// # Errors
    /// There is no git, or it could not be started.
    pub fn run_on<P: AsRef<Path>>(&self, arguments: &[&str], files: &[P]) -> Result<GitOutput, GitError> {
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

    fn execute(&self, arguments: &[&str], files: &[&OsStr], input: &[u8]) -> Result<GitOutput, GitError> {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.folder);
        for setting in &self.settings {
            command.arg("-c").arg(setting);
        }
        command.args(arguments);
        if !files.is_empty() {
            command.arg("--").args(files);
        }
        command.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0").env("GIT_EDITOR", "true");
        command.env("GIT_MERGE_AUTOEDIT", "no").env("GIT_LITERAL_PATHSPECS", "1").env_remove("GIT_TRACE");
        if !self.has_terminal {
            command.env("SSH_ASKPASS_REQUIRE", "force").env_remove("GPG_TTY");
            // In the background of the terminal: what reads keys there all the same gets none, and what is under way is
            // not broken off where a window is closed.
            #[cfg(unix)]
            std::os::unix::process::CommandExt::process_group(&mut command, 0);
        }
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.stdin(if input.is_empty() { Stdio::null() } else { Stdio::piped() });
        let mut child = command.spawn().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => GitError::Missing,
            _ => GitError::Broken,
        })?;
        let stdin = child.stdin.take();
        let output = thread::scope(|scope| {
            // Git may answer before it has read everything: one writes while the other listens.
            scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
            child.wait_with_output()
        });
        let output = output.map_err(|_| GitError::Broken)?;
        Ok(GitOutput {
            code: output.status.code(),
            stdout: output.stdout,
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }
}

//! What the environment names may be anything: a device without end, a pipe that nobody writes to, a folder, a file of many
//! gigabytes, a link to itself. The program starts all the same, and soon.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::support::sessions;
use crate::support::terminal::SHIPPED;

/// Far more than any of this takes, on a machine that is busy; much less than it takes to read what has no end.
const DEADLINE: Duration = Duration::from_secs(30);

/// Variables that this program, the system below it or git reads a path from, or a word.
const VARIABLES: [&str; 18] = [
    "TZ",
    "TZDIR",
    "LANG",
    "LC_ALL",
    "LC_MESSAGES",
    "HOME",
    "XDG_CONFIG_HOME",
    "XDG_STATE_HOME",
    "XDG_CACHE_HOME",
    "XDG_DATA_HOME",
    "XDG_RUNTIME_DIR",
    "TERM",
    "TERMINFO",
    "COLORTERM",
    "GIT_CONFIG_GLOBAL",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "WERKSESSIE_BREAKS_AT_F12",
];

/// Files of this program in the folders of the user.
const FILES: [&str; 4] = [
    ".config/werksessie/config.ron",
    ".config/werksessie/themes/sixteen.ron",
    ".local/state/werksessie/0123456789abcdef/0.journal",
    ".cache/werksessie/overview/0123456789abcdef.memory",
];

const COMMANDS: [&[&str]; 4] = [&["open", "--plain", SHIPPED], &["doctor"], &["overview", "."], &["themes"]];

/// How many odd things there are.
const KINDS: usize = 5;

/// Puts something odd at a path, by its number; tells what, unless this system has no such thing.
fn put(number: usize, path: &Path) -> Option<&'static str> {
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    match number {
        0 => symlink("/dev/zero", path).map(|()| "a device without end").ok(),
        1 => Command::new("mkfifo").arg(path).status().ok().filter(ExitStatus::success).map(|_| "a pipe"),
        2 => fs::create_dir(path).map(|()| "a folder").ok(),
        3 => File::create(path).and_then(|file| file.set_len(1 << 40)).map(|()| "a file without end").ok(),
        4 => symlink(path, path).map(|()| "a link to itself").ok(),
        _ => None,
    }
}

/// Runs a command in a folder of sessions, and tells whether it ended in time.
#[track_caller]
fn ends(folder: &Path, arguments: &[&str], variable: Option<(&str, &Path)>, what: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_werksessie"));
    command.args(arguments).current_dir(folder.join("sessies")).env("HOME", folder);
    command.env_remove("XDG_CONFIG_HOME").env_remove("XDG_STATE_HOME").env_remove("XDG_CACHE_HOME").env_remove("TZ");
    command.envs(variable).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().expect("it runs");
    let deadline = Instant::now() + DEADLINE;
    let ended = loop {
        match child.try_wait().expect("ours") {
            Some(status) => break Some(status),
            None if Instant::now() > deadline => break None,
            None => std::thread::yield_now(),
        }
    };
    if ended.is_none() {
        child.kill().expect("ours");
        child.wait().expect("ended");
    }
    let code = ended.unwrap_or_else(|| panic!("{arguments:?} never ends with {what}")).code();
    assert!(code.is_some_and(|code| code <= 2), "{arguments:?} with {what}: {code:?}");
}

fn user() -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().to_owned();
    fs::create_dir(folder.join("sessies")).expect("made");
    fs::copy(sessions().join(SHIPPED), folder.join("sessies").join(SHIPPED)).expect("copied");
    (home, folder)
}

#[test]
fn what_a_variable_names_may_be_anything() {
    for number in 0..KINDS {
        let (_home, folder) = user();
        let odd = folder.join("vreemd");
        let Some(what) = put(number, &odd) else { continue };
        for variable in VARIABLES {
            // Git itself is given its time, each time that it is asked.
            let is_slow = variable == "GIT_CONFIG_GLOBAL" && what == "a pipe";
            for command in COMMANDS.iter().take(if is_slow { 1 } else { 2 }) {
                ends(&folder, command, Some((variable, &odd)), &format!("{variable}: {what}"));
            }
        }
        ends(
            &folder,
            COMMANDS[0],
            Some(("TZ", &PathBuf::from(format!(":{}", odd.display())))),
            &format!("TZ: :{what}"),
        );
    }
}

#[test]
fn what_stands_in_the_folders_of_the_user_may_be_anything() {
    for file in FILES {
        for number in 0..KINDS {
            let (_home, folder) = user();
            let Some(what) = put(number, &folder.join(file)) else { continue };
            for command in COMMANDS {
                ends(&folder, command, None, &format!("{file}: {what}"));
            }
        }
    }
}

/// A name that says all is a zone, whatever is called so where the program starts.
#[test]
fn a_zone_that_is_known_by_its_name_is_that_zone() {
    let (_home, folder) = user();
    fs::create_dir_all(folder.join("sessies/Europe/Amsterdam")).expect("made");
    for zone in ["Europe/Amsterdam", ":Europe/Amsterdam"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_werksessie"));
        command.arg("doctor").current_dir(folder.join("sessies")).env("HOME", &folder).env("TZ", zone);
        let output = command.output().expect("it runs");
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(told.contains("Europe/Amsterdam"), "{told}");
    }
}

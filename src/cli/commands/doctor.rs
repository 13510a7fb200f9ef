//! `doctor`: whether the terminal, the folder with sessions, git and the clock can do what is needed. Nothing is changed:
//! whether a folder can be written is tried with a file that is taken away at once.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;

use clap::Args;

use crate::git::run::GitError;
use crate::git::setup::{FolderState, folder_state};
use crate::i18n::Words;
use crate::i18n::dates::{long_date, time_text};
use crate::i18n::doctor_words::DoctorWords;
use crate::store::local_time;
use crate::store::scan::folder::session_files;
use crate::tui::model::layout::Size;
use crate::tui::terminal;
use crate::tui::theme::ColourSupport;

use super::open::usual_folder;
use crate::cli::failure::Failure;
use crate::cli::out::Out;
use crate::cli::setting::{Outcome, Setting};
use crate::cli::theme::colour_support;

/// No session was recorded before this year: a clock that says so stands still, or began anew.
const FIRST_YEAR: i16 = 2026;

#[derive(Debug, Args)]
pub(in crate::cli) struct DoctorArgs {
    dir: Option<PathBuf>,
}

/// What was seen of one of the things that are looked at.
enum Diagnosis {
    Well(String),
    Attention(String),
    Unseen(String),
}

use Diagnosis::{Attention, Unseen, Well};

impl DoctorArgs {
    pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
        let folder = match &self.dir {
            Some(folder) if !folder.is_dir() => return Err(Failure::NoFolder(folder.clone())),
            Some(folder) => folder.clone(),
            None => usual_folder(setting),
        };
        let words = &setting.words.cli.doctor;
        let findings = [
            (&words.terminal, of_terminal(words)),
            (&words.folder, of_folder(&folder, words)),
            (&words.journal, of_journal(setting.folders.state.as_deref(), words)),
            (&words.git, of_git(&folder, words)),
            (&words.clock, of_clock(&setting.words)),
        ];
        let mut outcome = Outcome::Fine;
        for (name, finding) in &findings {
            let line = match finding {
                Well(text) => words.well(name, text),
                Unseen(text) => words.unseen(name, text),
                Attention(text) => {
                    outcome = Outcome::Found;
                    words.attention(name, text)
                }
            };
            out.line(&line)?;
        }
        Ok(outcome)
    }
}

fn of_terminal(words: &DoctorWords) -> Diagnosis {
    let Some(size) = terminal::size() else { return Unseen(words.terminal_elsewhere.clone()) };
    if env::var_os("TERM").is_some_and(|name| name == "dumb") {
        return Attention(words.terminal_dumb.clone());
    }
    let colours = match colour_support() {
        ColourSupport::TrueColour => &words.colours_all,
        ColourSupport::Palette256 => &words.colours_256,
        ColourSupport::Ansi16 => &words.colours_16,
        ColourSupport::None => &words.colours_none,
    };
    if !Size::is_enough(size) {
        return Attention(words.terminal_small(size.columns, size.rows));
    }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(|name| env::var(name).ok());
    let locale = locale.map(|locale| locale.to_lowercase().replace('-', "")).find(|locale| !locale.is_empty());
    // Of a system without these variables, nothing is known.
    if locale.is_some_and(|locale| !locale.contains("utf8")) {
        return Attention(words.terminal_accents.clone());
    }
    Well(words.terminal_well(size.columns, size.rows, colours))
}

fn of_folder(folder: &Path, words: &DoctorWords) -> Diagnosis {
    let path = folder.display().to_string();
    let is_there = folder.is_dir();
    if !is_writable(folder) {
        return Attention(words.folder_closed(&path));
    }
    Well(if is_there { words.folder_well(path, session_files(folder).files.len()) } else { words.folder_new(path) })
}

fn of_journal(state: Option<&Path>, words: &DoctorWords) -> Diagnosis {
    match state.filter(|state| is_writable(state)) {
        Some(state) => Well(words.journal_well(state.display())),
        None => Attention(words.journal_closed.clone()),
    }
}

fn of_git(folder: &Path, words: &DoctorWords) -> Diagnosis {
    match folder_state(folder) {
        Ok(FolderState::Ready(version)) => Well(words.git_well(&version)),
        Err(GitError::Missing) => Well(words.git_missing.clone()),
        Ok(FolderState::NoRepository) | Err(GitError::Broken) => Well(words.git_no_repository.clone()),
        Ok(FolderState::NoRemote) => Well(words.git_no_remote.clone()),
        Ok(FolderState::NoIdentity) => Attention(words.git_no_identity.clone()),
        Ok(FolderState::NoDriver) => Attention(words.git_no_driver.clone()),
    }
}

fn of_clock(words: &Words) -> Diagnosis {
    let texts = &words.cli.doctor;
    let now = local_time::now();
    let date = long_date(now.date(), words);
    if now.year() < FIRST_YEAR {
        return Attention(texts.clock_behind(&date));
    }
    let zone = now.time_zone();
    if zone.is_unknown() {
        let named = env::var("TZ").unwrap_or_default();
        return Attention(texts.clock_no_zone(&named));
    }
    let zone = zone.iana_name().map_or_else(|| format!("UTC{}", now.offset()), str::to_owned);
    let time = time_text(now.time());
    Well(texts.clock_well(&date, &time, &zone))
}

/// Whether a file can be made in this folder; in the nearest that is there, for one that is still to be made.
fn is_writable(folder: &Path) -> bool {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let Some(there) = folder.ancestors().find(|folder| folder.is_dir()) else { return false };
    let trial = there.join(format!(".werksessie-{}", process::id()));
    let is_made = fs::OpenOptions::new().write(true).create_new(true).open(&trial).is_ok();
    if is_made {
        // What could be made can be taken away; a file of no bytes that stays harms nothing.
        fs::remove_file(&trial).ok();
    }
    is_made
}

//! `fmt`: session files in their canonical form.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::i18n::Words;
use crate::store::form::text::print;
use crate::store::scan::folder::FolderFiles;

use crate::cli::failure::Failure;
use crate::cli::files::{files_at, read, rewrite};
use crate::cli::out::{Out, warn};
use crate::cli::setting::{Outcome, Setting};

#[derive(Debug, Args)]
pub(in crate::cli) struct FmtArgs {
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[arg(long)]
    check: bool,
}

impl FmtArgs {
    pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
        let mut outcome = Outcome::Fine;
        for path in &self.paths {
            let FolderFiles { files, closed } = match files_at(path) {
                Ok(found) => found,
                Err(trouble) => {
                    warn(&Failure::File(path.clone(), trouble).text(Some(&setting.words)));
                    outcome = Outcome::CouldNot;
                    continue;
                }
            };
            for (folder, trouble) in closed {
                warn(&Failure::File(folder, trouble).text(Some(&setting.words)));
                outcome = Outcome::CouldNot;
            }
            for file in files {
                let of_file = match format(&file, self.check, &setting.words) {
                    Ok(true) => print_not_canonical(&file, self.check, setting, out)?,
                    Ok(false) => Outcome::Fine,
                    Err(failure) => {
                        warn(&failure.text(Some(&setting.words)));
                        Outcome::CouldNot
                    }
                };
                outcome = outcome.max(of_file);
            }
        }
        Ok(outcome)
    }
}

/// Makes a file canonical and returns whether it was not; with `only_check` it stays as it is.
fn format(file: &Path, only_check: bool, words: &Words) -> Result<bool, Failure> {
    let read = read(file).map_err(|trouble| Failure::File(file.to_owned(), trouble))?;
    let text = print(&read.session.map_err(|problem| Failure::Session(file.to_owned(), problem.into()))?);
    if text.as_bytes() == read.bytes {
        return Ok(false);
    }
    if only_check {
        return Ok(true);
    }
    rewrite(file, &text, read.bytes, words).map(|()| true)
}

/// Prints a line about a file that was not canonical.
fn print_not_canonical(file: &Path, only_check: bool, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
    let words = &setting.words.cli;
    let path = file.display();
    let (line, outcome) =
        if only_check { (words.not_formatted(path), Outcome::Found) } else { (words.formatted(path), Outcome::Fine) };
    out.line(&line)?;
    Ok(outcome)
}

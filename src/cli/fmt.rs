//! `fmt`: session files in their canonical form.

use std::path::{Path, PathBuf};

use crate::i18n::fill;
use crate::store::disk::RealDisk;
use crate::store::form::text::print;
use crate::store::safety::save::{Base, SaveError, save};

use super::failure::Failure;
use super::files::{files_at, read};
use super::out::{Out, tell};
use super::{Outcome, Setting};

pub(super) fn run(paths: &[PathBuf], only_check: bool, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Fine;
    for path in paths {
        let files = match files_at(path) {
            Ok(files) => files,
            Err(trouble) => {
                tell(&Failure::File(path.clone(), trouble).text(Some(&setting.words)));
                outcome = Outcome::CouldNot;
                continue;
            }
        };
        for file in files {
            let of_file = match format(&file, only_check) {
                Ok(true) => told(&file, only_check, setting, out)?,
                Ok(false) => Outcome::Fine,
                Err(failure) => {
                    tell(&failure.text(Some(&setting.words)));
                    Outcome::CouldNot
                }
            };
            outcome = outcome.max(of_file);
        }
    }
    Ok(outcome)
}

/// Makes a file canonical and tells whether it was not; with `only_check` it stays as it is.
fn format(file: &Path, only_check: bool) -> Result<bool, Failure> {
    let read = read(file).map_err(|trouble| Failure::File(file.to_owned(), trouble))?;
    let text = print(&read.session.map_err(|problem| Failure::Session(file.to_owned(), problem))?);
    if text.as_bytes() == read.bytes {
        return Ok(false);
    }
    if only_check {
        return Ok(true);
    }
    match save(&RealDisk, file, &text, &Base::Known(read.bytes.into())) {
        Ok(_) => Ok(true),
        Err(SaveError::Changed { .. } | SaveError::Removed) => Err(Failure::Changed(file.to_owned())),
        Err(SaveError::Disk(error)) => Err(Failure::File(file.to_owned(), error.into())),
    }
}

/// Tells about a file that was not canonical.
fn told(file: &Path, only_check: bool, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
    let words = &setting.words.cli;
    let (template, outcome) =
        if only_check { (&words.not_formatted, Outcome::Found) } else { (&words.formatted, Outcome::Fine) };
    out.line(&fill(template, &[("path", &file.display().to_string())]))?;
    Ok(outcome)
}

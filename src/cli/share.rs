//! `share`: what was changed is recorded, merged with the work of others and sent; each step is told.

use std::env;
use std::path::{Path, PathBuf};

use crate::domain::sharing::{Audience, Stop};
use crate::git::share::{Asked, share};
use crate::i18n::sharing::{step_text, stop_text};
use crate::store::safety::write_lock::WriteLock;

use super::failure::{Failure, told};
use super::out::{Out, tell};
use super::telling::with_sentences;
use super::{Outcome, Setting};

pub(super) fn run(
    path: Option<&Path>,
    message: Option<&str>,
    setting: &Setting,
    out: &mut Out,
) -> Result<Outcome, Failure> {
    let path = path.unwrap_or(Path::new("."));
    let program = env::current_exe().unwrap_or_else(|_| PathBuf::from("werksessie"));
    let audience = Audience::CommandLine;
    let asked = Asked { path, message, program: &program, audience, turns: WriteLock::default() };
    let mut written = Ok(());
    let ended = with_sentences(setting, |sentences, _| {
        share(&asked, sentences, &mut |step| {
            if written.is_ok() {
                written = out.line_at_once(&step_text(step, &setting.words));
            }
        })
    })?;
    written?;
    let Err(stop) = ended else { return Ok(Outcome::Fine) };
    tell(&told(&stop_text(&stop, audience, &setting.words), &[]));
    match stop {
        Stop::OpenConflicts(_) | Stop::NewConflicts(_) => Ok(Outcome::Found),
        _ => Ok(Outcome::CouldNot),
    }
}

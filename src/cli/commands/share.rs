//! `share`: what was changed is recorded, merged with the work of others and sent; each step is printed.

use std::env;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::domain::sharing::{Audience, ShareStep, Stop};
use crate::git::share::{ShareRequest, share};
use crate::store::safety::write_lock::WriteLock;
use crate::telling::sharing::{step_text, stop_text};

use crate::cli::failure::Failure;
use crate::cli::out::{Out, warn};
use crate::cli::setting::{Outcome, Setting};

#[derive(Debug, Args)]
pub(in crate::cli) struct ShareArgs {
    path: Option<PathBuf>,
    #[arg(short, long)]
    message: Option<String>,
}

impl ShareArgs {
    pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
        let path = self.path.as_deref().unwrap_or(Path::new("."));
        let program = env::current_exe().unwrap_or_else(|_| PathBuf::from("werksessie"));
        let audience = Audience::CommandLine;
        let asked = ShareRequest {
            path,
            message: self.message.as_deref(),
            program: &program,
            audience,
            write_lock: WriteLock::default(),
        };
        let mut written = Ok(());
        let mut outcome = Outcome::Fine;
        let guide = setting.guide()?;
        let ended = share(&asked, &setting.sentences(&guide), &mut |step| {
            if matches!(step, ShareStep::LeftOut(_)) {
                outcome = Outcome::Found;
            }
            if written.is_ok() {
                written = out.line_at_once(&step_text(step, &setting.words));
            }
            if let ShareStep::NotStarted(names) = step {
                warn(&setting.words.git.share.by_hand.not_started(names.join(", ")));
            }
        });
        written?;
        let Err(stop) = ended else { return Ok(outcome) };
        warn(&stop_text(&stop, audience, &setting.words).to_string());
        match stop {
            Stop::OpenConflicts(_) | Stop::NewConflicts(_) => Ok(Outcome::Found),
            _ => Ok(Outcome::CouldNot),
        }
    }
}

//! `side`: a session in a second terminal, for the facilitator: own notes, the question now and the next, the minutes left.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use crate::domain::problem::Unread;
use crate::i18n::Words;
use crate::tui::model::Context;
use crate::tui::terminal::{SideError, run_side};

use crate::cli::failure::Failure;
use crate::cli::files::files_at;
use crate::cli::out::Out;
use crate::cli::setting::{Outcome, Setting};
use crate::cli::theme;

#[derive(Debug, Args)]
pub(in crate::cli) struct SideArgs {
    file: PathBuf,
    #[arg(long)]
    theme: Option<String>,
}

impl SideArgs {
    pub(super) fn run(&self, setting: &Setting, _: &mut Out) -> Result<Outcome, Failure> {
        if let Err(trouble) = files_at(&self.file) {
            return Err(Failure::File(self.file.clone(), trouble));
        }
        let styles = theme::styles(self.theme.as_deref(), setting)?;
        let words = Words::load(setting.language).map_err(Failure::Content)?;
        let context = Arc::new(Context { words, guide: setting.guide()? });
        match run_side(&context, &styles, &self.file, Arc::clone(&setting.tell_broken)) {
            Ok(()) => Ok(Outcome::Fine),
            Err(SideError::Unread(Unread::Trouble(trouble))) => Err(Failure::File(self.file.clone(), trouble)),
            Err(SideError::Unread(Unread::Problem(problem))) => {
                Err(Failure::Session(self.file.clone(), problem.into()))
            }
            Err(SideError::Screen(error)) => Err(Failure::Screen(error)),
        }
    }
}

//! `guide`: how an evening is led, to read or to print.

use std::path::PathBuf;

use clap::Args;

use crate::exchange::form::OutputForm;
use crate::exchange::leaflet::leaflet;
use crate::exchange::render::plain::plain;
use crate::store::safety::output::{NotWritten, write};

use crate::cli::failure::Failure;
use crate::cli::out::Out;
use crate::cli::setting::{Outcome, Setting};

use super::report::no_form;

#[derive(Debug, Args)]
pub(in crate::cli) struct GuideArgs {
    #[arg(id = "guide_out", short = 'o', long = "out")]
    guide_out: Option<PathBuf>,
}

impl GuideArgs {
    pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
        let guide = setting.guide()?;
        let document = leaflet(guide.leading_page());
        let Some(path) = &self.guide_out else {
            out.lines(&plain(&document))?;
            return Ok(Outcome::Fine);
        };
        let form = OutputForm::of(path);
        let made = form.and_then(|form| form.of_document(&document, setting.language.code(), &setting.words));
        let contents = made.ok_or_else(|| no_form(path, &OutputForm::OF_DOCUMENTS))?;
        match write(path, &contents, &|there| form.is_some_and(|form| form.is_marked(there))) {
            Ok(()) => out.line(&setting.words.outgoing.written(path.display()))?,
            Err(NotWritten::NotOurs) => return Err(Failure::NotOurs(path.clone())),
            Err(NotWritten::Disk(trouble)) => return Err(Failure::File(path.clone(), trouble)),
        }
        Ok(Outcome::Fine)
    }
}

//! `show`: a whole session as plain text, the same on every day and machine, so that git can compare two of them.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::exchange::compared::compared;
use crate::exchange::document::Document;
use crate::exchange::outgoing::Outgoing;
use crate::exchange::render::plain::plain;
use crate::exchange::whole::{step_named, whole, whole_step};
use crate::guide::Guide;
use crate::store::scan::folder::folder_of;
use crate::store::scan::rounds::earlier;
use crate::telling::personal::on_a_wall;

use crate::cli::failure::Failure;
use crate::cli::files::read_session;
use crate::cli::out::Out;
use crate::cli::setting::{Outcome, Setting};

#[derive(Debug, Args)]
pub(in crate::cli) struct ShowArgs {
    file: PathBuf,
    #[arg(long)]
    step: Option<String>,
    #[arg(long, conflicts_with = "step")]
    rounds: bool,
    #[arg(long)]
    private: bool,
}

impl ShowArgs {
    pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
        if self.rounds {
            return rounds(&self.file, setting, out);
        }
        let session =
            Outgoing::for_the_team(&on_a_wall(read_session(&self.file)?, &setting.words.outgoing), self.private);
        let guide = setting.guide()?;
        let document = match self.step.as_deref() {
            None => whole(&session, &guide, &setting.words),
            Some(name) => {
                let step = step_named(&guide, name).ok_or_else(|| no_step(name, &guide))?;
                whole_step(&session, &guide, &setting.words, step)
            }
        };
        show(&document, out)
    }
}

fn show(document: &Document, out: &mut Out) -> Result<Outcome, Failure> {
    out.lines(&plain(document))?;
    Ok(Outcome::Fine)
}

/// The goals and the spider web beside those of the rounds before, as far as those are in the same folder.
fn rounds(file: &Path, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
    let session = on_a_wall(read_session(file)?, &setting.words.outgoing);
    let earlier = earlier(&folder_of(file), &session.id, session.previous().cloned());
    show(&compared(&session, &earlier, &setting.words), out)
}

fn no_step(name: &str, guide: &Guide) -> Failure {
    let names = (0..guide.structure.steps.len()).map(|step| guide.step_text(step).name.to_lowercase());
    let options = format!("0-{}, {}", guide.structure.steps.len() - 1, names.collect::<Vec<_>>().join(", "));
    Failure::NoStep { found: name.to_owned(), options }
}

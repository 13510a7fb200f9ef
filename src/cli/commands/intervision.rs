//! `intervision`: what neighbourhoods can learn from each other, under the ambition of their region.

use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::Args;

use crate::overview::{intervision, learned};
use crate::store::region::{REGION_FILE, Region};
use crate::store::scan::folder::FolderFiles;
use crate::store::scan::many::each_file;
use crate::telling::personal::on_a_wall;

use crate::cli::failure::Failure;
use crate::cli::files::{files_at, read_session};
use crate::cli::out::{Out, warn, warn_of_nothing};
use crate::cli::setting::{Outcome, Setting};

#[derive(Debug, Args)]
pub(in crate::cli) struct IntervisionArgs {
    session_path: PathBuf,
}

impl IntervisionArgs {
    pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
        let guide = setting.guide()?;
        let path = &self.session_path;
        let FolderFiles { files, closed } = files_at(path).map_err(|trouble| Failure::File(path.clone(), trouble))?;
        if files.is_empty() && closed.is_empty() {
            warn_of_nothing(path, &setting.words);
            return Ok(Outcome::Fine);
        }
        let sentences = setting.sentences(&guide);
        let mut outcome = Outcome::Fine;
        for (folder, trouble) in closed {
            warn(&Failure::File(folder, trouble).text(Some(&setting.words)));
            outcome = Outcome::Found;
        }
        let mut all = Vec::new();
        let look = |file: &std::path::Path| {
            read_session(file).map(|session| learned(&on_a_wall(session, &setting.words.outgoing), &sentences))
        };
        let _: ControlFlow<()> = each_file(&files, look, |seen| {
            match seen {
                Ok(learned) => all.push(learned),
                Err(failure) => {
                    warn(&failure.text(Some(&setting.words)));
                    outcome = Outcome::Found;
                }
            }
            ControlFlow::Continue(())
        });
        let region = Region::of(path).unwrap_or_else(|line| {
            let line = line.map(|line| format!(":{line}")).unwrap_or_default();
            let file = format!("{}{line}", path.join(REGION_FILE).display());
            warn(&setting.words.overview.intervision.bad_region(file));
            outcome = Outcome::Found;
            None
        });
        for line in intervision(&all, region.as_ref(), &sentences) {
            out.line(&line)?;
        }
        Ok(outcome)
    }
}

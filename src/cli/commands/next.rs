//! `next`: a new round, in a file of its own beside that of the round before.

use std::path::PathBuf;

use clap::Args;

use crate::domain::carried::came_along;
use crate::domain::hidden::Veil;
use crate::domain::id::IdSource;
use crate::domain::problem::Trouble;
use crate::git::merging::write_new;
use crate::i18n::dates::parse_date;
use crate::store::form::text::print;
use crate::store::local_time;
use crate::store::scan::folder::{folder_of, slug};
use crate::store::scan::rounds::following;
use crate::telling::sentences::Sentences;

use crate::cli::failure::Failure;
use crate::cli::files::read_session;
use crate::cli::out::{Out, warn};
use crate::cli::setting::{Outcome, Setting};

use super::new::with_ending;

#[derive(Debug, Args)]
pub(in crate::cli) struct NextArgs {
    file: PathBuf,
    #[arg(short, long)]
    out: Option<PathBuf>,
    #[arg(long = "date")]
    next_date: Option<String>,
}

impl NextArgs {
    pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
        let words = &setting.words;
        let file = &self.file;
        let date = self.next_date.as_deref().map(|text| {
            let date = parse_date(text, local_time::now().date(), words);
            date.ok_or_else(|| Failure::NoDate(text.to_owned()))
        });
        let date = date.transpose()?;
        let session = read_session(file)?;
        if !session.conflicts.is_empty() {
            return Err(Failure::OpenConflicts(file.clone()));
        }
        let guide = setting.guide()?;
        let seed = getrandom::u64().map_err(|_| Failure::File(file.clone(), Trouble::Other))?;
        let today = Some(local_time::now().date());
        let sentences = Sentences { words, guide: &guide, today, veil: Veil::default() };
        let next = sentences.next_round(&session, &mut IdSource::new(seed), date);
        let beside = || {
            let name = &*session.the_neighbourhood().name;
            let name = match date {
                Some(date) => format!("{name}-{date}"),
                None => words.git.next.named(name, next.round()),
            };
            folder_of(file).join(format!("{}.ron", slug(&name)))
        };
        let path = self.out.clone().map_or_else(beside, with_ending);
        // Those that are there before this one is.
        let others = following(&folder_of(file), &session.id);
        write_new(&path, &print(&next)).map_err(|trouble| Failure::File(path.clone(), trouble))?;
        for (path, _) in others {
            warn(&words.git.next.is_there(path.display()));
        }
        let open = came_along(&next).len();
        out.line(&words.git.next.made(path.display(), next.round(), open))?;
        Ok(Outcome::Fine)
    }
}

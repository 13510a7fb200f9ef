//! `new`: a file for a session that is to begin.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::Args;

use crate::domain::begin::{Beginning, begun};
use crate::domain::id::IdSource;
use crate::domain::problem::Trouble;
use crate::domain::record::Meaning;
use crate::domain::safe_text::typed;
use crate::git::merging::write_new;
use crate::i18n::dates::parse_date;
use crate::i18n::numbers::{Unit, parse_whole};
use crate::store::form::text::print;
use crate::store::local_time;

use crate::cli::failure::Failure;
use crate::cli::out::Out;
use crate::cli::setting::{Outcome, Setting};

#[derive(Debug, Args)]
pub(in crate::cli) struct NewArgs {
    file: PathBuf,
    #[arg(long)]
    neighbourhood: Option<String>,
    #[arg(long)]
    municipality: Option<String>,
    #[arg(long)]
    date: Option<String>,
    #[arg(long)]
    residents: Option<String>,
    #[arg(long)]
    place: Option<String>,
}

impl NewArgs {
    pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
        let words = &setting.words;
        let today = local_time::now().date();
        let date = match &self.date {
            None => today,
            Some(text) => parse_date(text, today, words).ok_or_else(|| Failure::NoDate(text.clone()))?,
        };
        let residents = self.residents.as_deref().map(|text| {
            parse_whole(text, &Unit::Declared(Meaning::People), words).ok_or_else(|| Failure::NoNumber(text.to_owned()))
        });
        let line =
            |text: &Option<String>| text.as_deref().map(|text| typed(text).replace('\n', " ")).unwrap_or_default();
        let (neighbourhood, municipality, place) =
            (line(&self.neighbourhood), line(&self.municipality), line(&self.place));
        let beginning = Beginning {
            neighbourhood: neighbourhood.trim(),
            municipality: municipality.trim(),
            residents: residents.transpose()?,
            date: Some(date),
            place: place.trim(),
            residents_group: &words.cli.groups.residents,
            professionals_group: &words.cli.groups.professionals,
        };
        let seed = getrandom::u64().map_err(|_| Failure::File(self.file.clone(), Trouble::Other))?;
        let path = with_ending(self.file.clone());
        let text = print(&begun(&mut IdSource::new(seed), &beginning));
        write_new(&path, &text).map_err(|trouble| Failure::File(path.clone(), trouble))?;
        out.line(&words.cli.made(path.display()))?;
        Ok(Outcome::Fine)
    }
}

/// The path with the ending by which a folder knows its sessions.
pub(super) fn with_ending(path: PathBuf) -> PathBuf {
    if path.extension() == Some(OsStr::new("ron")) { path } else { path.with_added_extension("ron") }
}

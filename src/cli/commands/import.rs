//! `import`: a file that people bring enters a session, or shows with `--dry-run` what would.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::domain::edit::apply_all;
use crate::domain::id::IdSource;
use crate::domain::problem::Trouble;
use crate::exchange::import::from_disk::brought_at;
use crate::exchange::import::preview::{ImportChoices, ImportKind};
use crate::exchange::import::{SHEET, prepare};
use crate::store::form::text::print;
use crate::telling::personal::veiled;

use crate::cli::failure::Failure;
use crate::cli::files::{read, rewrite};
use crate::cli::out::{Out, warn};
use crate::cli::setting::{Outcome, Setting};
use crate::store::local_time;

#[derive(Debug, Args)]
pub(in crate::cli) struct ImportArgs {
    brought: PathBuf,
    #[arg(long)]
    into: PathBuf,
    #[arg(long = "as", ignore_case = true, value_parser = ImportKind::ALL.map(ImportKind::word))]
    taken_as: Option<String>,
    #[arg(long)]
    sheet: Option<String>,
    #[arg(long)]
    area: Option<String>,
    #[arg(long)]
    choose: Vec<String>,
    #[arg(long)]
    map: Vec<String>,
    #[arg(long)]
    dry_run: bool,
}

impl ImportArgs {
    pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
        let words = &setting.words;
        let trouble = |path: &Path, trouble: Trouble| Failure::File(path.to_owned(), trouble);
        let found = read(&self.into).map_err(|it| trouble(&self.into, it))?;
        let mut session = found.session.map_err(|problem| Failure::Session(self.into.clone(), problem.into()))?;
        let seed = getrandom::u64().map_err(|_| trouble(&self.into, Trouble::Other))?;
        let choices = self.choices();
        let refused = |refusal| Failure::NotImported(self.brought.clone(), refusal);
        let prepared = brought_at(&self.brought)
            .map_err(|error| trouble(&self.brought, error.into()))?
            .and_then(|brought| {
                let today = local_time::now().date();
                prepare(&brought, &session, &choices, &mut IdSource::new(seed), today, words)
            })
            .and_then(|prepared| prepared.heard(&choices, words).map(|()| prepared))
            .map_err(refused)?;
        if prepared.is_ready() {
            apply_all(&mut session, &prepared.edits).map_err(|_| refused(prepared.too_much()))?;
        }
        if self.sheet.is_none() && prepared.preview.asks.iter().any(|ask| ask.key == SHEET) {
            warn(&words.import.by_sheet);
        }
        if self.dry_run || !prepared.is_ready() {
            for row in prepared.preview.rows(words) {
                let indent = if row.part.is_heading() { "" } else { "  " };
                out.line(&veiled(format!("{indent}{}", row.text), &words.outgoing))?;
            }
            let open = prepared.preview.asks.iter().find(|ask| ask.chosen.is_none());
            match open {
                None => out.line(&words.import.dry_run)?,
                Some(ask) if ask.key == "area" => out.line(&words.import.asked("--area"))?,
                Some(ask) => out.line(&words.import.asked(format!("--choose \"{}=…\"", ask.key)))?,
            }
            return Ok(if prepared.is_ready() { Outcome::Fine } else { Outcome::Found });
        }
        if !prepared.edits.is_empty() {
            rewrite(&self.into, &print(&session), found.bytes, words)?;
        }
        prepared.preview.notes.into_iter().for_each(|note| warn(&veiled(note, &words.outgoing)));
        out.line(&prepared.receipt)?;
        Ok(Outcome::Fine)
    }

    fn choices(&self) -> ImportChoices {
        let pair = |text: &String| {
            let (name, value) = text.rsplit_once('=').unwrap_or((text, ""));
            (name.trim().to_owned(), value.trim().to_owned())
        };
        let area = self.area.iter().map(|area| ("area".to_owned(), area.clone()));
        let sheet = self.sheet.iter().map(|sheet| (SHEET.to_owned(), sheet.clone()));
        ImportChoices {
            kind: ImportKind::ALL
                .into_iter()
                .find(|kind| self.taken_as.as_ref().is_some_and(|word| word.eq_ignore_ascii_case(kind.word()))),
            answers: area.chain(sheet).chain(self.choose.iter().map(pair)).collect(),
            columns: self.map.iter().map(pair).collect(),
        }
    }
}

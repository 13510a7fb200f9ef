//! `overview`: what is open in many sessions, as a matrix. Rows that cannot be read say why; the others stand.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Zoned;
use jiff::civil::Date;

use crate::guide::Guide;
use crate::i18n::fill;
use crate::overview::{
    Checklist, Detail, Filter, Row, Sort, csv, json, matrix, newest_rounds, read_rows, sort, table, totals,
};
use crate::store::disk::DiskError;

use crate::cli::failure::Failure;
use crate::cli::folders::MEMORIES;
use crate::cli::out::{Out, warn};
use crate::cli::setting::{Outcome, Setting};

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(in crate::cli) struct OverviewArgs {
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[arg(long)]
    items: bool,
    #[arg(long)]
    json: bool,
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    #[arg(long)]
    open: Option<String>,
    #[arg(long)]
    overdue: bool,
    #[arg(long)]
    no_owner: bool,
    #[arg(long)]
    no_baseline: bool,
    #[arg(id = "of_municipality", long = "municipality")]
    of_municipality: Option<String>,
    #[arg(long)]
    all_rounds: bool,
    #[arg(long, value_parser = Sort::ALL.map(Sort::name))]
    sort: Option<String>,
}

impl OverviewArgs {
    pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
        let guide = setting.guide()?;
        let checklist = Checklist::of(&guide.structure);
        let filter = filter(self, &checklist)?;
        for path in &self.paths {
            reachable(path)?;
        }
        let today = Zoned::now().date();
        let rows = read(&self.paths, &guide, setting);
        let shown = chosen(&rows, &filter, self, today);
        let totals = totals(shown.iter().copied(), today);
        let detail = if self.items { Detail::Items } else { Detail::Sections };
        if self.json {
            out.json(&json(&shown, &totals, &checklist, today, &setting.words))?;
        } else {
            let table = table(&shown, &totals, &checklist, detail, today, &setting.words);
            if self.csv {
                out.made_for_a_program(csv(&table).as_bytes())?;
            } else {
                let words = &setting.words.overview;
                out.made_for_a_program(matrix(&table).as_bytes())?;
                out.line("")?;
                out.line(if self.items { &words.legend_items } else { &words.legend_sections })?;
            }
        }
        let unread = rows.iter().filter(|row| row.content.is_err()).count();
        if unread == 0 {
            return Ok(Outcome::Fine);
        }
        let words = &setting.words.overview;
        warn(&fill(
            if unread == 1 { &words.one_unread } else { &words.some_unread },
            &[("count", &unread.to_string())],
        ));
        Ok(Outcome::Found)
    }
}

/// Nothing, if there is something to read at a path.
fn reachable(path: &Path) -> Result<(), Failure> {
    let found = fs::metadata(path).and_then(|found| if found.is_dir() { fs::read_dir(path).map(drop) } else { Ok(()) });
    found.map_err(|error| Failure::File(path.to_owned(), DiskError::from(error).into()))
}

/// What a row must hold, from what was asked.
fn filter(asked: &OverviewArgs, checklist: &Checklist) -> Result<Filter, Failure> {
    let position = |number: &String| {
        checklist
            .position(number.trim())
            .ok_or_else(|| Failure::NoItem { found: number.clone(), options: checklist.numbers.join(", ") })
    };
    Ok(Filter {
        open_item: asked.open.as_ref().map(position).transpose()?,
        overdue: asked.overdue,
        no_owner: asked.no_owner,
        no_baseline: asked.no_baseline,
        municipality: asked.of_municipality.clone().unwrap_or_default(),
        words: String::new(),
    })
}

/// All session files at these paths.
fn read(paths: &[PathBuf], guide: &Guide, setting: &Setting) -> Vec<Row> {
    let memory = setting.folders.cache.as_ref().map(|cache| cache.join(MEMORIES));
    let mut rows = Vec::new();
    for path in paths {
        read_rows(path, &guide.structure, memory.as_deref(), |row| {
            rows.push(row);
            ControlFlow::Continue(())
        });
    }
    if paths.len() > 1 {
        // A file that is reached along two ways is one session.
        rows.sort_by(|one, other| one.path.cmp(&other.path));
        rows.dedup_by(|one, other| one.path == other.path);
    }
    rows
}

/// The rows that are shown, in order.
fn chosen<'row>(rows: &'row [Row], filter: &Filter, asked: &OverviewArgs, today: Date) -> Vec<&'row Row> {
    let counts = if asked.all_rounds { vec![true; rows.len()] } else { newest_rounds(rows) };
    let fits = |number: &usize| counts[*number] && filter.fits(&rows[*number], today);
    let mut numbers: Vec<usize> = (0..rows.len()).filter(fits).collect();
    let by = Sort::ALL.into_iter().find(|sort| Some(sort.name()) == asked.sort.as_deref()).unwrap_or_default();
    sort(rows, &mut numbers, by, today);
    numbers.into_iter().map(|number| &rows[number]).collect()
}

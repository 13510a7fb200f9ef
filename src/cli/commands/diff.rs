//! `diff`: what changed from one session to another, in sentences, under the steps of the guide.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::domain::diff::diff;
use crate::domain::edit::Edit;
use crate::domain::id::Id;
use crate::domain::in_order::sort_by_key;
use crate::domain::newest::folded;
use crate::domain::record::Record;
use crate::domain::session::{Item, Section, Session};
use crate::domain::value::Value;
use crate::guide::place::step_of;
use crate::i18n::Words;
use crate::telling::changes::tell_changes;

use crate::cli::failure::Failure;
use crate::cli::files::read_session;
use crate::cli::out::Out;
use crate::cli::setting::{Outcome, Setting};

/// A difference, for other programs.
#[derive(Serialize)]
struct Difference {
    step: String,
    change: &'static str,
    section: &'static str,
    item: Option<String>,
    field: Option<&'static str>,
    text: String,
    #[serde(skip)]
    number: usize,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct DiffArgs {
    old: PathBuf,
    new: PathBuf,
    #[arg(long)]
    json: bool,
}

impl DiffArgs {
    pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
        let (old, new) = (read_session(&self.old)?, read_session(&self.new)?);
        let old = if old.id == new.id { old } else { in_cells_of(old, &new) };
        let edits = diff(&old, &new);
        let guide = setting.guide()?;
        let sentences = tell_changes(&setting.sentences(&guide), &old, &edits);
        let mut differences = of_the_whole(&old, &new, &guide.structure.steps[0].id, &setting.words);
        let of_edits = edits.iter().zip(sentences).map(|(edit, text)| {
            let number = step_of(&guide.structure, edit);
            difference(edit, number, guide.structure.steps[number].id.clone(), text)
        });
        differences.extend(of_edits);
        sort_by_key(&mut differences, |difference| difference.number);
        let names = (0..guide.structure.steps.len()).map(|number| match number {
            0 => guide.step_text(0).name.clone(),
            number => format!("{number} {}", guide.step_text(number).name),
        });
        let names: Vec<String> = names.collect();
        if self.json {
            let lines: Vec<String> =
                differences.iter().filter_map(|difference| serde_json::to_string(difference).ok()).collect();
            let lines = if lines.is_empty() { String::new() } else { format!("\n{}\n", lines.join(",\n")) };
            out.json(&format!("[{lines}]"))?;
        } else {
            let mut under = None;
            for difference in &differences {
                if under != Some(difference.number) {
                    out.line(&names[difference.number])?;
                    under = Some(difference.number);
                }
                out.line(&format!("  {}", difference.text))?;
            }
        }
        Ok(if differences.is_empty() { Outcome::Fine } else { Outcome::Found })
    }
}

/// A session with the ids of another in the grids, where the same cell is filled in: of two rounds each has its own.
fn in_cells_of(mut old: Session, new: &Session) -> Session {
    for &section in Section::ALL {
        let Some(pair) = section.kind().pair else { continue };
        let cell = |record: &dyn Record| pair.map(|field| record.value(field));
        let is_free = |id: &Id| old.find(section, id).is_none();
        let cells = new.table(section).records().map(|record| (cell(record), record.id()));
        let mut cells: Vec<([Value; 2], &Id)> = cells.filter(|(_, id)| is_free(id)).collect();
        let table = old.table_mut(section);
        for at in 0..table.len() {
            let Some((there, values)) = table.get(at).map(|record| (cell(record), record.values())) else { continue };
            let Some(same) = cells.iter().position(|(cell, _)| *cell == there) else { continue };
            // Of two items in one cell only one can have its id.
            let (_, id) = cells.remove(same);
            table.remove(at);
            table.insert(at, Item { id: id.clone(), values }).ok();
        }
    }
    old
}

/// What differs beside the items.
fn of_the_whole(old: &Session, new: &Session, step: &str, words: &Words) -> Vec<Difference> {
    let words = &words.git.diff;
    let whole = |field, text| Difference {
        step: step.to_owned(),
        change: "set",
        section: "session",
        item: None,
        field: Some(field),
        text,
        number: 0,
    };
    let mut differences = Vec::new();
    if old.id != new.id {
        let place = |session: &Session| {
            let place = session.the_neighbourhood();
            [folded(&place.name), folded(&place.municipality)]
        };
        let are_rounds = new.previous() == Some(&old.id) || place(old) == place(new) && old.round() != new.round();
        let text = if are_rounds { words.two_rounds(old.round(), new.round()) } else { words.other_session.clone() };
        differences.push(whole("id", text));
    }
    differences
}

fn difference(edit: &Edit, number: usize, step: String, text: String) -> Difference {
    let section = edit.section();
    let (change, field) = match edit {
        Edit::Set { place, .. } => ("set", section.kind().fields.get(place.field).map(|field| field.name)),
        Edit::Insert { .. } => ("insert", None),
        Edit::Remove { .. } => ("remove", None),
        Edit::Move { .. } => ("move", None),
    };
    Difference { step, change, section: section.name(), item: Some(edit.item().to_string()), field, text, number }
}

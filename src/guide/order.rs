//! A lens laid out for a session. It holds nothing of its own; a word that nothing stands under stays visible.

use crate::domain::id::Id;
use crate::domain::record::Record;
use crate::domain::session::{Section, Session};
use crate::domain::value::{Kind, Value};

use super::Structure;
use super::lens::{Lens, LensRows};
use super::names::SectionName;

/// A row of a lens.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LensRow {
    /// A word of a set, and how many items stand under it.
    Word(&'static str, &'static str, usize),
    /// A name of the lens.
    Named(String),
    /// A panel: its step and its place there.
    Panel(usize, usize),
    Item(Section, Id),
    /// An item that the one above it points at, and with which field.
    Tie(Section, usize, Id),
}

/// The rows of a lens for this session.
pub fn rows(structure: &Structure, lens: &Lens, session: &Session) -> Vec<LensRow> {
    match &lens.rows {
        LensRows::Words(set) => under_words(set, session),
        LensRows::Panels(names) => {
            let under = |(name, panels): &(String, Vec<String>)| {
                let panels = panels.iter().filter_map(|id| structure.find_panel(|panel| panel.id == *id));
                let rows = panels.map(|(step, panel)| LensRow::Panel(step, panel));
                [LensRow::Named(name.clone())].into_iter().chain(rows).collect::<Vec<_>>()
            };
            names.iter().flat_map(under).collect()
        }
        LensRows::Ties(SectionName(section)) => ties(*section, session),
    }
}

fn under_words(set: &str, session: &Session) -> Vec<LensRow> {
    let fields = Section::ALL.iter().flat_map(|&section| {
        let fields = section.kind().fields.iter().enumerate();
        fields.filter_map(move |(number, field)| match field.kind {
            Kind::Choice(choices) | Kind::Choices(choices) if choices.name == set => Some((section, number, choices)),
            _ => None,
        })
    });
    let fields: Vec<_> = fields.collect();
    let Some((_, _, choices)) = fields.first() else { return Vec::new() };
    let under = |word: &'static str| {
        let items = fields.iter().flat_map(|(section, field, _)| {
            let table = session.table(*section);
            let here = table.records().filter(|record| holds(*record, *field, word)).map(|record| record.id().clone());
            here.map(|id| LensRow::Item(*section, id)).collect::<Vec<_>>()
        });
        let items: Vec<LensRow> = items.collect();
        [LensRow::Word(choices.name, word, items.len())].into_iter().chain(items).collect::<Vec<_>>()
    };
    choices.options.iter().copied().flat_map(under).collect()
}

fn holds(record: &dyn Record, field: usize, word: &str) -> bool {
    match record.value(field) {
        Value::Choice(chosen) => chosen == word,
        Value::Set(chosen) => chosen.iter().any(|chosen| *chosen == *word),
        _ => false,
    }
}

fn ties(section: Section, session: &Session) -> Vec<LensRow> {
    let fields = section.kind().fields.iter().enumerate();
    let fields: Vec<usize> =
        fields.filter(|(_, field)| field.kind == Kind::Links(section)).map(|(number, _)| number).collect();
    let mut rows = Vec::new();
    for record in session.table(section).records() {
        rows.push(LensRow::Item(section, record.id().clone()));
        for &field in &fields {
            if let Value::Set(targets) = record.value(field) {
                rows.extend(targets.into_iter().map(|target| LensRow::Tie(section, field, Id::new(target))));
            }
        }
    }
    rows
}

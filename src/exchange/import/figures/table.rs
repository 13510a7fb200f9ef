//! A table of figures with its areas and slices found: who stands where, and which row holds what of whom.

use crate::domain::in_order::sort_by;
use std::collections::HashMap;

use super::areas::{Area, AreaKind, folded_area, is_larger_region, kind_of_code, kind_of_word, municipality_code};
use super::wide::{HeadRole, Wide, year_of_period};

/// Groups of people by the key that tables have for them.
const PEOPLE: [(&str, &str); 6] = [
    ("20300", "18 jaar of ouder"),
    ("53115", "18 tot 65 jaar"),
    ("80200", "65 jaar of ouder"),
    ("T001038", "Totaal"),
    ("T009002", "Totaal"),
    ("10000", "Totaal"),
];
/// What is read where nothing else is chosen, the best first.
const USUAL_PEOPLE: [&str; 4] = ["18 jaar of ouder", "19 jaar of ouder", "Totaal", ""];
/// The value itself, and not one end of what it may be.
const VALUES: [&str; 3] = ["MW00000", "Waarde", ""];
/// Rows that are no area.
const NO_AREAS: [&str; 3] = ["onbekend", "buitenland", "totaal"];

/// Which part of a table is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct FigureSlot {
    area: usize,
    people: usize,
    year: Option<u32>,
}

/// A table with its areas and slices found.
#[derive(Debug)]
pub(super) struct FigureTable {
    pub(super) wide: Wide,
    pub(super) areas: Vec<Area>,
    /// Its groups of people, in words.
    pub(super) people: Vec<String>,
    /// Its years, the newest first.
    pub(super) years: Vec<u32>,
    rows: HashMap<FigureSlot, usize>,
    /// Lines that say something else of what an earlier line told.
    pub(super) conflicting: Vec<(usize, usize)>,
    /// How many rows are about larger regions, or about nothing that is known.
    pub(super) skipped: usize,
}

impl FigureTable {
    /// Finds the areas and slices of a table.
    pub(super) fn of(wide: Wide) -> Self {
        let column = |role| wide.column(role);
        let (code, name, kind) = (column(HeadRole::Code), column(HeadRole::Name), column(HeadRole::Kind));
        let (municipality, people) = (column(HeadRole::Municipality), column(HeadRole::People));
        let (margin, period) = (column(HeadRole::Margin), column(HeadRole::Period));
        let mut table = Self {
            areas: Vec::new(),
            people: Vec::new(),
            years: if wide.shape.has_a_year_for_each() {
                Vec::new()
            } else {
                wide.heads.iter().filter_map(|head| head.year).collect()
            },
            rows: HashMap::new(),
            conflicting: Vec::new(),
            skipped: 0,
            wide,
        };
        let (mut areas, mut groups): (HashMap<String, usize>, HashMap<String, usize>) = Default::default();
        for row in table.wide.rows() {
            let cell = |column: Option<usize>| column.map_or("", |column| table.wide.sheet.cell(row, column));
            let (code, name) = (cell(code), cell(name));
            let said = kind_of_word(cell(kind));
            let is_known = kind_of_code(code).is_some() || code.is_empty() || code == name;
            let is_area = !is_larger_region(code) && is_known && !NO_AREAS.contains(&folded_area(name).as_str());
            if !is_area || code.is_empty() && name.is_empty() && said.is_none() || !VALUES.contains(&cell(margin)) {
                table.skipped += usize::from(VALUES.contains(&cell(margin)));
                continue;
            }
            let area = Area {
                code: code.to_owned(),
                name: name.to_owned(),
                municipality: cell(municipality).to_owned(),
                said: said.or_else(|| {
                    let is_of = table.wide.is_of_municipalities && folded_area(name) != "nederland";
                    is_of.then_some(AreaKind::Municipality)
                }),
            };
            let key = if code.is_empty() { format!("{} {:?}", folded_area(name), area.said) } else { code.to_owned() };
            let people = cell(people).to_owned();
            let year = year_of_period(cell(period));
            let area = *areas.entry(key).or_insert_with(|| {
                table.areas.push(area);
                table.areas.len() - 1
            });
            table.enter(row, area, &people, year, &mut groups);
        }
        sort_by(&mut table.years, |one, other| other.cmp(one));
        table.years.dedup();
        table
    }

    fn enter(&mut self, row: usize, area: usize, people: &str, year: Option<u32>, groups: &mut HashMap<String, usize>) {
        let people = PEOPLE.iter().find(|(key, _)| *key == people).map_or(people, |(_, words)| words);
        let people = *groups.entry(people.to_owned()).or_insert_with(|| {
            self.people.push(people.to_owned());
            self.people.len() - 1
        });
        self.years.extend(year.filter(|year| self.years.last() != Some(year)));
        let slot = FigureSlot { area, people, year };
        match self.rows.get(&slot) {
            None => _ = self.rows.insert(slot, row),
            Some(known) => {
                let sheet = &self.wide.sheet;
                let measures = || self.wide.heads.iter().enumerate().filter(|(_, head)| head.role == HeadRole::Measure);
                if measures().any(|(column, _)| sheet.cell(*known, column) != sheet.cell(row, column)) {
                    self.conflicting.push((sheet.line(*known), sheet.line(row)));
                }
            }
        }
    }

    /// The row of an area and a group of people, in a year; where heads tell the years, in any.
    pub(super) fn row(&self, area: usize, people: usize, year: Option<u32>) -> Option<usize> {
        let in_year = self.rows.get(&FigureSlot { area, people, year });
        in_year.or_else(|| self.rows.get(&FigureSlot { area, people, year: None })).copied()
    }

    /// The group of people that is read where nothing is chosen.
    pub(super) fn usual_people(&self) -> usize {
        let usual = USUAL_PEOPLE.iter().find_map(|usual| self.people.iter().position(|known| known == usual));
        usual.unwrap_or(0)
    }

    /// The area of the country.
    pub(super) fn country(&self) -> Option<usize> {
        self.areas.iter().position(|area| area.kind() == AreaKind::Country)
    }

    /// The municipality that an area lies in, by its code, by what the table says, or by its name.
    pub(super) fn municipality_of(&self, focus: usize, name: &str) -> Option<usize> {
        let area = &self.areas[focus];
        if let Some(code) = municipality_code(&area.code) {
            return self.areas.iter().position(|other| other.code == code);
        }
        let names = [area.municipality.as_str(), name].map(folded_area);
        let is_it = |other: &Area| {
            matches!(other.kind(), AreaKind::Municipality | AreaKind::Unknown)
                && names.iter().any(|name| !name.is_empty() && *name == folded_area(&other.name))
        };
        let found = self.areas.iter().enumerate().position(|(number, other)| number != focus && is_it(other));
        found.or_else(|| self.areas.iter().position(|other| other.is_called(AreaKind::Municipality)))
    }
}

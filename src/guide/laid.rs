//! A grid laid out for a session: what stands along its sides, and where the value of each cell is.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::domain::grid::{CellPlace, along, key_text, together};
use crate::domain::id::Id;
use crate::domain::record::Record;
use crate::domain::records::meeting::Answer;
use crate::domain::session::{Section, Session};
use crate::domain::value::Value;

use super::grid::{GridColumns, GridRows, GridView};
use super::{List, Question, Structure};

/// A row of a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridRow {
    /// What it is about: an item, a word, a place.
    pub key: Value,
    /// Its record, where each record has a row.
    pub item: Option<Id>,
}

/// A column of a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridColumn {
    /// The section of its cells.
    pub section: Section,
    /// The field that its cells show.
    pub field: usize,
    /// What it is about, where it is one of several alike: a field, and what that holds.
    pub key: Option<(usize, Value)>,
    /// The question, by its id, of which its cells are answers.
    pub question: Option<String>,
}

/// Records by the keys of their row and column.
type CellRecords<'session> = HashMap<(String, String), Vec<&'session dyn Record>>;

/// A grid for a session.
pub struct Laid<'session> {
    /// The declaration.
    pub grid: &'session GridView,
    /// The rows.
    pub rows: Vec<GridRow>,
    /// The columns.
    pub columns: Vec<GridColumn>,
    session: &'session Session,
    cells: OnceCell<CellRecords<'session>>,
}

impl<'session> Laid<'session> {
    /// A grid for this session.
    #[must_use]
    pub fn new(grid: &'session GridView, structure: &Structure, session: &'session Session) -> Self {
        let columns: Vec<GridColumn> =
            grid.columns.iter().flat_map(|part| lay_columns(grid, part, structure, session)).collect();
        let rows = lay_rows(grid, session);
        Self { grid, session, rows, columns, cells: OnceCell::new() }
    }

    /// The records of all cells, by the keys of their row and column: gathered when a cell is first looked into.
    fn cells(&self) -> &CellRecords<'session> {
        self.cells.get_or_init(|| {
            let (grid, rows, columns) = (self.grid, &self.rows, &self.columns);
            let session = self.session;
            let mut cells = CellRecords::new();
            let keys = match (&grid.rows, columns.iter().find_map(|column| column.key.as_ref())) {
                (GridRows::By(row), Some((column, _))) => Some((*row, *column)),
                _ => None,
            };
            if let Some((row, column)) = keys {
                let row_keys: HashSet<String> = rows.iter().map(|row| key_text(&row.key)).collect();
                let of_column = |column: &GridColumn| column.key.as_ref().map(|(_, key)| key_text(key));
                let column_keys: HashSet<String> = columns.iter().filter_map(of_column).collect();
                let table = session.table(grid.section);
                for record in table.records() {
                    // What belongs to no row or column that is known stands in those of nothing.
                    let at = |field: usize, known: &HashSet<String>| {
                        Some(key_text(&record.value(field))).filter(|key| known.contains(key)).unwrap_or_default()
                    };
                    cells.entry((at(row, &row_keys), at(column, &column_keys))).or_default().push(record);
                }
            }
            cells
        })
    }

    /// Where the value of a cell stands.
    #[must_use]
    pub fn place(&self, row: usize, column: usize) -> Option<CellPlace> {
        let (row, column) = (self.rows.get(row)?, self.columns.get(column)?);
        let place = |keys: Vec<(usize, Value)>, item: Option<Id>| CellPlace {
            section: column.section,
            keys,
            item,
            field: column.field,
        };
        let about = || if let Value::Link(id) = &row.key { Some(id.clone()) } else { None };
        if let Some(question) = &column.question {
            return Some(place(Vec::new(), Some(Id::new(format!("{question}@{}", about()?)))));
        }
        if column.section != self.grid.section {
            return Some(place(Vec::new(), Some(about()?)));
        }
        let mut keys = match self.grid.rows {
            GridRows::By(field) | GridRows::Each(field) => vec![(field, row.key.clone())],
            GridRows::Of(_) => Vec::new(),
        };
        keys.extend(column.key.clone());
        Some(place(keys, row.item.clone()))
    }

    /// The records of a cell.
    #[must_use]
    pub fn records(&self, row: usize, column: usize) -> Vec<&'session dyn Record> {
        if let (GridRows::By(_), Some((_, key))) =
            (&self.grid.rows, self.columns.get(column).and_then(|it| it.key.as_ref()))
        {
            let Some(row) = self.rows.get(row) else { return Vec::new() };
            return self.cells().get(&(key_text(&row.key), key_text(key))).cloned().unwrap_or_default();
        }
        self.place(row, column).map_or_else(Vec::new, |place| place.records(self.session))
    }

    /// The value of a cell.
    #[must_use]
    pub fn value(&self, row: usize, column: usize) -> Value {
        let field = self.columns.get(column).map_or(0, |column| column.field);
        together(&self.records(row, column), field)
    }

    /// How many cells there are, and in how many something stands.
    #[must_use]
    pub fn filled(&self) -> (usize, usize) {
        self.places().fold((0, 0), |(filled, total), (row, column)| {
            (filled + usize::from(!self.value(row, column).is_empty()), total + 1)
        })
    }

    /// All cells, by their row and column.
    fn places(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let columns = self.columns.len();
        (0..self.rows.len()).flat_map(move |row| (0..columns).map(move |column| (row, column)))
    }

    /// The cell of this very field of an item; of an item that is not there yet, the cell that would make it.
    #[must_use]
    pub fn find_field(&self, section: Section, item: &Id, field: usize) -> Option<(usize, usize)> {
        let is_field = |(_, column): &(usize, usize)| {
            (self.columns[*column].section, self.columns[*column].field) == (section, field)
        };
        let holds =
            |(row, column): &(usize, usize)| self.records(*row, *column).iter().any(|record| record.id() == item);
        let all = || self.places().filter(is_field);
        all().find(holds).or_else(|| all().find(|cell| self.would_hold(*cell, item)))
    }

    /// The cell of which the record would have this id.
    #[must_use]
    pub fn find_empty(&self, item: &Id) -> Option<(usize, usize)> {
        self.places().find(|cell| self.would_hold(*cell, item))
    }

    fn would_hold(&self, (row, column): (usize, usize), item: &Id) -> bool {
        self.place(row, column).is_some_and(|place| place.item.is_none() && place.own_id() == *item)
    }

    /// The cell in which an item stands, and a field of it.
    #[must_use]
    pub fn find(&self, section: Section, item: &Id, field: Option<usize>) -> Option<(usize, usize)> {
        let all = || self.places();
        let is_here = |(row, column): &(usize, usize)| {
            self.columns[*column].section == section
                && self.records(*row, *column).iter().any(|record| record.id() == item)
        };
        let is_field = |(_, column): &(usize, usize)| field.is_none_or(|field| self.columns[*column].field == field);
        all().filter(is_field).find(is_here).or_else(|| all().find(is_here))
    }
}

fn lay_rows(grid: &GridView, session: &Session) -> Vec<GridRow> {
    match grid.rows {
        GridRows::By(field) => {
            let keys = along(session, grid.section, field).into_iter();
            keys.map(|key| GridRow { key, item: None }).collect()
        }
        GridRows::Of(items) => {
            let table = session.table(items);
            table.records().map(|item| GridRow { key: Value::Link(item.id().clone()), item: None }).collect()
        }
        GridRows::Each(field) => {
            let table = session.table(grid.section);
            let row = |key: &Value| {
                let of_key = table.records().filter(|record| key_text(&record.value(field)) == key_text(key));
                let mut rows: Vec<GridRow> =
                    of_key.map(|record| GridRow { key: key.clone(), item: Some(record.id().clone()) }).collect();
                if rows.is_empty() {
                    rows.push(GridRow { key: key.clone(), item: None });
                }
                rows
            };
            along(session, grid.section, field).iter().flat_map(row).collect()
        }
    }
}

fn lay_columns(grid: &GridView, columns: &GridColumns, structure: &Structure, session: &Session) -> Vec<GridColumn> {
    let column = |section, field| GridColumn { section, field, key: None, question: None };
    match columns {
        GridColumns::By(key, cell) => {
            let keys = along(session, grid.section, *key).into_iter();
            keys.map(|value| GridColumn { key: Some((*key, value)), ..column(grid.section, *cell) }).collect()
        }
        GridColumns::Fields(fields) => fields.iter().map(|field| column(grid.section, *field)).collect(),
        GridColumns::Own(section, fields) => fields.iter().map(|field| column(*section, *field)).collect(),
        GridColumns::Questions(list) => {
            let questions = structure.list(list).into_iter().flat_map(List::questions);
            let of = |question: &Question| GridColumn {
                question: Some(question.id.clone()),
                ..column(Section::Answers, Answer::status)
            };
            questions.map(of).collect()
        }
    }
}

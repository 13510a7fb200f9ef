//! A grid laid out for a session: what stands along its sides, and where the value of each cell is.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::domain::grid::{CellPlace, along, key_text, together};
use crate::domain::id::Id;
use crate::domain::record::Record;
use crate::domain::records::meeting::Answer;
use crate::domain::session::{Section, Session};
use crate::domain::value::{Kind, Value};

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
    /// The round before this one to which its cells belong, counted from the oldest; they can be read only.
    pub round: Option<usize>,
}

/// What stands along the sides of a grid.
#[derive(Clone, Debug)]
pub struct Sides {
    rows: Rc<[GridRow]>,
    columns: Rc<[GridColumn]>,
}

impl Sides {
    /// Of a grid for this session and the rounds before it.
    #[must_use]
    pub fn new(grid: &GridView, structure: &Structure, session: &Session, earlier: &[Session]) -> Self {
        let lay = |part| lay_columns(grid, part, structure, session, earlier);
        Self { rows: rows_of(grid, session).into(), columns: grid.columns.iter().flat_map(lay).collect() }
    }

    /// How many rows the grid has.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rows.len()
    }
}

/// What stands in a cell.
#[derive(Default)]
struct LaidCell<'session> {
    records: Vec<&'session dyn Record>,
    value: Value,
}

/// A grid for a session.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
pub struct Laid<'session> {
    pub grid: &'session GridView,
    pub rows: Rc<[GridRow]>,
    pub columns: Rc<[GridColumn]>,
    session: &'session Session,
    earlier: &'session [Session],
    cells: OnceCell<Vec<LaidCell<'session>>>,
}

impl<'session> Laid<'session> {
    /// A grid for this session.
    #[must_use]
    pub fn new(grid: &'session GridView, structure: &Structure, session: &'session Session) -> Self {
        Self::with_rounds(grid, structure, session, &[])
    }

    /// A grid for this session with what was measured in the rounds before it, oldest first.
    #[must_use]
    pub fn with_rounds(
        grid: &'session GridView,
        structure: &Structure,
        session: &'session Session,
        earlier: &'session [Session],
    ) -> Self {
        Self::of_sides(grid, session, earlier, Sides::new(grid, structure, session, earlier))
    }

    /// A grid of which it is known what stands along its sides.
    #[must_use]
    pub fn of_sides(
        grid: &'session GridView,
        session: &'session Session,
        earlier: &'session [Session],
        Sides { rows, columns }: Sides,
    ) -> Self {
        Self { grid, session, earlier, rows, columns, cells: OnceCell::new() }
    }

    /// The row and column of a cell by its number, in the order in which the cells are filled in.
    #[must_use]
    pub fn nth(&self, number: usize) -> (usize, usize) {
        let (rows, columns) = (self.rows.len().max(1), self.columns.len().max(1));
        if self.grid.down { (number % rows, number / rows) } else { (number / columns, number % columns) }
    }

    /// That number of the cell in this row and column.
    #[must_use]
    pub fn number(&self, row: usize, column: usize) -> usize {
        if self.grid.down { column * self.rows.len() + row } else { row * self.columns.len() + column }
    }

    /// All cells, row by row: worked out once, when a cell is first looked into.
    fn cells(&self) -> &[LaidCell<'session>] {
        self.cells.get_or_init(|| {
            let mut cells: Vec<LaidCell<'session>> = self.places().map(|_| LaidCell::default()).collect();
            self.deal_out(&mut cells);
            for ((row, column), cell) in self.places().zip(&mut cells) {
                if !self.is_dealt(column) {
                    let place = self.place(row, column);
                    cell.records = place.map_or_else(Vec::new, |place| place.records(self.session));
                }
                cell.value = together(&cell.records, self.columns[column].field);
            }
            cells
        })
    }

    /// Every cell, as its row and column.
    fn places(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let columns = self.columns.len();
        (0..self.rows.len()).flat_map(move |row| (0..columns).map(move |column| (row, column)))
    }

    /// Whether the cells of a column are found by what their records hold for the row and for the column.
    fn is_dealt(&self, column: usize) -> bool {
        matches!(self.grid.rows, GridRows::By(_)) && self.columns[column].key.is_some()
    }

    /// Deals the records of the section out over their cells, in one walk.
    fn deal_out(&self, cells: &mut [LaidCell<'session>]) {
        let first = self.columns.iter().find_map(|column| column.key.as_ref());
        let (GridRows::By(row_field), Some((column_field, _))) = (&self.grid.rows, first) else { return };
        let rows: HashMap<String, usize> =
            self.rows.iter().enumerate().map(|(at, row)| (key_text(&row.key), at)).collect();
        // What belongs to no row or column that is known stands in those of nothing.
        let at = |known: &HashMap<String, usize>, value: &Value| {
            known.get(&key_text(value)).or_else(|| known.get("")).copied()
        };
        let rounds = self.earlier.iter().enumerate().map(|(round, session)| (Some(round), session));
        for (round, session) in rounds.chain([(None, self.session)]) {
            let of_round = self.columns.iter().enumerate().filter(|(_, column)| column.round == round);
            let columns: HashMap<String, usize> =
                of_round.filter_map(|(at, column)| Some((key_text(&column.key.as_ref()?.1), at))).collect();
            for record in session.table(self.grid.section).records() {
                let place = at(&rows, &record.value(*row_field)).zip(at(&columns, &record.value(*column_field)));
                if let Some((row, column)) = place {
                    cells[row * self.columns.len() + column].records.push(record);
                }
            }
        }
    }

    fn cell(&self, row: usize, column: usize) -> Option<&LaidCell<'session>> {
        let is_here = row < self.rows.len() && column < self.columns.len();
        is_here.then(|| &self.cells()[row * self.columns.len() + column])
    }

    /// Where the value of a cell stands.
    #[must_use]
    pub fn place(&self, row: usize, column: usize) -> Option<CellPlace> {
        let (row, column) = (self.rows.get(row)?, self.columns.get(column).filter(|column| column.round.is_none())?);
        let place = |keys: Vec<(usize, Value)>, item: Option<Id>| CellPlace {
            section: column.section,
            keys,
            item,
            field: column.field,
            gathers: matches!(self.grid.rows, GridRows::Words(_)),
        };
        let about = || if let Value::Link(id) = &row.key { Some(id.clone()) } else { None };
        if let Some(question) = &column.question {
            return Some(place(Vec::new(), Some(Id::new(format!("{question}@{}", about()?)))));
        }
        if column.section != self.grid.section {
            return Some(place(Vec::new(), Some(about()?)));
        }
        let mut keys = match self.grid.rows {
            GridRows::By(field) | GridRows::Each(field) | GridRows::Words(field) => vec![(field, row.key.clone())],
            GridRows::Of(_) => Vec::new(),
        };
        keys.extend(column.key.clone());
        Some(place(keys, row.item.clone()))
    }

    /// The records of a cell.
    #[must_use]
    pub fn records(&self, row: usize, column: usize) -> &[&'session dyn Record] {
        self.cell(row, column).map_or(&[], |cell| &cell.records)
    }

    /// The value of a cell.
    #[must_use]
    pub fn value(&self, row: usize, column: usize) -> &Value {
        self.cell(row, column).map_or(&Value::Empty, |cell| &cell.value)
    }

    /// How many cells there are, and in how many something stands.
    #[must_use]
    pub fn filled(&self) -> (usize, usize) {
        let cells = self.cells();
        (cells.iter().filter(|cell| !cell.value.is_empty()).count(), cells.len())
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
        let is_here = |(row, column): &(usize, usize)| {
            self.columns[*column].section == section
                && self.records(*row, *column).iter().any(|record| record.id() == item)
        };
        let is_field = |(_, column): &(usize, usize)| field.is_none_or(|field| self.columns[*column].field == field);
        self.places().filter(is_field).find(is_here).or_else(|| self.places().find(is_here))
    }
}

fn rows_of(grid: &GridView, session: &Session) -> Vec<GridRow> {
    match grid.rows {
        GridRows::By(field) => {
            let keys = along(session, grid.section, field).into_iter();
            keys.map(|key| GridRow { key, item: None }).collect()
        }
        GridRows::Words(field) => {
            let words = along(session, grid.section, field).into_iter().filter(|word| !word.is_empty());
            words.map(|key| GridRow { key, item: None }).collect()
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

fn lay_columns(
    grid: &GridView,
    columns: &GridColumns,
    structure: &Structure,
    session: &Session,
    earlier: &[Session],
) -> Vec<GridColumn> {
    let column = |section, field| GridColumn { section, field, key: None, question: None, round: None };
    match columns {
        GridColumns::By(key, cell) => {
            let of = |value, round| GridColumn { key: Some((*key, value)), round, ..column(grid.section, *cell) };
            let is_day = grid.section.kind().fields[*key].kind == Kind::Date;
            let rounds = earlier.iter().enumerate().filter(|_| is_day);
            let before = rounds.flat_map(|(round, session)| {
                let days = used(session, grid, *key).into_iter().filter(|day| !day.is_empty());
                days.map(move |day| of(day, Some(round)))
            });
            let now = along(session, grid.section, *key).into_iter().map(|value| of(value, None));
            before.chain(now).collect()
        }
        GridColumns::Used(key, cell) => {
            let keys = used(session, grid, *key).into_iter().filter(|key| !key.is_empty()).chain([Value::Empty]);
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

/// What a field holds in records that stand in some row.
fn used(session: &Session, grid: &GridView, field: usize) -> Vec<Value> {
    let row = match grid.rows {
        GridRows::By(row) | GridRows::Each(row) | GridRows::Words(row) => Some(row),
        GridRows::Of(_) => None,
    };
    let table = session.table(grid.section);
    let in_a_row = table.records().filter(|record| row.is_none_or(|row| !record.value(row).is_empty()));
    let held: HashSet<String> = in_a_row.map(|record| key_text(&record.value(field))).collect();
    along(session, grid.section, field).into_iter().filter(|value| held.contains(&key_text(value))).collect()
}

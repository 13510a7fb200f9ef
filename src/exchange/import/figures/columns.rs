//! The columns of a table of figures: which known figure each holds, what it says of three areas, and which are left out.

use crate::domain::decimal::Decimal;
use crate::domain::records::profile::{Factor, Favourable};
use crate::exchange::import::preview::ImportChoices;
use crate::i18n::import::NoteKind;

use super::known::{Aside, KnownFigure, catalogue};
use super::numbers::{FigureCell, Writing};
use super::table::FigureTable;
use super::wide::{FigureHead, HeadRole};

/// A table with more columns than this was not put together to bring in all of them: of such a table only the
/// figures that are known enter.
const MOST_CHOSEN: usize = 40;
/// A share of fewer people than this tells of rounding and chance.
const FEWEST_PEOPLE: i64 = 50;

/// The neighbourhood, the municipality and the country: the rows in which they stand.
pub(super) type Rows = [Option<usize>; 3];

/// A figure that can enter.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// What it is called in the session.
    pub(super) name: String,
    /// What its column is called.
    pub(super) column: String,
    /// In what it is counted.
    pub(super) unit: String,
    pub(super) favourable: Option<Favourable>,
    pub(super) factor: Option<Factor>,
    /// Of the neighbourhood, the municipality and the country.
    pub(super) values: [FigureCell; 3],
    /// The year, where its column tells it.
    pub(super) year: Option<u32>,
    /// For a share, the columns that it was worked out from.
    pub(super) parts: Option<(String, String)>,
}

/// What the columns of a table give.
#[derive(Debug, Default)]
pub(super) struct FiguresFound {
    pub(super) entries: Vec<Entry>,
    /// The columns that do not, and why.
    pub(super) left_out: Vec<(String, NoteKind)>,
    /// How many people live in the neighbourhood.
    pub(super) residents: Option<Decimal>,
    /// Cells that hold no number where one is expected: their columns.
    pub(super) odd: Vec<String>,
}

impl FiguresFound {
    /// Whether nothing of it can enter.
    pub(super) fn is_nothing(&self) -> bool {
        self.entries.is_empty() && self.residents.is_none()
    }
}

/// A column that holds a figure.
struct FigureColumn<'table> {
    number: usize,
    head: &'table FigureHead,
    known: Option<&'static KnownFigure>,
    is_count: bool,
    values: [FigureCell; 3],
}

/// What the columns of a table say of three areas in a year.
pub(super) fn read(table: &FigureTable, rows: Rows, year: Option<u32>, choices: &ImportChoices) -> FiguresFound {
    let mut found = FiguresFound::default();
    let columns = columns(table, rows, year, &mut found);
    let is_known = |column: &FigureColumn<'_>| column.known.is_some_and(|known| known.aside == Aside::No);
    let is_fixed = columns.len() > MOST_CHOSEN;
    for column in &columns {
        let head = column.head;
        let wanted = choices.column(&[&head.title, &head.name]);
        if column.values.iter().all(|value| !matches!(value, FigureCell::Number(_))) {
            found.left_out.push((head.title.clone(), NoteKind::NoFigure));
            continue;
        }
        if let (Some(Aside::Count), FigureCell::Number(residents)) = (column.known.map(|it| it.aside), column.values[0])
        {
            found.residents = Some(residents);
        }
        let left_out = match (wanted, column.known.map(|known| known.aside)) {
            (Some("-"), _) => Some(NoteKind::Unwanted),
            (None, Some(Aside::Sensitive)) => Some(NoteKind::Sensitive),
            (None, Some(Aside::Class)) => Some(NoteKind::Class),
            (None, Some(Aside::Count)) => Some(NoteKind::Residents),
            (None, None) if column.is_count => Some(NoteKind::Count),
            (None, None) if is_fixed => Some(NoteKind::NotKnown),
            (Some(_) | None, _) => None,
        };
        if let Some(reason) = left_out {
            found.left_out.push((head.title.clone(), reason));
            continue;
        }
        let known = column.known.filter(|_| is_known(column) || wanted.is_some());
        let name = wanted.map(str::to_owned).or_else(|| known.map(|known| known.name.clone()));
        found.entries.push(Entry {
            name: name.unwrap_or_else(|| head.title.clone()),
            column: head.title.clone(),
            unit: known.map_or_else(|| head.unit.clone(), |known| known.unit.clone()),
            favourable: known.and_then(|known| known.favourable),
            factor: known.and_then(|known| known.factor),
            values: column.values,
            year: head.year,
            parts: None,
        });
    }
    found.entries.extend(shares(&columns, &found.entries));
    // Part of a share is not left out.
    let parts: Vec<&str> =
        found.entries.iter().filter_map(|entry| entry.parts.as_ref()).map(|(part, _)| part.as_str()).collect();
    let parts: Vec<String> = parts.into_iter().map(str::to_owned).collect();
    found.left_out.retain(|(column, _)| !parts.contains(column));
    found
}

/// The columns that hold figures of this year, with their values.
fn columns<'table>(
    table: &'table FigureTable,
    rows: Rows,
    year: Option<u32>,
    found: &mut FiguresFound,
) -> Vec<FigureColumn<'table>> {
    let wide = &table.wide;
    let heads = wide.heads.iter().enumerate().filter(|(_, head)| {
        let is_of_year = head.year.is_none() || head.year == year || wide.shape.has_a_year_for_each();
        head.role == HeadRole::Measure && is_of_year
    });
    let mut columns = Vec::new();
    for (number, head) in heads {
        let cells = || wide.rows().map(move |row| wide.sheet.cell(row, number));
        if cells().all(str::is_empty) {
            found.left_out.push((head.title.clone(), NoteKind::NotPublished));
            continue;
        }
        let has_count_unit = head.unit == "aantal" || head.unit.ends_with("euro");
        let writing = Writing::of(wide.mark, has_count_unit, wide.sheet.is_quoted, cells());
        let values = rows.map(|row| row.map_or(FigureCell::Blank, |row| writing.read(wide.sheet.cell(row, number))));
        if values.contains(&FigureCell::Other) {
            found.odd.push(head.title.clone());
        }
        let known = catalogue().figure(&head.name).map(|known| &catalogue().figures[known]);
        // A number of people; what has decimals under that unit is a mean.
        let is_whole =
            |cell: &str| !matches!(writing.read(cell), FigureCell::Number(number) if number.thousandths() % 1000 != 0);
        let is_count = known.is_none() && head.unit == "aantal" && cells().all(is_whole);
        columns.push(FigureColumn { number, head, known, is_count, values });
    }
    // A name that two columns have says of neither which figure it is.
    let is_twice: Vec<bool> = columns
        .iter()
        .map(|column| {
            let is_same = |other: &FigureColumn<'_>| match (column.known, other.known) {
                (Some(known), Some(same)) => column.number != other.number && std::ptr::eq(known, same),
                _ => false,
            };
            columns.iter().any(is_same)
        })
        .collect();
    for (column, is_twice) in columns.iter_mut().zip(is_twice) {
        column.known = column.known.filter(|_| !is_twice);
    }
    columns
}

/// The shares that can be worked out from two columns, and that no column gives.
fn shares(columns: &[FigureColumn<'_>], entries: &[Entry]) -> Vec<Entry> {
    let by_short = |short: &str| {
        let is_it = |column: &&FigureColumn<'_>| {
            catalogue().column(&column.head.name).is_some_and(|known| known.short == short)
        };
        let mut fitting = columns.iter().filter(is_it);
        fitting.next().filter(|_| fitting.next().is_none())
    };
    let of = |known: &KnownFigure| {
        let (part, whole) = known.share.as_ref()?;
        let (part, whole) = (by_short(part)?, by_short(whole)?);
        let values = [0, 1, 2].map(|area| share(part.values[area], whole.values[area]));
        let is_there = values.iter().any(|value| matches!(value, FigureCell::Number(_)));
        (is_there && entries.iter().all(|entry| entry.name != known.name)).then(|| Entry {
            name: known.name.clone(),
            column: part.head.title.clone(),
            unit: known.unit.clone(),
            favourable: known.favourable,
            factor: known.factor,
            values,
            year: None,
            parts: Some((part.head.title.clone(), whole.head.title.clone())),
        })
    };
    catalogue().figures.iter().filter_map(of).collect()
}

/// So many of a hundred, with one decimal; none where the whole is small.
fn share(part: FigureCell, whole: FigureCell) -> FigureCell {
    match (part, whole) {
        (FigureCell::Number(part), FigureCell::Number(whole)) if whole.thousandths() >= FEWEST_PEOPLE * 1000 => {
            let tenths = (part.thousandths() * 2000 + whole.thousandths()).div_euclid(whole.thousandths() * 2);
            Decimal::from_thousandths(tenths * 100).map_or(FigureCell::Other, FigureCell::Number)
        }
        (FigureCell::Blank, _) | (_, FigureCell::Blank) => FigureCell::Blank,
        _ => FigureCell::Withheld,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_worked_out_and_not_of_a_handful() {
        let number = |whole: i64| FigureCell::Number(Decimal::from_thousandths(whole * 1000).unwrap());
        let tenths = |tenths: i64| FigureCell::Number(Decimal::from_thousandths(tenths * 100).unwrap());
        assert_eq!(share(number(2785), number(14570)), tenths(191));
        assert_eq!(share(number(3_677_228), number(17_942_942)), tenths(205));
        assert_eq!(share(number(5), number(0)), FigureCell::Withheld);
        assert_eq!(share(number(5), number(49)), FigureCell::Withheld);
        assert_eq!(share(FigureCell::Withheld, number(500)), FigureCell::Withheld);
        assert_eq!(share(number(5), FigureCell::Blank), FigureCell::Blank);
    }
}

//! The columns of the overview: one table, from which the text, CSV, JSON, the sums and the matrix on the screen are
//! made. A new column is one entry here and its words in each language; a test holds that every column has them.

use std::path::Path;

use jiff::civil::Date;

use super::{Cell, Progress, Summary};

/// A column of the overview.
#[derive(Debug)]
pub struct OverviewColumn {
    /// Its name for other programs and in the language files.
    pub key: &'static str,
    /// Which side of the checklist it stands on.
    pub side: Side,
    /// What stands in it for a session, on this day.
    pub cell: for<'row> fn(&'row Path, &'row Summary, Date) -> Cell<'row>,
    /// What stands below it, over all sessions.
    pub sum: Sum,
    /// How it stands in the matrix on the screen, which has room for the shortest columns only.
    pub narrow: Option<Urgency>,
}

/// The sides of the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before it: which session it is.
    Before,
    /// Behind it: what is open in it.
    Behind,
}

/// What stands below a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sum {
    /// Nothing, as for names and days.
    Nothing,
    /// The sum of its counts.
    Count,
    /// How many of how many, over all sessions.
    Part,
}

/// How a count on the screen is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// In the colour of any text.
    Plain,
    /// It counts what is still missing.
    Missing,
    /// It counts what is past its date.
    Late,
}

/// The column with the name of a session.
pub const NAME: &str = "neighbourhood";
/// The column with what comes next.
pub const NEXT_DATE: &str = "next_date";

/// All columns in order; the checklist stands between those of the two sides.
pub const COLUMNS: &[OverviewColumn] = &[
    OverviewColumn::of_session(NAME, |_, summary, _| Cell::Text((&*summary.neighbourhood).into())),
    OverviewColumn::of_session("municipality", |_, summary, _| Cell::Text((&*summary.municipality).into())),
    OverviewColumn::of_session("date", |_, summary, _| Cell::Day(summary.date)),
    OverviewColumn::of_session("round", |_, summary, _| count(summary.round)),
    OverviewColumn { sum: Sum::Part, ..OverviewColumn::behind("settled", |_, summary, _| settled(summary)) },
    OverviewColumn::counted("open", |_, summary, _| count(summary.open)).narrow(Urgency::Plain),
    OverviewColumn::counted("overdue", |_, summary, today| asks(summary, "action_overdue", today))
        .narrow(Urgency::Late),
    OverviewColumn::counted("without_owner", |_, summary, today| asks(summary, "action_without_owner", today))
        .narrow(Urgency::Missing),
    OverviewColumn::counted("without_baseline", |_, summary, today| asks(summary, "goal_without_baseline", today))
        .narrow(Urgency::Missing),
    OverviewColumn::counted("parked", |_, summary, today| asks(summary, "parked_without_outcome", today)),
    OverviewColumn::behind(NEXT_DATE, |_, summary, today| Cell::Day(summary.next_date(today))),
    OverviewColumn::behind("path", |path, _, _| Cell::Text(path.to_string_lossy())),
];

/// What stands in a column for a session.
type MakeCell = for<'row> fn(&'row Path, &'row Summary, Date) -> Cell<'row>;

impl OverviewColumn {
    const fn of_session(key: &'static str, cell: MakeCell) -> Self {
        Self { key, side: Side::Before, cell, sum: Sum::Nothing, narrow: None }
    }

    const fn behind(key: &'static str, cell: MakeCell) -> Self {
        Self { key, side: Side::Behind, cell, sum: Sum::Nothing, narrow: None }
    }

    const fn counted(key: &'static str, cell: MakeCell) -> Self {
        Self { key, side: Side::Behind, cell, sum: Sum::Count, narrow: None }
    }

    const fn narrow(self, urgency: Urgency) -> Self {
        Self { narrow: Some(urgency), ..self }
    }
}

/// The columns of the matrix on the screen, each with how it is coloured and its number among all columns.
pub fn narrow_columns() -> impl Iterator<Item = (usize, &'static OverviewColumn, Urgency)> {
    COLUMNS.iter().enumerate().filter_map(|(number, column)| Some((number, column, column.narrow?)))
}

fn count(number: u32) -> Cell<'static> {
    Cell::Count(usize::try_from(number).unwrap_or(usize::MAX))
}

fn asks(summary: &Summary, rule: &str, today: Date) -> Cell<'static> {
    Cell::Count(summary.asks(rule, today))
}

fn settled(summary: &Summary) -> Cell<'static> {
    let Progress { settled, total, .. } = summary.progress();
    Cell::Part(settled, total)
}

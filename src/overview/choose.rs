//! Which rows of an overview are shown, and in which order.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;
use jiff::civil::Date;

use crate::domain::in_order::sort_by;
use crate::domain::naming::plain;
use crate::domain::newest::{MOST_ROUNDS, NewestRounds, folded};
use crate::domain::records::meeting::AnswerState;
use crate::domain::signals::Rule;

use super::{COLUMNS, Cell, Row, Sum, Summary};

/// The files that hold a session of which another file counts: each with that one, by their numbers. Of the files of one
/// session the one with the shortest name counts: a copy is called after it.
#[must_use]
pub fn doubles(rows: &[Row]) -> Vec<(usize, usize)> {
    let mut counted: HashMap<&str, usize, RandomState> =
        HashMap::with_capacity_and_hasher(rows.len(), RandomState::default());
    let rank = |number: usize| (rows[number].path.as_os_str().len(), &rows[number].path);
    let ids = || rows.iter().enumerate().filter_map(|(number, row)| Some((number, &*row.content.as_ref().ok()?.id)));
    for (number, id) in ids() {
        let first = counted.entry(id).or_insert(number);
        *first = [*first, number].into_iter().min_by_key(|number| rank(*number)).unwrap_or(number);
    }
    ids().filter_map(|(number, id)| Some((number, *counted.get(id)?))).filter(|(copy, first)| copy != first).collect()
}

/// The rounds beside which another session is the next round of the same one: each with that one, by their numbers.
#[must_use]
pub fn twins(rows: &[Row]) -> Vec<(usize, usize)> {
    pairs(rows, |summary| Some(summary.previous.as_deref()?.to_owned()))
}

/// The sessions beside which another one has the same round in a neighbourhood of the same name, in the same municipality.
#[must_use]
pub fn namesakes(rows: &[Row]) -> Vec<(usize, usize)> {
    pairs(rows, |summary| {
        let names = [&summary.neighbourhood, &summary.municipality].map(|name| folded(name));
        let has_names = names.iter().all(|name| !name.is_empty());
        has_names.then(|| format!("{}\0{}", summary.round, names.join("\0")))
    })
}

/// The sessions that have the same key as another: each with the first that has it, and that one with each.
fn pairs(rows: &[Row], key: impl Fn(&Summary) -> Option<String>) -> Vec<(usize, usize)> {
    let mut first: HashMap<String, usize, RandomState> = HashMap::default();
    let mut twins = Vec::new();
    let read = rows.iter().enumerate().filter_map(|(number, row)| Some((number, row.content.as_ref().ok()?)));
    for (number, summary) in read {
        let Some(key) = key(summary) else { continue };
        let first = *first.entry(key).or_insert(number);
        if rows[first].content.as_ref().is_ok_and(|it| it.id != summary.id) {
            twins.extend([(number, first), (first, number)]);
        }
    }
    twins
}

/// For each row, the round that is beside it, or beside one of the rounds before it, of those that stand beside each other.
#[must_use]
pub fn beside(rows: &[Row], twins: &[(usize, usize)]) -> Vec<Option<usize>> {
    let mut of: HashMap<usize, usize, RandomState> = HashMap::default();
    for (one, other) in twins {
        of.entry(*one).or_insert(*other);
    }
    if of.is_empty() {
        return vec![None; rows.len()];
    }
    let summary = |number: usize| rows[number].content.as_ref().ok();
    let mut by_id: HashMap<&str, usize, RandomState> = HashMap::default();
    for (number, summary) in (0..rows.len()).filter_map(|number| Some((number, summary(number)?))) {
        by_id.entry(&summary.id).or_insert(number);
    }
    let find = |number: usize| {
        let mut at = number;
        for _ in 0..MOST_ROUNDS {
            if let Some(other) = of.get(&at) {
                return Some(*other);
            }
            at = *by_id.get(summary(at)?.previous.as_deref()?)?;
        }
        None
    };
    (0..rows.len()).map(find).collect()
}

/// For each row, whether it counts: the last round of its neighbourhood does (see [`NewestRounds::last`]), of two files
/// of one session only one, and what cannot be read always.
#[must_use]
pub fn newest_rounds(rows: &[Row]) -> Vec<bool> {
    let copies: HashSet<usize> = doubles(rows).into_iter().map(|(copy, _)| copy).collect();
    let mut rounds = NewestRounds::default();
    let mut read = Vec::with_capacity(rows.len());
    for (number, summary) in
        rows.iter().enumerate().filter_map(|(number, row)| Some((number, row.content.as_ref().ok()?)))
    {
        rounds.add(summary.standing());
        read.push(number);
    }
    let mut counts = vec![true; rows.len()];
    for (number, is_newest) in read.iter().zip(rounds.last(|place| copies.contains(&read[place]))) {
        counts[*number] = is_newest;
    }
    counts
}

/// What a row must hold to be shown; all of it at once. A row that cannot be read is hidden by a filter on words only,
/// never by one on figures, which nobody knows of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// An item of the checklist, by position, that needs something still.
    pub open_item: Option<usize>,
    /// What each of these rules asks is asked.
    pub asked: Vec<&'static Rule>,
    /// The name of the municipality holds this, whatever the case; empty holds always.
    pub municipality: String,
    /// Name, municipality and file together hold all these words.
    pub words: String,
}

impl Filter {
    /// Whether a row is shown.
    #[must_use]
    pub fn fits(&self, row: &Row, today: Date) -> bool {
        let figures = row.content.as_ref().map_or(true, |summary| self.fits_figures(summary, today));
        figures && self.fits_words(row)
    }

    fn fits_figures(&self, summary: &Summary, today: Date) -> bool {
        let state = |item: usize| summary.items.get(item).copied().unwrap_or(AnswerState::Open);
        let is_open = |item: usize| matches!(state(item), AnswerState::Open | AnswerState::No | AnswerState::Partly);
        self.open_item.is_none_or(is_open)
            && self.asked.iter().all(|rule| summary.asks(rule.name, today) > 0)
            && (self.municipality.is_empty() || plain(&summary.municipality).contains(&plain(&self.municipality)))
    }

    fn fits_words(&self, row: &Row) -> bool {
        if self.words.trim().is_empty() {
            return true;
        }
        let name = row.path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let text = match &row.content {
            Ok(summary) => plain(&format!("{} {} {name}", summary.neighbourhood, summary.municipality)),
            Err(_) => plain(&name),
        };
        plain(&self.words).split_whitespace().all(|word| text.contains(word))
    }
}

/// In which order rows are shown. What cannot be read comes last, whatever the order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The latest session first, one without a day last.
    #[default]
    Date,
    /// By the name of the neighbourhood.
    Neighbourhood,
    /// By the name of the municipality, and within one by that of the neighbourhood.
    Municipality,
    /// The checklist with the most left first.
    Progress,
    /// Those with the most open actions first.
    Open,
    /// Those with the most actions past their date first.
    Overdue,
    /// Those where something is planned soonest first, one without a date last.
    NextDate,
}

impl Sort {
    /// All orders, in the order in which a key goes through them.
    pub const ALL: [Self; 7] = [
        Self::Date,
        Self::Neighbourhood,
        Self::Municipality,
        Self::Progress,
        Self::Open,
        Self::Overdue,
        Self::NextDate,
    ];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Neighbourhood => "neighbourhood",
            Self::Municipality => "municipality",
            Self::Progress => "progress",
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::NextDate => "next-date",
        }
    }

    /// The one after this; after the last comes the first.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|sort| *sort == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}

/// Puts row numbers in order.
pub fn sort(rows: &[Row], numbers: &mut [usize], by: Sort, today: Date) {
    let key = |number: &usize| {
        let row = &rows[*number];
        let path = row.path.as_os_str();
        let Ok(summary) = &row.content else { return (true, 0, Reverse(None), String::new(), path) };
        let most_first = |count: usize| i64::MAX - i64::try_from(count).unwrap_or(i64::MAX);
        let first = match by {
            Sort::Date | Sort::Neighbourhood | Sort::Municipality => 0,
            Sort::Progress => i64::try_from(summary.progress().settled).unwrap_or(i64::MAX),
            Sort::Open => most_first(usize::try_from(summary.open).unwrap_or(usize::MAX)),
            Sort::Overdue => most_first(summary.asks("action_overdue", today)),
            Sort::NextDate => summary.next_date(today).map_or(i64::MAX, |date| {
                (i64::from(date.year()) * 100 + i64::from(date.month())) * 100 + i64::from(date.day())
            }),
        };
        let (neighbourhood, municipality) = (|| plain(&summary.neighbourhood), || plain(&summary.municipality));
        match by {
            Sort::Neighbourhood => (false, first, Reverse(None), neighbourhood() + "\0" + &municipality(), path),
            Sort::Municipality => (false, first, Reverse(None), municipality() + "\0" + &neighbourhood(), path),
            _ => (false, first, Reverse(summary.date), neighbourhood(), path),
        }
    };
    let mut keyed: Vec<_> = numbers.iter().map(|number| (key(number), *number)).collect();
    sort_by(&mut keyed, |(one, _), (other, _)| one.cmp(other));
    numbers.iter_mut().zip(keyed).for_each(|(number, (_, sorted))| *number = sorted);
}

/// What is left over all rows that were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many sessions were read.
    pub sessions: usize,
    /// How many files that could not be read.
    pub unread: usize,
    /// For each item of the checklist: in how many sessions it is open, partly done, done, a no, not applicable.
    pub items: Vec<[usize; 5]>,
    /// For each column, what stands below it: the sum of its counts, or how many of how many.
    pub sums: Vec<[usize; 2]>,
}

impl Totals {
    /// The sum of the column of this name.
    #[must_use]
    pub fn sum(&self, key: &str) -> usize {
        let column = COLUMNS.iter().position(|column| column.key == key);
        column.and_then(|column| self.sums.get(column)).map_or(0, |[sum, _]| *sum)
    }

    /// In how many sessions an item of the checklist needs something still.
    #[must_use]
    pub fn left(&self, item: usize) -> usize {
        self.items.get(item).map_or(0, |[open, partly, _, no, _]| open + partly + no)
    }
}

/// What is left over these rows.
pub fn totals<'row>(rows: impl IntoIterator<Item = &'row Row>, today: Date) -> Totals {
    let mut totals = Totals { sums: vec![[0; 2]; COLUMNS.len()], ..Totals::default() };
    for row in rows {
        let Ok(summary) = &row.content else {
            totals.unread += 1;
            continue;
        };
        totals.sessions += 1;
        for (column, sum) in COLUMNS.iter().zip(&mut totals.sums).filter(|(column, _)| column.sum != Sum::Nothing) {
            let added = match (column.cell)(&row.path, summary, today) {
                Cell::Count(count) => [count, 0],
                Cell::Part(part, all) => [part, all],
                _ => [0; 2],
            };
            *sum = [sum[0] + added[0], sum[1] + added[1]];
        }
        totals.items.resize(totals.items.len().max(summary.items.len()), [0; 5]);
        for (item, state) in totals.items.iter_mut().zip(&summary.items) {
            item[*state as usize] += 1;
        }
    }
    totals
}

//! The sessions of a folder, as a list or as a matrix: which of them are shown, in which order, and which is under the
//! cursor.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::domain::in_order;
pub use crate::overview::Row;
use crate::overview::{Filter, Sort, Summary, beside, counted, doubles, namesakes, newest_rounds, sort, twins};

/// The sessions of a folder.
#[derive(Debug, Default)]
pub struct Start {
    /// What was read, in the order in which it was.
    pub entries: Vec<Row>,
    /// The numbers of the entries that are shown, in their order.
    pub shown: Vec<usize>,
    /// The one under the cursor, by its place among those.
    pub selected: usize,
    /// The file of the session that was open before, until the cursor stands on it for good or is moved.
    came_from: Option<PathBuf>,
    /// The file under the cursor when it was last asked what sessions are looked for.
    stood_on: Option<PathBuf>,
    /// Whether all files were read.
    pub is_complete: bool,
    /// The entries of which another file of the same session counts, each with that one, by their numbers.
    copies: Vec<(usize, usize)>,
    /// Of each entry the round that stands beside it, or beside one before it.
    beside: Box<[Option<usize>]>,
    /// What two or more of those that are shown are called, in order.
    shared_names: Box<[String]>,
    /// Of each entry whether it is the newest of its neighbourhood.
    newest: Vec<bool>,
}

/// How the sessions of a folder are looked at; it stays as it is while one of them is open.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListView {
    pub shape: ListShape,
    /// Whether rounds that have a newer one are shown too.
    pub all_rounds: bool,
    pub filter: Filter,
    /// In which order the sessions stand.
    pub order: Sort,
}

/// As what sessions are shown.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListShape {
    #[default]
    List,
    /// A line for each, a column for each section of the checklist.
    Sections,
    /// A line for each, a column for each item.
    Items,
}

impl ListShape {
    /// The items of the checklist stand beside each other only where there is this much room.
    pub const COLUMNS_FOR_ITEMS: u16 = 76;

    /// The next shape on a screen with so many columns between its margins.
    #[must_use]
    pub fn next(self, columns: u16) -> Self {
        match self {
            Self::List => Self::Sections,
            Self::Sections if columns >= Self::COLUMNS_FOR_ITEMS => Self::Items,
            Self::Sections | Self::Items => Self::List,
        }
    }
}

impl ListView {
    /// Whether something is left out by what was asked.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        self.filter != Filter::default()
    }

    /// From all sessions to those in which something is asked, a rule at a time, and back.
    pub fn next_lack(&mut self) {
        let asked = &mut self.filter.asked;
        let mut rules = counted().skip_while(|rule| asked.first().is_some_and(|asked| asked != rule));
        let next = if asked.is_empty() { rules.next() } else { rules.nth(1) };
        *asked = next.into_iter().collect();
    }
}

/// A session that was thrown away and can be brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thrown {
    /// Where its file is kept.
    pub kept: PathBuf,
    /// Where it was.
    pub path: PathBuf,
    /// What the room calls it.
    pub name: String,
}

impl Start {
    /// A list that is still to be read, with the file of the session that was open before.
    #[must_use]
    pub fn after(path: Option<PathBuf>) -> Self {
        Self { came_from: path, ..Self::default() }
    }

    /// Whether it is known that the folder holds no session.
    #[must_use]
    pub fn has_none(&self) -> bool {
        self.is_complete && self.entries.is_empty()
    }

    /// The file under the cursor.
    #[must_use]
    pub fn current(&self) -> Option<&Row> {
        self.entries.get(*self.shown.get(self.selected)?)
    }

    /// Which other files hold the session of an entry: the one that counts first.
    pub fn same_as(&self, number: usize) -> Vec<&Row> {
        let counted = self.copies.iter().find(|(copy, _)| *copy == number).map_or(number, |(_, counted)| *counted);
        let copies = self.copies.iter().filter(|(_, of)| *of == counted).map(|(copy, _)| *copy);
        let all = std::iter::once(counted).chain(copies).filter(|of| *of != number);
        all.filter_map(|of| self.entries.get(of)).collect()
    }

    /// The round that others made beside that of a row, or beside one before it.
    #[must_use]
    pub fn twin_of(&self, row: usize) -> Option<&Summary> {
        let beside = (*self.beside.get(*self.shown.get(row)?)?)?;
        self.entries.get(beside)?.content.as_ref().ok()
    }

    /// The name of a file, without what says which kind it is, where another that is shown is called the same.
    #[must_use]
    pub fn file_apart(&self, entry: &Row) -> Option<String> {
        let is_shared = self.shared_names.binary_search(&called(entry)?).is_ok();
        is_shared.then(|| entry.path.file_stem().unwrap_or_default().to_string_lossy().into_owned())
    }

    /// The two files that are made one where the session under the cursor is in several: the one that stays, and the one
    /// that goes.
    #[must_use]
    pub fn double(&self) -> Option<(&Row, &Row)> {
        let number = *self.shown.get(self.selected)?;
        let is_copy = self.copies.iter().any(|(copy, _)| *copy == number);
        let (row, other) = (self.entries.get(number)?, *self.same_as(number).first()?);
        Some(if is_copy { (other, row) } else { (row, other) })
    }

    /// What is shown, in its order.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.shown.iter().filter_map(|number| self.entries.get(*number))
    }

    /// What is shown and counts: what is open in an earlier round came along to the newest.
    pub fn counted_rows(&self) -> impl Iterator<Item = &Row> {
        let counts = |number: &&usize| self.newest.get(**number).copied().unwrap_or(true);
        self.shown.iter().filter(counts).filter_map(|number| self.entries.get(*number))
    }

    /// Puts the cursor on a row.
    pub fn select(&mut self, row: usize) {
        self.selected = row;
        self.came_from = None;
    }

    /// Remembers where the cursor is, before a part of the list is looked for.
    pub fn mark_place(&mut self) {
        self.stood_on = self.current().map(|row| row.path.clone());
    }

    /// Takes the cursor back there with the next look at the list.
    pub fn return_to_place(&mut self) {
        self.came_from = self.stood_on.take();
    }

    /// Works out anew what is shown. The cursor stays on its session; one that nobody moved stays at the top, or on the
    /// session that was open before.
    pub fn arrange(&mut self, outlook: &ListView, today: Date) {
        let current = self.shown.get(self.selected).copied().filter(|_| self.selected > 0);
        self.copies = doubles(&self.entries);
        self.beside = beside(&self.entries, &[twins(&self.entries), namesakes(&self.entries)].concat()).into();
        self.newest = newest_rounds(&self.entries);
        let fits = |number: &usize| {
            (outlook.all_rounds || self.newest[*number]) && outlook.filter.fits(&self.entries[*number], today)
        };
        self.shown = (0..self.entries.len()).filter(fits).collect();
        let mut names: Vec<String> = self.rows().filter_map(called).collect();
        in_order::sort(&mut names);
        self.shared_names = names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].clone()).collect();
        sort(&self.entries, &mut self.shown, outlook.order, today);
        let place = current.and_then(|current| self.shown.iter().position(|number| *number == current));
        self.selected = place.unwrap_or(self.selected).min(self.shown.len().saturating_sub(1));
        if current.is_none() || place.is_none() && !self.is_complete {
            self.selected = 0;
        }
        let before = self
            .came_from
            .as_ref()
            .and_then(|path| self.rows().position(|row| row.path.ends_with(path) || path.ends_with(&row.path)));
        self.selected = before.unwrap_or(self.selected);
        if self.is_complete {
            self.came_from = None;
        }
    }
}

/// What a row is called on the list: its neighbourhood, day and round; nothing where it cannot be read.
fn called(row: &Row) -> Option<String> {
    let it = row.content.as_ref().ok()?;
    let day = it.date.map(|date| date.to_string()).unwrap_or_default();
    Some([it.neighbourhood.as_str(), it.municipality.as_str(), &day, &it.round.to_string()].join("\0"))
}

//! What a coordinator asks of all sessions of the folder: which question is in front, what was typed for it, and what was
//! found. The answers come in as they are read; those of an earlier look stand until all are there.

use std::borrow::Cow;

use jiff::civil::Date;
use unicode_width::UnicodeWidthStr;

use crate::domain::id::Id;
use crate::domain::session::Section;
use crate::guide::Guide;
use crate::i18n::Words;
use crate::i18n::dates::{parse_date, short_date};
use crate::i18n::numbers::decimal_text;
use crate::overview::newest_rounds;
use crate::overview::sort;
pub use crate::overview::{AnswerColumn, AnswerRow, AnsweredSession, AnsweredSessions, Cell, FolderQuestion};
use crate::telling::signs::sign;

use super::field::TextField;
use super::start::ListView;

/// The tabs, a question each, in the order in which a key goes through them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AskingTab {
    /// What was to be done by yesterday.
    #[default]
    Late,
    /// What is to be done up to a day.
    Until,
    /// Everything of one person or organisation.
    Whose,
    /// The traffic lights and the preconditions beside each other.
    Lights,
    /// What was measured of goals.
    Results,
}

impl AskingTab {
    /// All of them, in the order in which a key goes through them.
    pub const ALL: [Self; 5] = [Self::Late, Self::Until, Self::Whose, Self::Lights, Self::Results];

    /// The name in the words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Until => "by_day",
            Self::Whose => "whose",
            Self::Lights => "lights",
            Self::Results => "results",
        }
    }

    /// What is asked of each session.
    #[must_use]
    pub fn of_folder(self) -> FolderQuestion {
        match self {
            Self::Late | Self::Until | Self::Whose => FolderQuestion::Actions,
            Self::Lights => FolderQuestion::Lights,
            Self::Results => FolderQuestion::Results,
        }
    }

    /// The one so many further on.
    #[must_use]
    pub fn turned(self, by: isize) -> Self {
        let at = Self::ALL.iter().position(|tab| *tab == self).unwrap_or(0);
        Self::ALL[(at + Self::ALL.len()).saturating_add_signed(by) % Self::ALL.len()]
    }
}

/// What is asked of all sessions, and what was found.
#[derive(Debug, Default)]
pub struct Asking {
    /// The question of which the answers are shown.
    pub tab: AskingTab,
    /// What was typed for each question.
    typed: [TextField; AskingTab::ALL.len()],
    /// The sessions of which the answers are shown.
    sessions: AnsweredSessions,
    /// Those that are being read.
    reading: AnsweredSessions,
    /// Of how many of those that are being read the answers are shown.
    arranged: usize,
    /// What they answer to the question in front.
    rows: Vec<AnswerRow>,
    /// The numbers of the rows that are shown.
    shown: Vec<usize>,
    /// For each column, how many columns of the screen the widest text of those rows takes.
    widest: Vec<u16>,
    /// The row under the cursor, by its place among those.
    pub selected: usize,
    /// Which of the cells that can be gone to is under the cursor, in a row of several.
    pub cell: usize,
    /// Whether all files were read.
    pub is_complete: bool,
}

/// A place of a session that was gone to from what was asked of all, and the way back.
#[derive(Debug)]
pub struct WayBack {
    /// What was asked, to come back to.
    pub asking: Box<Asking>,
    /// The place, until its session is open.
    pub place: Option<(Section, Id)>,
}

/// How long ahead is looked where no day was typed.
const DAYS_AHEAD: usize = 7;

impl Asking {
    /// What was typed for the question in front.
    #[must_use]
    pub fn typed(&self) -> &TextField {
        &self.typed[self.tab as usize]
    }

    /// What was typed for the question in front, to change it.
    pub fn typed_mut(&mut self) -> &mut TextField {
        &mut self.typed[self.tab as usize]
    }

    /// How many sessions were looked at.
    #[must_use]
    pub fn looked_at(&self) -> usize {
        self.reading.rows.len()
    }

    /// How many rows are shown.
    #[must_use]
    pub fn count(&self) -> usize {
        self.shown.len()
    }

    /// The rows that are shown, from one on.
    pub fn shown(&self, from: usize) -> impl Iterator<Item = &AnswerRow> {
        self.shown.iter().skip(from).filter_map(|number| self.rows.get(*number))
    }

    /// The row under the cursor.
    #[must_use]
    pub fn current(&self) -> Option<&AnswerRow> {
        self.rows.get(*self.shown.get(self.selected)?)
    }

    /// How many columns of the screen the widest text in a column takes.
    #[must_use]
    pub fn widest(&self, column: usize) -> u16 {
        self.widest.get(column).copied().unwrap_or(0)
    }

    /// The columns of the answers.
    #[must_use]
    pub fn columns(&self, guide: &Guide, words: &Words) -> Vec<AnswerColumn> {
        self.tab.of_folder().columns(guide, words)
    }

    /// The columns of which the cells can be gone to one by one, where a row is about several things.
    #[must_use]
    pub fn cells(&self, guide: &Guide, words: &Words) -> Vec<AnswerColumn> {
        let mut columns = self.columns(guide, words);
        columns.retain(|column| guide.structure.question(&column.key).is_some());
        columns
    }

    /// Where in its session that is what is under the cursor.
    #[must_use]
    pub fn place(&self, guide: &Guide, words: &Words) -> Option<(Section, Id)> {
        let row = self.current()?;
        match self.cells(guide, words).get(self.cell) {
            Some(column) => row.place(column, guide),
            None => row.item.clone(),
        }
    }

    /// The day up to which things are shown, and whether it is the one that was typed.
    #[must_use]
    pub fn until(&self, today: Date, words: &Words) -> (Date, bool) {
        let typed = self.typed().text().trim();
        let day = (!typed.is_empty()).then(|| parse_date(typed, today, words)).flatten();
        let ahead = (0..DAYS_AHEAD).fold(today, |day, _| day.tomorrow().unwrap_or(day));
        (day.unwrap_or(ahead), day.is_some() || typed.is_empty())
    }

    /// Begins to read all sessions; what is shown stays until they are there.
    pub fn begin(&mut self) {
        self.reading = AnsweredSessions::default();
        (self.arranged, self.is_complete) = (0, false);
    }

    /// Takes in sessions that were read.
    pub fn take(&mut self, sessions: Vec<AnsweredSession>, is_last: bool, view: Outlook<'_>) {
        for session in sessions {
            self.reading.add(session);
        }
        self.is_complete = is_last;
        let is_first = self.sessions.rows.is_empty();
        // All that is known is arranged anew when there is twice as much of it, so that a large folder costs no more than a
        // few times its size.
        if is_last || is_first && self.reading.rows.len() >= 2 * self.arranged {
            self.arranged = self.reading.rows.len();
            if is_last {
                self.sessions = std::mem::take(&mut self.reading);
            }
            self.arrange(view);
        }
    }

    /// Works out anew what is answered to the question in front. The cursor stays on what it was on.
    pub fn arrange(&mut self, view: Outlook<'_>) {
        // A cursor that nobody moved stays at the top.
        let current = self.current().filter(|_| self.selected > 0).map(|row| (row.path.clone(), row.item.clone()));
        let sessions = if self.sessions.rows.is_empty() { &self.reading } else { &self.sessions };
        let Outlook { list, today, words } = view;
        let rows = &sessions.rows;
        let counts = if list.all_rounds { vec![true; rows.len()] } else { newest_rounds(rows) };
        let fits = |number: &usize| counts[*number] && list.filter.fits(&rows[*number], today);
        let mut numbers: Vec<usize> = (0..rows.len()).filter(fits).collect();
        sort(rows, &mut numbers, list.order, today);
        self.rows = sessions.answer(self.tab.of_folder(), numbers, words);
        self.narrow(today, words);
        let is_current =
            |row: &AnswerRow| current.as_ref().is_some_and(|(path, item)| row.path == *path && row.item == *item);
        let place = self.shown.iter().position(|number| is_current(&self.rows[*number]));
        self.selected = place.unwrap_or(self.selected).min(self.shown.len().saturating_sub(1));
    }

    /// Works out anew which rows fit what was typed.
    pub fn narrow(&mut self, today: Date, words: &Words) {
        let typed = self.typed().text().to_owned();
        let (until, _) = self.until(today, words);
        let yesterday = today.yesterday().unwrap_or(today);
        let fits = |row: &AnswerRow| match self.tab {
            AskingTab::Late => row.fits(Some(yesterday), None) && row.holds(&typed),
            AskingTab::Until => row.fits(Some(until), None),
            AskingTab::Whose => row.fits(None, Some(&typed)),
            AskingTab::Lights | AskingTab::Results => row.holds(&typed),
        };
        self.shown = (0..self.rows.len()).filter(|number| fits(&self.rows[*number])).collect();
        self.selected = self.selected.min(self.shown.len().saturating_sub(1));
        let mut widest = Vec::new();
        for row in self.shown.iter().map(|number| &self.rows[*number]) {
            widest.resize(widest.len().max(row.cells.len()), 0);
            for (widest, cell) in widest.iter_mut().zip(&row.cells) {
                let columns = u16::try_from(cell_text(cell, today, words).width()).unwrap_or(u16::MAX);
                *widest = columns.max(*widest);
            }
        }
        self.widest = widest;
    }
}

/// Whether a day in a cell has passed.
#[must_use]
pub fn is_late(cell: &Cell<'_>, today: Date) -> bool {
    matches!(cell, Cell::Day(Some(day)) if *day < today)
}

/// What stands in a cell, as it is read on the screen.
#[must_use]
pub fn cell_text<'cell>(cell: &'cell Cell<'_>, today: Date, words: &Words) -> Cow<'cell, str> {
    match cell {
        Cell::Text(text) => Cow::Borrowed(text.as_ref()),
        Cell::Word(_, word) => Cow::Borrowed(word),
        Cell::Day(Some(day)) if is_late(cell, today) => Cow::Owned(format!("! {}", short_date(*day, today, words))),
        Cell::Day(Some(day)) => Cow::Owned(short_date(*day, today, words)),
        Cell::Number(Some(number)) => Cow::Owned(decimal_text(*number, words)),
        Cell::Item(Some(state)) => Cow::Borrowed(sign(*state)),
        Cell::Count(count) => Cow::Owned(count.to_string()),
        _ => Cow::Borrowed(""),
    }
}

/// What answers are looked at with: which sessions of the list, on which day, in which words.
#[derive(Clone, Copy, Debug)]
pub struct Outlook<'a> {
    /// Which sessions, in which order.
    pub list: &'a ListView,
    /// The day before which something is late.
    pub today: Date,
    /// The language in which days are read and things are named.
    pub words: &'a Words,
}

//! The grid in front: its cells, the one under the cursor, and what is typed into it.

use crate::domain::grid::{CellPlace, filled};
use crate::domain::hidden::{instrument, is_hidden};
use crate::domain::id::Id;
use crate::domain::in_order::sort_by_key;
use crate::domain::record::Record;
use crate::domain::session::{Section, Session};
use crate::domain::value::{ChoiceKind, Kind, Value};
use crate::guide::grid::{GridColumns, GridView};
use crate::guide::laid::{Laid, Sides};
use crate::guide::{Chart, Guide, Step};

use super::desk::Desk;
use super::field::TextField;
use super::layout::{PanelPart, Viewport, WALL_LINES, air, page_of};
use super::sides::SidesOf;

/// What is typed into a cell.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug)]
pub struct CellEditor {
    pub place: CellPlace,
    pub line: TextField,
    /// What stood there before: another process may change it meanwhile.
    pub before: Value,
    /// The session as it was then, if another process changed it since.
    pub since: Option<Box<Session>>,
    /// Whether the journal knows what stood there then.
    pub is_noted: bool,
    /// Whether it becomes one more text of the cell.
    pub adds: bool,
}

impl CellEditor {
    /// Where what is being typed belongs, for the journal; `item` is the record of the cell, there already or not.
    pub fn place_name(&self, item: &crate::domain::id::Id) -> String {
        let section = self.place.section;
        format!("{} {item} {}", section.name(), section.kind().fields[self.place.field].name)
    }
}

/// For each panel of a step, the column at which a grid begins: the first of those that are filled in together, or where a
/// goal began.
pub(super) fn first_columns(step: &Step) -> Vec<usize> {
    let own = |columns: &GridColumns| if let GridColumns::Own(_, fields) = columns { fields.len() } else { 0 };
    let first = |grid: &GridView| grid.columns.iter().map(own).take_while(|count| *count > 0).sum();
    let is_filled_in = |grid: &&GridView| grid.picture != Some(Chart::Course);
    step.panels.iter().map(|panel| panel.view.grid().filter(is_filled_in).map_or(0, first)).collect()
}

impl Desk {
    /// The grid in front, if it is one.
    pub fn grid<'guide>(&self, guide: &'guide Guide) -> Option<&'guide GridView> {
        self.panel(guide).view.grid()
    }

    /// The grid in front, laid out, with what the rounds before know of it.
    pub fn laid<'a>(&'a self, guide: &'a Guide) -> Option<Laid<'a>> {
        self.grid(guide).map(|grid| Laid::of_sides(grid, &self.session, &self.earlier, self.sides(grid, guide)))
    }

    /// What stands along the sides of the grid in front: worked out once for each change, however often a frame asks.
    pub(super) fn sides(&self, grid: &GridView, guide: &Guide) -> Sides {
        let of = SidesOf {
            revision: self.revision,
            step: self.step,
            panel: self.panels[self.step],
            rounds: self.earlier.len(),
        };
        self.sides.of(of, || Sides::new(grid, &guide.structure, &self.session, &self.earlier))
    }

    /// Whether the cursor is on what was measured in a round before this one, which can be read only.
    pub fn is_past(&self, guide: &Guide) -> bool {
        let laid = self.laid(guide);
        laid.is_some_and(|laid| {
            laid.columns.get(self.column(laid.columns.len())).is_some_and(|column| column.round.is_some())
        })
    }

    /// Whether what was filled in is shown to the room, as a picture in place of the cells.
    pub fn is_shown(&self, grid: &GridView) -> bool {
        let section = grid.section;
        instrument(section).is_some() && !is_hidden(&self.session, section) && filled(&self.session, section) > 0
    }

    /// Whether its cells are in sight: while it is filled in, and where what is shown is the grid itself.
    pub fn shows_cells(&self, grid: &GridView) -> bool {
        !self.is_shown(grid) || grid.picture == Some(Chart::Named)
    }

    /// The column under the cursor of the grid in front.
    pub fn column(&self, columns: usize) -> usize {
        self.across[self.step][self.panels[self.step]].min(columns.saturating_sub(1))
    }

    /// Puts the cursor of the grid in front on a column.
    pub fn select_column(&mut self, column: usize) {
        let panel = self.panels[self.step];
        self.across[self.step][panel] = column;
    }

    /// The cell under the cursor; none while the picture is shown.
    pub fn cell(&self, guide: &Guide) -> Option<CellPlace> {
        self.seen_cell(guide).filter(|_| self.grid(guide).is_none_or(|grid| !self.is_shown(grid)))
    }

    /// The cell under the cursor, also where what is shown is the grid itself.
    pub fn seen_cell(&self, guide: &Guide) -> Option<CellPlace> {
        let laid = self.laid(guide).filter(|laid| self.shows_cells(laid.grid))?;
        laid.place(self.selected(guide), self.column(laid.columns.len()))
    }

    /// The words of which the cell under the cursor holds one; none where it is the answer to a question.
    pub fn choice_cell(&self, guide: &Guide) -> Option<&'static ChoiceKind> {
        match self.cell(guide).filter(|place| place.section != Section::Answers)?.kind() {
            Kind::Choice(choices) => Some(choices),
            _ => None,
        }
    }

    /// The records under the cursor of a table, or all of the cell under that of a grid.
    pub fn records_here<'a>(&'a self, guide: &'a Guide) -> Vec<(Section, &'a dyn Record)> {
        match self.cell(guide) {
            Some(place) => place.records(&self.session).into_iter().map(|record| (place.section, record)).collect(),
            None => self.record(guide).into_iter().collect(),
        }
    }

    /// Whether an item is marked, to be filled in together with others.
    pub fn is_marked(&self, section: Section, item: &Id) -> bool {
        self.marked.iter().any(|(of, id)| *of == section && id == item)
    }

    /// The record under the cursor of a table or a grid; of a cell with several, the first.
    pub fn record_or_cell<'a>(&'a self, guide: &'a Guide) -> Option<(Section, &'a dyn Record)> {
        if let Some(place) = self.seen_cell(guide) {
            return place.records(&self.session).first().map(|record| (place.section, *record));
        }
        self.record(guide)
    }
}

/// Whether digits are typed into a cell of this kind.
pub fn is_number(kind: Kind) -> bool {
    matches!(kind, Kind::Whole | Kind::Decimal | Kind::Scores)
}

/// Whether words are typed into a cell of this kind.
pub fn is_words(kind: Kind) -> bool {
    matches!(kind, Kind::Line | Kind::Text)
}

/// How the columns of a screen are shared out over those of a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridColumnsLaid {
    /// Columns for what each row is.
    pub head: u16,
    /// The columns of the grid that are shown.
    pub shown: Vec<usize>,
    /// The columns of the screen that each of them gets.
    pub widths: Vec<u16>,
}

/// What stands for what is filled in and not shown yet.
pub const HIDDEN: &str = "••••";

/// Empty columns between those of a grid.
pub const BETWEEN: u16 = 2;

/// A column of numbers has at least so many columns, one of words so many.
pub const LEAST_NUMBER: u16 = 9;
const LEAST_WORDS: u16 = 18;
/// What a row is gets at least so many columns, if it needs them.
const LEAST_HEAD: u16 = 20;
/// And this where columns stay beside it.
const LEAST_NAME: u16 = 16;
/// What is told of the cell under the cursor takes no more rows than this where the rows of the grid need them.
const MOST_TOLD: u16 = 3;
/// A column of words takes no more than this.
pub const WIDEST_WORDS: u16 = 60;
/// What a row is takes no more columns than this.
const WIDEST_HEAD: u16 = 40;
/// What stands in the last column is not at the far edge of a wide screen; but a small grid is no narrower than this.
const LEAST_GRID: u16 = 72;
/// A sentence below a grid is no longer than this.
const LONGEST_DETAIL: u16 = 100;

/// What a grid asks of the room that it gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridWants {
    /// Columns for the longest of what rows are.
    pub head: u16,
    /// Columns for each of its columns.
    pub columns: Vec<u16>,
    /// Columns for what stands behind its rows.
    pub tail: u16,
    /// How many rows of sums it has.
    pub sums: usize,
    /// Whether there is something to tell of the cell under the cursor.
    pub has_detail: bool,
    /// Whether its first column stays, with the last ones behind it, where there is no room for all.
    pub keeps_first: bool,
    /// Whether it stands on the wall, with no more text than is read at a glance.
    pub is_on_wall: bool,
}

/// Where everything of a grid stands, in columns and rows of its panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridLayout {
    /// How the columns are shared out.
    pub columns: GridColumnsLaid,
    /// The rows of the grid; above it stand its heading and the names of its columns.
    pub list: PanelPart,
    /// The rows of the grid that are shown.
    pub shown: Viewport,
    /// Where each of them begins within the list, and how many rows of the screen it takes.
    pub lines: Vec<(u16, u16)>,
    /// The sums, under a rule.
    pub sums: PanelPart,
    /// What is told of the cell under the cursor.
    pub detail: PanelPart,
}

impl GridLayout {
    /// Lays a grid out on a panel of this size, with the cursor at this row and column. `lines` tells how many rows of the
    /// screen each row of the grid takes, in columns of these widths: a text is wrapped, and not cut as long as it is not
    /// so long that it would push the others off the page.
    #[must_use]
    pub fn of(
        (width, height): (u16, u16),
        wants: &GridWants,
        (row, column): (usize, usize),
        lines: &dyn Fn(&GridColumnsLaid) -> Vec<u16>,
    ) -> Self {
        // In front of each row stands the sign of the cursor.
        const SIGN: u16 = 2;
        // The heading of the grid, and the names of its columns.
        const ABOVE: u16 = 2;
        let room = width.saturating_sub(SIGN);
        let behind = wants.tail + if wants.tail > 0 { BETWEEN } else { 0 };
        let head = wants.head.min(WIDEST_HEAD) + 1;
        let columns = share_out(room.saturating_sub(behind), head, &wants.columns, column, wants.keeps_first);
        let used = columns.widths.iter().map(|width| width + BETWEEN).fold(columns.head, u16::saturating_add);
        let taken = room.min((used + behind).max(LEAST_GRID));
        let sums = u16::try_from(wants.sums).unwrap_or(0);
        let below = sums + u16::from(sums > 0);
        let free = height.saturating_sub(ABOVE + below);
        let longest = (free / 3).max(2);
        let heights: Vec<u16> = lines(&columns).into_iter().map(|lines| lines.clamp(1, longest)).collect();
        let all = heights.iter().copied().fold(0, u16::saturating_add);
        // The cells and the white between them go before what is told of one of them, but a line of that stays.
        let gaps = u16::try_from(heights.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let fits = |(told, needed): &(u16, u16)| *needed <= free.saturating_sub(*told);
        let airy = all.saturating_add(gaps);
        let told = [(MOST_TOLD, airy), (2, airy), (MOST_TOLD, all), (2, all)].into_iter().find(fits);
        let told = if wants.has_detail { told.map_or(1, |(told, _)| told) } else { 0 };
        let most = free.saturating_sub(told);
        let budget = if wants.is_on_wall { most.min(WALL_LINES.saturating_sub(sums)) } else { most };
        let is_paged = all > budget;
        let shown = page_of(&heights, row, if is_paged { budget.min(most.saturating_sub(1)) } else { budget });
        let here = &heights[shown.first..shown.first + shown.count];
        let gap = air(here, most.saturating_sub(u16::from(is_paged)));
        let mut y = 0;
        let lines: Vec<(u16, u16)> = here
            .iter()
            .map(|height| {
                let begin = y;
                y += height + gap;
                (begin, *height)
            })
            .collect();
        let rows = (y.saturating_sub(gap) + u16::from(is_paged)).min(most);
        let bottom = ABOVE + rows;
        let detail_at = (bottom + below + 1).min(height.saturating_sub(told));
        Self {
            columns,
            list: PanelPart { x: SIGN, y: ABOVE, columns: taken, rows },
            shown,
            lines,
            sums: PanelPart { x: SIGN, y: bottom, columns: taken, rows: below },
            detail: PanelPart {
                x: SIGN,
                y: detail_at,
                columns: taken.min(LONGEST_DETAIL),
                rows: height.saturating_sub(detail_at),
            },
        }
    }
}

/// Whether all columns of a grid stand beside each other in so many columns of the screen.
#[must_use]
pub fn has_all(width: u16, head: u16, needed: &[u16]) -> bool {
    share_out(width.saturating_sub(2), head.min(WIDEST_HEAD) + 1, needed, 0, false).widths.len() == needed.len()
}

/// Shares the columns of a screen out. What a row is stands whole as far as a third of the screen goes; each column of the
/// grid gets what it needs, one of words less where that makes them all fit. Where they still do not fit, there are pages
/// of them, each with as many as fit whole; or the first one stays, and behind it stand the last ones.
fn share_out(room: u16, head: u16, needed: &[u16], at: usize, keeps_first: bool) -> GridColumnsLaid {
    let small: Vec<u16> = needed.iter().map(|need| (*need).min(LEAST_WORDS)).collect();
    let taken = |widths: &[u16]| widths.iter().map(|width| width + BETWEEN).fold(0u16, u16::saturating_add);
    let least_head = head.min((room / 3).max(if keeps_first { LEAST_NAME } else { LEAST_HEAD }));
    let all = small.len();
    let fits = |count: &usize| small.windows(*count).all(|page| taken(page) <= room.saturating_sub(least_head));
    let per_page = (1..=all).rev().find(fits).unwrap_or(1).min(all.max(1));
    let mut widest = small.windows(per_page).map(taken).max().unwrap_or(0);
    let first = (at / per_page * per_page).min(all.saturating_sub(per_page));
    let mut shown: Vec<usize> = (first..(first + per_page).min(all)).collect();
    let of = |sizes: &[u16], shown: &[usize]| shown.iter().map(|column| sizes[*column]).collect::<Vec<_>>();
    if keeps_first && per_page < all {
        shown = with_first(all, at, &|shown| taken(&of(&small, shown)) <= room.saturating_sub(least_head));
        widest = taken(&of(&small, &shown));
    }
    let head = head.min(room.saturating_sub(widest).max(least_head));
    let (mut widths, needed) = (of(&small, &shown), of(needed, &shown));
    let left = room.saturating_sub(head);
    let mut spare = left.saturating_sub(taken(&widths));
    // What was made narrower gets its need first, the widest last; what is left is air.
    let mut order: Vec<usize> = (0..needed.len()).collect();
    sort_by_key(&mut order, |column| needed[*column]);
    for (number, column) in order.into_iter().enumerate() {
        let share = spare / u16::try_from(needed.len() - number).unwrap_or(1);
        let more = share.min(needed[column].saturating_sub(widths[column]));
        widths[column] += more;
        spare -= more;
    }
    let each = spare / u16::try_from(widths.len().max(1)).unwrap_or(1);
    widths.iter_mut().filter(|width| **width <= 24).for_each(|width| *width += each.min(10));
    if shown.len() == 1 {
        // The only one takes no more than there is.
        for width in &mut widths {
            *width = (*width).min(left.saturating_sub(BETWEEN));
        }
    }
    GridColumnsLaid { head, shown, widths }
}

/// The first column and as many of the last as fit behind it; as many from the one under the cursor on, where that is none
/// of them; or that one alone.
fn with_first(all: usize, at: usize, fits: &dyn Fn(&[usize]) -> bool) -> Vec<usize> {
    let page = |begin: usize, end: usize| std::iter::once(0).chain(begin..end).collect::<Vec<usize>>();
    let last = (1..all).map(|begin| page(begin, all)).find(|page| fits(page) && (at == 0 || page.contains(&at)));
    let begin = at.max(1);
    let here = || (begin..=all).rev().map(|end| page(begin, end)).find(|page| fits(page) && page.contains(&at));
    last.or_else(here).unwrap_or_else(|| vec![at])
}

#[cfg(test)]
mod tests {
    use super::{BETWEEN, GridColumnsLaid, GridLayout, GridWants, share_out};

    /// Grids from small to large, with how many letters stand in the longest cell of each row: themes by groups, dimensions
    /// by words, pilots with sums, forty by twelve.
    fn grids() -> Vec<(GridWants, Vec<u16>)> {
        let wants = |head, columns: Vec<u16>, tail, sums| GridWants {
            head,
            columns,
            tail,
            sums,
            has_detail: true,
            keeps_first: false,
            is_on_wall: false,
        };
        vec![
            (wants(20, vec![9, 13], 0, 1), vec![1; 6]),
            (wants(24, vec![60, 60], 0, 0), vec![40, 90, 1, 30, 70, 20]),
            (wants(38, vec![9, 9, 13, 9], 10, 2), vec![1; 3]),
            (wants(30, vec![10; 12], 0, 1), vec![1; 40]),
            (wants(21, vec![60], 0, 0), vec![30; 14]),
        ]
    }

    /// How many rows of the screen texts of these lengths take in the narrowest of these columns.
    fn lines(lengths: &[u16], columns: &GridColumnsLaid) -> Vec<u16> {
        let narrowest = columns.widths.iter().copied().min().unwrap_or(1).max(1);
        lengths.iter().map(|length| length.div_ceil(narrowest)).collect()
    }

    #[test]
    fn a_grid_stays_within_its_panel_with_the_cursor_in_sight_and_shows_no_less_on_a_wider_one() {
        for (wants, lengths) in grids() {
            for (height, is_on_wall) in [(13, false), (14, true), (17, false), (18, true), (33, false), (53, false)] {
                let wants = GridWants { is_on_wall, ..wants.clone() };
                let mut before = (0, 0);
                for width in 56..=200 {
                    let at = (lengths.len() - 1, wants.columns.len() - 1);
                    let laid = GridLayout::of((width, height), &wants, at, &|columns| lines(&lengths, columns));
                    let told = format!("{width} x {height}: {laid:?}");
                    for part in [laid.list, laid.sums, laid.detail] {
                        assert!(part.x + part.columns <= width && part.y + part.rows <= height, "{told}");
                    }
                    assert!(laid.list.y + laid.list.rows <= laid.sums.y, "{told}");
                    assert!(laid.sums.rows == 0 || laid.sums.y + laid.sums.rows <= laid.detail.y, "{told}");
                    assert!(laid.detail.rows > 0, "something can be told: {told}");
                    let rows = laid.shown.first..laid.shown.first + laid.shown.count;
                    assert!(rows.contains(&at.0) && laid.columns.shown.contains(&at.1), "{told}");
                    assert_eq!(laid.lines.len(), laid.shown.count, "{told}");
                    let ends = laid.lines.iter().map(|(y, height)| y + height);
                    assert!(ends.clone().all(|end| end <= laid.list.rows), "{told}");
                    let begins = laid.lines.iter().skip(1).map(|(y, _)| *y);
                    assert!(ends.zip(begins).all(|(end, begin)| end <= begin), "{told}");
                    let text: u16 = laid.lines.iter().map(|(_, height)| height).sum();
                    let sums = u16::try_from(wants.sums).expect("a few");
                    assert!(!is_on_wall || laid.shown.count == 1 || text + sums <= 9, "{told}");
                    let used: u16 = laid.columns.widths.iter().map(|width| width + BETWEEN).sum();
                    assert!(laid.columns.head + used + wants.tail <= laid.list.columns, "{told}");
                    let shown = (laid.columns.widths.len(), laid.shown.count);
                    assert!(shown >= before, "{before:?} {told}");
                    before = shown;
                }
            }
        }
    }

    #[test]
    fn what_a_row_is_stands_whole_and_columns_that_do_not_fit_are_paged() {
        // room, head, needed, at: head, first, how many columns.
        let cases = [
            (76, 25, vec![9, 13], 0, 25, 0, 2),
            (58, 25, vec![9, 13], 0, 25, 0, 2),
            (58, 40, vec![10, 10], 1, 34, 0, 2),
            (58, 20, vec![10; 12], 0, 20, 0, 3),
            (58, 20, vec![10; 12], 11, 20, 9, 3),
            (58, 22, vec![60, 60], 1, 22, 1, 1),
            (62, 29, vec![9, 9, 13, 9], 0, 25, 0, 3),
            (62, 29, vec![9, 9, 13, 9], 3, 25, 1, 3),
            (74, 24, vec![13, 10, 60], 2, 24, 0, 3),
            (196, 30, vec![10; 12], 11, 30, 0, 12),
        ];
        for (room, head, needed, at, shown_head, first, count) in cases {
            let laid = share_out(room, head, &needed, at, false);
            assert_eq!(
                (laid.head, laid.shown[0], laid.widths.len()),
                (shown_head, first, count),
                "{room} {needed:?} {at}"
            );
            let taken: u16 = laid.head + laid.widths.iter().map(|width| width + super::BETWEEN).sum::<u16>();
            assert!(taken <= room, "{room} {needed:?} {at}: {laid:?}");
            let page = laid.shown.iter().map(|column| needed[*column]);
            assert!(page.zip(&laid.widths).all(|(need, width)| *width >= need.min(18)), "whole: {laid:?}");
            assert!(laid.shown.contains(&at));
        }
    }

    #[test]
    fn where_the_first_column_stays_the_last_ones_stand_behind_it_and_any_can_be_reached() {
        // room, at: what is shown.
        let cases: [(u16, usize, &[usize]); 6] = [
            (90, 0, &[0, 1, 2, 3, 4, 5]),
            (60, 0, &[0, 3, 4, 5]),
            (60, 5, &[0, 3, 4, 5]),
            (60, 1, &[0, 1, 2, 3]),
            (60, 2, &[0, 2, 3, 4]),
            (34, 2, &[2]),
        ];
        for (room, at, shown) in cases {
            assert_eq!(share_out(room, 16, &[9; 6], at, true).shown, shown, "{room} {at}");
        }
    }
}

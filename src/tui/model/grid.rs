//! The grid in front: its cells, the one under the cursor, and what is typed into it.

use crate::domain::grid::{CellPlace, filled};
use crate::domain::hidden::{instrument, is_hidden};
use crate::domain::id::Id;
use crate::domain::record::Record;
use crate::domain::session::{Section, Session};
use crate::domain::value::{Kind, Value};
use crate::guide::grid::{GridColumns, GridView};
use crate::guide::laid::{Laid, Sides};
use crate::guide::{Guide, Step};

use super::desk::Desk;
use super::field::TextField;
use super::layout::{PanelPart, Viewport, page};
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

/// For each panel of a step, the column at which a grid begins: the first of those that are filled in together.
pub(super) fn first_columns(step: &Step) -> Vec<usize> {
    let own = |columns: &GridColumns| if let GridColumns::Own(_, fields) = columns { fields.len() } else { 0 };
    let first = |grid: &GridView| grid.columns.iter().map(own).take_while(|count| *count > 0).sum();
    step.panels.iter().map(|panel| panel.view.grid().map_or(0, first)).collect()
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

    /// Whether what was filled in is shown to the room, as a picture in place of the cells.
    pub fn is_shown(&self, grid: &GridView) -> bool {
        let section = grid.section;
        instrument(section).is_some() && !is_hidden(&self.session, section) && filled(&self.session, section) > 0
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
        let laid = self.laid(guide).filter(|laid| !self.is_shown(laid.grid))?;
        laid.place(self.selected(guide), self.column(laid.columns.len()))
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
        if let Some(place) = self.cell(guide) {
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
    /// The first column of the grid that is shown.
    pub first: usize,
    /// The columns that each gets, from the first that is shown.
    pub widths: Vec<u16>,
}

/// What stands for what is filled in and not shown yet.
pub const HIDDEN: &str = "••••";

/// Empty columns between those of a grid.
pub const BETWEEN: u16 = 2;

/// A column of numbers has at least so many columns, one of words so many.
pub const LEAST_NUMBER: u16 = 9;
const LEAST_WORDS: u16 = 18;
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
    /// Whether there are words in some of them, which may take several rows.
    pub has_words: bool,
    /// Columns for what stands behind its rows.
    pub tail: u16,
    /// How many rows it has.
    pub rows: usize,
    /// How many rows of sums it has.
    pub sums: usize,
    /// Whether there is something to tell of the cell under the cursor.
    pub has_detail: bool,
}

/// Where everything of a grid stands, in columns and rows of its panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridLayout {
    /// How the columns are shared out.
    pub columns: GridColumnsLaid,
    /// The rows of the grid; above it stand its heading and the names of its columns.
    pub list: PanelPart,
    /// The rows of the screen for each row of the grid.
    pub row_height: u16,
    /// The rows that are shown.
    pub shown: Viewport,
    /// The sums, under a rule.
    pub sums: PanelPart,
    /// What is told of the cell under the cursor.
    pub detail: PanelPart,
}

impl GridLayout {
    /// Lays a grid out on a panel of this size, with the cursor at this row and column.
    #[must_use]
    pub fn of(width: u16, height: u16, wants: &GridWants, (row, column): (usize, usize)) -> Self {
        // In front of each row stands the sign of the cursor.
        const SIGN: u16 = 2;
        // The heading of the grid, and the names of its columns.
        const ABOVE: u16 = 2;
        let room = width.saturating_sub(SIGN);
        let least = if wants.has_words { LEAST_WORDS } else { LEAST_NUMBER };
        let behind = wants.tail + if wants.tail > 0 { BETWEEN } else { 0 };
        let head = wants.head.min(WIDEST_HEAD) + 1;
        let columns = share_out(room.saturating_sub(behind), head, &wants.columns, least, column);
        let used = columns.widths.iter().map(|width| width + BETWEEN).fold(columns.head, u16::saturating_add);
        let taken = room.min((used + behind).max(LEAST_GRID));
        let below = u16::try_from(wants.sums).unwrap_or(0) + u16::from(wants.sums > 0);
        let told = if wants.has_detail { 3.min(height / 5) } else { 0 };
        let most = height.saturating_sub(ABOVE + below + told);
        let each = most / u16::try_from(wants.rows.max(1)).unwrap_or(u16::MAX);
        let row_height = each.clamp(1, if wants.has_words { 4 } else { 2 });
        let fits = |rows: u16| usize::from(rows / row_height).max(1);
        let per_page = if wants.rows > fits(most) { fits(most.saturating_sub(1)) } else { fits(most) };
        let shown = page(row, wants.rows, per_page);
        let is_paged = shown.count < wants.rows;
        let rows = (u16::try_from(shown.count).unwrap_or(0) * row_height + u16::from(is_paged)).min(most);
        let bottom = ABOVE + rows;
        let detail_at = bottom + below + u16::from(below > 0 || row_height == 1);
        Self {
            columns,
            list: PanelPart { x: SIGN, y: ABOVE, columns: taken, rows },
            row_height,
            shown,
            sums: PanelPart { x: SIGN, y: bottom, columns: taken, rows: below },
            detail: PanelPart {
                x: SIGN,
                y: detail_at.min(height),
                columns: taken.min(LONGEST_DETAIL),
                rows: height.saturating_sub(detail_at),
            },
        }
    }
}

/// Shares the columns of a screen out. What a row is stands whole as far as a third of the screen goes; each column of the
/// grid gets what it needs, or less where that makes them all fit, but `least` or what it needs at the least; where they
/// still do not fit, there are pages of them, and what a row is stands whole up to three fifths of the screen, and may take
/// half of it where it is longer.
fn share_out(room: u16, head: u16, needed: &[u16], least: u16, at: usize) -> GridColumnsLaid {
    let small: Vec<u16> = needed.iter().map(|need| (*need).min(least)).collect();
    let taken = |widths: &[u16]| widths.iter().map(|width| width + BETWEEN).fold(0u16, u16::saturating_add);
    let beside_all = head.min(room.saturating_sub(taken(&small)).max(room / 3));
    let do_all_fit = taken(&small) <= room.saturating_sub(beside_all);
    let paged = if head <= room * 3 / 5 { head } else { room / 2 };
    let head = if do_all_fit { beside_all } else { paged };
    let left = room.saturating_sub(head);
    if do_all_fit {
        let mut widths = small;
        let mut spare = left - taken(&widths);
        // What was cut gets its need first, the widest last; what is left is air.
        let mut order: Vec<usize> = (0..needed.len()).collect();
        order.sort_by_key(|column| needed[*column]);
        for (number, column) in order.into_iter().enumerate() {
            let share = spare / u16::try_from(needed.len() - number).unwrap_or(1);
            let more = share.min(needed[column] - widths[column]);
            widths[column] += more;
            spare -= more;
        }
        let each = spare / u16::try_from(needed.len().max(1)).unwrap_or(1);
        widths.iter_mut().filter(|width| **width <= 24).for_each(|width| *width += each.min(10));
        return GridColumnsLaid { head, first: 0, widths };
    }
    let per_page = usize::from(left / (least + BETWEEN)).clamp(1, needed.len().max(1));
    let first = (at / per_page * per_page).min(needed.len().saturating_sub(per_page));
    let each = (left / u16::try_from(per_page).unwrap_or(1)).saturating_sub(BETWEEN);
    GridColumnsLaid { head, first, widths: vec![each; per_page.min(needed.len() - first)] }
}

#[cfg(test)]
mod tests {
    use super::{BETWEEN, GridLayout, GridWants, share_out};

    /// Grids from small to large: themes by groups, dimensions by words, pilots with sums, forty by twelve.
    fn grids() -> Vec<GridWants> {
        let wants = |head, columns: Vec<u16>, has_words, tail, rows, sums| GridWants {
            head,
            columns,
            has_words,
            tail,
            rows,
            sums,
            has_detail: true,
        };
        vec![
            wants(20, vec![8, 13], false, 0, 6, 1),
            wants(24, vec![60, 60], true, 0, 6, 0),
            wants(38, vec![8, 8, 13, 8], false, 10, 3, 2),
            wants(30, vec![10; 12], false, 0, 40, 1),
            wants(21, vec![60], true, 0, 14, 0),
        ]
    }

    #[test]
    fn a_grid_stays_within_its_panel_with_the_cursor_in_sight_and_shows_no_less_on_a_wider_one() {
        for wants in grids() {
            for height in [13, 14, 17, 33, 53] {
                let mut before = 0;
                for width in 56..=200 {
                    let at = (wants.rows - 1, wants.columns.len() - 1);
                    let laid = GridLayout::of(width, height, &wants, at);
                    let told = format!("{width} x {height}: {laid:?}");
                    for part in [laid.list, laid.sums, laid.detail] {
                        assert!(part.x + part.columns <= width && part.y + part.rows <= height, "{told}");
                    }
                    assert!(laid.list.y + laid.list.rows <= laid.sums.y, "{told}");
                    assert!(laid.sums.rows == 0 || laid.sums.y + laid.sums.rows <= laid.detail.y, "{told}");
                    let rows = laid.shown.first..laid.shown.first + laid.shown.count;
                    let columns = laid.columns.first..laid.columns.first + laid.columns.widths.len();
                    assert!(rows.contains(&at.0) && columns.contains(&at.1), "{told}");
                    let used: u16 = laid.columns.widths.iter().map(|width| width + BETWEEN).sum();
                    assert!(laid.columns.head + used + wants.tail <= laid.list.columns, "{told}");
                    assert!(laid.columns.widths.len() >= before, "{told}");
                    before = laid.columns.widths.len();
                }
            }
        }
    }

    #[test]
    fn what_a_row_is_stands_whole_and_columns_that_do_not_fit_are_paged() {
        // room, head, needed, least, at: head, first, how many columns.
        let cases = [
            (76, 25, vec![8, 13], 8, 0, 25, 0, 2),
            (58, 25, vec![8, 13], 8, 0, 25, 0, 2),
            (58, 40, vec![10, 10], 8, 1, 38, 0, 2),
            (58, 20, vec![10; 12], 8, 0, 20, 0, 3),
            (58, 20, vec![10; 12], 8, 11, 20, 9, 3),
            (58, 22, vec![60, 60], 22, 1, 22, 1, 1),
            (62, 29, vec![8, 8, 13, 8], 8, 0, 22, 0, 4),
            (74, 24, vec![13, 10, 60], 22, 2, 24, 1, 2),
            (196, 30, vec![10; 12], 8, 11, 30, 0, 12),
        ];
        for (room, head, needed, least, at, shown_head, first, count) in cases {
            let laid = share_out(room, head, &needed, least, at);
            assert_eq!(
                (laid.head, laid.first, laid.widths.len()),
                (shown_head, first, count),
                "{room} {needed:?} {at}"
            );
            let taken: u16 = laid.head + laid.widths.iter().map(|width| width + super::BETWEEN).sum::<u16>();
            assert!(taken <= room, "{room} {needed:?} {at}: {laid:?}");
            let same = needed.windows(2).zip(laid.widths.windows(2)).filter(|(need, _)| need[0] == need[1]);
            assert!(same.clone().all(|(_, width)| width[0].abs_diff(width[1]) <= 1), "{laid:?}");
            assert!((laid.first..laid.first + laid.widths.len()).contains(&at));
        }
    }
}

//! How much room there is for what: plain arithmetic on the size of the screen. Paging and the wrapping of a text depend
//! on it, so both `update` and `view` ask here.

use crate::domain::in_order::sort_by_key;

/// The size of the screen, in columns and rows.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub columns: u16,
    pub rows: u16,
}

/// Columns between margins of one column, in the widest window that has them.
const WITH_NARROW_MARGINS: u16 = 69;

impl Size {
    /// The smallest screen that the program works on.
    pub const SMALLEST: Self = Self { columns: 60, rows: 20 };

    /// Whether the program can work on it.
    pub fn is_enough(self) -> bool {
        self.columns >= Self::SMALLEST.columns && self.rows >= Self::SMALLEST.rows
    }

    /// Empty columns on each side.
    pub fn margin(self) -> u16 {
        if self.columns > WITH_NARROW_MARGINS + 2 { 2 } else { 1 }
    }

    /// How many columns there are between the margins.
    pub fn inner(self) -> u16 {
        // Where the margins become wider nothing else becomes narrower.
        let least = if self.margin() > 1 { WITH_NARROW_MARGINS } else { 0 };
        self.columns.saturating_sub(2 * self.margin()).max(least)
    }

    /// The first row of the panel: below header, steps, rule, tabs and, where there is room, an empty row.
    pub fn body_top(self) -> u16 {
        if self.rows >= 22 { 5 } else { 4 }
    }

    /// Rows of the panel: above the rule and the footer.
    pub fn body_rows(self) -> u16 {
        self.rows.saturating_sub(self.body_top() + 2)
    }

    /// Rows that a key for a screenful goes.
    pub fn screenful(self) -> usize {
        usize::from(self.body_rows().saturating_sub(3).max(1))
    }
}

/// Which part of a list is on the screen.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewport {
    /// The first that is shown, counted from 0.
    pub first: usize,
    pub count: usize,
    pub more: usize,
}

/// The page of a list on which the selected one is; a list turns pages, so that rows stay where they are. The last page
/// is full too.
pub fn page(selected: usize, total: usize, rows: usize) -> Viewport {
    let rows = rows.max(1);
    let selected = selected.min(total.saturating_sub(1));
    let first = (selected / rows * rows).min(total.saturating_sub(rows));
    let count = rows.min(total - first);
    Viewport { first, count, more: total - first - count }
}

/// The page on which the selected one is, of a list in which each takes so many rows.
pub fn page_of(heights: &[u16], selected: usize, rows: u16) -> Viewport {
    let total = heights.len();
    let selected = selected.min(total.saturating_sub(1));
    let end = |first: usize| {
        let mut used = 0;
        let fits = |height: &&u16| {
            used += **height;
            used <= rows
        };
        first + heights[first..].iter().take_while(fits).count().max(1)
    };
    let (mut first, mut last) = (0, end(0).min(total));
    while selected >= last && last < total {
        first = last;
        last = end(first).min(total);
    }
    // The last page is full too.
    while last == total && first > 0 && end(first - 1) >= total {
        first -= 1;
    }
    Viewport { first, count: last - first, more: total - last }
}

/// No more lines of text stand on the wall at once.
pub const WALL_LINES: u16 = 9;

/// How many empty rows stand between things of these heights: one where all of them stay on the page then, so that a short
/// list is read from afar, and none where they would not.
pub fn air(heights: &[u16], rows: u16) -> u16 {
    let gaps = u16::try_from(heights.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let all = heights.iter().copied().fold(0, u16::saturating_add);
    u16::from(all.saturating_add(gaps) <= rows)
}

/// A part of the screen: where it begins, and how large it is.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PanelPart {
    /// Columns from the left of the panel.
    pub x: u16,
    pub y: u16,
    pub columns: u16,
    pub rows: u16,
}

/// A list, and all of what is under its cursor.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    pub list: PanelPart,
    /// The thing itself: beside the list where there is room for it, and otherwise below.
    pub detail: PanelPart,
}

impl Split {
    /// The same in a panel of so many columns, with a list that has use for no more than `most`: what is under its cursor
    /// stands near it, and gets the room that the list leaves.
    #[must_use]
    pub fn near(self, columns: u16, most: u16) -> Self {
        if self.detail.y > 0 {
            return self;
        }
        let list = PanelPart { columns: self.list.columns.min(most), ..self.list };
        let x = list.columns + GAP;
        let room = columns.saturating_sub(x).min(LONGEST_LINE);
        Self { list, detail: PanelPart { x, columns: room.max(self.detail.columns), ..self.detail } }
    }
}

/// No line of text is longer.
pub const LONGEST_LINE: u16 = 72;
/// A list with something at its right takes no more columns: that stands near what it is about, however wide the window is.
pub const WIDEST_LIST: u16 = 100;
/// From so many columns between the margins the thing itself stands beside its list.
const BESIDE: u16 = 96;
/// It takes no fewer columns there.
const LEAST_DETAIL: u16 = 36;
/// The columns between the two.
const GAP: u16 = 3;

/// How many columns a table takes at most before the thing itself stands beside it, what it would show more had to go
/// again there: those of a window of 80, or what it takes to have all that matters beside what the rows are about.
pub fn widest_alone(candidates: &[Candidate], signs: u16) -> u16 {
    const WIDEST_ALONE: (u16, u16) = (76, 96);
    let of = |rank| candidates.iter().filter(move |it| it.rank == rank);
    let subject: u16 = of(Rank::Subject).map(|it| it.natural.min(LONGEST_LINE) + BETWEEN).sum();
    let needed: u16 = of(Rank::Needed).map(|it| it.natural.min(LONGEST_CELL) + BETWEEN).sum();
    (signs + subject.saturating_sub(BETWEEN).min(LEAST_SUBJECT) + needed).clamp(WIDEST_ALONE.0, WIDEST_ALONE.1)
}

/// Divides a panel of this size between a list of so many rows that wants so many columns, and what is under its cursor.
/// A list gets no narrower than what it wants, so that nothing is shown shorter on a wider screen.
pub fn split(columns: u16, rows: u16, items: usize, wanted: u16) -> Split {
    let left = columns.saturating_sub(GAP);
    if columns >= BESIDE && left >= wanted.saturating_add(LEAST_DETAIL) {
        let detail = (left - wanted).clamp(LEAST_DETAIL, LONGEST_LINE.min(left * 2 / 5).max(LEAST_DETAIL));
        return Split {
            list: PanelPart { x: 0, y: 0, columns: left - detail, rows },
            detail: PanelPart { x: left - detail + GAP, y: 0, columns: detail, rows },
        };
    }
    let items = u16::try_from(items).unwrap_or(u16::MAX);
    let least = if rows >= 13 { 4 } else { 3 };
    let below = rows.saturating_sub(items).max(least).min(rows);
    Split {
        list: PanelPart { x: 0, y: 0, columns, rows: rows - below },
        detail: PanelPart {
            x: 2.min(columns),
            y: rows - below + 1,
            columns: columns.saturating_sub(2),
            rows: below - 1,
        },
    }
}

/// From so many columns between the margins a grid and its picture stand side by side.
const PICTURE_BESIDE: u16 = 136;

/// Divides a panel of this size between a grid and its picture, where there is room for both.
pub fn picture_beside(columns: u16, rows: u16) -> Option<(PanelPart, PanelPart)> {
    let half = columns.saturating_sub(GAP + 1) / 2;
    let part = |x, columns| PanelPart { x, y: 0, columns, rows };
    (columns >= PICTURE_BESIDE).then(|| (part(0, half), part(half + GAP + 1, columns - half - GAP - 1)))
}

/// A form takes no fewer and no more columns beside its list.
const FORM_BESIDE: (u16, u16) = (48, 76);

/// Divides a panel of this size between a list and the form of what is under its cursor, where there is room for both.
pub fn form_beside(columns: u16, rows: u16) -> Option<(PanelPart, PanelPart)> {
    let form = (columns / 2).clamp(FORM_BESIDE.0, FORM_BESIDE.1);
    let list = columns.saturating_sub(form + GAP);
    let part = |x, columns| PanelPart { x, y: 0, columns, rows };
    (columns >= BESIDE).then(|| (part(0, list), part(list + GAP, form)))
}

/// Divides a panel of this size between the list of all questions and the card of one, where there is room for both.
pub fn beside_list(columns: u16, rows: u16) -> Option<(PanelPart, PanelPart)> {
    const WIDEST_CARD: u16 = LONGEST_LINE + 8;
    const LIST: (u16, u16) = (40, 64);
    let card = (columns.saturating_sub(GAP) * 3 / 5).min(WIDEST_CARD).min(columns.saturating_sub(GAP + LIST.0));
    let list = columns.saturating_sub(card + GAP).min(LIST.1);
    let part = |x, columns| PanelPart { x, y: 0, columns, rows };
    (columns >= BESIDE).then(|| (part(0, list), part(list + GAP, card)))
}

/// Guidance stands below a panel from so many columns on.
const GUIDANCE_FROM: u16 = 96;
/// It takes so many rows, a heading among them, no fewer and no more.
const GUIDANCE_ROWS: (u16, u16) = (4, 9);
/// White between a panel and the guidance below it.
const GUIDANCE_WHITE: u16 = 3;

/// Where so many kinds of guidance stand, beside each other, in a panel of this size that leaves so many rows empty at its
/// bottom. They keep a fixed place above the footer, whatever the panel shows.
pub fn guidance(columns: u16, rows: u16, empty: u16, kinds: usize) -> Vec<PanelPart> {
    let (least, most) = GUIDANCE_ROWS;
    let height = empty.saturating_sub(GUIDANCE_WHITE).min(most);
    if columns < GUIDANCE_FROM || height < least {
        return Vec::new();
    }
    let each = (columns.saturating_sub(GAP) / 2).min(LONGEST_LINE);
    let part = |number: u16| PanelPart { x: number * (each + GAP), y: rows - height, columns: each, rows: height };
    (0..u16::try_from(kinds.min(2)).unwrap_or(0)).map(part).collect()
}

/// Of the columns of a field, those in which its text is broken: the cursor stands behind the last letter.
pub(crate) fn text_columns(columns: u16) -> usize {
    usize::from(columns.saturating_sub(1))
}

/// How many columns of a form are for labels, and how many for values.
pub fn form_columns(columns: u16) -> (u16, u16) {
    let labels = 20.min(columns / 3);
    (labels, columns.saturating_sub(labels + 2))
}

/// A column of a table that could be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// How many columns its widest text takes.
    pub natural: u16,
    /// How many it takes at most where others need room.
    pub most: u16,
    /// How soon it gets room.
    pub rank: Rank,
}

/// How soon a column of a table gets room.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// It says what the row is: whole, before any other.
    Subject,
    /// It matters when it is missing.
    Needed,
    Other,
}

/// The columns between two of a table.
const BETWEEN: u16 = 2;

/// What is told beside the subject of a row takes no more columns; it is wrapped where there is room below it.
const LONGEST_CELL: u16 = 40;

/// What a row is about is wrapped over two rows rather than that it takes the room of what matters beside it; but it is
/// made no narrower than this.
const LEAST_SUBJECT: u16 = 40;

/// What a row is about too gets at least so many columns beside the first of them, or none.
const LEAST_SECOND: u16 = 16;

/// How many columns the subjects get: all that they need, or less where what matters beside them is whole then. They are
/// wrapped, never cut.
fn subject_room(candidates: &[Candidate], room: u16) -> u16 {
    let natural = |rank| candidates.iter().filter(move |it| it.rank == rank).map(|it| it.natural.min(LONGEST_LINE));
    let subject = natural(Rank::Subject).map(|columns| columns + BETWEEN).sum::<u16>().saturating_sub(BETWEEN);
    let needed: Vec<u16> =
        candidates.iter().filter(|it| it.rank == Rank::Needed).map(|it| it.natural.min(LONGEST_CELL)).collect();
    let beside = |count: usize| needed[..count].iter().map(|columns| columns + BETWEEN).sum::<u16>();
    let room_beside = |count: &usize| room.saturating_sub(beside(*count)) >= subject.min(LEAST_SUBJECT);
    let count = (0..=needed.len()).rev().find(room_beside).unwrap_or(0);
    if count == 0 { room } else { room.saturating_sub(beside(count)) }
}

/// How many columns each candidate gets in so much room; none for one that is left out. What is left goes to those that
/// were cut when all are there: so a wider window takes nothing away.
pub fn columns(candidates: &[Candidate], room: u16) -> Vec<Option<u16>> {
    let mut subject = subject_room(candidates, room);
    let mut given: Vec<Option<u16>> = vec![None; candidates.len()];
    let mut left = room + BETWEEN;
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    sort_by_key(&mut order, |at| candidates[*at].rank);
    for (number, at) in order.iter().copied().enumerate() {
        let Candidate { natural, most, rank } = candidates[at];
        let fits = left.saturating_sub(BETWEEN);
        let taken = match rank {
            Rank::Subject => {
                // Of two that say what a row is, the first leaves the second room for a date or a few words.
                let others = order[number + 1..].iter().map(|at| candidates[*at]).filter(|it| it.rank == rank);
                let after: u16 = others.map(|it| it.natural.min(LEAST_SECOND) + BETWEEN).sum();
                natural.min(LONGEST_LINE).min(fits).min(subject.saturating_sub(after).max(subject / 2))
            }
            // Whole, or left out: half a name tells nothing.
            Rank::Needed => natural.min(LONGEST_CELL),
            Rank::Other => natural.min(most),
        };
        if rank == Rank::Subject {
            let is_first = given.iter().all(Option::is_none);
            if !is_first && taken < natural.min(LEAST_SECOND) {
                // A second one in a strip as narrow as a word tells less than all of it below the table.
                continue;
            }
            subject = subject.saturating_sub(taken + BETWEEN);
        } else if taken > fits {
            return given;
        }
        given[at] = Some(taken);
        left -= taken + BETWEEN;
    }
    widen(&mut given, candidates, left);
    given
}

/// The same for a table that has the panel for itself: the columns that it has in no more than `alone`, so that none goes
/// again where the thing itself comes beside it, but what a row is about as wide as it is in all the room that there is.
pub fn columns_alone(candidates: &[Candidate], alone: u16, room: u16) -> Vec<Option<u16>> {
    let mut given = columns(candidates, alone.min(room));
    let taken: u16 = given.iter().flatten().map(|taken| taken + BETWEEN).sum();
    let most = |it: &Candidate| if it.rank == Rank::Subject { it.natural.min(LONGEST_LINE) } else { 0 };
    let wants = |it: &Candidate| Candidate { natural: most(it), ..*it };
    let wanted: Vec<Candidate> = candidates.iter().map(wants).collect();
    widen(&mut given, &wanted, (room + BETWEEN).saturating_sub(taken));
    given
}

/// Gives what is left to the columns that had to be cut, the widest first.
fn widen(given: &mut [Option<u16>], candidates: &[Candidate], mut left: u16) {
    while left > 0 {
        let missing = |at: usize| given[at].map_or(0, |taken| candidates[at].natural.saturating_sub(taken));
        let Some(widest) = (0..given.len()).filter(|at| missing(*at) > 0).max_by_key(|at| missing(*at)) else { break };
        let more = left.min(missing(widest));
        given[widest] = given[widest].map(|taken| taken + more);
        left -= more;
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Candidate, PanelPart, Rank, Split, Viewport, beside_list, columns, columns_alone, form_beside, guidance,
        page_of, picture_beside, split,
    };

    const ACTION: Candidate = Candidate { natural: 45, most: 30, rank: Rank::Subject };
    const OWNER: Candidate = Candidate { natural: 19, most: 18, rank: Rank::Needed };
    const DUE: Candidate = Candidate { natural: 12, most: 16, rank: Rank::Needed };
    const WITH: Candidate = Candidate { natural: 20, most: 30, rank: Rank::Other };

    #[test]
    fn what_a_row_is_about_is_whole_before_any_other_column_gets_room() {
        let all = [ACTION, OWNER, DUE, WITH];
        for (room, expected) in [
            (40, [Some(40), None, None, None]),
            (54, [Some(45), None, None, None]),
            (60, [Some(45), None, None, None]),
            (61, [Some(40), Some(19), None, None]),
            (72, [Some(45), Some(19), None, None]),
            (75, [Some(40), Some(19), Some(12), None]),
            (92, [Some(45), Some(19), Some(12), None]),
            (112, [Some(45), Some(19), Some(12), Some(20)]),
            (180, [Some(45), Some(19), Some(12), Some(20)]),
        ] {
            let given = columns(&all, room);
            let taken: u16 = given.iter().flatten().map(|taken| taken + 2).sum();
            assert!(taken <= room + 2, "{room}: {given:?}");
            assert_eq!(given[0], expected[0], "{room}: {given:?}");
            let shown = |given: &[Option<u16>]| given.iter().map(Option::is_some).collect::<Vec<_>>();
            assert_eq!(shown(&given), shown(&expected), "{room}: {given:?}");
        }
    }

    #[test]
    fn what_a_row_is_about_uses_the_room_of_a_table_that_stands_alone() {
        // With all that matters in 76 columns what a row is about is wrapped; with more room it is not, and nothing else is
        // wider or comes in.
        let all = [ACTION, OWNER, DUE, WITH];
        assert_eq!(columns_alone(&all, 76, 76), columns(&all, 76));
        for room in 81..110 {
            assert_eq!(columns_alone(&all, 76, room), [Some(45), Some(19), Some(12), None], "{room}");
        }
    }

    #[test]
    fn rows_of_different_heights_turn_pages_with_the_selected_one_whole() {
        for (heights, selected, rows, first, count) in [
            (vec![1, 2, 1, 2, 1], 0, 4, 0, 3),
            (vec![1, 2, 1, 2, 1], 3, 4, 2, 3),
            (vec![2; 5], 4, 4, 3, 2),
            (vec![1; 5], 2, 9, 0, 5),
            (vec![9, 1], 0, 4, 0, 1),
        ] {
            let shown = page_of(&heights, selected, rows);
            let expected = Viewport { first, count, more: heights.len() - first - count };
            assert_eq!(shown, expected, "{heights:?} {selected} {rows}");
        }
        assert_eq!(page_of(&[], 0, 4), Viewport { first: 0, count: 0, more: 0 });
    }

    #[test]
    fn nothing_is_shorter_on_a_wider_screen() {
        let all = [ACTION, OWNER, DUE, WITH];
        for room in 30..200 {
            let (narrow, wide) = (columns(&all, room), columns(&all, room + 1));
            // What a row is about is wrapped, and so whole, once it has as many columns as that takes.
            let is_enough = |given: Option<u16>| given.is_some_and(|given| given >= 40);
            assert!(narrow[0] <= wide[0] || is_enough(wide[0]), "{room}: {narrow:?} {wide:?}");
            for at in 1..all.len() {
                assert!(narrow[at] <= wide[at], "{room}: {narrow:?} {wide:?}");
            }
        }
    }

    #[test]
    fn what_is_under_the_cursor_stands_near_a_list_that_has_no_use_for_more_room() {
        for (columns, wanted, most, expected) in [
            (116, 40, 45, (45, 48, 68)),
            (196, 40, 45, (45, 48, 72)),
            (196, 40, 300, (121, 124, 72)),
            (116, 75, 90, (75, 78, 38)),
        ] {
            let Split { list, detail } = split(columns, 40, 4, wanted).near(columns, most);
            assert_eq!((list.columns, detail.x, detail.columns), expected, "{columns} {wanted} {most}");
            assert!(detail.x + detail.columns <= columns);
        }
        let below = split(76, 20, 4, 40);
        assert_eq!(below.near(76, 30), below, "below it nothing is nearer");
    }

    #[test]
    fn guidance_takes_only_rows_that_are_empty() {
        for (columns, rows, empty, kinds, expected) in [
            (76, 17, 17, 2, 0),
            (95, 40, 40, 2, 0),
            (96, 33, 6, 2, 0),
            (96, 33, 7, 2, 2),
            (116, 33, 20, 1, 1),
            (196, 53, 40, 2, 2),
            (196, 53, 40, 0, 0),
        ] {
            let parts = guidance(columns, rows, empty, kinds);
            assert_eq!(parts.len(), expected, "{columns} {rows} {empty} {kinds}");
            for part in &parts {
                assert!(part.y > rows - empty && part.y + part.rows <= rows, "{part:?}");
                assert!(part.columns <= 72 && part.x + part.columns <= columns, "{part:?}");
            }
            assert!(parts.windows(2).all(|two| two[0].x + two[0].columns < two[1].x), "{parts:?}");
        }
    }

    #[test]
    fn two_things_beside_each_other_share_the_panel_and_touch_nowhere() {
        type Share = fn(u16, u16) -> Option<(PanelPart, PanelPart)>;
        for (share, from) in [(picture_beside as Share, 136), (form_beside, 96), (beside_list, 96)] {
            let mut before = (0, 0);
            for columns in 56..240 {
                let Some((left, right)) = share(columns, 30) else {
                    assert!(columns < from, "{columns}");
                    continue;
                };
                assert!(columns >= from, "{columns}");
                assert!(left.x == 0 && left.x + left.columns < right.x, "{left:?} {right:?}");
                assert!(right.x + right.columns <= columns, "{left:?} {right:?}");
                assert!(left.columns >= 40 && right.columns >= 40, "{left:?} {right:?}");
                let now = (left.columns, right.columns);
                assert!(now.0 + 1 >= before.0 && now.1 + 1 >= before.1, "{before:?} {now:?}");
                before = now;
            }
        }
    }

    #[test]
    fn the_thing_itself_stands_beside_its_list_where_there_is_room() {
        for (size, items, wanted, is_beside) in [
            ((56, 14), 10, 40, false),
            ((76, 17), 3, 70, false),
            ((95, 30), 3, 30, false),
            ((96, 30), 3, 57, true),
            ((96, 30), 3, 58, false),
            ((116, 33), 10, 75, true),
            ((196, 53), 40, 100, true),
        ] {
            let Split { list, detail } = split(size.0, size.1, items, wanted);
            assert_eq!(detail.x > 2, is_beside, "{size:?} {list:?} {detail:?}");
            let ends = |cells: PanelPart| (cells.x + cells.columns, cells.y + cells.rows);
            assert!(ends(list).0 <= size.0 && ends(list).1 <= size.1, "{size:?} {list:?}");
            assert!(ends(detail).0 <= size.0 && ends(detail).1 <= size.1, "{size:?} {detail:?}");
            assert!(ends(list).0 <= detail.x || ends(list).1 <= detail.y, "{size:?} {list:?} {detail:?}");
            assert!(!is_beside || list.columns >= wanted && detail.columns <= 72, "{size:?} {list:?} {detail:?}");
        }
    }
}

//! How much room there is for what: plain arithmetic on the size of the screen. Paging and the wrapping of a text depend
//! on it, so both `update` and `view` ask here.

/// The size of the screen, in columns and rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

impl Size {
    /// The smallest screen that the program works on.
    pub const SMALLEST: Self = Self { columns: 60, rows: 20 };

    /// Whether the program can work on it.
    pub fn is_enough(self) -> bool {
        self.columns >= Self::SMALLEST.columns && self.rows >= Self::SMALLEST.rows
    }

    /// Empty columns on each side.
    pub fn margin(self) -> u16 {
        if self.columns >= 72 { 2 } else { 1 }
    }

    /// Columns between the margins.
    pub fn inner(self) -> u16 {
        self.columns.saturating_sub(2 * self.margin())
    }

    /// The first row of the panel: below header, steps, rule, tabs and, where there is room, an empty row.
    pub fn body_top(self) -> u16 {
        if self.rows >= 22 { 5 } else { 4 }
    }

    /// Rows of the panel: above the rule and the footer.
    pub fn body_rows(self) -> u16 {
        self.rows.saturating_sub(self.body_top() + 2)
    }

    /// Columns of the labels of a form.
    pub fn label_columns(self) -> u16 {
        20.min(self.inner() / 3)
    }

    /// Columns of the values of a form.
    pub fn value_columns(self) -> u16 {
        self.inner().saturating_sub(self.label_columns() + 2)
    }

    /// Rows that a key for a screenful goes.
    pub fn screenful(self) -> usize {
        usize::from(self.body_rows().saturating_sub(3).max(1))
    }
}

/// Which part of a list is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewport {
    /// The first.
    pub first: usize,
    /// How many.
    pub count: usize,
    /// How many come after.
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

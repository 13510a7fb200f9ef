//! The only place that puts text into cells: every text is made safe to show first, cut at its columns with an ellipsis,
//! and never written outside the screen.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use crate::domain::safe_text::SafeText;
use crate::telling::shorten::{broken_off, cut};
use crate::tui::model::field::wrap;
use crate::tui::theme::Styles;

/// Cells to draw in, and the styles to draw with.
pub(crate) struct Painter<'frame> {
    buffer: &'frame mut Buffer,
    /// The styles of the theme.
    pub(crate) styles: &'frame Styles,
    /// Where the cursor of a text is that is typed in the panel itself.
    pub(crate) cursor: Option<(u16, u16)>,
}

impl<'frame> Painter<'frame> {
    /// A painter of these cells.
    pub(crate) fn new(buffer: &'frame mut Buffer, styles: &'frame Styles) -> Self {
        Self { buffer, styles, cursor: None }
    }

    /// The whole screen, margins too.
    pub(crate) fn area(&self) -> Rect {
        self.buffer.area
    }

    /// Puts text on a row in at most so many columns, and tells how many it took.
    pub(crate) fn put(&mut self, x: u16, y: u16, columns: u16, text: &str, style: Style) -> u16 {
        let area = self.buffer.area;
        if y >= area.bottom() || x >= area.right() || columns == 0 {
            return 0;
        }
        let columns = columns.min(area.right() - x);
        if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return self.put_plain(x, y, columns, text, style);
        }
        let shown = SafeText::new(text);
        let text = shown.as_str();
        if width(text) <= columns {
            return self.buffer.set_stringn(x, y, text, usize::from(columns), style).0 - x;
        }
        let begin = cut(text, usize::from(columns) - 1);
        self.buffer.set_stringn(x, y, broken_off(text, begin.len()), usize::from(columns), style).0 - x
    }

    /// The same for a text of which each letter is one byte, and takes one column: most are, and need not be taken apart.
    fn put_plain(&mut self, x: u16, y: u16, columns: u16, text: &str, style: Style) -> u16 {
        if text.len() > usize::from(columns) {
            let begin = broken_off(text, usize::from(columns) - 1);
            return self.buffer.set_stringn(x, y, begin, usize::from(columns), style).0 - x;
        }
        let begin = self.buffer.index_of(x, y);
        for (cell, letter) in self.buffer.content[begin..].iter_mut().zip(text.chars()) {
            cell.set_char(letter).set_style(style);
        }
        u16::try_from(text.len()).unwrap_or(u16::MAX)
    }

    /// Puts text so that it ends before a column.
    pub(crate) fn put_right(&mut self, right: u16, y: u16, columns: u16, text: &str, style: Style) {
        let taken = width(SafeText::new(text).as_str()).min(columns);
        self.put(right.saturating_sub(taken), y, columns, text, style);
    }

    /// Puts text in the middle of an area's row.
    pub(crate) fn put_centred(&mut self, area: Rect, y: u16, text: &str, style: Style) {
        let taken = width(SafeText::new(text).as_str()).min(area.width);
        self.put(area.x + (area.width - taken) / 2, y, area.width, text, style);
    }

    /// Puts text on as many rows as it takes, at most those of the area; tells how many.
    pub(crate) fn put_wrapped(&mut self, area: Rect, text: &str, style: Style) -> u16 {
        let safe: Vec<String> = text.split('\n').map(|line| SafeText::new(line).as_str().to_owned()).collect();
        let text = safe.join("\n");
        let rows = wrap(&text, usize::from(area.width));
        let shown = rows.len().min(usize::from(area.height));
        for (number, row) in rows.iter().take(shown).enumerate() {
            let y = area.y + u16::try_from(number).unwrap_or(u16::MAX);
            let line = text[row.clone()].trim_end();
            if number + 1 == shown && rows.len() > shown {
                self.put(area.x, y, area.width, &last_row(line, &text[row.end..], area.width), style);
            } else {
                self.put(area.x, y, area.width, line, style);
            }
        }
        u16::try_from(shown).unwrap_or(u16::MAX)
    }

    /// How many rows at the bottom of an area nothing stands on.
    pub(crate) fn empty_rows_below(&self, area: Rect) -> u16 {
        let is_empty = |y: &u16| {
            let begin = self.buffer.index_of(area.x, *y);
            self.buffer.content[begin..begin + usize::from(area.width)].iter().all(|cell| cell.symbol() == " ")
        };
        u16::try_from((area.y..area.bottom()).rev().take_while(is_empty).count()).unwrap_or(0)
    }

    /// Gives an area a style, over what is there.
    pub(crate) fn restyle(&mut self, area: Rect, style: Style) {
        self.buffer.set_style(area.intersection(self.buffer.area), style);
    }

    /// Takes away what stands in an area, before something lies on top of it.
    pub(crate) fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        if area.is_empty() {
            return;
        }
        let mut blank = Cell::EMPTY;
        blank.set_style(self.styles.screen);
        for y in area.top()..area.bottom() {
            let begin = self.buffer.index_of(area.x, y);
            self.buffer.content[begin..begin + usize::from(area.width)].fill(blank.clone());
        }
    }

    /// Draws a line across an area's row.
    pub(crate) fn rule(&mut self, area: Rect, y: u16) {
        let line = "─".repeat(usize::from(area.width));
        self.put(area.x, y, area.width, &line, self.styles.border);
    }
}

/// A row after which more would come: whole words, and of parts that stand beside each other whole ones, so that no label
/// is cut from what it is of.
fn last_row(line: &str, rest: &str, columns: u16) -> String {
    let is_whole = rest.trim_start().starts_with('·');
    let with_this_part = Some(format!("{line} · …")).filter(|text| is_whole && width(text) <= columns);
    if let Some(text) = with_this_part {
        return text;
    }
    if let Some(at) = line.rfind(" · ") {
        return format!("{} · …", &line[..at]);
    }
    let mut line = line;
    while width(line) + 2 > columns
        && let Some(at) = line.rfind(' ')
    {
        line = line[..at].trim_end();
    }
    format!("{line} …")
}

/// How many columns a text takes.
pub(crate) fn width(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// A part of an area: so many rows from the top left out, and at most so many kept.
pub(crate) fn rows(area: Rect, from: u16, count: u16) -> Rect {
    let from = from.min(area.height);
    Rect { y: area.y + from, height: count.min(area.height - from), ..area }
}

//! Digits of three rows, out of half blocks: a time that is read from the other side of the room. No image, no code that
//! a terminal may not know.

use ratatui::style::Style;

use super::paint::Painter;

/// How many rows of the screen a digit takes.
pub(crate) const ROWS: u16 = 3;
/// Columns of a digit and the white behind it.
const DIGIT: u16 = 4;
/// Columns of a colon and the white behind it.
const COLON: u16 = 2;

/// The dots of the digits, five rows of three, from the top.
const DIGITS: [[u8; 5]; 10] = [
    [0b111, 0b101, 0b101, 0b101, 0b111],
    [0b010, 0b110, 0b010, 0b010, 0b111],
    [0b111, 0b001, 0b111, 0b100, 0b111],
    [0b111, 0b001, 0b111, 0b001, 0b111],
    [0b101, 0b101, 0b111, 0b001, 0b001],
    [0b111, 0b100, 0b111, 0b001, 0b111],
    [0b111, 0b100, 0b111, 0b101, 0b111],
    [0b111, 0b001, 0b001, 0b001, 0b001],
    [0b111, 0b101, 0b111, 0b101, 0b111],
    [0b111, 0b101, 0b111, 0b001, 0b111],
];

/// How many columns a time takes.
pub(crate) fn width(time: &str) -> u16 {
    let columns: u16 = time.chars().map(|sign| if sign.is_ascii_digit() { DIGIT } else { COLON }).sum();
    columns.saturating_sub(1)
}

/// Draws a time, such as `2:40`, so that it ends before a column.
pub(crate) fn put_right(right: u16, y: u16, time: &str, style: Style, painter: &mut Painter<'_>) {
    let mut x = right.saturating_sub(width(time));
    for sign in time.chars() {
        let (dots, columns) = match sign.to_digit(10).and_then(|digit| DIGITS.get(digit as usize)) {
            Some(dots) => (*dots, DIGIT - 1),
            None => ([0, 1, 0, 1, 0], COLON - 1),
        };
        for row in 0..ROWS {
            let line: String = (0..columns).map(|column| half_block(dots, row, columns - column - 1)).collect();
            painter.put(x, y + row, columns, &line, style);
        }
        x += columns + 1;
    }
}

/// The sign for two dots, one above the other.
fn half_block(dots: [u8; 5], row: u16, bit: u16) -> char {
    let is_set = |row: u16| dots.get(usize::from(row)).is_some_and(|line| line >> bit & 1 == 1);
    match (is_set(row * 2), is_set(row * 2 + 1)) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    }
}

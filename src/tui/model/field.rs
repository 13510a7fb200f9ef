//! A text that is being typed: the words and the cursor, which moves by what a reader calls a letter, so that an emoji of
//! five code points goes with one key. Plain data; how it is drawn is the view's business.

use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::UnicodeWidthStr;

use crate::domain::limits::{self, LONGEST_TEXT, Limit};
use crate::domain::safe_text::typed;
use crate::tui::keymap::{Chord, Key};

/// A text that is larger than this, in bytes, does not fit however much of it cannot be seen: it is not even tidied.
const NEVER_FITS: usize = 16 * LONGEST_TEXT;

/// A text and a cursor in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextField {
    text: String,
    cursor: usize,
    /// What is typed first takes the place of all of it.
    is_marked: bool,
}

impl TextField {
    /// A field with this text and the cursor behind it.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let cursor = text.len();
        Self { text, cursor, is_marked: false }
    }

    /// A field with this text, of which the first letter that is typed takes the place; any other key keeps it.
    pub fn marked(text: impl Into<String>) -> Self {
        let field = Self::new(text);
        Self { is_marked: !field.text.is_empty(), ..field }
    }

    /// Whether what is typed first takes the place of all of it.
    pub fn is_marked(&self) -> bool {
        self.is_marked
    }

    /// The text as it stands now, lines divided by `\n`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the cursor is, in bytes.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Types text at the cursor; what cannot be seen is left out. Without `lines`, new lines become spaces.
    ///
    /// # Errors
    /// The text would be more than a field holds; it is as it was.
    pub fn insert(&mut self, text: &str, lines: bool) -> Result<(), Limit> {
        if text.len() > NEVER_FITS {
            return Err(Limit::Bytes);
        }
        let mut clean = typed(text);
        if !lines {
            clean = clean.replace('\n', " ");
        }
        let (before, after) =
            if self.is_marked { ("", "") } else { (&self.text[..self.cursor], &self.text[self.cursor..]) };
        // A letter and an accent that arrive apart become one, wherever the seam is.
        let before = typed(&format!("{before}{clean}"));
        let text = format!("{before}{after}");
        limits::text(&text)?;
        *self = Self { text, cursor: before.len(), is_marked: false };
        self.snap();
        Ok(())
    }

    /// Does what a key does in a text; tells whether it was one of its keys. `width` is that of the rows it is shown in.
    ///
    /// # Errors
    /// The letter would be more than a field holds; the text is as it was.
    pub fn press(&mut self, chord: Chord, lines: bool, width: usize) -> Result<bool, Limit> {
        if let Some(letter) = chord.letter() {
            return self.insert(letter.encode_utf8(&mut [0; 4]), lines).map(|()| true);
        }
        Ok(self.press_other(chord, width))
    }

    /// Does what a key does that is no letter.
    fn press_other(&mut self, chord: Chord, width: usize) -> bool {
        let was_marked = std::mem::take(&mut self.is_marked);
        if was_marked && matches!(chord.key, Key::Backspace | Key::Delete) {
            self.remove(0..self.text.len());
            return true;
        }
        let by_word = chord.control || chord.alt;
        match chord.key {
            Key::Left if by_word => self.cursor = self.word_left(),
            Key::Right if by_word => self.cursor = self.word_right(),
            Key::Left => self.cursor = self.letter_left(),
            Key::Right => self.cursor = self.letter_right(),
            Key::Backspace if by_word => self.remove(self.word_left()..self.cursor),
            Key::Char('w') if chord.control => self.remove(self.word_left()..self.cursor),
            Key::Backspace => self.remove(self.letter_left()..self.cursor),
            Key::Delete => self.remove(self.cursor..self.letter_right()),
            Key::Char('u') if chord.control => self.remove(self.row(width).start..self.cursor),
            Key::Char('k') if chord.control => self.remove(self.cursor..self.row(width).end),
            Key::Home => self.cursor = self.row(width).start,
            Key::End => self.cursor = self.row(width).end,
            Key::Up => return self.row_up(width),
            Key::Down => return self.row_down(width),
            _ => return false,
        }
        true
    }

    fn remove(&mut self, range: Range<usize>) {
        self.cursor = range.start;
        self.text.replace_range(range, "");
        self.snap();
    }

    /// Joins what stands apart no more, such as a letter and the accent behind it, and keeps the cursor on an edge.
    fn snap(&mut self) {
        let tidy = typed(&self.text);
        if tidy != self.text {
            self.text = tidy;
        }
        self.cursor = self.cursor.min(self.text.len());
        while !self.text.is_char_boundary(self.cursor) {
            self.cursor += 1;
        }
        let mut edge = GraphemeCursor::new(self.cursor, self.text.len(), true);
        if edge.is_boundary(&self.text, 0) != Ok(true) {
            self.cursor = self.letter_right();
        }
    }

    fn letter_left(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn letter_right(&self) -> usize {
        let mut edge = GraphemeCursor::new(self.cursor, self.text.len(), true);
        edge.next_boundary(&self.text, 0).ok().flatten().unwrap_or(self.text.len())
    }

    fn word_left(&self) -> usize {
        let words = self.text[..self.cursor].split_word_bound_indices();
        words.rev().find(|(_, word)| !word.trim().is_empty()).map_or(0, |(at, _)| at)
    }

    fn word_right(&self) -> usize {
        let words = self.text[self.cursor..].split_word_bound_indices();
        let mut past = words.skip_while(|(_, word)| word.trim().is_empty());
        past.next().map_or(self.text.len(), |(at, word)| self.cursor + at + word.len())
    }

    fn row(&self, width: usize) -> Range<usize> {
        let rows = wrap(&self.text, width);
        rows[row_of(&rows, self.cursor)].clone()
    }

    fn row_up(&mut self, width: usize) -> bool {
        let rows = wrap(&self.text, width);
        let row = row_of(&rows, self.cursor);
        row > 0 && self.go_to_row(&rows, row, row - 1)
    }

    fn row_down(&mut self, width: usize) -> bool {
        let rows = wrap(&self.text, width);
        let row = row_of(&rows, self.cursor);
        row + 1 < rows.len() && self.go_to_row(&rows, row, row + 1)
    }

    fn go_to_row(&mut self, rows: &[Range<usize>], from: usize, to: usize) -> bool {
        let column = self.text[rows[from].start..self.cursor].width();
        let target = &self.text[rows[to].clone()];
        let mut reached = 0;
        let mut at = rows[to].start;
        for letter in target.graphemes(true) {
            if reached + letter.width() > column {
                break;
            }
            reached += letter.width();
            at += letter.len();
        }
        self.cursor = at;
        true
    }
}

/// The rows in which a text is shown, as ranges of bytes: broken at new lines, and before a word that would pass `width`
/// columns. There is always one.
pub fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    let width = width.max(1);
    let mut rows = Vec::new();
    let mut line_start = 0;
    for line in text.split('\n') {
        wrap_line(line, line_start, width, &mut rows);
        line_start += line.len() + 1;
    }
    rows
}

fn wrap_line(line: &str, offset: usize, width: usize, rows: &mut Vec<Range<usize>>) {
    if line.len() <= width {
        // No text takes more columns than bytes.
        rows.push(offset..offset + line.len());
        return;
    }
    let (mut start, mut used) = (0, 0);
    let mut at = 0;
    for word in line.split_inclusive(' ') {
        let columns = word.trim_end_matches(' ').width();
        if used + columns > width && at > start {
            rows.push(offset + start..offset + at);
            (start, used) = (at, 0);
        }
        if columns > width {
            for letter in word.graphemes(true) {
                if used + letter.width() > width && at > start {
                    rows.push(offset + start..offset + at);
                    (start, used) = (at, 0);
                }
                used += letter.width();
                at += letter.len();
            }
        } else {
            used += word.width();
            at += word.len();
        }
    }
    rows.push(offset + start..offset + line.len());
}

/// The row that the cursor is in: at the seam of two rows of one line, the second.
pub fn row_of(rows: &[Range<usize>], cursor: usize) -> usize {
    rows.iter().rposition(|row| row.start <= cursor).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{TextField, wrap};
    use crate::tui::keymap::{Chord, Key};

    fn pressed(text: &str, keys: &[Chord]) -> String {
        let mut field = TextField::new(text);
        for key in keys {
            field.press(*key, true, 20).expect("it fits");
        }
        let (before, after) = field.text().split_at(field.cursor());
        format!("{before}|{after}")
    }

    #[test]
    fn keys_edit_by_letters_as_a_reader_sees_them() {
        let plain = Chord::plain;
        let cases: &[(&str, &[Chord], &str)] = &[
            ("Gül", &[plain(Key::Backspace)], "Gü|"),
            ("👩‍👩‍👧", &[plain(Key::Backspace)], "|"),
            ("a👩‍👩‍👧b", &[plain(Key::Left), plain(Key::Left)], "a|👩‍👩‍👧b"),
            ("a👩‍👩‍👧b", &[plain(Key::Home), plain(Key::Right), plain(Key::Delete)], "a|b"),
            ("e", &[plain(Key::Char('\u{301}'))], "é|"),
            ("twee woorden", &[Chord::control('w')], "twee |"),
            ("twee woorden", &[Chord { key: Key::Left, control: true, alt: false }, Chord::control('u')], "|woorden"),
            ("een\ntwee", &[plain(Key::Up)], "een|\ntwee"),
            ("een\ntwee", &[plain(Key::Home), plain(Key::Up), plain(Key::End)], "een|\ntwee"),
            ("", &[plain(Key::Char('\u{202e}')), plain(Key::Char('x'))], "x|"),
            ("\u{301}", &[plain(Key::Home), plain(Key::Char('u'))], "ú|"),
            ("", &[plain(Key::Backspace), plain(Key::Delete), plain(Key::Up)], "|"),
        ];
        for (text, keys, expected) in cases {
            assert_eq!(pressed(text, keys), *expected, "{text:?} {keys:?}");
        }
    }

    #[test]
    fn a_marked_text_gives_way_to_the_first_letter_and_to_no_other_key() {
        let plain = Chord::plain;
        let cases: &[(&[Chord], &str)] = &[
            (&[plain(Key::Char('7'))], "7"),
            (&[plain(Key::Char('7')), plain(Key::Char('-'))], "7-"),
            (&[plain(Key::Backspace)], ""),
            (&[plain(Key::End), plain(Key::Char('7'))], "12-37"),
            (&[plain(Key::Left), plain(Key::Backspace)], "123"),
        ];
        for (keys, expected) in cases {
            let mut field = TextField::marked("12-3");
            for key in *keys {
                field.press(*key, false, 20).expect("it fits");
            }
            assert_eq!(field.text(), *expected, "{keys:?}");
            assert!(!field.is_marked());
        }
    }

    #[test]
    fn rows_break_before_words_and_hold_all_text() {
        for (text, width, expected) in [
            ("een twee drie", 8, vec!["een twee ", "drie"]),
            ("lettergrepen", 5, vec!["lette", "rgrep", "en"]),
            ("een\n\ntwee", 10, vec!["een", "", "twee"]),
            ("", 10, vec![""]),
            ("aa 🌳🌳🌳", 4, vec!["aa ", "🌳🌳", "🌳"]),
        ] {
            let rows: Vec<&str> = wrap(text, width).into_iter().map(|row| &text[row]).collect();
            assert_eq!(rows, expected);
        }
    }
}

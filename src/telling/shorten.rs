//! Texts for which there is not enough room: cut between words, so that what is left can be read.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The beginning of a text that ends there with `…`: whole words, unless that would be less than half of what there is room
/// for.
#[must_use]
pub fn broken_off(text: &str, end: usize) -> String {
    let begin = &text[..end];
    let is_whole = begin.ends_with(' ') || text[end..].starts_with(' ');
    match begin.rfind(' ').filter(|at| !is_whole && *at * 2 >= end) {
        Some(at) => format!("{} …", begin[..at].trim_end()),
        None => format!("{}…", begin.trim_end()),
    }
}

/// Text of at most so many letters as a reader counts them, `…` for the rest.
#[must_use]
pub fn shorten(text: &str, most: usize) -> String {
    // A letter takes at least one byte, so a text of few bytes need not be counted.
    if text.len() <= most {
        return text.to_owned();
    }
    // Nor need one that begins with as many letters of one byte: then it is known where it is cut.
    let begin = text.as_bytes().get(..=most).filter(|begin| begin.iter().all(|byte| matches!(byte, b' '..=b'~')));
    if begin.is_some() {
        return broken_off(text, most.saturating_sub(1));
    }
    let mut letters = text.grapheme_indices(true).map(|(at, _)| at);
    let Some(end) = letters.nth(most.saturating_sub(1)) else { return text.to_owned() };
    match letters.next() {
        None => text.to_owned(),
        Some(_) => broken_off(text, end),
    }
}

/// The beginning of a text that takes at most so many columns.
#[must_use]
pub fn cut(text: &str, columns: usize) -> &str {
    let mut used = 0;
    for (at, letter) in text.grapheme_indices(true) {
        used += letter.width();
        if used > columns {
            return &text[..at];
        }
    }
    text
}

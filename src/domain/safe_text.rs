//! Text that is safe to show. A session file may come from anybody: what it holds reaches a screen, a pipe or a file
//! only as [`SafeText`]. And the other way round: what a person types or a file holds is tidied on the way in.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use memchr::memchr_iter;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::bytes::{BEGINS_PUNCTUATION, COMBINING, CONTROL, RARE, UNUSUAL, holds_none, places_of};
use super::invisible::{is_invisible, may_hold_invisible, with_before};

/// More combining marks than this on one letter are left out: no language needs them, and they climb over other lines.
const MARKS_PER_LETTER: usize = 4;
/// More characters than this in one letter are left out: the longest pictures of people have ten.
const CHARACTERS_PER_LETTER: usize = 10;

/// Dashes, quotation marks and dots, which nearly every sentence of the program has, behind their first byte: none of them
/// hides or joins.
const PUNCTUATION: std::ops::RangeInclusive<[u8; 2]> = [0x80, 0x90]..=[0x80, 0xa7];

/// Something to which joiners and selectors belong.
const SOME_PICTURE: char = '☃';

/// Text without anything that a terminal, a spreadsheet or a reader could mistake for something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SafeText<'text>(Cow<'text, str>);

impl<'text> SafeText<'text> {
    /// Makes text safe: control characters become pictures of themselves, invisible ones become visible marks, a tab
    /// becomes spaces, a new line becomes a space, and towers of accents are cut.
    pub fn new(text: &'text str) -> Self {
        if is_usual(text) {
            return Self(Cow::Borrowed(text));
        }
        if is_plain(text) {
            return Self(without_crowds(Cow::Borrowed(text)));
        }
        let mut safe = String::with_capacity(text.len() + 8);
        let mut marks = 0;
        for (before, character) in with_before(text) {
            marks = if is_combining_mark(character) { marks + 1 } else { 0 };
            match character {
                '\n' => safe.push(' '),
                '\t' => safe.push_str("    "),
                '\0'..='\x1f' => safe.push(char::from_u32(0x2400 + character as u32).unwrap_or('·')),
                '\x7f' => safe.push('␡'),
                '\u{80}'..='\u{9f}' => safe.push('·'),
                _ if is_invisible(before, character) => {
                    let _ = write!(safe, "⟨U+{:04X}⟩", character as u32);
                }
                _ if marks > MARKS_PER_LETTER => {}
                _ => safe.push(character),
            }
        }
        Self(without_crowds(Cow::Owned(safe)))
    }

    /// The text, to be shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SafeText<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

/// Lines that are safe to show, each with its end.
#[derive(Debug, Default)]
pub struct SafeLines(String);

impl SafeLines {
    /// None yet, with room for so many bytes.
    pub fn with_room(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Adds a line of these parts, made safe.
    pub fn add(&mut self, parts: &[&str]) {
        let begin = self.0.len();
        self.0.extend(parts.iter().copied());
        // Most are safe as they are, and stand there already.
        if let SafeText(Cow::Owned(safe)) = SafeText::new(&self.0[begin..]) {
            self.0.truncate(begin);
            self.0.push_str(&safe);
        }
        self.0.push('\n');
    }

    /// All of them, to be shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Cuts what some scripts and joined pictures allow: any number of characters in the place of one letter.
fn without_crowds(text: Cow<'_, str>) -> Cow<'_, str> {
    let joins = |character: char| matches!(character, '\u{600}'..='\u{1fff}' | '\u{200d}' | '\u{a960}'..='\u{d7ff}' | '\u{10000}'..);
    let is_crowd = |letter: &str| letter.chars().nth(CHARACTERS_PER_LETTER).is_some() || letter.width() > 2;
    let may_join = places_of::<UNUSUAL>(&text).any(|at| text[at..].starts_with(joins));
    if !may_join || !text.graphemes(true).any(is_crowd) {
        return text;
    }
    // A sign that joins whatever comes after it would make a new crowd of what is left.
    let joins_next = |character: char| format!("{character}a").graphemes(true).count() == 1;
    let cut = |letter: &str| -> String {
        if !is_crowd(letter) {
            return letter.to_owned();
        }
        let mut kept: String =
            letter.chars().filter(|character| !joins_next(*character)).take(CHARACTERS_PER_LETTER).collect();
        while kept.width() > 2 || kept.ends_with('\u{200d}') {
            kept.pop();
        }
        kept
    };
    Cow::Owned(text.graphemes(true).map(cut).collect())
}

/// JSON in which whatever a terminal could take amiss is written as the escapes that JSON has for it.
pub fn visible_json(json: &str) -> Cow<'_, str> {
    let is_visible = |before: char, character: char| {
        character == '\n' || !character.is_control() && !is_invisible(before, character)
    };
    if !may_hold_invisible(json) && !json.contains('\t') {
        return Cow::Borrowed(json);
    }
    let mut safe = String::with_capacity(json.len() + 8);
    for (before, character) in with_before(json) {
        if is_visible(before, character) {
            safe.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(safe, "\\u{unit:04x}");
            }
        }
    }
    Cow::Owned(safe)
}

/// Whether a text is of letters as people here write them and the punctuation of sentences alone: shown as it is.
fn is_usual(text: &str) -> bool {
    let is_punctuation = |at: usize| matches!(text.as_bytes().get(at + 1..at + 3), Some([first, last]) if PUNCTUATION.contains(&[*first, *last]));
    holds_none::<{ CONTROL | RARE | COMBINING }>(text)
        && memchr_iter(BEGINS_PUNCTUATION, text.as_bytes()).all(is_punctuation)
}

/// Whether nothing in a text is a control character, invisible, or combines with what stands before it. Only what begins
/// with an unusual byte is asked, because a letter as people here write it is none of these.
fn is_plain(text: &str) -> bool {
    places_of::<{ CONTROL | UNUSUAL | COMBINING }>(text).all(|at| {
        let before = text[..at].chars().next_back().unwrap_or('\0');
        let is_plain = |character: char| {
            !character.is_control() && !is_invisible(before, character) && !is_combining_mark(character)
        };
        text[at..].chars().next().is_none_or(is_plain)
    })
}

/// Text as a session holds it: composed accents (NFC) and `\n` between lines.
pub fn tidy(text: &str) -> Cow<'_, str> {
    // Before U+0300 no character combines with another; its first byte is this one.
    const FIRST_THAT_COMBINES: u8 = 0xcc;
    // All bytes, because that is faster than to stop at one that is seldom there.
    let may_change = |byte: u8| byte >= FIRST_THAT_COMBINES || byte == b'\r';
    if text.bytes().map(|byte| u64::from(may_change(byte))).sum::<u64>() == 0 {
        return Cow::Borrowed(text);
    }
    let composed = is_nfc_quick(text.chars()) == IsNormalized::Yes;
    match (composed, text.contains('\r')) {
        (true, false) => Cow::Borrowed(text),
        (_, returns) => {
            let lines = if returns { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() };
            Cow::Owned(lines.nfc().collect())
        }
    }
}

/// Text as it may be typed or pasted: tidy, and without control characters and invisible ones. A picture may come in
/// parts: what it begins with may belong to what is there already.
pub fn typed(text: &str) -> String {
    let kept = text.replace('\t', " ");
    let mut before = SOME_PICTURE;
    let is_kept = |character: &char| {
        let is_kept = *character == '\n' || !character.is_control() && !is_invisible(before, *character);
        if is_kept {
            before = *character;
        }
        is_kept
    };
    let left: String = tidy(&kept).chars().filter(is_kept).collect();
    // What stood apart may be composed now.
    tidy(&left).into_owned()
}

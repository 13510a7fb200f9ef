//! Characters that cannot be seen, or that turn the order of what follows: known by their properties in Unicode, so that
//! none is forgotten. Joiners and selectors belong to what stands before them, in a picture of people or in a script that
//! joins its letters; elsewhere they are as invisible as the rest.

use std::iter;

use super::bytes::{COMBINING, CONTROL, DIGIT, QUOTE, UNUSUAL, holds_none, kinds_in};

// Which characters have no picture of their own, which change the picture of the one before them, and which have another
// picture with such a one behind them: `build.rs` asks Unicode.
include!(concat!(env!("OUT_DIR"), "/invisible.rs"));

/// The last part of a keycap, such as 1️⃣, behind a digit and a selector.
const KEYCAPS: std::ops::RangeInclusive<char> = '#'..='9';

/// Before this character none is invisible, but for control characters and the soft hyphen.
const FIRST: char = '\u{34f}';

fn holds(ranges: &[(char, char)], character: char) -> bool {
    let after = ranges.partition_point(|(start, _)| *start <= character);
    after.checked_sub(1).is_some_and(|at| ranges[at].1 >= character)
}

/// Whether this character cannot be seen behind the one before it; `'\0'` stands before the first.
pub fn is_invisible(before: char, character: char) -> bool {
    if character < FIRST && character != '\u{ad}' || !holds(INVISIBLE, character) {
        return false;
    }
    !holds(SELECTORS, character) || !(holds(SELECTABLE, before) || character == '\u{fe0f}' && KEYCAPS.contains(&before))
}

/// Each character of a text, with the one before it.
pub fn with_before(text: &str) -> impl Iterator<Item = (char, char)> {
    iter::once('\0').chain(text.chars()).zip(text.chars())
}

/// Whether a text stands between quotes as it is: nothing in it has to be escaped, and nothing may be invisible.
pub fn is_plain(text: &str) -> bool {
    holds_none::<{ CONTROL | QUOTE | UNUSUAL }>(text)
}

/// Not of a text that is plain and composed.
const OTHER: u8 = CONTROL | QUOTE | UNUSUAL | COMBINING;

/// Whether a text is plain and no sign in it may combine with another: it is read as it is written.
pub fn is_plain_and_composed(text: &str) -> bool {
    holds_none::<OTHER>(text)
}

/// Whether there is a digit in a text that is plain and composed; `None` for any other text.
pub fn has_digit_if_plain(text: &str) -> Option<bool> {
    match kinds_in::<{ OTHER | DIGIT }>(text) {
        0 => Some(false),
        DIGIT => Some(true),
        _ => None,
    }
}

/// Whether a text may hold a character that cannot be seen: whether one of its bytes is none of a letter as people here
/// write it.
pub fn may_hold_invisible(text: &str) -> bool {
    !holds_none::<UNUSUAL>(text)
}

/// The first character of a text that cannot be seen; new lines and tabs can.
pub fn first_invisible(text: &str) -> Option<char> {
    if !may_hold_invisible(text) {
        return None;
    }
    let is_hidden = |(before, character): &(char, char)| {
        is_invisible(*before, *character) || character.is_control() && !matches!(character, '\n' | '\t')
    };
    with_before(text).find(is_hidden).map(|(_, character)| character)
}

#[cfg(test)]
mod tests {
    use super::{
        FIRST, INVISIBLE, SELECTABLE, SELECTORS, first_invisible, is_invisible, is_plain, is_plain_and_composed,
        may_hold_invisible, with_before,
    };

    fn invisible(text: &str) -> Vec<char> {
        with_before(text).filter(|(before, it)| is_invisible(*before, *it)).map(|(_, it)| it).collect()
    }

    #[test]
    fn a_byte_is_found_wherever_it_stands() {
        for at in 0..40 {
            for (character, is_fine) in
                [('"', false), ('\\', false), ('\n', false), ('\t', false), ('\u{200b}', false), ('é', true)]
            {
                let accented = format!("{}e\u{301}{}", "a".repeat(at), "b".repeat(39 - at));
                assert!(is_plain(&accented) && !is_plain_and_composed(&accented), "{at}");
                let text = format!("{}{character}{}", "a".repeat(at), "b".repeat(39 - at));
                assert_eq!(is_plain(&text), is_fine, "{text:?}");
                assert_eq!(is_plain_and_composed(&text), is_fine, "{text:?}");
                assert_eq!(may_hold_invisible(&text), character == '\u{200b}', "{text:?}");
            }
        }
    }

    #[test]
    fn each_class_can_be_read() {
        for class in [INVISIBLE, SELECTORS, SELECTABLE] {
            assert!(!class.is_empty());
        }
        assert!(INVISIBLE.iter().all(|(start, _)| *start >= FIRST || *start == '\u{ad}'));
    }

    #[test]
    fn what_a_writer_needs_is_visible() {
        for text in [
            "één ë ça ß ñ ŝ Łódź ελ жё",
            "❤️ 👩‍👩‍👧‍👦 👍🏽 🏳️‍🌈 1️⃣ #️⃣ ☃︎ 🇳🇱",
            "می‌خواهم क्‍ष ශ්‍රී ᠠ᠋",
            "نص عربي עברית 中文 한국어",
            "\u{600}123",
            "a\u{a0}b\u{2003}c\u{3000}",
        ] {
            assert_eq!(invisible(text), Vec::<char>::new(), "{text}");
        }
    }

    #[test]
    fn what_hides_or_turns_is_not() {
        for character in "\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{17b4}\u{180b}\u{180e}\u{200b}\u{200c}\u{200d}\u{200e}\u{202e}\
                          \u{2028}\u{2029}\u{2060}\u{2061}\u{2065}\u{2066}\u{206f}\u{3164}\u{fe00}\u{fe0f}\u{feff}\u{ffa0}\
                          \u{fff0}\u{fff9}\u{1bca0}\u{1d173}\u{e0001}\u{e0041}\u{e0100}\u{e01ef}\u{e0fff}"
            .chars()
        {
            assert_eq!(invisible(&format!("a{character}b")), [character], "U+{:04X}", u32::from(character));
            assert_eq!(first_invisible(&format!("a{character}b")), Some(character), "U+{:04X}", u32::from(character));
            assert_eq!(invisible(&character.to_string()), [character], "U+{:04X}", u32::from(character));
        }
        assert_eq!(invisible("👩\u{200d}\u{200d}\u{200d}"), ['\u{200d}', '\u{200d}'], "one is enough");
        assert_eq!(invisible("e\u{301}\u{200d}"), ['\u{200d}']);
    }
}

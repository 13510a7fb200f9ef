//! Characters that cannot be seen, or that turn the order of what follows: known by their properties in Unicode, so that
//! none is forgotten. Joiners and selectors belong to what stands before them, in a picture of people or in a script that
//! joins its letters; elsewhere they are as invisible as the rest.

use std::iter;
use std::sync::LazyLock;

use regex_syntax::hir::{Class, HirKind};

/// What has no picture of its own. Signs that stand before an Arabic number have one, though Unicode calls them formatting.
const INVISIBLE: &str = r"[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Zl}\p{Zp}--\p{Prepended_Concatenation_Mark}]";
/// What changes the picture of the character before it.
const SELECTORS: &str = r"[\p{Join_Control}\p{Variation_Selector}]";
/// What has another picture with a joiner or selector behind it: pictures, and letters outside the scripts of Europe.
const SELECTABLE: &str = concat!(
    r"[[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Alphabetic}\p{M}\p{Sm}\x{fe0f}]",
    r"--[\p{Latin}\p{Greek}\p{Cyrillic}\p{ASCII}]--[\p{Inherited}--\x{fe0f}]]"
);
/// The last part of a keycap, such as 1️⃣, behind a digit and a selector.
const KEYCAPS: std::ops::RangeInclusive<char> = '#'..='9';

/// Before this character none is invisible, but for control characters and the soft hyphen.
const FIRST: char = '\u{34f}';

/// Characters in order, as ranges.
type Ranges = Vec<(char, char)>;

static INVISIBLE_RANGES: LazyLock<Ranges> = LazyLock::new(|| ranges(INVISIBLE));
static SELECTOR_RANGES: LazyLock<Ranges> = LazyLock::new(|| ranges(SELECTORS));
static SELECTABLE_RANGES: LazyLock<Ranges> = LazyLock::new(|| ranges(SELECTABLE));

/// The characters of a class; a test sees that each class can be read.
fn ranges(class: &str) -> Ranges {
    match regex_syntax::parse(class).map(regex_syntax::hir::Hir::into_kind) {
        Ok(HirKind::Class(Class::Unicode(class))) => {
            class.ranges().iter().map(|range| (range.start(), range.end())).collect()
        }
        _ => Vec::new(),
    }
}

fn holds(ranges: &Ranges, character: char) -> bool {
    let after = ranges.partition_point(|(start, _)| *start <= character);
    after.checked_sub(1).is_some_and(|at| ranges[at].1 >= character)
}

/// Whether this character cannot be seen behind the one before it; `'\0'` stands before the first.
pub fn is_invisible(before: char, character: char) -> bool {
    if character < FIRST && character != '\u{ad}' || !holds(&INVISIBLE_RANGES, character) {
        return false;
    }
    !holds(&SELECTOR_RANGES, character)
        || !(holds(&SELECTABLE_RANGES, before) || character == '\u{fe0f}' && KEYCAPS.contains(&before))
}

/// Each character of a text, with the one before it.
pub fn with_before(text: &str) -> impl Iterator<Item = (char, char)> {
    iter::once('\0').chain(text.chars()).zip(text.chars())
}

/// Whether a byte of a text may belong to a character that cannot be seen: no letter with an accent begins with such a one.
fn may_be_of_invisible(byte: u8) -> bool {
    !matches!(byte, b'\n' | b'\t' | b' '..=b'~' | 0x80..=0xbf | 0xc3..=0xcc)
}

/// The first character of a text that cannot be seen; new lines and tabs can.
pub fn first_invisible(text: &str) -> Option<char> {
    // All bytes, because that is faster than to stop at one that is seldom there.
    if !text.bytes().fold(false, |found, byte| found | may_be_of_invisible(byte)) {
        return None;
    }
    let is_hidden = |(before, character): &(char, char)| {
        is_invisible(*before, *character) || character.is_control() && !matches!(character, '\n' | '\t')
    };
    with_before(text).find(is_hidden).map(|(_, character)| character)
}

#[cfg(test)]
mod tests {
    use super::{FIRST, INVISIBLE_RANGES, SELECTABLE_RANGES, SELECTOR_RANGES, first_invisible, is_invisible, with_before};

    fn invisible(text: &str) -> Vec<char> {
        with_before(text).filter(|(before, it)| is_invisible(*before, *it)).map(|(_, it)| it).collect()
    }

    #[test]
    fn each_class_can_be_read() {
        for class in [&INVISIBLE_RANGES, &SELECTOR_RANGES, &SELECTABLE_RANGES] {
            assert!(!class.is_empty());
        }
        assert!(INVISIBLE_RANGES.iter().all(|(start, _)| *start >= FIRST || *start == '\u{ad}'));
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

//! Which kinds of bytes a text holds. A file is all texts, and each is asked: may it stand between quotes as it is, may
//! something in it be invisible, is there a digit at all. All bytes are looked at, because that is faster than to stop at
//! one that is seldom there.

/// A new line, a tab, or another sign before the space.
pub(in crate::domain) const CONTROL: u8 = 1;
/// A quote or a backslash.
pub(in crate::domain) const QUOTE: u8 = 1 << 1;
/// Of what may be invisible: none of a letter as people here write it, a new line or a tab.
pub(in crate::domain) const UNUSUAL: u8 = 1 << 2;
/// With which accents begin that combine with the letter before them.
pub(in crate::domain) const COMBINING: u8 = 1 << 3;
/// Not of an id.
pub(in crate::domain) const NOT_OF_ID: u8 = 1 << 4;
/// A digit.
pub(in crate::domain) const DIGIT: u8 = 1 << 5;
/// Unusual, and not what the punctuation of a sentence begins with.
pub(in crate::domain) const RARE: u8 = 1 << 6;

/// With which quotation marks, dashes and dots begin, and more that is none of these.
pub(in crate::domain) const BEGINS_PUNCTUATION: u8 = 0xe2;

/// So many bytes are looked at together.
const TOGETHER: usize = 16;

const fn kinds_of_byte(byte: u8) -> u8 {
    let is_usual = matches!(byte, b'\n' | b'\t' | b' '..=b'~' | 0x80..=0xbf | 0xc3..=0xcc);
    let is_of_id = matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-' | b'@');
    let is_quote = matches!(byte, b'"' | b'\\');
    let kinds = [
        (byte < b' ', CONTROL),
        (is_quote, QUOTE),
        (!is_usual, UNUSUAL),
        (byte == 0xcc, COMBINING),
        (!is_of_id, NOT_OF_ID),
        (byte.is_ascii_digit(), DIGIT),
        (!is_usual && byte != BEGINS_PUNCTUATION, RARE),
    ];
    let (mut found, mut at) = (0, 0);
    while at < kinds.len() {
        found |= kinds[at].0 as u8 * kinds[at].1;
        at += 1;
    }
    found
}

/// The kinds of each byte: faster where there are few.
static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = u8::MAX;
    loop {
        kinds[byte as usize] = kinds_of_byte(byte);
        match byte.checked_sub(1) {
            Some(next) => byte = next,
            None => break kinds,
        }
    }
};

/// Those of these kinds of which a byte is there.
pub(in crate::domain) fn kinds_in<const ASKED: u8>(text: &str) -> u8 {
    kinds_of::<ASKED>(text.as_bytes())
}

fn kinds_of<const ASKED: u8>(bytes: &[u8]) -> u8 {
    let Some(end) = bytes.last_chunk() else {
        return ASKED & bytes.iter().fold(0, |found, byte| found | KINDS[usize::from(*byte)]);
    };
    let mut found = [0; TOGETHER];
    bytes.as_chunks().0.iter().for_each(|block| add_kinds::<ASKED>(&mut found, block));
    // The end as a whole too, though some of its bytes were seen: one by one they take longer.
    add_kinds::<ASKED>(&mut found, end);
    found.iter().fold(0, |all, kinds| all | kinds)
}

/// Adds the kinds of bytes beside each other, each to those that were found at its place.
#[inline]
fn add_kinds<const ASKED: u8>(found: &mut [u8; TOGETHER], block: &[u8; TOGETHER]) {
    // Where nothing is made faster, to look it up is: the tests draw thousands of screens.
    let kinds = |byte: u8| if cfg!(debug_assertions) { KINDS[usize::from(byte)] } else { kinds_of_byte(byte) };
    found.iter_mut().zip(block).for_each(|(found, byte)| *found |= kinds(*byte) & ASKED);
}

/// Whether no byte of these kinds is there.
pub(in crate::domain) fn holds_none<const ASKED: u8>(text: &str) -> bool {
    kinds_in::<ASKED>(text) == 0
}

/// Where in a text bytes of these kinds are.
pub(in crate::domain) fn places_of<const ASKED: u8>(text: &str) -> impl Iterator<Item = usize> {
    let of_byte = |(at, byte): (usize, u8)| (KINDS[usize::from(byte)] & ASKED != 0).then_some(at);
    text.bytes().enumerate().filter_map(of_byte)
}

/// Whether a text stays on its line and between its quotes, with nothing in it that is escaped.
pub fn is_unescaped(text: &str) -> bool {
    holds_none::<{ CONTROL | QUOTE }>(text)
}

/// Whether nothing in a text is a quote or escaped.
pub fn has_no_quote(text: &str) -> bool {
    is_unescaped(text) || memchr::memchr2(b'"', b'\\', text.as_bytes()).is_none()
}

#[cfg(test)]
mod tests {
    use super::{
        COMBINING, CONTROL, DIGIT, KINDS, NOT_OF_ID, QUOTE, RARE, TOGETHER, UNUSUAL, kinds_in, kinds_of_byte, places_of,
    };

    #[test]
    fn a_byte_is_found_wherever_it_stands() {
        const ALL: u8 = CONTROL | QUOTE | UNUSUAL | COMBINING | NOT_OF_ID | DIGIT | RARE;
        for length in 1..3 * TOGETHER {
            for at in 0..length {
                for character in ['\0', '\n', '\t', '"', '\\', '7', 'a', '@', 'é', '\u{301}', '\u{200b}', '…', '\u{7f}']
                {
                    let text = format!("{}{character}{}", "a".repeat(at), "b".repeat(length - at - 1));
                    let kinds = text.bytes().fold(0, |kinds, byte| kinds | kinds_of_byte(byte));
                    assert_eq!(kinds_in::<ALL>(&text), kinds, "{text:?}");
                    assert_eq!(kinds_in::<QUOTE>(&text), kinds & QUOTE, "{text:?}");
                    let places: Vec<usize> = places_of::<UNUSUAL>(&text).collect();
                    let is_unusual = |byte: u8| kinds_of_byte(byte) & UNUSUAL != 0;
                    let wanted = text.bytes().enumerate().filter(|(_, byte)| is_unusual(*byte));
                    assert_eq!(places, wanted.map(|(at, _)| at).collect::<Vec<_>>(), "{text:?}");
                }
            }
        }
        assert!((0..=u8::MAX).all(|byte| KINDS[usize::from(byte)] == kinds_of_byte(byte)));
    }
}

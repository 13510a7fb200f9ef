//! What the terminal sends for a key, as chords and pastes. A key of which the bytes arrive apart is one key; Esc with the
//! next key right behind it is Esc and that key.

use crate::tui::keymap::{Chord, Key};
use crate::tui::update::Msg;

const ESC: u8 = 0x1b;
const PASTE_BEGINS: &[u8] = b"200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";
/// A paste is never longer than this; no field takes as much.
const LONGEST_PASTE: usize = 8 * 1024 * 1024;
/// So many bytes of text at a time were not typed: a terminal that does not mark a paste sends it like this.
const BURST: usize = 160;

/// Reads keys from bytes as they come in.
#[derive(Default)]
pub(crate) struct KeyParser {
    pending: Vec<u8>,
    paste: Option<Paste>,
}

struct Paste {
    bytes: Vec<u8>,
    /// Whether the terminal marks its end; otherwise it ends when nothing more comes.
    is_bracketed: bool,
}

/// What the first bytes are.
enum Decoded {
    /// A key of so many bytes.
    Chord(Chord, usize),
    /// So many bytes that are no key.
    Nothing(usize),
    /// A paste begins behind so many bytes.
    Paste(usize),
    /// There is more to come, or this is all there is.
    Incomplete,
}

impl KeyParser {
    /// Takes bytes that came in at a time; hands over what they are.
    pub(crate) fn feed(&mut self, bytes: &[u8], tell: &mut impl FnMut(Msg)) {
        if self.paste.is_none() && self.pending.is_empty() && is_burst(bytes) {
            self.paste = Some(Paste { bytes: Vec::new(), is_bracketed: false });
        }
        self.pending.extend_from_slice(bytes);
        self.take(false, tell);
    }

    /// Whether what came in last is something else if nothing follows soon. The beginning of a letter, or of a sequence
    /// that nobody types, waits for its end however long that takes.
    pub(crate) fn is_waiting(&self) -> bool {
        match &self.paste {
            Some(paste) => !paste.is_bracketed,
            None => self.pending.len() <= 2 && self.pending.first() == Some(&ESC),
        }
    }

    /// Nothing more came for a while: what stands alone is what it is.
    pub(crate) fn finish(&mut self, tell: &mut impl FnMut(Msg)) {
        if let Some(paste) = self.paste.take_if(|paste| !paste.is_bracketed) {
            tell(Msg::Paste(paste.into_text()));
        }
        if self.is_waiting() {
            self.take(true, tell);
        }
    }

    fn take(&mut self, is_all: bool, tell: &mut impl FnMut(Msg)) {
        loop {
            if let Some(paste) = &mut self.paste {
                if !paste.take(&mut self.pending) {
                    return;
                }
                if let Some(paste) = self.paste.take() {
                    tell(Msg::Paste(paste.into_text()));
                }
            }
            let taken = match decode(&self.pending) {
                Decoded::Chord(chord, length) => {
                    split(chord).for_each(|chord| tell(Msg::Key(chord)));
                    length
                }
                Decoded::Nothing(length) => length,
                Decoded::Paste(length) => {
                    self.paste = Some(Paste { bytes: Vec::new(), is_bracketed: true });
                    length
                }
                Decoded::Incomplete if is_all && self.pending.first() == Some(&ESC) => {
                    tell(Msg::Key(Chord::plain(Key::Esc)));
                    1
                }
                Decoded::Incomplete => return,
            };
            self.pending.drain(..taken);
        }
    }
}

impl Paste {
    /// Takes what belongs to it; tells whether it is whole.
    fn take(&mut self, pending: &mut Vec<u8>) -> bool {
        let end = if self.is_bracketed { find(pending, PASTE_ENDS) } else { None };
        // The beginning of the mark may be all that came of it.
        let is_beginning = |length: &usize| self.is_bracketed && pending.ends_with(&PASTE_ENDS[..*length]);
        let kept = (1..PASTE_ENDS.len()).rev().find(is_beginning).unwrap_or(0);
        let length = end.unwrap_or(pending.len() - kept);
        let room = LONGEST_PASTE.saturating_sub(self.bytes.len());
        self.bytes.extend_from_slice(&pending[..length.min(room)]);
        pending.drain(..end.map_or(length, |end| end + PASTE_ENDS.len()));
        end.is_some()
    }

    fn into_text(self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

/// A letter with Alt is bound to nothing: it is Esc with the next key right behind it, which tmux and slow lines send so.
fn split(chord: Chord) -> impl Iterator<Item = Chord> {
    let is_two = chord.alt && matches!(chord.key, Key::Char(_) | Key::Enter | Key::Tab | Key::BackTab);
    let esc = is_two.then_some(Chord::plain(Key::Esc));
    esc.into_iter().chain([Chord { alt: chord.alt && !is_two, ..chord }])
}

fn is_burst(bytes: &[u8]) -> bool {
    let is_text = |byte: &u8| *byte >= b' ' || matches!(byte, b'\r' | b'\n' | b'\t');
    bytes.len() >= BURST && bytes.iter().all(is_text)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, wanted)
}

fn decode(bytes: &[u8]) -> Decoded {
    let Some(first) = bytes.first() else { return Decoded::Incomplete };
    let esc = Decoded::Chord(Chord::plain(Key::Esc), 1);
    match (first, bytes.get(1)) {
        (&ESC, None) => Decoded::Incomplete,
        (&ESC, Some(b'[')) => decode_csi(bytes),
        (&ESC, Some(b'O')) => match bytes.get(2) {
            None => Decoded::Incomplete,
            Some(last) => named(*last).map_or(esc, |key| Decoded::Chord(Chord::plain(key), 3)),
        },
        (&ESC, Some(&ESC)) => esc,
        (&ESC, Some(_)) => match decode_plain(&bytes[1..]) {
            Decoded::Chord(chord, length) => Decoded::Chord(Chord { alt: true, ..chord }, length + 1),
            Decoded::Incomplete => Decoded::Incomplete,
            Decoded::Nothing(_) | Decoded::Paste(_) => esc,
        },
        _ => decode_plain(bytes),
    }
}

/// A key that is a byte or a letter.
fn decode_plain(bytes: &[u8]) -> Decoded {
    let control = |letter: u8| Chord::control(char::from(letter));
    let chord = match bytes[0] {
        b'\r' => Chord::plain(Key::Enter),
        b'\t' => Chord::plain(Key::Tab),
        0x7f => Chord::plain(Key::Backspace),
        0 => control(b' '),
        byte @ 1..=0x1a => control(byte - 1 + b'a'),
        byte @ 0x1c..=0x1f => control(byte - 0x1c + b'4'),
        _ => return decode_letter(bytes),
    };
    Decoded::Chord(chord, 1)
}

fn decode_letter(bytes: &[u8]) -> Decoded {
    let length = match bytes[0] {
        0..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Decoded::Nothing(1),
    };
    match std::str::from_utf8(&bytes[..length.min(bytes.len())]) {
        Ok(text) => text
            .chars()
            .next()
            .map_or(Decoded::Nothing(1), |letter| Decoded::Chord(Chord::plain(Key::Char(letter)), length)),
        // Cut off, or wrong.
        Err(error) if error.error_len().is_none() => Decoded::Incomplete,
        Err(_) => Decoded::Nothing(1),
    }
}

/// A key that the terminal sends as a control sequence: `ESC [`, numbers, and a letter that ends it.
fn decode_csi(bytes: &[u8]) -> Decoded {
    let esc = Decoded::Chord(Chord::plain(Key::Esc), 1);
    let Some(length) = bytes[2..].iter().position(|byte| !(0x20..=0x3f).contains(byte)) else {
        // Nothing that a terminal sends for a key is this long.
        return if bytes.len() > 32 { esc } else { Decoded::Incomplete };
    };
    let (numbers, last) = (&bytes[2..2 + length], bytes[2 + length]);
    let whole = length + 3;
    match (numbers, last) {
        // The console of Linux.
        (b"", b'[') => match bytes.get(3) {
            None => Decoded::Incomplete,
            Some(number @ b'A'..=b'E') => Decoded::Chord(Chord::plain(Key::Function(number - b'A' + 1)), 4),
            Some(_) => esc,
        },
        _ if bytes[2..].starts_with(PASTE_BEGINS) => Decoded::Paste(whole),
        (_, 0x40..=0x7e) => match csi_key(numbers, last) {
            Some(chord) => Decoded::Chord(chord, whole),
            // A key that was not asked for; but without a number in it the user typed it.
            None if numbers.is_empty() => esc,
            None => Decoded::Nothing(whole),
        },
        _ => esc,
    }
}

fn csi_key(numbers: &[u8], last: u8) -> Option<Chord> {
    let mut numbers = std::str::from_utf8(numbers).ok()?.split(';');
    let first = numbers.next().unwrap_or_default();
    let held =
        numbers.next().and_then(|held| held.split(':').next()?.parse::<u8>().ok()).unwrap_or(1).saturating_sub(1);
    let key = match last {
        b'Z' => Key::BackTab,
        b'~' => match first.parse::<u8>().ok()? {
            1 | 7 => Key::Home,
            4 | 8 => Key::End,
            3 => Key::Delete,
            5 => Key::PageUp,
            6 => Key::PageDown,
            number @ 11..=15 => Key::Function(number - 10),
            number @ 17..=21 => Key::Function(number - 11),
            number @ 23..=26 => Key::Function(number - 12),
            number @ 28..=29 => Key::Function(number - 13),
            number @ 31..=34 => Key::Function(number - 14),
            _ => return None,
        },
        _ => named(last)?,
    };
    Some(Chord { key, control: held & 4 != 0, alt: held & 2 != 0 })
}

/// A key that goes by a letter.
fn named(letter: u8) -> Option<Key> {
    Some(match letter {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'H' => Key::Home,
        b'F' => Key::End,
        b'P'..=b'S' => Key::Function(letter - b'P' + 1),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes out of chunks that arrive one after the other, and then nothing.
    fn parsed(chunks: &[&[u8]]) -> Vec<String> {
        let (mut parser, mut told) = (KeyParser::default(), Vec::new());
        let mut tell = |msg| told.push(format!("{msg:?}"));
        for chunk in chunks {
            parser.feed(chunk, &mut tell);
        }
        parser.finish(&mut tell);
        assert!(!parser.is_waiting());
        told
    }

    fn keys(chords: &[Chord]) -> Vec<String> {
        chords.iter().map(|chord| format!("{:?}", Msg::Key(*chord))).collect()
    }

    const fn chord(key: Key, control: bool, alt: bool) -> Chord {
        Chord { key, control, alt }
    }

    #[test]
    fn a_key_is_what_it_is_wherever_its_bytes_come_apart() {
        let plain = Chord::plain;
        let letter = |letter| Chord::plain(Key::Char(letter));
        let cases: &[(&str, &[Chord])] = &[
            ("a", &[letter('a')]),
            ("ë", &[letter('ë')]),
            ("🌳é", &[letter('🌳'), letter('é')]),
            ("\r\t\x7f", &[plain(Key::Enter), plain(Key::Tab), plain(Key::Backspace)]),
            ("\x11", &[Chord::control('q')]),
            ("\x1c", &[Chord::control('4')]),
            ("\x1b", &[plain(Key::Esc)]),
            ("\x1b\x1b", &[plain(Key::Esc), plain(Key::Esc)]),
            ("\x1b\x1b[A", &[plain(Key::Esc), plain(Key::Up)]),
            ("\x1b[A", &[plain(Key::Up)]),
            ("\x1bOB", &[plain(Key::Down)]),
            ("\x1b[1;3A", &[chord(Key::Up, false, true)]),
            ("\x1b[1;5D", &[chord(Key::Left, true, false)]),
            ("\x1b[3~", &[plain(Key::Delete)]),
            ("\x1b[Z", &[plain(Key::BackTab)]),
            ("\x1b[15~", &[plain(Key::Function(5))]),
            ("\x1b[24~", &[plain(Key::Function(12))]),
            ("\x1bOP", &[plain(Key::Function(1))]),
            ("\x1b[[E", &[plain(Key::Function(5))]),
            ("\x1b\x7f", &[chord(Key::Backspace, false, true)]),
            // Esc and a key behind it.
            ("\x1bq", &[plain(Key::Esc), letter('q')]),
            ("\x1bé", &[plain(Key::Esc), letter('é')]),
            ("\x1b\r", &[plain(Key::Esc), plain(Key::Enter)]),
            ("\x1bOk", &[plain(Key::Esc), letter('O'), letter('k')]),
            ("\x1b[x", &[plain(Key::Esc), letter('['), letter('x')]),
            ("\x1b\x11", &[plain(Key::Esc), Chord::control('q')]),
            // What a terminal answers to a question that was never asked.
            ("\x1b[?62;22c", &[]),
        ];
        for (bytes, expected) in cases {
            let bytes = bytes.as_bytes();
            assert_eq!(parsed(&[bytes]), keys(expected), "{bytes:?}");
            for at in 1..bytes.len() {
                assert_eq!(parsed(&[&bytes[..at], &bytes[at..]]), keys(expected), "{bytes:?} comes apart at {at}");
            }
        }
    }

    #[test]
    fn what_stays_incomplete_is_esc_and_letters() {
        assert_eq!(parsed(&[b"\x1b["]), keys(&[Chord::plain(Key::Esc), Chord::plain(Key::Char('['))]));
        assert_eq!(parsed(&[b"\x1bO"]), keys(&[Chord::plain(Key::Esc), Chord::plain(Key::Char('O'))]));
        assert_eq!(parsed(&[b"\xc3"]), keys(&[]));
    }

    #[test]
    fn a_paste_arrives_whole_wherever_it_comes_apart() {
        let text = "Eén [201~ 🌳\rregel \x1b[A twee";
        let bytes = format!("a\x1b[200~{text}\x1b[201~b");
        let expected = [
            format!("{:?}", Msg::Key(Chord::plain(Key::Char('a')))),
            format!("{:?}", Msg::Paste(text.to_owned())),
            format!("{:?}", Msg::Key(Chord::plain(Key::Char('b')))),
        ];
        for at in 0..bytes.len() {
            assert_eq!(parsed(&[&bytes.as_bytes()[..at], &bytes.as_bytes()[at..]]), expected, "it comes apart at {at}");
        }
        let long = "woorden en nog meer woorden\r".repeat(40_000);
        let marked = format!("\x1b[200~{long}\x1b[201~");
        // Marked or not, in chunks as a terminal gives them.
        for bytes in [marked.as_bytes(), long.as_bytes()] {
            let chunks: Vec<&[u8]> = bytes.chunks(4095).collect();
            assert_eq!(parsed(&chunks), [format!("{:?}", Msg::Paste(long.clone()))]);
        }
    }

    #[test]
    fn keys_that_were_typed_ahead_are_keys() {
        let typed = "Jan de Vries\rPietersen\t".repeat(6);
        assert!(parsed(&[typed.as_bytes()]).iter().all(|told| told.starts_with("Key")));
    }
}

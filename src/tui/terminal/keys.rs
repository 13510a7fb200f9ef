//! What the terminal sends for a key, as chords and pastes. A key of which the bytes arrive apart is one key; Esc with the
//! next key right behind it is Esc and that key.

use std::time::Duration;

use crate::tui::keymap::{Chord, Key};
use crate::tui::update::Msg;

const ESC: u8 = 0x1b;
const PASTE_BEGINS: &[u8] = b"200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";
/// A paste is never longer than this; no field takes as much.
const LONGEST_PASTE: usize = 8 * 1024 * 1024;
/// So many bytes of text at a time were not typed: a terminal that does not mark a paste sends it like this.
const BURST: usize = 160;
/// So many with a word in them may have been typed ahead, or pasted: where text is being written it makes no difference.
const AT_ONCE: usize = 6;

/// What is behind Esc comes this soon, or it was Esc.
const BEHIND_ESC: Duration = Duration::from_millis(100);
/// The same where bytes come apart: over a network, or once it was seen.
const BEHIND_ESC_SLOWLY: Duration = Duration::from_millis(400);
/// The rest of a key that nobody types by hand may take this long.
const REST_OF_KEY: Duration = Duration::from_secs(1);
/// A paste that is not marked is whole when nothing more comes for so long.
const PASTE_PAUSE: Duration = Duration::from_millis(40);

/// Reads keys from bytes as they come in.
#[derive(Default)]
pub(crate) struct KeyParser {
    pending: Vec<u8>,
    paste: Option<Paste>,
    /// Whether the bytes of a key come apart on this line.
    is_slow: bool,
    /// Whether Esc was told because nothing came behind it: what comes now may be the rest of a key.
    is_behind_esc: bool,
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
    /// Of a line on which the bytes of a key may come apart, or of one on which that was not seen yet.
    pub(crate) fn new(is_slow: bool) -> Self {
        Self { is_slow, ..Self::default() }
    }

    /// Takes bytes that came in at a time; hands over what they are.
    pub(crate) fn feed(&mut self, bytes: &[u8], tell: &mut impl FnMut(Msg)) {
        match &self.paste {
            Some(paste) if !paste.is_bracketed && !is_text(bytes) => self.end_unmarked(tell),
            None if self.pending.is_empty() && !self.is_behind_esc && came_at_once(bytes) => {
                self.paste = Some(Paste { bytes: Vec::new(), is_bracketed: false });
            }
            _ => {}
        }
        self.pending.extend_from_slice(bytes);
        self.take(false, tell);
    }

    /// How long what came in last waits for what would make it something else; `None` if it does not, or waits however long
    /// that takes, such as the beginning of a letter, or of a sequence that nobody types.
    pub(crate) fn patience(&self) -> Option<Duration> {
        match (&self.paste, &self.pending[..]) {
            (Some(paste), _) => (!paste.is_bracketed).then_some(PASTE_PAUSE),
            (None, [ESC]) if self.is_slow => Some(BEHIND_ESC_SLOWLY),
            (None, [ESC]) => Some(BEHIND_ESC),
            (None, [ESC, _]) => Some(REST_OF_KEY),
            _ => self.is_behind_esc.then_some(REST_OF_KEY),
        }
    }

    /// Nothing more came for so long: what stands alone is what it is.
    pub(crate) fn finish(&mut self, tell: &mut impl FnMut(Msg)) {
        self.end_unmarked(tell);
        if self.patience().is_none() {
            return;
        }
        let is_esc = self.pending == [ESC];
        self.is_behind_esc = false;
        self.take(true, tell);
        self.is_behind_esc = is_esc;
    }

    fn end_unmarked(&mut self, tell: &mut impl FnMut(Msg)) {
        let Some(paste) = self.paste.take_if(|paste| !paste.is_bracketed) else { return };
        let is_pasted = paste.bytes.len() >= BURST;
        let text = paste.into_text();
        tell(if is_pasted { Msg::Paste(text) } else { Msg::AtOnce(text) });
    }

    /// Esc was told, but it was the beginning of a key of which the rest comes now: it is put back in front of it.
    fn put_esc_back(&mut self) {
        if self.pending.is_empty() || !std::mem::take(&mut self.is_behind_esc) || self.pending[0] != b'[' {
            return;
        }
        self.pending.insert(0, ESC);
        match decode(&self.pending) {
            Decoded::Chord(_, 1) => drop(self.pending.remove(0)),
            Decoded::Incomplete => {
                self.pending.remove(0);
                self.is_behind_esc = true;
            }
            _ => self.is_slow = true,
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
            self.put_esc_back();
            if self.is_behind_esc {
                return;
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

/// Whether bytes are text alone, and no key that is something else.
fn is_text(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| (*byte >= b' ' && *byte != 0x7f) || matches!(byte, b'\r' | b'\n' | b'\t'))
}

/// Whether bytes are text that nobody types key by key: with a word in it, or very much. A key that is held down is none.
fn came_at_once(bytes: &[u8]) -> bool {
    let is_word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next();
        word.chars().count() >= 3 && letters.any(|letter| Some(letter) != first)
    };
    let has_word = || String::from_utf8_lossy(bytes).split(|letter: char| !letter.is_alphabetic()).any(is_word);
    is_text(bytes) && bytes.len() >= AT_ONCE && (bytes.len() >= BURST || has_word())
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
        arriving(&mut KeyParser::default(), chunks, Duration::ZERO)
    }

    /// What comes out of chunks that arrive so long after each other, and then nothing.
    fn arriving(parser: &mut KeyParser, chunks: &[&[u8]], apart: Duration) -> Vec<String> {
        let mut told = Vec::new();
        let mut tell = |msg| told.push(format!("{msg:?}"));
        let passes = |parser: &mut KeyParser, mut time: Duration, tell: &mut dyn FnMut(Msg)| {
            while let Some(left) = parser.patience().and_then(|patience| time.checked_sub(patience)) {
                parser.finish(&mut |msg| tell(msg));
                time = left;
            }
        };
        for (number, chunk) in chunks.iter().enumerate() {
            if number > 0 {
                passes(parser, apart, &mut tell);
            }
            parser.feed(chunk, &mut tell);
        }
        passes(parser, Duration::from_secs(10), &mut tell);
        assert_eq!(parser.patience(), None);
        told
    }

    #[test]
    fn a_key_is_what_it_is_however_long_its_bytes_are_apart() {
        let plain = Chord::plain;
        let esc = plain(Key::Esc);
        let cases: &[(&str, Chord)] = &[
            ("\x1b[B", plain(Key::Down)),
            ("\x1bOA", plain(Key::Up)),
            ("\x1b[3~", plain(Key::Delete)),
            ("\x1b[1;3A", chord(Key::Up, false, true)),
            ("\x1b[15~", plain(Key::Function(5))),
            ("ë", plain(Key::Char('ë'))),
            ("🌳", plain(Key::Char('🌳'))),
        ];
        for (bytes, expected) in cases {
            let each: Vec<&[u8]> = bytes.as_bytes().chunks(1).collect();
            for (milliseconds, is_slow) in [(60, false), (99, false), (150, true), (300, true), (390, true)] {
                let apart = Duration::from_millis(milliseconds);
                let told = arriving(&mut KeyParser::new(is_slow), &each, apart);
                assert_eq!(told, keys(&[*expected]), "{bytes:?}, {milliseconds} ms apart");
            }
            // Behind the first byte only: so it is where a packet is lost.
            for at in 2..bytes.len() {
                let halves = [&bytes.as_bytes()[..at], &bytes.as_bytes()[at..]];
                let told = arriving(&mut KeyParser::default(), &halves, Duration::from_millis(900));
                assert_eq!(told, keys(&[*expected]), "{bytes:?} comes apart at {at}");
            }
        }
        // Too late for Esc not to be told; but what comes behind it is still that key, and from then on one waits longer.
        let mut parser = KeyParser::default();
        let each: &[&[u8]] = &[b"\x1b", b"[", b"B"];
        let late = Duration::from_millis(300);
        assert_eq!(arriving(&mut parser, each, late), keys(&[esc, plain(Key::Down)]));
        assert_eq!(arriving(&mut parser, each, late), keys(&[plain(Key::Down)]));
    }

    #[test]
    fn esc_alone_answers_at_once_and_a_letter_behind_it_is_a_letter() {
        let letter = |letter| Chord::plain(Key::Char(letter));
        let esc = Chord::plain(Key::Esc);
        for (is_slow, patience) in [(false, 100), (true, 400)] {
            let mut parser = KeyParser::new(is_slow);
            parser.feed(b"\x1b", &mut |_| panic!("not yet"));
            assert_eq!(parser.patience(), Some(Duration::from_millis(patience)));
        }
        let cases: &[(&[&[u8]], &[Chord])] = &[
            (&[b"\x1b", b"d"], &[esc, letter('d')]),
            (&[b"\x1b", b"\x1b"], &[esc, esc]),
            (&[b"\x1b", b"[", b"x"], &[esc, letter('['), letter('x')]),
            (&[b"\x1b", b"O", b"k"], &[esc, letter('O'), letter('k')]),
            (&[b"\x1b", b"\x1b[A"], &[esc, Chord::plain(Key::Up)]),
        ];
        for (chunks, expected) in cases {
            for milliseconds in [0, 50, 150, 500] {
                let told = arriving(&mut KeyParser::default(), chunks, Duration::from_millis(milliseconds));
                assert_eq!(told, keys(expected), "{chunks:?}, {milliseconds} ms apart");
            }
        }
    }

    #[test]
    fn text_that_came_at_once_is_told_as_that() {
        let at_once = |text: &str| vec![format!("{:?}", Msg::AtOnce(text.to_owned()))];
        for text in ["Koffie met de buren", "Jan de Vries\rPietersen\t", "dqxn\rnee", "Lindenkwartier", "a\tb\rkoffie"]
        {
            assert_eq!(parsed(&[text.as_bytes()]), at_once(text));
        }
        // What comes right behind it belongs to it, unless it is no text.
        assert_eq!(parsed(&[b"Jan de Vries", b"\r"]), at_once("Jan de Vries\r"));
        let told = parsed(&[b"Jan de Vries", b"\x1b[A"]);
        assert_eq!(told, [at_once("Jan de Vries"), keys(&[Chord::plain(Key::Up)])].concat());
        // Keys that were pressed while the program was busy, and a key that is held down, are keys.
        for typed in
            ["33", "1334\r", "6 6 7 5\r", "jjjjjjjjjjjj", "        ", "++++++++", "k l k k", "\t\t\t\t\t\t\t\t", "ddd"]
        {
            let told = parsed(&[typed.as_bytes()]);
            assert!(told.iter().all(|told| told.starts_with("Key")), "{typed:?}: {told:?}");
        }
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
}

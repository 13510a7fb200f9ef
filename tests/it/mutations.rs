//! Files that something happened to: cut, doubled, with other bytes in them. Each is refused, or it is what it is read as.
//! `MUTATIONS` says how many of each are tried; `fuzz/` tries the same without end.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use werksessie::domain::edit::apply;
use werksessie::domain::id::Id;
use werksessie::domain::recovery::put_back;
use werksessie::domain::session::Session;
use werksessie::store::form::markers::merged;
use werksessie::store::form::reading::{parse, parse_any, parse_bytes, parse_changes, parse_exactly};
use werksessie::store::form::spans::{head, remarks, spans};
use werksessie::store::form::text::print;
use werksessie::tui::theme::{BUILT_IN, ColourTheme};

use crate::support::arbitrary::{edits, session, step};
use crate::support::print_edits;

/// What happens to a part of a file.
#[derive(Clone, Debug)]
enum Accident {
    Cut(Index, Index),
    Double(Index, Index),
    Put(Index, Vec<u8>),
    Flip(Index, u8),
}

fn accident() -> impl Strategy<Value = Accident> {
    let pieces = vec![
        "\"",
        "\\",
        "(",
        ")",
        "[",
        "]",
        ",",
        ":",
        "//",
        "/*",
        "*/",
        "\n",
        "\r\n",
        "<<<<<<< a\n",
        "=======\n",
        ">>>>>>> b\n",
        "r#\"",
        "format: 2,",
        "id: \"p-1\",",
        "\u{feff}",
        "\0",
        "-1",
        "99999999999",
        "Some(",
        "true",
        "'",
        "\u{202e}",
    ];
    let piece = prop_oneof![select(pieces).prop_map(|piece| piece.as_bytes().to_vec()), vec(any::<u8>(), 1..4)];
    prop_oneof![
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Accident::Cut(from, to)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Accident::Double(from, to)),
        (any::<Index>(), piece).prop_map(|(at, bytes)| Accident::Put(at, bytes)),
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Accident::Flip(at, byte)),
    ]
}

/// The bytes after these accidents; a part is no longer than a line or two.
fn after(text: &str, accidents: &[Accident]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for accident in accidents {
        let place = |at: &Index, bytes: &[u8]| at.index(bytes.len() + 1);
        match accident {
            Accident::Cut(from, length) | Accident::Double(from, length) => {
                let from = place(from, &bytes);
                let to = (from + length.index(100)).min(bytes.len());
                let part = if matches!(accident, Accident::Cut(..)) { Vec::new() } else { bytes[from..to].repeat(2) };
                bytes.splice(from..to, part);
            }
            Accident::Put(at, put) => {
                let at = place(at, &bytes);
                bytes.splice(at..at, put.iter().copied());
            }
            Accident::Flip(at, byte) => {
                let at = place(at, &bytes);
                if let Some(found) = bytes.get_mut(at) {
                    *found ^= byte;
                }
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("MUTATIONS").ok().and_then(|cases| cases.parse().ok()).unwrap_or(300),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_file_is_refused_or_reads_back_as_it_was_read(session in session(20), accidents in vec(accident(), 1..4)) {
        let bytes = after(&print(&session), &accidents);
        if let Ok(read) = parse_bytes(&bytes) {
            prop_assert_eq!(parse(&print(&read)), Ok(read));
        }
        if let Ok(text) = std::str::from_utf8(&bytes) {
            prop_assert_eq!(parse(text), parse_any(text));
            prop_assert!(parse_exactly(text).is_none_or(|(read, ..)| print(&read) == text));
            prop_assert!(head(text).format.is_some() || parse(text).is_err());
            let found = spans(text);
            let is_known = remarks(&bytes).first().map(|(at, _)| *at) == found.comment;
            prop_assert!(is_known, "{:?}", found.comment);
            if let Some(read) = merged(text) {
                prop_assert_eq!(parse(&print(&read)), Ok(read));
            }
        }
    }

    #[test]
    fn what_can_be_read_of_edits_is_put_back(before in session(12), steps in vec(step(), 1..8), accidents in vec(accident(), 1..4)) {
        let mut then = before.clone();
        let mut made = Vec::new();
        for edit in steps.iter().flat_map(|step| edits(&before, step)) {
            if apply(&mut then, edit.clone()).is_ok() {
                made.push(edit);
            }
        }
        let bytes = after(&print_edits(&made), &accidents);
        let (read, _) = parse_changes(&String::from_utf8_lossy(&bytes));
        let mut now = Session::empty(Id::new("s-0000000000"));
        for edit in put_back(&now, &read).edits {
            apply(&mut now, edit).expect("made to fit");
        }
        prop_assert_eq!(parse(&print(&now)), Ok(now));
    }

    #[test]
    fn a_theme_is_read_or_refused(theme: Index, accidents in vec(accident(), 1..4)) {
        let (_, text) = theme.get(BUILT_IN);
        if let Ok(theme) = ColourTheme::parse(&String::from_utf8_lossy(&after(text, &accidents))) {
            prop_assert!(theme.name("nl").len() < text.len() * 4);
        }
    }
}

//! What holds for every session: it comes back from its file as it went in, and every edit can be undone.

mod support;

use proptest::collection::vec;
use proptest::prelude::*;
use werksessie::domain::edit::{History, apply_all};
use werksessie::store::read::{parse, parse_any, parse_edits};
use werksessie::store::text::{print, print_edits};

use support::{edits, session, step};

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_session_comes_back_from_its_file_as_it_went_in(session in session(60)) {
        let text = print(&session);
        let back = parse(&text).map_err(|problem| TestCaseError::fail(format!("{problem:?}\n{text}")))?;
        prop_assert_eq!(&back, &session);
        prop_assert_eq!(print(&back), text);
    }

    #[test]
    fn every_edit_can_be_undone_and_made_again(before in session(40), step in step()) {
        let edits = edits(&before, &step);
        let mut session = before.clone();
        let inverse = apply_all(&mut session, &edits).expect("made to fit");
        let after = session.clone();
        apply_all(&mut session, &inverse).expect("an inverse fits");
        prop_assert_eq!(&session, &before);
        apply_all(&mut session, &edits).expect("fits again");
        prop_assert_eq!(session, after);
    }

    #[test]
    fn undo_goes_all_the_way_back_and_redo_all_the_way_forth(steps in vec(step(), 0..30)) {
        let start = werksessie::domain::session::Session::empty(werksessie::domain::id::Id::new("s-1"));
        let (mut session, mut history) = (start.clone(), History::default());
        for step in &steps {
            let edits = edits(&session, step);
            history.make(&mut session, edits).expect("made to fit");
        }
        let end = session.clone();
        while history.undo(&mut session).is_some() {}
        prop_assert_eq!(&session, &start);
        while history.redo(&mut session).is_some() {}
        prop_assert_eq!(session, end);
    }

    #[test]
    fn edits_come_back_from_the_journal_as_they_went_in(before in session(40), step in step()) {
        let edits = edits(&before, &step);
        prop_assert_eq!(parse_edits(&print_edits(&edits)), edits);
    }

    #[test]
    fn reading_never_panics_whatever_was_done_to_a_file(session in session(20), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = print(&session).into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(read) = werksessie::store::read::parse_bytes(&bytes) {
            prop_assert_eq!(parse(&print(&read)), Ok(read));
        }
        let cut = at.min(bytes.len() - 2);
        prop_assert!(werksessie::store::read::parse_bytes(&bytes[..cut]).is_err());
    }

    #[test]
    fn the_fast_way_of_reading_gives_what_the_parser_gives(
        session in session(30),
        places in vec(any::<prop::sample::Index>(), 2),
        change in 0..6,
        byte in prop::sample::select(b" \"\\,:()[]0-1.\n\r\tax\xc3".to_vec()),
    ) {
        let text = print(&session);
        prop_assert_eq!(parse(&text), parse_any(&text));
        let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
        let (one, other) = (places[0].index(lines.len()), places[1].index(lines.len()));
        let mut bytes = text.clone().into_bytes();
        let at = places[0].index(bytes.len());
        match change {
            0 => drop(lines.remove(one)),
            1 => lines.swap(one, other),
            2 => lines.insert(one, lines[other]),
            3 => bytes[at] = byte,
            4 => bytes.insert(at, byte),
            _ => drop(bytes.remove(at)),
        }
        let changed = if change < 3 { lines.concat() } else { String::from_utf8_lossy(&bytes).into_owned() };
        prop_assert_eq!(parse(&changed), parse_any(&changed), "{}", changed);
    }
}

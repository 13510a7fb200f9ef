//! Whatever stands in a journal: what can be read of it is put back into a session that can be read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use werksessie::domain::edit::apply;
use werksessie::domain::id::Id;
use werksessie::domain::recovery::put_back;
use werksessie::domain::session::Session;
use werksessie::store::form::reading::{parse, parse_changes};
use werksessie::store::form::text::print;

fuzz_target!(|text: &str| {
    let (edits, _) = parse_changes(text);
    let mut session = Session::empty(Id::new("s-0000000000"));
    for edit in put_back(&session, &edits).edits {
        apply(&mut session, edit).expect("made to fit");
    }
    assert_eq!(parse(&print(&session)), Ok(session));
});

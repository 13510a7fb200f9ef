//! Whatever the bytes of a file are: it is refused in words, or it is a session that reads back as it was read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use werksessie::store::form::markers::merged;
use werksessie::store::form::reading::{parse, parse_any, parse_bytes};
use werksessie::store::form::spans::{head, remarks, spans};
use werksessie::store::form::text::print;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(session) = parse_bytes(bytes) {
        assert_eq!(parse(&print(&session)), Ok(session));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        assert_eq!(parse(text), parse_any(text));
        let _ = (spans(text), head(text), remarks(bytes), merged(text));
    }
});

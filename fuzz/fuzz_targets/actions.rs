//! Bytes that are taken for actions.
#![no_main]

include!("bring.rs.inc");

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bring(bytes, Some(ImportKind::Actions)));

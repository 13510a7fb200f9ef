//! Bytes that begin as a list of objects does.
#![no_main]

include!("bring.rs.inc");

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bring(&[b"[{\"", bytes].concat(), None));

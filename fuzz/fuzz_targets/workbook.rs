//! Bytes that begin as a packed file does.
#![no_main]

include!("bring.rs.inc");

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bring(&[b"PK\x03\x04", bytes].concat(), None));

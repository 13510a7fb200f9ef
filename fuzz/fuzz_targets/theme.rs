//! Whatever stands in the file of a theme: it is a theme, or it is told why it is none.
#![no_main]

use libfuzzer_sys::fuzz_target;
use werksessie::tui::theme::ColourTheme;

fuzz_target!(|text: &str| {
    let _ = ColourTheme::parse(text);
});

//! Typed text inside the marks of a page.

use crate::domain::safe_text::SafeText;

/// Text that is safe to show, and no mark.
pub(super) fn text(text: &str) -> String {
    let safe = SafeText::new(text);
    let mut told = String::with_capacity(safe.as_str().len() + 8);
    for character in safe.as_str().chars() {
        match character {
            '&' => told.push_str("&amp;"),
            '<' => told.push_str("&lt;"),
            '>' => told.push_str("&gt;"),
            '"' => told.push_str("&quot;"),
            '\'' => told.push_str("&#39;"),
            _ => told.push(character),
        }
    }
    told
}

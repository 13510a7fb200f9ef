//! Text as JSON has it, for what is written for other programs by the thousand.

use crate::domain::invisible::is_plain;
use crate::domain::safe_text::visible_json;

/// Adds a text as JSON has it, with escapes for all that cannot be seen.
pub fn add_text(text: &str, out: &mut String) {
    if is_plain(text) {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else if let Ok(quoted) = serde_json::to_string(text) {
        out.push_str(&visible_json(&quoted));
    }
}

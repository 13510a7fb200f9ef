//! Lists with boxes to tick, as in Markdown: `- [ ] what`.

/// The text of a line with a box, and whether it is ticked.
pub(super) fn ticked(line: &str) -> Option<(&str, bool)> {
    let line = line.trim_start();
    let line = line.strip_prefix(['-', '*', '+']).map_or(line, str::trim_start);
    let (is_ticked, text) =
        ["[ ]", "[x]", "[X]"].iter().find_map(|mark| line.strip_prefix(mark).map(|text| (*mark != "[ ]", text)))?;
    text.starts_with(' ').then(|| (text.trim(), is_ticked))
}

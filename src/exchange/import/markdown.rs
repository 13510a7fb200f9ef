//! Lists with boxes to tick and tables, as in Markdown: `- [ ] what`, `| what | who |`.

use crate::domain::records::plan::ActionState;

use super::refusal::Refusal;
use super::sheet::Sheet;

/// A line of such a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ticked<'text> {
    /// What stands behind the box.
    pub(super) text: &'text str,
    /// What the box says; `None` for an empty one.
    pub(super) state: Option<ActionState>,
}

/// The line of a list, if it is one.
pub(super) fn ticked(line: &str) -> Option<Ticked<'_>> {
    let line = line.trim_start();
    let numbered = line.trim_start_matches(|it: char| it.is_ascii_digit());
    let bare = if numbered.len() < line.len() { numbered.strip_prefix(['.', ')']) } else { None };
    let line = bare.or_else(|| line.strip_prefix(['-', '*', '+'])).map_or(line, str::trim_start);
    let (done, dropped) = (Some(ActionState::Done), Some(ActionState::Dropped));
    let boxes = [("[ ]", None), ("[x]", done), ("[X]", done), ("[-]", dropped), ("☐", None), ("☑", done), ("☒", done)];
    let (text, state) = boxes.iter().find_map(|(sign, state)| line.strip_prefix(sign).map(|text| (text, *state)))?;
    text.starts_with([' ', '\t']).then(|| Ticked { text: text.trim(), state })
}

/// The tables of a text: rows between bars, with a line below their heads.
///
/// # Errors
/// A table has too many rows or columns.
pub(super) fn tables(text: &str) -> Result<Vec<Sheet>, Refusal> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut tables: Vec<Sheet> = Vec::new();
    let mut is_within = false;
    for (number, line) in lines.iter().enumerate() {
        let is_row = line.starts_with('|');
        if is_row && !is_within && lines.get(number + 1).is_some_and(|next| is_below_heads(next)) {
            tables.push(Sheet::default());
            is_within = true;
        }
        is_within &= is_row;
        if let Some(sheet) = tables.last_mut().filter(|_| is_within && !is_below_heads(line)) {
            let row = line[1..].replace("\\|", "\u{1}");
            let row = row.strip_suffix('|').unwrap_or(&row);
            sheet.push(row.split('|').map(|cell| cell.replace('\u{1}', "|")).collect::<Vec<_>>().into(), number + 1)?;
        }
    }
    Ok(tables)
}

/// Whether a line stands below the heads of a table.
fn is_below_heads(line: &str) -> bool {
    line.starts_with('|') && line.contains('-') && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_told_from_other_brackets() {
        for (line, expected) in [
            ("- [ ] Bellen", Some(("Bellen", None))),
            ("  * [x]  Gebeld ", Some(("Gebeld", Some(ActionState::Done)))),
            ("☐ Bellen", Some(("Bellen", None))),
            ("1. [ ] Bankjes", Some(("Bankjes", None))),
            ("12) [x] Kookavond", Some(("Kookavond", Some(ActionState::Done)))),
            ("- [-] Kermis", Some(("Kermis", Some(ActionState::Dropped)))),
            ("- [1] noot", None),
            ("2026 [x] noot", None),
            ("[ ]", None),
            ("- bellen", None),
        ] {
            assert_eq!(ticked(line).map(|it| (it.text, it.state)), expected, "{line}");
        }
    }
}

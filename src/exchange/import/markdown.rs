//! Lists with boxes to tick, as in Markdown: `- [ ] what`.

/// A line of such a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ticked<'text> {
    /// What stands behind the box.
    pub(super) text: &'text str,
    pub(super) is_done: bool,
}

/// The line of a list, if it is one.
pub(super) fn ticked(line: &str) -> Option<Ticked<'_>> {
    let line = line.trim_start();
    let line = line.strip_prefix(['-', '*', '+']).map_or(line, str::trim_start);
    let boxes = [("[ ]", false), ("[x]", true), ("[X]", true), ("☐", false), ("☑", true), ("☒", true)];
    let (text, is_done) =
        boxes.iter().find_map(|(sign, is_done)| line.strip_prefix(sign).map(|text| (text, *is_done)))?;
    text.starts_with([' ', '\t']).then(|| Ticked { text: text.trim(), is_done })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_told_from_other_brackets() {
        for (line, expected) in [
            ("- [ ] Bellen", Some(("Bellen", false))),
            ("  * [x]  Gebeld ", Some(("Gebeld", true))),
            ("☐ Bellen", Some(("Bellen", false))),
            ("- [1] noot", None),
            ("[ ]", None),
            ("- bellen", None),
        ] {
            assert_eq!(ticked(line).map(|it| (it.text, it.is_done)), expected, "{line}");
        }
    }
}

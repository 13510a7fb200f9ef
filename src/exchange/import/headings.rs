//! Which column of a list is which field: by what people write above their columns, by what the user said, or, for a table
//! without a head, by what stands in it.

use std::sync::LazyLock;

use crate::domain::record::RecordType;
use crate::domain::records::meeting::Person;

use super::preview::{ImportChoices, ImportKind, folded};
use super::sheet::Sheet;
use super::text::brought_along;

/// The row with the heads is one of the first.
const ROWS_LOOKED_AT: usize = 8;

/// A field, with the heads that lead to it.
struct Heading {
    kind: ImportKind,
    field: String,
    heads: Vec<String>,
    pieces: Vec<String>,
}

/// Read when the first list comes in. A field that leaves a column out stands before those that a piece would lead to.
static HEADINGS: LazyLock<Vec<Heading>> = LazyLock::new(|| {
    let rows = brought_along(include_bytes!(concat!(env!("OUT_DIR"), "/headings.deflate")));
    let split = |text: &str| text.split('|').filter(|word| !word.is_empty()).map(folded).collect();
    let heading = |row: csv::StringRecord| {
        Some(Heading {
            kind: ImportKind::ALL.into_iter().find(|kind| Some(kind.word()) == row.get(0))?,
            field: row.get(1)?.to_owned(),
            heads: split(row.get(2)?),
            pieces: split(row.get(3)?),
        })
    };
    rows.into_iter().filter_map(heading).collect()
});

/// A list with its columns found.
#[derive(Clone, Debug)]
pub(super) struct Listed<'sheet> {
    sheet: &'sheet Sheet,
    /// The first row below the heads.
    first: usize,
    /// The field of each column; empty for one that becomes nothing.
    fields: Vec<String>,
}

/// The field that a head leads to.
pub(super) fn field_of(kind: ImportKind, head: &str) -> Option<&'static str> {
    let head = folded(head);
    let head = head.trim_end_matches([':', '?', '.', '*']).trim();
    if head.is_empty() {
        return None;
    }
    let of_kind = || HEADINGS.iter().filter(|heading| heading.kind == kind);
    let exact = of_kind().find(|heading| heading.heads.iter().any(|known| known == head));
    let found = exact.or_else(|| of_kind().find(|heading| heading.pieces.iter().any(|piece| head.contains(piece))));
    found.map(|heading| heading.field.as_str())
}

impl<'sheet> Listed<'sheet> {
    /// The list of this kind in a sheet, if the heads of one row tell it. `labels` are further names of the fields, with
    /// which the user may call them.
    pub(super) fn find(
        sheet: &'sheet Sheet,
        kind: ImportKind,
        choices: &ImportChoices,
        labels: &[(String, String)],
        is_enough: impl Fn(&dyn Fn(&str) -> bool) -> bool,
    ) -> Option<Self> {
        let labels: Vec<(&str, String)> = labels.iter().map(|(field, label)| (field.as_str(), folded(label))).collect();
        let labelled = |name: &str| {
            let name = folded(name);
            labels.iter().find(|(_, label)| *label == name).map(|(field, _)| (*field).to_owned())
        };
        let listed = |row: usize| {
            let field = |head: &str| match choices.column(&[head]) {
                Some("-") => String::new(),
                Some(name) => {
                    let known = labelled(name).or_else(|| field_of(kind, name).map(str::to_owned));
                    known.unwrap_or_else(|| name.to_owned())
                }
                None => field_of(kind, head).map(str::to_owned).or_else(|| labelled(head)).unwrap_or_default(),
            };
            let fields = (0..sheet.width()).map(|column| field(sheet.cell(row, column))).collect();
            Self { sheet, first: row + 1, fields }
        };
        let rows = (0..sheet.len().min(ROWS_LOOKED_AT)).map(listed);
        let mut listed =
            rows.into_iter().find(|listed| is_enough(&|field| listed.fields.iter().any(|it| it == field)))?;
        listed.keep_the_fullest();
        Some(listed)
    }

    /// A table without heads, with fields that were worked out from what stands in it.
    pub(super) fn without_heads(sheet: &'sheet Sheet, fields: Vec<String>) -> Self {
        Self { sheet, first: 0, fields }
    }

    /// Of two columns for one field that with most in it: a form asks for a name beside that of the account.
    fn keep_the_fullest(&mut self) {
        let filled = |column: usize| {
            let cells = (self.first..self.sheet.len()).map(|row| self.sheet.cell(row, column));
            cells.filter(|cell| !cell.is_empty() && !matches!(folded(cell).as_str(), "anonymous" | "anoniem")).count()
        };
        let counts: Vec<usize> = (0..self.fields.len()).map(filled).collect();
        for column in 0..self.fields.len() {
            // Two columns under the same word are the two parts of a name.
            let name = Person::KIND.fields[Person::name].name;
            let is_other_part = |other: usize| {
                counts[other] > 0 && self.fields[other] == name && folded(self.head(other)) == folded(self.head(column))
            };
            if self.fields[column] == name && (0..column).any(is_other_part) {
                "+last".clone_into(&mut self.fields[column]);
            }
        }
        for column in 0..self.fields.len() {
            let field = self.fields[column].clone();
            let is_fuller = |other: usize| {
                self.fields[other] == field
                    && other != column
                    && (counts[other], other) > (counts[column], column)
                    && !field.starts_with('*')
            };
            if !field.is_empty() && (0..self.fields.len()).any(is_fuller) {
                self.fields[column].clear();
            }
        }
    }

    /// The rows below the heads.
    pub(super) fn rows(&self) -> std::ops::Range<usize> {
        self.first..self.sheet.len()
    }

    /// What a row holds for a field.
    pub(super) fn cell(&self, row: usize, field: &str) -> &'sheet str {
        let column = self.fields.iter().position(|known| known == field);
        column.map_or("", |column| self.sheet.cell(row, column))
    }

    /// Whether there is a column for a field.
    pub(super) fn has(&self, field: &str) -> bool {
        self.fields.iter().any(|known| known == field)
    }

    /// The line of the file on which a row stands.
    pub(super) fn line(&self, row: usize) -> usize {
        self.sheet.line(row)
    }

    /// The head of a column.
    fn head(&self, column: usize) -> &'sheet str {
        self.first.checked_sub(1).map_or("", |row| self.sheet.cell(row, column))
    }

    /// The heads of all columns.
    pub(super) fn heads(&self) -> Vec<[String; 2]> {
        (0..self.fields.len()).map(|column| [self.head(column).to_owned(), String::new()]).collect()
    }

    /// The columns that become a field, with their heads.
    pub(super) fn taken(&self) -> impl Iterator<Item = (&'sheet str, &str)> {
        let columns = self.fields.iter().enumerate();
        let taken = columns.filter(|(_, field)| !field.is_empty() && !field.starts_with('*'));
        taken.map(|(column, field)| (self.head(column), field.as_str()))
    }

    /// The heads of the columns that become none: those that tell too much of a person, and the others.
    pub(super) fn left_out(&self) -> (Vec<&'sheet str>, Vec<&'sheet str>) {
        let columns = (0..self.fields.len()).filter(|column| !self.head(*column).is_empty());
        let (personal, others): (Vec<_>, Vec<_>) = columns
            .filter(|column| self.fields[*column].is_empty() || self.fields[*column].starts_with('*'))
            .partition(|column| {
                matches!(self.fields[*column].as_str(), "*email" | "*birth" | "*address" | "*phone" | "*number")
            });
        let heads = |columns: Vec<usize>| columns.into_iter().map(|column| self.head(column)).collect();
        (heads(personal), heads(others))
    }

    /// Whether something in a row is no text of a person: a formula, or a character that steers a terminal.
    pub(super) fn is_odd(&self, row: usize) -> bool {
        let is_odd = |cell: &str| {
            let is_formula =
                cell.starts_with('=') && cell.len() > 1 || cell.starts_with("+cmd") || cell.starts_with('@');
            is_formula || cell.chars().any(|character| character.is_control() && character != '\n' && character != '\t')
        };
        self.taken_cells(row).any(is_odd)
    }

    fn taken_cells(&self, row: usize) -> impl Iterator<Item = &'sheet str> {
        let columns = self.fields.iter().enumerate();
        let taken = columns.filter(|(_, field)| !field.is_empty() && !field.starts_with('*'));
        taken.map(move |(column, _)| self.sheet.cell(row, column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_leads_to_its_field_and_to_no_other() {
        for (kind, head, field) in [
            (ImportKind::People, "Wat is uw naam?", Some("name")),
            (ImportKind::People, "Naam organisatie", Some("organisation")),
            (ImportKind::People, "E-mailadres", Some("*email")),
            (ImportKind::People, "E-mail adres organisatie", Some("*email")),
            (ImportKind::People, "Geboortedatum", Some("*birth")),
            (ImportKind::People, "Ben je bewoner of professional?", Some("kind")),
            (ImportKind::People, "Kom je op 12 maart?", Some("attendance")),
            (ImportKind::People, "Lievelingskleur", None),
            (ImportKind::Actions, "Wie", Some("owner")),
            (ImportKind::Actions, "Actiehouder(s)", Some("owner")),
            (ImportKind::Actions, "Actiepunt", Some("what")),
            (ImportKind::Actions, "Voor wanneer?", Some("due")),
            (ImportKind::Scores, "Geef een cijfer voor [Zingeving]", Some("meaning")),
            (ImportKind::Scores, "6. Dagelijks functioneren", Some("daily_functioning")),
        ] {
            assert_eq!(field_of(kind, head), field, "{head}");
        }
    }
}

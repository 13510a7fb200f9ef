//! Cover sheets of a plan: which parts a municipality or funder asks for, and in which sections of a session each stands.
//! Dated data files, since what is asked changes; a coordinator can bring one.

use serde::Deserialize;

use crate::domain::session::Section;

use super::SectionName;

/// A cover sheet: what a kind of plan of a municipality asks, and where the answer stands.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Cover")]
pub struct CoverSheet {
    /// The name on the command line.
    pub id: String,
    /// For which plan it is.
    pub title: String,
    /// The month in which it was written down.
    pub dated: String,
    pub parts: Vec<CoverPart>,
}

/// A part that is asked.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Part")]
pub struct CoverPart {
    pub text: String,
    /// The sections that tell it.
    pub stands: Vec<SectionName>,
}

impl CoverPart {
    /// The sections that tell it.
    pub fn sections(&self) -> impl Iterator<Item = Section> {
        self.stands.iter().map(|SectionName(section)| *section)
    }
}

const SHIPPED: [&str; 4] = [
    include_str!("covers/gala.ron"),
    include_str!("covers/preventieakkoord.ron"),
    include_str!("covers/regioplan.ron"),
    include_str!("covers/wijkprofiel.ron"),
];

/// The cover sheets that ship with the program, the usual one first.
#[must_use]
pub fn shipped_covers() -> Vec<CoverSheet> {
    SHIPPED.iter().filter_map(|text| cover(text).ok()).collect()
}

/// The cover sheet that a file holds.
///
/// # Errors
/// It holds none.
pub fn cover(text: &str) -> Result<CoverSheet, ron::error::SpannedError> {
    ron::from_str(text)
}

#[cfg(test)]
#[test]
fn every_cover_sheet_can_be_read() {
    let covers: Vec<CoverSheet> = SHIPPED.iter().map(|text| cover(text).unwrap()).collect();
    assert!(covers.iter().all(|cover| !cover.parts.is_empty() && cover.dated.len() == 7));
    assert_eq!(covers.len(), shipped_covers().len());
}

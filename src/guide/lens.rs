//! The same data in another order, as it is declared: under the words of a choice, under the steps of another approach, or
//! with what it points at.

use serde::Deserialize;

use super::names::SectionName;

/// An order of the data.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lens {
    pub id: String,
    pub rows: LensRows,
}

/// What stands under what in a lens: the words of a choice, or panels of other steps.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LensRows {
    /// Under each word of this set the items of any section in which it was chosen.
    Words(String),
    /// Under each of these names the panels with these ids.
    Panels(Vec<(String, Vec<String>)>),
    /// Under each item of the section of this name those of the same section that it points at.
    Ties(SectionName),
}

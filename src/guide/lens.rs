//! The same data in another order, as it is declared: under the words of a choice, under the steps of another approach, or
//! with what it points at.

use serde::Deserialize;

use super::names::SectionName;

/// An order of the data.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lens {
    /// Its id.
    pub id: String,
    /// What stands under what.
    pub rows: LensRows,
}

/// What stands under what.
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

//! What the structure names that is no id: sections and pictures.

use serde::Deserialize;

use crate::domain::session::Section;

/// The pictures that a panel can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chart {
    /// How far the figures lie from those elsewhere.
    Deviation,
    /// The spider web of the groups.
    Web,
    /// The goals through the rounds.
    Course,
    /// Votes per theme and group.
    Votes,
    /// The themes that groups name: by all, by one.
    Named,
    /// How far each step and section is.
    Progress,
}

/// A section, by its name in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct SectionName(pub Section);

impl TryFrom<String> for SectionName {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Section::named(&name).map(Self).ok_or_else(|| format!("no section {name}"))
    }
}

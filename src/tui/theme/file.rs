//! The file of a theme: RON text in, a [`ColourTheme`] or all its problems out.

use std::error::Error;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::colour::Colour;
use super::role::Role;

/// A theme: its name in each language, and a colour for each role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColourTheme {
    name: Vec<(String, String)>,
    /// In the order of [`Role::ALL`].
    colours: Vec<Colour>,
}

/// Why a text is not a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThemeError {
    /// It is not RON, or not of this form.
    Malformed {
        /// Counted from 1, as editors do.
        line: usize,
        /// Counted from 1, as editors do.
        column: usize,
        /// What the reader says, in English.
        reason: String,
    },
    /// It can be read, but these things are wrong; at least one.
    Problems(Vec<ThemeProblem>),
}

/// One thing that is wrong with a theme.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThemeProblem {
    /// It has no name in any language.
    NoName,
    /// The palette holds this entry twice.
    EntryTwice(String),
    /// An entry of the palette is not a colour.
    EntryNoColour {
        /// The name of the entry.
        entry: String,
        value: String,
    },
    /// There is no such role.
    UnknownRole(String),
    /// A role has no colour.
    RoleMissing(Role),
    /// A role stands there twice.
    RoleTwice(Role),
    /// A role names neither an entry of the palette nor a colour.
    RoleNoColour { role: Role, value: String },
}

/// The file as it is written, before anything is looked up.
#[derive(Deserialize)]
#[serde(rename = "Theme", deny_unknown_fields)]
struct ThemeFile {
    #[serde(deserialize_with = "map")]
    name: Entries,
    #[serde(deserialize_with = "map")]
    palette: Entries,
    #[serde(deserialize_with = "roles")]
    roles: Entries,
}

/// Names and values in the order of the file; what stands there twice is in here twice.
type Entries = Vec<(String, String)>;

fn map<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Entries, D::Error> {
    deserializer.deserialize_map(EntriesVisitor)
}

/// Takes any field: all unknown, missing and doubled roles are reported together.
fn roles<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Entries, D::Error> {
    deserializer.deserialize_struct("Roles", &[], EntriesVisitor)
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("names with a text each")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
        let mut entries = Entries::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(entries)
    }
}

impl ColourTheme {
    /// Reads a theme.
    ///
    /// # Errors
    /// The text is not RON of this form, or names, palette or roles are wrong; then all problems are handed back.
    pub fn parse(text: &str) -> Result<ColourTheme, ThemeError> {
        let written: ThemeFile = ron::from_str(text).map_err(|error| ThemeError::Malformed {
            line: error.span.start.line,
            column: error.span.start.col,
            reason: error.code.to_string(),
        })?;
        let mut problems = Vec::new();
        if written.name.iter().all(|(_, name)| name.trim().is_empty()) {
            problems.push(ThemeProblem::NoName);
        }
        let palette = palette(written.palette, &mut problems);
        let colours = colours(written.roles, &palette, &mut problems);
        if problems.is_empty() {
            Ok(ColourTheme { name: written.name, colours })
        } else {
            Err(ThemeError::Problems(problems))
        }
    }

    /// Its name in this language (`nl`, `en`), or else in the first that has one.
    #[must_use]
    pub fn name(&self, language: &str) -> &str {
        let mut named = self.name.iter().filter(|(_, name)| !name.trim().is_empty());
        let fitting = named.clone().find(|(code, _)| code == language);
        fitting.or_else(|| named.next()).map_or("", |(_, name)| name)
    }

    /// The colour of a role.
    #[must_use]
    pub fn colour(&self, role: Role) -> Colour {
        self.colours[role as usize]
    }
}

/// The entries of the palette; one that is not a colour stays in, so that a role that names it is not a problem too.
fn palette(written: Entries, problems: &mut Vec<ThemeProblem>) -> Vec<(String, Colour)> {
    let mut palette: Vec<(String, Colour)> = Vec::with_capacity(written.len());
    for (entry, value) in written {
        if palette.iter().any(|(known, _)| *known == entry) {
            problems.push(ThemeProblem::EntryTwice(entry));
            continue;
        }
        let colour = value.parse();
        if colour.is_err() {
            problems.push(ThemeProblem::EntryNoColour { entry: entry.clone(), value });
        }
        palette.push((entry, colour.unwrap_or(Colour::Default)));
    }
    palette
}

/// The colours of all roles, in the order of [`Role::ALL`]; complete only where no problem was added.
fn colours(written: Entries, palette: &[(String, Colour)], problems: &mut Vec<ThemeProblem>) -> Vec<Colour> {
    let mut found = vec![None; Role::ALL.len()];
    for (name, value) in written {
        let Some(role) = Role::from_name(&name) else {
            problems.push(ThemeProblem::UnknownRole(name));
            continue;
        };
        let place = &mut found[role as usize];
        if place.is_some() {
            problems.push(ThemeProblem::RoleTwice(role));
            continue;
        }
        let entry = palette.iter().find(|(entry, _)| *entry == value).map(|&(_, colour)| colour);
        let colour = entry.or_else(|| value.parse().ok());
        if colour.is_none() {
            problems.push(ThemeProblem::RoleNoColour { role, value });
        }
        *place = Some(colour.unwrap_or(Colour::Default));
    }
    for (role, colour) in Role::ALL.iter().zip(&found) {
        if colour.is_none() {
            problems.push(ThemeProblem::RoleMissing(*role));
        }
    }
    found.into_iter().flatten().collect()
}

impl fmt::Display for ThemeProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ThemeProblem::NoName => write!(formatter, "name: empty"),
            ThemeProblem::EntryTwice(entry) => write!(formatter, "palette \"{entry}\": there twice"),
            ThemeProblem::EntryNoColour { entry, value } => {
                write!(formatter, "palette \"{entry}\": \"{value}\" is no colour")
            }
            ThemeProblem::UnknownRole(name) => write!(formatter, "roles, {name}: no such role"),
            ThemeProblem::RoleMissing(role) => write!(formatter, "roles, {role}: missing"),
            ThemeProblem::RoleTwice(role) => write!(formatter, "roles, {role}: there twice"),
            ThemeProblem::RoleNoColour { role, value } => {
                write!(formatter, "roles, {role}: \"{value}\" is neither in the palette nor a colour")
            }
        }
    }
}

impl fmt::Display for ThemeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ThemeError::Malformed { line, column, reason } => write!(formatter, "{line}:{column}: {reason}"),
            ThemeError::Problems(problems) => {
                for (position, problem) in problems.iter().enumerate() {
                    let separator = if position == 0 { "" } else { "; " };
                    write!(formatter, "{separator}{problem}")?;
                }
                Ok(())
            }
        }
    }
}

impl Error for ThemeError {}

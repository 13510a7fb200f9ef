//! A grid as the guide declares it: what its rows and columns are, and which record and field each cell is.

use serde::Deserialize;

use crate::domain::session::Section;
use crate::domain::value::Kind;

use super::names::{Chart, SectionName};

/// How a section, or the answers to some questions, stand in a grid.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Declared")]
pub struct GridView {
    /// The section of the records of its cells.
    pub section: Section,
    pub rows: GridRows,
    /// What its columns are, in order.
    pub columns: Vec<GridColumns>,
    /// What is drawn of it beside or below.
    pub picture: Option<Chart>,
    /// Whether what it shows has a panel of its own: this is another way to look at it and to fill it in.
    pub elsewhere: bool,
    /// Whether a column is filled in before the next: what one group says is written down together.
    pub down: bool,
}

/// What the rows of a grid are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GridRows {
    /// One for all that a field of its records can be: items of a section, words, places.
    By(usize),
    /// One for each record, in the order of the words of a field; at least one for each word.
    Each(usize),
    /// One for each item of a section.
    Of(Section),
    /// One for each word of a field, in which stand the records that hold it.
    Words(usize),
}

/// What columns of a grid are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GridColumns {
    /// One for all that a field of its records can be; the cell is another field.
    By(usize, usize),
    /// As that, but only where there is something, and for nothing.
    Used(usize, usize),
    /// One for each of these fields of the record of the row.
    Fields(Vec<usize>),
    /// One for each of these fields of the item that the row is about.
    Own(Section, Vec<usize>),
    /// One for each question of a list that is asked about the item of the row.
    Questions(String),
}

/// A grid as it stands in the structure, by names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Grid")]
struct Declared {
    section: SectionName,
    rows: DeclaredRows,
    columns: Vec<DeclaredColumns>,
    #[serde(default)]
    picture: Option<Chart>,
    #[serde(default)]
    elsewhere: bool,
    #[serde(default)]
    down: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum DeclaredRows {
    By(String),
    Each(String),
    Of(SectionName),
    Words(String),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum DeclaredColumns {
    By(String, String),
    Used(String, String),
    Fields(Vec<String>),
    Own(Vec<String>),
    Questions(String),
}

impl TryFrom<Declared> for GridView {
    type Error = String;

    fn try_from(declared: Declared) -> Result<Self, String> {
        let SectionName(section) = declared.section;
        let field = |section: Section, name: &str| {
            section.kind().position(name).ok_or_else(|| format!("no field {name} in {}", section.name()))
        };
        let fields = |section: Section, names: &[String]| {
            names.iter().map(|name| field(section, name)).collect::<Result<Vec<_>, _>>()
        };
        let rows = match &declared.rows {
            DeclaredRows::By(name) => GridRows::By(field(section, name)?),
            DeclaredRows::Each(name) => GridRows::Each(field(section, name)?),
            DeclaredRows::Of(SectionName(items)) => GridRows::Of(*items),
            DeclaredRows::Words(name) => GridRows::Words(field(section, name)?),
        };
        let Declared { picture, elsewhere, down, .. } = declared;
        let view = Self { section, rows, columns: Vec::new(), picture, elsewhere, down };
        let columns = declared.columns.into_iter().map(|columns| {
            Ok(match columns {
                DeclaredColumns::By(key, cell) => GridColumns::By(field(section, &key)?, field(section, &cell)?),
                DeclaredColumns::Used(key, cell) => GridColumns::Used(field(section, &key)?, field(section, &cell)?),
                DeclaredColumns::Fields(names) => GridColumns::Fields(fields(section, &names)?),
                DeclaredColumns::Own(names) => {
                    let about = view.row_items().ok_or("its rows are no items")?;
                    GridColumns::Own(about, fields(about, &names)?)
                }
                DeclaredColumns::Questions(list) => GridColumns::Questions(list),
            })
        });
        let columns = columns.collect::<Result<Vec<_>, String>>()?;
        Ok(Self { columns, ..view })
    }
}

impl GridView {
    /// The section of which its rows are the items.
    #[must_use]
    pub fn row_items(&self) -> Option<Section> {
        match self.rows {
            GridRows::Of(items) => Some(items),
            GridRows::By(field) => match self.section.kind().fields[field].kind {
                Kind::Link(items) => Some(items),
                _ => None,
            },
            GridRows::Each(_) | GridRows::Words(_) => None,
        }
    }

    /// The list of which its cells are the answers.
    #[must_use]
    pub fn list(&self) -> Option<&str> {
        self.columns.iter().find_map(|columns| match columns {
            GridColumns::Questions(list) => Some(list.as_str()),
            _ => None,
        })
    }

    /// Whether it shows the items of a section: in its cells, or as rows that have fields of their own there.
    #[must_use]
    pub fn shows(&self, section: Section) -> bool {
        let is_own = |columns: &GridColumns| matches!(columns, GridColumns::Own(own, _) if *own == section);
        (self.section == section && self.list().is_none()) || self.columns.iter().any(is_own)
    }
}

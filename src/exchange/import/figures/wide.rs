//! A table of figures in the one form that all shapes are brought to: a row for each area (and age, margin and period),
//! a column for each figure.

use crate::i18n::import::ShapeKind;

use super::numbers::Mark;
use crate::exchange::import::sheet::Sheet;

/// What heads the column of areas in tables of Statistics Netherlands.
pub(super) const AREA_HEADS: [&str; 4] = ["wijkenenbuurten", "regios", "regio", "wijkenenbuurt"];
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadRole {
    /// The name of the area.
    Name,
    Code,
    /// What kind of area it is, in a word.
    Kind,
    /// The municipality that it lies in.
    Municipality,
    /// An age or another group of people.
    People,
    /// The value itself, or one end of what it may be.
    Margin,
    Period,
    /// Nothing that is of use.
    Skip,
    Measure,
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FigureHead {
    pub(super) role: HeadRole,
    /// The name by which a figure is known.
    pub(super) name: String,
    /// What it is called where it is not known.
    pub(super) title: String,
    /// In what it is counted.
    pub(super) unit: String,
    /// The year, where the head tells it.
    pub(super) year: Option<u32>,
}

impl FigureHead {
    /// A column that holds no figure.
    pub(super) fn of(role: HeadRole) -> Self {
        Self { role, name: String::new(), title: String::new(), unit: String::new(), year: None }
    }

    pub(super) fn measure(name: &str, title: &str, unit: &str) -> Self {
        let (name, title, unit) = (name.to_owned(), title.trim().to_owned(), tidy_unit(unit));
        Self { role: HeadRole::Measure, name, title, unit, year: None }
    }
}

/// A unit in one way of writing.
fn tidy_unit(unit: &str) -> String {
    let unit = unit.trim().replace('\u{a0}', " ").replace("1 000", "1.000");
    match unit.as_str() {
        "Aantal" => "aantal".to_owned(),
        "Getal" => String::new(),
        _ => unit,
    }
}

#[derive(Clone, Debug)]
pub(super) struct Wide {
    /// The shape in which it was brought.
    pub(super) shape: ShapeKind,
    pub(super) title: String,
    pub(super) heads: Vec<FigureHead>,
    /// Its rows, from `first` on.
    pub(super) sheet: Sheet,
    /// The first row that holds figures.
    pub(super) first: usize,
    /// What stands before the decimals.
    pub(super) mark: Mark,
    /// Whether the areas without a code are municipalities.
    pub(super) is_of_municipalities: bool,
}

impl Wide {
    /// A sheet as it was brought: the heads of its columns stand in its first row.
    pub(super) fn of(shape: ShapeKind, heads: Vec<FigureHead>, sheet: &Sheet, mark: Mark) -> Self {
        let sheet = sheet.clone();
        Self { shape, title: String::new(), heads, sheet, first: 1, mark, is_of_municipalities: false }
    }

    /// A table that was made of what was brought: all of its rows hold figures.
    pub(super) fn made(shape: ShapeKind, heads: Vec<FigureHead>, sheet: Sheet, mark: Mark) -> Self {
        Self { shape, title: String::new(), heads, sheet, first: 0, mark, is_of_municipalities: false }
    }

    /// The first column with this role.
    pub(super) fn column(&self, role: HeadRole) -> Option<usize> {
        self.heads.iter().position(|head| head.role == role)
    }

    /// The rows that hold figures.
    pub(super) fn rows(&self) -> std::ops::Range<usize> {
        self.first..self.sheet.len()
    }
}

/// The last year that is named in a text: a number of four digits of this century or the one before.
pub(super) fn year_in(text: &str) -> Option<u32> {
    let numbers = text.split(|character: char| !character.is_ascii_digit()).filter(|number| number.len() == 4);
    numbers.filter_map(|number| number.parse().ok()).rfind(|year| (1950..2100).contains(year))
}

/// The year of a period, such as `2020JJ00`, `2024*` or `2020`.
pub(super) fn year_of_period(period: &str) -> Option<u32> {
    let year = period.get(..4)?.parse().ok()?;
    (1950..2100).contains(&year).then_some(year)
}

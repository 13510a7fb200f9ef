//! A document without a form: headings, paragraphs, fields, tables, figures and lists of states, in the order in which
//! people read them. Every rendering takes it as it is and adds nothing to it.

use crate::domain::records::meeting::AnswerState;

/// A document about a session, or about several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What it is about, on one line.
    pub title: String,
    /// What stands on every page, such as that it is for the team only.
    pub mark: Option<String>,
    /// What it says, in order.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading: 1 for a chapter, 2 for a part of it, 3 for a group in that.
    Heading {
        /// The level, from 1 for the title of a part.
        level: usize,
        text: String,
    },
    /// Text, with `\n` between its lines.
    Paragraph(String),
    /// Fields that belong to the heading above them.
    Fields(Vec<LabelledText>),
    /// An item or answer with its fields.
    Item {
        title: String,
        /// What is filled in, beside what is in the title already.
        fields: Vec<LabelledText>,
    },
    List(Vec<String>),
    /// Rows of the same columns.
    Table(DocumentTable),
    /// A picture with the table of which it is drawn.
    Figure(Figure),
    /// Things with how far each is.
    Ticks(Vec<Tick>),
}

impl Block {
    /// A heading of this level.
    pub(super) fn heading(level: usize, text: impl Into<String>) -> Self {
        Self::Heading { level, text: text.into() }
    }
}

/// A field that is filled in.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledText {
    pub label: String,
    /// What it holds, with `\n` between lines.
    pub value: String,
}

/// A table: the first cell of a row names the row.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentTable {
    pub caption: String,
    /// The headings of its columns.
    pub headings: Vec<String>,
    /// Its rows, a cell for each heading.
    pub rows: Vec<Vec<String>>,
    /// For things to do: how far each row is.
    pub states: Option<Vec<AnswerState>>,
}

impl DocumentTable {
    /// Without the columns in which no cell holds anything; the first one stays.
    pub(super) fn without_empty_columns(mut self) -> Self {
        let is_kept = |column: usize| column == 0 || self.rows.iter().any(|row| !row[column].trim().is_empty());
        let kept: Vec<bool> = (0..self.headings.len()).map(is_kept).collect();
        let keep = |cells: &mut Vec<String>| {
            let mut kept = kept.iter();
            cells.retain(|_| kept.next().copied().unwrap_or(true));
        };
        keep(&mut self.headings);
        self.rows.iter_mut().for_each(keep);
        self
    }

    /// A row as its title, and the cells behind it that hold something.
    pub(super) fn item(&self, row: &[String]) -> (String, Vec<LabelledText>) {
        let cells = self.headings.iter().zip(row).skip(1).filter(|(_, value)| !value.is_empty());
        let fields = cells.map(|(label, value)| LabelledText { label: label.clone(), value: value.clone() });
        (row.first().cloned().unwrap_or_default(), fields.collect())
    }
}

/// A picture. Who cannot see it reads the description and the table.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    pub title: String,
    /// What can be seen in it, in a sentence or two.
    pub description: String,
    pub picture: Picture,
    pub table: DocumentTable,
}

/// What is drawn; all numbers are whole, so that the same session gives the same picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture {
    /// Bars to the left and right of a line: what lies how far from it, in thousandths of the longest bar.
    Deviation(Vec<Bar>),
    /// A bar of several parts for each row, and the names of the parts.
    Stacked {
        /// What the patterns stand for.
        parts: Vec<String>,
        /// The rows, with a count for each part.
        rows: Vec<(String, Vec<u32>)>,
    },
    /// An axis for each row with the spread on it, and the medians as a web. In tenths; `scale` in whole points.
    Web {
        /// The highest score that the web has room for.
        scale: u32,
        /// For each axis its name and, where it was scored: lowest, lower quartile, median, upper quartile, highest.
        axes: Vec<(String, Option<[u32; 5]>)>,
    },
    /// A track for each row, from where it began to what is to be reached: how far along, in thousandths.
    Tracks(Vec<(String, i64)>),
}

/// A bar beside the zero line.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    pub name: String,
    /// How long it is and to which side, in thousandths of the longest that is drawn.
    pub length: i64,
    /// What stands at its end.
    pub told: String,
    /// Whether it is hatched: it is worse.
    pub is_hatched: bool,
}

/// Something and how far it is.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    pub state: AnswerState,
    pub word: String,
    pub title: String,
    /// What is said beside it.
    pub fields: Vec<LabelledText>,
}

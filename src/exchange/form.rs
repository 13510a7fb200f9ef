//! The forms in which a report can be written, by the ending of its file, and how a file is known as made by this program.

use std::path::Path;

use crate::domain::session::Section;
use crate::guide::Guide;
use crate::i18n::Words;
use crate::i18n::numbers::decimal_text;
use crate::telling::spreadsheet::{BOM, csv_cell, csv_row};

use super::document::Document;
use super::outgoing::Outgoing;
use super::render::{CALENDAR_MARK, HTML_MARK, MARKDOWN_MARK, calendar, html, is_our_workbook, markdown, workbook};
use super::report::{ReportFrame, ReportKind, report, together};
use super::sheet::{SheetCell, cells, headings_of, rows, whose_headings};
use super::told::Told;

/// So far into a file its maker is looked for.
const BEGINNING: usize = 1024;

/// A form in which something goes out.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OutputForm {
    /// A page for a browser, and to print.
    #[default]
    Html,
    Markdown,
    Workbook,
    /// A table of one kind of item.
    Csv,
    Calendar,
}

/// What goes out, with the texts and words that it is told in.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The sessions, without what may not leave.
    pub sessions: &'a [Outgoing],
    /// Whether they are those of a folder.
    pub is_of_many: bool,
    pub kind: ReportKind,
    /// The kind of item, in a form that holds one.
    pub section: Section,
    /// What the report of each session is about beside it.
    pub frames: &'a [ReportFrame<'a>],
    pub guide: &'a Guide,
    pub words: &'a Words,
}

impl OutputForm {
    /// All forms, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Html, Self::Markdown, Self::Workbook, Self::Csv, Self::Calendar];

    /// Those in which any document can be written.
    pub const OF_DOCUMENTS: [Self; 2] = [Self::Html, Self::Markdown];

    /// Those in which a report of this kind can be written: a plan and what changed are documents.
    #[must_use]
    pub fn of_kind(kind: ReportKind) -> &'static [Self] {
        match kind {
            ReportKind::Plan | ReportKind::Progress => &Self::OF_DOCUMENTS,
            ReportKind::Public | ReportKind::Team => &Self::ALL,
        }
    }

    /// The ending of its files.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Workbook => "xlsx",
            Self::Csv => "csv",
            Self::Calendar => "ics",
        }
    }

    /// The form of a file with this name; `None` where its ending tells of none.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        let ending = if ending == "htm" { "html" } else { ending.as_str() };
        Self::ALL.into_iter().find(|form| form.ending() == ending)
    }

    /// What is wanted in this form; `None` where it is more than the form can hold.
    #[must_use]
    pub fn render(self, wanted: &Wanted<'_>) -> Option<Vec<u8>> {
        let Wanted { sessions, is_of_many, kind, frames, guide, words, .. } = *wanted;
        let document = || {
            let frames = frames.iter().copied().chain(std::iter::repeat(ReportFrame::default()));
            let mut all =
                sessions.iter().zip(frames).map(|(session, frame)| report(session, kind, frame, guide, words));
            match (all.next(), is_of_many) {
                (Some(only), false) => only,
                (first, _) => together(first.into_iter().chain(all).collect(), kind, words),
            }
        };
        Some(match self {
            Self::Html => html(&document(), guide.language().code(), words).into_bytes(),
            Self::Markdown => markdown(&document()).into_bytes(),
            Self::Workbook => workbook(sessions, is_of_many, guide, words).ok()?,
            Self::Csv => csv(wanted).into_bytes(),
            Self::Calendar => calendar(sessions, guide, words).into_bytes(),
        })
    }

    /// A document in this form; `None` where the form holds something else than documents.
    #[must_use]
    pub fn of_document(self, document: &Document, language: &str, words: &Words) -> Option<Vec<u8>> {
        match self {
            Self::Html => Some(html(document, language, words).into_bytes()),
            Self::Markdown => Some(markdown(document).into_bytes()),
            Self::Workbook | Self::Csv | Self::Calendar => None,
        }
    }

    /// Whether a file of this form with these contents was made by this program.
    #[must_use]
    pub fn is_ours(self, contents: &[u8], wanted: &Wanted<'_>) -> bool {
        match self {
            Self::Csv => {
                [true, false].iter().any(|is_public| contents.starts_with(headings(wanted, *is_public).as_bytes()))
            }
            _ => self.is_marked(contents),
        }
    }

    /// Whether these contents bear the mark of this program that files of this form have; a table has none.
    #[must_use]
    pub fn is_marked(self, contents: &[u8]) -> bool {
        let beginning = &contents[..contents.len().min(BEGINNING)];
        let has = |mark: &str| memchr::memmem::find(beginning, mark.as_bytes()).is_some();
        match self {
            Self::Html => has(HTML_MARK),
            Self::Markdown => has(MARKDOWN_MARK),
            Self::Workbook => is_our_workbook(contents),
            Self::Csv => false,
            Self::Calendar => has(CALENDAR_MARK),
        }
    }
}

/// The first line of a table, by which it is known: for everybody without what only the team reads.
fn headings(wanted: &Wanted<'_>, is_public: bool) -> String {
    let words = wanted.words;
    let all = whose_headings(words).into_iter().chain(headings_of(wanted.section, is_public, words));
    format!("{BOM}{}", csv_row(all.map(|cell| csv_cell(&cell))))
}

/// The items of a section for a spreadsheet: a row each, with the session that it is of.
fn csv(wanted: &Wanted<'_>) -> String {
    let words = wanted.words;
    let is_public = wanted.sessions.iter().any(Outgoing::is_public);
    let mut out = headings(wanted, is_public);
    let text = |cell: SheetCell| match cell {
        SheetCell::Empty => String::new(),
        SheetCell::Text(text) => csv_cell(&text),
        // A mark between thousands would be read as a decimal comma somewhere.
        SheetCell::Number(number) => decimal_text(number, words).replace(words.numbers.thousands, ""),
        SheetCell::Whole(number) | SheetCell::Euros(number) => number.to_string(),
        SheetCell::Day(date) => date.to_string(),
        SheetCell::Moment(time) => format!("{:02}:{:02}", time.hour(), time.minute()),
    };
    for session in wanted.sessions {
        let told = Told::new(session, wanted.guide, words);
        let date = session.the_meeting().date.known().map_or(String::new(), |date| date.to_string());
        for record in rows(&told, wanted.section) {
            let whose = [csv_cell(&session.the_neighbourhood().name), date.clone(), session.round().to_string()];
            out.push_str(&csv_row(whose.into_iter().chain(cells(&told, wanted.section, record).into_iter().map(text))));
        }
    }
    out
}

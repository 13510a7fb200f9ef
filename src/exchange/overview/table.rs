//! The overview as a table: the same cells as plain text, CSV or JSON. What a spreadsheet would run is disarmed.

use jiff::civil::Date;
use serde_json::{Value as Json, json as as_json};
use unicode_width::UnicodeWidthStr;

use crate::domain::records::meeting::AnswerState;
use crate::domain::shown::Shown;
use crate::domain::value::ChoiceSet;
use crate::i18n::Words;
use crate::i18n::fill;
use crate::i18n::problems::{problem_text, trouble_text};

use super::{Checklist, Progress, Row, Summary, Totals, Unread, sign};

/// Whether the checklist is shown by its sections or by its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// A column for each of the seven sections.
    Sections,
    /// A column for each of the 21 items.
    Items,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// A number; 0 is shown as nothing at all.
    Count(usize),
    /// A day, if there is one.
    Day(Option<Date>),
    /// How far a section is.
    Section(Progress),
    /// How far an item is; none in a session that was made with another checklist.
    Item(Option<AnswerState>),
}

/// The overview as a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The headings.
    pub headings: Vec<String>,
    /// Lines of cells, one for each heading; or a file that was not read, and why.
    pub lines: Vec<Result<Vec<Cell>, (String, String)>>,
    /// The sums below them.
    pub sums: Vec<Cell>,
}

/// Rows as a table.
pub fn table(
    rows: &[&Row],
    totals: &Totals,
    checklist: &Checklist,
    detail: Detail,
    today: Date,
    words: &Words,
) -> Table {
    let names = &words.overview;
    let mut headings: Vec<String> =
        [&names.neighbourhood, &names.municipality, &names.date, &names.round].into_iter().cloned().collect();
    match detail {
        Detail::Sections => headings.extend((1..=checklist.sections.len()).map(|number| number.to_string())),
        Detail::Items => headings.extend(checklist.numbers.iter().cloned()),
    }
    let counts = [&names.settled, &names.open, &names.overdue, &names.no_owner, &names.no_baseline, &names.parked];
    headings.extend(counts.into_iter().cloned());
    headings.extend([names.next_date.clone(), names.file.clone()]);
    let lines = rows.iter().map(|row| {
        let path = row.path.display().to_string();
        match &row.content {
            Ok(summary) => Ok(cells(summary, path, checklist, detail, today)),
            Err(unread) => Err((path, unread_text(unread, words))),
        }
    });
    Table { headings, lines: lines.collect(), sums: sums(totals, checklist, detail, words) }
}

fn cells(summary: &Summary, path: String, checklist: &Checklist, detail: Detail, today: Date) -> Vec<Cell> {
    let count = |number: u32| Cell::Count(usize::try_from(number).unwrap_or(usize::MAX));
    let mut cells = vec![
        Cell::Text(summary.neighbourhood.to_string()),
        Cell::Text(summary.municipality.to_string()),
        Cell::Day(summary.date),
        count(summary.round),
    ];
    match detail {
        Detail::Sections => {
            cells.extend(
                (0..checklist.sections.len()).map(|section| Cell::Section(checklist.section(summary, section))),
            );
        }
        Detail::Items => {
            cells.extend((0..checklist.numbers.len()).map(|item| Cell::Item(summary.items.get(item).copied())));
        }
    }
    cells.extend([
        Cell::Text(format!("{}/{}", summary.progress().settled, summary.progress().total)),
        count(summary.open),
        Cell::Count(summary.overdue(today)),
        count(summary.without_owner),
        count(summary.without_baseline),
        count(summary.parked),
        Cell::Day(summary.next_date(today)),
        Cell::Text(path),
    ]);
    cells
}

/// In how many sessions something is left, below each column.
fn sums(totals: &Totals, checklist: &Checklist, detail: Detail, words: &Words) -> Vec<Cell> {
    let number = |number: usize| number.to_string();
    let sessions = if totals.sessions == 1 { &words.screen.one_session } else { &words.screen.many_sessions };
    let mut sums = vec![Cell::Text(fill(sessions, &[("count", &number(totals.sessions))]))];
    sums.extend(std::iter::repeat_n(Cell::Text(String::new()), 3));
    let left = |item: usize| totals.items.get(item).map_or(0, |[open, partly, ..]| open + partly);
    match detail {
        Detail::Sections => {
            sums.extend(checklist.sections.iter().map(|items| Cell::Count(items.clone().map(left).sum())));
        }
        Detail::Items => sums.extend((0..checklist.numbers.len()).map(|item| Cell::Count(left(item)))),
    }
    let all: usize = totals.items.iter().flatten().sum();
    let settled = all - (0..totals.items.len()).map(left).sum::<usize>();
    sums.push(Cell::Text(format!("{settled}/{all}")));
    let counts = [totals.open, totals.overdue, totals.without_owner, totals.without_baseline, totals.parked];
    sums.extend(counts.map(Cell::Count));
    sums.extend([Cell::Text(String::new()), Cell::Text(String::new())]);
    sums
}

/// Why a file was not read, in a line.
fn unread_text(unread: &Unread, words: &Words) -> String {
    match unread {
        Unread::Trouble(trouble) => {
            let told = trouble_text(*trouble, words);
            format!("{} {}", told.what, told.remedy)
        }
        Unread::Problem(problem) => problem_text(problem, words).to_string(),
    }
}

impl Cell {
    /// The cell as a person reads it.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(0) | Self::Day(None) | Self::Item(None) => String::new(),
            Self::Count(count) => count.to_string(),
            Self::Day(Some(date)) => date.to_string(),
            Self::Section(progress) => match progress.state {
                None => String::new(),
                Some(state) => format!("{}{}", sign(state), left(*progress)),
            },
            Self::Item(Some(state)) => sign(*state).to_owned(),
        }
    }

    /// Whether it stands at the right of its column.
    fn is_right(&self) -> bool {
        matches!(self, Self::Count(_))
    }

    /// The cell as a spreadsheet reads it: signs become words that can be counted.
    fn plain(&self) -> String {
        match self {
            Self::Count(count) => count.to_string(),
            Self::Section(Progress { settled, total, .. }) => format!("{settled} / {total}"),
            Self::Item(Some(state)) => state.word().to_owned(),
            other => other.text(),
        }
    }
}

/// How many items a section has left, behind its sign.
fn left(progress: Progress) -> String {
    match progress.total - progress.settled {
        0 => String::new(),
        left => left.to_string(),
    }
}

/// A column is never wider than this.
const WIDEST: usize = 28;

/// The table as plain text, in columns; what cannot be read as rows that say why.
#[must_use]
pub fn matrix(table: &Table) -> String {
    let headings = table.headings.iter().map(|text| Written::of_text(text)).collect();
    let of_files = table.lines.iter().filter_map(|line| line.as_ref().ok());
    let mut lines: Vec<Vec<Written>> = vec![headings];
    lines.extend(of_files.chain([&table.sums]).map(|cells| cells.iter().map(Written::of).collect()));
    let mut widths = vec![0; table.headings.len()];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = cell.width.min(WIDEST).max(*width);
        }
    }
    // What stands in the last column is as long as it is.
    if let Some(last) = widths.last_mut() {
        *last = usize::MAX;
    }
    let is_right: Vec<bool> = table.sums.iter().map(Cell::is_right).collect();
    let mut text = String::with_capacity(lines.len() * 160);
    for line in &lines {
        for (cell, (width, is_right)) in line.iter().zip(widths.iter().zip(&is_right)) {
            cell.put(&mut text, *width, *is_right);
        }
        text.truncate(text.trim_end_matches(' ').len());
        text.push('\n');
    }
    for (path, why) in table.lines.iter().filter_map(|line| line.as_ref().err()) {
        text.extend(["! ", Shown::new(path).as_str(), ": ", Shown::new(why).as_str(), "\n"]);
    }
    text
}

/// A cell as it is written, and how many columns it takes.
struct Written {
    text: String,
    width: usize,
}

impl Written {
    fn of(cell: &Cell) -> Self {
        match cell {
            Cell::Text(text) => Self::of_text(text),
            // Digits and signs of our own, each of one column.
            cell => {
                let text = cell.text();
                Self { width: text.chars().count(), text }
            }
        }
    }

    fn of_text(text: &str) -> Self {
        let text = Shown::new(text).as_str().to_owned();
        let width = if text.is_ascii() { text.len() } else { text.width() };
        Self { text, width }
    }

    /// Writes it in so many columns, with room behind it.
    fn put(&self, text: &mut String, width: usize, is_right: bool) {
        const BLANK: &str = "                              ";
        let mut taken = 0;
        let fits = |character: &char| {
            taken += unicode_width::UnicodeWidthChar::width(*character).unwrap_or(0);
            taken <= width
        };
        let cut: String;
        let (kept, used) = if self.width <= width {
            (self.text.as_str(), self.width)
        } else {
            cut = self.text.chars().take_while(fits).collect();
            (cut.as_str(), cut.width())
        };
        let room = &BLANK[..if width == usize::MAX { 0 } else { (width - used).min(WIDEST) }];
        let parts = if is_right { [room, kept, "  "] } else { [kept, room, "  "] };
        text.extend(parts);
    }
}

/// The table for a spreadsheet (RFC 4180, with semicolons as Dutch spreadsheets want them, and the mark by which they
/// know UTF-8). A cell that a spreadsheet would take for a formula begins with an apostrophe.
pub fn csv(table: &Table, words: &Words) -> String {
    let mut text = "\u{feff}".to_owned();
    let mut put = |cells: &mut dyn Iterator<Item = String>| {
        let cells: Vec<String> = cells.map(|cell| csv_cell(&cell)).collect();
        text.push_str(&cells.join(";"));
        text.push_str("\r\n");
    };
    put(&mut table.headings.iter().cloned().chain([words.overview.unread.clone()]));
    let file = table.headings.len() - 1;
    for line in &table.lines {
        match line {
            Ok(cells) => put(&mut cells.iter().map(Cell::plain).chain([String::new()])),
            Err((path, why)) => {
                put(&mut std::iter::repeat_n(String::new(), file).chain([path.clone(), why.clone()]));
            }
        }
    }
    text
}

/// A cell that is text to every spreadsheet, and safe to show.
fn csv_cell(cell: &str) -> String {
    let shown = Shown::new(cell);
    let cell = shown.as_str();
    let runs =
        cell.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '|', '%']);
    let cell = if runs { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([';', ',', '"', '\n', '\r', '\'']) || cell.starts_with(' ') || cell.ends_with(' ') {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

/// The rows and what is left over all of them, for other programs. Names and states are the same in every language.
pub fn json(rows: &[&Row], totals: &Totals, checklist: &Checklist, today: Date, words: &Words) -> String {
    let items = |states: &mut dyn Iterator<Item = Json>| -> Json {
        checklist.numbers.iter().cloned().zip(states).collect::<serde_json::Map<_, _>>().into()
    };
    let lines = rows.iter().map(|row| {
        let path = row.path.display().to_string();
        let Ok(summary) = &row.content else {
            let why = row.content.as_ref().err().map(|unread| unread_text(unread, words));
            return as_json!({ "path": path, "unread": why });
        };
        as_json!({
            "path": path,
            "id": summary.id,
            "previous": summary.previous,
            "round": summary.round,
            "neighbourhood": summary.neighbourhood,
            "municipality": summary.municipality,
            "date": summary.date.map(|date| date.to_string()),
            "items": items(&mut summary.items.iter().map(|state| state.word().into())),
            "settled": summary.progress().settled,
            "open": summary.open,
            "overdue": summary.overdue(today),
            "without_owner": summary.without_owner,
            "without_baseline": summary.without_baseline,
            "parked": summary.parked,
            "next_date": summary.next_date(today).map(|date| date.to_string()),
        })
    });
    let lines: Vec<String> = lines.map(|line| line.to_string()).collect();
    let of_item = |[open, partly, done, not_applicable]: &[usize; 4]| as_json!({ "open": open, "partly": partly, "done": done, "not_applicable": not_applicable });
    let totals = as_json!({
        "sessions": totals.sessions,
        "unread": totals.unread,
        "items": items(&mut totals.items.iter().map(of_item)),
        "open": totals.open,
        "overdue": totals.overdue,
        "without_owner": totals.without_owner,
        "without_baseline": totals.without_baseline,
        "parked": totals.parked,
    });
    let lines = if lines.is_empty() { String::new() } else { format!("\n{}\n", lines.join(",\n")) };
    format!("{{\"sessions\":[{lines}],\"totals\":{totals}}}")
}

//! The overview as a table: the same cells as plain text, CSV or JSON. What a spreadsheet would run is disarmed.

use std::borrow::Cow;
use std::ops::ControlFlow;

use jiff::civil::Date;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value as Json, json as as_json};
use unicode_width::UnicodeWidthStr;

use crate::domain::in_order::{sort, sort_by_key};
use crate::domain::safe_text::SafeText;
use crate::domain::signals::Rule;
use crate::domain::value::ChoiceSet;
use crate::i18n::Words;
use crate::store::scan::many::each;
use crate::telling::problems::unread_text;
use crate::telling::shorten::cut;
use crate::telling::spreadsheet::{BOM, csv_cell, csv_row};

use super::{COLUMNS, Cell, Checklist, OverviewColumn, Row, Side, Sum, Summary, Totals, counted};

/// Whether the checklist is shown by its sections or by its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChecklistDetail {
    /// A column for each of the seven sections.
    Sections,
    /// A column for each of the 21 items.
    Items,
}

/// The overview as a table. The cells of a row are made when it is written: there may be a great many.
#[derive(Debug)]
pub struct OverviewTable<'rows> {
    /// What stands above the columns, in the language of the user.
    pub headings: Vec<String>,
    rows: &'rows [&'rows Row],
    /// What each column adds up to, as far as it can be added up.
    sums: Vec<Cell<'rows>>,
    checklist: &'rows Checklist,
    view: TableView<'rows>,
    today: Date,
    words: &'rows Words,
}

/// Which columns a table has.
#[derive(Clone, Copy, Debug)]
pub struct TableView<'rules> {
    /// How the checklist is shown.
    pub detail: ChecklistDetail,
    /// Each of these rules has a column: how often it asks something.
    pub rules: &'rules [&'static Rule],
}

/// A table of these rows, with the columns of the view and what they add up to.
pub fn table<'rows>(
    rows: &'rows [&'rows Row],
    totals: &Totals,
    checklist: &'rows Checklist,
    view: TableView<'rows>,
    today: Date,
    words: &'rows Words,
) -> OverviewTable<'rows> {
    let names = |side| columns(side).map(|(_, column)| words.overview.heading(column.key).to_owned());
    let mut headings: Vec<String> = names(Side::Before).collect();
    match view.detail {
        ChecklistDetail::Sections => headings.extend((1..=checklist.sections.len()).map(|number| number.to_string())),
        ChecklistDetail::Items => headings.extend(checklist.numbers.iter().cloned()),
    }
    headings.extend(names(Side::Behind));
    let called = view.rules.iter().map(|rule| words.signals.rule(rule.name).map_or("", |rule| &rule.many).to_owned());
    before_last(&mut headings, called);
    let mut sums = sums(totals, checklist, view.detail, words);
    let sum = |rule: &Rule| rows.iter().filter_map(|row| Some(row.content.as_ref().ok()?.asks(rule.name, today))).sum();
    before_last(&mut sums, view.rules.iter().map(|rule| Cell::Count(sum(rule))));
    OverviewTable { headings, rows, sums, checklist, view, today, words }
}

/// Puts something before the last, which is the path.
fn before_last<Column>(columns: &mut Vec<Column>, added: impl Iterator<Item = Column>) {
    let last = columns.len().saturating_sub(1);
    columns.splice(last..last, added);
}

impl<'rows> OverviewTable<'rows> {
    /// Tells the cells of a row, one for each heading.
    fn cells(&self, row: &'rows Row, summary: &'rows Summary, mut tell: impl FnMut(Cell<'rows>)) {
        let of = |column: &OverviewColumn| (column.cell)(&row.path, summary, self.today);
        columns(Side::Before).for_each(|(_, column)| tell(of(column)));
        let checklist = self.checklist;
        match self.view.detail {
            ChecklistDetail::Sections => (0..checklist.sections.len())
                .for_each(|section| tell(Cell::Section(checklist.section(summary, section)))),
            ChecklistDetail::Items => {
                (0..checklist.numbers.len()).for_each(|item| tell(Cell::Item(summary.items.get(item).copied())));
            }
        }
        for (number, column) in columns(Side::Behind) {
            if number + 1 == COLUMNS.len() {
                let rules = self.view.rules.iter();
                rules.for_each(|rule| tell(Cell::Count(summary.asks(rule.name, self.today))));
            }
            tell(of(column));
        }
    }

    /// The rows that were read.
    fn read(&self) -> impl Iterator<Item = (&'rows Row, &'rows Summary)> {
        read_of(self.rows)
    }

    /// The files that were not, and why.
    fn unread(&self) -> impl Iterator<Item = (Cow<'rows, str>, String)> {
        let unread = self.rows.iter().filter_map(|row| Some((row, row.content.as_ref().err()?)));
        unread.map(|(row, unread)| (row.path.to_string_lossy(), unread_text(unread, self.words)))
    }
}

/// Those of some rows that were read.
fn read_of<'rows>(rows: &[&'rows Row]) -> impl Iterator<Item = (&'rows Row, &'rows Summary)> {
    rows.iter().filter_map(|row| Some((*row, row.content.as_ref().ok()?)))
}

/// The columns of a side of the checklist, with their numbers.
fn columns(side: Side) -> impl Iterator<Item = (usize, &'static OverviewColumn)> {
    COLUMNS.iter().enumerate().filter(move |(_, column)| column.side == side)
}

/// In how many sessions something is left, below each column.
fn sums(totals: &Totals, checklist: &Checklist, detail: ChecklistDetail, words: &Words) -> Vec<Cell<'static>> {
    let below = |(number, column): (usize, &OverviewColumn)| {
        let [sum, all] = totals.sums.get(number).copied().unwrap_or_default();
        match column.sum {
            Sum::Nothing => Cell::Text("".into()),
            Sum::Count => Cell::Count(sum),
            Sum::Part => Cell::Part(sum, all),
        }
    };
    let mut sums: Vec<Cell<'static>> = columns(Side::Before).map(below).collect();
    match detail {
        ChecklistDetail::Sections => sums.extend(
            checklist.sections.iter().map(|items| Cell::Count(items.clone().map(|item| totals.left(item)).sum())),
        ),
        ChecklistDetail::Items => sums.extend((0..checklist.numbers.len()).map(|item| Cell::Count(totals.left(item)))),
    }
    sums.extend(columns(Side::Behind).map(below));
    if let Some(first) = sums.first_mut() {
        *first = Cell::Text(words.screen.sessions(words.count(totals.sessions)).into());
    }
    sums
}

/// So many rows are written at a time, by one of the processors.
const AT_A_TIME: usize = 256;
/// Of so many times the lines wait to be taken.
const WAITING: usize = 16;
/// A column is no wider than this where there is no room for more.
const WIDEST: usize = 28;
/// Nor than this where there is no screen, so that what stands behind it is in line.
const WIDEST_APART: usize = 100;

/// Makes columns no wider than a screen of so many columns has room for; what stands in the last is as long as it is.
fn fit(widths: &mut [usize], screen: Option<usize>) {
    let Some((last, before)) = widths.split_last_mut() else { return };
    let taken = |most: usize| before.iter().map(|width| (*width).min(most) + 2).sum::<usize>() + *last;
    let in_room = |room| (WIDEST..room).rev().find(|most| taken(*most) <= room).unwrap_or(WIDEST);
    let most = screen.map_or(WIDEST_APART, in_room);
    for width in before {
        *width = most.min(*width);
    }
    *last = usize::MAX;
}

/// The table as plain text, in columns, handed over some lines at a time; what cannot be read as rows that say why. On a
/// `screen` of so many columns what has no room in its column is cut.
///
/// # Errors
/// What takes the lines does not take some.
pub fn matrix<'rows, Refused>(
    table: &OverviewTable<'rows>,
    screen: Option<usize>,
    mut take: impl FnMut(&str) -> Result<(), Refused>,
) -> Result<(), Refused> {
    let (mut above, mut below, mut written) = (Written::default(), Written::default(), Vec::new());
    table.headings.iter().for_each(|heading| above.add(&Cell::Text(heading.into()), table.words));
    table.sums.iter().for_each(|cell| below.add(cell, table.words));
    let write = |rows: &&[&'rows Row]| {
        let mut written = Written::default();
        read_of(rows).for_each(|(row, summary)| table.cells(row, summary, |cell| written.add(&cell, table.words)));
        written
    };
    let pieces: Vec<_> = table.rows.chunks(AT_A_TIME).collect();
    let _ = each(&pieces, pieces.len(), write, |piece| {
        written.push(piece);
        ControlFlow::<()>::Continue(())
    });
    let mut widths = vec![0; table.sums.len()];
    written.iter().chain([&above, &below]).for_each(|piece| piece.widen(&mut widths));
    fit(&mut widths, screen);
    let is_cut = screen.is_some();
    let places: Vec<(usize, bool)> = widths.into_iter().zip(table.sums.iter().map(Cell::is_right)).collect();
    take(&above.laid(&places, is_cut))?;
    let lay = |piece: &Written| piece.laid(&places, is_cut);
    let laid = each(&written, WAITING, lay, |piece| match take(&piece) {
        Ok(()) => ControlFlow::Continue(()),
        Err(refused) => ControlFlow::Break(refused),
    });
    if let ControlFlow::Break(refused) = laid {
        return Err(refused);
    }
    take(&below.laid(&places, is_cut))?;
    let mut unread = table.unread();
    unread.try_for_each(|(path, why)| take(&format!("! {}: {}\n", SafeText::new(&path), SafeText::new(&why))))
}

/// How wide columns are, for lines that are too many to be kept: each is looked at first, and written later.
#[derive(Default)]
pub(super) struct Widths {
    widths: Vec<usize>,
    cell: String,
}

impl Widths {
    /// Takes in one more line.
    pub(super) fn look_at(&mut self, cells: &[Cell<'_>], words: &Words) {
        self.widths.resize(cells.len(), 0);
        for (width, cell) in self.widths.iter_mut().zip(cells) {
            self.cell.clear();
            *width = cell.write(words, &mut self.cell).max(*width);
        }
    }

    /// Makes the columns no wider than a screen has room for.
    pub(super) fn fit(&mut self, screen: Option<usize>) {
        fit(&mut self.widths, screen);
    }

    /// A line, each cell in its column; what stands in the last one is as long as it is, and so is everything that is not
    /// to be cut.
    pub(super) fn line(&mut self, cells: &[Cell<'_>], words: &Words, is_cut: bool) -> String {
        let mut text = String::new();
        for (width, cell) in self.widths.iter().zip(cells) {
            self.cell.clear();
            let taken = cell.write(words, &mut self.cell);
            put(&mut text, &self.cell, taken, if is_cut { *width } else { taken.max(*width) }, false);
        }
        text.truncate(text.trim_end_matches(' ').len());
        text.push('\n');
        text
    }
}

/// Cells as they are written, one behind the other: how many bytes each is, and how many columns it takes. There may be a
/// great many, and none takes more bytes than 32 bits can count.
#[derive(Default)]
struct Written {
    text: String,
    cells: Vec<(u32, u32)>,
}

impl Written {
    fn add(&mut self, cell: &Cell<'_>, words: &Words) {
        let start = self.text.len();
        let taken = cell.write(words, &mut self.text);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        self.cells.push((count(self.text.len() - start), count(taken)));
    }

    /// Makes columns as wide as these cells need.
    fn widen(&self, widths: &mut [usize]) {
        for line in self.cells.chunks(widths.len()) {
            for (width, (_, taken)) in widths.iter_mut().zip(line) {
                *width = (*taken as usize).max(*width);
            }
        }
    }

    /// The cells as lines of plain text, each in its column, which is so wide and stands at the right where that is said.
    fn laid(&self, columns: &[(usize, bool)], is_cut: bool) -> String {
        let mut text = String::with_capacity(self.text.len() + self.cells.len() * 4);
        let mut rest = self.text.as_str();
        for line in self.cells.chunks(columns.len()) {
            for ((bytes, taken), (width, is_right)) in line.iter().zip(columns) {
                let (cell, behind) = rest.split_at(*bytes as usize);
                let taken = *taken as usize;
                put(&mut text, cell, taken, if is_cut { *width } else { taken.max(*width) }, *is_right);
                rest = behind;
            }
            text.truncate(text.trim_end_matches(' ').len());
            text.push('\n');
        }
        text
    }
}

/// Writes a cell that takes so many columns in its width, with room behind it.
fn put(out: &mut String, cell: &str, taken: usize, width: usize, is_right: bool) {
    let shortened;
    let (kept, taken) = if taken <= width {
        (cell, taken)
    } else {
        // What is cut ends in a sign that says so.
        shortened = format!("{}…", cut(cell, width.saturating_sub(1)).trim_end());
        (shortened.as_str(), shortened.width())
    };
    let room = if width == usize::MAX { 0 } else { width.saturating_sub(taken) };
    let (before, behind) = if is_right { (room, 0) } else { (0, room) };
    out.extend(std::iter::repeat_n(' ', before));
    out.push_str(kept);
    out.extend(std::iter::repeat_n(' ', behind + 2));
}

/// The table for a spreadsheet (RFC 4180, with semicolons as Dutch spreadsheets want them, and the mark by which they
/// know UTF-8). A cell that a spreadsheet would take for a formula begins with an apostrophe.
pub fn csv(table: &OverviewTable<'_>) -> String {
    let words = &table.words.overview;
    let part = |cell: &Cell<'_>| matches!(cell, Cell::Part(..) | Cell::Section(..));
    // How many of how many are two numbers in two columns: in one a spreadsheet would read a day.
    let mut is_part = Vec::with_capacity(table.headings.len());
    match table.read().next() {
        Some((row, summary)) => table.cells(row, summary, |cell| is_part.push(part(&cell))),
        None => is_part.resize(table.headings.len(), false),
    }
    let mut text = BOM.to_owned();
    let headings = table.headings.iter().zip(&is_part).flat_map(|(heading, is_part)| {
        let all = is_part.then(|| words.of_all(heading));
        std::iter::once(heading.clone()).chain(all)
    });
    let headings: Vec<String> = headings.collect();
    let columns = headings.len();
    text.push_str(&csv_row(headings.iter().chain([&words.unread]).map(|cell| csv_cell(cell))));
    for (row, summary) in table.read() {
        let mut cells = Vec::with_capacity(columns + 1);
        table.cells(row, summary, |cell| cells.extend(cell.csv(table.words)));
        cells.push(String::new());
        text.push_str(&csv_row(cells));
    }
    for (path, why) in table.unread() {
        let cells = std::iter::repeat_n(String::new(), columns - 1).chain([path.into_owned(), why]);
        text.push_str(&csv_row(cells.map(|cell| csv_cell(&cell))));
    }
    text
}

/// The rows and what is left over all of them, for other programs: one JSON text, handed over line by line, since there
/// may be a great many. Names and states are the same in every language.
///
/// # Errors
/// What takes the lines does not take one.
pub fn json<Refused>(
    rows: &[&Row],
    totals: &Totals,
    checklist: &Checklist,
    rules: &[&'static Rule],
    today: Date,
    words: &Words,
    mut take: impl FnMut(&str) -> Result<(), Refused>,
) -> Result<(), Refused> {
    let totals = json_totals(totals, checklist);
    let Some(last) = rows.len().checked_sub(1) else {
        return take(&format!("{{\"sessions\":[],\"totals\":{totals}}}"));
    };
    take("{\"sessions\":[")?;
    let members = JsonMembers::new(checklist, rules);
    for (number, row) in rows.iter().enumerate() {
        let mut line = match &row.content {
            Ok(summary) => serde_json::to_string(&JsonRow { row, summary, members: &members, today }),
            Err(unread) => serde_json::to_string(
                &as_json!({ "path": row.path.display().to_string(), "unread": unread_text(unread, words) }),
            ),
        }
        .unwrap_or_default();
        if number < last {
            line.push(',');
        }
        take(&line)?;
    }
    take(&format!("],\"totals\":{totals}}}"))
}

fn json_totals(totals: &Totals, checklist: &Checklist) -> Json {
    let of_item = |[open, partly, done, no, not_applicable]: &[usize; 5]| as_json!({ "open": open, "partly": partly, "done": done, "no": no, "not_applicable": not_applicable });
    let items = checklist.numbers.iter().cloned().zip(totals.items.iter().map(of_item));
    let mut sums = serde_json::Map::new();
    sums.insert("sessions".to_owned(), as_json!(totals.sessions));
    sums.insert("unread".to_owned(), as_json!(totals.unread));
    sums.insert("items".to_owned(), items.collect::<serde_json::Map<_, _>>().into());
    let counted = COLUMNS.iter().zip(&totals.sums).filter(|(column, _)| column.sum == Sum::Count);
    sums.extend(counted.map(|(column, [sum, _])| (column.key.to_owned(), as_json!(sum))));
    sums.into()
}

/// What a row is made of for other programs; everything in the order of the names.
struct JsonMembers<'a> {
    members: Vec<(&'static str, JsonMember)>,
    /// The items of the checklist, each with its place there.
    items: Vec<(&'a str, usize)>,
    rules: Vec<&'static str>,
}

enum JsonMember {
    Id,
    Previous,
    Items,
    Signals,
    Column(&'static OverviewColumn),
}

impl<'a> JsonMembers<'a> {
    fn new(checklist: &'a Checklist, rules: &[&'static Rule]) -> Self {
        let columns = COLUMNS.iter().map(|column| (column.key, JsonMember::Column(column)));
        let others = [
            ("id", JsonMember::Id),
            ("previous", JsonMember::Previous),
            ("items", JsonMember::Items),
            ("signals", JsonMember::Signals),
        ];
        let mut members: Vec<_> = columns.chain(others).collect();
        sort_by_key(&mut members, |(name, _)| *name);
        let mut items: Vec<_> =
            checklist.numbers.iter().enumerate().map(|(place, number)| (number.as_str(), place)).collect();
        sort(&mut items);
        let mut rules: Vec<_> = counted().chain(rules.iter().copied()).map(|rule| rule.name).collect();
        sort(&mut rules);
        rules.dedup();
        Self { members, items, rules }
    }
}

/// A row for other programs.
struct JsonRow<'a> {
    row: &'a Row,
    summary: &'a Summary,
    members: &'a JsonMembers<'a>,
    today: Date,
}

impl Serialize for JsonRow<'_> {
    fn serialize<To: Serializer>(&self, to: To) -> Result<To::Ok, To::Error> {
        let Self { row, summary, members: JsonMembers { members, items, rules }, today } = self;
        let mut map = to.serialize_map(Some(members.len()))?;
        for (name, member) in members {
            match member {
                JsonMember::Id => map.serialize_entry(name, summary.id.as_str())?,
                JsonMember::Previous => map.serialize_entry(name, &summary.previous.as_deref())?,
                JsonMember::Items => {
                    let state = |place: usize| summary.items.get(place).map(|state| state.word());
                    let known = items.iter().filter_map(|(number, place)| Some((*number, state(*place)?)));
                    map.serialize_entry(name, &InOrder(known))?;
                }
                JsonMember::Signals => {
                    let asked = rules.iter().map(|rule| (*rule, summary.asks(rule, *today)));
                    map.serialize_entry(name, &InOrder(asked))?;
                }
                JsonMember::Column(column) => map.serialize_entry(name, &(column.cell)(&row.path, summary, *today))?,
            }
        }
        map.end()
    }
}

/// Names with what stands under each, as they come.
struct InOrder<Members>(Members);

impl<Name: Serialize, Member: Serialize, Members: Iterator<Item = (Name, Member)> + Clone> Serialize
    for InOrder<Members>
{
    fn serialize<To: Serializer>(&self, to: To) -> Result<To::Ok, To::Error> {
        to.collect_map(self.0.clone())
    }
}

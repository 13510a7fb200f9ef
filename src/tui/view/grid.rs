//! A grid while it is filled in: what its rows and columns are stays in sight, an empty cell can be seen, what is hidden
//! stays so under the cursor too, and the sums change while somebody types.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::grid::{filled, key_text};
use crate::domain::hidden::{is_hidden, is_secret};
use crate::domain::id::Id;
use crate::domain::record::{Meaning, Record};
use crate::domain::records::meeting::{AnswerState, Attendance};
use crate::domain::records::profile::Control;
use crate::domain::session::Section;
use crate::domain::value::{ChoiceSet, Kind, Value};
use crate::guide::grid::{GridRows, GridView};
use crate::guide::laid::{GridColumn, GridRow, Laid};
use crate::i18n::numbers;
use crate::tui::model::Desk;
use crate::tui::model::grid::{self, BETWEEN, CellEditor, GridColumnsLaid, HIDDEN, is_number, share_out};
use crate::tui::model::layout::page;

use super::paint::{Painter, rows, width};
use super::scene::Scene;
use super::sums::{count_of, votes_told, wanted_of};
use super::{records, symbol};

/// What a row is takes no more columns than this.
const WIDEST_HEAD: u16 = 34;
/// A column of numbers has at least so many columns, one of words so many.
const LEAST_NUMBER: u16 = 8;
const LEAST_WORDS: u16 = 18;
/// A column of words takes no more than this.
const WIDEST_WORDS: u16 = 60;

/// What is drawn: the grid, and where the cursor is.
pub(super) struct Front<'front> {
    pub(super) scene: &'front Scene<'front>,
    pub(super) desk: &'front Desk,
    pub(super) laid: Laid<'front>,
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) editor: Option<&'front CellEditor>,
}

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, grid: &GridView, painter: &mut Painter<'_>, area: Rect) {
    let laid = Laid::new(grid, &scene.context.guide.structure, &desk.session);
    if laid.rows.is_empty() || laid.columns.is_empty() {
        let words = scene.context.words.record(grid.section.kind());
        records::empty(scene, desk, &scene.with_keys(&words.empty), painter, area);
        return;
    }
    let (row, column) = (desk.selected(&scene.context.guide), desk.column(laid.columns.len()));
    let editor = scene.model.overlays.last().and_then(|top| top.cell());
    let front = Front { scene, desk, laid, row, column, editor };
    front.draw(painter, area);
}

impl Front<'_> {
    fn draw(&self, painter: &mut Painter<'_>, area: Rect) {
        let inner = Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area };
        let heads: Vec<String> = self.laid.rows.iter().map(|row| self.row_head(row)).collect();
        let head = heads.iter().map(|head| width(head)).max().unwrap_or(0).min(WIDEST_HEAD) + 1;
        let names: Vec<String> = self.laid.columns.iter().map(|column| self.column_head(column)).collect();
        let needed: Vec<u16> = self.laid.columns.iter().zip(&names).map(|(it, name)| needed(it, name)).collect();
        let is_words = self.laid.columns.iter().any(is_words);
        let least = if is_words { LEAST_WORDS } else { LEAST_NUMBER };
        let tails: Vec<String> = (0..self.laid.rows.len()).map(|row| self.tail(row)).collect();
        let tail = tails.iter().map(|tail| width(tail)).max().unwrap_or(0);
        let shared =
            share_out(inner.width.saturating_sub(tail + u16::from(tail > 0)), head, &needed, least, self.column);
        // What stands in the last column is not at the far edge of a wide screen.
        let used = shared.widths.iter().map(|width| width + BETWEEN).fold(shared.head, u16::saturating_add);
        let inner = Rect { width: inner.width.min((used + tail + 2).max(72)), ..inner };
        let area = Rect { width: inner.width + 2, ..area };
        self.heading(painter, rows(area, 0, 1));
        self.column_heads(&names, &shared, painter, rows(inner, 1, 1));
        let sums = self.sums();
        let below = u16::try_from(sums.len()).unwrap_or(0) + u16::from(!sums.is_empty());
        let detail = self.detail();
        let detail_rows = if detail.is_empty() { 0 } else { 3.min(area.height / 5) };
        let list = rows(inner, 2, area.height.saturating_sub(2 + below + detail_rows));
        let count = self.laid.rows.len();
        let per_row = row_height(list.height, count, is_words);
        let per_page = usize::from(list.height / per_row).max(1);
        let per_page =
            if count > per_page { usize::from(list.height.saturating_sub(1) / per_row).max(1) } else { per_page };
        let shown = page(self.row, count, per_page);
        for (number, at) in (shown.first..shown.first + shown.count).enumerate() {
            let y = u16::try_from(number).unwrap_or(0) * per_row;
            let lines = if is_words { per_row.max(1) - u16::from(per_row > 2) } else { 1 };
            let line = rows(list, y, lines);
            let style = if at == self.row { painter.styles.strong } else { painter.styles.text };
            painter.put_wrapped(Rect { width: shared.head, ..line }, &heads[at], style);
            self.cells(at, &shared, painter, line);
            let style = match self.laid.grid.section {
                Section::Bids if tails[at].starts_with('✓') => painter.styles.good,
                Section::Bids => painter.styles.warn,
                _ => painter.styles.muted,
            };
            painter.put_right(inner.right(), line.y, tail, &tails[at], style);
            if at == self.row {
                painter.put(area.x, line.y, 1, "▸", painter.styles.accent);
            }
        }
        records::more(self.scene, shown, painter, rows(area, 0, list.bottom() - area.y));
        let used =
            (u16::try_from(shown.count).unwrap_or(0) * per_row + u16::from(shown.count < count)).min(list.height);
        let bottom = list.y - area.y + used;
        if !sums.is_empty() {
            painter.rule(rows(inner, bottom, 1), list.y + used);
            for (number, (label, values)) in sums.iter().enumerate() {
                let line = rows(inner, bottom + 1 + u16::try_from(number).unwrap_or(0), 1);
                painter.put(line.x, line.y, shared.head, label, painter.styles.muted);
                for (at, x, columns) in columns_of(&shared, line) {
                    if let Some((text, is_right)) = values.get(at) {
                        let style = if *is_right { painter.styles.text } else { painter.styles.warn };
                        centred(painter, x, line.y, columns, text, style);
                    }
                }
            }
        }
        let place = rows(inner, bottom + below + 1, detail_rows.max(2));
        let told = painter.put_wrapped(Rect { width: place.width.min(100), ..place }, &detail, painter.styles.text);
        if self.editor.is_none() {
            super::detail::offered(self.scene, self.desk, painter, rows(place, told, 1));
        }
    }

    /// What is filled in, of how many, and whether that is still hidden.
    fn heading(&self, painter: &mut Painter<'_>, line: Rect) {
        let words = &self.scene.context.words;
        let section = self.laid.grid.section;
        let session = &self.desk.session;
        let guide = &self.scene.context.guide;
        let title = guide.panel_title(&self.desk.panel(guide).id);
        let used = painter.put(line.x, line.y, line.width, title, painter.styles.heading);
        let people: Option<u32> = session.groups.iter().map(|group| group.size.known()).sum();
        let dots = session.the_meeting().dots.known();
        if let (Section::Votes, Some(people), Some(dots)) = (section, people, dots) {
            let text = format!(" · {}", words.grids.people_by_dots(people, dots));
            painter.put(line.x + used, line.y, line.width.saturating_sub(used), &text, painter.styles.muted);
        }
        let (filled_cells, total) = self.laid.filled();
        let told = match section {
            Section::Votes => votes_told(self.scene, session, self.typed_total()),
            _ => count_of(
                self.scene,
                u32::try_from(filled_cells).unwrap_or(u32::MAX),
                Some(u32::try_from(total).unwrap_or(u32::MAX)),
            ),
        };
        let hidden = is_hidden(session, section).then(|| words.grids.still_hidden.clone());
        let told = [Some(told), hidden].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        painter.put_right(line.right(), line.y, line.width, &told, painter.styles.muted);
    }

    /// The sum of all votes with the number that is being typed.
    fn typed_total(&self) -> Option<u32> {
        self.editor?;
        let all =
            (0..self.laid.rows.len()).flat_map(|row| (0..self.laid.columns.len()).map(move |column| (row, column)));
        Some(all.fold(0u32, |sum, (row, column)| sum.saturating_add(self.number(row, column))))
    }

    pub(super) fn row_head(&self, row: &GridRow) -> String {
        let grid = self.laid.grid;
        let field = match grid.rows {
            GridRows::By(field) | GridRows::Each(field) => field,
            GridRows::Of(items) => {
                let Value::Link(id) = &row.key else { return String::new() };
                return self.scene.sentences().title(items, id, &self.desk.session);
            }
        };
        self.head(grid.section, field, &row.key)
    }

    fn head(&self, section: Section, field: usize, key: &Value) -> String {
        let words = &self.scene.context.words;
        match key {
            Value::Whole(rank) => words.grids.rank(rank),
            Value::Empty => {
                let label = words.field(section.kind(), section.kind().fields[field].name).to_lowercase();
                words.grids.without(label)
            }
            key => self.scene.sentences().value_text(section, field, key, &self.desk.session),
        }
    }

    pub(super) fn column_head(&self, column: &GridColumn) -> String {
        let words = &self.scene.context.words;
        if let Some(question) = &column.question {
            let (_, number) = question.rsplit_once('.').unwrap_or(("", question));
            return number.to_owned();
        }
        match &column.key {
            Some((field, key)) => self.head(column.section, *field, key),
            None => words.field(column.section.kind(), column.section.kind().fields[column.field].name).to_owned(),
        }
    }

    fn column_heads(&self, names: &[String], shared: &GridColumnsLaid, painter: &mut Painter<'_>, line: Rect) {
        let last = shared.first + shared.widths.len();
        if shared.first > 0 {
            painter.put(line.x + shared.head.saturating_sub(2), line.y, 1, "‹", painter.styles.muted);
        }
        for (at, x, columns) in columns_of(shared, line) {
            let style = if at == self.column { painter.styles.accent } else { painter.styles.muted };
            let name = &names[at];
            if is_words(&self.laid.columns[at]) {
                painter.put(x, line.y, columns, name, style);
            } else {
                centred(painter, x, line.y, columns, name, style);
            }
        }
        if last < names.len() {
            painter.put(line.right().saturating_sub(1), line.y, 1, "›", painter.styles.muted);
        }
    }

    fn cells(&self, row: usize, shared: &GridColumnsLaid, painter: &mut Painter<'_>, line: Rect) {
        for (column, x, columns) in columns_of(shared, line) {
            let place = Rect { x, width: columns, ..line };
            let is_here = row == self.row && column == self.column;
            match self.editor.filter(|_| is_here) {
                Some(editor) => typed(editor, painter, place),
                None => self.cell(row, column, painter, place),
            }
            if is_here && self.editor.is_none() {
                painter.restyle(place, painter.styles.selected);
            }
        }
    }

    fn cell(&self, row: usize, column: usize, painter: &mut Painter<'_>, place: Rect) {
        let declared = &self.laid.columns[column];
        let value = self.laid.value(row, column);
        let session = &self.desk.session;
        let styles = painter.styles;
        if declared.question.is_some() {
            let state = match value {
                Value::Choice(word) => AnswerState::KIND_REF.state_of(word),
                _ => AnswerState::Open,
            };
            centred(painter, place.x, place.y, place.width, symbol::of_state(state), symbol::style(state, styles));
            return;
        }
        let is_secret = is_hidden(session, declared.section) && is_secret(declared.section, declared.field);
        let words = is_words(declared);
        let (text, style): (String, Style) = match &value {
            Value::Empty if words => ("○".to_owned(), styles.muted),
            Value::Empty => ("·".to_owned(), styles.muted),
            _ if is_secret => (HIDDEN.to_owned(), styles.strong),
            Value::AsTyped(text) => (format!("? {text}"), styles.warn),
            value => (self.told(row, column, value), styles.text),
        };
        if words {
            self.lines(row, column, &text, style, painter, place);
        } else {
            centred(painter, place.x, place.y, place.width, &text, style);
        }
    }

    pub(super) fn told(&self, _row: usize, column: usize, value: &Value) -> String {
        let declared = &self.laid.columns[column];
        if let Value::Scores(scores) = value {
            return scores.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        }
        self.scene.sentences().value_text(declared.section, declared.field, value, &self.desk.session)
    }

    /// The texts of a cell, each on as many rows as there are; with the group that said it, where that is known.
    fn lines(&self, row: usize, column: usize, text: &str, style: Style, painter: &mut Painter<'_>, place: Rect) {
        let records = self.laid.records(row, column);
        if records.len() < 2 {
            painter.put_wrapped(place, text, style);
            return;
        }
        let field = self.laid.columns[column].field;
        let section = self.laid.columns[column].section;
        let texts: Vec<String> = records
            .iter()
            .map(|record| self.scene.sentences().value_text(section, field, &record.value(field), &self.desk.session))
            .collect();
        let room = usize::from(place.height);
        for (number, text) in texts.iter().take(room).enumerate() {
            let left = texts.len() - number - 1;
            let text = if number + 1 == room && left > 0 { format!("+{left} · {text}") } else { text.clone() };
            painter.put(place.x, place.y + u16::try_from(number).unwrap_or(0), place.width, &text, style);
        }
    }

    /// The number in a cell, as it is being typed where it is.
    fn number(&self, row: usize, column: usize) -> u32 {
        if let Some(editor) = self.editor.filter(|_| row == self.row && column == self.column) {
            return numbers::parse_whole(editor.line.text(), &self.scene.context.words).unwrap_or(0);
        }
        if let Value::Whole(number) = self.laid.value(row, column) { number } else { 0 }
    }

    /// What stands behind a row: of a pilot, whether it is paid for, and how much it is short.
    fn tail(&self, row: usize) -> String {
        if self.laid.grid.section == Section::Insights {
            return self.control(row);
        }
        let (Section::Bids, Some(Value::Link(id))) =
            (self.laid.grid.section, self.laid.rows.get(row).map(|row| &row.key))
        else {
            return String::new();
        };
        let Some(cost) = self.desk.session.pilots.find(id).and_then(|pilot| pilot.cost.known()) else {
            return String::new();
        };
        let words = &self.scene.context.words;
        let bids = self.laid.columns.iter().enumerate().filter(|(_, column)| column.section == Section::Bids);
        let offered = bids.fold(0u32, |sum, (column, _)| sum.saturating_add(self.number(row, column)));
        match cost.checked_sub(offered).filter(|short| *short > 0) {
            None => format!("✓ {}", words.grids.paid),
            Some(_) if offered == 0 => String::new(),
            Some(short) => words.grids.short(numbers::euros_text(short.into(), words)),
        }
    }

    /// Who has control over a dimension, in the word that most said.
    fn control(&self, row: usize) -> String {
        let Some(row) = self.laid.rows.get(row) else { return String::new() };
        let insights = self.desk.session.insights.iter();
        let of_row = insights
            .filter(|insight| insight.dimension.is_some_and(|dimension| row.key == Value::Choice(dimension.word())));
        let said: Vec<Control> = of_row.filter_map(|insight| insight.control).collect();
        let count = |control: &Control| said.iter().filter(|other| *other == control).count();
        let most = said.iter().copied().rev().max_by_key(count);
        let words = &self.scene.context.words;
        most.map_or_else(String::new, |control| words.choice(Control::KIND_REF.name, control.word()).to_owned())
    }

    /// What each group has left of its budget.
    fn left(&self) -> Vec<(String, bool)> {
        let words = &self.scene.context.words;
        let left = |(at, column): (usize, &GridColumn)| {
            let group = column.key.as_ref().and_then(|(_, key)| self.desk.session.groups.find(&Id::new(key_text(key))));
            let Some(budget) = group.and_then(|group| group.budget.known()) else { return (String::new(), true) };
            let bid = (0..self.laid.rows.len()).fold(0u32, |sum, row| sum.saturating_add(self.number(row, at)));
            match budget.checked_sub(bid) {
                Some(left) => (numbers::euros_text(left.into(), words), true),
                None => (format!("! −{}", numbers::euros_text((bid - budget).into(), words)), false),
            }
        };
        self.laid.columns.iter().enumerate().map(left).collect()
    }

    /// What stands under the columns: a label, and for each column a text, and whether it adds up.
    pub(super) fn sums(&self) -> Vec<(String, Vec<(String, bool)>)> {
        let words = &self.scene.context.words.grids;
        let is_summed = self.laid.columns.iter().any(|column| kind(column) == Kind::Whole);
        if !is_summed {
            return Vec::new();
        }
        let values = self.laid.columns.iter().enumerate().map(|(at, column)| {
            if kind(column) != Kind::Whole {
                return (String::new(), true);
            }
            let sum = (0..self.laid.rows.len()).fold(0u32, |sum, row| sum.saturating_add(self.number(row, at)));
            let group = column.key.as_ref().map(|(_, key)| Id::new(key_text(key)));
            let wanted = match column.section {
                Section::Votes => group.and_then(|group| wanted_of(&self.desk.session, &group)),
                _ => None,
            };
            let field = &column.section.kind().fields[column.field];
            let text = match column.section {
                _ if field.means(Meaning::Euro) => numbers::euros_text(sum.into(), &self.scene.context.words),
                Section::Stands => {
                    let here = self.desk.session.people.iter();
                    let here = here.filter(|person| person.attendance == Some(Attendance::Present)).count();
                    let here = u32::try_from(here).ok().filter(|here| *here > 0);
                    count_of(self.scene, sum, here)
                }
                _ => count_of(self.scene, sum, wanted),
            };
            (text, wanted.is_none_or(|wanted| sum <= wanted))
        });
        let values = values.collect();
        let mut sums = vec![(words.together.clone(), values)];
        if self.laid.grid.section == Section::Bids {
            let left = self.left();
            if left.iter().any(|(text, _)| !text.is_empty()) {
                sums.push((words.left.clone(), left));
            }
        }
        sums
    }

    /// What has no room in the cell: the question in full, the whole text, how the sum differs.
    fn detail(&self) -> String {
        let guide = &self.scene.context.guide;
        let column = &self.laid.columns[self.column];
        if let Some(question) = &column.question {
            return guide.question_text(question).map_or(String::new(), |text| text.text.clone());
        }
        let session = &self.desk.session;
        if column.section == Section::Votes {
            return self.dots_left();
        }
        if is_hidden(session, column.section) || self.editor.is_some() {
            return String::new();
        }
        let records = self.laid.records(self.row, self.column);
        if self.laid.grid.section == Section::TopThemes {
            return String::new();
        }
        records.iter().map(|record| self.all_of(*record, column)).collect::<Vec<_>>().join("\n")
    }

    /// What stands in a cell in full, with what belongs to it and has no cell of its own.
    fn all_of(&self, record: &dyn Record, column: &GridColumn) -> String {
        let kind = column.section.kind();
        let text = |field: usize| {
            self.scene.sentences().value_text(column.section, field, &record.value(field), &self.desk.session)
        };
        let row_field = match self.laid.grid.rows {
            GridRows::By(field) | GridRows::Each(field) => Some(field),
            GridRows::Of(_) => None,
        };
        let is_shown = |field: usize| {
            Some(field) == row_field
                || self.laid.columns.iter().any(|it| it.key.as_ref().is_some_and(|(key, _)| *key == field))
                || self.laid.columns.iter().any(|it| it.section == column.section && it.field == field)
        };
        let beside =
            (0..kind.fields.len()).filter(|field| !is_shown(*field) && !kind.fields[*field].means(Meaning::Private));
        let beside = beside.filter_map(|field| {
            let told = text(field);
            let is_named = matches!(kind.fields[field].kind, Kind::Link(Section::Groups) | Kind::Choice(_));
            let label = self.scene.context.words.field(kind, kind.fields[field].name).to_lowercase();
            (!told.is_empty()).then(|| if is_named { told } else { format!("{label}: {told}") })
        });
        let beside: Vec<String> = beside.collect();
        let own = text(column.field);
        if !is_words(column) {
            return beside.join(" · ");
        }
        if beside.is_empty() { own } else { format!("{own} ({})", beside.join(" · ")) }
    }

    /// How many dots the group under the cursor has left, or gave too many.
    pub(super) fn dots_left(&self) -> String {
        let words = &self.scene.context.words.grids;
        let column = &self.laid.columns[self.column];
        let group = column.key.as_ref().map(|(_, key)| Id::new(key_text(key)));
        let Some(wanted) = group.and_then(|group| wanted_of(&self.desk.session, &group)) else { return String::new() };
        let sum = (0..self.laid.rows.len()).fold(0u32, |sum, row| sum.saturating_add(self.number(row, self.column)));
        if filled(&self.desk.session, Section::Votes) == 0 && self.editor.is_none() {
            return String::new();
        }
        let count = |count: u32| self.scene.context.words.count(count);
        let told = match sum.cmp(&wanted) {
            std::cmp::Ordering::Less => words.dots_to_go(count(wanted - sum)),
            std::cmp::Ordering::Greater => words.dots_too_many(count(sum - wanted)),
            std::cmp::Ordering::Equal => return String::new(),
        };
        format!("! {}: {told}", self.column_head(column))
    }
}

fn is_words(column: &GridColumn) -> bool {
    let kind = column.section.kind().fields[column.field].kind;
    column.question.is_none() && grid::is_words(kind)
}

/// The columns on the screen: the number of each, where it begins, and its width.
fn columns_of(shared: &GridColumnsLaid, line: Rect) -> Vec<(usize, u16, u16)> {
    let mut x = line.x + shared.head;
    let mut columns = Vec::new();
    for (number, width) in shared.widths.iter().enumerate() {
        x += BETWEEN;
        columns.push((shared.first + number, x, (*width).min(line.right().saturating_sub(x))));
        x += width;
    }
    columns
}

/// Rows for each row of the grid: as many as there are, with air between numbers.
fn row_height(height: u16, count: usize, is_words: bool) -> u16 {
    let each = height / u16::try_from(count.max(1)).unwrap_or(u16::MAX);
    each.clamp(1, if is_words { 4 } else { 2 })
}

fn centred(painter: &mut Painter<'_>, x: u16, y: u16, columns: u16, text: &str, style: Style) {
    let taken = width(text).min(columns);
    painter.put(x + (columns - taken) / 2, y, columns, text, style);
}

fn kind(column: &GridColumn) -> Kind {
    column.section.kind().fields[column.field].kind
}

fn typed(editor: &CellEditor, painter: &mut Painter<'_>, place: Rect) {
    let is_number = is_number(editor.place.kind());
    let columns =
        if is_number { (width(editor.line.text()) + 3).clamp(6.min(place.width), place.width) } else { place.width };
    let field = Rect { x: place.x + (place.width - columns) / 2, width: columns, ..place };
    painter.cursor = Some(super::form::draw_text(&editor.line, painter, field));
}

fn needed(column: &GridColumn, name: &str) -> u16 {
    if is_words(column) {
        return WIDEST_WORDS;
    }
    if column.question.is_some() {
        return 3;
    }
    let most = if matches!(kind(column), Kind::Scores) { 24 } else { 16 };
    width(name).clamp(LEAST_NUMBER, most)
}

//! A grid while it is filled in: what its rows and columns are stays in sight, an empty cell can be seen, what is hidden
//! stays so under the cursor too, and the sums change while somebody types.

mod told;

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::hidden::{is_hidden, is_secret};
use crate::domain::records::meeting::AnswerState;
use crate::domain::records::priorities::Goal;
use crate::domain::session::Section;
use crate::domain::sums::votes;
use crate::domain::value::{ChoiceSet, Kind, Value};
use crate::guide::Chart;
use crate::guide::grid::{GridColumns, GridRows, GridView};
use crate::guide::laid::{GridColumn, GridRow, Laid};
use crate::i18n::{dates, numbers};
use crate::tui::model::Desk;
use crate::tui::model::field::wrap;
use crate::tui::model::grid::{
    self, BETWEEN, CellEditor, GridColumnsLaid, GridLayout, GridWants, HIDDEN, LEAST_NUMBER, WIDEST_WORDS, has_all,
    is_number,
};
use crate::tui::model::signals::heaviest;

use super::paint::{Painter, rows, width};
use super::scene::Scene;
use super::sums::{added, filled_of, votes_counted, votes_told};
use super::{part_of, records, symbol};

/// A panel with fewer columns than this is narrow.
const NARROW: u16 = 70;

/// What stands behind a row.
type Tail = (String, Style);
/// What stands below the columns: a label, and for each column a text, and whether it adds up.
type GridSum = (String, Vec<(String, bool)>);

/// What is drawn: the grid, and where the cursor is.
pub(super) struct Front<'front, 'scene> {
    pub(super) scene: &'front Scene<'scene>,
    pub(super) desk: &'front Desk,
    pub(super) laid: &'front Laid<'scene>,
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) editor: Option<&'front CellEditor>,
    /// Whether its picture is shown: then nothing is filled in.
    pub(super) is_read: bool,
}

/// Draws a grid, and tells how many rows it took, without what is told of the cell under the cursor.
pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, grid: &GridView, painter: &mut Painter<'_>, area: Rect) -> u16 {
    let Some(laid) = scene.laid() else { return 0 };
    if laid.rows.is_empty() || laid.columns.is_empty() {
        if let Some(items) = grid.row_items().filter(|_| grid.section == Section::Answers) {
            super::questions::nothing_to_ask(scene, desk, items, painter, area);
            return area.height;
        }
        let words = scene.context.words.record(grid.section.kind());
        records::empty(scene, desk, &scene.with_keys(&words.empty), painter, area);
        return area.height;
    }
    let (selected, column) = (desk.selected(&scene.context.guide), desk.column(laid.columns.len()));
    // Beside its picture the rows of the picture are what the cursor is at.
    let row = match grid.picture.filter(|_| desk.is_shown(grid)) {
        Some(Chart::Votes) => {
            let theme = votes(&desk.session).get(selected).map(|votes| Value::Link(votes.theme.clone()));
            laid.rows.iter().position(|row| Some(&row.key) == theme.as_ref()).unwrap_or(usize::MAX)
        }
        Some(Chart::Web) => usize::MAX,
        _ => selected,
    };
    let editor = scene.model.overlays.last().and_then(|top| top.cell());
    let is_read = desk.is_shown(grid) && grid.picture != Some(Chart::Named);
    let front = Front { scene, desk, laid, row, column, editor, is_read };
    front.draw(painter, area)
}

/// Whether all columns of the grid in front stand beside each other in so many columns of the screen.
pub(crate) fn has_room(scene: &Scene<'_>, desk: &Desk, grid: &GridView, columns: u16) -> bool {
    let Some(laid) = scene.laid().filter(|laid| !laid.rows.is_empty() && !laid.columns.is_empty()) else { return true };
    let is_read = desk.is_shown(grid);
    let front = Front { scene, desk, laid, row: 0, column: 0, editor: None, is_read };
    let heads = laid.rows.iter().map(|row| width(&front.row_head(row))).max().unwrap_or(0);
    let names = laid.columns.iter().enumerate().map(|(at, column)| front.needed(at, &front.column_head(column)));
    has_all(columns, heads, &names.collect::<Vec<_>>())
}

impl Front<'_, '_> {
    fn draw(&self, painter: &mut Painter<'_>, area: Rect) -> u16 {
        let heads: Vec<String> = self.laid.rows.iter().map(|row| self.row_head(row)).collect();
        let names: Vec<String> = self.laid.columns.iter().map(|column| self.column_head(column)).collect();
        let head = heads.iter().map(|head| width(head)).max().unwrap_or(0);
        let needed: Vec<u16> = names.iter().enumerate().map(|(at, name)| self.needed(at, name)).collect();
        let tails = |in_words: bool| -> (Vec<Tail>, u16) {
            let tails: Vec<Tail> = (0..heads.len()).map(|row| self.tail(row, in_words, painter)).collect();
            let columns = tails.iter().map(|(tail, _)| width(tail)).max().unwrap_or(0);
            (tails, columns)
        };
        // In words behind the rows where that takes no column away, and else in signs.
        let (tails, tail) = Some(tails(true))
            .filter(|(_, tail)| has_all(area.width.saturating_sub(tail + BETWEEN), head, &needed))
            .unwrap_or_else(|| tails(false));
        let is_on_wall = self.scene.model.is_presenting;
        // What is shown tells below it what the groups have in common.
        let is_course = self.laid.grid.picture == Some(Chart::Course);
        let has_detail = is_course || !self.desk.is_shown(self.laid.grid) && !is_on_wall;
        // The newest number matters more than a heading over a sign.
        let heading = if is_course && area.width >= NARROW {
            self.scene.context.words.rounds.direction.to_lowercase()
        } else {
            String::new()
        };
        let tail = tail.max(width(&heading));
        // What it costs and where a goal began stay beside what comes last.
        let keeps_first = matches!(self.laid.grid.columns.first(), Some(GridColumns::Own(..)));
        let sums = self.sums();
        let wants = GridWants { head, columns: needed, tail, sums: sums.len(), has_detail, keeps_first, is_on_wall };
        let lines_in = |columns: &GridColumnsLaid| -> Vec<u16> {
            heads.iter().enumerate().map(|(row, head)| self.lines_of(row, head, columns)).collect()
        };
        let GridLayout { columns, list, shown, lines, sums: below, detail: place } =
            GridLayout::of((area.width, area.height), &wants, (self.row, self.column), &lines_in);
        let (list, below, place) = (part_of(area, list), part_of(area, below), part_of(area, place));
        self.heading(painter, Rect { width: list.width + 2, ..rows(area, 0, 1) });
        let above = Rect { y: area.y + 1, height: 1, ..list };
        painter.put_right(above.right(), above.y, tail, &heading, painter.styles.muted);
        let above = Rect { width: above.width.saturating_sub(width(&heading)), ..above };
        self.column_heads(&names, &columns, painter, above);
        for (at, (begin, height)) in (shown.first..).zip(&lines) {
            let line = rows(list, *begin, *height);
            let style = if at == self.row { painter.styles.strong } else { painter.styles.text };
            painter.put_wrapped(Rect { width: columns.head, ..line }, &heads[at], style);
            if let (Some(items), Value::Link(id), false) =
                (self.laid.grid.row_items(), &self.laid.rows[at].key, is_on_wall)
            {
                symbol::mark(self.desk.signals.weight_of(items, id), painter, area.x + 1, line.y);
            }
            self.cells(at, &columns, painter, line);
            let (text, style) = &tails[at];
            painter.put_right(line.right(), line.y, wants.tail, text, *style);
            if at == self.row {
                painter.put(area.x, line.y, 1, "▸", painter.styles.accent);
            }
        }
        records::more(self.scene, shown, painter, Rect { x: area.x, ..list });
        if !sums.is_empty() {
            draw_sums(&sums, &columns, painter, below);
        }
        let taken = below.bottom().saturating_sub(area.y);
        if !has_detail {
            return taken;
        }
        let height = (shown.first..).zip(&lines).find(|(at, _)| *at == self.row).map_or(0, |(_, (_, height))| *height);
        let is_whole = heads.get(self.row).is_some_and(|head| self.lines_of(self.row, head, &columns) <= height);
        let room = if place.height == 1 { place.width } else { u16::MAX };
        let told = painter.put_wrapped(place, &self.detail(is_whole, room), painter.styles.text);
        if self.editor.is_none() {
            super::detail::offered(self.scene, self.desk, painter, rows(place, told, 1));
        }
        taken
    }

    /// How many rows of the screen a row takes where nothing of it is cut.
    fn lines_of(&self, row: usize, head: &str, shared: &GridColumnsLaid) -> u16 {
        let lines =
            |text: &str, columns: u16| u16::try_from(wrap(text, usize::from(columns)).len()).unwrap_or(u16::MAX);
        let of_cell = |(number, columns): (usize, &u16)| {
            let column = shared.shown[number];
            let is_here = row == self.row && column == self.column;
            match self.editor.filter(|_| is_here) {
                Some(editor) if is_words(&self.laid.columns[column]) => {
                    lines(editor.line.text(), columns.saturating_sub(1))
                }
                _ if is_words(&self.laid.columns[column]) => {
                    self.texts(row, column).iter().map(|text| lines(text, *columns)).fold(0, u16::saturating_add)
                }
                _ => 1,
            }
        };
        let of_cells = shared.widths.iter().enumerate().map(of_cell).max().unwrap_or(1);
        of_cells.max(lines(head, shared.head)).max(1)
    }

    /// What is filled in, of how many, and whether that is still hidden.
    fn heading(&self, painter: &mut Painter<'_>, line: Rect) {
        let words = &self.scene.context.words;
        let section = self.laid.grid.section;
        let session = &self.desk.session;
        let guide = &self.scene.context.guide;
        let title = guide.panel_title(&self.desk.panel(guide).id);
        // On the wall it stands above the panel already.
        let title = if self.scene.model.is_presenting { "" } else { title };
        let used = painter.put(line.x, line.y, line.width, title, painter.styles.heading);
        let people = added(session.groups.iter().map(|group| group.size.known()));
        let dots = people.zip(session.the_meeting().dots.known());
        let (filled_cells, total) = self.laid.filled();
        let rows = 0..self.laid.rows.len();
        let told = match section {
            // Which words nothing stands under, and not which pairs.
            _ if matches!(self.laid.grid.rows, GridRows::Words(_)) => {
                let some =
                    |row: &usize| (0..self.laid.columns.len()).any(|column| !self.laid.value(*row, column).is_empty());
                let (some, all) = (rows.clone().filter(some).count(), rows.len());
                filled_of(self.scene, some, all)
            }
            _ if self.laid.grid.elsewhere => String::new(),
            // As it is counted wherever a list of questions is.
            Section::Answers => {
                super::step_page::held(self.desk, self.scene, self.desk.panel(guide)).unwrap_or_default()
            }
            Section::Votes if self.hides_a_sum() => String::new(),
            Section::Votes if dots.is_some() => votes_counted(self.scene, session, self.typed_total()),
            Section::Votes => votes_told(self.scene, session, self.typed_total()),
            _ => filled_of(self.scene, filled_cells, total),
        };
        let hidden = is_hidden(session, section).then(|| words.grids.still_hidden.clone());
        let told =
            [Some(told).filter(|told| !told.is_empty()), hidden].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let told = records::beside_heading(self.scene, self.desk, told, used, painter, line);
        if let (Section::Votes, Some((people, dots))) = (section, dots) {
            let text = format!(" · {}", words.grids.people_by_dots(people, dots));
            // Whole or not at all: what was counted matters more.
            if used + width(&text) + 2 + width(&told) <= line.width {
                painter.put(line.x + used, line.y, width(&text), &text, painter.styles.muted);
            }
        }
    }

    pub(super) fn row_head(&self, row: &GridRow) -> String {
        let grid = self.laid.grid;
        let field = match grid.rows {
            GridRows::By(field) | GridRows::Each(field) | GridRows::Words(field) => field,
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
            Value::Date(date) => {
                let days = self.laid.columns.iter().filter_map(|column| column.key.as_ref().map(|(_, key)| key));
                let in_month = |key: &&Value| matches!(key, Value::Date(other) if (other.year(), other.month()) == (date.year(), date.month()));
                dates::column_date(*date, days.filter(in_month).count() < 2, words)
            }
            Value::Empty if section.kind().fields[field].kind == Kind::Link(Section::People) => {
                words.screen.no_owner.clone()
            }
            Value::Empty => {
                let label = words.field(section.kind(), section.kind().fields[field].name).to_lowercase();
                words.grids.without(label)
            }
            key => self.scene.sentences().key_text(section, field, key, &self.desk.session),
        }
    }

    pub(super) fn column_head(&self, column: &GridColumn) -> String {
        let words = &self.scene.context.words;
        if let Some(question) = &column.question {
            let (_, number) = question.rsplit_once('.').unwrap_or(("", question));
            return number.to_owned();
        }
        // What a goal begins with and ends at has shorter names than its fields.
        if self.laid.grid.picture == Some(Chart::Course) && column.section == Section::Goals {
            let rounds = &words.rounds;
            return if column.field == Goal::baseline { &rounds.baseline } else { &rounds.target }.clone();
        }
        match &column.key {
            Some((field, key)) => self.head(column.section, *field, key),
            None => words.field(column.section.kind(), column.section.kind().fields[column.field].name).to_owned(),
        }
    }

    fn column_heads(&self, names: &[String], shared: &GridColumnsLaid, painter: &mut Painter<'_>, line: Rect) {
        let last = shared.shown.last().map_or(0, |last| last + 1);
        let has_more = last < names.len();
        let mut next = 0;
        for (at, x, columns) in columns_of(shared, line) {
            if std::mem::replace(&mut next, at + 1) != at {
                let x = if shared.shown.first() == Some(&at) { line.x + shared.head.saturating_sub(2) } else { x - 1 };
                painter.put(x, line.y, 1, "‹", painter.styles.muted);
            }
            let style = if at == self.column { painter.styles.accent } else { painter.styles.muted };
            let name = &names[at];
            // The sign that there are more stands behind the last name, and not on it.
            let columns =
                if has_more && at + 1 == last { columns.min(line.right().saturating_sub(x + 2)) } else { columns };
            if is_words(&self.laid.columns[at]) {
                painter.put(x, line.y, columns, name, style);
            } else {
                centred(painter, x, line.y, columns, name, style);
            }
            if let (Some((_, Value::Link(id))), false) = (&self.laid.columns[at].key, self.scene.model.is_presenting) {
                let asked = self.desk.signals.of_sum(self.laid.grid.section, id);
                let white = columns.saturating_sub(width(name)) / 2;
                symbol::mark(heaviest(asked), painter, (x + white).saturating_sub(2), line.y);
            }
        }
        if has_more {
            painter.put(line.right().saturating_sub(1), line.y, 1, "›", painter.styles.muted);
        }
    }

    /// How many columns a column of the grid needs.
    fn needed(&self, at: usize, name: &str) -> u16 {
        let column = &self.laid.columns[at];
        if is_words(column) {
            return WIDEST_WORDS;
        }
        if column.question.is_some() {
            return 3;
        }
        let is_secret = is_hidden(&self.desk.session, column.section) && is_secret(column.section, column.field);
        if matches!(kind(column), Kind::Scores) && !is_secret {
            let texts = (0..self.laid.rows.len()).map(|row| width(&self.told(at, self.laid.value(row, at))));
            return texts.max().unwrap_or(0).max(width(name)).clamp(LEAST_NUMBER, WIDEST_WORDS);
        }
        width(name).clamp(LEAST_NUMBER, 16)
    }

    fn cells(&self, row: usize, shared: &GridColumnsLaid, painter: &mut Painter<'_>, line: Rect) {
        for (column, x, columns) in columns_of(shared, line) {
            let height = if is_words(&self.laid.columns[column]) { line.height } else { 1 };
            let place = Rect { x, width: columns, height, ..line };
            let is_here = row == self.row && column == self.column && !self.is_read;
            match self.editor.filter(|_| is_here) {
                Some(editor) => typed(editor, painter, place),
                None => self.cell(row, column, painter, place),
            }
            let records = self.laid.records(row, column).iter();
            // What is asked of a row as a whole stands in front of it.
            let section = self.laid.columns[column].section;
            if !self.scene.model.is_presenting && self.laid.grid.row_items() != Some(section) {
                let asked = records.clone().flat_map(|record| self.desk.signals.of_item(section, record.id()));
                symbol::mark(heaviest(asked), painter, x.saturating_sub(BETWEEN), line.y);
            }
            if records.clone().count() > 0
                && records.clone().all(|it| self.desk.is_marked(self.laid.columns[column].section, it.id()))
            {
                painter.put(x.saturating_sub(1), line.y, 1, "*", painter.styles.accent);
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
        let style = match value {
            Value::Empty => styles.muted,
            _ if is_secret => styles.strong,
            Value::AsTyped(_) => styles.warn,
            _ if declared.round.is_some() => styles.muted,
            _ => styles.text,
        };
        if is_words(declared) {
            draw_texts(&self.texts(row, column), style, painter, place);
            return;
        }
        let text = match value {
            Value::Empty => "·".to_owned(),
            _ if is_secret => HIDDEN.to_owned(),
            Value::AsTyped(text) => format!("? {text}"),
            value => self.told(column, value),
        };
        centred(painter, place.x, place.y, place.width, &text, style);
    }

    pub(super) fn told(&self, column: usize, value: &Value) -> String {
        let declared = &self.laid.columns[column];
        if let Value::Scores(scores) = value {
            return scores.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        }
        self.scene.sentences().value_text(declared.section, declared.field, value, &self.desk.session)
    }

    /// What stands in a cell of words: a text for each record that it holds.
    fn texts(&self, row: usize, column: usize) -> Vec<String> {
        let declared = &self.laid.columns[column];
        let value = self.laid.value(row, column);
        let is_secret = is_hidden(&self.desk.session, declared.section) && is_secret(declared.section, declared.field);
        let records = self.laid.records(row, column);
        match value {
            Value::Empty if self.is_of_people(declared) => {
                vec![format!("○ {}", self.scene.context.words.grids.nobody_yet)]
            }
            Value::Empty => vec!["○".to_owned()],
            _ if is_secret => vec![HIDDEN.to_owned()],
            Value::AsTyped(text) => vec![format!("? {text}")],
            _ if self.is_of_people(declared) => {
                let names: Vec<String> = records.iter().filter_map(|record| record.name()).collect();
                vec![names.join(", ")]
            }
            value if records.len() < 2 => vec![self.told(column, value)],
            _ => records.iter().map(|record| self.told(column, &record.value(declared.field))).collect(),
        }
    }

    /// Whether people stand in the cells of a column.
    pub(super) fn is_of_people(&self, column: &GridColumn) -> bool {
        column.section == Section::People && matches!(self.laid.grid.rows, GridRows::Words(_))
    }

    /// The number in a cell, as it is being typed where it is.
    fn number(&self, row: usize, column: usize) -> u32 {
        if let Some(editor) = self.editor.filter(|_| row == self.row && column == self.column) {
            let unit = numbers::Unit::of(&editor.place.section.kind().fields[editor.place.field]);
            return numbers::parse_whole(editor.line.text(), &unit, &self.scene.context.words).unwrap_or(0);
        }
        if let Value::Whole(number) = self.laid.value(row, column) { *number } else { 0 }
    }
}

fn is_words(column: &GridColumn) -> bool {
    let kind = column.section.kind().fields[column.field].kind;
    column.question.is_none() && grid::is_words(kind)
}

/// Texts one below the other, as many as there is room for, and how many are left.
fn draw_texts(texts: &[String], style: Style, painter: &mut Painter<'_>, place: Rect) {
    let mut used = 0;
    for (number, text) in texts.iter().enumerate() {
        let (left, room) = (texts.len() - number - 1, place.height.saturating_sub(used));
        if room == 0 {
            break;
        }
        let text = if room == 1 && left > 0 { format!("+{left} · {text}") } else { text.clone() };
        used += painter.put_wrapped(rows(place, used, room), &text, style);
    }
}

/// The columns on the screen: the number of each, where it begins, and its width.
fn columns_of(shared: &GridColumnsLaid, line: Rect) -> Vec<(usize, u16, u16)> {
    let mut x = line.x + shared.head;
    let mut columns = Vec::new();
    for (column, width) in shared.shown.iter().zip(&shared.widths) {
        x += BETWEEN;
        columns.push((*column, x, (*width).min(line.right().saturating_sub(x))));
        x += width;
    }
    columns
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

/// The sums below their columns, under a rule.
fn draw_sums(sums: &[GridSum], columns: &GridColumnsLaid, painter: &mut Painter<'_>, area: Rect) {
    painter.rule(area, area.y);
    for (number, (label, values)) in sums.iter().enumerate() {
        let line = rows(area, 1 + u16::try_from(number).unwrap_or(0), 1);
        painter.put(line.x, line.y, columns.head, label, painter.styles.muted);
        for (at, x, room) in columns_of(columns, line) {
            if let Some((text, is_right)) = values.get(at) {
                let style = if *is_right { painter.styles.text } else { painter.styles.warn };
                centred(painter, x, line.y, room, text, style);
            }
        }
    }
}

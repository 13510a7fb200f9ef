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
use crate::guide::grid::{GridRows, GridView};
use crate::guide::laid::{GridColumn, GridRow, Laid};
use crate::i18n::{dates, numbers};
use crate::tui::model::Desk;
use crate::tui::model::grid::{
    self, BETWEEN, CellEditor, GridColumnsLaid, GridLayout, GridWants, HIDDEN, LEAST_NUMBER, WIDEST_WORDS, is_number,
};

use super::paint::{Painter, rows, width};
use super::scene::Scene;
use super::sums::{count_of, votes_told};
use super::{part_of, records, symbol};

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

pub(crate) fn draw(scene: &Scene<'_>, desk: &Desk, grid: &GridView, painter: &mut Painter<'_>, area: Rect) {
    let Some(laid) = scene.laid() else { return };
    if laid.rows.is_empty() || laid.columns.is_empty() {
        if let Some(items) = grid.row_items().filter(|_| grid.section == Section::Answers) {
            return super::questions::nothing_to_ask(scene, desk, items, painter, area);
        }
        let words = scene.context.words.record(grid.section.kind());
        records::empty(scene, desk, &scene.with_keys(&words.empty), painter, area);
        return;
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
    front.draw(painter, area);
}

impl Front<'_, '_> {
    fn draw(&self, painter: &mut Painter<'_>, area: Rect) {
        let heads: Vec<String> = self.laid.rows.iter().map(|row| self.row_head(row)).collect();
        let names: Vec<String> = self.laid.columns.iter().map(|column| self.column_head(column)).collect();
        let tails: Vec<Tail> = (0..heads.len()).map(|row| self.tail(row, area.width, painter)).collect();
        let (sums, detail) = (self.sums(), if self.is_read { String::new() } else { self.detail() });
        let wants = GridWants {
            head: heads.iter().map(|head| width(head)).max().unwrap_or(0),
            columns: names.iter().enumerate().map(|(at, name)| self.needed(at, name)).collect(),
            has_words: self.laid.columns.iter().any(is_words),
            tail: tails.iter().map(|(tail, _)| width(tail)).max().unwrap_or(0),
            rows: heads.len(),
            sums: sums.len(),
            has_detail: !detail.is_empty(),
        };
        let GridLayout { columns, list, row_height, shown, sums: below, detail: place, .. } =
            GridLayout::of(area.width, area.height, &wants, (self.row, self.column));
        let (list, below, place) = (part_of(area, list), part_of(area, below), part_of(area, place));
        self.heading(painter, Rect { width: list.width + 2, ..rows(area, 0, 1) });
        self.column_heads(&names, &columns, painter, Rect { y: area.y + 1, height: 1, ..list });
        for (number, at) in (shown.first..shown.first + shown.count).enumerate() {
            let line = rows(list, u16::try_from(number).unwrap_or(0) * row_height, row_height);
            let style = if at == self.row { painter.styles.strong } else { painter.styles.text };
            // What a row is may take the white below it too.
            painter.put_wrapped(Rect { width: columns.head, ..line }, &heads[at], style);
            // A long text takes the white below it, too.
            let lines = if wants.has_words { row_height } else { 1 };
            self.cells(at, &columns, painter, rows(line, 0, lines));
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
        let told = painter.put_wrapped(place, &detail, painter.styles.text);
        if self.editor.is_none() && !self.is_read {
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
        // On the wall it stands above the panel already.
        let title = if self.scene.model.is_presenting { "" } else { title };
        let used = painter.put(line.x, line.y, line.width, title, painter.styles.heading);
        let people: Option<u32> = session.groups.iter().map(|group| group.size.known()).sum();
        let dots = session.the_meeting().dots.known();
        if let (Section::Votes, Some(people), Some(dots)) = (section, people, dots) {
            let text = format!(" · {}", words.grids.people_by_dots(people, dots));
            painter.put(line.x + used, line.y, line.width.saturating_sub(used), &text, painter.styles.muted);
        }
        let (filled_cells, total) = self.laid.filled();
        let rows = 0..self.laid.rows.len();
        let told = match section {
            // Which words nothing stands under, and not which pairs.
            _ if matches!(self.laid.grid.rows, GridRows::Words(_)) => {
                let some =
                    |row: &usize| (0..self.laid.columns.len()).any(|column| !self.laid.value(*row, column).is_empty());
                let (some, all) = (rows.clone().filter(some).count(), rows.len());
                self.scene.context.words.screen.of(some, all)
            }
            _ if self.laid.grid.elsewhere => String::new(),
            Section::Votes => votes_told(self.scene, session, self.typed_total()),
            _ => count_of(
                self.scene,
                u32::try_from(filled_cells).unwrap_or(u32::MAX),
                Some(u32::try_from(total).unwrap_or(u32::MAX)),
            ),
        };
        let hidden = is_hidden(session, section).then(|| words.grids.still_hidden.clone());
        let told =
            [Some(told).filter(|told| !told.is_empty()), hidden].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        painter.put_right(line.right(), line.y, line.width, &told, painter.styles.muted);
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
            let place = Rect { x, width: columns, ..line };
            let is_here = row == self.row && column == self.column && !self.is_read;
            match self.editor.filter(|_| is_here) {
                Some(editor) => typed(editor, painter, place),
                None => self.cell(row, column, painter, place),
            }
            let records = self.laid.records(row, column).iter();
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
        let words = is_words(declared);
        let (text, style): (String, Style) = match value {
            Value::Empty if self.is_of_people(declared) => {
                (format!("○ {}", self.scene.context.words.grids.nobody_yet), styles.muted)
            }
            Value::Empty if words => ("○".to_owned(), styles.muted),
            Value::Empty => ("·".to_owned(), styles.muted),
            _ if is_secret => (HIDDEN.to_owned(), styles.strong),
            Value::AsTyped(text) => (format!("? {text}"), styles.warn),
            value if declared.round.is_some() => (self.told(column, value), styles.muted),
            value => (self.told(column, value), styles.text),
        };
        if words {
            self.lines(row, column, &text, style, painter, place);
        } else {
            centred(painter, place.x, place.y, place.width, &text, style);
        }
    }

    pub(super) fn told(&self, column: usize, value: &Value) -> String {
        let declared = &self.laid.columns[column];
        if let Value::Scores(scores) = value {
            return scores.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        }
        self.scene.sentences().value_text(declared.section, declared.field, value, &self.desk.session)
    }

    /// The texts of a cell, each on as many rows as there are; with the group that said it, where that is known.
    fn lines(&self, row: usize, column: usize, text: &str, style: Style, painter: &mut Painter<'_>, place: Rect) {
        let records = self.laid.records(row, column);
        if records.len() < 2 || self.is_of_people(&self.laid.columns[column]) {
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

    /// Whether people stand in the cells of a column.
    pub(super) fn is_of_people(&self, column: &GridColumn) -> bool {
        column.section == Section::People && matches!(self.laid.grid.rows, GridRows::Words(_))
    }

    /// The number in a cell, as it is being typed where it is.
    fn number(&self, row: usize, column: usize) -> u32 {
        if let Some(editor) = self.editor.filter(|_| row == self.row && column == self.column) {
            return numbers::parse_whole(editor.line.text(), &self.scene.context.words).unwrap_or(0);
        }
        if let Value::Whole(number) = self.laid.value(row, column) { *number } else { 0 }
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

//! What stands beside and below the cells of a grid: sums while somebody types, whether a pilot is paid for, which way a
//! goal goes, and in full what has no room in its cell.

use crate::domain::course::{Course, course};
use crate::domain::grid::{filled, key_text};
use crate::domain::hidden::{is_hidden, is_secret};
use crate::domain::id::Id;
use crate::domain::record::{Meaning, Record};
use crate::domain::records::meeting::Attendance;
use crate::domain::records::profile::Control;
use crate::domain::session::Section;
use crate::domain::sums::wanted_of;
use crate::domain::value::{ChoiceSet, Kind, Value};
use crate::guide::Chart;
use crate::guide::grid::GridRows;
use crate::guide::laid::GridColumn;
use crate::i18n::numbers;
use crate::telling::rounds::{direction_text, stages, unit_of};

use crate::tui::model::grid::{CellEditor, HIDDEN, is_number};
use crate::tui::theme::Styles;
use crate::tui::update::{Expected, understood};

use super::{Front, GridSum, Tail, is_words, kind};
use crate::tui::view::paint::{Painter, width};
use crate::tui::view::sums::{count_of, people_of};
use crate::tui::view::{charts, symbol};

impl Front<'_, '_> {
    /// Whether what stands in a column is hidden still: then its sum, which moves with each number, is hidden too, until it
    /// is what it should be.
    fn is_untold(&self, column: usize) -> bool {
        let declared = &self.laid.columns[column];
        is_hidden(&self.desk.session, declared.section) && is_secret(declared.section, declared.field)
    }

    /// Whether the sum of all columns would tell that of one.
    pub(super) fn hides_a_sum(&self) -> bool {
        self.sums().iter().flat_map(|(_, sums)| sums).any(|(text, _)| text == HIDDEN)
    }

    /// The sum of all votes with the number that is being typed.
    pub(super) fn typed_total(&self) -> Option<u32> {
        self.editor?;
        let all =
            (0..self.laid.rows.len()).flat_map(|row| (0..self.laid.columns.len()).map(move |column| (row, column)));
        Some(all.fold(0u32, |sum, (row, column)| sum.saturating_add(self.number(row, column))))
    }

    /// What stands behind a row: of a pilot, whether it is paid for, and how much it is short; of a goal, which way it goes.
    pub(super) fn tail(&self, row: usize, in_words: bool, painter: &Painter<'_>) -> Tail {
        let styles = painter.styles;
        if self.laid.grid.picture == Some(Chart::Course) {
            let Some(course) = self.course(row) else { return (String::new(), styles.muted) };
            let (sign, style) = symbol::of_direction(course.direction, styles);
            let told = format!("{sign} {}", direction_text(&course, &self.scene.context.words));
            return if in_words { (told, style) } else { (sign.to_owned(), style) };
        }
        match self.laid.grid.section {
            Section::Insights => (self.control(row), styles.muted),
            Section::Bids => self.short(row, in_words, styles),
            _ => (String::new(), styles.muted),
        }
    }

    /// The course of the goal of a row.
    fn course(&self, row: usize) -> Option<Course> {
        let Value::Link(id) = &self.laid.rows.get(row)?.key else { return None };
        Some(course(&self.desk.session, &self.desk.earlier, self.desk.session.goals.find(id)?))
    }

    /// Whether a pilot is paid for, and how much it is short.
    fn short(&self, row: usize, in_words: bool, styles: &Styles) -> Tail {
        let pilot = match self.laid.rows.get(row).map(|row| &row.key) {
            Some(Value::Link(id)) => self.desk.session.pilots.find(id),
            _ => None,
        };
        let Some(cost) = pilot.and_then(|pilot| pilot.cost.known()) else { return (String::new(), styles.muted) };
        let words = &self.scene.context.words;
        let bids = self.laid.columns.iter().enumerate().filter(|(_, column)| column.section == Section::Bids);
        let offered = bids.fold(0u32, |sum, (column, _)| sum.saturating_add(self.number(row, column)));
        match cost.checked_sub(offered).filter(|short| *short > 0) {
            None if in_words => (format!("✓ {}", words.grids.paid), styles.good),
            None => ("✓".to_owned(), styles.good),
            Some(_) if offered == 0 => (String::new(), styles.muted),
            Some(short) => {
                let short = numbers::euros_text(short.into(), words);
                (if in_words { words.grids.short(short) } else { format!("−{short}") }, styles.warn)
            }
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

    /// How many people are in the room: as the groups were counted, or else who is present. None if nobody is.
    fn people_here(&self) -> Option<u32> {
        let session = &self.desk.session;
        let mut counted = session.groups.iter().map(|group| group.size.known());
        let counted = counted.try_fold(0u32, |sum, size| Some(sum.saturating_add(size?)));
        let present = session.people.iter().filter(|person| person.attendance == Some(Attendance::Present)).count();
        counted.filter(|sum| *sum > 0).or_else(|| u32::try_from(present).ok()).filter(|here| *here > 0)
    }

    /// What stands under the columns: a label, and for each column a text, and whether it adds up.
    pub(crate) fn sums(&self) -> Vec<GridSum> {
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
            if self.is_untold(at) && wanted != Some(sum) {
                return (HIDDEN.to_owned(), true);
            }
            let field = &column.section.kind().fields[column.field];
            let text = match column.section {
                _ if field.means(Meaning::Euro) => numbers::euros_text(sum.into(), &self.scene.context.words),
                // More people stand somewhere than were ticked off at the door: of how many is not known then.
                Section::Stands => count_of(self.scene, sum, self.people_here().filter(|here| *here >= sum)),
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

    /// What has no room in the cell: the question in full, the whole text where it `is_whole` in its cell no more, how the
    /// sum differs.
    pub(super) fn detail(&self, is_whole: bool, room: u16) -> String {
        let guide = &self.scene.context.guide;
        let column = &self.laid.columns[self.column];
        if let Some(question) = &column.question {
            return guide.question_text(question).map_or(String::new(), |text| text.text.clone());
        }
        let session = &self.desk.session;
        if let Some(told) = self.editor.and_then(|editor| self.replaces_unseen(editor)) {
            return format!("! {told}");
        }
        if self.laid.grid.picture == Some(Chart::Course) {
            return self.stages(room);
        }
        if column.section == Section::Votes {
            return self.dots_left();
        }
        if let Some(told) = self.editor.and_then(|editor| self.scores_typed(editor).or_else(|| self.replaced(editor))) {
            return format!("› {told}");
        }
        if self.editor.is_some() {
            let kind = column.section.kind();
            let hints = &self.scene.context.words.record(kind).hints;
            return hints.get(kind.fields[column.field].name).map_or_else(String::new, |hint| format!("› {hint}"));
        }
        if is_hidden(session, column.section) {
            return String::new();
        }
        let records = self.laid.records(self.row, self.column);
        if self.is_of_people(column) {
            let names: Vec<String> = records.iter().filter_map(|record| record.name()).collect();
            return if is_whole { String::new() } else { names.join(", ") };
        }
        if self.laid.grid.section == Section::TopThemes {
            return String::new();
        }
        let is_told = is_whole && records.len() < 2;
        records.iter().map(|record| self.all_of(*record, column, is_told)).collect::<Vec<_>>().join("\n")
    }

    /// How many scores stand in the cell that is being typed in, and of how many people of the group if that is known.
    fn scores_typed(&self, editor: &CellEditor) -> Option<String> {
        let place = &editor.place;
        let expected = Expected::of_cell(place, &self.desk.session);
        let moment = self.scene.model.today.to_datetime(self.scene.model.now);
        let Value::Scores(scores) = understood(editor.line.text(), &expected, self.scene.context, moment) else {
            return None;
        };
        let group = self.laid.columns[self.column].key.as_ref().map(|(_, key)| Id::new(key_text(key)));
        let size = group.and_then(|group| self.desk.session.groups.find(&group)?.size.known());
        let told = people_of(self.scene, scores.len(), size);
        // Digits in a row are told as the scores that they are taken for.
        let is_row = scores.len() > 1 && editor.line.text().trim().bytes().all(|byte| byte.is_ascii_digit());
        let row = scores.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let count = self.scene.context.words.count(scores.len());
        let typing = &self.scene.context.words.typing;
        Some(if is_row { format!("{} · {told}", typing.understood_scores(count, row)) } else { told })
    }

    /// That something stands already in a hidden cell in which is typed.
    fn replaces_unseen(&self, editor: &CellEditor) -> Option<&str> {
        let is_secret = is_hidden(&self.desk.session, editor.place.section);
        let replaces = is_secret && !editor.before.is_empty() && is_number(editor.place.kind());
        replaces.then_some(self.scene.context.words.grids.replaces.as_str())
    }

    /// What stood in a cell of numbers before the first digit took its place.
    fn replaced(&self, editor: &CellEditor) -> Option<String> {
        let place = &editor.place;
        let is_told = is_number(place.kind()) && !editor.before.is_empty() && !editor.line.is_marked();
        is_told.then(|| {
            let text =
                self.scene.sentences().value_text(place.section, place.field, &editor.before, &self.desk.session);
            self.scene.with_keys(&self.scene.context.words.grids.was(text))
        })
    }

    /// The goal under the cursor from its baseline to what is to be reached, with as many of its rounds as have room on so
    /// many columns, and which way it goes.
    fn stages(&self, room: u16) -> String {
        let words = &self.scene.context.words;
        let Some(Value::Link(id)) = self.laid.rows.get(self.row).map(|row| &row.key) else { return String::new() };
        let (Some(goal), Some(course)) = (self.desk.session.goals.find(id), self.course(self.row)) else {
            return String::new();
        };
        let told = |left: u16| {
            let stages = stages(&course, unit_of(&self.desk.session, goal), words);
            Some(charts::course::told(stages, left)).filter(|told| width(told) <= left)
        };
        let direction = direction_text(&course, words);
        // The rounds before the last give way to where it goes, and that to the numbers: it has a sign behind the row.
        let both = told(room.saturating_sub(width(direction) + 3)).map(|told| format!("{told} · {direction}"));
        both.or_else(|| told(room)).unwrap_or_else(|| direction.to_owned())
    }

    /// What stands in a cell in full, if that is not told already, with what belongs to it and has no cell of its own.
    fn all_of(&self, record: &dyn Record, column: &GridColumn, is_told: bool) -> String {
        let kind = column.section.kind();
        let text = |field: usize| {
            self.scene.sentences().value_text(column.section, field, &record.value(field), &self.desk.session)
        };
        let row_field = match self.laid.grid.rows {
            GridRows::By(field) | GridRows::Each(field) | GridRows::Words(field) => Some(field),
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
        if !is_words(column) || is_told {
            return beside.join(" · ");
        }
        if beside.is_empty() { own } else { format!("{own} ({})", beside.join(" · ")) }
    }

    /// How many dots the group under the cursor has left, or gave too many.
    pub(crate) fn dots_left(&self) -> String {
        let words = &self.scene.context.words.grids;
        let column = &self.laid.columns[self.column];
        if column.section != Section::Votes {
            return String::new();
        }
        let group = column.key.as_ref().map(|(_, key)| Id::new(key_text(key)));
        let Some(wanted) = group.and_then(|group| wanted_of(&self.desk.session, &group)) else { return String::new() };
        let sum = (0..self.laid.rows.len()).fold(0u32, |sum, row| sum.saturating_add(self.number(row, self.column)));
        if filled(&self.desk.session, Section::Votes) == 0 && self.editor.is_none() || self.is_untold(self.column) {
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

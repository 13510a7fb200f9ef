//! A grid in words, for who hears the screen: a line for each cell, and the cell that is being typed in by itself.

use crate::domain::hidden::{is_hidden, is_secret};
use crate::domain::records::meeting::AnswerState;
use crate::domain::value::{ChoiceSet, Kind, Value};
use crate::tui::model::Desk;
use crate::tui::model::grid::{CellEditor, HIDDEN};
use crate::tui::view::scene::Scene;

use super::grid::Front;

/// A grid told in lines, for who sees no table.
#[derive(Debug, Default)]
pub(crate) struct GridLines {
    /// A line for each cell, row by row.
    pub(crate) cells: Vec<String>,
    /// What stands below them: what is hidden, what it adds up to.
    pub(crate) below: Vec<String>,
}

/// A grid in words; nothing where it has no cells yet.
pub(crate) fn grid_lines(scene: &Scene<'_>, desk: &Desk) -> Option<GridLines> {
    let front = front(scene, desk)?;
    let all = front.laid.rows.len() * front.laid.columns.len();
    let places = (0..all).map(|number| front.laid.nth(number));
    let cells = places.map(|(row, column)| format!("{}: {}", front.name(row, column), front.words_of(row, column)));
    Some(GridLines { cells: cells.collect(), below: front.below() })
}

/// The cell that is being typed in: which it is of how many, what stands there, what there is to choose, and the sums.
pub(crate) fn cell_lines(scene: &Scene<'_>, desk: &Desk, editor: &CellEditor) -> Vec<String> {
    let Some(front) = front(scene, desk) else { return Vec::new() };
    let (row, column, words) = (front.row, front.column, &scene.context.words);
    let all = front.laid.rows.len() * front.laid.columns.len();
    let of = words.screen.of(front.laid.number(row, column) + 1, all);
    let mut lines = vec![format!("{} ({of}): {}", front.name(row, column), front.words_of(row, column))];
    if let Kind::Choice(choices) = editor.place.kind() {
        let options = choices.options.iter().enumerate();
        lines.extend(options.map(|(at, word)| format!("{}. {}", at + 1, words.choice(choices.name, word))));
    }
    lines.extend(front.below());
    lines
}

fn front<'front, 'scene>(scene: &'front Scene<'scene>, desk: &'front Desk) -> Option<Front<'front, 'scene>> {
    let laid = scene.laid()?;
    if laid.rows.is_empty() || laid.columns.is_empty() {
        return None;
    }
    let (row, column) = (desk.selected(&scene.context.guide), desk.column(laid.columns.len()));
    Some(Front { scene, desk, laid, row, column, editor: None, is_read: false })
}

impl Front<'_, '_> {
    /// What a cell is about.
    fn name(&self, row: usize, column: usize) -> String {
        let column = &self.laid.columns[column];
        let question = column.question.as_deref().and_then(|id| self.scene.context.guide.question_text(id));
        let head = question.map_or_else(|| self.column_head(column), |text| text.short.clone());
        format!("{}, {head}", self.row_head(&self.laid.rows[row]))
    }

    /// What stands in a cell, as far as the room may know.
    fn words_of(&self, row: usize, column: usize) -> String {
        let words = &self.scene.context.words;
        let declared = &self.laid.columns[column];
        let is_untold = is_hidden(&self.desk.session, declared.section) && is_secret(declared.section, declared.field);
        match self.laid.value(row, column) {
            Value::Choice(word) if declared.question.is_some() => {
                words.choice(AnswerState::KIND_REF.name, word).to_owned()
            }
            Value::Empty => words.screen.nothing_yet.clone(),
            _ if is_untold => words.grids.still_hidden.clone(),
            value => self.told(column, value),
        }
    }

    /// What it adds up to, and how that differs from what it should.
    fn below(&self) -> Vec<String> {
        let sums = self.sums().into_iter().map(|(label, values)| {
            let named = values.iter().zip(self.laid.columns.iter()).filter(|((text, _), _)| !text.is_empty());
            let named = named.map(|((text, _), column)| {
                // Dots are read out one by one.
                let text = if text == HIDDEN { &self.scene.context.words.grids.still_hidden } else { text };
                format!("{} {text}", self.column_head(column))
            });
            format!("{label}: {}", named.collect::<Vec<_>>().join(", "))
        });
        sums.chain(Some(self.dots_left()).filter(|text| !text.is_empty())).collect()
    }
}

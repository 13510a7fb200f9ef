//! Where in the guide a place of a session stands: the step on which a person meets it.

use crate::domain::edit::Edit;

use crate::domain::session::Section;

use super::{Content, Panel, Structure};

/// The number of the step on which what this edit changes is shown; 0, the session itself, for what no step shows.
pub fn step_of(structure: &Structure, edit: &Edit) -> usize {
    let section = edit.section();
    let field = match edit {
        Edit::Set { place, .. } => section.kind().fields.get(place.field).map(|field| field.name),
        _ => None,
    };
    let list = if section == Section::Answers {
        structure.question(edit.item().as_str()).map(|(list, _)| list.id.as_str())
    } else {
        None
    };
    let shows = |panel: &Panel| match panel.view.content() {
        Content::Fields(shown, names) => {
            shown == section && field.is_none_or(|field| names.is_empty() || names.iter().any(|name| name == field))
        }
        Content::Items(shown) => shown == section,
        Content::Cells(grid) => grid.shows(section),
        Content::Answers(shown) => list == Some(shown),
        Content::Nothing => false,
    };
    structure.steps.iter().position(|step| step.panels.iter().any(shows)).unwrap_or(0)
}

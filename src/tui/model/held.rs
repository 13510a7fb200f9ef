//! What is under the cursors, by its id: what another process wrote may move the rows of a list.

use crate::domain::id::Id;
use crate::domain::session::Section;
use crate::guide::{Guide, PanelView, SectionName};

use super::Model;

/// A cursor that stands on an item of a section.
#[derive(Debug)]
pub struct Held {
    cursor: CursorPlace,
    section: Section,
    item: Id,
}

/// Which cursor it is.
#[derive(Clone, Copy, Debug)]
enum CursorPlace {
    /// That of a step and panel.
    Panel(usize, usize),
    /// That of what lies on top, counted from the bottom.
    Overlay(usize),
}

impl Model {
    /// The items that the cursors of lists stand on.
    pub fn held(&self, guide: &Guide) -> Vec<Held> {
        let Some(desk) = self.desk() else { return Vec::new() };
        let panels = guide.structure.steps.iter().enumerate().flat_map(|(step, declared)| {
            declared.panels.iter().enumerate().filter_map(move |(panel, declared)| match declared.view {
                PanelView::Records(SectionName(section)) => {
                    Some((CursorPlace::Panel(step, panel), section, desk.cursors[step][panel]))
                }
                _ => None,
            })
        });
        let overlays = self.overlays.iter().enumerate().filter_map(|(at, overlay)| {
            Some((CursorPlace::Overlay(at), overlay.listed()?, overlay.cursor(Some(desk))?.at))
        });
        let item = |row: usize, section| Some(desk.session.table(section).get(row)?.id().clone());
        let held = |(cursor, section, row)| Some(Held { cursor, section, item: item(row, section)? });
        panels.chain(overlays).filter_map(held).collect()
    }

    /// Puts the cursors on these items again, as far as they are there.
    pub fn hold(&mut self, held: Vec<Held>) {
        for Held { cursor, section, item } in held {
            let Some(row) = self.desk().and_then(|desk| desk.session.table(section).position(&item)) else { continue };
            match (cursor, self.desk_mut()) {
                (CursorPlace::Panel(step, panel), Some(desk)) => desk.cursors[step][panel] = row,
                (CursorPlace::Overlay(at), _) => self.overlays[at].select(row),
                (CursorPlace::Panel(..), None) => {}
            }
        }
    }
}

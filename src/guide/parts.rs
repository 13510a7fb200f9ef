//! Panels that belong together: a panel with its parts is one thing on the page of a step and one name above the screen.
//! A step has at most nine of them, so that a digit opens each.

use std::ops::Range;

use super::Step;

impl Step {
    /// The panels, each together with its parts, by their places in the step.
    pub fn whole_panels(&self) -> Vec<Range<usize>> {
        let firsts: Vec<usize> = (0..self.panels.len()).filter(|at| *at == 0 || !self.panels[*at].part).collect();
        let ends = firsts.iter().copied().skip(1).chain([self.panels.len()]);
        firsts.iter().copied().zip(ends).map(|(first, end)| first..end).collect()
    }

    /// The panel and its parts around one of them; never empty.
    pub fn parts_around(&self, panel: usize) -> Range<usize> {
        let mut panels = self.whole_panels().into_iter();
        panels.find(|parts| parts.contains(&panel)).unwrap_or(panel..panel + 1)
    }

    /// Which of the whole panels this one is in, counted from 0.
    pub fn whole_panel_of(&self, panel: usize) -> usize {
        self.whole_panels().iter().position(|parts| parts.contains(&panel)).unwrap_or(0)
    }
}

//! What stands along the sides of the grid in front, worked out once for each change: a frame asks for it many times.

use std::cell::RefCell;

use crate::guide::laid::Sides;

/// What stands along the sides of a grid, with the moment at which that was so.
#[derive(Debug, Default)]
pub(crate) struct RememberedSides(RefCell<Option<(SidesOf, Sides)>>);

/// Of which grid the sides are, and of which moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SidesOf {
    pub(super) revision: u64,
    pub(super) step: usize,
    pub(super) panel: usize,
    pub(super) rounds: usize,
}

impl RememberedSides {
    /// The sides of this grid at this moment; works them out if they are not those that were asked last.
    pub(super) fn of(&self, of: SidesOf, work_out: impl FnOnce() -> Sides) -> Sides {
        if let Some((known, sides)) = &*self.0.borrow()
            && *known == of
        {
            return sides.clone();
        }
        let sides = work_out();
        self.0.replace(Some((of, sides.clone())));
        sides
    }
}

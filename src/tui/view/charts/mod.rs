//! Pictures of what was entered elsewhere. Each has its numbers beside it, and tells nothing by colour alone.

pub(crate) mod course;
pub(crate) mod deviation;
pub(crate) mod named;
pub(crate) mod progress;
pub(crate) mod votes;
pub(crate) mod web;

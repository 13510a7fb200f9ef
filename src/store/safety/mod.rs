//! Saving so that nothing typed is lost: replacing a file in one step, the journal of what is not saved yet, and the
//! threads that do both beside the screen. Nothing here knows what a text means.

mod frame;
pub mod journal;
pub mod known;
pub mod output;
pub mod queue;
pub mod save;
pub mod saver;
pub mod write_lock;

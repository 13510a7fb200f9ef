//! What a session is: records, places, edits, progress, sums. Pure: no files, no clock, no randomness, no terminal, no
//! language.

pub mod begin;
pub mod bytes;
pub mod carried;
pub mod clock;
pub mod conflict;
pub mod course;
pub mod decimal;
pub mod diff;
pub mod edit;
pub mod grid;
pub mod hidden;
pub mod history;
pub mod id;
pub mod in_order;
pub mod invisible;
pub mod limits;
mod lookup;
pub mod meanwhile;
pub mod merge;
pub mod naming;
pub mod newest;
pub mod offers;
pub mod period;
pub mod plan_blocks;
pub mod problem;
pub mod question;
pub mod record;
pub mod records;
pub mod recovery;
pub mod round;
pub mod safe_text;
pub mod session;
pub mod sharing;
pub mod signals;
pub mod sums;
pub mod value;

//! Sessions on disk: their text, reading and saving it, and the journal that survives a crash. The only place that
//! touches session files.

pub mod disk;
pub mod find;
pub mod folder;
pub mod journal;
pub mod keeper;
pub mod look;
pub mod markers;
mod memory;
pub mod migrate;
pub mod open;
pub mod read;
mod record;
pub mod rounds;
pub mod save;
pub mod text;
mod trouble;
pub mod turns;
pub mod writer;

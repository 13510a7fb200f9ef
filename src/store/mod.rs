//! Sessions on disk: their text, reading and saving it, and the journal that survives a crash. The only place that
//! touches session files.

pub mod migrate;
pub mod read;
pub mod text;

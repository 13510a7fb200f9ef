//! Sessions on disk: the form of their text, saving that loses nothing, and looking through folders of them. The only
//! place that touches session files.

pub mod disk;
pub mod file_news;
pub mod form;
mod io_error;
pub mod left_behind;
pub mod let_go;
pub mod local_time;
pub mod region;
pub mod safety;
pub mod scan;
pub mod session_file;

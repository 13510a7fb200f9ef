//! What `files.md` promises of saving: on a modelled disk that fails and loses its power after every call, on the real
//! one, and with threads. Nothing here sleeps, but a disk that is slow.

mod faults;
mod journals;
mod keeping;
mod kills;
mod model_disk;
mod power;
mod program;
mod real_files;
mod session_file;
mod stored;
mod threads;
mod two_at_once;

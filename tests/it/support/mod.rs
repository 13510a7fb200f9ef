//! What more than one subject needs: arbitrary sessions, a screen without a terminal, and a real one.

pub(crate) mod arbitrary;
pub(crate) mod screen;
#[cfg(unix)]
pub(crate) mod terminal;
pub(crate) mod tour;

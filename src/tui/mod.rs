//! The screen: keys become actions, actions change a model of plain data, and the model is drawn. Each part knows only
//! those before it: keymap, model, update, theme, view, terminal.

pub mod keymap;
pub mod model;
pub mod terminal;
pub mod theme;
pub mod update;
pub mod view;

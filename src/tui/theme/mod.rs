//! Themes: a palette and semantic roles, resolved once into named styles. Widgets name a [`Styles`] field and never see
//! a colour. Pure: no files, no environment, no terminal; the text of a user's theme comes in as data.

mod colour;
mod contrast;
mod file;
mod role;
mod styles;
mod support;

use std::borrow::Cow;

use crate::domain::in_order::sort_by;

pub use colour::{Ansi, Colour, Rgb, contrast};
pub use contrast::WeakContrast;
pub use file::{ColourTheme, ThemeError, ThemeProblem};
pub use role::Role;
pub use styles::{ChartStyles, Styles};
pub use support::ColourSupport;

/// The themes that come with the program, as (id, text of the file); the first is the one to start with.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("light", include_str!("../../../themes/light.ron")),
    ("dark", include_str!("../../../themes/dark.ron")),
    ("high-contrast", include_str!("../../../themes/high-contrast.ron")),
    ("sixteen", include_str!("../../../themes/sixteen.ron")),
];

/// All themes there are to choose from, as (id, text): the built-in ones in their order, each replaced by the user's
/// with the same id, then the user's own by id. Nothing is parsed, so a bad file hurts only who chooses it.
pub fn available(user: impl IntoIterator<Item = (String, String)>) -> Vec<(String, Cow<'static, str>)> {
    let mut themes: Vec<(String, Cow<'static, str>)> =
        BUILT_IN.iter().map(|&(id, text)| (id.to_owned(), Cow::Borrowed(text))).collect();
    let mut own = Vec::new();
    for (id, text) in user {
        let text = Cow::Owned(text);
        match themes.iter_mut().find(|(known, _)| *known == id) {
            Some(built_in) => built_in.1 = text,
            None => own.push((id, text)),
        }
    }
    sort_by(&mut own, |left, right| left.0.cmp(&right.0));
    themes.append(&mut own);
    themes
}

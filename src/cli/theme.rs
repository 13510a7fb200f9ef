//! The colours that the screen starts with: the theme that was asked for, that of the configuration, or one that fits
//! the terminal.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use crate::domain::decimal::Decimal;
use crate::i18n::Words;
use crate::i18n::numbers::decimal_text;
use crate::store::disk::{Disk, RealDisk};
use crate::tui::theme::{BUILT_IN, ColourSupport, ColourTheme, Styles, WeakContrast, available};

use super::failure::Failure;
use super::folders::UserFolders;
use super::out::warn;
use super::setting::Setting;

/// More than any theme needs.
const LARGEST: u64 = 64 * 1024;
/// The theme for terminals with sixteen colours.
const FOR_SIXTEEN_COLOURS: &str = "sixteen";

/// The styles of the theme that was asked for; of the one in the configuration; or of one that fits the terminal. A
/// theme of the configuration that cannot be used is printed as a warning, and so is what is hard to read in a theme.
///
/// # Errors
/// The theme that was asked for is not there, or cannot be used.
pub(super) fn styles(asked: Option<&str>, setting: &Setting) -> Result<Styles, Failure> {
    let support = colour_support();
    let judged = |id: &str, theme: &ColourTheme| {
        for weakness in weak_contrasts(id, theme, &setting.words) {
            warn(&weakness);
        }
    };
    if let Some(id) = asked {
        let theme = load(id, setting)?;
        judged(id, &theme);
        return Ok(Styles::resolve(&theme, support));
    }
    if let Some(id) = &setting.config.theme {
        match load(id, setting) {
            Ok(theme) => {
                judged(id, &theme);
                return Ok(Styles::resolve(&theme, support));
            }
            Err(failure) => {
                let problem = failure.text(Some(&setting.words));
                warn(&setting.words.cli.bad_theme(id, &problem));
            }
        }
    }
    let usual = if support == ColourSupport::Ansi16 { FOR_SIXTEEN_COLOURS } else { BUILT_IN[0].0 };
    Ok(Styles::resolve(&load(usual, setting)?, support))
}

/// What is hard to read in a theme, a sentence each. What comes with the program is judged by a test.
pub(super) fn weak_contrasts(id: &str, theme: &ColourTheme, words: &Words) -> Vec<String> {
    // Rounded down, so that what is just too little does not read as enough.
    let number = |number: f64| {
        let number = Decimal::parse(&format!("{:.1}", (number * 10.0).floor() / 10.0)).unwrap_or_default();
        decimal_text(number, words)
    };
    let told =
        |weak: WeakContrast| words.cli.weak_theme(id, weak.role, weak.on, number(weak.contrast), number(weak.needed));
    theme.weak_contrasts().into_iter().map(told).collect()
}

/// The colours that the terminal has, as its variables say.
pub(super) fn colour_support() -> ColourSupport {
    let variable = |name| env::var(name).ok();
    ColourSupport::from_environment(
        variable("NO_COLOR").as_deref(),
        variable("COLORTERM").as_deref(),
        variable("TERM").as_deref(),
    )
}

/// The theme with this id, the user's own before one of the program.
fn load(id: &str, setting: &Setting) -> Result<ColourTheme, Failure> {
    let own = setting.folders.theme(id).and_then(|path| text_of(&path));
    let built_in = || BUILT_IN.iter().find(|(known, _)| *known == id).map(|(_, text)| (*text).to_owned());
    let Some(text) = own.or_else(built_in) else {
        let ids: Vec<String> = available(own_themes(&setting.folders)).into_iter().map(|(id, _)| id).collect();
        return Err(Failure::NoTheme { found: id.to_owned(), options: ids.join(", ") });
    };
    ColourTheme::parse(&text).map_err(|error| Failure::BrokenTheme { id: id.to_owned(), error })
}

/// The user's own themes, as (id, text).
pub(super) fn own_themes(folders: &UserFolders) -> Vec<(String, String)> {
    let Some(entries) = folders.themes.as_deref().and_then(|folder| fs::read_dir(folder).ok()) else {
        return Vec::new();
    };
    let paths = entries.flatten().map(|entry| entry.path()).filter(|path| path.extension() == Some(OsStr::new("ron")));
    let themes = paths.filter_map(|path| {
        let id = path.file_stem()?.to_str()?.to_owned();
        let text = folders.theme(&id).and_then(|path| text_of(&path))?;
        Some((id, text))
    });
    themes.collect()
}

fn text_of(path: &Path) -> Option<String> {
    let contents = RealDisk.read(path, LARGEST).ok()?;
    Some(String::from_utf8_lossy(&contents.bytes).into_owned())
}

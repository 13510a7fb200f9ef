//! The colours that the screen starts with: the theme that was asked for, that of the configuration, or one that fits
//! the terminal; and what is wrong with a theme, in words.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use crate::i18n::{Words, fill};
use crate::store::disk::{Disk, RealDisk};
use crate::tui::theme::{BUILT_IN, ColourSupport, Problem, Styles, Theme, ThemeError, available};

use super::Setting;
use super::failure::{Failure, told};
use super::out::tell;
use super::places::Places;

/// More than any theme needs.
const LARGEST: u64 = 64 * 1024;
/// The theme for terminals with sixteen colours.
const FOR_SIXTEEN_COLOURS: &str = "sixteen";

/// The styles of the theme that was asked for; of the one in the configuration; or of one that fits the terminal. A
/// theme of the configuration that cannot be used is told.
///
/// # Errors
/// The theme that was asked for is not there, or cannot be used.
pub(super) fn styles(asked: Option<&str>, setting: &Setting) -> Result<Styles, Failure> {
    let variable = |name| env::var(name).ok();
    let support = ColourSupport::from_environment(
        variable("NO_COLOR").as_deref(),
        variable("COLORTERM").as_deref(),
        variable("TERM").as_deref(),
    );
    if let Some(id) = asked {
        let theme = load(id, setting).map_err(Failure::Usage)?;
        return Ok(Styles::resolve(&theme, support));
    }
    if let Some(id) = &setting.config.theme {
        match load(id, setting) {
            Ok(theme) => return Ok(Styles::resolve(&theme, support)),
            Err(problem) => tell(&fill(&setting.words.cli.bad_theme, &[("theme", id), ("problem", &problem)])),
        }
    }
    let usual = if support == ColourSupport::Ansi16 { FOR_SIXTEEN_COLOURS } else { BUILT_IN[0].0 };
    let theme = load(usual, setting).map_err(Failure::Usage)?;
    Ok(Styles::resolve(&theme, support))
}

/// The theme with this id, the user's own before one of the program; or why it cannot be used.
fn load(id: &str, setting: &Setting) -> Result<Theme, String> {
    let own = setting.places.theme(id).and_then(|path| text_of(&path));
    let built_in = || BUILT_IN.iter().find(|(known, _)| *known == id).map(|(_, text)| (*text).to_owned());
    let Some(text) = own.or_else(built_in) else {
        let ids: Vec<String> = available(own_themes(&setting.places)).into_iter().map(|(id, _)| id).collect();
        return Err(told(&setting.words.cli.no_theme, &[("found", id), ("options", &ids.join(", "))]));
    };
    Theme::parse(&text).map_err(|error| {
        let problem = problem_text(&error, &setting.words);
        fill(&setting.words.cli.broken_theme, &[("id", id), ("problem", &problem)])
    })
}

/// The user's own themes, as (id, text).
pub(super) fn own_themes(places: &Places) -> Vec<(String, String)> {
    let Some(entries) = places.themes.as_deref().and_then(|folder| fs::read_dir(folder).ok()) else {
        return Vec::new();
    };
    let paths = entries.flatten().map(|entry| entry.path()).filter(|path| path.extension() == Some(OsStr::new("ron")));
    let themes = paths.filter_map(|path| {
        let id = path.file_stem()?.to_str()?.to_owned();
        let text = places.theme(&id).and_then(|path| text_of(&path))?;
        Some((id, text))
    });
    themes.collect()
}

fn text_of(path: &Path) -> Option<String> {
    let contents = RealDisk.read(path, LARGEST).ok()?;
    Some(String::from_utf8_lossy(&contents.bytes).into_owned())
}

/// What is wrong with a theme: the first thing.
pub(super) fn problem_text(error: &ThemeError, words: &Words) -> String {
    let words = &words.cli.theme_problems;
    let problem = match error {
        ThemeError::Malformed { line, column, .. } => {
            let (line, column) = (line.to_string(), column.to_string());
            return fill(&words.malformed, &[("line", &line), ("column", &column)]);
        }
        ThemeError::Problems(problems) => problems.first(),
    };
    match problem {
        None | Some(Problem::NoName) => words.no_name.clone(),
        Some(Problem::EntryTwice(entry)) => fill(&words.entry_twice, &[("entry", entry)]),
        Some(Problem::EntryNoColour { entry, value }) => {
            fill(&words.entry_no_colour, &[("entry", entry), ("value", value)])
        }
        Some(Problem::UnknownRole(role)) => fill(&words.unknown_role, &[("role", role)]),
        Some(Problem::RoleMissing(role)) => fill(&words.role_missing, &[("role", &role.to_string())]),
        Some(Problem::RoleTwice(role)) => fill(&words.role_twice, &[("role", &role.to_string())]),
        Some(Problem::RoleNoColour { role, value }) => {
            fill(&words.role_no_colour, &[("role", &role.to_string()), ("value", value)])
        }
    }
}

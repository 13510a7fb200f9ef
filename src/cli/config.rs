//! The configuration: `config.ron` in the user's configuration folder. All of it is optional, and one that cannot be
//! read gives a warning and keeps no command from its work.

use std::path::{Path, PathBuf};

use ron::error::{Error as RonError, SpannedError};
use ron::extensions::Extensions;
use serde::Deserialize;

use crate::domain::problem::Trouble;
use crate::i18n::Words;
use crate::i18n::language::Language;
use crate::store::disk::{Disk, DiskError, RealDisk};
use crate::store::scan::folder::at_home;
use crate::telling::problems::trouble_text;

/// More than any configuration needs.
const LARGEST: u64 = 64 * 1024;

/// What the user has set.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Config {
    pub(super) language: Option<Language>,
    pub(super) theme: Option<String>,
    pub(super) folder: Option<PathBuf>,
}

/// The file as it is written.
#[derive(Default, Deserialize)]
#[serde(rename = "Config", default, deny_unknown_fields)]
struct ConfigFile {
    language: Option<Language>,
    theme: Option<String>,
    folder: Option<PathBuf>,
}

/// Why the configuration could not be read.
#[derive(Debug)]
pub(super) enum ConfigTrouble {
    File(PathBuf, Trouble),
    Text(PathBuf, SpannedError),
}

impl Config {
    /// The configuration in this file; an empty one where there is none, or none that can be read.
    pub(super) fn read(path: Option<&Path>) -> (Self, Option<ConfigTrouble>) {
        let Some(path) = path else { return (Self::default(), None) };
        let text = match RealDisk.read(path, LARGEST) {
            Ok(contents) => String::from_utf8_lossy(&contents.bytes).into_owned(),
            Err(DiskError::Gone) => return (Self::default(), None),
            Err(error) => return (Self::default(), Some(ConfigTrouble::File(path.to_owned(), error.into()))),
        };
        match Self::parse(&text) {
            Ok(config) => (config, None),
            Err(error) => (Self::default(), Some(ConfigTrouble::Text(path.to_owned(), error))),
        }
    }

    fn parse(text: &str) -> Result<Self, SpannedError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).with_recursion_limit(8);
        let ConfigFile { language, theme, folder } = options.from_str(text)?;
        Ok(Self { language, theme, folder: folder.map(at_home) })
    }
}

impl ConfigTrouble {
    pub(super) fn text(&self, words: &Words) -> String {
        match self {
            Self::File(path, trouble) => {
                format!("{}: {}", path.display(), trouble_text(*trouble, words))
            }
            Self::Text(path, error) => {
                let at = error.span.start;
                let what = match &error.code {
                    RonError::NoSuchStructField { expected, found, .. } => {
                        words.cli.unknown_setting(found, expected.join(", ")).to_string()
                    }
                    _ => words.cli.bad_config.to_string(),
                };
                format!("{}:{}:{}: {what}", path.display(), at.line, at.col)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Config;
    use crate::i18n::language::Language;

    #[test]
    fn every_setting_may_be_left_out() {
        for (text, expected) in [
            ("Config()", Config::default()),
            ("()", Config::default()),
            ("Config(language: en)", Config { language: Some(Language::English), ..Config::default() }),
            ("\u{feff}(theme: \"dark\",)", Config { theme: Some("dark".into()), ..Config::default() }),
            ("(folder: \"/sessies\")", Config { folder: Some("/sessies".into()), ..Config::default() }),
        ] {
            assert_eq!(Config::parse(text).unwrap(), expected, "{text}");
        }
        for text in ["", "Config(thema: \"dark\")", "Config(language: fr)", "Settings()", "Config(theme: 1)"] {
            assert!(Config::parse(text).is_err(), "{text}");
        }
    }
}

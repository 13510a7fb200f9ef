//! Where the program keeps what: configuration, themes, sessions, journals. Only names; nothing is read or made here.

use std::path::PathBuf;

use directories::ProjectDirs;

/// The folders of this user; none where the system knows of no home.
#[derive(Debug, Default)]
pub(super) struct UserFolders {
    /// The file with the configuration.
    pub(super) config: Option<PathBuf>,
    /// The folder with the user's own themes.
    pub(super) themes: Option<PathBuf>,
    /// The folder with the journals of what was not saved yet.
    pub(super) state: Option<PathBuf>,
    /// The folder with what can be worked out again.
    pub(super) cache: Option<PathBuf>,
    /// The folder for sessions, where no other is named.
    pub(super) sessions: Option<PathBuf>,
}

/// The folder with sessions, if there is one where the program is started.
pub(super) const SESSIONS_HERE: &str = "sessions";

/// The folder below that of the cache with what is remembered of sessions.
const OVERVIEW: &str = "overview";

impl UserFolders {
    pub(super) fn of_this_user() -> Self {
        let Some(folders) = ProjectDirs::from("", "", "werksessie") else { return Self::default() };
        Self {
            config: Some(folders.config_dir().join("config.ron")),
            themes: Some(folders.config_dir().join("themes")),
            state: Some(folders.state_dir().unwrap_or(folders.data_local_dir()).to_owned()),
            cache: Some(folders.cache_dir().join(OVERVIEW)),
            sessions: Some(folders.data_dir().join(SESSIONS_HERE)),
        }
    }

    /// The file of a theme of the user's own; none for a name that could lead out of the folder.
    pub(super) fn theme(&self, id: &str) -> Option<PathBuf> {
        let is_name = |character: char| character.is_alphanumeric() || character == '-' || character == '_';
        let folder = self.themes.as_deref().filter(|_| !id.is_empty() && id.chars().all(is_name))?;
        Some(folder.join(format!("{id}.ron")))
    }
}

//! The screen: on the start page, or on a session at once.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::i18n::fill;
use crate::store::disk::{Disk, RealDisk};
use crate::store::form::open::Opened;
use crate::store::scan::folder::folder_of;
use crate::tui::model::Context;
use crate::tui::terminal::{Launch, Places, run};

use super::arguments::ScreenArguments;
use super::failure::{Failure, told};
use super::files::files_at;
use super::out::tell;
use super::places::{MEMORIES, SESSIONS_HERE};
use super::{Outcome, Setting, theme};

/// The start page.
pub(super) fn start(arguments: &ScreenArguments, setting: Setting) -> Result<Outcome, Failure> {
    let folder = match &arguments.dir {
        Some(asked) => existing(asked, &setting)?,
        None => usual_folder(&setting),
    };
    show(folder, None, arguments, setting)
}

/// A session at once; or, for somebody who names a folder, the start page of that folder.
pub(super) fn open(opened: Opened, arguments: &ScreenArguments, setting: Setting) -> Result<Outcome, Failure> {
    let file = &opened.path;
    if file.is_dir() {
        return show(file.clone(), None, arguments, setting);
    }
    if let Err(trouble) = files_at(file) {
        return Err(Failure::File(opened.path, trouble));
    }
    let folder = match &arguments.dir {
        Some(asked) => existing(asked, &setting)?,
        None => folder_of(file),
    };
    show(folder, Some(opened), arguments, setting)
}

fn show(
    folder: PathBuf,
    open: Option<Opened>,
    arguments: &ScreenArguments,
    setting: Setting,
) -> Result<Outcome, Failure> {
    let styles = theme::styles(arguments.theme.as_deref(), &setting)?;
    let guide = setting.guide()?;
    let context = Arc::new(Context { words: setting.words, guide });
    let memory = setting.places.cache.map(|cache| cache.join(MEMORIES));
    let launch = Launch { context, styles, places: Places { folder, state: setting.places.state, memory }, open };
    run(launch).map(|()| Outcome::Fine).map_err(Failure::Screen)
}

fn existing(folder: &Path, setting: &Setting) -> Result<PathBuf, Failure> {
    if folder.is_dir() {
        return Ok(folder.to_owned());
    }
    let found = folder.display().to_string();
    Err(Failure::Usage(told(&setting.words.cli.no_folder, &[("found", &found)])))
}

/// The folder of the configuration, `./sessions` if it is there, or else the one for the program's data, which is made.
fn usual_folder(setting: &Setting) -> PathBuf {
    if let Some(folder) = &setting.config.folder {
        if folder.is_dir() {
            return folder.clone();
        }
        let found = folder.display().to_string();
        tell(&fill(&setting.words.cli.no_configured_folder, &[("found", &found)]));
    }
    let here = PathBuf::from(SESSIONS_HERE);
    match &setting.places.sessions {
        Some(folder) if !here.is_dir() => {
            // Should this fail, the screen tells so when the first session is saved.
            RealDisk.create_private_folder(folder).ok();
            folder.clone()
        }
        _ => here,
    }
}

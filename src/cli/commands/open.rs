//! The screen: on the start page, or on a session at once.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use crate::store::disk::{Disk, RealDisk};
use crate::store::form::open::Opened;
use crate::store::scan::folder::folder_of;
use crate::tui::model::Context;
use crate::tui::terminal::{Folders, Launch, run};

use crate::cli::failure::Failure;
use crate::cli::files::files_at;
use crate::cli::folders::SESSIONS_HERE;
use crate::cli::out::warn;
use crate::cli::setting::{Outcome, Setting};
use crate::cli::theme;

#[derive(Debug, Default, Args)]
pub(in crate::cli) struct ScreenArgs {
    #[arg(long)]
    dir: Option<PathBuf>,
    #[arg(long)]
    pub(in crate::cli) theme: Option<String>,
    #[arg(long)]
    rehearse: bool,
    #[arg(long)]
    plain: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct OpenArgs {
    pub(in crate::cli) file: PathBuf,
    #[command(flatten)]
    screen: ScreenArgs,
}

impl OpenArgs {
    /// Shows a session; or, where a folder is named, the start page of that folder. Options before the command count
    /// where those behind it are silent.
    pub(in crate::cli) fn run(
        self,
        opened: Option<Opened>,
        before: ScreenArgs,
        setting: Setting,
    ) -> Result<Outcome, Failure> {
        let Self { file, screen } = self;
        let screen = ScreenArgs {
            dir: screen.dir.or(before.dir),
            theme: screen.theme.or(before.theme),
            rehearse: screen.rehearse || before.rehearse,
            plain: screen.plain || before.plain,
        };
        open(opened.unwrap_or_else(|| Opened::at(&file)), &screen, setting)
    }
}

pub(in crate::cli) fn start_page(arguments: &ScreenArgs, setting: Setting) -> Result<Outcome, Failure> {
    let folder = if let Some(asked) = &arguments.dir {
        existing(asked)?
    } else {
        let folder = usual_folder(&setting);
        if setting.folders.sessions.as_ref() == Some(&folder) {
            // Should this fail, the screen says so when the first session is saved.
            RealDisk.create_private_folder(&folder).ok();
        }
        folder
    };
    show(folder, None, arguments, setting)
}

fn open(opened: Opened, arguments: &ScreenArgs, setting: Setting) -> Result<Outcome, Failure> {
    let file = &opened.path;
    if file.is_dir() {
        return show(file.clone(), None, arguments, setting);
    }
    if let Err(trouble) = files_at(file) {
        return Err(Failure::File(opened.path, trouble));
    }
    let folder = match &arguments.dir {
        Some(asked) => existing(asked)?,
        None => folder_of(file),
    };
    show(folder, Some(opened), arguments, setting)
}

fn show(folder: PathBuf, open: Option<Opened>, arguments: &ScreenArgs, setting: Setting) -> Result<Outcome, Failure> {
    let styles = theme::styles(arguments.theme.as_deref(), &setting)?;
    let guide = setting.guide()?;
    let context = Arc::new(Context { words: setting.words, guide });
    let is_rehearsal = arguments.rehearse;
    let tell_broken = setting.tell_broken;
    // In a rehearsal nothing is written anywhere.
    let kept = |path: Option<PathBuf>| path.filter(|_| !is_rehearsal);
    let cache = kept(setting.folders.cache);
    let folders = Folders { sessions: folder, state: kept(setting.folders.state), cache };
    let (support, language) = (theme::colour_support(), setting.language.code());
    let is_plain = arguments.plain;
    let launch = Launch { context, styles, support, language, folders, open, is_rehearsal, is_plain, tell_broken };
    run(launch).map(|()| Outcome::Fine).map_err(Failure::Screen)
}

fn existing(folder: &Path) -> Result<PathBuf, Failure> {
    if folder.is_dir() {
        return Ok(folder.to_owned());
    }
    Err(Failure::NoFolder(folder.to_owned()))
}

/// The folder of the configuration, `./sessions` if it is there, or else the one for the program's data.
pub(super) fn usual_folder(setting: &Setting) -> PathBuf {
    if let Some(folder) = &setting.config.folder {
        if folder.is_dir() {
            return folder.clone();
        }
        let found = folder.display().to_string();
        warn(&setting.words.cli.no_configured_folder(&found));
    }
    let here = PathBuf::from(SESSIONS_HERE);
    match &setting.folders.sessions {
        Some(folder) if !here.is_dir() => folder.clone(),
        _ => here,
    }
}

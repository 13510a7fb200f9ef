//! The command line: what was typed becomes a command, the command does its work, and what became of it an exit code.
//! One small file per command. Everything that is told leaves through `out`; nothing here knows how a session is saved,
//! checked or shown.

mod arguments;
mod check;
mod completions;
mod config;
mod diff;
mod failure;
mod files;
mod fmt;
mod git_setup;
mod language;
mod log;
mod man;
mod merge;
mod new;
mod next;
mod out;
mod overview;
mod places;
mod screen;
mod share;
mod show;
mod telling;
mod theme;
mod themes;
mod usage;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use crate::guide::{Guide, Language};
use crate::i18n::Words;
use crate::store::form::open::Opened;

use arguments::{Arguments, Command};
use config::Config;
use failure::Failure;
use out::Out;
use places::Places;

/// What a command found, as long as it could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Nothing to worry about: 0.
    Fine,
    /// Problems, differences: 1.
    Found,
    /// It told already what it could not do: 2.
    CouldNot,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Fine => 0,
            Outcome::Found => 1,
            Outcome::CouldNot => 2,
        })
    }
}

/// What every command may need to know.
#[derive(Debug)]
struct Setting {
    language: Language,
    words: Words,
    config: Config,
    places: Places,
}

impl Setting {
    /// The guide.
    ///
    /// # Errors
    /// A data file in the program cannot be read; a test keeps such a program from being released.
    fn guide(&self) -> Result<Guide, Failure> {
        Guide::load(self.language).map_err(Failure::Content)
    }
}

/// Runs the program with these arguments, the first of which is its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let places = Places::of_this_user();
    let (config, trouble) = Config::read(places.config.as_deref());
    let language = language::choose(&arguments, &config);
    let understood = arguments::understood(&arguments);
    let opened = understood.as_ref().and_then(Arguments::session).map(Opened::at);
    let outcome = language::words(language).and_then(|words| {
        if let Some(trouble) = trouble {
            out::tell(&trouble.text(&words));
        }
        let asked = understood.map_or_else(|| arguments::parse(&arguments, &words), Ok)?;
        perform(asked, opened, Setting { language, words, config, places })
    });
    ended(outcome, language)
}

fn perform(asked: Arguments, opened: Option<Opened>, setting: Setting) -> Result<Outcome, Failure> {
    let mut out = Out::new();
    let outcome = match asked.command {
        None => screen::start(&asked.screen, setting),
        Some(Command::Open { file, screen }) => {
            screen::open(opened.unwrap_or_else(|| Opened::at(&file)), &screen.or(asked.screen), setting)
        }
        Some(Command::New(new)) => new::run(&new, &setting, &mut out),
        Some(Command::Check { paths, json }) => check::run(&paths, json, &setting, &mut out),
        Some(Command::Fmt { paths, check }) => fmt::run(&paths, check, &setting, &mut out),
        Some(Command::Show { file, rounds: true, .. }) => show::rounds(&file, &setting, &mut out),
        Some(Command::Show { file, step, .. }) => show::run(&file, step.as_deref(), &setting, &mut out),
        Some(Command::Overview(overview)) => overview::run(&overview, &setting, &mut out),
        Some(Command::Diff { old, new, json }) => diff::run(&old, &new, json, &setting, &mut out),
        Some(Command::Merge(merge)) => merge::run(&merge, &setting, &mut out),
        Some(Command::GitSetup { folder, undo }) => git_setup::run(folder.as_deref(), undo, &setting, &mut out),
        Some(Command::Next { file, out: path, next_date }) => {
            next::run(&file, path, next_date.as_deref(), &setting, &mut out)
        }
        Some(Command::Log { file, item }) => log::run(&file, item.as_deref(), &setting, &mut out),
        Some(Command::Share { path, message }) => share::run(path.as_deref(), message.as_deref(), &setting, &mut out),
        Some(Command::Themes) => themes::run(&setting, &mut out),
        Some(Command::Completions { shell }) => completions::run(shell, &setting, &mut out),
        Some(Command::Man) => man::run(&setting, &mut out),
    }?;
    out.finish()?;
    Ok(outcome)
}

/// The exit code, after a failure was told on one line. Somebody who stops reading is no failure.
fn ended(outcome: Result<Outcome, Failure>, language: Language) -> ExitCode {
    let outcome = outcome.or_else(|failure| match failure {
        Failure::Asked(text) => {
            let mut out = Out::new();
            out.lines(&text).and_then(|()| out.finish()).map(|()| Outcome::Fine).map_err(Failure::Output)
        }
        failure => Err(failure),
    });
    match outcome {
        Ok(outcome) => outcome.into(),
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Outcome::Fine.into(),
        Err(failure) => {
            // The screen took the words with it; they are read anew.
            out::tell(&failure.text(language::words(language).ok().as_ref()));
            Outcome::CouldNot.into()
        }
    }
}

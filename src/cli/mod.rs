//! The command line: what was typed becomes a command, the command does its work, and its outcome becomes an exit code.
//! Everything that is printed leaves through `out`; nothing here knows how a session is saved, checked or shown.

mod arguments;
mod commands;
mod config;
mod failure;
mod files;
mod folders;
mod help;
mod language;
mod out;
mod setting;
mod theme;
mod usage;

use std::ffi::OsString;
use std::process::{self, ExitCode};
use std::sync::Arc;
use std::{io, panic};

use crate::i18n::language::Language;
use crate::store::form::open::Opened;
use crate::tui::terminal::{ScreenError, TellBroken};

use arguments::{Arguments, ScreenOrCommand};
use commands::open;
use config::Config;
use failure::Failure;
use folders::UserFolders;
use out::Out;
use setting::{Outcome, Setting};

/// Runs the program with these arguments, the first of which is its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    #[cfg(unix)]
    crate::store::disk::outlive_limits();
    let typed: Vec<OsString> = arguments.into_iter().collect();
    let folders = UserFolders::of_this_user();
    let (config, trouble) = Config::read(folders.config.as_deref());
    let language = language::choose(&typed, &config);
    let tell_broken: TellBroken = Arc::new(move |error| tell_broken(error, language));
    let at_panic = Arc::clone(&tell_broken);
    panic::set_hook(Box::new(move |_| process::exit(at_panic(ScreenError::Broken))));
    let parsed = arguments::parse_without_words(&typed);
    let opened = parsed.as_ref().and_then(Arguments::session).map(Opened::at);
    let outcome = language::words(language).and_then(|words| {
        if let Some(trouble) = trouble {
            out::warn(&trouble.text(&words));
        }
        let arguments = parsed.map_or_else(|| arguments::parse(&typed, &words), Ok)?;
        let command_line = arguments::command_line;
        perform(arguments, opened, Setting { language, words, config, folders, command_line, tell_broken })
    });
    exit_code(outcome, language)
}

fn perform(arguments: Arguments, opened: Option<Opened>, setting: Setting) -> Result<Outcome, Failure> {
    let command = match arguments.subcommand {
        None => return open::start_page(&arguments.screen, setting),
        Some(ScreenOrCommand::Open(asked)) => return asked.run(opened, arguments.screen, setting),
        Some(ScreenOrCommand::Command(command)) => command,
    };
    // A theme that is not there is told, also where no screen is shown.
    if let Some(theme) = &arguments.screen.theme {
        theme::styles(Some(theme), &setting)?;
    }
    let mut out = Out::new();
    let outcome = command.run(&setting, &mut out)?;
    out.finish()?;
    Ok(outcome)
}

/// Says in the user's words that the program broke: nobody reads where in the code.
fn tell_broken(error: ScreenError, language: Language) -> i32 {
    out::warn(&Failure::Screen(error).text(language::words(language).ok().as_ref()));
    Outcome::CouldNot.code().into()
}

/// The exit code, after a failure was printed on one line. A reader of the output that stops is no failure.
fn exit_code(outcome: Result<Outcome, Failure>, language: Language) -> ExitCode {
    let outcome = outcome.or_else(|failure| match failure {
        Failure::Usage(help) if !help.use_stderr() => {
            let mut out = Out::new();
            out.lines(&help.render().to_string())
                .and_then(|()| out.finish())
                .map(|()| Outcome::Fine)
                .map_err(Failure::Output)
        }
        failure => Err(failure),
    });
    match outcome {
        Ok(outcome) => outcome.into(),
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Outcome::Fine.into(),
        Err(failure) => {
            // The screen took the words and dropped them: they are read once more.
            out::warn(&failure.text(language::words(language).ok().as_ref()));
            Outcome::CouldNot.into()
        }
    }
}

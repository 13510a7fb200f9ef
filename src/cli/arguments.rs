//! What can be typed behind `werksessie`. The declarations say what there is; every word of the help comes from the
//! language files, by the names of commands and arguments.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::builder::styling::Styles;
use clap::{ArgAction, Args, ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::exchange::overview::Sort;
use crate::i18n::Words;
use crate::i18n::commands::CliWords;

use super::failure::Failure;
use super::usage;

#[derive(Debug, Parser)]
#[command(name = "werksessie", version, disable_help_flag = true, disable_version_flag = true)]
#[command(disable_help_subcommand = true, color = ColorChoice::Never, styles = Styles::plain())]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) screen: ScreenArguments,
    #[arg(long, global = true, value_parser = super::language::CODES)]
    lang: Option<String>,
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Default, Args)]
pub(super) struct ScreenArguments {
    #[arg(long)]
    pub(super) dir: Option<PathBuf>,
    #[arg(long)]
    pub(super) theme: Option<String>,
}

impl Arguments {
    /// The session to show, for a command that shows one.
    pub(super) fn session(&self) -> Option<&Path> {
        match &self.command {
            Some(Command::Open { file, .. }) => Some(file),
            _ => None,
        }
    }
}

impl ScreenArguments {
    /// These, and the others where these say nothing.
    pub(super) fn or(self, other: Self) -> Self {
        Self { dir: self.dir.or(other.dir), theme: self.theme.or(other.theme) }
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Open {
        file: PathBuf,
        #[command(flatten)]
        screen: ScreenArguments,
    },
    New(NewArguments),
    Check {
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        #[arg(long)]
        json: bool,
    },
    Fmt {
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        #[arg(long)]
        check: bool,
    },
    Show {
        file: PathBuf,
        #[arg(long)]
        step: Option<String>,
        #[arg(long, conflicts_with = "step")]
        rounds: bool,
    },
    Overview(OverviewArguments),
    Diff {
        old: PathBuf,
        new: PathBuf,
        #[arg(long)]
        json: bool,
    },
    Merge(MergeArguments),
    GitSetup {
        folder: Option<PathBuf>,
        #[arg(long)]
        undo: bool,
    },
    Next {
        file: PathBuf,
        #[arg(short, long)]
        out: Option<PathBuf>,
        #[arg(long = "date")]
        next_date: Option<String>,
    },
    Log {
        file: PathBuf,
        #[arg(long)]
        item: Option<String>,
    },
    Share {
        path: Option<PathBuf>,
        #[arg(short, long)]
        message: Option<String>,
    },
    Themes,
    Completions {
        shell: clap_complete::Shell,
    },
    Man,
}

#[derive(Debug, Args)]
pub(super) struct NewArguments {
    pub(super) file: PathBuf,
    #[arg(long)]
    pub(super) neighbourhood: Option<String>,
    #[arg(long)]
    pub(super) municipality: Option<String>,
    #[arg(long)]
    pub(super) date: Option<String>,
    #[arg(long)]
    pub(super) residents: Option<String>,
    #[arg(long)]
    pub(super) place: Option<String>,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(super) struct OverviewArguments {
    #[arg(required = true)]
    pub(super) paths: Vec<PathBuf>,
    #[arg(long)]
    pub(super) items: bool,
    #[arg(long)]
    pub(super) json: bool,
    #[arg(long, conflicts_with = "json")]
    pub(super) csv: bool,
    #[arg(long)]
    pub(super) open: Option<String>,
    #[arg(long)]
    pub(super) overdue: bool,
    #[arg(long)]
    pub(super) no_owner: bool,
    #[arg(long)]
    pub(super) no_baseline: bool,
    #[arg(id = "of_municipality", long = "municipality")]
    pub(super) of_municipality: Option<String>,
    #[arg(long)]
    pub(super) all_rounds: bool,
    #[arg(long, value_parser = Sort::ALL.map(Sort::name))]
    pub(super) sort: Option<String>,
}

/// The three sides of a merge. Git calls it as a driver with the name of the file and the length of its markers.
#[derive(Debug, Args)]
pub(super) struct MergeArguments {
    pub(super) base: PathBuf,
    pub(super) ours: PathBuf,
    pub(super) theirs: PathBuf,
    #[arg(requires = "driver")]
    pub(super) named: Option<PathBuf>,
    #[arg(short, long, conflicts_with = "driver")]
    pub(super) out: Option<PathBuf>,
    #[arg(long)]
    pub(super) driver: bool,
    #[arg(long, default_value_t = 7, hide_default_value = true, requires = "driver")]
    pub(super) marker_size: u16,
}

/// What was asked for, unless there is something to say about it.
pub(super) fn understood(typed: &[OsString]) -> Option<Arguments> {
    found(Arguments::command(), typed).ok()
}

/// What was asked for.
///
/// # Errors
/// It is no command that the program knows, or help was asked for.
pub(super) fn parse(typed: &[OsString], words: &Words) -> Result<Arguments, Failure> {
    found(command(words), typed).map_err(|error| usage::failure(&error, words))
}

fn found(command: clap::Command, typed: &[OsString]) -> Result<Arguments, clap::Error> {
    command.try_get_matches_from(typed).and_then(|mut found| Arguments::from_arg_matches_mut(&mut found))
}

/// The whole command line, in words.
pub(super) fn command(words: &Words) -> clap::Command {
    let words = &words.cli;
    in_words(Arguments::command(), words, None).about(words.about.clone()).after_help(words.after.clone())
}

/// A command with its help from the language files.
fn in_words(command: clap::Command, words: &CliWords, parent: Option<&str>) -> clap::Command {
    let name = command.get_name().to_owned();
    let template = format!("{{about-with-newline}}\n{}\n  {{usage}}\n\n{{all-args}}{{after-help}}", words.usage);
    let command = command.mut_args(|argument| argument_in_words(argument, words));
    let usage = usage_line(&command, words, parent);
    let command = command
        .override_usage(usage)
        .help_template(template)
        .subcommand_help_heading(words.commands.clone())
        .mut_subcommands(|below| in_words(below, words, Some(&name)));
    match words.command_help.get(&name) {
        Some(about) => command.about(about.clone()),
        None => command,
    }
}

fn argument_in_words(argument: clap::Arg, words: &CliWords) -> clap::Arg {
    let name = argument.get_id().as_str().to_owned();
    let heading = if argument.is_positional() { &words.arguments } else { &words.options };
    let mut argument = argument.help_heading(heading.clone());
    if let Some(help) = words.argument_help.get(&name) {
        argument = argument.help(help.clone());
    }
    match words.value_names.get(&name) {
        Some(value) if argument.get_action().takes_values() => {
            argument.hide_possible_values(true).value_name(value.clone())
        }
        _ => argument,
    }
}

/// How a command is written: `werksessie fmt [OPTIES] <PAD>...`.
pub(super) fn usage_line(command: &clap::Command, words: &CliWords, parent: Option<&str>) -> String {
    let mut parts: Vec<String> = parent.into_iter().map(str::to_owned).collect();
    parts.push(command.get_name().to_owned());
    parts.push(words.some_options.clone());
    parts.extend(command.get_positionals().map(ToString::to_string));
    if command.has_subcommands() {
        parts.push(words.some_command.clone());
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::command;
    use crate::i18n::Words;
    use std::collections::BTreeSet;

    #[test]
    fn every_command_and_argument_has_words_and_nothing_else_has() {
        for words in [Words::dutch, Words::english].map(|words| words().unwrap()) {
            let mut top = command(&words);
            top.build();
            let all: Vec<&clap::Command> = std::iter::once(&top).chain(top.get_subcommands()).collect();
            let names: BTreeSet<&str> = top.get_subcommands().map(clap::Command::get_name).collect();
            assert_eq!(names, words.cli.command_help.keys().map(String::as_str).collect());
            let arguments = || all.iter().flat_map(|command| command.get_arguments());
            let names: BTreeSet<&str> = arguments().map(|argument| argument.get_id().as_str()).collect();
            assert_eq!(names, words.cli.argument_help.keys().map(String::as_str).collect());
            let valued = arguments().filter(|argument| argument.get_action().takes_values());
            let names: BTreeSet<&str> = valued.map(|argument| argument.get_id().as_str()).collect();
            assert_eq!(names, words.cli.value_names.keys().map(String::as_str).collect());
        }
    }

    #[test]
    fn the_declarations_are_sound() {
        command(&Words::dutch().unwrap()).debug_assert();
    }
}

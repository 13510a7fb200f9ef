//! What can be typed behind `werksessie`: the options of all commands, and a command. The declarations say what there is;
//! every word of the help comes from the language files.

use std::ffi::OsString;
use std::path::Path;

use clap::builder::PossibleValuesParser;
use clap::{ArgAction, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::i18n::Words;
use crate::i18n::language::Language;

use super::commands::Command;
use super::commands::open::{OpenArgs, ScreenArgs};
use super::failure::Failure;
use super::help::in_words;

#[derive(Debug, Parser)]
#[command(name = "werksessie", version, disable_help_flag = true, disable_version_flag = true)]
#[command(disable_help_subcommand = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) subcommand: Option<ScreenOrCommand>,
    #[command(flatten)]
    pub(super) screen: ScreenArgs,
    #[arg(long, global = true, value_parser = PossibleValuesParser::new(codes()))]
    lang: Option<String>,
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub(super) enum ScreenOrCommand {
    Open(OpenArgs),
    #[command(flatten)]
    Command(Command),
}

impl Arguments {
    /// The session to show, for a command that shows one.
    pub(super) fn session(&self) -> Option<&Path> {
        match &self.subcommand {
            Some(ScreenOrCommand::Open(open)) => Some(&open.file),
            _ => None,
        }
    }
}

/// What was typed, unless clap has an error or a help text for it: those need the words.
pub(super) fn parse_without_words(typed: &[OsString]) -> Option<Arguments> {
    parse_as(Arguments::command(), typed).ok()
}

/// What was typed.
///
/// # Errors
/// It is no command that the program knows, or help was asked for.
pub(super) fn parse(typed: &[OsString], words: &Words) -> Result<Arguments, Failure> {
    parse_as(command_line(words), typed).map_err(|error| Failure::Usage(Box::new(error)))
}

fn parse_as(command: clap::Command, typed: &[OsString]) -> Result<Arguments, clap::Error> {
    command.try_get_matches_from(typed).and_then(|mut matches| Arguments::from_arg_matches_mut(&mut matches))
}

/// The whole command line, with its help in words.
pub(super) fn command_line(words: &Words) -> clap::Command {
    let words = &words.cli;
    in_words(Arguments::command(), words, None).about(words.about.clone()).after_help(words.after.clone())
}

/// The languages as users name them.
fn codes() -> impl Iterator<Item = &'static str> {
    Language::ALL.iter().map(|language| language.code())
}

#[cfg(test)]
mod tests {
    use super::command_line;
    use crate::i18n::Words;
    use crate::i18n::language::Language;
    use std::collections::BTreeSet;

    #[test]
    fn every_command_and_argument_has_words_and_nothing_else_has() {
        for words in Language::ALL.iter().map(|language| Words::load(*language).unwrap()) {
            let mut top = command_line(&words);
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
        command_line(&Words::load(Language::Dutch).unwrap()).debug_assert();
    }
}

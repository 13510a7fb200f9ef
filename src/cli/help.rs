//! The help of the command line in the user's language: every word comes from the language files, by the names of commands
//! and arguments.

use crate::i18n::commands::CliWords;

/// A command, and those below it, with their help.
pub(super) fn in_words(command: clap::Command, words: &CliWords, parent: Option<&str>) -> clap::Command {
    let name = command.get_name().to_owned();
    let template = format!("{{about-with-newline}}\n{}\n  {{usage}}\n\n{{all-args}}{{after-help}}", words.usage);
    // In the order in which they are written; unsaid, they would stand in that of the alphabet.
    let in_order: Vec<clap::Id> = command.get_positionals().map(|argument| argument.get_id().clone()).collect();
    let command = command.mut_args(|argument| {
        let at = in_order.iter().position(|id| id == argument.get_id());
        let argument = argument_in_words(argument, words);
        if let Some(at) = at { argument.display_order(at) } else { argument }
    });
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

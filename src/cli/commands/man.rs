//! `man`: one page for the program man, with a part for each command.

use std::io;

use clap::Args;
use clap_mangen::Man;

use crate::i18n::Words;

use crate::cli::failure::Failure;
use crate::cli::help::usage_line;
use crate::cli::out::Out;
use crate::cli::setting::{Outcome, Setting};

#[derive(Debug, Args)]
pub(in crate::cli) struct ManArgs {}

impl ManArgs {
    #[expect(clippy::unused_self, reason = "every command runs what it was asked")]
    pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
        out.made_for_a_program(&page((setting.command_line)(&setting.words), &setting.words)?)?;
        Ok(Outcome::Fine)
    }
}

fn page(mut command: clap::Command, words: &Words) -> io::Result<Vec<u8>> {
    command.build();
    let manual = &words.cli.manual;
    let mut page = Vec::new();
    Man::new(command.clone()).render_title(&mut page)?;
    let name = format!("{} \\- {}", command.get_name(), escaped(&words.cli.about));
    section(&mut page, &manual.name, &name);
    section(&mut page, &manual.synopsis, &escaped(&usage_line(&command, &words.cli, None)));
    let paragraphs: Vec<String> = words.cli.after.split("\n\n").map(escaped).collect();
    section(&mut page, &manual.description, &paragraphs.join("\n.PP\n"));
    Man::new(command.clone()).render_options_section(&mut page)?;
    for below in command.get_subcommands() {
        let about = below.get_about().map(ToString::to_string).unwrap_or_default();
        let usage = usage_line(below, &words.cli, Some(command.get_name()));
        let text = format!("{}\n.PP\n{}", escaped(&about), escaped(&usage));
        section(&mut page, &below.get_name().to_uppercase(), &text);
        let mut options = Vec::new();
        Man::new(below.clone()).render_options_section(&mut options)?;
        // The headings of a command are below its own.
        page.extend(String::from_utf8_lossy(&options).replace("\n.SH ", "\n.SS ").into_bytes());
    }
    Ok(page)
}

fn section(page: &mut Vec<u8>, heading: &str, text: &str) {
    page.extend(format!(".SH \"{}\"\n{text}\n", escaped(heading)).into_bytes());
}

/// Text in which nothing is a command to the program that sets the page.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-").replace('\n', " ");
    if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
}

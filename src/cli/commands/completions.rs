//! `completions`: the file with which a shell completes commands.

use clap::Args;
use clap_complete::Shell;

use crate::cli::failure::Failure;
use crate::cli::out::Out;
use crate::cli::setting::{Outcome, Setting};

#[derive(Debug, Args)]
pub(in crate::cli) struct CompletionsArgs {
    shell: Shell,
}

impl CompletionsArgs {
    pub(super) fn run(&self, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
        let mut command = (setting.command_line)(&setting.words);
        let name = command.get_name().to_owned();
        let mut file = Vec::new();
        clap_complete::generate(self.shell, &mut command, name, &mut file);
        out.made_for_a_program(&file)?;
        Ok(Outcome::Fine)
    }
}

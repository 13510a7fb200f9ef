//! `completions`: the file with which a shell completes commands.

use clap_complete::Shell;

use super::arguments::command;
use super::failure::Failure;
use super::out::Out;
use super::{Outcome, Setting};

pub(super) fn run(shell: Shell, setting: &Setting, out: &mut Out) -> Result<Outcome, Failure> {
    let mut command = command(&setting.words);
    let name = command.get_name().to_owned();
    let mut file = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut file);
    out.made_for_a_program(&file)?;
    Ok(Outcome::Fine)
}

//! The program: what was typed goes in, an exit code comes out.

use std::env;
use std::process::ExitCode;

fn main() -> ExitCode {
    werksessie::cli::run(env::args_os())
}

//! The command: `gouji check FILE…`.

mod command;

use std::process::ExitCode;

fn main() -> ExitCode {
    command::run(std::env::args_os().skip(1), &mut std::io::stdout().lock())
}

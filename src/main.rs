//! The command: `gouji check FILE… [--json] [--form FORM.json]`.

mod command;

use std::process::ExitCode;

fn main() -> ExitCode {
    command::run(std::env::args_os().skip(1), &mut std::io::stdout().lock())
}

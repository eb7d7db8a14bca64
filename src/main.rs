//! The program: arguments to [`clippings::cli`] to exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    clippings::cli::main(std::env::args_os())
}

//! The `engross` command: hands arguments to [`engross::cli::run`] and returns its exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    engross::cli::run(std::env::args_os())
}

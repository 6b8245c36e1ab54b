//! `engross completions`

use std::io::Write as _;

use super::{Failure, Global, Outcome, Terminal};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The shell
    shell: clap_complete::Shell,
}

pub(super) fn run(args: Args, _global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "engross", &mut script);
    terminal.out().write_all(&script)?;
    Ok(Outcome::Done)
}

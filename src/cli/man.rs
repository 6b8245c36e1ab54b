//! `engross man`

use super::{Failure, Global, Outcome, Terminal};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The command
    command: Option<String>,
}

pub(super) fn run(args: Args, _global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    let mut command = super::command();
    if let Some(name) = &args.command {
        let found = command.get_subcommands().find(|c| c.get_name() == name).cloned();
        command =
            found.ok_or_else(|| Failure::new(format!("no command `{name}`")).hint("`engross help` lists them"))?;
    }
    clap_mangen::Man::new(command).render(&mut terminal.out())?;
    Ok(Outcome::Done)
}

//! `engross withdraw`

use super::{Failure, Global, Outcome, Terminal, act};
use crate::ledger::request::Deed;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    act: act::Act,
}

pub(super) fn run(args: Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    act::record(args.act, Deed::Withdraw, global, terminal)
}

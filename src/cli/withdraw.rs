//! `engross withdraw`

use super::{Failure, Global, Outcome, Terminal, act};
use crate::ledger::request::Deed;

/// Record that a party withdraws; what was done before stays valid
///
/// No version binds the party from then on.
///
/// Example:
///   engross withdraw service-agreement --party 10086 --at 2024-02-01T08:00:00+08:00
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Args {
    #[command(flatten)]
    act: act::Act,
}

pub(super) fn run(args: Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    act::record(args.act, Deed::Withdraw, global, terminal)
}

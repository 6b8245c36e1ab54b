//! `engross use`

use super::{Failure, Global, Outcome, Terminal, act};
use crate::ledger::request::Deed;

/// Record that a party used the service
///
/// By itself it accepts nothing, unless the profile of the agreement says so.
///
/// Example:
///   engross use service-agreement --party 10086 --at 2024-02-01T08:00:00+08:00
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Args {
    #[command(flatten)]
    act: act::Act,
}

pub(super) fn run(args: Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    act::record(args.act, Deed::Use, global, terminal)
}

//! `engross build`

use super::{Failure, Global, Outcome, Terminal};

#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_args: Args, _global: &Global, _terminal: &Terminal) -> Result<Outcome, Failure> {
    Err(Failure::new("not built yet"))
}

//! `engross use`

use super::{Failure, Global, Outcome, Terminal, address, book};
use crate::ledger::request::{Deed, Request};
use crate::model::name::Slug;

/// Record that a party used the service
///
/// By itself it accepts nothing, unless the profile of the agreement says so.
///
/// Example:
///   engross use service-agreement --party 10086 --at 2024-02-01T08:00:00+08:00
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Args {
    /// The agreement
    slug: Slug,
    /// Who
    #[arg(long)]
    party: String,
    /// When: `2024-01-03`, a local time or RFC 3339 [default: now]
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    #[command(flatten)]
    append: book::Append,
}

pub(super) fn run(args: Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    let ws = address::workspace(global)?;
    let at = book::time(args.at.as_deref(), &ws)?;
    let key = args.append.key.clone();
    let request = Request { key, party: Some(args.party), agreement: args.slug, at, deed: Deed::Use };
    book::append(&request, &args.append, &ws, global, terminal)?;
    Ok(Outcome::Done)
}
